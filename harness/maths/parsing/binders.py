"""Sums, products, integrals, limits and derivatives: what binds a name."""

from __future__ import annotations

from harness.maths.parsing import operations as forms
from harness.maths.parsing.cursor import Cursor
from harness.maths.parsing.scope import Names
from harness.maths.parsing.spelling import name
from harness.maths.tree.expr import Expr, Node, ParseError, Sym, num, replace, walk

_OPS = {"sum": "sum", "prod": "prod", "int": "integral", "lim": "limit"}


def binder(parser: Cursor, called: str) -> Expr:
    """Return a node (body, bound name, from, to); limits of a sum that are not said stay out."""
    low: Expr | None = None
    high: Expr | None = None
    while parser.sees("_", "^"):
        if parser.take("_"):
            low = parser.argument()
        else:
            parser.at += 1
            high = parser.argument()
    parser.deeper()
    parser.integrals += called == "int"
    indices = _indices(low) if called in ("sum", "prod") else []
    parser.bound += indices
    body = _integrand(parser) if called == "int" else (parser.product(), None)
    parser.integrals -= called == "int"
    del parser.bound[len(parser.bound) - len(indices) :]
    parser.depth -= 1
    if (
        called in ("sum", "prod")
        and high is None
        and (over := _over_entries(_OPS[called], body[0], indices, parser.names))
    ):
        return over
    return _bound(_OPS[called], low, high, *body, parser.names)


def _indices(low: Expr | None) -> list[str]:
    """Return the names that stand below a sum: i, i = 1, or i, j."""
    first = low.args[0] if isinstance(low, Node) and low.op == "chain" else low
    parts = first.args if isinstance(first, Node) and first.op == "tuple" else (first,)
    found = [p.name for p in parts if isinstance(p, Sym)]
    if isinstance(first, Node) and first.op == "mul" and all(isinstance(p, Sym) for p in first.args):
        found = [p.name for p in first.args if isinstance(p, Sym)]  # ij
    return found


def _over_entries(op: str, body: Expr, indices: list[str], names: Names) -> Expr | None:
    """Return a sum over all entries of the arrays in it, where its limits are not said; None if unclear."""
    items = [e for e in walk(body) if isinstance(e, Node) and e.op == "item"]
    if not indices:  # the only letter that anything is an element by
        letters = {e.name for item in items for e in item.args[1:] if isinstance(e, Sym)}
        indices = sorted(letters) if len(letters) == 1 else []
    for index in indices[::-1]:
        sizes = set()
        for item in items:
            symbol = names.get(item.args[0].name) if isinstance(item.args[0], Sym) else None
            for place, by in enumerate(item.args[1:]):
                if by == Sym(index):
                    sizes.add(symbol.shape[place] if symbol and place < len(symbol.shape) else "")
        size = sizes.pop() if len(sizes) == 1 else ""
        if not size.isidentifier() and not size.isdigit():
            return None
        body = Node(op, (body, Sym(index), num(1), num(int(size)) if size.isdigit() else Sym(size)))
    return body if indices else None


def sequenced(body: Expr, index: Sym, names: Names) -> Expr:
    """Return the body of a sum with each ``x_k`` that nobody declared as a value that changes with k.

    It is some sequence with one free number, another one for each letter, so that sums over it are told
    apart as sums over any sequence are.
    """
    table: dict[Expr, Expr] = {}
    for part in walk(body):
        if isinstance(part, Sym) and part.name.endswith(f"_{index.name}") and names.get(part.name) is None:
            base = part.name.removesuffix(f"_{index.name}")
            phase = num(sum(map(ord, base)) % 89 + 1)
            wave = Node("sin", (Node("add", (Node("pow", (index, num(2))), phase)),))
            table[part] = Node("mul", (Sym(f"{base}_each"), Node("exp", (wave,))))
    return replace(body, table) if table else body


def _bound(
    op: str, low: Expr | None, high: Expr | None, body: Expr, variable: Sym | None, names: Names
) -> Expr:
    if op == "integral":
        if variable is None or low is None or high is None:
            raise ParseError("an integral without its limits or its variable")
        return Node(op, (body, variable, low, high))
    if isinstance(low, Node) and low.op == "chain" and len(low.args) == 2 and isinstance(low.args[0], Sym):
        if op == "limit":
            return Node(op, (body, low.args[0], low.args[1]))
        if low.mark == "=" and high is not None:
            return Node(op, (sequenced(body, low.args[0], names), low.args[0], low.args[1], high))
    if isinstance(low, Sym) and op != "limit":
        return Node(op, (sequenced(body, low, names), low))
    raise ParseError("a sum without its index")


