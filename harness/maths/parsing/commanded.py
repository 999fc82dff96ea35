"""Functions and commands with what they are applied to: roots, fractions, gradients, environments."""

from __future__ import annotations

from collections.abc import Callable

from harness.maths.parsing.binders import binder, derivative
from harness.maths.parsing.brackets import bars, bracket
from harness.maths.parsing.cursor import Cursor
from harness.maths.parsing.operations import items, joined, quotient
from harness.maths.parsing.spelling import name, subscript
from harness.maths.parsing.tables import cases_of, matrix_of
from harness.maths.tree.expr import Expr, Node, ParseError, Sym, num, show, walk
from harness.maths.tree.functions import ANY, BY_NAME

EXTREMES = {"lambda_max": "eigmax", "lambda_min": "eigmin", "sigma_max": "norm", "sigma_min": "singmin"}
_INVERSES = {
    "sin": "arcsin", "cos": "arccos", "tan": "arctan", "sinh": "arsinh", "cosh": "arcosh", "tanh": "artanh",
}  # fmt: skip
_ORDERS: dict[Expr, str] = {num(1): "1", num(2): "2", Sym("oo"): "inf"}
"""The orders that code gives a norm, by their marks."""


def function(parser: Cursor) -> Expr:
    """Return a function's value; its argument may stand without brackets."""
    called = parser.here.value
    parser.at += 1
    power: Expr | None = None
    base: Expr | None = None
    while parser.sees("^", "_"):
        if parser.take("^"):
            power = parser.argument() if not parser.sees("-") else parser.factor()
        else:
            parser.at += 1
            base = parser.argument()
    given = _argument(parser)
    least, most = BY_NAME[called].takes if called in BY_NAME else (1, ANY)
    if not least <= len(given) <= most:
        raise ParseError(f"{called} of {len(given) or 'nothing'}{' things' if given else ''}")
    value = _applied(called, base, given)
    if power is None:
        return value
    if isinstance(power, Node) and power.op == "neg" and power.args == (num(1),):
        inverse = _INVERSES.get(called)
        if inverse and isinstance(value, Node):
            return Node(inverse, value.args)
    return Node("pow", (value, power))


def _argument(parser: Cursor) -> tuple[Expr, ...]:
    if parser.sees("(", "["):
        return items(bracket(parser))
    if parser.sees("{"):
        inner = parser.argument()
        return items(inner)
    if parser.sees("|", "||"):
        return (bars(parser),)
    parser.deeper()
    arg = _factor_run(parser)
    parser.depth -= 1
    return (arg,)


def _factor_run(parser: Cursor) -> Expr:
    """Return the product that belongs to a function without brackets: up to a sign or a function."""
    if parser.take("-"):
        return Node("neg", (_factor_run(parser),))
    left = parser.power()
    while parser.here.kind != "func" and parser.starts_factor() and not parser.sees("(", "["):
        if parser.integrals and parser.here.value == "d" and parser.ahead().kind in ("name", "accent"):
            break
        left = joined("mul", left, parser.power())
    while parser.sees("/") and not parser.here.spaced and parser.ahead().kind == "num":
        parser.at += 1
        left = quotient(left, parser.power())
    return left


def _applied(called: str, base: Expr | None, args: tuple[Expr, ...]) -> Expr:
    if called in BY_NAME and BY_NAME[called].opaque:
        return Node("call", args, called)
    if called in ("max", "min"):
        return _extremum(called, base, args)
    if called == "log" and (base is not None or len(args) == 2):
        below = args[1] if base is None else base
        return Node("div", (Node("ln", args[:1] if base is None else args), Node("ln", (below,))))
    if called == "norm" and len(args) == 2:
        return Node("norm", args[:1], _ORDERS.get(args[1]) or _unread(args[1]))
    rewrite = _REWRITTEN.get(called)
    return Node(called, args) if rewrite is None else rewrite(args)


def _extremum(called: str, base: Expr | None, args: tuple[Expr, ...]) -> Expr:
    if base is not None:
        return Node("call", args, called)
    if len(args) == 1 and isinstance(args[0], Node) and args[0].op == "set":
        args = args[0].args
    return Node(called, args)


def _inverted(of: Expr) -> Expr:
    return Node("pow", (of, num(-1)))


