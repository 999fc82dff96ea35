"""Our marker beside math-verify: the same cases, one process, one case at a time.

    python tests/benchmarks/marker_vs_math_verify.py [--set general] [--json] [--repeat 3] [--mutants]

Accuracy is the share of cases whose label the marker gives: ``correct`` for a right reply, anything
else for a wrong one. ``unsupported`` is counted apart as well. math-verify runs with its own
defaults (5 s alarms), once with the texts as they are and once with bare LaTeX put between dollars.
Times are CPU seconds of the process, so that other work on the machine counts for neither.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[2])]

from asked import Row, ask, names, rows  # noqa: E402

Outcome = str
"""``correct``, ``wrong``, ``unsupported``, ``crash`` or ``time-out``."""


@dataclass
class Tally:
    """What one marker did with one set of cases."""

    outcomes: list[tuple[Row, Outcome, float]] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        """Return counts, rates and times."""
        total = len(self.outcomes)
        seconds = [s for _, _, s in self.outcomes]
        agree = sum((o == "correct") is r["right"] for r, o, _ in self.outcomes)
        count = lambda word: sum(o == word for _, o, _ in self.outcomes)  # noqa: E731
        return {
            "cases": total,
            "right replies": sum(r["right"] for r, _, _ in self.outcomes),
            "accuracy": agree / total,
            "false accepts": sum(o == "correct" and not r["right"] for r, o, _ in self.outcomes),
            "false rejects": sum(o != "correct" and r["right"] for r, o, _ in self.outcomes),
            "unsupported": count("unsupported"),
            "crashes": count("crash"),
            "time-outs": count("time-out"),
            "cases a second": total / sum(seconds),
            "median ms": 1000 * statistics.median(seconds),
            "p99 ms": 1000 * sorted(seconds)[min(total - 1, int(0.99 * total))],
            "max ms": 1000 * max(seconds),
        }

    def by_class(self) -> dict[str, tuple[int, int]]:
        """Return class → (agreeing, all)."""
        table: dict[str, list[bool]] = defaultdict(list)
        for row, outcome, _ in self.outcomes:
            table[row["class"]].append((outcome == "correct") is row["right"])
        return {name: (sum(hits), len(hits)) for name, hits in table.items()}


def ours(row: Row) -> Outcome:
    """Return our outcome."""
    status = ask(row).status
    return status if status in ("correct", "unsupported") else "wrong"


class Alarms(logging.Handler):
    """Hears math-verify say that one of its alarms went off; it returns False then."""

    heard = False

    def emit(self, record: logging.LogRecord) -> None:
        self.heard = self.heard or "timeout" in record.getMessage().lower()


def math_verify(wrap: bool) -> Callable[[Row], Outcome]:
    """Return math-verify as a function from a case to an outcome."""
    from math_verify import parse, verify

    alarms = Alarms()
    for name in ("math_verify", "latex2sympy2_extended"):
        logging.getLogger(name).handlers = [alarms]
        logging.getLogger(name).propagate = False

    def outcome(row: Row) -> Outcome:
        gold, response = row["gold"], row["response"]
        if wrap:
            gold, response = f"${gold}$", wrapped(response)
        alarms.heard = False
        same = verify(parse(gold), parse(response))
        if alarms.heard:
            return "time-out"
        return "correct" if same else "wrong"

    return outcome


def wrapped(text: str) -> str:
    """Return bare LaTeX between dollars, anything else unchanged."""
    marked = any(sign in text for sign in ("$", r"\(", r"\[", r"\boxed"))
    return text if marked or "\n" in text or not text.strip() else f"${text}$"


def run(marker: Callable[[Row], Outcome], cases: Sequence[Row]) -> Tally:
    """Return the tally of one marker; a cyclic collection falls on no case."""
    tally = Tally()
    for row in cases:
        start = time.process_time()
        try:
            outcome = marker(row)
        except Exception:
            outcome = "crash"
        tally.outcomes.append((row, outcome, time.process_time() - start))
    return tally


def measured(name: str, repeat: int) -> dict[str, Tally]:
    """Return marker → tally for one case file; the first pass over each marker only warms it up."""
    cases = rows(name)
    plain = [row for row in cases if "answer" not in row]
    markers: dict[str, tuple[Callable[[Row], Outcome], list[dict[str, Any]]]] = {
        "ours": (ours, cases),
        "ours, cases math-verify can be asked": (ours, plain),
        "math-verify": (math_verify(False), plain),
        "math-verify, wrapped": (math_verify(True), plain),
    }
    if len(plain) == len(cases):
        del markers["ours, cases math-verify can be asked"]
    tallies = {}
    for label, (marker, chosen) in markers.items():
        run(marker, chosen[:20])
        gc.collect()
        rounds = [run(marker, chosen) for _ in range(repeat if label.startswith("ours") else 1)]
        tallies[label] = min(rounds, key=lambda tally: sum(s for _, _, s in tally.outcomes))
    return tallies


def by_length() -> dict[str, float]:
    """Return characters → median CPU milliseconds of our marker on replies of that length, each a new one."""
    from cases_source.dress import LONG_ESSAY, LONG_PLAN

    from harness.grading import verify

    work = (LONG_PLAN + LONG_ESSAY).replace(r"\boxed{@}", "@").replace("@", r"x+1")
    found = {}
    for length in (100, 6_000, 60_000, 1_000_000):
        reply = (work * (length // len(work) + 1))[: max(0, length - 40)] + "\n\n**Answer:** $\\frac{5}{12}$"
        spent = []
        for number in range(11 if length < 100_000 else 3):
            fresh = f"{number} {reply[-length:]}"  # the last texts read are kept
            start = time.process_time()
            assert verify(r"\frac{5}{12}", fresh).correct
            spent.append(time.process_time() - start)
        found[f"{length} characters, ms"] = 1000 * statistics.median(spent)
    return found


def table(tallies: dict[str, Tally], classes: bool) -> str:
    """Return the figures as text."""
    out = []
    for label, tally in tallies.items():
        f = tally.figures()
        out.append(
            f"{label:38} {f['accuracy']:7.2%} of {f['cases']:5}  FA {f['false accepts']:3}"
            f"  FR {f['false rejects']:3}  unsupported {f['unsupported']:3}  crash {f['crashes']}"
            f"  time-out {f['time-outs']}  {f['cases a second']:8.1f}/s  median {f['median ms']:.2f}"
            f"  p99 {f['p99 ms']:.1f}  max {f['max ms']:.0f} ms"
        )
    if classes:
        tables = {label: tally.by_class() for label, tally in tallies.items()}
        for name in next(iter(tables.values())):
            cells = [
                f"{hits}/{of}" if of else "–" for hits, of in (t.get(name, (0, 0)) for t in tables.values())
            ]
            out.append(f"  {name:22} " + "  ".join(f"{cell:>8}" for cell in cells))
    return "\n".join(out)


def misses(tally: Tally) -> list[str]:
    """Return the ids of the cases a marker got wrong."""
    return [row["id"] for row, outcome, _ in tally.outcomes if (outcome == "correct") is not row["right"]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--set", choices=names(), action="append", help="case files (default: all)")
    parser.add_argument(
        "--repeat",
        type=int,
        default=1,
        help="passes over our marker; the fastest counts (later ones find golds kept)",
    )
    parser.add_argument("--classes", action="store_true", help="a line a class")
    parser.add_argument(
        "--mutants", action="store_true", help="also the two error rates of the mutation test"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found: dict[str, Any] = {}
    for name in options.set or names():
        tallies = measured(name, options.repeat)
        found[name] = {
            label: tally.figures() | {"classes": tally.by_class(), "misses": misses(tally)}
            for label, tally in tallies.items()
        }
        if not options.json:
            print(f"\n== {name}\n{table(tallies, options.classes)}", flush=True)
            print("ours misses:", *misses(tallies["ours"]))
    found["lengths"] = by_length()
    if not options.json:
        print("\n== lengths\n" + json.dumps(found["lengths"], indent=1))
    if options.mutants:
        from mutants import rates

        found["mutants"] = rates()
        if not options.json:
            print("\n== mutants\n" + json.dumps(found["mutants"], indent=1))
    if options.json:
        print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
