"""The columns of a page, its text block, and what stands beside it in the margin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from harness.importing.pdf.nodes import Node

MOST_CROSSING = 0.12
"""Share of a page's rows that may cross a gutter, such as a title's."""
LEAST_SHARED = 0.15
"""Share of a page's signs that stand in the shorter column, at least."""
LEAST_ROWS = 6
MOST_BESIDE = 0.25
"""Share of a page's signs that may stand in its margin; more is a column."""


def rows_of(nodes: Sequence[Node], reach: float = 2.5) -> list[list[Node]]:
    """Return nodes by row, from the top, each row from left to right."""
    rows: list[list[Node]] = []
    for node in sorted(nodes, key=lambda n: -n.y):
        if rows and rows[-1][0].y - node.y < reach:
            rows[-1].append(node)
        else:
            rows.append([node])
    return [sorted(row, key=lambda n: n.x0) for row in rows]


def bands(nodes: list[Node], width: float) -> list[list[Node]]:
    """Return a page's nodes as pieces in reading order: what spans the page above, then each column."""
    rows = rows_of(nodes)
    gutter = _gutter(rows, width)
    if gutter is None:
        return [nodes]
    usual = Counter(round(n.size, 1) for n in nodes).most_common(1)[0][0]
    full: list[Node] = []
    small: list[list[Node]] = []
    left: list[Node] = []
    right: list[Node] = []
    for row in rows:
        if _crosses(row, gutter) and not left and not right:
            full.extend(row)
            continue
        for piece in [cut for part in split(row, 0.6) for cut in _cut(part, gutter, usual)]:
            if max(n.size for n in piece) < 0.85 * usual:
                small.append(piece)
            else:
                (left if piece[0].x0 < gutter - 1 else right).extend(piece)
    for piece in small:
        near = min(
            [*left, *right] or piece, key=lambda n: abs(n.x1 - piece[0].x0) + 2 * abs(n.y - piece[0].y)
        )
        (left if any(near is n for n in left) else right).extend(piece)
    return [piece for piece in (full, left, right) if piece]


def _cut(row: list[Node], gutter: float, size: float) -> list[list[Node]]:
    """Return a row's pieces in the two columns; a formula too wide for its column still belongs to it."""
    widest, at = 0.35 * size, 0
    end = row[0].x1
    for index, node in enumerate(row[1:], 1):
        if abs((node.x0 + end) / 2 - gutter) < 1.5 * size and node.x0 - end > widest:
            widest, at = node.x0 - end, index
        end = max(end, node.x1)
    return [piece for piece in (row[:at], row[at:]) if piece]


def _gutter(rows: list[list[Node]], width: float) -> float | None:
    best: tuple[int, float] | None = None
    wide = [row for row in rows if len(row) > 3]
    if len(wide) < LEAST_ROWS:
        return None
    for step in range(int(0.38 * width), int(0.62 * width), 2):
        crossing = sum(_crosses(row, float(step)) for row in wide)
        if best is None or crossing < best[0]:
            best = (crossing, float(step))
    if best is None or best[0] > MOST_CROSSING * len(wide):
        return None
    middle = [x for x in range(int(0.38 * width), int(0.62 * width), 2)
              if sum(_crosses(row, float(x)) for row in wide) == best[0]]  # fmt: skip
    gutter = float(middle[len(middle) // 2])
    left = [n for row in wide for n in row if n.middle < gutter]
    right = [n for row in wide for n in row if n.middle >= gutter]
    if min(len(left), len(right)) < LEAST_SHARED * (len(left) + len(right)):
        return None
    tops = [max(n.y for n in side) for side in (left, right)]
    feet = [min(n.y for n in side) for side in (left, right)]
    shared = min(tops) - max(feet)
    return gutter if shared > 0.5 * min(top - foot for top, foot in zip(tops, feet, strict=True)) else None


def _crosses(row: list[Node], x: float) -> bool:
    """Whether a row's text runs across a place: a sign lies over it, or a gap no wider than a space."""
    before = max((n.x1 for n in row if n.x0 < x), default=None)
    after = min((n.x0 for n in row if n.x1 > x), default=None)
    if before is None or after is None:
        return False
    return after - before < 0.5 * row[0].size


def block(rows: Sequence[list[Node]]) -> tuple[float, float]:
    """Return where the text block begins and ends: the usual left edge and the farthest usual right edge."""
    if not rows:
        return 0.0, 0.0
    starts = Counter(round(row[0].x0 / 4) for row in rows)
    left = min(
        (edge for edge, count in starts.items() if count >= 0.25 * starts.most_common(1)[0][1]), default=0
    )
    pieces = [
        piece
        for row in rows
        for piece in split(row)
        if piece[0].x0 < 4 * left + 0.35 * (row[-1].x1 - 4 * left + 40)
    ]
    ends = sorted(max(n.x1 for n in piece) for piece in pieces)
    return 4.0 * left - 4, ends[int(0.97 * (len(ends) - 1))] if ends else 0.0


def split(row: list[Node], em: float = 2.0) -> list[list[Node]]:
    """Return a row's pieces: what stands more than two em apart is another text."""
    pieces: list[list[Node]] = []
    end = 0.0
    for node in row:
        if pieces and node.x0 - end <= em * node.size:
            pieces[-1].append(node)
        else:
            pieces.append([node])
        end = max(end, node.x1) if pieces[-1][0] is not node else node.x1
    return pieces


def margins(nodes: list[Node], width: float) -> tuple[list[Node], list[list[Node]]]:
    """Return the nodes of a page's text block, and the pieces that stand wholly beside it."""
    rows = rows_of(nodes)
    if _gutter(rows, width) is not None:
        return nodes, []
    left, right = block(rows)
    beside: list[list[Node]] = []
    for row in rows:
        for piece in split(row):
            outside = (
                piece[0].x0 > right + 0.8 * piece[0].size
                or max(n.x1 for n in piece) < left - 0.5 * piece[0].size
            )
            if outside and len(rows) > 3 and re.search(r"[^\W\d_]{2}", "".join(n.text for n in piece)):
                beside.append(piece)
    if sum(map(len, beside)) > MOST_BESIDE * len(nodes):
        beside = []
    gone = {id(n) for piece in beside for n in piece}
    return [n for n in nodes if id(n) not in gone], beside
