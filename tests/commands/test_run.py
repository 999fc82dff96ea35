"""``harness run`` and ``harness providers`` as a person meets them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from harness.cli import main
from harness.store import RunFolder

QUESTION = "deep-learning-hw1/optimizer-geometry"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, without anybody's keys."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("DEEPSEEK_API_KEY", "MOONSHOT_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def test_recording_is_asked_once(capsys: Any) -> None:
    words = ["run", QUESTION, "--model", "replay:deepseek-chat-thinking", "--name", "demo"]
    assert main(words) == 0
    (found,) = RunFolder(Path("runs/demo")).transcripts()
    assert [turn.parts for turn in found.conversation.turns] == [("a",), ("b",), ("c",)]
    assert len(found.replies) == 3
    assert (found.error, found.origin["kind"]) == (None, "recording")
    size = Path("runs/demo/transcripts.jsonl").stat().st_size
    assert main(words) == 0
    assert "0 asked, 1 there before" in capsys.readouterr().out
    assert Path("runs/demo/transcripts.jsonl").stat().st_size == size


def test_line_of_a_transcript_has_the_fields_scripts_rely_on() -> None:
    assert main(["run", QUESTION, "--model", "replay:deepseek-chat-thinking", "--name", "demo"]) == 0
    line = json.loads(Path("runs/demo/transcripts.jsonl").read_text().splitlines()[0])
    assert isinstance(line["run_key"], str)
    assert line["error"] is None


def test_human_marks_come_with_their_recording() -> None:
    assert main(["run", "deep-learning-hw1", "--model", "replay:kimi-k2-thinking", "--name", "kimi"]) == 0
    assert any(t.human_marks for t in RunFolder(Path("runs/kimi")).transcripts())


def test_what_a_recording_does_not_hold_is_named_and_left_out(capsys: Any) -> None:
    words = ["run", "deep-learning-hw1", "--model", "replay:kimi-k2-thinking", "--name", "kimi"]
    assert main(words) == 0
    shown = capsys.readouterr()
    assert "7 asked, 1 not in the recording" in shown.out
    assert "the recording holds no reply to deep-learning-hw1/optimizer-geometry" in shown.err
    found = list(RunFolder(Path("runs/kimi")).transcripts())
    assert len(found) == 7
    assert all(t.error is None for t in found)
    assert main([*words, "--json"]) == 0
    ended = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (ended["event"], ended["before"]) == ("finished", 7)
    assert ended["absent"] == ["deep-learning-hw1/optimizer-geometry"]


def test_a_recording_that_holds_nothing_of_it_is_an_error(capsys: Any) -> None:
    words = ["run", "deep-learning-hw1/q1", "--model", "replay:deepseek-chat-thinking", "--name", "none"]
    assert main(words) == 1
    assert "holds nothing of what was asked" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["--model", "local:one,two"], 1, "PROVIDER:NAME for each"),
        (["--model", "local:x", "--base-url", "http://h/v1?key=1"], 1, "nothing after ?"),
        (["--model", "local:x", "--extra", '{"a": NaN}'], 1, "NaN is no number"),
        (["--model", "local:x", "--temperature", "nan"], 2, "must be a number"),
        (["--model", "local:x", "--max-cost", "-1"], 2, "must be more than 0"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_what_makes_no_sense_is_said_before_anything_is_asked(
    words: list[str], status: int, says: str, capsys: Any
) -> None:
    Path("bank.jsonl").write_text('{"id": "one", "question": "What is 1 + 1?", "answer": "2"}\n')
    try:
        found = main(["run", "bank.jsonl", "--name", "x", *words])
    except SystemExit as ended:
        found = int(ended.code or 0)
    assert found == status
    assert says in capsys.readouterr().err
    assert not Path("runs").exists()


def test_two_banks_of_one_name_do_not_hide_each_other(capsys: Any) -> None:
    for place in ("x", "y"):
        Path(place).mkdir()
        Path(place, "bank.jsonl").write_text(f'{{"id": 1, "question": "{place}?", "answer": 2}}\n')
    words = ["--model", "local:m", "--dry-run"]
    assert main(["run", "x/bank.jsonl", "y/bank.jsonl", *words]) == 1
    assert "y/bank.jsonl: bank/1 is already the name of another question" in capsys.readouterr().err
    assert main(["run", "x/bank.jsonl", "x/bank.jsonl", *words]) == 0


def test_checking_nobody_is_no_success(capsys: Any) -> None:
    assert main(["providers", "--check"]) == 1
    assert "no provider has a key" in capsys.readouterr().err


def test_a_misspelt_setting_is_told_what_there_is(capsys: Any) -> None:
    Path("harness.toml").write_text("[providers.deepseek]\nconections = 3\n")
    assert main(["providers"]) == 1
    assert "connections" in capsys.readouterr().err


def test_text_a_terminal_cannot_show_is_no_crash() -> None:
    Path("bank.jsonl").write_text('{"id": "one", "question": "∑ \\ud800?", "answer": "2"}\n', "utf-8")
    words = [sys.executable, "-m", "harness", "run", "bank.jsonl", "--model", "local:x", "--dry-run"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(words, capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u2211 \\ud800?" in done.stdout


def test_dry_run_prints_the_text_and_sends_nothing(capsys: Any) -> None:
    Path("bank.jsonl").write_text('{"id": "one", "question": "What is 1 + 1?", "answer": "2"}\n')
    assert main(["run", "bank.jsonl", "--model", "deepseek:deepseek-flash", "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines()[2] == "What is 1 + 1?"
    assert main(["run", "bank.jsonl", "--model", "deepseek:deepseek-flash", "--dry-run", "--json"]) == 0
    body = json.loads(json.loads(capsys.readouterr().out)["body"])
    assert body["messages"] == [{"role": "user", "content": "What is 1 + 1?"}]
    assert set(body) == {"model", "messages", "stream", "stream_options"}
    assert not Path("runs").exists()


@pytest.mark.parametrize("form", ["latex", "unicode", "plain"])
def test_oracle_says_which_parts_it_spoilt(form: str) -> None:
    words = ["run", QUESTION, "--samples", "4", "--name", "run"]
    assert main([*words, "--model", f"oracle:mistakes=0.5,seed=3,form={form}"]) == 0
    planted = [
        r.extras["oracle"]["planted"] for t in RunFolder(Path("runs/run")).transcripts() for r in t.replies
    ]
    assert 0 < sum(map(bool, planted)) < len(planted) == 12


def test_bank_is_remembered_from_anywhere() -> None:
    Path("bank.jsonl").write_text('{"id": "one", "question": "What is 1 + 1?", "answer": "2"}\n')
    assert main(["run", "bank.jsonl", "--model", "oracle", "--name", "bank"]) == 0
    assert RunFolder(Path("runs/bank")).meta()["specs"] == [str(Path("bank.jsonl").resolve())]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["no-such-set", "--model", "oracle", "--name", "x"], "no homework set"),
        ([QUESTION.replace("geo", "xyz"), "--model", "oracle", "--name", "x"], "no question"),
        ([QUESTION, "--model", "replay:nobody", "--name", "x"], "no such recording"),
        ([QUESTION, "--model", "oracle:mistakes=2", "--name", "x"], "mistakes from 0 to 1"),
        ([QUESTION, "--model", "oracle"], "--name is missing"),
        ([QUESTION, "--model", "oracle", "--name", "../x"], "run name"),
        ([QUESTION, "--model", "oracle", "--name", "x", "--style", "shout"], "no style 'shout'"),
        (["broken.jsonl", "--model", "oracle", "--name", "x"], "broken.jsonl"),
        ([QUESTION, "--model", "oracle", "--name", "x", "--runs", "a-file"], "cannot be written"),
    ],
    ids=["set", "question", "recording", "oracle", "name", "path", "style", "bank line", "folder"],
)
def test_mistake_is_one_clear_line(words: list[str], says: str, capsys: Any) -> None:
    Path("broken.jsonl").write_text('{"id": "one", "question\n')
    Path("a-file").write_text("")
    assert main(["run", *words]) == 1
    said = capsys.readouterr().err
    assert says in said
    assert said.count("\n") == 1


def test_broken_line_of_a_run_is_named(capsys: Any) -> None:
    words = ["run", QUESTION, "--model", "oracle", "--name", "x"]
    assert main(words) == 0
    file = Path("runs/x/transcripts.jsonl")
    file.write_text("{\n" + file.read_text())
    capsys.readouterr()
    assert main(words) == 0
    shown = capsys.readouterr()
    assert "1 there before" in shown.out
    assert "transcripts.jsonl, line 1" in shown.err


def test_providers_are_listed(capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPSEEK_API_KEY", "sk-secret-value")
    assert main(["providers", "--json"]) == 0
    out = capsys.readouterr().out
    found = {one["name"]: one for one in json.loads(out)}
    assert (found["deepseek"]["key_from"], found["kimi"]["key_from"]) == ("DEEPSEEK_API_KEY", "")
    assert "sk-secret-value" not in out
    wanted = "deepseek kimi kimi-cn openai openrouter together fireworks vllm sglang llama.cpp ollama local"
    assert set(wanted.split()) <= set(found)
    assert main(["providers", "kimi"]) == 0
    assert "no key: set MOONSHOT_API_KEY" in capsys.readouterr().out


def test_check_says_that_nobody_is_there(capsys: Any) -> None:
    assert main(["providers", "--check", "local:x", "--base-url", "http://127.0.0.1:9/v1"]) == 1
    assert "cannot connect" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["latex", "unicode", "plain"])
@pytest.mark.parametrize("mistakes", [0.0, 0.5])
def test_exactly_the_planted_mistakes_are_found(form: str, mistakes: float) -> None:
    """The pipeline's own test: the oracle's spoilt parts, and no others, are marked as not correct."""
    words = ["run", QUESTION, "--samples", "3", "--mode", "parts,whole,alone", "--name", "run"]
    assert main([*words, "--model", f"oracle:mistakes={mistakes},seed=5,form={form}"]) == 0
    assert main(["grade", "run", "--json"]) == 0
    planted = {
        (t.run_key, part)
        for t in RunFolder(Path("runs/run")).transcripts()
        for reply in t.replies
        for part in reply.extras["oracle"]["planted"]
    }
    found = {(v.run_key, v.part) for v in RunFolder(Path("runs/run")).verdicts() if v.status != "correct"}
    assert found == planted
    assert bool(planted) is (mistakes > 0)
