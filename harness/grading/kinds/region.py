"""Regions: which values of a variable; compared on both sides of every boundary, ends included.

Option: ``variable`` (its name; else the target's name, or the letter the relations are about).
Where the variable's declaration bounds it (η > 0), what lies outside is not compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace as replaced
from typing import Any

import numpy as np

from harness.errors import DeclarationError
from harness.grading.kinds._claimed import read_claim, reference
from harness.grading.kinds._traits import Traits
from harness.grading.language.relations import relation_text, same_subject
from harness.grading.language.typed import as_written
from harness.maths.arithmetic.evaluate import Value, evaluate
from harness.maths.arithmetic.numeric import Numeric
from harness.maths.equality.compare import Held
from harness.maths.equality.decision import Decision
from harness.maths.equality.intervals import apart
from harness.maths.equality.regions import (
    Sided,
    Trial,
    confirmed,
    counts,
    indicator,
    one_point,
    snapped,
    trials,
)
from harness.maths.equality.shapes import drawn_scalar
from harness.maths.equality.unsolved import UNSOLVED, is_left_to_solve
from harness.maths.equality.witness import text_of
from harness.maths.parsing.parser import parse
from harness.maths.parsing.scope import Names, Scope, names_of
from harness.maths.tree.expr import (
    Expr,
    Mismatch,
    Node,
    NoValue,
    Num,
    ParseError,
    Sym,
    has,
    rename,
    replace,
    walk,
)
from harness.maths.tree.expr import names as free_names
from harness.maths.tree.unknowns import calls, valued
from harness.records import Expected, Witness
from harness.symbols import bounds

TRAITS = Traits(relation=True, condition=True, ranged=True, lone=True)

_HIDDEN = "value"
_SETS = frozenset(
    (
        "interval",
        "union",
        "intersect",
        "minus",
        "set",
        "builder",
        "reals",
        "empty",
        "tuple",
        "integers",
        "naturals",
    )
)


def decide(expected: Expected, claim: str, scope: Scope) -> Decision:
    """Return whether the claimed region is the expected one."""
    claim = as_written(claim)
    try:
        gold, names = reference(expected, scope)
        variable = variable_of(gold.expr, expected, names)
        expr = _read(claim, gold, variable, scope)
        variable = _claimed_variable(expr, gold.expr, variable)
        truth = read_region(gold.expr, variable)
        said = snapped(read_region(_renamed(_labelled(expr), gold.expr, variable, scope), variable), truth)
        if variable == _HIDDEN and not scope.declared and len(free_names(truth)) > 1:
            return _along_rays(truth, said, scope, names)
        with np.errstate(all="ignore"):
            found = _told(truth, said, variable, scope, names)
            if found.equal and not scope.declared and is_left_to_solve(said, truth, variable):
                found = Decision(True, UNSOLVED, found.evidence)
            stranger = _stranger(claim, gold, variable, scope) if found.equal is False else ""
            return (
                Decision(None, reason=f"a condition on {stranger}, which is not declared")
                if stranger
                else found
            )
    except (ParseError, NoValue) as cause:
        return Decision(None, reason=str(cause), readable=False)
    except DeclarationError as cause:
        return Decision(None, reason=f"no points to compare at: {cause}")


def _told(truth: Expr, said: Expr, variable: str, scope: Scope, names: Names) -> Decision:
    """Return the decision on two regions; a function of arrays has one value if only that fits."""
    try:
        return _in_cells(truth, said, variable, scope, names) or differences(
            truth, said, variable, scope, names
        )
    except Mismatch:
        if not calls(truth):
            raise
        return differences(valued(truth), valued(said), variable, scope, names)


def _read(claim: str, gold: Held, variable: str, scope: Scope) -> Expr:
    """Return a claim's expression, its words for relations read as signs where it is none as it stands."""
    try:
        return read_claim(claim, gold, scope)
    except ParseError:
        words = relation_text(claim).strip(" $")
        if words.startswith(("<", ">", "!=", "\\in", "\\le", "\\ge", "\\ne", "≤", "≥")):
            words = same_subject(f"{'x' if variable == _HIDDEN else variable} {words}")
        return read_claim(words, gold, scope)


