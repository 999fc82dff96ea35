"""What signs make of what stands beside them: sums, products, quotients, powers, primes, indices."""

from __future__ import annotations

from harness.maths.parsing.commands import PRODUCTS
from harness.maths.parsing.cursor import Cursor
from harness.maths.tree.expr import Expr, Node, Num, ParseError, Sym, num, walk

_TRANSPOSED = frozenset(("top",))


# ------------------------------------------------------------------------------------- operations


def added(terms: list[Expr]) -> Expr:
    """Return a sum, or its only term."""
    return terms[0] if len(terms) == 1 else Node("add", tuple(terms))


def joined(op: str, left: Expr, right: Expr) -> Expr:
    """Return a product; products of the same sort are kept flat."""
    if isinstance(left, Node) and left.op == op == "mul":
        return Node("mul", (*left.args, right))
    return Node(op, (left, right))


def multiplied(parser: Cursor, sign: str, left: Expr, right: Expr) -> Expr:
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


def mixed(parser: Cursor, whole: Num) -> Expr:
    r"""Return a number, with the fraction that follows it: 1½, 1 1/2, 1\frac12."""
    if whole.half is not None or whole.value.denominator != 1:
        return whole
    token = parser.here
    if token.kind == "cmd" and token.value in ("vulgar", "frac"):
        start = parser.at
        try:
            part = parser.primary()
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


def superscript(parser: Cursor, base: Expr) -> Expr:
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


def _exponent(parser: Cursor) -> Expr:
    if parser.sees("{"):
        return parser.argument()
    if parser.sees("-", "+"):
        return parser.factor()
    bare = parser.here.kind in ("name", "accent", "num")
    exponent = parser.primary()
    return parser.raised(exponent) if parser.sees("^") and not bare else exponent


def _special(parser: Cursor, base: Expr) -> Expr | None:
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


def _may_transpose(parser: Cursor, base: Expr) -> bool:
    names = parser.names
    if isinstance(base, Num) or (isinstance(base, Sym) and (names.is_scalar(base.name) or base.name == "e")):
        return False
    if names.get("T") is None and "T" not in names.known:
        return not _plainly_scalar(base, parser)
    return not _plainly_scalar(base, parser) and _mentions_array(base, parser)


def _plainly_scalar(base: Expr, parser: Cursor) -> bool:
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


def _all_scalars(base: Expr, parser: Cursor) -> bool:
    """Whether a bracket holds nothing but declared numbers, so that a raised plus is its positive part."""
    found = [e.name for e in walk(base) if isinstance(e, Sym)]
    return bool(found) and all(parser.names.is_scalar(name) for name in found)


def _mentions_array(base: Expr, parser: Cursor) -> bool:
    return any(isinstance(e, Sym) and parser.names.is_array(e.name) for e in walk(base))


def primed(parser: Cursor, base: Expr) -> Expr:
    """Return a transpose written with a prime."""
    parser.at += 1
    return Node("transpose", (base,))


def indexed(parser: Cursor, base: Expr) -> Expr:
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


def _positive_sign(parser: Cursor) -> int:
    """Return how many tokens a lowered plus takes, as in ``(x - 1)_+``; 0 where there is none."""
    if parser.sees("+"):
        return 1
    signs = [parser.ahead(k).value for k in (1, 2)]
    return 3 if parser.sees("{") and signs == ["+", "}"] else 0


def _digits_apart(parser: Cursor, base: Expr, index: list[Expr]) -> list[Expr]:
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


def items(expr: Expr) -> tuple[Expr, ...]:
    """Return the entries of a bracket."""
    return expr.args if isinstance(expr, Node) and expr.op == "tuple" else (expr,)
