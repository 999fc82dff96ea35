"""One point in long floats: whether two expressions agree there to 48 of 60 digits."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from harness.maths.arithmetic.evaluate import Eye, Value, evaluate
from harness.maths.arithmetic.precise import Precise
from harness.maths.arithmetic.rows import Rows, alike, polished
from harness.maths.equality.draws import Batch
from harness.maths.tree.expr import Expr, Mismatch, Undefined
from harness.maths.tree.expr import names as free_names

DIGITS, WITNESS_DIGITS = 60, 50
HUGE = 4_096
"""Bits of magnitude beyond which agreement in the leading digits says nothing."""


class Point(dict[str, Value]):
    """One point in doubles, with what has to hold exactly in more digits."""

    exactly: tuple[tuple[str, str | Expr], ...] = ()


def settle(
    gold: Expr, claim: Expr, point: Mapping[str, Value], real: bool = True, digits: int = DIGITS
) -> tuple[bool | None, Value, Value]:
    """Return whether two expressions agree at one point, with both values, in long floats."""
    left = right = None
    same_tree = gold == claim
    sizes: list[Any] = []
    for precision in (digits, 2 * digits):
        env = lengthened(point, precision)
        left = evaluate(gold, Precise(env, precision, real))
        right = left if same_tree else evaluate(claim, Precise(env, precision, real))
        left, right = alike(left, right)
        same = _agree(left, right, precision)
        if same is not None:
            return _believed(same, gold, claim, left, precision), left, right
        sizes.append([_size(left), _size(right)])
    shrunk = [later <= first * 10.0 ** (-0.4 * digits) for first, later in zip(*sizes, strict=True)]
    if all(shrunk):  # what shrinks as the digits grow is rounding: both are zero
        return True, left, right
    certain = any(shrunk) or _distance(left, right) > max(sizes[1]) * 10.0 ** (-digits)
    return (False if certain else None), left, right


def _believed(same: bool, gold: Expr, claim: Expr, value: Value, digits: int) -> bool | None:
    """Return the finding, unless values so large or small are only equal in their leading digits."""
    if not same or gold == claim or isinstance(value, Eye):
        return same
    mp = Precise({}, digits).mp
    size = _size(value)
    return None if size and mp.isfinite(size) and abs(mp.mag(size)) > HUGE else True


def _size(value: Value) -> Any:
    return max((abs(x) for x in entries(value)), default=0)


def _distance(left: Value, right: Value) -> Any:
    pairs = zip(entries(left), entries(right), strict=True)
    return max((abs(x - y) if x != y else 0 for x, y in pairs), default=0)


def _agree(left: Value, right: Value, digits: int) -> bool | None:
    """Return True, False, or None where one side is so small that more digits must tell."""
    if _shape(left) != _shape(right):
        raise Mismatch(f"a claim of shape {_shape(right)} for one of shape {_shape(left)}", inside=False)
    if any(x != x for x in (*entries(left), *entries(right))):
        raise Undefined("a value that is no number")
    size_a, size_b = _size(left), _size(right)
    scale = max(size_a, size_b)
    distance = _distance(left, right)
    if scale == 0 or distance == 0:
        return True
    mp = Precise({}, digits).mp
    if not mp.isfinite(scale):
        return False
    bits = 3 - 0.4 * digits * math.log2(10)
    if mp.mag(distance) - mp.mag(scale) > bits and size_a and size_b and mp.mag(min(size_a, size_b)) > bits:
        return False  # most often so, and told without dividing
    relative = distance / scale
    if relative <= 10.0 ** (-0.8 * digits):
        return True
    small = min(size_a, size_b) <= 10.0 ** (-0.4 * digits)
    return None if small or relative <= 10.0 ** (-0.4 * digits) else False


def entries(value: Value) -> list[Any]:
    if isinstance(value, Rows):
        return value.entries()
    return [value.scale if isinstance(value, Eye) else value]


def _shape(value: Value) -> str:
    return f"{value.height}×{value.width}" if isinstance(value, Rows) else "a number"


def lengthened(point: Mapping[str, Value], digits: int) -> dict[str, Value]:
    """Return a point of doubles in long floats, its properties met to all digits."""
    mp = Precise({}, digits).mp

    def long(value: Any) -> Any:
        if isinstance(value, complex):
            return mp.mpc(value)
        return mp.mpf(value)

    out: dict[str, Value] = {}
    for name, value in point.items():
        if isinstance(value, Eye):
            out[name] = Eye(mp.mpf(1))
        elif np.ndim(value) == 2:
            out[name] = Rows([[long(x) for x in row] for row in value.tolist()])
        else:
            out[name] = long(value.item() if hasattr(value, "item") else value)
    for name, what in getattr(point, "exactly", ()):
        if isinstance(what, str):
            out[name] = polished(out[name], what, mp)
        else:
            out[name] = evaluate(what, Precise(out, digits))
    return out


def at(batch: Batch, k: int, free: Iterable[str]) -> dict[str, Value]:
    """Return one point of a batch, restricted to some names."""
    point = Point()
    point.exactly = tuple((n, w) for n, w in batch.exactly if n in free)
    needed = set(free).union(*(free_names(w) for _, w in point.exactly if not isinstance(w, str)))
    for name in sorted(needed):
        value = batch.values.get(name)
        if value is None or isinstance(value, Eye) or np.ndim(value) == 0:
            if value is not None:
                point[name] = value
        else:
            point[name] = value[k % len(value)]
    return point
