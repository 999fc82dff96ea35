"""`incorrect` is earned: what was not surely read as the reply means it is left open instead."""

from __future__ import annotations

import pytest

from harness import verify

LEFT_OPEN = [
    # the last thing read is of another shape than what is asked, and nothing calls it the answer
    (
        "(4, 7)",
        "We factor: $x^2-11x+28=(x-4)(x-7)$, hence the parabola runs below the axis between its zeros.",
    ),
    (
        "(2, -3, 1)",
        "For the normal take the cross product of the two edges.\n\nProbe: 2 − 3 + 1 = 0. It fits.",
    ),
    ("(1,8),(2,4),(4,2),(8,1)", "The two numbers multiply to eight, so list the factors: 1·8 = 2·4 = 8."),
    # letters of units or of words are no symbols that could refute anything
    ("7", "Das 7te Glied ist gesucht, und zwar das der 3te Zeile."),
    ("24", "The rows are filled one after the other, and the last seat is the 9th."),
    # a case is no case distinction
    (
        r"\begin{cases} 3 & t > 0 \\ 1 & t = 0 \\ -3 & t < 0 \end{cases}",
        "For positive t the slope is 3, at zero it is 1 and for negative ones it turns, so we find -3.",
    ),
]
CALLED_WRONG = [
    ("(4, 7)", "The answer is $7$."),
    ("(2, -3, 1)", r"Hence $\boxed{3}$."),
    ("24", "So the total is 25."),
    ("24", r"The number of ways is $\boxed{42}$."),
    (r"x^2+1", "The polynomial is $x^2-1$."),
    (r"\frac{a}{b}", "Therefore the ratio is $ab$."),
    ("(3, 5)", "Thus the pair is $(5, 3)$."),
    (r"\{1, 4\}", "The solution set is $\\{1, 3\\}$."),
]


@pytest.mark.parametrize(("gold", "reply"), LEFT_OPEN)
def test_what_was_not_surely_read_is_never_called_wrong(gold: str, reply: str) -> None:
    assert verify(gold, reply).status in ("unsupported", "hedged", "no_answer")


@pytest.mark.parametrize(("gold", "reply"), CALLED_WRONG)
def test_a_claim_read_whole_that_differs_is_called_wrong(gold: str, reply: str) -> None:
    assert verify(gold, reply).status == "incorrect"


def test_letters_of_a_definition_that_was_not_put_in_refute_nothing() -> None:
    symbols = {"A": "matrix m x n", "b": "vector m", "W": "matrix m x m"}
    reply = "Let $P=W^\\top W$. Then $x^*=(A^\\top PA)^{-1}A^\\top Pb$."
    said = verify(r"(A^\top W^\top W A)^{-1}A^\top W^\top W b", reply, symbols=symbols)
    assert said.status in ("correct", "unsupported")


def test_a_reading_that_is_open_does_not_hand_over_to_one_that_finds_its_claim_earlier() -> None:
    reply = "The product is negative on $(3,6)$: not what we want.\n\n$$x\\in(-\\infty,3]\\cup[6,\\infty)$$"
    assert verify("(3, 6)", reply).status != "correct"
