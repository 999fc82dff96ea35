"""NumPy arithmetic over all points at once.

A scalar is an array of shape ``(points,)`` (or a 0-d number where it is the same everywhere), an
array is ``(points, rows, columns)`` with vectors as columns, and λI before it meets a matrix is an
`Eye`. What overflows or is undefined becomes nan and is settled elsewhere with more digits.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from harness.maths.arithmetic.arrays import (
    added,
    block_matrix,
    called,
    cell,
    each,
    eigenvalues,
    element,
    entries,
    folded,
    kron,
    matrix_power,
    matrix_powers,
    multiplied,
    refuse,
    shaped,
    spread,
    square,
)
from harness.maths.arithmetic.elementary import ELEMENTARY
from harness.maths.arithmetic.evaluate import Arithmetic, Eye, Value
from harness.maths.arithmetic.unknown import Unknown
from harness.maths.tree.expr import Mismatch, NoValue, TooMuch


def _widened(value: Value) -> Value:
    """Return a value in which a root of a negative number is a number."""
    return value if isinstance(value, Eye) else np.asarray(value, dtype=complex)[()]


RANK = 1e-11
"""The share of the greatest singular value below which one is rounding: products of low rank have such."""
_NODES = {n: np.polynomial.legendre.leggauss(n) for n in (24, 40)}


class Numeric(Arithmetic):
    """Double precision, real or complex, at every point."""

    def __init__(self, env: Mapping[str, Value], real: bool = True) -> None:
        super().__init__(env if real else {k: _widened(v) for k, v in env.items()})
        self.real = real

    def number(self, value: Fraction) -> Value:
        try:
            number = value.numerator / value.denominator
            return np.float64(number) if self.real else np.complex128(number)
        except OverflowError:
            return np.float64(math.inf)

    def constant(self, name: str) -> Value:
        if name == "i" and not self.real:
            return np.complex128(1j)
        value = {"pi": math.pi, "e": math.e, "oo": math.inf}.get(name)
        if value is None:
            raise NoValue(f"the name {name} has no value")
        return np.float64(value)

    def apply(self, op: str, mark: str, values: list[Value]) -> Value:
        method = getattr(self, f"_{op}", None)
        if op in ELEMENTARY:
            return self._elementary(op, values)
        if method is None:
            raise NoValue(f"{op} has no value")
        if op in ("norm", "call", "diag", "valued"):
            return method(mark, *values)
        try:
            return method(*values)
        except TypeError as cause:
            raise NoValue(f"{op} cannot take {len(values)} values") from cause
        except np.linalg.LinAlgError as cause:
            raise NoValue("a matrix without an inverse") from cause

    def _elementary(self, op: str, values: list[Value]) -> Value:
        if len(values) != 1:
            raise NoValue(f"{op} takes one value")
        if shaped(values[0]):
            if op in ("Re", "Im", "conj") or 1 in values[0].shape[1:]:  # of a vector: entry by entry
                return ELEMENTARY[op](values[0])
            raise Mismatch(f"{op} of an array")
        value = values[0]
        if op in ("floor", "ceil", "sgn") and np.iscomplexobj(value):
            value = np.where(np.abs(np.imag(value)) < 1e-12, np.real(value), np.nan)
        if op in ("floor", "ceil"):  # a value that rounding put a hair below an integer is the integer
            near = np.round(value)
            value = np.where(np.abs(value - near) < 1e-11 * np.maximum(1, np.abs(near)), near, value)
        return ELEMENTARY[op](value)

    # ------------------------------------------------------------- sums, products

    def _add(self, *values: Value) -> Value:
        total = values[0]
        for value in values[1:]:
            total = added(total, value)
        return total

    def _sub(self, a: Value, b: Value) -> Value:
        return added(a, self._neg(b))

    def _neg(self, a: Value) -> Value:
        return Eye(-a.scale) if isinstance(a, Eye) else -a

    def _mul(self, *values: Value) -> Value:
        total = values[0]
        for value in values[1:]:
            total = multiplied(total, value)
        return total

    def _div(self, a: Value, b: Value) -> Value:
        if isinstance(b, Eye) or shaped(b):
            raise Mismatch("division by an array")
        if isinstance(a, Eye):
            return Eye(a.scale / b)
        return a / (b[:, None, None] if shaped(a) and np.ndim(b) == 1 else b)

    def _cross(self, a: Value, b: Value) -> Value:
        if shaped(a) and shaped(b) and a.shape[1:] == b.shape[1:] == (3, 1):
            return np.cross(a[..., 0], b[..., 0])[..., None]
        return multiplied(a, b)

    def _inner(self, a: Value, b: Value) -> Value:
        if shaped(a) and shaped(b) and a.shape[1:] == b.shape[1:]:
            return np.sum(np.conj(a) * b, axis=(1, 2))
        if shaped(a) or shaped(b):
            raise Mismatch("an inner product of different shapes")
        return a * b

    def _dot(self, a: Value, b: Value) -> Value:
        """What code means by a dot: the inner product of two vectors, else the matrix product."""
        both = shaped(a) and shaped(b) and a.shape[2] == b.shape[2] == 1
        return self._inner(a, b) if both else self._mul(a, b)

    def _hadamard(self, a: Value, b: Value) -> Value:
        if shaped(a) and shaped(b):
            if a.shape[1:] != b.shape[1:]:
                raise Mismatch("an entrywise product of different shapes")
            return a * b
        return multiplied(a, b)

    def _kron(self, a: Value, b: Value) -> Value:
        return kron(a, b)

    def _rational_power(self, base: Value, exponent: Fraction) -> Value:
        if isinstance(base, Eye):
            return Eye(self._rational_power(base.scale, exponent))
        if shaped(base) and base.shape[2] == 1 and exponent > 0:  # h² of a vector: entry by entry
            base = np.asarray(base)
        elif shaped(base):
            return matrix_power(base, exponent)
        if exponent.denominator == 1 and abs(whole := exponent.numerator) <= 1_000_000:
            return base**whole if 0 <= whole <= 64 else base ** float(whole)
        if exponent == Fraction(1, 2):
            return np.sqrt(base)
        if self.real and exponent.denominator % 2:
            size = np.abs(base) ** float(exponent)
            return np.where(base < 0, -size, size) if exponent.numerator % 2 else size
        return base ** float(exponent)

    def _pow(self, base: Value, exponent: Value) -> Value:
        if isinstance(base, Eye):
            return Eye(self._pow(base.scale, exponent))
        if shaped(exponent) or isinstance(exponent, Eye):
            raise Mismatch("an array as exponent")
        if shaped(base):
            return matrix_powers(base, exponent)
        return np.power(base, exponent)

    # -------------------------------------------------------------------- arrays

    def _matrix(self, *rows: Value) -> Value:
        """Rows of scalars, or of blocks."""
        return block_matrix(rows)

    def _row(self, *entries: Value) -> Value:
        return list(entries)

    def _tuple(self, *entries: Value) -> Value:
        """A tuple is a column, or a matrix where its entries are rows."""
        if not entries:
            raise NoValue("an empty bracket")
        if all(shaped(e) and e.shape[2] == 1 for e in entries):
            if len({e.shape[1] for e in entries}) != 1:
                raise Mismatch("rows of different lengths")
            return np.concatenate([np.swapaxes(e, 1, 2) for e in spread(entries)], axis=1)
        if any(shaped(e) or isinstance(e, Eye) for e in entries):
            return self._matrix(*([e] for e in entries))
        return np.concatenate([cell(e) for e in spread(entries)], axis=1)

    def _transpose(self, a: Value) -> Value:
        return np.swapaxes(a, 1, 2) if shaped(a) else a

    def _inverse(self, a: Value) -> Value:
        return self._rational_power(a, Fraction(-1))

    def _pinv(self, a: Value) -> Value:
        return np.linalg.pinv(a, rcond=RANK) if shaped(a) else self._rational_power(a, Fraction(-1))

    def _trace(self, a: Value) -> Value:
        return np.trace(square(a), axis1=1, axis2=2) if shaped(a) else a

    def _det(self, a: Value) -> Value:
        return np.linalg.det(square(a)) if shaped(a) else a

    def _eigmax(self, a: Value) -> Value:
        return eigenvalues(a)[:, -1] if shaped(a) else a

    def _eigmin(self, a: Value) -> Value:
        return eigenvalues(a)[:, 0] if shaped(a) else a

    def _singmin(self, a: Value) -> Value:
        return np.linalg.svd(a, compute_uv=False)[:, -1] if shaped(a) else np.abs(a)

    def _rank(self, a: Value) -> Value:
        return np.linalg.matrix_rank(a).astype(float) if shaped(a) else refuse("a rank of a number")

    def _abs(self, a: Value) -> Value:
        if not shaped(a):
            return np.abs(a)
        return np.linalg.det(a) if a.shape[1] == a.shape[2] else np.linalg.norm(a, axis=(1, 2))

    def _norm(self, mark: str, a: Value) -> Value:
        if not shaped(a):
            return np.abs(a)
        if mark in ("F", "HS", "fro") or (a.shape[2] == 1 and mark in ("", "2")):
            return np.sqrt(np.sum(np.abs(a) ** 2, axis=(1, 2)))
        if mark == "1":
            return np.max(np.sum(np.abs(a), axis=1), axis=1)
        if mark in ("inf", "max"):
            return (
                np.max(np.sum(np.abs(a), axis=2), axis=1) if mark == "inf" else np.max(np.abs(a), axis=(1, 2))
            )
        if mark in ("", "2", "op", "*"):
            values = np.linalg.svd(a, compute_uv=False)
            return np.sum(values, axis=1) if mark == "*" else values[:, 0]
        raise NoValue(f"the norm {mark[:10]!r} is not known")

    def _diag(self, mark: str, *values: Value) -> Value:
        if len(values) == 1 and shaped(values[0]):
            only = values[0]
            if only.shape[2] != 1:
                return np.diagonal(only, axis1=1, axis2=2)[..., None]
            return only * np.eye(only.shape[1])
        column = self._tuple(*values)
        return column * np.eye(column.shape[1])

    def _item(self, of: Value, *index: Value) -> Value:
        if not shaped(of):
            raise Mismatch("an element of a number")
        places = [self.whole(i) - 1 for i in index]
        if len(places) == 1 and of.shape[2] == 1:
            places.append(0)
        if len(places) != 2 or not (0 <= places[0] < of.shape[1] and 0 <= places[1] < of.shape[2]):
            raise Mismatch("an element that is not there")
        return of[:, places[0], places[1]]

    def _element(self, of: Value, *index: Value) -> Value:
        """An entry at places that were drawn: what is beyond the end counts on from the beginning."""
        return element(of, index)

    def _ones(self, size: Value) -> Value:
        return np.ones((1, self.whole(size), 1))

    def _identity(self, *_: Value) -> Value:
        return Eye(np.float64(1))

    # ------------------------------------------------------------ other functions

    def _factorial(self, a: Value) -> Value:
        return each(lambda v: math.gamma(v + 1) if v < 170 and v > -1 else math.nan, a)

    def _Gamma(self, a: Value) -> Value:
        return each(lambda v: math.gamma(v) if 0 < v < 170 else math.nan, a)

    def _erf(self, a: Value) -> Value:
        return each(math.erf, a)

    def _binom(self, n: Value, k: Value) -> Value:
        return self._factorial(n) / (self._factorial(k) * self._factorial(n - k))

    def _call(self, mark: str, *args: Value) -> Value:
        """An unknown function's values, entry by entry, or its gradient."""
        return called(Unknown(mark, self.number, np.sin), args)

    def _valued(self, mark: str, *args: Value) -> Value:
        """An unknown function that maps arrays to a number."""
        return Unknown(mark, self.number, np.sin).of(entries(args))

    def _percent(self, a: Value) -> Value:
        return a / 100

    def _degree(self, a: Value) -> Value:
        return a * (math.pi / 180)

    def _mod(self, a: Value, b: Value) -> Value:
        return np.mod(a, b)

    def _max(self, *values: Value) -> Value:
        return folded(np.maximum, values)

    def _min(self, *values: Value) -> Value:
        return folded(np.minimum, values)

    def _gcd(self, *values: Value) -> Value:
        return folded(np.gcd, tuple(_integers(v) for v in values))

    def _lcm(self, *values: Value) -> Value:
        return folded(np.lcm, tuple(_integers(v) for v in values))

    def _quadrature(self, at: Any) -> Value:
        coarse, fine = (
            sum((w * at(np.float64(x)) for x, w in zip(*_NODES[n])), np.float64(0)) for n in (24, 40)
        )
        return np.where(np.abs(fine - coarse) <= 1e-9 * np.maximum(np.abs(fine), 1e-300), fine, np.nan)

    # -------------------------------------------------------------- the walk's own

    def whole(self, value: Value) -> int:
        found = np.unique(np.real(value))
        if (
            len(found) != 1
            or not np.isfinite(found[0])
            or found[0] != np.round(found[0])
            or abs(found[0]) > 1e9
        ):
            raise NoValue("an index that is no integer")
        return int(found[0])

    def span(self, low: Value, high: Value) -> tuple[int, int]:
        low, high = np.real(low), np.real(high)
        if shaped(low) or shaped(high) or not (np.all(np.isfinite(low)) and np.all(np.isfinite(high))):
            raise NoValue("a sum without finite ends")
        if np.any(low != np.round(low)) or np.any(high != np.round(high)):
            raise NoValue("a sum whose ends are no integers")
        if np.max(np.abs(low)) > 1e9 or np.max(np.abs(high)) > 1e9:
            raise TooMuch("a sum with too many terms")
        return int(np.min(low)), int(np.max(high))

    def within(self, index: int, low: Value, high: Value, value: Value, neutral: int) -> Value:
        if np.ndim(low) == 0 and np.ndim(high) == 0:
            return value
        inside = (np.real(low) <= index) & (index <= np.real(high))
        if shaped(value):
            inside = inside[:, None, None]
        return np.where(inside, value, neutral)

    def small(self, term: Value, total: Value) -> bool:
        return bool(np.all(np.abs(term) <= 1e-18 * np.abs(total)))

    def true(self, relation: str, left: Value, right: Value) -> Value:
        if relation == "not":
            return ~left
        if shaped(left) or shaped(right) or isinstance(left, Eye) or isinstance(right, Eye):
            raise Mismatch("a relation between arrays")
        if relation in ("=", "!=", "~"):
            scale = np.maximum(np.abs(left), np.abs(right))
            with np.errstate(all="ignore"):
                same = (left == right) | ((np.abs(left - right) <= 1e-12 * scale) & np.isfinite(scale))
            return ~same if relation == "!=" else same
        left, right = np.real(left), np.real(right)
        compared = {"<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal}.get(relation)
        if compared is None:
            raise NoValue(f"the relation {relation} cannot be tested")
        return compared(left, right)

    def pick(self, conditions: list[Value], values: list[Value]) -> Value:
        if any(shaped(v) or isinstance(v, Eye) for v in values):
            raise NoValue("cases of arrays")
        arrays = np.broadcast_arrays(*(np.asarray(v) for v in values), *(np.asarray(c) for c in conditions))
        return np.select(list(arrays[len(values) :]), list(arrays[: len(values)]), np.nan)


def _integers(value: Value) -> Any:
    """Return numbers as integers; NoValue where one of them is none."""
    found = np.real(value)
    if not np.all(np.isfinite(found)) or np.any(found != np.round(found)) or np.any(np.abs(found) > 1e9):
        raise NoValue("a number that is no integer")
    return np.asarray(found).astype(np.int64)
