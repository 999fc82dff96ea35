r"""Reading a formula as numbers: what an experiment needs to hold an answer against a simulation.

>>> from harness.symbols import declare
>>> evaluate_at(r"\frac{2}{\sigma^2}", [declare("sigma", "positive")], {"sigma": 2.0})
0.5
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from harness.errors import HarnessError
from harness.maths.arithmetic.evaluate import Eye, evaluate, holds, member
from harness.maths.arithmetic.numeric import Numeric
from harness.maths.parsing.parser import parse
from harness.maths.parsing.scope import Names, Scope, names_of
from harness.maths.tree.expr import Expr, Node, Sym
from harness.records import Symbol

Point = Mapping[str, Any]


def evaluate_at(latex: str, symbols: Iterable[Symbol], point: Point) -> Any:
    """Return the value of a formula at a point: a float, a complex, or an array.

    A point's values are numbers, one-dimensional arrays (vectors), two-dimensional ones (matrices)
    or texts of formulas. ``name = formula`` counts as the formula. Vectors come back with one
    dimension, matrices with two. HarnessError where the formula cannot be read or has no value.
    """
    names = _names(symbols, point)
    return _value(_side(parse(latex, names)), names, point)


def value_function(latex: str, symbols: Iterable[Symbol], assume: Iterable[str] = ()) -> Callable[..., Any]:
    """Return a function of the symbols' values (by keyword) that evaluates the formula."""
    declared = tuple(symbols)
    parsed: dict[frozenset[str], tuple[Names, Expr]] = {}

    def value(**point: Any) -> Any:
        key = frozenset(point)
        if key not in parsed:
            names = _names(declared, point)
            parsed[key] = (names, _side(parse(latex, names)))
        names, expr = parsed[key]
        return _value(expr, names, point)

    return value


def holds_at(region: str, symbols: Iterable[Symbol], point: Point) -> bool:
    r"""Return whether the relations of a region (``0 < \eta < 2/\sigma^2``) hold at a point.

    A region without its variable (``(0, 1)``) is tested for the point's only unnamed number,
    given as ``point["value"]``.
    """
    names = _names(symbols, {k: v for k, v in point.items() if k != "value"})
    expr = parse(region, names)
    arithmetic = Numeric(_environment(names, {k: v for k, v in point.items() if k != "value"}))
    with np.errstate(all="ignore"):
        if isinstance(expr, Node) and expr.op in ("chain", "all", "any"):
            return bool(np.all(holds(expr, arithmetic)))
        if "value" not in point:
            raise HarnessError(f"{region!r} names no variable: give point['value']")
        return bool(np.all(member(np.float64(point["value"]), expr, arithmetic)))


def _names(symbols: Iterable[Symbol], point: Point) -> Names:
    table = {s.name: s for s in symbols}
    for name, value in point.items():
        if name not in table and not any(name in s.aliases for s in table.values()):
            shape = np.shape(value) if not isinstance(value, str) else ()
            kind = {0: "real", 1: "vector", 2: "matrix"}[len(shape)]
            table[name] = Symbol(name, kind, tuple(str(k) for k in shape))
    return names_of(Scope(table, (), True))


def _side(expr: Expr) -> Expr:
    """Return the right side of ``name = formula``."""
    if isinstance(expr, Node) and expr.op == "chain" and set(expr.mark.split()) <= {"=", "<-", "->", "~"}:
        return expr.args[-1]
    return expr


def _environment(names: Names, point: Point) -> dict[str, Any]:
    env: dict[str, Any] = {s.name: Eye(np.float64(1)) for s in names.symbols.values() if s.kind == "identity"}
    later: dict[str, str] = {}
    for name, value in point.items():
        name = names.canonical(name)
        if isinstance(value, str):
            later[name] = value
            continue
        array = np.asarray(value, dtype=complex if np.iscomplexobj(value) else float)
        env[name] = array[()] if array.ndim == 0 else array.reshape(1, len(array), -1)
    for name, text in later.items():
        env[name] = evaluate(_side(parse(text, names)), Numeric(env))
    return env


def _value(expr: Expr, names: Names, point: Point) -> Any:
    env = _environment(names, point)
    is_complex = any(e == Sym("i") for e in _walked(expr)) and names.get("i") is None
    with np.errstate(all="ignore"):
        value = evaluate(expr, Numeric(env, real=not is_complex))
        if not isinstance(value, Eye | list) and not np.all(np.isfinite(value)) and not is_complex:
            again = evaluate(expr, Numeric(env, real=False))
            value = again if np.all(np.isfinite(again)) else value
    if isinstance(value, Eye | list):
        raise HarnessError("a formula whose size is not known")
    if np.ndim(value) == 3:
        return value[0].reshape(-1) if 1 in value.shape[1:] else value[0]
    plain = value.reshape(-1)[0] if np.ndim(value) else value
    return complex(plain) if np.iscomplexobj(plain) and abs(plain.imag) > 0 else float(np.real(plain))


def _walked(expr: Expr) -> Iterable[Expr]:
    from harness.maths.tree.expr import walk

    return walk(expr)
