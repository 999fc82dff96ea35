"""Shares over questions, and what is made of two of them: differences, and the cost of a pass.

Everything here takes one value a question, so questions are what varies; near 0 and 1, where a
spread can be missing by chance, the intervals stay as wide as Wilson's (Newcombe's squares).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy import stats

from reports.measured.statistics.comparison import Difference, sign_flip
from reports.measured.statistics.intervals import Interval, score_interval

SHRINK = 4
"""A correlation above 0 is taken as (Q-1)/(Q-1+4) of what it looks: few questions overstate it."""
MOST = 2
"""Effective runs a question at most for a mean share: a few values can lie close together by chance."""
_FLOOR = 1e-12


def mean_share(values: Sequence[float], level: float = 0.95) -> Interval:
    """Return the mean of shares, one a question, as pass@k is: Wilson, n_eff from the spread, t(Q-1)."""
    method = "Wilson, effective n from the spread, t(Q-1)"
    if len(values) < 2:
        point = float(values[0]) if values else math.nan
        return Interval(point, None, None, len(values), level, method, "questions")
    mean, low, high = _ends(np.asarray(values, float), level, MOST * len(values))
    return Interval(mean, low, high, len(values), level, method, "questions")


def paired(left: Sequence[float], right: Sequence[float], level: float = 0.95, seed: int = 0) -> Difference:
    """Return the mean of ``left - right``, shares of the same questions, with its interval and sign flips."""
    gaps = [a - b for a, b in zip(left, right, strict=True)]
    low, high = difference_ends(left, right, level)
    if len(gaps) < 2:
        return Difference(gaps[0] if gaps else math.nan, None, None, len(gaps), level, None)
    return Difference(sum(gaps) / len(gaps), low, high, len(gaps), level, sign_flip(gaps, seed))


def difference_ends(
    left: Sequence[float], right: Sequence[float], level: float = 0.95
) -> tuple[float | None, float | None]:
    """Return the interval of the mean difference of shares of the same questions.

    The squares of the two means' Wilson intervals are added, less what the
    questions share. So pairs without any difference leave an interval as wide as
    their number allows, and never one of no width.
    """
    a, b = np.asarray(left, float), np.asarray(right, float)
    if len(a) < 2:
        return None, None
    (one, low_a, high_a), (two, low_b, high_b) = _ends(a, level), _ends(b, level)
    shared = 2 * _correlation(a, b)

    def reach(near: float, far: float) -> float:
        return math.sqrt(max(0.0, near * near + far * far - shared * near * far))

    low, high = one - two - reach(one - low_a, high_b - two), one - two + reach(high_a - one, two - low_b)
    return max(-1.0, low), min(1.0, high)


def cost_of_pass(costs: Sequence[float], passes: Sequence[float], level: float = 0.95) -> Interval:
    """Return mean cost over mean share of passes, one of each a question: what a pass costs.

    On the log scale; costs of failed tries are in it. Infinite without a pass; ``high`` is None
    where the share may be 0.
    """
    method = "squares on logs, t(Q-1)"
    spent, share = np.asarray(costs, float), np.asarray(passes, float)
    count = len(spent)
    if not count or not share.any():
        return Interval(math.inf if count else math.nan, None, None, count, level, method, "questions")
    point = float(spent.mean() / share.mean())
    if count < 2 or point <= 0:
        return Interval(point, None, None, count, level, method, "questions")
    mean, low, high = _ends(share, level)
    spread = _critical(count, level) * float(spent.std(ddof=1)) / math.sqrt(count) / float(spent.mean())
    shared = 2 * _correlation(spent, share)

    def reach(far: float) -> float:
        return math.sqrt(max(0.0, spread * spread + far * far - shared * spread * far))

    ceiling = point * math.exp(reach(math.log(mean / low))) if low > _FLOOR else None
    return Interval(
        point, point * math.exp(-reach(math.log(high / mean))), ceiling, count, level, method, "questions"
    )


def _ends(
    values: np.ndarray[tuple[int], np.dtype[np.float64]], level: float, most: float = math.inf
) -> tuple[float, float, float]:
    count, mean = len(values), min(1.0, max(0.0, float(values.mean())))
    variance, inside = float(values.var(ddof=1)) / count, mean * (1 - mean)
    effective = float(count) if min(variance, inside) < _FLOOR else inside / variance
    return mean, *score_interval(mean, min(effective, most), _critical(count, level))


def _critical(count: int, level: float) -> float:
    return float(stats.t.ppf((1 + level) / 2, count - 1))


def _correlation(
    a: np.ndarray[tuple[int], np.dtype[np.float64]], b: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> float:
    if a.std() < _FLOOR or b.std() < _FLOOR:
        return 0.0
    found = float(np.corrcoef(a, b)[0, 1])
    return found * (len(a) - 1) / (len(a) - 1 + SHRINK) if found > 0 else found
