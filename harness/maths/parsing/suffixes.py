r"""What stands directly behind a name or a number: two exclamation marks, a written number in brackets."""

from __future__ import annotations

from math import prod

from harness.maths.parsing.brackets import bracket
from harness.maths.parsing.cursor import Cursor
from harness.maths.parsing.spelling import name
from harness.maths.tree.expr import CONSTANTS, Expr, Node, Num, Sym, num

TAKING = frozenset(("Delta", "C", "Gamma"))
"""Names that take what stands behind them: a difference, a number of choices, a function."""


def taken(parser: Cursor, called: str) -> Expr | None:
    """Return what one of these names stands for with what is behind it; None for a mere name."""
    if parser.names.get(called) is not None:
        return None
    if called == "Delta":
        apart = parser.here.kind == "name" and not parser.names.symbols
        return Sym(f"Delta {name(parser)}") if apart else None
    if not parser.sees("(") or called in parser.names.known:
        return None
    inside = bracket(parser)
    chosen = inside.args if isinstance(inside, Node) and inside.op == "tuple" else (inside,)
    if called == "Gamma":
        return Node("Gamma", chosen)
    return Node("binom", chosen) if len(chosen) == 2 else Node("mul", (Sym("C"), inside))


def double_factorial(base: Expr) -> Expr:
    """Return ``n!!``: the product of n, n − 2, n − 4, … down to 2 or 1."""
    if isinstance(base, Num) and base.value.denominator == 1 and 0 <= base.value <= 300:
        return num(prod(range(int(base.value), 0, -2)))
    count = Node("ceil", (Node("div", (base, num(2))),))
    factor = Node("add", (base, Node("neg", (Node("mul", (num(2), Sym("⋯"))),))))
    return Node("prod", (factor, Sym("⋯"), num(0), Node("add", (count, num(-1)))))


def at_number(parser: Cursor, called: str) -> Expr:
    """Return the value of an undeclared name at a written number, ``f(0)``: a name of its own.

    Read as a product it would be nothing at 0 and the name itself at 1. A number that is set apart by a
    space may be a factor, unless it is 0.
    """
    number = parser.ahead().number if parser.ahead(2).value == ")" else None
    if number is None or called in CONSTANTS or (parser.here.spaced and number.value):
        return Sym(called)
    parser.at += 3
    return Sym(f"{called}({number.value})")
