"""Experiments on question 1: the recurrences are run, and nothing but their errors is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from harness.records import Answer, Check, Json, Question
from reference.trials import close, each, judged, plain, probes
from reference.values import Array, array, branch, holds, key, number

LONG = 1500
"""Steps of a run that shall show whether the error shrinks, stays or grows."""


def experiments(
    question: Question, answers: Mapping[str, Answer], rng: np.random.Generator
) -> Iterator[Check]:
    """Yield what gradient descent itself does."""
    table = {"a": _alone, "b": _count, "c": _together, "d": _race, "e": _best, "f": _crowd, "g": _matrix}
    yield from each(question, answers, rng, table)


# ------------------------------------------------------------------ descending


def _errors(eta: Array, sigma: float, steps: int, start: float = 0.0, y: float = 1.3) -> Array:
    """Return |w_t − w*| over |w_0 − w*| after so many steps, for every step size at once."""
    w = np.full_like(eta, start, dtype=float)
    first = abs(start - y / sigma)
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps):
            w = w + 2 * eta * sigma * (y - sigma * w)
        gone: Array = np.abs(w - y / sigma) / first
    return gone


def _converges(eta: Array, sigmas: tuple[float, ...], start: float) -> Array:
    with np.errstate(invalid="ignore"):
        gone: Array = np.all([_errors(eta, s, LONG, start) < 1 - 1e-7 for s in sigmas], axis=0)
    return gone


def _speed(eta: float, sigma: float) -> float:
    """Return the factor of one step, as the first two steps show it."""
    one, two = (float(_errors(np.array([eta]), sigma, n)[0]) for n in (1, 2))
    return two / one if one > 1e-9 else one


def _pair(rng: np.random.Generator, ratio: float) -> tuple[float, float]:
    large = float(np.exp(rng.uniform(-1, 1)))
    return large, large * ratio


# ---------------------------------------------------------------------- parts


def _stable(given: Answer, names: Mapping[str, float], sigmas: tuple[float, ...], start: float) -> list[str]:
    """Return where the claimed region and the recurrences' own behaviour differ."""
    limit = _own_limit(sigmas, start)
    etas = probes(lambda e: holds(given, "eta", {**names, "eta": e}), 0.001 * limit, 30 * limit, [limit])
    seen = _converges(np.array(etas), sigmas, start)
    found = []
    for eta, stable in zip(etas, seen, strict=True):
        if abs(eta / limit - 1) < 1e-4:
            continue  # too near the boundary for so few steps; the boundary itself is tried by _edge
        if holds(given, "eta", {**names, "eta": eta}) != stable:
            word = "converges" if stable else "does not converge"
            found.append(f"at η = {eta:.6g}, {_said(names)} the recurrence {word}, the answer says otherwise")
    return found


def _edge(given: Answer, names: Mapping[str, float], sigma: float) -> list[str]:
    """Return a failure where the boundary itself is claimed wrongly; exact in doubles for powers of two."""
    eta = float(f"{_own_limit((sigma,), 0.0):.12g}")
    stable = bool(_converges(np.array([eta]), (sigma,), 0.0)[0])
    if holds(given, "eta", {**names, "eta": eta}) == stable:
        return []
    word = "converges" if stable else "swings for ever"
    return [f"at the boundary η = {eta:g}, {_said(names)} the recurrence {word}, the answer says otherwise"]


def _own_limit(sigmas: tuple[float, ...], start: float) -> float:
    """Return the step size at which the recurrences cease to converge, found by halving."""
    low, high = 1e-4, 1e4
    for _ in range(80):
        middle = float(np.sqrt(low * high))
        stays = all(float(_errors(np.array([middle]), s, 2, start)[0]) < 1 for s in sigmas)
        low, high = (middle, high) if stays else (low, middle)
    return high


