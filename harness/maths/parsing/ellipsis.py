r"""What an ellipsis leaves out of a sum or a product: ``1 + 3 + … + (2n − 1)``, ``n(n-1)\cdots(n-k+1)``.

Two terms or more before it and one behind it must be the same but for one number that grows by equal
steps; anything else is not read, since a value without the missing terms would be another one.
"""

from __future__ import annotations

from fractions import Fraction

from harness.maths.parsing.cursor import Cursor
from harness.maths.tree.expr import Expr, Node, Num, ParseError, Sym, names, num, walk

_INDEX = Sym("⋯")
"""The running index of what is left out."""


def continued(parser: Cursor, left: Expr) -> Expr:
    """Return the product whose factors an ellipsis leaves out: the next token."""
    parser.at += 1
    parser.take("dot", "times", "*")
    found = filled("mul", left, parser.product())
    return found[0] if len(found) == 1 else Node("mul", found)


def with_terms(parser: Cursor, left: Expr) -> list[Expr]:
    """Return the terms of a sum that an ellipsis between two plus signs, the next tokens, leaves out."""
    parser.at += 2
    return list(filled("add", left, parser.sum()))


def filled(joined: str, head: Expr, tail: Expr) -> tuple[Expr, ...]:
    """Return the terms of a sum or the factors of a product with what an ellipsis stands for put in.

    ``joined`` is ``add`` or ``mul``. Factors before and behind that belong to no progression stay outside.
    """
    before, after = (e.args if isinstance(e, Node) and e.op == joined else (e,) for e in (head, tail))
    op = "sum" if joined == "add" else "prod"
    if len(before) < 2:
        raise ParseError("an ellipsis between terms that do not tell what it leaves out")
    start, step = len(before) - 2, _step(before[-2], before[-1])
    while start and step == _step(before[start - 1], before[start]):
        start -= 1
    end = 1
    while end < len(after) and step == _step(after[end - 1], after[end]):
        end += 1
    first, last = _differing(before[start], after[end - 1])
    outside = start and (op == "sum" or not names(before[start]))
    if step is None or outside or _grows(last):
        raise ParseError("an ellipsis between terms that grow by no equal steps")
    count = Node("div", (Node("add", (last, Node("neg", (first,)))), num(step)))
    running = Node("add", (first, Node("mul", (num(step), _INDEX))))
    body = _with(before[start], after[end - 1], running)
    return (*before[:start], Node(op, (body, _INDEX, num(0), count)), *after[end:])


def _grows(last: Expr) -> bool:
    """Whether a last term is a power of a fixed number, which no steps of equal size lead to."""
    return any(isinstance(e, Node) and e.op in ("pow", "exp") and names(e.args[-1]) for e in walk(last))


def _step(earlier: Expr, later: Expr) -> Fraction | None:
    """Return by how much the one differing number grows from a term to the next; None for no such number."""
    try:
        first, second = _differing(earlier, later)
    except ParseError:
        return None
    (one, base), (other, same) = _shifted(first), _shifted(second)
    return other - one if base == same and other != one else None


def _differing(one: Expr, other: Expr) -> tuple[Expr, Expr]:
    """Return the parts in which two terms differ; ParseError where they differ in several."""
    if isinstance(one, Node) and isinstance(other, Node) and one.op == other.op and one.op != "add":
        apart = [(a, b) for a, b in zip(one.args, other.args, strict=False) if a != b]
        if one.mark == other.mark and len(one.args) == len(other.args) and len(apart) == 1:
            return _differing(*apart[0]) if one.op != "mul" else apart[0]
        if one.op not in ("mul", "neg"):
            raise ParseError("an ellipsis between terms of different forms")
    return one, other


def _shifted(expr: Expr) -> tuple[Fraction, frozenset[Expr]]:
    """Return a sum as its number and everything else: ``n − k + 1`` as 1 and {n, −k}."""
    terms = expr.args if isinstance(expr, Node) and expr.op == "add" else (expr,)
    number, rest = Fraction(0), []
    for term in terms:
        negative = isinstance(term, Node) and term.op == "neg" and isinstance(term.args[0], Num)
        inner = term.args[0] if negative and isinstance(term, Node) else term
        if isinstance(inner, Num):
            number += -inner.value if negative else inner.value
        else:
            rest.append(term)
    return number, frozenset(rest)


def _with(first: Expr, last: Expr, running: Expr) -> Expr:
    """Return a term with the running number in the place where the first and the last differ."""
    if isinstance(first, Node) and isinstance(last, Node) and first.op == last.op and first.op != "add":
        at = [k for k, (a, b) in enumerate(zip(first.args, last.args, strict=False)) if a != b]
        if first.mark == last.mark and len(first.args) == len(last.args) and len(at) == 1:
            k = at[0]
            inner = running if first.op == "mul" else _with(first.args[k], last.args[k], running)
            return Node(first.op, (*first.args[:k], inner, *first.args[k + 1 :]), first.mark)
    return running
