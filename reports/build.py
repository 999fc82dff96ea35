"""A report from its material: which pages, tables and figures are written, in which order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from reports import markdown, overview, scores, tables, writeup
from reports.material import Material, Unit, units
from reports.site import Page, Site, Writer, page

FORMATS = ("html", "md", "csv")


@dataclass(frozen=True, slots=True)
class Written:
    """What a report came to."""

    folder: Path
    files: tuple[Path, ...]
    units: tuple[Unit, ...]
    arms: tuple[scores.Arm, ...]


def write(material: Material, folder: Path, formats: Collection[str] = FORMATS) -> Written:
    """Write the report under ``folder`` and return what it came to."""
    rows = units(material)
    found = scores.arms(rows)
    writer = Writer(folder)
    if "csv" in formats:
        writer.text("scores.csv", tables.scores(rows))
    if "md" in formats:
        writer.text("report.md", markdown.text(material, rows, found))
    if "html" in formats:
        _pages(material, rows, found, writer)
    return Written(folder, tuple(writer.written), tuple(rows), tuple(found))


def _pages(material: Material, rows: Sequence[Unit], found: Sequence[scores.Arm], writer: Writer) -> None:
    site = Site(material.name, "Made by homework-harness.", (Page("Overview", "index.html"),))
    writer.assets()
    places = writeup.write(material, site, rows, writer, {})
    files = [path.name for path in writer.written if path.parent == writer.folder]
    values = {"page": overview.context(material, rows, found, places, files)}
    writer.text("index.html", page("overview.html", site, "index.html", "Overview", values))
