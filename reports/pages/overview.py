"""The overview: who did how well, what it cost, and every mark in one grid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from harness.errors import INTERNAL
from reports.measured.lines import share
from reports.measured.material import STATUSES, Material, Unit, asked_on
from reports.measured.scores import Arm
from reports.pages.writeup import Places
from reports.typeset.words import (
    DASH,
    WORDS,
    interval,
    money,
    number,
    percent,
    plural,
    short,
)  # fmt: skip

ROWS = 400
"""Questions in the grid of one page; the grid goes on in further pages."""
FILES = {
    "report.md": "the same on one page of Markdown",
    "scores.csv": "one row a part and transcript",
    "groups.csv": "what is right by what the bank says of its questions",
    "summary.json": "for scripts; the schema is in docs/reports.md",
    "tables.tex": "LaTeX tables (booktabs) and a BibTeX entry; the figures are there as PDF too",
    "transcripts.parquet": "what was asked and answered",
    "verdicts.parquet": "marks with evidence",
    "profiles.parquet": "measures of the thinking",
}


def context(
    material: Material, rows: Sequence[Unit], arms: Sequence[Arm], places: Places, files: Sequence[str]
) -> dict[str, Any]:
    """Return what overview.html shows, figures and changes apart."""
    present = [status for status in STATUSES if any(row.status == status for row in rows)]
    return {
        "kicker": "Report of a run",
        "heading": material.name,
        "lead": _lead(material, rows),
        "alerts": [],
        "models_heading": "The model" if len(arms) == 1 else "The models",
        "cards": [_card(arm) for arm in arms],
        "notes": notes(arms),
        "present": present,
        "arms": [arm.name for arm in arms],
        "grid": _grid(material, rows, arms, places),
        "grid_caption": _caption(rows),
        "disputed": any(row.disputed for row in rows),
        "questions": _questions(material, arms),
        "figures": [],
        "since": None,
        "files": [{"href": name, "says": FILES[name]} for name in files if name in FILES],
    }


def paged(home: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield address and context of the pages that the grid goes on in, and leave its beginning at home."""
    rows = home["grid"]
    home["grid_pages"] = []
    if len(rows) <= ROWS:
        return
    cuts = range(0, len(rows), ROWS)
    places = [("index.html#grid", 0), *((f"pages/marks-{at // ROWS + 1}.html", at) for at in cuts[1:])]
    named = [(href, f"{at + 1:,}–{min(at + ROWS, len(rows)):,}", at) for href, at in places]
    home["grid"] = rows[:ROWS]
    home["grid_pages"] = [{"href": href, "title": title, "here": not at} for href, title, at in named]
    for href, title, at in named[1:]:
        others = [{"href": h, "title": name, "here": spot == at} for h, name, spot in named]
        yield href, {
            "kicker": home["heading"], "heading": f"Marks, questions {title}", "lead": f"of {len(rows):,}",
            "grid_pages": others, "grid": rows[at : at + ROWS], "arms": home["arms"],
            "grid_caption": home["grid_caption"],
        }  # fmt: skip


def _lead(material: Material, rows: Sequence[Unit]) -> str:
    questions = plural(len({row.question for row in rows}), "question")
    parts = plural(len({(row.question, row.part) for row in rows}), "part")
    dates = sorted(found[:10] for t in material.transcripts if (found := asked_on(t)))
    when = f", asked {dates[0]}" + (f" to {dates[-1]}" if dates[-1] != dates[0] else "") if dates else ""
    versions = ", ".join(sorted({v.marker_version for v in material.verdicts.values() if v.marker_version}))
    return f"{questions}, {parts}, {plural(len(material.transcripts), 'transcript')}{when}" + (
        f". Marked by version {versions}." if versions else "."
    )


def _card(arm: Arm) -> dict[str, Any]:
    whole = len(arm.units)
    bar = [
        {"status": status, "count": count, "width": f"{100 * count / whole:.3f}"}
        for status, count in arm.counts.items()
        if count
    ]
    says = ", ".join(f"{piece['count']} {WORDS[str(piece['status'])]}" for piece in bar)
    return {
        "name": arm.name,
        "value": f"{arm.correct} of {arm.counted}" if whole < 100 else percent(arm.score.point, 1),
        "of": _of(arm),
        "coverage": _coverage(arm),
        "interval": _interval(arm),
        "bar": bar,
        "bar_says": says,
        "rows": [row for row in _figures(arm) if row["value"] != DASH],
    }


def _of(arm: Arm) -> str:
    """Return what the card's figure is of; decided parts where some are not."""
    if len(arm.units) >= 100:
        return f"of {arm.counted:,} decided marks right"
    return "parts right" if arm.counted == len(arm.units) else "decided parts right"


def _coverage(arm: Arm) -> str:
    """Return how much is decided and by whom, where that is not all by the marker."""
    who = {"marker": "the marker", "judge": "a judge", "person": "a person"}
    told = [f"{count:,} by {who[kind]}" for kind, count in arm.deciders.items()]
    open_ = len(arm.units) - arm.counted
    if len(told) < 2 and "person" not in arm.deciders and not open_:
        return ""
    left = f"; {open_:,} of {len(arm.units):,} left open" if open_ else ""
    return f"decided: {', '.join(told) or 'none'}{left}"


