"""``harness profile``: the thinking of a run measured, one line a part."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harness.commands._truth import Truth, answers_to
from harness.errors import internal
from harness.terminal import printable

if TYPE_CHECKING:
    from harness.reasoning import Lists
    from harness.records import ReasoningProfile, Verdict
    from harness.store import RunFolder

_NEEDS_RAW = ("rechecks", "self_questions", "repeated_equations")
_HEADINGS = (
    "part", "seconds", "words", "tokens", "checks", "doubt", "switch", "close", "claim", "right", "after",
)  # fmt: skip
_LEGEND = """\
seconds   of thinking; s: as an interface stated them, else measured
tokens    of thinking; r: recounted by one rule, e: estimated, else the provider's count
checks    acts of re-checking; doubt, switch, close: marker words per 1,000 words
claim     first claim of what is asked, and first right one, as shares of the thinking
after     words after the first right claim"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("name", metavar="RUN", help="the run")
    parser.add_argument("--runs", default="runs", metavar="DIR", help="where runs are kept (default: ./runs)")
    parser.add_argument(
        "--markers", metavar="FILE", help="a TOML file with marker phrases of your own to add"
    )
    parser.add_argument(
        "--suggest-markers",
        action="store_true",
        help="print phrases common in this run's thinking that the marker lists lack",
    )
    parser.add_argument("--json", action="store_true", help="print one object a transcript and part")


def run(arguments: argparse.Namespace) -> int:
    """Print the profiles of a run, or the phrases its thinking suggests for the marker lists."""
    from harness import reasoning
    from harness.store import RunFolder

    folder = RunFolder.of(Path(arguments.runs), arguments.name)
    lists = reasoning.with_own(Path(arguments.markers)) if arguments.markers else reasoning.shipped()
    if arguments.suggest_markers:
        return _suggest(folder, lists, arguments.json)
    failures: list[str] = []
    found = list(profiles(folder, lists, failures.append))
    for failure in failures:
        print(printable(failure), file=sys.stderr)
    if arguments.json:
        _print_list(plain(p) for p in found)
    else:
        _show(found)
    return 0


def profiles(folder: RunFolder, lists: Lists, failed: Callable[[str], object]) -> Iterator[ReasoningProfile]:
    """Yield the profile of every part of every transcript; ``knew_it`` only where the run is marked.

    What an interrupted attempt had measured is kept. A transcript that cannot be measured is told to
    ``failed`` and left out.
    """
    from harness import codec
    from harness.grading import MARKER_VERSION
    from harness.reasoning import profile
    from harness.records import ReasoningProfile

    verdicts: dict[str, list[Verdict]] = {}
    for verdict in folder.verdicts() if folder.verdicts_file.exists() else []:
        verdicts.setdefault(verdict.run_key, []).append(verdict)
    truth = Truth(folder)
    with folder.unfinished("profiles") as unfinished:
        for transcript in folder.transcripts():
            answers, _ = answers_to(truth, transcript)
            own = verdicts.get(transcript.run_key, [])
            of = codec.digest([MARKER_VERSION, transcript, answers, own, repr(lists)])
            found = unfinished.known(of, ReasoningProfile)
            if found is None:
                try:
                    found = list(profile(transcript, answers, own, markers=lists))
                except Exception as error:
                    failed(f"{transcript.run_key}: not measured: {internal(error)}")
                    continue
                unfinished.keep(of, found)
            yield from found


def plain(found: ReasoningProfile) -> dict[str, Any]:
    """Return the profile as it is printed: measures of text are null where the thinking is not raw."""
    from harness import codec

    table: dict[str, Any] = codec.to_builtins(found)
    if not found.raw:
        table.update({name: table[name] or None for name in _NEEDS_RAW})
    words = found.thinking_words
    table["markers_per_1000"] = {
        kind: round(1000 * count / words, 2) for kind, count in found.markers.items() if words
    }
    return table


def _print_list(objects: Iterable[Mapping[str, Any]]) -> None:
    """Print a JSON list with one object a line."""
    lines = [json.dumps(o, ensure_ascii=True, allow_nan=False) for o in objects]
    print("[\n" + ",\n".join(lines) + "\n]" if lines else "[]")


def _suggest(folder: RunFolder, lists: Lists, as_json: bool) -> int:
    from harness.reasoning import suggest, why_not_raw

    raw = [
        reply
        for transcript in folder.transcripts()
        for reply in transcript.replies
        if not why_not_raw(reply, transcript.model)
    ]
    found = suggest([r.reasoning for r in raw], [r.answer for r in raw], lists)
    if as_json:
        _print_list(
            {"phrase": s.phrase, "thinking": s.thinking, "answers": s.answers, "example": s.example}
            for s in found
        )
        return 0
    print(
        printable(
            f"# {folder.name}: how sentences of {len(raw)} raw thinkings begin and those of answers do not."
        )
    )
    print("# Move what fits into recheck, hesitation, switch or closing = [...] of a file for --markers.")
    for s in found:
        example = " ".join(s.example.split())
        print(printable(f"{json.dumps(s.phrase, ensure_ascii=False)},  # {s.thinking} times: {example}"))
    return 0


def _show(found: Sequence[ReasoningProfile]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(file=sys.stdout, highlight=False, markup=False)
    for (question, model, sample), group in groupby(found, lambda p: (p.question, p.model, p.sample)):
        parts = list(group)
        console.print(printable(f"{question}  {model}" + (f"  sample {sample}" if sample else "")))
        table = Table(box=None, pad_edge=False)
        for heading in _HEADINGS:
            table.add_column(heading, justify="left" if heading == "part" else "right")
        for one in parts:
            table.add_row(*map(printable, row(one)))
        console.print(table)
        for part, remark in _remarks(parts):
            console.print(printable(f"  {part}: {remark}"))
        console.print()
    print(_LEGEND)


def row(found: ReasoningProfile) -> tuple[str, ...]:
    """Return one profile's cells in the order of the headings; a dash for what could not be measured."""
    table = plain(found)
    rates = table["markers_per_1000"]
    source = {"recounted": " r", "estimated": " e"}.get(found.tokens_from, "")
    return (
        found.part,
        _cell(found.seconds) + (" s" if found.seconds_from == "stated" else ""),
        _cell(found.thinking_words),
        _cell(found.thinking_tokens) + (source if found.thinking_tokens is not None else ""),
        _cell(table["rechecks"]),
        *(_cell(rates.get(kind)) for kind in ("hesitation", "switch", "closing")),
        _percent(found.first_candidate),
        _percent(found.first_correct),
        _cell(found.tail_words),
    )


def _remarks(parts: Sequence[ReasoningProfile]) -> Iterator[tuple[str, str]]:
    """Yield what must be said beside the figures, with the labels of the parts it holds for."""
    said: dict[str, list[str]] = {}
    for one in parts:
        remarks = [one.why_not_raw] if one.why_not_raw else []
        if one.raw and one.why_no_markers:
            remarks.append(one.why_no_markers)
        if one.loop_times:
            remarks.append(
                f"in a loop for {one.loop_share:.0%} of the thinking: {one.loop_times} times the same block"
            )
        if one.knew_it:
            remarks.append("marked wrong, but the right answer was in the thinking")
        if one.shared:
            remarks.append("the thinking serves several parts and was split by estimate")
        for remark in remarks:
            said.setdefault(remark, []).append(one.part)
    yield from ((", ".join(labels), remark) for remark, labels in said.items())


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:,.4g}" if isinstance(value, float) else f"{value:,}"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"
