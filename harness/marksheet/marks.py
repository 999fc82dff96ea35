"""A piece of rows → their marks: the one function that every engine runs, so that all say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from harness import codec
from harness.errors import HarnessError
from harness.grading import MARKER_VERSION, declared_symbols, gold_answer, mark
from harness.marksheet.columns import Columns, Task, asked, tasks
from harness.records import Answer, Verdict

PREFIX = "mark_"
"""How our columns begin: a file that is marked again loses the marks of before, and nothing else."""
MARKS: Mapping[str, str] = {
    "mark_line": "int64",
    "mark_sample": "int64",
    "mark_status": "string",
    "mark_correct": "bool",
    "mark_reason": "string",
    "mark_claim": "string",
    "mark_claim_start": "int64",
    "mark_claim_end": "int64",
    "mark_method": "string",
    "mark_evidence": "string",
    "mark_witness": "string",
    "mark_gold": "string",
    "mark_kind": "string",
    "mark_marker_version": "string",
    "mark_fault": "string",
}
"""Our columns and their Arrow types: the same in every format and from every engine."""
KEPT = 4_096
"""Golds with settings kept read: a data set asks each of them many times over."""
Mark = dict[str, Any]


class Piece(NamedTuple):
    """One row on its way to an engine."""

    number: int
    data: Mapping[str, Any]
    fault: str


def marked(pieces: Sequence[Piece], columns: Columns) -> list[list[Mark]]:
    """Return the marks of each row, one a reply; a row that cannot be marked has one with its fault."""
    return [list(_of_row(piece, columns)) for piece in pieces]


def _of_row(piece: Piece, columns: Columns) -> Iterator[Mark]:
    if piece.fault:
        yield faulty(piece.number, piece.fault)
        return
    try:
        found = list(tasks(piece.data, columns))
        for task in found:
            yield _mark(piece.number, task)
    except HarnessError as error:
        yield faulty(piece.number, str(error))
        return
    if not found:
        yield faulty(piece.number, "the list of replies is empty")


def faulty(number: int, fault: str) -> Mark:
    """Return the mark of a row that could not be marked."""
    return {**dict.fromkeys(MARKS), "mark_line": number, "mark_sample": 0, "mark_fault": fault}


def _mark(number: int, task: Task) -> Mark:
    answer, why = _answer(task.golds, codec.canonical(dict(task.settings)))
    if answer is None:
        verdict = Verdict("unsupported", why, marker_version=MARKER_VERSION)
    else:
        verdict = mark(answer, task.reply)
    claim = verdict.claim
    return {
        "mark_line": number,
        "mark_sample": task.sample,
        "mark_status": verdict.status,
        "mark_correct": verdict.correct,
        "mark_reason": verdict.reason,
        "mark_claim": claim.text if claim else None,
        "mark_claim_start": claim.start if claim else None,
        "mark_claim_end": claim.end if claim else None,
        "mark_method": verdict.method,
        "mark_evidence": verdict.evidence,
        "mark_witness": verdict.witness.says if verdict.witness else None,
        "mark_gold": task.golds[0] if len(task.golds) == 1 else codec.canonical(list(task.golds)),
        "mark_kind": answer.kind if answer is not None else None,
        "mark_marker_version": verdict.marker_version,
        "mark_fault": None,
    }


@lru_cache(KEPT)
def _answer(golds: tuple[str, ...], settings: str) -> tuple[Answer | None, str]:
    """Return the gold, read; None with the reason where the marker reads none in it."""
    how = asked(codec.json_of(settings))
    symbols = declared_symbols(how.pop("symbols"))
    try:
        return gold_answer(list(golds) if len(golds) > 1 else golds[0], symbols=symbols, **how), ""
    except HarnessError as error:
        return None, str(error)


def gold_faults(piece: Piece, columns: Columns) -> str:
    """Return why a row's gold cannot be marked when it is given as the reply; empty where it can."""
    if piece.fault:
        return piece.fault
    try:
        for task in list(tasks(piece.data, columns))[:1]:
            answer, why = _answer(task.golds, codec.canonical(dict(task.settings)))
            if answer is None:
                return why
            for gold in task.golds:
                verdict = mark(answer, gold)
                if not verdict.correct:
                    return (
                        f"the gold {gold[:60]!r}, given as the reply, is {verdict.status}: {verdict.reason}"
                    )
    except HarnessError as error:
        return str(error)
    return ""
