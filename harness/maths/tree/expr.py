"""The expression tree: three small frozen records and what can be read off them.

Everything a claim can say is a `Num`, a `Sym` or a `Node` with an operation's name. The operations:

========================= =====================================================================
scalars and arrays        add, mul, div, neg, pow, hadamard, cross, kron, pm (a ± b)
matrices                  transpose, inverse, pinv, trace, det, norm (of what, which), diag,
                          rank, identity, ones, matrix (of row nodes), row, item (of, index…)
functions                 sqrt, root, exp, ln, log, abs, sin … , floor, ceil, factorial, binom …
with a bound name         sum, prod, integral, derivative, limit (body, name, …)
collections               set, tuple, interval (low, high; the brackets are its ``mark``), union,
                          intersect, minus, builder, empty, reals, cases, case, otherwise
statements                chain (sides; ``mark`` holds the relations), all (and), any (or)
opaque                    call (an unknown function's value), expect (an expectation), text
========================= =====================================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import final

from msgspec import Struct

from harness.errors import HarnessError


class ParseError(HarnessError):
    """The text is not an expression of our grammar, or goes beyond its budgets."""


@final
class Num(Struct, frozen=True, gc=False):
    """A literal number and how it was written."""

    value: Fraction
    digits: int | None = None
    """Significant digits shown, where a decimal point or an exponent was written."""
    half: Fraction | None = None
    """Half a unit of the last digit shown; None for integers and fractions."""


@final
class Sym(Struct, frozen=True, gc=False):
    """A name in its canonical plain spelling; pi, e, i and oo are constants where not declared."""

    name: str


@final
class Node(Struct, frozen=True, gc=False):
    """An operation on smaller expressions."""

    op: str
    args: tuple[Expr, ...] = ()
    mark: str = ""
    """What is not an expression: an interval's brackets, a chain's relations, a function's name."""


Expr = Num | Sym | Node

CONSTANTS = frozenset(("pi", "e", "i", "oo"))
BINDERS = frozenset(("sum", "prod", "integral", "limit", "derivative"))
_NAMING = BINDERS - {"derivative"}
"""Operations that bind the name that is their second argument."""


def num(value: int | Fraction) -> Num:
    """Return an exact number."""
    return Num(value if type(value) is Fraction else Fraction(value))


def walk(expr: Expr) -> Iterator[Expr]:
    """Yield the expression and everything below it."""
    todo = [expr]
    while todo:
        here = todo.pop()
        yield here
        if type(here) is Node:
            todo.extend(here.args[::-1])


def names(expr: Expr) -> frozenset[str]:
    """Return the free names, constants left out."""
    return _free(expr) - CONSTANTS


def _free(expr: Expr) -> frozenset[str]:
    found: set[str] = set()
    todo = [expr]
    while todo:
        here = todo.pop()
        if type(here) is Sym:
            found.add(here.name)
        elif type(here) is Node:
            args = here.args
            if here.op in _NAMING and type(bound := args[1]) is Sym:
                found |= _free(args[0]) - {bound.name}
                args = args[2:]
            todo.extend(args)
    return frozenset(found)


def has(expr: Expr, ops: frozenset[str] | set[str]) -> bool:
    """Return whether any of the operations occurs."""
    todo = [expr]
    while todo:
        here = todo.pop()
        if type(here) is Node:
            if here.op in ops:
                return True
            todo.extend(here.args)
    return False


def operations(expr: Expr) -> set[str]:
    """Return the operations that occur."""
    return {e.op for e in walk(expr) if type(e) is Node}


def mentions(expr: Expr, name: str) -> bool:
    """Return whether the name occurs, free or bound."""
    todo = [expr]
    while todo:
        here = todo.pop()
        if type(here) is Node:
            todo.extend(here.args)
        elif type(here) is Sym and here.name == name:
            return True
    return False


def size(expr: Expr) -> int:
    """Return the number of nodes."""
    return extent(expr)[0]


def extent(expr: Expr) -> tuple[int, int]:
    """Return the number of nodes and of levels."""
    nodes = levels = 0
    layer: list[Expr] = [expr]
    while layer:
        nodes, levels = nodes + len(layer), levels + 1
        layer = [a for e in layer if isinstance(e, Node) for a in e.args]
    return nodes, levels


def decimals(expr: Expr) -> tuple[Num, ...]:
    """Return the literals that were written as decimals."""
    return tuple([e for e in walk(expr) if type(e) is Num and e.half is not None])


def replace(expr: Expr, table: Mapping[Expr, Expr]) -> Expr:
    """Return the expression with each subexpression in ``table`` replaced."""
    if expr in table:
        return table[expr]
    if isinstance(expr, Node) and expr.args:
        args = tuple(replace(a, table) for a in expr.args)
        if args != expr.args:
            return Node(expr.op, args, expr.mark)
    return expr


