"""The records that travel from stage to stage; nothing else lives here.

Every record is frozen. `harness.codec` turns each into JSON and back under the
same field names, so this file is also the description of the files on disk
(see docs/formats.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
else:
    Json = Any

SCHEMA = 1
"""Version of the files in a run folder; raised when a reader must know of a change."""

AskMode = Literal["parts", "whole", "alone"]
Style = Literal["raw", "context", "boxed", "encourage"]
Source = Literal["clean", "pasted"]
Status = Literal["correct", "incorrect", "partial", "no_answer", "hedged", "unsupported", "failed"]
"""The seven words for an outcome; ``failed`` is a transcript without a reply to mark."""
ANSWER_KINDS = (
    "number",
    "expression",
    "vector",
    "matrix",
    "region",
    "set",
    "tuple",
    "equation",
    "conditional",
    "predicate",
    "choice",
    "truth",
    "text",
    "statement",
)
"""The kinds of answer that ship, each a module of ``harness.grading.kinds``."""


# ---------------------------------------------------------------- the homework


@dataclass(frozen=True, slots=True)
class Symbol:
    """A declared name: what it stands for and what may be assumed of it."""

    name: str
    """Canonical plain spelling, e.g. ``sigma_l``."""
    kind: str
    """real, positive, nonnegative, negative, nonzero, integer, natural, complex, vector, matrix,
    identity, function or index."""
    shape: tuple[str, ...] = ()
    """Sizes as written, e.g. ``("n", "d")``; empty for a scalar."""
    assumptions: tuple[str, ...] = ()
    """Each assumption in the words of the declaration grammar, e.g. ``in (0, 1)``."""
    aliases: tuple[str, ...] = ()
    """Further spellings a reply may use."""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing a part asks for."""

    name: str
    """The name asked for, e.g. ``eta`` or ``theta``; unique within its part."""
    kind: str
    """An answer kind: the name of a module in ``harness.grading.kinds``."""
    asks: str = ""
    """What it is, in a few words, for people."""
    aliases: tuple[str, ...] = ()
    """Other names a reply may give it."""
    options: Mapping[str, Json] = field(default_factory=dict)
    """Settings of the kind, e.g. ``{"variable": "eta"}``; each kind documents its own."""


@dataclass(frozen=True, slots=True)
class Part:
    """One lettered part of a question."""

    label: str
    text: str
    kind: str
    """The kind of the part as a whole: that of its only target, or ``several``/``derivation``; empty
    where it is to be read off the gold."""
    targets: tuple[Target, ...]
    text_pasted: str = ""
    """The same text as copied out of a PDF viewer; empty where there is none."""
    builds_on: tuple[str, ...] = ()
    """Labels of parts whose text a reader needs to understand this one."""
    symbols: tuple[Symbol, ...] = ()
    """Symbols declared for this part only."""
    assume: tuple[str, ...] = ()
    """Relations among symbols that hold in this part only."""
    gold: str | None = None
    """The answer as LaTeX where the file itself carries it (banks without a reference)."""
    golds: tuple[str, ...] = ()
    """Further answers that are as right as ``gold``."""


@dataclass(frozen=True, slots=True)
class Variant:
    """How a question was drawn anew from its original."""

    kind: Literal["rename", "renumber", "reshape"]
    seed: int
    parameters: Mapping[str, Json]
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Canonical name → the name shown to the model."""


@dataclass(frozen=True, slots=True)
class Question:
    """One exercise as the student gets it."""

    id: str
    """``set/name``, e.g. ``deep-learning-hw1/optimizer-geometry``."""
    title: str
    stem: str
    parts: tuple[Part, ...]
    stem_pasted: str = ""
    symbols: tuple[Symbol, ...] = ()
    assume: tuple[str, ...] = ()
    """Relations among symbols, e.g. ``sigma_l > sigma_s``."""
    parameters: Mapping[str, Json] = field(default_factory=dict)
    source: str = ""
    variant: Variant | None = None
    columns: Mapping[str, Json] = field(default_factory=dict)
    """What else a bank says of it, e.g. ``{"level": 3, "subject": "Algebra"}``: for tables and groups."""


# ------------------------------------------------------------------- the truth


@dataclass(frozen=True, slots=True)
class Expected:
    """The true value of one target, as text the marker reads with its own grammar."""

    target: Target
    value: str
    """LaTeX. A region is a relation (``0 < \\eta < 1``), a conditional a ``cases`` environment, a
    set ``\\{…\\}``, a choice the key of the right option, a predicate the relations that a claimed
    value must satisfy (joined by ``;``)."""
    note: str = ""
    """What a person should know, e.g. "any larger T is valid too; this is the tightest"."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A claim a complete derivation makes somewhere."""

    name: str
    says: str
    """The claim in words, for people."""
    expected: Expected
    required: bool = True


