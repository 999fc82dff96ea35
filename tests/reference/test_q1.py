"""Question 1: what the recurrences say, and every wrong answer refuted by them."""

import pytest

from harness.questions import load_question
from reference import answers


def test_every_part_is_tested_and_holds(checks_of):
    checks = checks_of("q1")
    assert {c.part for c in checks} == set("abcdefg")
    assert [c.finding for c in checks if not c.passed] == []


ALWAYS_LARGE = r"\text{l}"
ONE_SIDED = (
    r"\begin{cases} l & 0 < \eta < \frac{1}{2\sigma_l^2} \\ s & \eta \ge \frac{1}{2\sigma_l^2} \end{cases}"
)
WRONG = [
    ("a", "eta", r"0 < \eta < \frac{2}{\sigma^2}"),
    ("a", "eta", r"0 < \eta < \frac{1}{2\sigma^2}"),
    ("a", "eta", r"0 < \eta \le \frac{1}{\sigma^2}"),
    ("a", "eta", r"0 < \eta < \frac{1.001}{\sigma^2}"),
    ("b", "t", r"\frac{\ln \epsilon}{\ln(1 - 2\eta\sigma^2)}"),
    ("b", "t", r"\frac{\ln(1/\epsilon)}{\ln|1 - 2\eta\sigma^2|}"),
    ("b", "t", r"\frac{\ln \epsilon}{\ln|1 - \eta\sigma^2|}"),
    ("b", "t", r"\frac{\ln \epsilon}{\ln|1 - 2\eta\sigma^2|} + 1"),
    ("c", "eta", r"0 < \eta < \frac{1}{\sigma_s^2}"),
    ("c", "eta", r"0 < \eta < \frac{1}{\sigma_l^2 + \sigma_s^2}"),
    ("c", "eta", r"0 < \eta \le \frac{1}{\sigma_l^2}"),
    ("c", "limiting", "s"),
    ("d", "faster", ALWAYS_LARGE),
    ("d", "faster", r"\text{s}"),
    ("d", "faster", ONE_SIDED),
    ("e", "eta_star", r"\frac{1}{2\sigma_l^2}"),
    ("e", "eta_star", r"\frac{2}{\sigma_l^2 + \sigma_s^2}"),
    ("e", "rho", r"\frac{\sigma_l - \sigma_s}{\sigma_l + \sigma_s}"),
    ("f", "range", "changed"),
    ("f", "best", "changed"),
    ("f", "largest at an end", r"|1 - 2\eta\sigma_l^2|\eta"),
    ("f", "best of two", r"\frac{1}{2\sigma_l^2}"),
    ("g", "rotation", "V w"),
    ("g", "stable", r"0 < \eta < \frac{2}{\sigma_{\max}^2}"),
    ("g", "stable", r"0 < \eta < \frac{1}{\sigma_{\min}^2}"),
    ("g", "best", r"\frac{1}{\sigma_{\max}^2}"),
    ("g", "best", r"\frac{2}{\sigma_{\max}^2 + \sigma_{\min}^2}"),
    ("g", "factor", r"1 - \eta\sigma_i^2"),
]


@pytest.mark.parametrize(("part", "target", "value"), WRONG, ids=[f"{p}: {v}" for p, _, v in WRONG])
def test_a_wrong_answer_is_refuted(checks_of, part, target, value):
    assert any(not c.passed for c in checks_of("q1", part, target, value))


def test_the_refuted_claim_that_large_is_always_faster_shows_where_it_fails(checks_of):
    (check,) = checks_of("q1", "d", "faster", ALWAYS_LARGE)
    assert "at η = " in check.finding
    curves = check.series["lines"]
    assert set(curves) == {"large coordinate", "small coordinate"}
    assert curves["large coordinate"][-1] > curves["small coordinate"][-1]
    assert curves["large coordinate"][0] < curves["small coordinate"][0]


def test_the_monotone_step_is_false_and_its_witness_shows_a_fall_and_a_rise():
    (step,) = answers(load_question("deep-learning-hw1/q1"))["f"].false_steps
    assert step.name == "monotone"
    assert step.witness.count(r"\frac{4}{5}") == 2
