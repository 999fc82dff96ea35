"""Short answers in the spellings that tests of markers, textbooks and programs use, with their truth.

``short_answers.txt`` was written before what comes out was looked at; each line is a class by an example.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from harness import verify

FILE = Path(__file__).with_name("short_answers.txt")
ROWS = [line.split("\t") for line in FILE.read_text("utf-8").splitlines() if "\t" in line]


def test_there_are_many_of_both_sorts() -> None:
    assert sum(truth == "right" for truth, _, _ in ROWS) > 300
    assert sum(truth == "wrong" for truth, _, _ in ROWS) > 220


@pytest.mark.parametrize(("truth", "gold", "reply"), ROWS)
def test_a_short_answer_is_correct_just_where_it_is_right(truth: str, gold: str, reply: str) -> None:
    verdict = verify(gold, reply.replace("⏎", "\n"))
    assert verdict.correct is (truth == "right"), verdict.reason
