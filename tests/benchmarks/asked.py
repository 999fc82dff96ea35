"""A line of a case file, put to our marker."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from harness.codec import from_builtins
from harness.grading import mark, verify
from harness.records import Answer, Expected, Target, Verdict
from harness.symbols import declare

CASES = Path(__file__).resolve().parent / "cases"
Row = Mapping[str, Any]


def rows(name: str) -> list[dict[str, Any]]:
    """Return the lines of ``cases/NAME.jsonl``."""
    with (CASES / f"{name}.jsonl").open(encoding="ascii") as lines:
        return [json.loads(line) for line in lines]


def names() -> list[str]:
    """Return the names of the case files that are there."""
    return sorted(path.stem for path in CASES.glob("*.jsonl"))


def answer_of(row: Row) -> Answer | None:
    """Return the answer a line carries or needs because it sets options; None for a plain gold."""
    if "answer" in row:
        return from_builtins(row["answer"], Answer)
    if "options" not in row:
        return None
    symbols = tuple(declare(name, text) for name, text in row.get("symbols", {}).items())
    target = Target(str(row["options"].get("variable", "answer")), row["kind"], options=row["options"])
    if row["kind"] == "conditional":
        target = Target("answer", row["kind"], options=row["options"])
    expected = (Expected(target, row["gold"]),)
    return Answer("case/case", "a", row["kind"], row["gold"], expected, symbols, tuple(row.get("assume", ())))


def ask(row: Row) -> Verdict:
    """Return our verdict on a line."""
    answer = answer_of(row)
    if answer is not None:
        return mark(answer, row["response"], part=row.get("part", ""), labels=tuple(row.get("labels", ())))
    return verify(
        row["gold"],
        row["response"],
        symbols=row.get("symbols"),
        kind=row.get("kind"),
        assume=tuple(row.get("assume", ())),
        targets=tuple(row.get("targets", ())),
    )
