"""Answers given otherwise than by a formula in a sentence: short replies, quantities, words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from harness.grading.claims.reader import Found, Reader, Statement
from harness.grading.claims.search import Judging, Search
from harness.grading.claims.sides import valued
from harness.grading.kinds import traits
from harness.grading.kinds.number import is_special
from harness.grading.language import lexicon as cues
from harness.grading.language.naming import TargetNames
from harness.grading.language.naming import name as name_of
from harness.grading.page.runs import Side, sides, trimmed
from harness.records import Expected

SHORT = 300
"""A response of at most this many characters and one unit may be a bare answer."""

_QUANTITY = re.compile(
    r"(?:[A-Z]{3} ?|[$€£¥\\-]{1,3} ?)?[0-9]{1,40}(?:[.,][0-9]{1,40}){0,12}"
    r"(?: ?(?:×|x|\\times|\*|·) ?10(?:\^\{?[-−]?\d{1,3}\}?|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))?"
    r"(?: ?[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|[ -][0-9]{1,4}/[0-9]{1,4})?"
)


def whole(reader: Reader, deciding: Judging, own: TargetNames, named_only: bool) -> Found | None:
    """Return a short response as one claim where all of it can be read as what is asked."""
    if len(reader.units) != 1 or reader.units[0].end - reader.units[0].start > SHORT or reader.page.cut:
        return None
    unit = reader.units[0]
    start, end = trimmed(reader.flat, unit.start, unit.end)
    if start >= end or reader.page.boxes or len(cut := reader.stretches(start, end)) > 1:
        return None
    found_runs = reader.runs(0)
    between = [_joint(reader.lowered[a.end : b.start]) for a, b in pairwise(found_runs)]
    if not found_runs:
        return _formula(reader, deciding, own, start, end)
    if deciding.traits.quantity and is_special(reader.flat[start:end]):
        return _quantity(reader, deciding, start, end)
    if found_runs[0].start > start or found_runs[-1].end < end:
        formula = _formula(reader, deciding, own, start, end)
        return formula or _quantity(reader, deciding, start, end)
    joins = deciding.traits.relation and not named_only
    if between and not (joins and all(gap in ("or", "and") for gap in between)):
        return _formula(reader, deciding, own, start, end)
    return _claimed(reader, deciding, own, named_only, cut[0])


def _claimed(
    reader: Reader, deciding: Judging, own: TargetNames, named_only: bool, stretch: tuple[int, int]
) -> Found | None:
    """Return a stretch that is all of a response as its claim, where it can be read and is not denied."""
    start, end = stretch
    unit = reader.units[0]
    statement = Statement(start, end, 0, tuple(sides(reader.flat, start, end)), unit.start)
    found = reader.by_side(statement, own) or Found(statement, valued(statement, statement.sides), 0)
    if reader.denied(statement) or (named_only and not found.named) or not deciding.reads(found):
        return None
    return found._replace(prominence="whole")


_FORMULA_WORD = re.compile(r"[A-Za-z]{4,}")
_FORMULA = 60
"""A formula whose letters look like words has at most this many characters."""


def _formula(reader: Reader, deciding: Judging, own: TargetNames, start: int, end: int) -> Found | None:
    """Return a short response as a formula whose products look like words, if it is right: ``v_0 + at``."""
    text = reader.flat[start:end]
    if not deciding.traits.formula or end - start > _FORMULA or not deciding.lettered:
        return None
    if not any(sign in text for sign in "+-/^=−·*²³") or _FORMULA_WORD.search(text):
        return None
    statement = Statement(start, end, 0, tuple(sides(reader.flat, start, end)), reader.units[0].start)
    found = reader.by_side(statement, own) or Found(statement, valued(statement, statement.sides), 0)
    return found._replace(prominence="whole") if deciding.judge(found).equal else None


def _quantity(reader: Reader, deciding: Judging, start: int, end: int) -> Found | None:
    """Return a short response such as ``USD 18.90`` or ``12 square centimeters`` as one claim."""
    text = reader.flat[start:end]
    if deciding.traits.quantity and is_special(text):
        return _one(start, end) if deciding.accepts(_one(start, end)) else None
    number = _QUANTITY.match(text)
    words = (
        [w.strip(".,()") for w in _joint(text[number.end() :]).replace("/", " ").split()] if number else []
    )
    if not deciding.traits.quantity or number is None or len(words) > 4:
        return None
    if any(w.casefold() in cues.NO_UNIT or not w.replace("-", "").isalpha() for w in words if w):
        return None
    whole = _one(start, end)
    if deciding.accepts(whole):
        return whole
    alone = _one(start, start + number.end())
    return alone if not deciding.lettered and deciding.accepts(alone) else None


def _one(start: int, end: int) -> Found:
    statement = Statement(start, end, 0, (Side(start, end, ""),), start)
    return Found(statement, statement.sides, 0, "whole")


def _joint(gap: str) -> str:
    for sign in ("\\text", "\\quad", "\\;", "\\,", "{", "}", ","):
        gap = gap.replace(sign, " ")
    return gap.strip()


def no_value_words(expected: Expected, search: Search) -> Iterator[tuple[int, int, str]]:
    """Yield the announced answers that are words and no value, with what they say: ``Answer: DNE``."""
    reader = search.reader
    if traits(expected).relation or not search.units or search.named_only:
        return
    low, high = search.ranges[0][0], search.ranges[-1][1]
    boxes = [b for b in reader.page.boxes if low <= b[0] < high]
    stretches = list(boxes[-1:]) or [(r.start, r.end) for r in search.regions(low)[:1]]
    for start, end in stretches:
        if any(s.start < end and s.end > start for s in reader.statements(reader.unit_at(start))):
            continue
        text = _joint(reader.lowered[start:end]).strip(" .!:*}$\n")
        if text in cues.NO_NUMBER or (boxes and text):
            yield start, end, cues.NO_VALUE.get(text, reader.flat[start:end])


def range_words(expected: Expected, search: Search) -> Iterator[tuple[int, int, str]]:
    """Yield the ways to read the last sentences as a range or as no value at all."""
    reader = search.reader
    like = traits(expected)
    if not (like.ranged or like.unordered) or not search.units:
        return
    stretches = [(r.start, r.end) for r in search.regions(search.ranges[0][0])]
    stretches += [(reader.units[n].start, reader.units[n].end) for n in reversed(search.units[-4:])]
    for start, end in stretches:
        if reader.flat[start:end].rstrip().endswith("?") or not search.about(start, end):
            continue
        turns = (reader.lowered.rfind(turn, start, end) + len(turn) for turn in cues.TURNS[:2])
        start = max(start, *(at for at in turns if at > len(cues.TURNS[1])), 0)
        openers = cues.places(reader.lowered[start:end], cues.RANGE_OPENERS)
        for low in (start, *(start + at for at in openers)):
            for text in _wordings(expected, reader.flat[low:end]):
                if text:
                    yield low, end, text


def _wordings(expected: Expected, text: str) -> Iterator[str]:
    """Yield the ways to read a stretch of words as a range or as no value at all."""
    text = text.strip(" .,:*\n")
    if not traits(expected).ranged:
        yield cues.NO_VALUE.get(text.casefold(), "")
        return
    yield text
    if "(" in text and text.endswith(")"):
        before, _, aside = text[:-1].rpartition("(")
        if aside.replace(" ", "").replace("-", "").isalpha():
            yield f"{before.strip()}, {aside}"
            yield before.strip()
    variable = expected.target.options.get("variable") or _first_name(expected.value)
    places = cues.places(cues.lower(text), cues.COMPARING)
    if variable and places:
        yield f"{variable} {text[places[0] :]}"


def _first_name(value: str) -> str:
    """Return the name that a region's value is about: the first side of its chain that is one."""
    chain = sides(value, 0, len(value))
    return next((value[s.start : s.end] for s in chain if name_of(value[s.start : s.end]) is not None), "")
