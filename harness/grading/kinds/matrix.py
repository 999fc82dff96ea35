"""Matrices: entry by entry or by formula; up to the order of states or rows where the part says so.

Options: ``permutation`` (the states may be numbered otherwise: PMPᵀ), ``rows_free`` (stacked rows in
any order).
"""

from __future__ import annotations

from itertools import permutations

from harness.grading.kinds._claimed import least_digits, read_claim, reference, side
from harness.grading.kinds._traits import Traits
from harness.maths.equality.compare import Held, compare
from harness.maths.equality.decision import Decision
from harness.maths.parsing.scope import Scope
from harness.maths.tree.expr import Expr, Node, NoValue, ParseError
from harness.records import Expected

TRAITS = Traits(entries=True, value=True, changed=True, lone=True)

LARGEST = 5
"""Beyond so many rows orders are not tried."""


def decide(expected: Expected, claim: str, scope: Scope) -> Decision:
    """Return whether the claim is the expected matrix."""
    try:
        gold, names = reference(expected, scope)
        value = rows_of(side(read_claim(claim, gold, scope), gold, scope))
    except (ParseError, NoValue) as cause:
        return Decision(None, reason=str(cause), readable=False)
    standing = Held(rows_of(gold.expr)) if rows_of(gold.expr) != gold.expr else gold
    first = compare(standing, value, scope, names, least_digits(expected))
    if first.equal is True or not _free(expected):
        return first
    for other in _reordered(value, expected):
        again = compare(standing, other, scope, names, least_digits(expected))
        if again.equal:
            return Decision(True, again.method, f"{again.evidence}, in another order of states")
    return first


def _free(expected: Expected) -> bool:
    options = expected.target.options
    return bool(options.get("permutation") or options.get("rows_free"))


def _reordered(value: Expr, expected: Expected) -> list[Expr]:
    if not isinstance(value, Node) or value.op != "matrix" or len(value.args) > LARGEST:
        return []
    rows = [r.args if isinstance(r, Node) and r.op == "row" else (r,) for r in value.args]
    out: list[Expr] = []
    for order in list(permutations(range(len(rows))))[1:]:
        if expected.target.options.get("rows_free"):
            picked = [rows[i] for i in order]
        elif all(len(r) == len(rows) for r in rows):
            picked = [tuple(rows[i][j] for j in order) for i in order]
        else:
            continue
        out.append(Node("matrix", tuple(Node("row", r) for r in picked)))
    return out


def rows_of(expr: Expr) -> Expr:
    """Return ``[[1, 2], [3, 4]]`` (a tuple of tuples) as a matrix."""
    if isinstance(expr, Node) and expr.op == "tuple" and expr.args:
        if all(isinstance(a, Node) and a.op == "tuple" for a in expr.args):
            return Node("matrix", tuple(Node("row", a.args) for a in expr.args if isinstance(a, Node)))
        return Node("matrix", tuple(Node("row", (a,)) for a in expr.args))
    if isinstance(expr, Node) and expr.op in ("mul", "div", "neg", "add"):
        return Node(
            expr.op,
            tuple(rows_of(a) if isinstance(a, Node) and a.op == "tuple" else a for a in expr.args),
            expr.mark,
        )
    return expr
