"""Answers of several numbers: in tables, in lists, under several names at once."""

from __future__ import annotations

import pytest

from harness import verify
from harness.grading import mark
from harness.records import Answer, Expected, Target

RAW = Expected(
    Target("beta", "vector", "the coefficients for the raw inputs", (r"\hat{\beta}",)),
    r"\begin{bmatrix} \frac{1}{2} \\ 5 \\ 50 \end{bmatrix}",
)
EVEN = Expected(
    Target("beta", "vector", "the even split"), r"\begin{bmatrix} 4/9 \\ 4/9 \\ 4/9 \end{bmatrix}"
)


def status(reply: str, expected: Expected) -> str:
    return mark(Answer("s/q", "a", "vector", "", (expected,)), reply).status


TABLES = [
    "| coefficient | scaled | raw |\n|---|---|---|\n| β₁ | 1/2 | A |\n| β₂ | 1/2 | B |\n| β₃ | 1/2 | C |",
    "| | β₁ | β₂ | β₃ |\n|---|---|---|---|\n| scaled | 1/2 | 1/2 | 1/2 |\n| raw | A | B | C |",
    "| coefficient | value |\n|---|---|\n| $\\beta_1$ | A |\n| $\\beta_2$ | B |\n| $\\beta_3$ | C |",
    "| $j$ | $\\beta_j$ |\n|---|---|\n| 1 | A |\n| 2 | B |\n| 3 | C |",
    "| j | 1 | 2 | 3 |\n|---|---|---|---|\n| β_j | A | B | C |",
    "| $\\beta_1$ | $\\beta_2$ | $\\beta_3$ |\n|:-:|:-:|:-:|\n| A | B | C |",
]


@pytest.mark.parametrize("table", TABLES)
def test_a_vector_stands_in_a_line_of_a_table(table: str) -> None:
    reply = f"We divide by the scales.\n\n{table}\n\nThe fit is then perfect."
    assert status(reply.replace("A", "1/2").replace("B", "5").replace("C", "50"), RAW) == "correct"
    assert status(reply.replace("A", "1/2").replace("B", "1/20").replace("C", "1/200"), RAW) == "incorrect"


def test_of_two_lines_of_a_table_the_words_of_the_question_choose() -> None:
    table = "| coefficient | A | B |\n|---|---|---|\n| β₁ | 1/2 | 1/2 |\n| β₂ | 1/2 | 5 |\n| β₃ | 1/2 | 50 |"
    assert status(table.replace("A", "scaled").replace("B", "raw"), RAW) == "correct"
    assert status(table.replace("A", "raw").replace("B", "scaled"), RAW) == "incorrect"
    assert status(table.replace("A", "before").replace("B", "after"), RAW) in ("no_answer", "unsupported")


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("So $\\beta = \\frac49\\,\\mathbf{1}$.", "correct"),
        ("So $\\beta = \\frac49 \\mathbf 1$, where $\\mathbf 1 = (1,1,1)^\\top$.", "correct"),
        ("Hence β₁ = β₂ = β₃ = 4/9.", "correct"),
        ("The solution is the constant vector β = (4/9) **1**.", "unsupported"),
        ("All entries of β are equal: β = 4/9.", "unsupported"),
        ("All entries of β are equal: β = 5/9.", "incorrect"),
        ("All three entries are equal: $\\beta_1 = \\beta_2 = \\beta_3 = 4/9 \\approx 0.444$.", "correct"),
        ("So $\\beta = \\frac59\\,\\mathbf{1}$.", "incorrect"),
        ("Hence β₁ = β₂ = β₃ = 5/9.", "incorrect"),
    ],
)  # fmt: skip
def test_a_vector_of_equal_entries(reply: str, said: str) -> None:
    assert status(reply, EVEN) == said


PAIRS = [
    "The values of $x$ and $y$ are A and B, respectively.",
    "We get x and y as A and B.",
    "| x | y |\n|---|---|\n| A | B |",
    "| unknown | value |\n|---|---|\n| x | A |\n| y | B |",
    "| | x | y |\n|---|---|---|\n| solution | A | B |",
    "- **x:** A\n- **y:** B",
    "**y:** B\n**x:** A",
    "So $(x, y) = (A, B)$.",
    "Hence x is A and y is B.",
    "Thus $y = B$, and going back, $x = A$.",
    "The solution is $(y, x) = (B, A)$.",
]


@pytest.mark.parametrize("reply", PAIRS)
def test_two_names_have_two_values(reply: str) -> None:
    assert verify("x = 12, y = 35", reply.replace("A", "12").replace("B", "35")).status == "correct"
    assert verify("x = 12, y = 35", reply.replace("A", "35").replace("B", "12")).status == "incorrect"
    assert verify("x = 12, y = 35", reply.replace("A", "12").replace("B", "34")).status == "partial"


@pytest.mark.parametrize(
    ("gold", "right", "wrong"),
    [
        ("q = 14, r = 3", "The quotient is 14 and the remainder 3.", "The quotient is 3, the remainder 14."),
        (r"\mu = 5, \sigma^2 = 4", "The mean is 5 and the variance is 4.", "The mean is 4, the variance 5."),
        (r"\mu = 5, \sigma^2 = 4", "$\\mu = 5$ and $\\sigma^2 = 4$", "$\\mu = 5$ and $\\sigma^2 = 2$"),
        (r"\mu = 5, \sigma^2 = 4", "So μ = 5, σ² = 4.", "So μ = 4, σ² = 5."),
        ("(a) 7, (b) 12", "(a) 7\n(b) 12", "(a) 12\n(b) 7"),
        ("(a) 7, (b) 12", "**Part (a)**: 3 + 4 = 7\n\n**Part (b)**: 3·4 = 12", "(a) 3 + 4 = 7\n\n(b) 15"),
        ("p=5,q=2;p=7,q=2", "$(5,2),(7,2)$", "$(5,2),(7,3)$"),
        ("p=5,q=2;p=7,q=2", "$p=5,q=2$ or $p=7,q=2$", "$p=5,q=2$ or $p=7,q=5$"),
        ("(2, 3)", "x = 2, y = 3", "x = 3, y = 2"),
        ("x = 2 or x = 3", "2 and 3", "2 and 4"),
        ("[4, 2]", "The list is [4, 2].", "The list is [2, 4]."),
        ("[0.5, 0.25]", "0.5 and 0.25", "0.25 and 0.125"),
    ],
)  # fmt: skip
def test_golds_of_several_values(gold: str, right: str, wrong: str) -> None:
    assert verify(gold, right).status == "correct"
    assert verify(gold, wrong).status in ("incorrect", "partial")
