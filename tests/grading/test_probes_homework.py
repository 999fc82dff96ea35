"""Homework-like probes, written before the marker saw them; each line holds a gold and replies to it.

What the marker still gets wrong stands on the line as ``missed``; nothing else may be missed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from harness import verify

PROBES = Path(__file__).parent / "probes" / "homework.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in PROBES.open(encoding="utf-8")]
IDS = [f"{number}-{row['batch']}-{row['gold'][:30]}" for number, row in enumerate(ROWS)]


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_probes(row: dict[str, Any]) -> None:
    setting = {key: tuple(v) if isinstance(v, list) else v for key, v in row["setting"].items()}
    missed = []
    for response in (*row["right"], *row["wrong"]):
        verdict = verify(row["gold"], response, **setting)
        if verdict.correct is not (response in row["right"]):
            missed.append(response)
    assert set(missed) <= set(row.get("missed", [])), row["gold"]


def test_no_reply_is_both_right_and_wrong() -> None:
    assert all(not set(row["right"]) & set(row["wrong"]) for row in ROWS)
