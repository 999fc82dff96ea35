"""Arithmetic at one point: in rationals (`Exact`), or with many digits (`Precise`).

Rationals come first: where both sides are rational the verdict is final. Every operation looks at
the size of its operands before it works: the bits of a rational, the magnitude of an argument.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import mpmath

from harness.maths.arithmetic.evaluate import Eye, Value
from harness.maths.arithmetic.pointwise import Pointwise
from harness.maths.arithmetic.rows import Rows
from harness.maths.tree.expr import Mismatch, NoValue, TooMuch, Undefined
from harness.maths.tree.functions import BY_NAME

BITS = 4_096
"""The most bits of a numerator or denominator."""
_local = threading.local()


def context(digits: int) -> Any:
    """Return this thread's own mpmath context, set to so many digits."""
    if not hasattr(_local, "context"):
        _local.context = mpmath.mp.clone() if hasattr(mpmath.mp, "clone") else mpmath.ctx_mp.MPContext()
    if _local.context.dps != digits:
        _local.context.dps = digits
    return _local.context


class Exact(Pointwise):
    """Rational numbers, with the bits of every result bounded before it is computed."""

    def number(self, value: Fraction) -> Value:
        return value

    def constant(self, name: str) -> Value:
        raise NoValue(f"{name} is not rational")

    def guard(self, value: Value) -> Value:
        if value.numerator.bit_length() > BITS or value.denominator.bit_length() > BITS:
            raise TooMuch("a rational with too many bits")
        return value

    def power(self, base: Value, exponent: Fraction) -> Value:
        if exponent.denominator != 1:
            return _exact_root(self.power(base, Fraction(exponent.numerator)), exponent.denominator)
        whole, above, below = exponent.numerator, base.numerator, base.denominator
        if above == 0 and whole <= 0:
            raise Undefined("zero to this power")
        if below == 1 and above in (1, -1):
            return base if whole % 2 else Fraction(1)
        if above and abs(whole) * max(above.bit_length(), below.bit_length()) > BITS:
            raise TooMuch("a power with too many bits")
        return base**whole

    def _factorial(self, a: Value) -> Value:
        n = self.whole(a)
        if not 0 <= n <= 400:
            raise TooMuch("a factorial too large") if n > 0 else Undefined("a factorial of this")
        return Fraction(math.factorial(n))

    def _binom(self, a: Value, b: Value) -> Value:
        n, k = self.whole(a), self.whole(b)
        if not 0 <= n <= 1000 or k < 0:
            raise TooMuch("a binomial too large")
        return Fraction(math.comb(n, k))

    def _floor(self, a: Value) -> Value:
        return Fraction(math.floor(a))

    def _ceil(self, a: Value) -> Value:
        return Fraction(math.ceil(a))

    def _mod(self, a: Value, b: Value) -> Value:
        return a % b

    def _sgn(self, a: Value) -> Value:
        return Fraction((a > 0) - (a < 0))

    def whole(self, value: Value) -> int:
        if isinstance(value, Rows | Eye) or value.denominator != 1 or abs(value) > 10**9:
            raise NoValue("an index that is no integer")
        return int(value)


def _exact_root(value: Fraction, degree: int) -> Fraction:
    """Return a root that is rational; NoValue where it is not."""
    if value < 0 or degree > 64:
        raise NoValue("a root that is not rational")
    parts = []
    for part in (value.numerator, value.denominator):
        if degree == 2:
            root = math.isqrt(part)
        else:
            root = round(part ** (1 / degree)) if part.bit_length() < 900 else -1
        if root < 0 or root**degree != part:
            raise NoValue("a root that is not rational")
        parts.append(root)
    return Fraction(*parts)


