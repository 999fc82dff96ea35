"""Any-of answers: the claimed value must satisfy the reference's relations at every draw.

The reference's value is relations joined by ``;`` that must hold when the claimed values replace
the target names. Options: ``tight`` (the best value there is) with ``sense`` ``largest`` or
``smallest``, so that a loose claim is called loose and by what factor; ``together`` (the names that
are claimed jointly, each as ``name = value``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from harness.errors import DeclarationError
from harness.grading.kinds._claimed import read_claim, side
from harness.grading.kinds._traits import Traits
from harness.maths.arithmetic.arrays import distance
from harness.maths.arithmetic.evaluate import Eye, evaluate, holds
from harness.maths.arithmetic.numeric import Numeric
from harness.maths.arithmetic.rows import Rows
from harness.maths.equality.compare import Held
from harness.maths.equality.decision import Decision
from harness.maths.equality.domain import domain_of
from harness.maths.equality.draws import batches, far_out
from harness.maths.equality.long_floats import at, entries, lengthened
from harness.maths.equality.regions import PreciseSided, Sided
from harness.maths.equality.witness import made
from harness.maths.parsing.parser import parse
from harness.maths.parsing.scope import Names, Scope, names_of
from harness.maths.tree.expr import Expr, Mismatch, Node, NoValue, ParseError, Sym, replace, show
from harness.maths.tree.expr import names as free_names
from harness.records import Expected

TRAITS = Traits(satisfies=True, reflexive=False)


def decide(expected: Expected, claim: str, scope: Scope) -> Decision:
    """Return whether the claimed value satisfies every relation at every point."""
    names = names_of(scope)
    try:
        relations = [parse(r, names) for r in expected.value.split(";") if r.strip()]
        targets = _targets(expected, names)
        given = _claimed(claim, relations, targets, scope)
        table: dict[Expr, Expr] = {Sym(n): e for n, e in given.items()}
        with np.errstate(all="ignore"):
            for relation in relations:
                failed = _fails(relation, replace(relation, table), scope, names)
                if failed is not None:
                    return failed
            return _tightness(expected, given, scope, names, len(relations))
    except (ParseError, NoValue) as cause:
        return Decision(None, reason=str(cause), readable=False)
    except DeclarationError as cause:
        return Decision(None, reason=f"no points to compare at: {cause}")


def _targets(expected: Expected, names: Names) -> list[str]:
    together = expected.target.options.get("together")
    wanted = [str(n) for n in together] if isinstance(together, list | tuple) else [expected.target.name]
    out = []
    for name in wanted:
        found = parse(name, names)
        out.append(found.name if isinstance(found, Sym) else name)
    return out


def _claimed(claim: str, relations: list[Expr], targets: list[str], scope: Scope) -> Mapping[str, Expr]:
    """Return the value claimed for each target."""
    held = Held(Node("all", tuple(relations)))
    expr = read_claim(claim, held, scope)
    chains = (
        expr.args if isinstance(expr, Node) and expr.op in ("all", "tuple") and len(targets) > 1 else (expr,)
    )
    given: dict[str, Expr] = {}
    for chain in chains:
        if (
            isinstance(chain, Node)
            and chain.op == "chain"
            and isinstance(chain.args[0], Sym)
            and chain.args[0].name in targets
        ):
            given[chain.args[0].name] = _bound(chain)
        elif isinstance(chain, Node) and chain.op == "chain" and len(targets) == 1:
            given[targets[0]] = (
                _bound(chain) if not set(chain.mark.split()) <= {"=", "~"} else side(chain, held, scope)
            )
        elif len(targets) == 1:
            given[targets[0]] = chain
    missing = [t for t in targets if t not in given]
    if missing:
        raise ParseError(f"no value is claimed for {', '.join(missing)}")
    return given


def _bound(chain: Node) -> Expr:
    """Return the value of ``c = v``; of ``T ≥ v`` and the like, the value that is just allowed."""
    return chain.args[-1]


def _fails(relation: Expr, filled: Expr, scope: Scope, names: Names) -> Decision | None:
    free = free_names(filled)
    foreign = sorted(n for n in free if scope.declared and names.get(n) is None)
    domain = domain_of(filled, filled, free, names)
    for batch in domain.batches(batches(names, scope.assume, scope.seed), scope.seed):
        try:
            found = _holds(filled, Sided(batch.values), batch.count)
        except Mismatch as cause:
            return Decision(
                False,
                "shape",
                witness=made({}, str(cause), show(relation), True),
                reason=f"the shapes do not fit: {cause}",
            )
        wrong = np.flatnonzero(~found)
        if not len(wrong):
            continue
        if foreign:
            return Decision(
                None, reason=f"the claim uses {', '.join(foreign)}, which the question does not declare"
            )
        point = at(batch, int(wrong[0]), free)
        return _refuted(relation, filled, point)
    return None if foreign else _fails_far_out(relation, filled, scope, names)


def _fails_far_out(relation: Expr, filled: Expr, scope: Scope, names: Names) -> Decision | None:
    """Return the decision on a relation that fails near an end of the declared ranges, else None."""
    free = free_names(filled)
    with np.errstate(all="ignore"):
        for batch in batches(names, scope.assume, scope.seed):
            for far in far_out(batch, free, names, scope.assume):
                try:
                    wrong = np.flatnonzero(~_holds(filled, Sided(far.values), far.count))
                    found = _refuted(relation, filled, at(far, int(wrong[0]), free)) if len(wrong) else None
                except NoValue:
                    continue
                if found is not None and found.equal is False:
                    return found
    return None


def _holds(relation: Expr, arithmetic: Sided, count: int) -> Any:
    """Return where a relation holds; equations between arrays included."""
    if isinstance(relation, Node) and relation.op == "chain" and relation.mark == "=":
        left, right = (evaluate(a, arithmetic) for a in relation.args)
        if isinstance(left, Eye) or isinstance(right, Eye) or np.ndim(left) == 3 or np.ndim(right) == 3:
            return distance(*_sized(left, right), count) <= 1e-9
    return np.broadcast_to(np.asarray(holds(relation, arithmetic)), (count,))


def _sized(left: Any, right: Any) -> tuple[Any, Any]:
    """Give the identity, or a plain zero, on one side the size of the other."""
    for one, other in ((left, right), (right, left)):
        if not isinstance(one, Eye) and np.ndim(one) < 3 and not np.any(one):
            zero = np.zeros_like(other.scale if isinstance(other, Eye) else other)
            return zero, other.scale if isinstance(other, Eye) else other
    if isinstance(left, Eye) != isinstance(right, Eye):
        other = right if isinstance(left, Eye) else left
        if np.ndim(other) != 3 or other.shape[1] != other.shape[2]:
            raise Mismatch("the identity held against what is not square")
        eye = left if isinstance(left, Eye) else right
        scale = eye.scale[:, None, None] if np.ndim(eye.scale) == 1 else eye.scale
        full = scale * np.eye(other.shape[1])[None]
        return (full, right) if isinstance(left, Eye) else (left, full)
    return left, right


def _refuted(relation: Expr, filled: Expr, point: Mapping[str, Any]) -> Decision:
    sure = False
    sides = filled.args if isinstance(filled, Node) and filled.op == "chain" else ()
    try:
        exact = PreciseSided(lengthened(point, 50), 50)
        values = [evaluate(s, exact) for s in sides]
        arrays = any(isinstance(v, Rows | Eye) for v in values)
        sure = not _alike(values) if arrays else not bool(holds(filled, exact))
    except NoValue:
        env = {k: v if isinstance(v, Eye) or np.ndim(v) != 2 else v[None] for k, v in point.items()}
        values = [_plain(evaluate(s, Numeric(env))) for s in sides]
    from harness.maths.equality.witness import text_of

    signs = filled.mark.split() if isinstance(filled, Node) else []
    shown = text_of(values[0]) if values else show(filled)
    for sign, value in zip(signs, values[1:], strict=False):
        shown += f" {sign} {text_of(value)}"
    witness = made(point, shown, show(relation), sure)
    where = ", ".join(f"{k} = {v}" for k, v in list(witness.point.items())[:6])
    says = f"at {where or 'every point'}: {shown} does not hold ({show(relation)} is required)"
    return Decision(
        False,
        "relations",
        witness=type(witness)(witness.point, shown, show(relation), says, sure),
        reason=says,
    )


def _alike(values: list[Any]) -> bool:
    """Return whether two arrays in long floats are one, the identity taking the other's size."""
    if any(isinstance(v, Eye) for v in values) and any(isinstance(v, Rows) for v in values):
        rows = next(v for v in values if isinstance(v, Rows))
        eye = next(v.scale for v in values if isinstance(v, Eye))
        full = rows.map2(lambda i, j, x: eye if i == j else eye * 0)
        values = [rows, full]
    found = [list(entries(v)) for v in values]
    if len({len(numbers) for numbers in found}) > 1:
        return False  # arrays of different sizes
    pairs = list(zip(*found))
    scale = max((abs(x) for pair in pairs for x in pair), default=0)
    return all(abs(x - y) <= scale * 1e-30 for x, y in pairs)


