"""How fast: slots that adapt, ceilings in any stretch of time, prices by the hour, keys of a plan."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from harness import providers
from harness.adapters import Request
from harness.providers import Price
from harness.records import Conversation, Turn, Usage
from harness.runner import Budget, run_key
from harness.runner.budget import cost
from harness.runner.pace import Pace, Window

ASKED = Conversation("bank/one", (Turn("What?", ("a",)),))


def rounds(pace: Pace, objections: int, answers: int = 100) -> None:
    for number in range(answers):
        pace.answered(number < objections)


def test_clean_rounds_grow_and_objections_shrink() -> None:
    pace = Pace(4, 64)
    rounds(pace, 0, 4)
    assert pace.limit == 8
    rounds(pace, 4, 8)
    assert 5 < pace.limit < 6
    rounds(pace, 0, 5)
    assert 6 < pace.limit < 7
    rounds(pace, 0, 10_000)
    assert pace.limit == 64


def test_slots_are_free_up_to_the_limit_and_too_many_when_it_shrinks() -> None:
    pace = Pace(4, 64)
    for _ in range(4):
        assert pace.room()
        pace.enter()
    assert not pace.room()
    assert not pace.crowded()
    rounds(pace, 4, 4)
    assert pace.crowded()
    pace.leave()
    pace.leave()
    assert not pace.crowded()
    assert not pace.room()
    pace.leave()
    assert pace.room()


def test_few_objections_hold_the_pace() -> None:
    pace = Pace(100, 1000)
    rounds(pace, 5, 100)
    assert pace.limit == 100


def test_fixed_pace_stays() -> None:
    pace = Pace(7, 7, fixed=True)
    rounds(pace, 100)
    assert pace.limit == 7


def test_window_holds_in_every_stretch() -> None:
    async def sent() -> list[float]:
        window, times = Window(5, period=0.2), []
        for _ in range(14):
            await window.take()
            times.append(asyncio.get_running_loop().time())
        return times

    times = asyncio.run(sent())
    assert all(late - early >= 0.19 for early, late in zip(times, times[5:]))
    assert all(early <= late for early, late in pairwise(times))


def test_more_than_the_ceiling_still_goes_alone() -> None:
    async def go() -> None:
        window = Window(10, period=0.05)
        await window.take(100)
        await window.take(100)

    asyncio.run(go())


@pytest.mark.parametrize(("hour", "factor"), [(21, 1.0), (22, 2.0), (1, 2.0), (2, 1.0)])
def test_peak_hours_may_cross_midnight(hour: int, factor: float) -> None:
    price = Price(1.0, 2.0, peak_factor=2.0, peak_hours=((22, 2),))
    assert price.factor(datetime(2026, 11, 25, hour, tzinfo=UTC)) == factor


@pytest.mark.parametrize(
    ("hour", "day", "factor"), [(2, 23, 2.0), (5, 23, 1.0), (9, 23, 2.0), (10, 23, 1.0), (2, 22, 1.0)]
)
def test_deepseek_costs_double_at_peak(hour: int, day: int, factor: float) -> None:
    price = providers.get("deepseek").rules_for("deepseek-flash").price
    assert price is not None
    when = datetime(2026, 11, day, hour, tzinfo=UTC)
    usage = Usage(prompt_tokens=1_000_000, completion_tokens=1_000_000, cached_tokens=500_000)
    assert cost(usage, price, when) == pytest.approx(factor * (0.075 + 0.0015 + 0.60))


def test_cost_is_unknown_without_price_or_tokens() -> None:
    now = datetime.now(UTC)
    assert cost(Usage(prompt_tokens=1), None, now) is None
    assert cost(Usage(), Price(1, 1), now) is None


def test_budget_counts_what_is_in_flight() -> None:
    budget = Budget(max_cost=1.0)
    assert budget.allows(0, 0.6)
    budget.reserve(0, 0.6)
    assert not budget.allows(0, 0.6)
    budget.settle(0, 0.6, 0, 0.1)
    assert budget.allows(0, 0.6)


@pytest.mark.parametrize(
    "other",
    [
        {"sample": 1},
        {"effort": "low"},
        {"thinking": False},
        {"reply_limit": 9},
        {"sampling": {"temperature": 1.0}},
        {"extra": {"seed": 1}},
    ],
    ids=str,
)
def test_run_key_holds_what_is_asked_for(other: dict[str, object]) -> None:
    plain = Request()
    assert run_key(ASKED, "local:x", replace(plain, **other)) != run_key(ASKED, "local:x", plain)  # type: ignore[arg-type]


def test_run_key_leaves_out_how_long_to_wait() -> None:
    patient = Request(deadline=9.0, idle_limit=1.0, stream=False)
    assert run_key(ASKED, "local:x", patient) == run_key(ASKED, "local:x", Request())
    assert run_key(ASKED, "local:y", patient) != run_key(ASKED, "local:x", patient)
