"""Evaluation: one walk over the tree, over any arithmetic.

An arithmetic (`numeric.Numeric` over all points at once, `precise.Precise` at one point with many
digits, `precise.Exact` in rationals) supplies what the operations do to its own values; the walk
supplies order, bound names and the budget of steps. Nothing here ever sees text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar, Token
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from harness.maths.tree.expr import Expr, Node, NoValue, Num, Sym, TooMuch, rational

STEPS = 20_000
"""Node visits of one evaluation, sums included."""
TERMS = 4_000
"""Terms of one sum or product."""

Value = Any


class Purse:
    """The steps that evaluations may take together while it is open, each of them ``STEPS`` at most.

    One comparison evaluates at many points, in several sizes and with more and more digits: each is bounded,
    their product is not. Steps are counted rather than seconds, so that every machine says the same.
    """

    def __init__(self, left: int) -> None:
        self._left = left
        self._last: Arithmetic | None = None
        self._tokens: list[Token[Purse | None]] = []

    @property
    def left(self) -> int:
        """The steps that are left."""
        return self._left - (self._last.steps if self._last is not None else 0)

    @staticmethod
    def opened() -> Purse | None:
        """Return the purse that is open, None where each evaluation is bounded by itself only."""
        return _OPEN.get()

    def lend(self, to: Arithmetic) -> int:
        """Return how many steps one evaluation may take; those of the one before it are gone."""
        self._left = self.left
        self._last = to
        return min(STEPS, self._left)

    def __enter__(self) -> Purse:
        self._tokens.append(_OPEN.set(self))
        return self

    def __exit__(self, *_: object) -> None:
        _OPEN.reset(self._tokens.pop())


_OPEN: ContextVar[Purse | None] = ContextVar("purse", default=None)


@dataclass(frozen=True, slots=True)
class Eye:
    """A multiple of the identity whose size is not known until it meets a matrix."""

    scale: Value


class Arithmetic:
    """What the walk needs; subclasses define a method for every strict operation they know."""

    real = True
    """Whether roots and logarithms of negative numbers are undefined (else complex)."""

    def __init__(self, env: Mapping[str, Value]) -> None:
        self.env = dict(env)
        self.steps = 0
        purse = _OPEN.get()
        self.limit = STEPS if purse is None else purse.lend(self)

    def number(self, value: Fraction) -> Value:
        """The arithmetic's own form of a rational number."""
        raise NotImplementedError

    def constant(self, name: str) -> Value:
        """The value of pi, e, i or oo."""
        raise NotImplementedError

    def apply(self, op: str, mark: str, values: list[Value]) -> Value:
        """The value of a strict operation."""
        raise NotImplementedError

    def whole(self, value: Value) -> int:
        """A value that must be one integer for all points."""
        raise NotImplementedError

    def span(self, low: Value, high: Value) -> tuple[int, int]:
        """The least and greatest index of a sum, over all points."""
        raise NotImplementedError

    def within(self, index: int, low: Value, high: Value, value: Value, neutral: int) -> Value:
        """``value`` where low ≤ index ≤ high, the neutral element elsewhere."""
        raise NotImplementedError

    def small(self, term: Value, total: Value) -> bool:
        """Whether a term no longer changes the total."""
        raise NotImplementedError

    def true(self, relation: str, left: Value, right: Value) -> Value:
        """Where the relation holds."""
        raise NotImplementedError

    def chance(self, expr: Node) -> Value:
        """The value of an expectation, a variance, a covariance or a probability."""
        raise NoValue(f"{expr.op} has no value at a point")

    def pick(self, conditions: list[Value], values: list[Value]) -> Value:
        """The value of the first condition that holds."""
        raise NotImplementedError


def evaluate(expr: Expr, arithmetic: Arithmetic) -> Value:
    """Return the value of an expression; raises only `NoValue`."""
    arithmetic.steps += 1
    if arithmetic.steps > arithmetic.limit:
        raise TooMuch("too many steps")
    if type(expr) is Num:
        return arithmetic.number(expr.value)
    if type(expr) is Sym:
        if expr.name in arithmetic.env:
            return arithmetic.env[expr.name]
        return arithmetic.constant(expr.name)
    special = _SPECIAL.get(expr.op)
    if special is not None:
        return special(expr, arithmetic)
    values = [evaluate(a, arithmetic) for a in expr.args]
    return arithmetic.apply(expr.op, expr.mark, values)


