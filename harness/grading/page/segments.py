"""A reply cut into units: sentences, headings, list items, table rows and lines of code.

Nothing is interpreted here. `page` returns the reply beside its flat copy (`harness.grading.page.flatten`)
and the units in order; every offset is an offset into the reply. Of a reply longer than ``WINDOW``
only the end is cut into units, or what stands around the last box.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from harness.grading.language.lexicon import words
from harness.grading.page.flatten import CELL, FOLD, Flattening, Span, apply
from harness.grading.page.labels import TICKS, after_label, inline

WINDOW = 40_000
"""How many characters at a reply's end are read for claims; a box is looked for everywhere."""
UNIT_LIMIT = 6_000

_ENDER = re.compile(r"[.!?;]")
_LISTED = re.compile(r"[,;:] (\d{1,2})$")
"""Before the dot of a list that goes on in a line: ``…, 2. then x``; its number belongs to what follows."""
_CLOSING = frozenset(')”"')
"""What belongs to the sentence that ends before it."""
_ABBREVIATIONS = words("e.g i.e cf vs eq eqs fig resp approx no w.r.t s.t i.i.d dr st mr mrs ms prof sr sra")
_BULLETS = ("- ", "* ", "+ ", "• ", "– ", "· ", "∙ ", "◦ ")
_JOINING = (*"=+-*/,<>≤≥≈∈·×([{&|:←→", "\\le", "\\ge", "\\in", "\\to")
_JOINED = ("=", "≈", "<", "≤", "≥", "+", "\\le", "\\ge", "\\approx", "∈", "\\in")


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of the reply that is read at once."""

    start: int
    end: int
    kind: str
    """text, heading, item, row or code."""
    paragraph: int
    """Number of the paragraph, list or table it stands in."""


@dataclass(frozen=True, slots=True)
class Page:
    """A reply ready to be searched for claims."""

    text: str
    flat: str
    units: tuple[Unit, ...]
    maths: tuple[Span, ...]
    """Start and end of each maths span, delimiters included, in order."""
    bold: tuple[Span, ...]
    """Start and end of each emphasised stretch."""
    boxes: tuple[Span, ...]
    """Start and end of what stands in each box, the outermost ones only."""
    tags: tuple[Span, ...]
    """Start and end of what stands between ``<answer>`` and ``</answer>``."""
    cut: int | None = None
    """Where an unclosed formula or box starts that runs to the end of the reply."""

    def in_maths(self, position: int) -> Span | None:
        """Return the maths span that holds ``position``, or None."""
        return holding(self.maths, position)


def holding(spans: tuple[Span, ...] | list[Span], position: int) -> Span | None:
    """Return the one of the sorted ``spans`` that holds ``position``, or None."""
    at = bisect_right(spans, (position, 1 << 60)) - 1
    return spans[at] if at >= 0 and spans[at][0] <= position < spans[at][1] else None


def page(text: str, window: int = WINDOW) -> Page:
    """Return the last ``window`` characters of a text, or those around its last box, as a page."""
    start, end = max(0, len(text) - window), len(text)
    if start and "\\boxed" not in text[start:] and (last := text.rfind("\\boxed", 0, start)) >= 0:
        start, end = max(0, last - window // 2), last + window // 2
    if start:
        start = max(start, text.find("\n", start, start + 2_000) + 1)
    folded = " " * start + text[start:end].translate(FOLD)
    folded = undoubled(folded)
    walk = Flattening(folded)
    walk.run()
    flat = apply(folded, walk.edits, walk.dropped)
    maths, bold = tuple(walk.maths), tuple(sorted(walk.bold))
    units = tuple(_Lines(flat, maths, walk.code, start).units())
    boxes = tuple(box for box in walk.boxes if flat[box[0] : box[1]].strip())
    return Page(text, flat, units, maths, bold, boxes, tuple(walk.tags), walk.cut)


_SINGLE = re.compile(r"(?<!\\)\\[A-Za-z(\[]")
_DOUBLED = re.compile(r"\\\\(?=[A-Za-z]{2}|[()\[\]{}%$,;!])")


def undoubled(text: str) -> str:
    r"""Return a text that was escaped twice with single backslashes, of the same length.

    >>> undoubled(r"$\\frac{1}{2}$")
    '$ \\frac{1}{2}$'
    """
    if "\\\\" not in text or _SINGLE.search(text) is not None:
        return text
    return _DOUBLED.sub(r" \\", text)


class _Lines:
    """Lines of a flat text put together into units."""

    def __init__(self, flat: str, maths: tuple[Span, ...], code: list[Span], start: int) -> None:
        self.flat, self.maths, self.code, self.at = flat, maths, code, start
        self.made: list[Unit] = []
        self.paragraph = 0

    def units(self) -> list[Unit]:
        """Return the units, in order."""
        flat, size = self.flat, len(self.flat)
        open_from, open_to, open_kind = -1, 0, "text"
        blank_before = False
        while self.at < size:
            end = flat.find("\n", self.at)
            end = size if end < 0 else end
            start, self.at = self.at, end + 1
            line = flat[start:end].lstrip()
            first = end - len(line)
            line = line.rstrip()
            if not line:
                blank_before = True
                continue
            kind = self._kind(start, line)
            joins = open_from >= 0 and kind == "text"
            if not (joins and self._joins(open_from, open_kind, first, line, blank_before)):
                self._close(open_from, open_to, open_kind)
                if blank_before or kind != open_kind:
                    self.paragraph += 1
                open_from, open_kind = first, kind
            open_to, blank_before = end, False
        self._close(open_from, open_to, open_kind)
        return self.made

    def _kind(self, start: int, line: str) -> str:
        if holding(self.code, start):
            return "code"
        if line[0] == "#" and line.lstrip("#")[:1] == " ":
            return "heading"
        if line[0] == CELL and not holding(self.maths, start):
            return "row"
        if line.startswith(_BULLETS) or _numbered(line):
            return "item"
        return "text"

    def _joins(self, open_from: int, open_kind: str, first: int, line: str, blank_before: bool) -> bool:
        if open_kind not in ("text", "item"):
            return False
        before = self.flat[max(open_from, first - 400) : first].rstrip()
        display = holding(self.maths, first)
        if display is not None and _is_display(self.flat, display, first):
            return not before.endswith((".", "!", "?", ";")) and first - open_from < UNIT_LIMIT
        if blank_before or first - open_from > UNIT_LIMIT or self._label(line):
            return False
        if before.endswith(_JOINING) or line.startswith(_JOINED):
            return not (before.endswith(":") and len(before) < 30)
        last_line = before[before.rfind("\n") + 1 :]
        return len(last_line) >= 55 and not before.endswith((".", "!", "?", ";", ":"))

    @staticmethod
    def _label(line: str) -> bool:
        return (line[0] == "(" and line[2:3] == ")") or line[:5].casefold() == "part "

    def _close(self, start: int, end: int, kind: str) -> None:
        if start < 0:
            return
        if kind in ("heading", "row"):
            self.made.append(Unit(start, end, kind, self.paragraph))
            return
        for sentence in self._sentences(start, end):
            for low, high in inline(self.flat, *sentence):
                for at in range(low, high, UNIT_LIMIT):
                    self.made.append(Unit(at, min(high, at + UNIT_LIMIT), kind, self.paragraph))

    def _sentences(self, start: int, end: int) -> list[Span]:
        cuts, low = [], start
        for found in _ENDER.finditer(self.flat, start, end):
            at = found.start()
            if at + 1 - low > UNIT_LIMIT or (holding(self.maths, at) is None and self._ends(low, at, end)):
                low, last = at + 1, low
                low -= self._number_before(last, at)
                while low < end and self.flat[low] in _CLOSING:
                    low += 1
                cuts.append((last, low))
        if self.flat[low:end].strip():
            cuts.append((low, end))
        return cuts

    def _number_before(self, low: int, at: int) -> int:
        """Return how many signs before ``at + 1`` are the number of a list's next item: they go with it."""
        listed = _LISTED.search(self.flat[max(low, at - 8) : at])
        return len(listed[1]) + 1 if listed and self.flat[at + 2 : at + 3].islower() else 0

    def _factorial(self, low: int, at: int) -> bool:
        """Whether an exclamation mark stands behind a number, a single letter or a bracket."""
        before = self.flat[max(low, at - 2) : at]
        lettered = before[-1:].isalpha() and not before[:-1].isalpha()
        return before[-1:].isdigit() or before[-1:] == ")" or lettered

    def _ends(self, low: int, at: int, end: int) -> bool:
        following = self.flat[at + 1 : at + 2]
        if self.flat[at] == ";":
            stretch = self.flat[max(low, at - 300) : at]
            return following.isspace() and all(
                stretch.count(a) <= stretch.count(b) for a, b in ("()", "[]", "{}")
            )
        if self.flat[at] == "!" and following in (")", "*") and self._factorial(low, at):
            return False
        if self.flat[at] != ".":
            return at + 1 >= end or following.isspace() or following in "\"')*"
        if (
            at + 1 < end
            and not following.isspace()
            and following not in "\"')”*"
            and not ord(following) > 0x2E80
        ):
            return False
        word = self.flat[max(low, at - 8) : at].split()[-1:] or [""]
        stem = word[0].lstrip("(").casefold()
        listed = stem.isdigit() and self.flat[low:at].strip() == stem
        return not (stem in _ABBREVIATIONS or listed) or at + 1 >= end


def _numbered(line: str) -> bool:
    digits = len(line) - len(line.lstrip("0123456789"))
    return 0 < digits < 4 and line[digits : digits + 2] in (". ", ") ")


def _is_display(flat: str, span: Span, first: int) -> bool:
    """Whether a span stands on lines of its own."""
    line = flat.rfind("\n", 0, first) + 1
    end = flat.find("\n", first)
    end = len(flat) if end < 0 else end
    return (
        not flat[line : max(line, span[0])].strip() and len(flat[min(span[1], end) : end].strip(" .,;")) == 0
    )


def content_start(flat: str, unit: Unit) -> int:
    """Return where a unit's content begins, after its bullet, number or heading signs."""
    at = unit.start
    while at < unit.end and flat[at] in TICKS:
        at += 1
    if unit.kind == "heading":
        while at < unit.end and flat[at] in "# ":
            at += 1
    elif unit.kind == "item" and flat[at : at + 1] in "-*+•–·∙◦":
        at += 1
    elif unit.kind == "item":
        while at < unit.end and flat[at] in "0123456789.)":
            at += 1
    return after_label(flat, at, unit.end)