class Precise(Pointwise):
    """Floats of as many digits as asked for, real or complex."""

    def __init__(self, env: Mapping[str, Value], digits: int = 60, real: bool = True) -> None:
        super().__init__(env)
        self.mp = context(digits)
        self.real = real

    def number(self, value: Fraction) -> Value:
        whole = self.mp.mpf(value.numerator)
        return whole if value.denominator == 1 else whole / value.denominator

    def constant(self, name: str) -> Value:
        if name == "i" and not self.real:
            return self.mp.mpc(0, 1)
        if name not in ("pi", "e", "oo"):
            raise NoValue(f"the name {name} has no value")
        return {"pi": +self.mp.pi, "e": +self.mp.e, "oo": self.mp.inf}[name]

    def guard(self, value: Value) -> Value:
        if isinstance(value, self.mp.mpc) and self.real:
            raise Undefined("a value outside the reals")
        return value

    def negligible(self, part: Value, whole: Value) -> bool:
        share = abs(part) / whole if whole else self.mp.mpf(0)
        if share > 1e-10:
            return False
        if share > self.mp.mpf(10) ** (-0.6 * self.mp.dps):  # drawn in doubles: rounding, or a value?
            raise NoValue("a matrix whose rank cannot be told")
        return True

    def rounding(self) -> Value:
        return self.mp.mpf(10) ** (-0.8 * self.mp.dps)

    def _magnitude(self, value: Value, most: int) -> None:
        if value and self.mp.isfinite(value) and self.mp.mag(value) > most:
            raise TooMuch("a number too large to go on with")

    def power(self, base: Value, exponent: Fraction) -> Value:
        above, below = exponent.numerator, exponent.denominator
        if base == 0 and above <= 0:
            raise Undefined("zero to this power")
        if base and self.mp.isfinite(base) and abs(self.mp.mag(base)) * abs(above) > below << 62:
            raise TooMuch("a power too large to go on with")
        if below == 1:
            return base**above if abs(above) < 2**62 else self._too_much()
        negative = not isinstance(base, self.mp.mpc) and base < 0
        if negative and self.real:
            if exponent.denominator % 2 == 0:
                raise Undefined("a root of a negative number")
            size = (-base) ** self.number(exponent)
            return -size if exponent.numerator % 2 else size
        return self.mp.sqrt(base) if (above, below) == (1, 2) else base ** self.number(exponent)

    def _too_much(self) -> Value:
        raise TooMuch("a power too large to go on with")

    def general_power(self, base: Value, exponent: Value) -> Value:
        counted = isinstance(base, Rows) and not isinstance(exponent, Rows | Eye | self.mp.mpc)
        if counted and abs(exponent) <= 32:
            return self._rational_power(base, Fraction(self.whole(exponent)))
        if isinstance(exponent, Rows | Eye) or isinstance(base, Rows):
            raise Mismatch("an array in a power")
        if isinstance(base, Eye):
            return Eye(self.general_power(base.scale, exponent))
        if base == 0 or not self.mp.isfinite(base):
            if base == 0 and not isinstance(exponent, self.mp.mpc) and exponent > 0:
                return base
            raise Undefined("a power of this")
        self._magnitude(exponent, 64)
        if self.mp.mag(base) and self.mp.mag(exponent) + self.mp.mag(abs(self.mp.mag(base)) + 1) > 70:
            raise TooMuch("a power too large to go on with")
        return self.guard(base**exponent)

    def function(self, op: str, value: Value) -> Value:
        row = BY_NAME.get(op)
        if row is None or not row.long:
            raise NoValue(f"{op} has no value")
        if not self.mp.isfinite(value):
            raise Undefined(f"{op} of infinity")
        self._magnitude(value, row.bits)
        if op == "ln":
            if value == 0:
                raise Undefined("the logarithm of zero")
        elif op in ("floor", "ceil", "round"):
            near = self.mp.nint(value)
            if abs(value - near) < self.mp.mpf(10) ** (5 - self.mp.dps):
                return near
        return self.guard(getattr(self.mp, row.long)(value))

    def sine(self, value: Value) -> Value:
        return self.function("sin", value)

    def _binom(self, a: Value, b: Value) -> Value:
        for value in (a, b):
            self._magnitude(value, 20)
        return self.mp.binomial(a, b)

    def _degree(self, a: Value) -> Value:
        return a * self.mp.pi / 180

    def _mod(self, a: Value, b: Value) -> Value:
        return a - b * self.mp.floor(a / b)

    def _quadrature(self, at: Callable[[Value], Value]) -> Value:
        value, error = self.mp.quad(at, [-1, 1], error=True, maxdegree=6)
        if error > abs(value) * self.mp.mpf(10) ** (10 - self.mp.dps):
            raise NoValue("an integral that has not settled")
        return value

    def whole(self, value: Value) -> int:
        if isinstance(value, Rows | Eye | self.mp.mpc) or not self.mp.isint(value):
            raise NoValue("an index that is no integer")
        if self.mp.mag(value) > 31 if value else False:
            raise TooMuch("an index too large")
        return int(value)

    def same(self, left: Value, right: Value) -> bool:
        scale = max(abs(left), abs(right))
        if not self.mp.isfinite(scale):
            return bool(left == right)
        return bool(left == right or abs(left - right) <= scale * self.mp.mpf(10) ** (12 - self.mp.dps))

    def small(self, term: Value, total: Value) -> bool:
        return bool(abs(term) <= abs(total) * self.mp.mpf(10) ** (-self.mp.dps - 2))

    def _eigmax(self, a: Value) -> Value:
        return max(self._spectrum(a)) if isinstance(a, Rows) else a

    def _eigmin(self, a: Value) -> Value:
        return min(self._spectrum(a)) if isinstance(a, Rows) else a

    def _singmin(self, a: Value) -> Value:
        if not isinstance(a, Rows):
            return abs(a)
        self._small_enough(a)
        return min(self.mp.svd(self.mp.matrix(a.rows), compute_uv=False))

    def _spectrum(self, a: Rows) -> Value:
        self._small_enough(a)
        if a.height != a.width:
            raise Mismatch("a matrix that is not square")
        return self.mp.eigsy(self.mp.matrix(a.rows), eigvals_only=True)

    def _rank(self, a: Value) -> Value:
        if not isinstance(a, Rows):
            raise NoValue("the rank of a number")
        self._small_enough(a)
        values = list(self.mp.svd(self.mp.matrix(a.rows), compute_uv=False))
        return self.mp.mpf(sum(not self.negligible(value, max(values)) for value in values))

    def _small_enough(self, a: Rows) -> None:
        if a.height * a.width > 40:
            raise TooMuch("a decomposition of a large matrix")

    def _norm(self, mark: str, a: Value) -> Value:
        if isinstance(a, Rows) and a.width > 1 and mark in ("", "2", "op", "*"):
            if a.height * a.width > 40:
                raise TooMuch("a norm of a large matrix")
            values = self.mp.svd(self.mp.matrix(a.rows), compute_uv=False)
            return sum(values) if mark == "*" else max(values)
        return super()._norm(mark, a)
