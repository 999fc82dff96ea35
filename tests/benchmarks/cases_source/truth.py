"""Whether two values agree, by numbers alone: the judge of the labels, independent of the marker.

A value is a sympy expression or number, `Dec` (a decimal as written), `Quantity`, `Where` (a set of
points by its test), `Same` (an equation), a frozenset, a tuple, a matrix, a function of a `Space`'s
draw, a word, a truth value, or `NOTHING`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import mpmath
import numpy as np
import sympy
from sympy import Rational


class _Nothing:
    """No claim at all: a refusal, a hedge, the question handed back."""

    def __repr__(self) -> str:
        return "NOTHING"


NOTHING = _Nothing()


@dataclass(frozen=True)
class Dec:
    """A decimal as it was written; it stands for the numbers that round to it."""

    text: str
    scale: Any = 1


@dataclass(frozen=True)
class Quantity:
    """A value times a unit."""

    value: Any
    unit: str


@dataclass(frozen=True)
class Where:
    """A set of points, given by its test (x, then the drawn parameters)."""

    test: Callable[..., bool]
    edges: Callable[..., list[Any]] = lambda *_: []


@dataclass(frozen=True)
class Same:
    """An equation, as the expression that is zero."""

    zero: Any


@dataclass(frozen=True)
class Space:
    """How points are drawn: a function from a numpy generator to whatever the values take."""

    draw: Callable[[np.random.Generator], Any]


UNITS: dict[str, tuple[Any, str]] = {
    "": (1, ""), "m": (1, "m"), "cm": (Rational(1, 100), "m"), "km": (1000, "m"),
    "mm": (Rational(1, 1000), "m"),
    "s": (1, "s"), "ms": (Rational(1, 1000), "s"), "min": (60, "s"), "h": (3600, "s"), "kg": (1, "kg"),
    "g": (Rational(1, 1000), "kg"), "MB": (10**6, "B"), "GB": (10**9, "B"), "$": (1, "$"), "€": (1, "€"),
    "°": (1, "°"), "m^2": (1, "m^2"), "cm^2": (Rational(1, 10000), "m^2"), "m/s": (1, "m/s"),
    "km/h": (Rational(5, 18), "m/s"), "N": (1, "N"), "J": (1, "J"), "kJ": (1000, "J"), "Hz": (1, "Hz"),
    "kHz": (1000, "Hz"), "L": (1, "L"), "mL": (Rational(1, 1000), "L"), "m^3": (1, "m^3"), "W": (1, "W"),
}  # fmt: skip

DRAWS = 12


def agree(gold: Any, claim: Any, space: Space | None = None) -> bool:
    """Return whether the claim has the gold's value at every point drawn."""
    if gold is NOTHING or claim is NOTHING:
        return False
    if space is not None:
        return _agree_over(gold, claim, space)
    for shape, judge in _JUDGES:
        if isinstance(gold, shape):
            return judge(gold, claim)
    return _numbers(sympy.sympify(gold), claim)


def _agree_over(gold: Any, claim: Any, space: Space) -> bool:
    rng = np.random.default_rng(5)
    for _ in range(DRAWS):
        point = space.draw(rng)
        if isinstance(gold, Where):
            if not isinstance(claim, Where) or not _same_region(gold, claim, point):
                return False
            continue
        left, right = _valued(gold, point), _valued(claim, point)
        if left is NOTHING or right is NOTHING:
            return False
        if not _close(left, right):
            return False
    return True


def _valued(value: Any, point: Any) -> Any:
    return value(point) if callable(value) else value


def _close(left: Any, right: Any) -> bool:
    if isinstance(left, (str, bool)) or left is None or isinstance(right, (str, bool)) or right is None:
        return type(left) is type(right) and left == right
    if isinstance(left, Same) or isinstance(right, Same):
        raise TypeError("an equation over a space is given as its two sides' difference for many unknowns")
    if isinstance(left, (frozenset, set)):
        return isinstance(right, (frozenset, set)) and _same_set(left, right, _close)
    if isinstance(left, (tuple, list)):
        return isinstance(right, (tuple, list)) and len(left) == len(right) and all(map(_close, left, right))
    a, b = np.asarray(left), np.asarray(right)
    a, b = (x.astype(complex) for x in (a, b))
    return a.shape == b.shape and bool(np.allclose(a, b, rtol=1e-8, atol=1e-12))


def _same_region(gold: Where, claim: Where, point: Any) -> bool:
    edges = sorted({Fraction(e) for e in (*gold.edges(point), *claim.edges(point))})
    probes = {Fraction(0), *edges}
    for edge in edges:
        probes |= {edge + step for step in (Fraction(1, 10**9), -Fraction(1, 10**9), 1, -1)}
    probes |= {(a + b) / 2 for a, b in pairwise(edges)}
    return all(bool(gold.test(x, point)) == bool(claim.test(x, point)) for x in probes)


def _same_set(left: Any, right: Any, same: Callable[[Any, Any], bool]) -> bool:
    rest = list(right)
    for item in left:
        found = next((other for other in rest if same(item, other)), None)
        if found is None:
            return False
        rest.remove(found)
    return not rest


def _sets(gold: Any, claim: Any) -> bool:
    return isinstance(claim, (frozenset, set)) and _same_set(gold, claim, agree)


def _tuples(gold: Any, claim: Any) -> bool:
    return isinstance(claim, tuple) and len(gold) == len(claim) and all(map(agree, gold, claim))


