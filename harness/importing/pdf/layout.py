"""A PDF's pages as lines of text with formulas as LaTeX, each formula with how sure its reading is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from harness.importing.document import About, Line, Source, Unsure
from harness.importing.pdf import rejoining, rowtext
from harness.importing.pdf.assemble import Assembly
from harness.importing.pdf.columns import bands, margins
from harness.importing.pdf.content import Annotation, Document, Page
from harness.importing.pdf.furniture import furniture
from harness.importing.pdf.nodes import Node, nodes_of
from harness.importing.pdf.rowtext import Shown


def source(document: Document) -> Source:
    """Return a document as lines, with who speaks in them where it is set as a chat."""
    about = About(document.title, document.author, document.date)
    return Source("pdf", spoken(lines_of(document)), about)


@dataclass(slots=True)
class Row:
    """One line on a page on its way to a `Line`."""

    nodes: list[Node]
    y: float
    page: int
    left: float
    right: float
    shown: Shown = field(default_factory=Shown)
    speaker: str = ""
    note: bool = False


@dataclass(frozen=True, slots=True)
class Sizes:
    """The usual sizes of a document's print."""

    text: float
    maths: float


def lines_of(document: Document) -> tuple[Line, ...]:
    """Return a document's lines in reading order."""
    kept, headers = furniture(document.pages, document.title)
    pages = [(page, nodes_of(page.glyphs, page.strokes)) for page in kept]
    sizes = _sizes([node for _, nodes in pages for node in nodes])
    lines: list[Line] = []
    for page, nodes in pages:
        rows = _rows_of_page(page, nodes, sizes)
        for text in headers.get(page.number, []):
            lines.append(Line(len(lines) + 1, page.number, text, known="header"))
        lines += _numbered(_with_notes(page, rows), page, sizes, len(lines))
    return tuple(lines)


def _sizes(nodes: Sequence[Node]) -> Sizes:
    text = Counter(round(n.size, 1) for n in nodes if not n.maths and n.kind == "sign")
    maths = Counter(round(n.size, 1) for n in nodes if n.maths and n.kind == "sign")
    usual = text.most_common(1)[0][0] if text else 10.0
    formula = maths.most_common(1)[0][0] if maths else usual
    return Sizes(usual, formula if 0.75 * usual < formula < 1.5 * usual else usual)


def _rows_of_page(page: Page, nodes: list[Node], sizes: Sizes) -> list[Row]:
    body, beside = margins(nodes, page.width)
    rows: list[Row] = []
    for band in bands(body, page.width):
        assembly = Assembly(band, page.rules, page.frames, sizes.maths)
        whole = assembly.done()
        left, right = min((n.x0 for n in whole), default=0.0), max((n.x1 for n in whole), default=0.0)
        for found in _lined(whole, sizes):
            row = Row(found, _baseline(found), page.number, left, right)
            if any(rule.x0 < n.middle < rule.x1 and abs(rule.y - row.y) < 0.9 * n.size and n.maths
                   for rule in assembly.unused for n in found if n.kind != "made"):  # fmt: skip
                _doubt(found, 0.6, "a bar that belongs to nothing")
            rows.append(row)
    rows += [Row(piece, piece[0].y, page.number, 0.0, 0.0, note=True) for piece in beside]
    for row in rows:
        row.shown = rowtext.shown(row.nodes, row.left, row.right, sizes.text, sizes.maths)
        row.speaker = _speaker(page, row)
    return _joined(rows)


def _doubt(nodes: Sequence[Node], confidence: float, why: str) -> None:
    for node in nodes:
        if node.maths:
            node.doubt(confidence, why)


def _baseline(nodes: Sequence[Node]) -> float:
    size = max(n.size for n in nodes)
    level = [round(n.y, 1) for n in nodes if n.size > 0.8 * size and n.kind != "delimiter"] or [nodes[0].y]
    return Counter(level).most_common(1)[0][0]


def _lined(nodes: list[Node], sizes: Sizes) -> list[list[Node]]:
    """Return a column's nodes by line; scripts go to the line that they touch."""
    large = [n for n in nodes if n.size > 0.87 * (sizes.maths if n.maths else sizes.text) or n.kind == "made"]
    chosen = {id(n) for n in large}
    rows: list[list[Node]] = []
    for node in sorted(large, key=lambda n: (-n.y, n.x0)):
        slack = 0.3 if node.kind not in ("sign", "function") else 0.16
        row = next((r for r in rows[-4:] if _same_line(r, node, slack * sizes.text)), None)
        if row is None:
            rows.append([node])
        else:
            row.append(node)
    rest: list[Node] = []
    for node in sorted((n for n in nodes if id(n) not in chosen), key=lambda n: n.x0):
        best = min(((_far(node, row, sizes.maths), i) for i, row in enumerate(rows)), default=(9e9, 0))
        if best[0] < 0.75 * sizes.maths:
            rows[best[1]].append(node)
        else:
            rest.append(node)
    for node in rest:
        _doubt_near(node, rows, sizes.maths)
    small: list[list[Node]] = []
    for node in sorted(rest, key=lambda n: (-n.y, n.x0)):
        row = next((r for r in small[-3:] if abs(r[0].y - node.y) < 0.25 * node.size), None)
        if row is None:
            small.append([node])
        else:
            row.append(node)
    return sorted((sorted(r, key=lambda n: n.x0) for r in rows + small), key=lambda r: -_baseline(r))