def rename(expr: Expr, table: Mapping[str, str]) -> Expr:
    """Return the expression with names exchanged."""
    return replace(expr, {Sym(a): Sym(b) for a, b in table.items()})


def relations(chain: Node) -> tuple[str, ...]:
    """Return the relations between the sides of a chain: =, <, <=, >, >=, !=, in, ~, ->."""
    return tuple(chain.mark.split())


def show(expr: Expr) -> str:
    """Return the expression as short plain text, for evidence.

    >>> a, b = Sym("a"), Sym("b")
    >>> show(Node("div", (Node("add", (num(2), Node("neg", (a,)))), Node("mul", (num(2), b)))))
    '(2 - a)/(2·b)'
    """
    text = _show(expr)[0]
    return text if len(text) <= 160 else text[:157] + "…"


_LOOSE, _SUM, _PRODUCT, _POWER, _ATOM = range(5)
_INFIX = {
    "mul": ("·", _PRODUCT), "hadamard": (" ⊙ ", _PRODUCT), "union": (" ∪ ", _SUM), "all": (" and ", _LOOSE),
    "any": (" or ", _LOOSE),
}  # fmt: skip


def _show(expr: Expr) -> tuple[str, int]:
    """Return the text and how tightly it holds together."""
    if not isinstance(expr, Node):
        return _show_leaf(expr)
    if expr.op in _INFIX:
        sign, level = _INFIX[expr.op]
        return sign.join(_held(a, level + 1) for a in expr.args), level
    if expr.op == "add":
        text = "".join(f" - {t[1:]}" if t.startswith("-") else f" + {t}" for t in map(_term, expr.args))
        return f"-{text[3:]}" if text.startswith(" - ") else text[3:], _SUM
    if expr.op == "neg":
        return f"-{_held(expr.args[0], _PRODUCT)}", _SUM
    if expr.op in ("div", "pow"):
        level = _PRODUCT if expr.op == "div" else _POWER
        left, right = (
            _held(expr.args[0], level + (expr.op == "pow")),
            _held(expr.args[1], level + (expr.op == "div")),
        )
        return left + ("/" if expr.op == "div" else "^") + right, level
    parts = [_show(a)[0] for a in expr.args]
    if expr.op == "interval":
        return f"{expr.mark[0]}{', '.join(parts)}{expr.mark[1]}", _ATOM
    if expr.op == "chain":
        shown = parts[0]
        for sign, part in zip(relations(expr), parts[1:], strict=True):
            shown += f" {sign} {part}"
        return shown, _LOOSE
    brackets = {"set": "{{{}}}", "tuple": "({})", "row": "[{}]", "matrix": "[{}]"}.get(expr.op)
    return (brackets or (expr.mark or expr.op) + "({})").format(", ".join(parts)), _ATOM


def _show_leaf(expr: Num | Sym) -> tuple[str, int]:
    if isinstance(expr, Sym):
        return {"oo": "∞", "pi": "π"}.get(expr.name, expr.name), _ATOM
    text = str(expr.value) if expr.half is None else f"{float(expr.value):.{min(expr.digits or 6, 15)}g}"
    return text, _PRODUCT if "/" in text or "-" in text else _ATOM


def _term(expr: Expr) -> str:
    return _held(expr, _PRODUCT) if not (isinstance(expr, Node) and expr.op == "neg") else _show(expr)[0]


def _held(expr: Expr, least: int) -> str:
    text, level = _show(expr)
    return text if level >= least else f"({text})"


class NoValue(HarnessError):
    """The expression has no value here: a foreign name, an operation without a value."""


class Undefined(NoValue):
    """Division by zero, a logarithm of zero, a root outside the reals in a real reading."""


class Mismatch(NoValue):
    """Shapes that do not fit together."""

    def __init__(self, message: str, inside: bool = True) -> None:
        super().__init__(message)
        self.inside = inside
        """Whether it is within one side (else the two sides have different shapes)."""


class TooMuch(NoValue):
    """A budget would be exceeded."""


def rational(expr: Expr) -> Fraction | None:
    """Return the rational number an expression is written as, without evaluating anything big."""
    if isinstance(expr, Num):
        return expr.value
    if isinstance(expr, Node) and expr.op == "neg":
        inner = rational(expr.args[0])
        return None if inner is None else -inner
    if isinstance(expr, Node) and expr.op == "div":
        top, below = rational(expr.args[0]), rational(expr.args[1])
        return None if top is None or not below else top / below
    return None
