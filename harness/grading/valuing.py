"""Which sides of a statement give its value."""

from __future__ import annotations

from harness.grading.claims import VALUED, Found, Statement
from harness.grading.runs import Side


def is_range(found: Found) -> bool:
    """Whether a claim only says in which range its target lies."""
    return (
        any(s.relation in ("<", ">", "∈") for s in found.statement.sides)
        and found.values[0].relation not in VALUED
    )


def clipped(statement: Statement, box: tuple[int, int]) -> Statement:
    """Return the part of a bare statement that stands in a box."""
    start, end = max(statement.start, box[0]), min(statement.end, box[1])
    return statement._replace(start=start, end=end, sides=(Side(start, end, ""),))


def valued(statement: Statement, among: tuple[Side, ...]) -> tuple[Side, ...]:
    """Return the sides of a statement that give a value: all that are linked to the last by equality."""
    if not among:
        return statement.sides[-1:]
    values = [among[-1]]
    for later, earlier in zip(reversed(among), list(reversed(among))[1:]):
        if later.relation not in VALUED:
            break
        values.append(earlier)
    return tuple(reversed(values))
