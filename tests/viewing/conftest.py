"""A marked sheet of 35 parts, brought in as a person would, and the real server over its folder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.browser import chromium

PARTS = 35


def sheet() -> str:
    """Return the text of a marked write-up: five questions of seven parts, answers in plain words."""
    lines = ["--- Page 1 ---", "Solutions of a Model to Sheet 4", "A. Student"]
    for question in range(1, 6):
        lines += [f"Question {question}", f"Let a_{question} be a sequence of positive numbers."]
        for part in "abcdefg":
            lines += [
                f"({part}) Property {part}",
                f"The claim of part {part} holds because the sequence number {question} is bounded.",
                "It follows that every term is smaller than the bound.",
                "Evaluation: Correct. The argument is the usual one.",
            ]
    return "\n".join(lines) + "\n"


def harness(*words: str) -> str:
    """Run a command of the harness and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "harness", *words], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """A folder with the imported and marked sheet."""
    (tmp_path / "sheet.txt").write_text(sheet(), "utf-8")
    place = ["--runs", str(tmp_path / "runs")]
    harness("import", str(tmp_path / "sheet.txt"), "--format", "graded-homework", "--name", "sheet",
            "--question", "my-set/q{n}", "--by", "the TA", *place)  # fmt: skip
    harness("grade", "sheet", *place)
    return tmp_path / "runs"


class Served:
    """A running ``harness view``."""

    def __init__(self, runs: Path, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "harness", "view", "--runs", str(runs), "--json", *words],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        self.address: str = json.loads(self.process.stdout.readline())["address"]

    def kill(self) -> None:
        """Kill it with no time to say goodbye."""
        if self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGKILL)
            self.process.wait()


@contextmanager
def served(runs: Path, *words: str) -> Iterator[Served]:
    """Serve a folder of runs."""
    found = Served(runs, *words)
    try:
        yield found
    finally:
        found.kill()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A real browser; it goes with the module, as its loop would stand in the way of the next one's."""
    with chromium() as found:
        yield found


class Watched:
    """A page with all that went wrong on it."""

    def __init__(self, browser: Any, **more: Any) -> None:
        self.page = browser.new_page(viewport={"width": more.pop("width", 1280), "height": 900}, **more)
        self.errors: list[str] = []
        self.page.on("console", lambda said: said.type == "error" and self.errors.append(said.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
