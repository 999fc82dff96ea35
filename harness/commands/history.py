"""``harness history``: models and efforts over the dated runs of a folder."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from harness.errors import RunError
from harness.terminal import printable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "runs", nargs="?", default="runs", metavar="DIR", help="a folder of runs (default: ./runs)"
    )
    parser.add_argument("--out", metavar="DIR", help="also write a page with figures there")
    parser.add_argument("--json", action="store_true", help="print the history as one line of JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print score, tokens and cost of every model in every marked run, by date."""
    from reports.pages import history

    runs = Path(arguments.runs)
    moments, left = history.gather(runs), history.unmarked(runs)
    if not moments:
        raise RunError(
            f"{runs}: no marked run here; run harness grade first. {history.not_marked(left)}".rstrip()
        )
    if arguments.out:
        written = history.write(moments, runs.resolve().name, Path(arguments.out), left)
    if arguments.json:
        print(json.dumps(history.plain(moments), ensure_ascii=True, allow_nan=False))
        return 0
    table = [list(history.HEADS), *history.rows(moments)]
    widths = [max(len(row[i]) for row in table) for i in range(len(history.HEADS))]
    for row in table:
        print(printable("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()))
    if left:
        print(printable(f"{history.not_marked(left)} harness grade NAME marks one"))
    if arguments.out:
        print(printable(f"page: {written}"))
    return 0
