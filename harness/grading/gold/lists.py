r"""A gold that is a list: values of several names, a set of values, a value with its conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from harness.grading.gold.gold import Gold
from harness.grading.kinds.region import ascending
from harness.grading.language.naming import name, squared
from harness.grading.page.runs import pieces, sides
from harness.maths.parsing.scope import Scope
from harness.maths.tree.expr import Node, Sym, has, names, relations

Reader = Callable[[str, Scope], Iterator[Gold]]
"""What reads a gold from its text."""


def listed(text: str, expr: Node, scope: Scope, reader: Reader) -> Iterator[Gold]:
    """Yield the readings of a gold that is a list or a tuple, the most likely first."""
    if not expr.mark and not scope.declared and (named := _enumerated(text, expr)) is not None:
        yield named
    elif not expr.mark and (several := _several(text, expr, scope, reader)):
        yield Gold("several", text, parts=several)
    elif not expr.mark and (plain := _conditioned(text, expr)):
        yield from plain
    elif not expr.mark:
        yield Gold("set", text, _shared_label(text, expr))
        yield Gold("tuple", text)
    elif expr.mark == "[]":
        if len(expr.args) == 2 and ascending(*expr.args):
            yield Gold("region", text)
        yield Gold("vector", text)
        yield Gold("tuple", text)
    else:
        yield Gold("tuple", text)
        if len(expr.args) == 2:
            yield Gold("region", text)
        yield Gold("vector", text)


def _several(text: str, expr: Node, scope: Scope, reader: Reader) -> tuple[Gold, ...]:
    """Return the golds of ``x = 1, y = 2``; () where it is no list of values under different names."""
    if not all(isinstance(arg, Node) and arg.op == "chain" and relations(arg) == ("=",) for arg in expr.args):
        return ()
    found: list[Gold] = []
    for low, high in pieces(text, 0, len(text)):
        chain = sides(text, low, high)
        label = text[chain[0].start : chain[0].end]
        if len(chain) != 2 or (name(label) or squared(label)) is None:
            return ()
        value = next(reader(text[chain[1].start : chain[1].end].strip(), scope), None)
        if value is None:
            return ()
        found.append(replace(value, name=label))
    return tuple(found) if len({gold.name for gold in found}) == len(found) > 1 else ()


def _shared_label(text: str, expr: Node) -> str:
    """Return the name that all equations of a list give a value to, "" where there is no such name."""
    given = [
        e.args[0] if isinstance(e, Node) and e.op == "chain" and e.mark == "=" else None for e in expr.args
    ]
    if None in given or any(one != given[0] for one in given):
        return ""
    first = sides(text, 0, len(text))[0]
    label = text[first.start : first.end]
    return label if name(label) is not None else ""


def _enumerated(text: str, expr: Node) -> Gold | None:
    """Return the gold of ``n = 1, 2, 3`` and of equations that all give one name: a set of values."""
    first, rest = expr.args[0], expr.args[1:]
    if not (isinstance(first, Node) and first.op == "chain" and relations(first) == ("=",)):
        return None
    chain = sides(text, *pieces(text, 0, len(text))[0])
    label = text[chain[0].start : chain[0].end]
    if name(label) is None or not rest or any(has(e, {"chain", "text"}) for e in rest):
        return None
    return Gold("set", text[chain[1].start :], label)


def _conditioned(text: str, expr: Node) -> tuple[Gold, ...]:
    """Return a value with the conditions behind it: ``1/x, x ≠ 0`` and ``π/4 + kπ, k ∈ ℤ``."""
    first, *rest = expr.args
    if isinstance(first, Node) and first.op == "chain" and set(relations(first)) != {"="}:
        return ()
    if not rest or not all(isinstance(r, Node) and r.op == "chain" and "=" not in relations(r) for r in rest):
        return ()
    whole = tuple(
        r.args[0].name
        for r in rest
        if isinstance(r, Node)
        and isinstance(r.args[0], Sym)
        and isinstance(r.args[1], Node)
        and relations(r) == ("in",)
        and r.args[1].op in ("integers", "naturals")
    )
    if isinstance(first, Node) and first.op == "chain":
        if not isinstance(first.args[0], Sym) or len(first.args) != 2:
            return ()
        first = first.args[1]
    elif not names(first):
        return ()
    low, high = pieces(text, 0, len(text))[0]
    side = sides(text, low, high)[-1]
    options: dict[str, object] = {"integers": list(whole)} if whole else {}
    return (Gold("expression", text[side.start : side.end], options=options),)
