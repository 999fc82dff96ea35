"""What may be assumed of names nobody declared: numbers or arrays, and from where to draw them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from harness.maths.arithmetic.evaluate import STEPS, Eye, Purse, evaluate
from harness.maths.arithmetic.numeric import Numeric
from harness.maths.equality.dimensions import SQUARE, options
from harness.maths.equality.draws import SCALAR_POINTS, Batch, size_of, undeclared
from harness.maths.equality.shapes import array, guess
from harness.maths.parsing.scope import Names
from harness.maths.tree.expr import Expr, Node, NoValue, has, mentions, operations, rational, walk
from harness.maths.tree.expr import names as free_names
from harness.records import Symbol
from harness.symbols import GREEK_NAMES

_ARRAY_OPS = frozenset(("transpose", "trace", "pinv", "kron", "rank"))
_POSITIVE = frozenset(("sigma", "n", "N"))
"""Names that nobody uses for what may be negative."""
_SHAPED = _ARRAY_OPS | {"norm", "det"}
"""Operations without one of which nothing is an array."""
_WHOLE = frozenset(("factorial", "binom", "gcd", "lcm"))
_COUNTING = _WHOLE | {"sum", "prod", "pow"}


class Undeclared(NamedTuple):
    """Names nobody declared, and how they are drawn."""

    all: frozenset[str]
    arrays: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    sign: str = "real"
    shapes: tuple[tuple[str, tuple[int, int]], ...] = ()
    """Sizes of the arrays; 3 where there are none."""


@dataclass(frozen=True)
class Domain:
    """How the undeclared names of two expressions are drawn."""

    undeclared: frozenset[str] = frozenset()
    arrays: frozenset[str] = frozenset()
    """Undeclared names that stand for arrays."""
    whole: frozenset[str] = frozenset()
    """Undeclared names that must be natural numbers."""
    derived: Mapping[str, Symbol] = field(default_factory=dict)
    """Iterates of declared arrays: ``w_t`` where ``w`` is declared."""
    sign: str = "real"
    complex: bool = False
    strict: bool = False
    """Whether a claim must have a value wherever the reference has one (all names declared)."""
    shapes: tuple[Mapping[str, tuple[int, int]], ...] = ()
    """The sizes in which undeclared arrays are drawn, one after the other."""

    def batches(self, drawn: tuple[Batch, ...], seed: int) -> Iterator[Batch]:
        """Yield the declared points with the undeclared names added."""
        if not self.undeclared and not self.derived:
            yield from drawn
            return
        for batch in drawn:
            for shapes in self.shapes or ({},):
                sized = tuple(sorted(shapes.items()))
                names = Undeclared(self.undeclared, self.arrays, self.whole, self.sign, sized)
                yield _extended(batch, names, seed, tuple(self.derived.values()))


def domain_of(gold: Expr, claim: Expr, free: frozenset[str], names: Names, equation: bool = False) -> Domain:
    """Return how the names of two expressions are to be drawn.

    An equation is given as the tuple of its sides.
    """
    derived = {n: s for n in free if n not in names.symbols and (s := names.get(n)) is not None}
    unknown = frozenset(n for n in free if n not in names.symbols and n not in derived)
    has_i = (mentions(gold, "i") or mentions(claim, "i")) and names.get("i") is None
    if not unknown:
        return Domain(derived=derived, complex=has_i or _has_complex(free, names), strict=True)
    ops = operations(gold) | operations(claim)
    guessed = not names.symbols and (not ops.isdisjoint(_SHAPED) or inverts_matrices(gold))
    arrays = frozenset(_arrays(gold, claim, unknown)) if guessed else frozenset()
    counted = set() if ops.isdisjoint(_COUNTING) else _whole_names(gold) | _whole_names(claim)
    whole = frozenset(counted) & unknown - arrays
    sign = _sign(gold, unknown, arrays, whole, names) if not has_i else "real"
    if sign == "real" and not ops.isdisjoint(("floor", "ceil", "round")):
        sign = "stepped"
    sized = arrays and not ops.isdisjoint(_SHAPED)  # else all are square, as in (AB)^{-1}
    shapes = options(gold, claim, arrays, equation) if sized else ()
    return Domain(unknown, arrays, whole, derived, sign, has_i, False, shapes)


def _has_complex(free: frozenset[str], names: Names) -> bool:
    """Whether one of the names is declared to be complex."""
    return any(names.symbols[n].kind == "complex" for n in free if n in names.symbols)


def _arrays(gold: Expr, claim: Expr, unknown: frozenset[str]) -> Iterable[str]:
    """Return the names that a formula with transposes and the like treats as arrays."""
    both = (gold, claim)
    vectors = any(isinstance(e, Node) and e.op == "norm" for x in both for e in walk(x))
    written = any(
        isinstance(e, Node) and e.op == "det" and free_names(e) and not has(e, {"matrix"})
        for x in both
        for e in walk(x)
    )
    if not (vectors or written or inverts_matrices(gold) or any(has(e, _ARRAY_OPS) for e in both)):
        return []
    arrays = frozenset(n for n in unknown if guess(n) != "scalar")
    greek = frozenset(n for n in arrays if n.split("_")[0] in GREEK_NAMES and n[0].islower())
    for option in (arrays, arrays - greek):
        batch = _extended(_EMPTY, Undeclared(unknown, option))
        try:
            with np.errstate(all="ignore"):
                evaluate(gold, Numeric(batch.values))
            return option
        except NoValue:
            continue
    return arrays


def inverts_matrices(gold: Expr) -> bool:
    """Whether a formula inverts a product of capitals or a sum with I: ``(AB)^{-1}``, ``(I - A)^{-1}``."""
    for part in walk(gold):
        if not isinstance(part, Node) or part.op != "pow" or (rational(part.args[1]) or 0) >= 0:
            continue
        base = part.args[0]
        inside = free_names(base)
        capitals = bool(inside) and all(len(n) == 1 and n.isupper() for n in inside)
        op = base.op if isinstance(base, Node) and capitals and len(inside) > 1 else ""
        if op == "mul" or (op in ("add", "sub") and "I" in inside):
            return True
    return False


def _whole_names(expr: Expr) -> set[str]:
    """Return names that only make sense as natural numbers: under a factorial, as a sum's end, over −1."""
    found: set[str] = set()
    for e in walk(expr):
        if not isinstance(e, Node):
            continue
        if e.op in _WHOLE:
            found |= set().union(*(free_names(a) for a in e.args))
        elif e.op in ("sum", "prod") and len(e.args) == 4:
            found |= free_names(e.args[2]) | free_names(e.args[3])
        elif e.op == "pow" and (rational(e.args[0]) or Fraction(1)) < 0:
            found |= free_names(e.args[1])
    return found


