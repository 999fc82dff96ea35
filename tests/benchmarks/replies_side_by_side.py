"""Whole replies, marked by us, by math-verify and by inspect_ai's `math()`: one run, one process.

    python tests/benchmarks/replies_side_by_side.py [FILE …] [--by ours,math-verify,inspect]
        [--classes] [--json]

A file is JSON Lines of `{"gold", "response", "label", "source"}`; without one, the rounds kept in
`tests/benchmarks/replies/` are taken. A marker is right where it accepts exactly the replies labelled true.
Each reply is marked once, in turn by every marker, and CPU time is taken for each: compare columns, not
machines. Bare LaTeX golds are put between dollars for math-verify, which does not read them otherwise.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROUNDS = Path(__file__).parent / "replies"
Row = Mapping[str, Any]
Marker = Callable[[Row], str]
"""A row to `correct`, `incorrect`, or what else the marker says."""


@dataclass
class Tally:
    """What one marker said of every row, and how long it took."""

    said: list[tuple[Row, str, float]] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        """Return shares, counts and times; `called wrong` are right replies marked `incorrect`.

        `wrong decided` are wrong replies that are refused and not left open.
        """
        right = [(row, said) for row, said, _ in self.said if row["label"]]
        wrong = [(row, said) for row, said, _ in self.said if not row["label"]]
        seconds = sorted(taken for *_, taken in self.said)
        agree = sum((said == "correct") is bool(row["label"]) for row, said, _ in self.said)
        refused = [said for _, said in right if said != "correct"]
        return {
            "replies": len(self.said),
            "accuracy": agree / len(self.said),
            "false accepts": sum(said == "correct" for _, said in wrong),
            "of wrong replies": len(wrong),
            "false rejects": len(refused),
            "of right replies": len(right),
            "called wrong": refused.count("incorrect"),
            "left open": sum(said in ("unsupported", "hedged") for said in refused),
            "wrong decided": sum(said not in ("correct", "unsupported") for _, said in wrong),
            "replies a second": len(seconds) / sum(seconds),
            "median ms": 1000 * statistics.median(seconds),
            "p99 ms": 1000 * seconds[min(len(seconds) - 1, int(0.99 * len(seconds)))],
        }

    def by_class(self) -> dict[str, str]:
        """Return class → agreeing/all."""
        table: dict[str, list[bool]] = defaultdict(list)
        for row, said, _ in self.said:
            table[str(row.get("source", ""))].append((said == "correct") is bool(row["label"]))
        return {name: f"{sum(hits)}/{len(hits)}" for name, hits in table.items()}


def ours() -> Marker:
    """Return our marker."""
    from harness import verify

    return lambda row: verify(row["gold"], row["response"]).status


def math_verify() -> Marker:
    """Return math-verify with its own defaults."""
    from math_verify import parse
    from math_verify import verify as same

    def mark(row: Row) -> str:
        gold = row["gold"] if "$" in row["gold"] or r"\(" in row["gold"] else f"${row['gold']}$"
        try:
            return "correct" if same(parse(gold), parse(row["response"])) else "incorrect"
        except Exception:  # whatever it raises, it did not accept
            return "error"

    return mark


def inspect() -> Marker:
    """Return inspect_ai's `math()` scorer."""
    from inspect_ai.model import ModelOutput
    from inspect_ai.scorer import Target, math
    from inspect_ai.solver import TaskState

    scorer = math()
    loop = asyncio.new_event_loop()

    def mark(row: Row) -> str:
        output = ModelOutput.from_content("replayed", row["response"])
        state = TaskState("replayed", sample_id=1, epoch=1, input="", messages=[], output=output)
        try:
            score = loop.run_until_complete(scorer(state, Target(row["gold"])))
        except Exception:  # it raises where a gold cannot be read
            return "error"
        return "correct" if score is not None and score.value == "C" else "incorrect"

    return mark


MARKERS: Mapping[str, Callable[[], Marker]] = {"ours": ours, "math-verify": math_verify, "inspect": inspect}


def run(rows: Sequence[Row], names: Sequence[str]) -> dict[str, Tally]:
    """Return every marker's tally over the same rows, the markers taking turns."""
    markers = {name: MARKERS[name]() for name in names}
    for mark in markers.values():  # what is loaded on first use is not a reply's cost
        mark({"gold": "1", "response": r"The answer is $\boxed{1}$."})
    tallies = {name: Tally() for name in names}
    for row in rows:
        for name, mark in markers.items():
            begun = time.process_time()
            said = mark(row)
            tallies[name].said.append((row, said, time.process_time() - begun))
    return tallies


def main() -> None:
    """Print a line a marker, and with `--classes` a line a class."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--by", default="ours,math-verify,inspect", help="markers, by commas")
    parser.add_argument("--classes", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    files = arguments.files or sorted(ROUNDS.glob("*.jsonl"))
    rows = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    rows = [row for row in rows if "gold" in row and "label" in row]
    tallies = run(rows, arguments.by.split(","))
    if arguments.json:
        print(json.dumps({name: {**t.figures(), "classes": t.by_class()} for name, t in tallies.items()}))
        return
    base = next(iter(tallies.values())).figures()["replies a second"]
    for name, tally in tallies.items():
        of = tally.figures()
        print(
            f"{name:12} {of['accuracy']:6.1%} of {of['replies']}; false accepts {of['false accepts']} of "
            f"{of['of wrong replies']}, false rejects {of['false rejects']} of {of['of right replies']} "
            f"({of['called wrong']} called wrong, {of['left open']} left open), "
            f"{of['wrong decided']} of the wrong ones decided; "
            f"{of['replies a second']:.0f}/s (the first is {base / of['replies a second']:.1f} times this), "
            f"median {of['median ms']:.2f} ms, p99 {of['p99 ms']:.1f} ms"
        )
    if arguments.classes:
        tables = {name: tally.by_class() for name, tally in tallies.items()}
        for kind in next(iter(tables.values())):
            print(f"{kind:32}", *(f"{name} {table[kind]:>7}" for name, table in tables.items()))


if __name__ == "__main__":
    main()