def _power(expr: Node, arithmetic: Arithmetic) -> Value:
    """A power; an exponent that is a written rational is handed over as such."""
    base = evaluate(expr.args[0], arithmetic)
    exponent = rational(expr.args[1])
    if exponent is not None:
        return arithmetic.apply("rational_power", "", [base, exponent])
    return arithmetic.apply("pow", "", [base, evaluate(expr.args[1], arithmetic)])


def _root(expr: Node, arithmetic: Arithmetic) -> Value:
    degree = rational(expr.args[1]) if len(expr.args) > 1 else Fraction(2)
    base = evaluate(expr.args[0], arithmetic)
    if degree:
        return arithmetic.apply("rational_power", "", [base, 1 / degree])
    exponent = arithmetic.apply(
        "div", "", [arithmetic.number(Fraction(1)), evaluate(expr.args[1], arithmetic)]
    )
    return arithmetic.apply("pow", "", [base, exponent])


def _series(expr: Node, arithmetic: Arithmetic) -> Value:
    """A sum or product over an index, which may end at infinity if its terms vanish."""
    if len(expr.args) != 4 or not isinstance(expr.args[1], Sym):
        raise NoValue("a sum whose range is not said")
    body, index = expr.args[0], expr.args[1].name
    low = evaluate(expr.args[2], arithmetic)
    endless = expr.args[3] == Sym("oo")
    high = low if endless else evaluate(expr.args[3], arithmetic)
    first, last = arithmetic.span(low, high)
    if last - first > TERMS:
        raise TooMuch("a sum with too many terms")
    op, neutral = ("add", 0) if expr.op == "sum" else ("mul", 1)
    kept = arithmetic.env.get(index)
    total = arithmetic.number(Fraction(neutral))
    try:
        quiet = 0
        for k in range(first, first + 400 if endless else last + 1):
            arithmetic.env[index] = arithmetic.number(Fraction(k))
            term = evaluate(body, arithmetic)
            if not endless:
                term = arithmetic.within(k, low, high, term, neutral)
            before, total = total, arithmetic.apply(op, "", [total, term])
            change = term if op == "add" else arithmetic.apply("sub", "", [total, before])
            quiet = quiet + 1 if endless and arithmetic.small(change, total) else 0
            if quiet >= 3:
                return total
    finally:
        arithmetic.env.pop(index, None)
        if kept is not None:
            arithmetic.env[index] = kept
    if endless:
        raise NoValue("an endless sum that does not settle")
    return total


def _integral(expr: Node, arithmetic: Arithmetic) -> Value:
    """A definite integral by Gauss–Legendre, finite limits only, refused where it has not settled."""
    body, variable = expr.args[0], expr.args[1]
    if not isinstance(variable, Sym):
        raise NoValue("an integral without a variable")
    if Sym("oo") in expr.args[2:] or any(isinstance(a, Node) and Sym("oo") in a.args for a in expr.args[2:]):
        raise NoValue("an improper integral")
    low, high = (evaluate(a, arithmetic) for a in expr.args[2:4])
    half = arithmetic.apply(
        "div", "", [arithmetic.apply("sub", "", [high, low]), arithmetic.number(Fraction(2))]
    )
    middle = arithmetic.apply(
        "div", "", [arithmetic.apply("add", "", [high, low]), arithmetic.number(Fraction(2))]
    )
    kept = arithmetic.env.get(variable.name)

    def at(node: Value) -> Value:
        offset = arithmetic.apply("mul", "", [half, node])
        arithmetic.env[variable.name] = arithmetic.apply("add", "", [middle, offset])
        return evaluate(body, arithmetic)

    try:
        total = arithmetic.apply("quadrature", "", [at])
    finally:
        arithmetic.env.pop(variable.name, None)
        if kept is not None:
            arithmetic.env[variable.name] = kept
    return arithmetic.apply("mul", "", [half, total])


def _derivative(expr: Node, arithmetic: Arithmetic) -> Value:
    from harness.maths.tree.derive import derive

    variable = expr.args[1]
    if not isinstance(variable, Sym):
        raise NoValue("a derivative without a variable")
    return evaluate(derive(expr.args[0], variable), arithmetic)


