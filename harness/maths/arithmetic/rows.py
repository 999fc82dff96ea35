"""Small matrices as rows of numbers of any sort; sizes are checked before they are multiplied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from harness.maths.arithmetic.blocks import Size, sizes
from harness.maths.arithmetic.evaluate import Eye
from harness.maths.tree.expr import Mismatch, TooMuch, Undefined

Entry = Any
_LARGEST = 24


class Rows:
    """A matrix; a vector is one of width 1."""

    __slots__ = ("height", "rows", "width")

    def __init__(self, rows: Sequence[Sequence[Entry]]) -> None:
        self.rows = [list(r) for r in rows]
        self.height = len(self.rows)
        self.width = len(self.rows[0]) if self.rows else 0
        if not self.width or any(len(r) != self.width for r in self.rows):
            raise Mismatch("rows of different lengths")

    def map(self, change: Callable[[Entry], Entry]) -> Rows:
        """Return the matrix with every entry changed."""
        return Rows([[change(x) for x in row] for row in self.rows])

    def map2(self, change: Callable[[int, int, Entry], Entry]) -> Rows:
        """Return the matrix with every entry changed, given where it stands."""
        return Rows([[change(i, j, x) for j, x in enumerate(row)] for i, row in enumerate(self.rows)])

    def transposed(self) -> Rows:
        """Return the transpose."""
        return Rows(list(zip(*self.rows, strict=True)))

    def entries(self) -> list[Entry]:
        """Return all entries, row by row."""
        return [x for row in self.rows for x in row]


def alike(a: Any, b: Any) -> tuple[Any, Any]:
    """Return two values with the identity, or a zero, in the shape of the matrix beside it."""
    if isinstance(a, Rows) == isinstance(b, Rows):
        return a, b
    if isinstance(b, Rows):
        return alike(b, a)[::-1]
    if isinstance(b, Eye) and a.height == a.width:
        return a, a.map2(lambda i, j, x: b.scale if i == j else x * 0)
    return a, a.map(lambda x: x * 0) if not isinstance(b, Eye) and b == 0 else b


def column(entries: Sequence[Entry]) -> Rows:
    """Return a column."""
    return Rows([[e] for e in entries])


def multiply(a: Rows, b: Rows) -> Rows:
    """Return the matrix product."""
    if a.height * a.width * b.width > 40_000:
        raise TooMuch("matrices too large")
    turned = list(zip(*b.rows, strict=True))
    return Rows([[_dot(row, col) for col in turned] for row in a.rows])


def _dot(row: Sequence[Entry], col: Sequence[Entry]) -> Entry:
    total = row[0] * col[0]
    for x, y in zip(row[1:], col[1:], strict=True):
        total = total + x * y
    return total


def _eliminated(rows: list[list[Entry]], size: int, rounding: Entry = 0) -> int:
    """Bring the left block to the identity's pattern; return the sign of the row exchanges, 0 if singular.

    A pivot of at most ``rounding`` times the greatest entry is none.
    """
    if size > _LARGEST:
        raise TooMuch("a matrix too large to invert")
    sign = 1
    least = rounding * max(abs(x) for row in rows for x in row[:size]) if rounding else 0
    for k in range(size):
        best = max(range(k, size), key=lambda i: abs(rows[i][k]))
        if rows[best][k] == 0 or abs(rows[best][k]) < least:
            return 0
        if best != k:
            rows[k], rows[best] = rows[best], rows[k]
            sign = -sign
        for i in range(k + 1, size):
            factor = rows[i][k] / rows[k][k]
            if factor != 0:
                rows[i] = [x - factor * y for x, y in zip(rows[i], rows[k], strict=True)]
    return sign


def determinant(a: Rows, one: Entry) -> Entry:
    """Return the determinant."""
    rows = [list(r) for r in a.rows]
    sign = _eliminated(rows, a.height)
    out = one * sign
    for k in range(a.height):
        out = out * rows[k][k] if sign else out
    return out


def inverse(a: Rows, one: Entry, rounding: Entry = 0) -> Rows:
    """Return the inverse; Undefined where there is none, or where only ``rounding`` tells it from that."""
    n = a.height
    rows = [[*row, *(one if i == j else one * 0 for j in range(n))] for i, row in enumerate(a.rows)]
    if _eliminated(rows, n, rounding) == 0:
        raise Undefined("a matrix without an inverse")
    for k in reversed(range(n)):
        rows[k] = [x / rows[k][k] for x in rows[k]]
        for i in range(k):
            factor = rows[i][k]
            if factor != 0:
                rows[i] = [x - factor * y for x, y in zip(rows[i], rows[k], strict=True)]
    return Rows([row[n:] for row in rows])


def pseudo_inverse(a: Rows, one: Entry, negligible: Callable[[Entry, Entry], bool]) -> Rows:
    """Return the pseudo-inverse of a matrix of any rank, from its factors of full rank."""
    if not (pivots := _reduced(rows := [list(r) for r in a.rows], negligible)):
        return a.transposed().map(lambda x: x * 0)
    left = Rows([[row[k] for k in pivots] for row in a.rows])
    right = Rows(rows[: len(pivots)])
    turned, over = left.transposed(), right.transposed()
    inner = multiply(inverse(multiply(right, over), one), inverse(multiply(turned, left), one))
    return multiply(multiply(over, inner), turned)


def _reduced(rows: list[list[Entry]], negligible: Callable[[Entry, Entry], bool]) -> list[int]:
    """Bring rows to reduced echelon form; return the columns of its pivots."""
    if max(len(rows), len(rows[0])) > _LARGEST:
        raise TooMuch("a matrix too large to invert")
    scale = max(abs(x) for row in rows for x in row)
    pivots: list[int] = []
    for k in range(len(rows[0])):
        at = len(pivots)
        best = max(range(at, len(rows)), key=lambda i: abs(rows[i][k]), default=None)
        if best is None:
            break
        if negligible(rows[best][k], scale):
            continue
        rows[at], rows[best] = rows[best], rows[at]
        rows[at] = [x / rows[at][k] for x in rows[at]]
        for i, row in enumerate(rows):
            if i != at:
                rows[i] = [x - row[k] * y for x, y in zip(row, rows[at], strict=True)]
        pivots.append(k)
    return pivots


def hcat(parts: Sequence[Rows]) -> Rows:
    """Return matrices side by side."""
    if len({p.height for p in parts}) != 1:
        raise Mismatch("blocks of different heights")
    return Rows([[x for p in parts for x in p.rows[i]] for i in range(parts[0].height)])


def blocks(rows: list[Any], zero: Entry, one: Entry) -> Rows:
    """Return a matrix from rows of numbers, blocks, 0 and I."""
    found = sizes(rows, lambda entry: (entry.height, entry.width) if isinstance(entry, Rows) else None)
    return Rows(
        [
            line
            for row, own in zip(rows, found, strict=True)
            for line in hcat([_block(entry, size, zero) for entry, size in zip(row, own, strict=True)]).rows
        ]
    )


def _block(entry: Any, size: Size, zero: Entry) -> Rows:
    if isinstance(entry, Rows):
        return entry
    height, width = size
    if isinstance(entry, Eye):
        if height != width:
            raise Mismatch("a matrix that is not square")
        return Rows([[entry.scale if i == j else zero for j in range(width)] for i in range(height)])
    if size == (1, 1):
        return Rows([[entry]])
    if entry != 0:
        raise Mismatch("a number beside a block")
    return Rows([[zero] * width for _ in range(height)])


def polished(rows: Rows, what: str, mp: Any) -> Rows:
    """Return a matrix that has a property to all digits, from one that has it in doubles."""
    if what == "unit norm":
        size = mp.sqrt(sum(x * x for x in rows.entries()))
        return rows.map(lambda x: x / size)
    if what == "sums to 1":
        total = sum(rows.entries())
        return rows.map(lambda x: x / total)
    if what == "orthonormal rows":
        return polished(rows.transposed(), "orthogonal", mp).transposed()
    for _ in range(3):  # each step of Newton's iteration doubles the digits
        gram = multiply(rows.transposed(), rows)
        rows = multiply(rows, gram.map2(lambda i, j, x: ((3 if i == j else 0) - x) / 2))
    return rows
