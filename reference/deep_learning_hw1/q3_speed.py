"""Experiments on the speed of momentum: the asymptotic rate, and real runs beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from harness.records import Answer, Check, Json, Question
from reference.curves import dense, told_apart
from reference.deep_learning_hw1.q3_coordinate import own_edges, radii
from reference.printing import exact
from reference.trials import judged, plain, probes
from reference.values import Array, holds, number


def speed(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    """Yield how fast the coordinates between both extremes go, by rate and in real runs."""
    beta, large, small, accuracy = (
        float(exact(question.parameters[k])) for k in ("beta", "sigma2_max", "sigma2_min", "accuracy")
    )
    squares = [small, *(float(s) for s in rng.uniform(small, large, 4)), large]
    sigmas = [float(np.sqrt(s)) for s in squares]
    yield _best_steps(given, beta, sigmas)
    momentum = float(_rates(np.geomspace(1e-2 / large, 10 / small, 3000), beta, sigmas).min())
    best, rate = _best_plain(squares)
    counts = {"T_momentum": _by_rate(momentum, accuracy), "T_plain": _by_rate(rate, accuracy)}
    wrong = [
        f"{name}: the best rate takes {seen} steps, the answer says {number(given, name, {}):g}"
        for name, seen in counts.items()
        if number(given, name, {}) != seen
    ]
    figures: dict[str, Json] = {
        "asymptotic formula, momentum, steps": counts["T_momentum"],
        "asymptotic formula, plain, steps": counts["T_plain"],
        "best rate with momentum": plain(momentum),
        "best rate without": plain(rate),
        "best step without": plain(best),
    }
    yield judged(given, "count steps by the best asymptotic rate", wrong, trials=2, figures=figures)
    yield _simulated(given, beta, sigmas, accuracy, best, counts)


def _rates(etas: Array, beta: float, sigmas: list[float]) -> Array:
    """Return the largest eigenvalue of all coordinates at each step size."""
    found: Array = np.max([radii({"beta": beta, "sigma_i": s}, etas) for s in sigmas], axis=0)
    return found


def _worst(eta: float, beta: float, sigmas: list[float]) -> float:
    return float(_rates(np.array([eta]), beta, sigmas)[0])


def _best_steps(given: Answer, beta: float, sigmas: list[float]) -> Check:
    """Hold the claimed set of best steps against the rate: flat inside, larger outside."""
    facts = [{"beta": beta, "sigma_i": s} for s in (sigmas[0], sigmas[-1])]
    edges = sorted((own_edges(facts[0])[0], own_edges(facts[1])[1]))
    low, high = edges
    least = _worst(0.5 * (low + high), beta, sigmas)
    failures, trials = [], 2
    for eta in probes(lambda e: holds(given, "eta", {"eta": e}), 0.01 * low, 20 * high, edges):
        if min(abs(eta / e - 1) for e in edges) < 1e-6:
            continue
        rate, trials = _worst(eta, beta, sigmas), trials + 1
        if (rate < least + 1e-7) != holds(given, "eta", {"eta": eta}):
            failures.append(
                f"at η = {eta:.7g} the rate is {rate:.7g}, the least one {least:.7g}; the answer differs"
            )
    inside = [e * (1 + s) for e, s in ((low, 1e-9), (high, -1e-9))]
    failures += [
        f"the end η = {e:.7g} belongs to the set" for e in inside if not holds(given, "eta", {"eta": e})
    ]
    return judged(
        given,
        "rate inside and outside the set of best steps",
        failures,
        trials=trials,
        figures={"from": plain(low), "to": plain(high), "rate": plain(least)},
        series=_rate_curve(beta, sigmas, low, high),
    )


def _best_plain(squares: list[float]) -> tuple[float, float]:
    """Return the best step size of plain gradient descent and its rate, by ternary search."""
    low, high = 0.0, 2.0 / max(squares)
    rate: Callable[[float], float] = lambda e: max(abs(1 - 2 * e * s) for s in squares)  # noqa: E731
    for _ in range(200):
        a, b = low + (high - low) / 3, high - (high - low) / 3
        low, high = (low, b) if rate(a) < rate(b) else (a, high)
    return low, rate(low)


def _by_rate(rate: float, accuracy: float) -> int:
    return next(t for t in range(100_000) if rate**t <= accuracy)


def _simulated(
    given: Answer, beta: float, sigmas: list[float], accuracy: float, step: float, counts: Mapping[str, int]
) -> Check:
    """Run both methods from zero until every coordinate is and stays accurate; report beside the formula."""
    facts = [{"beta": beta, "sigma_i": s} for s in (sigmas[0], sigmas[-1])]
    low, high = own_edges(facts[0])[0], own_edges(facts[1])[1]
    grid = np.geomspace(low, high, 60)
    runs = [int(n) for n in _runs(beta, grid, sigmas, accuracy)]
    fewest = int(np.argmin(runs))
    plain_run = int(_runs(1.0, np.array([step]), sigmas, accuracy)[0])
    figures: dict[str, Json] = {
        "simulated, plain, steps": plain_run,
        "simulated, momentum at the lower end, steps": runs[0],
        "simulated, momentum at the upper end, steps": runs[-1],
        "simulated, momentum at its best, steps": runs[fewest],
        "step size of the fewest": plain(float(grid[fewest])),
    }
    finding = (
        f"simulated from zero: plain {plain_run} steps; momentum {runs[0]} at the lower end of the set, "
        f"{runs[-1]} at the upper, fewest {runs[fewest]} at η = {grid[fewest]:.3g}; the asymptotic formula "
        f"says {counts['T_plain']} and {counts['T_momentum']}"
    )
    # Plain descent obeys its formula step by step; momentum's ends differ from it by a factor t only.
    wrong = abs(plain_run - number(given, "T_plain", {})) > 1 or max(runs) > 3 * number(
        given, "T_momentum", {}
    )
    failures = [f"{finding}; the answer says otherwise"] if wrong else []
    return judged(
        given, "simulate both methods", failures, trials=len(grid) + 1, figures=figures, finding=finding
    )


def _runs(beta: float, etas: Array, sigmas: list[float], accuracy: float, limit: int = 1500) -> Array:
    """Return for each step size after how many steps all errors are and stay small enough (β = 1: plain)."""
    squares, x = np.square(sigmas)[:, None], np.ones((len(sigmas), len(etas)))
    a, last = np.zeros_like(x), np.zeros(len(etas), dtype=int)
    for t in range(1, limit):
        a = (1 - beta) * a + beta * 2 * squares * x
        x = x - etas * a
        last[np.max(np.abs(x), axis=0) > accuracy] = t
    return last + 1


def _drawn(rate: float) -> Json:
    return plain(rate) if rate <= 2 else None


def _rate_curve(beta: float, sigmas: list[float], low: float, high: float) -> dict[str, Json]:
    etas = dense(np.geomspace(low / 5, high * 3, 120), [low, high])
    squares = np.square(sigmas)
    rates = [float(np.max(np.abs(1 - 2 * e * squares))) for e in etas]
    first, last = told_apart([low, high])
    return {
        "title": f"From η = {first} to {last} momentum's rate is the best it can be",
        "variable": "eta",
        "x": [plain(float(e)) for e in etas],
        "x_label": "η",
        "y_label": "asymptotic rate (largest |λ|); not drawn where above 2",
        "lines": {
            "momentum": [_drawn(float(r)) for r in _rates(etas, beta, sigmas)],
            "plain gradient descent": [_drawn(r) for r in rates],
        },
        "marks": {"best from": plain(low), "best to": plain(high)},
    }
