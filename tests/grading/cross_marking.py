"""Every reply held against every part of every homework: nothing fails, nothing is slow, no number passes.

``python tests/grading/cross_marking.py [FILE.jsonl …] [--every N]`` marks the replies of the tree, and those
under ``response`` or ``reply`` in the files, as answers to all parts; `test_cross_marking` runs a share.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import reference
from harness import codec
from harness.errors import INTERNAL
from harness.grading import mark
from harness.questions import load_set, recordings_root, sets
from harness.records import Answer, Transcript
from harness.symbols import GREEK_NAMES

TESTS = Path(__file__).resolve().parents[1]
SLOW = 0.5
"""Seconds of CPU that no mark may take."""
_LETTERS = re.compile(r"[^\W\d_]")
_COMMAND = re.compile(r"\\([a-zA-Z]+)")


def _letter(command: re.Match[str]) -> str:
    return "x" if command[1] in GREEK_NAMES else ""


def replies(files: Iterable[Path] = ()) -> list[str]:
    """Return every distinct reply of cases, probes, recordings and the files."""
    found: dict[str, None] = {}
    for file in (*sorted((TESTS / "benchmarks" / "cases").glob("*.jsonl")), *files):
        for row in map(json.loads, file.read_text("utf-8").splitlines()):
            found[str(row.get("response", row.get("reply", "")))] = None
    for row in map(json.loads, (TESTS / "grading" / "probes" / "general.jsonl").read_text().splitlines()):
        found[row["response"]] = None
    for row in map(json.loads, (TESTS / "grading" / "probes" / "homework.jsonl").read_text().splitlines()):
        found.update(dict.fromkeys((*row["right"], *row["wrong"])))
    for name in ("deepseek-chat-thinking", "kimi-k2-thinking"):
        for line in (recordings_root() / f"{name}.jsonl").read_text("ascii").splitlines():
            found.update(dict.fromkeys(r.answer for r in codec.decode(line, Transcript).replies))
    return list(found)


def parts() -> list[Answer]:
    """Return the true answer of every part of every set."""
    return [a for name in sets() for q in load_set(name) for a in reference.answers(q).values()]


def faults(texts: Iterable[str], answers: Iterable[Answer]) -> Iterator[str]:
    """Yield what no reply may do to any part, one line each."""
    every = list(answers)
    for text in texts:
        for answer in every:
            begun = time.process_time()
            try:
                verdict = mark(answer, text, part=answer.part, labels=(answer.part,))
            except Exception as error:
                yield f"{answer.question} ({answer.part}) raises {error!r}: {text[:200]!r}"
                continue
            spent = time.process_time() - begun
            where = f"{answer.question} ({answer.part})"
            marks = (verdict.reason, *(m.reason for m in (*verdict.targets, *verdict.checkpoints)))
            if any(INTERNAL in reason for reason in marks):
                yield f"{where}: {verdict.reason}: {text[:200]!r}"
            if spent > SLOW:
                yield f"{where} takes {spent:.2f} s: {text[:200]!r}"
            for one in verdict.targets:
                said = one.claim.text if one.claim is not None else "x"
                plain = "=" in said and not _LETTERS.search(_COMMAND.sub(_letter, said))
                if one.status == "correct" and plain and _LETTERS.search(one.expected):
                    yield f"{where} accepts {said!r} for {one.expected!r}"


def main() -> int:
    """Print every fault; 1 where there is one."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--every", type=int, default=1, help="mark each Nth reply only")
    parser.add_argument("--first", type=int, default=0, help="begin with this one")
    arguments = parser.parse_args()
    chosen = replies(arguments.files)[arguments.first :: arguments.every]
    answers = parts()
    found = 0
    for fault in faults(chosen, answers):
        found += 1
        print(fault, flush=True)
    print(f"{len(chosen)} replies, {len(answers)} parts, {found} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
