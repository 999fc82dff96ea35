"""``harness demo``: the whole pipeline on the recordings that ship, without key or network."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from harness.terminal import printable

RECORDINGS = {
    "demo-deepseek": ("replay:deepseek-chat-thinking", ["deep-learning-hw1/optimizer-geometry"]),
    "demo-kimi": ("replay:kimi-k2-thinking", [f"deep-learning-hw1/q{n}" for n in range(1, 8)]),
}
"""Run name → the recorded model and the questions it answered."""
JUDGE = "replay:judge-claude-2026-12-01"
"""Who read both recordings, and when: what it said is shown, and counts only where it has earned that."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--runs", default="runs", metavar="DIR", help="where runs are kept (default: ./runs)")
    parser.add_argument("--json", action="store_true", help="print results as JSON lines")


def run(arguments: argparse.Namespace) -> int:
    """Ask, mark and report each recording; the exit status is that of the first step that failed."""
    for name, (model, questions) in RECORDINGS.items():
        common = ["--runs", arguments.runs, *(["--json"] if arguments.json else [])]
        steps = [
            ("run", [*questions, "--model", model, "--name", name]),
            ("grade", [name]),
            ("judge", [name, "--by", JUDGE, "--all"]),
            ("report", [name]),
        ]
        if not arguments.json:
            print(f"\n── {name}: {model} ──", flush=True)
        for step, words in steps:
            if status := _step(step, [*words, *common]):
                return status
    if not arguments.json:
        print(printable(_afterwards(Path(arguments.runs))))
    return 0


def _afterwards(runs: Path) -> str:
    """Return where the reports are and what may be done next."""
    return "\n".join(
        [
            "",
            "The finished reports; open them in a browser:",
            *(f"  {(runs / name / 'report' / 'index.html').resolve()}" for name in RECORDINGS),
            "",
            "Next:",
            "  harness reference deep-learning-hw1 --check      the computed answers and their experiments",
            "  harness run deep-learning-hw1 --model oracle:mistakes=0.2 --name planted",
            "                                                   wrong on purpose; no key needed",
            "  harness providers                                who can be asked, with which key",
        ]
    )


def _step(name: str, words: list[str]) -> int:
    command = import_module(f"harness.commands.{name}")
    parser = argparse.ArgumentParser(prog=f"harness {name}")
    command.add_arguments(parser)
    return int(command.run(parser.parse_args(words)))
