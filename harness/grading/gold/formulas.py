r"""A gold that is a formula, by its top operation: the kinds and values it may be read as."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from harness.grading.gold.gold import Gold
from harness.grading.gold.words import has_unit, is_doubtful
from harness.grading.kinds.number import special
from harness.grading.kinds.region import ascending
from harness.grading.language.naming import is_product, name, squared
from harness.grading.language.units import split
from harness.grading.page.runs import pieces, sides
from harness.maths.parsing.parser import parse
from harness.maths.parsing.scope import Scope, names_of
from harness.maths.tree.expr import BINDERS, Expr, Node, ParseError, Sym, has, names, num, relations, walk
from harness.maths.tree.lattice import lattice
from harness.maths.tree.step_letters import letter_of

LETTERS = re.compile(r"\(?[A-J]\)?(?:(?:, ?| and |, and |,? & )\(?[A-J]\)?){1,9}")
_QUANTITY = re.compile(r"[-+−~≈]?\s*(\\?[$€£¥]|\\euro|\\pounds)?\s*[-+−]?\.?\d")
_BASED = re.compile(r"\(?[0-9A-F]{1,40}\)?_\{?(?:\\text\{)?\d{1,2}\}{0,2}")
_THOUSANDS = re.compile(r"[-+−]?\\?\$?\d{1,3}(?:,\d{3}){1,10}(?:\.\d{1,40})?")
_SEVERAL_UNITS = re.compile(r"\d[^=<>]{1,80}[A-Za-z}][^=<>]{1,80}\d[^=<>]{1,80}")


def in_maths(text: str, scope: Scope) -> Iterator[Gold]:
    """Yield the readings of a gold that is a formula, the most likely first."""
    if _SEVERAL_UNITS.fullmatch(text) is not None and special(text) is not None:
        yield Gold("number", text)
        return
    if _BASED.fullmatch(text) is not None or _THOUSANDS.fullmatch(text) is not None:
        yield Gold("number", text)
        return
    try:
        expr = parse(text, scope)
    except ParseError:
        if not scope.declared and (found := list(_labelled(text, scope))):
            yield from found
        elif _QUANTITY.match(text) is not None and not _is_prose(text):
            yield Gold("number", text)
        return
    if isinstance(expr, Node) and expr.op == "text":
        return
    yield from _by_form(text, expr, scope)
    if LETTERS.fullmatch(text) is not None and not scope.declared:
        yield Gold("text", text)


def _labelled(text: str, scope: Scope) -> Iterator[Gold]:
    """Yield the readings of a value whose label is no formula, ``P(A|B) = 2/5``, or that has a unit."""
    chain = sides(text, 0, len(text))
    if len(chain) == 2 and chain[1].relation == "=":
        label = text[chain[0].start : chain[0].end].strip()
        value = text[chain[1].start : chain[1].end].strip()
        if _LABEL.fullmatch(label) is not None or name(label) is not None:
            for gold in in_maths(value, scope):
                yield replace(gold, name=gold.name or (label if name(label) is not None else ""))
        return
    number, unit = split(text)
    if unit is not None and "=" not in number:
        try:
            parse(number, scope)
        except ParseError:
            return
        yield Gold("number", text)


_LABEL = re.compile(r"\\?[A-Za-z]{1,12}\s*(?:\\left)?\([^()=]{1,60}(?:\\right)?\)", re.ASCII)
"""A function's value or a probability."""


def _is_prose(text: str) -> bool:
    return sum(len(word) > 2 and word.isalpha() for word in text.split()) > 2


