"""``harness report``: a run's pages, Markdown, tables and figures."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from harness.terminal import printable

FORMATS = ("html", "md", "csv", "json", "parquet", "pdf")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("name", metavar="NAME", help="the run")
    parser.add_argument("--runs", default="runs", metavar="DIR", help="where runs are kept (default: ./runs)")
    parser.add_argument(
        "--format",
        action="append",
        choices=FORMATS,
        help="write only this; may be given again (default: all but pdf, which needs a browser)",
    )
    parser.add_argument("--no-truth", action="store_true", help="leave the reference and its experiments out")
    parser.add_argument("--json", action="store_true", help="print the summary as one line of JSON")


def run(arguments: argparse.Namespace) -> int:
    """Write the report; print its score table and where it is."""
    import json

    import reports
    from harness.commands._material import gather
    from harness.store import RunFolder
    from reports.pages import build, summary

    folder = RunFolder.of(Path(arguments.runs), arguments.name)
    material = gather(folder, truth=not arguments.no_truth)
    formats = arguments.format or build.FORMATS
    written = reports.write(material, folder.report, formats)
    if "pdf" in formats:
        from reports.pages.pdf import print_pages

        print(printable(f"pdf: {print_pages(written.folder)}"), file=sys.stderr)
    if arguments.json:
        place = {"report": str(written.folder), "files": len(written.files)}
        print(json.dumps({**written.summary, **place}, ensure_ascii=True, allow_nan=False))
        return 0
    for line in summary.lines(written.arms):
        print(printable(line))
    print(printable(f"report: {_first(written.folder, formats)}"))
    return 0


def _first(folder: Path, formats: object) -> Path:
    """Return the file a person should open."""
    found = [folder / name for name in ("index.html", "report.md", "summary.json", "scores.csv")]
    return next((file for file in found if file.exists()), folder)
