"""Every case of the case files; what we get wrong stands in ``known-wrong.txt`` and nothing else may."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from asked import CASES, ask, names, rows

ALL = {row["id"]: row for name in names() for row in rows(name)}
KNOWN_WRONG = {
    line.split()[0]: line
    for line in (CASES / "known-wrong.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
}


@pytest.mark.parametrize("name", ALL)
def test_case(name: str) -> None:
    row: dict[str, Any] = ALL[name]
    verdict = ask(row)
    right = verdict.correct is row["right"] and verdict.status == row.get("status", verdict.status)
    assert right is (name not in KNOWN_WRONG), (row["gold"], row["response"][-300:], verdict)


def test_known_wrong_are_cases() -> None:
    assert set(KNOWN_WRONG) <= set(ALL)