def _by_form(text: str, expr: Expr, scope: Scope) -> Iterator[Gold]:
    op = expr.op if isinstance(expr, Node) else ""
    if (vector := _on_basis(text, expr)) and not scope.declared:
        yield Gold("vector", vector)
    elif op == "inner" and text.startswith("\\langle") and not scope.declared:
        yield Gold("vector", text.replace("\\langle", "(").replace("\\rangle", ")"))
    elif not scope.declared and _CONNECTED.search(text) and lattice(expr) is not None:
        yield Gold("expression", text)
    elif op not in _FORMS and has(expr, {"pm"}):
        yield Gold("set", text)
    elif op in _FORMS:
        yield from _FORMS[op](text, expr, scope)  # type: ignore[arg-type]
    elif op in ("mul", "pow", "div") and _QUANTITY.match(text) is not None and has_unit(text):
        doubtful = is_doubtful(text)
        yield Gold("number", text, options={"with_unit": True} if doubtful else {})
        if doubtful:
            yield Gold("expression", text)
    elif op == "mul" and (spaced := _SPACED_UNIT.fullmatch(text)) and names_of(scope).get(spaced[1]) is None:
        yield Gold("number", text, options={"with_unit": True})
        yield Gold("expression", text)
    elif not names(expr):
        yield Gold("number", text)
    else:
        yield Gold("expression", text)


_CONNECTED = re.compile(r"\\(?:land|lor|wedge|vee|neg|lnot|cup|cap|setminus|backslash)(?![A-Za-z])|[∧∨¬∪∩∖]")
"""The signs of logic and of sets, which words are not."""


def _on_basis(text: str, expr: Expr) -> str:
    """Return a sum of bold or hatted i, j, k as the text of the vector of its components."""
    from harness.grading.kinds.vector import on_basis
    from harness.maths.tree.printing import latex

    if not _BASIS.search(text):
        return ""
    count = 3 if any(isinstance(e, Sym) and e.name == "k" for e in walk(expr)) else 2
    found = on_basis(expr, Node("tuple", (num(0),) * count))
    if found is expr or not isinstance(found, Node):
        return ""
    return f"({', '.join(latex(part) for part in found.args)})"


_BASIS = re.compile(
    r"\\(?:mathbf|hat|vec|boldsymbol|bm|bold|textbf|hat\{\\mathbf)\s*\{?\s*\\?[ijk](?:math)?\b"
)
_SPACED_UNIT = re.compile(r"[-+−]?\d[\d.,]*(?: |\\[,; ]|~)([mgshVAWNJKCFHTL])", re.ASCII)
"""A number and a letter that may be a unit or a factor: a claim has to say the unit, too."""


def _chain(text: str, expr: Node, scope: Scope) -> Iterator[Gold]:
    signs = relations(expr)
    parts = sides(text, 0, len(text))
    first = text[parts[0].start : parts[0].end]
    if set(signs) <= {"=", "~"} and len(parts) == len(signs) + 1:
        label = name(first) is not None
        if len(signs) > 1 and not scope.declared and all(isinstance(arg, Sym) for arg in expr.args[:-1]):
            value = text[parts[-1].start : parts[-1].end]
            found = list(_by_form(value, expr.args[-1], scope))[:1]
            labels = [text[part.start : part.end] for part in parts[:-1]]
            if found and all(name(one) is not None for one in labels):
                yield Gold("several", text, parts=tuple(replace(found[0], name=one) for one in labels))
                return
        if label and len(signs) == 1 and not scope.declared and is_product(first):
            yield Gold("equation", text)
            if not names(expr.args[-1]):
                yield Gold("number", text[parts[-1].start : parts[-1].end], first)
            return
        if label and _worth(expr.args[0], scope):
            yield Gold("equation", text)
            if expr.args[-1] == num(0):
                return
        if label:
            inner = text[parts[-1].start : parts[-1].end]
            related = len(signs) == 1 and bool(names(expr.args[-1]))
            given = scope.declared and isinstance(expr.args[0], Sym) and expr.args[0].name in scope.symbols
            if related and (not scope.declared or given or letter_of(expr)):
                yield Gold("equation", text, first)
            for gold in _by_form(inner, expr.args[-1], scope):
                yield replace(gold, name=first)
            if related and (given or letter_of(expr)):
                yield Gold("equation", text)
            return
        if not any(names(arg) for arg in expr.args):
            side = 0 if signs == ("~",) else -1
            inner = text[parts[side].start : parts[side].end]
            yield from _by_form(inner, expr.args[side], scope)
            return
        swapped = isinstance(expr.args[-1], Sym) and not names(expr.args[0])
        if len(signs) == 1 and not scope.declared and swapped:
            own = text[parts[-1].start : parts[-1].end]
            for gold in _by_form(text[parts[0].start : parts[0].end], expr.args[0], scope):
                yield replace(gold, name=own)
        elif len(signs) == 1 and not scope.declared and _of_segments(expr):
            yield Gold("equation", text)
            yield from _by_form(text[parts[-1].start : parts[-1].end], expr.args[-1], scope)
            return
        if len(signs) == 1 and not scope.declared and _only_names(expr.args[0]):
            yield from _by_form(text[parts[-1].start : parts[-1].end], expr.args[-1], scope)
        yield Gold("equation", text)
        return
    if signs == ("->",) and not scope.declared and isinstance(expr.args[0], Sym) and names(expr.args[1]):
        yield from _by_form(text[parts[-1].start : parts[-1].end], expr.args[-1], scope)
        return
    if signs == ("in",) and isinstance(expr.args[1], Node) and expr.args[1].op == "set":
        yield Gold("set", text[parts[-1].start : parts[-1].end], first)
        return
    yield Gold("region", text, options=_variable(expr))


