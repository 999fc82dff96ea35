"""Words beside a formula that change its value."""

from __future__ import annotations

import pytest

from harness.grading import verify

SYMBOLS = {"a": "positive", "b": "positive", "X": "matrix n x d", "I": "identity"}

CHANGED = [
    ("a/b", "minus $a/b$"),
    ("a/b", "The answer is twice a/b."),
    ("a/b", "So it is the square root of $a/b$."),
    ("a/b", "the reciprocal of $a/b$"),
    ("a/b", "one minus $a/b$"),
    (r"X^\top X", r"the inverse of $X^\top X$"),
    (r"X^\top X", r"the trace of $X^\top X$"),
    (r"X^\top X", r"minus $X^\top X$"),
]

UNKNOWN = [
    ("a/b", "proportional to $a/b$"),
    ("a/b", "It scales like $a/b$"),
    ("a/b", "of order $a/b$"),
    ("a/b", r"$\sim a/b$"),
    ("a/b", "$a/b$ up to a constant factor"),
    ("a/b", "$a/b$ plus lower-order terms"),
    (r"X^\top X", r"the largest eigenvalue of $X^\top X$"),
    (r"X^\top X", r"$X^\top X$ divided by $n$"),
    (r"X^\top X", r"$X^\top X$ plus the identity"),
    ("12", "10 + 2 = 12, minus 3"),
]

TAKEN_UP = [
    ("a/b", "The rate is $a/b$; in the stochastic case, asked here, half of it."),
    ("a/b", "The variance of one is $a/b$; that of the difference is twice as large."),
    (r"\{1,2,3\}", "1, 2, 3, …"),
    (r"\{1,2,3\}", r"$1,2,3,\ldots$"),
    (r"\{1,2,3\}", "the complement of {1,2,3}"),
]

SAME = [
    ("b/a", "the inverse of $a/b$"),
    ("1-a/b", "one minus $a/b$"),
    ("-a/b", "The answer is minus a/b."),
    (r"X^\top X", r"the transpose of $X^\top X$"),
    ("a/b", "It converges with a rate of $a/b$."),
    ("5", "It has a norm of 5."),
    ("7", "It is 10 minus 3, so 7."),
    ("0.33", "~0.33"),
    ("-5", "minus five"),
    ("O(n)", "It grows as $O(n)$."),
    ("x^2+C", "$x^2$ plus a constant"),
]


def status(gold: str, reply: str) -> str:
    declared = SYMBOLS if any(letter in gold for letter in "abX") else None
    return verify(gold, reply, symbols=declared).status


@pytest.mark.parametrize(("gold", "reply"), CHANGED)
def test_a_simple_change_is_made(gold: str, reply: str) -> None:
    assert status(gold, reply) == "incorrect"


@pytest.mark.parametrize(("gold", "reply"), [*UNKNOWN, *TAKEN_UP])
def test_any_other_change_leaves_it_undecided(gold: str, reply: str) -> None:
    assert status(gold, reply) in ("unsupported", "incorrect")


@pytest.mark.parametrize(("gold", "reply"), SAME)
def test_a_changed_value_may_be_the_right_one(gold: str, reply: str) -> None:
    assert status(gold, reply) == "correct"


@pytest.mark.parametrize(
    ("gold", "reply"),
    [
        (r"X^\top X", r"$X^\top X$ without its diagonal"),
        (r"X^\top X", r"$X^\top X$, scaled by $1/n$"),
        (r"X^\top X", r"$X^\top X$ times $y$"),
        ("(1,2)", "orthogonal to (1,2)"),
        ("(1,2)", "(1,2) normalised"),
        ("0<x<2", "outside $0<x<2$"),
        ("5", "n = 5, hence n + 1 = 6 posts."),
    ],
)
def test_words_and_endings_that_take_a_value_away(gold: str, reply: str) -> None:
    assert not verify(gold, reply, symbols=SYMBOLS if "X" in gold else None).correct