def _plain(value: Any) -> Any:
    return np.ravel(value)[0] if np.ndim(value) < 3 else value[0]


def _tightness(
    expected: Expected, given: Mapping[str, Expr], scope: Scope, names: Names, count: int
) -> Decision:
    text = expected.target.options.get("tight")
    evidence = "the relation holds" if count == 1 else f"all {count} relations hold"
    if not isinstance(text, str) or len(given) != 1:
        return Decision(True, "relations", f"{evidence} at every point")
    tight, value = parse(text, names), next(iter(given.values()))
    if free_names(tight) and not free_names(value):
        return Decision(
            None, reason="a number, where the bound depends on " + ", ".join(sorted(free_names(tight)))
        )
    ratios: list[Any] = []
    domain = domain_of(tight, value, free_names(tight) | free_names(value), names)
    for batch in domain.batches(batches(names, scope.assume, scope.seed), scope.seed):
        best, own = (evaluate(e, Numeric(batch.values)) for e in (tight, value))
        ratios.append(np.broadcast_to(np.real(best / own), (batch.count,)))
    ratio = np.concatenate(ratios)
    if expected.target.options.get("sense") == "smallest":
        ratio = 1 / ratio
    low, high = float(np.min(ratio)), float(np.max(ratio))
    if high <= 1 + 1e-9:
        return Decision(True, "relations", f"{evidence} at every point; it is the tightest")
    by = f"{low:.4g}" if high - low <= 1e-6 * high else f"{low:.4g} to {high:.4g}"
    return Decision(True, "relations", f"{evidence} at every point; loose by a factor {by}")
