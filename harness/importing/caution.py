"""What may be said against an answer that was brought in: never more than its reading carries.

A formula that was read with full confidence counts like one that was sent. One below it may confirm
and never refute: where the mark hangs on it, the mark is left to a person, who is shown what was read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from harness.records import Json, Reply, TargetMark, Verdict

LEAST_SHARED = 3
"""Characters that a claim and a formula of a few signs must share to be the same one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How well one reply's formulas were read."""

    kind: str
    """What it was read from: pdf, text, tex, markdown, notebook, html…"""
    unsure: tuple[tuple[str, float], ...]
    """Each formula below full confidence, as it stands in the answer, with its confidence."""
    flat: bool
    """Whether the source had lost its layout altogether."""


def reading(reply: Reply) -> Reading | None:
    """Return how well a reply was read; None for one that was not brought in from a document."""
    said = reply.extras.get("reading")
    if not isinstance(said, dict):
        return Reading("text", (), True) if reply.extras.get("flattened") else None
    found = said.get("unsure")
    unsure = [_pair(entry) for entry in found] if isinstance(found, list) else []
    return Reading(
        str(said.get("kind", "")), tuple(filter(None, unsure)), bool(reply.extras.get("flattened"))
    )


def _pair(entry: Json) -> tuple[str, float] | None:
    if not isinstance(entry, dict):
        return None
    text, confidence = entry.get("text"), entry.get("confidence")
    return (
        (text, float(confidence)) if isinstance(text, str) and isinstance(confidence, int | float) else None
    )


def cautious(verdict: Verdict, reply: Reply, steps: bool = False) -> Verdict:
    """Return the verdict with nothing held against a reply that only its reading may have caused.

    ``steps``: whether the reference knows false steps of the part; where the layout was lost one would
    not show, and then a right end is not yet a right answer.
    """
    read = reading(reply)
    if read is None or not (read.unsure or read.flat):
        return verdict
    if verdict.correct and read.flat and steps:
        reason = "the end is right, but the source's layout was lost: a false step on the way would not show"
        return replace(verdict, status="unsupported", reason=reason)
    if verdict.correct:
        return replace(verdict, evidence=_added(verdict.evidence, _unseen(read)))
    if not read.flat and _stands(verdict, reply.answer, read.unsure):
        return verdict
    return replace(
        verdict,
        status="unsupported",
        reason=_asks(verdict, reply.answer, read),
        witness=None,
        targets=tuple(_kept(target) for target in verdict.targets),
        false_steps=(),
    )


def _unseen(read: Reading) -> str:
    if read.flat:
        return "the source's layout was lost, so a false step would not show"
    return (
        f"{len(read.unsure)} of its formulas were not read with full confidence; a false step in them"
        f" would not show"
    )


def _added(text: str, more: str) -> str:
    return f"{text}; {more}" if text else more


def _kept(target: TargetMark) -> TargetMark:
    if target.status in ("correct", "unsupported"):
        return target
    return replace(target, status="unsupported", witness=None)


def _stands(verdict: Verdict, answer: str, unsure: Sequence[tuple[str, float]]) -> bool:
    """Whether everything that speaks against the answer was read with full confidence."""
    against = [
        t for t in (*verdict.targets, *verdict.false_steps) if t.status not in ("correct", "unsupported")
    ]
    missing = any(t.claim is None for t in verdict.targets if t.status == "no_answer")
    missing = missing or any(c.status == "no_answer" for c in verdict.checkpoints)
    if verdict.status in ("no_answer", "hedged") or (
        verdict.status == "partial" and missing and not verdict.false_steps
    ):
        return False  # what was not found may be what was not read
    claims = [t.claim for t in against if t.claim] + ([verdict.claim] if verdict.claim else [])
    if not claims:
        return False
    spans = _spans(answer, unsure)
    return not any(start < claim.end and claim.start < end for claim in claims for start, end in spans)


def _spans(answer: str, unsure: Sequence[tuple[str, float]]) -> list[tuple[int, int]]:
    """Return where the unsure formulas stand; one that cannot be found again may stand anywhere."""
    spans: list[tuple[int, int]] = []
    for text, _ in unsure:
        at = answer.find(text)
        if at < 0:
            return [(0, len(answer) + 1)]
        while at >= 0:
            spans.append((at, at + len(text)))
            at = answer.find(text, at + 1)
    return spans


def _asks(verdict: Verdict, answer: str, read: Reading) -> str:
    """Return what was read and the question to the person who has the page."""
    if read.flat:
        return f"the source's layout was lost, so the mismatch may be the import's: {verdict.reason}"
    claim = verdict.claim
    concerned = [
        (text, confidence)
        for text, confidence in read.unsure
        if claim is None
        or any(s < claim.end and claim.start < e for s, e in _spans(answer, [(text, confidence)]))
    ]
    shown = "; ".join(
        f"{_one_line(text)} ({confidence:.0%})" for text, confidence in (concerned or list(read.unsure))[:3]
    )
    return (
        f"read with less than full confidence as {shown}: is that what the page says? If so, {verdict.reason}"
    )


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()[:120]
