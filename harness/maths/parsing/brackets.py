"""What brackets hold: an expression, a tuple, a set, an interval, a matrix, an absolute value."""

from __future__ import annotations

from harness.maths.parsing.cursor import Cursor
from harness.maths.parsing.spelling import subscript
from harness.maths.tree.expr import Expr, Node, Num, ParseError, Sym

CLOSE = {
    "(": ")",
    "[": "]",
    "{": "}",
    "\\{": "\\}",
    "langle": "rangle",
    "lfloor": "rfloor",
    "lceil": "rceil",
}


def bracket(parser: Cursor) -> Expr:
    """Return what a bracket holds: an expression, a tuple, a set, an interval, an absolute value."""
    opening = parser.here.value
    if opening in ("|", "||"):
        return bars(parser)
    if opening == "]":
        return _outward(parser)
    if opening not in CLOSE:
        raise ParseError(f"cannot read {opening[:12]!r} here")
    parser.at += 1
    parser.deeper()
    outer, parser.bars = parser.bars, int(opening in ("\\{", "{"))  # {x | x > 0}
    spaces, parser.spaces = parser.spaces, opening == "["
    inner = _inside(parser, opening)
    parser.bars, parser.spaces = outer, spaces
    parser.depth -= 1
    return inner


def _inside(parser: Cursor, opening: str) -> Expr:
    closing = CLOSE[opening]
    if parser.take(closing):
        return Node("set" if "{" in opening else "tuple", (), opening)
    rows: list[tuple[Expr, ...]] = [()]
    while True:
        entry = parser.conditional()
        while parser.sees("and", "or"):
            word = parser.here.value
            parser.at += 1
            entry = Node("all" if word == "and" else "any", (entry, parser.conditional()))
        rows[-1] = (*rows[-1], entry)
        if opening in ("\\{", "{") and parser.take("|", ":", "mid"):
            return _builder(parser, entry, closing)
        if parser.take(";", "\\\\"):
            rows.append(())
        elif opening == "langle" and parser.take("|", "mid"):
            continue
        elif not parser.take(",", "&"):
            if opening == "[" and (parser.starts_factor() or parser.sees("-", "+")):
                continue
            break
    end = parser.here.value
    if end == closing or (opening in "([" and parser.sees(")", "]")) or (opening in "[" and parser.sees("[")):
        parser.at += 1
        if (
            len(rows) == 1
            and opening + end == "[]"
            and len(rows[0]) > 1
            and all(_block(e, parser) for e in rows[0])
        ):
            return Node("matrix", (Node("row", rows[0]),))
        return _closed(opening, end, [r for r in rows if r])
    raise ParseError(f"a bracket {opening!r} that {end[:12]!r} does not close")


def _block(entry: Expr, parser: Cursor) -> bool:
    """Whether an entry is a matrix by its declared names: blocks in a line stand side by side."""
    if isinstance(entry, Sym):
        symbol = parser.names.get(entry.name)
        return symbol is not None and symbol.kind in ("matrix", "identity")
    if isinstance(entry, Node) and entry.op in ("neg", "transpose", "pow", "inverse"):
        return _block(entry.args[0], parser)
    return isinstance(entry, Node) and entry.op in ("mul", "add") and _block(entry.args[-1], parser)


def _closed(opening: str, end: str, rows: list[tuple[Expr, ...]]) -> Expr:
    entries = rows[0] if rows else ()
    if len(rows) == 2 and opening in "([" and end != CLOSE[opening] and {len(r) for r in rows} == {1}:
        return Node("interval", (rows[0][0], rows[1][0]), opening + end)
    if len(rows) > 1 and opening in ("[", "("):
        return Node("matrix", tuple(Node("row", r) for r in rows))
    if len(rows) > 1:
        entries = tuple(e for r in rows for e in r)
    if opening in "([" and end != CLOSE[opening]:
        if len(entries) != 2:
            raise ParseError("brackets that do not match")
        return Node("interval", entries, opening + {"[": ")"}.get(end, end))
    if opening == "langle" and len(entries) == 2:
        return Node("inner", entries)
    if "floor" in opening or "ceil" in opening:
        return Node(opening[1:], entries[:1])
    if opening == "\\{" or (opening == "{" and len(entries) > 1):
        return Node("set", entries)
    if len(entries) == 1 and opening != "langle":
        only = entries[0]
        if opening == "[" and not isinstance(only, Num):
            return (
                only if not (isinstance(only, Node) and only.op == "tuple") else Node("tuple", (only,), "[]")
            )
        return only
    return Node("tuple", entries, opening + end if opening in "([" else "")


def _builder(parser: Cursor, variable: Expr, closing: str) -> Expr:
    condition = parser.statement()
    parser.need(closing)
    return Node("builder", (variable, condition))


def _outward(parser: Cursor) -> Expr:
    """Return an interval written ``]a, b[``."""
    parser.at += 1
    depth, stop = 0, parser.at
    while parser.tokens[stop].kind != "end" and not (depth == 0 and parser.tokens[stop].value in ("[", "]")):
        depth += (parser.tokens[stop].value in ("(", "{")) - (parser.tokens[stop].value in (")", "}"))
        stop += 1
    end = {"[": ")", "]": "]"}.get(parser.tokens[stop].value, "")
    parser.tokens[stop] = parser.tokens[stop]._replace(value="stop")
    low = parser.sum()
    if not end or not parser.take(",", ";"):
        raise ParseError("a bracket that was not opened")
    high = parser.sum()
    parser.need("stop")
    return Node("interval", (low, high), f"({end}")


def bars(parser: Cursor) -> Expr:
    """Return an absolute value (a determinant, of a matrix) or a norm."""
    bar = parser.here.value
    parser.at += 1
    parser.deeper()
    parser.bars += 1
    inner = parser.sum()
    if bar == "|" and parser.sees("||"):  # |a||b|: one closes, the other opens
        parser.tokens[parser.at] = parser.here._replace(value="|")
    elif not parser.take(bar):
        raise ParseError("bars that are not closed")
    parser.bars -= 1
    parser.depth -= 1
    if bar == "|":
        if isinstance(inner, Node) and inner.op in ("matrix",):
            return Node("det", (inner,))
        return Node("abs", (inner,))
    which = ""
    if parser.take("_"):
        weight = parser.ahead() if parser.sees("{") else parser.here
        if weight.kind == "name" and parser.names.is_array(weight.value):
            form = Node("mul", (Node("transpose", (inner,)), parser.argument(), inner))
            return Node("sqrt", (form,))
        which = subscript(parser)
    return Node("norm", (inner,), {"oo": "inf", "max": "max"}.get(which, which))
