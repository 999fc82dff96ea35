"""Derivations: checkpoints looked for by value anywhere in a reply, and steps that are false."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from harness.grading.claims.reader import VALUED, Reader
from harness.grading.claims.records import claim_of
from harness.grading.kinds import kind, traits
from harness.grading.language.naming import target_names
from harness.grading.page.sections import Range
from harness.maths.equality.decision import Decision
from harness.maths.parsing.scope import Scope
from harness.records import Answer, Claim, Expected, Status, TargetMark, Verdict, Witness

DECISIONS = 1_500
"""At most this many texts are held against the checkpoints of one reply."""

Stretch = tuple[int, int]


def apply(
    verdict: Verdict, answer: Answer, reader: Reader, found: tuple[Range, ...], scope: Scope
) -> Verdict:
    """Return the verdict with the answer's checkpoints and false steps taken into account.

    All required checkpoints met leave the verdict as the final values make it. One that has a value and is
    not there makes it partial; one that only words would meet, and that no clause surely asserts, leaves it
    open: words that were not found are no proof that the thing was not said. A false step on the way to a
    right end makes it partial.
    """
    search = _Looking(reader, found, scope)
    met = tuple(_checkpoint(c.name, c.says, search.first(c.expected), c.expected) for c in answer.checkpoints)
    false = tuple(
        TargetMark(
            f.name, "incorrect", hit[0], hit[1].method, hit[1].evidence,
            hit[1].witness or Witness({}, f.says, "", f.witness, False), f"{f.says}: {f.witness}",
            f.expected.value,
        )
        for f in answer.false_steps
        if (hit := search.first(f.expected)) is not None
    )  # fmt: skip
    required = [m for m, c in zip(met, answer.checkpoints, strict=True) if c.required]
    verdict = replace(verdict, checkpoints=met, false_steps=false)
    verdict = _with_checkpoints(verdict, required, bool(answer.expected), bool(found))
    if false and verdict.status in ("correct", "unsupported"):
        ending = "right end, false step" if verdict.status == "correct" else "a false step"
        verdict = replace(
            verdict, status="partial", reason=f"{ending}: {false[0].reason}", witness=false[0].witness
        )
    return verdict


def _checkpoint(name: str, says: str, hit: tuple[Claim, Decision] | None, expected: Expected) -> TargetMark:
    if hit is None and traits(expected).words:
        reason = f"not surely said in words: {says}; for a judge or a person"
        return TargetMark(name, "unsupported", reason=reason, expected=expected.value)
    if hit is None:
        return TargetMark(name, "no_answer", reason=f"not found: {says}", expected=expected.value)
    claim, decision = hit
    return TargetMark(name, "correct", claim, decision.method, decision.evidence, None, says, expected.value)


def _with_checkpoints(verdict: Verdict, required: list[TargetMark], has_values: bool, read: bool) -> Verdict:
    if not required or (has_values and verdict.status in ("incorrect", "hedged")):
        return verdict
    met = [m for m in required if m.status == "correct"]
    missing = [m for m in required if m.status == "no_answer"]
    count = f"{len(met)} of {len(required)} checkpoints found"
    if len(met) == len(required):
        return _all_met(verdict, required, has_values, count)
    if not read:
        return replace(verdict, status="no_answer", reason="nothing is claimed")
    if missing and (met or verdict.status in ("correct", "partial")):
        reason = f"{count}; {'; '.join(m.reason for m in missing)}"
        return replace(verdict, status="partial", reason=reason, method="checkpoints")
    if has_values and verdict.status in ("no_answer", "partial"):
        return verdict
    decided, left = len(met) + len(missing), len(required) - len(met) - len(missing)
    listed = "; ".join(m.reason for m in required if m.status != "correct")
    reason = f"{decided} of {len(required)} checkpoints decided, {left} for a person: {listed}"
    return replace(verdict, status="unsupported", reason=reason)


def _all_met(verdict: Verdict, required: list[TargetMark], has_values: bool, count: str) -> Verdict:
    if has_values:
        status: Status = verdict.status if verdict.status in ("correct", "partial") else "partial"
        return replace(verdict, status=status, reason="; ".join(r for r in (verdict.reason, count) if r))
    return replace(
        verdict, status="correct", reason=count, claim=required[0].claim, method="checkpoints",
        evidence="; ".join(f"{m.target}: {m.evidence}" for m in required),
    )  # fmt: skip


class _Looking:
    """A search through all statements and sentences of some stretches of a reply."""

    def __init__(self, reader: Reader, found: tuple[Range, ...], scope: Scope) -> None:
        self.reader, self.scope, self.left = reader, scope, DECISIONS
        self.units = [n for n, u in enumerate(reader.units) if any(a <= u.start < b for a, b in found)]

    def first(self, expected: Expected) -> tuple[Claim, Decision] | None:
        """Return the first claim that has the expected value, with the decision."""
        decide = kind(expected.target.kind).decide
        tried: set[str] = set()
        for start, end, prominence in self._stretches(expected):
            text = self.reader.flat[start:end].strip()
            if not text or text in tried:
                continue
            if self.left <= 0:
                return None
            tried.add(text)
            self.left -= 1
            decision = decide(expected, text[:2_000], self.scope)
            if decision.equal:
                return claim_of(self.reader, start, end, expected.target.name, "", prominence), decision
        return None

    def _stretches(self, expected: Expected) -> Iterator[tuple[int, int, str]]:
        if traits(expected).words:
            for number in self.units:
                unit = self.reader.units[number]
                yield unit.start, unit.end, "anywhere"
            return
        own = target_names(
            () if not expected.target.name else (expected.target.name, *expected.target.aliases)
        )
        for number in self.units:
            for claim in self.reader.about(own, number):
                yield claim.values[-1].start, claim.values[-1].end, "target"
            for statement in self.reader.statements(number):
                if self.reader.denied(statement):
                    continue
                if traits(expected).relation:
                    yield statement.start, statement.end, "anywhere"
                    continue
                for side in statement.sides:
                    if side.end - side.start > 1 and side.relation in ("", *VALUED):
                        yield side.start, side.end, "anywhere"
