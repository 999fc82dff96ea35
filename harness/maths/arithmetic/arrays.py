"""Arithmetic on NumPy values: scalars ``(points,)``, arrays ``(points, rows, columns)`` and λI."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np

from harness.maths.arithmetic.blocks import Size, sizes
from harness.maths.arithmetic.evaluate import Eye, Value
from harness.maths.arithmetic.unknown import Unknown, few
from harness.maths.tree.expr import Mismatch, NoValue
from harness.maths.tree.unknowns import evaluable

SINGULAR = 1e-13
"""A matrix with a singular value of at most this share of the greatest has no inverse in doubles."""


def refuse(why: str) -> Value:
    raise NoValue(why)


def shaped(value: Value) -> bool:
    return isinstance(value, np.ndarray) and value.ndim == 3


def square(value: Value) -> Value:
    if value.shape[1] != value.shape[2]:
        raise Mismatch("a matrix that is not square")
    return value


def sized(eye: Eye, like: Value) -> Value:
    scale = eye.scale[:, None, None] if np.ndim(eye.scale) == 1 else eye.scale
    return scale * np.eye(square(like).shape[1])[None]


def alike(a: Value, b: Value) -> tuple[Value, Value]:
    """Return two values with the identity, or a zero, in the shape of the array beside it."""
    if shaped(a) == shaped(b):
        return a, b
    if shaped(b):
        return alike(b, a)[::-1]
    if isinstance(b, Eye) and a.shape[1] == a.shape[2]:
        return a, sized(b, a)
    return a, np.zeros_like(a) if _nothing(b) else b


def _nothing(value: Value) -> bool:
    """Whether a value is a zero that holds at every point: the only number that is an array, too."""
    return not isinstance(value, Eye) and np.ndim(value) == 0 and value == 0


def added(a: Value, b: Value) -> Value:
    if isinstance(a, Eye) or isinstance(b, Eye):
        if isinstance(a, Eye) and isinstance(b, Eye):
            return Eye(a.scale + b.scale)
        eye, other = (a, b) if isinstance(a, Eye) else (b, a)
        if not shaped(other):
            raise Mismatch("a number and the identity added")
        return other + sized(eye, other)
    if shaped(a) != shaped(b) or (shaped(a) and a.shape[1:] != b.shape[1:]):
        if shaped(a) != shaped(b):
            array, number = (a, b) if shaped(a) else (b, a)
            if _nothing(number):
                return array
            if array.shape[2] == 1 and np.ndim(number) == 0 and abs(number) == 1:
                return array + number  # 1 - h, for a vector h
        raise Mismatch(f"a sum of shapes {said(a)} and {said(b)}")
    return a + b


def multiplied(a: Value, b: Value) -> Value:
    if isinstance(a, Eye) or isinstance(b, Eye):
        eye, other = (a, b) if isinstance(a, Eye) else (b, a)
        if isinstance(other, Eye):
            return Eye(eye.scale * other.scale)
        return multiplied(eye.scale, other) if shaped(other) else Eye(eye.scale * other)
    if shaped(a) and shaped(b):
        if a.shape[2] != b.shape[1]:
            raise Mismatch(f"a product of shapes {said(a)} and {said(b)}")
        out = a @ b
        return out[:, 0, 0] if out.shape[1:] == (1, 1) else out
    if shaped(a):
        a, b = b, a
    return (a[:, None, None] if shaped(b) and np.ndim(a) == 1 else a) * b


def said(value: Value) -> str:
    return f"{value.shape[1]}×{value.shape[2]}" if shaped(value) else "a number"


def matrix_power(base: Value, exponent: Fraction) -> Value:
    """Return matrices to a power; nan where one would have to be inverted that has no inverse."""
    square(base)
    if exponent >= 0:
        return _matrix_power(base, exponent)
    if not np.all(np.isfinite(base)):
        refuse("a matrix of what is no number")
    values = np.linalg.svd(base, compute_uv=False)
    singular = (values[:, -1] <= SINGULAR * values[:, 0])[:, None, None]
    if not np.any(singular):
        return _matrix_power(base, exponent)
    return np.where(
        singular, math.nan, _matrix_power(np.where(singular, np.eye(base.shape[1]), base), exponent)
    )


def _matrix_power(base: Value, exponent: Fraction) -> Value:
    if exponent.denominator == 1 and abs(exponent) <= 64:
        return np.linalg.matrix_power(base, int(exponent))
    if exponent.denominator == 2 and abs(exponent) <= 8:
        values, vectors = np.linalg.eigh(base)
        if np.allclose(base, np.swapaxes(base, 1, 2)) and np.all(values > 0):
            return (vectors * values[:, None, :] ** float(exponent)) @ np.swapaxes(vectors, 1, 2)
    raise NoValue("a matrix to this power")


def matrix_powers(base: Value, exponent: Value) -> Value:
    """Return matrices to the powers that each point has."""
    powers = np.unique(np.real(exponent))
    if not 0 < len(powers) <= 24 or not np.all(np.isfinite(powers)):
        raise NoValue("a matrix to too many powers")
    out = None
    for power in powers:
        value = matrix_power(base, Fraction(float(power)).limit_denominator(1000))
        chosen = np.broadcast_to(np.real(exponent) == power, (len(value),))[:, None, None]
        out = value if out is None else np.where(chosen, value, out)
    return out


def eigenvalues(value: Value) -> Value:
    """Return the eigenvalues of symmetric matrices, the least first."""
    if not np.allclose(square(value), np.swapaxes(value, 1, 2)):
        raise NoValue("the extreme eigenvalue of a matrix that is not symmetric")
    return np.linalg.eigvalsh(value)


def spread(entries: tuple[Value, ...] | list[Value]) -> list[Value]:
    count = max((len(e) for e in entries if np.ndim(e)), default=1)
    return [
        np.broadcast_to(e, (count, *e.shape[1:])) if shaped(e) else np.broadcast_to(np.asarray(e), (count,))
        for e in entries
    ]


def cell(value: Value) -> Value:
    return value if shaped(value) else np.asarray(value).reshape(-1, 1, 1)


def block_matrix(rows: tuple[Value, ...]) -> Value:
    """A written matrix; its blocks give their sizes to 0 and I beside and below them."""
    found = sizes(rows, lambda entry: entry.shape[1:] if shaped(entry) else None)
    built = spread([_row_of(row, own) for row, own in zip(rows, found, strict=True)])
    if len({r.shape[2] for r in built}) != 1:
        raise Mismatch("rows of different lengths")
    return np.concatenate(built, axis=1)


def _row_of(row: Value, found: list[Size]) -> Value:
    cells: list[Value] = []
    for entry, (height, width) in zip(row, found, strict=True):
        if isinstance(entry, Eye):
            entry = sized(entry, np.zeros((1, height, width)))
        elif not shaped(entry) and (height, width) != (1, 1):
            if np.any(entry != 0):
                raise Mismatch("a number beside a block")
            entry = np.zeros((1, height, width))
        cells.append(entry)
    cells = [cell(c) for c in spread(cells)]
    if len({c.shape[1] for c in cells}) != 1:
        raise Mismatch("blocks of different heights")
    return np.concatenate(cells, axis=2)


def each(function: Any, value: Value) -> Value:
    if shaped(value) or np.iscomplexobj(value):
        raise NoValue("a function of what is no real number")
    return np.array([function(float(v)) if np.isfinite(v) else math.nan for v in np.ravel(value)]).reshape(
        np.shape(value)
    )


def folded(function: Any, values: tuple[Value, ...]) -> Value:
    out = values[0] if values else refuse("the greatest of nothing")
    if any(shaped(v) for v in values):
        raise Mismatch("the greatest of arrays")
    for value in values[1:]:
        out = function(out, value)
    return out


def kron(a: Value, b: Value) -> Value:
    """Return Kronecker products."""
    if not (shaped(a) and shaped(b)) or a.shape[1] * b.shape[1] * a.shape[2] * b.shape[2] > 4096:
        raise Mismatch("a Kronecker product of what is no array")
    out = np.einsum("pij,pkl->pikjl", *np.broadcast_arrays(a, b)) if a.shape == b.shape else None
    if out is None:
        count = max(len(a), len(b))
        a, b = (np.broadcast_to(m, (count, *m.shape[1:])) for m in (a, b))
        out = np.einsum("pij,pkl->pikjl", a, b)
    return out.reshape(len(out), a.shape[1] * b.shape[1], a.shape[2] * b.shape[2])


def element(of: Value, index: tuple[Value, ...]) -> Value:
    """Return an entry at drawn places, one a point; places beyond the end count on from the beginning."""
    if not shaped(of) or len(index) != (1 if of.shape[2] == 1 else 2):
        raise Mismatch("an element of a number")
    places = [np.round(np.real(i)).astype(np.int64) - 1 for i in index]
    rows = places[0] % of.shape[1]
    columns = places[1] % of.shape[2] if len(places) > 1 else 0
    return of[np.arange(len(of)), rows, columns]


def called(function: Unknown, args: tuple[Value, ...]) -> Value:
    """Return an unknown function's values, entry by entry, or its gradient or Hessian."""
    if not evaluable(function.name, len(args)) or any(isinstance(a, Eye) for a in args):
        raise NoValue(f"{function.name[:20] or 'call'} has no value")
    if function.name.startswith("nabla"):
        return _slope(function, args)
    if len({a.shape[1:] if shaped(a) else () for a in args}) > 1:
        raise Mismatch("a function of arguments of different shapes")
    return function.of(args)


