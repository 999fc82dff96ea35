"""One or two Ctrl-C, however close together, end in 130 with everything written."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from typing import Any

import pytest


def _waiting(bench: Any, server: Any, name: str = "run") -> Any:
    """Return a run of which two questions are answered and the rest waits for the provider."""
    server.set(script=["fine", "fine", *["429"] * 100], retry_after=100)
    process = bench.start("--connections", "4", name=name)
    file = bench.folder / "runs" / name / "transcripts.jsonl"
    for _ in range(600):
        if file.exists() and file.read_bytes().count(b"\n") == 2 and server.counts()["faults"].get("429"):
            return process
        time.sleep(0.02)
    process.kill()
    raise AssertionError("the run never came to wait")


@pytest.mark.parametrize("gap", [None, 0.0, 0.001, 0.003, 0.01, 0.02, 0.05, 0.2])
def test_two_signals_at_any_distance(bench: Any, server: Any, gap: float | None) -> None:
    process = _waiting(bench, server)
    process.send_signal(signal.SIGINT)
    if gap is not None:
        time.sleep(gap)
        process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    lines = bench.lines()
    assert sum(line["error"] is None for line in lines) == 2
    assert all(line["attempts"] for line in lines)


@pytest.mark.parametrize("count", [3, 8])
def test_many_signals_change_nothing(bench: Any, server: Any, count: int) -> None:
    process = _waiting(bench, server)
    for _ in range(count):
        process.send_signal(signal.SIGINT)
        time.sleep(0.005)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in said) == (130, False)


def test_a_signal_of_another_kind_among_them(bench: Any, server: Any) -> None:
    process = _waiting(bench, server)
    process.send_signal(signal.SIGTERM)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in said) == (130, False)


@pytest.mark.parametrize("gap", [0.0, 0.002, 0.02])
def test_commands_that_ask_nobody_end_alike(bench: Any, gap: float) -> None:
    code = (
        "import sys, time; from harness import cli; from harness.commands import providers\n"
        "def slow(arguments):\n    print('here', flush=True); time.sleep(60)\n"
        "providers.run = slow; sys.exit(cli.main(['providers']))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    process.send_signal(signal.SIGINT)
    time.sleep(gap)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (130, "harness providers: stopped\n")
