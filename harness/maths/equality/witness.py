"""Witnesses: a point where claim and reference differ, in words."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from harness.maths.arithmetic.evaluate import Eye
from harness.maths.arithmetic.rows import Rows
from harness.records import Witness


def made(point: Mapping[str, Any], claimed: Any, expected: Any, confirmed: bool) -> Witness:
    """Return the witness of a difference at a point (an empty one for constants)."""
    shown = {name: text_of(value) for name, value in point.items() if not isinstance(value, Eye)}
    left, right = text_of(claimed), text_of(expected)
    if left == right:
        left, right = (_in_full(v) for v in (claimed, expected))
    where = ", ".join(f"{k} = {v}" for k, v in list(shown.items())[:6])
    says = f"at {where}: claimed {left}, reference {right}" if where else f"claimed {left}, reference {right}"
    return Witness(shown, left, right, says, confirmed)


def _in_full(value: Any) -> str:
    """Return a value with all the digits it takes to tell it from its neighbour."""
    if isinstance(value, Fraction) and (value.numerator * value.denominator).bit_length() < 3_000:
        return str(value)
    return text_of(value, 40)


def text_of(value: Any, digits: int = 6) -> str:
    """Return a value as short text."""
    if isinstance(value, str):
        return value
    if isinstance(value, Fraction):
        if max(value.numerator.bit_length(), value.denominator.bit_length()) <= 60:
            return str(value)
        value = _long(value)
    if isinstance(value, Rows):
        return _matrix_text(value.rows, digits)
    if isinstance(value, Eye):
        return f"{text_of(value.scale, digits)}·I"
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list):
        rows = value if value and isinstance(value[0], list) else [[x] for x in value]
        return _matrix_text(rows, digits)
    return _number_text(value, digits)


def _matrix_text(rows: list[list[Any]], digits: int) -> str:
    wide = [
        ", ".join(_number_text(x, min(digits, 4) if digits < 10 else digits) for x in r[:6]) for r in rows[:6]
    ]
    if rows and len(rows[0]) == 1:
        return f"({', '.join(wide)})"
    return "[" + "; ".join(wide) + "]"


def _number_text(value: Any, digits: int) -> str:
    if isinstance(value, int | Fraction):
        return str(value)
    if isinstance(value, complex) or hasattr(value, "_mpc_"):
        real, imag = _number_text(value.real, digits), _number_text(value.imag, digits)
        return real if imag in ("0", "-0") else f"{real} + {imag}i".replace("+ -", "- ")
    if isinstance(value, float):
        return f"{value:.{digits}g}"
    return _long_text(value, digits)


def _long(value: Fraction) -> Any:
    import mpmath

    return mpmath.mpf(value.numerator) / value.denominator


def _long_text(value: Any, digits: int) -> str:
    import mpmath

    if not mpmath.isfinite(value):
        return str(value)
    if digits <= 17 and (not value or abs(mpmath.mag(value)) < 1000):
        return f"{float(value):.{digits}g}"
    return str(mpmath.nstr(value, digits)) if abs(mpmath.mag(value)) < 10**12 else "a number beyond writing"
