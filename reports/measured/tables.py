"""Flat tables for scripts: scores.csv, one row a unit."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from reports.measured.material import Unit
from reports.typeset.escape import cell

SCORE_COLUMNS = (
    "question", "part", "model", "effort", "arm", "mode", "style", "source", "variant", "sample",
    "status", "by", "marker", "human", "people", "finish", "thinking_tokens", "answer_tokens",
    "tokens_from", "recounted", "thinking_words", "seconds", "seconds_from", "cost", "currency", "reason",
    "run_key",
)  # fmt: skip


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a CSV in which no cell can start a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([cell(head) for head in heads])
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def scores(rows: Iterable[Unit]) -> str:
    """Return scores.csv."""
    return csv_text(SCORE_COLUMNS, ([column(row, name) for name in SCORE_COLUMNS] for row in rows))


def column(row: Unit, name: str) -> object:
    """Return a unit's value in one column; people as "who: mark"."""
    if name == "people":
        return "; ".join(f"{who}: {mark}" for who, mark in row.people)
    found: object = getattr(row, name)
    return found
