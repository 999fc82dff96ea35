"""What a page of a PDF holds: glyphs, rules, frames, filled boxes and notes, each with its place.

Places are in points from the lower left corner. Everything here is plain data that a child process
can hand over as JSON.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character."""

    text: str
    """As the font names it; ``(cid:n)`` where it names nothing."""
    font: str
    x0: float
    x1: float
    y: float
    """Its baseline."""
    size: float
    grey: float = 0.0
    """How light it is, from 0 (black) to 1."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin horizontal line."""

    x0: float
    x1: float
    y: float
    surd: float = 0.0
    """Where the sign of the root begins that was drawn with it, 0 where none was."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: a frame, a filled area, or a stroke that stands upright."""

    x0: float
    x1: float
    bottom: float
    top: float

    def holds(self, x: float, y: float, slack: float = 1.0) -> bool:
        """Return whether a point lies inside."""
        across = self.x0 - slack < x < self.x1 + slack
        return across and self.bottom - slack < y < self.top + slack


@dataclass(frozen=True, slots=True)
class Stroke:
    """A tall thin shape that was drawn, not printed: a bracket put together of lines and curves."""

    x0: float
    x1: float
    bottom: float
    top: float
    sign: str
    """``[``, ``]``, ``(``, ``)``, ``|`` or ``{``, ``}``."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A note that a reader put onto the page."""

    text: str
    area: Box
    who: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page's content."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...] = ()
    frames: tuple[Box, ...] = ()
    fills: tuple[Box, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    notes: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF's pages and what it says of itself."""

    pages: tuple[Page, ...]
    title: str = ""
    author: str = ""
    date: str = ""
