"""The claims along a thinking."""

from __future__ import annotations

import time

from harness.grading import candidates
from harness.records import Answer, Expected, Target
from harness.symbols import declare

THETA = Expected(
    Target("theta", "vector", aliases=("\\theta^*",)),
    r"\left[\tfrac{100}{111}, \tfrac{100}{111}, \tfrac{100}{111}\right]^\top",
)
ANSWER = Answer("set/q", "b", "vector", "", (THETA,), (declare("alpha", "positive"),))
THINKING = """We start at zero. The update adds a multiple of [1, 1, 1], so θ = (a, a, a).
First I thought θ = [1, 0.1, 0.01]^T, but that is the plain case.
The plane is 1.11a = 1, so a = 1/1.11. So then the convergent point for the adaptive method is θ =
 [1/1.11, 1/1.11, 1/1.11]. But wait: θ = [1, 1, 1]? No, it must satisfy the equation.
So the answer is θ = (a, a, a) = [100/111, 100/111, 100/111].
"""


def test_each_claim_is_marked_in_order() -> None:
    found = candidates(ANSWER, THINKING)
    assert [c.right for c in found] == [None, False, True, True]
    assert [c.repeated for c in found] == [False, False, False, True]
    assert [c.changed for c in found] == [False, True, True, False]


def test_offsets_are_those_of_the_thinking() -> None:
    assert all(THINKING[c.start : c.end] == c.text for c in candidates(ANSWER, THINKING))


def test_a_name_defined_before_is_put_in() -> None:
    found = candidates(ANSWER, "So a = 1/1.11. Hence θ = (a, a, a).")
    assert [c.right for c in found] == [True]


def test_nothing_is_found_in_nothing() -> None:
    assert candidates(ANSWER, "") == []
    assert candidates(ANSWER, "Let me think about the loss.") == []


def test_the_work_grows_with_the_length_only() -> None:
    def seconds(text: str) -> float:
        begun = time.perf_counter()
        candidates(ANSWER, text)
        return time.perf_counter() - begun

    seconds(THINKING)
    short, long = seconds(THINKING * 20), seconds(THINKING * 100)
    assert long < 20 * short
