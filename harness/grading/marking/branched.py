"""Answers by cases: the branches that a whole reply tells, the last ones first, held against the truth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from harness.grading.claims.announcements import regions
from harness.grading.claims.definitions import OwnNames
from harness.grading.claims.reader import Reader
from harness.grading.claims.records import as_mark, claim_of
from harness.grading.claims.withdrawn import retraction
from harness.grading.kinds import kind, traits
from harness.grading.kinds._branches import Reading, Told, conditions
from harness.grading.kinds._cases import Case
from harness.grading.kinds._outcomes import Outcomes
from harness.grading.kinds.conditional import INCOMPLETE, Truth, decided, told_on, truth_of
from harness.grading.kinds.region import variable_among
from harness.grading.language.naming import target_names
from harness.grading.marking.worded import worded
from harness.grading.page.sections import Range
from harness.maths.equality.decision import Decision
from harness.maths.parsing.parser import parse
from harness.maths.parsing.scope import Scope
from harness.maths.tree.expr import Node, ParseError
from harness.maths.tree.expr import names as free_names
from harness.records import Expected, Target, TargetMark

_APART = 3
"""So many units without a case between two cases make them two tellings."""


def branched(
    expected: Expected,
    reader: Reader,
    found: tuple[Range, ...],
    scope: Scope,
    others: tuple[Target, ...] | None = None,
) -> TargetMark:
    """Return the mark of a target that is answered by cases.

    The cases told last are the claim; what they leave out is looked for in those told before. A reply
    without any case may say one outcome of all there is.
    """
    try:
        truth = truth_of(expected, scope)
    except ParseError as cause:
        return TargetMark(expected.target.name, "unsupported", reason=str(cause), expected=expected.value)
    tellings = _tellings(reader, found, truth, scope)
    if not tellings:
        return worded(expected, reader, found, scope, others)
    if all(branch is None for telling, _ in tellings for _, branch in telling):
        last = max(place for telling, _ in tellings for place, _ in telling)
        behind = reader.units[reader.unit_at(last)].end
        after = tuple((max(a, behind), b) for a, b in found if b > behind)
        mark = worded(expected, reader, after, scope, others)
        if mark.status in ("correct", "incorrect"):
            return mark
    used: list[tuple[list[Told], str]] = []
    decision = Decision(None, INCOMPLETE, reason="cases that cannot be read")
    for telling in tellings:
        used.append(telling)
        decision = decided(truth, [told for told, _ in used], scope)
        if decision.equal is not None or decision.method != INCOMPLETE:
            break
    own = used[-1] if decision.equal else used[0]
    start = own[0][0][0]
    end = reader.units[reader.unit_at(own[0][-1][0])].end
    return as_mark(expected, decision, claim_of(reader, start, end, expected.target.name, "", own[1]))


def named_by_cases(
    marks: list[TargetMark],
    expected: tuple[Expected, ...],
    reader: Reader,
    found: tuple[Range, ...],
    scope: Scope,
) -> list[TargetMark]:
    """Return the marks of several ranges, those that are not right yet by a list of cases that names them.

    ``real: η < a, complex: a < η < b`` gives two targets by their names in words. Only what such a list
    gives right is taken from it, and only where nothing else is claimed behind it.
    """
    ranged = [one for one in expected if _of_places(one) and target_names(_spellings(one)).phrases]
    if len(ranged) < 2 or not found or all(mark.status == "correct" for mark in marks):
        return marks
    choices = {one.target.name: _worded(one, expected) for one in expected if one in ranged}
    asks = " ".join(one.target.asks for one in expected)
    outcomes = Outcomes(tuple(choices.items()), (), asks, strict=False)
    try:
        gold = Node("all", tuple(parse(one.value, scope) for one in ranged))
    except ParseError:
        return marks
    variable = str(ranged[0].target.options.get("variable") or variable_among(gold, free_names(gold)))
    own = OwnNames(reader, free_names(gold) | {variable}, scope)
    reading = Reading(choices, variable, scope, gold, outcomes, own.put_in)
    told = conditions(reader.page, found[0][0], found[-1][1], reading)
    cluster = next(iter(_clusters(reader, told, lambda one: one[0].start)), [])
    if len({case.outcome for case, _ in cluster}) < 2:
        return marks
    return [_by_case(mark, one, cluster, reader, scope) for mark, one in zip(marks, expected, strict=True)]


def _spellings(expected: Expected) -> tuple[str, ...]:
    return (expected.target.name, *expected.target.aliases)


def _of_places(expected: Expected) -> bool:
    """Whether a target asks where something holds: for a range or a set of a variable's values."""
    like = traits(expected)
    return like.ranged or (like.unordered and "variable" in expected.target.options)


def _worded(expected: Expected, among: tuple[Expected, ...]) -> tuple[str, ...]:
    """Return a target's names in words, also without the name of another target: equal (eigenvalues)."""
    own = target_names(_spellings(expected)).phrases
    others = [p for one in among if one is not expected for p in target_names(_spellings(one)).phrases]
    bare = (own_name.removesuffix(f" {other}") for own_name in own for other in others)
    return tuple(dict.fromkeys((*own, *bare)))


def _by_case(
    mark: TargetMark,
    expected: Expected,
    cluster: list[tuple[Case, str | None]],
    reader: Reader,
    scope: Scope,
) -> TargetMark:
    """Return a range's mark by the cases that name it, where they give it right."""
    own = [(case, text) for case, text in cluster if case.outcome == expected.target.name]
    behind = mark.claim is not None and mark.claim.start > cluster[-1][0].end
    if mark.status == "correct" or behind or not own:
        return mark
    texts = [text for _, text in own if text is not None]
    if len(texts) < len(own):
        return mark
    decision = kind(expected.target.kind).decide(expected, " or ".join(texts), scope)
    if not decision.equal:
        return mark
    claim = claim_of(reader, own[0][0].start, own[-1][0].end, expected.target.name, "", "target")
    return as_mark(expected, decision, claim)


def _tellings(
    reader: Reader, found: tuple[Range, ...], truth: Truth, scope: Scope
) -> list[tuple[list[Told], str]]:
    """Return the branches told together, with their prominence, those that count most first."""
    if not found:
        return []
    low, high = found[0][0], found[-1][1]
    given = free_names(truth.reading.gold) | {truth.reading.variable}
    own = OwnNames(reader, given, scope)
    told = [one for a, b in found for one in told_on(reader.page, a, b, truth, own.put_in)]
    at, _ = retraction(reader, low, high)
    after = [one for one in told if one[0] >= at >= 0]
    told = after or told
    prominent = [*_within(told, reader.page.boxes[-1:], "boxed")]
    announced = next(iter(regions(reader, low, high)), None)
    if announced is not None:
        prominent += _within(told, [(announced.start, announced.end)], "cue")
    return [*prominent, *((cluster, "last") for cluster in _clusters(reader, told, lambda one: one[0]))]


def _within(told: list[Told], spans: Sequence[Range], prominence: str) -> Iterator[tuple[list[Told], str]]:
    for start, end in spans:
        inside = [one for one in told if start <= one[0] < end]
        if inside:
            yield inside, prominence


T = TypeVar("T")


def _clusters(reader: Reader, told: list[T], place: Callable[[T], int]) -> list[list[T]]:
    """Return the cases that stand near each other, the last ones first."""
    found: list[list[T]] = []
    for one in told:
        if found and reader.unit_at(place(one)) - reader.unit_at(place(found[-1][-1])) <= _APART:
            found[-1].append(one)
        else:
            found.append([one])
    return found[::-1]
