"""Intervals for shares, means and ratios: what is known about one number, and from how many runs."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import stats

FEWEST_QUESTIONS = 5
"""Below this many questions a set's score is shown without an interval."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A number with what is known of it; ``low`` and ``high`` are None where nothing honest can be said."""

    point: float
    low: float | None
    high: float | None
    n: int
    """Runs or questions it rests on."""
    level: float
    method: str
    """The name of the method, for a footnote."""
    about: str
    """What varies: ``reruns`` (this homework set again) or ``questions`` (homework like this)."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of two geometric means with its interval on the log scale."""

    point: float
    low: float | None
    high: float | None
    level: float
    n_left: int
    n_right: int
    method: str
    log_se: float | None = None
    """Standard error of the log ratio; None with fewer than two runs on a side."""
    df: float | None = None
    """Degrees of freedom of the t distribution used."""

    def one_sided_low(self, level: float = 0.95) -> float | None:
        """Return the bound that the ratio exceeds with one-sided confidence ``level``."""
        if self.log_se is None or self.df is None:
            return None
        return math.exp(math.log(self.point) - float(stats.t.ppf(level, self.df)) * self.log_se)

    def p_above(self, threshold: float) -> float | None:
        """Return the one-sided p-value against "the ratio is at most ``threshold``"."""
        if self.log_se is None or self.df is None:
            return None
        distance = math.log(self.point / threshold)
        if self.log_se == 0:
            return 0.0 if distance > 0 else 1.0
        return float(stats.t.sf(distance / self.log_se, self.df))


def wilson(passes: int, runs: int, level: float = 0.95) -> Interval:
    """Return the share of passes with Wilson's interval: for showing one part's reruns.

    >>> found = wilson(8, 10); round(found.low, 3), round(found.high, 3)
    (0.49, 0.943)
    """
    return _binomial(passes, runs, level, "wilson", "Wilson")


def clopper_pearson(passes: int, runs: int, level: float = 0.95) -> Interval:
    """Return the share of passes with the exact interval, which covers at least ``level``: for guarantees."""
    return _binomial(passes, runs, level, "exact", "Clopper-Pearson")


def rule_of_three(runs: int) -> float:
    """Return the upper 95 % bound of the failure rate after ``runs`` passes, no failure: about 3/runs."""
    return min(1.0, 3.0 / runs) if runs else 1.0


def _binomial(
    passes: int, runs: int, level: float, name: Literal["exact", "wilson"], method: str
) -> Interval:
    if runs == 0:
        return Interval(math.nan, None, None, 0, level, method, "reruns")
    found = stats.binomtest(passes, runs).proportion_ci(level, method=name)
    return Interval(passes / runs, float(found.low), float(found.high), runs, level, method, "reruns")


def set_score(
    scores: Sequence[float],
    questions: Sequence[Hashable],
    weights: Sequence[float] | None = None,
    level: float = 0.95,
    fewest: int = FEWEST_QUESTIONS,
) -> Interval:
    """Return the mean score over homework like this: questions vary, parts and samples are nested in them.

    Wilson's formula with the effective number of runs that the spread between
    questions leaves, and Student's t with one degree less than there are
    questions. With fewer than ``fewest`` questions there is a mean and no
    interval.
    """
    method = "Wilson, effective n from clusters, t(Q-1)"
    if not scores:
        return Interval(math.nan, None, None, 0, level, method, "questions")
    values = np.asarray(scores, float)
    share = np.ones(len(values)) if weights is None else np.asarray(weights, float)
    share = share / share.sum()
    mean = min(1.0, max(0.0, float(share @ values)))
    per_question: dict[Hashable, float] = {}
    for question, residual in zip(questions, share * (values - mean), strict=True):
        per_question[question] = per_question.get(question, 0.0) + float(residual)
    count = len(per_question)
    if count < max(2, fewest):
        return Interval(mean, None, None, count, level, method, "questions")
    variance = sum(r * r for r in per_question.values()) * count / (count - 1)
    inside = mean * (1 - mean)
    floor = 1e-9
    if variance <= floor**2 or inside <= floor:
        effective = float(count)
    else:
        effective = min(max(inside / variance, floor), 1 / float(share @ share))
    low, high = score_interval(mean, effective, float(stats.t.ppf((1 + level) / 2, count - 1)))
    return Interval(mean, low, high, count, level, method, "questions")


def score_interval(mean: float, n: float, critical: float) -> tuple[float, float]:
    """Return the ends of Wilson's interval for a mean of ``n`` effective runs."""
    square = critical * critical
    centre = (mean + square / (2 * n)) / (1 + square / n)
    half = critical / (1 + square / n) * math.sqrt(mean * (1 - mean) / n + square / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)


