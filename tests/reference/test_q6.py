"""Question 6: Tikhonov regularisation on random matrices of several shapes."""

import pytest


def test_every_part_is_tested_and_holds(checks_of):
    checks = checks_of("q6")
    assert {c.part for c in checks} == set("abc")
    assert [c.finding for c in checks if not c.passed] == []


RIGHT_SIDE = r"(A^T A + \lambda I)^{-1} A^T b"
WRONG = [
    ("a", "x_star", r"(A^T W_1^T W_1 A + W_2^T W_2)^{-1} A^T W_1^T W_1 b"),
    ("a", "x_star", r"(A^T W_1 A + W_2)^{-1} (A^T W_1 b + W_2 c)"),
    ("a", "x_star", r"(A^T W_1 W_1^T A + W_2 W_2^T)^{-1} (A^T W_1 W_1^T b + W_2 W_2^T c)"),
    ("b", "C", r"C^T C = A^T A + W_2^T W_2"),
    ("b", "C", r"C^T C = A^T W_1^T W_1 A + W_2^T W_2 + I"),
    ("b", "d", r"C^T d = A^T W_1^T W_1 b + c"),
    ("b", "d", r"d^T d = b^T W_1^T W_1 b"),
    ("c", "W_1", rf"(A^T A + W_2^T W_2)^{{-1}} A^T b = {RIGHT_SIDE}"),
    ("c", "W_2", rf"(A^T W_1^T W_1 A + W_2)^{{-1}} A^T W_1^T W_1 b = {RIGHT_SIDE}"),
    ("c", "c", r"c = b"),
]


@pytest.mark.parametrize(
    ("part", "target", "value"), WRONG, ids=[f"{p}-{t}-{n}" for n, (p, t, _) in enumerate(WRONG)]
)
def test_a_wrong_answer_is_refuted(checks_of, part, target, value):
    assert any(not c.passed for c in checks_of("q6", part, target, value))
