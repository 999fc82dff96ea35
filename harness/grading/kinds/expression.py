"""Scalar and matrix expressions: equal if they have the same value wherever the scope allows."""

from __future__ import annotations

import re

from harness.grading.kinds._claimed import claimed_values, least_digits, read_claim, reference, unevaluated
from harness.grading.kinds._traits import Traits
from harness.grading.kinds.conditional import same_cases
from harness.grading.language.units import read
from harness.maths.equality.compare import Held, compare
from harness.maths.equality.constants import same_family, same_multiples
from harness.maths.equality.decision import Decision
from harness.maths.equality.laws import law_of, same_law
from harness.maths.equality.orders import is_order, same_order
from harness.maths.parsing.scope import Scope, names_of
from harness.maths.tree.expr import Expr, Node, NoValue, ParseError, has, mentions, rename
from harness.maths.tree.expr import names as free_names
from harness.maths.tree.lattice import lattice
from harness.records import Expected

TRAITS = Traits(value=True, scalar=True, formula=True, changed=True, lone=True)

_CASES = frozenset(("cases",))


def decide(expected: Expected, claim: str, scope: Scope) -> Decision:
    """Return whether the claim's value is the expected one at every point.

    A claim of several values (±, "or") is the expected one only if each of them is.
    """
    claim = without_unit(claim) if not scope.declared else claim
    try:
        gold, names = reference(expected, scope)
        if (law := law_of(gold.expr)) is not None:
            return same_law(law, read_claim(claim, gold, scope), scope, names, least_digits(expected))
        if not scope.declared and (formula := lattice(gold.expr)) is not None:
            said = lattice(read_claim(claim, gold, scope))
            if said is None:
                return Decision(None, reason="no formula of letters joined so", readable=False)
            return compare(Held(formula), said, scope, names, least_digits(expected))
        values = claimed_values(claim, gold, scope)
        if undone := unevaluated(gold.expr, values):
            return Decision(None, reason=undone)
    except (ParseError, NoValue) as cause:
        return Decision(None, reason=str(cause), readable=False)
    if is_order(gold.expr):
        return same_order(gold.expr, values[0])
    decision = Decision(None, reason="nothing is claimed", readable=False)
    for value in values:
        decision = compare(gold, value, scope, names, least_digits(expected))
        if decision.equal and decision.method == "points" and (has(value, _CASES) or has(gold.expr, _CASES)):
            decision = same_cases(gold.expr, value, scope) or decision
        if decision.equal is False or decision.method == "domain":
            whole = expected.target.options.get("integers")
            found = same_multiples(gold.expr, value, scope, names, whole) if isinstance(whole, list) else None
            found = found or same_family(gold.expr, value, scope, names)
            decision = found or _renamed(gold.expr, value, scope, expected) or decision
        if decision.equal is not True:
            break
    return decision


_COUNTING = frozenset("klmn")
"""Letters that run through the whole numbers where a formula of periods is written."""


def _renamed(gold: Expr, value: Expr, scope: Scope, expected: Expected) -> Decision | None:
    """Return the decision on periods counted by another letter: π/4 + kπ for π/4 + nπ; None for any other."""
    ours, theirs = free_names(gold), free_names(value)
    if scope.declared or len(ours) != 1 or len(theirs) != 1 or ours == theirs:
        return None
    if not ours | theirs <= _COUNTING:
        return None
    if not (isinstance(gold, Node) and gold.op == "add" and _has_period(gold)):
        return None
    own, other = *ours, *theirs
    again = compare(Held(gold), rename(value, {other: own}), scope, names_of(scope), least_digits(expected))
    if again.equal is False:
        return Decision(None, reason=f"periods counted by {other}, where the reference counts by {own}")
    return again


def _has_period(expr: Expr) -> bool:
    """Whether a sum has a letter times π or a number of degrees in it."""
    terms = expr.args if isinstance(expr, Node) and expr.op == "add" else (expr,)
    return any(
        isinstance(term, Node) and free_names(term) and (mentions(term, "pi") or has(term, {"degree"}))
        for term in terms
    )


_UNIT = re.compile(
    r"(?<=[^\s{,;:])(?:\\[,; ]|~|\s)*\\(?:text|mathrm|textrm|mbox)\s*\{\s*([^{}]{1,40})\}(\^\{?-?\d\}?)?\s*$"
)


def without_unit(claim: str) -> str:
    """Return a claimed formula without the upright unit behind it."""
    found = _UNIT.search(claim) if "\\" in claim and "}" in claim else None
    unit = read(found[1] + (found[2] or "")) if found and len(found[1].strip()) > 1 else None
    return claim[: found.start()] if found and unit is not None else claim
