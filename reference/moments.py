"""Exact means and second moments of random affine recursions, where sampling would mislead.

A step of stochastic gradient descent with batch size one applies one of finitely many maps
w → B_k w + c_k, each with the same probability. Mean and second moment of w then obey linear
recursions of their own, so no Monte Carlo is needed: rare large excursions, which dominate a
second moment and which a sample misses, are counted with their exact weight.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Maps:
    """The affine maps w → turn[k] w + shift[k]; each step draws k uniformly."""

    turn: Array
    """k x d x d."""
    shift: Array
    """k x d."""

    @classmethod
    def least_squares(cls, rows: Array, values: Array, step: float, penalty: float = 0.0) -> Maps:
        """Return the maps of steps along −∇ of (values[i] − rows[i]·w)² + penalty ‖w‖²."""
        size = rows.shape[1]
        shrink = (1.0 - 2.0 * step * penalty) * np.eye(size)
        turn = shrink[None] - 2.0 * step * np.einsum("ki,kj->kij", rows, rows)
        return cls(turn, 2.0 * step * values[:, None] * rows)

    def around(self, centre: Array) -> Maps:
        """Return the same maps for the error w − centre."""
        return Maps(self.turn, np.einsum("kij,j->ki", self.turn, centre) + self.shift - centre)

    def mean_square(self, start: Array) -> Iterator[float]:
        """Yield E‖w_t‖² for t = 0, 1, 2, … without end, exact up to rounding."""
        mean, second = start.copy(), np.outer(start, start)
        while True:
            yield float(np.trace(second))
            mean, second = self._step(mean, second)

    def _step(self, mean: Array, second: Array) -> tuple[Array, Array]:
        moved = np.einsum("kij,j->ki", self.turn, mean)
        cross = np.einsum("ki,kj->ij", moved, self.shift) / len(self.turn)
        turned = np.einsum("kia,ab,kjb->ij", self.turn, second, self.turn, optimize=True) / len(self.turn)
        noise = np.einsum("ki,kj->ij", self.shift, self.shift) / len(self.turn)
        return (moved + self.shift).mean(axis=0), turned + cross + cross.T + noise

    def contraction(self) -> float:
        """Return the factor by which a second moment finally shrinks (or grows) in one step, shifts aside."""
        operator = np.mean([np.kron(turn, turn) for turn in self.turn], axis=0)
        return float(np.max(np.abs(np.linalg.eigvals(operator))))


def after(values: Iterator[float], steps: list[int]) -> list[float]:
    """Return the values at the given rising step counts of an endless sequence."""
    wanted, found = set(steps), []
    for t, value in enumerate(values):
        if t in wanted:
            found.append(value)
        if t >= steps[-1]:
            break
    return found


def smallest(rows: Array, values: Array, trials: int = 60) -> tuple[float, float]:
    """Return (step, factor): the step size whose second moment contracts fastest, and how fast."""
    low, high = 0.0, 1.0 / float(np.max(np.sum(rows**2, axis=1)))
    ratio = (5.0**0.5 - 1.0) / 2.0
    ends = [high - ratio * (high - low), low + ratio * (high - low)]
    seen = [Maps.least_squares(rows, values, e).contraction() for e in ends]
    for _ in range(trials):
        if seen[0] < seen[1]:
            high, ends = ends[1], [ends[1] - ratio * (ends[1] - low), ends[0]]
            seen = [Maps.least_squares(rows, values, ends[0]).contraction(), seen[0]]
        else:
            low, ends = ends[0], [ends[1], ends[0] + ratio * (high - ends[0])]
            seen = [seen[1], Maps.least_squares(rows, values, ends[1]).contraction()]
    step = (low + high) / 2.0
    return step, Maps.least_squares(rows, values, step).contraction()
