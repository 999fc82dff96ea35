r"""Indicators: a one (or an I) with a condition at it is 1 where the condition holds and 0 elsewhere.

``\mathbb{1}[x > 0]``, ``\mathbf{1}_{\{x > 0\}}``, ``1_{x > 0}``, ``\mathbb{I}(x > 0)``.
"""

from __future__ import annotations

from harness.maths.parsing.cursor import Cursor
from harness.maths.tree.expr import Expr, Node, ParseError, num

_CLOSE = {"[": "]", "(": ")", "{": "}", "\\{": "\\}"}
_RELATIONS = frozenset(("=", "<", "<=", ">", ">=", "!=", "in", "notin"))
_STATEMENTS = frozenset(("chain", "all", "any", "not"))


def indicator(parser: Cursor) -> Expr | None:
    """Return the indicator whose sign comes next; None where no condition stands at it.

    Whether one does is told by the signs in its brackets: nothing is read twice.
    """
    lowered = parser.ahead().kind == "op" and parser.ahead().value == "_"
    opening = parser.ahead(1 + lowered)
    if opening.kind != "op" or opening.value not in _CLOSE or (opening.value == "{" and not lowered):
        return None
    if opening.value == "(" and parser.here.number is not None:
        return None  # 1(x) is a product
    if not _relates(parser, parser.at + 1 + lowered):
        return None
    parser.at += 1 + lowered
    condition = _condition(parser)
    if not isinstance(condition, Node) or condition.op not in _STATEMENTS:
        raise ParseError("an indicator without a condition")
    return Node("cases", (Node("case", (num(1), condition)), Node("otherwise", (num(0),))))


def _relates(parser: Cursor, start: int) -> bool:
    """Whether a relation stands in the brackets that open at a token."""
    depth = 0
    for token in parser.tokens[start:]:
        if token.kind == "op" and token.value in _RELATIONS:
            return True
        if token.kind == "op" and token.value in _CLOSE:
            depth += 1
        elif token.kind == "op" and token.value in (")", "]", "}", "\\}"):
            depth -= 1
            if depth <= 0:
                return False
    return False


def _condition(parser: Cursor) -> Expr:
    """Return what stands in the brackets that come next, or in the brackets within them."""
    closing = _CLOSE[parser.here.value]
    parser.at += 1
    parser.deeper()
    outer = parser.bars, parser.spaces
    parser.bars, parser.spaces = 0, False
    inner = _condition(parser) if parser.sees("\\{", "[") else parser.statement()
    parser.bars, parser.spaces = outer
    parser.depth -= 1
    parser.need(closing)
    return inner
