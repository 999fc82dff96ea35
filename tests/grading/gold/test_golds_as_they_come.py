"""Golds and ranges as data sets and people write them, each class right and not."""

from __future__ import annotations

import pytest

from harness import verify

RIGHT = r"""
(-\infty,2]\cup(7,\infty) | (-oo,2] U (7,oo)
(-\infty,2]\cup(7,\infty) | $(-\infty,2] U (7,\infty)$
(-\infty,2]\cup(7,\infty) | x ∈ (-∞,2] U (7,∞)
(-\infty,2]\cup(7,\infty) | (-inf,2] union (7,inf)
\{3,4\}\cup\{9\} | {3,4} U {9}
(-\infty,5)\cup(5,\infty) | R - {5}
\mathbb{R}\setminus\{4\} | \mathbb{R}-\{4\}
[2,\infty) | [2,Inf)
(-\infty,\infty) | R
KLM=NOP | KLM=NOP
[p,q] | [p,q]
S:T=5:8 | S:T=5:8
[7, 3] | [7, 3]
\int (u+v)\,du | $\int (u+v)\,du$
|PQ|=4 | 4
3=y | 3
\frac{AC}{BC}=\frac25 | $\frac25$
x > 2 \text{ and } x < 9 | 2<x<9
x = 3 or x = -3 | $x^2 = 9$
uv = 0 | u = 0 or v = 0
x^3+C | x^3 - C
y=Ce^{3x} | y = 2Ce^{3x}
(AB)^{-1} | $(AB)^{-1} = B^{-1}A^{-1}$
"""
NOT_RIGHT = r"""
(-\infty,2]\cup(7,\infty) | (-oo,2) U (7,oo)
(-\infty,5)\cup(5,\infty) | R - {6}
|PQ|=4 | 5
3=y | 4
\frac{AC}{BC}=\frac25 | $\frac52$
x > 2 \text{ and } x < 9 | 2<x<8
x = 3 or x = -3 | $x^2 = 8$
uv = 0 | u = 0
x^3+C | x^3 + Cx
y=Ce^{3x} | y = Ce^{2x}
(AB)^{-1} | A^{-1}B^{-1}
(I-A)^{-1}B | B(I-A)^{-1}
??? | ???
"""


def pairs(rows: str) -> list[list[str]]:
    """Read lines ``gold | reply``; a bar within bars is part of the gold."""
    return [row.rsplit(" | ", 1) for row in rows.strip().splitlines()]


@pytest.mark.parametrize(("gold", "reply"), pairs(RIGHT))
def test_the_same_in_another_spelling_is_right(gold: str, reply: str) -> None:
    assert verify(gold, reply).status == "correct"


@pytest.mark.parametrize(("gold", "reply"), pairs(NOT_RIGHT))
def test_something_else_is_not(gold: str, reply: str) -> None:
    assert verify(gold, reply).status != "correct"


@pytest.mark.parametrize(
    ("gold", "reply"), [(r"\ln|x|+C", r"\ln|Cx|"), ("C_1e^x + C_2e^{-x}", r"A\cosh x + B\sinh x")]
)
def test_families_that_may_be_the_same_stay_open(gold: str, reply: str) -> None:
    assert verify(gold, reply).status == "unsupported"
