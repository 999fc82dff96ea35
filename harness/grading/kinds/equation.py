"""Equations: update rules by their right side, implicit ones up to a factor that never vanishes.

``w_{t+1} ← …``, ``=`` and ``:=`` are one sign; another step letter or a shift of the counter does not
matter. An implicit equation is the expected one if the difference of its sides is a constant
multiple of the reference's, or if both vanish at the same points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from harness.errors import DeclarationError
from harness.grading.kinds._claimed import least_digits
from harness.grading.kinds._traits import Traits
from harness.maths.arithmetic.evaluate import Eye, evaluate
from harness.maths.arithmetic.numeric import Numeric
from harness.maths.equality.compare import Held, compare, misshapen
from harness.maths.equality.constants import same_function
from harness.maths.equality.decision import Decision
from harness.maths.equality.domain import domain_of
from harness.maths.equality.draws import Batch, batches
from harness.maths.equality.linear import put_in, rows
from harness.maths.equality.opaque import closed, widened
from harness.maths.equality.regions import roots
from harness.maths.equality.rounding import Rounding
from harness.maths.equality.witness import made, text_of
from harness.maths.parsing.parser import parse
from harness.maths.parsing.scope import Names, Scope, names_of
from harness.maths.tree.expr import (
    Expr,
    Mismatch,
    Node,
    NoValue,
    ParseError,
    Sym,
    has,
    mentions,
    num,
    rename,
    replace,
    walk,
)
from harness.maths.tree.expr import names as free_names
from harness.maths.tree.step_letters import aligned
from harness.records import Expected

TRAITS = Traits(relation=True, condition=True, formula=True)

_SIGNS = frozenset(("=", "<-", "~"))
_NOUGHT = 1e-12
"""Below this the two sides of an equation are the same."""
_CURVE = 10
"""At so many points of a batch an equation is solved for one of its names."""


def decide(expected: Expected, claim: str, scope: Scope) -> Decision:
    """Return whether the claimed equation says the same as the expected one."""
    try:
        names = names_of(scope)
        truth = _equation(parse(expected.value, names))
        known = frozenset(n for n in free_names(truth) if len(n) == 1)
        said = _factored(
            _relabelled(aligned(_bare(parse(claim, names_of(scope, known)), truth), truth), truth)
        )
        scope, names = widened(scope, names, truth, said)
        return _decided(_closed(truth), closed(said), scope, names, least_digits(expected))
    except Mismatch as cause:
        return misshapen(str(cause), has_guesses=not scope.declared)
    except (ParseError, NoValue) as cause:
        return Decision(None, reason=str(cause), readable=False)
    except DeclarationError as cause:
        return Decision(None, reason=f"no points to compare at: {cause}")


def _factored(claim: Expr) -> Expr:
    """Return equations joined by "or" as one: a product that vanishes where one of them holds."""
    if not isinstance(claim, Node) or claim.op != "any":
        return claim
    if not all(
        isinstance(a, Node) and a.op == "chain" and a.mark == "=" and len(a.args) == 2 for a in claim.args
    ):
        return claim
    factors = tuple(
        Node("add", (a.args[0], Node("neg", (a.args[-1],)))) for a in claim.args if isinstance(a, Node)
    )
    return Node("chain", (Node("mul", factors), num(0)), "=")


def _bare(claim: Expr, truth: Expr) -> Expr:
    """Return a rule for expectations as one for the names, where the reference writes it so."""
    if has(truth, {"expect"}) or not has(claim, {"expect"}):
        return claim
    means: dict[Expr, Expr] = {e: e.args[0] for e in walk(claim) if isinstance(e, Node) and e.op == "expect"}
    return replace(claim, means) if all(isinstance(inner, Sym) for inner in means.values()) else claim


def _equation(expr: Expr) -> Node:
    if isinstance(expr, Node) and expr.op == "chain" and set(expr.mark.split()) <= _SIGNS:
        return expr
    raise ParseError("the reference is no equation")


def _closed(expr: Node) -> Node:
    return Node("chain", tuple(closed(a) for a in expr.args), expr.mark)


def _relabelled(claim: Expr, truth: Node) -> Expr:
    """Return a claim that only gives the right side as an equation with the reference's left side."""
    if isinstance(claim, Node) and claim.op == "chain":
        signs = claim.mark.split()
        if "->" in signs and isinstance(claim.args[0], Sym):
            return Node("chain", claim.args, claim.mark.replace("->", "<-"))
        return claim
    return Node("chain", (truth.args[0], claim), "=") if _labels(truth.args[0]) else claim


