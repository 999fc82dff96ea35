"""What a right part costs: thinking and answer, wrong runs included; lengths within a part."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from reports.measured.efficiency import efficiencies
from reports.measured.material import Material, Unit, units
from reports.measured.scores import arms


@pytest.fixture(scope="module")
def unit(material: Material) -> Unit:
    return replace(units(material)[0], finish="finished", tokens_from="native", cost=None)


def run(unit: Unit, arm: str, question: int, right: bool, tokens: int, sample: int = 0) -> Unit:
    return replace(
        unit, arm=arm, rank=ord(arm), question=f"set/q{question}", status="correct" if right else "incorrect",
        thinking_tokens=tokens - 100, answer_tokens=100, sample=sample, run_key=f"{arm}{question}{sample}",
    )  # fmt: skip


def test_a_right_part_costs_thinking_and_answer_and_the_failed_tries(unit: Unit) -> None:
    rows = [run(unit, "a", q, q > 0, 1000) for q in range(6)]
    found = efficiencies(arms(rows), {})[0]
    assert found.tokens_a_right.point == pytest.approx(6000 / 5)
    assert found.tokens_a_right.low is not None
    assert found.tokens_a_right.low < 1200 < (found.tokens_a_right.high or math.inf)
    assert found.money_a_right is None


def test_an_unknown_cost_leaves_the_price_of_a_right_part_unknown(unit: Unit) -> None:
    rows = [replace(run(unit, "a", q, True, 1000), cost=0.1 if q else None) for q in range(6)]
    assert efficiencies(arms(rows), {})[0].money_a_right is None
    priced = [replace(row, cost=0.1) for row in rows]
    money = efficiencies(arms(priced), {})[0].money_a_right
    assert money is not None
    assert money.point == pytest.approx(0.1)


def test_excess_is_over_the_cheapest_right_run_of_any_arm(unit: Unit) -> None:
    rows = [run(unit, "a", q, True, 500) for q in range(3)] + [run(unit, "b", q, True, 800) for q in range(3)]
    one, two = efficiencies(arms(rows), {})
    assert (one.excess, two.excess) == (0.0, 300.0)
    assert (one.overthinking, two.overthinking) == (1.0, 0.0)
    assert two.ock == pytest.approx(100 - 10 * math.log(1.08))


def test_wrong_runs_are_held_against_right_ones_of_the_same_part(unit: Unit) -> None:
    rows = [
        run(unit, "a", q, right, 1000 * (1 + (not right)), right) for q in range(4) for right in (True, False)
    ]
    rows.append(run(unit, "a", 9, False, 90_000))
    found = efficiencies(arms(rows), {})[0].wrong_to_right
    assert found is not None
    assert (found.point, found.n_left) == (pytest.approx(2.0), 4)


def test_pass_at_k_and_pass_hat_k_have_intervals(unit: Unit) -> None:
    rows = [run(unit, "a", q, sample < 2, 900, sample) for q in range(6) for sample in range(4)]
    ks = {k: (once, always) for k, once, always in efficiencies(arms(rows), {})[0].passes}
    assert list(ks) == [1, 2]
    assert ks[2][0].point == pytest.approx(1 - 1 / 6)
    assert ks[2][1].point == pytest.approx(1 / 6)
    assert ks[2][0].low is not None
    assert ks[2][0].low < 0.8
