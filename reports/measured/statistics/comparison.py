"""Tests of differences, and what many of them at once leave standing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

EXACT_UP_TO = 16
"""Question differences up to which every pattern of signs is tried."""
DRAWS = 19_999
"""Sign patterns drawn beyond that."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A mean paired difference with its interval and the p-value of the exact test."""

    mean: float
    low: float | None
    high: float | None
    n: int
    level: float
    p_sign_flip: float | None


@dataclass(frozen=True, slots=True)
class Shrunk:
    """Log ratios pulled towards their common mean by as much as their noise warrants."""

    points: tuple[float, ...]
    """Shrunken log ratios, in the order given."""
    errors: tuple[float, ...]
    """Standard errors of the shrunken values."""
    mean: float
    between: float
    """Estimated standard deviation between the true log ratios."""


def sign_flip(differences: Sequence[float], seed: int = 0) -> float:
    """Return the two-sided p-value of the mean difference under random signs.

    Exact up to 16 differences (so 5 or fewer can never fall below 0.05), seeded
    draws above.

    >>> sign_flip([1, 2, 3, 4, 5, 6])
    0.03125
    """
    gaps = np.asarray(differences, float)
    if not len(gaps) or not gaps.any():
        return 1.0
    found = stats.permutation_test(
        (gaps,),
        lambda x, axis: np.abs(np.mean(x, axis=axis)),
        permutation_type="samples",
        vectorized=True,
        n_resamples=2 ** len(gaps) if len(gaps) <= EXACT_UP_TO else DRAWS,
        batch=4096,
        alternative="greater",
        random_state=seed,
    )
    return float(found.pvalue)


def mcnemar_exact(only_left: int, only_right: int) -> float:
    """Return McNemar's exact two-sided p-value from the two discordant counts: one run an item only.

    >>> mcnemar_exact(1, 9)
    0.021484375
    """
    discordant = only_left + only_right
    if not discordant:
        return 1.0
    return float(stats.binomtest(only_left, discordant, 0.5).pvalue)


def holm(p_values: Sequence[float]) -> list[float]:
    """Return Holm's adjusted p-values in the order given: for the claims that are printed.

    >>> [round(p, 3) for p in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    adjusted = [0.0] * len(p_values)
    running = 0.0
    for rank, index in enumerate(order):
        running = max(running, (len(p_values) - rank) * p_values[index])
        adjusted[index] = min(1.0, running)
    return adjusted


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Return the p-values adjusted to a false discovery rate, in the order given: for lists of gaps."""
    if not p_values:
        return []
    return [float(p) for p in stats.false_discovery_control(p_values, method="bh")]


def shrink(logs: Sequence[float], errors: Sequence[float]) -> Shrunk:
    """Return log ratios under normal-normal partial pooling, between-spread by Paule and Mandel.

    The largest of many noisy ratios is too large; the shrunken one is what to
    print in a list of "largest gaps". Errors must be positive.
    """
    values, noise = np.asarray(logs, float), np.asarray(errors, float) ** 2
    if not len(values):
        return Shrunk((), (), math.nan, 0.0)
    if (noise <= 0).any():
        raise ValueError("shrinkage needs a positive standard error for every log ratio")
    between = _between_variance(values, noise)
    weights = 1 / (noise + between)
    mean = float(weights @ values / weights.sum())
    keep = between / (between + noise)
    points = mean + keep * (values - mean)
    spread = np.sqrt(keep * noise + (1 - keep) ** 2 / weights.sum())
    return Shrunk(tuple(points.tolist()), tuple(spread.tolist()), mean, math.sqrt(between))


def _between_variance(
    values: np.ndarray[tuple[int], np.dtype[np.float64]], noise: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> float:
    def excess(between: float) -> float:
        weights = 1 / (noise + between)
        mean = float(weights @ values / weights.sum())
        return float(weights @ (values - mean) ** 2) - (len(values) - 1)

    if len(values) < 2 or excess(0.0) <= 0:
        return 0.0
    low, high = 0.0, float(values.var()) * len(values) + 1e-12
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return (low + high) / 2
