"""Distributions: the same name with the same parameters, each compared as a value."""

from __future__ import annotations

from harness.maths.equality.compare import Held, compare
from harness.maths.equality.decision import Decision
from harness.maths.equality.rounding import Rounding
from harness.maths.equality.witness import made
from harness.maths.parsing.scope import Names, Scope
from harness.maths.tree.expr import Expr, Node


def law_of(expr: Expr) -> Node | None:
    """Return the distribution an expression is, or that its last side is; None for anything else."""
    last = expr.args[-1] if isinstance(expr, Node) and expr.op == "chain" else expr
    return last if isinstance(last, Node) and last.op == "law" else None


def same_law(gold: Node, claim: Expr, scope: Scope, names: Names, least: Rounding) -> Decision:
    """Return whether a claim is the expected distribution."""
    said = law_of(claim)
    if said is None:
        return Decision(None, reason="no distribution is claimed", readable=False)
    if said.mark != gold.mark or len(said.args) != len(gold.args):
        ours, theirs = (f"{law.mark} with {len(law.args)} parameters" for law in (said, gold))
        witness = made({}, ours, theirs, True)
        return Decision(False, "law", witness=witness, reason="another distribution is claimed")
    evidence: list[str] = []
    for wanted, given in zip(gold.args, said.args, strict=True):
        found = compare(Held(wanted), given, scope, names, least)
        if not found.equal:
            return found
        evidence.append(found.evidence)
    return Decision(True, "points", f"the same distribution; its parameters: {'; '.join(evidence)}")
