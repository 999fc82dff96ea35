"""``harness report`` on the shipped recording: asked, marked and reported without network."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harness.cli import main

QUESTION = "deep-learning-hw1/optimizer-geometry"


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs")
    assert (
        main(
            [
                "run",
                QUESTION,
                "--model",
                "replay:deepseek-chat-thinking",
                "--name",
                "seed",
                "--runs",
                str(folder),
            ]
        )
        == 0
    )
    assert main(["grade", "seed", "--runs", str(folder)]) == 0
    return folder


def test_the_report_shows_answers_marks_reasons_and_thought(
    runs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "seed", "--runs", str(runs)]) == 0
    out = capsys.readouterr().out
    assert "3 of 3" in out
    assert str(runs / "seed" / "report" / "index.html") in out
    page = next((runs / "seed" / "report" / "pages").glob("writeup-*")).read_text("utf-8")
    for shown in ("195 s", "2,978", "Evaluation", "correct", "the limit of plain SGD"):
        assert shown in page
    text = (runs / "seed" / "report" / "report.md").read_text("utf-8")
    assert "thought for 195 s" in text
    assert "1.0101" in text


def test_json_is_the_summary(runs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "seed", "--runs", str(runs), "--format", "json", "--json", "--no-truth"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert summary["schema"] == 1
    assert summary["arms"][0]["counts"]["correct"] == 3
    assert summary["checks"] == {"run": 0, "refuted": 0}


def test_the_truth_page_carries_the_experiments(runs: Path) -> None:
    assert main(["report", "seed", "--runs", str(runs), "--format", "html"]) == 0
    page = (runs / "seed" / "report" / "pages" / "truth.html").read_text("utf-8")
    assert page.count("<strong>Held:</strong>") >= 3


def test_remarks_of_the_write_up_are_held_against_the_figures(runs: Path) -> None:
    assert main(["report", "seed", "--runs", str(runs), "--format", "html"]) == 0
    page = (runs / "seed" / "report" / "pages" / "efficiency.html").read_text("utf-8")
    assert "What a person said" in page
    assert "more than 2 times" in page


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["report", "none"], "no run here"),
        (["report", "../x"], "run name"),
        (["report", "seed"], "not marked yet"),
    ],
    ids=["absent", "path", "unmarked"],
)
def test_what_cannot_be_reported_is_one_line(
    words: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if told == "not marked yet":
        main(
            [
                "run",
                QUESTION,
                "--model",
                "replay:deepseek-chat-thinking",
                "--name",
                "seed",
                "--runs",
                str(tmp_path),
            ]
        )
    capsys.readouterr()
    assert main([*words, "--runs", str(tmp_path)]) == 1
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1
