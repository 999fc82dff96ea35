"""Matrices set over several lines: drawn with corner signs, or printed with brackets within brackets.

Each is written in one line by edits that move nothing: signs and line breaks become brackets, commas,
semicolons and spaces, one character for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Edit = tuple[int, int, str]

_ROW = re.compile(
    r"^(?P<before>.*?)(?P<open>[⎡⎢⎣⎛⎜⎝])(?P<inside>[^⎡⎢⎣⎛⎜⎝⎤⎥⎦⎞⎟⎠\n]*)(?P<close>[⎤⎥⎦⎞⎟⎠])(?P<after>.*)$", re.M
)
_FIRST, _LAST = frozenset("⎡⎛"), frozenset("⎣⎝")
_LABEL = re.compile(r"\s*(?:\S{1,20}\s*=\s*)?")
_WIDE, _ANY = re.compile(r"(?<=\S) ( +)(?=\S)"), re.compile(r"(?<=\S)( )(?=\S)")
_PRINTED = re.compile(r"\[\s{0,40}\[")
_LONGEST = 2_000
_MOST = 60
"""How many of them are looked at, the last ones."""
_BRACKET = re.compile(r"[\[\]]")
_ENTRIES = re.compile(r"[\w\s.,+\-*/^()\[\]√π]*")
_BREAK = re.compile(r"(?P<comma>,?)[ \t]*(?P<end>\n)[ \t]*(?=[\[\w.+-])")
_POINT = re.compile(r"(?<=\d)\.(?=[\s\],])")


def in_lines(text: str) -> Iterator[Edit]:
    """Yield the edits that write such matrices in a line each.

    >>> text = "A = ⎡1 2⎤\\n    ⎣3 4⎦"
    >>> edits = {at: new for at, end, new in in_lines(text)}
    >>> edits[4], edits[6], edits[9], edits[18]
    ('[', ',', ';', ']')
    """
    if "⎡" in text or "⎛" in text:
        yield from _drawn(text)
    if "[[" in text or "[ [" in text or "[\n" in text:
        yield from _printed(text)


def _drawn(text: str) -> Iterator[Edit]:
    rows: list[re.Match[str]] = []
    for row in _ROW.finditer(text):
        follows = rows and row.start() == rows[-1].end() + 1 and _LABEL.fullmatch(row["before"]) is not None
        rows = [row] if row["open"] in _FIRST else [*rows, row] if follows else []
        if rows and row["open"] in _LAST:
            yield from _matrix(rows)
            rows = []


def _matrix(rows: list[re.Match[str]]) -> Iterator[Edit]:
    first, last = rows[0], rows[-1]
    gap = _WIDE if any(_WIDE.search(row["inside"]) for row in rows) else _ANY
    for number, row in enumerate(rows):
        opens, closes = row.start("open"), row.end("close")
        label = "[" if row is first else " " * (opens + 1 - row.start())
        yield opens + 1 - len(label), opens + 1, label
        low = row.start("inside")
        for found in gap.finditer(row["inside"]):
            yield low + found.start(1), low + found.start(1) + 1, ","
        if row is last:
            yield closes - 1, closes, "]"
        else:
            yield closes - 1, row.end(), " " * (row.end() - closes + 1)
            blank = not row["inside"].strip() or not any(r["inside"].strip() for r in rows[number + 1 :])
            yield row.end(), row.end() + 1, " " if blank else ";"


def _printed(text: str) -> Iterator[Edit]:
    done = 0
    for start, end in _nested(text):
        stretch = text[start:end]
        if start < done or "\n" not in stretch or "\n\n" in stretch or _ENTRIES.fullmatch(stretch) is None:
            continue
        done = end
        for point in _POINT.finditer(text, start, end):
            yield point.start(), point.end(), " "
        for broken in _BREAK.finditer(text, start, end):
            here = broken.start("end")
            before = text[max(start, broken.start() - 40) : broken.start()].rstrip()
            nested = text[broken.end()] == "[" and not before.endswith("[")
            yield here, here + 1, "," if nested and not broken["comma"] else " "


def _nested(text: str) -> list[tuple[int, int]]:
    """Return the last stretches in square brackets that open with two of them, in order."""
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    for bracket in _BRACKET.finditer(text):
        if bracket[0] == "[":
            opened.append(bracket.start())
        elif opened:
            start = opened.pop()
            if bracket.end() - start <= _LONGEST and _PRINTED.match(text, start) is not None:
                found.append((start, bracket.end()))
    return sorted(found)[-_MOST:]
