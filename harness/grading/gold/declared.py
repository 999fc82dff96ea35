"""Declared names against those that a gold uses: an alias where one plainly is the other, else an error.

A name that is declared and occurs nowhere, beside one that occurs and is nearly that, is a slip: without
a word the gold's name would be a number nobody has declared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from harness.errors import DeclarationError
from harness.maths.parsing.parser import parse
from harness.maths.parsing.scope import scope_of
from harness.maths.tree.expr import ParseError
from harness.maths.tree.expr import names as free_names
from harness.records import Symbol

_ALIKE = str.maketrans("lIOo", "1100")
"""Letters that are taken for digits."""


def met(symbols: tuple[Symbol, ...], assume: Iterable[str], texts: Iterable[str]) -> tuple[Symbol, ...]:
    """Return the symbols with the aliases under which the texts use them; DeclarationError for a slip.

    >>> from harness.symbols import declare
    >>> met((declare("sigmamax", "positive"),), (), ["2 sigma_max"])[0].aliases
    ('sigma_max',)
    """
    used = _names((*texts, *assume), symbols)
    known = {symbol.name for symbol in symbols} | {size for symbol in symbols for size in symbol.shape}
    foreign = sorted(name for name in used - known if len(name) > 1)
    idle = [symbol for symbol in symbols if symbol.name not in used]
    if not foreign or not idle:
        return symbols
    aliases: dict[str, str] = {}
    for name in foreign:
        same = [symbol.name for symbol in idle if _bare(symbol.name) == _bare(name)]
        if len(same) == 1:
            aliases[same[0]] = name
        elif near := [symbol.name for symbol in idle if _taken(symbol.name) == _taken(name)]:
            raise DeclarationError(
                f"{near[0]} is declared and occurs nowhere, {name} occurs and is not declared: "
                "write one as the other, or declare both"
            )
    return tuple(
        replace(s, aliases=(*s.aliases, aliases[s.name])) if s.name in aliases else s for s in symbols
    )


def _names(texts: Iterable[str], symbols: tuple[Symbol, ...]) -> set[str]:
    scope = scope_of(symbols, ())
    found: set[str] = set()
    for text in texts:
        try:
            found |= free_names(parse(text, scope))
        except ParseError:
            continue
    return found


def _bare(name: str) -> str:
    return name.replace("_", "")


def _taken(name: str) -> str:
    """Return a name as somebody reads it who looks at it once."""
    return _bare(name).translate(_ALIKE).casefold()
