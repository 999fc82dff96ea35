"""A PDF's pages as plain content, by pdfminer.six; runs in a child process (`pdf.child`)."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTCurve, LTFigure, LTItem, LTLine, LTPage, LTRect
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.utils import apply_matrix_pt, decode_text

from harness.importing.pdf.content import Annotation, Box, Document, Glyph, Page, Rule, Stroke

MOST_PAGES = 400
MOST_GLYPHS = 30_000
"""On one page: a page of small print has some 6,000."""
MOST_DRAWN, MOST_STROKES = 5_000, 600
THIN, LEAST_RULE = 1.6, 2.5
SUBTYPES = frozenset(["FreeText", "Text", "Highlight", "Underline", "Squiggly", "StrikeOut", "Square",
"Circle",
                      "Line", "Ink", "Stamp", "Caret"])  # fmt: skip

Limits = tuple[float, float, float, float]


class _Device(PDFPageAggregator):
    """Keeps, with each path, the area that it was clipped to: a root's sign is drawn 400 em wide and cut."""

    clip: Limits | None = None

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        super().begin_page(page, ctm)
        self._mark_added()

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        super().begin_figure(name, bbox, matrix)
        self._mark_added()

    def _mark_added(self) -> None:
        """Have whatever is added to the current page or figure keep the area."""
        container: Any = self.cur_item
        add = container.add

        def marked(item: Any) -> None:
            item.clip = self.clip
            add(item)

        container.add = marked


class _Interpreter(PDFPageInterpreter):
    """Follows the clipping operators, which pdfminer reads past."""

    device: _Device

    def __init__(self, rsrcmgr: PDFResourceManager, device: _Device) -> None:
        super().__init__(rsrcmgr, device)
        self.saved: list[Limits | None] = []
        self.pending: list[Any] | None = None

    def do_q(self) -> None:
        """Save the area with the rest of the state."""
        super().do_q()
        self.saved.append(self.device.clip)

    def do_Q(self) -> None:
        """Restore the area."""
        super().do_Q()
        if self.saved:
            self.device.clip = self.saved.pop()

    def do_W(self) -> None:
        """Remember the path that cuts what is painted from now on."""
        self.pending = list(self.curpath)

    def do_W_a(self) -> None:
        """Do the same by the even-odd rule."""
        self.do_W()

    def do_n(self) -> None:
        """End a path that only cuts."""
        if self.pending:
            points = [
                apply_matrix_pt(self.ctm, (step[i], step[i + 1]))
                for step in self.pending
                for i in range(1, len(step) - 1, 2)
            ]
            if points:
                self.device.clip = _within(self.device.clip, points)
        self.pending = None
        super().do_n()


def _within(old: Limits | None, points: list[tuple[float, float]]) -> Limits:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    new = (min(xs), min(ys), max(xs), max(ys))
    if old is None:
        return new
    return (max(new[0], old[0]), max(new[1], old[1]), min(new[2], old[2]), min(new[3], old[3]))


def mine(path: Path) -> Document:
    """Return a PDF's content; whatever pdfminer raises on a broken file is for the caller."""
    logging.disable(logging.CRITICAL)
    with path.open("rb") as file:
        document = PDFDocument(PDFParser(file))
        manager = PDFResourceManager()
        device = _Device(manager, laparams=None)
        interpreter = _Interpreter(manager, device)
        pages = []
        for number, page in enumerate(PDFPage.create_pages(document), 1):
            if number > MOST_PAGES:
                break
            device.clip = None
            interpreter.process_page(page)
            pages.append(_page(number, device.get_result(), page))
        said = document.info[0] if document.info else {}
        return Document(
            tuple(pages), *(_said(said.get(name)) for name in ("Title", "Author", "CreationDate"))
        )


def _said(value: Any) -> str:
    value = resolve1(value)
    text = decode_text(value) if isinstance(value, bytes) else value if isinstance(value, str) else ""
    return " ".join(text.split())[:300]