def _claimed_variable(claim: Expr, gold: Expr, variable: str) -> str:
    """Return the variable in which both are regions: the claim may be about another of the names."""
    free, own = free_names(gold), free_names(claim)
    if not isinstance(claim, Node) or not claim.args:  # a letter, a number, or a set like the rationals
        return variable
    if claim.op in _SETS and not has(claim, {"chain"}):
        rest = free - own
        return next(iter(rest)) if variable in own and len(rest) == 1 else variable
    if variable == _HIDDEN:
        return variable_among(claim, own - free) or variable
    first = claim.args[0]
    member = claim.op == "chain" and claim.mark == "in" and isinstance(first, Sym) and first.name in free
    return first.name if member and isinstance(first, Sym) else variable


def _stranger(claim: str, gold: Held, variable: str, scope: Scope) -> str:
    """Return the undeclared name a claim is about in place of a declared variable; "" for none.

    A star or an index makes the variable no other name.
    """
    if not scope.declared:
        return ""
    try:
        expr = read_claim(claim, gold, scope)
    except ParseError:
        return ""
    free = free_names(expr)
    unknown = free - free_names(gold.expr) - frozenset(scope.symbols)
    found = "" if variable in free else variable_among(expr, unknown)
    return found if found.partition("_")[0] != variable.partition("_")[0] else ""


def variable_of(gold: Expr, expected: Expected, names: Names) -> str:
    """Return the variable a region is about."""
    given = expected.target.options.get("variable")
    free = free_names(gold)
    for name in (given, expected.target.name):
        if isinstance(name, str):
            try:
                found = parse(name, names)
            except ParseError:
                continue
            if isinstance(found, Sym) and (found.name in free or name == given):
                return found.name
    return variable_among(gold, free) or _HIDDEN


def variable_among(expr: Expr, free: frozenset[str]) -> str:
    """Return the name that stands alone as a side of a relation, or the only name there is."""
    alone = [e for e in walk(expr) if isinstance(e, Node) and e.op in ("chain", "builder")]
    sides = [a.name for e in alone for a in e.args if isinstance(a, Sym) and a.name in free]
    if sides:
        middle = [e.args[1] for e in alone if len(e.args) == 3]
        return next((m.name for m in middle if isinstance(m, Sym)), sides[0])
    return next(iter(free)) if len(free) == 1 and alone else ""


def _labelled(expr: Expr) -> Expr:
    """Return what stands behind a set's or a range's name: ``D = (0, 1)``."""
    if isinstance(expr, Node) and expr.op == "chain" and expr.mark == "=" and isinstance(expr.args[1], Node):
        named = expr.args[1]
        return named if named.op in _SETS - {"set"} and not has(named, {"chain"}) else expr
    return expr


def _renamed(expr: Expr, gold: Expr, variable: str, scope: Scope) -> Expr:
    free = free_names(expr)
    if variable in free or (isinstance(expr, Node) and expr.op in _SETS and not has(expr, {"chain"})):
        return expr
    foreign = free - free_names(gold) - frozenset(scope.symbols)
    if variable == _HIDDEN and not free_names(gold):
        foreign = free  # the reference names no variable: the claim may call it as it likes
    own = variable_among(expr, foreign)
    return rename(expr, {own: variable}) if own else expr


def read_region(expr: Expr, variable: str) -> Expr:
    """Return an expression as a region; ParseError where it is none."""
    if not isinstance(expr, Node):
        raise ParseError("no region")
    if expr.op == "case":
        return read_region(expr.args[0], variable)
    if expr.op in ("all", "any"):
        return Node(expr.op, tuple(read_region(a, variable) for a in expr.args))
    if expr.op in ("union", "intersect", "minus"):
        args = tuple(Node("set", (a,)) if isinstance(a, Num) else a for a in expr.args)
        return Node(expr.op, tuple(read_region(a, variable) for a in args))
    if expr.op == "tuple" and expr.args and all(isinstance(a, Node) and a.op == "chain" for a in expr.args):
        return _listed(expr, variable)
    if (ends := _ends(expr)) is not None:
        return ends
    if (inner := _within(expr, variable)) is not None:
        return read_region(inner, variable)
    if expr.op == "builder":
        return _built(expr, variable)
    if expr.op in _SETS or expr.op == "chain":
        return expr
    raise ParseError("no region")


