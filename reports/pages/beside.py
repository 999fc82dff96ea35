"""Answers side by side: several models on one part, and what differs between two samples of one model."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from reports.measured.material import Material, Unit, reply_to
from reports.pages import marks
from reports.pages.writeup import Places
from reports.typeset import prose
from reports.typeset.escape import clean, escape, slug

SIDES = 4
"""Models side by side at most."""
QUESTIONS = 60
"""Questions that get a page; of more, ``harness view`` shows each."""
SHOWN, WORDS_COMPARED = 12_000, 3_000
"""Characters of an answer, and words of it that are compared."""


def address(question: str) -> str:
    """Return where a question's page lies in the report."""
    return f"pages/beside-{slug(question)}.html"


def shown(rows: Sequence[Unit]) -> list[str]:
    """Return the questions that have two answers to one part to be set side by side."""
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        seen[row.question, row.part] = seen.get((row.question, row.part), 0) + 1
    questions = dict.fromkeys(question for (question, _), count in seen.items() if count > 1)
    return list(questions)[:QUESTIONS]


def pages(material: Material, rows: Sequence[Unit], places: Places) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield address and context of each page."""
    questions = shown(rows)
    by_question: dict[str, dict[str, list[Unit]]] = {question: {} for question in questions}
    for row in rows:
        if row.question in by_question:
            by_question[row.question].setdefault(row.part, []).append(row)
    for question, parts in by_question.items():
        known = material.questions.get(question)
        yield address(question), {
            "kicker": question,
            "heading": f"Side by side: {known.title if known else question}",
            "lead": "The same part by different models, and what changes from one sample to the next.",
            "others": [
                {"href": address(other).removeprefix("pages/"), "title": other.rpartition("/")[2],
                 "here": other == question}
                for other in (questions if len(questions) > 1 else ())
            ],
            "parts": [_part(material, part, units, places) for part, units in parts.items()],
        }  # fmt: skip


def _part(material: Material, part: str, units: Sequence[Unit], places: Places) -> dict[str, Any]:
    by_arm: dict[str, list[Unit]] = {}
    for unit in sorted(units, key=lambda unit: (unit.rank, unit.sample)):
        by_arm.setdefault(unit.arm, []).append(unit)
    return {
        "part": part,
        "anchor": f"part-{slug(part)}",
        "sides": [_side(material, mine[0], places) for mine in list(by_arm.values())[:SIDES]],
        "changes": [
            change
            for mine in list(by_arm.values())[:SIDES]
            if len(mine) > 1 and (change := _change(material, mine))
        ],
    }


def _side(material: Material, unit: Unit, places: Places) -> Mapping[str, Any]:
    answer = _answer(material, unit)
    verdict = material.verdicts.get((unit.run_key, unit.part))
    spans = marks.in_place([verdict]) if verdict is not None else []
    text = prose.render(answer[:SHOWN], spans) if answer else Markup("<p>No answer came back.</p>")
    return {
        "name": unit.arm,
        "status": unit.status,
        "answer": text,
        "reason": marks.said(unit.reason[:300]),
        "href": "../" + places.evaluation.get((unit.run_key, unit.part), ""),
    }


def _answer(material: Material, unit: Unit) -> str:
    reply = reply_to(material.transcripts[unit.transcript], unit.turn)
    return reply.answer if reply else ""


def _change(material: Material, mine: Sequence[Unit]) -> Mapping[str, Any] | None:
    """Return what differs between the first sample and the first that was marked otherwise, else the next."""
    first = mine[0]
    other = next((unit for unit in mine[1:] if unit.status != first.status), mine[1])
    before, after = _answer(material, first), _answer(material, other)
    if not before or not after or before == after:
        return None
    return {
        "name": f"{first.arm}: sample {first.sample} and sample {other.sample}",
        "before": first.status,
        "after": other.status,
        "text": difference(before, after),
    }


def difference(before: str, after: str) -> Markup:
    """Return what was taken out and put in, word by word, as the text was written.

    >>> str(difference("so it is 4", "so it is 5"))
    'so it is <del>4</del><ins>5</ins>'
    """
    left, right = (re.findall(r"\S+\s*", clean(text))[:WORDS_COMPARED] for text in (before, after))
    out: list[Markup] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            out.append(escape("".join(left[a:b])))
            continue
        if a < b:
            out.append(Markup("<del>{}</del>").format("".join(left[a:b])))
        if c < d:
            out.append(Markup("<ins>{}</ins>").format("".join(right[c:d])))
    return Markup("").join(out)
