"""Scalar and matrix expressions: equal if they have the same value wherever the scope allows."""

from __future__ import annotations

from harness.grading.kinds._claimed import claimed_values, least_digits, read_claim, reference, unevaluated
from harness.grading.kinds._traits import Traits
from harness.grading.kinds.conditional import same_cases
from harness.maths.equality.compare import Held, compare
from harness.maths.equality.constants import same_family, same_multiples
from harness.maths.equality.decision import Decision
from harness.maths.equality.laws import law_of, same_law
from harness.maths.equality.orders import is_order, same_order
from harness.maths.parsing.scope import Scope
from harness.maths.tree.expr import NoValue, ParseError, has
from harness.maths.tree.lattice import lattice
from harness.records import Expected

TRAITS = Traits(value=True, scalar=True, formula=True, changed=True, lone=True)

_CASES = frozenset(("cases",))


def decide(expected: Expected, claim: str, scope: Scope) -> Decision:
    """Return whether the claim's value is the expected one at every point.

    A claim of several values (±, "or") is the expected one only if each of them is.
    """
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
            decision = found or same_family(gold.expr, value, scope, names) or decision
        if decision.equal is not True:
            break
    return decision
