"""What a printer puts onto every page: dates, titles, addresses and page numbers at the same place."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from harness.importing.pdf.content import Glyph, Page

LEAST_PAGES = 0.6
"""Share of the pages on which a text stands at the same place that is furniture."""
EDGE = 0.12
"""Share of a page's height at its top and bottom where furniture stands."""
Place = tuple[int, int, str]
"""Height, middle and shape of a text."""
_ALONE = re.compile(
    r"(?:https?|file)://\S{1,300}|\d{1,4}/\d{1,4}|Page\d+of\d+|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\d{1,2}:\d\d(?:[AP]M)?.{0,90}",
    re.I,
)


def furniture(pages: Sequence[Page], title: str = "") -> tuple[list[Page], dict[int, list[str]]]:
    """Return the pages without their furniture, and the furniture's texts by page."""
    pieces = {page.number: _pieces(page) for page in pages}
    seen: dict[Place, set[int]] = defaultdict(set)
    for number, found in pieces.items():
        for y, piece in found:
            seen[_place(y, piece)].add(number)
    least = max(2.0, LEAST_PAGES * len(pages))
    kept: list[Page] = []
    texts: dict[int, list[str]] = {}
    for page in pages:
        fixed = [piece for y, piece in pieces[page.number]
                 if _repeats(seen, _place(y, piece)) >= least
                 or (len(pages) == 1 and _alone(piece, title))]  # fmt: skip
        gone = {id(glyph) for piece in fixed for glyph in piece}
        kept.append(replace(page, glyphs=tuple(g for g in page.glyphs if id(g) not in gone)))
        texts[page.number] = [_text(piece) for piece in fixed]
    return kept, texts


def _alone(piece: Sequence[Glyph], title: str) -> bool:
    """Whether a text at the edge of a document's only page is a printer's, by what it says."""
    bare = unicodedata.normalize("NFKC", _bare(piece))
    return bool(_ALONE.fullmatch(bare)) or (len(bare) > 3 and bare == "".join(title.split()))


def _place(y: int, piece: Sequence[Glyph]) -> Place:
    return y, round((piece[0].x0 + piece[-1].x1) / 16), _shape(piece)


def _repeats(seen: dict[Place, set[int]], place: Place) -> int:
    """Return on how many pages a text stands at a place, give or take a little."""
    y, x, shape = place
    near = (seen.get((y + up, x + along, shape), set()) for up in (-1, 0, 1) for along in (-1, 0, 1))
    return len(set().union(*near))


def _pieces(page: Page) -> list[tuple[int, list[Glyph]]]:
    """Return the texts near a page's upper and lower edge by their height, cut at wide gaps."""
    rows: dict[tuple[int, float, str], list[Glyph]] = defaultdict(list)
    for glyph in page.glyphs:
        if glyph.y < EDGE * page.height or glyph.y > (1 - EDGE) * page.height:
            rows[round(glyph.y), glyph.size, glyph.font].append(glyph)
    found: list[tuple[int, list[Glyph]]] = []
    for (y, size, _), row in rows.items():
        row.sort(key=lambda g: g.x0)
        piece = [row[0]]
        for glyph in row[1:]:
            if glyph.x0 - piece[-1].x1 > 3 * size:
                found.append((y, piece))
                piece = []
            piece.append(glyph)
        found.append((y, piece))
    return [(y, piece) for y, piece in found if _bare(piece)]


def _bare(piece: Sequence[Glyph]) -> str:
    return "".join(g.text for g in piece if g.text.strip())


def _shape(piece: Sequence[Glyph]) -> str:
    return re.sub(r"\d+", "0", _bare(piece))


def _text(piece: Sequence[Glyph]) -> str:
    out = ""
    for before, glyph in zip([None, *piece], piece, strict=False):
        gap = before is not None and glyph.x0 - before.x1 > 0.17 * glyph.size
        out += " " * gap + glyph.text
    return " ".join(out.split())