def _sign(
    gold: Expr, unknown: frozenset[str], arrays: frozenset[str], whole: frozenset[str], names: Names
) -> str:
    """Return where the reference has real values: anywhere, for positive names, or within (0, 1)."""
    if arrays or not has(gold, {"sqrt", "root", "ln", "pow", "arcsin", "arccos", "arcosh", "artanh"}):
        return "real"
    return "positive" if names.symbols else _real_for(gold, unknown, arrays, whole)


@lru_cache(maxsize=1024)
def _real_for(gold: Expr, unknown: frozenset[str], arrays: frozenset[str], whole: frozenset[str]) -> str:
    for sign in ("real", "positive", "unit"):
        batch = _extended(_EMPTY, Undeclared(unknown, arrays, whole, sign))
        try:
            with np.errstate(all="ignore"), Purse(STEPS):  # kept, so no claim's
                value = np.broadcast_to(evaluate(gold, Numeric(batch.values)), (batch.count,))
            if np.count_nonzero(np.isfinite(value)) >= 5:
                return sign
        except (NoValue, ValueError):
            return "real"
    return "real"


_EMPTY = Batch({}, {}, SCALAR_POINTS)


@lru_cache(maxsize=256)
def _extended(batch: Batch, names: Undeclared, seed: int = 0, derived: tuple[Symbol, ...] = ()) -> Batch:
    """Return the points with values for further names."""
    count = batch.count if batch.values else SCALAR_POINTS
    values = dict(batch.values)
    sizes = dict(batch.sizes)
    for symbol in derived:
        shape = tuple(size_of(s, sizes) for s in symbol.shape)
        rng = np.random.default_rng([seed, sum(map(ord, symbol.name)), 7])
        values[symbol.name] = array(symbol, (shape[0], shape[1] if len(shape) == 2 else 1), count, rng)
    shapes = dict(names.shapes)
    for name in sorted(names.all):
        if name in names.arrays:
            values[name] = _array(name, count, seed, shapes.get(name, _SQUARE))
        else:
            usual = "positive" if name in _POSITIVE and names.sign == "real" else names.sign
            assumed = "natural" if name in names.whole else usual
            values[name] = undeclared(name, assumed, count, seed)
    return Batch(sizes, values, count, batch.exactly)


_SQUARE = (SQUARE, SQUARE)


def _array(name: str, count: int, seed: int, shape: tuple[int, int]) -> object:
    kind = guess(name)
    if kind == "identity":
        return Eye(np.float64(1))
    rng = np.random.default_rng([seed, sum(ord(c) * 31**k for k, c in enumerate(name[:8])), 11])
    return np.round(rng.normal(0, 1, (count, shape[0], shape[1] if kind == "matrix" else 1)), 2)
