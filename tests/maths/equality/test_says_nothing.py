r"""What holds by itself, or holds of less, is no answer; each class beside an honest sibling."""

from __future__ import annotations

import pytest

from harness import verify

REFUSED = {
    "a tautology of numbers for a named value": (r"k = 7", r"$7 = 7$"),
    "a true sum for a line": (r"y = 3x - 2", r"Check: $2 + 2 = 4$."),
    "a check of a point of another curve": (
        r"x^2 + 2y^2 = 3",
        r"The curve is $x^2 + y^2 = 5$, since $1 + 4 = 5$.",
    ),
    "what holds everywhere for an equation": (r"a = 2b", r"$a - a = 0$"),
    "what never holds for an equation": (r"a = 2b", r"$0 = 1$"),
    "the value of another function": (r"\tan(u) = \frac{5}{9}", r"$\cot(u) = \frac{5}{9}$"),
    "the value of another letter's function": (r"f(2) = 11", r"$g(2) = 11$"),
    "the function for its derivative": (r"h'(1) = 6", r"$h(1) = 6$"),
    "an inverse that only a square matrix has": (r"(A^T A)^{-1} A^T b", r"A^{-1} b"),
    "a projection taken for the identity": (r"A (A^T A)^{-1} A^T b", r"b"),
    "the other one-sided inverse": (r"A^T (A A^T)^{-1} b", r"(A^T A)^{-1} A^T b"),
    "a product turned round": (r"B^T A^T A B", r"A B B^T A^T"),
    "half a logarithm": (r"\ln|3 - x|", r"\ln(3 - x)"),
    "a root squared for an absolute value": (r"|t|", r"\sqrt{t}^2"),
    "the question's own inequality": (r"(-1, 4)", r"We look at $x^2 - 3x - 4 < 0$."),
    "a condition said in passing": (r"x > 2", r"The condition is $5x > 10$."),
}


@pytest.mark.parametrize(("gold", "reply"), REFUSED.values(), ids=REFUSED.keys())
def test_what_says_nothing_of_the_answer_is_never_correct(gold: str, reply: str) -> None:
    assert verify(gold, reply).status != "correct"


KEPT = {
    "the named value": (r"k = 7", r"$k = 7$"),
    "a calculation that ends in the value": (r"k = 7", r"$3 + 4 = 7$"),
    "the line in another form": (r"y = 3x - 2", r"$3x - y = 2$"),
    "the function's value": (r"\tan(u) = \frac{5}{9}", r"$\tan(u) = \frac{5}{9}$"),
    "a probability spelt otherwise": (r"P(A) = \frac{2}{7}", r"$\Pr(A) = \frac{2}{7}$"),
    "the push-through identity": (r"(A^T A + c I)^{-1} A^T b", r"A^T (A A^T + c I)^{-1} b"),
    "a trace turned round": (r"\operatorname{tr}(A B^T)", r"\operatorname{tr}(B^T A)"),
    "a square matrix by its inverse": (r"A^{-1} b + b^T b A^{-1} b", r"(1 + b^T b) A^{-1} b"),
    "a norm written out": (r"\|A x - b\|^2", r"(A x - b)^T (A x - b)"),
    "the whole logarithm": (r"\ln|3 - x|", r"\ln|x - 3|"),
    "an antiderivative as it is often written": (r"\ln|x| + C", r"\ln x + C"),
    "a logarithm of a product, of positive letters": (r"\ln(ab)", r"\ln a + \ln b"),
    "a fraction with a hole": (r"x + 1", r"\frac{x^2 - 1}{x - 1}"),
    "the inequality solved": (r"(-1, 4)", r"From $x^2 - 3x - 4 < 0$ we get $-1 < x < 4$."),
    "a condition as the whole reply": (r"x > 2", r"$5x > 10$"),
}


@pytest.mark.parametrize(("gold", "reply"), KEPT.values(), ids=KEPT.keys())
def test_what_says_the_answer_stays_correct(gold: str, reply: str) -> None:
    assert verify(gold, reply).status == "correct"


def test_a_missing_inverse_is_the_witness() -> None:
    declared = {"A": "matrix n x d", "b": "vector n"}
    verdict = verify(r"A^+ b", r"$(A^\top A)^{-1} A^\top b$", symbols=declared)
    assert verdict.status == "incorrect"
    assert verdict.witness is not None
    assert verdict.witness.confirmed
    assert "no value" in verdict.witness.says
