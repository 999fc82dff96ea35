"""One coordinate of momentum, run and measured; no formula for its eigenvalues is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from harness.records import Json
from reference.curves import dense, told_apart
from reference.trials import plain
from reference.values import Array

Facts = dict[str, float]
"""``beta``, ``sigma_i`` and ``eta`` by name."""
Number = Any
"""A float, or an array of them for many step sizes at once."""


def step(a: Number, x: Number, facts: Facts, eta: Number) -> tuple[Number, Number]:
    """Return the state of a coordinate after one step: momentum on the loss (σx)²."""
    a = (1 - facts["beta"]) * a + facts["beta"] * 2 * facts["sigma_i"] * (facts["sigma_i"] * x)
    return a, x - eta * a


def measured(facts: Facts) -> Array:
    """Return the matrix of one step, as the images of the unit vectors show it."""
    found: Array = _matrices(facts, np.array([facts["eta"]]))[0]
    return found


def _matrices(facts: Facts, etas: Array) -> Array:
    ones, zeros = np.ones_like(etas), np.zeros_like(etas)
    images = [step(ones, zeros, facts, etas), step(zeros, ones, facts, etas)]
    return np.array(images).transpose(2, 1, 0)


def discriminants(facts: Facts, etas: Array) -> Array:
    """Return the discriminant of the measured matrix at each step size: negative for complex eigenvalues."""
    m = _matrices(facts, etas)
    found: Array = (m[:, 0, 0] - m[:, 1, 1]) ** 2 + 4 * m[:, 0, 1] * m[:, 1, 0]
    return found


def radii(facts: Facts, etas: Array) -> Array:
    """Return the largest absolute value among the eigenvalues at each step size."""
    found: Array = np.max(np.abs(np.linalg.eigvals(_matrices(facts, etas))), axis=1)
    return found


def discriminant(facts: Facts) -> float:
    """Return the discriminant of the measured matrix: negative where its eigenvalues are complex."""
    return float(discriminants(facts, np.array([facts["eta"]]))[0])


def radius(facts: Facts) -> float:
    """Return the largest absolute value among the eigenvalues."""
    return float(radii(facts, np.array([facts["eta"]]))[0])


def dies_out(facts: Facts, steps: int = 6000) -> bool:
    """Return whether the state goes to zero in a run from a start that excites both eigenvalues."""
    state: tuple[Number, Number] = (0.3, 1.0)
    for _ in range(steps):
        state = step(*state, facts, facts["eta"])
        if max(map(abs, state)) > 1e12:
            return False
    return bool(max(map(abs, state)) < 1e-3)


def draws(rng: np.random.Generator, count: int = 3) -> Iterator[Facts]:
    """Yield β and σ_i, β near both ends of its range included (there the pieces are thin or wide)."""
    for beta in (0.05, 0.5, 0.9)[:count]:
        yield {"beta": beta * float(rng.uniform(0.8, 1.05)), "sigma_i": float(np.exp(rng.uniform(-1, 1)))}


def crossing(test: Callable[[float], bool], low: float, high: float) -> float:
    """Return where a test changes between two points at which it differs."""
    first = test(low)
    for _ in range(100):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if test(middle) == first else (low, middle)
    return 0.5 * (low + high)


def own_edges(facts: Facts) -> list[float]:
    """Return where the measured matrix changes its kind: both ends of complex, and where it gets unstable."""
    grid = np.geomspace(1e-4, 1e3, 3000) / facts["sigma_i"] ** 2
    tests: tuple[Callable[[Array], Array], ...] = (
        lambda etas: discriminants(facts, etas) < 0,
        lambda etas: radii(facts, etas) < 1,
    )
    found = []
    for test in tests:
        kinds = test(grid)
        for n in np.flatnonzero(kinds[1:] != kinds[:-1]):
            low, high = float(grid[n]), float(grid[n + 1])
            found.append(crossing(lambda e: bool(test(np.array([e]))[0]), low, high))  # noqa: B023
    return sorted(found)


def in_every_piece(edges: list[float]) -> list[float]:
    """Return step sizes on both sides of every edge, near and far, and inside every gap."""
    ends = [0.0, *edges, 3 * edges[-1]]
    shares = (0.001, 0.05, 0.5, 0.95, 0.999)
    return [a + s * (b - a) for a, b in pairwise(ends) for s in shares]


def radius_curve(title: str, beta: float = 0.1) -> dict[str, Json]:
    """Return the spectral radius over the step size for σ_i = 1: real, complex, real again, unstable.

    ``title`` may hold ``{low}``, ``{high}`` and ``{limit}``, the step sizes at which that changes.
    """
    facts = {"beta": beta, "sigma_i": 1.0}
    edges = own_edges(facts)
    etas = dense(np.geomspace(edges[0] / 10, edges[-1] * 1.15, 160), edges)
    marks = dict(zip(("complex from", "complex to", "unstable from"), map(plain, edges), strict=True))
    low, high, limit = told_apart(edges)
    return {
        "title": title.format(low=low, high=high, limit=limit),
        "variable": "eta",
        "at": {"beta": beta, "sigma_i": 1.0},
        "x": [plain(float(e)) for e in etas],
        "x_label": "η",
        "y_label": f"spectral radius (β = {beta:g}, σ_i = 1)",
        "lines": {"largest |λ|": [plain(r) for r in radii(facts, etas)]},
        "marks": marks,
    }


def shown(facts: Mapping[str, float]) -> str:
    """Return the facts as a person reads them."""
    names = {"eta": "η", "beta": "β", "sigma_i": "σ_i"}
    return ", ".join(f"{names[k]} = {v:.5g}" for k, v in facts.items() if k in names)
