"""Statements that stand in one list or are numbered, and what they are taken together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from harness.grading.claims.reader import VALUED, Found, Reader, Statement
from harness.grading.claims.records import claim_of
from harness.grading.kinds import traits
from harness.grading.language import lexicon as cues
from harness.grading.language.naming import TargetNames, name
from harness.grading.language.wording import Wording, content, wording
from harness.grading.page.runs import Side
from harness.grading.page.tables import Cell, table_at
from harness.records import Claim, Expected

LISTED = 12
"""A list of claims has at most this many members on either side of one."""


def listed(reader: Reader, statement: Statement) -> list[Statement]:
    """Return the statements that stand in one list with ``statement``, itself included, in order."""
    own = reader.statements(statement.unit)
    at = next((n for n, s in enumerate(own) if s.start >= statement.start), len(own))
    low = high = min(at, len(own) - 1)
    while low > max(0, at - LISTED) and _linked(reader, own[low - 1], own[low]):
        low -= 1
    while high + 1 < min(len(own), at + LISTED) and _linked(reader, own[high], own[high + 1]):
        high += 1
    found = list(own[low : high + 1])
    if len(own) > 1 or reader.units[statement.unit].kind not in ("item", "text"):
        return found
    return _items(reader, statement.unit) or found


def _linked(reader: Reader, earlier: Statement, later: Statement) -> bool:
    gap = reader.lowered[earlier.end : later.start]
    for sign in ("\\text", "\\quad", "\\qquad", "\\;", "\\,", "\\ ", "{", "}", ",", ";", "**"):
        gap = gap.replace(sign, " ")
    return len(gap) < 40 and all(word in cues.JOINTS for word in gap.split())


def _items(reader: Reader, number: int) -> list[Statement]:
    """Return the statements of a list whose items are one statement each; [] where it is none."""
    units = reader.units
    low = high = number
    while (
        low > 0
        and units[low - 1].paragraph == units[number].paragraph
        and units[low - 1].kind == units[number].kind
    ):
        low -= 1
    while (
        high + 1 < len(units)
        and units[high + 1].paragraph == units[number].paragraph
        and units[high + 1].kind == units[number].kind
    ):
        high += 1
    if not 0 < high - low < 12:
        return []
    found = [s for n in range(low, high + 1) for s in reader.statements(n)]
    bare = all(
        not any(
            c.isalnum()
            for c in reader.flat[s.after : s.start].lstrip("0123456789.)-* ")
            + reader.flat[s.end : units[s.unit].end]
        )
        for s in found
    )
    return found if bare and len(found) == high - low + 1 else []


def as_region(reader: Reader, found: list[Statement]) -> str:
    """Return the relations of a list as one text, joined as the reply joins them."""
    flat = reader.flat
    text = flat[found[0].start : found[0].end]
    for earlier, later in pairwise(found):
        gap = reader.lowered[earlier.end : later.start]
        words = gap.replace("}", " ").replace("{", " ").split()
        joint = next((f" \\text{{ {w} }} " for w in ("or", "and") if w in words), ", ")
        text += joint + flat[later.start : later.end]
    return text


def as_collection(reader: Reader, found: list[Statement], unordered: bool) -> str:
    """Return the members of a list as one set or tuple; named members in the order of their names."""
    flat = reader.flat
    values: list[tuple[str, str]] = []
    for statement in found:
        chain = statement.sides
        valued = [s for s in chain[1:] if s.relation == "="] or [s for s in chain[1:] if s.relation in VALUED]
        side = valued[-1] if valued else chain[-1]
        label = flat[chain[0].start : chain[0].end].strip() if len(chain) > 1 else ""
        values.append((label, flat[side.start : side.end].strip()))
    if unordered:
        return "\\{" + ", ".join(_inside(value) for _, value in values) + "\\}"
    if len({label for label, _ in values}) == len(values) and all(name(label) for label, _ in values):
        values.sort()
    return "(" + ", ".join(value for _, value in values) + ")"


def _inside(text: str) -> str:
    """Return the elements of a set that stands in a list of its own."""
    if text.startswith("\\{") and text.endswith("\\}"):
        return text[2:-2]
    return text


@dataclass(frozen=True, slots=True)
class Joined:
    """A claim put together from members: ``λ_1 = …`` and ``λ_2 = …``."""

    text: str
    claim: Claim
    latest: int
    """Where the last member begins."""
    members: frozenset[tuple[int, int]]
    """Where the members stand."""


def members(expected: Expected, reader: Reader, names: TargetNames, units: Sequence[int]) -> Joined | None:
    """Return the claim put together from the target's numbered members, or None where there are none."""
    unordered = traits(expected).unordered
    if not traits(expected).gathers or not names.exact:
        return None
    latest = _numbered(reader, names, units)
    tabled = _tabled(reader, names, wording(expected.target), units)
    if tabled and max(f.start for f in tabled.values()) > max((f.start for f in latest.values()), default=-1):
        latest = tabled
    order = sorted(latest, key=lambda index: (len(index), index))
    if len(latest) < 2 or not (unordered or order in (_count(len(order), 1), _count(len(order), 0))):
        return None
    sides = [latest[index].values[-1] for index in order]
    texts = [reader.flat[side.start : side.end].strip() for side in sides]
    start, end = min(f.start for f in latest.values()), max(f.end for f in latest.values())
    brackets = ("\\{", "\\}") if unordered else ("(", ")")
    claim = claim_of(reader, start, end, expected.target.name, "=", "target")
    stretches = frozenset((f.statement.start, f.statement.end) for f in latest.values())
    return Joined(brackets[0] + ", ".join(texts) + brackets[1], claim, max(map(min, stretches)), stretches)


