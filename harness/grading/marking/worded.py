"""Answers in words: which stretch of a reply is the answer where no formula is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from harness.grading.claims.announcements import Region, regions
from harness.grading.claims.reader import Reader, concluding
from harness.grading.claims.records import as_mark, claim_of
from harness.grading.claims.search import Search
from harness.grading.claims.withdrawn import refuses, retraction
from harness.grading.kinds import kind, traits
from harness.grading.language.lexicon import places
from harness.grading.language.naming import target_names
from harness.grading.page.runs import sides
from harness.grading.page.sections import Range
from harness.grading.page.segments import Unit
from harness.maths.equality.decision import Decision
from harness.maths.parsing.scope import Scope
from harness.records import Expected, TargetMark

_OPTION = re.compile(
    r"[-*>• ]*+(?:(?:[Oo]ption|[Cc]hoice|[Ss]tatement) )?\(?"
    r"(?P<label>[A-J])(?:\)|[.:](?=\s|$)|(?= [a-z]))"
)
"""A line that opens with the label of an option."""
_RIGHT = re.compile(r"[-*>• (]*+[a-j][).:]++[* ]*+(?:yes|true|correct|right|✓|✔|✅)(?![a-z])")
"""An option that is said to be the right one."""
Stretch = tuple[int, int, str]
_LAST = 12
"""How many units from the end are read where nothing announces an answer."""


def worded(
    expected: Expected, reader: Reader, found: tuple[Range, ...], scope: Scope, one_of_several: bool = False
) -> TargetMark:
    """Return the mark of a target that is answered in words.

    Of several targets each is first looked for where its own name stands.
    """
    if not found:
        return TargetMark(
            expected.target.name, "no_answer", reason="nothing is claimed", expected=expected.value
        )
    decide = kind(expected.target.kind).decide
    low, high = found[0][0], found[-1][1]
    refused = refuses(reader, low, high)
    undecided: TargetMark | None = None
    if one_of_several:
        for start, end in _naming(expected, reader, found):
            decision = decide(expected, reader.flat[start:end], scope)
            if decision.equal is not None and not start <= refused < end:
                return as_mark(
                    expected, decision, claim_of(reader, start, end, expected.target.name, "", "target")
                )
    for stretches in _tiers(expected, reader, found, one_of_several):
        decided: list[tuple[Stretch, Decision]] = []
        for stretch in stretches:
            if not reader.flat[stretch[0] : stretch[1]].strip():
                continue
            if refused >= 0 and stretch[0] <= refused < stretch[1] and stretch[2] != "boxed":
                continue
            decision = decide(expected, reader.flat[stretch[0] : stretch[1]], scope)
            if decision.readable:
                decided.append((stretch, decision))
                if stretch[2] not in ("boxed", "heading"):
                    break
        if not decided:
            continue
        made = [
            as_mark(expected, d, claim_of(reader, s[0], s[1], expected.target.name, "", s[2]))
            for s, d in decided
        ]
        equal = {d.equal for _, d in decided}
        if equal >= {True, False} and decided[0][0][2] == "boxed":
            return replace(made[0], status="hedged", reason="two final claims contradict each other")
        first = next((m for m in made if m.status != "unsupported"), None)
        if first is not None:
            return first
        if "several" in made[0].reason:
            return replace(made[0], status="hedged")
        undecided = undecided or made[0]
    reason = (
        "the reply says that it has no answer" if refused >= 0 else "nothing is claimed about what was asked"
    )
    return undecided or TargetMark(expected.target.name, "no_answer", reason=reason, expected=expected.value)


def stretch_decision(expected: Expected, reader: Reader, start: int, end: int, scope: Scope) -> Decision:
    """Return the kind's decision about the words of one stretch."""
    return kind(expected.target.kind).decide(expected, reader.flat[start:end], scope)


def _naming(expected: Expected, reader: Reader, found: tuple[Range, ...]) -> Iterator[Range]:
    """Yield what is said after a name of the target, last first: after a cue or colon, then all of it."""
    phrases = target_names((expected.target.name, *expected.target.aliases)).phrases
    units = [u for u in reader.units if any(a <= u.start < b for a, b in found) and u.kind != "heading"]
    for unit in reversed(units[-_LAST:]):
        at = min((p for p in places(reader.lowered[unit.start : unit.end], phrases)), default=-1)
        if at < 0 or reader.remark(reader.unit_at(unit.start)):
            continue
        for region in regions(reader, unit.start + at, unit.end):
            yield region.start, unit.end
        colon = reader.flat.find(":", unit.start + at, unit.end)
        if colon >= 0:
            yield colon + 1, unit.end
        yield unit.start, unit.end


