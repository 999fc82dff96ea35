"""Functions of which nothing is known but the name: one fixed smooth function stands for each.

The same name is the same function at every point and in every arithmetic, so that two claims agree only
where they say the same of any function. A function of numbers is applied to an array entry by entry; one
that maps an array to a number, and a gradient or Hessian at an array, mixes all its entries.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from harness.maths.tree.expr import NoValue


@lru_cache(maxsize=512)
def _coefficients(name: str, count: int) -> tuple[Fraction, ...]:
    state, out = zlib.crc32(name.encode("utf-8", "surrogatepass")) + 1, []
    for _ in range(count):
        state = (state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % 2**64
        out.append(Fraction(300 + (state >> 33) % 1000, 1000))
    return tuple(out)


class Unknown:
    """An unknown function in one arithmetic."""

    def __init__(self, name: str, number: Callable[[Fraction], Any], sine: Callable[[Any], Any]) -> None:
        self.name, self.number, self.sine = name, number, sine

    def _mixed(self, values: Sequence[Any], salt: str) -> Any:
        shares = _coefficients(self.name + salt, len(values) + 1)
        total = self.number(shares[-1])
        for share, value in zip(shares, values, strict=False):
            total = total + self.number(share) * value
        return total

    def of(self, values: Sequence[Any]) -> Any:
        """Return the function's value at numbers."""
        return self._mixed(values, "/") + self.sine(self._mixed(values, "~"))

    def gradient(self, values: Sequence[Any], count: int) -> list[Any]:
        """Return ``count`` components that each depend on all the values."""
        mixed = self.sine(self._mixed(values, "~"))
        return [
            self._mixed([values[k], mixed], f"/{k}") + self.sine(self._mixed([values[k]], f"~{k}"))
            for k in range(count)
        ]

    def hessian(self, values: Sequence[Any], count: int) -> list[list[Any]]:
        """Return a symmetric matrix whose entries depend on all the values."""
        mixed = self.sine(self._mixed(values, "~"))
        pairs = {
            (i, j): self._mixed([values[i] + values[j], values[i] * values[j], mixed], f"/{i},{j}")
            for i in range(count)
            for j in range(i, count)
        }
        return [[pairs[min(i, j), max(i, j)] for j in range(count)] for i in range(count)]


LARGEST = 60
"""The most entries of all the arguments that a gradient is taken at."""


def few(entries: int) -> None:
    """Raise NoValue for an argument with too many entries."""
    if entries > LARGEST:
        raise NoValue("an unknown function of too many entries")
