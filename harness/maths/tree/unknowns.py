"""Which functions of a formula are known by their name only."""

from __future__ import annotations

from harness.maths.tree.expr import Expr, Node

CALL, VALUED = "call", "valued"
"""The operations: a value for each entry of an array, or one value for all of it."""


_OPAQUE = ("max", "min", "d/d", "d2/d", "d3/d")
"""Marks of calls that are no function of their arguments: what they hold is bound."""


def evaluable(mark: str, arguments: int) -> bool:
    """Return whether a call is a function of its arguments, or its gradient."""
    if mark.startswith("nabla"):
        return arguments > 0 and " " in mark
    return arguments > 0 and mark != "" and not mark.startswith(_OPAQUE)


def calls(expr: Expr) -> frozenset[str]:
    """Return the marks of the functions an expression calls, or derives."""
    found: set[str] = set()
    todo = [expr]
    while todo:
        here = todo.pop()
        if isinstance(here, Node):
            if here.op in (CALL, "derivative"):
                found.add(here.mark or "a derivative")
            todo.extend(here.args)
    return frozenset(found)


def valued(expr: Expr) -> Expr:
    """Return the expression with every function mapping arrays to numbers; gradients stay as they are."""
    if not isinstance(expr, Node):
        return expr
    args = tuple(valued(a) for a in expr.args)
    single = expr.op == CALL and not expr.mark.startswith("nabla")
    return Node(VALUED if single else expr.op, args, expr.mark)
