"""Whether a claim that differs from the truth may be called wrong: only where it was surely read as meant.

A reply that is refused although it is right costs more when it is called wrong than when it is left open. So
`incorrect` is earned: the claim is what the reply ends in, it was read whole, it is a thing of the kind that
is asked, and what refutes it speaks of symbols that are the reply's own.
"""

from __future__ import annotations

import re

from harness.grading.claims.definitions import names_of_value, own_names
from harness.grading.claims.reader import VALUED, Found
from harness.grading.claims.search import Asked
from harness.grading.claims.sources import Candidate
from harness.grading.claims.surroundings import Traits
from harness.grading.language.naming import name
from harness.maths.parsing.scope import names_of
from harness.records import TargetMark
from harness.symbols import GREEK

_OUTRIGHT = frozenset(("box", "hash", "tag", "whole", "announced directly", "alone at the end", "own name"))
"""Traits of a claim that a reply makes for what is asked, whatever it looks like."""
_OF_SHAPE = frozenset(("shape", "count"))
"""Methods that never came to compare values."""
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+\-]*")
"""A letter given a value; a mean or a value of a function is none."""
_TRIED = frozenset((*_OF_SHAPE, "points", "sides"))
"""Methods that gave values to letters."""
_BRANCHED = re.compile(r"\\begin\{d?cases\}|\\text\{ ?(?:if|when|for) |\bif\b")
_GREEK = {spelled: sign for sign, spelled in GREEK.items()}
_GOES_ON = re.compile(r"[$ ]*(?:[\^/·×]|\*(?![*\s])|\\cdot|\\times|\\frac|\\sqrt)")
"""What stands behind a formula that was not read to its end."""

_STACKS = tuple(rf"\begin{{{env}}}" for env in ("pmatrix", "bmatrix", "matrix", "smallmatrix", "array"))

NOT_WHOLE = "the claim may go on behind what was read of it"
OTHER_SHAPE = "what was read last is of another shape than what is asked, and is not called the answer"
NOT_OWN = "the claim holds letters that may be no symbols of the reply"
ONE_CASE = "cases are asked, and what was read may be one of them"
SEVERAL = "what was read last gives several things at once, the one asked among them"
OTHER_NAME = "what was read last is said of another name than the one asked"


def unearned(asked: Asked, one: Candidate, traits: Traits, mark: TargetMark) -> str:
    """Return why a claim that differs from the truth may not be called wrong; empty where it may."""
    found = one.found
    if found is None:
        return ""
    outright = not _OUTRIGHT.isdisjoint(traits)
    flat = asked.search.reader.flat
    if _gathers(flat, found) and not asked.deciding.traits.gathers:
        return SEVERAL
    if _GOES_ON.match(flat, found.end):
        return NOT_WHOLE
    shaped = mark.method in _OF_SHAPE and not (asked.deciding.lettered and _letters(asked, found))
    if not outright and (shaped or _unlike(asked, found, traits)):
        return OTHER_SHAPE
    value = flat[found.values[-1].start : found.values[-1].end]
    whole = outright and "closes the sentence" in traits
    if _BRANCHED.search(asked.expected.value) and not (whole or _BRANCHED.search(value)):
        return ONE_CASE
    if not outright and asked.search.saying.foreign(found):
        return OTHER_NAME
    return "" if _speaks_of_symbols(asked, one, found, mark) else NOT_OWN


def _gathers(flat: str, found: Found) -> bool:
    """Whether the left side of a claim is a stack of names, a column or a row."""
    first = found.statement.sides[0]
    return len(found.statement.sides) > 1 and flat.startswith(_STACKS, first.start)


def _unlike(asked: Asked, found: Found, traits: Traits) -> bool:
    """Whether a claim is a number where a formula or a collection is asked, an equation where a range is."""
    digits, chain = "digits for a formula" in traits, "numbers only" in traits
    related = [side.relation in VALUED for side in found.statement.sides[1:]]
    equation = bool(related) and all(related) and not found.named
    return (
        (digits and (chain or "copula before" not in traits))
        or (chain and asked.deciding.traits.gathers)
        or (equation and asked.deciding.traits.ranged)
    )


def _letters(asked: Asked, found: Found) -> frozenset[str]:
    """Return the names that a claim holds."""
    stretch = found.statement if asked.deciding.traits.relation else found.values[-1]
    return names_of_value(asked.search.reader.flat[stretch.start : stretch.end], asked.deciding.scope)


def _speaks_of_symbols(asked: Asked, one: Candidate, found: Found, mark: TargetMark) -> bool:
    """Whether a refutation gave values only to what are symbols, not to units or to letters of words."""
    deciding, page = asked.deciding, asked.search.reader.page
    if mark.method not in _TRIED or deciding.traits.ranged or "whole" in one.sources:
        return True
    point = mark.witness.point if mark.witness is not None else {}
    tried = frozenset(key for key in point if _NAME.fullmatch(key))
    scope = deciding.scope
    strange = (tried or _letters(asked, found)) - own_names(asked.expected, scope)
    strange = frozenset(letter for letter in strange if not _asked(asked, letter))
    formula = page.in_maths(found.start) is not None
    if strange and not tried and scope.declared:
        return False  # a formula whose letters were not understood has no shape
    if not strange or (formula and deciding.lettered and not scope.declared):
        return True
    return all(_is_symbol(asked, found, letter) for letter in strange)


def _asked(asked: Asked, letter: str) -> bool:
    """Whether a letter stands in the answer, is declared, another step of what is, or the size of one."""
    scope = asked.deciding.scope
    known = names_of(scope).get(letter) is not None or any(letter in s.shape for s in scope.symbols.values())
    return known or _spelled(letter).search(asked.expected.value) is not None


def _spelled(letter: str) -> re.Pattern[str]:
    base = letter.split("_")[0]
    return re.compile(rf"(?<![A-Za-z])(?:{re.escape(base)}|{_GREEK.get(base, '(?!)')})(?![A-Za-z])")


def _is_symbol(asked: Asked, found: Found, letter: str) -> bool:
    """Whether a letter is a symbol of the reply: it stands elsewhere in its maths, or names a value.

    Where the question declares its symbols, only what the reply gives a value is one beside them.
    """
    reader = asked.search.reader
    spelled = _spelled(letter)
    for start, end in () if asked.deciding.scope.declared else reader.page.maths:
        if (end <= found.start or start >= found.end) and spelled.search(reader.flat, start, end):
            return True
    return any(
        name(label) is not None and spelled.match(label) is not None
        for number in asked.search.fresh
        for statement in reader.statements(number)
        if statement.relational and statement.start != found.statement.start
        for label in (reader.flat[statement.sides[0].start : statement.sides[0].end].strip(),)
    )