def _labels(side: Expr) -> bool:
    """Return whether a side only names a value: a name or a derivative."""
    return isinstance(side, Sym) or (isinstance(side, Node) and side.op == "call" and side.mark[:1] == "d")


def _decided(truth: Node, said: Expr, scope: Scope, names: Names, least: Rounding) -> Decision:
    if not isinstance(said, Node) or said.op != "chain" or not set(said.mark.split()) <= _SIGNS:
        return Decision(None, reason="no equation is claimed", readable=False)
    if set(said.args) == set(truth.args):
        return Decision(True, "exact", "the same equation")
    if free_names(truth) and not free_names(said):
        return Decision(
            None, reason="an equation between numbers says nothing of the letters", readable=False
        )
    if (value := _value_of_function(truth, said)) is not None and not scope.declared:
        found = compare(Held(truth.args[-1]), value, scope, names, least)
        return same_function(truth.args[-1], value, scope, names) or found if found.equal is False else found
    label = truth.args[0]
    solved = isinstance(label, Sym) and label.name not in free_names(truth.args[-1])
    if solved and (value := _solved_for(label, said)) is not None:
        return compare(Held(truth.args[-1]), value, scope, names, least)
    first = _multiple(truth, said, scope, names)
    if first.equal is None and solved and isinstance(said.args[0], Sym) and _is_function_of(said, truth):
        return compare(Held(truth.args[-1]), said.args[-1], scope, names, least)
    return first


def _solved_for(label: Expr, said: Node) -> Expr | None:
    """Return what an equation gives for a name that stands alone on one of its sides, None for no such."""
    for one, other in ((said.args[0], said.args[-1]), (said.args[-1], said.args[0])):
        assigned = "<-" in said.mark and isinstance(one, Sym) and _same_base(one, label)
        if one == label or assigned:
            return other
    return None


def _value_of_function(truth: Node, said: Node) -> Expr | None:
    """Return the claimed value of ``f(t)`` in the reference's argument, where both give such a value."""
    if len(truth.args) != 2 or len(said.args) != 2:
        return None
    ours, theirs = _called(truth.args[0]), _called(said.args[0])
    if ours is None or theirs is None or ours[0] != theirs[0]:
        return None
    variable, own = ours[1], theirs[1]
    if variable not in free_names(truth.args[1]) or (
        own != variable and variable in free_names(said.args[1])
    ):
        return None
    return rename(said.args[1], {own: variable})


def _called(side: Expr) -> tuple[str, str] | None:
    """Return the names of a function and its argument: ``f(x)``, read as a product if undeclared."""
    if isinstance(side, Node) and side.op == "mul" and len(side.args) == 2:
        called, variable = side.args
        if isinstance(called, Sym) and isinstance(variable, Sym):
            return called.name, variable.name
    if isinstance(side, Sym) and _MEMBER.fullmatch(side.name):
        return side.name[:-1], side.name[-1]
    return None


_MEMBER = re.compile(r"[A-Za-z]_[ijkmn]", re.ASCII)
"""A member of a sequence: ``a_n``."""


def _same_base(one: Sym, label: Expr) -> bool:
    """Return whether ``w ← …`` updates what the reference calls ``w_{t+1}``."""
    return isinstance(label, Sym) and one.name.split("_")[0] == label.name.split("_")[0]


def _is_function_of(said: Node, truth: Node) -> bool:
    return free_names(said.args[-1]) <= free_names(truth)


def _points(truth: Node, said: Node, scope: Scope, names: Names) -> Iterator[Batch]:
    """Yield the points; a name that only the reference's rule defines is an array where its value is."""
    label = truth.args[0]
    sides = (*truth.args, *said.args)
    free = frozenset(n for side in sides for n in free_names(side))
    domain = domain_of(Node("tuple", truth.args), Node("tuple", said.args), free, names, equation=True)
    unknown = isinstance(label, Sym) and label.name in domain.undeclared
    for batch in domain.batches(batches(names, scope.assume, scope.seed), scope.seed):
        if not unknown or not isinstance(label, Sym):
            yield batch
            continue
        value = evaluate(truth.args[-1], Numeric(batch.values))
        if np.ndim(value) == 3:
            rng = np.random.default_rng([scope.seed, *np.shape(value)])
            drawn = np.round(rng.normal(0, 1, (batch.count, *np.shape(value)[1:])), 2)
            batch = Batch(batch.sizes, {**batch.values, label.name: drawn}, batch.count, batch.exactly)
        yield batch


