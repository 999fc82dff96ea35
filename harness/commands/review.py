"""``harness review``: people's marks passed on, taken in and put into a gradebook."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from harness.errors import RunError
from harness.terminal import printable

if TYPE_CHECKING:
    from harness.records import Review
    from harness.store import RunFolder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("name", metavar="NAME", help="the run")
    parser.add_argument("--runs", default="runs", metavar="DIR", help="where runs are kept (default: ./runs)")
    parser.add_argument(
        "--export", type=Path, metavar="FILE", help="write every act, to pass on to who marks the same run"
    )
    parser.add_argument(
        "--import", type=Path, metavar="FILE", dest="taken", help="take acts in; those known already are left"
    )
    parser.add_argument("--gradebook", type=Path, metavar="FILE", help="write a CSV, one row a part")
    parser.add_argument("--json", action="store_true", help="print where each person stands as JSON lines")


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked and print who marked how much and how far people agree."""
    from harness import codec
    from harness.store import RunFolder

    folder = RunFolder.of(Path(arguments.runs), arguments.name)
    transcripts = list(folder.transcripts())
    if arguments.taken:
        _take(folder, arguments.taken, {t.run_key for t in transcripts})
    if arguments.export:
        acts = folder.reviews()
        _write(arguments.export, "".join(f"{codec.encode(act)}\n" for act in acts))
        print(printable(f"{arguments.export}: {len(acts)} acts"))
    if arguments.gradebook:
        _write(arguments.gradebook, _gradebook(folder))
        print(printable(f"gradebook: {arguments.gradebook}"))
    standing = folder.reviewed(transcripts)
    if arguments.json:
        for people in standing.values():
            for one in people:
                print(codec.encode(one))
        return 0
    for line in _counted([one.by for people in standing.values() for one in people if one.mark]):
        print(printable(line))
    for line in _agreed([{one.by: one.mark for one in p if one.mark} for p in standing.values()]):
        print(printable(line))
    return 0


def _take(folder: RunFolder, file: Path, known: set[str]) -> None:
    """Add the acts of a file that are not there yet; acts on other runs are named and left out."""
    from harness import codec
    from harness.store import reviews

    if not file.is_file():
        raise RunError(f"{file}: no such file; it is written by harness review NAME --export FILE")
    there = {codec.encode(act) for act in folder.reviews()}
    acts = reviews.read(file)
    strange = [act for act in acts if act.run_key not in known]
    fresh: list[Review] = [act for act in acts if act.run_key in known and codec.encode(act) not in there]
    if fresh:
        folder.review(fresh)
    told = f", {len(strange)} on transcripts that this run does not hold" if strange else ""
    print(
        printable(f"{file}: {len(fresh)} acts taken in, {len(acts) - len(fresh) - len(strange)} known{told}")
    )


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, "utf-8")
    except OSError as cause:
        raise RunError(f"{file}: cannot be written: {cause.strerror}") from cause


def _gradebook(folder: RunFolder) -> str:
    from harness.viewing.index import Followed
    from harness.viewing.server import gradebook

    run = Followed(folder)
    run.refresh()
    return gradebook(run)


def _counted(names: Sequence[str]) -> list[str]:
    if not names:
        return ["nobody marked a part yet; harness view is the place to"]
    return [f"{who}: {names.count(who)} parts marked" for who in dict.fromkeys(names)]


def _agreed(marks: Sequence[dict[str, str]]) -> list[str]:
    from itertools import combinations

    from reports.measured.statistics import agreement

    names = list(dict.fromkeys(who for one in marks for who in one))
    lines = []
    for left, right in combinations(names, 2):
        both = [(one[left], one[right]) for one in marks if left in one and right in one]
        if both:
            ours, theirs = zip(*both, strict=True)
            found = agreement(ours, theirs, ["" for _ in both])
            figures = [
                f"{name} {value:.2f}"
                for name, value in (("κ", found.kappa), ("AC1", found.ac1))
                if value is not None
            ]
            same = sum(a == b for a, b in both)
            lines.append(f"{left} and {right}: {same} of {len(both)} the same; {', '.join(figures)}")
    return lines
