"""Names as tokens spell them: accents, subscripts, stars, primes and step indices."""

from __future__ import annotations

from harness.maths.parsing.cursor import Cursor
from harness.maths.parsing.tokens import Token
from harness.maths.tree.expr import ParseError, num


def name(parser: Cursor) -> str:
    """Return the plain spelling of the name that comes next, accents and subscript included."""
    accents = []
    while parser.here.kind == "accent":
        if parser.here.value:
            accents.append(parser.here.value)
        parser.at += 1
    if accents or parser.sees("{"):
        base = _braced_name(parser)
    elif parser.here.kind == "name":
        base = parser.here.value
        parser.at += 1
    else:
        raise ParseError("a name was expected")
    for accent in accents:
        head, _, tail = base.partition("_")
        base = f"{head}_{accent}" + (f"_{tail}" if tail else "")
    if parser.sees("^") and _is_star(parser):
        return _tail(parser, base)
    if parser.sees("_") and base not in ("oo", "EXPECT"):
        base = _subscripted(parser, base)
        while parser.sees("_") and "_" in base:
            parser.at += 1
            base += f"_{subscript(parser)}"
    return _tail(parser, base)


def _braced_name(parser: Cursor) -> str:
    if not parser.take("{"):
        return name(parser)
    inner = name(parser)
    parser.need("}")
    return inner


def _subscripted(parser: Cursor, base: str) -> str:
    start = parser.at
    parser.at += 1
    sub = subscript(parser)
    full = f"{base}_{sub}"
    names = parser.names
    symbol = names.get(base)
    if sub == "+" and names.is_scalar(base) and names.get(full) is None:
        parser.at = start  # its positive part
        return base
    if (
        symbol is not None
        and symbol.kind == "identity"
        and names.get(full) is None
        and sub not in ("ij", "ii")
    ):
        return base  # its size is said: it has the size that fits
    element = names.get(full) is None or (full not in names.spellings and _is_bound(parser, sub))
    if element and symbol is not None and names.is_array(base):
        parser.at = start  # an element of a declared array: left to `indexed`
        return base
    return full


def _is_bound(parser: Cursor, sub: str) -> bool:
    """Whether a subscript is an index of a sum around it, or two of them."""
    return bool(parser.bound) and (sub in parser.bound or (len(sub) == 2 and set(sub) <= set(parser.bound)))


def subscript(parser: Cursor) -> str:
    """Return a subscript as plain text without spaces and commas."""
    if not parser.take("{"):
        token = parser.here
        if token.kind == "end" or (token.kind == "op" and token.value not in ("star", "*", "+", "-")):
            raise ParseError("a subscript was expected")
        if token.kind == "num" and len(token.value) > 1 and token.value[0] == "0" and token.value.isdigit():
            parser.tokens[parser.at] = Token("num", token.value[1:], False, num(int(token.value[1:])))
            return "0"  # N_02^t is N_0 2^t
        parser.at += 1
        return _STARS.get(token.value, token.value.replace(" ", ""))
    pieces: list[str] = []
    depth = 1
    while True:
        token = parser.here
        if token.kind == "end" or len(pieces) > 20:
            raise ParseError("a subscript without an end")
        parser.at += 1
        if token.kind == "op" and token.value in "{}":
            depth += 1 if token.value == "{" else -1
            if depth == 0:
                break
            continue
        if token.value not in (",", ";") and token.kind != "accent":
            pieces.append(_STARS.get(token.value, token.value.replace(" ", "")))
    return "starstar" if pieces == ["^"] else "".join(pieces)  # two stars are lexed as a power


_STARS = {"*": "star"}


def _is_star(parser: Cursor) -> bool:
    after = [parser.ahead(k) for k in (1, 2, 3)]
    if after[0].value == "{":
        return after[1].kind == "op" and after[1].value in ("*", "star") and after[2].value == "}"
    return after[0].kind == "op" and after[0].value in ("*", "star")


def _tail(parser: Cursor, base: str) -> str:
    """Take a star, an index in round brackets or primes into the name."""
    names = parser.names
    while True:
        if parser.sees("^") and _is_star(parser):
            symbol = names.get(base)
            if symbol is not None and symbol.kind == "matrix" and f"{base}_star" not in names.spellings:
                return base
            parser.at += 4 if parser.ahead().value == "{" else 2
            base += "_star"
            if parser.sees("_"):
                parser.at += 1
                base += f"_{subscript(parser)}"
        elif parser.sees("^") and parser.ahead().value == "{" and parser.ahead(2).value == "(":
            length = next((k for k in range(4, 8) if parser.ahead(k).value == ")"), 0)
            if not length or parser.ahead(length + 1).value != "}":
                return base
            index = "".join(parser.ahead(k).value for k in range(3, length))
            base += f"^({index})" if f"{base}^({index})" in names.spellings else f"_{index}"
            parser.at += length + 2
        elif (length := _prime(parser)) and (f"{base}_prime" in names.spellings or not names.is_array(base)):
            parser.at += length
            base += "_prime"
        elif parser.sees("^") and [parser.ahead(k).value for k in (1, 2, 3)] in _STARRED:
            del parser.tokens[parser.at + 2]  # the star belongs to the name, what is left is its transpose
            base += "_star"
        elif parser.sees("[", "(") and (index := _index(parser, base)):
            base += index
        else:
            return base


_STARRED = [["{", star, "top"] for star in ("*", "star")]


def _prime(parser: Cursor) -> int:
    """Return how many tokens the prime that comes next takes: 0 where there is none."""
    if parser.sees("'"):
        return 1
    if not parser.sees("^"):
        return 0
    after = [parser.ahead(k).value for k in (1, 2, 3)]
    return 2 if after[0] == "'" else 4 if after == ["{", "'", "}"] else 0


def _index(parser: Cursor, base: str) -> str:
    """Take a bracket that belongs to a declared spelling (``x_t[i]``) and return it; "" for any other."""
    index = ""
    for length in range(1, 8):
        token = parser.ahead(length - 1)
        index += token.value
        if token.kind == "end":
            return ""
        if token.value in ("]", ")"):
            known = length > 2 and f"{base}{index}" in parser.names.spellings
            parser.at += length if known else 0
            return index if known else ""
    return ""
