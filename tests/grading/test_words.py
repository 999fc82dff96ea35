"""Answers in words: what says true or false, and which name is meant."""

from __future__ import annotations

import pytest

from harness.grading import verify

SAYS_TRUE = [
    "The negation is false, so it is true.",
    "True, but the converse is false.",
    "True for all n.",
    "Yes, because it holds if n > d, which is given.",
    "There is no counterexample, so true.",
    "This is without doubt true.",
]
SAYS_FALSE = [
    "Only true if n > d, so false.",
    "True only if n > d, so not in general: False.",
    "No. A counterexample is $A$; it would be true only for commuting matrices.",
    "There is a counterexample: n = 2.",
    "False: for n = 1 it is true, for n = 2 it is not.",
]
SAYS_NEITHER = [
    "This is hardly true.",
    "Sometimes true.",
    "Only true if n > d.",
    "True if and only if n > d.",
    "I doubt that the statement is true.",
    "It would be true if X had full rank, which it does not.",
    "The converse is true. The statement itself is not.",
    '"True" would be the naive answer.',
]


@pytest.mark.parametrize("reply", SAYS_TRUE)
def test_it_says_true(reply: str) -> None:
    assert verify("true", reply, kind="truth").status == "correct"


@pytest.mark.parametrize("reply", SAYS_FALSE)
def test_it_says_false(reply: str) -> None:
    assert verify("true", reply, kind="truth").status == "incorrect"


@pytest.mark.parametrize("reply", SAYS_NEITHER)
def test_true_in_some_cases_is_neither(reply: str) -> None:
    assert verify("true", reply, kind="truth").status == "no_answer"
    assert verify("false", reply, kind="truth").status == "no_answer"


@pytest.mark.parametrize(
    "reply",
    ["Adam’s predecessor, RMSProp.", "Adam’s successor.", "It is a variant of Adam called Lion.",
     "similar to Adam: Adafactor"],
)  # fmt: skip
def test_a_name_may_only_tell_what_else_is_meant(reply: str) -> None:
    assert verify("Adam", reply, kind="text").status == "unsupported"


@pytest.mark.parametrize("reply", ["It is Adam.", "Adam’s method", "Use Adam, a variant of SGD."])
def test_a_name_is_given(reply: str) -> None:
    assert verify("Adam", reply, kind="text").correct
