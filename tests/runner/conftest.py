"""A harness to run against the stand-in endpoint, for the tests of this folder."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from harness.cli import main
from harness.records import Transcript
from harness.store import RunFolder

KEY = 'sk-planted-"1234567890/abc'
"""A key with characters that JSON and URLs write differently."""


@dataclass
class Bench:
    """A folder with a bank, and the harness run on it."""

    folder: Path
    server: Any
    stand_in: Any

    def bank(self, count: int) -> None:
        """Write a bank of ``count`` questions."""
        (self.folder / "bank.jsonl").write_text(self.stand_in.bank(count))

    def words(self, *more: str, name: str = "run", model: str = "local:stand-in") -> list[str]:
        """Return the command line of a run."""
        where = ["--base-url", self.server.url] if model.startswith("local") else []
        quick = ["--backoff", "0.01", "--idle-limit", "0.5", "--deadline", "20"]
        return ["run", "bank.jsonl", "--model", model, "--name", name, *where, *quick, *more]

    def run(self, *more: str, **named: str) -> int:
        """Run in this process and return the exit status."""
        return main(self.words(*more, **named))

    def start(self, *more: str, limit: int = 0, **named: str) -> subprocess.Popen[str]:
        """Start a run in a process of its own, where no file may grow beyond ``limit`` bytes."""
        words = [sys.executable, "-m", "harness", *self.words(*more, **named)]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        return subprocess.Popen(
            words,
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))) if limit else None,
        )

    def transcripts(self, name: str = "run") -> list[Transcript]:
        """Return the run's transcripts."""
        return list(RunFolder(self.folder / "runs" / name).transcripts())

    def lines(self, name: str = "run") -> list[Any]:
        """Return every line of the run's transcripts as JSON."""
        text = (self.folder / "runs" / name / "transcripts.jsonl").read_text("ascii")
        return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def bench(tmp_path: Path, server: Any, stand_in: Any, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """An empty folder to work in, and a key."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOCAL_API_KEY", KEY)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = Bench(tmp_path, server, stand_in)
    made.bank(8)
    return made


Run = Callable[..., int]
