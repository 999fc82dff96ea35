"""A write-up's remarks, entered as data, held against what was measured.

A remark may be meant in several ways; each is a comparison of measures. All
hold → confirmed, none holds → contradicted, some hold → depends on the
definition, nothing could be measured → not measurable. Every outcome carries
its figures. The files are described in docs/measures.md.
"""

from __future__ import annotations

import operator
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Any, Literal

from harness import codec
from harness.errors import HomeworkError
from harness.questions import recordings_root
from harness.reasoning import stated
from harness.records import Measured, ReasoningProfile, Reply, Transcript, Verdict
from reports.measured.traits import TRAITS, Form, Seen

Outcome = Literal["confirmed", "contradicted", "depends on the definition", "not measurable"]

SAME_LENGTH = 0.02
"""Imports of one print-out differ by no more in the length of a thinking."""

RELATIONS: dict[str, tuple[Callable[[float, float], bool], str]] = {
    ">": (operator.gt, "more than"),
    ">=": (operator.ge, "at least"),
    "<": (operator.lt, "less than"),
    "<=": (operator.le, "at most"),
    "=": (operator.eq, "exactly"),
}
"""Sign in the file → comparison and its words."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One way to take a remark: a measure of some parts against a number or against another part."""

    measure: str
    parts: tuple[str, ...]
    """It must hold for each."""
    relation: str
    value: float = 0.0
    """The number compared with; with ``against`` it is multiplied by that part's measure."""
    against: str = ""
    words: tuple[str, ...] = ()
    """For ``mentions``: any of these."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark, in our words."""

    id: str
    says: str
    where: str
    means: tuple[Meaning, ...]
    note: str = ""
    """Why it cannot be measured, or what the measures leave out."""


@dataclass(frozen=True, slots=True)
class WriteUp:
    """The remarks of one document about one question's answers."""

    name: str
    question: str
    recording: str
    who: str
    source: str
    remarks: tuple[Remark, ...]
    facts: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Part → measure → figure of the original text, used where only a condensed recording is at hand."""
    facts_from: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one meaning came to."""

    text: str
    """The figures and what was asked of them, in one line."""
    holds: bool | None
    figure: float | None


@dataclass(frozen=True, slots=True)
class Checked:
    """A remark with its outcome."""

    remark: Remark
    outcome: Outcome
    findings: tuple[Finding, ...]
    runs: int
    """Transcripts it was held against; with one it is an observation."""

    @property
    def figure(self) -> str:
        """The figures in one line."""
        return "; ".join(f.text for f in self.findings if f.holds is not None) or self.remark.note


def shipped() -> list[WriteUp]:
    """Return the write-ups that ship, by name."""
    folder = recordings_root() / "claims"
    files = [f for f in folder.iterdir() if f.name.endswith(".toml")] if folder.is_dir() else []
    return [read(file) for file in sorted(files, key=lambda f: f.name)]


def read(file: Traversable) -> WriteUp:
    """Return the write-up of one TOML file; HomeworkError naming what is wrong in it."""
    try:
        table = tomllib.loads(file.read_text("utf-8"))
        return WriteUp(
            name=file.name.removesuffix(".toml"),
            question=str(table["question"]),
            recording=str(table.get("recording", "")),
            who=str(table["who"]),
            source=str(table["source"]),
            remarks=tuple(_remark(entry) for entry in table["remarks"]),
            facts={part: {k: float(v) for k, v in f.items()} for part, f in table.get("facts", {}).items()},
            facts_from=str(table.get("facts_from", "")),
        )
    except KeyError as cause:
        raise HomeworkError(f"{file.name}: {cause} is missing or unknown") from cause
    except (ValueError, TypeError) as cause:
        raise HomeworkError(f"{file.name}: {cause}") from cause


