"""The sides of a chain of relations, and the pieces between commas."""

from __future__ import annotations

import re
from typing import NamedTuple

from harness.grading.language.naming import name
from harness.grading.language.vocabulary import RELATIONS, thousands
from harness.grading.page.edges import trimmed

_OPENERS, _CLOSERS = "([{", ")]}"
_SIDE_TOKEN = re.compile(
    r"\\begin\{|\\end\{|\\[A-Za-z]+|\\.|:=|==|<=|>=|!=|->|[()\[\]{}"
    + "".join(sign for sign in RELATIONS if len(sign) == 1)
    + "]",
    re.S,
)
_RELATING = re.compile("[" + re.escape("".join(sorted({sign[0] for sign in RELATIONS}))) + "]")
"""A sign without one of which a stretch holds no relation."""
_SPACE = re.compile(
    r"(?:\\(?:mathbb|mathbf|mathds)\s*\{?\s*R\s*\}?|ℝ|\\R(?![A-Za-z]))\s*(?:\^|[ⁿᵐᵈᵏⁱᵖʳˢˣ×²³])"
)
"""The name of a space of vectors or matrices."""
_SUBSCRIPTS = re.compile(r"_\w,\w(?!\w)|_⊥,\w(?!\w)")
"""Two subscripts without braces: ``w_⊥,0``."""
_PIECE = re.compile(r"\\begin\{|\\end\{|[()\[\]{},;]")


class Side(NamedTuple):
    """One side of a chain of relations."""

    start: int
    end: int
    relation: str
    """The class of the sign before it; empty for the first side."""


def sides(flat: str, start: int, end: int) -> list[Side]:
    """Return the sides of the chain of relations in a run; one side where there is no relation.

    >>> [flat[s.start:s.end] for flat in ["a = f(b=1) ≈ 2"] for s in sides(flat, 0, len(flat))]
    ['a', 'f(b=1)', '2']
    """
    if _RELATING.search(flat, start, end) is None:
        return [Side(*trimmed(flat, start, end), "")]
    found: list[Side] = []
    depth, low, relation = 0, start, ""
    for token in _SIDE_TOKEN.finditer(flat, start, end):
        sign = token[0]
        if sign in _OPENERS or sign == "\\{":
            depth += 1
        elif sign in _CLOSERS or sign == "\\}":
            depth = max(0, depth - 1)
        elif sign == "\\begin{":
            depth += 2  # the brace behind the environment's name closes one, that of its end the other
        elif depth == 0 and sign in RELATIONS:
            found.append(Side(*trimmed(flat, low, token.start()), relation))
            low, relation = token.end(), RELATIONS[sign]
    found.append(Side(*trimmed(flat, low, end), relation))
    in_space = relation == "∈" and _SPACE.match(flat, found[-1].start, found[-1].end)
    if in_space and (len(found) > 2 or name(flat[found[0].start : found[0].end]) is None):
        found.pop()  # where a value lies: K = XXᵀ ∈ ℝⁿˣⁿ
    return found


def pieces(flat: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches between the commas of a run that stand in no bracket."""
    found: list[tuple[int, int]] = []
    depth, low = 0, start
    for token in _PIECE.finditer(flat, start, end):
        sign, at = token[0], token.start()
        if sign in _OPENERS:
            depth += 1
        elif sign[0] == "\\":
            depth += 2 if sign == "\\begin{" else 0
        elif sign in _CLOSERS:
            depth = max(0, depth - 1)
        elif depth == 0 and flat[at - 1 : at] != "\\":
            if sign == "," and (thousands(flat, at) or _SUBSCRIPTS.match(flat, at - 2)):
                continue
            found.append(trimmed(flat, low, at))
            low = at + 1
    found.append(trimmed(flat, low, end))
    return [stretch for stretch in found if stretch[0] < stretch[1]]
