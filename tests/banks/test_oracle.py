"""A bank needs no kinds: what its golds are is read off them, and the oracle scores every one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.cli import main
from harness.store import RunFolder

GOLDS = Path(__file__).with_name("golds.txt")


def golds() -> Iterator[tuple[str, str]]:
    """Yield the class of each gold and the gold."""
    name = ""
    for line in GOLDS.read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and line[1:2].isalpha():
            name = line[1:-1]
        elif line and not line.startswith("# "):
            yield name, line


def asked(folder: Path, form: str) -> dict[str, str]:
    """Return what is not marked correct when the oracle answers a bank of all golds, with why."""
    rows = [{"question": f"{name} {n}?", "answer": gold} for n, (name, gold) in enumerate(golds())]
    bank = folder / "golds.jsonl"
    bank.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    runs = ["--runs", str(folder / "runs")]
    assert (
        main(["run", str(bank), "--model", f"oracle:form={form}", "--name", "x", "--unmarkable", *runs]) == 0
    )
    assert main(["grade", "x", *runs]) == 0
    verdicts = RunFolder(folder / "runs" / "x").verdicts()
    assert len(verdicts) == len(rows)
    at = {f"golds/{n}": row["answer"] for n, row in enumerate(rows, 1)}
    return {at[v.question]: f"{v.status}: {v.reason}" for v in verdicts if not v.correct}


def test_there_are_more_than_three_hundred_golds_of_many_classes() -> None:
    rows = list(golds())
    assert len(rows) > 328
    assert len({name for name, _ in rows}) >= 14


@pytest.mark.parametrize("form", ["latex", "unicode", "plain"])
def test_the_oracle_scores_every_gold(tmp_path: Path, form: str) -> None:
    assert asked(tmp_path, form) == {}


def test_a_run_names_the_golds_that_cannot_be_marked_and_asks_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bank = tmp_path / "golds.jsonl"
    rows = [{"id": f"n{n}", "question": "?", "answer": gold} for n, (_, gold) in enumerate(golds())]
    rows.append({"id": "broken", "question": "?", "answer": "\\frac{"})
    bank.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    words = [str(bank), "--model", "oracle", "--name", "x", "--runs", str(tmp_path / "runs")]
    assert main(["run", *words]) == 1
    told = capsys.readouterr().err
    named = [line for line in told.splitlines() if "golds/" in line]
    assert "golds/broken ('broken'): the gold '\\\\frac{'" in told
    assert len(named) == 1
    assert "nothing was asked" in told
    assert (
        not (tmp_path / "runs" / "x" / "transcripts.jsonl").exists()
        or not RunFolder(tmp_path / "runs" / "x").standings()
    )
    assert main(["run", *words, "--unmarkable"]) == 0
    assert len(list(RunFolder(tmp_path / "runs" / "x").transcripts())) == len(rows)
    assert main(["reference", str(bank), "--check"]) == 1
