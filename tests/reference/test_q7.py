"""Question 7: both proofs' claims on wide, square and tall matrices."""

import pytest


def test_every_claim_is_tested_and_holds(checks_of):
    checks = checks_of("q7")
    assert {c.part for c in checks} == {"a"}
    assert [c.finding for c in checks if not c.passed] == []


WRONG = [
    ("joint_covariance", r"\begin{bmatrix} I_d & X^T \\ X & X X^T + \lambda^2 I_n \end{bmatrix}"),
    ("joint_covariance", r"\begin{bmatrix} I_d & X^T \\ X & X X^T \end{bmatrix}"),
    ("conditional_mean", r"X^T (X X^T + \lambda^2 I_n)^{-1} y"),
    ("conditional_mean", r"X^T (X X^T)^{-1} y"),
    ("push_through", r"(X^T X + \lambda I_d) X^T = X^T (X X^T + 2 \lambda I_n)"),
]


@pytest.mark.parametrize(("target", "value"), WRONG, ids=[f"{t}-{n}" for n, (t, _) in enumerate(WRONG)])
def test_a_wrong_claim_is_refuted(checks_of, target, value):
    assert any(not c.passed for c in checks_of("q7", "a", target, value))
