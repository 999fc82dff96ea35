"""A reply cut into units: sentences, headings, table rows and lines of code, maths told from prose.

Nothing is interpreted here. `page` returns the reply beside a *flat* copy of the same length in which
the delimiters of maths, emphasis and code are blanked and full-width signs are folded, so every
offset into the flat copy is an offset into the reply. All scans are by literal tokens and run once
over the text; of a reply longer than ``WINDOW`` only the end is cut into units.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from harness.grading.displays import row_edits

WINDOW = 100_000
"""How many characters at a reply's end are read for claims; a box is looked for everywhere."""
UNIT_LIMIT = 6_000
BOX_LIMIT = 4_000

CELL = "¦"
"""What a table's column border becomes in the flat copy."""

_DELIMITER = re.compile(
    r"```|~~~|\$\$|\\\$|\$|\\\\|\\\(|\\\[|\\begin\{|`|\*\*|__|</?(?:b|i|u|p|em|strong|br|answer|code|sub_?answer) ?/?>",
)
_BRACE = re.compile(r"\\.|[{}]", re.S)
_BORDER = re.compile(r"\\.|[|$]", re.S)
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD.update(
    dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"), 0x20)
)
_FOLD.update(
    {ord("\r"): 0x20, ord("\t"): 0x20, ord("。"): ord("."), ord("、"): ord(","), ord("〜"): ord("~")}
)
_FOLD.update({0x2028: 0x0A, 0x2029: 0x0A, 0x85: 0x0A, 0x0B: 0x0A, 0x0C: 0x0A})
_ENDER = re.compile(r"[.!?;]")
_ABBREVIATIONS = (
    "e.g",
    "i.e",
    "cf",
    "vs",
    "eq",
    "eqs",
    "fig",
    "resp",
    "approx",
    "no",
    "w.r.t",
    "s.t",
    "i.i.d",
    "dr",
    "st",
)
_BULLETS = ("- ", "* ", "+ ", "• ", "– ", "· ", "∙ ", "◦ ")
_JOINING = tuple("=+-*/,<>≤≥≈∈·×([{&|:←→") + ("\\le", "\\ge", "\\in", "\\to")


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
    maths: tuple[tuple[int, int], ...]
    """Start and end of each maths span, delimiters included, in order."""
    bold: tuple[tuple[int, int], ...]
    """Start and end of each emphasised stretch."""
    boxes: tuple[tuple[int, int], ...]
    """Start and end of what stands in each box, the outermost ones only."""
    tags: tuple[tuple[int, int], ...]
    """Start and end of what stands between ``<answer>`` and ``</answer>``."""
    cut: int | None = None
    """Where an unclosed formula or box starts that runs to the end of the reply."""

    def in_maths(self, position: int) -> tuple[int, int] | None:
        """Return the maths span that holds ``position``, or None."""
        return holding(self.maths, position)


def holding(
    spans: tuple[tuple[int, int], ...] | list[tuple[int, int]], position: int
) -> tuple[int, int] | None:
    """Return the one of the sorted ``spans`` that holds ``position``, or None."""
    at = bisect_right(spans, (position, 1 << 60)) - 1
    return spans[at] if at >= 0 and spans[at][0] <= position < spans[at][1] else None


