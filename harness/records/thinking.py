"""Thinking: the candidates and markers on the way, and the profile of a part's reasoning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


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
    rechecks: int | None = 0
    """Acts of going over what was found; None where there is no word list for the language."""
    recheck_places: tuple[int, ...] = ()
    """Where each of them begins, in characters of the thinking."""
    candidates: tuple[Candidate, ...] = ()
    changes: Mapping[str, int] = field(default_factory=dict)
    """wrong→right, right→wrong, confirmations."""
    markers: Mapping[str, int] = field(default_factory=dict)
    """Class → phrases found; empty where there is no list for the language."""
    marker_list: tuple[Marker, ...] = ()
    self_questions: int = 0
    repeated_equations: int = 0
    knew_it: bool | None = None
    """For a reply marked wrong: whether the right answer was ever in the thinking."""
    shared: bool = False
    """Whether the thinking served several parts and was split by estimate."""
    language: str = "en"
    """Its code; empty where it could not be told."""
    why_no_markers: str = ""
    """Why ``markers`` and ``rechecks`` were not counted in a raw text; empty where they were."""
    loop_share: float | None = None
    """Share of the thinking that only repeats a block said three times or more in a row."""
    loop_times: int | None = None
    """How often the block that was repeated most stands in a row; 0 without a loop, None if not raw."""
    loop_text: str = ""
