"""One line a model and run, as lists of runs show it."""

from __future__ import annotations

from dataclasses import dataclass

from reports.typeset.words import DASH, money, percent, short

FEW_DECIDED = 5
"""Decided parts below which no percentage is printed."""


@dataclass(frozen=True, slots=True)
class Line:
    """One model in one run."""

    run: str
    model: str
    homework: str
    date: str
    """The day it was asked, or brought in, in words."""
    when: str
    """By which it is sorted, ISO 8601."""
    parts: int
    asked: int
    failed: int
    wanted: int
    """Transcripts the run was asked for; 0 where it does not say."""
    correct: int
    decided: int
    people: int
    """Parts that a person decided."""
    left: int
    """Parts that nobody decided."""
    tokens: float | None
    cost: float | None
    currency: str
    state: str
    report: bool

    @property
    def score(self) -> str:
        """How many of the decided parts are right; a percentage only where it says something."""
        if not self.decided:
            return "not marked yet"
        return f"{self.correct} of {self.decided} decided{share(self.correct, self.decided, self.parts)}"

    @property
    def coverage(self) -> str:
        """What is left open and what people decided, or nothing."""
        told = [f"{self.left} of {self.parts} left open"] if self.left and self.decided else []
        return ", ".join([*told, *([f"{self.people} by a person"] if self.people else [])])

    @property
    def progress(self) -> str:
        """How many transcripts are there."""
        going = f"{self.asked} of {self.wanted}" if self.wanted > self.asked else f"{self.asked}"
        return going + (f", {self.failed} failed" if self.failed else "")


def share(correct: int, decided: int, parts: int) -> str:
    """Return a percentage to be put behind a count; nothing over a handful, or where most is open."""
    if decided < FEW_DECIDED or 2 * decided < parts:
        return ""
    return f" · {percent(correct / decided)}"


def cells(line: Line) -> tuple[str, ...]:
    """Return the line's cells for a terminal."""
    score = f"{line.score} ({line.coverage})" if line.coverage else line.score
    return (
        line.run, line.model, line.homework, line.date or DASH, score, short(line.tokens),
        money(line.cost, line.currency), line.state,
    )  # fmt: skip
