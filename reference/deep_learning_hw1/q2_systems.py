"""Random wide systems on which SGD is run, and one check over many comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from harness.records import Answer, Check, Json
from reference.trials import judged, plain
from reference.values import Array

SHAPES = ((1, 3), (2, 3), (3, 7), (4, 5))


@dataclass(frozen=True, slots=True)
class Wide:
    """A wide system with its thin singular value decomposition."""

    u: Array
    sigma: Array
    v: Array
    """d x d; the first n columns span the row space."""
    y: Array

    @classmethod
    def draw(cls, rng: np.random.Generator, n: int, d: int) -> Wide:
        """Return a random system whose singular values lie between 0.7 and 2."""
        u, v = (np.linalg.qr(rng.normal(size=(k, k)))[0] for k in (n, d))
        return cls(u, np.sort(rng.uniform(0.7, 2.0, n))[::-1], v, rng.normal(size=n))

    @property
    def x(self) -> Array:
        """The matrix of the system."""
        found: Array = self.square @ self.v[:, : len(self.y)].T
        return found

    @property
    def square(self) -> Array:
        """The matrix in the rotated coordinates."""
        found: Array = self.u * self.sigma
        return found

    @property
    def largest_row(self) -> float:
        """The largest row norm."""
        return float(np.max(np.linalg.norm(self.square, axis=1)))

    def point(self) -> dict[str, Array]:
        """Return the values of the question's symbols."""
        n = len(self.y)
        sigma = np.diag(self.sigma)
        return {
            "X": self.x,
            "y": self.y,
            "U": self.u,
            "Sigma": sigma,
            "V_1": self.v[:, :n],
            "X_tilde": self.square,
        }

    def descend(
        self, rng: np.random.Generator, steps: int, start: Array | None = None
    ) -> list[tuple[int, Array]]:
        """Run SGD on the original system; return (index drawn, iterate after the step), the start first."""
        w = np.zeros(self.x.shape[1])
        step, rows, path = self.step, self.x, [(-1, w)]
        for index in rng.integers(len(self.y), size=steps):
            w = w + 2 * step * (self.y[index] - rows[index] @ w) * rows[index]
            path.append((int(index), w))
        return path

    @property
    def shortest(self) -> Array:
        """The shortest solution: any solution less its part in the null space."""
        n, x = len(self.y), self.x
        some = np.zeros(x.shape[1])
        some[:n] = np.linalg.solve(x[:, :n], self.y)
        null = np.linalg.svd(x)[2][n:]
        return some - null.T @ (null @ some)

    @property
    def name(self) -> str:
        """The shape in words."""
        return f"{len(self.y)} x {len(self.v)}"

    @property
    def step(self) -> float:
        """A step size that suits SGD on this system."""
        return 0.4 / self.largest_row**2


def systems(rng: np.random.Generator) -> list[Wide]:
    """Return one system of each shape."""
    return [Wide.draw(rng, n, d) for n, d in SHAPES]


Pair = tuple[str, Array | float, Array | float]
"""Where, what the answer says, what the experiment shows."""


def agree(given: Answer, experiment: str, pairs: Sequence[Pair], tolerance: float = 1e-7) -> Check:
    """Return one check over many comparisons; the worst of them is its figure."""
    failures, worst = [], 0.0
    for where, claimed, seen in pairs:
        one, two = (np.asarray(v, dtype=float).reshape(-1) for v in (claimed, seen))
        gap = float("inf") if one.shape != two.shape else float(np.max(np.abs(one - two), initial=0.0))
        gap /= 1.0 + float(np.max(np.abs(two), initial=0.0))
        worst = max(worst, gap)
        if not gap <= tolerance:
            failures.append(f"the answer says {plain(one)}, the experiment shows {plain(two)} ({where})")
    figures: dict[str, Json] = {"largest_gap": worst if np.isfinite(worst) else "different shapes"}
    return judged(given, experiment, failures, trials=len(pairs), figures=figures)
