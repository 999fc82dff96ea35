"""Sentences that must be said: clause, subject and polarity, signs in any spelling."""

from __future__ import annotations

import pytest

from harness.grading import mark
from harness.records import Answer, Checkpoint, Expected, Target


def statement(*groups: list[str], none: tuple[str, ...] = ()) -> Expected:
    return Expected(Target("said", "statement", options={"all": [*groups], "none": [*none]}), "")


def met(expected: Expected, reply: str) -> bool:
    asked = Answer("set/q", "a", "derivation", "", (), (), (), (Checkpoint("said", "it is said", expected),))
    return mark(asked, reply).correct


QUIETER = statement(
    ["larger", "bigger", "increas"], ["batch"], ["variance", "noise"],
    ["smaller", "falls", "shrink", "reduc", "decreas", "lower"], none=("grows",),
)  # fmt: skip
SAID = [
    "A larger batch reduces the variance of the gradient estimate.",
    "Increasing the batch size makes the noise smaller, while its mean is unchanged.",
    "With a bigger batch, the variance shrinks like 1/B.",
    "Larger batches: lower variance.",
    "The step may stay as it is. Nevertheless a larger batch has lower noise.",
    "| | small batch | larger batch |\n|---|---|---|\n| variance | high | lower |\n| cost | low | high |",
]
NOT_SAID = [
    "A larger batch does not reduce the variance.",
    "A larger batch costs more, and the variance falls only with a smaller step.",
    "If a larger batch reduced the variance, we would see it.",
    "The variance grows with a larger batch, which lowers the speed.",
    "It is a myth that a larger batch reduces the variance.",
    "Is it true that a larger batch reduces the variance?",
    "A larger batch might reduce the variance.",
    "| | small batch | larger batch |\n|---|---|---|\n| variance | lower | high |",
]


@pytest.mark.parametrize("reply", SAID)
def test_one_clause_asserts_it(reply: str) -> None:
    assert met(QUIETER, reply)


@pytest.mark.parametrize("reply", NOT_SAID)
def test_words_that_are_there_are_not_yet_said(reply: str) -> None:
    assert not met(QUIETER, reply)


@pytest.mark.parametrize(
    "reply",
    [
        "$L(\\tilde{w}) \\ge 0$ everywhere.", "L(w̃) ≥ 0 everywhere.", "$L(\\tilde w)\\geq0$ holds.",
        "L(w̃)>=0 holds.",
    ],
)  # fmt: skip
def test_signs_are_the_same_in_any_spelling(reply: str) -> None:
    assert met(statement(["L(tilde w) ≥ 0"]), reply)


def test_an_equivalence_is_one_in_words_and_signs() -> None:
    expected = statement(["⇔"], ["w = 0"])
    assert met(expected, "$L = 0 \\iff w = 0$")
    assert met(expected, "L = 0 if and only if w = 0.")
    assert met(expected, "L = 0 ⟺ Xw = 0 ⟺ w = 0")
    assert not met(expected, "L = 0 for w = 0.")
