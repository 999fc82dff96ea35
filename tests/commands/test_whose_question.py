"""A reply is marked only against the question it was asked, and pooled only with its like."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from harness.cli import main
from harness.store import RunFolder


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def bank(file: Path, text: str, answer: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps({"id": "q", "question": text, "answer": answer}) + "\n")


def ask(server: Any, spec: str, *more: str, name: str = "run") -> int:
    return main(["run", spec, "--model", "local:m", "--base-url", server.url, "--name", name, *more])


def marks(name: str = "run") -> list[Any]:
    assert main(["grade", name]) == 0
    return RunFolder(Path("runs") / name).verdicts()


def test_another_bank_of_the_same_name_has_its_own_answers(place: Path, server: Any) -> None:
    bank(place / "bank.jsonl", "What is 1 + 1?", "2")
    bank(place / "other/bank.jsonl", "What is 2 + 1?", "3")
    ask(server, "bank.jsonl")
    ask(server, "other/bank.jsonl")
    assert sorted(v.status for v in marks()) == ["correct", "incorrect"]


def test_a_reply_to_a_text_that_was_edited_since_is_left_out(place: Path, server: Any) -> None:
    bank(place / "bank.jsonl", "What is 1 + 1?", "2")
    ask(server, "bank.jsonl")
    bank(place / "bank.jsonl", "What is 2 + 1?", "3")
    (old,) = marks()
    assert old.status == "unsupported"
    assert "another text" in old.reason
    assert "bank/q" in old.reason
    ask(server, "bank.jsonl")
    assert [v.status for v in marks()] == ["unsupported", "incorrect"]


def test_an_answer_that_was_mended_marks_anew(place: Path, server: Any) -> None:
    bank(place / "bank.jsonl", "What is 1 + 1?", "3")
    ask(server, "bank.jsonl")
    assert marks()[0].status == "incorrect"
    bank(place / "bank.jsonl", "What is 1 + 1?", "2")
    assert marks()[0].status == "correct"


@pytest.mark.parametrize("mode", ["parts", "whole", "alone"])
@pytest.mark.parametrize("style", ["raw", "boxed", "context"])
def test_what_was_asked_in_any_way_is_known_again(place: Path, mode: str, style: str) -> None:
    spec = "probability-basics/two-in-a-row"
    words = ["--model", "oracle", "--mode", mode, "--style", style, "--variants", "2"]
    assert main(["run", spec, "--name", "run", *words]) == 0
    assert {v.status for v in marks()} == {"correct"}


SETTINGS = {
    "temperature": ["--temperature", "0.7"],
    "reply limit": ["--reply-limit", "50"],
    "seed": ["--extra", '{"seed": 1}'],
    "thinking": ["--thinking", "on"],
    "effort": ["--effort", "low"],
}


@pytest.mark.parametrize("setting", SETTINGS)
def test_arms_are_told_apart_by_whatever_varies(place: Path, server: Any, setting: str) -> None:
    from reports.measured import material

    bank(place / "bank.jsonl", "What is 1 + 1?", "2")
    settings = place / "mine.toml"
    settings.write_text("[providers.local]\nthinking_on = { thinking = true }\n")
    ask(server, "bank.jsonl")
    ask(server, "bank.jsonl", "--settings", str(settings), *SETTINGS[setting])
    marks()
    rows = material.units(material.read(RunFolder(Path("runs/run"))))
    assert len({row.arm for row in rows}) == 2
    assert {row.arm.startswith("local:m · ") for row in rows} == {True}


def test_replies_of_one_arm_to_one_part_have_numbers_of_their_own(place: Path, server: Any) -> None:
    from reports.measured import material

    bank(place / "bank.jsonl", "What is 1 + 1?", "2")
    ask(server, "bank.jsonl")
    bank(place / "bank.jsonl", "What is 2 + 1?", "3")
    ask(server, "bank.jsonl")
    marks()
    rows = material.units(material.read(RunFolder(Path("runs/run"))))
    assert sorted(row.sample for row in rows) == [0, 1]
