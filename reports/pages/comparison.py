"""The comparison report: pairs of runs by part, what flipped with both answers, ratios with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from reports.measured import gates, scores
from reports.measured.gates import Ruling
from reports.measured.material import Material, Unit, reply_to, units
from reports.measured.pairing import Effect, Flip, Pair, commonest, match, pair_all, sides
from reports.measured.tables import csv_text
from reports.pages import figures, marks
from reports.pages.charts import Chart, save
from reports.pages.site import Page, Site, Writer, page
from reports.typeset import prose
from reports.typeset.words import DASH, plural

FLIPS = 60
"""Flips shown with both answers; all are in flips.csv."""


def pairs(materials: Sequence[Material]) -> list[Pair]:
    """Return the pairs of the runs' arms."""
    return pair_all(match([sides(found.name, units(found)) for found in materials]))


def plain(found: Sequence[Pair], rulings: Sequence[Ruling]) -> dict[str, Any]:
    """Return the comparison as plain values; docs/reports.md describes them."""
    return {
        "schema": 1,
        "pairs": [
            {
                "left": {"run": pair.left.run, "arm": pair.left.arm},
                "right": {"run": pair.right.run, "arm": pair.right.arm},
                "common_parts": pair.common,
                "only_left": pair.only_left,
                "only_right": pair.only_right,
                "effects": [
                    {name: getattr(effect, name) for name in effect.__slots__} for effect in pair.effects
                ],
                "flips": [_flip_row(flip) for flip in pair.flips],
            }
            for pair in found
        ],
        "gates": [{name: getattr(ruling, name) for name in ruling.__slots__} for ruling in rulings],
    }


def write(
    materials: Sequence[Material], found: Sequence[Pair], rulings: Sequence[Ruling], folder: Path
) -> Path:
    """Write the comparison's page, figure and data, and return the page."""
    import json

    writer = Writer(folder)
    title = " against ".join(material.name for material in materials)
    site = Site(title, "Made by homework-harness.", (Page("Comparison", "index.html"),))
    writer.assets()
    chart = _chart(found)
    if chart is not None:
        save(chart, writer)
    by_run = {material.name: material for material in materials}
    values = {"page": _context(by_run, found, rulings, chart)}
    values["page"]["runs"] = [
        {"name": name, "href": f"../{name}/report/index.html"}
        for name in by_run
        if (folder.parent / name / "report" / "index.html").is_file()
    ]
    heads = ("left", "right", *_flip_row_names())
    lines = [
        [pair.left.name, pair.right.name, *_flip_row(flip).values()] for pair in found for flip in pair.flips
    ]
    writer.text("flips.csv", csv_text(heads, lines))
    writer.text("comparison.json", json.dumps(plain(found, rulings), ensure_ascii=True, indent=1) + "\n")
    return writer.text("index.html", page("comparison.html", site, "index.html", title, values))


def _chart(found: Sequence[Pair]) -> Chart | None:
    every = {side.name: side for pair in found for side in (pair.left, pair.right)}
    return figures.effort_by_part([scores.arm(name, side.units) for name, side in every.items()])


def _flip_row_names() -> tuple[str, ...]:
    return ("question", "variant", "part", "before", "after", "better")


def _flip_row(flip: Flip) -> dict[str, Any]:
    question, variant, part = flip.where
    before, after = commonest(flip.before), commonest(flip.after)
    return {
        "question": question,
        "variant": variant,
        "part": part,
        "before": before,
        "after": after,
        "better": flip.better,
    }


def _context(
    by_run: Mapping[str, Material], found: Sequence[Pair], rulings: Sequence[Ruling], chart: Chart | None
) -> dict[str, Any]:
    return {
        "kicker": "Comparison",
        "heading": " against ".join(by_run),
        "lead": "Paired by part: only parts that both sides were asked count. "
        "Intervals are 95 %; p-values are corrected by Holm for all that are printed here.",
        "rulings": rulings,
        "pairs": [_pair(by_run, pair) for pair in found],
        "chart": chart,
    }


def _pair(by_run: Mapping[str, Material], pair: Pair) -> dict[str, Any]:
    alone = [
        f"{plural(count, 'part')} only on the {side}"
        for count, side in ((pair.only_left, "left"), (pair.only_right, "right"))
        if count
    ]
    heads = [{"text": "Measure", "unit": "", "number": False}]
    heads += [{"text": text, "unit": unit, "number": True} for text, unit in (
        ("levels", "left → right"), ("change", "right against left"), ("95 %", ""), ("pairs", ""),
        ("p", "Holm"))]  # fmt: skip
    return {
        "left": pair.left.name,
        "right": pair.right.name,
        "lead": ", ".join([plural(pair.common, "common part"), *alone]) + ".",
        "table": {
            "caption": "Differences in percentage points, ratios in percent; each pair counts once",
            "heads": heads,
            "rows": [_effect(effect) for effect in pair.effects],
            "note": "",
        },
        "flips": [_flip(by_run, pair, flip) for flip in pair.flips[:FLIPS]],
        "more": max(0, len(pair.flips) - FLIPS),
    }


def _effect(effect: Effect) -> list[str]:
    name = effect.measure + (f" ({effect.scale})" if effect.scale else "")
    told = gates.worded(effect).removeprefix(f"{name} ")
    point, _, rest = told.partition(" (")[0].partition(", 95 %: ")
    p = DASH if effect.p_holm is None else "< 0.001" if effect.p_holm < 0.001 else f"{effect.p_holm:.3f}"
    both = gates.levels(effect).partition(", each")[0] or DASH
    return [name, both, point, rest or DASH, f"{effect.n} {effect.unit}", p]


def _flip(by_run: Mapping[str, Material], pair: Pair, flip: Flip) -> dict[str, Any]:
    question, variant, part = flip.where
    return {
        "title": f"{question} ({part})" + (f", {variant}" if variant else ""),
        "better": flip.better,
        "sides": [_side(by_run[pair.left.run], flip.before), _side(by_run[pair.right.run], flip.after)],
    }


def _side(material: Material, rows: Sequence[Unit]) -> dict[str, Any]:
    status = commonest(rows)
    unit = next(row for row in rows if row.status == status)
    transcript = material.transcripts[unit.transcript]
    reply = reply_to(transcript, unit.turn)
    verdict = material.verdicts.get((unit.run_key, unit.part))
    right = sum(row.status == "correct" for row in rows)
    return {
        "name": f"{material.name}: {unit.arm}",
        "status": status,
        "count": f"{right} of {len(rows)} right" if len(rows) > 1 else "",
        "reason": prose.inline(unit.reason[: marks.REASON]),
        "witness": marks.witness(verdict) if verdict is not None else "",
        "answer": prose.render(reply.answer, marks.in_place([verdict] if verdict is not None else []))
        if reply
        else "",
    }