def _cases(expr: Node, arithmetic: Arithmetic) -> Value:
    conditions, values = [], []
    if not expr.args:
        raise NoValue("a case distinction without cases")
    for branch in expr.args:
        if not isinstance(branch, Node) or branch.op not in ("case", "otherwise"):
            raise NoValue("a case distinction that cannot be read")
        values.append(evaluate(branch.args[0], arithmetic))
        conditions.append(holds(branch.args[1], arithmetic) if branch.op == "case" else True)
    return arithmetic.pick(conditions, values)


def holds(condition: Expr, arithmetic: Arithmetic) -> Value:
    """Return where a condition (relations, and, or) holds."""
    if not isinstance(condition, Node):
        raise NoValue("a condition that is none")
    if condition.op in ("all", "any", "tuple"):
        parts = [holds(a, arithmetic) for a in condition.args]
        out = parts[0]
        for part in parts[1:]:
            out = (out | part) if condition.op == "any" else (out & part)
        return out
    if condition.op != "chain":
        raise NoValue("a condition that is none")
    signs = condition.mark.split()
    out = None
    for left, sign, right in zip(condition.args, signs, condition.args[1:], strict=False):
        part = _compared(left, sign, right, arithmetic)
        out = part if out is None else out & part
    return out


def _compared(left: Expr, sign: str, right: Expr, arithmetic: Arithmetic) -> Value:
    if sign in ("in", "notin"):
        inside = member(evaluate(left, arithmetic), right, arithmetic)
        return inside if sign == "in" else arithmetic.true("not", inside, inside)
    return arithmetic.true(sign, evaluate(left, arithmetic), evaluate(right, arithmetic))


def member(value: Value, region: Expr, arithmetic: Arithmetic) -> Value:
    """Return where a value lies in a region written as a set."""
    if not isinstance(region, Node):
        raise NoValue("a region that is none")
    always = arithmetic.true("=", value, value)
    if region.op in ("reals", "empty"):
        return always if region.op == "reals" else arithmetic.true("not", always, always)
    if region.op in ("naturals", "integers"):
        whole = arithmetic.true("=", value, arithmetic.apply("floor", "", [value]))
        low = arithmetic.true(">", value, arithmetic.number(Fraction(0)))
        return whole & low if region.op == "naturals" else whole
    if region.op in ("union", "intersect", "minus"):
        return _combined(value, region, arithmetic)
    if region.op == "interval" or (region.op == "tuple" and len(region.args) == 2):
        brackets = region.mark or "()"
        low, high = (evaluate(a, arithmetic) for a in region.args)
        above = arithmetic.true("<=" if brackets[0] == "[" else "<", low, value)
        below = arithmetic.true("<=" if brackets[1] == "]" else "<", value, high)
        return above & below
    if region.op == "set":
        out = arithmetic.true("!=", value, value)
        for element in region.args:
            out = out | arithmetic.true("=", value, evaluate(element, arithmetic))
        return out
    if region.op == "builder" and isinstance(region.args[0], Sym):
        kept = arithmetic.env.get(region.args[0].name)
        arithmetic.env[region.args[0].name] = value
        out = holds(region.args[1], arithmetic)
        arithmetic.env.pop(region.args[0].name, None)
        if kept is not None:
            arithmetic.env[region.args[0].name] = kept
        return out
    raise NoValue("a region that cannot be read")


def _combined(value: Value, region: Node, arithmetic: Arithmetic) -> Value:
    """Return where a value lies in a union, an intersection or a difference of two regions."""
    left, right = (member(value, a, arithmetic) for a in region.args)
    if region.op == "minus":
        right = arithmetic.true("not", right, right)
    return (left | right) if region.op == "union" else (left & right)


def _chance(expr: Node, arithmetic: Arithmetic) -> Value:
    return arithmetic.chance(expr)


_SPECIAL: dict[str, Callable[[Node, Arithmetic], Value]] = {
    "pow": _power,
    "sqrt": _root,
    "root": _root,
    "sum": _series,
    "prod": _series,
    "integral": _integral,
    "derivative": _derivative,
    "cases": _cases,
    "expect": _chance,
    "variance": _chance,
    "covariance": _chance,
    "probability": _chance,
}
