"""Vectors: explicit ones entry by entry, formulas by their value at every point.

An explicit claim may be a row, a column, a tuple or a list of its components; a formula must have
the right shape. Option: ``rows_free`` (components or blocks in any order).
"""

from __future__ import annotations

from itertools import permutations

from harness.grading.kinds._claimed import least_digits, read_claim, reference, side
from harness.grading.kinds._traits import Traits
from harness.maths.equality.compare import Held, compare
from harness.maths.equality.decision import Decision
from harness.maths.parsing.scope import Scope
from harness.maths.tree.expr import Expr, Node, NoValue, ParseError, Sym, num, replace, walk
from harness.records import Expected

TRAITS = Traits(entries=True, value=True, gathers=True, upright=True, changed=True, lone=True)


def decide(expected: Expected, claim: str, scope: Scope) -> Decision:
    """Return whether the claim is the expected vector."""
    try:
        gold, names = reference(expected, scope)
        standing = Held(upright(gold.expr), gold.values) if upright(gold.expr) == gold.expr else _held(gold)
        said = components(side(read_claim(claim, gold, scope), gold, scope), gold, scope)
        value = upright(on_basis(_sized(said, standing.expr), gold.expr))
    except (ParseError, NoValue) as cause:
        return Decision(None, reason=str(cause), readable=False)
    first = compare(standing, value, scope, names, least_digits(expected))
    entry = _every_entry(standing.expr) if first.method == "shape" else None
    if entry is not None and compare(Held(entry), value, scope, names, least_digits(expected)).equal:
        return Decision(None, reason="one number, which every entry of the vector is")
    if first.equal is True or not expected.target.options.get("rows_free"):
        return first
    for order in _orders(value):
        again = compare(standing, order, scope, names, least_digits(expected))
        if again.equal:
            return Decision(True, again.method, f"{again.evidence}, in another order of rows")
    return first


def _sized(expr: Expr, wanted: Expr) -> Expr:
    """Return an expression with its vectors of ones as long as the vector that is wanted."""
    if not isinstance(expr, Node) or not isinstance(wanted, Node) or wanted.op not in ("tuple", "matrix"):
        return expr
    if expr.op == "ones" and not expr.args:
        return Node("tuple", tuple(num(1) for _ in wanted.args))
    return Node(expr.op, tuple(_sized(a, wanted) for a in expr.args), expr.mark)


def _every_entry(expr: Expr) -> Expr | None:
    """Return what each entry of a column is where all are the same."""
    if not isinstance(expr, Node) or expr.op not in ("tuple", "matrix") or len(set(expr.args)) != 1:
        return None
    entry = expr.args[0]
    if isinstance(entry, Node) and entry.op in ("tuple", "matrix", "row"):
        return entry.args[0] if len(entry.args) == 1 and expr.op == "matrix" else None
    return entry


def on_basis(expr: Expr, wanted: Expr) -> Expr:
    """Return ``3i - 2j + k`` as the vector of its components, where an explicit one is wanted."""
    count = len(wanted.args) if isinstance(wanted, Node) and wanted.op in ("tuple", "matrix") else 0
    own = {e.name for e in walk(expr) if isinstance(e, Sym)}
    if count not in (2, 3) or not own & {"i", "j", "k"} or not own & {"j", "k"}:
        return expr
    if isinstance(expr, Node) and expr.op in ("tuple", "matrix", "set"):
        return expr
    names = ("i", "j", "k")[:count]
    if not own & {"i", "j", "k"} <= set(names):
        return expr
    return Node(
        "tuple",
        tuple(
            replace(expr, {Sym(other): num(1 if other == name else 0) for other in names}) for name in names
        ),
    )


def _orders(value: Expr) -> list[Node]:
    """Return the other orders of the components or blocks of a short explicit vector."""
    if not isinstance(value, Node) or value.op not in ("tuple", "matrix") or len(value.args) > 5:
        return []
    return [Node(value.op, order, value.mark) for order in permutations(value.args)][1:]


def _held(gold: Held) -> Held:
    return Held(upright(gold.expr))


def components(expr: Expr, gold: Held, scope: Scope) -> Expr:
    """Return ``x = 1, y = 2`` as the tuple (1, 2)."""
    if not isinstance(expr, Node) or expr.op not in ("tuple", "all") or not expr.args:
        return expr
    named = all(
        isinstance(a, Node) and a.op == "chain" and set(a.mark.split()) <= {"=", "~"} for a in expr.args
    )
    return Node("tuple", tuple(side(a, gold, scope) for a in expr.args)) if named else expr


def upright(expr: Expr) -> Expr:
    """Return an explicit vector as a column, however it was written."""
    if not isinstance(expr, Node):
        return expr
    if expr.op == "matrix" and len(expr.args) == 1 and isinstance(expr.args[0], Node):
        return Node("tuple", expr.args[0].args)
    if expr.op == "transpose" and isinstance(expr.args[0], Node) and expr.args[0].op in ("tuple", "matrix"):
        return _turned(expr, expr.args[0])
    if expr.op in ("inner", "interval", "set"):
        return Node("tuple", expr.args)
    if expr.op == "tuple":
        inner = expr.args[0] if len(expr.args) == 1 else None
        if isinstance(inner, Node) and inner.op == "tuple":
            return upright(inner)
        return Node("tuple", _singles(expr, "tuple") or expr.args)
    if expr.op in ("mul", "div", "neg"):
        return Node(expr.op, tuple(upright(a) if _explicit(a) else a for a in expr.args), expr.mark)
    return expr


def _turned(expr: Node, inner: Node) -> Expr:
    """Return a row that is transposed, or rows of one entry each, as a column."""
    if inner.op == "tuple":
        return Node("tuple", inner.args)
    if (entries := _singles(inner, "row")) is not None:
        return Node("tuple", entries)
    only = inner.args[0]
    return upright(Node("tuple", only.args)) if len(inner.args) == 1 and isinstance(only, Node) else expr


def _singles(expr: Node, op: str) -> tuple[Expr, ...] | None:
    """Return the entries of a column of rows that hold one each; None for any other."""
    rows = [a for a in expr.args if isinstance(a, Node) and a.op == op and len(a.args) == 1]
    return tuple(row.args[0] for row in rows) if rows and len(rows) == len(expr.args) else None


def _explicit(expr: Expr) -> bool:
    return isinstance(expr, Node) and expr.op in ("tuple", "matrix", "transpose", "inner") and expr.args != ()
