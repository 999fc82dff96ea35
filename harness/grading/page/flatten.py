"""A reply made flat: the delimiters of maths, emphasis, code and boxes blanked, nothing moved.

One walk over literal tokens finds the spans of maths, boxes, emphasis, code and answer tags. The flat
copy has the length of the reply, so an offset means the same in both. Whatever is opened and never
closed is remembered, so that each kind of closer is looked for in vain only once.
"""

from __future__ import annotations

import re

from harness.grading.page.displays import row_edits
from harness.grading.page.drawn import in_lines

BOX_LIMIT = 4_000
CUT_LIMIT = 4_000
"""A formula left open this close to the end means that the reply was cut off."""
LINE_LIMIT = 3_000
CELL = "¦"
"""What a table's column border becomes in the flat copy."""

Span = tuple[int, int]

_DELIMITER = re.compile(
    r"```|~~~|\$\$|\\\$|\$|\\\\|\\\(|\\\[|\\begin\{|`|\*\*|__|\*"
    r"|</?(?:b|i|u|p|em|strong|br|answer|final|result|final_answer|code) ?/?>",
)
_BRACE = re.compile(r"\\.|[{}]", re.S)
_PAINT = re.compile(
    r"\\(?:text)?color\{[A-Za-z]{1,20}\}|\\(?:underline|displaystyle|textstyle|large|Large|huge)\b"
)
_TIMES = re.compile(r"(?<=\d) ?([xX]) ?(?=10 ?(?:\^|[⁻⁰¹²³⁴-⁹]))")
_QUOTE = re.compile(r"^ ?>(?= )", re.M)
_BORDER = re.compile(r"\\.|[|$]", re.S)
_WIDE_SPACES = "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\r\t"
_BREAKS = "\u2028\u2029\x85\x0b\x0c"
FOLD = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, _WIDE_SPACES), 0x20),
    **dict.fromkeys(map(ord, _BREAKS), 0x0A),
    ord("。"): ord("."),
    ord("、"): ord(","),
}
"""Full-width signs, odd spaces and line breaks → their plain forms, one character each."""


