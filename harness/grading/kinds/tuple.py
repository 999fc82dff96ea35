"""Tuples: ordered components, each decided on its own."""

from __future__ import annotations

from harness.grading.kinds._claimed import least_digits, read_claim, reference, side
from harness.grading.kinds._traits import Traits
from harness.grading.kinds.region import ascending
from harness.grading.kinds.vector import on_basis, upright
from harness.maths.equality.compare import Held, compare
from harness.maths.equality.decision import Decision
from harness.maths.equality.witness import made
from harness.maths.parsing.scope import Scope
from harness.maths.tree.expr import Expr, Node, NoValue, ParseError, Sym
from harness.records import Expected

TRAITS = Traits(entries=True, value=True, gathers=True, upright=True, lone=True)


def decide(expected: Expected, claim: str, scope: Scope) -> Decision:
    """Return whether every component of the claim is the expected one, in order."""
    try:
        gold, names = reference(expected, scope)
        wanted = parts(_behind(gold.expr), gold, scope)
        said = _behind(read_claim(claim, gold, scope))
        if _is_interval(said, gold.expr):
            return Decision(None, reason="an interval, where a tuple was asked", readable=False)
        given = parts(pointed(on_basis(said, gold.expr), len(wanted)), gold, scope)
    except (ParseError, NoValue) as cause:
        return Decision(None, reason=str(cause), readable=False)
    ordered = _by_label(wanted, given)
    if len(ordered) != len(wanted):
        says = f"{len(given)} components claimed, {len(wanted)} expected"
        return Decision(
            False,
            "count",
            witness=made({}, f"{len(given)} components", f"{len(wanted)} components", True),
            reason=says,
        )
    last = Decision(None, reason="no components", readable=False)
    for k, ((_, truth), (_, value)) in enumerate(zip(wanted, ordered, strict=True)):
        last = compare(Held(truth), value, scope, names, least_digits(expected))
        if last.equal is not True:
            return Decision(
                last.equal, last.method, "", last.witness, f"component {k + 1}: {last.reason}", last.readable
            )
    return Decision(True, last.method, f"all {len(wanted)} components: {last.evidence}")


def _behind(expr: Expr) -> Expr:
    """Return the tuple behind ``(a, b) =`` or a name."""
    if isinstance(expr, Node) and expr.op == "chain" and set(expr.mark.split()) <= {"=", "~", "in"}:
        expr = expr.args[-1]
    if isinstance(expr, Node) and expr.op == "pow" and expr.args[0] == Node("reals"):
        expr = expr.args[1]
    return Node("tuple", _sizes(expr)) if isinstance(expr, Node) and expr.op == "cross" else expr


def _sizes(expr: Expr) -> tuple[Expr, ...]:
    """Return the sizes of a shape: d × n, and the d and n of a matrix in ℝ^{d × n}."""
    if isinstance(expr, Node) and expr.op == "cross":
        return tuple(size for a in expr.args for size in _sizes(a))
    return (expr,)


def _is_interval(said: Expr, gold: Expr) -> bool:
    """Return whether a claim is an interval: brackets that differ, or ``[2, 5]`` for the point (2, 5)."""
    if not isinstance(said, Node) or len(said.args) != 2:
        return False
    if said.op == "interval":
        return True
    squared = said.op == "tuple" and said.mark == "[]"
    return squared and isinstance(gold, Node) and gold.mark == "()" and ascending(*said.args)


def pointed(expr: Expr, count: int) -> Expr:
    """Return the coordinates of a point that is named: ``P(2, 5)``."""
    if isinstance(expr, Node) and expr.op == "mul" and len(expr.args) == 2:
        label, inner = expr.args
        if isinstance(label, Sym) and label.name[:1].isupper() and isinstance(inner, Node):
            return inner if inner.op == "tuple" and len(inner.args) == count else expr
    return expr


def parts(expr: Expr, gold: Held, scope: Scope) -> list[tuple[str, Expr]]:
    """Return the components with their labels (empty where there are none)."""
    plain = upright(expr) if not (isinstance(expr, Node) and expr.op in ("all", "set")) else expr
    entries = plain.args if isinstance(plain, Node) and plain.op in ("tuple", "all", "row") else (plain,)
    out = []
    for entry in entries:
        label = ""
        if isinstance(entry, Node) and entry.op == "chain" and set(entry.mark.split()) <= {"=", "~"}:
            label = entry.args[0].name if isinstance(entry.args[0], Sym) else ""
            entry = side(entry, gold, scope)
        out.append((label, entry))
    return out


def _by_label(wanted: list[tuple[str, Expr]], given: list[tuple[str, Expr]]) -> list[tuple[str, Expr]]:
    """Return the claimed components in the expected order of their labels, where both have labels."""
    table = {label: (label, value) for label, value in given if label}
    if len(table) == len(given) and all(label in table for label, _ in wanted):
        return [table[label] for label, _ in wanted]
    return given