def _integrand(parser: Cursor) -> tuple[Expr, Sym | None]:
    """Return the integrand and the variable after its d."""
    terms: list[Expr] = []
    negative = parser.take("-")
    body: Expr | None = None
    while True:
        if _differential(parser):
            parser.at += 1
            variable = Sym(parser.names.canonical(name(parser)))
            break
        if parser.sees("+", "-"):
            if body is not None:
                terms.append(Node("neg", (body,)) if negative else body)
            negative, body = parser.here.value == "-", None
            parser.at += 1
        elif parser.sees("*", "times", "dot"):
            parser.at += 1
        elif parser.take("/"):
            body = forms.quotient(body if body is not None else num(1), parser.power())
        elif parser.starts_factor():
            factor = parser.power()
            taken = _inside_fraction(factor)
            if taken is not None:
                factor, variable = taken
                body = factor if body is None else forms.joined("mul", body, factor)
                break
            body = factor if body is None else forms.joined("mul", body, factor)
        else:
            return num(1), None
    body = num(1) if body is None else body
    terms.append(Node("neg", (body,)) if negative else body)
    return (terms[0] if len(terms) == 1 else Node("add", tuple(terms))), variable


def _differential(parser: Cursor) -> bool:
    return (
        parser.here.kind == "name" and parser.here.value == "d" and parser.ahead().kind in ("name", "accent")
    )


def _inside_fraction(factor: Expr) -> tuple[Expr, Sym] | None:
    r"""Read ``\frac{dx}{x}``."""
    if isinstance(factor, Node) and factor.op == "div":
        top = factor.args[0]
        if isinstance(top, Node) and top.op == "mul" and Sym("d") in top.args:
            at = top.args.index(Sym("d"))
            rest = top.args[:at] + top.args[at + 2 :]
            variable = top.args[at + 1] if at + 1 < len(top.args) else None
            if isinstance(variable, Sym):
                left = num(1) if not rest else (rest[0] if len(rest) == 1 else Node("mul", rest))
                return Node("div", (left, factor.args[1])), variable
    return None


def derivative(parser: Cursor) -> Expr | None:
    r"""Return a derivative if a fraction is one: ``\frac{d}{dx} f`` or ``\frac{\partial f}{\partial x}``."""
    start = parser.at
    partial = parser.ahead().kind == "cmd"
    order = _upper(parser)
    if order is None:
        parser.at = start
        return None
    times, inside = order
    below = _lower(parser, times)
    if below is None:
        parser.at = start
        return None
    body = inside if inside is not None else parser.product()
    if isinstance(body, Sym):
        if not parser.names.symbols and below == Sym("x") and body != below and not partial:
            return Sym(body.name + "_prime" * times)
        return Node("call", (body,), f"d/d{below.name}" if times == 1 else f"d{times}/d{below.name}{times}")
    if not any(e == below for e in walk(body)):
        parser.at = start
        return None
    for _ in range(times):
        body = Node("derivative", (body, below))
    return body


def _is_d(parser: Cursor) -> bool:
    return (parser.here.kind == "name" and parser.here.value == "d") or (
        parser.here.kind == "cmd" and parser.here.value == "partial"
    )


def _upper(parser: Cursor) -> tuple[int, Expr | None] | None:
    if not parser.take("{") or not _is_d(parser):
        return None
    parser.at += 1
    times = 1
    if parser.take("^"):
        power = parser.argument()
        if power not in (num(1), num(2), num(3)):
            return None
        times = int(power.value)
    if parser.take("}"):
        return times, None
    try:
        inside = parser.sum()
    except ParseError:
        return None
    return (times, inside) if parser.take("}") else None


def _lower(parser: Cursor, times: int) -> Sym | None:
    if not parser.take("{") or not _is_d(parser):
        return None
    parser.at += 1
    try:
        variable = Sym(parser.names.canonical(name(parser)))
    except ParseError:
        return None
    if parser.take("^") and parser.argument() != num(times):
        return None
    return variable if parser.take("}") else None
