"""Options that a reply lists: lines and tables that tell which one is right, and what each one says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from harness.grading.claims.reader import Reader
from harness.grading.kinds import kind
from harness.grading.language.options import AFFIRMED
from harness.grading.page.segments import Unit
from harness.grading.page.tables import table_at
from harness.maths.parsing.scope import Scope
from harness.records import Expected, Target

_OPTION = re.compile(
    r"[-*>• ]*+(?:(?:[Oo]ption|[Cc]hoice|[Ss]tatement) )?\(?"
    r"(?P<label>[A-J])(?:\)|[.:](?=\s|$)|(?= [a-z]))"
)
"""A line that opens with the label of an option."""
_RIGHT = re.compile(r"[-*>• (]*+[a-j][).:]++[* ]*+(?P<said>[^\W\d_]++|[✓✔✅])")
"""An option with the word that is said of it."""


class Listed(NamedTuple):
    """An option as a reply lists it."""

    label: str
    unit: Unit


def lists_of(reader: Reader, units: Sequence[Unit]) -> Iterator[list[Listed]]:
    """Yield the lists of options: lines one after the other that open with rising labels."""
    run: list[Listed] = []
    for unit in units:
        if reader.flat[reader.flat.rfind("\n", 0, unit.start) + 1 : unit.start].strip():
            continue
        found = _OPTION.match(reader.flat, unit.start, unit.end)
        if found and unit.kind != "item" and found.end() == found.end("label"):
            found = None
        if found is None or (run and found["label"] <= run[-1].label):
            yield run
            run = []
        if found is not None:
            run.append(Listed(found["label"], unit))
    yield run


def without_options(reader: Reader, units: Sequence[Unit]) -> list[Unit]:
    """Return the units that are no lines of a list of options, but for one that is said to be right."""
    listed = {u.start for run in lists_of(reader, units) for u in _untold(reader, [one.unit for one in run])}
    return [u for u in units if u.start not in listed]


def _untold(reader: Reader, run: list[Unit]) -> list[Unit]:
    """Return the lines of a list of options that do not tell which one is right: ``(D) Yes.``"""
    if len(run) < 2:
        return []
    told = [u for u in run if _affirms(_RIGHT.match(reader.lowered, u.start, u.end))]
    return [u for u in run if u not in told] if len(told) == 1 else run


def _affirms(found: re.Match[str] | None) -> bool:
    return found is not None and found["said"] in AFFIRMED


def told_in_a_table(reader: Reader, units: Sequence[Unit]) -> tuple[int, int] | None:
    """Return the label of the only option that a table of options says is right: ``| B | yes |``."""
    for unit in units:
        number = reader.unit_at(unit.start)
        table = table_at(reader.page, number) if unit.kind == "row" else None
        if table is None:
            continue
        told = []
        for row in table.rows:
            said = {reader.lowered[a:b].strip(" *.!") for a, b in row[1:]}
            if _LABEL.fullmatch(reader.flat, *row[0]) and not AFFIRMED.isdisjoint(said):
                told.append(row[0])
        return told[0] if len(told) == 1 else None
    return None


_LABEL = re.compile(r"[ *(]*[A-J][ *).:]*")


def by_content(reader: Reader, units: Sequence[Unit], scope: Scope) -> str | None:
    """Return the label of the listed option whose value a reply ends with; None where none or several do.

    ``(A) 12`` and ``(B) 15`` are listed; "So the total is 15." chooses B.
    """
    runs = [run for run in lists_of(reader, units) if len(run) > 1]
    if len(runs) != 1:
        return None
    lines = {one.label: _line(reader, one.unit, units) for one in runs[0]}
    listed = {
        label: [f for unit in line for f in _formulas(reader, unit)][-1:] for label, line in lines.items()
    }
    last = max(unit.start for line in lines.values() for unit in line)
    for unit in reversed([u for u in units if u.start > last]):
        for said in _formulas(reader, unit)[-1:]:
            fitting = [label for label, own in listed.items() if own and _same(own[0], said, scope)]
            return fitting[0] if len(fitting) == 1 else None
    return None


def _line(reader: Reader, opened: Unit, units: Sequence[Unit]) -> list[Unit]:
    """Return the units on the line that a label opens: ``A.`` and ``3/4``."""
    end = reader.flat.find("\n", opened.start)
    return [u for u in units if opened.start <= u.start and (end < 0 or u.start < end)]


def _same(option: str, said: str, scope: Scope) -> bool:
    asked = Expected(Target("", "expression"), option)
    return option == said or kind("expression").decide(asked, said, scope).equal is True


def _formulas(reader: Reader, unit: Unit) -> list[str]:
    """Return the values that a unit states, as they are written."""
    found = [s for s in reader.statements(reader.unit_at(unit.start)) if not reader.denied(s)]
    values = (s.sides[-1] for s in found if not reader.supposed(s))
    texts = (reader.flat[v.start : v.end].strip() for v in values)
    return [text for text in texts if text and not _LABEL.fullmatch(text)]
