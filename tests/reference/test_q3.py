"""Question 3: momentum measured; the recorded slips are among the wrong answers it refutes."""

import pytest

from harness.questions import load_question
from reference import answers
from reference.deep_learning_hw1.q3 import degenerate

LOW = r"\frac{2 - \beta - 2\sqrt{1 - \beta}}{2\beta\sigma_i^2}"
HIGH = r"\frac{2 - \beta + 2\sqrt{1 - \beta}}{2\beta\sigma_i^2}"
END = r"\frac{2 - \beta}{\beta\sigma_i^2}"


def test_every_part_is_tested_and_holds(checks_of):
    checks = checks_of("q3")
    assert {c.part for c in checks} == set("abcdefg")
    assert [c.finding for c in checks if not c.passed] == []


WRONG = [
    ("a", "a_t+1", r"a_{t+1} = (1 - \beta) a_t + \beta\sigma_i^2 x_t"),
    ("a", "a_t+1", r"a_{t+1} = (1 - \beta) a_t + 2\sigma_i^2 x_t"),
    ("a", "x_t+1", r"x_{t+1} = x_t + \eta a_{t+1}"),
    ("a", "x_t+1", r"x_{t+1} = x_t - \eta a_t"),
    (
        "b",
        "R_i",
        r"\begin{bmatrix} 1-\beta & 2\beta\sigma_i^2 \\ -\eta & 1 - 2\eta\beta\sigma_i^2 \end{bmatrix}",
    ),
    (
        "b",
        "R_i",
        r"\begin{bmatrix} 1-\beta & \eta(\beta-1) \\ 2\beta\sigma_i^2 & 1-2\eta\beta\sigma_i^2 \end{bmatrix}",
    ),
    ("c", "lambda", r"\left\{1 - \beta, 1 - 2\eta\beta\sigma_i^2\right\}"),
    ("c", "distinct", rf"0 < \eta < {LOW}"),
    (
        "c",
        "distinct",
        rf"0 < \eta \le {LOW} \text{{ or }} \eta > \frac{{1.01 (2 - \beta)}}{{\beta\sigma_i^2}}",
    ),
    ("c", "complex", rf"{LOW} < \eta < {END}"),
    ("c", "complex", rf"0 < \eta < {HIGH}"),
    ("c", "repeated", rf"\left\{{{HIGH}\right\}}"),
    ("c", "repeated", rf"\left\{{{LOW}, {END}\right\}}"),
    ("d", "eta_max", LOW),
    ("d", "eta_max", END),
    ("d", "stable", "no"),
    ("e", "eta", rf"0 < \eta < {LOW}"),
    ("e", "eta", rf"0 < \eta < {END}"),
    ("e", "eta", rf"0 < \eta < {LOW} \text{{ or }} \eta > {HIGH}"),
    ("e", "eta_max", LOW),
    ("e", "eta_max", HIGH),
    ("f", "eta_sup", LOW),
    ("f", "eta_sup", END),
    ("f", "stable", "no"),
    ("g", "eta", r"\eta = 3.7974"),
    ("g", "eta", r"0.26334 \le \eta \le 9.2"),
    ("g", "eta", r"0.2 \le \eta \le 3.7973"),
    ("g", "T_momentum", "131"),
    ("g", "T_momentum", "249"),
    ("g", "T_plain", "345"),
]


@pytest.mark.parametrize(("part", "target", "value"), WRONG, ids=[f"{p}: {v}" for p, _, v in WRONG])
def test_a_wrong_answer_is_refuted(checks_of, part, target, value):
    assert any(not c.passed for c in checks_of("q3", part, target, value))


def test_the_upper_piece_of_the_real_and_stable_steps_is_not_empty(checks_of):
    (check,) = checks_of("q3", "e")
    assert min(check.figures["width of the upper piece"]) > 0
    assert set(check.series["marks"]) == {"complex from", "complex to", "unstable from"}


def test_no_weights_fit_the_data_of_the_experiment(checks_of):
    (check,) = checks_of("q3", "a")
    assert check.figures["distance of Xw* from y, at least"] > 0.01


def test_formula_and_simulation_are_both_told_and_told_apart(checks_of):
    *_, counted, simulated = checks_of("q3", "g")
    assert counted.figures["asymptotic formula, momentum, steps"] == 132
    assert counted.figures["asymptotic formula, plain, steps"] == 346
    ends = [simulated.figures[f"simulated, momentum at the {end} end, steps"] for end in ("lower", "upper")]
    assert min(ends) > 132
    assert "asymptotic formula says" in simulated.finding


def test_the_false_step_says_on_which_data_it_fails():
    (step,) = answers(load_question("deep-learning-hw1/q3"))["a"].false_steps
    assert step.expected.value == "X w^{*} = y"
    assert r"(\frac{1}{2}, \frac{1}{2})" in step.witness


def test_numbers_without_a_common_best_step_are_refused():
    unfit = {"beta": 0.9, "sigma2_max": 9, "sigma2_min": 0.01, "accuracy": 0.001}
    assert "both extremes" in degenerate(unfit)
