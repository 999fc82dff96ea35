"""Conditional answers: which value holds where, compared region by region.

Options: ``choices`` (key → spellings) where the values are options rather than expressions,
``variable`` (what the conditions are about). A claim without a condition is held against every
region; where its value is not the right one, a point of that region is the witness. The boundaries
themselves, where two options tie, are not compared.
"""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from typing import Any

import numpy as np
from msgspec import structs

from harness.errors import DeclarationError
from harness.grading.kinds._branches import Branch, Choices, read_branches
from harness.grading.kinds._traits import Traits
from harness.grading.kinds.region import variable_among, variable_of
from harness.maths.arithmetic.evaluate import STEPS, Eye, Purse, evaluate
from harness.maths.arithmetic.numeric import Numeric
from harness.maths.equality.compare import Held
from harness.maths.equality.decision import Decision
from harness.maths.equality.regions import Sided, Trial, confirmed, indicator, one_point, trials
from harness.maths.equality.witness import text_of
from harness.maths.parsing.scope import Scope, names_of
from harness.maths.tree.expr import Expr, Node, NoValue, ParseError, Sym, num, walk
from harness.maths.tree.expr import names as free_names
from harness.records import Expected, Witness

TRAITS = Traits(words=True, branches=True, relation=True)

EVERYWHERE, SAID, INSIDE = "everywhere", "said", "inside"
"""Which boundaries are compared: all, those at which the claim says a value, none."""
_ALWAYS = Node("chain", (num(0), num(0)), "=")
_WORK = 2 * STEPS
"""Steps that one comparison of cases may take."""


def decide(expected: Expected, claim: str, scope: Scope) -> Decision:
    """Return whether the claim gives the expected value in every region."""
    names = names_of(scope)
    choices = _choices(expected)
    try:
        truth = read_branches(expected.value, scope, choices)
        known = Held(
            Node("all", tuple(b.condition for b in truth if b.condition is not None)) if truth else Sym("x")
        )
        said = read_branches(claim, scope, choices, known)
        conditions = Node("all", tuple(b.condition for b in truth if b.condition is not None))
        variable = variable_of(conditions, expected, names)
        with np.errstate(all="ignore"):
            found = _compared(tuple(truth), tuple(said), variable, scope, INSIDE if choices else EVERYWHERE)
        return _in_words(found, choices)
    except (ParseError, NoValue) as cause:
        return Decision(None, reason=str(cause), readable=False)
    except DeclarationError as cause:
        return Decision(None, reason=f"no points to compare at: {cause}")


def same_cases(gold: Expr, claim: Expr, scope: Scope) -> Decision | None:
    """Hold two values with cases in them against each other around every boundary; None if there is none."""
    parts = [e for side in (gold, claim) for e in walk(side) if isinstance(e, Node) and e.op == "case"]
    conditions = Node("all", tuple(dict.fromkeys(e.args[1] for e in parts)))
    free = free_names(conditions)
    if not free:
        return None
    variable = variable_among(conditions, free) or min(free)
    truth, said = (_branches(e) for e in (gold, claim))
    where = SAID if truth[0].condition is not None and said[0].condition is not None else INSIDE
    try:
        with np.errstate(all="ignore"):
            return _compared(truth, said, variable, scope, where, tuple(conditions.args))
    except NoValue as cause:
        return Decision(None, reason=str(cause))


def _branches(expr: Expr) -> tuple[Branch, ...]:
    """Return the cases of a value, or the whole of it as its only one."""
    if not isinstance(expr, Node) or expr.op != "cases":
        return (Branch(expr, None),)
    cases = (e for e in expr.args if isinstance(e, Node))
    return tuple(Branch(e.args[0], e.args[1] if e.op == "case" else None) for e in cases)


def _choices(expected: Expected) -> Choices:
    given = expected.target.options.get("choices")
    if not isinstance(given, dict):
        return {}
    return {
        str(k): [str(k), *(str(s) for s in v)] if isinstance(v, list | tuple) else [str(k), str(v)]
        for k, v in given.items()
    }


def _in_words(decision: Decision, choices: Choices) -> Decision:
    """Return the decision with the options of its witness in words rather than by their keys."""
    witness = decision.witness
    if witness is None or not choices:
        return decision
    claimed, expected = (
        f"“{words[0]}”" if (words := [w for w in choices.get(v, ()) if w != v]) else v
        for v in (witness.claimed, witness.expected)
    )
    place = witness.says.partition(": claimed ")[0]
    says = f"{place}: claimed {claimed}, reference {expected}"
    witness = dataclasses.replace(witness, claimed=claimed, expected=expected, says=says)
    return structs.replace(decision, witness=witness, reason=says)


