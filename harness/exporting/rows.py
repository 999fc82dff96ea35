"""What every export is made of: one row a part and reply, with its mark and the question as it is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from harness.records import Question, Reply, Transcript, Verdict
from harness.store import RunFolder

COLUMNS: Mapping[str, str] = {
    "run": "string",
    "question": "string",
    "part": "string",
    "model": "string",
    "effort": "string",
    "style": "string",
    "mode": "string",
    "sample": "int64",
    "id": "string",
    "prompt": "string",
    "gold": "string",
    "reasoning": "string",
    "answer": "string",
    "status": "string",
    "correct": "bool",
    "reason": "string",
    "claim": "string",
    "evidence": "string",
    "witness": "string",
    "prompt_tokens": "int64",
    "completion_tokens": "int64",
    "reasoning_tokens": "int64",
    "cost": "double",
    "seconds": "double",
    "finish_reason": "string",
    "finished": "string",
    "marker_version": "string",
    "run_key": "string",
}
"""The columns of a row and their types."""
UNDECIDED = frozenset(("unsupported", "failed"))


@dataclass(frozen=True, slots=True)
class Marked:
    """One part of one transcript with its mark."""

    transcript: Transcript
    part: str
    prompt: str
    reply: Reply | None
    verdict: Verdict
    question: Question | None

    @property
    def id(self) -> str:
        """The sample's own name where it was brought in from a log, else ``question/part``."""
        where = self.transcript.origin.get("where")
        return where if isinstance(where, str) and where else f"{self.verdict.question}/{self.part}"

    @property
    def value(self) -> float | None:
        """1, 0, or the share of several values that are right; None where nobody could decide."""
        if self.verdict.status in UNDECIDED:
            return None
        marks = self.verdict.targets
        if self.verdict.status == "partial" and marks:
            return sum(mark.status == "correct" for mark in marks) / len(marks)
        return float(self.verdict.correct)

    @property
    def arm(self) -> str:
        """The model, with the effort where one was asked for."""
        return (
            f"{self.transcript.model} · {self.transcript.effort}"
            if self.transcript.effort
            else self.transcript.model
        )


@dataclass(frozen=True, slots=True)
class Sent:
    """A run on its way out."""

    name: str
    rows: tuple[Marked, ...]
    about: Mapping[str, str] = field(default_factory=dict)
    """What the person says of it: dataset, task, source, date."""


def gathered(folder: RunFolder, known: Callable[[str], Question | None], about: Mapping[str, str]) -> Sent:
    """Return a run's rows in the order of its verdicts; RunError where it has not been marked."""
    transcripts = {one.run_key: one for one in folder.transcripts()}
    rows = [
        _marked(transcripts[verdict.run_key], verdict, known(verdict.question))
        for verdict in folder.verdicts()
        if verdict.run_key in transcripts
    ]
    return Sent(folder.name, tuple(rows), about)


def _marked(transcript: Transcript, verdict: Verdict, question: Question | None) -> Marked:
    for number, turn in enumerate(transcript.conversation.turns):
        if verdict.part in turn.parts:
            reply = transcript.replies[number] if number < len(transcript.replies) else None
            return Marked(transcript, verdict.part, turn.text, reply, verdict, question)
    return Marked(transcript, verdict.part, "", None, verdict, question)


def flat(run: str, row: Marked) -> dict[str, Any]:
    """Return a row's columns."""
    transcript, verdict, reply = row.transcript, row.verdict, row.reply
    usage = reply.usage if reply else None
    part = next((p for p in row.question.parts if p.label == row.part), None) if row.question else None
    return {
        "run": run,
        "question": verdict.question,
        "part": row.part,
        "model": transcript.model,
        "effort": transcript.effort,
        "style": transcript.conversation.style,
        "mode": transcript.conversation.mode,
        "sample": transcript.sample,
        "id": row.id,
        "prompt": row.prompt,
        "gold": part.gold if part else None,
        "reasoning": reply.reasoning if reply else None,
        "answer": reply.answer if reply else None,
        "status": verdict.status,
        "correct": verdict.correct,
        "reason": verdict.reason,
        "claim": verdict.claim.text if verdict.claim else None,
        "evidence": verdict.evidence or None,
        "witness": verdict.witness.says if verdict.witness else None,
        "prompt_tokens": usage.prompt_tokens if usage else None,
        "completion_tokens": usage.completion_tokens if usage else None,
        "reasoning_tokens": usage.reasoning_tokens if usage else None,
        "cost": transcript.cost,
        "seconds": reply.timing.total if reply else None,
        "finish_reason": reply.finish_reason if reply else None,
        "finished": transcript.finished or None,
        "marker_version": verdict.marker_version,
        "run_key": verdict.run_key,
    }


def arms(rows: tuple[Marked, ...]) -> Iterator[tuple[str, list[Marked]]]:
    """Yield the rows of each arm, in the order in which the arms come."""
    found: dict[str, list[Marked]] = {}
    for row in rows:
        found.setdefault(row.arm, []).append(row)
    yield from found.items()
