"""``harness verify`` in plain words and as JSON."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from harness import cli


def out(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    assert cli.main(["verify", *words]) == status
    return capsys.readouterr().out


def test_a_right_answer_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    text = out(capsys, r"\frac{1}{2}", r"So \boxed{0.5}")
    assert text.startswith("correct")
    assert "boxed" in text


def test_a_wrong_answer_comes_with_its_witness(capsys: pytest.CaptureFixture[str]) -> None:
    text = out(capsys, "x^2", "2x", status=3)
    assert text.startswith("incorrect: at x = ")


@pytest.mark.parametrize(("gold", "reply", "status"), [("4", "4", 0), ("4", "5", 3), (r"\frac{", "x", 4)])
def test_the_exit_status_can_be_used_in_a_shell(gold: str, reply: str, status: int) -> None:
    assert cli.main(["verify", gold, reply]) == status


def test_json_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(out(capsys, "x^2", "x*x", "--json"))
    assert found["status"] == "correct"
    assert found["correct"] is True


def test_symbols_targets_and_relations(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["X X^\\top", "$A = X X^T$", "--symbols", "X=matrix n x d", "--target", "A"]
    assert out(capsys, *words).startswith("correct")
    words = ["l - s", "|s - l|", "--symbols", "l=positive", "--symbols", "s=positive", "--assume", "l > s"]
    assert out(capsys, *words).startswith("correct")


def test_a_response_from_a_file_and_from_stdin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reply.md").write_text("The answer is 7.", "utf-8")
    assert out(capsys, "7", f"@{tmp_path / 'reply.md'}").startswith("correct")
    monkeypatch.setattr("sys.stdin", io.StringIO("The answer is 8."))
    assert out(capsys, "7", "-", status=3).startswith("incorrect")


@pytest.mark.parametrize(
    "words",
    [
        ["5", "5", "--symbols", "eta"],
        ["5", "5", "--symbols", "eta=purple"],
        ["5", "@/no/such/file"],
    ],
)
def test_a_mistake_in_the_command_is_one_clear_line(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["verify", *words]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_control_characters_do_not_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert "\x1b" not in out(capsys, "Paris", "\x1b[2JLondon", status=3)
