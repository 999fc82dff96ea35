"""Finite sets: the same elements, in any order; ± stands for two.

Elements are matched in pairs; where that fails (two roots may change places from point to point)
all elements are compared as a set at every point. With the option ``variable`` an equation in it that
has exactly these solutions (``D = 0``) will do as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Any

import numpy as np

from harness.errors import DeclarationError
from harness.grading.kinds._claimed import (
    alternatives,
    least_digits,
    read_claim,
    reference,
    side,
    signs_apart,
)
from harness.grading.kinds._traits import Traits
from harness.grading.kinds.vector import components, upright
from harness.grading.language.typed import as_written
from harness.maths.arithmetic.evaluate import evaluate
from harness.maths.arithmetic.numeric import Numeric
from harness.maths.equality.compare import SAME, Held, compare
from harness.maths.equality.decision import Decision
from harness.maths.equality.domain import domain_of
from harness.maths.equality.draws import batches
from harness.maths.equality.rounding import Rounding
from harness.maths.equality.solutions import is_condition, solved
from harness.maths.equality.witness import made
from harness.maths.parsing.scope import Names, Scope
from harness.maths.tree.expr import Expr, Node, NoValue, ParseError, decimals, show
from harness.maths.tree.expr import names as free_names
from harness.records import Expected

TRAITS = Traits(entries=True, gathers=True, unordered=True, lone=True)

LARGEST = 24


def decide(expected: Expected, claim: str, scope: Scope) -> Decision:
    """Return whether the claimed set has exactly the expected elements."""
    claim = as_written(claim)
    try:
        gold, names = reference(expected, scope)
        wanted = elements(gold.expr, gold, scope)
        said = _as_residue(read_claim(claim, gold, scope), gold.expr)
        variable = names.canonical(str(expected.target.options.get("variable", "")))
        if isinstance(said, Node) and is_condition(said, variable):
            return solved(wanted, said, variable, scope, names)
        given = elements(said, gold, scope)
        if max(len(wanted), len(given)) > LARGEST:
            return Decision(None, reason=f"more than {LARGEST} elements")
        return _matched(wanted, given, scope, names, least_digits(expected))
    except (ParseError, NoValue) as cause:
        return Decision(None, reason=str(cause), readable=False)


def _as_residue(said: Expr, gold: Expr) -> Expr:
    """Return a claim ``2 mod 5`` as the class that ``2 (mod 5)`` is, where the reference is one."""
    if isinstance(said, Node) and said.op == "chain" and said.mark == "=":
        return Node("chain", (*said.args[:-1], _as_residue(said.args[-1], gold)), said.mark)
    class_of = gold.args[-1] if isinstance(gold, Node) and gold.op == "chain" else gold
    first = class_of.args[0] if isinstance(class_of, Node) and class_of.op == "tuple" else None
    alike = all(isinstance(e, Node) and e.op == "mod" for e in (first, said))
    return Node("tuple", (said, said.args[1])) if alike and isinstance(said, Node) else said


def elements(expr: Expr, gold: Held, scope: Scope) -> list[Expr]:
    """Return the elements a text lists: a set, a list, ±, "x = 1 or x = 2"."""
    if not isinstance(expr, Node):
        return _element(expr, gold, scope)
    if expr.op == "empty":
        return []
    if expr.op == "chain" and set(expr.mark.split()) <= {"=", "~", "in"}:
        last = expr.args[-1]
        if isinstance(last, Node) and (last.op in ("set", "tuple", "empty", "union") or expr.mark == "in"):
            return elements(last, gold, scope)
        return list(signs_apart(side(expr, gold, scope)))
    if expr.op == "set" and any(a == Node("empty") for a in expr.args):
        raise ParseError("a set that holds the empty set")
    if expr.op == "union":
        return [e for a in expr.args for e in elements(a, gold, scope)]
    if expr.op in ("set", "any", "all") or _listing(expr):
        return [e for a in expr.args for e in _element(a, gold, scope)]
    return _element(expr, gold, scope)


def _listing(expr: Expr) -> bool:
    """Return whether a tuple only lists (points are tuples within a set or a list)."""
    return isinstance(expr, Node) and expr.op == "tuple" and expr.mark in ("", "()", "[]")


def _element(expr: Expr, gold: Held, scope: Scope) -> list[Expr]:
    if isinstance(expr, Node) and expr.op == "set":
        return [Node("set", tuple(elements(expr, gold, scope)))]
    if isinstance(expr, Node) and expr.op in ("any", "all") and expr.args:
        return (
            [e for a in alternatives(expr) for e in _element(a, gold, scope)]
            if expr.op != "all"
            else [e for a in expr.args for e in _element(a, gold, scope)]
        )
    if isinstance(expr, Node) and expr.op == "tuple":
        return [upright(components(expr, gold, scope))]
    return list(signs_apart(side(expr, gold, scope)))


def _matched(wanted: list[Expr], given: list[Expr], scope: Scope, names: Names, least: Rounding) -> Decision:
    missing, left, evidence, doubt = [], list(range(len(given))), "", ""
    near = _near(wanted, given, scope, names)
    for n, truth in enumerate(wanted):
        held = Held(truth)
        for k in [k for k in left if near is None or near[n, k]]:
            found = _same_element(held, given[k], scope, names, least)
            doubt = doubt or (found.reason if found.equal is None else "")
            if found.equal:
                evidence = found.evidence
                left.remove(k)
                break
        else:
            missing.append(truth)
    spare = [given[k] for k in left if not _repeats(k, wanted, given, near, (scope, names, least))]
    if not missing and not spare:
        return Decision(
            True, "points", f"{len(wanted)} elements, each {evidence}" if wanted else "both are empty"
        )
    if len(missing) == len(spare) > 1 and _as_sets(missing, spare, scope, names):
        return Decision(True, "points", f"{len(wanted)} elements, equal as sets at every point")
    if doubt:
        return Decision(None, reason=doubt)
    return _unequal(missing, spare, scope, names, least)


How = tuple[Scope, Names, Rounding]


def _repeats(k: int, wanted: list[Expr], given: list[Expr], near: Any, how: How) -> bool:
    """Whether a claimed element is one of the expected ones again."""
    among = [truth for n, truth in enumerate(wanted) if near is None or near[n, k]]
    return any(_same_element(Held(truth), given[k], *how).equal for truth in among)


def _near(wanted: list[Expr], given: list[Expr], scope: Scope, names: Names) -> Any:
    """Return which expected and claimed elements may be equal, by doubles; None where that is not known."""
    if len(wanted) * len(given) < 2 or any(decimals(e) for e in (*wanted, *given)):
        return None
    try:
        left, right = next(_tables(wanted, given, scope, names))
    except (NoValue, DeclarationError):
        return None
    with np.errstate(all="ignore"):
        apart = np.abs(left[:, None] - right[None]) > 1e-6 * (1 + np.abs(left[:, None]))
    return ~np.any(apart, axis=2)


def _same_element(truth: Held, value: Expr, scope: Scope, names: Names, least: Rounding) -> Decision:
    """Return whether two elements are the same value; a set is the same only as a set of the same."""
    ours, theirs = (e.args if isinstance(e, Node) and e.op == "set" else None for e in (truth.expr, value))
    if ours is None and theirs is None:
        return compare(truth, value, scope, names, least)
    if ours is None or theirs is None:
        return Decision(False, "elements", reason="a set is no single value")
    return _matched(list(ours), list(theirs), scope, names, least)


def _unequal(missing: list[Expr], left: list[Expr], scope: Scope, names: Names, least: Rounding) -> Decision:
    if missing and left:
        found = _same_element(Held(missing[0]), left[0], scope, names, least)
        if found.witness is not None:
            says = f"{show(missing[0])} is not among the claimed elements: {found.witness.says}"
            return Decision(False, "elements", witness=found.witness, reason=says)
    element, where = (
        (missing[0], "in the reference, not in the claim")
        if missing
        else (left[0], "claimed, not in the reference")
    )
    says = f"the element {show(element)} is {where}"
    claimed, truth = ("no such element", show(element)) if missing else (show(element), "no such element")
    return Decision(False, "elements", witness=made({}, claimed, truth, True), reason=says)


def _as_sets(wanted: list[Expr], given: list[Expr], scope: Scope, names: Names) -> bool:
    """Return whether some order of the elements agrees at every single point."""
    if len(wanted) > 5:
        return False
    try:
        for left, right in _tables(wanted, given, scope, names):
            if not np.all(np.isfinite(left)) or not np.all(np.isfinite(right)):
                return False
            best = np.min(
                [np.max(np.abs(left - right[list(p)]), axis=0) for p in permutations(range(len(given)))],
                axis=0,
            )
            if np.any(best > SAME * np.maximum(1, np.max(np.abs(left), axis=0)) * 100):
                return False
    except (NoValue, DeclarationError):
        return False
    return True


def _tables(wanted: list[Expr], given: list[Expr], scope: Scope, names: Names) -> Iterator[tuple[Any, Any]]:
    """Yield the values of the expected and of the claimed elements, a row each, batch by batch."""
    whole = Node("tuple", (*wanted, *given))
    domain = domain_of(whole, whole, free_names(whole), names)
    for batch in domain.batches(batches(names, scope.assume, scope.seed), scope.seed):
        with np.errstate(all="ignore"):
            tables = [_table(side_, batch.values, batch.count) for side_ in (wanted, given)]
        yield tables[0], tables[1]


def _table(values: list[Expr], env: Any, count: int) -> Any:
    rows = []
    for value in values:
        found = np.asarray(evaluate(value, Numeric(env, real=False)))
        if found.ndim > 1:
            raise NoValue("an element that is no number")
        rows.append(np.broadcast_to(found, (count,)))
    return np.array(rows)
