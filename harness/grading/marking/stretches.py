"""Which stretches of a reply may be its answer in words, the most prominent first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from harness.grading.claims.announcements import Region, regions
from harness.grading.claims.reader import Reader, concluding
from harness.grading.claims.search import Search
from harness.grading.claims.withdrawn import retraction
from harness.grading.kinds import Traits
from harness.grading.language.lexicon import places
from harness.grading.language.naming import target_names
from harness.grading.language.polarity import clauses
from harness.grading.marking.listed import told_in_a_table, without_options
from harness.grading.page.sections import Range
from harness.grading.page.segments import Unit

LAST = 12
"""How many units from the end are read where nothing announces an answer."""
_ONE = 400
"""A reply of one unit that is no longer is its answer."""


class Stretch(NamedTuple):
    """A stretch of a reply and how prominent it is."""

    start: int
    end: int
    prominence: str


def units_of(reader: Reader, found: tuple[Range, ...]) -> list[Unit]:
    """Return the units of the sections that are read."""
    return [u for u in reader.units if any(a <= u.start < b for a, b in found)]


def naming(
    reader: Reader, found: tuple[Range, ...], own: tuple[str, ...], others: tuple[str, ...]
) -> Iterator[Range]:
    """Yield what is said after a name of the target, last first.

    That is the clause with its name where none of the others is named in it, then what stands after a cue or
    colon, then the whole unit.
    """
    for unit in reversed([u for u in units_of(reader, found) if u.kind != "heading"][-LAST:]):
        at = min(places(reader.lowered[unit.start : unit.end], own), default=-1)
        labelled = reader.lowered[unit.start : unit.start + 20].lstrip(" *-•#")
        if at < 0 or reader.remark(reader.unit_at(unit.start)) or labelled.startswith(_labels(others)):
            continue
        yield from _clauses(reader, unit, own, others)
        for region in regions(reader, unit.start + at, unit.end):
            yield region.start, unit.end
        colon = reader.flat.find(":", unit.start + at, unit.end)
        if colon >= 0:
            yield colon + 1, unit.end
        if not names(reader, unit, others):
            yield unit.start, unit.end


def _labels(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in phrases if one.startswith("("))


def names(reader: Reader, unit: Unit, phrases: tuple[str, ...]) -> bool:
    """Whether one of the names stands in a unit."""
    return bool(places(reader.lowered[unit.start : unit.end], phrases))


def _clauses(reader: Reader, unit: Unit, own: tuple[str, ...], others: tuple[str, ...]) -> Iterator[Range]:
    at = unit.start
    for clause in clauses(reader.flat[unit.start : unit.end]):
        at = reader.flat.index(clause, at)
        lowered = reader.lowered[at : at + len(clause)]
        if places(lowered, own) and not places(lowered, others):
            yield at, at + len(clause)
        at += len(clause)


def tiers(reader: Reader, found: tuple[Range, ...], like: Traits) -> Iterator[list[Stretch]]:
    """Yield the stretches that may be the answer, the most prominent first."""
    low, high = found[0][0], found[-1][1]
    at, _ = retraction(reader, low, high)
    if at >= 0:
        yield list(_announced(reader, found, at, like.brief))
        yield [Stretch(at, _end_of(reader, at, high), "correction")]
    yield list(_announced(reader, found, low, like.brief))
    units = units_of(reader, found)
    if like.options:
        if (told := told_in_a_table(reader, units)) is not None:
            yield [Stretch(*told, "conclusion")]
        units = without_options(reader, units)
    if units:
        yield from _unannounced(reader, found, units)


def _unannounced(reader: Reader, found: tuple[Range, ...], units: list[Unit]) -> Iterator[list[Stretch]]:
    """Yield what stands out by its form or place: a lone unit, a word, bold print, conclusions, the end."""
    if len(units) == 1 and units[0].end - units[0].start < _ONE:
        yield [Stretch(units[0].start, units[0].end, "last")]
    yield _stretches([u for u in units[-LAST:] if len(reader.flat[u.start : u.end].strip()) < 14], "last")
    yield _bold(reader, found, units)
    last = [u for u in units[-LAST:] if u.kind != "heading"]
    yield _stretches([u for u in last if concluding(reader.lowered, u)], "conclusion")
    yield _stretches(last, "last")


def _stretches(units: list[Unit], prominence: str) -> list[Stretch]:
    return [Stretch(u.start, u.end, prominence) for u in reversed(units)]


def _bold(reader: Reader, found: tuple[Range, ...], units: list[Unit]) -> list[Stretch]:
    kept = {u.start for u in units}
    bold = [(a, b) for a, b in reversed(reader.page.bold[-30:]) if found[0][0] < b and a < found[-1][1]]
    return [Stretch(a, b, "bold") for a, b in bold if reader.units[reader.unit_at(a)].start in kept]


def _announced(reader: Reader, found: tuple[Range, ...], floor: int, first_only: bool) -> Iterator[Stretch]:
    """Yield what is boxed or announced; of a section only its first sentence where a word is the answer."""
    boxes = [b for b in reader.page.boxes if b[0] >= floor and any(a <= b[0] < z for a, z in found)]
    for number, box in enumerate(reversed(boxes)):
        if number and boxes[-number][0] - box[1] > 20:
            break
        yield Stretch(box[0], box[1], "boxed")
    if boxes:
        return
    for region in Search(reader, target_names(()), found, False).regions(floor):
        end = region.end
        if first_only:
            end = next(
                (u.end for u in reader.units if u.end > region.start + 1 and _tells(reader, u, region)), end
            )
        yield Stretch(region.start, min(end, region.end), "heading" if region.heading else "cue")
        return


def _tells(reader: Reader, unit: Unit, region: Region) -> bool:
    return any(c.isalnum() for c in reader.flat[max(unit.start, region.start) : unit.end])


def _end_of(reader: Reader, at: int, high: int) -> int:
    number = reader.unit_at(at)
    following = reader.units[number : number + 2]
    return min(high, following[-1].end)
