"""The parser: one expression for every way of writing it, and its limits."""

from __future__ import annotations

import pytest

from harness.maths.parsing.parser import parse
from harness.maths.parsing.scope import Scope
from harness.maths.tree.expr import ParseError, names, show
from harness.maths.tree.printing import latex
from harness.symbols import declare

DECLARED = {
    name: declare(name, text)
    for name, text in {
        "X": "matrix n x d", "w": "vector d", "y": "vector n", "lambda": "positive", "T": "natural",
        "rho": "in (0, 1)", "f": "function",
    }.items()
}  # fmt: skip
SCOPE = Scope(DECLARED, (), True)

SAME = {
    "fraction": (r"\frac{1}{2}", r"\tfrac12", "1/2", "½"),
    "mixed": (r"1\frac12", "1½", "1 1/2", "3/2"),
    "name": (r"\sigma_\ell^2", r"\sigma_{\ell}^{2}", "σₗ²", "sigma_l^2", "σ_ℓ**2"),
    "function": (r"\sin(2x)", r"\sin 2x", "sin(2x)", "sin 2x"),
    "root": (r"\sqrt{x}", "√x", "sqrt(x)", "√(x)"),
    "product": (r"2 \cdot x y", "2xy", "2*x*y"),
    "norm": (r"\|x\|_2", r"\left\lVert x\right\rVert_2", "‖x‖₂", "||x||_2"),
    "matrix": (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "[1, 2; 3, 4]", "[1 2; 3 4]"),
    "interval": (r"\left(0, 1\right]", "(0,1]", "(0;1]"),
    "chain": (r"0 < \eta \leq 1", "0<η≤1", "0 < eta <= 1"),
    "scientific": (r"3.2\times 10^{-4}", "3.2×10⁻⁴"),
    "accent": (r"\hat{x}_1", "x̂₁", "x_hat_1"),
    "periodic": (r"0.\overline{3}", "1/3", "0.333..."),
    "choose": (r"\binom{5}{2}", "C(5,2)", "5C2"),
    "set": (r"\{1, 2\}", "{1, 2}"),
    "arrow": (r"w_{t+1} \leftarrow w_t", "w_{t+1} ← w_t"),
    "log": (r"\log_{2}{8}", "log_2 8", r"\lb 8" if False else "log_2(8)"),
}


@pytest.mark.parametrize("texts", SAME.values(), ids=SAME)
def test_writings_of_one_expression_agree(texts: tuple[str, ...]) -> None:
    assert {show(parse(t)) for t in texts} == {show(parse(texts[0]))}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("X'", "transpose(X)"),
        ("X^T", "transpose(X)"),
        (r"X^{-\top}", "transpose(X^(-1))"),
        ("X^+ y", "pinv(X)·y"),
        ("(1-ρ)^T", "(1 - rho)^T"),
        ("w_t", "w_t"),
        ("w_1", "item(w, 1)"),
        ("f(x)", "f(x)"),
        ("x(y+1)", "x·(y + 1)"),
        ("-2^2", "-2^2"),
        ("2^3^2", "(2^3)^2"),
        ("1/2x", "(1/2)·x"),
        ("x<-1", "x < -1"),
        ("w <- w", "w <- w"),
    ],
)
def test_what_is_meant_depends_on_what_is_declared(text: str, shown: str) -> None:
    assert show(parse(text, SCOPE)) == shown


def test_bound_names_are_not_free() -> None:
    assert names(parse(r"\sum_{i=1}^{n} i x")) == {"n", "x"}


@pytest.mark.parametrize(
    "text",
    [
        "x^2/2 + sqrt(sigma_l)", r"\begin{cases}1 & x > 0 \\ 0 & \text{otherwise}\end{cases}", "(0,1] ∪ {3}",
        r"\sum_{i=1}^{n} \frac{1}{i}", r"\|Xw-y\|_2^2", r"\lfloor x \rfloor!", "0.125", r"-\frac{a-b}{c}",
        r"X^{\top}(XX^{\top}+\lambda I)^{-1}y", "a - (b - c)", "(-x)^2", r"\int_0^1 x^2 \, dx",
    ],
)  # fmt: skip
def test_what_is_written_reads_back(text: str) -> None:
    once = latex(parse(text))
    assert latex(parse(once)) == once


@pytest.mark.parametrize(
    "text",
    [
        "", "2 +", "(1", "1)", r"\frac{1}", r"\foo{1}", "what is this", r"\href{x}{y}", "1..2", "x" * 5000,
        "(" * 41 + "1" + ")" * 41, "1+" * 1000 + "1", "9" * 201, "1e9999", "\x00", "\ud800", "\u202e1",
        "x/y" * 200, "a." + "b", r"\begin{pmatrix}1&2\\3\end{pmatrix}", "[1,2", "|x", "{" * 3000, "x!" * 450,
    ],
    ids=lambda t: ascii(t[:14]),
)  # fmt: skip
def test_what_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(ParseError):
        parse(text)
