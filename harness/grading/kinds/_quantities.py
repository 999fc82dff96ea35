"""Numbers with units held against each other: dimensions, scales of temperature, percentages, digits."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from harness.grading.kinds._claimed import least_digits
from harness.grading.language.units import TEMPERATURES, Unit, read
from harness.maths.equality.compare import Held, compare
from harness.maths.equality.decision import Decision
from harness.maths.equality.rounding import Rounding
from harness.maths.equality.witness import made
from harness.maths.parsing.scope import Scope, names_of
from harness.maths.tree.expr import Expr, Node, Num, Sym, num, walk
from harness.records import Expected


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit."""

    expr: Expr
    unit: Unit | None = None
    percent: bool = False
    noun: str = ""
    """A word behind the number that is no unit."""
    base: int = 0
    """The base it is written in, where that is said."""
    digits: str = ""
    """Its digits in that base."""
    ratio: bool = False
    """Whether it was written as a ratio, which a reply may write in other terms."""

    @property
    def clock(self) -> bool:
        """Whether it is a time of day."""
        return self.unit is not None and "clock" in self.unit.powers


def held(gold: Quantity, claim: Quantity, expected: Expected, scope: Scope) -> Decision:
    wanted = gold.unit or _named(expected)
    if claim.unit is None and expected.target.options.get("with_unit"):
        return Decision(None, reason="no unit, where the reference may have one")
    if wanted is not None and wanted.powers and claim.noun:
        return Decision(None, reason=f"counted in {claim.noun}, which is no unit that is known")
    left, right = gold.expr, claim.expr
    if gold.base not in (0, 10, claim.base):
        return _in_another_base(gold, claim, expected, scope)
    if wanted is not None and claim.unit is not None:
        if dict(wanted.powers) == {"sterling": 1} and claim.unit == read("pounds"):
            claim = Quantity(right, wanted)
        return _measured(left, right, wanted, claim.unit or wanted, expected, scope)
    if claim.unit is not None and claim.unit.powers and not _is_percent(left):
        return _asked_without(left, right, claim.unit, expected, scope)
    if claim.unit is not None and claim.unit.angle and _has_pi(left):
        right = Node("degree", (right,))
    elif wanted is not None and wanted.angle and claim.unit is None and _has_pi(right):
        left = Node("degree", (left,))
    if wanted is not None or claim.unit is not None:
        return _compared(left, right, expected, scope)
    return _parts_of_hundred(left, right, expected, scope)


def _in_another_base(gold: Quantity, claim: Quantity, expected: Expected, scope: Scope) -> Decision:
    """Return the decision on a number that is not said to be in the base of the reference."""
    if not claim.base and gold.digits.isdigit() and claim.expr == num(int(gold.digits)):
        return Decision(True, "exact", f"the same digits, read in base {gold.base}")
    found = _compared(gold.expr, claim.expr, expected, scope)
    reason = f"the same number, but not written in base {gold.base}"
    return Decision(None, reason=reason) if found.equal else found


def _is_percent(expr: Expr) -> bool:
    return isinstance(expr, Node) and expr.op == "percent"


def _measured(
    left: Expr, right: Expr, wanted: Unit, unit: Unit, expected: Expected, scope: Scope
) -> Decision:
    """Return the decision on a number whose unit is known, where one is wanted."""
    if wanted.temperature and unit.temperature and wanted.temperature != unit.temperature:
        return _in_degrees(left, right, wanted, unit, expected, scope)
    if _same_degrees(wanted).kind != _same_degrees(unit).kind:
        witness = made({}, _said(unit), _said(wanted), True)
        return Decision(False, "units", witness=witness, reason="the units are of different kinds")
    return _compared(left, _converted(right, unit, wanted), expected, scope)


def _compared(left: Expr, right: Expr, expected: Expected, scope: Scope) -> Decision:
    return compare(Held(left), right, scope, names_of(scope), _least(expected))


def _same_degrees(unit: Unit) -> Unit:
    """Return a unit in which a degree is a kelvin, as in J/(kg °C); a temperature stays what it is."""
    if unit.temperature or "celsius" not in unit.powers:
        return unit
    powers = {k: v for k, v in unit.powers.items() if k != "celsius"}
    kelvins = powers.get("K", 0) + unit.powers["celsius"]
    return Unit(unit.factor, {**powers, "K": kelvins} if kelvins else powers, unit.angle, unit.prefixed)


_DIFFERENCE = 100
"""What is below may be a difference of temperatures, which both scales give alike."""
_KELVINS = Fraction(1, 2)
"""Temperatures on two scales that are so close may be the same, rounded."""


