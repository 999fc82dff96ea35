"""Ridge regression by three runs of SGD, compared through exact second moments.

Sampling would mislead here: the interesting figures are a floor of 1e-4 and an error of 1e-20.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np

from harness.records import Answer, Check, Json, Question
from reference.moments import Maps, smallest
from reference.trials import close, judged
from reference.values import Array, array, key

TIMES = [0, 200, 400, 800, 1600]


def ridge(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    """Yield what the two formulations do on random wide systems."""
    for n, d in ((2, 4), (3, 5), (4, 5)):
        x, y = _system(rng, n, d)
        strength = float(rng.uniform(0.3, 1.5))
        yield from _interpolation(given, x, y, strength)
        yield from _runs(given, x, y, strength)
    yield from _strengths(given, rng)


def _system(rng: np.random.Generator, n: int, d: int) -> tuple[Array, Array]:
    u, v = (np.linalg.qr(rng.normal(size=(k, k)))[0] for k in (n, d))
    return (u * np.sort(rng.uniform(0.7, 2.0, n))[::-1]) @ v[:, :n].T, rng.normal(size=n)


def minimiser(x: Array, y: Array, strength: float) -> Array:
    """Return the ridge solution by least squares on data augmented with pseudo-observations."""
    d = x.shape[1]
    stacked, values = np.vstack([x, np.sqrt(strength) * np.eye(d)]), np.append(y, np.zeros(d))
    found: Array = np.linalg.lstsq(stacked, values, rcond=None)[0]
    return found


def _interpolation(given: Answer, x: Array, y: Array, strength: float) -> Iterator[Check]:
    point: dict[str, float | Array] = {"X": x, "y": y, "lambda": strength}
    truth = minimiser(x, y, strength)
    yield close(given, "ridge objective minimised", array(given, "w_aug", point), truth)
    widened = array(given, "X_hat", {**point, "I": np.eye(len(y))})
    n, d = x.shape
    if widened.shape != (n, d + n):
        failures = [f"the matrix has shape {widened.shape}; {n} new features make it ({n}, {d + n})"]
        yield judged(given, "shape and solution of the augmented system", failures, trials=1)
        return
    found = np.linalg.lstsq(widened, y, rcond=None)[0]
    left = float(np.sum((widened @ found - y) ** 2))
    gap = float(np.max(np.abs(found[:d] - truth)))
    failures = [] if left < 1e-18 and gap < 1e-9 else [f"residual {left:.2e}, distance to ridge {gap:.2e}"]
    stacked = float(np.sum((x @ truth - y) ** 2) + strength * truth @ truth)
    figures: dict[str, Json] = {"residual_wide": left, "residual_stacked_rows": stacked}
    yield judged(given, "shape and solution of the augmented system", failures, trials=1, figures=figures)


def _runs(given: Answer, x: Array, y: Array, strength: float) -> Iterator[Check]:
    n, d = x.shape
    truth = minimiser(x, y, strength)
    step = 0.2 / (float(np.max(np.sum(x**2, axis=1))) + strength)
    widened = np.hstack([x, np.sqrt(strength) * np.eye(n)])
    goal = np.linalg.lstsq(widened, y, rcond=None)[0]
    stacked, values = np.vstack([x, np.sqrt(strength) * np.eye(d)]), np.append(y, np.zeros(d))
    curves = {
        "plain": _curve(Maps.least_squares(x, y, step, strength / n), truth),
        "augmented": _curve(Maps.least_squares(widened, y, step), goal),
        "stacked rows": _curve(Maps.least_squares(stacked, values, step), truth),
    }
    half = _curve(Maps.least_squares(x, y, step / 2, strength / n), truth)
    figures: dict[str, Json] = {f"{name}_error_at_{TIMES[-1]}": c[-1] for name, c in curves.items()}
    figures["plain_floor_at_half_the_step"] = half[-1]
    lines: dict[str, Json] = {name: [max(v, 1e-30) for v in curve] for name, curve in curves.items()}
    series: dict[str, Json] = {
        "title": _title({name: behaviour(curves[name]) for name in ("plain", "augmented")}),
        "x": [float(t) for t in TIMES], "x_label": "step", "y_label": "mean squared error", "lines": lines,
    }  # fmt: skip
    for name in ("plain", "augmented"):
        seen, said = behaviour(curves[name]), key(given, name)
        failures = [] if seen == said else [f"the {name} run: {seen}, claimed {said} (n = {n}, d = {d})"]
        title = f"exact mean squared error of the {name} run"
        yield judged(given, title, failures, trials=1, figures=figures, series=series,
                     finding=f"the {name} run: {seen}")  # fmt: skip


_BEHAVES = {
    "geometric": "converges geometrically",
    "stalls": "stalls at a positive error",
    "sublinear": "slows down",
}


def _title(seen: Mapping[str, str]) -> str:
    return ", ".join(f"the {name} run {_BEHAVES[does]}" for name, does in seen.items()).capitalize()


def _curve(maps: Maps, goal: Array) -> list[float]:
    return [max(0.0, v) for v in maps.around(goal).mean_squares(-goal, TIMES)]


def behaviour(curve: list[float]) -> str:
    """Return what a curve at doubling times does: ``geometric``, ``stalls`` or ``sublinear``."""
    if curve[-1] < 1e-12 * curve[0]:
        return "geometric"
    return "stalls" if curve[-1] > 0.95 * curve[-2] else "sublinear"


def _strengths(given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    """Hold the effect of the penalty against the best contraction of the exact second moment."""
    strengths = [0.01, 0.1, 1.0, 10.0]
    lines: dict[str, Json] = {}
    failures = []
    for n, d in ((2, 4), (3, 5)):
        x, y = _system(rng, n, d)
        factors = []
        for strength in strengths:
            kernel = x @ x.T + strength * np.eye(n)
            factors.append(smallest(np.linalg.cholesky(kernel), y, trials=25)[1])
        lines[f"n = {n}, d = {d}"] = list(factors)
        faster = all(a > b for a, b in pairwise(factors))
        slower = all(a < b for a, b in pairwise(factors))
        seen = "faster" if faster else "slower" if slower else "neither"
        if seen != key(given, "larger_lambda"):
            failures.append(
                f"with larger lambda {seen}: factors {[round(f, 4) for f in factors]} at {strengths}"
            )
    series: dict[str, Json] = {
        "title": "The larger λ, the smaller the augmented run's factor: it converges faster",
        "x": list(strengths), "x_label": "λ", "y_label": "best contraction factor", "lines": lines,
    }  # fmt: skip
    yield judged(given, "best contraction factor of the exact second moment over lambda", failures,
                 trials=2 * len(strengths), figures=lines, series=series)  # fmt: skip
