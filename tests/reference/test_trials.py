"""What experiments share: probes in every piece, findings, and values read through the marker."""

from __future__ import annotations

import numpy as np
import pytest

from harness.questions import load_question
from harness.records import Answer, Expected, Question, Target
from harness.symbols import declare
from reference.trials import close, each, judged, plain, probes
from reference.values import Unreadable, branch, elements, holds, number

SYMBOLS = (declare("eta", "positive"), declare("a", "real"))


def answer(value: str, kind: str = "expression") -> Answer:
    return Answer("set/q", "a", kind, value, (Expected(Target("q", kind), value),), SYMBOLS)


def test_a_thin_piece_is_probed() -> None:
    points = probes(lambda x: 1 < x < 1.3, 0.01, 100, [2.0, 2.0001])
    assert any(1 < p < 1.01 for p in points)
    assert any(1.29 < p < 1.3 for p in points)
    assert any(2.0 < p < 2.0001 for p in points)
    assert 2.0 in points


@pytest.mark.parametrize(
    ("claimed", "seen", "passed"),
    [
        (1.0, 1.0, True),
        (1.0, 1.1, False),
        (np.ones(2), np.ones(3), False),
        (np.ones((2, 1)), np.ones(2), True),
    ],
    ids=["same", "other", "shape", "column"],
)
def test_agreement_is_of_value_and_size(claimed: float, seen: float, passed: bool) -> None:
    assert close(answer("1"), "x", claimed, seen).passed is passed


def test_nothing_that_is_not_a_number_agrees() -> None:
    assert not close(answer("1"), "x", float("nan"), 1.0).passed


def test_the_first_failure_is_the_finding() -> None:
    check = judged(answer("1"), "x", ["here", "there"], trials=5)
    assert (check.passed, check.finding, check.figures["failures"]) == (False, "here", 2)


def test_an_answer_that_cannot_be_read_is_refuted_and_the_rest_goes_on() -> None:
    question: Question = load_question("deep-learning-hw1/q1")

    def reading(_q: Question, given: Answer, _rng: np.random.Generator):
        yield close(given, "x", number(given, "q", {"a": 1.0}), 2.0)

    given = {"a": answer(r"\frac{"), "b": answer("2")}
    first, second = each(question, given, np.random.default_rng(0), {"a": reading, "b": reading})
    assert (first.passed, second.passed) == (False, True)
    assert "cannot be evaluated" in first.finding


def test_values_are_read_by_the_marker() -> None:
    assert number(answer(r"\frac{a}{2}"), "q", {"a": 3.0}) == 1.5
    assert holds(answer(r"0 < \eta \le 1 \text{ or } \eta > 2", "region"), "q", {"eta": 3.0})
    assert not holds(answer(r"0 < \eta \le 1", "region"), "q", {"eta": 1.5})
    found = elements(answer(r"\left\{\frac{a}{2}, -\left(a + 1\right)\right\}", "set"), "q", {"a": 4.0})
    assert sorted(found.real) == [-5, 2]


def test_the_branch_is_the_one_whose_condition_holds() -> None:
    two = answer(r"\begin{cases} \text{l} & 0 < \eta < 1 \\ \text{s} & \eta \ge 1 \end{cases}", "conditional")
    assert branch(two, "q", {"eta": 0.5}) == r"\text{l}"
    assert branch(two, "q", {"eta": 1.0}) == r"\text{s}"
    assert branch(answer(r"\text{l}", "conditional"), "q", {"eta": 9.0}) == r"\text{l}"


def test_what_is_not_claimed_is_told() -> None:
    with pytest.raises(Unreadable, match="claims nothing of 'r'"):
        number(answer("1"), "r", {})


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1 / 3, 0.33333333), (np.array([1.0, 2.0]), [1.0, 2.0]), (1j, "0+1j"), (float("inf"), "inf")],
    ids=str,
)
def test_figures_are_plain(value: complex, shown: object) -> None:
    assert plain(value) == shown
