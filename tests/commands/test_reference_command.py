"""``harness reference``: the answers printed, the experiments' verdict as exit status."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from harness import trust
from harness.cli import main

ROOT = Path(__file__).resolve().parents[2]
FORMULA = "return sp.factor(solved[0][start])"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A set of one's own: the second shipped one under another name; the path of its code."""
    shutil.copytree(ROOT / "datasets/probability-basics", tmp_path / "datasets/waiting")
    shutil.copytree(ROOT / "reference/probability_basics", tmp_path / "reference/waiting")
    monkeypatch.chdir(tmp_path)
    trust.remember(folders=[tmp_path / "reference"])
    return tmp_path / "reference/waiting/two_in_a_row.py"


def rows(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    main(["reference", *words, "--json"])
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_json_is_a_list_of_the_agreed_fields(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "deep-learning-hw1/optimizer-geometry")
    assert [r["part"] for r in found] == ["a", "b", "c"]
    for row in found:
        assert list(row) == ["question", "part", "kind", "latex", "checked"]
        assert row["question"] == "deep-learning-hw1/optimizer-geometry"
        assert row["kind"] == "vector"
        assert row["checked"] is None


def test_a_set_prints_every_part(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(rows(capsys, "deep-learning-hw1")) == 38


def test_without_a_set_all_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    sets = {str(r["question"]).split("/")[0] for r in rows(capsys)}
    assert {"deep-learning-hw1", "probability-basics"} <= sets


def test_a_checked_part_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "probability-basics", "--check", "--draws", "1")
    assert [r["checked"] for r in found] == [True, True, True]


def test_check_prints_a_table_and_succeeds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reference", "deep-learning-hw1/optimizer-geometry", "--check", "--draws", "0"]) == 0
    out = capsys.readouterr().out
    assert out.count("holds") == 3
    assert "3 parts, 8 checks, 0 refuted" in out


def test_a_wrong_derivation_fails_the_check(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = own.read_text()
    assert FORMULA in code
    own.write_text(code.replace(FORMULA, "return 1 + sp.factor(solved[0][start])"))
    assert main(["reference", "waiting", "--check", "--draws", "0"]) == 1
    out = capsys.readouterr().out
    assert "REFUTED" in out
    assert "the experiment shows" in out


def test_a_part_without_experiment_fails_the_check(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own.write_text(own.read_text().replace('"b": _short, ', ""))
    assert main(["reference", "waiting", "--check", "--draws", "0"]) == 1
    assert "no experiment" in capsys.readouterr().out


def test_a_missing_part_is_named(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = own.parents[2] / "datasets/waiting/two-in-a-row.toml"
    file.write_text(file.read_text().replace('label = "c"', 'label = "z"'))
    assert main(["reference", "waiting"]) == 1
    assert "no part 'c'" in capsys.readouterr().err


def test_a_banks_answers_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bank = tmp_path / "bank.jsonl"
    bank.write_text(json.dumps({"id": 1, "question": "Half?", "answer": "\\frac{1}{2}"}) + "\n")
    assert rows(capsys, str(bank), "--check") == [
        {"question": "bank/1", "part": "a", "kind": "number", "latex": "\\frac{1}{2}", "checked": None}
    ]
    assert main(["reference", str(bank), "--check"]) == 0


def test_terminal_codes_in_a_bank_are_shown_not_obeyed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bank = tmp_path / "bank.jsonl"
    bank.write_text(json.dumps({"id": 1, "question": "?", "answer": "\x1b[2J"}) + "\n")
    assert main(["reference", str(bank)]) == 0
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize("spec", ["deep-learning-hw2", "deep-learning-hw1/q9", "none.jsonl"])
def test_an_unknown_question_is_one_clear_line(spec: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reference", spec]) == 1
    err = capsys.readouterr().err
    assert err.startswith("harness reference: ")
    assert err.count("\n") == 1