def _remark(entry: Mapping[str, Any]) -> Remark:
    means = tuple(_meaning(m) for m in entry.get("means", ()))
    if not means and not entry.get("note"):
        raise ValueError(f"remark {entry['id']}: give its means, or a note why it has none")
    return Remark(
        str(entry["id"]), str(entry["says"]), str(entry["where"]), means, str(entry.get("note", ""))
    )


def _meaning(entry: Mapping[str, Any]) -> Meaning:
    measure, relation = str(entry["measure"]), str(entry["relation"])
    if measure not in TRAITS:
        raise ValueError(f"no measure {measure!r}; there are {', '.join(TRAITS)}")
    if relation not in RELATIONS:
        raise ValueError(f"no relation {relation!r}; there are {' '.join(RELATIONS)}")
    return Meaning(
        measure,
        tuple(entry["parts"]),
        relation,
        float(entry.get("value", 1.0 if "against" in entry else 0.0)),
        str(entry.get("against", "")),
        tuple(entry.get("words", ())),
    )


def speaks_of(write_up: WriteUp, transcript: Transcript) -> bool:
    """Return whether the remarks were made about these very answers: the recording replayed, or its original.

    An original is told by the seconds and the length of each thinking that the recording states.
    """
    if transcript.conversation.question != write_up.question:
        return False
    if transcript.model == f"replay:{write_up.recording}":
        return True
    told = _sizes_of(write_up.recording, write_up.question)
    own = [(r.timing.stated_thinking, len(r.reasoning)) for r in transcript.replies]
    return (
        bool(told)
        and len(told) == len(own)
        and all(
            seconds == known and size and length and abs(length / size - 1) <= SAME_LENGTH
            for (known, size), (seconds, length) in zip(told, own, strict=True)
        )
    )


def _sizes_of(recording: str, question: str) -> list[tuple[float | None, float]]:
    file = recordings_root() / f"{recording}.jsonl"
    if not file.is_file():
        return []
    found = (codec.decode(line, Transcript) for line in file.read_text("utf-8").splitlines() if line.strip())
    mine = next((t for t in found if t.conversation.question == question), None)
    return (
        [(r.timing.stated_thinking, stated(r, "thinking_chars") or 0.0) for r in mine.replies] if mine else []
    )


def check(
    write_up: WriteUp,
    transcripts: Sequence[Transcript],
    profiles: Sequence[ReasoningProfile],
    verdicts: Sequence[Verdict] = (),
) -> list[Checked]:
    """Return every remark with its outcome on these transcripts of the write-up's question.

    Transcripts of other questions are passed over; several of the right one are
    averaged. Without any, nothing is measurable.
    """
    seen = _seen(write_up, transcripts, profiles, verdicts)
    runs = max(map(len, seen.values()), default=0)
    found = []
    for remark in write_up.remarks:
        findings = tuple(_find(meaning, seen) for meaning in remark.means)
        found.append(Checked(remark, _outcome([f.holds for f in findings]), findings, runs))
    return found


def on_note(
    said: Measured,
    part: str,
    transcript: Transcript,
    profiles: Mapping[tuple[str, str], ReasoningProfile],
    verdicts: Mapping[tuple[str, str], Verdict],
) -> tuple[Outcome, str]:
    """Return what the figures say of a margin note's claim, and the figures in one line."""
    if said.measure not in TRAITS or said.relation not in RELATIONS:
        return "not measurable", f"no measure {said.measure!r} or relation {said.relation!r}"
    seen: dict[str, list[Seen]] = {}
    for turn, reply in zip(transcript.conversation.turns, transcript.replies):
        for label in turn.parts:
            key = transcript.run_key, label
            one = Seen(transcript, reply, profiles.get(key), verdicts.get(key), _stated(reply))
            seen.setdefault(label, []).append(one)
    finding = _find(Meaning(said.measure, (part,), said.relation, said.value, said.against), seen)
    return _outcome([finding.holds]), finding.text


def _stated(reply: Reply) -> Mapping[str, float]:
    """Return the figures that a retold recording states of its original, under the measures' names."""
    found = {name.removeprefix("original_"): value for name, value in reply.extras.items()}
    return {name: float(v) for name, v in found.items() if name in TRAITS and isinstance(v, int | float)}


