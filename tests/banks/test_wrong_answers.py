"""Usual golds, each with three answers that are wrong: the gold passes, they never do."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness import verify

FILE = Path(__file__).with_name("wrong_answers.txt")
ROWS = [line.split("\t") for line in FILE.read_text("utf-8").splitlines() if "\t" in line]


def test_there_are_a_hundred_golds_with_three_wrong_answers() -> None:
    assert len(ROWS) >= 100
    assert {len(row) for row in ROWS} == {4}


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_gold_is_met_by_itself_and_by_no_wrong_answer(row: list[str]) -> None:
    gold, *wrong = row
    assert verify(gold, gold).correct
    assert verify(gold, f"\\boxed{{{gold}}}").correct
    said = [form.format(one).replace("⏎", "\n") for one in wrong for form in ("{}", "\\boxed{{{}}}")]
    assert [one for one in said if verify(gold, one).correct] == []
