"""``harness report``: a run's pages, Markdown, tables and figures."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from harness.terminal import printable

if TYPE_CHECKING:
    from reports.measured.material import Material
    from reports.pages.build import Written

FORMATS = ("html", "md", "csv", "json", "parquet", "tex", "pdf")


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
    parser.add_argument(
        "--single-file", action="store_true",
        help="also write each model's write-up as one HTML file, to hand in or to send",
    )  # fmt: skip
    parser.add_argument("--open", action="store_true", help="open the report in your browser")
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
    made = _booklets(material, written, arguments.single_file, "pdf" in formats)
    if arguments.json:
        place = {
            "report": str(written.folder),
            "files": len(written.files),
            "write_ups": [str(f) for f in made],
        }
        print(json.dumps({**written.summary, **place}, ensure_ascii=True, allow_nan=False))
        return 0
    for line in summary.lines(written.arms):
        print(printable(line))
    for file in made:
        print(printable(f"write-up: {file}"))
    first = _first(written.folder, formats)
    print(printable(f"report: {first}"))
    if arguments.open:
        from harness.commands.open_report import shown

        shown(first)
    return 0


def _booklets(material: Material, written: Written, single: bool, printed: bool) -> list[Path]:
    """Return the files of the write-ups to hand in, as many as were asked for."""
    if not single and not printed:
        return []
    from reports.pages import booklet
    from reports.pages.pdf import print_booklets
    from reports.pages.site import Writer

    pages = booklet.of_all(material, written.units)
    writer = Writer(written.folder)
    made = [writer.text(f"write-ups/{name}", text) for name, text in pages.items()] if single else []
    return made + (print_booklets(pages, written.folder / "write-ups") if printed else [])


def _first(folder: Path, formats: object) -> Path:
    """Return the file a person should open."""
    found = [folder / name for name in ("index.html", "report.md", "summary.json", "scores.csv")]
    return next((file for file in found if file.exists()), folder)