class _Flattening:
    """One walk over the delimiters of a text: what to blank, and what the spans are."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.edits: list[tuple[int, int, str]] = []
        self.maths: list[tuple[int, int]] = []
        self.bold: list[tuple[int, int]] = []
        self.tags: list[tuple[int, int]] = []
        self.code: list[tuple[int, int]] = []
        self.boxes: list[tuple[int, int]] = []
        self.cut: int | None = None

    def run(self) -> None:
        self.find_boxes()
        self.find_rows()
        resume = 0
        for found in _DELIMITER.finditer(self.text):
            start = found.start()
            if start < resume:
                continue
            handler = _HANDLERS.get(found[0], _Flattening.tag)
            resume = handler(self, start, found[0])

    def find_boxes(self) -> None:
        at, unclosed = self.text.find("\\boxed"), 0
        while at >= 0 and unclosed < 5:
            inner = at + 6
            while self.text[inner : inner + 1] == " ":
                inner += 1
            close = closing_brace(self.text, inner) if self.text[inner : inner + 1] == "{" else -1
            if close >= 0:
                self.boxes.append((inner + 1, close))
                self.blank(at, inner + 1)
                self.blank(close, close + 1)
            elif self.text[inner : inner + 1] == "{":
                unclosed += 1
                self.cut = at if len(self.text) - at < BOX_LIMIT else self.cut
            at = self.text.find("\\boxed", max(close, inner))

    def find_rows(self) -> None:
        at = 0 if self.text.startswith("|") else self.text.find("\n|") + 1
        while at or self.text.startswith("|", at):
            end = self.text.find("\n", at)
            end = len(self.text) if end < 0 else end
            inside = False
            for found in _BORDER.finditer(self.text, at, end):
                if found[0] == "|" and not inside:
                    self.edits.append((found.start(), found.end(), CELL))
                elif found[0] == "$":
                    inside = not inside
            at = self.text.find("\n|", end) + 1
            if not at:
                return

    def blank(self, start: int, end: int) -> None:
        self.edits.append((start, end, " " * (end - start)))

    def skip(self, start: int, token: str) -> int:
        return start + len(token)

    def span(self, start: int, opener: int, inner_end: int, end: int) -> int:
        self.maths.append((start, end))
        self.blank(start, start + opener)
        self.edits.extend(row_edits(self.text, start + opener, inner_end))
        if end > inner_end:
            self.blank(inner_end, end)
        return end

    def display(self, start: int, token: str) -> int:
        close = self.text.find(_CLOSERS[token], start + len(token))
        if close < 0:
            self.cut = start if self.cut is None and len(self.text) - start < 4_000 else self.cut
            self.blank(start, start + len(token))
            return start + len(token)
        return self.span(start, len(token), close, close + len(_CLOSERS[token]))

    def environment(self, start: int, token: str) -> int:
        name_end = self.text.find("}", start, start + 40)
        if name_end < 0:
            return start + len(token)
        closer = "\\end{" + self.text[start + len(token) : name_end] + "}"
        opener = self.text[start : name_end + 1]
        at, depth = name_end, 1
        while depth:
            close = self.text.find(closer, at)
            if close < 0:
                self.cut = start if self.cut is None and len(self.text) - start < 4_000 else self.cut
                return name_end + 1
            depth += self.text.count(opener, at, close) - 1
            at = close + len(closer)
        return self.span(start, 0, at, at)

    def dollar(self, start: int, token: str) -> int:
        at = start + 1
        limit = self.text.find("\n\n", at)
        limit = len(self.text) if limit < 0 else limit
        while (close := self.text.find("$", at, limit)) > 0 and self.text[close - 1] == "\\":
            at = close + 1
        if close < 0:
            rest = self.text[start + 1 :]
            if limit == len(self.text) and len(rest) < 2_000 and "\\" in rest and not rest[:1].isspace():
                self.cut = start if self.cut is None else self.cut
            return start + 1
        if _is_money(self.text, start, close):
            return start + 1
        return self.span(start, 1, close, close + 1)

    def fence(self, start: int, token: str) -> int:
        line = self.text.rfind("\n", 0, start) + 1
        if self.text[line:start].strip():
            return start + len(token)
        first = self.text.find("\n", start)
        first = len(self.text) if first < 0 else first
        close = self.text.find("\n" + token, first)
        end = len(self.text) if close < 0 else close + 1 + len(token)
        inner_end = len(self.text) if close < 0 else close
        self.blank(start, first)
        if first < inner_end:
            self.code.append((first + 1, inner_end))
        if end > inner_end + 1:
            self.blank(inner_end + 1, end)
        return end

    def tick(self, start: int, token: str) -> int:
        close = self._on_line("`", start + 1)
        if close > start + 1:
            self.blank(start, start + 1)
            self.blank(close, close + 1)
            return close + 1
        return start + 1

    def strong(self, start: int, token: str) -> int:
        before, after = self.text[start - 1 : start], self.text[start + 2 : start + 3]
        if not after or after.isspace() or before.isalnum() or before in (")", "*", "_"):
            return start + 2
        at = start + 2
        while (close := self._on_line(token, at)) >= 0:
            following = self.text[close + 2 : close + 3]
            if close > start + 2 and not (following.isascii() and following.isalnum()) and following != "(":
                self.bold.append((start + 2, close))
                self.blank(start, start + 2)
                self.blank(close, close + 2)
                return start + 2
            at = close + 2
        return start + 2

    def tag(self, start: int, token: str) -> int:
        self.blank(start, start + len(token))
        if "answer" in token and not token.startswith("</"):
            close = self.text.find("</", start + len(token))
            self.tags.append((start + len(token), len(self.text) if close < 0 else close))
        return start + len(token)

    def _on_line(self, token: str, at: int) -> int:
        line_end = self.text.find("\n", at)
        return self.text.find(token, at, len(self.text) if line_end < 0 else line_end)


def closing_brace(text: str, start: int) -> int:
    """Return where the brace opened at ``start`` is closed, or -1; at most ``BOX_LIMIT`` characters on."""
    depth = 0
    for found in _BRACE.finditer(text, start, min(len(text), start + BOX_LIMIT)):
        if len(found[0]) == 1:
            depth += 1 if found[0] == "{" else -1
            if depth == 0:
                return found.start()
    return -1


_CLOSERS = {"$$": "$$", "\\(": "\\)", "\\[": "\\]"}
_HANDLERS = {
    "```": _Flattening.fence,
    "~~~": _Flattening.fence,
    "$$": _Flattening.display,
    "\\(": _Flattening.display,
    "\\[": _Flattening.display,
    "\\begin{": _Flattening.environment,
    "$": _Flattening.dollar,
    "`": _Flattening.tick,
    "**": _Flattening.strong,
    "__": _Flattening.strong,
    "\\$": _Flattening.skip,
    "\\\\": _Flattening.skip,
}


def _is_money(text: str, start: int, close: int) -> bool:
    inner = text[start + 1 : min(close, start + 200)]
    if not inner[:1].isdigit():
        return False
    words = [word for word in inner.split() if word.isalpha() and len(word) > 1]
    return text[close + 1 : close + 2].isdigit() or len(words) >= 2


def _apply(text: str, edits: list[tuple[int, int, str]]) -> str:
    pieces, at = [], 0
    for start, end, new in sorted(edits):
        if start < at:
            continue
        pieces += [text[at:start], new]
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


def page(text: str, offset: int = 0) -> Page:
    """Return ``text`` from ``offset`` on as a page; offsets in the page count from the text's start."""
    folded = text.translate(_FOLD)
    start = max(offset, len(text) - WINDOW)
    if (
        start > offset
        and "\\boxed" not in text[start:]
        and (last := text.rfind("\\boxed", offset, start)) >= 0
    ):
        start = max(offset, last - WINDOW // 2)
        folded = folded[: last + WINDOW // 2]
    if start > offset:
        start = max(start, text.find("\n", start, start + 2_000) + 1)
    folded = " " * start + folded[start:]
    walk = _Flattening(folded)
    walk.run()
    flat = _apply(folded, walk.edits)
    maths = tuple(walk.maths)
    units = tuple(_Lines(flat, maths, walk.code, start).units())
    bold = tuple(sorted(walk.bold))
    return Page(text, flat, units, maths, bold, tuple(walk.boxes), tuple(walk.tags), walk.cut)


class _Lines:
    """Lines of a flat text put together into units."""

    def __init__(
        self, flat: str, maths: tuple[tuple[int, int], ...], code: list[tuple[int, int]], start: int
    ) -> None:
        self.flat, self.maths, self.code, self.at = flat, maths, code, start
        self.made: list[Unit] = []
        self.paragraph = 0

    def units(self) -> list[Unit]:
        """Return the units, in order."""
        flat, size = self.flat, len(self.flat)
        open_from, open_kind = -1, "text"
        blank_before = False
        while self.at < size:
            end = flat.find("\n", self.at)
            end = size if end < 0 else end
            start, self.at = self.at, end + 1
            line = flat[start:end].strip()
            if not line:
                blank_before = True
                continue
            kind = self._kind(start, line)
            first = start + (len(flat[start:end]) - len(flat[start:end].lstrip()))
            joins = (
                open_from >= 0
                and kind == "text"
                and self._joins(open_from, open_kind, first, line, blank_before)
            )
            if not joins:
                self._close(open_from, last_end if open_from >= 0 else 0, open_kind)
                if blank_before or kind != open_kind:
                    self.paragraph += 1
                open_from, open_kind = first, kind
            last_end, blank_before = end, False
        if open_from >= 0:
            self._close(open_from, last_end, open_kind)
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
        if before.endswith(_JOINING) or line.startswith(
            ("=", "≈", "<", "≤", "≥", "+", "\\le", "\\ge", "\\approx", "∈", "\\in")
        ):
            return not (before.endswith(":") and len(before) < 30)
        last_line = before[before.rfind("\n") + 1 :]
        return len(last_line) >= 55 and not before.endswith((".", "!", "?", ";", ":"))

    @staticmethod
    def _label(line: str) -> bool:
        return line[0] == "(" and line[2:3] == ")" or line[:5].casefold() == "part "

    def _close(self, start: int, end: int, kind: str) -> None:
        if start < 0:
            return
        if kind in ("heading", "row"):
            self.made.append(Unit(start, end, kind, self.paragraph))
            return
        for low, high in self._sentences(start, end):
            self.made.append(Unit(low, high, kind, self.paragraph))

    def _sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        cuts, low = [], start
        for found in _ENDER.finditer(self.flat, start, end):
            at = found.start()
            if at + 1 - low > UNIT_LIMIT or (holding(self.maths, at) is None and self._ends(low, at, end)):
                cuts.append((low, at + 1))
                low = at + 1
        if self.flat[low:end].strip():
            cuts.append((low, end))
        return cuts

    def _ends(self, low: int, at: int, end: int) -> bool:
        following = self.flat[at + 1 : at + 2]
        if self.flat[at] == ";":
            stretch = self.flat[low:at]
            return following.isspace() and all(
                stretch.count(a) <= stretch.count(b) for a, b in ("()", "[]", "{}")
            )
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


def _is_display(flat: str, span: tuple[int, int], first: int) -> bool:
    """Whether a span stands on lines of its own."""
    line = flat.rfind("\n", 0, first) + 1
    end = flat.find("\n", first)
    end = len(flat) if end < 0 else end
    return (
        not flat[line : max(line, span[0])].strip() and len(flat[min(span[1], end) : end].strip(" .,;")) == 0
    )
