"""Drawing points that satisfy every assumption and relation, for several sizes.

A `Batch` is a handful of points that share their sizes: wide, square and tall where the
declarations allow it. The same declarations and seed give the same points on any machine; scalars
are rounded to a few digits so that a witness reads well.
"""

from __future__ import annotations

import itertools
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from harness.errors import DeclarationError
from harness.maths.arithmetic.evaluate import STEPS, Eye, Purse, Value, evaluate, holds
from harness.maths.arithmetic.numeric import Numeric
from harness.maths.equality.shapes import array, drawn_scalar
from harness.maths.parsing.scope import Names
from harness.maths.tree.expr import Expr, Node, NoValue, ParseError, Sym
from harness.maths.tree.expr import names as free_names
from harness.records import Symbol
from harness.symbols import bounds

SCALAR_POINTS, ARRAY_POINTS, TRIES = 16, 5, 6
"""Points of a scalar batch, of each batch of sizes, and rounds of drawing before giving up."""
POLISHED = frozenset(("unit norm", "sums to 1", "orthogonal", "orthonormal columns", "orthonormal rows"))
"""Properties that a long float has to be given anew."""
_SIZES = (2, 3, 4, 5)
_TERM = re.compile(r"([+\-*]?)(\d+|[A-Za-z][A-Za-z0-9_]*)")


@dataclass(frozen=True, eq=False)
class Batch:
    """Points with common sizes."""

    sizes: Mapping[str, int]
    values: Mapping[str, Value]
    count: int
    exactly: tuple[tuple[str, str | Expr], ...] = ()
    """What doubles only meet up to rounding: a name with its property, or with what it equals."""


@lru_cache(maxsize=512)
def batches(names: Names, assume: tuple[str, ...], seed: int = 0) -> tuple[Batch, ...]:
    """Return points for all declared symbols; DeclarationError where none can be drawn."""
    return _drawn(tuple(names.symbols.values()), assume, seed, names)


def check(symbols: Iterable[Symbol], assume: Sequence[str] = ()) -> None:
    """Raise DeclarationError where the declarations and relations cannot be met together."""
    from harness.maths.parsing.scope import Scope, names_of
    from harness.symbols import check_order

    check_order(assume)
    table = {s.name: s for s in symbols}
    batches(names_of(Scope(table, tuple(assume), True)), tuple(assume))


_CACHE: dict[tuple[Any, ...], tuple[Batch, ...]] = {}


def _drawn(
    symbols: tuple[Symbol, ...], assume: tuple[str, ...], seed: int, names: Names
) -> tuple[Batch, ...]:
    key = (symbols, assume, seed)
    found = _CACHE.get(key)
    if found is None:
        if len(_CACHE) > 256:
            _CACHE.clear()
        with Purse(TRIES * STEPS):  # kept, so no claim's
            found = _CACHE[key] = _draw(symbols, relations(assume, names), seed)
    return found


def relations(assume: tuple[str, ...], names: Names) -> tuple[Expr, ...]:
    """Return the relations as expressions; DeclarationError where one cannot be read."""
    from harness.maths.parsing.parser import parse

    out = []
    for text in assume:
        try:
            out.append(parse(text, names))
        except ParseError as cause:
            raise DeclarationError(f"assumption {text!r}: cannot be read: {cause}") from cause
    return tuple(out)


def size_of(text: str, sizes: Mapping[str, int]) -> int:
    """Return the value of a size such as ``n``, ``3`` or ``d-n``."""
    total, at = 0, 0
    for match in _TERM.finditer(text.replace(" ", "")):
        sign, term = match.groups()
        value = int(term) if term.isdigit() else sizes[term]
        total = total * value if sign == "*" else total + (-value if sign == "-" else value)
        at = match.end()
    if at != len(text.replace(" ", "")) or not 1 <= total <= 64:
        raise KeyError(text)
    return total


def size_names(symbols: Iterable[Symbol]) -> list[str]:
    """Return the letters that sizes are written with."""
    found = (m[1] for s in symbols for size in s.shape for m in _TERM.findall(size))
    return sorted({name for name in found if not name.isdigit()})


def _draw(symbols: tuple[Symbol, ...], rules: tuple[Expr, ...], seed: int) -> tuple[Batch, ...]:
    letters = size_names(symbols)
    rng = np.random.default_rng([seed, 20_261])
    if not letters and not any(s.shape for s in symbols):
        return (_batch(symbols, rules, {}, SCALAR_POINTS, rng),)
    found, failure = [], ""
    for sizes in _size_choices(symbols, letters, rules):
        try:
            found.append(_batch(symbols, rules, sizes, ARRAY_POINTS, rng))
        except DeclarationError as cause:
            failure = str(cause)
        if len(found) == 4:
            break
    if not found:
        raise DeclarationError(failure or f"no sizes {', '.join(letters)} satisfy the declarations")
    return tuple(found)


