"""Limits on replies as one more thing that is varied, and what comes of each."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from harness.cli import main


def _rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "figures/real-limits.csv").open(encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


def test_each_limit_is_an_arm_and_a_point_with_its_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ask = ["run", "probability-basics", "--model", "oracle", "--samples", "2", "--name", "n"]
    assert main([*ask, "--reply-limit", "4k,1k,2k"]) == 0
    assert main(["grade", "n", "--quiet"]) == 0
    assert main(["report", "n"]) == 0
    rows = _rows(tmp_path / "runs/n/report")
    assert [row["reply_limit"] for row in rows] == ["1000", "2000", "4000"]
    assert {row["arm"] for row in rows} == {"oracle"}
    assert all(row["counted"] == "6" and float(row["low"]) < float(row["share_correct"]) for row in rows)


def test_one_limit_draws_no_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["run", "probability-basics", "--model", "oracle", "--name", "n", "--reply-limit", "4k"]) == 0
    assert main(["grade", "n", "--quiet"]) == 0
    assert main(["report", "n"]) == 0
    assert not (tmp_path / "runs/n/report/figures/real-limits.csv").exists()


@pytest.mark.parametrize("wrong", ["0", "k", "1k,", "-3", "many"])
def test_a_limit_that_is_none_is_refused(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["run", "probability-basics", "--model", "oracle", "--name", "n", f"--reply-limit={wrong}"])
    assert "1k,2k,4k" in capsys.readouterr().err


def test_a_judge_has_one_limit(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["judge", "--calibrate", "--by", "local:m", "--reply-limit", "1k,2k"]) == 1
    assert "one limit" in capsys.readouterr().err
