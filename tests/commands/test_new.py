"""``harness new``: skeletons that are clean, and that say what is missing until it is filled in."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from harness.cli import main

ROOT = Path(__file__).resolve().parents[2]
RUFF = Path(sys.executable).with_name("ruff")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_writes_both_files_and_a_package(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "my-set/first-one", "--json"]) == 0
    written = json.loads(capsys.readouterr().out)["written"]
    assert set(written) == {
        "datasets/my-set/first-one.toml",
        "reference/my_set/first_one.py",
        "reference/my_set/__init__.py",
    }
    assert all((here / file).is_file() for file in written)


def test_the_skeleton_is_clean(here: Path) -> None:
    main(["new", "my-set/first"])
    own = "lint.isort.known-first-party=['harness', 'reference']"
    for words in (("check", "--config", own), ("format", "--check")):
        subprocess.run([RUFF, *words, "--config", ROOT / "pyproject.toml", here], check=True)


def test_the_check_fails_and_says_what_to_fill_in(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", "my-set/first"])
    assert main(["reference", "my-set", "--check"]) == 1
    assert "first.py: fill in _q()" in capsys.readouterr().err
    code = here / "reference/my_set/first.py"
    text = code.read_text()
    derived = text[text.index("    raise HomeworkError") : text.index("\n\n\ndef experiments")]
    code.write_text(text.replace(derived, "    return 2 * P"))
    assert main(["reference", "my-set", "--check"]) == 1
    assert "first.py: fill in _simulated()" in capsys.readouterr().err


def test_a_filled_in_skeleton_passes_and_a_wrong_one_does_not(here: Path) -> None:
    main(["new", "my-set/first"])
    code = here / "reference/my_set/first.py"
    lines = code.read_text().splitlines()
    filled = [
        "    return 2 * P" if "fill in _q" in line else "    return p + p" if "fill in _sim" in line else line
        for line in lines
    ]
    code.write_text("\n".join(filled))
    assert main(["reference", "my-set", "--check"]) == 0
    code.write_text("\n".join(filled).replace("2 * P", "3 * P"))
    assert main(["reference", "my-set", "--check"]) == 1


def test_a_second_question_joins_the_set(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", "my-set/first"])
    package = (here / "reference/my_set/__init__.py").read_text()
    main(["new", "my-set/second"])
    assert (here / "reference/my_set/__init__.py").read_text() == package


def test_nothing_is_overwritten(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", "my-set/first"])
    (here / "reference/my_set/first.py").write_text("mine")
    (here / "datasets/my-set/first.toml").unlink()
    assert main(["new", "my-set/first"]) == 1
    assert "is there already" in capsys.readouterr().err
    assert (here / "reference/my_set/first.py").read_text() == "mine"
    assert not (here / "datasets/my-set/first.toml").exists()


@pytest.mark.parametrize(
    "name", ["one", "My/set", "a/b/c", "../x/y", "a/", "/b", "a/b.toml", "a b/c"], ids=repr
)
def test_an_unfit_name_writes_nothing(here: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", name]) == 1
    assert "small letters, digits and dashes" in capsys.readouterr().err
    assert not list(here.iterdir())


def test_a_folder_that_cannot_be_written_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "datasets").write_text("a file where the folder should be")
    assert main(["new", "my-set/first"]) == 1
    assert "cannot be written" in capsys.readouterr().err
