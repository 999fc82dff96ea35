"""Tokens, and the numbers among them."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from harness.maths.tree.expr import Num, ParseError

DIGITS, EXPONENT = 200, 1_000
"""Budgets of a written number: its digits, its power of ten."""


class Token(NamedTuple):
    """One token."""

    kind: str
    value: str
    spaced: bool = False
    number: Num | None = None


def literal(text: str) -> Num:
    """Return a written number with the digits it shows; ParseError beyond the budgets."""
    if text.isdigit() and len(text) <= 18:
        return Num(Fraction(int(text)))
    mantissa, _, power = text.lower().partition("e")
    whole, dot, after = mantissa.partition(".")
    exponent = int(power) if len(power) <= 6 and power else (10**9 if power else 0)
    if len(whole) + len(after) > DIGITS or abs(exponent) > EXPONENT:
        raise ParseError("a number with too many digits")
    shift = exponent - len(after)
    above, below = (10**shift, 1) if shift >= 0 else (1, 10**-shift)
    value = Fraction(int((whole + after) or "0") * above, below)
    if not dot and not power:
        return Num(value)
    shown = len((whole + after).lstrip("0")) or 1
    return Num(value, shown, Fraction(above, 2 * below))
