"""Whole replies that somebody wrote who had not seen the code: what was reached on them is not lost again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

import reference
from harness import verify
from harness.grading import mark
from harness.questions import load_question
from harness.records import Answer

ROUNDS = Path(__file__).parent / "replies"
REACHED = {
    "round1": (288, 3),
    "round2": (171, 2),
    "chains": (30, 0),
    "classes": (143, 3),
}
"""Round, or classes that were mended → how many must be marked as labelled, how many wrong ones accepted."""


@pytest.mark.parametrize("name", sorted(REACHED))
def test_what_was_reached_is_kept(name: str) -> None:
    rows = [json.loads(line) for line in (ROUNDS / f"{name}.jsonl").read_text("utf-8").splitlines()]
    said = [(verify(row["gold"], row["response"]).status == "correct", bool(row["label"])) for row in rows]
    right, accepted = REACHED[name]
    assert sum(found == label for found, label in said) >= right
    assert sum(found and not label for found, label in said) <= accepted


def test_what_was_reached_on_homework_is_kept() -> None:
    """Natural replies to the shipped sets; at first sight 57 of 80 were read, 1 of 40 wrong ones accepted."""
    said: list[tuple[bool, bool, bool]] = []
    answers: dict[str, Mapping[str, Answer]] = {}
    for line in (ROUNDS / "homework" / "round1.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["question"] not in answers:
            answers[row["question"]] = reference.answers(load_question(row["question"]))
        answer, part = answers[row["question"]][row["part"]], row["part"]
        status = mark(answer, row["reply"], part=part, labels=(part,)).status
        said.append((status == "correct", row["label"] == "correct", status in ("incorrect", "partial")))
    assert sum(right and label for right, label, _ in said) >= 58
    assert sum(right and not label for right, label, _ in said) <= 1
    assert sum(wrong and label for _, label, wrong in said) <= 7


def test_few_right_replies_that_are_refused_are_called_wrong_and_wrong_ones_are_decided() -> None:
    said = [
        (verify(row["gold"], row["response"]).status, bool(row["label"]))
        for name in REACHED
        for row in map(json.loads, (ROUNDS / f"{name}.jsonl").read_text("utf-8").splitlines())
    ]
    refused = [status for status, right in said if right and status != "correct"]
    wrong = [status for status, right in said if not right]
    assert refused.count("incorrect") <= len(refused) / 5
    assert sum(status in ("incorrect", "partial", "hedged", "no_answer") for status in wrong) >= 0.87 * len(
        wrong
    )


@pytest.mark.parametrize("name", sorted(REACHED))
def test_half_of_each_class_is_wrong(name: str) -> None:
    rows = [json.loads(line) for line in (ROUNDS / f"{name}.jsonl").read_text("utf-8").splitlines()]
    for source in {row["source"] for row in rows}:
        labels = [row["label"] for row in rows if row["source"] == source]
        assert 2 * sum(labels) == len(labels), source


def test_strict_leaves_open_what_the_evidence_hardly_carries() -> None:
    rows = [json.loads(line) for line in (ROUNDS / "round2.jsonl").read_text("utf-8").splitlines()]
    unsure = 0
    for row in rows:
        balanced = verify(row["gold"], row["response"])
        strict = verify(row["gold"], row["response"], decide="strict")
        if balanced.confidence < 0.9 and balanced.status in ("correct", "incorrect", "hedged"):
            unsure += 1
            assert strict.status == "unsupported"
        else:
            assert strict.status == balanced.status
    assert unsure