def _multiple(truth: Node, said: Node, scope: Scope, names: Names) -> Decision:
    """Decide two implicit equations by the ratio of their differences, then by where they vanish."""
    left, right = (Node("add", (e.args[0], Node("neg", (e.args[-1],)))) for e in (truth, said))
    ratios: list[Any] = []
    holds: list[bool] = []
    told: list[bool] = []
    with np.errstate(all="ignore"):
        try:
            points = list(_points(truth, said, scope, names))
            if not names.symbols and (mentions(left, "i") or mentions(right, "i")):
                return _complex_multiple(left, right, points)
            ours = [rows(evaluate(left, Numeric(batch.values)), batch.count) for batch in points]
        except Mismatch as cause:
            raise NoValue(f"the reference itself does not fit its declarations: {cause}") from cause
        for a, batch in zip(ours, points, strict=True):
            b = rows(evaluate(right, Numeric(batch.values)), batch.count)
            if a.shape != b.shape:
                return Decision(False, "shape", reason="the sides have other shapes than the reference's")
            ratios.append(b / a)
            holds.append(bool(np.all(np.abs(b[np.isfinite(b)]) <= _NOUGHT)))
            told.append(bool(np.any(np.abs(a[np.isfinite(a)]) > _NOUGHT)))
    if all(holds) and any(told):
        return _always(left, free_names(left), points)
    if (found := _in_proportion(ratios)) is not None:
        return found
    free = sorted(free_names(left) | free_names(right))
    with np.errstate(all="ignore"):
        if any(np.ndim(v) == 3 for batch in points for k, v in batch.values.items() if k in free):
            return _between_arrays(left, right, ratios, points, names)
        return _zeros(left, right, free, points)


