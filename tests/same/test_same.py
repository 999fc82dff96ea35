"""`make same` tells a changed verdict from an unchanged one, and says what changed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SAME = Path(__file__).with_name("same.py")
SOURCE = "holdout-homework"


def run(file: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SAME), "--source", SOURCE, "--against", str(file), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is stored of one source."""
    file = tmp_path_factory.mktemp("same") / "verdicts.txt"
    assert run(file, "--write").returncode == 0
    return file.read_text("ascii")


def stored(folder: Path, text: str) -> Path:
    file = folder / "verdicts.txt"
    file.write_text(text, "ascii")
    return file


def test_an_unchanged_marker_is_the_same(tmp_path: Path, text: str) -> None:
    assert run(stored(tmp_path, text)).returncode == 0


def test_a_changed_verdict_fails_and_is_not_accepted_without_a_new_version(tmp_path: Path, text: str) -> None:
    line = next(line for line in text.splitlines() if line.endswith(" correct"))
    key, digest, _ = line.split()
    file = stored(tmp_path, text.replace(line, f"{key} {digest[::-1]} incorrect"))
    found = run(file, "--write")
    assert found.returncode == 1
    assert f"{SOURCE}: incorrect -> correct" in found.stdout
    assert f"{key} {SOURCE}  incorrect -> correct" in found.stdout
    assert "MARKER_VERSION must not stay" in found.stdout
    assert digest[::-1] in file.read_text("ascii")


def test_a_new_version_may_change_verdicts_and_says_which(tmp_path: Path, text: str) -> None:
    key, digest, status = text.splitlines()[1].split()
    heading, rest = text.split("\n", 1)
    older = f"released 0.1 {heading.split(' ', 2)[2]}\n" + rest.replace(digest, digest[::-1], 1)
    file = stored(tmp_path, older)
    assert "1 differ" in run(file).stdout
    assert run(file).returncode == 1
    assert run(file, "--write").returncode == 0
    assert f"{key} {digest} {status}" in file.read_text("ascii")
    assert run(file).returncode == 0
