"""What the parser meets beyond sums and products: names, brackets, functions, commands, environments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.maths.parsing.brackets import bars, bracket
from harness.maths.parsing.commands import PRODUCTS
from harness.maths.parsing.spelling import name, subscript
from harness.maths.parsing.tables import cases_of, matrix_of
from harness.maths.tree.expr import Expr, Node, Num, ParseError, Sym, num, walk

if TYPE_CHECKING:
    from harness.maths.parsing.parser import Parser

_TRANSPOSED = frozenset(("top",))
EXTREMES = {"lambda_max": "eigmax", "lambda_min": "eigmin", "sigma_max": "norm", "sigma_min": "singmin"}
_INVERSES = {
    "sin": "arcsin", "cos": "arccos", "tan": "arctan", "sinh": "arsinh", "cosh": "arcosh", "tanh": "artanh",
}  # fmt: skip
_ONE_ARGUMENT = {"inv": "inverse", "transpose": "transpose", "norm": "norm", "pinv": "pinv"}


# ------------------------------------------------------------------------------------- operations


def added(terms: list[Expr]) -> Expr:
    """Return a sum, or its only term."""
    return terms[0] if len(terms) == 1 else Node("add", tuple(terms))


def joined(op: str, left: Expr, right: Expr) -> Expr:
    """Return a product; products of the same sort are kept flat."""
    if isinstance(left, Node) and left.op == op == "mul":
        return Node("mul", (*left.args, right))
    return Node(op, (left, right))


def multiplied(parser: Parser, sign: str, left: Expr, right: Expr) -> Expr:
    """Return the product that a sign stands for; a dot between declared vectors is their inner product."""
    symbols = [parser.names.get(e.name) for e in (left, right) if sign == "dot" and isinstance(e, Sym)]
    if len(symbols) == 2 and all(s is not None and s.kind == "vector" for s in symbols):
        return Node("inner", (left, right))
    return joined(PRODUCTS[sign], left, right)


def turned(left: Expr, angle: Expr) -> Expr:
    """Return a complex number of a given size and angle: 5∠30°."""
    return joined("mul", left, Node("exp", (Node("mul", (Sym("i"), angle)),)))


def quotient(left: Expr, right: Expr) -> Expr:
    """Return left over right; two written integers become one exact number."""
    if isinstance(left, Num) and isinstance(right, Num) and left.half is None and right.half is None:
        small = max(abs(left.value), abs(right.value)) < 10**60
        return Num(left.value / right.value) if right.value and small else Node("div", (left, right))
    return Node("div", (left, right))


def mixed(parser: Parser, whole: Num) -> Expr:
    r"""Return a number, with the fraction that follows it: 1½, 1 1/2, 1\frac12."""
    if whole.half is not None or whole.value.denominator != 1:
        return whole
    token = parser.here
    if token.kind == "cmd" and token.value in ("vulgar", "frac"):
        start = parser.at
        try:
            part = command(parser)
        except ParseError:
            part = None
        if isinstance(part, Num) and part.half is None and 0 < part.value < 1:
            return Num(whole.value + part.value)
        parser.at = start
        return whole
    after = [parser.ahead(k) for k in (1, 2)]
    if token.kind == "num" and token.number and token.spaced and after[0].value == "/" and after[1].number:
        top, below = token.number, after[1].number
        if top.half is None and below.half is None and 0 < top.value < below.value:
            parser.at += 3
            return Num(whole.value + top.value / below.value)
    return whole


def superscript(parser: Parser, base: Expr) -> Expr:
    """Return the base raised to what comes next, or transposed, inverted, conjugated by it."""
    special = _special(parser, base)
    if special is not None:
        return special
    parser.deeper()
    exponent = _exponent(parser)
    parser.depth -= 1
    if isinstance(base, Sym) and base.name == "e" and parser.names.get("e") is None:
        return Node("exp", (exponent,))
    return Node("pow", (base, exponent))


def _exponent(parser: Parser) -> Expr:
    if parser.sees("{"):
        return parser.argument()
    if parser.sees("-", "+"):
        return parser.factor()
    bare = parser.here.kind in ("name", "accent", "num")
    exponent = parser.primary()
    return parser.raised(exponent) if parser.sees("^") and not bare else exponent


def _special(parser: Parser, base: Expr) -> Expr | None:
    """Return a transpose, a pseudo-inverse, an inverse transpose; None for an ordinary power."""
    braced = parser.sees("{")
    first = parser.ahead() if braced else parser.here
    second = parser.ahead(2) if braced else None
    length = 3 if braced else 1
    transposes = first.value in _TRANSPOSED or (first.value == "T" and _may_transpose(parser, base))
    if second is not None and first.value == "-" and parser.ahead(3).value == "}":
        again = second.value in _TRANSPOSED or (second.value == "T" and _may_transpose(parser, base))
        if again:
            parser.at += 4
            return Node("transpose", (Node("pow", (base, num(-1))),))
        return None
    if second is not None and second.value != "}":
        return None
    if first.kind == "op" and first.value in ("dagger", "+"):
        followed = parser.ahead().kind in ("num", "name")
        if not braced and first.value == "+" and followed and not _mentions_array(base, parser):
            return None
        if first.value == "+" and isinstance(base, Node) and _all_scalars(base, parser):
            parser.at += length
            return Node("max", (base, num(0)))
        op = "pinv"
    elif transposes or (first.kind == "op" and first.value in ("*", "star")):
        op = "transpose"
    elif first.kind == "op" and first.value in ("'", "circ"):
        op = "degree" if first.value == "circ" else "transpose"
    else:
        return None
    parser.at += length
    if op == "transpose" and isinstance(base, Node) and base.op == "tuple":
        return base  # [a, b]ᵀ is how a column is written in a line
    return Node(op, (base,))


def _may_transpose(parser: Parser, base: Expr) -> bool:
    names = parser.names
    if isinstance(base, Num) or (isinstance(base, Sym) and (names.is_scalar(base.name) or base.name == "e")):
        return False
    if names.get("T") is None and "T" not in names.known:
        return not _plainly_scalar(base, parser)
    return not _plainly_scalar(base, parser) and _mentions_array(base, parser)


def _plainly_scalar(base: Expr, parser: Parser) -> bool:
    if isinstance(base, Num):
        return True
    if isinstance(base, Sym):
        return parser.names.is_scalar(base.name)
    if base.op in ("add", "sub"):
        return any(
            _plainly_scalar(a.args[0] if isinstance(a, Node) and a.op == "neg" else a, parser)
            for a in base.args
        )
    return base.op in ("abs", "norm", "sqrt", "exp", "ln", "det", "trace") or (
        base.op in ("div", "mul", "neg") and all(_plainly_scalar(a, parser) for a in base.args)
    )


def _all_scalars(base: Expr, parser: Parser) -> bool:
    """Whether a bracket holds nothing but declared numbers, so that a raised plus is its positive part."""
    found = [e.name for e in walk(base) if isinstance(e, Sym)]
    return bool(found) and all(parser.names.is_scalar(name) for name in found)


def _mentions_array(base: Expr, parser: Parser) -> bool:
    return any(isinstance(e, Sym) and parser.names.is_array(e.name) for e in walk(base))


def primed(parser: Parser, base: Expr) -> Expr:
    """Return a transpose written with a prime."""
    parser.at += 1
    return Node("transpose", (base,))


def indexed(parser: Parser, base: Expr) -> Expr:
    """Return an element of an array; a number's base where the base is a number in brackets."""
    if positive := _positive_sign(parser):
        parser.at += positive
        return Node("max", (base, num(0)))
    if parser.take("{"):
        first = [parser.sum()]
        while parser.take(","):
            first.append(parser.sum())
        parser.need("}")
        if len(first) == 1:
            first = _digits_apart(parser, base, first)
        return Node("item", (base, *first))
    if isinstance(base, Node) and base.op in ("abs", "norm"):
        if base.op == "abs" and parser.here.value in ("1", "2", "oo", "F"):
            which = parser.here.value
            parser.at += 1
            return Node("norm", base.args, "inf" if which == "oo" else which)
        raise ParseError("a subscript behind bars")
    index = parser.argument()
    if isinstance(base, Node) and base.op == "inner" and index in (Sym("F"), num(2)):
        return base
    return Node("item", (base, index))


