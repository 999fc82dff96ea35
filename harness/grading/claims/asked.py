"""What is looked for in a reply, and what may be asked about a claim for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from harness.grading.claims.reader import Found
from harness.grading.claims.search import Search
from harness.grading.kinds import Traits
from harness.maths.equality.decision import Decision
from harness.records import Claim, Expected, TargetMark

A_RELATION = "a relation, where a value was asked"
AN_EQUATION = "an equation, where a value was asked"
LEFT_OPEN = (A_RELATION, AN_EQUATION)
"""Why what was read whole is no answer: it is left to be solved."""


@dataclass(frozen=True, slots=True)
class Finals:
    """The claims that are one answer or compete to be it, the last one first."""

    claims: tuple[Found, ...] = ()


class Judging(Protocol):
    """Decisions about claims for one target; `harness.grading.marking.deciding` makes them."""

    @property
    def traits(self) -> Traits:
        """What the kind says of itself."""

    @property
    def lettered(self) -> bool:
        """Whether the true value holds names."""

    @property
    def expected(self) -> Expected:
        """What a claim is held against."""

    def decide(self, text: str) -> Decision:
        """Return the decision about one text."""

    def judge(self, found: Found) -> Decision:
        """Return the decision about one claim."""

    def accepts(self, found: Found) -> bool:
        """Return whether a claim can be read as what is asked, in the shape that is asked."""

    def reads(self, found: Found) -> bool:
        """Return whether a claim can be read as what is asked, whatever its shape."""

    def misfits(self, found: Found) -> str:
        """Return what of a claim's value is not what is asked: its "shape", its "kind", or nothing."""

    def bounding(self, found: Found) -> bool:
        """Return whether the words beside a number make it a bound, where none is asked for."""

    def settle(self, finals: Finals) -> TargetMark:
        """Return the mark of the target from competing claims."""

    def settle_text(self, text: str, claim: Claim) -> TargetMark:
        """Return the mark of a claim whose text is given."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for in which stretches of which reply."""

    expected: Expected
    search: Search
    deciding: Judging
    decide: str = "balanced"
    """How sure the decision must be before a reply is called right: "strict" or "balanced"."""
