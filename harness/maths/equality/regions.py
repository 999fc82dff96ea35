"""Regions of one variable as indicator functions, tried on both sides of every boundary.

The parameters are drawn; for each draw the boundaries of both regions are computed (directly where
a side of a relation is the variable, by bracketing where it is not) and the variable is set to each
boundary, to both its sides, between neighbours and beyond the ends.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from harness.maths.arithmetic.evaluate import Eye, Value, evaluate, holds, member
from harness.maths.arithmetic.numeric import Numeric
from harness.maths.arithmetic.precise import Precise
from harness.maths.equality.domain import domain_of
from harness.maths.equality.draws import batches, relations
from harness.maths.equality.long_floats import lengthened
from harness.maths.equality.shapes import drawn_scalar
from harness.maths.parsing.scope import Names, Scope
from harness.maths.tree.expr import Expr, Node, NoValue, Num, Sym, has, num, replace, walk
from harness.maths.tree.expr import names as free_names
from harness.records import Symbol
from harness.symbols import bounds

_WHOLE = (-2, -1, 0, 1, 2, 3, 4, 7)
"""Integers that are tried where a region holds only integers, with what is beside them."""
DRAWS = 8
"""Draws of the parameters, of each batch of sizes."""
_REGIONS = frozenset((
    "interval", "union", "intersect", "minus", "set", "builder", "reals", "empty", "tuple", "naturals",
    "integers",
))  # fmt: skip


class Sided(Numeric):
    """Doubles in which a boundary is on the boundary, however it was computed."""

    def true(self, relation: str, left: Value, right: Value) -> Value:
        """Where the relation holds; values closer than rounding count as equal."""
        if relation not in ("<", "<=", ">", ">="):
            return super().true(relation, left, right)
        same = super().true("=", left, right) | (np.abs(left - right) <= 1e-13)  # near zero
        return (
            super().true(relation, left, right) & ~same
            if relation in "<>"
            else super().true(relation, left, right) | same
        )


class PreciseSided(Precise):
    """Long floats in which a boundary is on the boundary."""

    def true(self, relation: str, left: Value, right: Value) -> Value:
        """Whether the relation holds; values closer than rounding count as equal."""
        if relation not in ("<", "<=", ">", ">="):
            return super().true(relation, left, right)
        if self.same(left, right) or abs(left - right) < self.mp.mpf(10) ** (14 - self.mp.dps):
            return "=" in relation
        return super().true(relation, left, right)


@dataclass(frozen=True, eq=False)
class Trial:
    """Points at which regions are tried: parameters and the variable, with where each point is from."""

    values: Mapping[str, Value]
    count: int
    on_boundary: Any
    """Which points lie on a boundary."""
    sources: Sequence[Expr | None]
    """The boundary's expression, for points on one."""
    own: Any
    """Which of the region's own draw each point belongs to."""


def indicator(region: Expr, variable: str, arithmetic: Numeric | Precise) -> Value:
    """Return where the variable lies in a region (relations in it, or a set of values)."""
    if isinstance(region, Node) and region.op in ("all", "any"):
        parts = [indicator(a, variable, arithmetic) for a in region.args]
        out = parts[0]
        for part in parts[1:]:
            out = (out | part) if region.op == "any" else (out & part)
        return out
    if isinstance(region, Node) and region.op in _REGIONS:
        return member(arithmetic.env[variable], region, arithmetic)
    if isinstance(region, Node) and region.op == "chain":
        return holds(region, arithmetic)
    raise NoValue("no region")


def trials(
    regions: Sequence[Expr], variable: str, scope: Scope, names: Names, extra: Sequence[Expr] = ()
) -> Iterator[Trial]:
    """Yield the points at which the regions must be told apart, batch by batch."""
    whole = Node("all", (*regions, *extra))
    free = free_names(whole) - {variable}
    domain = domain_of(whole, whole, free, names)
    edges = [e for r in regions for e in atoms(r)]
    edges += [num(k) for k in _WHOLE] if any(has(r, {"integers", "naturals"}) for r in regions) else []
    rules = [r for r in relations(scope.assume, names) if variable in free_names(r)]
    for batch in domain.batches(batches(names, scope.assume, scope.seed), scope.seed):
        count = min(batch.count, DRAWS) if free else 1
        env = {k: _first(v, count) for k, v in batch.values.items() if k in free or isinstance(v, Eye)}
        found = [_boundaries(e, variable, env, count) for e in edges]
        yield _trial(found, variable, env, count, names, rules)


