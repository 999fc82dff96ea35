"""Names that are declared in another spelling than the gold uses."""

from __future__ import annotations

import pytest

from harness import DeclarationError, verify

ARRAYS = {"x": "vector n"}


@pytest.mark.parametrize(
    ("declared", "gold"),
    [("W2", "W_2 x"), ("W_2", "W2 x"), ("W2", r"W_{2} x"), ("Wout", r"W_{out} x"), ("W_out", "W_{out} x")],
)
def test_a_name_that_plainly_is_the_declared_one_is_its_alias(declared: str, gold: str) -> None:
    symbols = {declared: "matrix m x n", **ARRAYS}
    assert verify(gold, gold, symbols=symbols).status == "correct"
    assert verify(gold, f"x {gold.removesuffix(' x')}", symbols=symbols).status != "correct"


@pytest.mark.parametrize(
    ("declared", "gold"), [("sigma_l", r"\sigma_1 x"), ("W_o", "W_0 x"), ("Sigma_max", r"\sigma_{max} x")]
)
def test_a_name_that_nearly_is_it_is_a_slip(declared: str, gold: str) -> None:
    with pytest.raises(DeclarationError, match=f"{declared} is declared and occurs nowhere"):
        verify(gold, gold, symbols={declared: "positive", **ARRAYS})


@pytest.mark.parametrize(
    "symbols",
    [
        {"eta": "positive", "lambda": "positive", **ARRAYS},
        {"eta": "positive", "sigma_1": "positive", "sigma_l": "positive", **ARRAYS},
        {"eta": "positive", "W": "matrix m x n", **ARRAYS},
    ],
)
def test_names_for_what_a_reply_may_say_are_no_slip(symbols: dict[str, str]) -> None:
    assert verify(r"\eta x", r"x \eta", symbols=symbols).status == "correct"
