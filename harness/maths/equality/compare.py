"""Deciding equality of two values by evaluation, with evidence.

Rationals first, then long floats for constants; for symbols all points at once in doubles, then one
point of each side with many digits. What doubles find different is a witness only after a second
evaluation with 50 digits says the same; what they find equal must agree there to 48 of 60 digits.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from harness.errors import DeclarationError
from harness.maths.arithmetic.arrays import distance, finite
from harness.maths.arithmetic.evaluate import STEPS, Eye, Purse, Value, evaluate
from harness.maths.arithmetic.numeric import Numeric
from harness.maths.arithmetic.precise import Exact, Precise
from harness.maths.arithmetic.residues import same
from harness.maths.arithmetic.rows import Rows
from harness.maths.equality.chance import for_every_distribution, of_chance
from harness.maths.equality.decision import BUDGET, Decision
from harness.maths.equality.domain import Domain, domain_of, inverts_matrices
from harness.maths.equality.draws import Batch, batches
from harness.maths.equality.long_floats import DIGITS, WITNESS_DIGITS, at, lengthened, settle
from harness.maths.equality.other_shapes import again
from harness.maths.equality.rounding import USUAL, Rounding, rounded
from harness.maths.equality.witness import made, text_of
from harness.maths.parsing.scope import Names, Scope
from harness.maths.tree.expr import Expr, Mismatch, NoValue, Num, TooMuch, Undefined, decimals, has, mentions
from harness.maths.tree.expr import names as free_names
from harness.maths.tree.unknowns import calls
from harness.records import Witness

SAME, DIFFERENT = 1e-10, 1e-6
"""Relative distances below and above which doubles are believed; a longer float decides between."""
_SOME = 4
"""A claim without a value at less than this part of the points only has holes."""
_SIGNED = frozenset(("abs",))
"""What a reference has that provides for the signs of its letters."""
THE_SAME = "the same expression"
BY_ARITHMETIC = "the same by the laws of arithmetic: equal modulo a 61-bit prime at random arguments"


class Held:
    """A reference expression with what was found out about it (it is asked again and again)."""

    def __init__(self, expr: Expr, values: dict[Any, Any] | None = None) -> None:
        self.expr = expr
        self.values = {} if values is None else values
        """Batch of points → the values there."""

    @cached_property
    def names(self) -> frozenset[str]:
        """Its free names."""
        return free_names(self.expr)

    @cached_property
    def rational(self) -> Fraction | None:
        """Its value, where that is a rational number."""
        if type(self.expr) is Num:
            return self.expr.value
        with Purse(STEPS):  # kept, so no claim's
            return _rational(self.expr)


def compare(gold: Held, claim: Expr, scope: Scope, names: Names, rounding: Rounding = USUAL) -> Decision:
    """Return whether two expressions have the same value wherever the scope allows."""
    decision = _decided(gold, claim, scope, names, rounding)
    if decision.equal:
        return decision
    if (decision.equal is None and decision.method != BUDGET) or decision.method == "shape":
        decision = _reread(gold.expr, claim, scope, names, rounding) or decision
    if decision.equal is False and (alone := calls(gold.expr) ^ calls(claim)):
        return Decision(None, reason=f"one side alone has {min(alone)}, of which nothing else is known")
    return decision


def _reread(gold: Expr, claim: Expr, scope: Scope, names: Names, least: Rounding) -> Decision | None:
    """Return the decision in the first other reading of both sides in which there is one."""
    try:
        drawn = batches(names, scope.assume, scope.seed)
    except DeclarationError:
        return None
    for ours, theirs in again(gold, claim, names, drawn):
        decision = _decided(Held(ours), theirs, scope, names, least)
        if decision.equal is not None and decision.method != "shape":
            return decision
    return None


def _decided(gold: Held, claim: Expr, scope: Scope, names: Names, rounding: Rounding) -> Decision:
    free = gold.names | free_names(claim)
    try:
        if not free and not has(claim, {"identity"}):
            return _constants(gold, claim, names, rounding)
        arrays = not names.symbols and inverts_matrices(gold.expr)
        arithmetic = None if arrays else same(gold.expr, claim, names)
        if arithmetic:
            if gold.expr == claim:
                return Decision(True, "exact", THE_SAME)
            return Decision(True, "points", BY_ARITHMETIC)
        domain = domain_of(gold.expr, claim, free, names)
        with np.errstate(all="ignore"):
            if arithmetic is False and (found := _at_first_point(gold, claim, free, domain, scope, names)):
                return found
            return _over_points(gold, claim, free, domain, scope, names, rounding)
    except DeclarationError as cause:
        return Decision(None, reason=f"no points to compare at: {cause}")
    except Mismatch as cause:
        return misshapen(str(cause), has_guesses=not scope.declared and cause.inside)
    except TooMuch as cause:
        return Decision(None, BUDGET, reason=str(cause), readable=False)
    except NoValue as cause:
        if of_chance(gold.expr):
            return for_every_distribution(gold.expr, claim, scope, names)
        return Decision(None, reason=str(cause), readable=False)


def misshapen(why: str, has_guesses: bool) -> Decision:
    """Return the decision on a claim whose shape is wrong (not held against guessed shapes)."""
    if has_guesses:
        return Decision(None, reason=why)
    claimed, _, expected = why.removeprefix("a claim of shape ").partition(" for one of shape ")
    says = f"the claim is {claimed}, the reference {expected}" if expected else why
    witness = Witness({}, claimed, expected or "a value of the declared shape", says, True)
    return Decision(False, "shape", witness=witness, reason=f"the shapes do not fit: {says}")


# -------------------------------------------------------------------------------------- constants


def _constants(held: Held, claim: Expr, names: Names, least: Rounding) -> Decision:
    gold, exact = held.expr, held.rational
    if exact is not None and (value := _rational(claim)) is not None:
        if exact == value:
            return Decision(True, "exact", f"both are {text_of(exact)}")
        return rounded(gold, claim, {}, least) or _differ({}, exact, value, "exact")
    if gold != claim and same(gold, claim, names):
        return Decision(True, "points", BY_ARITHMETIC)
    real = not (mentions(gold, "i") or mentions(claim, "i"))
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


def _rational(expr: Expr) -> Fraction | None:
    """Return the value of a constant that is a rational number, None of any other."""
    if type(expr) is Num:
        return expr.value
    try:
        value = evaluate(expr, Exact({}))
    except NoValue:
        return None
    return value if isinstance(value, Fraction) else None


# ----------------------------------------------------------------------------------------- points


def _at_first_point(
    gold: Held, claim: Expr, free: frozenset[str], domain: Domain, scope: Scope, names: Names
) -> Decision | None:
    """Return the decision on two formulas that are no arithmetic of each other and differ at one point.

    None where they do not, or where the point is none of both: then all points are looked at.
    """
    if domain.complex or (domain.undeclared and scope.declared) or decimals(gold.expr) or decimals(claim):
        return None
    first = next(domain.batches(batches(names, scope.assume, scope.seed), scope.seed))
    point = at(first, 0, free)
    try:
        settled, left, right = settle(gold.expr, claim, point, True, WITNESS_DIGITS)
    except NoValue:
        return None
    return _differ(point, left, right, "points") if settled is False else None


def _over_points(
    gold: Held, claim: Expr, free: frozenset[str], domain: Domain, scope: Scope, names: Names, least: Rounding
) -> Decision:
    foreign = sorted(domain.undeclared) if scope.declared else []
    checked = 0
    kept: tuple[Mapping[str, Value], bool] | None = None
    shown: list[Batch] = []
    lacking: list[tuple[Batch, Any]] = []
    signed = has(gold.expr, _SIGNED)
    for batch in domain.batches(batches(names, scope.assume, scope.seed), scope.seed):
        found = _at_batch(gold, claim, batch, domain)
        if found is None:
            continue
        mask, apart, real, lack = found
        if np.count_nonzero(lack) * (_SOME if not signed else len(lack)) > np.count_nonzero(lack | mask):
            lacking.append((batch, lack))
        close = apart <= SAME
        for k in _suspects(mask, close, apart):
            point = at(batch, int(k), free)
            rows = np.flatnonzero(mask)[:6].tolist() if decimals(gold.expr) or decimals(claim) else []
            decision = _disagree(gold.expr, claim, [point, *(at(batch, j, free) for j in rows)], real, least)
            if decision is not None:
                return _foreign(decision, foreign)
        checked += int(np.count_nonzero(mask))
        if kept is None and np.any(mask):
            kept = at(batch, int(np.flatnonzero(mask)[0]), free), real
        shown.append(batch)
    for batch, lack in lacking:
        if (narrower := _narrower(gold.expr, claim, batch, lack, free, domain)) is not None:
            return narrower
    if checked < 3 or kept is None:
        return Decision(None, reason="too few points at which both sides have a value")
    return _confirmed(gold.expr, claim, *kept, checked, shown, least)


def _narrower(
    gold: Expr, claim: Expr, batch: Batch, lack: Any, free: frozenset[str], domain: Domain
) -> Decision | None:
    """Return the decision on a claim that has no value where the reference has one, None for any other.

    Names nobody declared may be positive ones, unless the reference itself provides for their signs; a
    single one is met wherever the reference has a value.
    """
    firm = domain.strict or bool(domain.arrays)
    rows = np.flatnonzero(lack)
    if not firm and not has(gold, _SIGNED) and len(free) > 1:
        rows = rows[[_positive(at(batch, int(k), free)) for k in rows]]
    for k in rows[:3]:
        point = at(batch, int(k), free)
        try:
            value = evaluate(gold, Precise(lengthened(point, WITNESS_DIGITS), WITNESS_DIGITS))
        except NoValue:
            continue
        why = _without_value(claim, value, point, firm)
        if why:
            witness = made(point, "no value", value, confirmed=True)
            return Decision(
                False if firm else None, "domain", witness=witness, reason=f"{witness.says}: {why}"
            )
    return None


def _without_value(claim: Expr, expected: Value, point: Mapping[str, Value], firm: bool) -> str:
    """Return why a claim has no value at a point, "" where it has one (if only as a complex number)."""
    env = lengthened(point, WITNESS_DIGITS)
    try:
        evaluate(claim, Precise(env, WITNESS_DIGITS))
        return ""
    except Undefined as cause:
        why = str(cause)
    except NoValue:
        return ""
    if firm:
        return why
    try:
        other = evaluate(claim, Precise(env, WITNESS_DIGITS, False))
    except NoValue:
        return why
    return "" if abs(other - expected) <= SAME * abs(expected) else why


def _positive(point: Mapping[str, Value]) -> bool:
    return all(np.ndim(v) == 0 and not isinstance(v, Eye) and np.real(v) > 0 for v in point.values())


def _suspects(mask: Any, close: Any, apart: Any) -> list[int]:
    """Return the points to look at again: the clearest differences first, at most three."""
    order = np.flatnonzero(mask & ~close)
    if not len(order):
        return []
    return [int(k) for k in order[np.argsort(-apart[order], kind="stable")][:3]]


def _foreign(decision: Decision, foreign: list[str]) -> Decision:
    if decision.equal is False and foreign:
        said = ", ".join(foreign)
        return Decision(None, reason=f"the claim uses {said}, which the question does not declare")
    return decision


def _at_batch(gold: Held, claim: Expr, batch: Batch, domain: Domain) -> tuple[Any, Any, bool, Any] | None:
    """Return (where both have values, relative distance, whether real, where the claim alone has none).

    None where neither has a value anywhere.
    """
    real = not domain.complex
    left = _gold_values(gold, batch, real)
    right = left if gold.expr == claim else evaluate(claim, Numeric(batch.values, real))
    if not domain.complex:
        valid = finite(left, batch.count)
        both = valid & finite(right, batch.count)
        needed = np.count_nonzero(valid) if domain.strict else 3
        if np.count_nonzero(both) < max(3 if batch.count > 5 else 1, needed):
            left_c = _gold_values(gold, batch, False)
            right_c = evaluate(claim, Numeric(batch.values, False))
            wide = finite(left_c, batch.count) & finite(right_c, batch.count)
            if np.count_nonzero(wide) > np.count_nonzero(both):
                return wide, distance(left_c, right_c, batch.count), False, valid & ~wide
        if not np.any(valid):
            return None
        return both, distance(left, right, batch.count), True, valid & ~both
    valid = finite(left, batch.count)
    both = valid & finite(right, batch.count)
    return (both, distance(left, right, batch.count), False, valid & ~both) if np.any(both) else None


def _gold_values(gold: Held, batch: Batch, real: bool) -> Value:
    key = (id(batch), real)
    found = gold.values.get(key)
    if found is None or found[0] is not batch:
        if len(gold.values) > 16:
            gold.values.clear()
        try:
            with Purse(STEPS):  # kept, so no claim's
                found = (batch, evaluate(gold.expr, Numeric(batch.values, real)))
        except Mismatch as cause:
            raise NoValue(f"the reference itself does not fit its declarations: {cause}") from cause
        gold.values[key] = found
    return found[1]


def _disagree(
    gold: Expr, claim: Expr, points: list[Mapping[str, Value]], real: bool, least: Rounding
) -> Decision | None:
    """Return the decision that a difference seen in doubles leads to, None where it was an illusion.

    The first point is the one to settle; where a side has decimals, rounding must explain it at all.
    """
    point = points[0]
    try:
        settled, left, right = settle(gold, claim, point, real, WITNESS_DIGITS)
    except NoValue:
        return _unconfirmed(gold, claim, point, real)
    if settled:
        return None
    if settled is None:
        return Decision(None, reason="the two agree too closely to be told apart")
    close = [rounded(gold, claim, p, least) for p in points] if len(points) > 1 else [None]
    if all(c is not None for c in close):
        return close[0]
    return _differ(point, left, right, "points")


def _unconfirmed(gold: Expr, claim: Expr, point: Mapping[str, Value], real: bool) -> Decision | None:
    """Judge by doubles alone where long floats have no such operation."""
    env = {k: v if isinstance(v, Eye) or np.ndim(v) != 2 else v[None] for k, v in point.items()}
    left, right = (evaluate(e, Numeric(env, real)) for e in (gold, claim))
    if float(distance(left, right, 1)[0]) <= DIFFERENT:
        return None
    witness = made(point, _first(right), _first(left), confirmed=False)
    return Decision(False, "points", witness=witness, reason=witness.says)


def _first(value: Value) -> Value:
    return (
        Rows(value[0].tolist()) if isinstance(value, np.ndarray) and value.ndim == 3 else np.ravel(value)[0]
    )


def _differ(point: Mapping[str, Value], left: Value, right: Value, method: str) -> Decision:
    witness = made(point, right, left, confirmed=True)
    return Decision(False, method, witness=witness, reason=witness.says)


def _confirmed(
    gold: Expr,
    claim: Expr,
    point: Mapping[str, Value],
    real: bool,
    count: int,
    shown: list[Batch],
    least: Rounding,
) -> Decision:
    """Hold what doubles found equal to the longer float at one point."""
    sizes = sorted({", ".join(f"{k} = {v}" for k, v in b.sizes.items()) for b in shown if b.sizes})
    where = f"equal at {count} random points" + (f" ({'; '.join(sizes)})" if sizes else "")
    if gold == claim:
        return Decision(True, "exact", THE_SAME)
    try:
        settled, left, right = settle(gold, claim, point, real)
    except NoValue:
        return Decision(True, "points", where)
    if settled:
        return Decision(True, "points", f"{where}, at one of them to 48 digits")
    if settled is None:
        return Decision(None, reason="the two agree too closely to be told apart")
    return rounded(gold, claim, point, least) or _differ(point, left, right, "points")
