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
     "The order is SGD, Adam, Lion, and the winner was Lion.",
     "similar to Adam: Adafactor"],
)  # fmt: skip
def test_a_name_may_only_tell_what_else_is_meant(reply: str) -> None:
    assert verify("Adam", reply, kind="text").status == "unsupported"


@pytest.mark.parametrize("reply", ["It is Adam.", "Adam’s method", "Use Adam, a variant of SGD."])
def test_a_name_is_given(reply: str) -> None:
    assert verify("Adam", reply, kind="text").correct


OPTIONS = [
    "(A) red\n(B) yellow\n(C) green\n(D) pink\n\n",
    "A. red\nB. yellow\nC. green\nD. pink\n\n",
    "- **A)** red: no.\n- **B)** yellow: fits.\n- **C)** green: no.\n- **D)** pink: no.\n\n",
    "Option A is wrong since it is red. Option D is pink.\n\n",
]
CHOOSING = [
    "The right choice is (B).",
    "Therefore, option B is correct.",
    "Only (B) fits.",
    "I'd go with B.",
    "Statement B is the true one.",
    "✅ **B**",
    "#### B",
    "So, B.",
    "**Final Answer**\nB",
]
EXPLAINING = [
    "",
    "\n\nExplanation: A is red, and D is pink.",
    "\n\n**Why not the others?**\n- A: red\n- C: green\n- D: pink",
    "\n\n(A) is wrong because it is red; (D) is wrong because it is pink.",
]


@pytest.mark.parametrize("chosen", CHOOSING)
def test_options_that_are_listed_or_ruled_out_are_not_chosen(chosen: str) -> None:
    for before in ("", *OPTIONS):
        for after in EXPLAINING:
            reply = before + chosen + after
            assert verify("B", reply).correct, reply
            assert not verify("D", reply).correct, reply


def test_no_option_is_chosen() -> None:
    assert not verify("C", "C: plausible.\nD: also plausible.\n\nI'm torn between C and D.").correct
    assert not verify("D", OPTIONS[0] + "The sky is yellow.").correct


STEP = {"eta": "real", "L": "positive"}

BOUNDED = [
    "η must be positive and smaller than 2/L",
    r"we need $\eta$ strictly smaller than $2/L$ and strictly positive.",
    r"It diverges as soon as $\eta > 2/L$, so $\eta$ has to be positive and less than $2/L$.",
]


@pytest.mark.parametrize("reply", BOUNDED)
def test_a_range_in_words_beside_formulas(reply: str) -> None:
    assert verify(r"0<\eta<2/L", reply, symbols=STEP, targets=("eta",)).correct


def test_a_number_in_words_is_no_word_to_drop() -> None:
    reply = "any step size less than two over L"
    assert not verify(r"\eta<L", reply, symbols=STEP, targets=("eta",)).correct


def test_a_mean_and_a_variance_are_named_by_their_signs() -> None:
    reply = "**(a) Mean.** $E[X]=np$.\n\n**(b) Variance.** First $E[X^2]=npq+n^2p^2$, so $Var(X)=npq$."
    symbols = {"n": "natural", "p": "positive", "q": "positive"}
    assert verify("np, npq", reply, symbols=symbols, targets=("mean", "variance")).correct
