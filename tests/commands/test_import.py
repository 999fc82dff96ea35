"""``harness import``: a file becomes a run, and every line's role can be looked at."""

import json
from pathlib import Path

import pytest

from harness.cli import main
from harness.store import RunFolder

PRINTOUTS = Path(__file__).resolve().parents[1] / "importing"
CHAT = ["import", str(PRINTOUTS / "chat.txt"), "--format", "chat-printout", "--question", "maths/slope"]


def test_an_import_is_a_run_that_later_stages_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*CHAT, "--name", "brought", "--runs", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    (transcript,) = RunFolder.of(tmp_path, "brought").transcripts()
    assert told["parts"] == len(transcript.replies) == 2
    account = json.loads((tmp_path / "brought" / "imported.json").read_text())
    assert account["lines"] == len(account["taken"])


def test_explain_shows_each_line_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*CHAT, "--explain", "--runs", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert "thinking" in shown
    assert "'l' → '+'" in shown
    assert not list(tmp_path.iterdir())


def test_a_name_that_is_taken_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [*CHAT, "--name", "twice", "--runs", str(tmp_path)]
    assert (main(words), main(words)) == (0, 1)
    assert "a run of that name already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "cannot be read"),
        (b"%PDF-1.4 nothing", "not a PDF that can be read"),
        (b"", "nothing recognised"),
    ],
    ids=["missing", "broken PDF", "empty"],
)
def test_a_bad_file_is_one_clear_line(
    content: bytes | None, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "file"
    if content is not None:
        path.write_bytes(content)
    assert main(["import", str(path), "--format", "graded-homework", "--runs", str(tmp_path)]) == 1
    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1
