"""Write-up pages: a model on a question as a marked homework, thinking folded, notes in the margin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from reports.measured.material import Material, Unit
from reports.pages import marks, sheets
from reports.pages.site import Site, Writer, page
from reports.typeset import prose
from reports.typeset.escape import shorten, slug
from reports.typeset.words import SHAPES, WORDS

IN_FULL = 1_500
"""Transcripts typeset in full at most; of larger runs each model and question shows its first samples."""
LISTED = 500
NEAR = 10
"""Write-ups linked to on either side of one."""
PAGE_BUDGET = 1_500_000
"""Characters of a page's sheets after which a further page begins."""


@dataclass(slots=True)
class Places:
    """Where each unit's evaluation can be linked to, found out while the pages are written."""

    evaluation: dict[tuple[str, str], str] = field(default_factory=dict)
    """(run key, part) → address within the report."""
    page: dict[tuple[str, str], str] = field(default_factory=dict)
    """(arm, question) → address of the first page."""
    truth: dict[str, str] = field(default_factory=dict)
    """Question → address of its page of the truth."""


@dataclass(frozen=True, slots=True)
class Group:
    """The transcripts of one arm on one question, as drawn."""

    arm: str
    question: str
    units: tuple[Unit, ...]


def groups(rows: Sequence[Unit]) -> list[Group]:
    """Return the units by question and arm, each in the order first met."""
    found: dict[tuple[str, str], list[Unit]] = {}
    for row in rows:
        found.setdefault((row.question, row.arm), []).append(row)
    return [Group(arm, question, tuple(rows)) for (question, arm), rows in found.items()]


def address(group: Group, number: int) -> str:
    """Return where the group's page ``number`` (from 0) lies in the report."""
    tail = f"-{number + 1}" if number else ""
    return f"pages/writeup-{slug(group.arm)}-{slug(group.question)}{tail}.html"


