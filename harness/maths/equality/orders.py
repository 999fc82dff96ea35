"""Orders of growth: O(n log n) is O(n log₂ n) and O(3n log n + n), and no other."""

from __future__ import annotations

import itertools

import mpmath

from harness.maths.arithmetic.evaluate import evaluate
from harness.maths.arithmetic.precise import Precise, context
from harness.maths.equality.decision import Decision
from harness.maths.equality.witness import made
from harness.maths.tree.expr import Expr, Node, NoValue
from harness.maths.tree.expr import names as free_names

_SPEEDS = (1, 2, 3)
"""Powers with which the names grow, so that n and d are told apart."""
_LEVELS = (200, 400, 800)
"""How far: the logarithms of the points."""


def is_order(expr: Expr) -> bool:
    """Return whether an expression is an order of growth."""
    return isinstance(expr, Node) and expr.op == "order"


def same_order(gold: Expr, claim: Expr) -> Decision:
    """Return whether two orders bound each other: their ratio settles as the names grow."""
    if not isinstance(claim, Node) or claim.op != "order" or not isinstance(gold, Node):
        return Decision(None, reason="no order of growth is claimed", readable=False)
    if claim.mark != gold.mark:
        said = f"{claim.mark}(…) is claimed, {gold.mark}(…) is right"
        return Decision(False, "order", witness=made({}, claim.mark, gold.mark, True), reason=said)
    trouble = ""
    names = sorted(free_names(gold) | free_names(claim))
    if len(names) > 4:
        return Decision(None, reason="too many names for an order of growth")
    for steep in (False, True):
        try:
            return _settled(gold.args[0], claim.args[0], names, steep)
        except NoValue as cause:
            trouble = str(cause)
    return Decision(None, reason=trouble, readable=False)


def _settled(gold: Expr, claim: Expr, names: list[str], steep: bool) -> Decision:
    """Return whether the ratio of two bounds settles; ``steep`` ones are followed at small arguments."""
    ways = dict.fromkeys(itertools.permutations(_SPEEDS * 2, len(names)))  # one name is as fast as it is
    for speeds in itertools.islice(ways, 24 if len(names) > 1 else 1):
        growing = dict(zip(names, speeds, strict=True))
        ratios = [_log_ratio(gold, claim, growing, k, steep) for k in _LEVELS]
        if abs(ratios[2] - ratios[1]) > (0.08 if steep else 0.35):  # a settled one moves less; log k by 0.69
            power = "" if steep else "e^"
            point = {n: f"{power}{_LEVELS[2] * s}" for n, s in growing.items()}
            ratio = f"{mpmath.nstr(mpmath.exp(ratios[2]), 4)} times the reference"
            return Decision(
                False,
                "order",
                witness=made(point, ratio, "a bounded ratio", True),
                reason="it grows otherwise",
            )
    return Decision(True, "order", "the ratio stays bounded as the names grow")


def _log_ratio(gold: Expr, claim: Expr, speeds: dict[str, int], level: int, steep: bool) -> float:
    mp = context(60)
    env = {
        name: mp.mpf(level * speed) if steep else mp.exp(mp.mpf(level) * speed)
        for name, speed in speeds.items()
    }
    left, right = (evaluate(e, Precise(env, 60)) for e in (gold, claim))
    if not isinstance(left, mp.mpf) or not isinstance(right, mp.mpf) or not left or not right:
        raise NoValue("an order of growth that is no positive number")
    return float(mp.ln(abs(right)) - mp.ln(abs(left)))
