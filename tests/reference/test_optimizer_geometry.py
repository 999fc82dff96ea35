"""The optimiser question: three limits, and experiments that refute any other."""

import numpy as np
import pytest

from harness.maths.values import evaluate_at
from harness.questions import load_question
from reference import answers, kinds, vary
from reference.deep_learning_hw1.optimizer_geometry import READINGS, degenerate

ID = "deep-learning-hw1/optimizer-geometry"


def test_every_part_is_tested_and_holds(checks_of):
    checks = checks_of("optimizer-geometry")
    assert {c.part for c in checks} == set("abc")
    assert [c.finding for c in checks if not c.passed] == []


def test_the_adaptive_limit_is_tried_under_several_readings_of_epoch(checks_of):
    tried = [c.experiment for c in checks_of("optimizer-geometry", "b")]
    assert len(tried) == len(READINGS) >= 4


def test_all_three_limits_fit_the_example_and_differ():
    question = load_question(ID)
    found = [evaluate_at(a.expected[0].value, (), {}) for a in answers(question).values()]
    assert [float(np.dot([1, 0.1, 0.01], theta)) for theta in found] == pytest.approx([1, 1, 1])
    assert len({tuple(np.round(theta, 6)) for theta in found}) == 3


WRONG = [
    ("a", r"\begin{bmatrix} 1 \\ 0 \\ 0 \end{bmatrix}"),
    ("a", r"\begin{bmatrix} 100/111 \\ 100/111 \\ 100/111 \end{bmatrix}"),
    ("a", r"\begin{bmatrix} 0.99 \\ 0.099 \\ 0.0099 \end{bmatrix}"),
    ("b", r"\begin{bmatrix} 1/3 \\ 10/3 \\ 100/3 \end{bmatrix}"),
    ("b", r"\begin{bmatrix} 10000/10101 \\ 1000/10101 \\ 100/10101 \end{bmatrix}"),
    ("c", r"\begin{bmatrix} 1/3 \\ 1/3 \\ 1/3 \end{bmatrix}"),
    ("c", r"\begin{bmatrix} 100/111 \\ 100/111 \\ 100/111 \end{bmatrix}"),
    ("c", r"\frac{10}{3}"),
    ("c", r"\begin{bmatrix} broken"),
]


@pytest.mark.parametrize(("part", "value"), WRONG, ids=[f"{p}: {v}" for p, v in WRONG])
def test_a_wrong_limit_is_refuted(checks_of, part, value):
    assert any(not c.passed for c in checks_of("optimizer-geometry", part, "theta", value))


@pytest.mark.parametrize(
    "parameters", [{"x": [1, 0], "y": 1}, {"x": [1, 2], "y": 0}, {"x": [2, -2], "y": 1}], ids=str
)
def test_degenerate_data_are_refused(parameters):
    assert degenerate(parameters)


def test_a_reshaped_question_has_another_number_of_weights():
    question = vary(load_question(ID), "reshape", 5)
    size = len(question.parameters["x"])
    assert size != 3
    assert "three weights" not in question.stem
    assert "three weights" not in question.stem_pasted
    assert np.shape(evaluate_at(answers(question)["b"].expected[0].value, (), {})) == (size,)


def test_it_varies_in_all_three_ways():
    assert set(kinds(load_question(ID))) == {"rename", "renumber", "reshape"}