def fixed_set_score(cells: Sequence[tuple[int, int]], level: float = 0.95) -> Interval:
    """Return the mean pass rate of exactly these parts: only a rerun of each would vary.

    ``cells`` are (passes, runs), one a part. Wilson with the effective number
    of runs that the variance within parts leaves; each part's variance counts
    half a pass and half a failure more, for two or three runs often show none.
    """
    method = "Wilson, effective n from within parts"
    asked = [(passes, runs) for passes, runs in cells if runs]
    runs_in_all = sum(runs for _, runs in asked)
    if not asked:
        return Interval(math.nan, None, None, 0, level, method, "reruns")
    mean = sum(passes / runs for passes, runs in asked) / len(asked)
    if any(runs < 2 for _, runs in asked):
        return Interval(mean, None, None, runs_in_all, level, method, "reruns")
    variance = sum((p + 0.5) * (s - p + 0.5) / (s + 1) ** 2 / s for p, s in asked) / len(asked) ** 2
    inside = mean * (1 - mean)
    effective = min(float(runs_in_all), inside / variance) if inside > 1e-9 else float(runs_in_all)
    low, high = score_interval(mean, effective, float(stats.norm.ppf((1 + level) / 2)))
    return Interval(mean, low, high, runs_in_all, level, method, "reruns")


def geometric_mean(values: Sequence[float], level: float = 0.95) -> Interval:
    """Return the geometric mean of positive values with a t interval on their logs.

    >>> round(geometric_mean([1, 10, 100]).point, 6)
    10.0
    """
    method = "t on logs"
    logs = np.log(_positive(values))
    if not len(logs):
        return Interval(math.nan, None, None, 0, level, method, "reruns")
    centre = float(logs.mean())
    if len(logs) < 2:
        return Interval(math.exp(centre), None, None, len(logs), level, method, "reruns")
    half = float(stats.t.ppf((1 + level) / 2, len(logs) - 1)) * float(logs.std(ddof=1)) / math.sqrt(len(logs))
    return Interval(
        math.exp(centre), math.exp(centre - half), math.exp(centre + half), len(logs), level, method, "reruns"
    )


def ratio(left: Sequence[float], right: Sequence[float], level: float = 0.95) -> Ratio:
    """Return geometric mean of ``left`` over that of ``right`` with Welch's interval on the logs.

    With fewer than two values on a side it is an observation: a point without an
    interval. Every value must be positive.
    """
    a, b = np.log(_positive(left)), np.log(_positive(right))
    method = "Welch t on logs"
    if not len(a) or not len(b):
        return Ratio(math.nan, None, None, level, len(a), len(b), method)
    difference = float(a.mean() - b.mean())
    if min(len(a), len(b)) < 2:
        return Ratio(math.exp(difference), None, None, level, len(a), len(b), method)
    spread_a, spread_b = float(a.var(ddof=1)) / len(a), float(b.var(ddof=1)) / len(b)
    if spread_a + spread_b == 0:
        point = math.exp(difference)
        return Ratio(point, point, point, level, len(a), len(b), method, 0.0, float(len(a) + len(b) - 2))
    found = stats.ttest_ind(a, b, equal_var=False)
    ends = found.confidence_interval(level)
    return Ratio(
        math.exp(difference),
        math.exp(ends.low),
        math.exp(ends.high),
        level,
        len(a),
        len(b),
        method,
        math.sqrt(spread_a + spread_b),
        float(found.df),
    )


def paired_ratio(left: Sequence[float], right: Sequence[float], level: float = 0.95) -> Ratio:
    """Return the geometric mean of ``left[i] / right[i]`` with a t(Q-1) interval: one pair a question."""
    logs = np.log(_positive(left)) - np.log(_positive(right))
    method = "paired t(Q-1) on log ratios"
    count = len(logs)
    if not count:
        return Ratio(math.nan, None, None, level, 0, 0, method)
    centre = float(logs.mean())
    if count < 2:
        return Ratio(math.exp(centre), None, None, level, count, count, method)
    error = float(logs.std(ddof=1)) / math.sqrt(count)
    half = float(stats.t.ppf((1 + level) / 2, count - 1)) * error
    low, high = math.exp(centre - half), math.exp(centre + half)
    return Ratio(math.exp(centre), low, high, level, count, count, method, error, float(count - 1))


def _positive(values: Sequence[float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    found = np.asarray(values, np.float64)
    if (found <= 0).any() or not np.isfinite(found).all():
        raise ValueError("geometric means and ratios need positive, finite values")
    return found
