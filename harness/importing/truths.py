"""Whether a relation between two numbers, written as text, holds."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import prod

from harness.maths.parsing.parser import parse
from harness.maths.tree.expr import Expr, Node, Num, ParseError

LONGEST = 120
MOST_POWER = 8


@lru_cache(maxsize=65_536)
def holds(left: str, relation: str, right: str) -> bool | None:
    """Return whether ``left relation right`` holds (``=`` or ``<``), exactly; None where a side has no value.

    Sides longer than 120 characters, or that are no rational arithmetic, have none.
    """
    first, second = _number(left), _number(right)
    if first is None or second is None:
        return None
    return first == second if relation == "=" else first < second


def _number(text: str) -> Fraction | None:
    if not 0 < len(text) <= LONGEST:
        return None
    try:
        return _value(parse(text.replace("×", "*")))
    except (ParseError, ZeroDivisionError):
        return None


def _value(expr: Expr) -> Fraction | None:
    """Return the value of plain arithmetic on numbers, None for anything else."""
    if isinstance(expr, Num):
        return expr.value
    if not isinstance(expr, Node):
        return None
    if expr.op == "matrix" and len(expr.args) == 1 and isinstance(expr.args[0], Node):
        return _value(expr.args[0].args[0]) if len(expr.args[0].args) == 1 else None
    values = [_value(argument) for argument in expr.args]
    known = [value for value in values if value is not None]
    return ARITHMETIC[expr.op](known) if expr.op in ARITHMETIC and len(known) == len(values) else None


def _power(values: list[Fraction]) -> Fraction | None:
    base, exponent = values
    small = exponent.denominator == 1 and abs(exponent) <= MOST_POWER
    return Fraction(base ** int(exponent)) if small else None


ARITHMETIC: dict[str, Callable[[list[Fraction]], Fraction | None]] = {
    "add": sum,  # type: ignore[dict-item]
    "mul": prod,  # type: ignore[dict-item]
    "neg": lambda values: -values[0],
    "div": lambda values: values[0] / values[1],
    "pow": _power,
}