def _positive_sign(parser: Parser) -> int:
    """Return how many tokens a lowered plus takes, as in ``(x - 1)_+``; 0 where there is none."""
    if parser.sees("+"):
        return 1
    signs = [parser.ahead(k).value for k in (1, 2)]
    return 3 if parser.sees("{") and signs == ["+", "}"] else 0


def _digits_apart(parser: Parser, base: Expr, index: list[Expr]) -> list[Expr]:
    """Read the index 12 of a matrix as 1, 2 and ij as i, j."""
    symbol = parser.names.get(base.name) if isinstance(base, Sym) else None
    only = index[0]
    if symbol is None or len(symbol.shape) != 2:
        return index
    if isinstance(only, Num) and only.value.denominator == 1 and 10 < only.value < 100:
        return [num(int(only.value) // 10), num(int(only.value) % 10)]
    if isinstance(only, Node) and only.op == "mul" and len(only.args) == 2:
        return list(only.args)
    return index


# ------------------------------------------------------------------------- functions and commands


def items(expr: Expr) -> tuple[Expr, ...]:
    """Return the entries of a bracket."""
    return expr.args if isinstance(expr, Node) and expr.op == "tuple" else (expr,)


def function(parser: Parser) -> Expr:
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
    if not given:
        raise ParseError(f"{called} of nothing")
    value = _applied(called, base, given)
    if power is None:
        return value
    if isinstance(power, Node) and power.op == "neg" and power.args == (num(1),):
        inverse = _INVERSES.get(called)
        if inverse and isinstance(value, Node):
            return Node(inverse, value.args)
    return Node("pow", (value, power))


def _argument(parser: Parser) -> tuple[Expr, ...]:
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


def _factor_run(parser: Parser) -> Expr:
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
    if called == "log" and base is not None:
        return Node("div", (Node("ln", args), Node("ln", (base,))))
    if called == "log" and len(args) == 2:
        return Node("div", (Node("ln", args[:1]), Node("ln", args[1:])))
    if called in ("lg", "lb"):
        return Node("div", (Node("ln", args), Node("ln", (num(10 if called == "lg" else 2),))))
    if called == "cis":
        return Node("add", (Node("cos", args), Node("mul", (Sym("i"), Node("sin", args)))))
    if called in ("sech", "csch"):
        return Node("div", (num(1), Node("cosh" if called == "sech" else "sinh", args)))
    if called == "log":
        return Node("ln", args)
    if called == "tr":
        return Node("trace", args)
    if called in ("solve", "matmul") and len(args) == 2:
        inverse = Node("mul", (Node("pow", (args[0], num(-1))), args[1]))
        return inverse if called == "solve" else Node("dot", args)
    if called in _ONE_ARGUMENT:
        return Node("pow", (args[0], num(-1))) if called == "inv" else Node(_ONE_ARGUMENT[called], args[:1])
    if called == "cbrt":
        return Node("root", (args[0], num(3)))
    if called in ("max", "min") and base is not None:
        return Node("call", args, called)
    if called in ("max", "min") and len(args) == 1 and isinstance(args[0], Node) and args[0].op == "set":
        args = args[0].args
    return Node(called, args)


def extreme(parser: Parser, called: str) -> Expr:
    """Return an extreme eigenvalue or singular value of a matrix; a product where there is none."""
    inside = bracket(parser)
    if not any(parser.names.is_array(e.name) for e in walk(inside) if isinstance(e, Sym)):
        return joined("mul", Sym(called), inside)
    op = EXTREMES[called]
    return Node("norm", (inside,), "2") if op == "norm" else Node(op, (inside,))


def command(parser: Parser) -> Expr:
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
        from harness.maths.parsing.binders import binder

        return binder(parser, called)
    if called == "nabla":
        return _gradient(parser)
    raise ParseError(f"\\{called} cannot be read here")


def _fraction(parser: Parser) -> Expr:
    from harness.maths.parsing.binders import derivative

    ahead = derivative(parser)
    if ahead is not None:
        return ahead
    top = parser.argument()
    return quotient(top, parser.argument())


def _root(parser: Parser) -> Expr:
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


def _gradient(parser: Parser) -> Expr:
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


def environment(parser: Parser) -> Expr:
    """Return a matrix or a case distinction."""
    kind = parser.here.value
    parser.at += 1
    parser.deeper()
    outer, parser.bars = parser.bars, 0
    found = cases_of(parser) if kind in ("cases", "dcases", "rcases") else matrix_of(parser, kind)
    parser.bars = outer
    parser.depth -= 1
    return found
