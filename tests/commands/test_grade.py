"""``harness grade`` on run folders of our own making."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from harness import cli
from harness.commands.grade import summary
from harness.records import Conversation, Reply, Transcript, Turn, Verdict
from harness.store import RunFolder

QUESTION = "deep-learning-hw1/optimizer-geometry"
RIGHT = r"So $$\boxed{\begin{bmatrix}1/1.0101\\0.1/1.0101\\0.01/1.0101\end{bmatrix}}$$"
WRONG = r"So $$\boxed{\begin{bmatrix}1\\0.1\\0.01\end{bmatrix}}$$"


def kept(folder: Path, *replies: Reply, error: str | None = None, question: str = QUESTION) -> RunFolder:
    """Return a run with one conversation of three turns and the given replies."""
    turns = tuple(Turn(f"({label})", (label,)) for label in "abc")
    run = RunFolder.of(folder, "one")
    run.write_meta({"name": "one"})
    run.append(Transcript("key", Conversation(question, turns), replies, "local:m", error=error))
    return run


def graded(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    assert cli.main(["grade", "one", "--runs", str(folder), "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_every_part_gets_a_line_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = kept(tmp_path, Reply(RIGHT), Reply(WRONG))
    found = graded(tmp_path, capsys)
    assert [(v["part"], v["status"]) for v in found] == [
        ("a", "correct"),
        ("b", "incorrect"),
        ("c", "failed"),
    ]
    needed = {
        "question",
        "part",
        "status",
        "claim",
        "evidence",
        "reason",
        "sample",
        "model",
        "run_key",
        "marker_version",
    }
    assert all(needed <= set(v) for v in found)
    assert [v.status for v in run.verdicts()] == ["correct", "incorrect", "failed"]


def test_a_failed_transcript_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept(tmp_path, error="refused: no money")
    assert all("no money" in str(v["reason"]) for v in graded(tmp_path, capsys))


def test_empty_and_cut_off_replies_are_no_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept(
        tmp_path,
        Reply("", finish_reason="length"),
        Reply("We begin with $\\theta = [1, 0, 0]$ and", finish_reason="length"),
        Reply(RIGHT, finish_reason="length"),
    )
    found = graded(tmp_path, capsys)
    assert [v["status"] for v in found] == ["no_answer", "no_answer", "incorrect"]


def test_a_question_without_reference_is_unsupported_not_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept(tmp_path, Reply("5"), Reply("5"), Reply("5"), question="no-such-set/q1")
    found = graded(tmp_path, capsys)
    assert {v["status"] for v in found} == {"unsupported"}
    assert all(v["reason"] for v in found)


def test_the_table_counts_undecided_parts_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept(tmp_path, Reply(RIGHT), Reply(WRONG))
    assert cli.main(["grade", "one", "--runs", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "1 of 2 decided parts correct (1 failed, 1 incorrect)" in out
    assert "verdicts.jsonl" in out


def test_the_table_keeps_every_name_within_100_columns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept(tmp_path, Reply("x" * 900 + " so " + RIGHT), Reply("Because " + "of this " * 300 + WRONG))
    assert cli.main(["grade", "one", "--runs", str(tmp_path)]) == 0
    head, _, table = capsys.readouterr().out.partition("\n\n")
    assert head.startswith("1 of 2 decided parts correct")
    lines = table.splitlines()
    assert max(map(len, lines)) <= 100
    rows = [line.split()[:3] for line in lines if not line.startswith(" ")]
    assert rows == [
        ["question", "part", "mark"],
        *(["optimizer-geometry", p, m] for p, m in zip("abc", ("correct", "incorrect", "failed"))),
    ]
    assert "boxed" in table


def test_only_what_is_asked_for_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept(tmp_path, Reply(RIGHT), Reply(WRONG))
    assert cli.main(["grade", "one", "--runs", str(tmp_path), "--only", "incorrect"]) == 0
    _, _, table = capsys.readouterr().out.partition("\n\n")
    assert [line.split()[2] for line in table.splitlines() if line[:1].strip()] == ["mark", "incorrect"]
    assert cli.main(["grade", "one", "--runs", str(tmp_path), "--quiet"]) == 0
    assert "\n\n" not in capsys.readouterr().out


def test_each_row_says_whose_it_is_where_there_are_several_models(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = kept(tmp_path, Reply(RIGHT))
    run.append(
        Transcript("other", Conversation(QUESTION, (Turn("(a)", ("a",)),)), (Reply(WRONG),), "local:z")
    )
    assert cli.main(["grade", "one", "--runs", str(tmp_path)]) == 0
    head, _, table = capsys.readouterr().out.partition("\n\n")
    assert "local:m: 1 of 1" in head
    assert [line.split()[2:4] for line in table.splitlines() if line.startswith("optimizer")][:2] == [
        ["local:m", "correct"], ["local:m", "failed"],
    ]  # fmt: skip


def test_marking_twice_writes_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = kept(tmp_path, Reply(RIGHT), Reply(WRONG))
    graded(tmp_path, capsys)
    first = run.verdicts_file.read_bytes()
    graded(tmp_path, capsys)
    assert run.verdicts_file.read_bytes() == first


def test_a_run_that_is_not_there_is_one_clear_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["grade", "none", "--runs", str(tmp_path)]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def many(folder: Path, count: int) -> RunFolder:
    """Return a run with so many conversations, each with a reply of its own to every part."""
    turns = tuple(Turn(f"({label})", (label,)) for label in "abc")
    run = RunFolder.of(folder, "one")
    run.write_meta({"name": "one"})
    with run.writer() as writer:
        for number in range(count):
            said = f"After {number} tries. {WRONG}"
            talk = Conversation(QUESTION, turns)
            writer.extend(
                [Transcript(f"key{number}", talk, (Reply(said), Reply(said), Reply(RIGHT)), "local:m")]
            )
    return run


@pytest.mark.parametrize("command", ["grade", "profile"])
def test_a_killed_command_goes_on_where_it_was(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = many(tmp_path, 300)
    unfinished = run.path / ("verdicts.unfinished" if command == "grade" else "profiles.unfinished")
    asked = [sys.executable, "-m", "harness", command, "one", "--runs", str(tmp_path)]
    with subprocess.Popen(asked, stdout=subprocess.DEVNULL) as process:
        while not (unfinished.exists() and unfinished.read_bytes().count(b"\n") >= 20):
            assert process.poll() is None, "it ended before it could be killed"
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
    lines = unfinished.read_text("ascii").splitlines()
    first = json.loads(lines[0])
    first["results"][0]["model"] = "kept as it was"
    unfinished.write_text("\n".join([json.dumps(first), *lines[1:]]), "ascii")  # the last line torn or not
    assert cli.main([command, "one", "--runs", str(tmp_path), "--json"]) == 0
    out = capsys.readouterr().out
    assert out.count("kept as it was") == 1
    assert out.count('"key299"') == 3
    assert not unfinished.exists()


def test_another_reply_is_not_taken_from_an_interrupted_attempt(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = kept(tmp_path, Reply(RIGHT), Reply(RIGHT), Reply(RIGHT))
    run.unfinished("verdicts").keep("the digest of another transcript", [Verdict("correct", "")])
    assert (run.path / "verdicts.unfinished").exists()
    assert [v["status"] for v in graded(tmp_path, capsys)] == ["correct", "incorrect", "incorrect"]


def test_internal_errors_are_counted_in_the_summary() -> None:
    found = [Verdict("unsupported", "internal error: IndexError at a/b.py:1"), Verdict("correct", "")]
    assert "internal errors: 1" in summary(found)
