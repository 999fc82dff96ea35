"""Conditional answers: which value holds where, compared region by region.

Options: ``choices`` (key → spellings) where the values are options rather than expressions,
``variable`` (what the conditions are about). A claim without a condition is held against every
region; where its value is not the right one, a point of that region is the witness. What is only told
in part is left open. The boundaries themselves, where two options tie, are compared only where the
claim says something of them alone.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import lru_cache
from itertools import dropwhile
from typing import Any

import numpy as np
from msgspec import structs

from harness.errors import DeclarationError
from harness.grading.kinds._branches import (
    EVERYWHERE,
    LIMIT,
    Branch,
    PutIn,
    Reading,
    Told,
    branches,
    reference_branches,
)
from harness.grading.kinds._claimed import read_claim
from harness.grading.kinds._outcomes import Choices, Outcomes
from harness.grading.kinds._traits import Traits
from harness.grading.kinds.region import variable_among, variable_of
from harness.grading.page.segments import Page, page
from harness.maths.arithmetic.evaluate import STEPS, Eye, Purse, evaluate
from harness.maths.arithmetic.numeric import Numeric
from harness.maths.equality.compare import Held
from harness.maths.equality.decision import Decision
from harness.maths.equality.regions import Sided, Trial, atoms, confirmed, indicator, one_point, trials
from harness.maths.equality.witness import text_of
from harness.maths.parsing.scope import Scope, names_of
from harness.maths.tree.expr import Expr, Node, NoValue, ParseError, walk
from harness.maths.tree.expr import names as free_names
from harness.records import Expected, Witness

TRAITS = Traits(words=True, branches=True, relation=True)

ALL, SAID, INSIDE = "all", "said", "inside"
"""Which boundaries are compared: all, those at which the claim says a value, those it speaks of alone."""
INCOMPLETE = "cases"
"""Method of a decision on cases that leave something out."""
Cluster = tuple[Branch, ...]
"""Branches that are told together."""


@dataclasses.dataclass(frozen=True)
class Truth:
    """A reference by cases, with how claims about it are read."""

    branches: Cluster
    reading: Reading


def truth_of(expected: Expected, scope: Scope) -> Truth:
    """Return the reference of an asked value, read."""
    choices = _choices(expected)
    found = reference_branches(expected.value, scope, choices)
    conditions = Node("all", tuple(b.condition for b in found if b.condition is not None))
    variable = variable_of(conditions, expected, names_of(scope))
    target = expected.target
    own = (target.name, *target.aliases)
    outcomes = (
        Outcomes(tuple((k, tuple(v)) for k, v in choices.items()), own, target.asks) if choices else None
    )
    return Truth(tuple(found), Reading(choices, variable, scope, conditions, outcomes))


_WORK = 2 * STEPS
"""Steps that one comparison of cases may take."""


def decide(expected: Expected, claim: str, scope: Scope) -> Decision:
    """Return whether the claim gives the expected value in every region."""
    if len(claim) > LIMIT:
        return Decision(None, reason="a case distinction that is too long", readable=False)
    try:
        truth = truth_of(expected, scope)
        told = branches(page(claim), 0, len(claim), truth.reading)
        if not told:
            return held(truth, ((_unconditional(claim, truth.reading),),), scope)
        return decided(truth, (told,), scope)
    except (ParseError, NoValue) as cause:
        return Decision(None, reason=str(cause), readable=False)


def decided(truth: Truth, clusters: Sequence[Sequence[Told]], scope: Scope) -> Decision:
    """Return the decision on clusters of branches as they are told.

    What is told after the first branch that is read and is not read itself leaves them open, where none
    of them is wrong.
    """
    read = [tuple(b for _, b in told if b is not None) for told in clusters]
    found = held(truth, read, scope)
    telling = [list(dropwhile(lambda one: one[1] is None, told)) for told in clusters]
    unread = not any(telling) or any(branch is None for told in telling for _, branch in told)
    if found.equal is not False and unread:
        return Decision(None, INCOMPLETE, reason="cases that cannot be read")
    return found


def told_on(sheet: Page, start: int, end: int, truth: Truth, put_in: PutIn) -> list[Told]:
    """Return the branches that a page tells between two places, its own names put in."""
    return branches(sheet, start, end, dataclasses.replace(truth.reading, put_in=put_in))


def held(truth: Truth, said: Sequence[Cluster], scope: Scope) -> Decision:
    """Return the decision on clusters of branches, each of which only adds to those before it."""
    where = INSIDE if truth.reading.outcomes is not None else ALL
    try:
        with np.errstate(all="ignore"):
            found = _compared(truth.branches, tuple(said), truth.reading.variable, scope, where)
        return _in_words(found, truth.reading.choices)
    except (ParseError, NoValue) as cause:
        return Decision(None, reason=str(cause), readable=False)
    except DeclarationError as cause:
        return Decision(None, reason=f"no points to compare at: {cause}")


def _unconditional(claim: str, reading: Reading) -> Branch:
    """Return what a claim without cases says of all of them; ParseError where it says nothing."""
    if reading.outcomes is not None:
        key = reading.outcomes.of_all(claim)
        if not key:
            raise ParseError("no option is named")
        return Branch(key, EVERYWHERE)
    expr = read_claim(claim, Held(reading.gold), reading.scope)
    return Branch(expr.args[-1] if isinstance(expr, Node) and expr.op == "chain" else expr, EVERYWHERE)


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
            return _compared(truth, (said,), variable, scope, where, tuple(conditions.args), whole=True)
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
        str(k): [str(s) for s in v] if isinstance(v, list | tuple) else [str(v)] for k, v in given.items()
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
    truth: Cluster,
    said: tuple[Cluster, ...],
    variable: str,
    scope: Scope,
    where: str,
    edges: tuple[Expr, ...] = (),
    whole: bool = False,
) -> Decision:
    """Return the decision on two case distinctions, kept: along a thinking the same is said in many words.

    ``whole``: what the claim leaves out it says to have no value.
    """
    with Purse(_WORK):  # kept, so not a matter of what else the reply claims
        return _held_together(truth, said, variable, scope, where, edges, whole)


def _held_together(
    truth: Cluster,
    said: tuple[Cluster, ...],
    variable: str,
    scope: Scope,
    where: str,
    edges: tuple[Expr, ...],
    whole: bool,
) -> Decision:
    names = names_of(scope)
    every = [*truth, *(b for cluster in said for b in cluster)]
    conditions = list(edges) or [b.condition for b in every if b.condition is not None]
    extra = [b.value for b in every if not isinstance(b.value, str)]
    tried, silent = 0, ""
    for trial in trials(conditions, variable, scope, names, extra):
        left, right = _column(truth, variable, trial), _columns(said, variable, trial)
        inner = _compared_at(trial, left, right, said, variable, where)
        for k in np.flatnonzero(inner).tolist():
            tried += 1
            if left[k] != left[k] or _same(left[k], right[k]):
                continue
            if right[k] is _TWO:
                return Decision(None, reason="two cases contradict each other")
            sure = confirmed(conditions, variable, trial, k)
            found = _witnessed(trial, k, variable, left[k], right[k], sure is not None)
            if right[k] is not None or whole:
                return found
            silent = silent or found.reason
    if silent:
        return Decision(None, INCOMPLETE, reason=f"nothing is said of a case: {silent}")
    if tried < 3:
        return Decision(None, reason="too few points to compare the cases at")
    return Decision(True, "sides", f"the same value at {tried} points inside every region")


def _compared_at(
    trial: Trial, left: list[Any], right: list[Any], said: tuple[Cluster, ...], variable: str, where: str
) -> Any:
    """Return at which points two case distinctions are compared."""
    edge: Any = np.ones(trial.count, dtype=bool)
    if where == SAID:
        edge = np.array([v is not None for v in right], dtype=bool)
    elif where == INSIDE:
        points = [b.condition for c in said for b in c if _is_point(b.condition, variable)]
        points += [end for c in said if any(b.border for b in c) for end in _ends(c, variable)]
        alone = [_where(point, variable, trial) for point in points]
        edge = np.any([np.zeros(trial.count, dtype=bool), *alone], axis=0)
    return (~trial.on_boundary | edge) & np.array([v is not None for v in left], dtype=bool)


def _is_point(condition: Expr | None, variable: str) -> bool:
    """Whether a condition speaks of single values of the variable."""
    if isinstance(condition, Node) and condition.op == "any":
        return all(_is_point(a, variable) for a in condition.args)
    return isinstance(condition, Node) and condition.mark == "=" and variable in free_names(condition)


class _Two:
    """What two branches of one cluster say of a point where they differ."""


_TWO = _Two()


def _columns(said: tuple[Cluster, ...], variable: str, trial: Trial) -> list[Any]:
    """Return the value at each point by the first cluster that says any."""
    out: list[Any] = [None] * trial.count
    for cluster in said:
        column = _column(cluster, variable, trial)
        out = [b if a is None else a for a, b in zip(out, column, strict=True)]
    return out


def _column(branches: Cluster, variable: str, trial: Trial) -> list[Any]:
    """Return the value at each point; None where no branch says any."""
    out: list[Any] = [None] * trial.count
    ends = Node("any", tuple(_ends(branches, variable)))
    for branch in branches:
        if branch.condition is not None:
            _fill(out, branch, _where(branch.condition, variable, trial), trial, clashing=True)
    for branch in branches:
        if branch.border and ends.args:
            _fill(out, branch, _where(ends, variable, trial), trial)
    for branch in branches:
        if branch.condition is None and not branch.border:
            _fill(out, branch, np.ones(trial.count, dtype=bool), trial)
    return out


def _ends(branches: Cluster, variable: str) -> list[Expr]:
    """Return the ends of the branches as equations for the variable."""
    conditions = [b.condition for b in branches if b.condition is not None]
    return [
        a
        for c in conditions
        for a in atoms(c)
        if isinstance(a, Node) and a.op == "chain" and variable in free_names(a)
    ]


def _fill(out: list[Any], branch: Branch, where: Any, trial: Trial, clashing: bool = False) -> None:
    """Write a branch's value where it holds and nothing is said yet."""
    values = _values(branch.value, trial)
    for k in np.flatnonzero(where).tolist():
        value = values if isinstance(values, str) else values[k]
        if out[k] is None:
            out[k] = value
        elif clashing and not trial.on_boundary[k] and not _same(out[k], value):
            out[k] = _TWO


def _where(condition: Expr | None, variable: str, trial: Trial) -> Any:
    found = indicator(condition or EVERYWHERE, variable, Sided(trial.values))
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
