"""Answer kinds: how a claim of each kind is held against the truth, one module a kind, found by name.

A kind module has one public function::

    def decide(expected: Expected, claim: str, scope: Scope) -> Decision

and says what it is like by ``TRAITS = Traits(…)``, from which alone the marker knows how to look for
its claims: a kind that comes by an entry point is read as one of ours.

``claim`` is the text of one claim as it stands in the reply (``\\theta = [1, 2]``, ``0 < η < 1``
or a bare expression). It may be anything at all: ``decide`` never raises, never evaluates text as
code, and bounds its work before doing it. Should one raise all the same, its claim is undecided and the
reason says so: no kind, ours or an outside one, costs another claim or reply its mark.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Protocol, cast

from harness.errors import internal
from harness.grading.kinds._traits import Traits as Traits
from harness.maths.arithmetic.evaluate import Purse
from harness.maths.equality.decision import BUDGET
from harness.maths.equality.decision import Decision as Decision
from harness.maths.parsing.scope import Scope as Scope
from harness.records import ANSWER_KINDS, Expected


class Kind(Protocol):
    """The shape of a kind module."""

    def decide(self, expected: Expected, claim: str, scope: Scope) -> Decision:
        """Hold one claim against the expected value."""


NAMES = ANSWER_KINDS
"""The kinds that ship; others come by the entry point group ``homework_harness.kinds``."""


@dataclass(frozen=True)
class _Caught:
    """A kind whose faults are its claim's alone."""

    module: Kind
    traits: Traits

    def decide(self, expected: Expected, claim: str, scope: Scope) -> Decision:
        """Hold one claim against the expected value; undecided, with the reason, where that fails.

        Undecided as well where the purse that is open is spent: what was not tried is not known.
        """
        purse = Purse.opened()
        if purse is not None and purse.left <= 0:
            return DEAR
        try:
            decision = self.module.decide(expected, claim, scope)
        except RecursionError:
            raise
        except Exception as error:
            return Decision(None, reason=internal(error))
        return decision if purse is None or purse.left > 0 else DEAR


DEAR = Decision(None, BUDGET, reason="the claims cost too much to be compared", readable=False)
"""What is said of a claim once all the work was done that one reply may ask for."""
_PLAIN = Traits(value=True)
"""An outside kind that says nothing of itself."""


@lru_cache(maxsize=1)
def _shipped() -> dict[str, _Caught]:
    """Return the kinds that ship, all at once: no single reply waits for one of them."""
    return {name: _caught(import_module(f"harness.grading.kinds.{name}")) for name in NAMES}


def _caught(module: object) -> _Caught:
    return _Caught(cast(Kind, module), getattr(module, "TRAITS", _PLAIN))


@lru_cache(maxsize=64)
def kind(name: str) -> _Caught:
    """Return the kind called ``name``; KeyError where there is none."""
    if name in NAMES:
        return _shipped()[name]
    from importlib.metadata import entry_points

    for entry in entry_points(group="homework_harness.kinds", name=name):
        return _caught(entry.load())
    raise KeyError(name)


def traits(expected: Expected) -> Traits:
    """Return what the kind of an asked value is like."""
    return traits_of(expected.target.kind)


def traits_of(name: str) -> Traits:
    """Return what the kind called ``name`` is like: a value, where there is none of that name."""
    try:
        return kind(name).traits
    except KeyError:
        return _PLAIN
