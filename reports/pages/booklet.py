"""A write-up to hand in: one model on one homework as a single file, fit for a screen and for paper."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup

from reports.measured.lines import share
from reports.measured.material import UNDECIDED, Material, Unit, asked_on
from reports.pages import marks, sheets
from reports.pages.site import asset, environment
from reports.typeset.escape import clean, slug
from reports.typeset.words import WORDS, plural, short

BUDGET = 4_000_000
"""Characters of sheets in one booklet; what is beyond is counted in a sentence and shown in the report."""
_FONT = re.compile(r"url\(([a-z-]+\.woff2)\)")


@dataclass(frozen=True, slots=True)
class Booklet:
    """The parts of one model on one homework."""

    arm: str
    homework: str
    units: tuple[Unit, ...]

    @property
    def name(self) -> str:
        """A file name's stem."""
        return f"{slug(self.arm)}-{slug(self.homework)}"


def booklets(rows: Sequence[Unit]) -> list[Booklet]:
    """Return a booklet a model and homework, in the order of the run."""
    found: dict[tuple[int, str, str], list[Unit]] = {}
    for row in rows:
        found.setdefault((row.rank, row.arm, row.question.partition("/")[0]), []).append(row)
    return [
        Booklet(arm, homework, tuple(found[rank, arm, homework])) for rank, arm, homework in sorted(found)
    ]


def html(material: Material, booklet: Booklet, assets: str = "", home: str = "") -> str:
    """Return the booklet as a page: whole in itself, or with its style from ``assets`` beside it."""
    style = foot(material, booklet)
    values: dict[str, Any] = {"page": context(material, booklet), "assets": assets, "home": home}
    if assets:
        values |= {"style": style, "policy": _policy(style, "'self'", "font-src 'self'; img-src data:")}
    else:
        whole = inlined() + style
        values |= {"style": Markup(whole), "policy": _policy(whole, "", "font-src data:; img-src data:")}
    values["style"] = Markup(values["style"])
    return environment().get_template("booklet.html").render(values)


def _policy(text: str, more: str, rest: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}' {more}; {rest}; base-uri 'none'; form-action 'none'"
    )


def inlined() -> str:
    """Return the style sheet with its fonts inside."""

    def data(found: re.Match[str]) -> str:
        return f"url(data:font/woff2;base64,{base64.b64encode(asset(found[1])).decode()})"

    return _FONT.sub(data, asset("report.css").decode())


def foot(material: Material, booklet: Booklet) -> str:
    """Return the style of the printed page's foot: run, model and version, and the page's number."""
    versions = ", ".join(sorted({v.marker_version for v in material.verdicts.values()} - {""}))
    told = f"{material.name} · {booklet.arm}" + (f" · marker {versions}" if versions else "")
    quoted = re.sub(r"[^ -~\u00a0-\ud7ff]|[<>&\\\"]", " ", clean(told))[:120]
    return (
        "\n@page { margin: 18mm 14mm 20mm; @bottom-left { content: "
        + json.dumps(quoted, ensure_ascii=False)
        + '; font: 8pt sans-serif; color: #5a6270; } @bottom-right { content: counter(page) " / " '
        "counter(pages); font: 8pt sans-serif; color: #5a6270; } }\n"
    )


def context(material: Material, booklet: Booklet) -> dict[str, Any]:
    """Return what booklet.html shows."""
    questions: list[dict[str, Any]] = []
    size, left = 0, 0
    for question, mine in groupby(booklet.units, key=lambda unit: unit.question):
        made = []
        for index, found in groupby(mine, key=lambda unit: unit.transcript):
            units = list(found)
            if size > BUDGET:
                left += len(units)
                continue
            sheet = sheets.sheet(material, material.transcripts[index], units, None, {})
            size += sum(turn["weight"] for turn in sheet["turns"])
            made.append(sheet)
        known = material.questions.get(question)
        questions.append({"id": question, "anchor": slug(question), "sheets": made, "booklet": True,
                          "title": known.title if known else question})  # fmt: skip
    return {
        "heading": f"{booklet.arm} on {booklet.homework}",
        "facts": facts(material, booklet),
        "questions": [question for question in questions if question["sheets"]],
        "jumps": [
            {"href": f"#{marks.anchor(unit)}", "label": f"{unit.question.rpartition('/')[2]} {unit.part}",
             "status": unit.status, "says": WORDS[unit.status]}
            for unit in booklet.units[:400]
        ],
        "left": f"{plural(left, 'further part')} are in the report." if left else "",
    }  # fmt: skip


def facts(material: Material, booklet: Booklet) -> list[tuple[str, str]]:
    """Return the lines of the title: date, settings, score with its coverage, what was spent."""
    units = booklet.units
    first = material.transcripts[units[0].transcript]
    decided = [unit for unit in units if unit.status not in UNDECIDED]
    right = sum(unit.status == "correct" for unit in decided)
    people = sum(unit.by.startswith("person") for unit in units)
    cover = f"; {len(units) - len(decided)} of {len(units)} left open" if len(decided) < len(units) else ""
    cover += f"; {people} decided by a person" if people else ""
    dates = sorted({asked_on(material.transcripts[unit.transcript])[:10] for unit in units} - {""})
    tokens = [unit.thinking_tokens for unit in units if unit.thinking_tokens is not None]
    rows = [
        ("Run", material.name),
        ("Model", booklet.arm),
        ("Asked", (dates[0] + (f" to {dates[-1]}" if dates[-1] != dates[0] else "")) if dates else ""),
        ("How", sheets.asked(first).removeprefix("asked ")),
        ("Right", f"{right} of {len(decided)} decided parts{share(right, len(decided), len(units))}{cover}"),
        ("Thinking", f"{short(sum(tokens) / len(tokens))} tokens a part" if tokens else ""),
    ]
    return [(term, told) for term, told in rows if told]


def of_all(material: Material, rows: Sequence[Unit]) -> Mapping[str, str]:
    """Return file name → page of every booklet of a run."""
    return {f"{booklet.name}.html": html(material, booklet) for booklet in booklets(rows)}
