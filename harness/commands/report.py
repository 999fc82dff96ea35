"""``harness report``: a run's pages, Markdown, tables and figures."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from harness.terminal import printable

FORMATS = ("html", "md", "csv")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("name", metavar="NAME", help="the run")
    parser.add_argument("--runs", default="runs", metavar="DIR", help="where runs are kept (default: ./runs)")
    parser.add_argument(
        "--format",
        action="append",
        choices=FORMATS,
        help="write only this; may be given again (default: all)",
    )
    parser.add_argument("--no-truth", action="store_true", help="leave the reference and its experiments out")
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Write the report and print a score table with its place."""
    import reports
    from harness.commands._material import gather
    from harness.store import RunFolder

    folder = RunFolder.of(Path(arguments.runs), arguments.name)
    material = gather(folder, truth=not arguments.no_truth)
    written = reports.write(material, folder.report, arguments.format or FORMATS)
    if arguments.json:
        print(json.dumps({"run": material.name, "report": str(written.folder), "files": len(written.files)}))
        return 0
    for arm in written.arms:
        print(printable(f"{arm.name}: {arm.correct} of {arm.counted} parts correct"))
    print(printable(f"report: {written.folder / 'index.html'}"))
    return 0