def _alone(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    failures = _edge(given, {"sigma": 2.0}, 2.0)
    for _ in range(3):
        sigma, start = float(np.exp(rng.uniform(-1.5, 1.5))), float(rng.normal() * 5)
        failures += _stable(given, {"sigma": sigma}, (sigma,), start)
    yield judged(given, "run the recurrence on both sides of every boundary", failures, trials=3)


def _count(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    failures, trials = [], 0
    for share in (0.003, 0.2, 0.7, 0.98):
        sigma, epsilon = float(np.exp(rng.uniform(-1, 1))), float(10 ** rng.uniform(-5, -0.5))
        eta = share / sigma**2
        bound = number(given, "t", {"sigma": sigma, "eta": eta, "epsilon": epsilon})
        first = next(t for t in range(100_000) if _ratio(eta, sigma, t) <= epsilon)
        trials += 1
        if not np.isfinite(bound) or max(0, int(np.ceil(bound - 1e-9))) != first:
            failures.append(
                f"η = {eta:.4g}, σ = {sigma:.4g}, ε = {epsilon:.3g}: {first} steps, the bound is {bound:.6g}"
            )
    yield judged(given, "count steps until the error is small enough", failures, trials=trials)


_RUNS: dict[tuple[float, float], list[float]] = {}


def _ratio(eta: float, sigma: float, t: int) -> float:
    """Return the relative error after t steps of one run, which is remembered."""
    if (eta, sigma) not in _RUNS:
        _RUNS.clear()
        _RUNS[eta, sigma] = [0.0]
    run, goal = _RUNS[eta, sigma], 1.0 / sigma
    while len(run) <= t:
        run.append(run[-1] + 2 * eta * sigma * (1.0 - sigma * run[-1]))
    return abs(run[t] - goal) / goal


def _together(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    failures = _edge(given, {"sigma_l": 2.0, "sigma_s": 0.5}, 2.0)
    for ratio in (0.6, 0.1, 0.01):
        large, small = _pair(rng, ratio)
        failures += _stable(given, {"sigma_l": large, "sigma_s": small}, (large, small), 0.0)
        limits = {"l": _own_limit((large,), 0.0), "s": _own_limit((small,), 0.0)}
        first = min(limits, key=lambda k: limits[k])
        if key(given, "limiting") != first:
            failures.append(f"at {_said({'σ_ℓ': large, 'σ_s': small})} the limits are {limits}")
    yield judged(given, "run both coordinates on both sides of every boundary", failures, trials=3)


def _race(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    failures, trials = [], 0
    for ratio in (0.7, 0.2, 0.03):
        large, small = _pair(rng, ratio)
        limit = _own_limit((large,), 0.0)
        tie = _tie(large, small, limit)
        names = {"sigma_l": large, "sigma_s": small}
        for low, high in ((0.0, tie), (tie, limit)):
            for share in (0.001, 0.1, 0.5, 0.9, 0.999):
                eta, trials = low + share * (high - low), trials + 1
                speeds = {"l": _speed(eta, large), "s": _speed(eta, small)}
                faster = min(speeds, key=lambda k: speeds[k])
                said = branch(given, "faster", {**names, "eta": eta}).replace(r"\text", "").strip("{}")
                if said != faster:
                    failures.append(
                        f"at η = {eta:.6g}, {_said(names)} the errors shrink by {speeds['l']:.6g} (large) "
                        f"and {speeds['s']:.6g} (small) a step, the answer says {said or 'nothing'!r}"
                    )
    yield judged(
        given,
        "race both coordinates below and above the step size at which they tie",
        failures,
        trials=trials,
        series=_race_curves(),
    )


def _tie(large: float, small: float, limit: float) -> float:
    """Return the step size below the limit at which both shrink alike, found by halving."""
    low, high = limit * 1e-6, limit
    for _ in range(80):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if _speed(middle, large) < _speed(middle, small) else (low, middle)
    return high


def _race_curves(large: float = 2.0, small: float = 1.0) -> dict[str, Json]:
    """Return the factor of each coordinate over the stable step sizes, as the runs show it."""
    etas = np.linspace(0, _own_limit((large,), 0.0), 61)[1:-1]
    tie = _tie(large, small, float(etas[-1]))
    return {
        "title": f"Beyond η = {tie:.3g} the small coordinate is the faster one",
        "variable": "eta",
        "at": {"sigma_l": large, "sigma_s": small},
        "x": [plain(float(e)) for e in etas],
        "x_label": "η",
        "y_label": "error after a step, relative (σ_ℓ = 2, σ_s = 1)",
        "lines": {
            "large coordinate": [plain(_speed(float(e), large)) for e in etas],
            "small coordinate": [plain(_speed(float(e), small)) for e in etas],
        },
        "marks": {"equally fast": plain(tie)},
    }


def _worst(eta: float, sigmas: tuple[float, ...]) -> float:
    return max(_speed(eta, s) for s in sigmas)


def _own_best(sigmas: tuple[float, ...]) -> tuple[float, float]:
    """Return the step size with the smallest worst factor, and that factor, by ternary search."""
    low, high = 0.0, _own_limit((max(sigmas),), 0.0)
    for _ in range(120):
        a, b = low + (high - low) / 3, high - (high - low) / 3
        low, high = (low, b) if _worst(a, sigmas) < _worst(b, sigmas) else (a, high)
    best = 0.5 * (low + high)
    return best, _worst(best, sigmas)


def _best(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    for ratio in (0.8, 0.3, 0.05):
        large, small = _pair(rng, ratio)
        names = {"sigma_l": large, "sigma_s": small}
        claimed = np.array([number(given, t, names) for t in ("eta_star", "rho")])
        seen = np.array(_own_best((large, small)))
        yield close(given, "search for the best step size", claimed, seen, tolerance=1e-6, where=_said(names))


def _crowd(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    failures = []
    for ratio in (0.6, 0.2, 0.05):
        large, small = _pair(rng, ratio)
        crowd = (large, small, *(float(s) for s in rng.uniform(small, large, 6)))
        two, many = _own_best((large, small))[0], _own_best(crowd)[0]
        ends = _own_limit((large, small), 0.0), _own_limit(crowd, 0.0)
        for name, (before, after) in {"best": (two, many), "range": ends}.items():
            seen = "same" if abs(after / before - 1) < 1e-6 else "changed"
            if key(given, name) != seen:
                failures.append(f"{name} with 6 further values between: {before:.6g} becomes {after:.6g}")
        worst = number(given, "largest at an end", {"sigma_l": large, "sigma_s": small, "eta": two})
        if abs(worst / _worst(two, crowd) - 1) > 1e-9:
            failures.append(f"the worst factor of all is {_worst(two, crowd):.6g}, not {worst:.6g}")
        claimed = number(given, "best of two", {"sigma_l": large, "sigma_s": small})
        if abs(claimed / many - 1) > 1e-5:
            failures.append(f"the best step size of all is {many:.6g}, not {claimed:.6g}")
        failures += _not_monotone(given, large, small, two)
    yield judged(given, "add values between the extremes and search again", failures, trials=3)


def _not_monotone(given: Answer, large: float, small: float, eta: float) -> Iterator[str]:
    """Yield a failure where the step called false turns out true: factors monotone in σ²."""
    speeds = np.array([_speed(eta, float(np.sqrt(s))) for s in np.linspace(small**2, large**2, 41)])
    rises = np.diff(speeds) > 0
    if given.false_steps and (rises.all() or not rises.any()):
        yield f"at η = {eta:.6g} the factors are monotone in σ² after all"


def _matrix(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    """Run gradient descent on random least squares, tall, wide and rank-deficient."""
    failures: list[str] = []
    for n, d, rank in ((7, 3, 3), (3, 6, 3), (6, 5, 3)):
        x = rng.normal(size=(n, rank)) @ rng.normal(size=(rank, d))
        y = rng.normal(size=n)
        values = np.linalg.svd(x, compute_uv=False)[:rank]
        names = {"sigma_max": float(values[0]), "sigma_min": float(values[-1])}
        where = f"X {n}×{d} of rank {rank}, {_said(names)}"
        failures += _decoupled(given, x, y, rng, where)
        limit = _own_limit((float(values[0]),), 0.0)
        for share in (0.01, 0.5, 0.98, 1.02, 3.0):
            claimed = holds(given, "stable", {**names, "eta": share * limit})
            if claimed != _settles(x, y, share * limit):
                failures.append(
                    f"at η = {share * limit:.6g} ({where}) stability is {not claimed}, not {claimed}"
                )
        best = number(given, "best", names)
        own = _own_best(tuple(float(v) for v in values))[0]
        if abs(best / own - 1) > 1e-5:
            failures.append(f"the best η is {own:.6g}, the answer says {best:.6g} ({where})")
    yield judged(given, "run gradient descent on random least-squares problems", failures, trials=3)


def _settles(x: Array, y: Array, eta: float) -> bool:
    """Return whether the gradient has become smaller after many steps from zero, not larger."""
    step, w = 2 * eta * x.T, np.zeros(x.shape[1])
    first = float(np.linalg.norm(x.T @ y))
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(LONG):
            w = w - step @ (x @ w - y)
        return bool(np.linalg.norm(x.T @ (x @ w - y)) < first * (1 - 1e-6))


def _decoupled(given: Answer, x: Array, y: Array, rng: np.random.Generator, where: str) -> Iterator[str]:
    """Yield where a coordinate in the SVD's basis does not contract by the claimed factor."""
    _, values, rows = np.linalg.svd(x)
    for start in rng.normal(size=(3, x.shape[1])):
        turned = array(given, "rotation", {"V": rows.T, "w": start})
        if not np.allclose(turned, rows @ start):
            yield f"the coordinates are {turned}, not {rows @ start} ({where})"
    best = np.linalg.lstsq(x, y, rcond=None)[0]
    eta, w = 0.6 / float(values[0]) ** 2, rng.normal(size=x.shape[1])
    after = w - 2 * eta * x.T @ (x @ w - y)
    sigmas = np.concatenate([values, np.zeros(x.shape[1] - len(values))])
    for sigma, row in zip(sigmas, rows, strict=True):
        said = number(given, "factor", {"eta": eta, "sigma_i": max(float(sigma), 1e-12)})
        seen = float(row @ (after - best)) / float(row @ (w - best))
        if abs(said - seen) > 1e-6:
            yield f"the coordinate of σ = {sigma:.4g} contracts by {seen:.6g}, not {said:.6g} ({where})"


def _said(names: Mapping[str, float]) -> str:
    return ", ".join(f"{name} = {value:.4g}" for name, value in names.items())
