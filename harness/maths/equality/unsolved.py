"""Conditions that are yet to be solved: the question's own inequality is no answer to it."""

from __future__ import annotations

from harness.maths.tree.expr import Expr, Node, Sym, walk
from harness.maths.tree.expr import names as free_names

UNSOLVED = "unsolved"
"""The method of a decision on a condition that agrees, though it is no more solved than the question."""
_SIZES = frozenset(("abs", "norm"))


def is_left_to_solve(claim: Expr, reference: Expr, variable: str) -> bool:
    """Return whether a claim leaves its variable within a formula, where the reference has it alone.

    ``|x - 1| < 2`` is as good as solved.
    """
    if any(not _alone(side, variable) for side in _sides(reference) if variable in free_names(side)):
        return False
    if any(isinstance(side, Sym) for side in _sides(claim)) or _spanned(claim):
        return False
    return any(
        not (_alone(side, variable) or _distance(side, variable))
        for side in _sides(claim)
        if variable in free_names(side)
    )


def _spanned(claim: Expr) -> bool:
    """Whether one of several conditions together is a range with its ends: ``4 < 2x and x in (2, 3)``."""
    together = isinstance(claim, Node) and claim.op == "all"
    parts = claim.args if together and isinstance(claim, Node) else ()
    return any(isinstance(e, Node) and e.op in ("interval", "union", "set") for e in parts)


def _sides(expr: Expr) -> list[Expr]:
    chains = [e for e in walk(expr) if isinstance(e, Node) and e.op == "chain" and e.mark != "in"]
    return [side for chain in chains for side in chain.args]


def _alone(side: Expr, variable: str) -> bool:
    return side == Sym(variable)


def _distance(side: Expr, variable: str) -> bool:
    """Whether a side is the distance of the variable from something: ``|x|``, ``|x - a|``."""
    if not isinstance(side, Node) or side.op not in _SIZES:
        return False
    inner = side.args[0]
    terms = inner.args if isinstance(inner, Node) and inner.op in ("add", "sub") else (inner,)
    own = [t for t in terms if variable in free_names(t)]
    return len(own) == 1 and own[0] in (Sym(variable), Node("neg", (Sym(variable),)))