def _of_segments(expr: Node) -> bool:
    """Whether an equation gives the length of segments, or a ratio of them, as a number."""
    left, right = expr.args[0], expr.args[-1]
    if names(right) or not isinstance(left, Node) or left.op not in ("div", "abs", "mul"):
        return False
    return all(len(n) == 1 and n.isupper() for n in names(left)) and bool(names(left))


def _only_names(side: Expr) -> bool:
    """Whether a left side only says what is given: ``(x, y)``, ``\\nabla f``, ``(f \\circ g)(x)``."""
    if not isinstance(side, Node):
        return False
    if side.op == "call":
        return side.mark.startswith("nabla")
    if side.op == "mul" and len(side.args) == 2 and isinstance(side.args[0], Node):
        return side.args[0].op == "hadamard" and isinstance(side.args[1], Sym)
    return side.op == "tuple" and all(isinstance(arg, Sym) for arg in side.args)


def _worth(side: Expr, scope: Scope) -> bool:
    """Whether a left side is a formula with a value of its own and no label: Av, det(A − λI)."""
    if not isinstance(side, Node) or side.op in ("call", "expect", "item", "tuple", "text", *BINDERS):
        return False
    known = names_of(scope)
    return side.op == "det" or (scope.declared and all(known.get(n) is not None for n in names(side)))


def _variable(expr: Node) -> dict[str, object]:
    """Return the variable of a region: the only name, or the side that is a name."""
    free = names(expr)
    alone = [side.name for side in expr.args if isinstance(side, Sym) and side.name in free]
    if len(free) == 1:
        return {"variable": next(iter(free))}
    return {"variable": alone[0]} if len(alone) == 1 else {}


def _several(text: str, expr: Node, scope: Scope) -> tuple[Gold, ...]:
    """Return the golds of ``x = 1, y = 2``; () where it is no list of values under different names."""
    if not all(isinstance(arg, Node) and arg.op == "chain" and relations(arg) == ("=",) for arg in expr.args):
        return ()
    found: list[Gold] = []
    for low, high in pieces(text, 0, len(text)):
        chain = sides(text, low, high)
        label = text[chain[0].start : chain[0].end]
        if len(chain) != 2 or (name(label) or squared(label)) is None:
            return ()
        value = next(in_maths(text[chain[1].start : chain[1].end].strip(), scope), None)
        if value is None:
            return ()
        found.append(replace(value, name=label))
    return tuple(found) if len({gold.name for gold in found}) == len(found) > 1 else ()


