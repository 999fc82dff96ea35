"""A verdict and what judges said of its lines → the verdict that says who decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from harness.records import Answer, Judgement, Opinion, Role, Status, TargetMark, Verdict

OPEN = ("unsupported", "hedged")
"""Marks that a judge may settle; what the marker proved is not touched."""
UNDECIDED = ("unsupported", "failed")
"""Marks of a part that nobody has decided."""


def judged(verdict: Verdict, judgements: Iterable[Judgement], answer: Answer | None) -> Verdict:
    """Return the verdict with all opinions kept, and its open lines settled where judges may and agree."""
    opinions = tuple(opinion for one in judgements for opinion in one.opinions)
    if not opinions:
        return verdict
    verdict = replace(verdict, opinions=opinions)
    if verdict.status in ("failed", "no_answer") or answer is None:
        return verdict
    targets, by_target = _settled(verdict.targets, opinions, "target")
    checkpoints, by_checkpoint = _settled(verdict.checkpoints, opinions, "checkpoint")
    false_steps, by_step = _steps(verdict, opinions, answer)
    judges = {*by_target, *by_checkpoint, *by_step}
    if not judges:
        return verdict
    status, reason = _whole(targets, checkpoints, false_steps, answer)
    return replace(
        verdict, status=status, reason=reason, targets=targets, checkpoints=checkpoints,
        false_steps=false_steps, by="judge:" + ", ".join(sorted(judges)), method="judge",
        evidence="; ".join(o.quote for o in opinions if o.counts and o.quote)[:400],
    )  # fmt: skip


def _agreed(opinions: Sequence[Opinion], role: Role, name: str) -> tuple[Status, tuple[str, ...]] | None:
    """Return what all judges who were asked of a line say, and who; None where one may not or differs."""
    asked = [o for o in opinions if o.role == role and o.name == name]
    statuses = {o.status for o in asked}
    if not asked or len(statuses) != 1 or not all(o.counts for o in asked):
        return None
    return statuses.pop(), tuple(o.by for o in asked)


def _settled(
    marks: Sequence[TargetMark], opinions: Sequence[Opinion], role: Role
) -> tuple[tuple[TargetMark, ...], set[str]]:
    found: list[TargetMark] = []
    judges: set[str] = set()
    for one in marks:
        agreed = _agreed(opinions, role, one.target) if one.status in OPEN else None
        if agreed is None or agreed[0] == "unsupported":
            found.append(one)
            continue
        judges |= {*agreed[1]}
        quote = next((o.quote for o in opinions if o.role == role and o.name == one.target), "")
        why = f"as {', '.join(agreed[1])} read it"
        found.append(replace(one, status=agreed[0], method="judge", evidence=quote, reason=why))
    return tuple(found), judges


def _steps(
    verdict: Verdict, opinions: Sequence[Opinion], answer: Answer
) -> tuple[tuple[TargetMark, ...], set[str]]:
    """Return the false steps that were made: those proved, and those that judges found."""
    proved = [step for step in verdict.false_steps if step.status not in OPEN]
    known = {step.target for step in proved}
    judges: set[str] = set()
    for step in answer.false_steps:
        agreed = _agreed(opinions, "false_step", step.name)
        if step.name in known or agreed is None or agreed[0] != "incorrect":
            continue
        judges |= {*agreed[1]}
        quote = next((o.quote for o in opinions if o.role == "false_step" and o.name == step.name), "")
        proved.append(
            TargetMark(
                step.name, "incorrect", method="judge", evidence=quote,
                reason=f"{step.says}: {step.witness}", expected=step.expected.value,
            )
        )  # fmt: skip
    return tuple(proved), judges


def _whole(
    targets: Sequence[TargetMark],
    checkpoints: Sequence[TargetMark],
    steps: Sequence[TargetMark],
    answer: Answer,
) -> tuple[Status, str]:
    """Return the part's mark from its lines, and why."""
    required = {c.name for c in answer.checkpoints if c.required}
    needed = [*targets, *(c for c in checkpoints if c.target in required)]
    right = [m for m in needed if m.status == "correct"]
    still = [m for m in needed if m.status in OPEN]
    wrong = [m for m in needed if m.status not in (*OPEN, "correct")]
    told = f"{len(right)} of {len(needed)} lines are right"
    if wrong:
        why = "; ".join(f"{m.target}: {m.reason or m.status}" for m in wrong)
        if any(m in wrong for m in targets) and not any(m in right for m in targets):
            return "incorrect", f"{told}; {why}"
        return ("partial" if right or still else "incorrect"), f"{told}; {why}"
    if still:
        decided = len(needed) - len(still)
        return "unsupported", f"{decided} of {len(needed)} lines decided, {len(still)} for a person"
    if steps:
        return "partial", f"right end, false step: {steps[0].reason}"
    return "correct", told