def _matrices(gold: Any, claim: Any) -> bool:
    if not isinstance(claim, sympy.MatrixBase) or gold.shape != claim.shape:
        return False
    return all(agree(a, b) for a, b in zip(gold, claim))


def _quantities(gold: Quantity, claim: Any) -> bool:
    if not isinstance(claim, Quantity):
        return False
    (one, dimension), (other, its) = UNITS[gold.unit], UNITS[claim.unit]
    value = claim.value
    if isinstance(value, Dec):
        value = Dec(value.text, Rational(other) / one)
    else:
        value = sympy.sympify(value) * other / one
    return dimension == its and agree(gold.value, value)


def _wheres(gold: Where, claim: Any) -> bool:
    if not isinstance(claim, Where):
        return False
    edges = [*gold.edges(), *claim.edges()]
    grid = [Fraction(k, 4) for k in range(-120, 121)]
    ends = [
        e if isinstance(e, sympy.Expr) else Rational(Fraction(e).numerator, Fraction(e).denominator)
        for e in edges
    ]
    near = [end + step for end in ends for step in (0, Rational(1, 10**6), -Rational(1, 10**6))]
    return all(bool(gold.test(x)) == bool(claim.test(x)) for x in (*grid, *near))


def _equations(gold: Same, claim: Any) -> bool:
    if not isinstance(claim, Same):
        return False
    first, second = sympy.sympify(gold.zero), sympy.sympify(claim.zero)
    if not second.free_symbols and not second.is_nonzero:
        return False
    ratios = [a / b for a, b in _pairs(first, second) if b != 0 and a != 0]
    close = all(mpmath.almosteq(r, ratios[0], rel_eps=mpmath.mpf(10) ** -25) for r in ratios)
    return len(ratios) > 3 and close


def _words(gold: Any, claim: Any) -> bool:
    return type(gold) is type(claim) and bool(gold == claim)


def _numbers(gold: Any, claim: Any) -> bool:
    if isinstance(claim, Dec):
        return _rounds(gold, claim)
    if isinstance(claim, (str, bool, tuple, frozenset, set, Where, Quantity, Same, sympy.MatrixBase)):
        return False
    other = sympy.sympify(claim)
    if all(side.is_Rational or side.is_infinite for side in (gold, other)):
        return bool(gold == other)
    pairs = _pairs(gold, other)
    if len(pairs) < 4:
        raise ValueError(f"no point where both {gold} and {claim} have a value")
    return all(
        mpmath.almosteq(a, b, rel_eps=mpmath.mpf(10) ** -30, abs_eps=mpmath.mpf(10) ** -120) for a, b in pairs
    )


def _pairs(first: Any, second: Any) -> list[tuple[Any, Any]]:
    """Return both values at seeded points, for the points where both have one."""
    names = sorted(first.free_symbols | second.free_symbols, key=str)
    dice = random.Random(7)
    pairs = []
    for _ in range(40):
        point = {name: _drawn(name, dice) for name in names}
        with mpmath.workdps(60):
            values = [_evaluated(side, point) for side in (first, second)]
        if all(v is not None for v in values):
            pairs.append((values[0], values[1]))
    return pairs


def _drawn(name: Any, dice: random.Random) -> Any:
    if name.is_integer:
        return sympy.Integer(dice.randint(1, 9))
    value = Rational(dice.randint(11, 290), 97)
    return value if name.is_positive or dice.random() < 0.5 else -value


def _evaluated(side: Any, point: dict[Any, Any]) -> Any:
    value = sympy.N(side.subs(point), 55)
    if value.has(sympy.nan, sympy.zoo):
        return None
    if value in (sympy.oo, -sympy.oo):
        return mpmath.mpf("inf") if value == sympy.oo else mpmath.mpf("-inf")
    if not value.is_number or value.free_symbols:
        return None
    real, imaginary = value.as_real_imag()
    return mpmath.mpc(_mpf(real), _mpf(imaginary))


def _mpf(value: Any) -> Any:
    number = sympy.N(value, 55)
    if not isinstance(number, (sympy.Float, sympy.Integer, sympy.Rational)):
        raise ValueError(f"no number: {number!r}")
    with mpmath.workdps(60):
        return mpmath.mpf(str(number)) if number.is_Float else mpmath.mpf(number.p) / number.q


def _rounds(gold: Any, claim: Dec) -> bool:
    """Return whether gold, rounded to the digits shown, is the decimal; three digits or exact."""
    written = Decimal(claim.text)
    exact = Fraction(written) * Fraction(int(Rational(claim.scale).p), int(Rational(claim.scale).q))
    true = sympy.sympify(gold)
    if true.is_Rational and Fraction(int(true.p), int(true.q)) == exact:
        return True
    digits = len(written.as_tuple().digits)
    unit = Fraction(10) ** int(written.as_tuple().exponent) * Fraction(
        int(Rational(claim.scale).p), int(Rational(claim.scale).q)
    )
    off = abs(true - Rational(exact.numerator, exact.denominator))
    return digits >= 3 and bool(sympy.N(off - Rational(unit.numerator, unit.denominator) / 2, 40) <= 0)


_JUDGES: list[tuple[Any, Callable[[Any, Any], bool]]] = [
    ((str, bool), _words),
    (Quantity, _quantities),
    (Where, _wheres),
    (Same, _equations),
    ((frozenset, set), _sets),
    (tuple, _tuples),
    (sympy.MatrixBase, _matrices),
    (Dec, lambda gold, claim: isinstance(claim, Dec) and Decimal(gold.text) == Decimal(claim.text)),
]
