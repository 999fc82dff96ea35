"""Through every fault: each question answered exactly once, few requests wasted, nothing hangs."""

from __future__ import annotations

import random
import re
import signal
import time
from pathlib import Path
from typing import Any

import pytest

MIX = {"429": 0.05, "500": 0.02, "cut": 0.01, "stall": 0.01, "cutjson": 0.01, "empty200": 0.01}


def test_all_faults_at_once(bench: Any, server: Any) -> None:
    count = 400
    bench.bank(count)
    server.set(rates=MIX, seed=3, latency=0.005, retry_after=0.05)
    began = time.monotonic()
    assert bench.run("--connections", "32") == 0
    assert time.monotonic() - began < 20
    counts = server.counts()
    assert len(bench.lines()) == count
    assert all(t.error is None and len(t.replies) == 1 for t in bench.transcripts())
    assert set(counts["answered"].values()) == {1}
    assert sum(counts["asked"].values()) == count + sum(counts["faults"].values())
    print(f"{sum(counts['asked'].values()) / count:.3f} requests a question")
    assert sum(counts["asked"].values()) <= 1.15 * count


def test_every_try_is_recorded(bench: Any, server: Any) -> None:
    bench.bank(1)
    server.set(script=["429", "500", "cut", "unfinished"])
    assert bench.run() == 0
    (found,) = bench.transcripts()
    assert [a.error and a.error.split(":")[0] for a in found.attempts] == [
        "rate_limited",
        "unreachable",
        "unreachable",
        "bad_reply",
        None,
    ]
    assert [a.status for a in found.attempts] == [429, 500, None, None, 200]
    assert found.settings["base_url"] == server.url


def test_tries_end(bench: Any, server: Any, capsys: pytest.CaptureFixture[str]) -> None:
    bench.bank(1)
    server.set(rates={"500": 1.0})
    assert bench.run("--tries", "3") == 1
    (found,) = bench.transcripts()
    assert len(found.attempts) == 3
    assert found.error == "unreachable: local:stand-in: HTTP 500: something broke"
    assert "the same command asks only those" in capsys.readouterr().err


@pytest.mark.parametrize("fault", ["401", "402", "quota", "404"])
def test_what_cannot_be_cured_stops_the_rest(bench: Any, server: Any, fault: str) -> None:
    bench.bank(100)
    server.set(rates={fault: 1.0})
    assert bench.run("--connections", "2") == 1
    assert sum(server.counts()["asked"].values()) <= 4
    server.set()
    assert bench.run("--connections", "16") == 0
    assert sum(server.counts()["asked"].values()) == 100


def test_all_refused_one_by_one_stops_too(bench: Any, server: Any) -> None:
    bench.bank(60)
    server.set(rates={"400": 1.0})
    assert bench.run("--connections", "2") == 1
    assert sum(server.counts()["asked"].values()) <= 8


def test_nobody_there_is_said_soon(bench: Any, capsys: pytest.CaptureFixture[str]) -> None:
    words = bench.words("--connections", "2")
    words[words.index("--base-url") + 1] = "http://127.0.0.1:9/v1"
    from harness.cli import main

    assert main(words) == 1
    assert "cannot connect to http://127.0.0.1:9/v1" in capsys.readouterr().err


def _killed_and_resumed(bench: Any, server: Any, times: int, count: int, seed: int) -> None:
    """Kill a run at random moments, resume it each time, and look that nothing was lost or doubled."""
    bench.bank(count)
    server.set(latency=0.1, spread=0.02)
    dice = random.Random(seed)
    for _ in range(times):
        before = sum(server.counts()["asked"].values())
        going = bench.start("--connections", "8")
        while sum(server.counts()["asked"].values()) == before:
            assert going.poll() is None, "it ended before it was killed: ask more questions"
            time.sleep(0.05)
        time.sleep(dice.random() * 0.5)
        going.send_signal(signal.SIGKILL)
        going.communicate()
    going = bench.start("--connections", "8")
    _, said = going.communicate(timeout=100)
    assert going.returncode == 0, said
    keys = [line["run_key"] for line in bench.lines()]
    assert len(keys) == len(set(keys)) == count
    counts = server.counts()
    assert len(counts["answered"]) == count
    again, extra = (sum(counts[name].values()) - count for name in ("asked", "answered"))
    print(f"{times} kills with 8 in flight: {again} asked again, {extra} of {count} answered twice")
    assert 0 < again <= 8 * times
    assert extra <= again


def test_kill_at_random_moments(bench: Any, server: Any) -> None:
    _killed_and_resumed(bench, server, times=2, count=200, seed=1)


@pytest.mark.slow
def test_kill_at_twenty_random_moments(bench: Any, server: Any) -> None:
    _killed_and_resumed(bench, server, times=20, count=2000, seed=2)


def test_failed_conversation_keeps_its_finished_turns(bench: Any, server: Any) -> None:
    from harness.cli import main

    words = bench.words("--tries", "1")
    words[1] = "deep-learning-hw1/optimizer-geometry"
    server.set(script=[None, "500"])
    assert main(words) == 1
    (failed,) = bench.transcripts()
    assert len(failed.replies) == 1
    server.set()
    assert main(words) == 0
    (found,) = bench.transcripts()
    assert found.replies[0] == failed.replies[0]
    assert len(found.replies) == len(found.conversation.turns)
    assert sum(server.counts()["asked"].values()) == len(found.conversation.turns) - 1
    assert [a.error is None for a in found.attempts] == [True, False] + [True] * (len(found.replies) - 1)


def test_full_disk_keeps_what_was_paid_for(bench: Any, server: Any) -> None:
    bench.bank(60)
    server.set(words=100)
    going = bench.start("--connections", "4", limit=20_000)
    _, said = going.communicate(timeout=60)
    assert going.returncode == 1
    (kept,) = re.findall(r"kept in (\S+\.jsonl)", said)
    lines = (bench.folder / "runs/run/transcripts.jsonl").read_text()
    rescued = Path(kept).read_text()
    Path(kept).unlink()
    answered = sum(server.counts()["answered"].values())
    assert lines.endswith("\n")
    assert len((lines + rescued).splitlines()) == answered < 60
    (bench.folder / "runs/run/transcripts.jsonl").write_text(lines + rescued)
    assert bench.run() == 0
    assert sum(server.counts()["asked"].values()) == 60


@pytest.mark.parametrize(
    "presses", [1, 2], ids=["the first finishes what is in flight", "the second stops at once"]
)
def test_ctrl_c(bench: Any, server: Any, presses: int) -> None:
    bench.bank(40)
    server.set(latency=0.1, spread=2.5)
    going = bench.start("--connections", "4", "--idle-limit", "9")
    while server.counts()["live"] < 4:
        time.sleep(0.02)
    time.sleep(0.3)
    for _ in range(presses):
        going.send_signal(signal.SIGINT)
        time.sleep(0.2)
    began = time.monotonic()
    _, said = going.communicate(timeout=30)
    assert going.returncode == 130, said
    lines = (bench.folder / "runs/run/transcripts.jsonl").read_text().splitlines()
    assert (len(lines) == 4) is (presses == 1)
    assert (time.monotonic() - began < 2) is (presses == 2)
    assert f"{36 + 4 * (presses == 2)} of the replies are missing" in said
    server.set()
    assert bench.run("--connections", "8") == 0
    assert sum(server.counts()["asked"].values()) == 40 - 4 * (presses == 1)
