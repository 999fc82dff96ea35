"""``harness open``: a run's report in the browser."""

from __future__ import annotations

import argparse
import json
import webbrowser
from pathlib import Path

from harness.errors import RunError
from harness.terminal import printable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="the run (default: the report written last)")
    parser.add_argument("--runs", default="runs", metavar="DIR", help="where runs are kept (default: ./runs)")
    parser.add_argument("--json", action="store_true", help="print the path as JSON and open nothing")


def run(arguments: argparse.Namespace) -> int:
    """Open the page and print where it is."""
    page = _page(Path(arguments.runs), arguments.name)
    if arguments.json:
        print(json.dumps({"report": str(page)}))
        return 0
    print(printable(str(page)))
    shown(page)
    return 0


def shown(page: Path) -> bool:
    """Open a page in the user's browser; False where there is none."""
    return webbrowser.open(page.resolve().as_uri())


def _page(runs: Path, name: str | None) -> Path:
    from harness.store import RunFolder

    if name:
        page = RunFolder.of(runs, name).report / "index.html"
        if not page.is_file():
            raise RunError(f"{page}: no report here; run: harness report {name}")
        return page
    pages = sorted(runs.glob("*/report/index.html"), key=lambda file: file.stat().st_mtime)
    if not pages:
        raise RunError(f"{runs}: no report here; run: harness report NAME")
    return pages[-1]
