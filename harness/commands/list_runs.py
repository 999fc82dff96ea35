"""``harness list``: the runs of a folder with score, coverage, tokens, cost and state."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from harness.terminal import printable

HEADS = ("run", "model", "homework", "date", "right", "tokens", "cost", "state")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--runs", default="runs", metavar="DIR", help="where runs are kept (default: ./runs)")
    parser.add_argument("--json", action="store_true", help="print one line of JSON a run and model")


def run(arguments: argparse.Namespace) -> int:
    """Print a line a run and model, newest first."""
    from harness.viewing.index import Runs
    from harness.viewing.listing import listed
    from reports.measured.lines import cells

    runs = Runs(Path(arguments.runs))
    runs.refresh()
    lines = sorted(listed(list(runs.followed.values())), key=lambda line: line.when, reverse=True)
    if arguments.json:
        for line in lines:
            print(json.dumps(asdict(line), ensure_ascii=True))
        return 0
    if not lines:
        print(printable(f"{arguments.runs}: no run here; harness demo makes two without a key"))
        return 0
    table = [HEADS, *(cells(line) for line in lines)]
    widths = [max(len(row[place]) for row in table) for place in range(len(HEADS))]
    for row in table:
        print(printable("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()))
    return 0
