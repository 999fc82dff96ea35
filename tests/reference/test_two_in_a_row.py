"""The second homework set: waiting for patterns, and wrong answers refuted by tossing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import reference
from harness.questions import load_question
from reference.probability_basics.two_in_a_row import degenerate, experiments

QUESTION = load_question("probability-basics/two-in-a-row")
WRONG = [
    ("a", r"\frac{1}{p^2}"),
    ("a", r"\frac{2}{p}"),
    ("a", r"\frac{1}{p} + \frac{1}{1 - p}"),
    ("b", r"0 < p \le \frac{1}{2}"),
    ("b", r"\frac{1}{\sqrt{6}} \le p < 1"),
    ("c", r"\text{hh}"),
    ("c", r"\text{ht}"),
    ("c", r"\begin{cases} ht & 0 < p < \frac{1}{2} \\ hh & \frac{1}{2} \le p < 1 \end{cases}"),
]


def test_every_part_is_tested_and_holds() -> None:
    checks = reference.check(QUESTION, draws=0)
    assert {c.part for c in checks} == set("abc")
    assert all(c.passed for c in checks)


@pytest.mark.parametrize(("part", "value"), WRONG, ids=[f"{p}: {v}" for p, v in WRONG])
def test_a_wrong_answer_is_refuted(part: str, value: str) -> None:
    right = reference.answers(QUESTION)[part]
    wrong = replace(right, expected=(replace(right.expected[0], value=value),))
    checks = list(experiments(QUESTION, {part: wrong}, np.random.default_rng(2)))
    assert any(not c.passed for c in checks)


def test_two_tosses_are_too_few() -> None:
    assert degenerate({"tosses": 2})
