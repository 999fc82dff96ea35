"""Waiting for a pattern of two tosses: a chain of three states decides, solved once and run many times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import sympy as sp

from harness.records import Answer, Check, Json, Question
from reference.building import answer
from reference.printing import between, cases, exact, latex
from reference.trials import close, each, judged, probes
from reference.values import branch, holds, number

VARIANTS = ("renumber", "rename")
RENAMES = {"p": ("q", "r", "s")}
P = sp.Symbol("p", positive=True)


# ---------------------------------------------------------------- derivation


def derive(question: Question) -> dict[str, Answer]:
    """Return the expected waiting time, where it is short, and which pattern is sooner."""
    tosses = exact(question.parameters["tosses"])
    start = _reaches(tosses)
    tie = next(r for r in sp.solve(_both(True) - _both(False), P) if 0 < r.evalf() < 1)
    value = cases(
        [
            (r"\text{ht}", between(P, sp.Integer(0), tie)),
            (r"\text{same}", f"{latex(P)} = {latex(tie)}"),
            (r"\text{hh}", between(P, tie, sp.Integer(1))),
        ]
    )
    shown = value.replace(r"\text{hh}", r"\text{HH}").replace(r"\text{ht}", r"\text{HT}")
    return {
        "a": answer(question, "a", {"E": latex(_both(True))}, derivation=_WHY["a"]),
        "b": answer(question, "b", {"p": between(P, start, sp.Integer(1), "[")}, derivation=_WHY["b"]),
        "c": answer(question, "c", {"sooner": value}, latex=shown, derivation=_WHY["c"]),
    }


_WHY = {
    "a": r"From the start: $E = 1 + pF + (1-p)E$; after one head: $F = 1 + (1-p)E$.",
    "b": r"$E$ falls as $p$ grows, so the condition is $p \ge$ the root of $E = $ the bound in $(0, 1)$.",
    "c": r"HT takes $1/p + 1/(1-p)$ tosses; both are equal where $1 - p^2 = p$.",
}


def _both(heads: bool) -> sp.Expr:
    """Return the expected tosses until HH, or until HT: two unknowns, start and after one head."""
    start, one = sp.symbols("start one")
    after_head = 1 + (1 - P) * start if heads else 1 + P * one
    solved = sp.solve([start - 1 - P * one - (1 - P) * start, one - after_head], [start, one], dict=True)
    return sp.factor(solved[0][start])


def _reaches(tosses: sp.Expr) -> sp.Expr:
    """Return the p at which the expected waiting time for HH is so many tosses."""
    return next(r for r in sp.solve(_both(True) - tosses, P) if 0 < r.evalf() < 1)


# --------------------------------------------------------------- experiments


def experiments(
    question: Question, answers: Mapping[str, Answer], rng: np.random.Generator
) -> Iterator[Check]:
    """Yield what tossing coins, and summing over all ways to wait, shows."""
    yield from each(question, answers, rng, {"a": _waiting, "b": _short, "c": _sooner})


def _summed(p: float, last: str) -> float:
    """Return the mean waiting time as the sum over t of the chance to be waiting still, step by step."""
    waiting, one, total = 1.0, 0.0, 0.0
    for _ in range(200_000):
        total += waiting + one
        if waiting + one < 1e-13:
            break
        stay = one * (1 - p) if last == "H" else 0.0
        head = waiting * p + (0.0 if last == "H" else one * p)
        waiting, one = waiting * (1 - p) + stay, head
    return total


def _tossed(p: float, rng: np.random.Generator, runs: int = 4000) -> tuple[float, float]:
    """Return mean and standard error of the waiting time for HH over many tossed runs."""
    times = np.zeros(runs)
    state, active = np.zeros(runs, dtype=int), np.ones(runs, dtype=bool)
    while active.any():
        times[active] += 1
        heads = rng.random(runs) < p
        state = np.where(heads, state + 1, 0)
        active &= state < 2
        state[~active] = 0
    return float(times.mean()), float(times.std() / np.sqrt(runs))


def _waiting(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    for p in (0.15, 0.5, 0.85):
        said = number(given, "E", {"p": p})
        yield close(
            given, "sum over all ways to wait", said, _summed(p, "H"), tolerance=1e-8, where=f"p = {p}"
        )
        mean, error = _tossed(p, rng)
        failures = [] if abs(said - mean) < 5 * error else [f"at p = {p} the mean of the runs is {mean:.4g}"]
        yield judged(
            given, "toss coins", failures, trials=4000, figures={"mean": mean, "standard error": error}
        )


def _short(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    bound = float(exact(question.parameters["tosses"]))
    low, high = 0.01, 0.9999
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if _summed(middle, "H") > bound else (low, middle)
    failures, tried = [], probes(lambda p: holds(given, "p", {"p": p}), 0.05, 0.999, [high])
    for p in tried:
        if abs(p - high) > 1e-7 and (_summed(p, "H") <= bound) != holds(given, "p", {"p": p}):
            failures.append(f"at p = {p:.5g} the mean is {_summed(p, 'H'):.5g}, the answer says otherwise")
    yield judged(given, "both sides of every boundary", failures, trials=len(tried))


def _sooner(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    failures = []
    grid = [*np.linspace(0.05, 0.95, 19), 0.61, 0.617, 0.619, 0.63]
    for p in map(float, grid):
        seen = "hh" if _summed(p, "H") < _summed(p, "T") else "ht"
        said = branch(given, "sooner", {"p": p}).replace(r"\text", "").strip("{}")
        if said != seen:
            failures.append(
                f"at p = {p:.4g} {seen.upper()} comes sooner, the answer says {said or 'nothing'}"
            )
    yield judged(given, "race both patterns", failures, trials=len(grid))


# ------------------------------------------------------------------ variants


def draw(kind: str, question: Question, rng: np.random.Generator) -> dict[str, Json]:
    """Return another bound on the number of tosses."""
    return {"tosses": int(rng.integers(3, 40))}


def degenerate(parameters: Mapping[str, Json]) -> str:
    """Return why a bound is unfit: two tosses are the least that HH can take."""
    return "" if exact(parameters["tosses"]) > 2 else "no coin is that fast"


def spell(parameters: Mapping[str, Json]) -> dict[str, tuple[str, str]]:
    """Return how the bound stands in the texts."""
    return {"tosses": (f"at most ${parameters['tosses']}$", f"at most {parameters['tosses']}?")}
