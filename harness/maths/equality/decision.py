"""What came of holding one claim against the truth."""

from __future__ import annotations

from msgspec import Struct

from harness.records import Witness

BUDGET = "budget"
"""The method of a decision that would have cost too much: it is not tried in another reading."""


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
