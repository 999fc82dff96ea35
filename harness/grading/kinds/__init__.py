"""Answer kinds: how a claim of each kind is held against the truth, one module a kind, found by name.

A kind module has one public function::

    def decide(expected: Expected, claim: str, scope: Scope) -> Decision

``claim`` is the text of one claim as it stands in the reply (``\\theta = [1, 2]``, ``0 < η < 1``
or a bare expression). It may be anything at all: ``decide`` never raises, never evaluates text as
code, and bounds its work before doing it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from typing import Protocol, cast

from msgspec import Struct

from harness.records import ANSWER_KINDS, Expected, Symbol, Witness


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


class Decision(Struct, frozen=True):
    """What a kind found out about one claim."""

    equal: bool | None
    """True, False, or None where it could not be decided (or the claim could not be read)."""
    method: str = ""
    """exact, points, digits, tolerance, sides, option, phrase…"""
    evidence: str = ""
    """How equality was established, in words: "equal at 24 points, n in 1…5"."""
    witness: Witness | None = None
    """Always present where ``equal`` is False and the kind has values to show."""
    reason: str = ""
    """One sentence for people; for None: why it could not be decided."""
    readable: bool = True
    """Whether the claim could be read as this kind at all."""


@lru_cache(maxsize=512)
def scope_of(symbols: tuple[Symbol, ...], assume: tuple[str, ...]) -> Scope:
    """Return the scope of some declarations, the same one for the same: what is known of it is kept."""
    return Scope({s.name: s for s in symbols}, assume, bool(symbols))


class Kind(Protocol):
    """The shape of a kind module."""

    def decide(self, expected: Expected, claim: str, scope: Scope) -> Decision:
        """Hold one claim against the expected value."""


NAMES = ANSWER_KINDS
"""The kinds that ship; others come by the entry point group ``homework_harness.kinds``."""


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Kind]:
    """Return the kinds that ship, all at once: no single reply waits for one of them."""
    return {name: cast(Kind, import_module(f"harness.grading.kinds.{name}")) for name in NAMES}


@lru_cache(maxsize=64)
def kind(name: str) -> Kind:
    """Return the kind called ``name``; KeyError where there is none."""
    if name in NAMES:
        return _shipped()[name]
    from importlib.metadata import entry_points

    for entry in entry_points(group="homework_harness.kinds", name=name):
        return cast(Kind, entry.load())
    raise KeyError(name)
