"""The trail against marks made by hand, and each class of places by its smallest sentences."""

from __future__ import annotations

import statistics

import pytest

from harness.reasoning.trail import follow
from harness.records import Answer, Expected, Target
from tests.reasoning.validation import score


def rights(gold: str, text: str, kind: str = "number") -> list[bool | None]:
    expected = Expected(Target("answer", kind), gold)
    return [c.right for c in follow(Answer("set/q", "a", kind, gold, (expected,)), text).candidates]


@pytest.mark.parametrize("which", ["all", "all, en", "all, zh"])
def test_hand_marks_are_met(which: str) -> None:
    found = score("first")[which]
    assert found.recall >= 0.9
    assert found.right_true / found.right >= 0.95
    assert found.wrong_true / found.wrong >= 0.9
    assert found.unreached == 0
    sizes = [abs(error) for error in found.errors]
    assert statistics.median(sizes) <= 0.02
    assert statistics.mean(sizes) <= 0.05


@pytest.mark.parametrize(
    ("gold", "text"),
    [
        ("51", "The sum is 51."),
        ("51", "Sum = 2+12+37=51."),
        ("9", "T = 6 + 3 = 9."),
        ("9", "I know that 6 plus 3 is 9."),
        ("9", "So, there are nine pears."),
        ("210", "The greatest number of pears is 210."),
        ("210", "2a = 2*105 = 210. Either way, it's fine."),
        ("24", "直接回答：24。"),
        ("24", "4的阶乘是24。"),
        ("24", "所以，4! = 24。"),
        ("24", "Значит, ответ 24."),
        ("24", "La réponse est donc 24."),
        ("24", "Also ist die Antwort 24."),
        ("24", "Por lo tanto, la respuesta es 24."),
        ("24", "したがって、答えは24です。"),
    ],
    ids=str,
)
def test_a_value_put_forward_is_found(gold: str, text: str) -> None:
    assert True in rights(gold, text)


@pytest.mark.parametrize(
    ("gold", "text"),
    [
        ("30", "不会立即得到30。"),
        ("30", "我们需要得到30。"),
        ("30", "让我们尝试得到30"),
        ("30", "无法得到30。"),
        ("30", "30不是答案。"),
        ("30", "We want to get 30."),
        ("30", "This is not 30."),
        ("30", "The answer isn't 30."),
        ("30", "If the sum is 30, we are stuck."),
        ("30", "For n = 30 the left side is even."),
        ("30", "There are 30·4 pairs."),
        ("30", "We get 5·6 and then more."),
    ],
    ids=str,
)
def test_denied_wanted_supposed_and_unfinished_values_are_none(gold: str, text: str) -> None:
    assert True not in rights(gold, text)


def test_sub_results_are_neither_right_nor_wrong() -> None:
    text = "So d = 22. Then 45d = 990, and 990/10 = 99. The remainder is 13. So the answer is 112."
    assert rights("112", text) == [True]


def test_wrong_is_what_was_announced_as_the_answer() -> None:
    assert rights("84", "9·8·7 = 504. So the answer is 504. No, 504/6 = 84.") == [False, True]
    assert rights("84", "\\boxed{504}") == [False]


@pytest.mark.parametrize(
    ("kind", "gold", "text"),
    [
        ("tuple", "(2, 5)", "So the pair is (2, 5)."),
        ("set", "\\{1, 4\\}", "The roots are {1, 4}."),
        ("expression", "x^2 + 1", "Adding up gives x^2 + 1."),
        ("vector", "[1, 2]", "So w = [1, 2]."),
        ("region", "x > 4", "Dividing by 3 leaves: x > 4."),
        ("choice", "B", "So the answer is B."),
    ],
    ids=lambda value: value if value.isalpha() else "",
)
def test_every_kind_has_a_trail(kind: str, gold: str, text: str) -> None:
    assert rights(gold, text, kind) == [True]


def test_a_language_that_is_not_covered_still_has_boxes_and_equations() -> None:
    text = "먼저 합을 구합니다. 11 + 13 = 24 입니다. 따라서 정답은 \\boxed{24} 입니다."
    assert rights("24", text) == [True, True]


def test_an_announced_answer_is_marked_after_any_number_of_others() -> None:
    steps = "".join(f"So y = x > {n} + {n * n}. " for n in range(2_000))
    assert rights("x > 4", f"{steps}\n\nThe answer is x > 4.", "region")[-1:] == [True]
