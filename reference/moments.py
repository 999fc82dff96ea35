"""Exact means and second moments of random affine recursions, where sampling would mislead.

A step of stochastic gradient descent with batch size one applies one of finitely many maps
w → B_k w + c_k, each with the same probability. Mean and second moment of w then obey linear
recursions of their own, so no Monte Carlo is needed: rare large excursions, which dominate a
second moment and which a sample misses, are counted with their exact weight.
"""

from __future__ import annotations

from collections.abc import Sequence
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

    def mean_squares(self, start: Array, times: Sequence[int]) -> list[float]:
        """Return E‖w_t‖² at rising times, exact up to rounding.

        Second moment, mean and the constant one together obey one linear recursion.
        """
        power, now, found = self._recursion(), 0, []
        state = np.concatenate([np.outer(start, start).ravel(), start, [1.0]])
        size = len(start)
        for time in times:
            state = np.linalg.matrix_power(power, time - now) @ state
            now = time
            found.append(float(np.trace(state[: size * size].reshape(size, size))))
        return found

    def _recursion(self) -> Array:
        count, size = self.shift.shape
        whole = np.zeros((size * size + size + 1,) * 2)
        square, last = size * size, size * size + size
        for turn, shift in zip(self.turn, self.shift, strict=True):
            whole[:square, :square] += np.kron(turn, turn)
            column = shift[:, None]
            whole[:square, square:last] += np.kron(turn, column) + np.kron(column, turn)
            whole[:square, last] += np.outer(shift, shift).ravel()
            whole[square:last, square:last] += turn
            whole[square:last, last] += shift
        whole[last, last] = count
        found: Array = whole / count
        return found

    def contraction(self) -> float:
        """Return the factor by which a second moment finally shrinks (or grows) in one step, shifts aside."""
        operator = np.mean([np.kron(turn, turn) for turn in self.turn], axis=0)
        return float(np.max(np.abs(np.linalg.eigvals(operator))))


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
