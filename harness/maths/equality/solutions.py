"""An equation in place of the set of its solutions: ``D = 0`` for the values at which it holds."""

from __future__ import annotations

from typing import Any

import numpy as np

from harness.errors import DeclarationError
from harness.maths.arithmetic.evaluate import evaluate
from harness.maths.arithmetic.numeric import Numeric
from harness.maths.equality.compare import Held, compare
from harness.maths.equality.decision import Decision
from harness.maths.equality.regions import Trial, one_point, trials
from harness.maths.equality.witness import made, text_of
from harness.maths.parsing.scope import Names, Scope
from harness.maths.tree.expr import Expr, Node, NoValue, Sym, replace, show
from harness.maths.tree.expr import names as free_names

NEAR = 1e-6
"""Two zeros closer than this, relative to their size, are the same one."""


def is_condition(expr: Expr, variable: str) -> bool:
    """Return whether a claim is an equation in the variable rather than a value for it."""
    if not isinstance(expr, Node) or expr.op != "chain" or expr.mark != "=" or not variable:
        return False
    return variable in free_names(expr) and Sym(variable) not in expr.args


def solved(wanted: list[Expr], claim: Node, variable: str, scope: Scope, names: Names) -> Decision:
    """Return whether the claimed equation holds at the wanted values of the variable and nowhere else."""
    left, right = claim.args
    evidence = ""
    for value in wanted:
        table: dict[Expr, Expr] = {Sym(variable): value}
        found = compare(Held(replace(left, table)), replace(right, table), scope, names)
        if found.equal is None:
            return Decision(None, reason=found.reason)
        if not found.equal:
            says = f"the claimed equation does not hold at {variable} = {show(value)}"
            return Decision(False, "equation", witness=found.witness, reason=says)
        evidence = found.evidence
    try:
        other = _another(wanted, claim, variable, scope, names)
    except (NoValue, DeclarationError) as cause:
        return Decision(None, reason=str(cause))
    if other is not None:
        return other
    says = f"the claimed equation holds at all {len(wanted)} elements and at no other {variable}: {evidence}"
    return Decision(True, "equation", says)


def _another(wanted: list[Expr], claim: Node, variable: str, scope: Scope, names: Names) -> Decision | None:
    """Return the decision on an equation with a further solution, where one is found."""
    truth = Node("any", tuple(Node("chain", (Sym(variable), value), "=") for value in wanted))
    with np.errstate(all="ignore"):
        for trial in trials((truth, claim), variable, scope, names):
            known = [_values(value, trial) for value in wanted]
            for k in np.flatnonzero(trial.on_boundary).tolist():
                x = float(trial.values[variable][k])
                if trial.sources[k] != claim or any(abs(x - v[k]) <= NEAR * (abs(x) + NEAR) for v in known):
                    continue
                point = {n: text_of(v) for n, v in sorted(one_point(trial, k).items()) if hasattr(v, "item")}
                says = f"the claimed equation also holds at {variable} = {text_of(x, 6)}"
                return Decision(
                    False, "equation", witness=made(point, "a solution", "none", False), reason=says
                )
    return None


def _values(value: Expr, trial: Trial) -> Any:
    return np.broadcast_to(np.real(evaluate(value, Numeric(trial.values))), (trial.count,))
