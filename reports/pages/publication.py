"""A site over many runs: models × homeworks, each cell leading to its write-up; scores and cost over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reports.measured import scores
from reports.measured.lines import share
from reports.measured.material import Material, Unit, asked_on, units
from reports.pages import booklet, history
from reports.pages.charts import save
from reports.pages.history import Moment
from reports.pages.site import Page, Site, Writer, page
from reports.typeset.escape import slug
from reports.typeset.words import DASH, interval, money, short


@dataclass(frozen=True, slots=True)
class Cell:
    """One model on one homework in one run."""

    run: str
    date: str
    arm: scores.Arm
    href: str


@dataclass(slots=True)
class Gathered:
    """What the site shows, filled run by run so that no more than one is held."""

    cells: dict[tuple[str, str], list[Cell]] = field(default_factory=dict)
    """(model, homework) → its runs."""
    moments: list[Moment] = field(default_factory=list)


def write(materials: Iterable[tuple[Material, Path]], name: str, folder: Path) -> Path:
    """Write the site and return its first page."""
    writer = Writer(folder)
    writer.assets()
    found = Gathered()
    for material, run in materials:
        _add(found, material, run, writer)
    found.moments.sort(key=lambda moment: (moment.date, moment.run))
    site = Site(
        name, "Made by homework-harness.", (Page("Scores", "index.html"), Page("Over time", "time.html"))
    )
    _over_time(found, site, writer)
    values = {"page": _context(found, name)}
    return writer.text("index.html", page("publication.html", site, "index.html", "Scores", values))


def _add(found: Gathered, material: Material, run: Path, writer: Writer) -> None:
    rows = units(material)
    for made in booklet.booklets(rows):
        href = f"write-ups/{slug(material.name)}-{made.name}.html"
        writer.text(href, booklet.html(material, made, assets="../assets/", home="../index.html"))
        arm = scores.arm(made.arm, made.units)
        date = max((asked_on(material.transcripts[unit.transcript]) for unit in made.units), default="")
        found.cells.setdefault((made.arm, made.homework), []).append(Cell(material.name, date, arm, href))
        found.moments.append(Moment(date, material.name, arm, _homework(made.homework, made.units), run))


def _homework(name: str, rows: Sequence[Unit]) -> str:
    return f"{name}, {len({(row.question, row.part) for row in rows})} parts"


def _context(found: Gathered, name: str) -> dict[str, Any]:
    models = list(dict.fromkeys(model for model, _ in found.cells))
    homeworks = sorted({homework for _, homework in found.cells})
    return {
        "kicker": "Write-ups",
        "heading": name,
        "lead": "Every model on every homework, the latest run first; each cell leads to its write-up.",
        "homeworks": homeworks,
        "rows": [
            {
                "model": model,
                "cells": [_cells(found.cells.get((model, homework), [])) for homework in homeworks],
            }
            for model in models
        ],
    }


def _cells(cells: Sequence[Cell]) -> list[Mapping[str, str]]:
    return [_cell(cell) for cell in sorted(cells, key=lambda cell: cell.date, reverse=True)]


def _cell(cell: Cell) -> Mapping[str, str]:
    arm = cell.arm
    left = len(arm.units) - arm.counted
    people = arm.deciders.get("person", 0)
    spread = interval(arm.score.low, arm.score.high)
    telling = share(arm.correct, arm.counted, len(arm.units))
    spent = [unit.thinking_tokens for unit in arm.units if unit.thinking_tokens is not None]
    told = [
        f"95 %: {spread}" if spread and telling else "",
        f"{left} of {len(arm.units)} left open" if left else "",
        f"{people} decided by a person" if people else "",
        f"{short(sum(spent) / arm.correct)} thinking tokens a right part" if spent and arm.correct else "",
        f"{money(arm.cost / arm.correct, arm.currency)} a right part" if arm.cost and arm.correct else "",
    ]
    return {
        "href": cell.href,
        "score": f"{arm.correct} of {arm.counted}{telling}" if arm.counted else "nothing decided",
        "sort": f"{arm.correct / arm.counted:.4f}" if arm.counted else "-1",
        "told": "; ".join(filter(None, told)),
        "run": f"{cell.run}, {cell.date[:10] or DASH}",
    }


def _over_time(found: Gathered, site: Site, writer: Writer) -> None:
    charts = [c for c in (history.score_chart(found.moments), history.token_chart(found.moments)) if c]
    for chart in charts:
        save(chart, writer)
    heads = [{"text": head, "unit": "", "number": place > 3} for place, head in enumerate(history.HEADS)]
    values = {
        "kicker": "Over time",
        "heading": "Scores, tokens and cost over time",
        "lead": "A line joins runs of one model on the same homework.",
        "charts": charts,
        "table": {"caption": "Every model in every run, by date", "heads": heads,
                  "rows": history.rows(found.moments), "note": ""},
    }  # fmt: skip
    writer.text("time.html", page("history.html", site, "time.html", "Over time", {"page": values}))
