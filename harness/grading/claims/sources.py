"""Where a reply may hold its answer: one function a source, each yielding candidates in order.

A source says nothing about which candidate is the answer; that is weighed in one place
(`harness.grading.claims.final`). Each may be tried alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from harness.grading.claims import signs
from harness.grading.claims.announcements import Region
from harness.grading.claims.labelled import labelled
from harness.grading.claims.lists import Joined
from harness.grading.claims.lists import members as joined_members
from harness.grading.claims.otherwise import no_value_words, range_words, whole
from harness.grading.claims.reader import Found, Statement
from harness.grading.claims.search import Asked, Search
from harness.grading.claims.sides import clipped, valued
from harness.grading.language import lexicon as cues
from harness.grading.language.numbers import spoken
from harness.grading.language.vocabulary import FUNCTIONS, UNITS
from harness.grading.page.runs import Side, trimmed

SENTENCES = 20
"""So many units from the end of a reply are searched for bare claims."""
NAMED = 80
"""So many units from the end are searched for claims under the target's name."""
COVERED = 60
"""So many units of one announced stretch are read."""
HASH = re.compile(r"####(?!#) *+(?=[-−+$\\({\d.]|[A-Za-z]\b)")
HASHED = 3_000
"""So far from the end four hashes are looked for."""
_PERCENT = re.compile(r"[ }$]*(?:\\?%|\\text\{ ?%|per ?cent\b)")
"""A sign of percent behind a box."""
_KNOWN = UNITS | FUNCTIONS | frozenset(("e", "i", "E", "x", "pi", "left", "right"))
"""Letters and words that a number may hold."""
_RELATING = (*"<>≤≥=", "\\le", "\\ge", "\\lt", "\\gt")
_COLLECTING = ("all ", "any ", "every ", "for all ", "for any ", "for every ")
_RANGING = (
    *cues.COMPARING, *cues.RANGE_OPENERS, *cues.NO_VALUE, "positive", "negative", "nonnegative", "smaller",
    "larger", "every", "empty",
)  # fmt: skip
"""Words without one of which a sentence says no range in words."""
_LETTERED = re.compile(r"\(?[A-Ea-e]\)(?:\\[ ,;]|\s)*(?=[-−\\\d$(\[])")
MOST = 24
"""So many candidates of one source are held, the last ones."""


PROMINENCE = {
    "box": "boxed", "hash": "heading", "tag": "heading", "heading": "heading", "cue": "cue", "whole": "whole",
    "name": "target", "members": "target", "bold": "bold", "sentence": "last", "number words": "last",
    "range words": "last", "no value": "cue",
}  # fmt: skip
"""How a claim is called that a source yields."""

SHORT = 120
"""Characters of a reply that may be one range from end to end."""
_JOINED = re.compile(r"(?:[^A-Za-z]|\b(?:inf(?:inity|ty)?|oo|union|intersect)\b)*\bunion\b.*", re.DOTALL)
"""Intervals between numbers, joined by a word."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a reply that may be its answer."""

    start: int
    end: int
    source: str
    """The name of the source that yielded it first."""
    found: Found | None = None
    """The claim, where it is a formula; else ``text`` is what it says."""
    text: str = ""
    others: tuple[str, ...] = ()
    """The other sources that yielded it too."""

    @property
    def sources(self) -> tuple[str, ...]:
        """All sources that yielded it."""
        return (self.source, *self.others)


def _of(source: str, found: Found) -> Candidate:
    return Candidate(found.start, found.end, source, found)


def boxes(asked: Asked) -> Iterator[Candidate]:
    """Yield what stands in each box, the last ones first."""
    search = asked.search
    spans = [b for b in search.reader.page.boxes if any(a <= b[0] < z for a, z in search.ranges)]
    for box in islice(reversed(spans), MOST):
        percent = None if search.named_only else _PERCENT.match(search.reader.flat, box[1])
        for found in reversed(search.in_box(box)):
            if percent is not None and not found.statement.relational:
                text = search.reader.flat[found.values[-1].start : found.values[-1].end].strip("% \\")
                yield Candidate(found.start, found.end, "box", None, text + "\\%")
            elif found.named or not search.named_only:
                yield _of("box", _content(asked, found, box))


def _content(asked: Asked, found: Found, box: tuple[int, int]) -> Found:
    """Return a claim cut off where its box ends, if with what follows it cannot be read as what is asked.

    What stands behind a box changes it only where that is understood: 10³ does, ``[F]`` does not.
    """
    last = found.values[-1]
    if last.end <= box[1] or last.start >= box[1]:
        return found
    inside = found._replace(values=(*found.values[:-1], last._replace(end=box[1])))
    decision = asked.deciding.judge(found)
    text = asked.search.reader.flat[last.start : last.end]
    understood = decision.readable and decision.method != "shape"
    return found if understood and not (asked.deciding.traits.quantity and strange(asked, text)) else inside


