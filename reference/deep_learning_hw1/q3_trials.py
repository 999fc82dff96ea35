"""Experiments on question 3: the update itself is run and measured; no formula for it is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from harness.records import Answer, Check, Json, Question
from reference.deep_learning_hw1.q3_coordinate import (
    Facts,
    dies_out,
    discriminant,
    draws,
    in_every_piece,
    measured,
    own_edges,
    radius,
    radius_curve,
    shown,
)
from reference.deep_learning_hw1.q3_speed import speed
from reference.trials import close, each, judged, plain, probes
from reference.values import Array, array, elements, holds, key, number


def experiments(
    question: Question, answers: Mapping[str, Answer], rng: np.random.Generator
) -> Iterator[Check]:
    """Yield what momentum itself does."""
    table = {
        "a": _recursion,
        "b": _matrix,
        "c": _eigenvalues,
        "d": _repeated,
        "e": _real,
        "f": _complex,
        "g": speed,
    }
    yield from each(question, answers, rng, table)


def _recursion(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    """Run momentum on data that no weight fits and follow the rotated coordinates."""
    failures: list[str] = []
    misfits: list[float] = []
    for n, d in ((5, 2), (8, 4), (3, 3)):
        x, y = rng.normal(size=(n, d)), rng.normal(size=n)
        _, values, rows = np.linalg.svd(x, full_matrices=False)
        best = np.linalg.lstsq(x, y, rcond=None)[0]
        beta, eta = float(rng.uniform(0.1, 0.9)), 0.2 / float(values[0]) ** 2
        misfits += [float(np.linalg.norm(x @ best - y))] if n > d else []
        w, z = np.zeros(d), np.zeros(d)
        for _ in range(4):
            before = rows @ (w - best), rows @ z
            z = (1 - beta) * z + beta * 2 * x.T @ (x @ w - y)
            w = w - eta * z
            after = rows @ (w - best), rows @ z
            failures += _follows(given, before, after, values, {"eta": eta, "beta": beta})
    if given.false_steps and min(misfits) < 1e-9:
        failures.append("the minimiser fits all data points, which the answer calls a false step")
    figures: dict[str, Json] = {"distance of Xw* from y, at least": plain(min(misfits))}
    yield judged(given, "run momentum on random data", failures, trials=12, figures=figures)


def _follows(
    given: Answer, before: tuple[Array, Array], after: tuple[Array, Array], values: Array, facts: Facts
) -> Iterator[str]:
    for i, sigma in enumerate(values):
        here = {"x_t": before[0][i], "a_t": before[1][i], "x_t+1": after[0][i], "a_t+1": after[1][i]}
        here |= {**facts, "sigma_i": float(sigma)}
        for name in ("a_t+1", "x_t+1"):
            said = number(given, name, {k: v for k, v in here.items() if k != name})
            if abs(said - here[name]) > 1e-9 * max(1.0, abs(here[name])):
                yield f"{name} is {here[name]:.8g} in the run, {said:.8g} by the answer ({shown(facts)})"


def _matrix(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    for facts in draws(rng):
        facts["eta"] = float(rng.uniform(0.1, 3)) / facts["sigma_i"] ** 2
        yield close(
            given,
            "measure the matrix of one step",
            array(given, "R_i", facts),
            measured(facts),
            where=shown(facts),
        )


def _eigenvalues(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    failures, trials = [], 0
    for facts in draws(rng):
        edges = own_edges(facts)
        for eta in in_every_piece(edges):
            here, trials = {**facts, "eta": eta}, trials + 1
            seen = np.sort_complex(np.linalg.eigvals(measured(here)).astype(complex))
            said = np.sort_complex(elements(given, "lambda", here))
            if said.shape != seen.shape or np.max(np.abs(said - seen)) > 1e-6 * max(1.0, abs(seen[-1])):
                failures.append(f"the eigenvalues are {seen}, not {said} ({shown(here)})")
            kind = "complex" if discriminant(here) < 0 else "distinct"
            for name in ("distinct", "complex"):
                if holds(given, name, here) != (name == kind):
                    failures.append(
                        f"the eigenvalues are {kind} ({shown(here)}), the answer says otherwise of {name}"
                    )
        failures += _at_the_ends(given, facts, edges[:2])
    yield judged(given, "eigenvalues of the measured matrix in every piece", failures, trials=trials)


def _at_the_ends(given: Answer, facts: Facts, ends: list[float]) -> Iterator[str]:
    """Yield where the claims miss a step size at which the eigenvalues coincide: the ends of complex."""
    said = np.sort(elements(given, "repeated", facts).real)
    if said.shape != (2,) or np.max(np.abs(said / ends - 1)) > 1e-6:
        yield f"the eigenvalues coincide at η = {ends}, not {said} ({shown(facts)})"
    for eta in ends:
        near = [{**facts, "eta": eta * (1 + s)} for s in (-1e-7, 1e-7)]
        for name in ("distinct", "complex"):
            if holds(given, name, near[0]) == holds(given, name, near[1]):
                yield f"at η = {eta:.8g} eigenvalues coincide, {name} does not change there ({shown(facts)})"


def _repeated(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    failures, seen = [], 0.0
    for facts in draws(rng):
        low, high = own_edges(facts)[:2]
        said = number(given, "eta_max", facts)
        if abs(said / high - 1) > 1e-6:
            failures.append(
                f"the eigenvalues coincide at η = {low:.6g} and {high:.6g}, the answer's largest is "
                f"{said:.6g} ({shown(facts)})"
            )
        stable = all(dies_out({**facts, "eta": eta}) for eta in (low, high))
        seen = max(radius({**facts, "eta": eta}) for eta in (low, high))
        if stable != _yes(given):
            failures.append(
                f"stable: {stable} in the run, {key(given, 'stable')} by the answer ({shown(facts)})"
            )
    yield judged(
        given,
        "find the step sizes with coinciding eigenvalues and run them",
        failures,
        trials=3,
        figures={"spectral radius, last draw": plain(seen)},
        series=radius_curve("Where the eigenvalues coincide, at η = {low} and {high}, the run is stable"),
    )


def _yes(given: Answer) -> bool:
    return key(given, "stable").strip().lower() == "yes"


def _real(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    failures, trials, widths = [], 0, []
    for facts in draws(rng):
        edges = own_edges(facts)
        end = max(e for e in in_every_piece(edges) if _real_and_stable({**facts, "eta": e}))
        claimed = probes(lambda e: holds(given, "eta", {**facts, "eta": e}), 1e-3 * edges[0], 3 * edges[-1])  # noqa: B023
        for eta in sorted((*in_every_piece(edges), *claimed)):
            if min(abs(eta / e - 1) for e in edges) < 1e-9:
                continue
            here, trials = {**facts, "eta": eta}, trials + 1
            seen = _real_and_stable(here)
            if seen != holds(given, "eta", here):
                values = np.linalg.eigvals(measured(here))
                failures.append(f"at {shown(here)} the eigenvalues are {values}, the answer says otherwise")
        widths.append(edges[-1] - edges[1])
        said = number(given, "eta_max", facts)
        if not (end <= said and abs(said / edges[-1] - 1) < 1e-6):
            failures.append(
                f"real and stable up to η = {edges[-1]:.6g}, the answer says {said:.6g} ({shown(facts)})"
            )
    yield judged(
        given,
        "run both sides of every edge",
        failures,
        trials=trials,
        figures={"width of the upper piece": plain(np.array(widths))},
        series=radius_curve("Real and stable up to η = {low}, and again from {high} to {limit}"),
    )


def _real_and_stable(facts: Facts) -> bool:
    return discriminant(facts) > 0 and radius(facts) < 1


def _complex(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    failures = []
    for facts in draws(rng):
        low, high = own_edges(facts)[:2]
        said = number(given, "eta_sup", facts)
        if abs(said / high - 1) > 1e-6:
            failures.append(f"complex up to η = {high:.6g}, the answer says {said:.6g} ({shown(facts)})")
        inside = [low + s * (high - low) for s in (0.001, 0.3, 0.7, 0.999)]
        stable = all(dies_out({**facts, "eta": eta}) for eta in inside)
        if stable != _yes(given):
            failures.append(
                f"stable: {stable} in the run, {key(given, 'stable')} by the answer ({shown(facts)})"
            )
    yield judged(given, "run step sizes with complex eigenvalues", failures, trials=12)