def _slope(function: Unknown, args: tuple[Value, ...]) -> Value:
    values = entries(args)
    shape = args[0].shape[1:] if shaped(args[0]) else (1, 1)
    if function.name.startswith("nabla^2"):
        rows = function.hessian(values, shape[0])
        out = np.stack([np.stack(spread(row), axis=1) for row in rows], axis=1)
    else:
        parts = spread(function.gradient(values, shape[0] * shape[1]))
        out = np.stack(parts, axis=1).reshape(-1, *shape)
    return out if shaped(args[0]) else out[:, 0, 0]


def entries(args: tuple[Value, ...]) -> list[Value]:
    """Return all entries of some values, one after the other."""
    if any(isinstance(a, Eye) for a in args):
        raise NoValue("a function of the identity")
    few(sum(a.shape[1] * a.shape[2] if shaped(a) else 1 for a in args))
    parts = (np.moveaxis(a.reshape(len(a), -1), 1, 0) if shaped(a) else [a] for a in args)
    return [entry for part in parts for entry in part]


# ---------------------------------------------------------------------- two values held together


def _flat(value: Value, count: int) -> Any:
    if isinstance(value, Eye):
        value = value.scale
    if isinstance(value, list):
        raise NoValue("rows outside a matrix")
    value = np.asarray(value)
    wide = value.reshape(len(value), -1) if value.ndim == 3 else value.reshape(-1, 1)
    return np.broadcast_to(wide, (count, wide.shape[1]))