class Flattening:
    """One walk over the delimiters of a text: what to blank, and what the spans are."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.edits: list[tuple[int, int, str]] = []
        self.maths: list[tuple[int, int]] = []
        self.bold: list[tuple[int, int]] = []
        self.tags: list[tuple[int, int]] = []
        self.code: list[tuple[int, int]] = []
        self.boxes: list[tuple[int, int]] = []
        self.dropped: list[tuple[int, int]] = []
        self.cut: int | None = None
        self.missing: set[str] = set()
        self.paragraph_end = -1

    def run(self) -> None:
        """Find everything there is to blank."""
        self.find_dropped()
        self.find_boxes()
        self.find_rows()
        self.edits.extend(in_lines(self.text))
        resume = 0
        for found in _DELIMITER.finditer(self.text):
            start = found.start()
            if start < resume:
                continue
            handler = _HANDLERS.get(found[0], Flattening.tag)
            resume = handler(self, start, found[0])

    def find_dropped(self) -> None:
        """Find what is struck out, thought aloud, coloured or quoted: its signs or all of it are blanked."""
        for opener, closer in (("~~", "~~"), ("<think>", "</think>"), ("<thinking>", "</thinking>")):
            at = self.text.find(opener)
            while at >= 0:
                close = self.text.find(closer, at + len(opener))
                if close < 0:
                    break
                if opener != "~~" or "\n" not in self.text[at:close]:
                    self.dropped.append((at, close + len(closer)))
                at = self.text.find(opener, close + len(closer))
        if "\\" in self.text:
            for found in _PAINT.finditer(self.text):
                self.blank(found.start(), found.end())
        if "10" in self.text:
            for found in _TIMES.finditer(self.text):
                self.edits.append((found.start(1), found.end(1), "×"))
        if self.text.startswith(">") or "\n>" in self.text:
            for found in _QUOTE.finditer(self.text):
                self.blank(found.start(), found.end())

    def find_boxes(self) -> None:
        for command in ("\\boxed", "\\fbox"):
            if command in self.text:
                self.find_boxes_of(command)
        self.boxes.sort()

    def find_boxes_of(self, command: str) -> None:
        """Find the boxes made by one command."""
        at, unclosed = self.text.find(command), 0
        while at >= 0 and unclosed < 5:
            inner = at + len(command)
            while self.text[inner : inner + 1] == " ":
                inner += 1
            close = closing_brace(self.text, inner) if self.text[inner : inner + 1] == "{" else -1
            if close >= 0:
                self.boxes.append((inner + 1, close))
                self.blank(at, inner + 1)
                self.blank(close, close + 1)
            elif self.text[inner : inner + 1] == "{":
                unclosed += 1
                self.left_open(at)
            at = self.text.find(command, max(close, inner))

    def find_rows(self) -> None:
        """Find the rows of tables; a table has a line of dashes under its head."""
        if not any(rule in self.text for rule in ("|--", "| --", "|:-", "| :-")):
            return
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

    def ahead(self, closer: str, at: int) -> int:
        """Return where ``closer`` next stands, or -1; looked for in vain only once."""
        if closer in self.missing:
            return -1
        found = self.text.find(closer, at)
        if found < 0:
            self.missing.add(closer)
        return found

    def left_open(self, start: int) -> None:
        """Note that something opened at ``start`` is never closed."""
        if self.cut is None and len(self.text) - start < CUT_LIMIT:
            self.cut = start

    def display(self, start: int, token: str) -> int:
        close = self.ahead(_CLOSERS[token], start + len(token))
        if close < 0:
            self.left_open(start)
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
            close = self.ahead(closer, at)
            if close < 0:
                self.missing.add(closer)
                self.left_open(start)
                return name_end + 1
            depth += self.text.count(opener, at, close) - 1
            at = close + len(closer)
        return self.span(start, 0, at, at)

    def dollar(self, start: int, token: str) -> int:
        at = start + 1
        if self.paragraph_end < at:
            found = self.text.find("\n\n", at)
            self.paragraph_end = len(self.text) if found < 0 else found
        limit = self.paragraph_end
        while (close := self.text.find("$", at, limit)) > 0 and self.text[close - 1] == "\\":
            at = close + 1
        if close < 0:
            rest = self.text[start + 1 : start + 2_000]
            if limit == len(self.text) and limit - start < 2_000 and "\\" in rest and not rest[:1].isspace():
                self.left_open(start)
            return start + 1
        if _is_money(self.text, start, close):
            return start + 1
        return self.span(start, 1, close, close + 1)

    def fence(self, start: int, token: str) -> int:
        line = self.text.rfind("\n", max(0, start - 200), start) + 1
        if self.text[line:start].strip() and start:
            return start + len(token)
        first = self.text.find("\n", start)
        first = len(self.text) if first < 0 else first
        close = self.ahead("\n" + token, first)
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
        if after == "*" and (close := self._on_line("***", start + 3)) > 0:
            self.bold.append((start + 3, close))
            self.blank(start, start + 3)
            self.blank(close, close + 3)
            return start + 3
        at = start + 2
        for _ in range(4):
            if (close := self._on_line(token, at)) < 0:
                break
            following = self.text[close + 2 : close + 3]
            if close > start + 2 and not (following.isascii() and following.isalnum()) and following != "(":
                self.bold.append((start + 2, close))
                self.blank(start, start + 2)
                self.blank(close, close + 2)
                return start + 2
            at = close + 2
        return start + 2

    def slanted(self, start: int, token: str) -> int:
        before, after = self.text[start - 1 : start], self.text[start + 1 : start + 2]
        opens = (not before or before in " \n(") and (after.isalpha() or after in ("$", "\\"))
        close = self._on_line("*", start + 1) if opens else -1
        if close > start + 2 and not self.text[close - 1].isspace():
            following = self.text[close + 1 : close + 2]
            if not following or following in " \n.,:;!?)":
                self.blank(start, start + 1)
                self.blank(close, close + 1)
                self.bold.append((start + 1, close))
        return start + 1

    def tag(self, start: int, token: str) -> int:
        self.blank(start, start + len(token))
        if token[1:].strip(" />") in ("answer", "final", "result", "final_answer") and not token.startswith(
            "</"
        ):
            close = self.ahead("</", start + len(token))
            self.tags.append((start + len(token), len(self.text) if close < 0 else close))
        return start + len(token)

    def _on_line(self, token: str, at: int) -> int:
        """Return where ``token`` next stands on the same line, or -1."""
        found = self.text.find(token, at, at + LINE_LIMIT)
        return found if found >= 0 and self.text.find("\n", at, found) < 0 else -1


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
    "```": Flattening.fence,
    "~~~": Flattening.fence,
    "$$": Flattening.display,
    "\\(": Flattening.display,
    "\\[": Flattening.display,
    "\\begin{": Flattening.environment,
    "$": Flattening.dollar,
    "`": Flattening.tick,
    "**": Flattening.strong,
    "__": Flattening.strong,
    "*": Flattening.slanted,
    "\\$": Flattening.skip,
    "\\\\": Flattening.skip,
}


def _is_money(text: str, start: int, close: int) -> bool:
    inner = text[start + 1 : min(close, start + 200)]
    if not inner[:1].isdigit():
        return False
    words = [word for word in inner.split() if word.isalpha() and len(word) > 1]
    return text[close + 1 : close + 2].isdigit() or len(words) >= 2


def apply(text: str, edits: list[tuple[int, int, str]], dropped: list[tuple[int, int]]) -> str:
    pieces, at = [], 0
    edits = [*edits, *((start, end, " " * (end - start)) for start, end in dropped)]
    for start, end, new in sorted(edits, key=lambda e: (e[0], -e[1])):
        if start < at:
            continue
        pieces += [text[at:start], new]
        at = end
    pieces.append(text[at:])
    return "".join(pieces)
