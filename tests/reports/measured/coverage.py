"""How often the 95 % intervals that are printed hold the truth: `python tests/reports/measured/coverage.py`.

Every cell draws questions of uneven difficulty, asks them, and looks whether the interval holds what
an endless homework (or an endless rerun) would give.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np

from reports.measured import statistics as s
from reports.measured.statistics.shares import difference_ends

SIZES = (4, 5, 8, 12, 20, 50)
MEANS = {"near 0": 0.04, "½": 0.5, "near 1": 0.96}
UNEVEN, OWN = 1.5, 0.7
"""Spread of the questions' difficulty in logits, and of what a model finds hard by itself."""

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Ends = tuple[float | None, float | None]

_POINTS, _WEIGHTS = np.polynomial.hermite_e.hermegauss(81)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()


def chance(logits: Floats) -> Floats:
    """Return the chances of logits."""
    return np.asarray(1 / (1 + np.exp(-logits)))


def mean_of(f: Callable[[Floats], Floats], middle: float, spread: float) -> float:
    """Return the mean of a function of the logit over all questions there could be."""
    return float(_WEIGHTS @ f(middle + spread * _POINTS))


@lru_cache
def middle_for(mean: float, spread: float) -> float:
    """Return the middle logit at which that share is right."""
    low, high = -15.0, 15.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if mean_of(chance, middle, spread) < mean else (low, middle)
    return low


def holds(ends: Ends, truth: float) -> bool:
    """Return whether an interval holds the truth; an open end holds everything."""
    low, high = ends
    return (low is None or low <= truth + 1e-9) and (high is None or truth <= high + 1e-9)


def score(dice: np.random.Generator, questions: int, mean: float, runs: int) -> bool:
    """One round of ``set_score``."""
    middle = middle_for(mean, UNEVEN)
    passes = dice.random((questions, runs)) < chance(dice.normal(middle, UNEVEN, questions))[:, None]
    found = s.set_score(
        passes.astype(float).ravel().tolist(), np.repeat(np.arange(questions), runs).tolist(), fewest=2
    )
    return holds((found.low, found.high), mean)


def difference(dice: np.random.Generator, questions: int, mean: float, runs: int) -> bool:
    """One round of ``paired``: the other side lies 7 points nearer the middle (20 at the middle)."""
    other = mean + (0.07 if mean < 0.5 else -0.07) if mean != 0.5 else 0.3
    hard = dice.normal(0, UNEVEN, questions)
    sides = []
    for one in (mean, other):
        own = dice.normal(middle_for(one, math.hypot(UNEVEN, OWN)), OWN, questions)
        sides.append((dice.binomial(runs, chance(hard + own)) / runs).tolist())
    return holds(difference_ends(*sides), mean - other)


def rerun(dice: np.random.Generator, parts: int, mean: float, runs: int) -> bool:
    """One round of ``fixed_set_score``."""
    rates = chance(dice.normal(middle_for(mean, UNEVEN), UNEVEN, parts))
    found = s.fixed_set_score([(int(k), runs) for k in dice.binomial(runs, rates)])
    return holds((found.low, found.high), float(rates.mean()))


def twice(estimate: Callable[[int, int, int], float | None], power: bool) -> Callable[..., bool]:
    """Return a round of the mean of pass@2 or pass^2 over questions."""

    def one(dice: np.random.Generator, questions: int, mean: float, runs: int) -> bool:
        middle = middle_for(mean, UNEVEN)
        passes = dice.binomial(runs, chance(dice.normal(middle, UNEVEN, questions)))
        found = s.mean_share([estimate(runs, int(k), 2) or 0.0 for k in passes])
        truth = mean_of(lambda x: chance(x) ** 2 if power else 1 - (1 - chance(x)) ** 2, middle, UNEVEN)
        return holds((found.low, found.high), truth)

    return one


def price(dice: np.random.Generator, questions: int, mean: float, runs: int) -> bool:
    """One round of ``cost_of_pass``: harder questions cost more. A round without a pass claims nothing."""
    middle = middle_for(mean, UNEVEN)
    easy = dice.normal(0, 1, questions)
    passes = dice.binomial(runs, chance(middle + UNEVEN * easy)) / runs
    costs = np.exp(-0.5 * easy[:, None] + dice.normal(0, 0.35, (questions, runs))).mean(1)
    found = s.cost_of_pass(costs.tolist(), passes.tolist())
    return holds((found.low, found.high), math.exp(0.125 + 0.35**2 / 2) / mean)


def ratios(dice: np.random.Generator, questions: int, _: float, runs: int) -> bool:
    """One round of ``paired_ratio``."""
    hard = dice.normal(0, 1, (questions, 1))
    sides = [hard + by + dice.normal(0, 0.4, (questions, runs)) for by in (math.log(2.5), 0.0)]
    found = s.paired_ratio(*[np.exp(side.mean(1)).tolist() for side in sides])
    return holds((found.low, found.high), 2.5)


INTERVALS: dict[str, tuple[Callable[..., bool], int]] = {
    "`set_score`, 1 run": (score, 1),
    "`set_score`, 4 runs": (score, 4),
    "`paired`, 1 run": (difference, 1),
    "`paired`, 4 runs": (difference, 4),
    "`fixed_set_score`, 2 runs a part": (rerun, 2),
    "`fixed_set_score`, 4 runs": (rerun, 4),
    "pass@2 of 4 runs (`mean_share`)": (twice(s.pass_at_k, False), 4),
    "pass^2 of 4 runs (`mean_share`)": (twice(s.pass_hat_k, True), 4),
    "`cost_of_pass`, 1 run": (price, 1),
    "`cost_of_pass`, 4 runs": (price, 4),
    "`paired_ratio`, 2 runs": (ratios, 2),
}


def coverage(name: str, questions: int, mean: float, rounds: int) -> float:
    """Return the share of rounds in which the interval held the truth."""
    one, runs = INTERVALS[name]
    dice = np.random.default_rng([questions, rounds, int(100 * mean), runs])
    return sum(one(dice, questions, mean, runs) for _ in range(rounds)) / rounds


def table(rounds: int) -> Iterator[str]:
    """Yield the lines of the table in docs/measures.md."""
    yield "| interval | share right | " + " | ".join(map(str, SIZES)) + " |"
    yield "|---" * (2 + len(SIZES)) + "|"
    for name in INTERVALS:
        for told, mean in MEANS.items():
            cells = [f"{coverage(name, size, mean, rounds):.3f}".lstrip("0") for size in SIZES]
            if told == "½" or not name.startswith("`paired_ratio"):
                yield (
                    f"| {name} | {'–' if name.startswith('`paired_ratio') else told} | "
                    + " | ".join(cells)
                    + " |"
                )


if __name__ == "__main__":
    for line in table(int(sys.argv[1]) if len(sys.argv) > 1 else 1000):
        print(line, flush=True)
