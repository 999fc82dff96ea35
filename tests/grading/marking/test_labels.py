"""Labels inside a reply: those of parts are obeyed, those of its own lists are not taken for them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harness.grading import gold_answer, mark

GOLD = replace(gold_answer("52"), part="a")


@pytest.mark.parametrize(
    "reply",
    [
        "The number $n$ may be 17.\n\n- **For n = 17:** this works.\n\n\\boxed{52}",
        "Two cases.\n\n- For x we obtain 17.\n\nThe answer is 52.",
        "Let us see.\n\n(i) small ones\n\n(ii) large ones\n\nThe answer is 52.",
        "Here is how.\n\n(a) First there are 17 of them.\n\n(b) Then 35 more come.\n\nThe answer is 52.",
        "i) 17\n\nB) 35\n\nFor S = 17 + 35\n\nThe answer is 52.",
        "A) 52",
        "(a) The answer is 52.",
        "**(a)** The answer is 52.\n\n**(b)** The answer is 17.",
    ],
)
def test_a_reply_to_one_part_may_have_lists_of_its_own(reply: str) -> None:
    verdict = mark(GOLD, reply, part="a", labels=("a",))
    assert verdict.correct, verdict.reason


def test_what_is_right_only_under_another_label_is_left_open() -> None:
    verdict = mark(GOLD, "(a) The answer is 17.\n\n(b) The answer is 52.", part="a", labels=("a",))
    assert verdict.status == "unsupported"
    assert "a list of its own" in verdict.reason


def test_what_is_wrong_either_way_stays_wrong() -> None:
    verdict = mark(GOLD, "(a) The answer is 17.\n\n(b) The answer is 18.", part="a", labels=("a",))
    assert verdict.status == "incorrect"


@pytest.mark.parametrize(
    "reply",
    [
        "**(a)** The answer is 52.\n\n**(b)** The answer is 17.",
        "Part (a): 52\n\nPart (b): 17",
        "a. 52\nb. 17",
        "### a)\n52\n### b)\n17",
        "Question 1a: 52\nQuestion 1b: 17",
        "For (a): 52\n\nFor (b): 17",
        "Answer to part a: 52\n\nAnswer to part b: 17",
    ],
)
def test_each_part_of_several_has_its_own_section(reply: str) -> None:
    assert mark(GOLD, reply, part="a", labels=("a", "b")).correct
    other = replace(gold_answer("17"), part="b")
    assert mark(other, reply, part="b", labels=("a", "b")).correct
    assert not mark(replace(GOLD, part="b"), reply, part="b", labels=("a", "b")).correct
