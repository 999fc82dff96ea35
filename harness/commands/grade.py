"""``harness grade``: mark every part of a run's transcripts against the reference."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from harness.commands._truth import Truth, answers_to
from harness.errors import INTERNAL
from harness.silence import refusal, why_silent
from harness.terminal import coloured, printable, tracked

if TYPE_CHECKING:
    from harness.records import Answer, Reply, Transcript, Verdict
    from harness.store import RunFolder

STATUSES = ("correct", "incorrect", "partial", "no_answer", "hedged", "unsupported", "failed")
WIDTH = 100
"""Columns of the table where the output is no terminal."""
TOLD_APART = ("refused", "thinking only", "empty", "cut off")
_NAME = 32
_LINES_RIGHT, _LINES = 2, 4
"""Lines of why, where a part is right and where it is not."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("name", metavar="NAME", help="the run")
    parser.add_argument("--runs", default="runs", metavar="DIR", help="where runs are kept (default: ./runs)")
    parser.add_argument("--against", metavar="BANK", help="mark against this bank from now on; -: its own")
    parser.add_argument(
        "--map", action="append", default=[], metavar="COLUMN=ROLE", help="which column of the bank is what"
    )
    parser.add_argument(
        "--only", action="append", default=[], metavar="MARK", choices=STATUSES,
        help=f"show only parts of this mark; may be given again ({', '.join(STATUSES)})",
    )  # fmt: skip
    parser.add_argument("--quiet", action="store_true", help="print the summary alone")
    parser.add_argument("--json", action="store_true", help="print the verdicts as JSON lines")


def run(arguments: argparse.Namespace) -> int:
    """Write verdicts.jsonl and print the score table; what cannot be marked is counted apart."""
    from harness import codec
    from harness.commands.judge import settle
    from harness.store import RunFolder
    from harness.store.order import in_order

    folder = RunFolder.of(Path(arguments.runs), arguments.name)
    if arguments.against:
        _set_against(folder, arguments.against, arguments.map)
    truth = Truth(folder)
    meta = folder.meta() if (folder.path / "run.json").exists() else {}
    verdicts = settle(folder, in_order(graded(folder, truth), meta), truth)
    folder.write_verdicts(verdicts)
    if arguments.json:
        for verdict in verdicts:
            print(json.dumps(codec.to_builtins(verdict), ensure_ascii=True, allow_nan=False))
        return 0
    wanted = [] if arguments.quiet else [v for v in verdicts if v.status in (arguments.only or STATUSES)]
    show(verdicts, folder.verdicts_file, wanted)
    return 0


def _set_against(folder: RunFolder, bank: str, words: Sequence[str]) -> None:
    """Write into run.json which bank the run is marked against."""
    from harness.commands.bring_in import find_bank
    from harness.questions import mapping

    meta = dict(folder.meta())
    if bank == "-":
        meta.pop("against", None)
        meta.pop("against_map", None)
    else:
        mapped = mapping(words)
        find_bank(bank, mapped)
        meta["against"] = str(Path(bank).resolve())
        meta["against_map"] = {**mapped}
    folder.write_meta(meta)


def graded(folder: RunFolder, truth: Truth) -> Iterator[Verdict]:
    """Yield every verdict of a run; what an interrupted attempt had found of the same replies is kept."""
    from harness import codec
    from harness.grading import MARKER_VERSION
    from harness.records import Verdict

    with folder.unfinished("verdicts") as unfinished:
        total = len(folder.standings()) if sys.stderr.isatty() else 0
        for transcript in tracked(folder.transcripts(), "marking", total):
            answers, why = answers_to(truth, transcript)
            of = codec.digest([MARKER_VERSION, transcript, answers, why])
            found = unfinished.known(of, Verdict)
            if found is None:
                found = list(marked(transcript, answers, why))
                unfinished.keep(of, found)
            yield from found


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
    from harness.importing.caution import cautious
    from harness.records import Reply, Verdict

    if not isinstance(reply, Reply):
        return Verdict(
            "failed", f"no reply: {error or 'the conversation ended before'}", marker_version=MARKER_VERSION
        )
    if answer is None:
        reason = why or "the reference has no answer to this part"
        return Verdict("unsupported", reason, marker_version=MARKER_VERSION)
    silent = why_silent(reply)
    if silent:
        return Verdict("no_answer", _silence(reply), method=silent, marker_version=MARKER_VERSION)
    verdict = mark(answer, reply.answer, part=part, labels=labels)
    if reply.finish_reason == "length" and not _firm(verdict):
        verdict = replace(verdict, status="no_answer", reason="the reply was cut off before its answer")
    return replace(cautious(verdict, reply, bool(answer.false_steps)), reference_digest=codec.digest(answer))