def _first(value: Value, count: int) -> Value:
    return value if isinstance(value, Eye) or np.ndim(value) == 0 else value[:count]


def atoms(region: Expr) -> list[Expr]:
    """Return the differences and single values whose zeros bound a region."""
    out: list[Expr] = []
    for e in walk(region):
        if isinstance(e, Node) and e.op == "chain":
            sides = [
                (a, b)
                for a, s, b in zip(e.args, e.mark.split(), e.args[1:], strict=False)
                if s not in ("in", "notin")
            ]
            out.extend(Node("chain", side, "=") for side in sides)
        elif (isinstance(e, Node) and e.op in ("interval", "set")) or (
            isinstance(e, Node) and e.op == "tuple"
        ):
            out.extend(a for a in e.args if not (isinstance(a, Node) and a.op in ("chain", "tuple")))
    return list(dict.fromkeys(out))[:24]


def _boundaries(atom: Expr, variable: str, env: Mapping[str, Value], count: int) -> tuple[Any, Expr | None]:
    """Return boundary values, one row a draw (nan where there is none), and their expression."""
    if isinstance(atom, Node) and atom.op == "chain":
        left, right = atom.args
        for one, other in ((left, right), (right, left)):
            if one == Sym(variable) and variable not in free_names(other):
                return _column(other, env, count), other
        if variable not in free_names(atom):
            return np.full((count, 1), np.nan), None
        return roots(Node("add", (left, Node("neg", (right,)))), variable, env, count), atom
    return _column(atom, env, count), atom


def _column(expr: Expr, env: Mapping[str, Value], count: int) -> Any:
    return np.broadcast_to(_numbers(expr, env).reshape(-1, 1), (count, 1)).copy()


def _numbers(expr: Expr, env: Mapping[str, Value]) -> Any:
    """Return an expression's value at each point; NoValue where it is an array, which bounds no region."""
    value = evaluate(expr, Numeric(env))
    if isinstance(value, Eye) or np.ndim(value) > 1:
        raise NoValue("a boundary that is no number")
    return np.asarray(np.real(value), dtype=float)


_GRID = np.concatenate([-np.logspace(4, -5, 90), [0.0], np.logspace(-5, 4, 90)])
_STEPS, _CLOSE = 14, 4e-15
"""Steps of false position, and the relative length of a step after which there is no other."""


_PROBED = np.array([0.5, 1.5, 2.5, 4.5, -3.5, 61.0, -61.0])
"""Where a function is looked at that may be a straight line, on both sides of 0."""


def roots(f: Expr, variable: str, env: Mapping[str, Value], count: int) -> Any:
    """Return up to six zeros (or poles) of a function of the variable, for each draw."""

    widened: dict[int, dict[str, Value]] = {}

    def at(x: Any) -> Any:
        many = x.shape[1]
        if many not in widened:
            widened[many] = {
                k: v if isinstance(v, Eye) or np.ndim(v) == 0 else np.repeat(v, many, axis=0)
                for k, v in env.items()
            }
        wide = widened[many]
        wide[variable] = x.reshape(-1)
        return np.broadcast_to(_numbers(f, wide), (x.size,)).reshape(x.shape)

    probe = at(np.tile(_PROBED, (count, 1)))
    step = probe[:, 1] - probe[:, 0]
    off = np.max(np.abs(probe - probe[:, :1] - step[:, None] * (_PROBED - _PROBED[0])), axis=1)
    if np.all(off <= 1e-10 * np.max(np.abs(probe), axis=1)) and np.all(step != 0):
        return (0.5 - probe[:, 0] / step)[:, None]
    grid = np.tile(_GRID, (count, 1))
    values = at(grid)
    out = np.full((count, 6), np.nan)
    low, high = np.full((count, 6), np.nan), np.full((count, 6), np.nan)
    for k in range(count):
        row = values[k]
        exact = _GRID[row == 0][:3]
        signs = np.flatnonzero(np.sign(row[:-1]) * np.sign(row[1:]) < 0)[: 6 - len(exact)]
        low[k, : len(signs)], high[k, : len(signs)] = _GRID[signs], _GRID[signs + 1]
        out[k, len(signs) : len(signs) + len(exact)] = exact
    if np.all(np.isnan(low)):
        return out
    low, high = _narrowed(at, low, high)
    return np.where(np.isnan(low), out, (low + high) / 2)