def _interval(arm: Arm) -> str:
    if not share(arm.correct, arm.counted, len(arm.units)):
        return "too few decided parts for a percentage" if arm.counted else "nothing is decided yet"
    known = "" if len(arm.units) >= 100 else f"{percent(arm.score.point)}; "
    if arm.score.low is not None:
        spread = interval(arm.score.low, arm.score.high)
        return f"{known}{spread} for homework like this (95 %, {arm.questions} questions)"
    if arm.rerun.low is not None:
        return f"{known}{interval(arm.rerun.low, arm.rerun.high)} if these parts were asked again (95 %)"
    return f"{known}one run of {plural(arm.questions, 'question')}: too little for an interval"


def _figures(arm: Arm) -> list[dict[str, str]]:
    done = sum(unit.finish == "finished" for unit in arm.units)
    return [
        {"term": "replies that came whole", "value": f"{done:,} of {len(arm.units):,}", "unit": ""},
        {"term": "thinking", "value": short(arm.tokens), "unit": f"tokens a part, {arm.tokens_from}"},
        {"term": "thinking", "value": short(arm.words), "unit": "words a part"},
        {"term": "thought for", "value": short(arm.seconds), "unit": f"s a part, {arm.seconds_from}"},
        {"term": "cost", "value": money(arm.cost, arm.currency), "unit": "in all"},
    ]


def notes(arms: Sequence[Arm]) -> list[str]:
    """Return what a reader of the counts has to know: what is open, what broke, what is missing."""
    found = sorted({arm.note for arm in arms if arm.note})
    if any(arm.counts["unsupported"] for arm in arms):
        found.append("Parts for a person (the marker cannot decide them) are counted apart, never as wrong.")
    if broken := sum(INTERNAL in unit.reason for arm in arms for unit in arm.units):
        told = "named in the verdict and never counted as wrong; please report it"
        found.append(f"Internal errors of the marker: {plural(broken, 'mark')}, each {told}.")
    if any(arm.counts["failed"] for arm in arms):
        found.append("Failed requests are missing, not wrong; ask again to fill them in.")
    return found


def _caption(rows: Sequence[Unit]) -> str:
    if any(row.sample for row in rows):
        return "Each box is a part: its letter, how many of its samples are right, and a bar of their marks."
    return "Each box is a part: its letter and its mark. Choose one to see the answer and the evidence."


def _grid(
    material: Material, rows: Sequence[Unit], arms: Sequence[Arm], places: Places
) -> list[dict[str, Any]]:
    table: dict[str, dict[str, dict[str, list[Unit]]]] = {}
    for row in rows:
        table.setdefault(row.question, {}).setdefault(row.arm, {}).setdefault(row.part, []).append(row)
    return [
        {
            "question": question,
            "name": question.rpartition("/")[2],
            "title": found.title if (found := material.questions.get(question)) else "",
            "href": next((h for arm in arms if (h := places.page.get((arm.name, question)))), ""),
            "statuses": " ".join(
                sorted({u.status for parts in cells.values() for p in parts.values() for u in p})
            ),
            "cells": [
                [_chip(part, units, places) for part, units in cells.get(arm.name, {}).items()]
                for arm in arms
            ],
        }
        for question, cells in table.items()
    ]


def _chip(part: str, units: Sequence[Unit], places: Places) -> dict[str, Any]:
    """Return a part's box: its mark, or of several samples the share of each; worst first to look at."""
    counts: Mapping[str, int] = {s: sum(unit.status == s for unit in units) for s in STATUSES}
    present = [status for status in STATUSES if counts[status]]
    told, label, bar = WORDS[present[0]], part, []
    if len(units) > 1:
        told = ", ".join(f"{counts[status]} {WORDS[status]}" for status in present)
        label = f"{part} {counts['correct']}/{len(units)}"
        bar = [{"status": status, "count": counts[status]} for status in present]
    disputed = [unit for unit in units if unit.disputed]
    if disputed:
        told += "; a person said " + ", ".join(f"{mark}" for _, mark in disputed[0].people)
    first = next((unit for unit in units if unit.status != "correct"), units[0])
    return {
        "status": present[0] if len(present) == 1 else "mixed",
        "disputed": "disputed" if disputed else "",
        "label": label,
        "bar": bar if len(present) > 1 else [],
        "of": len(units),
        "says": told,
        "href": places.evaluation.get((first.run_key, first.part), ""),
    }


def _questions(material: Material, arms: Sequence[Arm]) -> dict[str, Any] | None:
    """Return the table a question, where there are too few of them for an interval."""
    if all(arm.score.low is not None for arm in arms):
        return None
    heads = [{"text": "Question", "unit": "", "number": False}]
    heads += [{"text": text, "unit": unit, "number": True} for text, unit in (
        ("right", "of marked"), ("thinking", "tokens a part"), ("thinking", "words a part"),
        ("thought for", "s a part"))]  # fmt: skip
    lines = []
    for arm in arms:
        for question in dict.fromkeys(unit.question for unit in arm.units):
            units = [unit for unit in arm.units if unit.question == question]
            name = f"{question.rpartition('/')[2]}" + (f" · {arm.name}" if len(arms) > 1 else "")
            lines.append([name, *_question_cells(units)])
    return {"caption": "Question by question", "heads": heads, "rows": lines, "note": ""}


def _question_cells(units: Sequence[Unit]) -> list[str]:
    from reports.measured.scores import mean

    marked = [unit.score for unit in units if unit.score is not None]
    return [
        f"{int(sum(marked))} of {len(marked)}",
        short(mean(units, lambda unit: unit.thinking_tokens)),
        short(mean(units, lambda unit: unit.thinking_words)),
        number(mean(units, lambda unit: unit.seconds)),
    ]
