r"""A gold that is a formula, by its top operation: the kinds and values it may be read as."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from harness.grading.gold.chains import chained, variable
from harness.grading.gold.gold import Gold
from harness.grading.gold.lists import listed
from harness.grading.gold.words import has_unit, is_doubtful
from harness.grading.kinds._claimed import over_integers
from harness.grading.kinds.expression import without_unit
from harness.grading.kinds.number import is_special
from harness.grading.language.naming import name
from harness.grading.language.units import split
from harness.grading.page.runs import sides
from harness.maths.parsing.parser import parse
from harness.maths.parsing.scope import Scope, names_of
from harness.maths.tree.expr import Expr, Node, ParseError, Sym, has, names, num, relations, walk
from harness.maths.tree.lattice import lattice
from harness.maths.tree.printing import latex

LETTERS = re.compile(r"\(?[A-J]\)?(?:(?:, ?| and |, and |,? & )\(?[A-J]\)?){1,9}")
_QUANTITY = re.compile(r"[-+−~≈]?\s*(\\?[$€£¥]|\\euro|\\pounds)?\s*[-+−]?\.?\d")
_SHORT_WORD = re.compile(r"[a-z]{3}|[A-Z][a-z]{2}", re.ASCII)
"""Letters that may be a word as well as a product: ``red``, ``mgh``."""
_BASED = re.compile(
    r"0(?:x[0-9A-Fa-f]{1,40}|b[01]{1,60})|\(?[0-9A-F]{1,40}\)?_\{?(?:\\text\{)?\d{1,2}\}{0,2}"
)
_THOUSANDS = re.compile(
    r"[-+−]?\\?\$?(?:\d{1,3}(?:,\d{3}){1,10}(?:\.\d{1,40})?|\d{1,2}(?:,\d{2}){1,6},\d{3}"
    r"|\d{1,3}(?:\.\d{3}){1,10},\d{1,40}|\d{1,3}(?:(?: |\\,|~|')\d{3}){1,10}(?:[.,]\d{1,40})?)"
)
"""Numbers with separators as they are written in English, Indian and continental ways."""
_SEVERAL_UNITS = re.compile(r"\d[^=<>]{1,80}[A-Za-z}][^=<>]{1,80}\d[^=<>]{1,80}")


def in_maths(text: str, scope: Scope) -> Iterator[Gold]:
    """Yield the readings of a gold that is a formula, the most likely first."""
    if _SEVERAL_UNITS.fullmatch(text) is not None and is_special(text):
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
        elif not scope.declared and (formula := without_unit(text)) != text and _lettered(formula, scope):
            yield from in_maths(formula, scope)
        elif _QUANTITY.match(text) is not None and not _is_prose(text):
            yield Gold("number", text)
        return
    if isinstance(expr, Node) and expr.op == "text":
        return
    yield from _by_form(text, expr, scope)
    if not scope.declared and (LETTERS.fullmatch(text) or _SHORT_WORD.fullmatch(text)) is not None:
        yield Gold("text", text, options={"alone": True})


def _lettered(text: str, scope: Scope) -> bool:
    """Whether a text is a formula with letters in it."""
    try:
        return bool(names(parse(text, scope)))
    except ParseError:
        return False


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
    """Yield the readings of a gold by the first rule that fits it."""
    found = next(found for rule in _RULES if (found := rule(text, expr, scope)) is not None)
    yield from found


def _undeclared(text: str, expr: Expr, scope: Scope) -> list[Gold] | None:
    """Return what only holds where nobody has declared names: vectors on a basis, letters of logic."""
    if scope.declared:
        return None
    if vector := _on_basis(text, expr):
        return [Gold("vector", vector)]
    if _op(expr) == "inner" and text.startswith("\\langle"):
        return [Gold("vector", text.replace("\\langle", "(").replace("\\rangle", ")"))]
    if _CONNECTED.search(text) and lattice(expr) is not None:
        return [Gold("expression", text)]
    return None


def _formed(text: str, expr: Expr, scope: Scope) -> Iterator[Gold] | None:
    """Return what the top operation tells."""
    form = _FORMS.get(_op(expr))
    if form is None and has(expr, {"pm"}):
        return iter((Gold("set", text),))
    return None if form is None else form(text, expr, scope)  # type: ignore[arg-type]


def _measured(text: str, expr: Expr, scope: Scope) -> list[Gold] | None:
    """Return a number with its unit; both that and a formula where the unit may be a factor."""
    with_unit = Gold("number", text, options={"with_unit": True})
    if _op(expr) in ("mul", "pow", "div") and _QUANTITY.match(text) is not None and has_unit(text):
        return [with_unit, Gold("expression", text)] if is_doubtful(text) else [Gold("number", text)]
    spaced = _SPACED_UNIT.fullmatch(text) if _op(expr) == "mul" else None
    if spaced is not None and names_of(scope).get(spaced[1]) is None:
        return [with_unit, Gold("expression", text)]
    return None


def _plain(text: str, expr: Expr, scope: Scope) -> list[Gold]:
    return [Gold("expression" if names(expr) else "number", text)]


_Rule = Callable[[str, Expr, Scope], Iterable[Gold] | None]
_RULES: tuple[_Rule, ...] = (_undeclared, _formed, _measured, _plain)


def _op(expr: Expr) -> str:
    return expr.op if isinstance(expr, Node) else ""


_CONNECTED = re.compile(r"\\(?:land|lor|wedge|vee|neg|lnot|cup|cap|setminus|backslash)(?![A-Za-z])|[∧∨¬∪∩∖]")
"""The signs of logic and of sets, which words are not."""


def _on_basis(text: str, expr: Expr) -> str:
    """Return a sum of bold or hatted i, j, k as the text of the vector of its components."""
    from harness.grading.kinds.vector import on_basis

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


def _finite(expr: Expr) -> bool:
    """Whether a union joins nothing but sets whose elements are listed."""
    return isinstance(expr, Node) and (
        expr.op == "set" or (expr.op == "union" and all(_finite(arg) for arg in expr.args))
    )


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


def _built(text: str, expr: Node) -> Iterator[Gold]:
    if (family := over_integers(expr)) is not None:
        yield Gold("expression", latex(family[0]), options={"integers": [family[1]]})
        return
    yield Gold("region", text)
    yield Gold("set", text)


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
    "chain": lambda text, expr, scope: chained(text, expr, scope, _by_form),
    "tuple": lambda text, expr, scope: listed(text, expr, scope, in_maths),
    "matrix": _matrix,
    "any": _any,
    "all": lambda text, expr, scope: (
        iter((Gold("region", text, options=variable(expr)),))
        if all(isinstance(a, Node) and a.op == "chain" and "=" not in relations(a) for a in expr.args)
        and len(names(expr)) == 1
        else listed(text, Node("tuple", expr.args), scope, in_maths)
    ),
    "set": lambda text, expr, scope: iter((Gold("set", text),)),
    "pm": lambda text, expr, scope: iter((Gold("set", text),)),
    "law": lambda text, expr, scope: iter((Gold("expression", text),)),
    "empty": lambda text, expr, scope: iter((Gold("set", text),)),
    "builder": lambda text, expr, scope: _built(text, expr),
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
