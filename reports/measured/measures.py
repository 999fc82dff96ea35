"""Measures over runs: spending, efficiency, curves and variants, from plain numbers.

``docs/measures.md`` gives each definition in words. Nothing here knows a run
folder; the frames pass columns in.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from reports.measured.statistics import Interval, geometric_mean, pass_hat_k

End = Literal["finished", "truncated", "failed"]
"""How a run ended: with a whole reply, cut off by the token limit, or without a reply."""


@dataclass(frozen=True, slots=True)
class Completion:
    """How runs ended; failed ones are missing, truncated ones are censored."""

    finished: int
    truncated: int
    failed: int

    @property
    def rate(self) -> float | None:
        """Share of the runs with a reply that were not cut off; None without any."""
        replied = self.finished + self.truncated
        return self.finished / replied if replied else None


@dataclass(frozen=True, slots=True)
class Spending:
    """A mean of tokens or seconds that never goes without its completion rate."""

    mean: Interval
    """Geometric mean over the finished runs."""
    completion: Completion

    @property
    def at_least(self) -> bool:
        """Whether the true mean is larger, some runs having been cut off."""
        return self.completion.truncated > 0


@dataclass(frozen=True, slots=True)
class Factors:
    """Token efficiency in its three factors, which a single quotient would hide."""

    completion_rate: float | None
    correct_given_finished: float | None
    mean_tokens: float | None
    """Arithmetic mean over all runs with a reply, cut-off ones included."""


@dataclass(frozen=True, slots=True)
class OutcomeEfficiency:
    """The share of the thinking up to and with the first correct answer."""

    over_all: float | None
    """Mean with 0 for runs whose thinking never held the answer."""
    over_correct: float | None
    """Mean over the runs that did: not mixed with failure."""
    found: int
    runs: int


@dataclass(frozen=True, slots=True)
class Curve:
    """Accuracy as it would be counted if every reply longer than the cap were worth nothing."""

    caps: tuple[float, ...]
    accuracy: tuple[float, ...]
    area: float
    """Mean accuracy over log tokens from the first cap to the last, in [0, 1]."""


@dataclass(frozen=True, slots=True)
class Variants:
    """Accuracy over variants of the same problems, and what of the gap is more than rerun noise."""

    average: float
    """Share of runs that are right."""
    effective: float
    """Chance that one run of every version is right, averaged over problems."""
    gap: float
    """average − effective."""
    gap_from_noise: float | None
    """The gap if a problem's runs did not care which version they saw; None with one run a version."""
    excess: float | None
    """gap − gap_from_noise: above 0, versions differ more than reruns do."""
    p: float | None
    """Share of shuffles of runs over versions whose gap is at least as large."""
    versions: int
    problems: int


def completion(ends: Sequence[End]) -> Completion:
    """Return how many runs finished, were cut off and failed."""
    return Completion(ends.count("finished"), ends.count("truncated"), ends.count("failed"))


def spending(values: Sequence[float | None], ends: Sequence[End], level: float = 0.95) -> Spending:
    """Return the geometric mean over finished runs with how the others ended; 0 and None are left out."""
    kept = [v for v, end in zip(values, ends, strict=True) if end == "finished" and v is not None and v > 0]
    return Spending(geometric_mean(kept, level), completion(ends))


def tokens_per_solved(tokens: Sequence[float], passed: Sequence[bool]) -> float | None:
    """Return all tokens (or money) spent over the number of passes: the cost of a pass.

    Infinite where nothing passed, None where nothing was run. Tokens of failed
    tries are part of the price.

    >>> tokens_per_solved([100, 200, 300], [True, False, True])
    300.0
    """
    if not tokens:
        return None
    passes = sum(passed)
    return sum(tokens) / passes if passes else math.inf


def factors(tokens: Sequence[float], ends: Sequence[End], correct: Sequence[bool]) -> Factors:
    """Return completion rate, correctness of what was completed, and mean length."""
    replied = [t for t, end in zip(tokens, ends, strict=True) if end != "failed"]
    finished = [c for c, end in zip(correct, ends, strict=True) if end == "finished"]
    return Factors(
        completion(ends).rate,
        sum(finished) / len(finished) if finished else None,
        sum(replied) / len(replied) if replied else None,
    )