def _is_row(value: Value, count: int) -> bool:
    """Whether a value is one number a point already."""
    return isinstance(value, np.ndarray) and value.shape == (count,)


def finite(value: Value, count: int) -> Any:
    """Return at which points all entries of a value are finite."""
    if _is_row(value, count):
        return np.isfinite(value)
    return np.all(np.isfinite(_flat(value, count)), axis=1)


def distance(left: Value, right: Value, count: int) -> Any:
    """Return how far two values are apart at each point, relative to the greater; Mismatch by shapes."""
    if _is_row(left, count) and _is_row(right, count):
        return _relative(np.abs(left - right), np.maximum(np.abs(left), np.abs(right)))
    left, right = alike(left, right)
    shapes = [v.shape[1:] if isinstance(v, np.ndarray) and v.ndim == 3 else () for v in (left, right)]
    if isinstance(left, Eye) != isinstance(right, Eye) or shapes[0] != shapes[1]:
        said = [f"{s[0]}×{s[1]}" if s else "a number" for s in shapes]
        raise Mismatch(f"a claim of shape {said[1]} for one of shape {said[0]}", inside=False)
    a, b = _flat(left, count), _flat(right, count)
    scale = np.maximum(np.max(np.abs(a), axis=1), np.max(np.abs(b), axis=1))
    return _relative(np.max(np.abs(a - b), axis=1), scale)


def _relative(apart: Any, scale: Any) -> Any:
    return np.where(apart == 0, 0.0, apart / np.where(scale == 0, 1.0, scale))
