"""Judges of known character over labelled replies to homework: what they decide, and how much of it is right.

    python tests/judging/on_replies.py FILE [--judge ideal|lazy|nine] [--show N]

FILE: JSON Lines of ``question``, ``part``, ``reply`` and ``label`` (correct, wrong or partial). The judge is
a real server on this machine: *ideal* answers as the labels say, *lazy* says that everything is met with
quotes of its own making, *nine* is right nine times in ten. Each earns its right on the calibration set
first. Printed: how many replies the marker decides alone, how many are decided with the judge, and how many
of those as labelled.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from conftest import Bench, listening
from judges import KNOWN, Judge, answer_in, asked, honest, lazy, said

from harness.cli import main as harness

RIGHT = {"target": "equal", "checkpoint": "met", "false_step": "not_made"}
FALSE = {"target": "different", "checkpoint": "missing", "false_step": "made"}


@dataclass(frozen=True)
class Tally:
    """What became of labelled replies: all, decided by the marker alone, decided now, decided as labelled."""

    replies: int
    before: int
    decided: int
    right: int
    accepted: int
    """Replies that are not right and were called correct by what a judge said."""


def knowing(rows: list[Any], share: float = 1.0) -> Judge:
    """Return a judge that knows the labels and speaks by them in a share of its lines."""
    labels = {row["reply"].strip(): row["label"] for row in rows}

    def judge(prompt: str) -> str:
        reply = answer_in(prompt)
        if reply in KNOWN:
            return honest(prompt, share=share)
        lines = asked(prompt)
        quote = max(reply.splitlines(), key=len)
        dice = random.Random(reply)
        table = RIGHT if labels[reply.strip()] == "correct" else FALSE
        other = FALSE if table is RIGHT else RIGHT
        says = [(i, (table if dice.random() < share else other)[r]) for i, r in lines]
        told = [{"id": i, "says": word, "quote": quote, "restated": ""} for i, word in says]
        return said(told)

    return judge


def write_run(folder: Path, rows: list[Any]) -> None:
    """Write labelled replies as a run that has been asked."""
    folder.mkdir(parents=True)
    with (folder / "transcripts.jsonl").open("w", encoding="utf-8") as out:
        for number, row in enumerate(rows):
            turn = {"text": f"({row['part']})", "parts": [row["part"]]}
            out.write(json.dumps({
                "run_key": f"k{number}", "conversation": {"question": row["question"], "turns": [turn]},
                "model": "local:student", "sample": number, "started": "2026-11-30T00:00:00Z",
                "replies": [{"answer": row["reply"], "finish_reason": "stop"}],
                "finished": "2026-11-30T00:00:01Z", "schema": 1,
            }) + "\n")  # fmt: skip
    models = ["local:student"]
    told = {"schema": 1, "name": folder.name, "specs": [], "models": models, "goes": []}
    (folder / "run.json").write_text(json.dumps(told))


def tally(bench: Bench, rows: list[Any], show: int = 0) -> Tally:
    """Return what became of the replies of the run ``one``; print some that did not come out as labelled."""
    verdicts = {verdict["run_key"]: verdict for verdict in bench.rows("one/verdicts.jsonl")}
    decided = right = before = accepted = 0
    for number, row in enumerate(rows):
        verdict = verdicts[f"k{number}"]
        by_judge = str(verdict.get("by", "")).startswith("judge")
        if verdict["status"] not in ("correct", "incorrect", "partial"):
            continue
        decided += 1
        before += not by_judge
        same = (verdict["status"] == "correct") == (row["label"] == "correct")
        right += same
        accepted += by_judge and verdict["status"] == "correct" and row["label"] != "correct"
        if not same and show:
            show -= 1
            print(row["question"], row["part"], row["label"], verdict["status"], verdict.get("by"))
    return Tally(len(rows), before, decided, right, accepted)


@contextlib.contextmanager
def quietly() -> Iterator[None]:
    """Keep what the commands print."""
    with contextlib.redirect_stdout(StringIO()), contextlib.redirect_stderr(StringIO()):
        yield


def judged(rows: list[Any], name: str, folder: Path, show: int = 0) -> Tally:
    """Return what became of labelled replies under one judge, in a folder of its own."""
    share = 0.9 if name == "nine" else 1.0
    with listening(folder) as bench:
        write_run(folder / "runs" / "one", rows)
        bench.judge = knowing(rows, share)
        with quietly():
            harness(["grade", "one"])
            bench.run("--calibrate")
            bench.judge = lazy if name == "lazy" else partial(knowing(rows, share))
            bench.run("one")
        return tally(bench, rows, show)


def main() -> None:
    """Measure one judge on a file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--judge", choices=("ideal", "lazy", "nine"), default="ideal")
    parser.add_argument("--show", type=int, default=0)
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.file.read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder
        os.chdir(folder)
        found = judged(rows, arguments.judge, Path(folder), arguments.show)
    print(
        f"{arguments.judge}: {found.replies} replies; marker alone decides {found.before}, with the judge"
        f" {found.decided}; {found.right} of {found.decided} as labelled;"
        f" {found.accepted} not right and accepted by the judge"
    )


if __name__ == "__main__":
    main()
