"""``harness profile`` on run folders as they are on disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harness.cli import main
from harness.records import Conversation, Reply, Timing, Transcript, Turn
from harness.store import RunFolder

QUESTION = "deep-learning-hw1/optimizer-geometry"
THINKING = (
    "We have x = [1, 0.1, 0.01]. Wait, the path stays along x. "
    "So θ = [1/1.0101, 0.1/1.0101, 0.01/1.0101]. Let me check: it solves the equation. "
    "Scratch that thought. Scratch that one too. Scratch that again. "
    "So the answer is θ = [1/1.0101, 0.1/1.0101, 0.01/1.0101]."
)
ASKED = {
    "question", "part", "thinking_words", "thinking_chars", "seconds", "rechecks", "markers", "first_correct",
    "first_candidate", "tail_words",
}  # fmt: skip


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    folder = RunFolder.of(tmp_path, "one")
    folder.write_meta({"name": "one"})
    talk = Conversation(QUESTION, (Turn("?", ("a",)), Turn("?", ("b",))))
    answer = "Thus θ = [1/1.0101, 0.1/1.0101, 0.01/1.0101]."
    replies = (
        Reply(answer, THINKING, timing=Timing(stated_thinking=77)),
        Reply("told", "short \x1b[31m", extras={"condensed": True, "original_thinking_words": 2978}),
    )
    folder.append(Transcript("key", talk, replies, "x:y\x1b[2J"))
    return tmp_path


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["profile", *words]) == 0
    return capsys.readouterr().out


def test_json_is_one_object_a_part_with_what_was_asked_for(
    runs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(printed(capsys, "one", "--runs", str(runs), "--json"))
    assert [o["part"] for o in found] == ["a", "b"]
    assert all(o.keys() >= ASKED for o in found)
    first = found[0]
    place = THINKING.index("θ = [1/1.0101")
    assert first["first_correct"] == pytest.approx(place / len(THINKING), abs=1e-3)
    assert (first["thinking_chars"], first["thinking_words"]) == (len(THINKING), len(THINKING.split()))
    assert (first["seconds"], first["markers"]["recheck"], first["question"]) == (77, 1, QUESTION)


def test_json_of_a_condensed_recording_is_null_where_the_text_cannot_tell(
    runs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = json.loads(printed(capsys, "one", "--runs", str(runs), "--json"))[1]
    assert (second["rechecks"], second["first_correct"], second["thinking_words"]) == (None, None, 2978)
    assert "condensed" in second["why_not_raw"]


def test_the_table_is_safe_for_a_terminal_and_fits_it(runs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "one", "--runs", str(runs))
    assert "\x1b" not in text
    assert "77 s" in text
    assert "b: a condensed recording" in text
    assert max(map(len, text.splitlines())) <= 90


def test_suggestions_name_what_the_lists_lack(runs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(printed(capsys, "one", "--runs", str(runs), "--suggest-markers", "--json"))
    assert [o["phrase"] for o in found] == ["scratch that"]
    assert '"scratch that",  # 3 times' in printed(capsys, "one", "--runs", str(runs), "--suggest-markers")


def test_own_markers_are_counted_beside_the_shipped(
    runs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "mine.toml"
    own.write_text('hesitation = ["scratch that"]\n', "utf-8")
    found = json.loads(printed(capsys, "one", "--runs", str(runs), "--json", "--markers", str(own)))
    assert found[0]["markers"]["hesitation"] == 4


def test_an_unknown_question_is_measured_without_positions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = RunFolder.of(tmp_path, "brought")
    folder.write_meta({"name": "brought"})
    talk = Conversation("imported/nobody-knows", (Turn("?", ("a",)),))
    folder.append(Transcript("key", talk, (Reply("x", THINKING),), "x:y"))
    found = json.loads(printed(capsys, "brought", "--runs", str(tmp_path), "--json"))[0]
    assert (found["first_correct"], found["candidates"], found["markers"]["recheck"]) == (None, [], 1)


def test_a_run_that_is_not_there_is_one_clear_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["profile", "none", "--runs", str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