@lru_cache(maxsize=256)
def _compared(
    truth: tuple[Branch, ...],
    said: tuple[Branch, ...],
    variable: str,
    scope: Scope,
    where: str,
    edges: tuple[Expr, ...] = (),
) -> Decision:
    """Return the decision on two case distinctions, kept: along a thinking the same is said in many words."""
    with Purse(_WORK):  # kept, so not a matter of what else the reply claims
        return _held_together(truth, said, variable, scope, where, edges)


def _held_together(
    truth: tuple[Branch, ...],
    said: tuple[Branch, ...],
    variable: str,
    scope: Scope,
    where: str,
    edges: tuple[Expr, ...],
) -> Decision:
    names = names_of(scope)
    conditions = list(edges) or [b.condition for b in (*truth, *said) if b.condition is not None]
    extra = [b.value for b in (*truth, *said) if not isinstance(b.value, str)]
    tried = 0
    seen: set[str] = set()
    for trial in trials(conditions, variable, scope, names, extra):
        left, right = _column(truth, variable, trial), _column(said, variable, trial)
        edge = {EVERYWHERE: True, INSIDE: False, SAID: np.array([v is not None for v in right])}[where]
        inner = (~trial.on_boundary | edge) & np.array([v is not None for v in left], dtype=bool)
        for k in np.flatnonzero(inner).tolist():
            tried += 1
            seen.add(str(left[k]))
            if left[k] != left[k]:
                continue
            if not _same(left[k], right[k]):
                sure = confirmed(conditions, variable, trial, k)
                return _witnessed(trial, k, variable, left[k], right[k], sure is not None)
    if tried < 3:
        return Decision(None, reason="too few points to compare the cases at")
    return Decision(True, "sides", f"the same value at {tried} points inside every region")


def _column(branches: tuple[Branch, ...], variable: str, trial: Trial) -> list[Any]:
    """Return the value at each point; None where no branch says any."""
    out: list[Any] = [None] * trial.count
    taken = np.zeros(trial.count, dtype=bool)
    for branch in sorted(branches, key=lambda b: b.condition is None):
        where = _where(branch.condition, variable, trial) & ~taken
        values = _values(branch.value, trial)
        for k in np.flatnonzero(where).tolist():
            out[k] = values if isinstance(values, str) else values[k]
        taken |= where
    return out


def _where(condition: Expr | None, variable: str, trial: Trial) -> Any:
    found = indicator(condition or _ALWAYS, variable, Sided(trial.values))
    return np.broadcast_to(np.asarray(found, dtype=bool), (trial.count,))


def _values(value: Expr | str, trial: Trial) -> Any:
    if isinstance(value, str):
        return value
    if not free_names(value) <= set(trial.values):
        raise NoValue("a value with a name that is not known")
    found = evaluate(value, Numeric(trial.values))
    if isinstance(found, Eye) or np.ndim(found) > 1:
        raise NoValue("a value that is no number")
    return np.broadcast_to(np.real(found), (trial.count,))


_NOUGHT = 1e-14
"""So little may be left of a difference that is 0 at a boundary."""


def _same(left: Any, right: Any) -> bool:
    if isinstance(left, str) or isinstance(right, str) or right is None:
        return bool(left == right)
    scale = max(abs(left), abs(right))
    return bool(np.isfinite(scale) and abs(left - right) <= 1e-9 * scale + _NOUGHT)


def _witnessed(trial: Trial, k: int, variable: str, truth: Any, said: Any, sure: bool) -> Decision:
    point = {
        n: text_of(v) for n, v in sorted(one_point(trial, k).items()) if hasattr(v, "item") and n != "value"
    }
    expected, claimed = (
        v if isinstance(v, str) else "nothing" if v is None else text_of(float(v)) for v in (truth, said)
    )
    where = ", ".join(f"{n} = {v}" for n, v in sorted(point.items(), key=lambda p: p[0] != variable)[:6])
    says = f"at {where}: claimed {claimed}, reference {expected}"
    return Decision(False, "sides", witness=Witness(point, claimed, expected, says, sure), reason=says)
