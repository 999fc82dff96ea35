"""`harness mark FILE`: rows of any tool in, the same rows with their marks out, whatever the format."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from harness import verify
from harness.cli import main
from harness.marksheet import Columns, mark_file
from harness.marksheet.marks import MARKS
from harness.marksheet.sheet import by_processes

pq = pytest.importorskip("pyarrow.parquet", reason="Parquet needs pyarrow")

ROWS: list[dict[str, Any]] = [
    {"problem": "2+2?", "answer": "4", "response": "It is 4.", "level": 3},
    {"problem": "2+3?", "answer": "5", "response": "It is 6.", "level": 1},
    {"problem": "a day", "answer": "Monday", "response": "**Answer:** Monday", "level": 2},
    {"problem": "large", "answer": "sums give #### 70,000", "response": "\\boxed{70000}", "level": 2},
    {"problem": "ridge", "answer": "$\\boxed{2\\eta}$", "response": "\\eta + \\eta", "level": 5},
    {"problem": "?", "answer": "\\frac{", "response": "3", "level": 5},
    {"problem": "?", "answer": "7", "response": "I cannot say.", "level": 5},
]
STATUSES = ["correct", "incorrect", "correct", "correct", "correct", "unsupported", "no_answer"]


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def written(path: Path, rows: list[Any]) -> Path:
    path.write_text(
        "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), "utf-8"
    )
    return path


def test_rows_come_back_with_their_marks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mark", str(written(tmp_path / "a.jsonl", ROWS))]) == 0
    assert capsys.readouterr().out.startswith(
        "4 of 6 decided replies correct (1 incorrect, 1 no_answer, 1 unsupported)"
    )
    found = lines(tmp_path / "a.marked.jsonl")
    assert [row["mark_status"] for row in found] == STATUSES
    assert [{name: row[name] for name in ROWS[0]} for row in found] == ROWS
    assert list(found[0]) == [*ROWS[0], *MARKS]
    claim = found[3]
    assert (
        claim["response"][claim["mark_claim_start"] : claim["mark_claim_end"]]
        == claim["mark_claim"]
        == "70000"
    )
    assert not (tmp_path / "a.marked.jsonl.marks").exists()


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_every_format_in_gives_the_same_columns_in_every_format_out(tmp_path: Path, ending: str) -> None:
    first = tmp_path / f"in.{ending}"
    if ending == "jsonl":
        written(first, ROWS)
    elif ending == "csv":
        with first.open("w", newline="", encoding="utf-8") as file:
            sheet = csv.DictWriter(file, ROWS[0])
            sheet.writeheader()
            sheet.writerows(ROWS)
    else:
        import pyarrow as pa

        pq.write_table(pa.Table.from_pylist(ROWS), first)
    for out in ("jsonl", "csv", "parquet"):
        assert main(["mark", str(first), "--out", str(tmp_path / f"out.{out}")]) == 0
    table = pq.read_table(tmp_path / "out.parquet")
    assert table.column_names == [*ROWS[0], *MARKS]
    assert [str(table.schema.field(name).type) for name in MARKS] == list(MARKS.values())
    assert table.column("mark_status").to_pylist() == STATUSES
    assert [row["mark_status"] for row in lines(tmp_path / "out.jsonl")] == STATUSES
    with (tmp_path / "out.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["mark_status"] for row in rows] == STATUSES
    assert list(rows[0]) == [*ROWS[0], *MARKS]


def test_marks_are_those_of_verify(tmp_path: Path) -> None:
    main(["mark", str(written(tmp_path / "a.jsonl", ROWS))])
    for row in lines(tmp_path / "a.marked.jsonl"):
        if "####" not in row["answer"]:
            verdict = verify(row["answer"], row["response"])
            assert (row["mark_status"], row["mark_reason"]) == (verdict.status, verdict.reason)


def test_a_marked_file_is_marked_again_alike(tmp_path: Path) -> None:
    main(["mark", str(written(tmp_path / "a.jsonl", ROWS)), "--out", str(tmp_path / "b.parquet")])
    assert main(["mark", str(tmp_path / "b.parquet"), "--out", str(tmp_path / "c.jsonl")]) == 0
    main(["mark", str(tmp_path / "a.jsonl")])
    assert lines(tmp_path / "c.jsonl") == lines(tmp_path / "a.marked.jsonl")


BAD = {
    "no JSON": ("{bad", "line 2: not a line of JSON: column 2"),
    "no object": ("[1]", "line 2: a line must be an object"),
    "no gold": (
        '{"response": "4"}',
        "line 2: no column holds a gold; name it with --gold; there are response",
    ),
    "no reply": (
        '{"answer": "4"}',
        "line 2: no column holds a reply; name it with --reply; there are answer",
    ),
    "a table as gold": (
        '{"answer": {"x": 1}, "response": "4"}',
        "line 2: answer: text or a number is needed",
    ),
    "an empty gold": ('{"answer": null, "response": "4"}', "line 2: answer: empty"),
    "no such symbol": (
        '{"answer": "x", "response": "x", "symbols": {"x": "purple"}}',
        "line 2: symbol x: 'purple'",
    ),
    "symbols as text": ('{"answer": "x", "response": "x", "symbols": "purple"}', "line 2: symbols: a table"),
    "deep": ("[" * 50_000, "line 2: not a line of JSON"),
}


@pytest.mark.parametrize(("line", "said"), BAD.values(), ids=BAD)
def test_a_bad_row_is_told_with_its_line_and_the_others_are_marked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    path = written(tmp_path / "a.jsonl", [ROWS[0], line, ROWS[1]])
    assert main(["mark", str(path)]) == 1
    told = capsys.readouterr()
    assert f"a.jsonl, {said}" in told.err
    assert "1 of 2 decided" in told.out
    assert "1 of 3 rows could not be marked" in told.out
    found = lines(tmp_path / "a.marked.jsonl")
    assert [row["mark_status"] for row in found] == ["correct", None, "incorrect"]
    assert found[1]["mark_fault"]


def test_a_rows_own_settings_win(tmp_path: Path) -> None:
    rows = [
        {"gold": "x^2", "out": "The area is x^2.", "kind": "expression"},
        {"gold": "n", "out": "It is t.", "symbols": {"n": "natural", "t": "positive"}},
        {"gold": "sqrt(a^2)", "out": "a", "symbols": '{"a": "positive"}'},
        {"gold": "sqrt(a^2)", "out": "a"},
        {"gold": "2.00", "out": "2.005", "tolerance": 0.01},
    ]
    words = ["--gold", "gold", "--reply", "out", "--symbols", "a=real"]
    assert main(["mark", str(written(tmp_path / "a.jsonl", rows)), *words]) == 0
    found = [row["mark_status"] for row in lines(tmp_path / "a.marked.jsonl")]
    assert found[:4] == ["correct", "incorrect", "correct", "incorrect"]


def test_several_golds_and_several_replies(tmp_path: Path) -> None:
    rows = [
        {"golds": ["1/2", "0.5"], "resps": [["0.5", "It is 1/2", "0.7"]]},
        {"golds": ["3"], "resps": [{"role": "user", "content": "?"}, {"role": "assistant", "content": "3"}]},
        {"golds": ["3"], "resps": {"choices": [{"message": {"content": "It is 3."}}]}},
    ]
    assert main(["mark", str(written(tmp_path / "a.jsonl", rows)), "--any-of", "golds"]) == 0
    found = [(r["mark_line"], r["mark_sample"], r["mark_status"]) for r in lines(tmp_path / "a.marked.jsonl")]
    assert found == [
        (1, 0, "correct"), (1, 1, "correct"), (1, 2, "incorrect"), (2, 0, "correct"), (3, 0, "correct"),
    ]  # fmt: skip


def test_golds_are_checked_without_replies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"answer": "4"}, {"answer": "\\frac{"}, {"answer": "[0, 1)"}, {"solution": "no box"}]
    assert main(["mark", str(written(tmp_path / "a.jsonl", rows)), "--check-golds"]) == 1
    told = capsys.readouterr()
    assert "a.jsonl, line 2: the gold answer" in told.err
    assert "a.jsonl, line 4: solution" in told.err
    assert told.out == "2 of 4 golds can be marked\n"
    assert main(["mark", str(written(tmp_path / "a.jsonl", rows[:1])), "--check-golds"]) == 0


def test_processes_say_the_same_to_the_letter(tmp_path: Path) -> None:
    rows = [{"answer": str(n), "response": f"It is {n + (n % 7 == 0)}."} for n in range(900)]
    path = written(tmp_path / "a.jsonl", [*rows, "{bad", ROWS[2]])
    mark_file(path, tmp_path / "one.jsonl", Columns())
    mark_file(path, tmp_path / "two.jsonl", Columns(), by_processes(2))
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_a_killed_run_is_gone_on_with(tmp_path: Path) -> None:
    rows = [{"answer": str(n), "response": f"The answer is {n}."} for n in range(6_000)]
    path = written(tmp_path / "a.jsonl", rows)
    words = [sys.executable, "-m", "harness", "mark", str(path), "--json"]
    journal = tmp_path / "a.marked.jsonl.marks"
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    for _ in range(2_000):
        if journal.exists() and journal.stat().st_size > 100_000:
            break
        time.sleep(0.01)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    assert not (tmp_path / "a.marked.jsonl").exists()
    with journal.open("ab") as torn:
        torn.write(b'[{"mark_line": 1')
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert 0 < told["resumed"] < len(rows)
    assert (told["rows"], told["statuses"]) == (len(rows), {"correct": len(rows)})
    assert [row["mark_line"] for row in lines(tmp_path / "a.marked.jsonl")] == list(range(1, len(rows) + 1))


def test_another_gold_column_does_not_go_on_with_old_marks(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", [{"answer": "1", "other": "2", "response": "2"}])
    (tmp_path / "a.marked.jsonl.marks").write_bytes(b'{"marks_of": "something else"}\n[]\n')
    assert main(["mark", str(path), "--gold", "other"]) == 0
    assert lines(tmp_path / "a.marked.jsonl")[0]["mark_status"] == "correct"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["none.jsonl"], "no such file"),
        (["a.jsonl", "--out", "a.jsonl"], "that is the file to be marked"),
        (["a.jsonl", "--out", "a.xlsx"], "must end in"),
        (["a.jsonl", "--symbols", "x=purple"], "'purple' is no kind of symbol"),
        (["a.jsonl", "--kind", "numbr"], "did you mean 'number'"),
        (["a.txt"], "not a file of rows"),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "a.jsonl", ROWS)
    (tmp_path / "a.txt").write_text("?")
    assert main(["mark", *words]) == 1
    assert said in capsys.readouterr().err
