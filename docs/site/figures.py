"""Figures in the documents that a command can make are made by it: ``make figures`` writes them anew.

A block stands between ``<!-- made: NAME -->`` and ``<!-- end -->``; what makes it is the function of that
name here. ``python docs/site/figures.py`` rewrites all blocks but the slow ones, ``--slow`` those too,
``--check`` only says which are out of date (exit status 1).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"<!-- made: ([\w-]+) -->(.*?)<!-- end -->", re.DOTALL)
HOME = "/home/you/homework-harness"


def session() -> str:
    """Return what ``make demo`` prints, shortened."""
    with tempfile.TemporaryDirectory() as empty:
        said = subprocess.run(
            [sys.executable, "-m", "harness", "demo"],
            cwd=empty,
            env={**os.environ, "COLUMNS": "92", "NO_COLOR": "1", "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=True,
        ).stdout.replace(str(Path(empty).resolve()), HOME)
    return f"\n\n```\n$ make demo\n{shortened(said.strip())}\n```\n\n"


def shortened(said: str) -> str:
    """Return the demo's output with most of the second table left out."""
    first, second = said.split("\n\n── demo-kimi", 1)
    kept, where = [], "head"
    for line in ("── demo-kimi" + second).splitlines():
        row = re.match(r"(q\d+) +([a-z]) ", line)
        where = f"{row[1]} {row[2]}" if row else "tail" if line.startswith("model ") else where
        shown = where == "tail" or where in ("q1 a", "q1 b", "q1 c", "q1 d", "q2 i")
        if where == "head":
            shown = not line.startswith(("done:", "demo-kimi:"))
        if shown:
            kept.append(line.rstrip())
        elif kept[-1] != "…":
            kept.append("…")
    first = re.sub(r"(done: judging/.*\n)+", "…\n", first)
    return first + "\n\n" + "\n".join(kept)


def traces() -> str:
    """Return the table of hand-marked thinkings."""
    rows = _validation().table("first")
    return "\n\n" + "\n".join(rows) + "\n\n"


def more_traces(which: str) -> Callable[[], str]:
    """Return what makes the last row of that table for further thinkings."""

    def made() -> str:
        found = _validation().score(which)["all"]
        return (
            f"{found.found}/{found.marked} = {found.recall:.0%} found, "
            f"{found.right_true}/{found.right} right and true, "
            f"{found.wrong_true}/{found.wrong} wrong and true, first right off by {found.off}"
        )

    return made


def coverage() -> str:
    """Return the table of simulated coverage; some minutes."""
    return "\n\n" + "\n".join(_module("tests/reports/measured/coverage.py").table(1500)) + "\n\n"


def originals() -> str:
    """Return what was counted in the original of the first recording."""
    heads = ("seconds stated", "thinking, words", "thinking, characters", "answer's prose, words",
             "answer's prose, characters")  # fmt: skip
    names = ("thinking_words", "thinking_characters", "answer_prose_words", "answer_prose_characters")
    return _table(("part", *heads), (
        (part, f"{seconds:.0f}", *(f"{said[f'original_{name}']:,}" for name in names))
        for part, said, seconds in _recorded()
    ))  # fmt: skip


def thinking() -> str:
    """Return what was measured on that original."""
    heads = ("first candidate, first right, last change", "words after it", "re-checks",
             "questions to itself", "equations repeated",
             "markers: re-check, hesitation, switch, closing")  # fmt: skip
    rows = []
    for part, said, _ in _recorded():
        counts = [f"{said[f'original_{name}']:,}" for name in (
            "tail_words", "rechecks", "self_questions", "repeated_equations")]  # fmt: skip
        marks = [
            str(said[f"original_{one}_markers"]) for one in ("recheck", "hesitation", "switch", "closing")
        ]
        places = {said[f"original_{name}"] for name in ("first_candidate", "first_correct", "last_change")}
        where = ", ".join(f"{100 * place:.1f} %" for place in sorted(places))
        rows.append((part, where, *counts, ", ".join(marks)))
    return _table(("part", *heads), rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in (heads, *rows)]
    lines.insert(1, "|---" * len(heads) + "|")
    return "\n\n" + "\n".join(lines) + "\n\n"


