"""Expectations and probabilities: two formulas are the same if they are for every distribution.

A small space of outcomes with random weights is drawn; a random variable is a number for each outcome, an
event a set of them. Every identity of expectations, variances, covariances and probabilities then holds by
itself (linearity, Bayes' rule, the law of total variance), and what only holds for some distributions,
such as P(A ∩ B) = P(A)P(B), does not.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from harness.errors import DeclarationError
from harness.maths.arithmetic.evaluate import Eye, Value, evaluate, holds
from harness.maths.arithmetic.numeric import Numeric
from harness.maths.equality.decision import Decision
from harness.maths.equality.domain import domain_of
from harness.maths.equality.draws import Batch, batches
from harness.maths.equality.witness import made
from harness.maths.parsing.scope import Names, Scope
from harness.maths.tree.expr import Expr, Mismatch, Node, NoValue, Sym, has, walk
from harness.maths.tree.expr import names as free_names

OPS = frozenset(("expect", "variance", "covariance", "probability"))
OUTCOMES, LEVELS, POINTS = 12, 4, 6
"""Outcomes of the space, values that a random variable takes, spaces drawn a batch."""
SAME, LEAST = 1e-9, 1e-4
"""Relative distance up to which two values are one, and the least size it is relative to."""
_SETS = frozenset(("intersect", "union", "minus", "tuple", "all", "any", "complement", "given"))


def of_chance(expr: Expr) -> bool:
    """Return whether an expression holds an expectation or a probability."""
    return has(expr, OPS)


def for_every_distribution(gold: Expr, claim: Expr, scope: Scope, names: Names) -> Decision:
    """Return whether two expressions have the same value for every distribution."""
    try:
        with np.errstate(all="ignore"):
            return _decided(gold, claim, scope, names)
    except DeclarationError as cause:
        return Decision(None, reason=f"no points to compare at: {cause}")
    except NoValue as cause:
        return Decision(None, reason=str(cause), readable=False)


def _decided(gold: Expr, claim: Expr, scope: Scope, names: Names) -> Decision:
    events, variables = _roles((gold, claim), names)
    own = {_base(n) if n in events else n for n in free_names(gold)}
    foreign = sorted(n for n in free_names(claim) if (_base(n) if n in events else n) not in own)
    free = free_names(gold) | free_names(claim)
    domain = domain_of(gold, claim, free, names)
    checked = 0
    for batch in domain.batches(batches(names, scope.assume, scope.seed), scope.seed):
        env = _spread(batch, events, variables)
        for part in (e for x in (gold, claim) for e in walk(x)):
            _at_threshold(part, variables, env)
        marks = {e.mark for e in walk(gold) if isinstance(e, Node) and e.op == "expect"}
        arithmetic = [_Chance(env, scope.seed, len(marks) < 2) for _ in range(2)]
        left, right = (evaluate(e, a) for e, a in zip((gold, claim), arithmetic, strict=True))
        ours, theirs = _in_rows(left, right)
        there = np.all(np.isfinite(ours) & np.isfinite(theirs), axis=1)
        scale = np.maximum(np.max(np.abs(ours), axis=1), np.max(np.abs(theirs), axis=1))
        off = there & (np.max(np.abs(ours - theirs), axis=1) > SAME * np.maximum(scale, LEAST))
        if np.any(off):
            if foreign:
                return Decision(
                    None, reason=f"the claim uses {', '.join(foreign)}, which the answer does not"
                )
            k = int(np.flatnonzero(off)[0])
            witness = made({}, float(theirs[k, 0]), float(ours[k, 0]), confirmed=False)
            says = f"for one distribution on {OUTCOMES} outcomes: {witness.says}"
            return Decision(False, "points", witness=witness, reason=says)
        checked += int(np.count_nonzero(there)) // OUTCOMES
    if checked < 3:
        return Decision(None, reason="too few distributions for which both sides have a value")
    if _hands_back(gold, claim):
        return Decision(None, reason="the claim leaves an expectation or a probability to be worked out")
    return Decision(True, "points", f"equal for {checked} random distributions")


def _in_rows(left: Value, right: Value) -> tuple[Any, Any]:
    """Return two values with a row for each point and outcome; Mismatch where they have different shapes."""
    ours, theirs = (
        np.asarray(v).reshape(len(v), -1) if np.ndim(v) else np.full((1, 1), v) for v in (left, right)
    )
    if ours.shape[1] != theirs.shape[1]:
        raise Mismatch("the sides have different shapes")
    first, second = np.broadcast_arrays(ours, theirs)
    return first, second


def _hands_back(gold: Expr, claim: Expr) -> bool:
    """Whether a claim is one expectation that the reference takes apart, or holds one of a sum that it does.

    Var(aX + bY) for a²Var(X) + … and P(A ∪ B) for P(A) + … are true, and no more than the question.
    """
    wanted, said = ([e for e in walk(x) if isinstance(e, Node) and e.op in OPS] for x in (gold, claim))
    lone = isinstance(claim, Node) and claim.op in OPS
    own = {(e.op, frozenset(e.args)) for e in wanted}
    if lone and isinstance(claim, Node) and not (isinstance(gold, Node) and gold.op in OPS):
        return (claim.op, frozenset(claim.args)) not in own
    known = {_sum_of(e) for e in wanted}
    return any(_sum_of(e) not in known for e in said if _sum_of(e))


def _sum_of(expr: Node) -> str:
    """Return what puts the body of an expectation together, where it could be taken apart."""
    body, _ = _given(expr.args[0])
    joined = isinstance(body, Node) and body.op in ("add", "neg", "union", "sum")
    return body.op if joined and isinstance(body, Node) else ""


# ------------------------------------------------------------------------------------------- names


def _roles(exprs: tuple[Expr, ...], names: Names) -> tuple[set[str], set[str]]:
    """Return which names are events and which are random variables."""
    nodes = [e for x in exprs for e in walk(x) if isinstance(e, Node) and e.op in OPS]
    events = {n for e in nodes if e.op == "probability" for n in _event_names(e.args[0])}
    found = {n for e in nodes for n in free_names(e)} - events
    numbers = {n for n in found if names.get(n) is None or not names.is_array(n)}
    capitals = {n for n in numbers if n[:1].isupper()}
    vectors = {n for n in found - numbers if not n[:1].isupper()}
    return events, capitals | vectors or {n for n in numbers if names.get(n) is None} or numbers


def _event_names(expr: Expr) -> set[str]:
    if isinstance(expr, Sym):
        return {expr.name}
    if isinstance(expr, Node) and expr.op in _SETS:
        return {n for a in expr.args for n in _event_names(a)}
    return set()


def _spread(batch: Batch, events: set[str], variables: set[str]) -> dict[str, Value]:
    """Return the points with an axis of outcomes folded in: each point is repeated for every outcome."""
    count = min(batch.count, POINTS)
    out: dict[str, Value] = {}
    for name, value in batch.values.items():
        varies = not isinstance(value, Eye) and np.ndim(value) > 0
        out[name] = np.repeat(value[:count], OUTCOMES, axis=0) if varies else value
    for name in sorted(events | variables):
        base = _base(name) if name in events else name
        rng = np.random.default_rng([zlib.crc32(base.encode("utf-8", "surrogatepass")), 3])
        if name in events:
            inside = rng.random((count, OUTCOMES)) < 0.5
            inside[:, :2] = [True, False]
            out[name] = (inside if base == name else ~inside).reshape(-1)
            continue
        shape = np.shape(batch.values.get(name, 0.0))[1:]
        levels = np.round(rng.normal(0.3, 1.5, (count, LEVELS, *shape)), 2)
        chosen = rng.integers(0, LEVELS, (count, OUTCOMES))
        out[name] = levels[np.arange(count)[:, None], chosen].reshape(count * OUTCOMES, *shape)
    return out


def _at_threshold(part: Expr, variables: set[str], env: dict[str, Value]) -> None:
    """Let a variable that is compared with a value take it, and others beside it, in some outcomes."""
    if not isinstance(part, Node) or part.op != "chain" or free_names(part).isdisjoint(variables):
        return
    for one in part.args:
        if not isinstance(one, Sym) or one.name not in variables or np.ndim(env[one.name]) != 1:
            continue
        for other in part.args:
            if free_names(other).isdisjoint(variables):
                value = evaluate(other, Numeric(env))
                rows = env[one.name].reshape(-1, OUTCOMES)
                for k, step in enumerate((0, 1, -1, 0), start=2):
                    rows[:, k] = np.broadcast_to(value, (rows.size,)).reshape(rows.shape)[:, k] + step


def _base(event: str) -> str:
    """Return the event that a name with a bar or a prime is the complement of."""
    return event.removesuffix("_bar").removesuffix("_prime")


# -------------------------------------------------------------------------------------- arithmetic


class _Chance(Numeric):
    """Doubles over points and outcomes; an expectation is a weighted mean over the outcomes."""

    def __init__(self, env: Mapping[str, Value], seed: int, one_law: bool) -> None:
        super().__init__(env)
        self.rows = max((len(v) for v in env.values() if not isinstance(v, Eye) and np.ndim(v)), default=0)
        self.seed, self.one_law = seed, one_law

    def _weights(self, mark: str) -> Any:
        law = "" if self.one_law else mark
        rng = np.random.default_rng([self.seed, zlib.crc32(law.encode("utf-8", "surrogatepass")), 5])
        found = rng.random((self.rows // OUTCOMES, OUTCOMES)) + 0.1
        return found / found.sum(axis=1, keepdims=True)

    def mean(self, value: Value, mark: str, given: Any = None) -> Value:
        """The mean over the outcomes of each point, or over those that agree in ``given``."""
        if isinstance(value, Eye):
            return value
        if self.rows == 0:
            raise NoValue("an expectation of nothing random")
        value = np.broadcast_to(value, (self.rows, *np.shape(value)[1:])).astype(float)
        wide = value.reshape(-1, OUTCOMES, *value.shape[1:])
        same = np.ones((len(wide), OUTCOMES, OUTCOMES)) if given is None else given
        share = self._weights(mark)[:, None, :] * same
        share = share / share.sum(axis=2, keepdims=True)
        return np.einsum("pij,pj...->pi...", share, wide).reshape(value.shape)

    def event(self, expr: Expr) -> Any:
        """Where an event holds."""
        if isinstance(expr, Sym):
            found = self.env.get(expr.name)
            if found is None or np.asarray(found).dtype != bool:
                raise NoValue(f"{expr.name} is no event")
            return found
        if isinstance(expr, Node) and expr.op == "complement":
            return ~self.event(expr.args[0])
        if isinstance(expr, Node) and expr.op in _SETS and expr.op != "given":
            parts = [self.event(a) for a in expr.args]
            out = parts[0]
            for part in parts[1:]:
                joined = out | part if expr.op in ("union", "any") else out & part
                out = out & ~part if expr.op == "minus" else joined
            return out
        return np.broadcast_to(np.asarray(holds(expr, self)), (self.rows,))

    def condition(self, expr: Expr) -> Any:
        """Which outcomes are taken together: those in an event, or where variables have the same values."""
        if isinstance(expr, Node) and expr.op in ("tuple", "all"):
            out = self.condition(expr.args[0])
            for part in expr.args[1:]:
                out = out * self.condition(part)
            return out
        is_value = isinstance(expr, Sym) and np.asarray(self.env.get(expr.name, True)).dtype != bool
        if is_value:
            value = evaluate(expr, self)
            if isinstance(value, Eye) or self.rows == 0 or np.shape(value)[:1] != (self.rows,):
                raise NoValue("a condition on nothing random")
            value = value.reshape(self.rows // OUTCOMES, OUTCOMES, -1)
            return np.all(value[:, :, None] == value[:, None, :], axis=3)
        inside = self.event(expr).reshape(-1, OUTCOMES)
        return np.repeat(inside[:, None, :], OUTCOMES, axis=1)

    def chance(self, expr: Node) -> Value:
        body, given = _given(expr.args[0])
        where = None if given is None else self.condition(given)
        if expr.op == "probability":
            return self.mean(np.asarray(self.event(body), dtype=float), expr.mark, where)
        if expr.op == "expect":
            return self.mean(evaluate(body, self), expr.mark, where)
        values = [evaluate(e, self) for e in (body, expr.args[-1] if len(expr.args) > 1 else body)]
        left, right = (self._sub(v, self.mean(v, expr.mark, where)) for v in values)
        return self.mean(self._mul(left, self._transpose(right)), expr.mark, where)


def _given(expr: Expr) -> tuple[Expr, Expr | None]:
    """Return what stands before and behind the bar of a condition."""
    if isinstance(expr, Node) and expr.op == "given":
        return expr.args[0], expr.args[1]
    return expr, None
