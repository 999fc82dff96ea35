"""Rounding: whether a decimal is a value rounded to the digits it shows."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from harness.maths.arithmetic.evaluate import Value, evaluate
from harness.maths.arithmetic.precise import Precise
from harness.maths.equality.decision import Decision
from harness.maths.equality.long_floats import entries, lengthened
from harness.maths.equality.witness import text_of
from harness.maths.tree.expr import Expr, Node, NoValue, Num, decimals, names, replace, walk

FLOAT = 16
"""A decimal of so many digits is a double as a computer prints it, right but for its last bit."""
_BIT = Fraction(1, 2**51)
_CERTAIN = 2
"""So many digits more or less than the other decimal has tell a rounding from another number."""
_TEXTBOOK = 3
"""Digits that a reference shows where it is likely to be rounded."""


Env = Mapping[str, Value]


class Rounding(NamedTuple):
    """How far a claim may be from the reference."""

    least: int = 3
    """Significant digits that a rounded claim shows at least."""
    said: bool = False
    """Whether the question says to how many digits it is asked."""
    exact: bool = False
    """Whether the reference's decimals are exact, so that nothing is rounded."""
    tolerance: Fraction | None = None
    """The relative distance that is allowed, where the question allows one."""


USUAL = Rounding()


def rounded(gold: Expr, claim: Expr, point: Mapping[str, Value], how: Rounding) -> Decision | None:
    """Return the decision on a claim that may be the reference rounded, None where it is not.

    A decimal gives room of half a unit of its last digit. Between two decimals it is undecided whether the
    longer one was rounded if it has one digit more: the reference may be exact. Arithmetic with decimals
    that is left to do is no rounding.
    """
    if how.exact or (how.tolerance is None and _far_apart(gold, claim)):
        return None
    env = lengthened(point, 40)
    try:
        value, target = (evaluate(e, Precise(env, 40)) for e in (claim, gold))
        off = [abs(x - y) for x, y in zip(entries(value), entries(target), strict=True)]
        if how.tolerance is not None:
            return _tolerated(off, target, how.tolerance)
        return _by_digits(gold, claim, env, (value, target), off, how)
    except (NoValue, ValueError):
        return None


def _far_apart(gold: Expr, claim: Expr) -> bool:
    """Whether no rounding can explain a difference: there is no decimal, or two numbers differ by too much.

    A literal gives room of half a unit of its last digit, a question's digits half of the value at most.
    """
    if type(gold) is Num and type(claim) is Num:
        room = abs(gold.value) / 2 + (gold.half or 0) + (claim.half or 0)
        return (gold.half is None and claim.half is None) or abs(gold.value - claim.value) > 2 * room
    return not (decimals(claim) or decimals(gold))


def _tolerated(off: list[Any], target: Value, tolerance: Fraction) -> Decision | None:
    size = max((abs(x) for x in entries(target)), default=0)
    if any(o * tolerance.denominator > size * tolerance.numerator * (1 + 1e-12) for o in off):
        return None
    return Decision(True, "tolerance", f"{text_of(target)} within {float(tolerance):.6g} of its size")


def _by_digits(
    gold: Expr,
    claim: Expr,
    env: Mapping[str, Value],
    values: tuple[Value, Value],
    off: list[Any],
    how: Rounding,
) -> Decision | None:
    written, given = decimals(claim), decimals(gold)
    if not (written or given):
        return None
    if how.said and given and len(entries(values[1])) == 1:
        return _asked(values[1], off, how.least, written)
    if written and given and _is_literal(gold):
        return _between(gold, claim, env, values, off, how)
    if written:
        found = _within(claim, values[0], _showing(how.least, written), env, off)
        if found is None and given and min(map(_shown, given)) > _TEXTBOOK:
            found = _within(gold, values[1], list(given), env, off)
        if found and not names(claim) and _computed(claim):
            return Decision(None, reason="arithmetic with decimals that is left to do")
        return found
    firm = _showing(max(_TEXTBOOK, min(how.least, 6)), given)
    found = _within(gold, values[1], firm, env, off)
    if found is None and _within(gold, values[1], _showing(2, given), env, off):
        return Decision(None, reason="the reference may be this value, rounded to few digits")
    return found


