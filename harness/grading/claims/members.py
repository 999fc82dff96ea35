"""A claim put together from numbered members: the two roots, the entries of a vector."""

from __future__ import annotations

from dataclasses import dataclass

from harness.grading.claims.reader import VALUED, Found
from harness.grading.claims.records import claim_of
from harness.grading.claims.search import Search
from harness.grading.kinds import traits
from harness.records import Claim, Expected


@dataclass(frozen=True, slots=True)
class Joined:
    """A claim put together from members: ``λ_1 = …`` and ``λ_2 = …``."""

    text: str
    claim: Claim
    latest: int
    """Where the last member begins."""


def members(expected: Expected, search: Search) -> Joined | None:
    """Return the claim put together from the target's numbered members, or None where there are none."""
    unordered = traits(expected).unordered
    if not traits(expected).gathers or not search.names.exact:
        return None
    reader = search.reader
    latest: dict[str, Found] = {}
    for number in search.units[-200:]:
        if "=" not in reader.flat[reader.units[number].start : reader.units[number].end]:
            continue
        for statement in reader.statements(number):
            if len(statement.sides) < 2 or statement.sides[1].relation not in VALUED:
                continue
            first = statement.sides[0]
            index = search.names.index(reader.flat[first.start : first.end])
            if index and (index.isdigit() or index in ("+", "-", "−")) and not reader.denied(statement):
                values = [s for s in statement.sides[1:] if s.relation in VALUED]
                exact = [s for s in values if s.relation == "="] or values
                latest[index] = Found(statement, (exact[-1],), 2, "target")
    if len(latest) < 2:
        return None
    order = sorted(latest)
    if not unordered and order not in (_count(len(order), 1), _count(len(order), 0)):
        return None
    texts = [reader.flat[f.values[-1].start : f.values[-1].end].strip() for _, f in sorted(latest.items())]
    start, end = min(f.start for f in latest.values()), max(f.end for f in latest.values())
    brackets = ("\\{", "\\}") if unordered else ("(", ")")
    claim = claim_of(reader, start, end, expected.target.name, "=", "target")
    return Joined(brackets[0] + ", ".join(texts) + brackets[1], claim, max(f.start for f in latest.values()))


def _count(size: int, first: int) -> list[str]:
    return [str(n) for n in range(first, first + size)]
