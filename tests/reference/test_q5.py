"""Question 5: noisy inputs, with exact quadrature over the noise."""

import pytest


def test_every_part_is_tested_and_holds(checks_of):
    checks = checks_of("q5")
    assert {c.part for c in checks} == set("abcd")
    assert [c.finding for c in checks if not c.passed] == []


WRONG = [
    ("a", "lambda", r"m \sigma^2"),
    ("a", "lambda", r"\sigma"),
    ("a", "lambda", r"\frac{\sigma^2}{m}"),
    ("b", "E[w_t+1]", r"\mathbb{E}[w_{t+1}] = (1 - 2 \eta (x^2 + \sigma^2)) \mathbb{E}[w_t] + 2 \eta x y"),
    ("b", "E[w_t+1]", r"\mathbb{E}[w_{t+1}] = (1 - \eta x^2) \mathbb{E}[w_t] + \eta x y"),
    ("c", "eta", r"0 < \eta < \frac{1}{x^2 + \sigma^2}"),
    ("c", "eta", r"0 < \eta < \frac{2}{x^2}"),
    ("c", "eta", r"0 < \eta \le \frac{2}{x^2 + \sigma^2}"),
    ("c", "eta", r"0 \le \eta < \frac{2}{x^2 + \sigma^2}"),
    ("d", "w_infty", r"\frac{y}{x}"),
    ("d", "w_infty", r"\frac{x y}{x^2 + 2 \sigma^2}"),
]


@pytest.mark.parametrize(("part", "target", "value"), WRONG, ids=[f"{p}: {v}" for p, _, v in WRONG])
def test_a_wrong_answer_is_refuted(checks_of, part, target, value):
    assert any(not c.passed for c in checks_of("q5", part, target, value))


def test_the_limit_is_short_of_the_optimum_without_noise(checks_of):
    for check in checks_of("q5", "d"):
        assert abs(check.figures["seen"]) < abs(check.figures["without_noise"])
