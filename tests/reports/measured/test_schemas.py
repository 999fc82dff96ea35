"""The tables of two runs go together, whatever one of them lacks, in the tools that people read them with."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

import harness
from harness.cli import main
from reports.measured.schemas import TABLES, schema

BANK = [
    {"question": "1 + 1?", "answer": "2", "level": 1, "subject": "sums"},
    {"question": "Expand $(x+1)^2$.", "answer": "x^2+2x+1", "level": 4, "subject": "algebra"},
]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return two runs with reports: one imported without any usage, one of the oracle on a bank."""
    folder = tmp_path_factory.mktemp("two")
    runs = ["--runs", str(folder)]
    (folder / "bank.jsonl").write_text("".join(json.dumps(row) + "\n" for row in BANK), "utf-8")
    rows = [{"prompt": row["question"], "completion": row["answer"], "answer": row["answer"]} for row in BANK]
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert main(["import", str(folder / "rows.jsonl"), "--name", "a", *runs]) == 0
    assert (
        main(["run", str(folder / "bank.jsonl"), "--model", "oracle", "--name", "b", "--samples", "2", *runs])
        == 0
    )
    assert main(["grade", "b", *runs]) == 0
    for name in "ab":
        assert main(["report", name, "--format", "parquet", *runs]) == 0
    return folder / "a", folder / "b"


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_its_declared_schema_in_every_run(two: tuple[Path, Path], name: str) -> None:
    for run in two:
        assert pq.read_schema(run / "report" / f"{name}.parquet").equals(schema(name))


@pytest.mark.parametrize("name", TABLES)
def test_polars_duckdb_and_pandas_read_two_runs_together(two: tuple[Path, Path], name: str) -> None:
    files = [str(run / "report" / f"{name}.parquet") for run in two]
    count = len(pl.scan_parquet(files).collect())
    assert count == len(pl.concat([pl.read_parquet(file) for file in files]))
    assert duckdb.sql(f"select count(*) from read_parquet({files})").fetchall() == [(count,)]
    assert len(pd.concat([pd.read_parquet(file) for file in files])) == count == 6


def test_a_mean_over_both_leaves_out_what_one_lacks(two: tuple[Path, Path]) -> None:
    files = [str(run / "report" / "transcripts.parquet") for run in two]
    told = duckdb.sql(f"select count(seconds_total), count(*) from read_parquet({files})").fetchall()
    assert told == [(4, 6)]


def test_lists_and_structs_are_what_they_are(two: tuple[Path, Path]) -> None:
    found = pl.read_parquet(two[1] / "report" / "verdicts.parquet")
    assert found["targets"].list.first().struct.field("status").to_list() == ["correct"] * 4
    assert pl.read_parquet(two[1] / "report" / "transcripts.parquet")["parts"].to_list() == [["a"]] * 4


def test_extra_columns_of_a_bank_are_groups(two: tuple[Path, Path]) -> None:
    scores = harness.load(two[1]).scores
    assert scores.groupby("level")["status"].count().to_dict() == {1: 2, 4: 2}
    assert set(scores["subject"]) == {"sums", "algebra"}
    (said, *_) = pq.read_table(two[1] / "report" / "scores.parquet").column("columns").to_pylist()
    assert dict(said) == {"level": "1", "subject": "sums"}


def test_the_report_groups_by_what_the_bank_says(two: tuple[Path, Path]) -> None:
    assert main(["report", "b", "--format", "csv", "--runs", str(two[1].parent)]) == 0
    rows = pd.read_csv(two[1] / "report" / "groups.csv")
    assert rows[["column", "value", "right", "decided", "asked"]].values.tolist() == [
        ["level", "1", 2, 2, 2],
        ["level", "4", 2, 2, 2],
        ["subject", "algebra", 2, 2, 2],
        ["subject", "sums", 2, 2, 2],
    ]