def _page(number: int, layout: LTPage, page: PDFPage) -> Page:
    glyphs: list[Glyph] = []
    drawn: list[LTCurve] = []
    for item in _items(layout):
        if isinstance(item, LTChar):
            if len(glyphs) < MOST_GLYPHS:
                glyphs.extend(_glyph(item))
        elif isinstance(item, LTCurve) and len(drawn) < MOST_DRAWN:
            drawn.append(item)
    rules, frames, fills, strokes = _drawn(drawn)
    notes = tuple(_notes(page))
    return Page(number, layout.width, layout.height, tuple(glyphs), rules, frames, fills, strokes, notes)


def _items(layout: Iterable[LTItem]) -> Iterator[LTItem]:
    waiting = list(layout)[::-1]
    while waiting:
        item = waiting.pop()
        if isinstance(item, LTFigure):
            waiting.extend(list(item)[::-1])
        else:
            yield item


def _glyph(item: LTChar) -> Iterator[Glyph]:
    a, b, _, d, _, y = item.matrix
    upright = abs(b) < 0.1 * math.hypot(a, b) + 1e-9 and d > 0
    if upright and item.size > 1.5:
        font = item.fontname.partition("+")[2] or item.fontname
        yield Glyph(
            item.get_text(), font, item.x0, item.x1, y, round(item.size, 2), _grey(item.graphicstate.ncolor)
        )


def _grey(colour: Any) -> float:
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if not parts or not all(isinstance(p, int | float) for p in parts):
        return 0.0
    value = 1.0 - min(1.0, sum(parts)) if len(parts) == 4 else sum(parts) / len(parts)
    return round(max(0.0, min(1.0, float(value))), 3)


# ------------------------------------------------------------------------ lines


def _drawn(
    items: list[LTCurve],
) -> tuple[tuple[Rule, ...], tuple[Box, ...], tuple[Box, ...], tuple[Stroke, ...]]:
    rules: list[Rule] = []
    uprights: list[Box] = []
    frames: list[Box] = []
    fills: list[Box] = []
    strokes: list[Stroke] = []
    surds: list[Box] = []
    for item in items:
        box = _cut(item)
        wide, high = box.x1 - box.x0, box.top - box.bottom
        if high < THIN and wide > LEAST_RULE:
            rules.append(Rule(box.x0, box.x1, (box.top + box.bottom) / 2))
        elif wide < THIN and high > 4 and isinstance(item, LTLine | LTRect):
            uprights.append(box)
        elif isinstance(item, LTRect) and item.stroke and not item.fill and wide > 6 and high > 6:
            frames.append(box)
        elif item.fill and not isinstance(item, LTRect) and item.x1 - item.x0 > 20 * (item.y1 - item.y0) > 80:
            surds.append(box)
        elif item.fill and wide > 30 and high > 12 and _grey(item.non_stroking_color) < 0.995:
            fills.append(box)
        elif item.fill and not isinstance(item, LTRect) and wide < 0.4 * high and high > 12:
            strokes.append(_stroke(item, box))
    rules, found = _framed(rules, uprights)
    rooted = [_rooted(rule, surds) for rule in rules]
    inner = [box for box in uprights if not any(_edges(box, frame) for frame in found)]
    bars = [Stroke(b.x0, b.x1, b.bottom, b.top, "|") for b in inner if b.top - b.bottom < 120]
    return tuple(rooted), tuple(frames + found), tuple(fills), tuple(_merged((strokes + bars)[:MOST_STROKES]))


def _cut(item: LTCurve) -> Box:
    clip: Limits | None = getattr(item, "clip", None)
    x0, y0, x1, y1 = item.bbox
    if clip is not None and clip[2] > x0 and clip[0] < x1:
        x0, x1 = max(x0, clip[0]), min(x1, clip[2])
    return Box(x0, x1, y0, y1)