def strange(asked: Asked, value: str) -> bool:
    """Return whether a value holds letters that are no function, unit or number, where a number is asked."""
    return not asked.deciding.lettered and any(word not in _KNOWN for word in signs.NAME.findall(value))


def headings(asked: Asked) -> Iterator[Candidate]:
    """Yield the claims under a heading, behind a label or in a tag that announces the answer."""
    tags = asked.search.reader.page.tags
    for region in _regions(asked, heading=True):
        tagged = any(a <= region.start < b for a, b in tags)
        yield from _in_region(asked, region, "tag" if tagged else "heading")


def announced(asked: Asked) -> Iterator[Candidate]:
    """Yield the claims behind a cue such as "the answer is"."""
    for region in _regions(asked, heading=False):
        yield from _in_region(asked, region, "cue")


def _regions(asked: Asked, heading: bool) -> list[Region]:
    return [r for r in asked.search.regions(asked.search.ranges[0][0]) if r.heading is heading]


def _in_region(asked: Asked, region: Region, source: str) -> Iterator[Candidate]:
    reader = asked.search.reader
    first, last = reader.unit_at(region.start), reader.unit_at(region.end - 1)
    for number in range(first, min(last, first + COVERED) + 1):
        for claim in reader.about(asked.search.names, number):
            if claim.end > region.start and not _open(asked, claim):
                yield _of(source, claim)
        for statement in reader.statements(number):
            outside = statement.end <= region.start or statement.start < region.start - 2
            if outside or asked.search.named_only:
                continue
            if statement.start < region.start and not statement.relational:
                statement = clipped(statement, (region.start, region.end))
            yield _of(source, Found(statement, valued(statement, statement.sides), 0))


def named(asked: Asked) -> Iterator[Candidate]:
    """Yield the claims under a name of the target, the last ones first; else those under its words."""
    search = asked.search
    found: list[Found] = []
    if search.names.exact:
        found = [claim for n in search.fresh[-NAMED:] for claim in search.reader.about(search.names, n)]
    if not found and search.family is not None:
        found = list(labelled(search.reader, search.family, search.fresh[-NAMED:]))
    for claim in reversed([c for c in found if not _open(asked, c)] or found):
        yield _of("name", claim)


def _open(asked: Asked, claim: Found) -> bool:
    """Whether a claim gives a value by another target, ``y = 3 - 2x``, where the answer is a number."""
    search, side = asked.search, claim.values[-1]
    family = None if asked.deciding.lettered else search.family
    return family is not None and family.involves(search.reader.flat[side.start : side.end])


def members(asked: Asked) -> Iterator[Candidate]:
    """Yield the numbered members of the target put together: two roots, the entries of a vector."""
    found = _joined(asked)
    if found is not None:
        yield Candidate(found.latest, found.claim.end, "members", None, found.text)


def _joined(asked: Asked) -> Joined | None:
    search = asked.search
    return joined_members(asked.expected, search.reader, search.names, search.units[-200:])


def bold(asked: Asked) -> Iterator[Candidate]:
    """Yield what stands in bold in the last units."""
    search, reader = asked.search, asked.search.reader
    for start, end in islice(reversed(reader.page.bold), MOST):
        if search.named_only or not any(a < end and start < b for a, b in search.ranges):
            continue
        for s in reader.statements(reader.unit_at(start)):
            if s.end <= end and (s.start >= start or start <= s.sides[-1].start <= start + 3):
                yield _of("bold", Found(s, valued(s, s.sides), 0))


def sentences(asked: Asked) -> Iterator[Candidate]:
    """Yield each statement of the last sentences, the last ones first."""
    search = asked.search
    if search.named_only:
        return
    joined = None if asked.deciding.traits.unordered else _joined(asked)
    for number in reversed(search.fresh[-SENTENCES:]):
        for statement in reversed(search.reader.statements(number)):
            if joined is not None and joined.members == {(statement.start, statement.end)}:
                continue  # what all entries of a vector are is not the vector
            claim = Found(statement, valued(statement, statement.sides), 0)
            if claim.values:
                yield _of("sentence", claim)


def hashes(asked: Asked) -> Iterator[Candidate]:
    """Yield what stands behind four hashes, wherever in a line, the last ones first."""
    search, reader = asked.search, asked.search.reader
    low, high = search.ranges[0][0], search.ranges[-1][1]
    found = list(HASH.finditer(reader.flat, max(low, high - HASHED), high))
    for mark in reversed(found[-4:]):
        line = reader.flat.find("\n", mark.end(), high)
        yield from _in_region(asked, Region(mark.end(), high if line < 0 else line, True), "hash")