def _size_choices(
    symbols: tuple[Symbol, ...], letters: list[str], rules: tuple[Expr, ...]
) -> list[dict[str, int]]:
    """Return sizes that fit the declarations: different ones first, then equal ones."""
    wanted = {s.name: s for s in symbols}
    sized_rules = [r for r in rules if free_names(r) <= set(letters)]
    choices = []
    for values in itertools.islice(itertools.product(_SIZES, repeat=len(letters)), 4096):
        sizes = dict(zip(letters, values, strict=True))
        if all(_fits(s, sizes) for s in symbols) and _sizes_allowed(sizes, wanted, sized_rules):
            choices.append(sizes)

    def rank(sizes: dict[str, int]) -> tuple[int, int]:
        order = tuple(sizes.values())
        return (len(order) - len(set(order)), sum(order))

    choices.sort(key=rank)
    picked: list[dict[str, int]] = []
    seen: set[tuple[int, ...]] = set()
    for sizes in choices:  # one for each way the sizes can be ordered: wide, tall, square
        order = tuple(int(np.sign(a - b)) for a, b in itertools.combinations(sizes.values(), 2))
        if order not in seen:
            seen.add(order)
            picked.append(sizes)
    return picked + [c for c in choices if c not in picked][:6]


def _fits(symbol: Symbol, sizes: Mapping[str, int]) -> bool:
    try:
        shape = [size_of(s, sizes) for s in symbol.shape]
    except KeyError:
        return False
    if len(shape) != 2:
        return True
    said = symbol.assumptions
    wide, tall = shape[0] <= shape[1], shape[0] >= shape[1]
    if ("full row rank" in said or "orthonormal rows" in said) and not wide:
        return False
    return tall if ("full column rank" in said or "orthonormal columns" in said) else True


def _sizes_allowed(sizes: Mapping[str, int], wanted: Mapping[str, Symbol], rules: list[Expr]) -> bool:
    env = {k: np.float64(v) for k, v in sizes.items()}
    for name, value in env.items():
        symbol = wanted.get(name)
        if symbol is not None and not drawn_scalar.allows(symbol, float(value)):
            return False
    try:
        return all(bool(np.all(holds(r, Numeric(env)))) for r in rules)
    except NoValue:
        return False


