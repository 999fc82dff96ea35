"""The formulas in imported lines, each with what the marker's grammar makes of it and a confidence."""

from __future__ import annotations

from collections.abc import Iterable

from harness.grading import formulas as formulas_of
from harness.importing.document import Formula
from harness.maths.parsing.parser import parse
from harness.maths.parsing.scope import Scope
from harness.maths.tree.expr import ParseError

LONGEST = 2_000
DOUBT_PER_REPAIR = 0.02
UNREADABLE = 0.3
_SIGNS = frozenset("=<>≤≥≈+*/^∥⊤∇×·←→⇒∈√Σ∑|")


def find(line: int, raw: str, text: str) -> tuple[Formula, ...]:
    """Return the formulas of one line, as repaired (``text``) and as they stood (``raw``).

    Where a repair changed the line's length the raw formula is the whole line.
    """
    text = text[:LONGEST]
    found = []
    for start, end, formula in formulas_of(text):
        piece = formula.strip(" ,;.:")
        if not _is_formula(piece):
            continue
        before = raw[start:end].strip(" ,;.:") if len(raw) == len(text) else raw
        readable = reads(piece)
        changed = sum(a != b for a, b in zip(before, piece, strict=False))
        confidence = max(0.0, (1.0 if readable else UNREADABLE) - DOUBT_PER_REPAIR * changed)
        found.append(Formula(line, before, piece, readable, round(confidence, 2)))
    return tuple(found)


def reads(text: str) -> bool:
    """Whether the marker's grammar reads the text."""
    try:
        parse(text, Scope())
    except ParseError:
        return False
    return True


def _is_formula(piece: str) -> bool:
    return len(piece) >= 3 and any(c in _SIGNS for c in piece)


def readable_lines(formulas: Iterable[Formula]) -> tuple[int, int]:
    """Return how many lines hold a formula the marker reads, and how many hold a formula at all."""
    lines: dict[int, bool] = {}
    for formula in formulas:
        lines[formula.line] = lines.get(formula.line, False) or formula.readable
    return sum(lines.values()), len(lines)
