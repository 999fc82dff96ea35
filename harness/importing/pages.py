"""A file as numbered lines on pages: plain text, or a PDF read with positions."""

from __future__ import annotations

import re
from pathlib import Path

from harness.errors import ImportFileError
from harness.importing.document import Line

PAGE_MARK = re.compile(r"-{2,} ?Page \d+ ?-{2,}")
GAP = 8
"""Points of white space that part two texts on one line, such as a paragraph and a note beside it."""


def read_lines(path: Path) -> tuple[Line, ...]:
    """Return every line of a text file or PDF, whatever the text says.

    ImportFileError where the file is missing, too large, or a PDF without text.
    """
    from harness.importing import caged
    from harness.importing.sources.kinds import as_text, read_bytes

    content = read_bytes(path)
    return caged.pdf_lines(path) if content[:5] == b"%PDF-" else text_lines(as_text(content))


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


def pdf_lines(path: Path) -> tuple[Line, ...]:
    """Return the lines of a PDF from top to bottom of each page, with where each begins.

    It is read by whatever the file tells the reader to do: call `harness.importing.caged.pdf_lines`.
    """
    try:
        import pdfplumber
    except ImportError as cause:
        raise ImportFileError(
            f"{path}: reading a PDF needs the pdf extra: pip install 'homework-harness[pdf]'"
        ) from cause
    lines: list[Line] = []
    at = 0
    try:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                at = page.page_number
                for found in page.extract_words(keep_blank_chars=True, x_tolerance=GAP, y_tolerance=2):
                    left = float(found["x0"]) / float(page.width)
                    lines.append(Line(len(lines) + 1, page.page_number, found["text"], left))
    except Exception as cause:  # the border: a PDF may break its reader in any way
        where = f", page {at}" if at else ""
        what = " ".join(f"{type(cause).__name__}: {cause}".split())[:200]
        raise ImportFileError(f"{path}{where}: not a PDF that can be read ({what})") from cause
    if not any(line.text.strip() for line in lines):
        raise ImportFileError(
            f"{path}: the PDF holds no text (a scan?); run it through text recognition first"
        )
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
