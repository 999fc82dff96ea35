"""Derivations: checkpoints that a reply states, contradicts or leaves open, and steps that are false."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from harness.grading.claims.reader import Reader
from harness.grading.kinds import traits
from harness.grading.language.naming import Name, target_names
from harness.grading.marking.looking import Hit, Looking
from harness.grading.page.sections import Range
from harness.maths.parsing.scope import Scope
from harness.records import Answer, Checkpoint, Status, TargetMark, Verdict, Witness


def apply(
    verdict: Verdict, answer: Answer, reader: Reader, found: tuple[Range, ...], scope: Scope
) -> Verdict:
    """Return the verdict with the answer's checkpoints and false steps taken into account.

    All required checkpoints met leave the verdict as the final values make it. One for whose quantity the
    reply gives another value makes it partial. One that is not found leaves it open: what was not found is
    no proof that it was not said. A false step on the way to a right end makes it partial.
    """
    search = Looking(reader, found, scope, _shared(answer))
    met = tuple(_checkpoint(c, search) for c in answer.checkpoints)
    false = tuple(
        TargetMark(
            f.name, "incorrect", hit.claim, hit.decision.method, hit.decision.evidence,
            hit.decision.witness or Witness({}, f.says, "", f.witness, False), f"{f.says}: {f.witness}",
            f.expected.value,
        )
        for f in answer.false_steps
        if (hit := search.first(f.expected)) is not None
    )  # fmt: skip
    required = [m for m, c in zip(met, answer.checkpoints, strict=True) if c.required]
    verdict = replace(verdict, checkpoints=met, false_steps=false)
    verdict = _with_checkpoints(verdict, required, bool(answer.expected), bool(found))
    verdict = _contradicted(verdict, [m for m in met if m.status == "incorrect"])
    if false and verdict.status in ("correct", "unsupported"):
        ending = "right end, false step" if verdict.status == "correct" else "a false step"
        verdict = replace(
            verdict, status="partial", reason=f"{ending}: {false[0].reason}", witness=false[0].witness
        )
    return verdict


def _shared(answer: Answer) -> frozenset[Name]:
    """Return the names under which more than one thing of a part is asked."""
    asked = [e.target for e in answer.expected] + [c.expected.target for c in answer.checkpoints]
    names = Counter(n for one in asked for n in target_names((one.name, *one.aliases)).exact)
    return frozenset(n for n, count in names.items() if count > 1)


def _checkpoint(one: Checkpoint, search: Looking) -> TargetMark:
    hit, other = search.met(one), search.contrary(one.expected)
    if hit is not None and other is None:
        return _mark(one, "correct", hit, one.says)
    if other is not None:
        said = " ".join(other.claim.text.split())[:80]
        if hit is not None:
            return _mark(one, "hedged", other, f"{one.says}: said, and later “{said}”")
        return _mark(one, "incorrect", other, f"{one.says}: “{said}” is claimed")
    if not one.required and not traits(one.expected).words:
        return TargetMark(one.name, "no_answer", reason=f"not found: {one.says}", expected=one.expected.value)
    sought = "not surely said in words" if traits(one.expected).words else "not found"
    reason = f"{sought}: {one.says}; for a judge or a person"
    return TargetMark(one.name, "unsupported", reason=reason, expected=one.expected.value)


def _mark(one: Checkpoint, status: Status, hit: Hit, reason: str) -> TargetMark:
    found = hit.decision
    witness = found.witness if status == "incorrect" else None
    return TargetMark(
        one.name, status, hit.claim, found.method, found.evidence, witness, reason, one.expected.value
    )


def _with_checkpoints(verdict: Verdict, required: list[TargetMark], has_values: bool, read: bool) -> Verdict:
    if not required or (has_values and verdict.status in ("incorrect", "hedged")):
        return verdict
    met = sum(m.status == "correct" for m in required)
    if met == len(required):
        return _all_met(verdict, required, has_values, f"{met} of {met} checkpoints found")
    if not read:
        return replace(verdict, status="no_answer", reason="nothing is claimed")
    wrong = [m for m in required if m.status == "incorrect"]
    if wrong and (met or verdict.status in ("correct", "partial")):
        reason = "; ".join([f"{met} of {len(required)} checkpoints found", *(m.reason for m in wrong)])
        witness = wrong[0].witness
        return replace(verdict, status="partial", reason=reason, method="checkpoints", witness=witness)
    if has_values and verdict.status in ("no_answer", "partial"):
        return verdict
    return _left_open(verdict, required, met + len(wrong))


def _left_open(verdict: Verdict, required: list[TargetMark], decided: int) -> Verdict:
    """Return the verdict where checkpoints are not met: open, or wrong where all of them are contradicted."""
    left = len(required) - decided
    listed = "; ".join(m.reason for m in required if m.status != "correct")
    reason = f"{decided} of {len(required)} checkpoints decided, {left} for a person: {listed}"
    return replace(verdict, status="unsupported" if left else "incorrect", reason=reason)


def _contradicted(verdict: Verdict, against: list[TargetMark]) -> Verdict:
    """Return a right end as partial where the reply gives a wrong value for what a checkpoint is about."""
    if verdict.status != "correct" or not against:
        return verdict
    reason = f"right end, but {against[0].reason}"
    return replace(verdict, status="partial", reason=reason, witness=against[0].witness)


def _all_met(verdict: Verdict, required: list[TargetMark], has_values: bool, count: str) -> Verdict:
    if has_values:
        status: Status = verdict.status if verdict.status in ("correct", "partial") else "partial"
        return replace(verdict, status=status, reason="; ".join(r for r in (verdict.reason, count) if r))
    return replace(
        verdict, status="correct", reason=count, claim=required[0].claim, method="checkpoints",
        evidence="; ".join(f"{m.target}: {m.evidence}" for m in required),
    )  # fmt: skip
