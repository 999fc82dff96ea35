"""Regions whose ends are constants: told apart cell by cell, exactly.

The ends of both regions cut the line into cells – each end and each gap between neighbours – and
within a cell neither region changes. So membership is a matter of places: end number k stands at
2k + 1, the gap before it at 2k. What has parameters or other relations is not read here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import NamedTuple

from harness.maths.arithmetic.evaluate import evaluate
from harness.maths.arithmetic.numeric import Numeric
from harness.maths.arithmetic.precise import Precise
from harness.maths.equality.long_floats import settle
from harness.maths.equality.regions import PreciseSided, indicator
from harness.maths.tree.expr import Expr, Node, NoValue, Num, Sym, names, rational

MOST = 60
"""Regions with more ends are not read."""
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_INFINITE: dict[Expr, float] = {Sym("oo"): math.inf, Node("neg", (Sym("oo"),)): -math.inf}
_COMBINED = frozenset(("all", "any", "union", "intersect", "minus"))
_Test = Callable[[int], bool]
_Ends = dict[Expr, Fraction | float]


class Cell(NamedTuple):
    """A place where two regions may differ."""

    value: float
    end: Expr | None
    """The end it is; None for a gap."""


class Apart(NamedTuple):
    """What came of holding two regions against each other."""

    cells: int
    witness: Cell | None = None
    """Where they differ; None where they are the same."""
    claimed: bool = False
    """Whether the witness is in the claim (else in the reference)."""
    sure: bool | None = None
    """Whether an evaluation with 50 digits says the same; None where there is none."""


def apart(
    truth: Expr,
    said: Expr,
    variable: str,
    limits: Iterable[float] = (),
    allowed: Callable[[float], bool] | None = None,
) -> Apart | None:
    """Return where two regions of one variable differ; None where one of them cannot be read here.

    ``limits`` bound the variable itself; cells whose value is not ``allowed`` are not compared.
    """
    ends: _Ends = {}
    if not (_collect(truth, variable, ends) and _collect(said, variable, ends)) or len(ends) > MOST:
        return None
    for limit in limits:
        if math.isfinite(limit):
            ends.setdefault(Num(Fraction(limit)), Fraction(limit))
    placed = _placed(ends)
    if placed is None:
        return None
    where, cells = placed
    in_truth, in_claim = (_test(region, variable, where) for region in (truth, said))
    wrong = [
        (cell, in_claim(place))
        for place, cell in enumerate(cells)
        if (allowed is None or allowed(cell.value)) and in_truth(place) is not in_claim(place)
    ]
    if not wrong:
        return Apart(len(cells))
    cell, there = min(wrong, key=lambda pair: pair[0].end is not None)
    return Apart(len(cells), cell, there, _sure((truth, said), variable, cell, there))


# ------------------------------------------------------------------------------ reading


def _collect(region: Expr, variable: str, ends: _Ends) -> bool:
    """Add a region's ends; return False where it is none of ours."""
    if not isinstance(region, Node):
        return False
    if region.op in _COMBINED:
        return all(_collect(arg, variable, ends) for arg in region.args)
    if region.op in ("interval", "set"):
        return all(_end(arg, ends) for arg in region.args)
    if region.op == "chain":
        pairs = list(zip(region.args, region.mark.split(), region.args[1:]))
        return all(
            sign in _FLIPPED
            and ((a == Sym(variable) and _end(b, ends)) or (b == Sym(variable) and _end(a, ends)))
            for a, sign, b in pairs
        )
    if region.op == "builder" and isinstance(region.args[0], Sym):
        return _collect(region.args[1], region.args[0].name, ends)
    return region.op in ("reals", "empty")


def _end(expr: Expr, ends: _Ends) -> bool:
    """Add one end with its value; return False where it is no real constant."""
    if expr in ends or expr in _INFINITE:
        return True
    value: Fraction | float | None = rational(expr)
    if value is None:
        if names(expr):
            return False
        try:
            value = float(evaluate(expr, Numeric({})))
        except (NoValue, TypeError, ValueError):
            return False
        if not math.isfinite(value):
            return False
    ends[expr] = value
    return True


