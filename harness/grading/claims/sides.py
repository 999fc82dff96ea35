"""Which sides of a statement give its value."""

from __future__ import annotations

from harness.grading.claims.reader import VALUED, Found, Reader, Statement
from harness.grading.language import lexicon as cues
from harness.grading.language.naming import name
from harness.grading.page.runs import Side, pieces, sides


def is_range(found: Found) -> bool:
    """Whether a claim only says in which range its target lies."""
    return (
        any(s.relation in ("<", ">", "∈") for s in found.statement.sides)
        and found.values[0].relation not in VALUED
    )


def is_bound(statement: Statement) -> bool:
    """Whether a statement only compares: it has no side that is linked to another by equality."""
    signs = {side.relation for side in statement.sides[1:]}
    return bool(signs & {"<", ">"}) and signs.isdisjoint(VALUED)


def clipped(statement: Statement, box: tuple[int, int]) -> Statement:
    """Return the part of a bare statement that stands in a box."""
    start, end = max(statement.start, box[0]), min(statement.end, box[1])
    return statement._replace(start=start, end=end, sides=(Side(start, end, ""),))


def valued(statement: Statement, among: tuple[Side, ...]) -> tuple[Side, ...]:
    """Return the sides of a statement that give a value: all that are linked to the last by equality."""
    if not among:
        return statement.sides[-1:]
    if len(among) > 2 and among[-1].relation in ("<", ">") and among[-2].relation in VALUED:
        among = among[:-1]  # what a value is compared with afterwards: |λ| = √(1−β) < 1
    values = [among[-1]]
    for later, earlier in zip(reversed(among), list(reversed(among))[1:]):
        if later.relation not in VALUED:
            break
        values.append(earlier)
    return tuple(reversed(values))


def is_valued(found: Found) -> bool:
    """Whether a claim gives a value: its name and the value are linked by equality."""
    if found.named and found.values[0].relation in VALUED:
        return True
    others = [s for s in found.statement.sides if s.relation and s.relation not in VALUED]
    return all(len(found.values) > 1 and s.start >= found.values[-1].end for s in others)


def iterates(flat: str, statement: Statement) -> bool:
    """Return whether an arrow leads from iterates or a mean to their limit: ``E[w_t] → w``."""
    first = statement.sides[0]
    label = flat[first.start : first.end].strip("{} ")
    mean = label.startswith(("E[", "E(", "\\mathbb{E}", "\\mathbb E", "𝔼"))
    return mean or label.endswith(("_t", "_{t", "_k", "_{k", "ₜ", "ₖ"))


def subordinate(reader: Reader, statement: Statement, conditions: bool) -> bool:
    """Whether the words before a statement make it none of what the sentence claims."""
    if conditions and statement.relational:
        return False
    before = reader.lowered[max(statement.after, statement.start - 24) : statement.start]
    for sign in ("\\quad", "\\text", "{", "}"):
        before = before.replace(sign, " ")
    words = before.split()
    lone = not statement.relational and name(reader.flat[statement.start : statement.end]) is not None
    if lone and not cues.QUANTIFIERS.isdisjoint(w.strip("($") for w in words[-3:]):
        return True
    if words[-1:] in (["and"], ["und"], ["y"], ["et"]) and len(words) == 1:
        own = reader.statements(statement.unit)
        earlier = [s for s in own if s.end <= statement.after][-1:]
        return bool(earlier) and statement.relational and subordinate(reader, earlier[0], conditions)
    return bool(words) and words[-1].strip("(") in cues.SUBORDINATE


def conditioned(flat: str, statement: Statement) -> str | None:
    """Return the value before conditions that are set off by commas: ``kπ/3`` of ``kπ/3, k ∈ ℤ``."""
    first, *rest = pieces(flat, statement.start, statement.end)
    if not rest or len(sides(flat, *first)) > 1 or any(len(sides(flat, *part)) < 2 for part in rest):
        return None
    return flat[slice(*first)]


def dotted(text: str) -> bool:
    """Return whether dots stand in a text for what is left out."""
    return "dots" in text or "…" in text or "..." in text