def _framed(rules: list[Rule], uprights: list[Box]) -> tuple[list[Rule], list[Box]]:
    """Return the rules that are no edges of frames, and the frames that four strokes make."""
    found: list[Box] = []
    for left in uprights[:200]:
        for low in rules[:400]:
            if abs(low.x0 - left.x0) > 1.5 or abs(low.y - left.bottom) > 1.5:
                continue
            top = next((r for r in rules if abs(r.x0 - low.x0) < 1.5 and abs(r.x1 - low.x1) < 1.5
                        and abs(r.y - left.top) < 1.5 and r is not low), None)  # fmt: skip
            if top is not None and any(
                abs(u.x1 - low.x1) < 1.5 and abs(u.top - left.top) < 1.5 for u in uprights
            ):
                found.append(Box(low.x0, low.x1, left.bottom, left.top))
    edges = {
        (round(frame.x0), round(frame.x1), round(y)) for frame in found for y in (frame.bottom, frame.top)
    }
    kept = [r for r in rules if not any((round(r.x0) + i, round(r.x1) + j, round(r.y) + k) in edges
            for i in (-1, 0, 1) for j in (-1, 0, 1) for k in (-1, 0, 1))]  # fmt: skip
    return kept, found


def _edges(stroke: Box, frame: Box) -> bool:
    """Whether an upright stroke is a side of a frame."""
    side = min(abs(stroke.x0 - frame.x0), abs(stroke.x1 - frame.x1))
    return side < 2 and abs(stroke.top - frame.top) < 2 and abs(stroke.bottom - frame.bottom) < 2


def _rooted(rule: Rule, surds: list[Box]) -> Rule:
    """Return the rule with the root sign that was drawn with it."""
    for surd in surds:
        if (
            abs(surd.top - rule.y) < 2
            and surd.x0 - 1 < rule.x0 < surd.x0 + 1.5 * (surd.top - surd.bottom) + 8
        ):
            return Rule(rule.x0, min(rule.x1, surd.x1), rule.y, surd.x0)
    return rule


def _stroke(item: LTCurve, box: Box) -> Stroke:
    """Return which bracket a drawn shape is, by where its points lie."""
    middle = (box.x0 + box.x1) / 2
    points = item.pts
    ends = [
        x for x, y in points if min(abs(y - box.top), abs(y - box.bottom)) < 0.12 * (box.top - box.bottom)
    ]
    waist = [x for x, y in points if abs(y - (box.top + box.bottom) / 2) < 0.3 * (box.top - box.bottom)]
    curved = item.original_path is not None and any(step[0] in "cvy" for step in item.original_path)
    if box.x1 - box.x0 < 2 or not ends:
        return Stroke(box.x0, box.x1, box.bottom, box.top, "|")
    if curved:
        left = bool(waist) and min(waist) < min(ends) - 0.5
        return Stroke(box.x0, box.x1, box.bottom, box.top, "(" if left else ")")
    stem = sum(points_x < middle for points_x, _ in points)
    return Stroke(box.x0, box.x1, box.bottom, box.top, "[" if stem * 2 >= len(points) else "]")


def _merged(strokes: list[Stroke]) -> list[Stroke]:
    """Return strokes with the pieces that were drawn over one another as one, the widest giving its sign."""
    kept: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda s: s.x0 - s.x1):
        if not any(k.x0 - 1 <= stroke.x0 and stroke.x1 <= k.x1 + 1 and stroke.bottom >= k.bottom - 2
                   and stroke.top <= k.top + 2 for k in kept):  # fmt: skip
            kept.append(stroke)
    return kept


# ------------------------------------------------------------------------ notes


def _notes(page: PDFPage) -> Iterator[Annotation]:
    """Yield what a reader wrote onto the page; links and form fields are no notes."""
    found = resolve1(page.annots)
    for entry in list(found)[:500] if isinstance(found, list) else []:
        note = resolve1(entry)
        if not isinstance(note, dict):
            continue
        subtype = getattr(resolve1(note.get("Subtype")), "name", "")
        text = _said(note.get("Contents"))
        area = [resolve1(v) for v in resolve1(note.get("Rect")) or []]
        if subtype in SUBTYPES and text and len(area) == 4 and all(isinstance(v, int | float) for v in area):
            x0, y0, x1, y1 = map(float, area)
            box = Box(min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1))
            yield Annotation(text, _pointed(note, box), _said(note.get("T")))


def _pointed(note: dict[str, Any], box: Box) -> Box:
    """Return the place that a note's line leads to, or its own."""
    line = [resolve1(v) for v in resolve1(note.get("CL")) or []]
    if len(line) >= 4 and all(isinstance(v, int | float) for v in line[:2]):
        return Box(line[0], line[0], line[1], line[1])
    return box
