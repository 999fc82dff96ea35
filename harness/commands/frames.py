"""``harness frames``: a run's tables, printed or saved for a notebook."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
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
    rows = units(material)
    found = frames.of(material, rows)
    sizes: dict[str, dict[str, Any]] = {
        name: {"rows": len(getattr(found, name)), "columns": list(getattr(found, name))}
        for name in frames.NAMES
    }
    if arguments.out:
        tables = frames.tables(material, rows) if arguments.format == "parquet" else {}
        _save(found, tables, Path(arguments.out))
    if arguments.json:
        print(json.dumps(sizes, ensure_ascii=True))
        return 0
    for name, size in sizes.items():
        print(printable(f"{name}: {size['rows']} rows; {', '.join(map(str, size['columns']))}"))
    return 0


def _save(found: object, tables: Mapping[str, Any], folder: Path) -> None:
    from reports.measured import frames
    from reports.measured.tables import csv_text

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in frames.NAMES:
            frame = getattr(found, name)
            if tables:
                (folder / f"{name}.parquet").write_bytes(frames.parquet(tables[name]))
            else:
                cells = frame.astype(object).where(frame.notna(), None).values.tolist()
                rows = [[_plain(cell) for cell in row] for row in cells]
                (folder / f"{name}.csv").write_text(csv_text(list(frame), rows), "utf-8")
    except OSError as cause:
        raise RunError(f"{folder}: cannot be written: {cause.strerror}") from cause


def _plain(cell: Any) -> Any:
    """Return a cell as a CSV file can hold it: lists and tables as JSON."""
    if isinstance(cell, dict | list):
        return json.dumps(cell, ensure_ascii=True, default=_listed)
    if hasattr(cell, "tolist") and cell.ndim:
        return json.dumps(cell.tolist(), ensure_ascii=True, default=_listed)
    return cell


def _listed(value: Any) -> Any:
    return value.tolist() if hasattr(value, "tolist") else str(value)