def outcome_efficiency(words: Sequence[int], tail_words: Sequence[int | None]) -> OutcomeEfficiency:
    """Return how much of the thinking came before it held the right answer.

    ``words`` are those of each thinking, ``tail_words`` those after its first
    correct candidate, None where there was none. Only raw thinkings belong here.

    >>> outcome_efficiency([100, 100, 100], [50, 0, None]).over_correct
    0.75
    """
    shares = [1 - t / w for w, t in zip(words, tail_words, strict=True) if t is not None and w > 0]
    runs = sum(w > 0 for w in words)
    return OutcomeEfficiency(
        sum(shares) / runs if runs else None, sum(shares) / len(shares) if shares else None, len(shares), runs
    )


def recheck_tail(words: Sequence[int], tail_words: Sequence[int | None]) -> float | None:
    """Return the mean share of the thinking that came after the first correct answer; None without one."""
    reached = outcome_efficiency(words, tail_words).over_correct
    return None if reached is None else 1 - reached


def accuracy_under_cap(
    tokens: Sequence[float], scores: Sequence[float], caps: Sequence[float] = ()
) -> Curve | None:
    """Return accuracy against a cap on tokens, over the observed runs; None without any.

    A run counts with its score if it took at most the cap. This thresholds what
    was seen; it is not what the model would do under a real budget. Without
    ``caps``: 33 of them, evenly in the log, from half the shortest run to
    twice the longest.
    """
    spent, worth = np.asarray(tokens, float), np.asarray(scores, float)
    if not len(spent) or (spent <= 0).any():
        return None
    limits = np.asarray(caps, float) if len(caps) else np.geomspace(spent.min() / 2, spent.max() * 2, 33)
    heights = (worth * (spent[None, :] <= limits[:, None])).mean(1)
    logs = np.log(limits)
    width = float(logs[-1] - logs[0])
    area = (
        float(((heights[1:] + heights[:-1]) / 2 * np.diff(logs)).sum()) / width if width > 0 else heights[0]
    )
    return Curve(tuple(limits.tolist()), tuple(heights.tolist()), float(area))


def variants(
    runs: Mapping[Hashable, Mapping[Hashable, Sequence[bool]]], draws: int = 2_000, seed: int = 0
) -> Variants | None:
    """Return average and effective accuracy over problems, each a table version → passes of its runs.

    The noise alone makes every problem solved with chance p look solved in all
    V versions with chance p to the V, so the gap means nothing by itself. Its
    excess compares with runs dealt to the versions at random. Compare effective
    accuracies only where ``versions`` is the same; None where no problem has
    runs, or problems differ in their number of versions.
    """
    problems = [[list(version) for version in table.values()] for table in runs.values()]
    sizes = {len(problem) for problem in problems}
    if len(sizes) != 1 or 0 in sizes or not all(version for problem in problems for version in problem):
        return None
    count = sizes.pop()
    average = _mean([_mean([_mean(version) for version in problem]) for problem in problems])
    effective = _mean([math.prod(_mean(version) for version in problem) for problem in problems])
    gap = average - effective
    if any(len(version) < 2 for problem in problems for version in problem):
        return Variants(average, effective, gap, None, None, None, count, len(problems))
    piles = [[run for version in problem for run in version] for problem in problems]
    noise = _mean([_mean(pile) - _all_dealt(pile, count) for pile in piles])
    p = _shuffled(problems, gap, draws, seed)
    return Variants(average, effective, gap, noise, gap - noise, p, count, len(problems))


def _all_dealt(passes: Sequence[bool], versions: int) -> float:
    """Return the chance that as many runs as there are versions, dealt from one pile, are all right."""
    found = pass_hat_k(len(passes), sum(passes), versions)
    return 0.0 if found is None else found


def _shuffled(problems: Sequence[Sequence[Sequence[bool]]], gap: float, draws: int, seed: int) -> float:
    dice = np.random.default_rng(seed)
    gaps = np.zeros(draws)
    for problem in problems:
        ends = np.cumsum([len(version) for version in problem])[:-1]
        pile = np.array([run for version in problem for run in version], float)
        dealt = dice.permuted(np.tile(pile, (draws, 1)), axis=1)
        means = np.stack([part.mean(1) for part in np.split(dealt, ends, axis=1)])
        gaps += means.mean(0) - means.prod(0)
    return float((1 + (gaps / len(problems) >= gap - 1e-12).sum()) / (1 + draws))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