def _placed(ends: _Ends) -> tuple[dict[Expr, int], list[Cell]] | None:
    """Return the place of every end and the cells in order; None where two are too close to be told."""
    where: dict[Expr, int] = {
        expr: -1 if value < 0 else 2 * len(ends) + 2 for expr, value in _INFINITE.items()
    }
    order: list[tuple[float, Expr]] = []
    last: tuple[Expr, Fraction | float] | None = None
    for expr, value in sorted(ends.items(), key=lambda item: item[1]):
        same = last is not None and _same(last, (expr, value))
        if same is None:
            return None
        if not same:
            order.append((float(value), expr))
        where[expr] = 2 * len(order) - 1
        last = expr, value
    return where, _cells(order)


def _same(earlier: tuple[Expr, Fraction | float], later: tuple[Expr, Fraction | float]) -> bool | None:
    """Return whether two neighbouring ends are one number, None where that cannot be said."""
    low, high = earlier[1], later[1]
    if isinstance(low, Fraction) and isinstance(high, Fraction):
        return low == high
    if float(high) - float(low) > 1e-9 * max(abs(float(low)), abs(float(high))):
        return False
    try:
        return settle(earlier[0], later[0], {})[0]
    except NoValue:
        return None


def _cells(order: list[tuple[float, Expr]]) -> list[Cell]:
    """Return the gaps and ends from left to right."""
    if not order:
        return [Cell(0.0, None)]
    first, last = order[0][0], order[-1][0]
    width = max(last - first, 1.0)
    cells = [Cell(first - width, None)]
    for (value, end), following in zip(order, [*order[1:], None]):
        cells.append(Cell(value, end))
        cells.append(Cell((value + following[0]) / 2 if following else last + width, None))
    return cells


def _test(region: Expr, variable: str, where: dict[Expr, int]) -> _Test:
    """Return membership of a place in a region that was collected."""
    assert isinstance(region, Node)
    if region.op in _COMBINED:
        tests = [_test(arg, variable, where) for arg in region.args]
        if region.op == "minus":
            return lambda place: tests[0](place) and not tests[1](place)
        if region.op in ("any", "union"):
            return lambda place: any(test(place) for test in tests)
        return lambda place: all(test(place) for test in tests)
    if region.op == "interval":
        low, high = (where[arg] for arg in region.args)
        lowest, highest = low + (region.mark[:1] != "["), high - (region.mark[1:] != "]")
        return lambda place: lowest <= place <= highest
    if region.op == "set":
        members = frozenset(where[arg] for arg in region.args)
        return lambda place: place in members
    if region.op == "chain":
        pairs = zip(region.args, region.mark.split(), region.args[1:])
        related = [
            _RELATIONS[sign](where[b]) if a == Sym(variable) else _RELATIONS[_FLIPPED[sign]](where[a])
            for a, sign, b in pairs
        ]
        return lambda place: all(test(place) for test in related)
    if region.op == "builder":
        assert isinstance(region.args[0], Sym)
        return _test(region.args[1], region.args[0].name, where)
    always = region.op == "reals"
    return lambda place: always


_RELATIONS: dict[str, Callable[[int], _Test]] = {
    "<": lambda end: lambda place: place < end,
    "<=": lambda end: lambda place: place <= end,
    ">": lambda end: lambda place: place > end,
    ">=": lambda end: lambda place: place >= end,
    "=": lambda end: lambda place: place == end,
    "!=": lambda end: lambda place: place != end,
}


# ---------------------------------------------------------------------------- evidence


def _sure(regions: tuple[Expr, Expr], variable: str, cell: Cell, claimed: bool) -> bool | None:
    """Return whether 50 digits put the cell where it was found, None where they cannot tell."""
    try:
        value = Precise({}, 50).number(Fraction(cell.value))
        if cell.end is not None:
            value = evaluate(cell.end, Precise({}, 50))
        arithmetic = (PreciseSided({variable: value}, 50) for _ in regions)
        truth, said = (bool(indicator(r, variable, a)) for r, a in zip(regions, arithmetic))
    except NoValue:
        return None
    return (truth, said) == (not claimed, claimed)
