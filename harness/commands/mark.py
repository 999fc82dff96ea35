"""``harness mark``: mark the replies in a file of rows that any tool wrote."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harness.errors import SettingsError
from harness.terminal import printable

if TYPE_CHECKING:
    from harness.marksheet import Columns, Outcome
    from harness.marksheet.sheet import Engine, Progress

ENGINES = ("one", "processes", "ray")
_SHOWN = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", metavar="FILE", help="JSONL, JSON, CSV or Parquet, or a folder of such files")
    parser.add_argument(
        "--gold", default="", metavar="COLUMN", help="the right answer (default: answer, gold, …)"
    )
    parser.add_argument(
        "--reply", default="", metavar="COLUMN", help="the reply (default: response, output, …)"
    )
    parser.add_argument(
        "--any-of", default="", metavar="COLUMN", help="a list of golds, each of which is right"
    )
    parser.add_argument(
        "--out", metavar="FILE", help="where to (.jsonl, .csv, .parquet; default: FILE.marked.…)"
    )
    parser.add_argument("--check-golds", action="store_true", help="only mark each gold against itself")
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")
    held = parser.add_argument_group("what holds for all rows; a row's own column of that name wins")
    held.add_argument("--kind", help="the answer kind (default: inferred from each gold)")
    held.add_argument(
        "--symbols", action="append", default=[], metavar="NAME=DECLARATION", help="may be given again"
    )
    held.add_argument("--target", action="append", default=[], metavar="NAME", help="the name asked for")
    held.add_argument("--assume", action="append", default=[], metavar="RELATION")
    held.add_argument("--unit", metavar="UNIT", help="the unit of numbers without one")
    held.add_argument("--tolerance", type=float, metavar="X")
    held.add_argument("--digits", type=int, metavar="N")
    group = parser.add_argument_group("where it runs")
    group.add_argument(
        "--engine", choices=ENGINES, default="one", help="here, in processes, or on a Ray cluster"
    )
    group.add_argument(
        "--workers", type=int, metavar="N", help="processes or actors (default: all processors)"
    )
    group.add_argument("--address", metavar="ADDRESS", help="of a running Ray cluster, or auto")


def run(arguments: argparse.Namespace) -> int:
    """Mark the file; 0 where every row was marked, 1 where some could not be."""
    from harness.marksheet import mark_file

    path, columns = Path(arguments.file), _columns(arguments)
    if arguments.check_golds:
        return _check(path, columns)
    out = _out(arguments, path)
    with _progress() as progress:
        outcome = mark_file(path, out, columns, _engine(arguments), progress)
    _told(outcome, path, arguments.json)
    return int(outcome.faulty > 0)


def _columns(arguments: argparse.Namespace) -> Columns:
    from harness.commands.verify import symbols_of
    from harness.grading import declared_symbols
    from harness.marksheet import Columns
    from harness.questions.tables import known_kind

    settings: dict[str, Any] = {
        "kind": known_kind(arguments.kind, "--kind") if arguments.kind else None,
        "symbols": symbols_of(arguments.symbols),
        "target": arguments.target or None,
        "assume": arguments.assume or None,
        "unit": arguments.unit,
        "tolerance": arguments.tolerance,
        "digits": arguments.digits,
    }
    declared_symbols(settings["symbols"])
    return Columns(
        arguments.gold,
        arguments.reply,
        arguments.any_of,
        {name: value for name, value in settings.items() if value is not None},
    )


def _out(arguments: argparse.Namespace, path: Path) -> Path:
    if arguments.out:
        out = Path(arguments.out)
    else:
        name = path.name.removesuffix(".gz")
        ending = Path(name).suffix if Path(name).suffix in (".csv", ".tsv", ".parquet") else ".jsonl"
        out = path.parent / f"{Path(name).stem}.marked{ending}"
    if path.exists() and out.exists() and out.samefile(path):
        raise SettingsError(f"--out {out}: that is the file to be marked; choose another name")
    return out


def _engine(arguments: argparse.Namespace) -> Engine:
    from harness.marksheet.sheet import by_processes, one_by_one
    from harness.spread import processors

    if arguments.engine == "one":
        return one_by_one
    if arguments.engine == "ray":
        from harness.distributed import by_ray

        return by_ray(arguments.workers, arguments.address)
    return by_processes(max(1, arguments.workers or processors()))


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Show how far it is, where somebody looks."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.completed:,.0f} rows"),
        TextColumn("{task.fields[pace]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, pace="")

        def moved(done: int) -> None:
            elapsed = bar.tasks[0].elapsed or 0.0
            bar.update(task, completed=done, pace=f"{done / elapsed:,.0f} a second" if elapsed else "")

        yield moved


def _check(path: Path, columns: Columns) -> int:
    """Name the rows whose gold cannot be marked; 1 where there are any."""
    from harness.marksheet.marks import Piece, gold_faults
    from harness.rows import read

    rows = bad = 0
    for row in read(path):
        rows += 1
        why = gold_faults(Piece(row.number, {**row.data, "\0": ""}, row.fault), _without_reply(columns))
        if why:
            bad += 1
            print(printable(f"{row.where}: {why}"), file=sys.stderr)
    print(f"{rows - bad} of {rows} golds can be marked")
    return int(bad > 0)


def _without_reply(columns: Columns) -> Columns:
    """Golds are looked at before there are replies: an empty column stands in for theirs."""
    from dataclasses import replace

    return replace(columns, reply="\0")


def _told(outcome: Outcome, path: Path, as_json: bool) -> None:
    for fault in outcome.faults[:_SHOWN]:
        print(printable(f"harness mark: {fault}"), file=sys.stderr)
    if outcome.faulty > _SHOWN:
        print(
            f"harness mark: and {outcome.faulty - _SHOWN} more; mark_fault in {outcome.out} says which",
            file=sys.stderr,
        )
    if as_json:
        found = {
            "out": str(outcome.out), "rows": outcome.rows, "faulty": outcome.faulty,
            "resumed": outcome.resumed, "statuses": dict(sorted(outcome.statuses.items())),
        }  # fmt: skip
        print(json.dumps(found, ensure_ascii=True))
        return
    marked = sum(outcome.statuses.values())
    undecided = outcome.statuses["unsupported"] + outcome.statuses["failed"]
    right, decided = outcome.statuses["correct"], marked - undecided
    rest = ", ".join(f"{n} {status}" for status, n in sorted(outcome.statuses.items()) if status != "correct")
    line = f"{right} of {decided} decided replies correct" + (f" ({rest})" if rest else "")
    again = f"; {outcome.resumed} rows had been marked before" if outcome.resumed else ""
    print(printable(f"{line}{again}"))
    if outcome.faulty:
        print(f"{outcome.faulty} of {outcome.rows} rows could not be marked")
    print(printable(f"marks: {outcome.out}"))
