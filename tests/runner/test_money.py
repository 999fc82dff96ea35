"""Money: what is stated is believed from whom it may be, ceilings hold for all that is billed."""

from __future__ import annotations

import json
from typing import Any

import pytest

PRICE = "price = { input = 1.0, output = 10.0, date = '2026-11-30' }"


def _settings(bench: Any, more: str = "") -> list[str]:
    file = bench.folder / "mine.toml"
    file.write_text(f"[providers.local]\n{PRICE}\n{more}\n")
    return ["--settings", str(file), "--connections", "1"]


def _usage(**counts: Any) -> dict[str, Any]:
    return {"usage": counts}


@pytest.mark.parametrize(
    ("usage", "cost"),
    [
        ({"prompt_tokens": 14, "completion_tokens": 7, "total_tokens": 1196,
          "completion_tokens_details": {"reasoning_tokens": 1175}}, 0.011834),
        ({"prompt_tokens": 11, "completion_tokens": 8, "total_tokens": 595}, 0.005851),
        ({"prompt_tokens": 10, "completion_tokens": 0,
          "completion_tokens_details": {"reasoning_tokens": 60}}, 0.00061),
        ({"prompt_tokens": 20, "completion_tokens": 100, "total_tokens": 120,
          "completion_tokens_details": {"reasoning_tokens": 60}}, 0.00102),
        ({"input_tokens": 20, "output_tokens": 100,
          "output_tokens_details": {"reasoning_tokens": 60}}, 0.00102),
        ({"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}, None),
        (None, None),
    ],
    ids=["beside", "in the total", "thinking alone", "inside", "other names", "all zeros", "none"],
)  # fmt: skip
def test_cost_is_that_of_all_output(bench: Any, server: Any, usage: Any, cost: float | None) -> None:
    bench.bank(1)
    server.set(usage=usage)
    assert bench.run(*_settings(bench)) == 0
    assert bench.transcripts()[0].cost == (None if cost is None else pytest.approx(cost))


def test_usage_in_groqs_place_is_read(bench: Any, server: Any) -> None:
    bench.bank(1)
    server.set(usage=None, extra={"x_groq": {"usage": {"prompt_tokens": 20, "completion_tokens": 100}}})
    assert bench.run(*_settings(bench)) == 0
    assert bench.transcripts()[0].cost == pytest.approx(0.00102)


@pytest.mark.parametrize("stated", [-5.0, True, "0.1", 1e308, 10**400])
def test_a_stated_cost_that_can_be_none_is_not_taken(bench: Any, server: Any, stated: Any) -> None:
    bench.bank(1)
    server.set(usage={"prompt_tokens": 20, "completion_tokens": 100, "cost": stated})
    assert bench.run(*_settings(bench, "states_cost = true")) == 0
    assert bench.transcripts()[0].cost == pytest.approx(0.00102)


def test_a_stated_cost_is_taken_only_from_who_is_declared_to_state_it(bench: Any, server: Any) -> None:
    bench.bank(1)
    server.set(usage={"prompt_tokens": 20, "completion_tokens": 100, "cost": 0.5})
    assert bench.run(*_settings(bench), name="plain") == 0
    assert bench.run(*_settings(bench, "states_cost = true"), name="router") == 0
    assert bench.transcripts("plain")[0].cost == pytest.approx(0.00102)
    assert bench.transcripts("router")[0].cost == 0.5


def test_a_low_stated_cost_does_not_stretch_the_ceiling(bench: Any, server: Any) -> None:
    bench.bank(20)
    server.set(usage={"prompt_tokens": 0, "completion_tokens": 100_000, "cost": 0.0})
    bench.run(*_settings(bench, "states_cost = true"), "--max-cost", "5")
    assert 4 <= len(bench.lines()) <= 5


@pytest.mark.parametrize(
    "ceiling", [("--max-cost", "0.1"), ("--max-tokens", "9000")], ids=["money", "tokens"]
)
@pytest.mark.parametrize(
    "usage",
    [
        {"prompt_tokens": 14, "completion_tokens": 7, "total_tokens": 1196,
         "completion_tokens_details": {"reasoning_tokens": 1175}},
        {"prompt_tokens": 14, "completion_tokens": 7, "total_tokens": 1196},
    ],
    ids=["thinking counted beside", "thinking in the total"],
)  # fmt: skip
def test_ceilings_hold_for_thinking(bench: Any, server: Any, usage: Any, ceiling: tuple[str, str]) -> None:
    bench.bank(20)
    server.set(usage=usage)
    assert bench.run(*_settings(bench), "--reply-limit", "1200", *ceiling) == 1
    spent = [found.cost or 0.0 for found in bench.transcripts()]
    assert 5 <= len(spent) <= 8
    assert sum(spent) <= 0.1


def test_a_ceiling_holds_where_nothing_is_counted(bench: Any, server: Any) -> None:
    bench.bank(20)
    server.set(usage=None)
    words = [*_settings(bench), "--reply-limit", "1000", "--max-cost", "0.05"]
    assert bench.run(*words) == 1
    assert len(bench.lines()) == 4
    assert bench.run(*words) == 1, "a resumed run has not forgotten what nobody counted"
    assert len(bench.lines()) == 4


def test_what_failed_is_summed_in_the_report(bench: Any, server: Any) -> None:
    from harness.cli import main

    bench.bank(3)
    server.set(usage={"prompt_tokens": 20, "completion_tokens": 100}, script=["resource"] * 2)
    bench.run(*_settings(bench), "--tries", "2")
    paid = [found.cost for found in bench.transcripts()]
    assert paid == pytest.approx([0.00204, 0.00102, 0.00102])
    assert bench.transcripts()[0].error
    assert main(["grade", "run"]) == 0
    assert main(["report", "run"]) == 0
    summary = json.loads((bench.folder / "runs/run/report/summary.json").read_text())
    assert [arm["cost"] for arm in summary["arms"]] == pytest.approx([sum(paid)])
