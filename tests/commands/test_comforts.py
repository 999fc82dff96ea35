"""Small comforts: the nearest command, lists, completion, marks passed on, a run reported in one go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harness import cli
from harness.records import Review
from harness.store import RunFolder

OWN = ["--model", "oracle:mistakes=0.5", "--name", "own"]


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """A folder with one marked run of four questions' worth of parts."""
    place = ["--runs", str(tmp_path)]
    assert cli.main(["run", "deep-learning-hw1/q4", "deep-learning-hw1/q5", *OWN, *place]) == 0
    assert cli.main(["grade", "own", "--quiet", *place]) == 0
    return tmp_path


def test_a_typo_is_met_with_the_nearest_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["reprot"]) == 2
    assert "did you mean report?" in capsys.readouterr().err


def test_the_list_says_score_coverage_and_state(runs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["list", "--runs", str(runs), "--json"]) == 0
    (line,) = [json.loads(row) for row in capsys.readouterr().out.splitlines() if row.startswith("{")]
    assert (line["run"], line["state"], line["parts"]) == ("own", "marked", 6)
    assert line["decided"] + line["left"] == 6
    assert cli.main(["list", "--runs", str(runs)]) == 0
    assert "decided" in capsys.readouterr().out


def test_completion_knows_commands_options_and_runs(
    runs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    capsys.readouterr()
    assert cli.main(["completion", "--words"]) == 0
    assert set(cli.COMMANDS) == set(capsys.readouterr().out.split())
    monkeypatch.chdir(runs.parent)
    assert cli.main(["completion", "--words", "report", "--runs", str(runs)]) == 0
    words = capsys.readouterr().out.split()
    assert "own" in words
    assert "--single-file" in words
    for shell in ("bash", "zsh", "fish"):
        assert cli.main(["completion", shell]) == 0
        assert "harness completion --words" in capsys.readouterr().out


def test_open_says_where_the_report_is_or_how_to_write_it(
    runs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["open", "own", "--runs", str(runs), "--json"]) == 1
    assert "harness report own" in capsys.readouterr().err
    assert cli.main(["report", "own", "--runs", str(runs), "--format", "html", "--no-truth"]) == 0
    capsys.readouterr()
    assert cli.main(["open", "--runs", str(runs), "--json"]) == 0
    assert Path(json.loads(capsys.readouterr().out)["report"]).is_file()


def test_marks_are_passed_on_and_taken_in_once(
    runs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = RunFolder(runs / "own")
    verdicts = folder.verdicts()
    folder.review([Review(v.run_key, v.part, "Ada", mark="correct") for v in verdicts])
    bo = [Review(v.run_key, v.part, "Bo", mark="correct") for v in verdicts[:3]]
    file, book = tmp_path / "passed.jsonl", tmp_path / "book.csv"
    words = ["review", "own", "--runs", str(runs)]
    assert cli.main([*words, "--export", str(file)]) == 0
    RunFolder(tmp_path / "other").review([*bo, Review("elsewhere", "a", "Bo", mark="correct")])
    capsys.readouterr()
    strange = tmp_path / "other" / "reviews.jsonl"
    assert cli.main([*words, "--import", str(strange), "--gradebook", str(book)]) == 0
    told = capsys.readouterr().out
    assert "3 acts taken in, 0 known, 1 on transcripts that this run does not hold" in told
    assert "Ada: 6 parts marked" in told
    assert "Ada and Bo: 3 of 3 the same" in told
    assert cli.main([*words, "--import", str(strange)]) == 0
    assert "0 acts taken in, 3 known" in capsys.readouterr().out
    assert book.read_text("utf-8").splitlines()[0].endswith("mark Ada,reason Ada,mark Bo,reason Bo")


def test_a_persons_mark_survives_marking_again(runs: Path) -> None:
    folder = RunFolder(runs / "own")
    one = folder.verdicts()[0]
    folder.review([Review(one.run_key, one.part, "Ada", mark="partial", reason="half")])
    before = folder.reviews_file.read_bytes()
    assert cli.main(["grade", "own", "--quiet", "--runs", str(runs)]) == 0
    assert folder.reviews_file.read_bytes() == before


def test_asking_marking_and_reporting_in_one_go(tmp_path: Path) -> None:
    words = ["run", "deep-learning-hw1/q4", *OWN, "--runs", str(tmp_path), "--report"]
    assert cli.main(words) == 0
    assert (tmp_path / "own" / "report" / "index.html").is_file()


def test_a_site_leads_from_each_cell_to_its_write_up(runs: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert cli.main(["site", str(runs), "--out", str(out)]) == 0
    page = (out / "index.html").read_text("utf-8")
    (write_up,) = (out / "write-ups").glob("*.html")
    assert f'href="write-ups/{write_up.name}"' in page
    text = write_up.read_text("utf-8")
    assert "Evaluation" in text
    assert 'href="../index.html"' in text
    assert (out / "time.html").is_file()


def test_a_write_up_is_one_file(runs: Path) -> None:
    words = ["report", "own", "--runs", str(runs), "--single-file", "--format", "json"]
    assert cli.main(words) == 0
    (file,) = (runs / "own" / "report" / "write-ups").glob("*.html")
    text = file.read_text("utf-8")
    assert "<script" not in text
    assert 'src="' not in text
    assert 'rel="stylesheet"' not in text
    assert "data:font/woff2" in text
    assert text.count("Evaluation") >= 6
