"""A bound has to hold near the ends of what is declared, not only at tame points."""

from __future__ import annotations

import pytest

from harness.grading.kinds import kind
from harness.maths.parsing.scope import Scope
from harness.records import Expected, Target
from harness.symbols import declare

SCOPE = Scope({"r": declare("r", "in (0, 1)"), "a": declare("a", "positive")}, (), True)


@pytest.mark.parametrize(
    ("claim", "right"),
    [
        (r"T = \frac{1}{r}", True),
        (r"T = \frac{1}{-\ln(1-r)} + 1", True),
        (r"T = 900", False),
        (r"T = \frac{1}{1.001 r}", False),
    ],
)
def test_a_constant_is_no_bound_of_what_grows(claim: str, right: bool) -> None:
    target = Target("T", "predicate")
    decision = kind("predicate").decide(Expected(target, r"T \ge \frac{1}{-\ln(1-r)}"), claim, SCOPE)
    assert decision.equal is right
