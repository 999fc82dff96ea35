"""A text as numbered lines on pages, and the lines that stand on every page."""

from __future__ import annotations

import re

from harness.importing.document import Line

PAGE_MARK = re.compile(r"-{2,} ?Page \d+ ?-{2,}")


def text_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of a text whose pages begin with ``--- Page k ---`` marks or form feeds."""
    lines: list[Line] = []
    page = 1
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if PAGE_MARK.fullmatch(line.strip()):
            page = int(re.sub(r"\D", "", line)[:6])
        elif line.startswith("\f"):
            page += 1
        lines.append(Line(number, page, line))
    if lines and not lines[-1].text:
        lines.pop()
    return tuple(lines)


def headers(lines: tuple[Line, ...], depth: int = 6) -> frozenset[int]:
    """Return the numbers of lines that stand, digits aside, near the edge of most pages."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        if line.text.strip() and not PAGE_MARK.fullmatch(line.text.strip()):
            pages.setdefault(line.page, []).append(line)
    seen: dict[str, set[int]] = {}
    edges = {page: [*found[:depth], *found[-depth:]] for page, found in pages.items()}
    for page, found in edges.items():
        for line in found:
            seen.setdefault(_shape(line.text), set()).add(page)
    most = max(2, 0.6 * len(pages))
    return frozenset(
        line.number
        for found in edges.values()
        for line in found
        if len(seen[_shape(line.text)]) >= most or (len(pages) == 1 and _ALONE.fullmatch(line.text.strip()))
    )


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", text.strip())


_ALONE = re.compile(
    r"(https?://\S{1,300}|Page \d+ of \d+|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? +\d{1,2}:\d\d( [AP]M)?)"
)
