"""What an importer hands over: every source line with its role, and the transcripts made of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from harness.records import Json, Transcript

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
    "markup",
    "code",
]


@dataclass(frozen=True, slots=True)
class Unsure:
    """A formula that a reader is not certain to have read as it stands on the page."""

    text: str
    """As read, and as it stands in its line."""
    confidence: float
    """From 0 to less than 1."""
    why: str = ""


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
    level: int = 0
    """Depth of the heading that it is, 0 for running text."""
    known: Role | None = None
    """What the file itself says it is, such as a header, a note, or mark-up that says nothing."""
    speaker: str = ""
    """user, assistant or thought, where the file names who speaks."""
    raw: str | None = None
    """The line as it stood in the file, where ``text`` is a reading of it."""
    beside: str = ""
    """The line that a note stands beside or points at."""
    unsure: tuple[Unsure, ...] = ()
    """The formulas in it that were not read with full confidence."""


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
    question: str = ""
    points_at: str = ""
    """The line that it stands beside, where that is known."""


@dataclass(frozen=True, slots=True)
class About:
    """What a document says of itself; empty where it does not."""

    title: str = ""
    author: str = ""
    date: str = ""
    model: str = ""
    questions: str = ""
    """What it answers, e.g. ``optics-hw2/q{n}``; only documents with fields of their own say so."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as lines of text with its formulas as LaTeX, whatever kind of file it was."""

    kind: str
    """pdf, tex, markdown, notebook, html, json or text."""
    lines: tuple[Line, ...]
    about: About = About()
    doubts: tuple[str, ...] = ()
    """What the reader could not make out."""


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
    kind: str = ""
    """What kind of file it was, told by its content."""
    bank: tuple[Mapping[str, Json], ...] = ()
    """The questions with the golds that came along, as rows of a bank."""


THOUGHT = re.compile(
    r"Thought for (?:(\d+) ?(?:minutes?|m) ?(?:and )?)?(?:(\d+) ?(?:seconds?|s))?(?:\b|$)"
    r"|已深度思考（用时 ?(\d+) ?秒）"
)
"""How a chat states the seconds of thought."""


def stated_seconds(text: str) -> float | None:
    """Return the seconds of thought that a line states, None where it states none.

    >>> stated_seconds("Thought for 1 minute 5 seconds"), stated_seconds("Thoughtful")
    (65.0, None)
    """
    found = THOUGHT.fullmatch(text.strip().strip("*_").strip())
    return 60.0 * float(found[1] or 0) + float(found[2] or found[3] or 0) if found else None


def words(text: str) -> int:
    """Return the number of words: runs of characters between white space."""
    return len(text.split())