def _tiers(
    expected: Expected, reader: Reader, found: tuple[Range, ...], one_of_several: bool
) -> Iterator[list[Stretch]]:
    """Yield the stretches that may be the answer, the most prominent first."""
    low, high = found[0][0], found[-1][1]
    like = traits(expected)
    short = like.brief
    at, _ = retraction(reader, low, high)
    if at >= 0:
        yield _worded(reader, _announced(reader, found, at, short), one_of_several)
        yield [(at, _end_of(reader, at, high), "correction")]
    yield _worded(reader, _announced(reader, found, low, short), one_of_several)
    units = [u for u in reader.units if any(a <= u.start < b for a, b in found)]
    if like.options:
        units = _without_options(reader, units)
    if not units:
        return
    if len(units) == 1 and units[0].end - units[0].start < 400:
        yield [(units[0].start, units[0].end, "last")]
    yield [
        (u.start, u.end, "last")
        for u in reversed(units[-_LAST:])
        if len(reader.flat[u.start : u.end].strip()) < 14
    ]
    kept = {u.start for u in units}
    bold = [(a, b) for a, b in reversed(reader.page.bold[-30:]) if low < b and a < high]
    yield [(a, b, "bold") for a, b in bold if reader.units[reader.unit_at(a)].start in kept]
    last = [u for u in units[-_LAST:] if u.kind != "heading"]
    yield [(u.start, u.end, "conclusion") for u in reversed(last) if concluding(reader.lowered, u)]
    yield [(u.start, u.end, "last") for u in reversed(last)]


def _without_options(reader: Reader, units: list[Unit]) -> list[Unit]:
    """Return the units that do not list options: lines one after the other that open with rising labels."""
    run: list[tuple[str, Unit]] = []
    listed: set[int] = set()
    for unit in [*units, None]:
        if unit is not None and reader.flat[reader.flat.rfind("\n", 0, unit.start) + 1 : unit.start].strip():
            continue
        found = _OPTION.match(reader.flat, unit.start, unit.end) if unit else None
        if found and unit is not None and unit.kind != "item" and found.end() == found.end("label"):
            found = None
        if unit is None or found is None or (run and found["label"] <= run[-1][0]):
            listed |= {u.start for u in _untold(reader, [u for _, u in run])}
            run = []
        if unit is not None and found is not None:
            run.append((found["label"], unit))
    return [u for u in units if u.start not in listed]


def _untold(reader: Reader, run: list[Unit]) -> list[Unit]:
    """Return the lines of a list of options that do not tell which one is right: ``(D) Yes.``"""
    if len(run) < 2:
        return []
    told = [u for u in run if _RIGHT.match(reader.lowered, u.start, u.end)]
    return [u for u in run if u not in told] if len(told) == 1 else run


def _announced(reader: Reader, found: tuple[Range, ...], floor: int, first_only: bool) -> Iterator[Stretch]:
    """Yield what is boxed or announced; of a section only its first sentence where a word is the answer."""
    boxes = [b for b in reader.page.boxes if b[0] >= floor and any(a <= b[0] < z for a, z in found)]
    for number, box in enumerate(reversed(boxes)):
        if number and boxes[-number][0] - box[1] > 20:
            break
        yield (box[0], box[1], "boxed")
    if boxes:
        return
    for region in Search(reader, target_names(()), found, False).regions(floor):
        end = region.end
        if first_only:
            end = next(
                (u.end for u in reader.units if u.end > region.start + 1 and _tells(reader, u, region)), end
            )
        yield (region.start, min(end, region.end), "heading" if region.heading else "cue")
        return


def _tells(reader: Reader, unit: Unit, region: Region) -> bool:
    return any(c.isalnum() for c in reader.flat[max(unit.start, region.start) : unit.end])


def _worded(reader: Reader, stretches: Iterator[Stretch], one_of_several: bool) -> list[Stretch]:
    """Return the stretches that are no relation, which of several targets would answer another one."""
    return [s for s in stretches if not one_of_several or len(sides(reader.flat, s[0], s[1])) < 2]


def _end_of(reader: Reader, at: int, high: int) -> int:
    number = reader.unit_at(at)
    following = reader.units[number : number + 2]
    return min(high, following[-1].end)
