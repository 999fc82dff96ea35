"""Derivatives of scalar expressions, by the rules, on the tree."""

from __future__ import annotations

from collections.abc import Callable

from harness.maths.tree.expr import Expr, Node, NoValue, Num, Sym, TooMuch, num, size
from harness.maths.tree.expr import names as free_names
from harness.maths.tree.unknowns import evaluable

LARGEST = 4_000


def derive(expr: Expr, by: Sym) -> Expr:
    """Return the derivative of an expression by a name; NoValue where no rule is known."""
    found = _derived(expr, by)
    if size(found) > LARGEST:
        raise TooMuch("a derivative too large")
    return found


def _derived(expr: Expr, by: Sym) -> Expr:
    if isinstance(expr, Num) or by.name not in free_names(expr):
        return num(0)
    if isinstance(expr, Sym):
        return num(1)
    rule = _RULES.get(expr.op)
    if rule is not None:
        return rule(expr, by)
    outer = _OUTER.get(expr.op)
    if outer is not None and len(expr.args) == 1:
        return Node("mul", (outer(expr.args[0]), _derived(expr.args[0], by)))
    if expr.op == "call" and len(expr.args) == 1 and evaluable(expr.mark, 1) and " " not in expr.mark:
        return Node("mul", (Node("call", expr.args, f"{expr.mark}_prime"), _derived(expr.args[0], by)))
    raise NoValue(f"no rule to derive {expr.op}")


def _sum(expr: Node, by: Sym) -> Expr:
    return Node(expr.op, tuple(_derived(a, by) for a in expr.args))


def _product(expr: Node, by: Sym) -> Expr:
    terms = []
    for k, factor in enumerate(expr.args):
        if by.name in free_names(factor):
            terms.append(Node("mul", (*expr.args[:k], _derived(factor, by), *expr.args[k + 1 :])))
    return terms[0] if len(terms) == 1 else Node("add", tuple(terms))


def _quotient(expr: Node, by: Sym) -> Expr:
    top, below = expr.args
    first = Node("div", (_derived(top, by), below))
    second = Node("div", (Node("mul", (top, _derived(below, by))), Node("pow", (below, num(2)))))
    return Node("add", (first, Node("neg", (second,))))


def _power(expr: Node, by: Sym) -> Expr:
    base, exponent = expr.args
    if by.name not in free_names(exponent):
        less = Node("add", (exponent, num(-1))) if not isinstance(exponent, Num) else num(exponent.value - 1)
        return Node("mul", (exponent, Node("pow", (base, less)), _derived(base, by)))
    inner = Node("mul", (exponent, Node("ln", (base,))))
    return Node("mul", (expr, _derived(inner, by)))


def _root(expr: Node, by: Sym) -> Expr:
    degree = expr.args[1] if len(expr.args) > 1 else num(2)
    return _power(Node("pow", (expr.args[0], Node("div", (num(1), degree)))), by)


_RULES: dict[str, Callable[[Node, Sym], Expr]] = {
    "add": _sum, "neg": _sum, "mul": _product, "cross": _product, "div": _quotient, "pow": _power,
    "sqrt": _root, "root": _root,
}  # fmt: skip


def _over(below: Expr) -> Expr:
    return Node("div", (num(1), below))


def _square(x: Expr) -> Expr:
    return Node("pow", (x, num(2)))


_OUTER: dict[str, Callable[[Expr], Expr]] = {
    "exp": lambda x: Node("exp", (x,)),
    "ln": _over,
    "sin": lambda x: Node("cos", (x,)),
    "cos": lambda x: Node("neg", (Node("sin", (x,)),)),
    "tan": lambda x: _over(_square(Node("cos", (x,)))),
    "sinh": lambda x: Node("cosh", (x,)),
    "cosh": lambda x: Node("sinh", (x,)),
    "tanh": lambda x: _over(_square(Node("cosh", (x,)))),
    "arctan": lambda x: _over(Node("add", (num(1), _square(x)))),
    "arcsin": lambda x: _over(Node("sqrt", (Node("add", (num(1), Node("neg", (_square(x),)))),))),
    "arccos": lambda x: Node(
        "neg", (_over(Node("sqrt", (Node("add", (num(1), Node("neg", (_square(x),)))),))),)
    ),
    "abs": lambda x: Node("sgn", (x,)),
}
