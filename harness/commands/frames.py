"""``harness frames``: a run's tables, printed or saved for a notebook."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from harness.errors import RunError
from harness.terminal import printable

FORMATS = ("parquet", "csv")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("name", metavar="NAME", help="the run")
    parser.add_argument("--runs", default="runs", metavar="DIR", help="where runs are kept (default: ./runs)")
    parser.add_argument("--out", metavar="DIR", help="save the tables there")
    parser.add_argument("--format", choices=FORMATS, default="parquet", help="of the saved tables")
    parser.add_argument("--json", action="store_true", help="print each table's columns and rows as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print each table's size and columns; save them where asked."""
    from harness.commands._material import gather
    from harness.store import RunFolder
    from reports.measured import frames
    from reports.measured.material import units

    material = gather(RunFolder.of(Path(arguments.runs), arguments.name))
    found = frames.of(material, units(material))
    sizes: dict[str, dict[str, Any]] = {
        name: {"rows": len(getattr(found, name)), "columns": list(getattr(found, name))}
        for name in frames.NAMES
    }
    if arguments.out:
        _save(found, Path(arguments.out), arguments.format)
    if arguments.json:
        print(json.dumps(sizes, ensure_ascii=True))
        return 0
    for name, size in sizes.items():
        print(printable(f"{name}: {size['rows']} rows; {', '.join(map(str, size['columns']))}"))
    return 0


def _save(found: object, folder: Path, wanted: str) -> None:
    from reports.measured import frames
    from reports.measured.tables import csv_text

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in frames.NAMES:
            frame = getattr(found, name)
            if wanted == "parquet":
                (folder / f"{name}.parquet").write_bytes(frames.parquet(frame))
            else:
                text = csv_text(list(frame), frame.astype(object).where(frame.notna(), None).values.tolist())
                (folder / f"{name}.csv").write_text(text, "utf-8")
    except OSError as cause:
        raise RunError(f"{folder}: cannot be written: {cause.strerror}") from cause
