"""Question 4: Adam's moments and weight decay."""

import pytest


def test_every_part_is_tested_and_holds(checks_of):
    checks = checks_of("q4")
    assert {c.part for c in checks} == {"a", "b"}
    assert [c.finding for c in checks if not c.passed] == []


WRONG = [
    ("a", "m_t", r"m_t = (1 - \beta_1) m_{t-1} + \beta_1 g_t"),
    ("a", "m_t", r"m_t = \beta_1 m_{t-1} + g_t"),
    ("a", "v_t", r"v_t = \beta_2 v_{t-1} + (1 - \beta_2) g_t"),
    ("a", "v_t", r"v_t = \beta_2 v_{t-1} + (1 - \beta_2)^2 g_t^2"),
    ("b", "gamma", r"\gamma = \lambda"),
    ("b", "gamma", r"\gamma = 2 \eta \lambda"),
    ("b", "gamma", r"\gamma = \lambda / \eta"),
]


@pytest.mark.parametrize(("part", "target", "value"), WRONG, ids=[v for _, _, v in WRONG])
def test_a_wrong_answer_is_refuted(checks_of, part, target, value):
    assert any(not c.passed for c in checks_of("q4", part, target, value))


def test_the_relation_solved_for_the_penalty_holds_too(checks_of):
    assert all(c.passed for c in checks_of("q4", "b", "gamma", r"\lambda = \gamma / \eta"))
