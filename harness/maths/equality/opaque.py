"""Opaque values: an unknown function's value and an expectation become names of their own."""

from __future__ import annotations

from harness.maths.parsing.scope import Names, Scope, names_of
from harness.maths.tree.expr import Expr, Node, Sym, show, walk
from harness.maths.tree.unknowns import evaluable
from harness.records import Symbol


def closed(expr: Expr) -> Expr:
    """Return the expression with every opaque value as one name, told apart by its text."""
    if not isinstance(expr, Node):
        return expr
    if _is_opaque(expr):
        return Sym(f"⟨{show(expr)}⟩")
    return Node(expr.op, tuple(closed(a) for a in expr.args), expr.mark)


def _is_opaque(expr: Node) -> bool:
    return expr.op == "expect" or (expr.op == "call" and not evaluable(expr.mark, len(expr.args)))


def widened(scope: Scope, names: Names, *exprs: Expr) -> tuple[Scope, Names]:
    """Return the scope with the opaque values declared: a gradient has the shape of its point."""
    extra: dict[str, Symbol] = {}
    for expr in exprs:
        for e in walk(expr):
            if isinstance(e, Node) and _is_opaque(e):
                name = f"⟨{show(e)}⟩"
                extra[name] = _symbol(name, e, names)
    if not extra or not scope.symbols:
        return scope, names
    wide = Scope({**scope.symbols, **extra}, scope.assume, scope.declared, scope.seed)
    return wide, names_of(wide)


def _symbol(name: str, expr: Node, names: Names) -> Symbol:
    if expr.op == "call" and expr.mark.startswith("nabla"):
        called = expr.mark.partition(" ")[2]
        inside = [e.name for a in expr.args for e in walk(a) if isinstance(e, Sym)]
        for point in (*inside, called):
            symbol = names.get(point)
            if symbol is not None and symbol.shape:
                return Symbol(name, symbol.kind, symbol.shape)
    if expr.op == "expect":
        inner = (
            expr.args[0].args[0]
            if isinstance(expr.args[0], Node) and expr.args[0].op == "given"
            else expr.args[0]
        )
        symbol = names.get(inner.name) if isinstance(inner, Sym) else None
        if symbol is not None and symbol.shape:
            return Symbol(name, symbol.kind, symbol.shape)
    return Symbol(name, "real")
