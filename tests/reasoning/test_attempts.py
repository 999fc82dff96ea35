"""Attempts at the answer told from steps on the way."""

from __future__ import annotations

import pytest

from harness.reasoning.attempts import attempts
from harness.records import Candidate, Expected, Target

VECTOR = Expected(Target("theta", "vector", aliases=(r"\theta^*",)), r"[\frac{100}{111}, \frac{100}{111}]")
NUMBER = Expected(Target("eta", "number"), r"\frac{1}{5}")
FORMULA = Expected(Target("eta", "expression"), r"\frac{1}{\sigma^2}")


def kept(text: str, claim: str, expected: Expected = VECTOR, right: bool | None = False) -> bool:
    start = text.index(claim)
    found = Candidate(start, start + len(claim), claim, right, False, False)
    return bool(attempts([found], expected, text, "b"))


@pytest.mark.parametrize(
    ("text", "claim", "expected", "is_one"),
    [
        ("So θ = [1, 1].", "θ = [1, 1]", VECTOR, True),
        (r"So \theta^* = [1, 1].", r"\theta^* = [1, 1]", VECTOR, True),
        ("Thus the final answer: [1, 1].", "[1, 1]", VECTOR, True),
        ("So θ = θ_x + θ_perp.", "θ = θ_x + θ_perp", VECTOR, False),
        ("So θ = (a, a).", "θ = (a, a)", VECTOR, False),
        ("We start at θ = 0.", "θ = 0", VECTOR, False),
        ("The features are u = [1, 1].", "u = [1, 1]", VECTOR, False),
        ("As in part (a), θ = [1, 2].", "θ = [1, 2]", VECTOR, False),
        ("For part (b), θ = [1, 2].", "θ = [1, 2]", VECTOR, True),
        ("which is θ = [1, 2] as found in\npart (a).", "θ = [1, 2]", VECTOR, False),
        ("Then η = 3.", "η = 3", NUMBER, True),
        ("Then η = 3x.", "η = 3x", NUMBER, False),
        (r"Then η = 2/σ^2.", "η = 2/σ^2", FORMULA, True),
    ],
    ids=str,
)  # fmt: skip
def test_a_wrong_claim_is_an_attempt_only_if_it_could_be_the_answer(
    text: str, claim: str, expected: Expected, is_one: bool
) -> None:
    assert kept(text, claim, expected) is is_one


def test_a_right_claim_always_counts() -> None:
    assert kept("So [0.9009, 0.9009].", "[0.9009, 0.9009]", right=True)


def test_regions_are_left_as_they_were_marked() -> None:
    region = Expected(Target("eta", "region"), r"0 < \eta < 1")
    assert kept("need x > 3", "x > 3", region)


def test_changes_are_told_among_what_is_kept() -> None:
    text = "θ = [1, 1]. u = [5, 5]. θ = [1,1]. θ = [100/111, 100/111]. θ = [1/1.11, 1/1.11]."
    claims = ["θ = [1, 1]", "u = [5, 5]", "θ = [1,1]", "θ = [100/111, 100/111]", "θ = [1/1.11, 1/1.11]"]
    found = [
        Candidate(text.index(c), text.index(c) + len(c), c, i >= 3, False, True) for i, c in enumerate(claims)
    ]
    assert [(c.repeated, c.changed) for c in attempts(found, VECTOR, text, "b")] == [
        (False, False),
        (True, False),
        (False, True),
        (True, False),
    ]