def unlettered(asked: Asked, one: Candidate) -> Candidate:
    """Return a candidate without the letter of an option before its value: the 18 of "(c) 18"."""
    claim = one.found
    if claim is None or claim.statement.relational or asked.deciding.lettered:
        return one
    flat = asked.search.reader.flat
    option = _LETTERED.match(flat, claim.start, claim.end)
    if option is None:
        return one
    side = Side(*trimmed(flat, option.end(), claim.end), "")
    own = claim.statement._replace(start=side.start, end=side.end, sides=(side,))
    return replace(one, start=side.start, end=side.end, found=claim._replace(statement=own, values=(side,)))


def entire(asked: Asked) -> Iterator[Candidate]:
    """Yield a short reply as one claim, where all of it can be read as what is asked."""
    search = asked.search
    found = whole(search.reader, asked.deciding, search.names, search.named_only)
    if found is not None:
        yield _of("whole", found)
    elif asked.deciding.traits.ranged and len(search.reader.flat) <= SHORT and not search.named_only:
        text = search.reader.flat.strip()  # "(-inf, 2] union (7, inf)": pieces of maths that a word joins
        if _JOINED.fullmatch(text) and asked.deciding.decide(text).readable:
            yield Candidate(0, len(search.reader.flat), "whole", None, text)


def number_words(asked: Asked) -> Iterator[Candidate]:
    """Yield the numbers that announced stretches and the last sentences give in words."""
    search, reader = asked.search, asked.search.reader
    if not asked.deciding.traits.scalar or asked.deciding.lettered:
        return
    stretches = [(r.start, r.end) for r in search.regions(search.ranges[0][0])]
    stretches += [(reader.units[n].start, reader.units[n].end) for n in reversed(search.fresh[-6:])]
    for start, end in stretches:
        if search.about(start, end):
            for low, high, number in reversed(list(spoken(reader.lowered, start, end))):
                if reader.lowered[high : high + 1] == "-":  # "a four-week month"
                    continue
                yield Candidate(low, high, "number words", None, number)


def ranges_in_words(asked: Asked) -> Iterator[Candidate]:
    """Yield ranges and empty sets said in words: "for all η below 1/σ²", "no solution"."""
    done: set[int] = set()
    for start, end, text in range_words(asked.expected, asked.search):
        lowered = cues.lower(text)
        related = any(sign in text for sign in _RELATING) and not lowered.startswith(_COLLECTING)
        related = related and not asked.search.named_only
        empty = asked.deciding.traits.unordered
        if end in done or not (empty or (cues.has_any(lowered, _RANGING) and not related)):
            continue
        text = asked.deciding.put_in_words(text, start, end) or text
        if asked.deciding.decide(text).readable:
            done.add(end)
            yield Candidate(start, end, "range words", None, text)


def no_values(asked: Asked) -> Iterator[Candidate]:
    """Yield answers that say that there is no value: "DNE", "no solution"."""
    for start, end, text in no_value_words(asked.expected, asked.search):
        yield Candidate(start, end, "no value", None, text)


def merged(found: Iterator[Candidate]) -> tuple[Candidate, ...]:
    """Return candidates without doubles; one keeps the names of all sources that yielded it.

    Of two with one value the one under the target's name is kept.
    """
    kept: dict[object, Candidate] = {}
    for one in found:
        claim = one.found
        key = (one.start, one.end, one.text) if claim is None else claim.values[-1][:2]
        known = kept.get(key)
        if known is None:
            kept[key] = one
            continue
        if claim is not None and known.found is not None and claim.named > known.found.named:
            known, one = replace(known, start=one.start, end=one.end, found=claim), known
            kept[key] = known
        new = tuple(source for source in one.sources if source not in known.sources)
        if new or known is not kept[key]:
            kept[key] = replace(known, others=(*known.others, *new))
    return tuple(kept.values())


def statement_of(one: Candidate, search: Search) -> Statement:
    """Return the stretch that a candidate's standing is told by."""
    if one.found is not None:
        return one.found.statement
    number = search.reader.unit_at(one.start)
    return Statement(one.start, one.end, number, (), search.reader.units[number].start)


Source = Callable[[Asked], Iterator[Candidate]]
SOURCES: dict[str, Source] = {
    "box": boxes,
    "hash": hashes,
    "heading": headings,
    "cue": announced,
    "whole": entire,
    "name": named,
    "members": members,
    "bold": bold,
    "sentence": sentences,
    "number words": number_words,
    "range words": ranges_in_words,
    "no value": no_values,
}
"""Where answers are looked for; a stretch that several yield is named after the first.

To add one, write its function and name it here and in `PROMINENCE`; it weighs nothing until it has a row in
the weights.
"""
