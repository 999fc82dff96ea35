"""``harness site``: static pages over many runs, fit to be published."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from harness.errors import RunError
from harness.terminal import printable, tracked

if TYPE_CHECKING:
    from reports.measured.material import Material

WORKFLOW = """\
# .github/workflows/site.yml: marks the runs kept in this repository and publishes the site over them.
name: site
on:
  push: {branches: [main], paths: ["runs/**"]}
  workflow_dispatch:
permissions: {contents: read, pages: write, id-token: write}
jobs:
  publish:
    runs-on: ubuntu-latest
    environment: {name: github-pages}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: {python-version: "3.12"}
      - run: pip install "homework-harness[reports]"
      - run: for run in runs/*/run.json; do harness grade "$(basename "$(dirname "$run")")" --quiet; done
      - run: harness site runs --out site
      - uses: actions/upload-pages-artifact@v3
        with: {path: site}
      - uses: actions/deploy-pages@v4
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "runs", nargs="?", default="runs", metavar="DIR", help="a folder of runs (default: ./runs)"
    )
    parser.add_argument(
        "names", nargs="*", metavar="RUN", help="only these runs (default: all that are marked)"
    )
    parser.add_argument("--out", default="site", metavar="DIR", help="where the pages go (default: ./site)")
    parser.add_argument("--title", default="", help="what the site is called (default: the folder's name)")
    parser.add_argument(
        "--workflow",
        action="store_true",
        help="print a workflow that publishes the site, and do nothing else",
    )
    parser.add_argument("--json", action="store_true", help="print the first page's path as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Write the site and say where it is."""
    if arguments.workflow:
        print(WORKFLOW, end="")
        return 0
    from reports.pages import publication

    runs = Path(arguments.runs)
    names = arguments.names or sorted(
        file.parent.name for file in runs.glob("*/run.json") if (file.parent / "verdicts.jsonl").is_file()
    )
    if not names:
        raise RunError(f"{runs}: no marked run here; run harness grade first")
    title = arguments.title or runs.resolve().name
    page = publication.write(_materials(runs, names), title, Path(arguments.out))
    print(
        json.dumps({"site": str(page)})
        if arguments.json
        else printable(f"site: {page} over {len(names)} runs")
    )
    return 0


def _materials(runs: Path, names: list[str]) -> Iterator[tuple[Material, Path]]:
    from harness.commands._material import gather
    from harness.store import RunFolder

    for name in tracked(names, "runs", len(names)):
        folder = RunFolder.of(runs, name)
        yield gather(folder), folder.path