def _batch(
    symbols: tuple[Symbol, ...], rules: tuple[Expr, ...], sizes: Mapping[str, int], count: int, rng: Any
) -> Batch:
    kept: dict[str, list[Value]] = {}
    total = 0
    given, tests = _assignments(rules, {s.name for s in symbols if s.name not in sizes})
    for round_ in range(TRIES):
        many = count if not tests else (8 if any(s.shape for s in symbols) else 40) * count * (1 + 4 * round_)
        values = _values(symbols, sizes, many, rng)
        mask = _settle(values, given, tests, symbols, many)
        chosen = np.flatnonzero(mask)[: count - total]
        for name, value in values.items():
            if not isinstance(value, Eye) and name not in sizes:
                kept.setdefault(name, []).append(value[chosen])
        total += len(chosen)
        if total >= count:
            break
    if total < max(2, count // 2):
        raise DeclarationError(_unmet(symbols, rules, tests, sizes))
    merged: dict[str, Value] = {k: np.concatenate(v) for k, v in kept.items()}
    merged.update({k: v for k, v in values.items() if isinstance(v, Eye)})
    merged.update({k: np.float64(v) for k, v in sizes.items()})
    met = tuple(
        (s.name, w) for s in symbols for w in s.assumptions if w in POLISHED and s.name not in dict(given)
    )
    return Batch(dict(sizes), merged, total, (*met, *given))


def _unmet(
    symbols: tuple[Symbol, ...], rules: tuple[Expr, ...], tests: list[Expr], sizes: Mapping[str, int]
) -> str:
    from harness.maths.tree.expr import show

    said = "; ".join(show(t) for t in tests or rules)
    concerned = sorted({n for t in tests for n in free_names(t)} & {s.name for s in symbols})
    at = " with " + ", ".join(f"{k} = {v}" for k, v in sizes.items()) if sizes else ""
    whose = ", ".join(concerned) or symbols[0].name
    return f"symbol {whose}: no point{at} satisfies {said or 'the declaration'}"


def _values(symbols: tuple[Symbol, ...], sizes: Mapping[str, int], count: int, rng: Any) -> dict[str, Value]:
    values: dict[str, Value] = {k: np.full(count, float(v)) for k, v in sizes.items()}
    for symbol in symbols:
        if symbol.kind == "function" or symbol.name in sizes:
            continue
        if symbol.kind == "identity":
            values[symbol.name] = Eye(np.float64(1))
        elif symbol.shape:
            shape = tuple(size_of(s, sizes) for s in symbol.shape)
            values[symbol.name] = array(symbol, (shape[0], shape[1] if len(shape) == 2 else 1), count, rng)
        else:
            values[symbol.name] = drawn_scalar(symbol, count, rng)
    return values


def _assignments(rules: tuple[Expr, ...], free: set[str]) -> tuple[list[tuple[str, Expr]], list[Expr]]:
    """Split relations into ``name = expression``, which can be met by computing, and tests."""
    given: list[tuple[str, Expr]] = []
    tests: list[Expr] = []
    for rule in rules:
        if isinstance(rule, Node) and rule.op == "chain" and rule.mark == "=":
            sides = rule.args if isinstance(rule.args[0], Sym) else rule.args[::-1]
            name = sides[0]
            taken = {n for n, _ in given}
            if isinstance(name, Sym) and name.name in free - taken and name.name not in free_names(sides[1]):
                given.append((name.name, sides[1]))
                continue
        tests.append(rule)
    return given, tests


def _settle(
    values: dict[str, Value],
    given: list[tuple[str, Expr]],
    tests: list[Expr],
    symbols: tuple[Symbol, ...],
    count: int,
) -> Any:
    mask = np.ones(count, dtype=bool)
    table = {s.name: s for s in symbols}
    with np.errstate(all="ignore"):
        for name, expr in given:
            values[name] = np.broadcast_to(
                np.asarray(evaluate(expr, Numeric(values))), np.shape(values[name])
            ).copy()
            if not table[name].shape:
                mask &= np.isfinite(values[name])
                mask &= np.array([drawn_scalar.allows(table[name], float(v)) for v in values[name]])
        for test in tests:
            try:
                mask &= np.broadcast_to(np.asarray(holds(test, Numeric(values))), (count,))
            except NoValue as cause:
                raise DeclarationError(f"an assumption cannot be tested: {cause}") from cause
    return mask


FAR = 1e-3
"""How near to an end of its range a name is brought, as a share of where it was drawn."""
_REAL = frozenset(("real", "positive", "nonnegative", "negative", "nonzero"))


def far_out(batch: Batch, free: frozenset[str], names: Names, assume: tuple[str, ...]) -> Iterator[Batch]:
    """Yield the points with one name after the other near an end of its range, then all along a ray."""
    given = [(name, what) for name, what in batch.exactly if not isinstance(what, str)]
    told = free | {n for _, what in given for n in free_names(what)}
    tests = [r for r in relations(assume, names) if not (isinstance(r, Node) and r.mark == "=")]
    movable = sorted((told & frozenset(names.symbols)) - {name for name, _ in given})
    for moved in _moves(batch, [names.symbols[name] for name in movable]):
        values = {**batch.values, **moved}
        for name, what in given:
            if free_names(what) & moved.keys():
                values[name] = evaluate(what, Numeric(values))
        mask = np.ones(batch.count, dtype=bool)
        for rule in tests:
            mask &= np.broadcast_to(np.asarray(holds(rule, Numeric(values))), (batch.count,))
        rows = np.flatnonzero(mask)
        if len(rows):
            kept = {k: v[rows] if np.ndim(v) and len(v) == batch.count else v for k, v in values.items()}
            yield Batch(batch.sizes, kept, len(rows), batch.exactly)


def _moves(batch: Batch, movable: list[Symbol]) -> list[dict[str, Any]]:
    """Return what each real name becomes near the ends of its range, and all positive ones along a ray."""
    moves: list[dict[str, Any]] = []
    together: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    for symbol in movable:
        name, value = symbol.name, batch.values.get(symbol.name)
        if symbol.kind not in _REAL or value is None or np.ndim(value) != 1:
            continue
        low, high, _, _ = bounds(symbol)
        moves += [{name: low + (value - low) * FAR}] if np.isfinite(low) else []
        moves.append({name: high - (high - value) * FAR if np.isfinite(high) else value / FAR})
        if low == 0 and not np.isfinite(high):
            together[0][name], together[1][name] = value * FAR, value / FAR
    return [*moves, *together]


# ------------------------------------------------------------------------- names nobody declared


@lru_cache(maxsize=4096)
def undeclared(name: str, domain: str, count: int, seed: int) -> Any:
    """Return values of a name nobody declared: ``real``, ``positive``, ``natural`` or ``unit``."""
    rng = np.random.default_rng([seed, zlib.crc32(name.encode("utf-8", "surrogatepass")), len(domain)])
    kinds = {"real": "real", "positive": "positive", "natural": "natural"}
    symbol = Symbol(name, kinds.get(domain, "real"), (), ("in (0, 1)",) if domain == "unit" else ())
    values = drawn_scalar(symbol, count, rng)
    if domain == "stepped":  # every other one an integer, where floors and ceilings jump
        values = np.where(np.arange(count) % 2 == 1, np.round(values * 2), values)
    values.setflags(write=False)
    return values