def _outcome(holds: Sequence[bool | None]) -> Outcome:
    known = {h for h in holds if h is not None}
    if not known:
        return "not measurable"
    if len(known) == 2:
        return "depends on the definition"
    return "confirmed" if True in known else "contradicted"


def _seen(
    write_up: WriteUp,
    transcripts: Sequence[Transcript],
    profiles: Sequence[ReasoningProfile],
    verdicts: Sequence[Verdict],
) -> dict[str, list[Seen]]:
    by_part = {(p.run_key, p.part): p for p in profiles}
    marks = {(v.run_key, v.part): v for v in verdicts}
    found: dict[str, list[Seen]] = {}
    for transcript in transcripts:
        if transcript.conversation.question != write_up.question:
            continue
        for turn, reply in zip(transcript.conversation.turns, transcript.replies):
            facts_fit = bool(reply.extras.get("condensed"))
            for part in turn.parts:
                key = transcript.run_key, part
                facts = write_up.facts.get(part, {}) if facts_fit else {}
                found.setdefault(part, []).append(
                    Seen(transcript, reply, by_part.get(key), marks.get(key), facts)
                )
    return found


def _find(meaning: Meaning, seen: Mapping[str, Sequence[Seen]]) -> Finding:
    left = {part: _value(meaning, seen.get(part, ())) for part in meaning.parts}
    right = _value(meaning, seen.get(meaning.against, ())) if meaning.against else 1.0
    title = _title(meaning, seen)
    values = {part: v for part, v in left.items() if v is not None}
    if right is None or len(values) < len(left):
        return Finding(f"{title}: not to be had", None, None)
    compare, _ = RELATIONS[meaning.relation]
    holds = all(compare(v, meaning.value * right) for v in values.values())
    form = TRAITS[meaning.measure].form
    figures = ", ".join(f"({part}) {_figure(v, form)}" for part, v in values.items())
    first = next(iter(values.values()))
    if not meaning.against:
        return Finding(f"{title}: {figures}; asked: {_asked(meaning, form)}", holds, first)
    figures += f" against ({meaning.against}) {_figure(right, form)}"
    times = first / right if right else None
    if times is not None and len(values) == 1 and form == "number":
        figures += f" = {times:.2f} times"
    return Finding(f"{title}: {figures}; asked: {_asked(meaning, form)}", holds, times)


def _title(meaning: Meaning, seen: Mapping[str, Sequence[Seen]]) -> str:
    """Return what is measured, and whether the figure is one stated of the original."""
    named = {*meaning.parts, meaning.against}
    told = any(meaning.measure in one.facts for part in named for one in seen.get(part, ()))
    words = TRAITS[meaning.measure].words + (" in the original" if told else "")
    return words + (" of " + ", ".join(f'"{w}"' for w in meaning.words) if meaning.words else "")


def _asked(meaning: Meaning, form: Form) -> str:
    words = RELATIONS[meaning.relation][1]
    if form == "flag" and meaning.relation == "=":
        return "the same" if meaning.against else _figure(meaning.value, form)
    if not meaning.against:
        return f"{words} {_figure(meaning.value, form)}"
    return f"{words} that" if meaning.value == 1 else f"{words} {_figure(meaning.value, 'number')} times"


def _value(meaning: Meaning, seen: Sequence[Seen]) -> float | None:
    """Return the measure's mean over the runs that have it."""
    found = [v for one in seen if (v := TRAITS[meaning.measure].of(one, meaning.words)) is not None]
    return sum(found) / len(found) if found else None


def _figure(value: float, form: Form) -> str:
    if form == "flag" and value in (0, 1):
        return "yes" if value else "no"
    if form == "share":
        return f"{value:.0%}"
    return f"{value:,.0f}" if value == int(value) else f"{value:.3g}"
