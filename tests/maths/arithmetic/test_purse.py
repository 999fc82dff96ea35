"""Evaluations that share a purse stop together, however many points, sizes and digits are tried."""

from __future__ import annotations

import pytest

from harness.maths.arithmetic.evaluate import Purse, evaluate
from harness.maths.arithmetic.precise import Precise
from harness.maths.parsing.parser import parse
from harness.maths.tree.expr import TooMuch

SUM = parse("1 + 2 + 3 + 4")


def test_steps_of_several_evaluations_are_counted_together() -> None:
    with Purse(12) as purse:
        evaluate(SUM, Precise({}, 30))
        evaluate(SUM, Precise({}, 30))
        assert purse.left == 2
        with pytest.raises(TooMuch):
            evaluate(SUM, Precise({}, 30))
        assert purse.left < 0


def test_what_is_kept_for_others_has_a_purse_of_its_own() -> None:
    with Purse(6) as purse:
        with Purse(100):
            evaluate(SUM, Precise({}, 30))
        evaluate(SUM, Precise({}, 30))
        assert purse.left == 1


def test_without_a_purse_each_evaluation_has_its_own_bound_only() -> None:
    for _ in range(3):
        assert evaluate(SUM, Precise({}, 30)) == 10
