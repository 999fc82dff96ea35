"""What rationals and long floats share: operations at one point, arrays as rows of numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from harness.maths.arithmetic.evaluate import Arithmetic, Eye, Value
from harness.maths.arithmetic.rows import Rows, blocks, column, determinant, inverse, multiply, pseudo_inverse
from harness.maths.arithmetic.unknown import Unknown, few
from harness.maths.tree.expr import Mismatch, NoValue, TooMuch, Undefined
from harness.maths.tree.unknowns import evaluable

MARKED = frozenset(("norm", "call", "diag", "valued"))
"""Operations that are also told their mark."""


class Pointwise(Arithmetic):
    """What rationals and long floats share: arrays as rows of numbers."""

    def apply(self, op: str, mark: str, values: list[Value]) -> Value:
        method: Callable[..., Value] | None = getattr(self, f"_{op}", None)
        try:
            if method is None:
                if len(values) == 1 and isinstance(values[0], Rows) and values[0].width == 1:
                    return values[0].map(lambda x: self.function(op, x))
                if len(values) == 1 and not isinstance(values[0], Rows | Eye):
                    return self.function(op, values[0])
                raise NoValue(f"{op} has no value")
            return method(mark, *values) if op in MARKED else method(*values)
        except (ZeroDivisionError, ValueError) as cause:
            raise Undefined(f"{op} is not defined here") from cause
        except OverflowError as cause:
            raise TooMuch(f"{op} is too large here") from cause
        except TypeError as cause:
            raise NoValue(f"{op} cannot take these values") from cause

    def function(self, op: str, value: Value) -> Value:
        """The value of an elementary function."""
        raise NoValue(f"{op} is not rational")

    def guard(self, value: Value) -> Value:
        """The value, if it is not too large to go on with."""
        return value

    def negligible(self, part: Value, whole: Value) -> bool:
        """Whether what is left of a matrix as large as ``whole`` is nothing, or only rounding."""
        return bool(part == 0)

    def rounding(self) -> Value:
        """The share of a matrix's greatest entry below which a pivot is only rounding."""
        return 0

    def power(self, base: Value, exponent: Fraction) -> Value:
        """A number to a rational power."""
        raise NotImplementedError

    def _add(self, *values: Value) -> Value:
        total = values[0]
        for value in values[1:]:
            total = self._plus(total, value)
        return total

    def _plus(self, a: Value, b: Value) -> Value:
        if isinstance(a, Eye) or isinstance(b, Eye):
            if isinstance(a, Eye) and isinstance(b, Eye):
                return Eye(a.scale + b.scale)
            eye, other = (a, b) if isinstance(a, Eye) else (b, a)
            if not isinstance(other, Rows) or other.height != other.width:
                raise Mismatch("the identity added to what is not square")
            return other.map2(lambda i, j, x: x + eye.scale if i == j else x)
        if isinstance(a, Rows) and isinstance(b, Rows):
            if (a.height, a.width) != (b.height, b.width):
                raise Mismatch("a sum of different shapes")
            return a.map2(lambda i, j, x: self.guard(x + b.rows[i][j]))
        if isinstance(a, Rows) or isinstance(b, Rows):
            rows, number = (a, b) if isinstance(a, Rows) else (b, a)
            if number == 0:
                return rows
            if rows.width == 1 and abs(number) == 1:
                return rows.map(lambda x: x + number)
            raise Mismatch("a sum of a number and an array")
        return self.guard(a + b)

    def _sub(self, a: Value, b: Value) -> Value:
        return self._plus(a, self._neg(b))

    def _neg(self, a: Value) -> Value:
        if isinstance(a, Eye):
            return Eye(-a.scale)
        return a.map(lambda x: -x) if isinstance(a, Rows) else -a

    def _mul(self, *values: Value) -> Value:
        total = values[0]
        for value in values[1:]:
            total = self._times(total, value)
        return total

    def _times(self, a: Value, b: Value) -> Value:
        if isinstance(a, Eye) or isinstance(b, Eye):
            eye, other = (a, b) if isinstance(a, Eye) else (b, a)
            if isinstance(other, Eye):
                return Eye(eye.scale * other.scale)
            return self._times(eye.scale, other) if isinstance(other, Rows) else Eye(eye.scale * other)
        if isinstance(a, Rows) and isinstance(b, Rows):
            if a.width != b.height:
                raise Mismatch("a product of shapes that do not fit")
            out = multiply(a, b).map(self.guard)
            return out.rows[0][0] if (out.height, out.width) == (1, 1) else out
        if isinstance(a, Rows) or isinstance(b, Rows):
            rows, scale = (a, b) if isinstance(a, Rows) else (b, a)
            return rows.map(lambda x: self.guard(scale * x))
        return self.guard(a * b)

    def _div(self, a: Value, b: Value) -> Value:
        if isinstance(b, Rows | Eye):
            raise Mismatch("division by an array")
        if b == 0:
            raise Undefined("division by zero")
        if isinstance(a, Eye):
            return Eye(a.scale / b)
        return a.map(lambda x: self.guard(x / b)) if isinstance(a, Rows) else self.guard(a / b)

    def _cross(self, a: Value, b: Value) -> Value:
        if (
            isinstance(a, Rows)
            and isinstance(b, Rows)
            and a.width == b.width == 1
            and a.height == b.height == 3
        ):
            (x, y, z), (u, v, w) = ([r[0] for r in m.rows] for m in (a, b))
            return column([y * w - z * v, z * u - x * w, x * v - y * u])
        return self._times(a, b)

    def _inner(self, a: Value, b: Value) -> Value:
        if isinstance(a, Rows) and isinstance(b, Rows):
            return self._add(
                *(x * y for r, s in zip(a.rows, b.rows, strict=True) for x, y in zip(r, s, strict=True))
            )
        return self._times(a, b)

    def _dot(self, a: Value, b: Value) -> Value:
        """What code means by a dot: the inner product of two vectors, else the matrix product."""
        both = isinstance(a, Rows) and isinstance(b, Rows) and a.width == b.width == 1
        return self._inner(a, b) if both else self._mul(a, b)

    def _hadamard(self, a: Value, b: Value) -> Value:
        if isinstance(a, Rows) and isinstance(b, Rows):
            if (a.height, a.width) != (b.height, b.width):
                raise Mismatch("an entrywise product of different shapes")
            return a.map2(lambda i, j, x: x * b.rows[i][j])
        return self._times(a, b)

    def _rational_power(self, base: Value, exponent: Fraction) -> Value:
        if isinstance(base, Eye):
            return Eye(self.power(base.scale, exponent))
        if not isinstance(base, Rows):
            return self.power(base, exponent)
        if base.width == 1 and exponent > 0:
            return base.map(lambda x: self.power(x, exponent))
        if base.height != base.width:
            raise Mismatch("a power of a matrix that is not square")
        if exponent.denominator != 1 or abs(exponent) > 32:
            raise NoValue("a matrix to this power")
        turned = None if exponent > 0 else inverse(base, self.number(Fraction(1)), self.rounding())
        out = base if turned is None else turned
        step = out
        for _ in range(abs(int(exponent)) - 1):
            out = multiply(out, step).map(self.guard)
        return self._times(base, turned) if exponent == 0 else out

    def _pow(self, base: Value, exponent: Value) -> Value:
        if isinstance(exponent, Fraction):
            return self._rational_power(base, exponent)
        return self.general_power(base, exponent)

    def general_power(self, base: Value, exponent: Value) -> Value:
        """A number to any power."""
        raise NoValue("a power that is not rational")

    def _row(self, *entries: Value) -> Value:
        return list(entries)

    def _matrix(self, *rows: Value) -> Value:
        return blocks(list(rows), self.number(Fraction(0)), self.number(Fraction(1)))

    def _tuple(self, *entries: Value) -> Value:
        if all(isinstance(e, Rows) and e.width == 1 for e in entries):
            return Rows([[x for (x,) in e.rows] for e in entries])
        if any(isinstance(e, Rows | Eye) for e in entries):
            return self._matrix(*([e] for e in entries))
        return column(list(entries))

    def _transpose(self, a: Value) -> Value:
        return a.transposed() if isinstance(a, Rows) else a

    def _pinv(self, a: Value) -> Value:
        if not isinstance(a, Rows):
            return self.power(a, Fraction(-1))
        return pseudo_inverse(a, self.number(Fraction(1)), self.negligible)

    def _inverse(self, a: Value) -> Value:
        return self._rational_power(a, Fraction(-1))

    def _trace(self, a: Value) -> Value:
        if isinstance(a, Rows) and a.height != a.width:
            raise Mismatch("a matrix that is not square")
        return self._add(*(a.rows[i][i] for i in range(a.height))) if isinstance(a, Rows) else a

    def _det(self, a: Value) -> Value:
        if isinstance(a, Rows) and a.height != a.width:
            raise Mismatch("a matrix that is not square")
        return determinant(a, self.number(Fraction(1))) if isinstance(a, Rows) else a

    def _abs(self, a: Value) -> Value:
        if isinstance(a, Rows):
            return self._det(a) if a.height == a.width else self._norm("F", a)
        return abs(a)

    def _norm(self, mark: str, a: Value) -> Value:
        if not isinstance(a, Rows):
            return abs(a)
        entries = [[abs(x) for x in row] for row in a.rows]
        if mark in ("F", "HS", "fro") or (a.width == 1 and mark in ("", "2")):
            return self.power(self._add(*(x * x for row in entries for x in row)), Fraction(1, 2))
        if mark == "1":
            return max(sum(row[j] for row in entries) for j in range(a.width))
        if mark in ("inf", "max"):
            return max((sum if mark == "inf" else max)(row) for row in entries)
        raise NoValue("a norm that needs singular values")

    def _diag(self, mark: str, *values: Value) -> Value:
        only = values[0]
        if len(values) == 1 and isinstance(only, Rows) and only.width != 1:
            return column([only.rows[i][i] for i in range(min(only.height, only.width))])
        entries = [r[0] for r in only.rows] if len(values) == 1 and isinstance(only, Rows) else list(values)
        zero = self.number(Fraction(0))
        return Rows([[x if i == j else zero for j in range(len(entries))] for i, x in enumerate(entries)])

    def _item(self, of: Value, *index: Value) -> Value:
        places = [self.whole(i) - 1 for i in index]
        if isinstance(of, Rows) and len(places) == 1 and of.width == 1:
            places.append(0)
        if not isinstance(of, Rows) or len(places) != 2:
            raise Mismatch("an element of a number")
        if not (0 <= places[0] < of.height and 0 <= places[1] < of.width):
            raise Mismatch("an element that is not there")
        return of.rows[places[0]][places[1]]

    def _element(self, of: Value, *index: Value) -> Value:
        if not isinstance(of, Rows) or len(index) != (1 if of.width == 1 else 2):
            raise Mismatch("an element of a number")
        places = [self.whole(i) - 1 for i in index]
        return of.rows[places[0] % of.height][places[1] % of.width if len(places) > 1 else 0]

    def _ones(self, size: Value) -> Value:
        return column([self.number(Fraction(1))] * min(self.whole(size), 64))

    def _identity(self, *_: Value) -> Value:
        return Eye(self.number(Fraction(1)))

    def _kron(self, a: Value, b: Value) -> Value:
        if (
            not isinstance(a, Rows)
            or not isinstance(b, Rows)
            or a.height * b.height * a.width * b.width > 4096
        ):
            raise Mismatch("a Kronecker product of what is no array")
        return Rows([[x * y for x in r for y in s] for r in a.rows for s in b.rows])

    def sine(self, value: Value) -> Value:
        """The sine, from which unknown functions are made."""
        raise NoValue("an unknown function has no rational value")

    def _call(self, mark: str, *args: Value) -> Value:
        if mark.startswith("nabla"):
            return self._slope(mark, args)
        if not evaluable(mark, len(args)) or any(isinstance(a, Eye) for a in args):
            raise NoValue(f"{mark[:20] or 'call'} has no value")
        unknown = Unknown(mark, self.number, self.sine)
        if not any(isinstance(a, Rows) for a in args):
            return unknown.of(args)
        if len({(a.height, a.width) if isinstance(a, Rows) else () for a in args}) > 1:
            raise Mismatch("a function of arguments of different shapes")
        first = args[0]
        return first.map2(lambda i, j, _: unknown.of([a.rows[i][j] for a in args]))

    def _valued(self, mark: str, *args: Value) -> Value:
        return Unknown(mark, self.number, self.sine).of(self._spread(args))

    def _slope(self, mark: str, args: tuple[Value, ...]) -> Value:
        if not evaluable(mark, len(args)):
            raise NoValue("a gradient that is taken nowhere")
        values, unknown, first = self._spread(args), Unknown(mark, self.number, self.sine), args[0]
        height, width = (first.height, first.width) if isinstance(first, Rows) else (1, 1)
        if mark.startswith("nabla^2"):
            out = Rows(unknown.hessian(values, height))
        else:
            parts = unknown.gradient(values, height * width)
            out = Rows([parts[i * width : (i + 1) * width] for i in range(height)])
        return out if isinstance(first, Rows) else out.rows[0][0]

    def _spread(self, args: tuple[Value, ...]) -> list[Value]:
        if any(isinstance(a, Eye) for a in args):
            raise NoValue("a function of the identity")
        out = [x for a in args for x in (a.entries() if isinstance(a, Rows) else [a])]
        few(len(out))
        return out

    def _percent(self, a: Value) -> Value:
        return self._div(a, self.number(Fraction(100)))

    def _max(self, *values: Value) -> Value:
        return max(values)

    def _min(self, *values: Value) -> Value:
        return min(values)

    def _gcd(self, *values: Value) -> Value:
        return self.number(Fraction(math.gcd(*(self.whole(v) for v in values))))

    def _lcm(self, *values: Value) -> Value:
        return self.number(Fraction(math.lcm(*(self.whole(v) for v in values))))

    def span(self, low: Value, high: Value) -> tuple[int, int]:
        return self.whole(low), self.whole(high)

    def within(self, index: int, low: Value, high: Value, value: Value, neutral: int) -> Value:
        return value

    def small(self, term: Value, total: Value) -> bool:
        raise NoValue("an endless sum")

    def true(self, relation: str, left: Value, right: Value) -> Value:
        if relation == "not":
            return not left
        if isinstance(left, Rows | Eye) or isinstance(right, Rows | Eye):
            raise Mismatch("a relation between arrays")
        if relation in ("=", "~"):
            return self.same(left, right)
        if relation == "!=":
            return not self.same(left, right)
        return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[relation]

    def same(self, left: Value, right: Value) -> bool:
        """Whether two numbers are one."""
        return bool(left == right)

    def pick(self, conditions: list[Value], values: list[Value]) -> Value:
        for condition, value in zip(conditions, values, strict=True):
            if condition:
                return value
        raise Undefined("no case holds")
