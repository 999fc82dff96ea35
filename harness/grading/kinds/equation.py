"""Equations: update rules by their right side, implicit ones up to a factor that never vanishes.

``w_{t+1} ← …``, ``=`` and ``:=`` are one sign; another step letter or a shift of the counter does not
matter. An implicit equation is the expected one if the difference of its sides is a constant
multiple of the reference's, or if both vanish at the same points.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from harness.errors import DeclarationError
from harness.grading.compare import Held, compare
from harness.grading.constants import same_function
from harness.grading.domain import domain_of
from harness.grading.evaluate import Eye, NoValue, evaluate
from harness.grading.expr import Expr, Node, ParseError, Sym, has, rename, replace, walk
from harness.grading.expr import names as free_names
from harness.grading.kinds import Decision, Scope
from harness.grading.names import Names, names_of
from harness.grading.numeric import Numeric
from harness.grading.opaque import closed, widened
from harness.grading.parse import parse
from harness.grading.points import batches
from harness.grading.reading import least_digits
from harness.grading.regions import _roots as roots
from harness.grading.steps import aligned
from harness.grading.witness import made
from harness.records import Expected

_SIGNS = frozenset(("=", "<-", "~"))


def decide(expected: Expected, claim: str, scope: Scope) -> Decision:
    """Return whether the claimed equation says the same as the expected one."""
    try:
        names = names_of(scope)
        truth = _equation(parse(expected.value, names))
        known = frozenset(n for n in free_names(truth) if len(n) == 1)
        said = _relabelled(aligned(_bare(parse(claim, names_of(scope, known)), truth), truth), truth)
        scope, names = widened(scope, names, truth, said)
        return _decided(_closed(truth), closed(said), scope, names, least_digits(expected))
    except (ParseError, NoValue) as cause:
        return Decision(None, reason=str(cause), readable=False)
    except DeclarationError as cause:
        return Decision(None, reason=f"no points to compare at: {cause}")


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


def _decided(truth: Node, said: Expr, scope: Scope, names: Names, least: int) -> Decision:
    if not isinstance(said, Node) or said.op != "chain" or not set(said.mark.split()) <= _SIGNS:
        return Decision(None, reason="no equation is claimed", readable=False)
    if set(said.args) == set(truth.args):
        return Decision(True, "exact", "the same equation")
    if (value := _value_of_function(truth, said)) is not None and not scope.declared:
        found = compare(Held(truth.args[-1]), value, scope, names, least)
        return same_function(truth.args[-1], value, scope, names) or found if found.equal is False else found
    label = truth.args[0]
    solved = isinstance(label, Sym) and label.name not in free_names(truth.args[-1])
    if solved:
        for one, other in ((said.args[0], said.args[-1]), (said.args[-1], said.args[0])):
            assigned = "<-" in said.mark and isinstance(one, Sym) and _same_base(one, label)
            if one == label or assigned:
                return compare(Held(truth.args[-1]), other, scope, names, least)
    first = _multiple(truth, said, scope, names)
    if first.equal is None and solved and isinstance(said.args[0], Sym) and _is_function_of(said, truth):
        return compare(Held(truth.args[-1]), said.args[-1], scope, names, least)
    return first


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
    return None


def _same_base(one: Sym, label: Expr) -> bool:
    """Return whether ``w ← …`` updates what the reference calls ``w_{t+1}``."""
    return isinstance(label, Sym) and one.name.split("_")[0] == label.name.split("_")[0]


def _is_function_of(said: Node, truth: Node) -> bool:
    return free_names(said.args[-1]) <= free_names(truth)


def _multiple(truth: Node, said: Node, scope: Scope, names: Names) -> Decision:
    """Decide two implicit equations by the ratio of their differences, then by where they vanish."""
    left, right = (Node("add", (e.args[0], Node("neg", (e.args[-1],)))) for e in (truth, said))
    free = free_names(left) | free_names(right)
    domain = domain_of(left, right, free, names)
    ratios: list[Any] = []
    for batch in domain.batches(batches(names, scope.assume, scope.seed), scope.seed):
        with np.errstate(all="ignore"):
            a, b = (_entries(evaluate(e, Numeric(batch.values)), batch.count) for e in (left, right))
            if a.shape != b.shape:
                return Decision(False, "shape", reason="the sides have other shapes than the reference's")
            ratios.append(b / a)
    ratio = np.concatenate([r.ravel() for r in ratios])
    ratio = ratio[np.isfinite(ratio)]
    if len(ratio) < 4:
        return Decision(None, reason="too few points at which both equations have values")
    middle = float(np.median(ratio))
    if middle and np.all(np.abs(ratio - middle) <= 1e-9 * abs(middle)):
        return Decision(
            True,
            "points",
            f"the difference of the sides is {middle:.6g} times the reference's at {len(ratio)} points",
        )
    return _zeros(left, right, sorted(free), scope, names)


def _entries(value: Any, count: int) -> Any:
    if isinstance(value, Eye | list):
        raise NoValue("an equation between arrays of unknown size")
    value = np.asarray(np.real(value))
    flat = value.reshape(len(value), -1) if value.ndim == 3 else value.reshape(-1, 1)
    return np.broadcast_to(flat, (count, flat.shape[1]))


def _zeros(left: Expr, right: Expr, free: list[str], scope: Scope, names: Names) -> Decision:
    """Solve each equation for one name and put the solution into the other."""
    domain = domain_of(left, right, frozenset(free), names)
    tried = 0
    for batch in domain.batches(batches(names, scope.assume, scope.seed), scope.seed):
        if any(np.ndim(v) == 3 for k, v in batch.values.items() if k in free):
            return Decision(None, reason="equations between arrays that are no multiples of each other")
        for name in free:
            for solved, other, claimed in ((left, right, False), (right, left, True)):
                env = {k: v for k, v in batch.values.items() if k != name and k in free}
                found, wrong = _put_in(solved, other, name, env, batch.count)
                tried += found
                if wrong is not None:
                    ours, theirs = (
                        ("satisfied", "not satisfied") if claimed else ("not satisfied", "satisfied")
                    )
                    return Decision(
                        False,
                        "points",
                        witness=made(wrong, ours, theirs, True),
                        reason=_says(wrong, ours, theirs),
                    )
    if tried < 6:
        return Decision(None, reason="too few points on the curves")
    return Decision(True, "points", f"both equations hold at the same {tried} points")


def _says(point: dict[str, Any], ours: str, theirs: str) -> str:
    where = ", ".join(f"{k} = {float(v):.6g}" for k, v in point.items())
    return f"at {where} the claimed equation is {ours}, the reference's {theirs}"


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
