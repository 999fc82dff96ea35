"""Reviews: what a person marked, ticked and noted on a reply, one act after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from harness.records.words import SCHEMA

PersonsMark = Literal["correct", "partial", "incorrect", "no_answer", "open"]
"""The words of a person's mark; ``open`` takes an earlier mark back."""
Surface = Literal["problem", "thinking", "answer"]


@dataclass(frozen=True, slots=True)
class Measured:
    """Something a note says that can be measured, as a comparison of a measure."""

    measure: str
    """A name of ``reports.measured.traits``."""
    relation: str
    """``>``, ``>=``, ``<``, ``<=`` or ``=``."""
    value: float = 0.0
    """The number compared with; with ``against`` it is multiplied by that part's measure."""
    against: str = ""
    """Another part of the same question."""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in the margin, hung on a stretch of the text or on the whole turn."""

    id: str
    says: str
    turn: int = 0
    where: Surface = "answer"
    quote: str = ""
    """The stretch as it stood; empty where the note is on the whole turn."""
    start: int = -1
    """Character offset in the source text, or -1."""
    end: int = -1
    before: str = ""
    after: str = ""
    """What stood beside the quote, so that it is found again where offsets no longer fit."""
    measured: Measured | None = None
    when: str = ""
    """ISO 8601, UTC."""


@dataclass(frozen=True, slots=True)
class Review:
    """One act of one person on one part; a line of reviews.jsonl, never changed afterwards."""

    run_key: str
    part: str
    by: str
    """Who, as they call themselves."""
    when: str = ""
    mark: PersonsMark | None = None
    """None where the act leaves the mark as it was."""
    reason: str | None = None
    ticks: Mapping[str, bool] = field(default_factory=dict)
    """Checkpoint or false step → whether the reply makes it."""
    notes: tuple[Note, ...] = ()
    """Notes written or written anew."""
    withdrawn: tuple[str, ...] = ()
    """Ids of notes taken back."""
    blind: bool = False
    """Whether the marker's and the judge's verdicts were hidden from the person."""
    marker: str = ""
    """What the marker said when the person marked, for later."""
    origin: str = ""
    """``import`` where it was brought in, ``view`` where it was made in the page."""
    schema: int = SCHEMA


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Where one person stands on one part after all their acts."""

    run_key: str
    part: str
    by: str
    when: str = ""
    mark: str = ""
    """Empty where the person gave none, or took it back."""
    reason: str = ""
    ticks: Mapping[str, bool] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    blind: bool = False
    origin: str = ""