def _narrowed(at: Callable[[Any], Any], low: Any, high: Any) -> tuple[Any, Any]:
    """Return brackets of sign changes narrowed to neighbouring doubles.

    First by false position (Illinois: the end that stays put counts half), which takes a few steps
    where the function is smooth; what is left then, poles among it, by halving.
    """
    filled = np.isnan(low)
    ends = [np.where(filled, 1.0, edge) for edge in (low, high)]
    values = [at(edge) for edge in ends]
    below = np.sign(values[0])
    last, before = ends[0], None
    for _ in range(_STEPS):
        (a, b), (fa, fb) = ends, values
        middle = b - fb * (b - a) / (fb - fa)
        middle = np.where((middle > a) & (middle < b), middle, (a + b) / 2)
        value = at(middle)
        lower = np.sign(value) == below
        weight = np.where(lower == before, 0.5, 1.0)
        before = lower
        ends = [np.where(lower, middle, a), np.where(lower, b, middle)]
        values = [np.where(lower, value, fa * weight), np.where(lower, fb * weight, value)]
        still = filled | (value == 0) | (np.abs(middle - last) <= _CLOSE * np.abs(middle))
        last = middle
        if np.all(still):
            break
    reach = 4 * _CLOSE * np.abs(last)
    near = [np.maximum(last - reach, ends[0]), np.minimum(last + reach, ends[1])]
    around = (np.sign(at(near[0])) == below) & (np.sign(at(near[1])) != below)
    low, high = (np.where(filled, np.nan, np.where(around, n, e)) for n, e in zip(near, ends, strict=True))
    for _ in range(70):
        middle = (low + high) / 2
        value = at(np.where(filled, 1.0, middle))
        lower = np.sign(value) == below
        before = low, high
        low, high = np.where(lower, middle, low), np.where(lower, high, middle)
        if all(np.array_equal(a, b, equal_nan=True) for a, b in zip(before, (low, high), strict=True)):
            break  # neighbouring doubles: nothing moves any more
    return low, high


def _trial(
    found: list[tuple[Any, Expr | None]],
    variable: str,
    env: Mapping[str, Value],
    count: int,
    names: Names,
    rules: list[Expr],
) -> Trial:
    columns = np.concatenate([c for c, _ in found], axis=1) if found else np.full((count, 1), np.nan)
    origin: list[Expr | None] = [e for c, e in found for _ in range(c.shape[1])] or [None]
    symbol = names.symbols.get(variable)
    probes: dict[bytes, list[_Probe]] = {}  # draws with the same boundaries share them
    points, draws, edge, sources = [], [], [], []
    for k in range(count):
        key = columns[k].tobytes()
        if key not in probes:
            probes[key] = _probes(columns[k].tolist(), origin, symbol)
        for x, on, source in probes[key]:
            points.append(x)
            draws.append(k)
            edge.append(on)
            sources.append(source)
    index = np.array(draws, dtype=int)
    values = _taken(env, index)
    values[variable] = np.array(points)
    mask = np.ones(len(points), dtype=bool)
    for rule in rules:
        if free_names(rule) <= set(values):
            mask &= np.broadcast_to(np.asarray(holds(rule, Numeric(values))), mask.shape)
    kept = np.flatnonzero(mask)
    return Trial(
        _taken(values, kept),
        len(kept),
        np.array(edge, dtype=bool)[kept],
        [sources[int(i)] for i in kept],
        index[kept],
    )


_Probe = tuple[float, bool, Expr | None]
"""A value of the variable, whether it lies on a boundary, and the expression of that boundary."""


def _probes(row: list[float], origin: list[Expr | None], symbol: Symbol | None) -> list[_Probe]:
    """Return what the variable is tried at in one draw: at its boundaries, beside and between them."""
    if symbol is None:
        tried = _around(sorted({v for v in row if math.isfinite(v)}))
        return [(x, on, _source(x, on, row, origin)) for x, on in tried]
    ends = {b for b in bounds(symbol)[:2] if np.isfinite(b)}
    inside = sorted({v for v in row if math.isfinite(v)} | ends)
    allowed = drawn_scalar.test(symbol)
    tried = _integers(inside) if counts(symbol) else _around(inside)
    return [(x, on, _source(x, on, row, origin)) for x, on in tried if allowed(x)]


