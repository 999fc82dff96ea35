"""Sizes of the blocks of a written matrix: what stands beside and above them gives them to 0 and I."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from harness.maths.arithmetic.evaluate import Eye
from harness.maths.tree.expr import NoValue

Size = tuple[int, int]


def sizes(rows: Sequence[Any], shape: Callable[[Any], Size | None]) -> list[list[Size]]:
    """Return height and width for every entry of a matrix of blocks, numbers, 0 and I.

    ``shape`` gives a block's own size and None for the others. A row's height and, where all rows
    have as many entries, a column's width come from its first block; I is square.
    """
    if not all(isinstance(row, list) and row for row in rows):
        raise NoValue("a matrix without rows")
    shapes = [[shape(entry) for entry in row] for row in rows]
    heights = [next((s[0] for s in row if s is not None), 0) for row in shapes]
    aligned = len({len(row) for row in rows}) == 1
    columns = range(len(rows[0])) if aligned else range(0)
    widths = [next((s[1] for row in shapes if (s := row[j]) is not None), 0) for j in columns]
    _squared(
        [(i, j) for i, row in enumerate(rows) for j in columns if isinstance(row[j], Eye)], heights, widths
    )
    return [_sized(row, heights[i] or 1, widths) for i, row in enumerate(shapes)]


def _squared(eyes: list[tuple[int, int]], heights: list[int], widths: list[int]) -> None:
    """Give rows and columns that meet in an identity the same size, one through the other."""
    for _ in eyes:
        for i, j in eyes:
            heights[i] = heights[i] or widths[j]
            widths[j] = widths[j] or heights[i]


def _sized(row: list[Size | None], height: int, widths: list[int]) -> list[Size]:
    """Return the sizes of a row's entries; one of a row without columns of its own is square."""
    known = widths or [0] * len(row)
    return [own or (height, width or height) for own, width in zip(row, known, strict=True)]