def limits() -> str:
    """Return the table of the marker's limits."""
    from harness.grading.claims import reader
    from harness.grading.gold import readings
    from harness.grading.marking import deciding, looking, trail
    from harness.grading.page import segments

    rows = {
        "characters read for claims": f"the last {segments.WINDOW:,} (a box is looked for everywhere); "
        f"{trail.WINDOW:,} of a thinking",
        "a claim": f"{deciding.CLAIM_LIMIT:,} characters",
        "a gold": f"{readings.LIMIT:,} characters",
        "texts decided for one target": f"{deciding.DECISIONS}; for checkpoints "
        f"{looking.DECISIONS:,} a reply",
        "a unit (sentence, line)": f"{segments.UNIT_LIMIT:,} characters, "
        f"its last {reader.PER_UNIT} statements",
    }
    return _table(("what", "limit"), list(rows.items()))


def judge_items() -> str:
    """Return how many items judges are calibrated on."""
    return str(len(_lines("datasets/judge-calibration/items.jsonl")))


def judge_orders() -> str:
    """Return how many of them hold orders to the judge."""
    return str(sum(bool(item.get("injection")) for item in _lines("datasets/judge-calibration/items.jsonl")))


def homework() -> str:
    """Return the size of the shipped homework."""
    from harness.questions import load_set

    found = load_set("deep-learning-hw1")
    return f"{len(found)} questions, {sum(len(question.parts) for question in found)} parts"


def missed_general() -> str:
    """Return how many kept general probes are missed."""
    missed = [row for row in _lines("tests/grading/probes/general.jsonl") if row.get("missed")]
    return f"{len(missed)}, {sum(not row['right'] for row in missed)} of them false accepts"


def missed_homework() -> str:
    """Return how many kept probes of the homework domain are missed."""
    rows = _lines("tests/grading/probes/homework.jsonl")
    missed = [(text, row) for row in rows for text in row.get("missed", [])]
    return f"{len(missed)}, {sum(text in row['wrong'] for text, row in missed)} of them false accepts"


def replies_today() -> str:
    """Return what the marker as it stands gets right of the two rounds of whole replies."""
    from harness import verify

    rows = []
    for name in ("round1", "round2"):
        lines = _lines(f"tests/benchmarks/replies/{name}.jsonl")
        said = [(verify(row["gold"], row["response"]).correct, bool(row["label"])) for row in lines]
        right = sum(a is b for a, b in said)
        accepted, rejected = sum(a and not b for a, b in said), sum(b and not a for a, b in said)
        rows.append((name, f"{right} of {len(said)}", str(accepted), str(rejected)))
    return _table(("replies", "right", "false accepts", "false rejects"), rows)


MADE: Mapping[str, Callable[[], str]] = {
    "session": session,
    "traces": traces,
    "traces-second": more_traces("second"),
    "coverage": coverage,
    "originals": originals,
    "thinking": thinking,
    "limits": limits,
    "judge-items": judge_items,
    "judge-orders": judge_orders,
    "homework": homework,
    "missed-general": missed_general,
    "missed-homework": missed_homework,
    "replies-today": replies_today,
}
SLOW = frozenset({"coverage"})
"""Minutes: held by nobody, written anew with ``--slow``."""


def documents() -> list[Path]:
    """Return the documents that may hold such blocks."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def written(text: str, skip: frozenset[str] = SLOW) -> str:
    """Return a document with its blocks made anew."""

    def anew(found: re.Match[str]) -> str:
        if found[1] in skip:
            return found[0]
        return f"<!-- made: {found[1]} -->{MADE[found[1]]()}<!-- end -->"

    return BLOCK.sub(anew, text)


def _recorded() -> list[tuple[str, Mapping[str, Any], float]]:
    (line,) = _lines("datasets/recordings/deepseek-chat-thinking.jsonl")
    labels = [turn["parts"][0] for turn in line["conversation"]["turns"]]
    return [
        (label, reply["extras"], reply["timing"]["stated_thinking"])
        for label, reply in zip(labels, line["replies"], strict=True)
    ]


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (ROOT / name).read_text("utf-8").splitlines()]


def _validation() -> Any:
    return _module("tests/reasoning/validation.py")


def _module(name: str) -> Any:
    """Return a module of the tests."""
    from importlib import import_module

    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    return import_module(name.removesuffix(".py").replace("/", "."))


def main() -> int:
    """Return 0, or with ``--check`` 1 where a block is out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say what is out of date")
    parser.add_argument("--slow", action="store_true", help="also what takes minutes")
    chosen = parser.parse_args()
    stale = 0
    for file in documents():
        before = file.read_text("utf-8")
        after = written(before, frozenset() if chosen.slow else SLOW)
        if after != before:
            stale += 1
            print(f"{file.relative_to(ROOT)}: {'is out of date' if chosen.check else 'written anew'}")
            if not chosen.check:
                file.write_text(after, "utf-8")
    return int(chosen.check and stale > 0)


if __name__ == "__main__":
    raise SystemExit(main())