_REWRITTEN: dict[str, Callable[[tuple[Expr, ...]], Expr]] = {
    "log": lambda args: Node("ln", args),
    "lg": lambda args: Node("div", (Node("ln", args), Node("ln", (num(10),)))),
    "lb": lambda args: Node("div", (Node("ln", args), Node("ln", (num(2),)))),
    "cis": lambda args: Node("add", (Node("cos", args), Node("mul", (Sym("i"), Node("sin", args))))),
    "tr": lambda args: Node("trace", args),
    "solve": lambda args: Node("mul", (_inverted(args[0]), args[1])),
    "matmul": lambda args: Node("dot" if len(args) == 2 else "matmul", args),
    "inv": lambda args: _inverted(args[0]),
    "cbrt": lambda args: Node("root", (args[0], num(3))),
    "array": lambda args: args[0] if len(args) == 1 else Node("tuple", args, "[]"),
    "relu": lambda args: Node("max", (args[0], num(0))),
    "sigmoid": lambda args: _inverted(Node("add", (num(1), Node("exp", (Node("neg", args),))))),
    "softplus": lambda args: Node("ln", (Node("add", (num(1), Node("exp", args))),)),
    "logsumexp": lambda args: _log_of_sum(args),
}
"""Functions that are written as others, by what they are written as."""


def _log_of_sum(args: tuple[Expr, ...]) -> Expr:
    """Return the logarithm of a sum of exponentials; of one thing, whose entries are not known, its name."""
    listed = args[0].args if len(args) == 1 and isinstance(args[0], Node) and args[0].op == "tuple" else args
    if len(listed) < 2:
        return Node("call", args, "logsumexp")
    return Node("ln", (Node("add", tuple(Node("exp", (arg,)) for arg in listed)),))


def _unread(order: Expr) -> str:
    raise ParseError(f"a norm of order {show(order)}")


def extreme(parser: Cursor, called: str) -> Expr:
    """Return an extreme eigenvalue or singular value of a matrix; a product where there is none."""
    inside = bracket(parser)
    if not any(parser.names.is_array(e.name) for e in walk(inside) if isinstance(e, Sym)):
        return joined("mul", Sym(called), inside)
    op = EXTREMES[called]
    return Node("norm", (inside,), "2") if op == "norm" else Node(op, (inside,))


def command(parser: Cursor) -> Expr:
    """Return what a command with arguments denotes."""
    called = parser.here.value
    parser.at += 1
    if called in ("frac", "vulgar"):
        return _fraction(parser)
    if called == "binom":
        return Node("binom", (parser.argument(), parser.argument()))
    if called == "sqrt":
        return _root(parser)
    if called in ("sum", "prod", "int", "lim"):
        return binder(parser, called)
    if called == "nabla":
        return _gradient(parser)
    raise ParseError(f"\\{called} cannot be read here")


def _fraction(parser: Cursor) -> Expr:
    ahead = derivative(parser)
    if ahead is not None:
        return ahead
    top = parser.argument()
    return quotient(top, parser.argument())


def _root(parser: Cursor) -> Expr:
    degree: Expr | None = None
    if parser.take("["):
        degree = parser.sum()
        parser.need("]")
    if parser.sees("{"):
        inner = parser.argument()
    elif parser.sees("("):
        inner = bracket(parser)
    else:
        inner = parser.primary()
    if isinstance(inner, Node) and inner.op == "tuple":
        raise ParseError("a root of several things, or of nothing")
    return Node("sqrt", (inner,)) if degree is None else Node("root", (inner, degree))


def _gradient(parser: Cursor) -> Expr:
    label = "nabla"
    if parser.take("_"):
        label += "_" + subscript(parser)
    if parser.take("^"):
        parser.argument()
        label += "^2"
    if parser.here.kind not in ("name", "accent"):
        return Node("call", (parser.power(),), label)
    function = parser.names.canonical(name(parser))
    called = f"{label} {function}"
    if parser.sees("("):
        return Node("call", items(bracket(parser)), called)
    return Node("call", (), called)


def environment(parser: Cursor) -> Expr:
    """Return a matrix or a case distinction."""
    kind = parser.here.value
    parser.at += 1
    parser.deeper()
    outer, parser.bars = parser.bars, 0
    found = cases_of(parser) if kind in ("cases", "dcases", "rcases") else matrix_of(parser, kind)
    parser.bars = outer
    parser.depth -= 1
    return found
