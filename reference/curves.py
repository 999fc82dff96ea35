"""Curves for a page: points where something changes are drawn, however near they lie to each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from reference.values import Array

PIECE = 12
"""Points in every piece between two edges at least."""


def dense(grid: Array, edges: Sequence[float]) -> Array:
    """Return the grid with points on both sides of every edge and inside every piece between two edges."""
    inner = [edge for edge in sorted(edges) if grid[0] < edge < grid[-1]]
    more = [edge * (1 + side) for edge in inner for side in (-1e-6, 0.0, 1e-6)]
    for low, high in pairwise(inner):
        more += list(np.linspace(low, high, PIECE + 2)[1:-1])
    return np.unique(np.concatenate([grid, np.array(more)])) if more else grid


def told_apart(values: Sequence[float], fewest: int = 3) -> list[str]:
    """Return the values in words with as many digits as tell them apart.

    >>> told_apart([18.987, 19.0, 0.0132])
    ['18.99', '19', '0.0132']
    """
    for digits in range(fewest, 12):
        told = [f"{value:.{digits}g}" for value in values]
        if len(set(told)) == len(set(values)):
            return told
    return [repr(float(value)) for value in values]
