"""``harness grade``: mark every part of a run's transcripts against the reference."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from harness.commands._truth import Truth, answers_or_why
from harness.terminal import printable

if TYPE_CHECKING:
    from harness.records import Answer, Transcript, Verdict

WIDTH = 160
"""Columns of the table where the output is no terminal."""
_EVIDENCE = 120
_CLAIM = 80


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("name", metavar="NAME", help="the run")
    parser.add_argument("--runs", default="runs", metavar="DIR", help="where runs are kept (default: ./runs)")
    parser.add_argument("--json", action="store_true", help="print the verdicts as JSON lines")


def run(arguments: argparse.Namespace) -> int:
    """Write verdicts.jsonl and print the score table; what cannot be marked is counted apart."""
    from harness import codec
    from harness.store import RunFolder

    folder = RunFolder.of(Path(arguments.runs), arguments.name)
    verdicts: list[Verdict] = []
    truth = Truth(folder)
    for transcript in folder.transcripts():
        verdicts += marked(transcript, *answers_or_why(truth, transcript.conversation))
    folder.write_verdicts(verdicts)
    if arguments.json:
        for verdict in verdicts:
            print(json.dumps(codec.to_builtins(verdict), ensure_ascii=True, allow_nan=False))
        return 0
    show(verdicts, folder.verdicts_file)
    return 0


def marked(transcript: Transcript, answers: Mapping[str, Answer], why: str) -> Iterator[Verdict]:
    """Yield the verdict on every part that a transcript was asked for."""
    turns = transcript.conversation.turns
    for number, turn in enumerate(turns):
        reply = transcript.replies[number] if number < len(transcript.replies) else None
        for part in turn.parts:
            verdict = _verdict(answers.get(part), why, reply, part, turn.parts, transcript.error)
            yield replace(
                verdict,
                question=transcript.conversation.question,
                part=part,
                sample=transcript.sample,
                model=transcript.model,
                run_key=transcript.run_key,
            )


def _verdict(
    answer: Answer | None, why: str, reply: object, part: str, labels: tuple[str, ...], error: str | None
) -> Verdict:
    from harness import codec
    from harness.grading import MARKER_VERSION, mark
    from harness.records import Reply, Verdict

    if not isinstance(reply, Reply):
        return Verdict(
            "failed", f"no reply: {error or 'the conversation ended before'}", marker_version=MARKER_VERSION
        )
    if answer is None:
        reason = why or "the reference has no answer to this part"
        return Verdict("unsupported", reason, marker_version=MARKER_VERSION)
    if not reply.answer.strip():
        cut = "cut off before its answer" if reply.finish_reason == "length" else "empty"
        return Verdict("no_answer", f"the reply is {cut}", marker_version=MARKER_VERSION)
    verdict = mark(answer, reply.answer, part=part, labels=labels)
    if reply.finish_reason == "length" and not _firm(verdict):
        verdict = replace(verdict, status="no_answer", reason="the reply was cut off before its answer")
    return replace(verdict, reference_digest=codec.digest(answer))


def _firm(verdict: Verdict) -> bool:
    """Whether the claim was announced as the answer before the reply was cut off."""
    return verdict.claim is not None and verdict.claim.prominence in ("boxed", "heading", "cue")


# ------------------------------------------------------------------------- the table


def show(verdicts: Sequence[Verdict], file: Path) -> None:
    """Print one line a part, then the counts."""
    from rich.console import Console
    from rich.table import Table

    wide = None if sys.stdout.isatty() else WIDTH
    console = Console(file=sys.stdout, width=wide, highlight=False, markup=False)
    table = Table(box=None, pad_edge=False)
    rows = [tuple(map(printable, row(verdict))) for verdict in verdicts]
    for at, heading in enumerate(("question", "part", "mark", "claim", "place", "why")):
        if heading in ("claim", "why"):
            table.add_column(heading, overflow="ellipsis", no_wrap=True, ratio=1 if heading == "claim" else 2)
        else:
            needed = max([len(heading), *(len(cells[at]) for cells in rows)])
            table.add_column(heading, no_wrap=True, min_width=min(needed, 32))
    for cells in rows:
        table.add_row(*cells)
    console.print(table)
    console.print(printable(summary(verdicts)))
    console.print(printable(f"verdicts: {file}"))


def row(verdict: Verdict) -> tuple[str, ...]:
    """Return one verdict's cells: question, part, mark, claim, place and why."""
    claim = verdict.claim
    place = f"{claim.prominence} {claim.start}–{claim.end}" if claim else ""
    why = verdict.evidence if verdict.status == "correct" else verdict.reason
    if verdict.witness is not None and verdict.witness.says not in why:
        why = f"{why}; {verdict.witness.says}"
    text = " ".join(claim.text.split()) if claim else ""
    short = verdict.question.rpartition("/")[2]
    question = short if not verdict.sample else f"{short} #{verdict.sample}"
    return question, verdict.part, verdict.status, _cut(text, _CLAIM), place, _cut(why, _EVIDENCE)


def summary(verdicts: Sequence[Verdict]) -> str:
    """Return the counts in one line; what could not be decided or asked is never counted as wrong."""
    counts: dict[str, int] = {}
    for verdict in verdicts:
        counts[verdict.status] = counts.get(verdict.status, 0) + 1
    apart = counts.get("unsupported", 0) + counts.get("failed", 0)
    decided = len(verdicts) - apart
    rest = ", ".join(f"{n} {status}" for status, n in sorted(counts.items()) if status != "correct")
    line = f"{counts.get('correct', 0)} of {decided} decided parts correct"
    return f"{line} ({rest})" if rest else line


def _cut(text: str, size: int) -> str:
    return text if len(text) <= size else text[: size - 1] + "…"
