"""kill -9 while a run is marked or reported: the next time it is whole, and what was there stays readable."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from harness.cli import main

pytestmark = pytest.mark.slow
WORDS = [sys.executable, "-m", "harness"]
ENV = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run of 300 answers, in the working folder."""
    monkeypatch.chdir(tmp_path)
    lines = (
        json.dumps({"id": f"q{n}", "question": f"What is {n} + 1?", "answer": str(n + 1)}) for n in range(300)
    )
    Path("bank.jsonl").write_text("\n".join(lines) + "\n")
    assert main(["run", "bank.jsonl", "--model", "oracle:mistakes=0.2,seed=1", "--name", "run"]) == 0
    return tmp_path / "runs/run"


def killed(words: list[str], seconds: float) -> None:
    process = subprocess.Popen(
        [*WORDS, *words], env=ENV, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(seconds)
    process.kill()
    process.wait()


def taken(words: list[str]) -> float:
    began = time.monotonic()
    subprocess.run([*WORDS, *words], env=ENV, stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - began


def test_kills_while_marking(run: Path) -> None:
    whole = taken(["grade", "run"])
    before = (run / "verdicts.jsonl").read_bytes()
    dice = random.Random(3)
    for _ in range(6):
        (run / "verdicts.jsonl").unlink(missing_ok=True)
        killed(["grade", "run"], dice.uniform(0.3, 1.0) * whole)
        assert not (run / "verdicts.jsonl").exists() or (run / "verdicts.jsonl").read_bytes() == before
        assert main(["grade", "run"]) == 0
        assert (run / "verdicts.jsonl").read_bytes() == before
    assert not list(run.glob("*.unfinished"))


def test_kills_while_reporting(run: Path) -> None:
    assert main(["grade", "run"]) == 0
    whole = taken(["report", "run"])
    before = (run / "report/summary.json").read_bytes()
    dice = random.Random(4)
    for _ in range(4):
        killed(["report", "run"], dice.uniform(0.3, 1.0) * whole)
        assert main(["report", "run"]) == 0
        assert (run / "report/summary.json").read_bytes() == before
        assert b"</html>" in (run / "report/index.html").read_bytes()[-200:]
