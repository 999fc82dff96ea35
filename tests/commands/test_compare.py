"""``harness compare``: two runs on the disk, flips, and exit statuses a CI can use."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from harness.cli import main


def by_hand() -> Any:
    """Return the module that makes runs by hand for the report's tests."""
    source = Path(__file__).parents[1] / "reports" / "conftest.py"
    spec = importlib.util.spec_from_file_location("by_hand", source)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made, folder = by_hand(), tmp_path_factory.mktemp("runs")
    material = made.make()
    made.save(material, folder)
    worse = {
        key: replace(v, status="incorrect") if v.part == "a" and v.model == "deep:thinker" else v
        for key, v in material.verdicts.items()
    }
    later = tuple(replace(t, finished="2026-11-21T08:00:00Z") for t in material.transcripts)
    made.save(replace(material, name="after", verdicts=worse, transcripts=later), folder)
    return folder


def test_flips_are_told_with_both_answers(
    runs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", "by-hand", "after", "--runs", str(runs), "--out", str(tmp_path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    flips = found["pairs"][0]["flips"]
    assert [(flip["question"], flip["part"], flip["better"]) for flip in flips] == [
        ("calculus/steps-1", "a", False),
        ("calculus/steps-2", "a", False),
    ]
    page = (tmp_path / "index.html").read_text("utf-8")
    assert page.count('class="side"') == 4
    assert (tmp_path / "flips.csv").exists()


@pytest.mark.parametrize(
    ("gate", "status"),
    [("score < -2pp", 0), ("score < +500pp", 3), ("tokens > +10%", 0)],
    ids=["not supported", "supported", "no change"],
)
def test_the_exit_status_follows_the_interval(runs: Path, tmp_path: Path, gate: str, status: int) -> None:
    words = ["compare", "by-hand", "after", "--runs", str(runs), "--out", str(tmp_path), "--fail-if", gate]
    assert main(words) == status


def test_a_gate_that_cannot_be_read_is_an_error_before_any_work(
    runs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", "by-hand", "after", "--runs", str(runs), "--fail-if", "vibes > 3"]) == 1
    assert "write it like" in capsys.readouterr().err


def test_history_follows_a_model_over_dated_runs(
    runs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["history", str(runs), "--json", "--out", str(tmp_path)]) == 0
    rows = json.loads(capsys.readouterr().out)
    mine = [(row["date"][:10], row["correct"]) for row in rows if row["arm"] == "deep:thinker"]
    assert mine == [("2026-11-20", 7), ("2026-11-21", 3)]
    assert (tmp_path / "index.html").exists()
    assert (tmp_path / "figures" / "history-score.svg").exists()


def test_frames_are_saved_for_a_notebook(
    runs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["frames", "by-hand", "--runs", str(runs), "--out", str(tmp_path), "--format", "csv", "--json"]
    assert main(words) == 0
    assert json.loads(capsys.readouterr().out)["scores"]["rows"] == 16
    assert {path.name for path in tmp_path.iterdir()} == {
        f"{n}.csv" for n in ("scores", "transcripts", "verdicts", "profiles")
    }


def test_runs_that_nobody_marked_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("marked", "not-yet"):
        assert main(["run", "probability-basics", "--model", "oracle", "--name", name]) == 0
    assert main(["history"]) == 1
    assert "Not marked yet, so not shown: marked, not-yet." in capsys.readouterr().err
    assert main(["grade", "marked", "--quiet"]) == 0
    assert main(["history", "--out", "page"]) == 0
    assert "Not marked yet, so not shown: not-yet." in capsys.readouterr().out
    assert "not shown: not-yet." in (tmp_path / "page/index.html").read_text("utf-8")


def test_an_empty_folder_has_no_history(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", str(tmp_path)]) == 1
    assert "no marked run" in capsys.readouterr().err
