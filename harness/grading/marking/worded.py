"""Answers in words: which stretch of a reply is the answer where no formula is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from harness.grading.claims.reader import Reader
from harness.grading.claims.records import as_mark, claim_of
from harness.grading.claims.withdrawn import refuses
from harness.grading.kinds import kind, traits
from harness.grading.language.naming import target_names
from harness.grading.marking.listed import by_content
from harness.grading.marking.stretches import Stretch, names, naming, tiers, units_of
from harness.grading.page.runs import sides
from harness.grading.page.sections import Range
from harness.maths.equality.decision import Decision
from harness.maths.parsing.scope import Scope
from harness.records import Expected, Target, TargetMark


def worded(
    expected: Expected,
    reader: Reader,
    found: tuple[Range, ...],
    scope: Scope,
    others: tuple[Target, ...] | None = None,
) -> TargetMark:
    """Return the mark of a target that is answered in words.

    Of several targets each is first looked for where its own name stands, and never in a sentence that only
    names the ``others``.
    """
    if not found:
        return TargetMark(
            expected.target.name, "no_answer", reason="nothing is claimed", expected=expected.value
        )
    sought = _Sought(expected, reader, found, scope, others, refuses(reader, found[0][0], found[-1][1]))
    return sought.named() or sought.prominent() or sought.by_option() or sought.nothing()


def stretch_decision(expected: Expected, reader: Reader, start: int, end: int, scope: Scope) -> Decision:
    """Return the kind's decision about the words of one stretch."""
    return kind(expected.target.kind).decide(expected, reader.flat[start:end], scope)


@dataclass(frozen=True)
class _Sought:
    """A target that is looked for in some stretches of a reply."""

    expected: Expected
    reader: Reader
    found: tuple[Range, ...]
    scope: Scope
    others: tuple[Target, ...] | None
    refused: int
    """Where the reply says that it has no answer, or -1."""

    def named(self) -> TargetMark | None:
        """Return the mark of what is said under the target's own name, where it is one of several."""
        if self.others is None:
            return None
        own = _phrases(self.expected.target)
        others = tuple(p for one in self.others for p in _phrases(one))
        for start, end in naming(self.reader, self.found, own, others):
            decision = self._decide(start, end)
            if decision.equal is not None and not start <= self.refused < end:
                return self._mark(Stretch(start, end, "target"), decision)
        return None

    def prominent(self) -> TargetMark | None:
        """Return the mark of the most prominent stretch that can be read as the answer."""
        undecided: TargetMark | None = None
        for stretches in tiers(self.reader, self.found, traits(self.expected)):
            mark = self._of_tier(list(self._told(stretches)))
            if mark is not None and mark.status != "unsupported":
                return mark
            undecided = undecided or mark
        return undecided

    def by_option(self) -> TargetMark | None:
        """Return the mark of the option whose formula the reply ends with, where it lists them itself."""
        letters = traits(self.expected).options and "choices" not in self.expected.target.options
        units = units_of(self.reader, self.found)
        if not letters or self.refused >= 0 or (label := by_content(self.reader, units, self.scope)) is None:
            return None
        decision = kind(self.expected.target.kind).decide(self.expected, f"({label})", self.scope)
        return self._mark(Stretch(units[-1].start, units[-1].end, "last"), decision)

    def nothing(self) -> TargetMark:
        """Return the mark of a reply without an answer."""
        refused = self.refused >= 0
        reason = (
            "the reply says that it has no answer" if refused else "nothing is claimed about what was asked"
        )
        return TargetMark(self.expected.target.name, "no_answer", reason=reason, expected=self.expected.value)

    def _told(self, stretches: list[Stretch]) -> Iterator[tuple[Stretch, Decision]]:
        """Yield the stretches that can be read as the answer: all boxes and headings, else the first one."""
        for stretch in stretches:
            if self._stands(stretch) and (decision := self._decide(stretch.start, stretch.end)).readable:
                yield stretch, decision
                if stretch.prominence not in ("boxed", "heading"):
                    return

    def _stands(self, stretch: Stretch) -> bool:
        """Whether a stretch may be the answer: no refusal, and nothing that is said of another target."""
        start, end, prominence = stretch
        if not self.reader.flat[start:end].strip():
            return False
        if start <= self.refused < end and prominence != "boxed":
            return False
        if self.others is None:
            return True
        if prominence in ("boxed", "heading", "cue") and len(sides(self.reader.flat, start, end)) > 1:
            return False
        unit = self.reader.units[self.reader.unit_at(start)]
        others = tuple(p for one in self.others for p in _phrases(one))
        return names(self.reader, unit, _phrases(self.expected.target)) or not names(
            self.reader, unit, others
        )

    def _of_tier(self, told: list[tuple[Stretch, Decision]]) -> TargetMark | None:
        if not told:
            return None
        made = [self._mark(stretch, decision) for stretch, decision in told]
        equal = {decision.equal for _, decision in told}
        if equal >= {True, False} and told[0][0].prominence == "boxed":
            return replace(made[0], status="hedged", reason="two final claims contradict each other")
        first = next((m for m in made if m.status != "unsupported"), None)
        if first is None and "several" in made[0].reason:
            return replace(made[0], status="hedged")
        return first or made[0]

    def _decide(self, start: int, end: int) -> Decision:
        return stretch_decision(self.expected, self.reader, start, end, self.scope)

    def _mark(self, stretch: Stretch, decision: Decision) -> TargetMark:
        name = self.expected.target.name
        claim = claim_of(self.reader, stretch.start, stretch.end, name, "", stretch.prominence)
        return as_mark(self.expected, decision, claim)


def _phrases(target: Target) -> tuple[str, ...]:
    """Return the names of a target in words, and labels such as (i)."""
    labels = tuple(a.casefold() for a in target.aliases if a.startswith("(") and a.endswith(")"))
    return (*target_names((target.name, *target.aliases)).phrases, *labels)