def _numbered(reader: Reader, names: TargetNames, units: Sequence[int]) -> dict[str, Found]:
    """Return the last value that is given under each numbered name of the target's members."""
    latest: dict[str, Found] = {}
    for number in units:
        if "=" not in reader.flat[reader.units[number].start : reader.units[number].end]:
            continue
        for statement in reader.statements(number):
            if reader.denied(statement):
                continue
            indexes, values = _indexed(reader, names, statement)
            if values:
                exact = [s for s in values if s.relation == "="] or values
                latest |= {index: Found(statement, (exact[-1],), 2, "target") for index in indexes}
    return latest


def _indexed(reader: Reader, names: TargetNames, statement: Statement) -> tuple[list[str], list[Side]]:
    """Return the numbers of the members that a chain gives a value, and the value: ``θ_1 = θ_2 = 1/3``."""
    indexes: list[str] = []
    for at, side in enumerate(statement.sides):
        if at and side.relation not in VALUED:
            return [], []
        index = names.index(reader.flat[side.start : side.end]) or ""
        if not (index.isdigit() or index in ("+", "-", "−")):
            break
        indexes.append(index)
    values = [s for s in statement.sides[len(indexes) :] if s.relation in VALUED]
    return indexes, values if indexes else []


def _tabled(reader: Reader, names: TargetNames, words: Wording, units: Sequence[int]) -> dict[str, Found]:
    """Return the entries of the target that stand in one line of the last table that has such a line."""
    latest: dict[str, Found] = {}
    for number in units:
        if reader.units[number].kind != "row" or (table := table_at(reader.page, number)) is None:
            continue
        cells = _Cells(reader, names, words)
        for lines in (table.columns(), (table.heads, *table.rows)):
            latest = cells.entries(lines) or latest
    return latest


@dataclass(frozen=True, slots=True)
class _Cells:
    """The lines of a table, read for the entries of one target."""

    reader: Reader
    names: TargetNames
    words: Wording

    def entries(self, lines: tuple[tuple[Cell, ...], ...]) -> dict[str, Found]:
        """Return the entries in the target's line, under the numbers in the first; {} where there is none."""
        heads, *others = lines
        if len(others) == 1 and self.numbered(heads[:1], others[0]):
            return self.filled(heads, others[0])
        numbered = [line for line in others if self.numbered(heads[1:], line)]
        if len(numbered) > 1:
            numbered = [line for line in numbered if self.words.covers(content(self.text(line[0])))]
        return self.filled(heads[1:], numbered[0][1:]) if len(numbered) == 1 else {}

    def numbered(self, heads: tuple[Cell, ...], line: tuple[Cell, ...]) -> bool:
        """Whether heads number the target's entries: ``θ_1``, or 1 over a line that is called ``θ_j``."""
        texts = [self.text(head) for head in heads]
        if texts and all((self.names.index(text) or "").isdigit() for text in texts):
            return True
        label = self.text(line[0]) if line else ""
        called = self.names.match(label) == 2 or (self.names.index(label) or "").isalpha()
        return called and bool(texts) and all(text.isdigit() for text in texts)

    def filled(self, heads: tuple[Cell, ...], cells: tuple[Cell, ...]) -> dict[str, Found]:
        """Return the last value in each cell; {} where one has none."""
        found: dict[str, Found] = {}
        for head, cell in zip(heads, cells):
            text = self.text(head)
            own = self.reader.statements(self.reader.unit_at(cell[0]))
            inside = [s for s in own if cell[0] <= s.start < cell[1]]
            if not inside:
                return {}
            side = inside[-1].sides[-1]
            found[self.names.index(text) or text] = Found(inside[-1], (side,), 2, "target")
        return found

    def text(self, cell: Cell) -> str:
        """Return what stands in a cell."""
        return self.reader.flat[slice(*cell)].strip(" *_$")


def _count(size: int, first: int) -> list[str]:
    return [str(n) for n in range(first, first + size)]
