"""What is random: expectations, variances, covariances, probabilities and the normal distribution."""

from __future__ import annotations

from harness.maths.parsing.brackets import CLOSE, bracket
from harness.maths.parsing.commands import CHANCE
from harness.maths.parsing.cursor import Cursor
from harness.maths.parsing.operations import items, joined
from harness.maths.parsing.spelling import subscript
from harness.maths.tree.expr import Expr, Node, ParseError, Sym, walk

WORDS = {**CHANCE, "P": "probability", "E": "expect"}
"""Names that mean something random before a bracket, where nobody declared them."""
_RANDOM = frozenset("XYZ")
"""Letters in round brackets that make an E an expectation and no factor."""


def expectation(parser: Cursor) -> Expr:
    """Return an expectation as an opaque value of what stands in its brackets."""
    label = subscript(parser) if parser.take("_") else ""
    if parser.sees("[", "("):
        return Node("expect", (_conditioned(parser),), label)
    if parser.sees("\\{"):
        inner = bracket(parser)
        return Node("expect", (inner,), label)
    return Node("expect", (parser.power(),), label)


def of_chance(parser: Cursor, base: str) -> Expr | None:
    """Return a variance, a covariance, a probability or E(…); None where the bracket holds no such thing."""
    names = parser.names
    if not parser.sees("(", "[", "_") or names.get(base) is not None or base in names.known:
        return None
    start = parser.at, parser.depth, parser.bars
    try:
        found = _bracketed(parser, WORDS[base])
    except ParseError:
        found = None
    if found is not None and (
        base != "E" or any(isinstance(e, Sym) and e.name in _RANDOM for e in walk(found))
    ):
        return found
    parser.at, parser.depth, parser.bars = start
    return None


def _bracketed(parser: Cursor, op: str) -> Expr | None:
    label = subscript(parser) if parser.take("_") else ""
    if not parser.sees("(", "["):
        return None
    given = _conditioned(parser, events=True)
    if op == "probability":
        event = _complemented(given)
        return Node(op, (event,), label) if _is_event(event) else None
    inside, *condition = given.args if isinstance(given, Node) and given.op == "given" else (given,)
    wanted = items(inside)
    if len(wanted) != 1 and (op != "covariance" or len(wanted) != 2):
        return None
    return Node(op, tuple(Node("given", (e, *condition)) if condition else e for e in wanted), label)


def _complemented(event: Expr) -> Expr:
    """Return an event with every raised c as the complement it means."""
    if not isinstance(event, Node):
        return event
    if event.op == "pow" and event.args[1] in (Sym("c"), Sym("C")):
        return Node("complement", (_complemented(event.args[0]),))
    return Node(event.op, tuple(_complemented(a) for a in event.args), event.mark)


def _is_event(expr: Expr) -> bool:
    """Whether what stands behind a P can have a probability: A, A ∩ B, X > 3, not a sum or a small letter."""
    if isinstance(expr, Sym):
        return expr.name[:1].isupper()
    if isinstance(expr, Node) and expr.op in ("intersect", "union", "minus", "complement", "given", "tuple"):
        return all(_is_event(a) or expr.op == "given" for a in expr.args)
    relational = isinstance(expr, Node) and expr.op in ("chain", "all", "any")
    return relational and any(isinstance(e, Sym) and e.name[:1].isupper() for e in walk(expr))


def _conditioned(parser: Cursor, events: bool = False) -> Expr:
    closing = CLOSE[parser.here.value]
    parser.at += 1
    parser.deeper()
    outer, parser.bars = parser.bars, 1
    inner = parser.listing() if events else parser.sum()
    if parser.take("|", "mid"):
        inner = Node("given", (inner, parser.listing()))
    parser.bars = outer
    parser.depth -= 1
    parser.need(closing)
    return inner


def normal(parser: Cursor) -> Expr:
    """Return a normal distribution, or a product where the brackets hold no mean and variance."""
    inside = bracket(parser)
    given = items(inside)
    return Node("law", given, "N") if len(given) == 2 else joined("mul", Sym("N"), inside)
