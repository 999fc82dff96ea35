"""Nothing is paid twice: resume, the shared cache, budgets, grids."""

from __future__ import annotations

import json
from typing import Any

import pytest

from harness.store import RunFolder


def test_second_run_asks_nothing(bench: Any, server: Any) -> None:
    assert bench.run() == 0
    server.set()
    assert bench.run() == 0
    assert server.counts()["asked"] == {}
    assert bench.run("--samples", "2") == 0
    assert sum(server.counts()["asked"].values()) == 8
    assert sorted(t.sample for t in bench.transcripts()) == [0] * 8 + [1] * 8


def test_another_address_is_the_same_run(bench: Any, server: Any) -> None:
    assert bench.run() == 0
    words = bench.words()
    words[words.index("--base-url") + 1] = "http://127.0.0.1:9/v1"
    from harness.cli import main

    assert main(words) == 0


def test_reuse_takes_from_other_runs(bench: Any, server: Any) -> None:
    assert bench.run(name="first") == 0
    server.set()
    assert bench.run("--reuse", "--samples", "2", name="second") == 0
    assert sum(server.counts()["asked"].values()) == 8
    origins = [t.origin.get("run") for t in bench.transcripts("second") if t.sample == 0]
    assert origins == ["first"] * 8


def test_grid_is_asked_model_by_model_side_by_side(bench: Any, server: Any) -> None:
    bench.bank(2)
    model = "local:one,local:two"
    assert bench.run("--samples", "2", "--effort", "low,high", "--style", "raw,boxed", model=model) == 0
    asked = [(t.model, t.sample, t.effort, t.conversation.style) for t in bench.transcripts()]
    assert len(asked) == len(bench.lines()) == 2 * 2 * 2 * 2 * 2
    assert len(set(asked)) == 16
    bench.bank(6)
    assert bench.run("--connections", "1", model=model, name="balanced") == 0
    assert [t.model for t in bench.transcripts("balanced")] == ["local:one", "local:two"] * 6


def test_token_budget_leaves_a_run_that_resumes(bench: Any, server: Any, capsys: Any) -> None:
    bench.bank(30)
    one = 10 + 22
    assert bench.run("--max-tokens", str(one * 12), "--reply-limit", "22", "--connections", "2") == 1
    done = len(bench.lines())
    assert 8 <= done <= 12
    assert "budget is used up: --max-tokens" in capsys.readouterr().err
    assert bench.run("--max-tokens", str(one * 12), "--reply-limit", "22") == 1
    assert len(bench.lines()) - done <= 12 - done
    assert bench.run("--reply-limit", "22") == 0
    assert len(bench.lines()) == 30


def test_cost_budget(bench: Any, server: Any, capsys: Any) -> None:
    bench.bank(30)
    (bench.folder / "harness.toml").write_text(
        '[providers.local]\nprice = { input = 1000.0, output = 1000.0, date = "2026-11-22" }\n'
    )
    assert bench.run("--max-cost", "0.4", "--reply-limit", "22", "--connections", "2") == 1
    found = bench.transcripts()
    assert found[0].cost == pytest.approx(32 * 1000 / 1e6)
    assert found[0].prices["date"] == "2026-11-22"
    assert 0.25 < sum(t.cost for t in found) <= 0.4
    assert "about 0.87 USD" in capsys.readouterr().err


def test_cost_budget_wants_a_price(bench: Any, capsys: Any) -> None:
    assert bench.run("--max-cost", "1") == 1
    assert "no price is known for local:stand-in" in capsys.readouterr().err


def test_minute_ceiling_and_connections_hold(bench: Any, server: Any) -> None:
    bench.bank(24)
    server.set(latency=0.05)
    assert bench.run("--connections", "3") == 0
    assert server.counts()["peak"] == 3


def test_concurrency_finds_the_providers_limit(bench: Any, server: Any) -> None:
    bench.bank(300)
    server.set(latency=0.02, limit=12)
    assert bench.run() == 0
    counts = server.counts()
    assert counts["peak"] > 8
    assert counts["faults"].get("429", 0) < 60
    assert set(counts["answered"].values()) == {1}


def test_two_processes_on_one_run(bench: Any, server: Any, capsys: Any) -> None:
    with RunFolder(bench.folder / "runs" / "run").writer():
        assert bench.run() == 1
    assert "is writing to this run" in capsys.readouterr().err
    assert server.counts()["asked"] == {}


def test_json_events(bench: Any, server: Any, capsys: Any) -> None:
    server.set(script=["500"])
    assert bench.run("--json") == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    kinds = [event["event"] for event in events]
    assert kinds.count("retry") == 1
    assert kinds.count("done") == 8
    assert (kinds[-1], events[-1]["done"]) == ("finished", 8)


def test_a_money_budget_is_not_overdrawn(bench: Any, server: Any, capsys: Any) -> None:
    bench.bank(40)
    (bench.folder / "harness.toml").write_text(
        "[providers.local]\nprice = { input = 1000.0, output = 1000.0 }\n"
    )
    words = ["--max-cost", "0.5", "--reply-limit", "22", "--connections", "4"]
    assert bench.run(*words) == 1
    said = capsys.readouterr().err
    assert "the budget is used up: --max-cost 0.5 (" in said
    assert "one more may cost" in said
    assert 0.4 < sum(t.cost or 0.0 for t in bench.transcripts()) <= 0.5
    assert bench.run(*words) == 1
    assert sum(t.cost or 0.0 for t in bench.transcripts()) <= 0.5
