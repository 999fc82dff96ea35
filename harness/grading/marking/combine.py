"""A part's verdict from its targets' marks."""

from __future__ import annotations

from harness.records import Answer, Status, TargetMark, Verdict

MARKER_VERSION = "2.0"
"""Raised whenever a change of the marker may change a verdict."""


def undecided(reason: str) -> Verdict:
    """Return the verdict on what cannot be marked at all."""
    return Verdict("unsupported", reason, marker_version=MARKER_VERSION)


def combine(marks: list[TargetMark], answer: Answer, part: str) -> Verdict:
    """Return the part's verdict from its targets' marks."""
    if not marks:
        reason = "the reference gives this part no value to compare with"
        chosen = TargetMark("", "unsupported", reason=reason)
    elif len(marks) == 1:
        chosen = marks[0]
    else:
        chosen = _of_several(marks)
    return Verdict(
        chosen.status,
        chosen.reason,
        chosen.claim,
        chosen.method,
        chosen.evidence,
        chosen.witness,
        tuple(marks),
        question=answer.question,
        part=part or answer.part,
        marker_version=MARKER_VERSION,
        confidence=min((m.confidence for m in marks), default=1.0),
    )


def _of_several(marks: list[TargetMark]) -> TargetMark:
    """Return the marks of several targets as one."""
    status = overall([m.status for m in marks])
    chosen = next((m for m in marks if m.status == status), marks[0])
    if status == "partial":
        chosen = next(
            (m for m in marks if m.status == "incorrect"), next(m for m in marks if m.status != "correct")
        )
    right = [m.target for m in marks if m.status == "correct"]
    rest = [f"{m.target}: {m.reason or m.status}" for m in marks if m.status != "correct"]
    reason = "; ".join([f"{len(right)} of {len(marks)} asked values are right", *rest])
    claim = next((m.claim for m in (chosen, *marks) if m.claim is not None), None)
    evidence = chosen.evidence
    if status == "correct":
        evidence = "; ".join(dict.fromkeys(m.evidence for m in marks if m.evidence))
    return TargetMark("", status, claim, chosen.method, evidence, chosen.witness, reason)


def overall(statuses: list[Status]) -> Status:
    """Return the status of a part whose targets have these."""
    distinct = set(statuses)
    if len(distinct) == 1:
        return statuses[0]
    if distinct in ({"correct", "unsupported"}, {"correct", "hedged"}):
        return "unsupported"  # what is left open may be right: the part may be
    if "correct" in distinct or "partial" in distinct:
        return "partial"
    order: tuple[Status, ...] = ("incorrect", "hedged", "unsupported", "no_answer")
    return next(status for status in order if status in distinct)


def outdone(later: Verdict, first: Verdict) -> bool:
    """Return whether the likeliest reading of a gold finds its claim elsewhere than one that accepts."""
    own, other = first.claim, later.claim
    decided = first.status in ("incorrect", "hedged") or (first.status == "unsupported" and first.method)
    if not decided or own is None or other is None:
        return False
    return own.start >= other.end or other.start >= own.end