def _in_degrees(
    left: Expr, right: Expr, wanted: Unit, unit: Unit, expected: Expected, scope: Scope
) -> Decision:
    """Return the decision on a temperature given on another scale: from its zero, not only by its degrees."""
    ours, theirs = (
        Node("add", (Node("mul", (num(size * u.factor), value)), num(zero)))
        for u, value in ((wanted, left), (unit, right))
        for size, zero in (TEMPERATURES[u.temperature],)
    )
    found = _compared(ours, theirs, expected, scope)
    if found.equal is not False:
        return found
    apart = Node("add", (ours, Node("neg", (theirs,))))
    distance = Held(apart).rational
    if distance is not None and abs(distance) <= _KELVINS:
        return Decision(None, reason="nearly the same temperature on another scale")
    metric = "fahrenheit" not in (wanted.temperature, unit.temperature)
    size = Held(left).rational
    small = size is not None and abs(size) < _DIFFERENCE
    if metric and small and _compared(left, right, expected, scope).equal:
        return Decision(None, reason="a difference of temperatures, or one on another scale")
    return found


def _asked_without(left: Expr, right: Expr, unit: Unit, expected: Expected, scope: Scope) -> Decision:
    """Return the decision on a quantity where the reference gives a number without a unit."""
    found = _compared(left, right, expected, scope)
    if found.equal and unit.prefixed and not (isinstance(left, Num) and isinstance(right, Num)):
        return Decision(None, reason="a unit with a prefix, where the reference names none")
    if found.equal is False and _METRIC.issuperset(unit.kind) and _shifted(left, right):
        return Decision(None, reason="another power of ten, in a unit that the reference does not name")
    return found


_METRIC = frozenset(("m", "kg", "s", "A", "K", "mol", "cd"))


def _shifted(left: Expr, right: Expr) -> bool:
    """Whether two numbers differ by a power of ten, as one quantity does in different units."""
    ours, theirs = Held(left).rational, Held(right).rational
    if not ours or not theirs:
        return False
    share = ours / theirs
    return any(share == Fraction(10) ** k for k in (*range(-15, 0), *range(1, 16)))


def _parts_of_hundred(left: Expr, right: Expr, expected: Expected, scope: Scope) -> Decision:
    """Return the decision on two numbers, of which one may be a percentage.

    Option ``percent``: 20 % is 0.2 (``fraction``), 20 (``number``) or ``either``. Where nothing is said it
    is 0.2, and undecided against 20.
    """
    found = _compared(left, right, expected, scope)
    shares = [_is_percent(e) for e in (left, right)]
    if shares[0] == shares[1]:
        return found
    policy = expected.target.options.get("percent")
    as_number = [e.args[0] if isinstance(e, Node) and e.op == "percent" else e for e in (left, right)]
    plain = _compared(as_number[0], as_number[1], expected, scope)
    if policy == "fraction" or not (found.equal or plain.equal):
        return found
    if policy == "either":
        return plain if plain.equal else found
    if policy == "number":
        return plain if plain.equal else Decision(None, reason="a share, where percentages are asked")
    return found if found.equal else Decision(None, reason="a percentage, or that number itself")


def _least(expected: Expected) -> Rounding:
    return Rounding(10**6) if expected.target.options.get("integer") else least_digits(expected)


def _named(expected: Expected) -> Unit | None:
    unit = expected.target.options.get("unit")
    return read(unit) if isinstance(unit, str) else None


def _converted(expr: Expr, unit: Unit, wanted: Unit) -> Expr:
    """Return the number in the wanted unit; a decimal keeps the digits it shows."""
    if unit.angle != wanted.angle:
        return Node("degree", (expr,)) if unit.angle else Node("div", (expr, Node("degree", (num(1),))))
    factor = unit.factor / wanted.factor
    turns = unit.powers.get("cycle", 0) if wanted.powers.get("rad") else 0
    turns -= wanted.powers.get("cycle", 0) if unit.powers.get("rad") else 0
    if turns:
        full = Node("pow", (Node("mul", (num(2), Sym("pi"))), num(turns)))
        expr, factor = Node("mul", (full, Node("mul", (num(factor), expr)))), Fraction(1)
    if factor == 1:
        return expr
    if isinstance(expr, Num):
        return Num(expr.value * factor, expr.digits, None if expr.half is None else expr.half * factor)
    return Node("mul", (num(factor), expr))


def _said(unit: Unit) -> str:
    powers = " ".join(k if v == 1 else f"{k}^{v}" for k, v in sorted(unit.powers.items()))
    return f"in {powers or 'no unit'}"


def _has_pi(expr: Expr) -> bool:
    return Sym("pi") in set(walk(expr))
