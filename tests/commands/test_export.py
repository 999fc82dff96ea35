"""`harness export`: a marked run in each format of the field, read back by what reads that format."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from harness.cli import main
from harness.exporting import FORMATS

pq = pytest.importorskip("pyarrow.parquet", reason="Parquet needs pyarrow")

SAID = [
    ("q one", "1+1?", "It is 2.", "2"),
    ("q one", "1+1?", "It is 3.", "2"),
    ("q_two", "?", "5", "\\frac{"),
]
ROWS = [
    {
        "id": name,
        "messages": [{"role": "user", "content": asked}, {"role": "assistant", "content": said}],
        "answer": gold,
        "model": "=cmd|x",
    }
    for name, asked, said, gold in SAID
]


@pytest.fixture
def run(tmp_path: Path) -> list[str]:
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    runs = ["--runs", str(tmp_path / "runs")]
    assert main(["import", str(tmp_path / "rows.jsonl"), "--name", "x", *runs]) == 0
    return ["export", "x", *runs]


def test_scores_for_inspect_have_its_ids_and_epochs(run: list[str], tmp_path: Path) -> None:
    out = tmp_path / "scores.jsonl"
    assert main([*run, "--to", "inspect-scores", "--out", str(out)]) == 0
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [(r["id"], r["epoch"], r["value"]) for r in rows] == [("q one", 1, 1.0), ("q one", 2, 0.0)]
    assert rows[1]["metadata"]["status"] == "incorrect"


def test_a_data_set_for_the_hub_is_a_folder_with_a_card(run: list[str], tmp_path: Path) -> None:
    assert main([*run, "--to", "hf-dataset", "--out", str(tmp_path / "set")]) == 0
    table = pq.read_table(tmp_path / "set" / "data" / "train-00000-of-00001.parquet")
    assert table.column("status").to_pylist() == ["correct", "incorrect", "unsupported"]
    assert table.column("gold").to_pylist()[0] == "2"
    card = (tmp_path / "set" / "README.md").read_text("utf-8")
    assert card.startswith("---\npretty_name: ")
    assert "path: data/train-*" in card
    assert "| unsupported | 1 |" in card


def test_evaluation_results_say_what_they_are_of(
    run: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*run, "--to", "eval-results"]) == 1
    assert "--dataset OWNER/NAME" in capsys.readouterr().err
    words = ["--dataset", "own/sums", "--task", "default", "--source", "https://example.org/run"]
    assert main([*run, "--to", "eval-results", "--out", str(tmp_path / "results"), *words]) == 0
    (file,) = (tmp_path / "results").glob("*.yaml")
    text = file.read_text("utf-8")
    assert '    id: "own/sums"\n    task_id: "default"\n  value: 50.00\n' in text
    assert "2 of 3 parts decided" in text


def test_a_gradebook_starts_no_formula(run: list[str], tmp_path: Path) -> None:
    assert main([*run, "--to", "gradebook", "--out", str(tmp_path / "g.csv")]) == 0
    with (tmp_path / "g.csv").open(newline="", encoding="utf-8") as file:
        heads, *rows = list(csv.reader(file))
    assert heads == ["model", "sample", "q-one (a)", "q-two (a)", "points", "decided", "share"]
    assert rows[0][1:] == ["0", "1", "", "1", "1", "1.000"]
    assert rows[1][1:] == ["1", "0", "", "0", "1", "0.000"]
    assert not any(cell[:1] in ("=", "@", "+") for row in rows for cell in row)


def test_json_lines_hold_all_of_it(run: list[str], tmp_path: Path) -> None:
    assert main([*run, "--to", "jsonl", "--out", str(tmp_path / "all.jsonl")]) == 0
    rows = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text().splitlines()]
    assert [(r["answer"], r["status"]) for r in rows][:2] == [
        ("It is 2.", "correct"),
        ("It is 3.", "incorrect"),
    ]
    assert rows[0]["claim"] == "2"


def test_a_table_for_a_paper_is_escaped(run: list[str], tmp_path: Path) -> None:
    assert main([*run, "--to", "latex", "--out", str(tmp_path / "t.tex")]) == 0
    text = (tmp_path / "t.tex").read_text("utf-8")
    assert r"& 1 & 2 of 3 & 50.0\,\% & -- \\" in text


def test_every_format_has_a_place_of_its_own(run: list[str], tmp_path: Path) -> None:
    for name in FORMATS:
        words = ["--dataset", "a/b", "--task", "t"] if name == "eval-results" else []
        assert main([*run, "--to", name, *words]) == 0
    assert {p.name.partition(".")[0] for p in (tmp_path / "runs" / "x" / "export").iterdir()} == set(FORMATS)
