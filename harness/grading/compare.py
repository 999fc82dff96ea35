"""Deciding equality of two values by evaluation, with evidence.

Rationals first, then long floats for constants; for symbols all points at once in doubles, then one
point of each side with many digits. What doubles find different is a witness only after a second
evaluation with 50 digits says the same; what they find equal must agree there to 48 of 60 digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from harness.errors import DeclarationError
from harness.grading.domain import Domain, domain_of
from harness.grading.evaluate import Eye, Mismatch, NoValue, Undefined, Value, evaluate
from harness.grading.expr import Expr, Num, Sym, decimals, has, replace, walk
from harness.grading.expr import names as free_names
from harness.grading.kinds import Decision, Scope
from harness.grading.names import Names
from harness.grading.numeric import Numeric
from harness.grading.points import Batch, batches
from harness.grading.precise import Exact, Precise
from harness.grading.rows import Rows, polished
from harness.grading.witness import made, text_of
from harness.records import Witness

SAME, DIFFERENT = 1e-10, 1e-6
"""Relative distances below and above which doubles are believed; a longer float decides between."""
DIGITS, WITNESS_DIGITS = 60, 50
_I = Sym("i")


@dataclass(eq=False)
class Held:
    """A reference expression with the values it was found to have (it is asked again and again)."""

    expr: Expr
    values: dict[Any, Any] = field(default_factory=dict)


def compare(gold: Held, claim: Expr, scope: Scope, names: Names, least_digits: int = 3) -> Decision:
    """Return whether two expressions have the same value wherever the scope allows."""
    free = free_names(gold.expr) | free_names(claim)
    with np.errstate(all="ignore"):
        try:
            if not free and not has(claim, {"identity"}):
                return _constants(gold.expr, claim, least_digits)
            return _over_points(gold, claim, free, scope, names, least_digits)
        except DeclarationError as cause:
            return Decision(None, reason=f"no points to compare at: {cause}")
        except Mismatch as cause:
            return _misshapen(str(cause), has_guesses=not scope.declared and cause.inside)
        except NoValue as cause:
            return Decision(None, reason=str(cause), readable=False)


def _misshapen(why: str, has_guesses: bool) -> Decision:
    """Return the decision on a claim whose shape is wrong (not held against guessed shapes)."""
    if has_guesses:
        return Decision(None, reason=why)
    claimed, _, expected = why.partition(" for one of shape ")
    witness = Witness({}, claimed, expected or "a value of the declared shape", why, True)
    return Decision(False, "shape", witness=witness, reason=f"the shapes do not fit: {why}")


# -------------------------------------------------------------------------------------- constants


def _constants(gold: Expr, claim: Expr, least: int) -> Decision:
    try:
        left, right = evaluate(gold, Exact({})), evaluate(claim, Exact({}))
        if isinstance(left, Fraction) and isinstance(right, Fraction):
            if left == right:
                return Decision(True, "exact", f"both are {text_of(left)}")
            return rounded(gold, claim, {}, least) or _differ({}, left, right, "exact")
    except NoValue:
        pass
    real = _I not in set(walk(gold)) | set(walk(claim))
    try:
        settled, left, right = settle(gold, claim, {}, real)
    except Undefined:
        if not real:
            raise
        settled, left, right = settle(gold, claim, {}, False)
    if settled:
        return Decision(True, "points", f"equal to 48 of {DIGITS} digits: {text_of(left)}")
    if settled is None:
        return Decision(None, reason="the two agree too closely to be told apart")
    return rounded(gold, claim, {}, least) or _differ({}, left, right, "digits")


def settle(
    gold: Expr, claim: Expr, point: Mapping[str, Value], real: bool = True, digits: int = DIGITS
) -> tuple[bool | None, Value, Value]:
    """Return whether two expressions agree at one point, with both values, in long floats."""
    left = right = None
    for precision in (digits, 2 * digits):
        env = lengthened(point, precision)
        left = evaluate(gold, Precise(env, precision, real))
        right = evaluate(claim, Precise(env, precision, real))
        same = _agree(left, right, precision)
        if same is not None:
            return same, left, right
    a, b = (max((abs(x) for x in _entries(v)), default=0) for v in (left, right))
    floor = 10.0 ** (-digits)
    if a < floor and b < floor:  # both shrink as the digits grow: zero, twice
        return True, left, right
    return (False if max(a, b) > floor else None), left, right


def _agree(left: Value, right: Value, digits: int) -> bool | None:
    """Return True, False, or None where one side is so small that more digits must tell."""
    a, b = _entries(left), _entries(right)
    if _shape(left) != _shape(right):
        raise Mismatch(f"a claim of shape {_shape(right)} for one of shape {_shape(left)}", inside=False)
    size_a, size_b = (max((abs(x) for x in side), default=0) for side in (a, b))
    scale = max(size_a, size_b)
    distance = max((abs(x - y) if x != y else 0 for x, y in zip(a, b, strict=True)), default=0)
    if scale == 0 or distance == 0:
        return True
    if distance != distance:  # nan
        raise Undefined("a value that is no number")
    relative = distance / scale
    if relative <= 10.0 ** (-0.8 * digits):
        return True
    small = min(size_a, size_b) <= 10.0 ** (-0.4 * digits)
    return None if small or relative <= 10.0 ** (-0.4 * digits) else False


def _entries(value: Value) -> list[Any]:
    if isinstance(value, Rows):
        return value.entries()
    return [value.scale if isinstance(value, Eye) else value]


def _shape(value: Value) -> str:
    return f"{value.height}×{value.width}" if isinstance(value, Rows) else "a number"


class Point(dict[str, Value]):
    """One point in doubles, with what has to hold exactly in more digits."""

    exactly: tuple[tuple[str, str | Expr], ...] = ()


def lengthened(point: Mapping[str, Value], digits: int) -> dict[str, Value]:
    """Return a point of doubles in long floats, its properties met to all digits."""
    mp = Precise({}, digits).mp

    def long(value: Any) -> Any:
        if isinstance(value, complex):
            return mp.mpc(value)
        return mp.mpf(value)

    out: dict[str, Value] = {}
    for name, value in point.items():
        if isinstance(value, Eye):
            out[name] = Eye(mp.mpf(1))
        elif np.ndim(value) == 2:
            out[name] = Rows([[long(x) for x in row] for row in value.tolist()])
        else:
            out[name] = long(value.item() if hasattr(value, "item") else value)
    for name, what in getattr(point, "exactly", ()):
        if isinstance(what, str):
            out[name] = polished(out[name], what, mp)
        else:
            out[name] = evaluate(what, Precise(out, digits))
    return out


# ----------------------------------------------------------------------------------------- points


def _over_points(gold: Held, claim: Expr, free: frozenset[str], scope: Scope, names: Names, least: int) -> Decision:
    domain = domain_of(gold.expr, claim, free, names)
    foreign = sorted(domain.undeclared) if scope.declared else []
    checked = 0
    kept: list[tuple[Mapping[str, Value], bool]] = []
    shown: list[Batch] = []
    for batch in domain.batches(batches(names, scope.assume, scope.seed), scope.seed):
        found = _at_batch(gold, claim, batch, domain)
        if found is None:
            continue
        mask, distance, real = found
        close = distance <= SAME
        for k in _suspects(mask, close, distance):
            point = at(batch, int(k), free)
            decision = _disagree(gold.expr, claim, point, real, least, domain, batch, mask)
            if decision is not None:
                return _foreign(decision, foreign)
        checked += int(np.count_nonzero(mask))
        first = int(np.flatnonzero(mask)[0]) if np.any(mask) else 0
        kept.append((at(batch, first, free), real))
        shown.append(batch)
    if checked < 3:
        return Decision(None, reason="too few points at which both sides have a value")
    return _confirmed(gold.expr, claim, kept, checked, shown, least)


def _suspects(mask: Any, close: Any, distance: Any) -> list[int]:
    """Return the points to look at again: the clearest differences first, at most three."""
    order = np.flatnonzero(mask & ~close)
    return [int(k) for k in order[np.argsort(-distance[order], kind="stable")][:3]]


def _foreign(decision: Decision, foreign: list[str]) -> Decision:
    if decision.equal is False and foreign:
        said = ", ".join(foreign)
        return Decision(None, reason=f"the claim uses {said}, which the question does not declare")
    return decision


def at(batch: Batch, k: int, free: Iterable[str]) -> dict[str, Value]:
    """Return one point of a batch, restricted to some names."""
    point = Point()
    point.exactly = tuple((n, w) for n, w in batch.exactly if n in free)
    needed = set(free).union(*(free_names(w) for _, w in point.exactly if not isinstance(w, str)))
    for name in sorted(needed):
        value = batch.values.get(name)
        if value is None or isinstance(value, Eye) or np.ndim(value) == 0:
            if value is not None:
                point[name] = value
        else:
            point[name] = value[k % len(value)]
    return point


def _at_batch(gold: Held, claim: Expr, batch: Batch, domain: Domain) -> tuple[Any, Any, bool] | None:
    """Return (where both have values, relative distance, whether real), or None where neither has."""
    real = not domain.complex
    left = _gold_values(gold, batch, real)
    right = evaluate(claim, Numeric(batch.values, real))
    if not domain.complex:
        valid = _finite(left, batch.count)
        both = valid & _finite(right, batch.count)
        needed = np.count_nonzero(valid) if domain.strict else 3
        if np.count_nonzero(both) < max(3 if batch.count > 5 else 1, needed):
            again = Numeric(batch.values, False)
            left_c, right_c = _gold_values(gold, batch, False), evaluate(claim, again)
            wide = _finite(left_c, batch.count) & _finite(right_c, batch.count)
            if np.count_nonzero(wide) > np.count_nonzero(both):
                return wide, _distance(left_c, right_c, batch.count), False
        if not np.any(both):
            return None
        return both, _distance(left, right, batch.count), True
    both = _finite(left, batch.count) & _finite(right, batch.count)
    return (both, _distance(left, right, batch.count), False) if np.any(both) else None


def _gold_values(gold: Held, batch: Batch, real: bool) -> Value:
    key = (id(batch), real)
    found = gold.values.get(key)
    if found is None or found[0] is not batch:
        if len(gold.values) > 64:
            gold.values.clear()
        try:
            found = (batch, evaluate(gold.expr, Numeric(batch.values, real)))
        except Mismatch as cause:
            raise NoValue(f"the reference itself does not fit its declarations: {cause}") from cause
        gold.values[key] = found
    return found[1]


def _flat(value: Value, count: int) -> Any:
    if isinstance(value, Eye):
        value = value.scale
    if isinstance(value, list):
        raise NoValue("rows outside a matrix")
    value = np.asarray(value)
    wide = value.reshape(len(value), -1) if value.ndim == 3 else value.reshape(-1, 1)
    return np.broadcast_to(wide, (count, wide.shape[1]))


def _finite(value: Value, count: int) -> Any:
    return np.all(np.isfinite(_flat(value, count)), axis=1)


def _distance(left: Value, right: Value, count: int) -> Any:
    shapes = [v.shape[1:] if isinstance(v, np.ndarray) and v.ndim == 3 else () for v in (left, right)]
    if isinstance(left, Eye) != isinstance(right, Eye) or shapes[0] != shapes[1]:
        said = [f"{s[0]}×{s[1]}" if s else "a number" for s in shapes]
        raise Mismatch(f"a claim of shape {said[1]} for one of shape {said[0]}", inside=False)
    a, b = _flat(left, count), _flat(right, count)
    scale = np.maximum(np.max(np.abs(a), axis=1), np.max(np.abs(b), axis=1))
    distance = np.max(np.abs(a - b), axis=1)
    return np.where(distance == 0, 0.0, distance / np.where(scale == 0, 1.0, scale))


def _disagree(
    gold: Expr, claim: Expr, point: Mapping[str, Value], real: bool, least: int, domain: Domain, batch: Batch, mask: Any
) -> Decision | None:
    """Return the decision that a difference seen in doubles leads to, None where it was an illusion."""
    try:
        settled, left, right = settle(gold, claim, point, real, WITNESS_DIGITS)
    except NoValue:
        return _unconfirmed(gold, claim, point, real)
    if settled:
        return None
    if settled is None:
        return Decision(None, reason="the two agree too closely to be told apart")
    points = [at(batch, int(k), free_names(gold) | free_names(claim)) for k in np.flatnonzero(mask)[:6]]
    close = [rounded(gold, claim, p, least) for p in points] if decimals(gold) or decimals(claim) else [None]
    if close and all(c is not None for c in close):
        return close[0]
    return _differ(point, left, right, "points")


def _unconfirmed(gold: Expr, claim: Expr, point: Mapping[str, Value], real: bool) -> Decision | None:
    """Judge by doubles alone where long floats have no such operation."""
    env = {k: v if isinstance(v, Eye) or np.ndim(v) != 2 else v[None] for k, v in point.items()}
    left, right = (evaluate(e, Numeric(env, real)) for e in (gold, claim))
    distance = float(_distance(left, right, 1)[0])
    if distance <= DIFFERENT:
        return None
    witness = made(point, _first(right), _first(left), confirmed=False)
    return Decision(False, "points", witness=witness, reason=witness.says)


def _first(value: Value) -> Value:
    return Rows(value[0].tolist()) if isinstance(value, np.ndarray) and value.ndim == 3 else np.ravel(value)[0]


def _differ(point: Mapping[str, Value], left: Value, right: Value, method: str) -> Decision:
    witness = made(point, right, left, confirmed=True)
    return Decision(False, method, witness=witness, reason=witness.says)


def _confirmed(
    gold: Expr, claim: Expr, kept: list[tuple[Mapping[str, Value], bool]], count: int, shown: list[Batch], least: int
) -> Decision:
    """Hold what doubles found equal to the longer float at one point."""
    sizes = sorted({", ".join(f"{k} = {v}" for k, v in b.sizes.items()) for b in shown if b.sizes})
    where = f"equal at {count} random points" + (f" ({'; '.join(sizes)})" if sizes else "")
    if gold == claim:
        return Decision(True, "exact", "the same expression")
    point, real = kept[0]
    try:
        settled, left, right = settle(gold, claim, point, real)
    except NoValue:
        return Decision(True, "points", where)
    if settled:
        return Decision(True, "points", f"{where}, at one of them to 48 digits")
    if settled is None:
        return Decision(None, reason="the two agree too closely to be told apart")
    return rounded(gold, claim, point, least) or _differ(point, left, right, "points")


# --------------------------------------------------------------------------------------- rounding


def rounded(gold: Expr, claim: Expr, point: Mapping[str, Value], least: int) -> Decision | None:
    """Return a positive decision where the claim is the reference rounded to the digits it shows.

    Only decimals with at least ``least`` significant digits may be roundings; the room they give is
    half a unit of the last digit of each. A decimal in the reference gives room to an exact claim.
    """
    loose = [d for d in decimals(claim) if (d.digits or 0) >= least]
    given = [d for d in decimals(gold) if (d.digits or 0) >= max(3, least)]
    if decimals(claim) and not loose and least > 0:
        return None
    if not loose and not (given and not decimals(claim)):
        finer = given and all((d.digits or 0) >= 4 for d in given)
        if not finer:
            return None
    try:
        env = lengthened(point, 40)
        value, target = (evaluate(e, Precise(env, 40)) for e in (claim, gold))
        room, around = [_room(claim, value, d, env) for d in loose[:8]], []
        if given and (not decimals(claim) or all((d.digits or 0) >= 4 for d in given)):
            around = [_room(gold, target, d, env) for d in given[:8]]
        off = [abs(x - y) for x, y in zip(_entries(value), _entries(target), strict=True)]
        allowed = [max(sum(r[i] for r in side) for side in (room, around)) for i in range(len(off))]
    except (NoValue, ValueError):
        return None
    if not (room or around) or any(o > a * (1 + 1e-9) for o, a in zip(off, allowed, strict=True)):
        return None
    shown = ", ".join(text_of(d.value) for d in (loose or given)[:3])
    return Decision(True, "digits", f"{text_of(target)} rounded to the digits shown ({shown})")


def _room(expr: Expr, value: Value, literal: Num, env: Mapping[str, Value]) -> list[Any]:
    """Return how far each entry moves when one literal moves by half a unit of its last digit."""
    moved = evaluate(replace(expr, {literal: Num(literal.value + (literal.half or 0))}), Precise(env, 40))
    return [abs(x - y) for x, y in zip(_entries(moved), _entries(value), strict=True)]