def _finite(expr: Expr) -> bool:
    """Whether a union joins nothing but sets whose elements are listed."""
    return isinstance(expr, Node) and (
        expr.op == "set" or (expr.op == "union" and all(_finite(arg) for arg in expr.args))
    )


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


def _tuple(text: str, expr: Node, scope: Scope) -> Iterator[Gold]:
    if not expr.mark and not scope.declared and (named := _enumerated(text, expr)) is not None:
        yield named
    elif not expr.mark and (several := _several(text, expr, scope)):
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


def _matrix(text: str, expr: Node, scope: Scope) -> Iterator[Gold]:
    rows = expr.args
    flat = len(rows) == 1 or all(isinstance(row, Node) and len(row.args) == 1 for row in rows)
    known = names_of(scope)
    blocks = any(known.is_array(n) for n in names(expr))
    yield Gold("vector" if flat and not blocks else "matrix", text)


SETS = frozenset(("reals", "integers", "naturals", "rationals", "complexes", "empty", "text"))


def _any(text: str, expr: Node, scope: Scope) -> Iterator[Gold]:
    values = [
        arg for arg in expr.args if isinstance(arg, Node) and arg.op == "chain" and relations(arg) == ("=",)
    ]
    if not has(expr, {"chain", "interval", "builder", *SETS}):
        yield Gold("set", text)
        return
    if len(values) == len(expr.args) and all(isinstance(v.args[0], Sym) for v in values):
        own = values[0].args[0].name if isinstance(values[0].args[0], Sym) else ""
        alone = {v.args[0] for v in values} == {Sym(own)} and not names(expr) - {own}
        yield Gold("set", text, own, options={"variable": own} if alone else {})
    elif values:
        yield Gold("equation", text)
    else:
        yield Gold("region", text)


def options_of(expr: Expr, scope: Scope) -> dict[str, object]:
    """Return the choices of a case distinction between words, or between names that nobody declared."""
    given = [branch.args[0] for branch in getattr(expr, "args", ()) if isinstance(branch, Node)]
    keys = [
        v.name if isinstance(v, Sym) else v.mark if isinstance(v, Node) and v.op == "text" else ""
        for v in given
    ]
    if not all(keys) or not scope.declared or any(key in scope.symbols for key in keys):
        return {}
    also = {key: [n for n in scope.symbols if n.endswith("_" + key)] for key in keys}
    return {"choices": {key: [key, *also[key]] for key in keys}}


_FORMS: dict[str, Callable[[str, Node, Scope], Iterator[Gold]]] = {
    "chain": _chain,
    "tuple": _tuple,
    "matrix": _matrix,
    "any": _any,
    "all": lambda text, expr, scope: (
        iter((Gold("region", text, options=_variable(expr)),))
        if all(isinstance(a, Node) and a.op == "chain" and "=" not in relations(a) for a in expr.args)
        and len(names(expr)) == 1
        else _tuple(text, Node("tuple", expr.args), scope)
    ),
    "set": lambda text, expr, scope: iter((Gold("set", text),)),
    "pm": lambda text, expr, scope: iter((Gold("set", text),)),
    "law": lambda text, expr, scope: iter((Gold("expression", text),)),
    "empty": lambda text, expr, scope: iter((Gold("set", text),)),
    "builder": lambda text, expr, scope: iter((Gold("region", text), Gold("set", text))),
    "interval": lambda text, expr, scope: iter((Gold("region", text),)),
    "union": lambda text, expr, scope: iter(
        (Gold("region", text), *((Gold("set", text),) if _finite(expr) else ()))
    ),
    "minus": lambda text, expr, scope: iter((Gold("region", text),)),
    "reals": lambda text, expr, scope: iter((Gold("region", text),)),
    "integers": lambda text, expr, scope: iter((Gold("region", text),)),
    "intersect": lambda text, expr, scope: iter((Gold("region", text),)),
    "cases": lambda text, expr, scope: iter(
        (Gold("expression", text), Gold("conditional", text, options=options_of(expr, scope)))
    ),
}
"""Top operation of a gold → its readings."""
