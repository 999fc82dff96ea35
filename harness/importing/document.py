"""What an importer hands over: every source line with its role, and the transcripts made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from harness.records import Transcript

Role = Literal[
    "page mark",
    "header",
    "blank",
    "title",
    "heading",
    "problem",
    "thinking",
    "answer",
    "formula",
    "stated time",
    "note",
    "evaluation",
    "comment",
    "data",
]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source as it stood."""

    number: int
    """From 1, through the whole document."""
    page: int
    text: str
    """With its trailing spaces: they tell wrapped boxes from running text."""
    left: float | None = None
    """Distance from the page's left edge as a share of its width, where positions are known."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One source line and what it was taken for."""

    line: Line
    role: Role
    question: str = ""
    part: str = ""
    repaired: str | None = None
    """The text after damaged characters were put right; None where nothing was changed."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula found in a line."""

    line: int
    raw: str
    """As it stood in the source."""
    text: str
    """After repair; the same as ``raw`` where nothing was changed."""
    readable: bool
    """Whether the marker's grammar reads it."""
    confidence: float
    """From 0 to 1: readable and undamaged is 1; each repaired character and doubt lowers it."""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark of the person who made the document, beside a part."""

    part: str
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Imported:
    """Everything that was recovered from one file."""

    format: str
    transcripts: tuple[Transcript, ...]
    taken: tuple[Taken, ...] = ()
    formulas: tuple[Formula, ...] = ()
    notes: tuple[Note, ...] = ()
    table: Mapping[str, str] = field(default_factory=dict)
    """Damaged character → what it was inferred to be."""
    doubts: tuple[str, ...] = ()
    """What a person should look at."""


def words(text: str) -> int:
    """Return the number of words: runs of characters between white space."""
    return len(text.split())
