"""`verify`: golds of every kind, inferred and given."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from harness import verify as from_the_top
from harness.errors import DeclarationError
from harness.grading import verify

RIGHT = [
    (r"\text{(B)}", "The answer is (B)."),
    ("B", "B, because it is the only even one."),
    (r"\text{True}", "Yes, it holds."),
    (r"\text{False}", "This statement does not hold."),
    (r"\text{Cauchy-Schwarz inequality}", "It follows from the Cauchy–Schwarz inequality."),
    ("(1, 2)", "x = 1, y = 2"),
    (r"x = 1,\ y = 2", "(x, y) = (1, 2)"),
    ("y = 2x + 1", "y - 2x = 1"),
    ("0 < x < 1", r"$x \in (0, 1)$"),
    (r"\langle 2, 3\rangle", r"\begin{pmatrix}2\\3\end{pmatrix}"),
    (r"$\boxed{x^2}$", "$x \\cdot x$"),
    (r"14\text{ MB}", "14 MB"),
]
WRONG = [
    (r"\text{(B)}", "The answer is (C)."),
    (r"\text{True}", "True or false, hard to say."),
    (r"\text{Paris}", "It is Paris or London."),
    (r"\text{Paris}", "It is not Paris."),
    (r"x = 1,\ y = 2", "x = 1"),
    (r"14\text{ MB}", "14 GB"),
    (r"\frac{n(n+1)}{2}", r"\sum_{k=1}^n k"),
    ("[-1, 1]", "(-1, 1)"),
    ("n", "N"),
]


@pytest.mark.parametrize(("gold", "reply"), RIGHT)
def test_right(gold: str, reply: str) -> None:
    verdict = verify(gold, reply)
    assert verdict.status == "correct", verdict.reason
    assert verdict.evidence


@pytest.mark.parametrize(("gold", "reply"), WRONG)
def test_wrong(gold: str, reply: str) -> None:
    assert verify(gold, reply).status != "correct"


@pytest.mark.parametrize("gold", ["", "   ", "\\frac{", "$$", "x" * 5_000, "\x00", "the x of \\foo{y}{"])
def test_a_gold_that_cannot_be_read_is_said_to_be_so(gold: str) -> None:
    verdict = verify(gold, "5")
    assert verdict.status == "unsupported"
    assert verdict.reason


def test_shapes_and_assumptions_are_used() -> None:
    symbols = {"X": "matrix n x d", "y": "vector n", "lambda": "positive"}
    gold = r"(X^\top X + \lambda I)^{-1} X^\top y"
    assert verify(gold, r"$X^\top (X X^\top + \lambda I)^{-1} y$", symbols=symbols).status == "correct"
    assert verify(gold, r"$X^\top (X^\top X + \lambda I)^{-1} y$", symbols=symbols).status != "correct"


def test_a_bad_declaration_is_named() -> None:
    with pytest.raises(DeclarationError, match="eta"):
        verify("eta", "eta", symbols={"eta": "purple"})


def test_an_unknown_kind_is_said_to_be_so() -> None:
    assert "no answer kind" in verify("5", "5", kind="colour").reason


def test_golds_that_are_no_text() -> None:
    sympy = pytest.importorskip("sympy", reason="sympy is not installed")
    x = sympy.Symbol("x")
    cases = [
        (x**2 + 1, "1 + x^2"),
        (sympy.Matrix([1, 2]), "(1, 2)"),
        (sympy.Interval.open(0, 1), "0 < x < 1"),
        (0.5, "1/2"),
    ]
    assert [verify(gold, reply).status for gold, reply in cases] == ["correct"] * 4
    assert verify(object(), "5").status == "unsupported"


def test_several_targets_are_marked_apart() -> None:
    verdict = verify("(1, 2)", "a = 1 and b = 3", targets=("a", "b"))
    assert verdict.status == "partial"
    assert [m.status for m in verdict.targets] == ["correct", "incorrect"]


def test_the_same_everywhere() -> None:
    cases = [(g, r) for g, r in RIGHT + WRONG] * 4
    plain = [verify(*case).status for case in cases]
    with ThreadPoolExecutor(32) as pool:
        assert list(pool.map(lambda case: verify(*case).status, cases)) == plain

    async def ask() -> list[str]:
        return [verify(*case).status for case in cases]

    assert asyncio.run(ask()) == plain


def test_it_is_at_the_top_of_the_package() -> None:
    assert from_the_top("1/2", "0.5").correct
