r"""Formulas of logic and of sets in letters, ``p \land q`` and ``A \setminus B``, as numbers.

In numbers between 0 and 1, "and" is the lesser, "or" the greater and "not" what is missing to 1. Formulas
that are equal there are equal as sets and as statements; those that are equal only since there is no third
are left apart.
"""

from __future__ import annotations

from harness.maths.tree.expr import Expr, Node, Sym, num

_JOINED = {"all": "min", "any": "max", "intersect": "min", "union": "max"}
_COMPLEMENTS = frozenset(("c", "C", "complement"))


def lattice(expr: Expr) -> Expr | None:
    """Return a formula that joins letters by and, or, not, ∪, ∩, ∖ or → as numbers; None for any other."""
    found = _read(expr)
    return None if isinstance(found, Sym) or isinstance(expr, Sym) else found


def _read(expr: Expr) -> Expr | None:
    if isinstance(expr, Sym):
        base, _, mark = expr.name.partition("_")
        return _without(Sym(base)) if mark in ("bar", "prime") else expr
    if not isinstance(expr, Node):
        return None
    if expr.op == "pow" and isinstance(expr.args[1], Sym) and expr.args[1].name in _COMPLEMENTS:
        inner = _read(expr.args[0])
        return None if inner is None else _without(inner)
    if expr.op not in (*_JOINED, "minus", "not") and not (expr.op == "chain" and expr.mark == "->"):
        return None
    parts = [_read(arg) for arg in expr.args]
    args = tuple(part for part in parts if part is not None)
    if len(args) != len(parts):
        return None
    if expr.op == "not":
        return _without(args[0])
    if expr.op == "minus":
        return Node("min", (args[0], _without(args[1])))
    if expr.op == "chain":
        return Node("max", (_without(args[0]), args[1]))
    return Node(_JOINED[expr.op], args)


def _without(expr: Expr) -> Expr:
    return Node("add", (num(1), Node("neg", (expr,))))