def _in_proportion(ratios: list[Any]) -> Decision | None:
    """Return the decision on differences of sides whose ratio is one number in each size, None for others."""
    firm = [r[np.isfinite(r)] for r in ratios]
    count = sum(len(r) for r in firm)
    if count < 4:
        return Decision(None, reason="too few points at which both equations have values")
    scales = [float(np.sort(r)[len(r) // 2]) if len(r) else 1.0 for r in firm]  # one for each size
    if not all(m and np.all(np.abs(r - m) <= 1e-9 * abs(m)) for r, m in zip(firm, scales, strict=True)):
        return None
    said_times = " or ".join(f"{m:.6g}" for m in sorted(set(scales)))
    says = f"the difference of the sides is {said_times} times the reference's at {count} points"
    return Decision(True, "points", says)


def _complex_multiple(left: Expr, right: Expr, points: list[Batch]) -> Decision:
    """Decide two equations with the imaginary unit by the ratio of their differences alone."""
    batch = points[0]
    ours, theirs = (
        np.broadcast_to(np.asarray(evaluate(e, Numeric(batch.values, False))), (batch.count,))
        for e in (left, right)
    )
    ratio = (theirs / ours)[np.isfinite(ours) & np.isfinite(theirs) & (np.abs(ours) > _NOUGHT)]
    if (
        len(ratio) > 3
        and abs(ratio[0]) > _NOUGHT
        and np.all(np.abs(ratio - ratio[0]) <= 1e-9 * abs(ratio[0]))
    ):
        says = f"the difference of the sides is a multiple of the reference's at {len(ratio)} points"
        return Decision(True, "points", says)
    return Decision(None, reason="equations with complex values that are no multiples of each other")


def _always(left: Expr, free: frozenset[str], points: list[Batch]) -> Decision:
    """Return the decision on a claim that holds everywhere, for a reference that does not."""
    batch = points[0]
    point = {n: v[0] if np.ndim(v) else v for n, v in sorted(batch.values.items()) if n in free}
    found = _unmet(point, claimed=True)
    return Decision(False, "points", witness=found.witness, reason=f"the claim always holds; {found.reason}")


def _between_arrays(
    left: Expr, right: Expr, ratios: list[Any], points: list[Batch], names: Names
) -> Decision:
    """Decide equations between arrays: a multiple at each point, or the same solutions."""
    firm = [r for r in ratios if r.shape[1] > 1 and np.all(np.isfinite(r))]
    alike = [r[:, 0] for r in firm if np.all(np.abs(r - r[:, :1]) <= 1e-9 * np.abs(r[:, :1]))]
    if firm and len(firm) == len(alike) == len(ratios):
        scales = np.concatenate(alike)
        if np.all(scales > 0) or np.all(scales < 0):
            return Decision(
                True,
                "points",
                f"the sides' difference is a multiple of the reference's at {len(scales)} points",
            )
    ways = {"claimed": 0, "reference": 0}
    for batch in points:
        for name in sorted(free_names(left) & free_names(right)):
            symbol = names.get(name)
            if np.ndim(batch.values.get(name, 0)) != 3 or (symbol is not None and symbol.assumptions):
                continue
            for solved, other, whose in ((left, right, "reference"), (right, left, "claimed")):
                found, wrong = put_in(solved, other, name, batch.values, batch.count)
                if wrong is not None:
                    shown = {k: v for k, v in wrong.items() if k in free_names(left) | free_names(right)}
                    return _unmet(shown, whose == "claimed")
                ways[whose] += found
    if min(ways.values()) < 6:
        return Decision(None, reason="equations between arrays that are no multiples of each other")
    return Decision(True, "points", f"both equations have the same {min(ways.values())} solutions")


def _zeros(left: Expr, right: Expr, free: list[str], points: list[Batch]) -> Decision:
    """Solve each equation for one name and put the solution into the other."""
    tried = 0
    for batch in points:
        count = min(batch.count, _CURVE)
        for name in free:
            for solved, other, claimed in ((left, right, False), (right, left, True)):
                env = {
                    k: v[:count] if np.ndim(v) else v
                    for k, v in batch.values.items()
                    if k != name and k in free
                }
                found, wrong = _put_in(solved, other, name, env, count)
                tried += found
                if wrong is not None:
                    return _unmet(wrong, claimed)
    if tried < 6:
        return Decision(None, reason="too few points on the curves")
    return Decision(True, "points", f"both equations hold at the same {tried} points")


def _unmet(point: dict[str, Any], claimed: bool) -> Decision:
    """Return the decision at a point where only the claimed equation holds, or only the reference."""
    ours, theirs = ("satisfied", "not satisfied") if claimed else ("not satisfied", "satisfied")
    where = ", ".join(f"{k} = {text_of(v)}" for k, v in point.items() if not isinstance(v, Eye))
    says = f"at {where} the claimed equation is {ours}, the reference's {theirs}"
    return Decision(False, "points", witness=made(point, ours, theirs, True), reason=says)


def _put_in(
    solved: Expr, other: Expr, name: str, env: dict[str, Any], count: int
) -> tuple[int, dict[str, Any] | None]:
    with np.errstate(all="ignore"):
        if name not in free_names(solved):
            return 0, None
        zeros = roots(solved, name, {k: np.broadcast_to(v, (count,)) for k, v in env.items()}, count)
        seen = 0
        for column in range(zeros.shape[1]):
            values = {**env, name: zeros[:, column]}
            own, theirs = (
                np.broadcast_to(np.real(evaluate(e, Numeric(values))), (count,)) for e in (solved, other)
            )
            nearby = {**env, name: zeros[:, column] * 1.01 + 0.01}
            scale = np.abs(np.broadcast_to(np.real(evaluate(other, Numeric(nearby))), (count,)))
            there = np.isfinite(zeros[:, column]) & (np.abs(own) < 1e-6) & np.isfinite(theirs)
            off = there & (np.abs(theirs) > 1e-5 * np.maximum(scale, 1e-9)) & (np.abs(theirs) > 1e-7)
            if np.any(off):
                k = int(np.flatnonzero(off)[0])
                return seen, {n: np.broadcast_to(v, (count,))[k] for n, v in sorted(values.items())}
            seen += int(np.count_nonzero(there))
    return seen, None
