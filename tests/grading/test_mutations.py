"""Equal rewrites of a true answer pass and near misses fail: reference answers, golds, grown formulas."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from mutants import POSITIVE, every_answer, of_answer, of_tree

from harness.grading import verify
from harness.records import Answer

ANSWERS = {f"{a.question}/{a.part}": a for a in every_answer()}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_mutants_of_a_reference_answer(answer: Answer) -> None:
    wrong = [
        (m.change, m.response[-200:], verdict.status, verdict.reason)
        for m in of_answer(answer)
        if (verdict := m.verdict()).correct is not m.right
    ]
    assert not wrong


def test_there_are_hundreds_of_mutants() -> None:
    sides = [m.right for answer in ANSWERS.values() for m in of_answer(answer)]
    assert sum(sides) > 500
    assert len(sides) - sum(sides) > 300


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_grown_formulas(seed: int) -> None:
    found = of_tree(random.Random(seed))
    assume(found is not None)
    gold, reply, right = found
    verdict = verify(gold, f"${reply}$", symbols=POSITIVE)
    assert verdict.status in (("correct",) if right else ("incorrect", "unsupported")), (gold, reply, verdict)
