"""Values of single symbols: numbers within their bounds, vectors and matrices with their properties."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np

from harness.records import Symbol
from harness.symbols import bounds, excluded


class _Scalars:
    """Draws numbers that a declaration allows, rounded to a few digits."""

    def __call__(self, symbol: Symbol, count: int, rng: Any) -> Any:
        """Return ``count`` values."""
        low, high, low_in, high_in = bounds(symbol)
        if symbol.kind in ("integer", "natural", "index") or "integer" in symbol.assumptions:
            first = (np.ceil(low) if low_in else np.floor(low) + 1) if np.isfinite(low) else -9
            first = first if np.isfinite(low) or not np.isfinite(high) else high - 9
            last = (np.floor(high) if high_in else np.ceil(high) - 1) if np.isfinite(high) else first + 8
            values = rng.integers(int(first), int(max(first, last)) + 1, count).astype(float)
        elif symbol.kind == "complex":
            return np.round(rng.normal(0, 1.5, count), 2) + 1j * np.round(rng.normal(0, 1.5, count), 2)
        else:
            values = _reals(low, high, count, rng)
        for value in excluded(symbol):
            values = np.where(values == value, values + (0.37 if symbol.kind != "integer" else 1), values)
        return values

    def allows(self, symbol: Symbol, value: float) -> bool:
        """Return whether the declaration allows a value."""
        return self.test(symbol)(value)

    def test(self, symbol: Symbol) -> Callable[[float], bool]:
        """Return whether the declaration allows a value, as a function of the value."""
        low, high, low_in, high_in = bounds(symbol)
        without = excluded(symbol)

        def allowed(value: float) -> bool:
            above = value > low or (low_in and value == low)
            return above and (value < high or (high_in and value == high)) and value not in without

        return allowed


drawn_scalar = _Scalars()


def _reals(low: float, high: float, count: int, rng: Any) -> Any:
    if np.isfinite(low) and np.isfinite(high):
        if low == high:
            return np.full(count, low)
        share = rng.uniform(0.04, 0.96, count)
        return _rounded(low + (high - low) * share, low, high)
    if np.isfinite(low) or np.isfinite(high):
        size = np.exp(rng.uniform(np.log(0.08), np.log(9.0), count))
        return _rounded(low + size if np.isfinite(low) else high - size, low, high)
    size = np.exp(rng.uniform(np.log(0.15), np.log(5.0), count))
    place = np.arange(count) % 4  # some of each sign among the first few, whatever is drawn
    signs = np.where(place % 2 == 0, 1.0, np.where(place == 1, -1.0, rng.choice([-1.0, 1.0], count)))
    return _rounded(size * signs, low, high)


def _rounded(values: Any, low: float, high: float) -> Any:
    """Round to two or three digits, without leaving the open interval or landing on an integer."""
    step = (
        0.01
        if not (np.isfinite(low) and np.isfinite(high))
        else 10.0 ** np.floor(np.log10((high - low) / 50))
    )
    out = np.round(np.round(values / step) * step, 12)
    out = np.where(out == np.round(out), out + step * 0.3, out)
    return np.where((out > low) & (out < high), out, values)


def array(symbol: Symbol, shape: tuple[int, int], count: int, rng: Any) -> Any:
    """Return arrays of a shape that have every property declared."""
    said = symbol.assumptions
    rows, cols = shape
    values = rng.normal(0.0, 1.0, (count, rows, cols))
    if "orthogonal" in said or "orthonormal columns" in said:
        return np.linalg.qr(values)[0]
    if "orthonormal rows" in said:
        return np.swapaxes(np.linalg.qr(np.swapaxes(values, 1, 2))[0], 1, 2)
    entries = next((w for w in said if w.startswith("entries in")), "")
    if entries or "entries positive" in said:
        low, high, _, _ = bounds(symbol)
        values = _reals(low, high, values.size, rng).reshape(values.shape)
    elif not {"unit norm", "positive definite", "positive semidefinite"} & set(said):
        values = np.round(values, 2)
    values = _structured(values, said, rows, rng)
    if "sums to 1" in said:
        values = np.abs(values) + 0.05
        values = values / np.sum(values, axis=(1, 2), keepdims=True)
    if "unit norm" in said:
        values = values / np.sqrt(np.sum(values**2, axis=(1, 2), keepdims=True))
    return values


def _structured(values: Any, said: tuple[str, ...], rows: int, rng: Any) -> Any:
    if "diagonal" in said:
        entries = np.diagonal(values, axis1=1, axis2=2)
        if {"positive definite", "entries positive"} & set(said):
            entries = np.abs(entries) + 0.2
        return entries[..., None] * np.eye(rows)
    turned = np.swapaxes(values, 1, 2)
    if "positive definite" in said:
        return values @ turned / rows + 0.3 * np.eye(rows)
    if "positive semidefinite" in said:
        thin = values[:, :, : max(1, rows - 1)]
        return thin @ np.swapaxes(thin, 1, 2) / rows
    if "symmetric" in said:
        return (values + turned) / 2
    return values


_LOWER_VECTORS = frozenset("uvwxyzabgrqsp")


def guess(name: str) -> str:
    """Return whether an undeclared name in a matrix formula is a matrix, a vector or a number."""
    base = re.split(r"[_^]", name)[0]
    if len(base) == 1 and base.isupper() and base not in "NTKM":
        return "identity" if base == "I" else "matrix"
    if base in ("Sigma", "Lambda", "Gamma", "Omega", "Phi", "Psi"):
        return "matrix"
    if (len(base) == 1 and base in _LOWER_VECTORS) or base in ("theta", "beta", "mu", "phi"):
        return "vector"
    return "scalar"
