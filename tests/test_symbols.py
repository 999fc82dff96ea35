"""Declarations: what they mean, and what is refused."""

from __future__ import annotations

import pytest

from harness.errors import DeclarationError
from harness.records import Symbol
from harness.symbols import bounds, check_order, declare, excluded, plain_name


@pytest.mark.parametrize(
    ("text", "kind", "shape", "assumptions"),
    [
        ("", "real", (), ()),
        ("scalar", "real", (), ()),
        ("positive, in (0, 1)", "positive", (), ("in (0, 1)",)),
        ("> 0", "real", (), ("> 0",)),
        ("natural, >= 2", "natural", (), (">= 2",)),
        ("vector n, unit norm", "vector", ("n",), ("unit norm",)),
        ("matrix n x d, full row rank", "matrix", ("n", "d"), ("full row rank",)),
        ("matrix 2 x 3", "matrix", ("2", "3"), ()),
        ("invertible matrix n", "matrix", ("n", "n"), ("invertible",)),
        ("symmetric positive definite d x d", "matrix", ("d", "d"), ("symmetric", "positive definite")),
        ("matrix d-n x d", "matrix", ("d-n", "d"), ()),
        ("identity", "identity", (), ()),
        ("function", "function", (), ()),
    ],
    ids=str,
)
def test_a_declaration_is_read(text: str, kind: str, shape: object, assumptions: object) -> None:
    assert declare("a", text) == Symbol("a", kind, shape, assumptions)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "blue",
        "positive, < 0",
        "integer, in (0, 1)",
        "natural, <= 0",
        "real, unit norm",
        "matrix n",
        "symmetric n x d",
        "orthogonal matrix 2 x 3",
        "vector n x d",
        "in (1, 0)",
        "real, sort of big",
        "x" * 500,
    ],
    ids=lambda t: t[:20],
)
def test_a_bad_declaration_names_its_symbol(text: str) -> None:
    if text == "matrix n":
        assert declare("beta", text).shape == ("n", "n")
        return
    with pytest.raises(DeclarationError, match="beta"):
        declare("beta", text)


@pytest.mark.parametrize("name", ["", "2x", "a b!", "x" * 99])
def test_a_bad_name_is_refused(name: str) -> None:
    with pytest.raises(DeclarationError):
        declare(name, "real")


@pytest.mark.parametrize(
    ("spelling", "plain"),
    [
        (r"\sigma_\ell", "sigma_l"),
        ("σ_ℓ", "sigma_l"),
        ("σₗ", "sigma_l"),
        (r"\tilde{w}_{t+1}", "w_tilde_t+1"),
        ("w^*", "w_star"),
        ("x'", "x_prime"),
        (r"\varepsilon", "epsilon"),
        (r"\mathbf{X}", "X"),
    ],
)
def test_spellings_of_one_name_agree(spelling: str, plain: str) -> None:
    assert plain_name(spelling) == plain


def test_bounds_and_exclusions() -> None:
    assert bounds(declare("b", "in (0, 1]")) == (0.0, 1.0, False, True)
    assert excluded(declare("b", "nonzero, != 1/2")) == (0.5, 0.0)


def test_relations_in_a_circle_are_refused() -> None:
    check_order(["a > b", "b >= c"])
    with pytest.raises(DeclarationError, match="circle"):
        check_order(["a > b", "b > c", "c > a"])
