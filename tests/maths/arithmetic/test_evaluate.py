"""Evaluation: the three arithmetics agree, and stop before too much work."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from harness.maths.arithmetic.evaluate import evaluate
from harness.maths.arithmetic.numeric import Numeric
from harness.maths.arithmetic.precise import Exact, Precise
from harness.maths.parsing.parser import parse
from harness.maths.tree.derive import derive
from harness.maths.tree.expr import Mismatch, Sym, TooMuch, Undefined

CONSTANTS = [
    ("2+3*4", 14), ("2^{10}", 1024), ("5!", 120), (r"\binom{10}{3}", 120), (r"\sum_{i=1}^{100} i", 5050),
    (r"\prod_{k=1}^5 k", 120), (r"\lfloor 7/2 \rfloor", 3), ("|-3|", 3), (r"\sqrt{16}", 4), ("12\\%", 0.12),
    (r"\sqrt[3]{-8}", -2), ("7 mod 4", 3), (r"\det[1,2;3,4]", -2), (r"\operatorname{tr}[1,2;3,4]", 5),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), CONSTANTS)
def test_three_arithmetics_agree(text: str, value: float) -> None:
    expr = parse(text)
    assert float(np.ravel(evaluate(expr, Numeric({})))[0]) == pytest.approx(value)
    assert float(evaluate(expr, Precise({}))) == pytest.approx(value)
    if "sqrt[" not in text:
        assert evaluate(expr, Exact({})) == Fraction(str(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [(r"\sin 1", math.sin(1)), ("e^2", math.e**2), (r"\ln 3", math.log(3)), (r"\arctan 1", math.pi / 4),
     (r"\sum_{n=0}^\infty \frac{1}{n!}", math.e), (r"\int_0^1 x^2 dx", 1 / 3), (r"\log_2 10", math.log2(10)),
     (r"\Gamma(5)", 24), (r"\cosh 1", math.cosh(1)), ("gcd(12, 18)", 6), (r"\max(2, 7, 3)", 7)],
)  # fmt: skip
def test_functions_in_doubles(text: str, value: float) -> None:
    assert float(np.ravel(evaluate(parse(text), Numeric({})))[0]) == pytest.approx(value)


@pytest.mark.parametrize("text", ["1/0", "0/0", "0^{-1}", r"\ln 0"])
def test_undefined_is_no_value(text: str) -> None:
    with pytest.raises(Undefined):
        evaluate(parse(text), Precise({}))


@pytest.mark.parametrize("text", ["9^{9^9}", "1000!", "2^{5000}", r"\sum_{i=1}^{10^7} i"])
def test_exact_arithmetic_has_budgets(text: str) -> None:
    with pytest.raises(TooMuch):
        evaluate(parse(text), Exact({}))


@pytest.mark.parametrize(
    "text", ["10^{10^{10^{10}}}", "e^{e^{e^{e^e}}}", r"\Gamma(10^{30})", r"\sin(10^{10^9})"]
)
def test_long_floats_have_budgets(text: str) -> None:
    with pytest.raises(TooMuch):
        evaluate(parse(text), Precise({}))


def test_shapes_must_fit() -> None:
    env = {"X": np.ones((1, 2, 3)), "y": np.ones((1, 2, 1))}
    assert evaluate(parse("X^T y"), Numeric(env)).shape == (1, 3, 1)
    with pytest.raises(Mismatch):
        evaluate(parse("X y"), Numeric(env))


def test_the_identity_takes_its_size() -> None:
    env = {"A": np.full((1, 2, 2), 2.0), "c": np.float64(3)}
    from harness.maths.arithmetic.evaluate import Eye

    env["I"] = Eye(np.float64(1))
    assert evaluate(parse("A + cI"), Numeric(env))[0].tolist() == [[5, 2], [2, 5]]


@pytest.mark.parametrize(
    "text", ["x^3", r"\sin(x^2)", r"\frac{x}{1+x^2}", "e^{-x^2}", r"\sqrt{x+1}", r"x\ln x"]
)
def test_derivatives_match_differences(text: str) -> None:
    expr, x, h = parse(text), 1.3, 1e-6
    slope = float(evaluate(derive(expr, Sym("x")), Numeric({"x": np.float64(x)})))
    ends = [float(evaluate(expr, Numeric({"x": np.float64(x + d)}))) for d in (h, -h)]
    assert slope == pytest.approx((ends[0] - ends[1]) / (2 * h), rel=1e-6)
