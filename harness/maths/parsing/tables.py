"""Environments with rows: matrices and case distinctions."""

from __future__ import annotations

from harness.maths.parsing.cursor import Cursor
from harness.maths.tree.expr import Expr, Node, ParseError

CELLS = 400
"""The most entries a written matrix may have."""
_MATRICES = frozenset(
    ("matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix", "array", "psmallmatrix")
)
_ALIGNED = frozenset(("aligned", "align", "split", "gathered", "equation", "alignedat", "gather", "eqnarray"))


def matrix_of(parser: Cursor, kind: str) -> Expr:
    """Return the matrix (or its determinant, or a single aligned expression) of an environment."""
    rows: list[tuple[Expr, ...]] = []
    cells = 0
    row: list[Expr] = []
    while parser.here.kind != "close":
        if parser.take("\\\\"):
            _keep(rows, row)
            row = []
            continue
        if parser.take("&"):
            continue
        row.append(parser.conditional())
        cells += 1
        if parser.take(",", ";", "."):
            pass
        if cells > CELLS or not (parser.sees("&", "\\\\") or parser.here.kind == "close"):
            raise ParseError("a matrix that cannot be read")
    _keep(rows, row)
    _closed(parser, kind)
    if kind in _ALIGNED and rows:
        entries = tuple(e for r in rows for e in r)
        return entries[0] if len(entries) == 1 else Node("all", entries)
    if kind not in _MATRICES or not rows or len({len(r) for r in rows}) != 1:
        raise ParseError(
            "rows of different lengths" if kind in _MATRICES else f"the environment {kind[:20]!r}"
        )
    matrix = Node("matrix", tuple(Node("row", r) for r in rows))
    return Node("det", (matrix,)) if kind == "vmatrix" else matrix


def _keep(rows: list[tuple[Expr, ...]], row: list[Expr]) -> None:
    if row:
        rows.append(tuple(row))


def cases_of(parser: Cursor) -> Expr:
    """Return ``cases`` of ``case(value, condition)`` and ``otherwise(value)``."""
    branches: list[Expr] = []
    while parser.here.kind != "close":
        if len(branches) > 40:
            raise ParseError("too many cases")
        value = parser.chain()
        while parser.take(",", "&", "if", "."):
            pass
        _skip_words(parser)
        if parser.sees("\\\\") or parser.here.kind == "close" or parser.take("else"):
            branches.append(Node("otherwise", (value,)))
        else:
            branches.append(Node("case", (value, _condition(parser))))
        parser.take(".", ",", ";")
        if not parser.take("\\\\") and parser.here.kind != "close":
            raise ParseError("a case that cannot be read")
    _closed(parser, "")
    return Node("cases", tuple(branches))


def _condition(parser: Cursor) -> Expr:
    alternatives = [_conjunction(parser)]
    while parser.take("or"):
        alternatives.append(_conjunction(parser))
    return alternatives[0] if len(alternatives) == 1 else Node("any", tuple(alternatives))


def _conjunction(parser: Cursor) -> Expr:
    parts = [parser.chain()]
    while parser.take("and", ","):
        if parser.sees("\\\\") or parser.here.kind == "close":
            break
        parts.append(parser.chain())
    return parts[0] if len(parts) == 1 else Node("all", tuple(parts))


_SMALL_WORDS = frozenset(
    ("if", "for", "when", "where", "and", ",", "whenever", "provided", "in case", "if and only if")
)


def _skip_words(parser: Cursor) -> None:
    while parser.here.kind == "text" or parser.sees("&", "if", ","):
        word = parser.here.value.strip(" ,.:;~").lower()
        if parser.here.kind == "text" and word in ("otherwise", "else", "elsewhere", "in all other cases"):
            parser.at += 1
            return
        if parser.here.kind == "text" and word and word not in _SMALL_WORDS:
            raise ParseError(f"the words {word[:30]!r} in a case distinction")
        parser.at += 1


def _closed(parser: Cursor, kind: str) -> None:
    if kind and parser.here.value != kind:
        raise ParseError("an environment that does not end")
    parser.at += 1