@dataclass(frozen=True, slots=True)
class FalseStep:
    """A claim a right derivation never makes."""

    name: str
    says: str
    expected: Expected
    """How the false claim is recognised: its value is the *false* one."""
    witness: str
    """Why it is false: a point or an experiment's figures, in words."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The reference's answer to one part."""

    question: str
    part: str
    kind: str
    latex: str
    """The whole answer for people."""
    expected: tuple[Expected, ...]
    symbols: tuple[Symbol, ...] = ()
    assume: tuple[str, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()
    false_steps: tuple[FalseStep, ...] = ()
    derivation: str = ""
    """How it was derived: Markdown with LaTeX."""
    alternatives: tuple[Answer, ...] = ()
    """Answers that are as right: other readings of the same gold, and further golds."""
    inferred: bool = False
    """Whether kind and name were read off the gold: then a reply may also be the gold as it is written."""


@dataclass(frozen=True, slots=True)
class Check:
    """What one experiment found about one part's answer."""

    question: str
    part: str
    experiment: str
    """What was run, in one line."""
    passed: bool
    figures: Mapping[str, Json] = field(default_factory=dict)
    """The numbers seen, by name, with the unit in the name where there is one."""
    finding: str = ""
    """One sentence; where it refutes, the point at which claim and experiment differ."""
    series: Mapping[str, Json] = field(default_factory=dict)
    """Optional curves for a plot: ``{"x": […], "x_label": "η", "y_label": …, "lines": {name: […]}}``."""


# ------------------------------------------------------------ asking and replies


@dataclass(frozen=True, slots=True)
class Turn:
    """One user message and the parts it asks for."""

    text: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conversation:
    """The exact user messages to send, in order; replies come between them."""

    question: str
    turns: tuple[Turn, ...]
    mode: AskMode = "parts"
    style: Style = "raw"
    source: Source = "clean"
    variant: Variant | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the provider counted them; None where it did not say."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    reasoning_tokens: int | None = None
    cached_tokens: int | None = None
    total_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds since the request was sent; None where not measured."""

    first_reasoning: float | None = None
    last_reasoning: float | None = None
    first_answer: float | None = None
    last_answer: float | None = None
    total: float | None = None
    stated_thinking: float | None = None
    """Seconds of thought as an interface displayed them (imported transcripts)."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for one turn."""

    answer: str
    reasoning: str = ""
    usage: Usage = Usage()
    timing: Timing = Timing()
    finish_reason: str | None = None
    model: str | None = None
    """The model name as the provider echoed it."""
    request_id: str | None = None
    fingerprint: str | None = None
    reasoning_from: str | None = None
    """The field or tag the reasoning was read from, e.g. ``reasoning_content`` or ``<think>``."""
    extras: Mapping[str, Json] = field(default_factory=dict)
    """Whatever else the provider sent, kept as it was; a condensed recording says so here."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at a turn, the failed ones included."""

    turn: int
    started: str
    """ISO 8601, UTC."""
    seconds: float
    error: str | None = None
    """The class of the failure (an ``AdapterError.kind``) and its message; None for the good try."""
    status: int | None = None
    """HTTP status, where there was one."""
    usage: Usage = Usage()
    """Tokens billed for it, as far as known."""


@dataclass(frozen=True, slots=True)
class HumanMark:
    """What a person wrote beside one part: data to be tested, not truth."""

    part: str
    mark: str
    """``correct``, ``incorrect`` or ``partial`` as the person meant it."""
    remark: str = ""
    marker: str = ""
    """Who."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """One asked unit, kept for ever."""

    run_key: str
    conversation: Conversation
    replies: tuple[Reply, ...]
    """One a turn answered; fewer than the turns where it failed on the way."""
    model: str
    """As asked for: ``provider:name``."""
    sample: int = 0
    effort: str | None = None
    error: str | None = None
    attempts: tuple[Attempt, ...] = ()
    started: str = ""
    finished: str = ""
    settings: Mapping[str, Json] = field(default_factory=dict)
    """The request parameters that were sent."""
    prices: Mapping[str, Json] = field(default_factory=dict)
    """Price inputs in force: currency and cost per million tokens, with their date."""
    cost: float | None = None
    human_marks: tuple[HumanMark, ...] = ()
    origin: Mapping[str, Json] = field(default_factory=dict)
    """Where it came from if not asked here: recording or import, who, when, what was condensed."""
    schema: int = SCHEMA


# ------------------------------------------------------------------------ marks


@dataclass(frozen=True, slots=True)
class Claim:
    """Something a response commits to."""

    text: str
    start: int
    """Character offset in the response; ``response[start:end]`` is the claim as it stands."""
    end: int
    target: str = ""
    relation: str = ""
    prominence: str = ""
    """Why it counts as final: boxed, heading, cue, target, option, last, or anywhere."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A concrete point where claim and reference differ."""

    point: Mapping[str, str]
    """Symbol → value; matrices as text."""
    claimed: str
    expected: str
    says: str
    """The same in one sentence."""
    confirmed: bool = False
    """Whether a second, independent evaluation in high precision agreed."""


@dataclass(frozen=True, slots=True)
class TargetMark:
    """The mark of one target, checkpoint or false step."""

    target: str
    status: Status
    claim: Claim | None = None
    method: str = ""
    """How it was established: exact, points, digits, tolerance, sides, option, phrase…"""
    evidence: str = ""
    witness: Witness | None = None
    reason: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The mark of one part of one transcript."""

    status: Status
    reason: str
    claim: Claim | None = None
    method: str = ""
    evidence: str = ""
    witness: Witness | None = None
    targets: tuple[TargetMark, ...] = ()
    checkpoints: tuple[TargetMark, ...] = ()
    """``correct`` for one that was met, ``no_answer`` for one that was not found."""
    false_steps: tuple[TargetMark, ...] = ()
    """Those that were found; ``witness``/``reason`` say why each is false."""
    question: str = ""
    part: str = ""
    sample: int = 0
    model: str = ""
    run_key: str = ""
    marker_version: str = ""
    reference_digest: str = ""

    @property
    def correct(self) -> bool:
        """Whether the whole part is right."""
        return self.status == "correct"

    def __bool__(self) -> bool:
        """Whether the whole part is right: ``if verify(gold, reply)`` means what it says."""
        return self.correct


# --------------------------------------------------------------------- thinking


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim about the asked target made on the way."""

    start: int
    end: int
    text: str
    right: bool | None
    """None where the marker could not decide."""
    repeated: bool
    """Whether the same value was claimed before."""
    changed: bool
    """Whether it differs from the candidate before it."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A word or phrase of a class (re-check, hesitation, switch, closing) in the thinking."""

    kind: str
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class ReasoningProfile:
    """What the thinking for one part looks like; positions are shares of its characters."""

    question: str
    part: str
    model: str
    run_key: str
    sample: int
    raw: bool
    """False where the text is absent or a summary; then every text measure is None or empty."""
    why_not_raw: str = ""
    thinking_chars: int = 0
    thinking_words: int = 0
    answer_chars: int = 0
    answer_words: int = 0
    thinking_tokens: int | None = None
    answer_tokens: int | None = None
    tokens_from: str = ""
    """native, recounted or estimated."""
    recounted_thinking: int | None = None
    """Tokens of the same text by one fixed rule for all models; None where the text is not raw."""
    recounted_answer: int | None = None
    cost: float | None = None
    """The part's share, by output tokens, of what its transcript cost."""
    seconds: float | None = None
    seconds_from: str = ""
    """measured or stated."""
    first_candidate: float | None = None
    first_correct: float | None = None
    last_change: float | None = None
    tail_words: int | None = None
    """Words after the first correct candidate."""
    rechecks: int = 0
    candidates: tuple[Candidate, ...] = ()
    changes: Mapping[str, int] = field(default_factory=dict)
    """wrong→right, right→wrong, confirmations."""
    markers: Mapping[str, int] = field(default_factory=dict)
    marker_list: tuple[Marker, ...] = ()
    self_questions: int = 0
    repeated_equations: int = 0
    knew_it: bool | None = None
    """For a reply marked wrong: whether the right answer was ever in the thinking."""
    shared: bool = False
    """Whether the thinking served several parts and was split by estimate."""
    language: str = "en"