def write(
    material: Material, site: Site, rows: Sequence[Unit], writer: Writer, links: Mapping[str, str]
) -> Places:
    """Write every write-up and return where each evaluation stands."""
    places = Places()
    listed = shown(rows)
    around = Around(listed)
    fewest = max(1, IN_FULL // max(1, len(listed))) if len(material.transcripts) > IN_FULL else 0
    for group in listed:
        full, rest = _split(group, fewest)
        for index, held in enumerate(_pages(material, full, writer, links)):
            here = address(group, index)
            places.page.setdefault((group.arm, group.question), here)
            for unit in (unit for _, units in held for unit in units):
                places.evaluation[unit.run_key, unit.part] = f"{here}#{marks.anchor(unit)}"
            values = {"page": _page(material, group, held, around)}
            values["page"]["rest"] = _rest(rest) if index == 0 else None
            if index == 0:
                places.evaluation.update({(unit.run_key, unit.part): here for unit in rest})
            writer.text(here, page("writeup.html", site, here, values["page"]["heading"], values))
    return places


def shown(rows: Sequence[Unit]) -> list[Group]:
    """Return the groups that get a page: all, or of very many those with something wrong first."""
    listed = groups(rows)
    if len(listed) <= IN_FULL:
        return listed
    ranked = sorted(listed, key=lambda group: all(unit.status == "correct" for unit in group.units))
    kept = {id(group) for group in ranked[:IN_FULL]}
    return [group for group in listed if id(group) in kept]


class Around:
    """What stands beside a write-up: the same question by others, the same model on the questions near."""

    def __init__(self, listed: Sequence[Group]) -> None:
        self.by_question: dict[str, list[Group]] = {}
        self.by_arm: dict[str, list[Group]] = {}
        self.place: dict[int, int] = {}
        for group in listed:
            self.by_question.setdefault(group.question, []).append(group)
            mine = self.by_arm.setdefault(group.arm, [])
            self.place[id(group)] = len(mine)
            mine.append(group)

    def others(self, group: Group) -> list[Group]:
        """Return the near ones in order, the group itself among them; none where it is alone."""
        mine, at = self.by_arm[group.arm], self.place[id(group)]
        first = max(0, min(at - NEAR, len(mine) - 2 * NEAR))
        same = [other for other in self.by_question[group.question] if other is not group][:NEAR]
        found = [*mine[first : first + 2 * NEAR], *same]
        return found if len(found) > 1 else []

    def beside(self, group: Group, step: int) -> Group | None:
        """Return the write-up before (-1) or after (1) in the order of the run."""
        mine, at = self.by_arm[group.arm], self.place[id(group)] + step
        return mine[at] if 0 <= at < len(mine) else None


def _pages(
    material: Material, group: Group, writer: Writer, links: Mapping[str, str]
) -> Iterator[list[tuple[dict[str, Any], list[Unit]]]]:
    """Yield the sheets of one page after the other, each page within its budget."""
    held: list[tuple[dict[str, Any], list[Unit]]] = []
    size = 0
    for index, found in groupby(group.units, key=lambda unit: unit.transcript):
        units = list(found)
        sheet = sheets.sheet(material, material.transcripts[index], units, writer, links)
        weight = sum(turn["weight"] for turn in sheet["turns"])
        if held and size + weight > PAGE_BUDGET:
            yield held
            held, size = [], 0
        held.append((sheet, units))
        size += weight
    if held:
        yield held


def _split(group: Group, fewest: int) -> tuple[Group, list[Unit]]:
    """Return what of a group is typeset in full, and the units that are only listed."""
    indices = list(dict.fromkeys(unit.transcript for unit in group.units))
    if not fewest or len(indices) <= fewest:
        return group, []
    marked = {unit.transcript for unit in group.units if unit.people}
    kept = {*indices[:fewest], *marked}
    full = tuple(unit for unit in group.units if unit.transcript in kept)
    return Group(group.arm, group.question, full), [u for u in group.units if u.transcript not in kept]


def _rest(units: Sequence[Unit]) -> dict[str, Any] | None:
    if not units:
        return None
    heads = [{"text": text, "unit": "", "number": False} for text in ("Sample", "Part", "Mark", "Why")]
    rows = [
        [str(u.sample), u.part, f"{SHAPES[u.status]} {WORDS[u.status]}", shorten(u.reason, 120)]
        for u in units[:LISTED]
    ]
    note = "Their texts are in transcripts.parquet and verdicts.parquet."
    return {
        "caption": f"{len(units):,} further marks, not typeset here",
        "heads": heads,
        "rows": rows,
        "note": note,
    }


def _page(
    material: Material, group: Group, held: list[tuple[dict[str, Any], list[Unit]]], around: Around
) -> dict[str, Any]:
    question = material.questions.get(group.question)
    first = material.transcripts[group.units[0].transcript]
    origin = first.origin.get("note") if first.origin else None
    units = [unit for _, mine in held for unit in mine]
    return {
        "kicker": group.question,
        "heading": question.title if question else group.question,
        "lead": f"{group.arm}, {sheets.asked(first)}",
        "origin": prose.inline(str(origin)) if origin else "",
        "booklet": False,
        "sheets": [made for made, _ in held],
        "jumps": [
            {
                "href": f"#{marks.anchor(unit)}",
                "label": unit.part + (f" · {unit.sample}" if len(held) > 1 else ""),
                "status": unit.status,
                "says": WORDS[unit.status],
            }
            for unit in units
        ]
        if len(units) > 1
        else [],
        "before": _beside(around.beside(group, -1)),
        "after": _beside(around.beside(group, 1)),
        "others": [
            {"href": _beside(other), "title": _other_title(other, group), "here": other is group}
            for other in around.others(group)
        ],
    }


def _beside(group: Group | None) -> str:
    return address(group, 0).removeprefix("pages/") if group else ""


def _other_title(other: Group, here: Group) -> str:
    name = other.question.rpartition("/")[2]
    return name if other.arm == here.arm else f"{name} by {other.arm}"
