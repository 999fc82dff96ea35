"""Answers given otherwise than by a formula in a sentence: short replies, quantities, words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from harness.grading.claims.reader import Found, Reader, Statement
from harness.grading.claims.records import claim_of
from harness.grading.claims.search import Finals, Search
from harness.grading.claims.sides import valued
from harness.grading.kinds import traits
from harness.grading.kinds.number import special
from harness.grading.language import lexicon as cues
from harness.grading.language.naming import TargetNames
from harness.grading.language.naming import name as name_of
from harness.grading.language.numbers import spoken
from harness.grading.marking.deciding import Deciding
from harness.grading.page.runs import Side, sides, trimmed
from harness.records import Expected, TargetMark

SHORT = 300
"""A response of at most this many characters and one unit may be a bare answer."""

_QUANTITY = re.compile(
    r"(?:[A-Z]{3} ?|[$€£¥\\-]{1,3} ?)?[0-9]{1,40}(?:[.,][0-9]{1,40}){0,12}"
    r"(?: ?(?:×|x|\\times|\*|·) ?10(?:\^\{?[-−]?\d{1,3}\}?|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))?"
    r"(?: ?[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|[ -][0-9]{1,4}/[0-9]{1,4})?"
)


def whole(reader: Reader, deciding: Deciding, own: TargetNames, named_only: bool) -> Finals | None:
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
    if deciding.traits.quantity and special(reader.flat[start:end]) is not None:
        return _quantity(reader, deciding, start, end)
    if found_runs[0].start > start or found_runs[-1].end < end:
        formula = _formula(reader, deciding, own, start, end)
        return formula or _quantity(reader, deciding, start, end)
    joins = deciding.traits.relation and not named_only
    if between and not (joins and all(gap in ("or", "and") for gap in between)):
        return _formula(reader, deciding, own, start, end)
    start, end = cut[0]
    statement = Statement(start, end, 0, tuple(sides(reader.flat, start, end)), unit.start)
    found = reader.by_side(statement, own) or Found(statement, valued(statement, statement.sides), 0)
    if reader.denied(statement) or (named_only and not found.named) or not deciding.reads(found):
        return None
    return Finals((found._replace(prominence="whole"),))


_FORMULA_WORD = re.compile(r"[A-Za-z]{4,}")
_FORMULA = 60
"""A formula whose letters look like words has at most this many characters."""


def _formula(reader: Reader, deciding: Deciding, own: TargetNames, start: int, end: int) -> Finals | None:
    """Return a short response as a formula whose products look like words, if it is right: ``v_0 + at``."""
    text = reader.flat[start:end]
    if not deciding.traits.formula or end - start > _FORMULA or not deciding.lettered:
        return None
    if not any(sign in text for sign in "+-/^=−·*²³") or _FORMULA_WORD.search(text):
        return None
    statement = Statement(start, end, 0, tuple(sides(reader.flat, start, end)), reader.units[0].start)
    found = reader.by_side(statement, own) or Found(statement, valued(statement, statement.sides), 0)
    return Finals((found._replace(prominence="whole"),)) if deciding.judge(found).equal else None


def _quantity(reader: Reader, deciding: Deciding, start: int, end: int) -> Finals | None:
    """Return a short response such as ``USD 18.90`` or ``12 square centimeters`` as one claim."""
    text = reader.flat[start:end]
    if deciding.traits.quantity and special(text) is not None:
        return Finals((_one(start, end),)) if deciding.accepts(_one(start, end)) else None
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
        return Finals((whole,))
    alone = _one(start, start + number.end())
    return Finals((alone,)) if not deciding.lettered and deciding.accepts(alone) else None


def _one(start: int, end: int) -> Found:
    statement = Statement(start, end, 0, (Side(start, end, ""),), start)
    return Found(statement, statement.sides, 0, "whole")


def _joint(gap: str) -> str:
    for sign in ("\\text", "\\quad", "\\;", "\\,", "{", "}", ","):
        gap = gap.replace(sign, " ")
    return gap.strip()


def in_no_value(reader: Reader, search: Search, deciding: Deciding) -> TargetMark | None:
    """Return the mark of an announced answer that is words and no value: ``Answer: none of these``."""
    if deciding.traits.relation or not search.units or search.named_only:
        return None
    low, high = search.ranges[0][0], search.ranges[-1][1]
    boxes = [b for b in reader.page.boxes if low <= b[0] < high]
    stretches = (
        [(*boxes[-1], "boxed")] if boxes else [(r.start, r.end, "cue") for r in search.regions(low)[:1]]
    )
    for start, end, prominence in stretches:
        if any(s.start < end and s.end > start for s in reader.statements(reader.unit_at(start))):
            continue
        text = _joint(reader.lowered[start:end]).strip(" .!:*}$\n")
        if text in cues.NO_NUMBER or (boxes and text):
            claim = claim_of(reader, start, end, deciding.expected.target.name, "", prominence)
            return deciding.settle_text(cues.NO_VALUE.get(text, reader.flat[start:end]), claim)
    return None


def in_number_words(
    expected: Expected, reader: Reader, search: Search, deciding: Deciding
) -> TargetMark | None:
    """Return the mark of a number written in words, where the reply gives none in figures."""
    if not deciding.traits.scalar or deciding.lettered or not search.units:
        return None
    stretches = [(r.start, r.end, True) for r in search.regions(search.ranges[0][0])]
    stretches += [(reader.units[n].start, reader.units[n].end, False) for n in reversed(search.units[-3:])]
    for start, end, announced in (s for s in stretches if _about(search, s[0], s[1])):
        for low, high, number in reversed(list(spoken(reader.lowered, start, end))):
            statement = Statement(low, high, reader.unit_at(low), (), start)
            before = reader.lowered[max(start, low - 30) : low].split()[-1:] or [""]
            alone = not any(c.isalnum() for c in reader.flat[start:low] + reader.flat[high:end])
            if reader.denied(statement) or not (announced or alone or before[0].strip("*:") in cues.LINKING):
                continue
            claim = claim_of(reader, low, high, expected.target.name, "", "cue" if announced else "last")
            return deciding.settle_text(number, claim)
    return None


def in_a_last_word(
    expected: Expected, reader: Reader, search: Search, deciding: Deciding, after: int
) -> TargetMark | None:
    """Return the mark of a number in words that the last sentence ends in: ``So there are six.``

    Only after ``after``, where what was claimed in figures stands.
    """
    if not deciding.traits.scalar or deciding.lettered or search.named_only:
        return None
    unit = reader.units[search.units[-1]]
    if unit.start < after:
        return None
    for low, high, number in reversed(list(spoken(reader.lowered, unit.start, unit.end))):
        statement = Statement(low, high, search.units[-1], (), unit.start)
        before = reader.lowered[unit.start : low].split()[-1:] or [""]
        if reader.flat[high : unit.end].strip(" .!*_)\n") or before[0].strip("*:") not in cues.LINKING:
            return None
        if reader.denied(statement) or reader.supposed(statement):
            return None
        claim = claim_of(reader, low, high, expected.target.name, "", "last")
        return deciding.settle_text(number, claim)
    return None


def in_range_words(
    expected: Expected, reader: Reader, search: Search, deciding: Deciding
) -> TargetMark | None:
    """Return the mark of a region or set said in words: "for all η below 1/σ²", "no solution"."""
    if not (deciding.traits.ranged or deciding.traits.unordered) or not search.units:
        return None
    stretches = [(r.start, r.end, "cue") for r in search.regions(search.ranges[0][0])]
    stretches += [(reader.units[n].start, reader.units[n].end, "last") for n in reversed(search.units[-4:])]
    for start, end, prominence in stretches:
        if reader.flat[start:end].rstrip().endswith("?") or not _about(search, start, end):
            continue
        turns = (reader.lowered.rfind(turn, start, end) + len(turn) for turn in cues.TURNS[:2])
        start = max(start, *(at for at in turns if at > len(cues.TURNS[1])), 0)
        openers = cues.places(reader.lowered[start:end], cues.RANGE_OPENERS)
        for low in (start, *(start + at for at in openers)):
            claim = claim_of(reader, low, end, expected.target.name, "", prominence)
            for text in _wordings(expected, reader.flat[low:end]):
                mark = deciding.settle_text(text, claim)
                if mark.status != "unsupported":
                    return mark
    return None


def _about(search: Search, start: int, end: int) -> bool:
    """Whether words in a stretch may be about the target: one of several has to be named beside them."""
    reader = search.reader
    unit = reader.units[reader.unit_at(start)]
    return not search.named_only or cues.has_any(reader.lowered, search.names.phrases, unit.start, end)


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