def _silence(reply: Reply) -> str:
    """Return in words why a reply holds no answer."""
    said = " ".join(refusal(reply).split())
    words = {
        "refused": f"the model refused: {said}" if said else "the model refused",
        "cut off": "the reply is cut off before its answer",
        "thinking only": "the model thought, and finished without an answer",
        "empty": "the reply is empty",
    }
    return words[why_silent(reply)]


def _firm(verdict: Verdict) -> bool:
    """Whether the claim was announced as the answer before the reply was cut off."""
    return verdict.claim is not None and verdict.claim.prominence in ("boxed", "heading", "cue")


# ------------------------------------------------------------------------- the table


def show(verdicts: Sequence[Verdict], file: Path, wanted: Sequence[Verdict] | None = None) -> None:
    """Print the counts, by model where there are several, then every wanted part with its claim and why."""
    by_model: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        by_model.setdefault(verdict.model, []).append(verdict)
    print(printable(summary(verdicts)))
    for model, mine in by_model.items() if len(by_model) > 1 else ():
        print(printable(f"  {model}: {summary(mine)}"))
    print(printable(f"verdicts: {file}"))
    shown = verdicts if wanted is None else wanted
    if not shown:
        return
    print()
    wide = shutil.get_terminal_size((WIDTH, 0)).columns if sys.stdout.isatty() else WIDTH
    rows = [tuple(map(printable, row(verdict, len(by_model) > 1))) for verdict in shown]
    for line in table(rows, wide):
        print(line)


def table(rows: Sequence[tuple[str, ...]], wide: int) -> Iterator[str]:
    """Yield the lines of the table: what never gives way stands left, claim and why wrap beside it."""
    names = len(rows[0]) - 3
    heads = ("question", "part", "mark") if names == 3 else ("question", "part", "model", "mark")
    sizes = [min(_NAME, max(len(cells[at]) for cells in [heads, *rows])) for at in range(names)]
    room = max(24, wide - sum(sizes) - 2 * len(sizes))
    yield _beside(heads, sizes, "claim and why")
    for cells in rows:
        claim, place, why = cells[names:]
        mark = cells[names - 1]
        first = [_cut(claim, max(8, room - len(place) - 3)) + f" · {place}"] if claim else []
        most = _LINES_RIGHT if mark == "correct" else _LINES
        left: Sequence[str] = cells[:names]
        for said in [*first, *textwrap.wrap(why, room, max_lines=most, placeholder=" …")] or [""]:
            yield _beside(left, sizes, said)
            left = [""] * names


def _beside(names: Sequence[str], sizes: Sequence[int], text: str) -> str:
    cells = [f"{_cut(name, size):<{size}}" for name, size in zip(names, sizes)]
    return "  ".join([*cells[:-1], coloured(cells[-1], names[-1]), text]).rstrip()


def row(verdict: Verdict, with_model: bool = False) -> tuple[str, ...]:
    """Return one verdict's cells: question, part, model if asked, mark, claim, place and why."""
    claim = verdict.claim
    place = f"{claim.prominence} {claim.start}–{claim.end}" if claim else ""
    why = verdict.evidence if verdict.status == "correct" else verdict.reason
    if verdict.witness is not None and verdict.witness.says not in why:
        why = f"{why}; {verdict.witness.says}"
    short = verdict.question.rpartition("/")[2]
    question = short if not verdict.sample else f"{short} #{verdict.sample}"
    model = (verdict.model,) if with_model else ()
    text = _line(claim.text) if claim else ""
    return question, verdict.part, *model, verdict.status, text, place, _line(why)


def summary(verdicts: Sequence[Verdict]) -> str:
    """Return the counts in one line; what could not be decided or asked is never counted as wrong."""
    counts: dict[str, int] = {}
    for verdict in verdicts:
        counts[verdict.status] = counts.get(verdict.status, 0) + 1
    apart = counts.get("unsupported", 0) + counts.get("failed", 0)
    decided = len(verdicts) - apart
    rest = ", ".join(
        f"{n} {status}{_apart(verdicts) if status == 'no_answer' else ''}"
        for status, n in sorted(counts.items())
        if status != "correct"
    )
    line = f"{counts.get('correct', 0)} of {decided} decided parts correct"
    failed = sum(INTERNAL in verdict.reason for verdict in verdicts)
    told = f"; internal errors: {failed}, each named in its verdict, to be reported" if failed else ""
    return (f"{line} ({rest})" if rest else line) + told


def _apart(verdicts: Sequence[Verdict]) -> str:
    """Return how many of the parts without an answer were refused, or ended after their thinking."""
    ways = Counter(v.method for v in verdicts if v.status == "no_answer" and v.method in TOLD_APART)
    return f" ({', '.join(f'{n} {way}' for way, n in sorted(ways.items()))})" if ways else ""


def _line(text: str) -> str:
    return " ".join(text.split())


def _cut(text: str, size: int) -> str:
    return text if len(text) <= size else text[: size - 1] + "…"
