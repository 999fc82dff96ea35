"""Rounding: whether a decimal is a value rounded to the digits it shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from harness.maths.arithmetic.evaluate import Value, evaluate
from harness.maths.arithmetic.precise import Precise
from harness.maths.equality.decision import Decision
from harness.maths.equality.long_floats import entries, lengthened
from harness.maths.equality.witness import text_of
from harness.maths.tree.expr import Expr, NoValue, Num, decimals, replace


def rounded(gold: Expr, claim: Expr, point: Mapping[str, Value], least: int) -> Decision | None:
    """Return a positive decision where the claim is the reference rounded to the digits it shows.

    Only decimals with at least ``least`` significant digits may be roundings; the room they give is
    half a unit of the last digit of each. A decimal in the reference gives room to an exact claim.
    """
    written = decimals(claim)
    loose = [d for d in written if (d.digits or 0) >= least]
    given = [d for d in decimals(gold) if (d.digits or 0) >= max(3, least)]
    if (written and not loose and least > 0) or not (written or given):
        return None
    if not loose and not (given and not written):
        finer = given and all((d.digits or 0) >= 4 for d in given)
        if not finer:
            return None
    try:
        env = lengthened(point, 40)
        value, target = (evaluate(e, Precise(env, 40)) for e in (claim, gold))
        room, around = [_room(claim, value, d, env) for d in loose[:8]], []
        if given and (not written or all((d.digits or 0) >= 4 for d in given)):
            around = [_room(gold, target, d, env) for d in given[:8]]
        off = [abs(x - y) for x, y in zip(entries(value), entries(target), strict=True)]
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
    return [abs(x - y) for x, y in zip(entries(moved), entries(value), strict=True)]