def _doubt_near(stray: Node, rows: list[list[Node]], size: float) -> None:
    """Doubt the formulas beside a small sign that found no place in any."""
    for row in rows:
        near = [n for n in row if n.maths and abs(n.middle - stray.middle) < 1.5 * size]
        if near and abs(near[0].y - stray.y) < 1.3 * size:
            _doubt(row, 0.5, "a small sign near it that found no place")


def _same_line(row: list[Node], node: Node, slack: float) -> bool:
    signs = [n.y for n in row if n.kind in ("sign", "function")]
    y = signs[0] if signs else row[0].y
    loose = 1.0 if signs else 2.0
    return abs(y - node.y) < loose * slack


def _far(node: Node, row: list[Node], size: float) -> float:
    """Return how far a small sign is from being a script in a row."""
    best = 9e9
    for other in row:
        rise = node.y - other.y
        tall = (
            max(0.0, other.top - other.y - 0.8 * size)
            if other.kind in ("made", "delimiter", "operator")
            else 0.0
        )
        deep = (
            max(0.0, other.y - other.bottom - 0.3 * size)
            if other.kind in ("made", "delimiter", "operator")
            else 0.0
        )
        if not -0.75 * size - deep < rise < 0.9 * size + tall:
            continue
        gap = node.x0 - other.x1
        if -0.9 * size < gap < 0.45 * size:
            best = min(best, abs(gap) + 0.25 * abs(rise))
        elif other.x0 - 0.3 * size < node.x1 <= other.x0 + 0.2 * size:
            best = min(best, 0.3 * size + abs(other.x0 - node.x1) + 0.25 * abs(rise))
    return best


# --------------------------------------------------------------- speakers, notes


def _speaker(page: Page, row: Row) -> str:
    """Return who speaks by how a chat page sets it: the prompt in a bubble, the thinking in grey."""
    signs = [n for n in row.nodes if n.kind == "sign"] or row.nodes
    held = sum(any(box.holds(n.middle, n.y) for box in page.fills) for n in signs)
    if held > 0.8 * len(signs) and any(box.top - box.bottom < 0.9 * page.height for box in page.fills):
        return "user"
    grey = sorted(n.grey for n in signs)[len(signs) // 2]
    return "thought" if 0.25 < grey < 0.8 else ""


def _with_notes(page: Page, rows: list[Row]) -> Iterator[tuple[Row | Annotation, str]]:
    """Yield rows and notes in reading order, each note after the line it stands beside, with that line."""
    body = [row for row in rows if not row.note]
    after: dict[int, list[Row | Annotation]] = {}
    beside: list[Row | Annotation] = [row for row in rows if row.note]
    beside += page.notes
    for note in beside:
        y = note.y if isinstance(note, Row) else (note.area.bottom + note.area.top) / 2
        nearest = min(range(len(body)), key=lambda i: abs(body[i].y - y), default=-1)
        after.setdefault(nearest, []).append(note)
    yield from ((note, "") for note in after.get(-1, []))
    for index, row in enumerate(body):
        yield row, ""
        yield from ((note, row.shown.text) for note in after.get(index, []))


# ------------------------------------------------------------------------- lines


def _joined(rows: list[Row]) -> list[Row]:
    """Return the rows with formulas put together again that a line's end cut in two."""
    for first, second in pairwise(rows):
        if first.note or second.note or first.page != second.page:
            continue
        joined = rejoining.joined(first.shown, second.shown)
        if joined is not None:
            first.shown, second.shown = joined
    return rows


def _numbered(
    rows: Iterator[tuple[Row | Annotation, str]], page: Page, sizes: Sizes, start: int
) -> Iterator[Line]:
    last: Row | None = None
    number = start
    for row, beside in rows:
        if isinstance(row, Annotation):
            number += 1
            yield Line(number, page.number, row.text, known="note", beside=beside)
            continue
        if last is not None and not row.note and _parted(last, row, sizes):
            number += 1
            yield Line(number, page.number, "")
        number += 1
        shown = row.shown
        level = 0 if row.note else rowtext.level(row.nodes, sizes.text)
        yield Line(
            number,
            page.number,
            shown.text,
            left=round(row.nodes[0].x0 / page.width, 4),
            level=level,
            known="note" if row.note else None,
            speaker=row.speaker,
            beside=beside,
            unsure=tuple(Unsure(*entry) for entry in shown.unsure),
        )
        last = row if not row.note else last


def _parted(above: Row, below: Row, sizes: Sizes) -> bool:
    """Whether the gap between two lines is that between two paragraphs."""
    gap = above.y - below.y
    size = max((n.size for n in (*above.nodes, *below.nodes) if not n.maths), default=sizes.text)
    return gap > 1.75 * size or gap < 0


def spoken(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return lines whose speaker is told by how they are set, where a page is set as a chat at all."""
    users = sum(line.speaker == "user" for line in lines)
    chat = users and any(re.search(r"Thought for|Thinking|已深度思考|思考", line.text) for line in lines)
    if not chat:
        return tuple(replace(line, speaker="") for line in lines)
    return tuple(
        line if line.speaker or line.known or not line.text.strip() else replace(line, speaker="assistant")
        for line in lines
    )
