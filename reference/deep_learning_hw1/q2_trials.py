"""Experiments on the coordinates of question 2 (a to d, f, g): SGD itself is run on random systems."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from harness.records import Answer, Check, Question
from reference.deep_learning_hw1.q2_systems import Pair, agree, systems
from reference.trials import Experiment, judged
from reference.values import Array, array, evaluate, expected, number


def _shift(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    runs: list[Pair] = []
    shifts: list[Pair] = []
    for system in systems(rng):
        point = {**system.point(), "w_star": system.shortest}
        end = system.descend(rng, 2000)[-1][1]
        runs.append((system.name, array(given, "w_star", point), end))
        runs.append((system.name, array(given, "w_star", point), system.shortest))
        shifts.append((system.name, array(given, "w_prime_0", point), -system.shortest))
    yield agree(given, "SGD from zero run to its end, and the shortest solution without null space", runs)
    yield agree(given, "start zero less the shortest solution", shifts)


def _rotation(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    heads: list[Pair] = []
    tails: list[Pair] = []
    for system in systems(rng):
        n, d = len(system.y), len(system.v)
        turned = -system.v.T @ system.shortest
        heads.append((system.name, array(given, "w_tilde_0", system.point()), turned[:n]))
        tails.append((system.name, np.broadcast_to(array(given, "w_perp0", {}), (d - n,)), turned[n:]))
    yield agree(given, "first components of the rotated start", heads)
    yield agree(given, "last components of the rotated start", tails)


def _reduction(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    still: list[Pair] = []
    rows: list[Pair] = []
    for system in systems(rng):
        claimed = array(given, "perp", {})
        null = system.v[:, len(system.y) :].T
        for _, w in system.descend(rng, 30):
            off = null @ (w - system.shortest)
            still.append((system.name, np.broadcast_to(claimed, off.shape), off))
        for row, turned in zip(system.x, system.square, strict=True):
            rows.append((system.name, array(given, "rotation", {**system.point(), "x_i": row}), turned))
            said = expected(given, "perp_fixed").value.partition("=")[0]
            off = evaluate(said, given.symbols, {"V_2": null.T, "x_i": row})
            still.append((f"{system.name}, a row off V_1", off, np.zeros(null.shape[0])))
    yield agree(given, "w_perp along 30 SGD steps", still)
    yield agree(given, "rows of the square system", rows)


def _step(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    pairs: list[Pair] = []
    for system in systems(rng):
        turn = system.v[:, : len(system.y)].T
        path = [(i, turn @ (w - system.shortest)) for i, w in system.descend(rng, 6)]
        for (_, before), (index, after) in pairwise(path):
            moved = {"w_tilde_t": before, "x_tilde_I_t": system.square[index], "eta": system.step}
            claimed = array(given, "w_tilde_t+1", {**system.point(), **moved})
            pairs.append((f"{system.name}, row {index + 1}", claimed, after))
    yield agree(given, "steps of SGD on the original system, rotated", pairs)


def _lyapunov(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    failures, trials = [], 0
    for system in systems(rng):
        last = np.zeros(len(system.y))
        last[-1] = 1.0
        for w in [*rng.normal(size=(20, len(system.y))), last]:
            value = float(np.sum((system.square @ w) ** 2))
            bound = number(
                given, "lower_bound", {**system.point(), "w_tilde": w, "sigma_n": float(system.sigma[-1])}
            )
            trials += 1
            if not (value > 0 and bound > 0 and value >= bound * (1 - 1e-9)):
                failures.append(f"L = {value:.6g} at {w}, the bound says {bound:.6g}")
    yield judged(
        given, "values of L at random points and along the flattest direction", failures, trials=trials
    )


def _split(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    first: list[Pair] = []
    second: list[Pair] = []
    eta = 0.3
    for system in systems(rng):
        w, row = rng.normal(size=len(system.y)), system.square[rng.integers(len(system.y))]
        point = {**system.point(), "w_tilde_t": w, "x_tilde_I_t": row, "eta": eta}

        def change(step: float, w: Array = w, row: Array = row, square: Array = system.square) -> float:
            moved = w - 2 * step * row * (row @ w)
            return float(np.sum((square @ moved) ** 2) - np.sum((square @ w) ** 2))

        # Of p eta + q eta^2 the first keeps p eta, the second q eta^2.
        first.append((system.name, number(given, "A", point), 4 * change(eta / 2) - change(eta)))
        second.append((system.name, number(given, "B", point), 2 * change(eta) - 4 * change(eta / 2)))
    yield agree(given, "linear part of the change of L in one step", first)
    yield agree(given, "quadratic part of the change of L in one step", second)


TABLE: dict[str, Experiment] = {
    "a": _shift,
    "b": _rotation,
    "c": _reduction,
    "d": _step,
    "f": _lyapunov,
    "g": _split,
}
"""Part → its experiment."""
