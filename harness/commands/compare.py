"""``harness compare``: two or more runs side by side, and a gate for a CI."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from harness.errors import SettingsError
from harness.terminal import printable

if TYPE_CHECKING:
    from reports.measured.gates import Ruling
    from reports.measured.pairing import Pair

GATE_FAILED = 3
"""Exit status where a gate failed; 1 is for errors."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "names", nargs="+", metavar="RUN", help="the runs; the first is what the others are held against"
    )
    parser.add_argument("--runs", default="runs", metavar="DIR", help="where runs are kept (default: ./runs)")
    parser.add_argument("--out", metavar="DIR", help="where the page goes (default: RUNS/compare-…)")
    parser.add_argument(
        "--fail-if", action="append", default=[], metavar="GATE",
        help='exit 3 where the interval supports it: "score < -2pp", "tokens > +10%%"; may be given again',
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print the comparison as one line of JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print the differences and write the page; exit 3 where a gate failed."""
    from harness.commands._material import gather
    from harness.store import RunFolder
    from reports.measured import gates
    from reports.pages import comparison
    from reports.typeset.escape import slug

    wanted = [gates.parse(text) for text in arguments.fail_if]
    runs = Path(arguments.runs)
    materials = [gather(RunFolder.of(runs, name), truth=False) for name in dict.fromkeys(arguments.names)]
    found = comparison.pairs(materials)
    if not found:
        raise SettingsError("compare: name two runs or more, or one with two models in it")
    rulings = gates.rule_all(wanted, found)
    out = Path(arguments.out) if arguments.out else runs / f"compare-{slug(' '.join(arguments.names))}"
    written = comparison.write(materials, found, rulings, out)
    if arguments.json:
        print(json.dumps({**comparison.plain(found, rulings), "report": str(written)}, ensure_ascii=True))
    else:
        for line in _lines(found, rulings):
            print(printable(line))
        print(printable(f"report: {written}"))
    return GATE_FAILED if any(ruling.outcome == "failed" for ruling in rulings) else 0


def _lines(found: Sequence[Pair], rulings: Sequence[Ruling]) -> list[str]:
    from reports.measured import gates

    lines = []
    for pair in found:
        lines.append(
            f"{pair.left.name} → {pair.right.name}: {pair.common} common parts, {len(pair.flips)} flipped"
        )
        lines += [f"  {gates.worded(effect)}: {gates.levels(effect)}" for effect in pair.effects]
    for ruling in rulings:
        lines.append(f"gate {ruling.outcome}: {ruling.pair}: fail if {ruling.gate} ({ruling.reason})")
    return lines
