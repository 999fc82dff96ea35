"""Question 2: what is derived survives its experiments, and what is wrong does not."""

import numpy as np
import pytest

from reference.moments import Maps, smallest

PARTS = "abcdefghijk"


def test_every_part_is_tested_and_holds(checks_of):
    checks = checks_of("q2")
    assert {c.part for c in checks} == set(PARTS)
    assert [c.finding for c in checks if not c.passed] == []


WRONG = [
    ("a", "w_star", r"X^T (X X^T)^{-1} y + X^T y"),
    ("a", "w_prime_0", r"X^T (X X^T)^{-1} y"),
    ("b", "w_tilde_0", r"-\Sigma U^T y"),
    ("b", "w_perp0", "1"),
    ("c", "rotation", r"2 V_1^T x_i"),
    ("c", "perp_fixed", r"V_2^T x_i + V_2^T x_i / 2 - V_2^T V_2 V_2^T x_i / 2 + 1 = 0"),
    ("c", "perp", "1"),
    (
        "d",
        "w_tilde_t+1",
        r"\tilde{w}_{t+1} = \tilde{w}_t - \eta \tilde{x}_{I_t} \tilde{x}_{I_t}^T \tilde{w}_t",
    ),
    ("e", "T", r"T \ge \frac{\ln(L_0 / \epsilon)}{-\ln(1 - \rho)}"),
    ("e", "T", r"T \ge \frac{\ln(L_0 / (\delta \epsilon))}{\rho}"),
    ("f", "lower_bound", r"\sigma_n^2 \|\tilde{w}\|^2 + \|\tilde{X} \tilde{w}\|^2"),
    ("g", "A", r"-2 \eta \tilde{w}_t^T \tilde{X}^T \tilde{X} \tilde{x}_{I_t} \tilde{x}_{I_t}^T \tilde{w}_t"),
    ("g", "B", r"4 \eta^2 \tilde{w}_t^T \tilde{X}^T \tilde{X} \tilde{x}_{I_t} \tilde{x}_{I_t}^T \tilde{w}_t"),
    ("h", "c_1", r"0 < c_1 \le \frac{4 \sigma_1^2}{n}"),
    ("h", "c_1", r"0 < c_1 \le \frac{2 \sigma_n^2}{n}"),
    ("i", "c_2", r"c_2 \ge \frac{2 \sigma_1^2 \beta^2}{n}"),
    ("i", "c_2", r"c_2 \ge 4 \sigma_1^2 \beta^2"),
    ("j", "eta", r"0 < \eta \le \frac{c_1}{2 c_2}"),
    ("j", "eta", r"0 < \eta < \frac{c_2}{c_1}"),
    ("k", "X_hat", r"\begin{bmatrix} X \\ \sqrt{\lambda} V_1^T \end{bmatrix}"),
    ("k", "X_hat", r"\begin{bmatrix} X & \lambda I \end{bmatrix}"),
    ("k", "w_aug", r"X^T (X X^T)^{-1} y"),
    ("k", "plain", "sublinear"),
    ("k", "plain", "geometric"),
    ("k", "augmented", "stalls"),
    ("k", "larger_lambda", "slower"),
]


@pytest.mark.parametrize(
    ("part", "target", "value"), WRONG, ids=[f"{p}-{t}-{n}" for n, (p, t, _) in enumerate(WRONG)]
)
def test_a_wrong_answer_is_refuted(checks_of, part, target, value):
    assert any(not c.passed for c in checks_of("q2", part, target, value))


def test_the_recorded_constant_for_b_is_valid_but_loose_by_n(checks_of):
    (check,) = checks_of("q2", "i")
    assert check.figures["needed_over_bound_largest"] == pytest.approx(1.0)
    (loose,) = checks_of("q2", "i", "c_2", r"c_2 \ge 4 \sigma_1^2 \beta^2")
    assert "is refused, though" in loose.finding


def test_stacked_rows_leave_a_residual_and_new_columns_none(checks_of):
    shapes = [c for c in checks_of("q2", "k") if c.experiment.startswith("shape")]
    assert all(c.figures["residual_wide"] < 1e-18 < 0.01 < c.figures["residual_stacked_rows"] for c in shapes)


def test_halving_the_step_lowers_the_floor_of_the_plain_run_but_does_not_remove_it(checks_of):
    runs = [c for c in checks_of("q2", "k") if c.experiment.endswith("of the plain run")]
    for run in runs:
        floor, half = run.figures["plain_error_at_1600"], run.figures["plain_floor_at_half_the_step"]
        assert 1e-9 < half < floor


def test_exact_moments_agree_with_many_runs():
    rng = np.random.default_rng(3)
    rows, values = rng.normal(size=(3, 2)), rng.normal(size=3)
    maps = Maps.least_squares(rows, values, 0.02, 0.1)
    w = np.zeros((20_000, 2))
    for _ in range(12):
        k = rng.integers(3, size=len(w))
        w = np.einsum("sij,sj->si", maps.turn[k], w) + maps.shift[k]
    exact = maps.mean_squares(np.zeros(2), [0, 12])
    assert exact[0] == 0
    assert exact[1] == pytest.approx(np.mean(np.sum(w**2, axis=1)), rel=0.05)


def test_the_best_step_beats_its_neighbours():
    rows, values = np.diag([2.0, 1.0]), np.zeros(2)
    step, factor = smallest(rows, values)
    assert all(Maps.least_squares(rows, values, s * step).contraction() > factor for s in (0.9, 1.1))