def _taken(values: Mapping[str, Value], rows: Any) -> dict[str, Value]:
    """Return the values at some of the points."""
    return {k: v if isinstance(v, Eye) or np.ndim(v) == 0 else v[rows] for k, v in values.items()}


def counts(symbol: Symbol) -> bool:
    """Return whether a symbol takes whole values only."""
    return symbol.kind in ("integer", "natural", "index") or "integer" in symbol.assumptions


def _source(x: float, on: bool, row: list[float], origin: list[Expr | None]) -> Expr | None:
    """Return the expression of the boundary that a point lies on."""
    return next((e for e, edge in zip(origin, row, strict=True) if edge == x), None) if on else None


def _around(boundaries: list[float]) -> Iterator[tuple[float, bool]]:
    """Yield every boundary, both its sides, the middles and what lies beyond, with whether it is on one."""
    if not boundaries:
        yield from ((x, False) for x in (-7.3, -0.9, 0.4, 1.7, 12.1))
        return
    for k, b in enumerate(boundaries):
        yield b, True
        step = 1e-5 * max(abs(b), 1e-2)
        near = [step, step]
        if k + 1 < len(boundaries):
            near[1] = min(step, (boundaries[k + 1] - b) / 3)
            yield (b + boundaries[k + 1]) / 2, False
        if k:
            near[0] = min(step, (b - boundaries[k - 1]) / 3)
        yield b - near[0], False
        yield b + near[1], False
    first, last = boundaries[0], boundaries[-1]
    width = max(last - first, abs(first), abs(last), 0.5)
    yield from ((x, False) for x in (first - width, last + width, first - 40 * width, last + 40 * width))


def _integers(boundaries: list[float]) -> Iterator[tuple[float, bool]]:
    """Yield the integers at and around every boundary, for a variable that counts."""
    near = {float(np.floor(b)) + k for b in boundaries if abs(b) < 1e12 for k in (-1, 0, 1, 2)}
    yield from ((x, False) for x in sorted(near | {1.0, 2.0, 5.0, max(near, default=1.0) + 40}))


def one_point(trial: Trial, k: int) -> dict[str, Value]:
    """Return one of the points."""
    return {n: v if isinstance(v, Eye) or np.ndim(v) == 0 else v[k] for n, v in trial.values.items()}


def confirmed(regions: Sequence[Expr], variable: str, trial: Trial, k: int) -> list[bool] | None:
    """Return membership of one point in each region with 50 digits; None where that cannot be done."""
    try:
        env = lengthened(one_point(trial, k), 50)
        source = trial.sources[k]
        if trial.on_boundary[k] and isinstance(source, Node) and source.op == "chain":
            env[variable] = _refined(source, variable, env)
        elif trial.on_boundary[k]:
            if source is None:
                return None
            env[variable] = evaluate(source, Precise(env, 50))
        return [bool(indicator(r, variable, PreciseSided(env, 50))) for r in regions]
    except NoValue:
        return None


def _refined(atom: Node, variable: str, env: dict[str, Value]) -> Value:
    """Return a zero found in doubles with 50 digits, by the secant rule."""
    difference = Node("add", (atom.args[0], Node("neg", (atom.args[1],))))

    def at(x: Value) -> Value:
        return evaluate(difference, Precise({**env, variable: x}, 50))

    old = env[variable]
    new = old * (1 + 1e-9) + 1e-12
    for _ in range(12):
        before, here = at(old), at(new)
        if here == 0 or here == before:
            break
        old, new = new, new - here * (new - old) / (here - before)
    if abs(new - env[variable]) > 1e-6 * (1 + abs(new)):
        raise NoValue("a boundary that cannot be refined")
    return new


def snapped(claim: Expr, gold: Expr) -> Expr:
    """Return the claim with rounded decimal boundaries replaced by the reference's own."""
    from harness.maths.equality.rounding import USUAL, rounded

    ends = [a for a in atoms(gold) for a in (a.args if isinstance(a, Node) and a.op == "chain" else (a,))]
    table: dict[Expr, Expr] = {}
    for e in walk(claim):
        if isinstance(e, Num) and (e.digits or 0) >= 3:
            for end in ends:
                if not free_names(end) and (found := rounded(end, e, {}, USUAL)) and found.equal:
                    table[e] = end
    return replace(claim, table) if table else claim
