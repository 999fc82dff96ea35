"""Equations between arrays: each is solved for a name it is linear in, and the solution put into the other.

A solution is taken at random from all there are, so that an equation with more solutions than another
is told from it. A name with declared properties is never solved for: its solutions might not have them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from harness.maths.arithmetic.evaluate import Eye, Value, evaluate
from harness.maths.arithmetic.numeric import Numeric
from harness.maths.tree.expr import Expr, NoValue

LARGEST = 25
"""The most entries an array may have that is solved for."""
_RANK, _LINEAR, _OFF = 1e-10, 1e-8, 1e-6


def rows(value: Value, count: int) -> Any:
    """Return a value as one row of numbers a point."""
    if isinstance(value, Eye | list):
        raise NoValue("an equation between arrays of unknown size")
    value = np.asarray(np.real(value))
    flat = value.reshape(len(value), -1) if value.ndim == 3 else value.reshape(-1, 1)
    return np.broadcast_to(flat, (count, flat.shape[1]))


def put_in(
    solved: Expr, other: Expr, name: str, values: Mapping[str, Value], count: int
) -> tuple[int, dict[str, Any] | None]:
    """Return how many solutions of one side were put into the other, and a point where that fails."""
    shape = np.shape(values[name])[1:]
    if shape[0] * shape[1] > LARGEST:
        return 0, None
    rng = np.random.default_rng([shape[0], shape[1], count])

    def at(expr: Expr, entries: Any) -> Any:
        there = {**values, name: np.ascontiguousarray(entries).reshape(count, *shape)}
        return rows(evaluate(expr, Numeric(there)), count)

    found = _solutions(lambda u: at(solved, u), shape[0] * shape[1], count, rng)
    if found is None:
        return 0, None
    left, beside = at(other, found), at(other, found + rng.normal(0, 1, found.shape))
    there = np.all(np.isfinite(found), axis=1) & np.all(np.isfinite(left), axis=1)
    off = there & (np.max(np.abs(left), axis=1) > _OFF * np.maximum(np.max(np.abs(beside), axis=1), 1e-9))
    if not np.any(off):
        return int(np.count_nonzero(there)), None
    k = int(np.flatnonzero(off)[0])
    point = {n: v[k % len(v)] if np.ndim(v) else v for n, v in sorted(values.items())}
    return int(np.count_nonzero(there)), {**point, name: found[k].reshape(shape)}


def _solutions(function: Any, entries: int, count: int, rng: Any) -> Any:
    """Return a random zero of a linear function a point, nan where it has none; None if it is not linear."""
    origin = function(np.zeros((count, entries)))
    slope = np.stack(
        [function(np.broadcast_to(one, (count, entries))) - origin for one in np.eye(entries)], axis=2
    )
    trial = rng.normal(0, 1, (count, entries))
    straight = origin + np.einsum("pij,pj->pi", slope, trial)
    size = np.max(np.abs(straight), axis=1) + np.max(np.abs(origin), axis=1) + 1e-300
    if not np.all(np.max(np.abs(function(trial) - straight), axis=1) <= _LINEAR * size):
        return None
    inverse = np.linalg.pinv(slope, rcond=_RANK)
    free = np.eye(entries) - inverse @ slope
    found = np.einsum("pij,pj->pi", free, trial) - np.einsum("pij,pj->pi", inverse, origin)
    left = origin + np.einsum("pij,pj->pi", slope, found)
    solved = np.max(np.abs(left), axis=1) <= _LINEAR * size
    telling = np.max(np.abs(found), axis=1) > _LINEAR  # zero solves every equation without a constant
    return np.where((solved & telling)[:, None], found, np.nan)
