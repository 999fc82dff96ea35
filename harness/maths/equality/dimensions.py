"""The sizes of arrays that nobody declared: as free as the formula leaves them.

Every matrix gets two unknown sizes; sums, products and inverses make some of them one. What is left is
drawn tall, wide and square, so that nothing which needs a square matrix is proved by square ones alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from harness.maths.equality.shapes import guess
from harness.maths.tree.expr import Expr, Node, Num, Sym, names

Shape = tuple[int, int]
"""Numbers of the unknown sizes of an array's rows and columns."""
ONE = 0
"""The size of a vector's columns."""
SQUARE = 3
_SIZES = (2, 3, 4, 5, 6)
"""Sizes that are told apart; more unknown ones than these are drawn square only."""
_NUMBER, _EYE = "a number", "the identity"
_SQUARING = frozenset(("inverse", "trace", "det", "eigmax", "eigmin", "pow"))
_NUMBERS = frozenset(("trace", "det", "eigmax", "eigmin", "norm", "rank", "inner", "singmin", "item"))


class _Unsized(Exception):
    """The formula has an operation whose sizes are not followed."""


@dataclass
class _Sizes:
    """Unknown sizes, some of which were found to be the same."""

    same: list[int] = field(default_factory=lambda: [ONE])
    of: dict[str, Shape] = field(default_factory=dict)

    def fresh(self) -> int:
        self.same.append(len(self.same))
        return len(self.same) - 1

    def root(self, size: int) -> int:
        while self.same[size] != size:
            size = self.same[size]
        return size

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self.same[high] = low

    def array(self, name: str) -> Shape:
        if name not in self.of:
            self.of[name] = (self.fresh(), self.fresh() if guess(name) == "matrix" else ONE)
        return self.of[name]


def options(
    gold: Expr, claim: Expr, arrays: frozenset[str], alike: bool = False
) -> tuple[Mapping[str, tuple[int, int]], ...]:
    """Return the sizes in which to draw some arrays: tall, wide and square, as far as the gold allows it.

    ``alike``: the entries of the gold, a tuple, are the sides of an equation. Arrays of the claim alone
    take the sizes that the claim gives them; they say nothing of the gold's.
    """
    found = _Sizes()
    try:
        _follow(gold, arrays, found, alike)
    except _Unsized:
        return ()
    fixed = {name: tuple(map(found.root, shape)) for name, shape in found.of.items()}
    if arrays - names(gold):
        with suppress(_Unsized):
            _follow(claim, arrays, found, alike)
    shapes = {**{n: tuple(map(found.root, found.array(n))) for n in sorted(arrays)}, **fixed}
    letters = sorted({size for shape in shapes.values() for size in shape} - {ONE})
    return tuple(
        {name: (sizes[shape[0]], sizes[shape[1]]) for name, shape in shapes.items()}
        for sizes in _assigned(letters)
    )


def _assigned(letters: list[int]) -> Iterator[dict[int, int]]:
    if 1 < len(letters) <= len(_SIZES):
        for order in (_SIZES[: len(letters)][::-1], _SIZES[: len(letters)]):
            yield {ONE: 1, **dict(zip(letters, order, strict=True))}
    yield {ONE: 1, **dict.fromkeys(letters, SQUARE)}


def _follow(expr: Expr, arrays: frozenset[str], found: _Sizes, alike: bool) -> None:
    if alike and isinstance(expr, Node) and expr.op == "tuple":
        _joined((_shape(side, arrays, found) for side in expr.args), found)
    else:
        _shape(expr, arrays, found)


def _shape(expr: Expr, arrays: frozenset[str], found: _Sizes) -> Shape | str:
    """Return the shape of an expression, what it needs to be the same being made so."""
    if not isinstance(expr, Node):
        return _leaf(expr, arrays, found)
    parts = [_shape(arg, arrays, found) for arg in expr.args]
    shapes = [part for part in parts if not isinstance(part, str)]
    if expr.op == "mul":
        return _product(parts, found)
    if expr.op in ("add", "sub", "hadamard", "neg", "div", "tuple") and (shapes or _EYE in parts):
        return _joined(parts, found) if expr.op != "tuple" else _refused(shapes)
    if expr.op in ("transpose", "pinv"):
        return shapes[0][::-1] if shapes else parts[0]
    if expr.op in _SQUARING or expr.op == "abs":
        _squared(shapes, found)
    if expr.op in _NUMBERS or expr.op == "abs" or not (shapes or _EYE in parts):
        return _NUMBER
    if expr.op in _SQUARING:
        return shapes[0] if shapes else _EYE
    raise _Unsized


def _leaf(expr: Num | Sym, arrays: frozenset[str], found: _Sizes) -> Shape | str:
    if isinstance(expr, Num) or expr.name not in arrays:
        return _NUMBER
    return _EYE if guess(expr.name) == "identity" else found.array(expr.name)


def _squared(shapes: list[Shape], found: _Sizes) -> None:
    """Make matrices square; h² of a vector is entry by entry, |h| its length."""
    for shape in shapes:
        if found.root(shape[1]) != ONE:
            found.join(*shape)


def _refused(shapes: list[Shape]) -> str:
    if shapes:
        raise _Unsized
    return _NUMBER


def _joined(parts: Iterable[Shape | str], found: _Sizes) -> Shape | str:
    """Return the one shape of some terms; numbers beside arrays are left to the arithmetic."""
    out: Shape | str = _NUMBER
    eyes = False
    for part in parts:
        if isinstance(part, str):
            eyes = eyes or part == _EYE
        elif isinstance(out, str):
            out = part
        else:
            found.join(out[0], part[0])
            found.join(out[1], part[1])
    if eyes and not isinstance(out, str):
        found.join(*out)
    return _EYE if eyes and isinstance(out, str) else out


def _product(parts: list[Shape | str], found: _Sizes) -> Shape | str:
    out: Shape | str = _NUMBER
    for part in parts:
        if isinstance(out, str):
            out = out if part == _NUMBER else part
        elif not isinstance(part, str):
            found.join(out[1], part[0])
            out = (out[0], part[1])
            out = _NUMBER if found.root(out[0]) == found.root(out[1]) == ONE else out
    return out
