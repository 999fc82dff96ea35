"""Experiments on the drift of L (e, h, i, j): expectations over the index are exact, never sampled."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from harness.records import Answer, Check, Json, Question
from reference.deep_learning_hw1.q2_systems import Wide, systems
from reference.trials import Experiment, judged, probes
from reference.values import Array, holds, relations, true_at


def _steps(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    """Hold T against the worst process: L shrinks surely and at last jumps to ε or to 0, its mean kept."""
    failures, trials = [], 0
    for _ in range(40):
        rho, delta = rng.uniform(0.02, 0.7), rng.uniform(0.01, 0.9)
        start, epsilon = rng.uniform(0.5, 20.0), rng.uniform(0.01, 0.4)
        point = {"rho": rho, "delta": delta, "L_0": start, "epsilon": epsilon}
        exact = math.log(start / (delta * epsilon)) / -math.log1p(-rho)
        for steps in (max(1, math.ceil(exact) + k) for k in (-2, -1, 0, 1, 5)):
            mean = start * (1 - rho) ** steps
            late = min(1.0, mean / epsilon)  # the chance that the worst process is still at ε
            accepted = all(
                true_at(r, given.symbols, {**point, "T": float(steps)}) for r in relations(given, "T")
            )
            trials += 1
            if accepted != (late <= delta * (1 + 1e-12)):
                failures.append(
                    f"T = {steps} is {_word(accepted)}, but the worst process misses with probability "
                    f"{late:.4f}; "
                    f"delta = {delta:.4f}, rho = {rho:.3f}, L_0 = {start:.3f}, epsilon = {epsilon:.3f}"
                )
    yield judged(
        given, "the worst process that the assumption allows, exact probabilities", failures, trials=trials
    )


def _word(accepted: bool) -> str:
    return "accepted" if accepted else "refused"


def _drifts(system: Wide, w: Array) -> tuple[float, float]:
    """Return E[A]/(ηL) and E[B]/(η²L) at w, averaged exactly over the index."""
    square, n = system.square, len(system.y)
    value = float(np.sum((square @ w) ** 2))
    moves = [-2 * row * (row @ w) for row in square]
    linear = sum(2 * float((square @ w) @ (square @ m)) for m in moves) / n
    quadratic = sum(float(np.sum((square @ m) ** 2)) for m in moves) / n
    return linear / value, quadratic / value


def _accepts(given: Answer, name: str, point: dict[str, float]) -> bool:
    return all(true_at(r, given.symbols, point) for r in relations(given, name))


def _linear(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    failures, trials = [], 0
    for system in systems(rng):
        n = len(system.y)
        tries = [*rng.normal(size=(30, n)), *np.eye(n)]
        largest = min(-_drifts(system, w)[0] for w in tries)  # the largest constant that is valid
        facts = {"n": float(n), "sigma_1": float(system.sigma[0]), "sigma_n": float(system.sigma[-1])}
        for share in (0.01, 0.5, 0.999, 1.001, 1.5):
            trials += 1
            if _accepts(given, "c_1", {**facts, "c_1": share * largest}) != (share < 1):
                failures.append(
                    f"c_1 = {share * largest:.5g} is {_word(share > 1)}; the largest valid constant is "
                    f"{largest:.5g} at n = {n}, sigma_n = {facts['sigma_n']:.4g}"
                )
    yield judged(
        given, "exact average over the index, along every singular direction", failures, trials=trials
    )


def _quadratic(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    failures, trials, shares = [], 0, []
    cases = [(system, False) for system in systems(rng)] + [(_orthogonal(rng, n), True) for n in (1, 2, 4)]
    for system, extremal in cases:
        n = len(system.y)
        tries = [*rng.normal(size=(20, n)), *np.linalg.inv(system.square).T]
        least = max(_drifts(system, w)[1] for w in tries)  # the least constant that is valid here
        facts = {"n": float(n), "sigma_1": float(system.sigma[0]), "beta": system.largest_row}
        shares.append(least * n / (4 * facts["sigma_1"] ** 2 * facts["beta"] ** 2))
        for share in (0.5, 0.999, 1.001, 1.5, 10.0):
            trials += 1
            accepted = _accepts(given, "c_2", {**facts, "c_2": share * least})
            if accepted and share < 1:
                failures.append(
                    f"c_2 = {share * least:.5g} is accepted, but E[B] needs {least:.5g} (n = {n})"
                )
            if extremal and not accepted and share > 1:
                failures.append(
                    f"c_2 = {share * least:.5g} is refused, though {least:.5g} is enough (n = {n})"
                )
    figures: dict[str, Json] = {
        "needed_over_bound_least": min(shares),
        "needed_over_bound_largest": max(shares),
    }
    name = "exact average over the index, random rows and orthogonal ones"
    yield judged(given, name, failures, trials=trials, figures=figures, series=_needed(given, rng))


def _needed(given: Answer, rng: np.random.Generator) -> dict[str, Json]:
    """Return, over n, the constant that the worst system needs and the least one that the answer accepts."""
    sizes, needed, accepted = [1, 2, 3, 4, 6, 8], [], []
    for n in sizes:
        system = _orthogonal(rng, n)
        unit = float(4 * system.sigma[0] ** 2 * system.largest_row**2)
        needed.append(max(_drifts(system, w)[1] for w in np.linalg.inv(system.square).T) / unit)
        facts = {"n": float(n), "sigma_1": float(system.sigma[0]), "beta": system.largest_row}
        low, high = 0.0, 2.0
        for _ in range(24):
            middle = (low + high) / 2
            inside = _accepts(given, "c_2", {**facts, "c_2": middle * unit})
            low, high = (low, middle) if inside else (middle, high)
        accepted.append(high)
    lines: dict[str, Json] = {
        "needed by the worst system": list(needed),
        "least that the answer accepts": list(accepted),
        "without the factor 1/n": [1.0] * len(sizes),
    }
    title = "The constant the worst system needs falls as 1/n, and the answer accepts no less"
    return {
        "title": title, "x": list(sizes), "x_label": "n", "y_label": "c₂ / (4 σ₁² β²)", "lines": lines,
    }  # fmt: skip


def _orthogonal(rng: np.random.Generator, n: int) -> Wide:
    """Return a system with orthogonal rows, for which the bound on B is attained."""
    sigma = np.sort(rng.uniform(0.7, 2.0, n))[::-1]
    return Wide(np.eye(n), sigma, np.linalg.qr(rng.normal(size=(n + 2, n + 2)))[0], rng.normal(size=n))


def _contraction(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    failures, trials = [], 0
    for _ in range(4):
        facts = {"c_1": float(rng.uniform(0.05, 3)), "c_2": float(rng.uniform(0.05, 3))}

        def inside(eta: float, facts: dict[str, float] = facts) -> bool:
            return holds(given, "eta", {**facts, "eta": eta})

        edges = [facts["c_1"] / facts["c_2"], facts["c_1"] / (2 * facts["c_2"])]
        for eta in probes(inside, 1e-4, 200.0, edges):
            factor = 1 - facts["c_1"] * eta + facts["c_2"] * eta**2
            trials += 1
            if abs(factor - 1) > 1e-12 and inside(eta) != (factor < 1):
                failures.append(f"the factor is {factor:.5g} at eta = {eta:.5g}, {facts}")
    yield judged(given, "the factor 1 - c_1 eta + c_2 eta^2 over eta", failures, trials=trials)
    yield _decay(given, rng)


def _decay(given: Answer, rng: np.random.Generator) -> Check:
    """Hold the guarantee against the true mean of L after one step, for real systems."""
    failures, trials = [], 0
    for system in systems(rng):
        n = len(system.y)
        facts = {
            "c_1": 4 * float(system.sigma[-1]) ** 2 / n,
            "c_2": 4 * float(system.sigma[0]) ** 2 * system.largest_row**2 / n,
        }
        for share in (0.05, 0.5, 0.95):
            eta = share * facts["c_1"] / facts["c_2"]
            for w in [*rng.normal(size=(5, n)), *np.eye(n)]:
                linear, quadratic = _drifts(system, w)
                trials += 1
                if holds(given, "eta", {**facts, "eta": eta}) and 1 + eta * linear + eta**2 * quadratic >= 1:
                    failures.append(f"the mean of L grows at eta = {eta:.5g}")
    return judged(given, "exact mean of L after one step inside the range", failures, trials=trials)


TABLE: dict[str, Experiment] = {"e": _steps, "h": _linear, "i": _quadratic, "j": _contraction}
"""Part → its experiment."""
