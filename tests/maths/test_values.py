"""Formulas as numbers, for experiments; sympy objects as expressions."""

from __future__ import annotations

import numpy as np
import pytest
import sympy

from harness.grading.gold.from_sympy import latex
from harness.maths.parsing.parser import parse
from harness.maths.values import evaluate_at, holds_at, value_function
from harness.symbols import declare

SYMBOLS = [
    declare(n, t)
    for n, t in {"X": "matrix n x d", "y": "vector n", "lambda": "positive", "sigma": "positive"}.items()
]


def test_a_matrix_formula_is_evaluated() -> None:
    rng = np.random.default_rng(1)
    point = {"X": rng.normal(size=(2, 3)), "y": rng.normal(size=2), "lambda": 0.3}
    found = evaluate_at(r"(X^\top X + \lambda I)^{-1} X^\top y", SYMBOLS, point)
    x = point["X"]
    assert found == pytest.approx(np.linalg.solve(x.T @ x + 0.3 * np.eye(3), x.T @ point["y"]))


def test_a_function_is_called_often() -> None:
    square = value_function(r"\eta^* = \frac{2}{\sigma^2}", SYMBOLS)
    assert [square(sigma=s) for s in (1.0, 2.0)] == [2.0, 0.5]


def test_values_may_be_formulas_and_complex() -> None:
    assert evaluate_at("a b", [], {"a": 2.0, "b": "a + 1"}) == 6.0
    assert evaluate_at(r"\sqrt{x}", [], {"x": -4.0}) == pytest.approx(2j)
    assert evaluate_at("[1, a]", [], {"a": 3.0}).tolist() == [1, 3]


def test_regions_hold_or_not() -> None:
    region = r"0 < \eta < \frac{2}{\sigma^2}"
    assert holds_at(region, SYMBOLS, {"sigma": 1.0, "eta": 1.9})
    assert not holds_at(region, SYMBOLS, {"sigma": 1.0, "eta": 2.0})
    assert holds_at("(0, 1]", SYMBOLS, {"value": 1.0})


X = sympy.Symbol("x")


@pytest.mark.parametrize(
    "value",
    [
        sympy.sqrt(X) / 2 + sympy.pi, sympy.Matrix([[1, X], [2, 3]]), sympy.Interval(0, 1, True, False),
        sympy.Piecewise((X, X > 0), (-X, True)), sympy.FiniteSet(1, 2), sympy.exp(-(X**2)), sympy.Eq(X, 2),
        sympy.Sum(X**2, (X, 1, 5)), sympy.Rational(-3, 7), sympy.Float("0.25"), sympy.oo, 3, (1, 2),
    ],
    ids=str,
)  # fmt: skip
def test_sympy_objects_are_read(value: object) -> None:
    assert parse(latex(value)) is not None
