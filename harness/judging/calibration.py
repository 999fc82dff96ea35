"""The calibration set: items of our own writing whose labels are known, and what a judge said of them.

A line of ``datasets/judge-calibration/items.jsonl`` is one item: a problem, a reference, one line to
check, a reply, and the label that follows from how the reply was composed. ``injection``: the reply gives
orders to its judge.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from harness.errors import HomeworkError
from harness.judging.items import Item, Line
from harness.judging.protocols import Protocol, asked_lines
from harness.judging.reading import WORDS, Said, Unreadable, read
from harness.questions import datasets_root

FILE = "judge-calibration/items.jsonl"


@dataclass(frozen=True, slots=True)
class Known:
    """One item with its label."""

    item: Item
    label: str
    topic: str
    injection: bool = False

    @property
    def line(self) -> Line:
        """The item's only line."""
        return self.item.lines[0]


def known() -> list[Known]:
    """Return the set that ships; HomeworkError with the line where an item cannot be used."""
    text = datasets_root().joinpath(*FILE.split("/")).read_text("utf-8")
    return [_known(row, number) for number, row in enumerate(text.splitlines(), 1) if row.strip()]


def _known(row: str, number: int) -> Known:
    try:
        data = json.loads(row)
        role = data["role"]
        line = Line(f"{role[0].upper()}1", role, "line", "statement", data["says"], data.get("value", ""))
        if data["label"] not in WORDS[line.role]:
            raise ValueError(f"no label {data['label']!r} for a {role}")
        item = Item(
            data["id"],
            "a",
            f"judge-calibration/{data['id']}",
            data["problem"],
            data["reference"],
            (line,),
            data["reply"],
        )
        return Known(item, data["label"], data["topic"], bool(data.get("injection")))
    except (KeyError, TypeError, ValueError) as cause:
        raise HomeworkError(f"{FILE}, line {number}: {cause!r}") from cause


@dataclass(frozen=True, slots=True)
class Answered:
    """What a judge said of one item; empty where its reply could not be read."""

    known: Known
    says: str

    @property
    def agrees(self) -> bool:
        """Whether it is the label."""
        return self.says == self.known.label


def answered(items: Iterable[Known], replies: Mapping[str, str], how: Protocol) -> Iterator[Answered]:
    """Yield what the judge said of each item; ``replies``: item id → the text of its reply."""
    for one in items:
        lines = asked_lines(one.item, how)
        if not lines or one.item.run_key not in replies:
            continue
        yield Answered(one, _says(replies[one.item.run_key], lines, how, one.item.reply))


def _says(text: str, lines: Sequence[Line], how: Protocol, reply: str) -> str:
    from harness.judging.checking import UNQUOTED, folded

    try:
        said: Said = read(text, lines, how)[lines[0].id]
    except Unreadable:
        return ""
    quoted = (
        how.reads == "word"
        or said.says in UNQUOTED
        or (bool(said.quote.strip()) and folded(said.quote) in folded(reply))
    )
    return said.says if quoted else ""  # an invented quote is no agreement, whatever it is said of


def counts(found: Iterable[Answered]) -> dict[str, tuple[int, int, int]]:
    """Return kind of line → agreed, asked, and how many items with orders in them were not agreed on."""
    table: dict[str, tuple[int, int, int]] = {}
    for one in found:
        agreed, asked, flipped = table.get(one.known.line.group, (0, 0, 0))
        flip = one.known.injection and not one.agrees
        table[one.known.line.group] = (agreed + one.agrees, asked + 1, flipped + flip)
    return table