def _ends(expr: Node) -> Expr | None:
    """Return the range whose two ends a pair or a column gives; ParseError where they cannot be ends."""
    column = expr.op == "matrix" and all(isinstance(r, Node) and len(r.args) == 1 for r in expr.args)
    if column and len(expr.args) == 2:
        return Node("interval", tuple(r.args[0] for r in expr.args if isinstance(r, Node)), "[]")
    if expr.op != "tuple" or len(expr.args) != 2:
        return None
    if not ascending(*expr.args):
        raise ParseError("a pair whose first entry is not below its second")
    return Node("interval", expr.args, expr.mark if expr.mark in ("()", "[]") else "()")


def _within(expr: Node, variable: str) -> Expr | None:
    """Return the set in which a relation says that the variable lies; None for any other relation."""
    if expr.op != "chain" or expr.args[0] != Sym(variable) or expr.mark not in ("in", "="):
        return None
    inner = expr.args[1]
    return inner if isinstance(inner, Node) and inner.op in _SETS else None


def _built(expr: Node, variable: str) -> Expr:
    """Return a set given by a condition as one of numbers: real ones by the condition alone."""
    inner = expr.args[0]
    if not isinstance(inner, Node) or inner.mark != "in":
        return expr
    domain = inner.args[1].op if isinstance(inner.args[1], Node) else ""
    if domain == "integers" and inner.args[0] == Sym(variable):
        return Node("all", (inner, read_region(expr.args[1], variable)))
    return Node("builder", (inner.args[0], expr.args[1])) if domain == "reals" else expr


def ascending(low: Expr, high: Expr) -> bool:
    """Return whether two ends may be those of an interval: the first is not above the second."""
    if free_names(low) or free_names(high):
        return True
    try:
        with np.errstate(all="ignore"):
            first, second = (np.real(evaluate(e, Numeric({}))) for e in (low, high))
            return bool(np.all(first < second))
    except (NoValue, TypeError, ValueError):
        return True


def _listed(expr: Node, variable: str) -> Expr:
    """Read ``x > 0, x ≠ 2`` as both, and ``x < −1, x > 3`` (which exclude each other) as either."""
    signs = [a.mark for a in expr.args if isinstance(a, Node)]
    apart = all(len(s.split()) == 1 for s in signs) and {s[0] for s in signs} == {"<", ">"}
    ends = [a.args for a in expr.args if isinstance(a, Node)]
    if apart and len(ends) == 2 and all(e[0] == Sym(variable) for e in ends):
        low, high = (ends[0][1], ends[1][1]) if signs[1][0] == "<" else (ends[1][1], ends[0][1])
        from harness.maths.tree.expr import rational

        a, b = rational(low), rational(high)
        if a is not None and b is not None and a >= b:
            return Node("any", expr.args)
    return Node("all", expr.args)


def _in_cells(truth: Expr, said: Expr, variable: str, scope: Scope, names: Names) -> Decision | None:
    """Return the decision on two regions whose ends are constants; None for any others."""
    symbol = names.symbols.get(variable)
    if scope.assume or (symbol is not None and counts(symbol)):
        return None
    allowed = drawn_scalar.test(symbol) if symbol is not None else None
    found = apart(truth, said, variable, bounds(symbol)[:2] if symbol is not None else (), allowed)
    if found is None or found.sure is False:
        return None
    if found.witness is None:
        return Decision(
            True, "sides", f"the same in {found.cells} cells: all ends, and all between and beyond"
        )
    point = {variable: found.witness.value}
    return _witnessed(point, variable, found.claimed, found.sure is not None)