def _shown(literal: Num) -> int:
    """Return how many significant digits a decimal shows."""
    return literal.digits or 0


def _showing(least: int, literals: tuple[Num, ...]) -> list[Num]:
    """Return the decimals that show at least so many significant digits."""
    return [d for d in literals if _shown(d) >= least]


def _asked(target: Value, off: list[Any], digits: int, written: tuple[Num, ...]) -> Decision | None:
    """Return the decision where the question says to how many digits its decimal is right."""
    size = abs(entries(target)[0])
    if not size or any(_shown(d) < digits for d in written):
        return None
    mp = Precise({}, 40).mp
    half = mp.mpf(10) ** (mp.floor(mp.log10(size)) - digits + 1) / 2
    if off[0] > half * (1 + mp.mpf(10) ** -9):
        return None
    return Decision(True, "digits", f"{text_of(target)} to {digits} digits")


def _between(
    gold: Expr,
    claim: Expr,
    env: Mapping[str, Value],
    values: tuple[Value, Value],
    off: list[Any],
    how: Rounding,
) -> Decision | None:
    """Return the decision on two decimals, of which one may be the other rounded."""
    written, given = decimals(claim), decimals(gold)
    shown, wanted = (min(_shown(d) for d in side) for side in (written, given))
    finer = shown > wanted
    short, whole, value = (given, gold, values[1]) if finer else (written, claim, values[0])
    if shown == wanted or (not finer and shown < how.least) or wanted < _CERTAIN:
        return None
    found = _within(whole, value, list(short), env, off)
    if found is None or how.said or how.least < USUAL.least:
        return found
    if abs(shown - wanted) >= _CERTAIN and min(shown, wanted) >= _TEXTBOOK:
        return found
    return Decision(None, reason="one of the two decimals may be the other, rounded")


def _within(
    expr: Expr, value: Value, literals: list[Num], env: Mapping[str, Value], off: list[Any]
) -> Decision | None:
    """Return the decision that the distances are within the room that some literals of one side give."""
    room = [_room(expr, value, literal, env) for literal in literals[:8]]
    if not room or any(o > sum(r[i] for r in room) * (1 + 1e-9) for i, o in enumerate(off)):
        return None
    shown = ", ".join(text_of(d.value) for d in literals[:3])
    return Decision(True, "digits", f"{text_of(value)}, rounded to the digits shown ({shown})")


def _is_literal(expr: Expr) -> bool:
    """Whether an expression is numbers as they stand, with no arithmetic but signs and powers of ten."""
    if isinstance(expr, Num):
        return True
    if not isinstance(expr, Node) or expr.op not in (
        "neg",
        "mul",
        "tuple",
        "matrix",
        "row",
        "percent",
        "degree",
    ):
        return False
    if expr.op == "mul":
        return sum(isinstance(a, Num) for a in expr.args) == 1 and not names(expr)
    return all(_is_literal(arg) for arg in expr.args)


def _computed(expr: Expr) -> bool:
    """Whether decimals of an expression are raised to a power, or three and more of them multiplied."""
    return any(
        isinstance(part, Node)
        and (
            (part.op == "pow" and bool(decimals(part.args[0])))
            or (part.op == "mul" and sum(bool(decimals(arg)) for arg in part.args) > _CERTAIN)
        )
        for part in walk(expr)
    )


def _room(expr: Expr, value: Value, literal: Num, env: Mapping[str, Value]) -> list[Any]:
    """Return how far each entry moves when one literal moves by half a unit of its last digit."""
    half = literal.half or Fraction(0)
    if (literal.digits or 0) >= FLOAT:
        half = max(half, abs(literal.value) * _BIT)
    moved = evaluate(replace(expr, {literal: Num(literal.value + half)}), Precise(env, 40))
    return [abs(x - y) for x, y in zip(entries(moved), entries(value), strict=True)]
