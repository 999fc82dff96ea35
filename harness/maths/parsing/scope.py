"""Names: which spellings a scope knows, and what each stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from harness.records import Symbol
from harness.symbols import GREEK_NAMES, plain_name

_ELEMENT = re.compile(r"[1-9][0-9]?|[ij]{1,2}", re.ASCII)
"""Subscripts that mean an element of a declared array; any other names another array."""
_STEP = re.compile(r"[tkn](?:[+-][1-9])?|0", re.ASCII)
"""Subscripts that count the steps of an iteration."""
_NUMBERED = re.compile(r"([A-Za-z]+)([0-9]+)", re.ASCII)
_ARRAYS = frozenset(("vector", "matrix", "identity"))


@dataclass(frozen=True, eq=False)
class Names:
    """The declared names of a scope, by every spelling."""

    spellings: Mapping[str, str] = field(default_factory=dict)
    """Plain spelling (aliases included) → canonical name."""
    symbols: Mapping[str, Symbol] = field(default_factory=dict)
    """Canonical name → symbol."""
    words: frozenset[str] = frozenset()
    """Declared beginnings of names that have several letters and are no Greek letter."""
    known: frozenset[str] = frozenset()
    """Names met in the reference: a claim's run of letters may be split into these."""
    thousands: bool = False
    """Whether a comma between groups of three digits outside brackets belongs to the number."""

    steps: Mapping[str, Symbol] = field(default_factory=dict)
    """Base of a name with a step counter → its symbol: what w_{t+1} is where only w_t was declared."""
    has_arrays: bool = False
    """Whether vectors or matrices are declared: a bold 1 is then a vector of ones."""

    def get(self, name: str) -> Symbol | None:
        """Return the symbol a spelling stands for."""
        found = self.symbols.get(self.spellings.get(name, name))
        if found is None and "_" in name:
            found = self._iterate(name)
        return found

    def _iterate(self, name: str) -> Symbol | None:
        """Return what ``w_t`` is where only the array ``w`` was declared: another of its sort."""
        base, _, sub = name.partition("_")
        whole = self.symbols.get(self.spellings.get(base, base))
        if whole is None and _STEP.fullmatch(sub):
            whole = self.steps.get(base)
        if whole is None or whole.kind not in ("vector", "matrix") or _ELEMENT.fullmatch(sub):
            return None
        return Symbol(name, whole.kind, whole.shape)

    def canonical(self, name: str) -> str:
        """Return the canonical name of a spelling."""
        return self.spellings.get(name, name)

    def is_array(self, name: str) -> bool:
        """Return whether the name was declared as a vector or a matrix."""
        symbol = self.get(name)
        return symbol is not None and symbol.kind in _ARRAYS

    def is_scalar(self, name: str) -> bool:
        """Return whether the name was declared as a number."""
        symbol = self.get(name)
        return symbol is not None and symbol.kind not in _ARRAYS and symbol.kind != "function"

    def is_function(self, name: str) -> bool:
        """Return whether the name was declared as a function, or is a derivative of one."""
        symbol = self.get(name)
        while symbol is None and name.endswith("_prime"):
            name = name.removesuffix("_prime")
            symbol = self.get(name)
        return symbol is not None and symbol.kind == "function"


@lru_cache(maxsize=512)
def _build(symbols: tuple[Symbol, ...], known: frozenset[str], thousands: bool) -> Names:
    table = {symbol.name: symbol for symbol in symbols}
    sizes = dict.fromkeys(size for symbol in symbols for size in symbol.shape)
    for size in filter(str.isidentifier, sizes):
        table.setdefault(size, Symbol(size, "natural"))
    arrays = any(symbol.kind in _ARRAYS for symbol in symbols)
    for name in ("I", *(f"I_{size}" for size in sizes)) if arrays else ():
        table.setdefault(name, Symbol(name, "identity"))
    spellings = _spellings(symbols)
    bases = (plain.split("_")[0] for plain in spellings)
    words = frozenset(b for b in bases if len(b) > 1 and b.isalpha() and b not in GREEK_NAMES)
    parted = {symbol: symbol.name.partition("_") for symbol in symbols if symbol.shape}
    steps = {base: symbol for symbol, (base, _, sub) in parted.items() if _STEP.fullmatch(sub)}
    return Names(spellings, table, words, known, thousands, steps, bool(parted))


def _spellings(symbols: tuple[Symbol, ...]) -> dict[str, str]:
    """Return every plain spelling of the symbols; a number behind letters is a subscript: W2 is W_2."""
    found = {plain_name(spelling): s.name for s in symbols for spelling in (s.name, *s.aliases)}
    for plain, called in list(found.items()):
        if (numbered := _NUMBERED.fullmatch(plain)) is not None:
            found.setdefault(f"{numbered[1]}_{numbered[2]}", called)
    return found


@lru_cache(maxsize=2048)
def names_of(scope: Scope, known: frozenset[str] = frozenset(), thousands: bool = False) -> Names:
    """Return the names of a scope; ``known`` are further ones, met in the reference."""
    return _build(tuple(scope.symbols.values()), known, thousands)


@lru_cache(maxsize=512)
def with_arrays(names: Names) -> Names:
    """Return the names as they are where an array is asked for: a bold 1 is a vector of ones."""
    return names if names.has_arrays else replace(names, has_arrays=True)


@dataclass(frozen=True, eq=False, slots=True)
class Scope:
    """What may be assumed while a claim is read and compared; one scope is equal to itself only."""

    symbols: Mapping[str, Symbol] = field(default_factory=dict)
    """Canonical name → declaration; empty where nothing was declared and shapes are inferred."""
    assume: tuple[str, ...] = ()
    """Relations among the symbols, e.g. ``sigma_l > sigma_s``."""
    declared: bool = False
    """Whether the question declares its symbols (a foreign name is then no symbol)."""
    seed: int = 0


@lru_cache(maxsize=512)
def scope_of(symbols: tuple[Symbol, ...], assume: tuple[str, ...]) -> Scope:
    """Return the scope of some declarations, the same one for the same: what is known of it is kept."""
    return Scope({s.name: s for s in symbols}, assume, bool(symbols))