def differences(truth: Expr, said: Expr, variable: str, scope: Scope, names: Names) -> Decision:
    """Return the decision on two regions of the same variable."""
    tried = 0
    doubt = ""
    regions = (truth, said)
    foreign = sorted(n for n in free_names(said) - {variable} if scope.declared and names.get(n) is None)
    for trial in trials(regions, variable, scope, names):
        if not trial.count:
            continue
        here = _inside(truth, variable, trial)
        there = _inside(said, variable, trial)
        tried += trial.count
        wrong = np.flatnonzero(here != there)
        for k in sorted(wrong.tolist(), key=lambda i: bool(trial.on_boundary[i]))[:4]:
            sure = confirmed(regions, variable, trial, k)
            if sure is not None and sure[0] == sure[1]:
                doubt = "a point that more digits put elsewhere"
                continue
            if foreign:
                said_names = ", ".join(foreign)
                return Decision(
                    None, reason=f"the claim uses {said_names}, which the question does not declare"
                )
            return _witnessed(one_point(trial, k), variable, bool(there[k]), sure is not None)
    if tried < 3 or doubt:
        return Decision(None, reason=doubt or "too few points to tell the regions apart")
    return Decision(True, "sides", f"the same at {tried} points on, between and beyond all boundaries")


def _along_rays(truth: Expr, said: Expr, scope: Scope, names: Names) -> Decision:
    """Return the decision on two regions of the plane or of space, tried along rays from the origin.

    The way along a ray is the variable and its direction is drawn. Undecided where no ray meets the
    reference's boundary: then nothing has been compared.
    """
    free = free_names(truth) | free_names(said)
    way: dict[Expr, Expr] = {Sym(n): Node("mul", (Sym(_HIDDEN), Sym(n))) for n in free}
    rays = tuple(replace(region, way) for region in (truth, said))
    with np.errstate(all="ignore"):
        met = sum(
            int(np.count_nonzero(trial.on_boundary)) for trial in trials(rays[:1], _HIDDEN, scope, names)
        )
        if met < _MEETINGS:
            return Decision(None, reason="too few points on the boundary of the region")
        found = differences(rays[0], rays[1], _HIDDEN, scope, names)
        return found if found.witness is None else _at_point(found, sorted(free))


def _at_point(found: Decision, free: list[str]) -> Decision:
    """Return a decision with the point a ray leads to, not the way and the direction, as its witness."""
    shown = found.witness
    assert shown is not None
    way = float(shown.says.split(" ", 1)[0])
    point = {n: text_of(way * float(shown.point[n]), 6) for n in free if n in shown.point}
    says = f"{', '.join(f'{n} = {v}' for n, v in point.items())} is {shown.says.partition(' is ')[2]}"
    witness = replaced(shown, point=point, says=says)
    return Decision(False, "sides", witness=witness, reason=says)


_MEETINGS = 4
"""So many rays at least must meet the boundary of a region in several letters."""


def _inside(region: Expr, variable: str, trial: Trial) -> Any:
    found = indicator(region, variable, Sided(trial.values))
    return np.broadcast_to(np.asarray(found, dtype=bool), (trial.count,))


def _witnessed(point: Mapping[str, Value], variable: str, claimed: bool, sure: bool) -> Decision:
    shown = {n: text_of(v) for n, v in sorted(point.items()) if n != variable and hasattr(v, "item")}
    value = text_of(float(point[variable]), 6)
    name = "" if variable == _HIDDEN else f"{variable} = "
    inside, outside = "in the claim, not in the reference", "in the reference, not in the claim"
    where = f" at {', '.join(f'{n} = {v}' for n, v in list(shown.items())[:5])}" if shown else ""
    says = f"{name}{value}{where} is {inside if claimed else outside}"
    if variable != _HIDDEN:
        shown[variable] = value
    witness = Witness(
        shown, "inside" if claimed else "outside", "outside" if claimed else "inside", says, sure
    )
    return Decision(False, "sides", witness=witness, reason=says)


__all__ = ["decide", "names_of", "read_region", "variable_of"]
