"""Every ``incorrect`` shows a witness that values known beforehand confirm; every ``correct`` says how."""

from __future__ import annotations

import re
import sys
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import sympy

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from asked import ask
from cases_source.case import Case
from cases_source.truth import Dec, Where
from write_cases import families, sets

from harness.records import Verdict, Witness

MISREAD = {"fraction-ba0189", "long-6cf8aa"}
"""Wrong replies marked wrong for another value than the one they claim ("5 in 6" read as 6)."""
SPELT = {"lambda": "l", "z_0": "z0", "w_0": "w0", "W_1": "P", "W_2": "R"}
"""Declared name → attribute of the draws in the case sources, where they differ."""


@cache
def marked() -> list[tuple[Case, Verdict]]:
    """Return all cases with our verdicts, marked once."""
    return [(case, ask(case.row())) for name in sets() for case in families(name)]


def witness_of(verdict: Verdict) -> Witness | None:
    return verdict.witness or next((m.witness for m in verdict.targets if m.witness), None)


def test_every_incorrect_has_a_witness() -> None:
    bare = [
        (case.id, verdict.reason)
        for case, verdict in marked()
        if verdict.status == "incorrect" and witness_of(verdict) is None and verdict.method != "sentence"
    ]
    assert not bare


def test_every_witness_was_confirmed() -> None:
    loose = [
        (case.id, found.says)
        for case, verdict in marked()
        if verdict.status == "incorrect"
        and (found := witness_of(verdict)) is not None
        and not found.confirmed
    ]
    assert not loose


def test_every_correct_says_how() -> None:
    silent = [
        c.id for c, v in marked() if v.correct and not any((v.evidence, *(m.evidence for m in v.targets)))
    ]
    assert not silent


def number(text: str) -> complex | None:
    """Return the number a witness shows, None where it shows no single number."""
    text = text.replace(" ", "").replace("·", "*")
    for read in (
        float,
        lambda t: float(Fraction(t)),
        lambda t: complex(t.replace("i", "j").replace("*", "")),
    ):
        try:
            return complex(read(text))
        except (ValueError, ZeroDivisionError, OverflowError):
            continue
    return None


def close(shown: complex | None, true: complex) -> bool:
    """Return whether a number shown to six digits is the true one."""
    return shown is None or abs(shown - true) <= 2e-5 * max(abs(true), abs(shown)) + 1e-300


def scalar(value: Any, point: dict[str, str]) -> Any:
    """Return a case's value at a point at 50 digits, None where that is no number."""
    if isinstance(value, Dec):
        value = sympy.Rational(str(Fraction(Decimal(value.text)) * Fraction(str(value.scale))))
    if isinstance(value, bool) or not isinstance(value, sympy.Expr | int):
        return None
    value = sympy.sympify(value)
    at = {s: sympy.Rational(point[str(s)]) for s in value.free_symbols if number_like(point.get(str(s)))}
    if len(at) < len(value.free_symbols) or value.is_infinite:
        return None
    exact = value.subs(at)
    found = exact if exact.is_Rational else sympy.N(exact, 50)
    return found if found.is_number and found.is_finite else None


def number_like(text: str | None) -> bool:
    return text is not None and re.fullmatch(r"-?\d+(\.\d+)?(/\d+)?(e-?\d+)?", text) is not None


def test_scalar_witnesses_hold_at_50_digits() -> None:
    checked, wrong = 0, []
    for case, verdict in marked():
        found = witness_of(verdict) if verdict.status == "incorrect" and not case.right else None
        if found is None or case.space is not None or not case.gold:
            continue
        gold, claim = (scalar(value, dict(found.point)) for value in case.values)
        if gold is None or claim is None or number(found.claimed) is None:
            continue
        checked += 1
        rational = gold.is_Rational and claim.is_Rational
        differ = gold != claim if rational else sympy.N(abs(gold - claim), 50) > abs(gold) / 10**25
        if not (
            differ
            and close(number(found.claimed), complex(claim))
            and close(number(found.expected), complex(gold))
        ):
            wrong.append((case.id, found.says, str(gold)[:20], str(claim)[:20]))
    assert {name for name, *_ in wrong} <= MISREAD, wrong
    assert checked > 300


def test_region_witnesses_lie_on_one_side_only() -> None:
    checked, wrong = 0, []
    for case, verdict in marked():
        gold, claim = case.values
        found = witness_of(verdict) if verdict.status == "incorrect" and not case.right else None
        if found is None or found.claimed not in ("inside", "outside") or not isinstance(claim, Where):
            continue
        if not found.point or not all(map(number_like, found.point.values())):
            continue
        values = {name: Fraction(text) for name, text in found.point.items()}
        more = [
            values.pop(
                verdict.targets[0].target if verdict.targets[0].target in values else next(reversed(values))
            )
        ]
        if case.space is not None:
            short = {"sigma_l": "sl", "sigma_s": "ss", "lambda": "lam"}
            more.append(SimpleNamespace(**{short.get(k, k): v for k, v in values.items()}))
        checked += 1
        try:
            sides = bool(gold.test(*more)), bool(claim.test(*more))
        except AttributeError:
            continue
        if sides[0] == sides[1] and not at_the_edge(gold, claim, more):
            wrong.append((case.id, found.says))
    assert not wrong
    assert checked > 30


def at_the_edge(gold: Where, claim: Where, more: list[Any]) -> bool:
    """Whether the point is an irrational or repeating boundary, which six digits cannot show."""
    edges = [Fraction(e) for e in (*gold.edges(*more[1:]), *claim.edges(*more[1:]))]
    return any(abs(more[0] - edge) <= abs(edge) * Fraction(1, 10**5) for edge in edges)


def array(text: str) -> Any:
    """Return the number, vector or matrix a witness shows."""
    if text.startswith("["):
        return np.array([[float(Fraction(x)) for x in row.split(",")] for row in text[1:-1].split(";")])
    if text.startswith("("):
        return np.array([float(Fraction(x)) for x in text[1:-1].split(",")])
    return float(Fraction(text))


def test_matrix_witnesses_hold_in_numpy() -> None:
    checked, wrong = 0, []
    for case, verdict in marked():
        found = witness_of(verdict) if verdict.status == "incorrect" and not case.right else None
        if found is None or case.family not in ("matrices",) or not all(map(callable, case.values)):
            continue
        point = SimpleNamespace(**{SPELT.get(k, k): array(v) for k, v in found.point.items()})
        sizes = [v for v in vars(point).values() if getattr(v, "ndim", 0) == 2]
        if sizes:
            point.n, point.d = sizes[0].shape
            point.I = np.eye(point.n)
        try:
            gold, claim = (np.asarray(value(point)) for value in case.values)
        except AttributeError:
            continue
        checked += 1
        if gold.shape == claim.shape and np.allclose(gold, claim, rtol=1e-9):
            wrong.append((case.id, found.says))
    assert not wrong
    assert checked > 40


@pytest.mark.parametrize(
    ("text", "value"), [("5", 5), ("-1/4", -0.25), ("9e-06", 9e-6), ("3 + 4i", 3 + 4j)], ids=str
)
def test_numbers_of_witnesses_are_read(text: str, value: complex) -> None:
    assert number(text) == value
