"""Tables of a reply: their cells and their heads."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from harness.grading.page.flatten import CELL
from harness.grading.page.segments import Page

MOST = 40
"""Rows of a table that are read."""

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row of heads over it."""

    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """The rows below the heads, as long as those or shorter."""
    units: tuple[int, ...]
    """The numbers of the units of these rows."""

    def columns(self) -> tuple[tuple[Cell, ...], ...]:
        """Return the columns, the heads first; those that every row has."""
        width = min(map(len, (self.heads, *self.rows)))
        return tuple(tuple(line[n] for line in (self.heads, *self.rows)) for n in range(width))


def table_at(page: Page, number: int) -> Table | None:
    """Return the table whose row of heads is a unit; None for any other unit."""
    units = page.units
    if not is_head(page, number):
        return None
    last = number + 2
    while last < len(units) and last < number + MOST and units[last].kind == "row":
        if units[last].paragraph != units[number].paragraph:
            break
        last += 1
    found = tuple(range(number + 2, last))
    return Table(_cells(page, number), tuple(_cells(page, n) for n in found), found)


def is_head(page: Page, number: int) -> bool:
    """Return whether a unit is the row of heads of a table: a row of dashes follows it."""
    units = page.units
    if units[number].kind != "row" or number + 1 >= len(units) or units[number + 1].kind != "row":
        return False
    below = units[number + 1]
    return not page.flat[below.start : below.end].strip(f"-–—: {CELL}")


def _cells(page: Page, number: int) -> tuple[Cell, ...]:
    unit, flat = page.units[number], page.flat
    borders = [at for at in range(unit.start, unit.end) if flat[at] == CELL]
    if not borders or flat[borders[-1] + 1 : unit.end].strip():
        borders.append(unit.end)
    return tuple((low + 1, high) for low, high in pairwise(borders))
