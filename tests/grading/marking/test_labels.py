"""Labels inside a reply: those of parts are obeyed, those of its own lists are not taken for them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harness.grading import gold_answer, mark
from harness.grading.page.sections import label_of
from harness.grading.page.segments import page

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


STYLES = [
    "(a) {}\n\n(b) {}", "a) {}\n\nb) {}", "a. {}\nb. {}", "a: {}\nb: {}", "(a): {}\n(b): {}",
    "(A) {}\n(B) {}", "**a:** {}\n**b:** {}", "**a**: {}\n**b**: {}", "**(a)** {}\n\n**(b)** {}",
    "**a)** {}\n\n**b)** {}", "**Part a**\n{}\n\n**Part b**\n{}", "Part (a): {}\n\nPart (b): {}",
    "Part A: {}\nPart B: {}", "**Part (a).** {}\n\n**Part (b).** {}", "Part (a) – {}\n\nPart (b) – {}",
    "a — {}\nb — {}", "### (a)\n{}\n\n### (b)\n{}", "## Part a\n\n{}\n\n## Part b\n\n{}",
    "### Part (a): One\n{}\n\n### Part (b): Two\n{}", "- (a) {}\n- (b) {}", "* **a** {}\n* **b** {}",
    "1. (a) {}\n2. (b) {}", "① (a) {}\n② (b) {}", "✅ (a) {}\n✅ (b) {}", "Question 1a: {}\nQuestion 1b: {}",
    "Q1(a) {}\nQ1(b) {}", "1(a) {}\n1(b) {}", "1a) {}\n1b) {}", "[a] {}\n[b] {}",
    "Answer to part a: {}\n\nAnswer to part b: {}", "**Answer (a):** {}\n**Answer (b):** {}",
    "For (a): {}\n\nFor (b): {}", "Solution (a)\n\n{}\n\nSolution (b)\n\n{}", "Teil a: {}\n\nTeil b: {}",
    "第(a)题: {}\n第(b)题: {}", "\\textbf{(a)} {}\n\n\\textbf{(b)} {}",
    "$\\text{(a)}$ {}\n\n$\\text{(b)}$ {}",
    "$(a)$ {}\n\n$(b)$ {}", "| part | answer |\n|---|---|\n| a | {} |\n| b | {} |",
    "| part | answer |\n|---|---|\n| (a) | {} |\n| (b) | {} |", "(a) {}, (b) {}", "a) {}; b) {}",
    "Answers: (a) {}; (b) {}",
]  # fmt: skip


@pytest.mark.parametrize("sentence", ["{}", "The answer is {}."])
@pytest.mark.parametrize("style", STYLES)
def test_each_part_of_several_has_its_own_section(style: str, sentence: str) -> None:
    def statuses(first: str, second: str) -> list[str]:
        reply = style
        for one in (first, second):
            reply = reply.replace("{}", sentence.replace("{}", one), 1)
        golds = {part: replace(gold_answer(gold), part=part) for part, gold in (("a", "52"), ("b", "17"))}
        return [mark(gold, reply, part=part, labels=("a", "b")).status for part, gold in golds.items()]

    assert statuses("52", "17") == ["correct", "correct"]
    assert statuses("17", "52") == ["incorrect", "incorrect"]


@pytest.mark.parametrize(
    "reply",
    [
        "The answer to (a) is 17. The answer to (b) is 52.",
        "First I find 17, then 52.",
        "**Counting:** 17\n\n**Adding:** 52",
    ],
)
def test_without_labels_nothing_is_sure_of_one_of_several_parts(reply: str) -> None:
    for part, gold in (("a", "52"), ("b", "52"), ("b", "3")):
        verdict = mark(replace(gold_answer(gold), part=part), reply, part=part, labels=("a", "b"))
        assert verdict.status == "unsupported"
        assert "does not label its parts" in verdict.reason


def test_a_part_left_out_beside_labelled_ones_has_no_answer() -> None:
    reply = "(a) The answer is 17.\n\n(b) The answer is 52."
    assert mark(replace(GOLD, part="c"), reply, part="c", labels=("a", "b", "c")).status == "no_answer"


@pytest.mark.parametrize(
    "line",
    [
        "For n = 52 it works",
        "a + 3 = 52",
        "a - 3 = 52",
        "a closer look",
        "From (a) and (b) we get",
        "(a)/(b) = 52",
        "i.e. 52",
    ],
)
def test_a_line_that_opens_with_a_letter_is_not_always_labelled(line: str) -> None:
    wanted = frozenset("abcdefghijklmnopqrstuvwxyz")
    sheet = page(line)
    assert label_of(sheet, sheet.units[0], wanted) is None


def test_numerals_are_no_letters_of_parts() -> None:
    gold = replace(gold_answer("52"), part="f")
    reply = (
        "It is 52, for two reasons.\n\n(i) The first gives 17.\n\n(ii) The second gives 35, so 17 + 35 = 52."
    )
    assert mark(gold, reply, part="f", labels=("f",)).correct
    assert not mark(gold, reply.replace("52", "53"), part="f", labels=("f",)).correct
