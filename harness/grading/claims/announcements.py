"""Where a reply announces its answer: tags, headings such as "Final answer", cues in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from harness.grading.claims.reader import Reader
from harness.grading.language import lexicon as cues
from harness.grading.language.lexicon import last_phrase
from harness.grading.page.segments import Unit

CUE_WINDOW = 20_000
"""How far from the end an announcement may stand."""
MOST = 8
"""How many announcements are looked at, the last ones."""
_SECTION = 6_000
_DECORATION = " #*:.-—✅0123456789)\n"
_INLINE = re.compile(
    r"[ #*>_👉✅-]*+(?:(?:the|our|my) )?(?P<words>[a-z]++(?: [a-z]++){0,2}?|最终答案|答案|结论)[ *_]*+"
    r"(?:\([a-z0-9 ]{1,12}\)[ *_]*+)?(?::|=|—|–|-|→|¦|is\b)[ *_]*+[^\s*_]"
)
"""A line that opens as a heading over the answer does, with the answer behind it."""
_GIVEN = re.compile(
    r"####(?!#) *+(?P<value>(?:\\[a-z]++|\([^()A-Za-z\n]*\)|[^A-Za-z\n(]|\b[A-Za-z]\b)++)"
    r"(?:\([^()\n]*+\))? *$",
    re.M,
)
"""A value that stands alone behind four hashes."""
_PATTERNS = (
    ("final ", re.compile(
        r"final (?:value|result|vector|matrix|formula|expression|number|bound|update|weights?|choice)"
        r"(?: is| are|[ *_]*:)")),
    ("answer", re.compile(r"answers?[ *_]{1,6}[:¦|=—–→]|answers?[—–→|]")),
    ("conclusion", re.compile(r"(?<![a-z] )conclusion[ *_]*:")),
    ("required ", re.compile(r"required (?:value|number|quantity|probability|expression) (?:is|are)\b")),
    ("desired ", re.compile(r"desired (?:value|number|quantity|probability|expression) (?:is|are)\b")),
)  # fmt: skip
"""Cues that are no fixed phrases: the word they open with, and how they go on."""
_LABELLED = re.compile(r"[ *_]*+\([a-z0-9 ]{1,12}\)[ *_]*+:")
_CALLED = ("is the final answer", "is the answer", "is our answer", "is our final answer", "is my answer")
_OPENING_ONLY = frozenset(("solution:", "result:", "答案", "antwort", "réponse", "ответ", "respuesta"))


@dataclass(frozen=True, slots=True)
class Region:
    """Where a final answer is announced: from the cue to the end of what it covers."""

    start: int
    end: int
    heading: bool


def regions(reader: Reader, low: int, high: int) -> tuple[Region, ...]:
    """Return where answers are announced in ``[low, high)``, the last one first, tags before all."""
    low = max(low, high - CUE_WINDOW)
    tagged = [Region(a, min(b, high), True) for a, b in reader.page.tags if low < b and a < high]
    found: dict[int, Region] = {}
    for number in _headings(reader, low, high):
        if (region := _headed(reader, number)) is not None:
            found[number] = region
    for at in _closed(reader, low, high):
        number = reader.unit_at(at)
        claimed = [s for s in reader.statements(number) if s.end <= at]
        if claimed:
            found.setdefault(number, Region(claimed[-1].start, at, False))
    for cue in sorted(_cues(reader, low, high), reverse=True)[: 3 * MOST]:
        number = reader.unit_at(cue - 1)
        cue = label.end() if (label := _LABELLED.match(reader.lowered, cue)) else cue
        if number not in found:
            found[number] = Region(cue, _cue_end(reader, number, cue), False)
            if reader.flat[cue - 1] == "|" and (border := reader.flat.find("|", cue, found[number].end)) > 0:
                found[number] = Region(cue, border, False)
    ordered = sorted(found.values(), key=lambda region: -region.start)
    return (*reversed(tagged[-MOST:]), *ordered[:MOST])


def cue_in(reader: Reader, unit: Unit) -> bool:
    """Return whether a cue stands in the unit."""
    return next(_cues(reader, unit.start, unit.end), None) is not None


def is_final_heading(reader: Reader, unit: Unit) -> bool:
    """Return whether a heading or bold line announces the answer."""
    words = reader.lowered[unit.start : min(unit.end, unit.start + 80)].strip(_DECORATION)
    if words in cues.FINAL_HEADINGS:
        return True
    alike = any(
        words.endswith(" " + w) or words.startswith((w + " ", w + ":")) for w in cues.FINAL_HEADINGS[:6]
    )
    return alike and len(words) < 60 and not any(c in words for c in "=≈<>")


def _headed(reader: Reader, number: int) -> Region | None:
    """Return what a heading announces: what it says itself after its words, else the section under it."""
    unit = reader.units[number]
    if unit.kind == "heading" and (given := _GIVEN.match(reader.flat, unit.start, unit.end)):
        return Region(given.start("value"), unit.end, True)
    inline = _INLINE.match(reader.lowered, unit.start, unit.end)
    if inline and inline["words"] in cues.FINAL_HEADINGS:
        return Region(inline.end() - 1, unit.end, True)
    if not is_final_heading(reader, unit):
        return None
    return Region(unit.end, _section_end(reader, number), True)


def _headings(reader: Reader, low: int, high: int) -> list[int]:
    """Return the numbers of the last units that are headings or bold lines."""
    found: set[int] = set()
    last = reader.unit_at(high - 1) if reader.units else -1
    for number in range(last, max(-1, last - 2_000), -1):
        unit = reader.units[number]
        if unit.start < low:
            break
        if unit.kind == "heading":
            found.add(number)
        if len(found) >= 5 * MOST:
            break
    for start, end in reader.page.bold[-10 * MOST :]:
        number = reader.unit_at(start)
        unit = reader.units[number]
        if low <= unit.start < high and start <= unit.start + 4 and end >= unit.end - 6:
            found.add(number)
    return sorted(found, reverse=True)[: 5 * MOST]


@lru_cache(maxsize=2)
def _present(lowered: str) -> tuple[str, ...]:
    """Return the cues that a whole text holds anywhere, looked for once for all its units."""
    return tuple(cues.FINAL.standing(lowered))


@lru_cache(maxsize=2)
def _patterned(lowered: str) -> tuple[int, ...]:
    """Return where the cues of a text end that are no fixed phrases, the last ones."""
    found: list[int] = []
    for opening, pattern in _PATTERNS:
        at, left = lowered.rfind(opening), 3 * MOST
        while at >= 0 and left:
            cue = pattern.match(lowered, at)
            before = lowered[max(0, at - 24) : at].rsplit("\n", 1)[-1].split()
            if cue and not any(word in before for word in cues.NOT_THE):
                found.append(cue.end())
            at, left = lowered.rfind(opening, 0, at), left - 1
    return tuple(sorted(found))


def _closed(reader: Reader, low: int, high: int) -> Iterator[int]:
    """Yield where a sentence turns that ends by calling its claim the answer: ``5 is the final answer``."""
    for phrase in _CALLED:
        at = last_phrase(reader.lowered, phrase, low, high)
        end = at + len(phrase)
        if at >= 0 and reader.lowered[end : end + 4].strip(" *$_")[:1] in ("", ".", ",", ";", "!", ")", "\n"):
            yield at


def _cues(reader: Reader, low: int, high: int) -> Iterator[int]:
    """Yield where cues end, some of the last of each."""
    yield from (at for at in _patterned(reader.lowered) if low <= at < high)
    for phrase in _present(reader.lowered):
        if reader.lowered.find(phrase, low, high) < 0:
            continue
        end = high
        opening_only = (len(phrase) < 4 and phrase.isascii()) or phrase in _OPENING_ONLY
        for _ in range(MOST):
            at = last_phrase(reader.lowered, phrase, low, end)
            if at < 0:
                break
            before = reader.lowered[max(low, at - 24) : at].rsplit("\n", 1)[-1]
            denied = any(word in before.split() for word in cues.NOT_THE)
            if not denied and (not opening_only or not before.strip(" *#-_>(.")):
                yield at + len(phrase)
            end = at


def _section_end(reader: Reader, number: int) -> int:
    units = reader.units
    for later in range(number + 1, len(units)):
        if units[later].kind == "heading" or units[later].start - units[number].end > _SECTION:
            return units[later].start
    return units[-1].end


def _cue_end(reader: Reader, number: int, cue: int) -> int:
    """Return the end of what a cue announces: its unit, or the next ones where nothing stands there."""
    units = reader.units
    own = units[number].end
    if any(s.end > cue for s in reader.statements(number)) or len(reader.flat[cue:own].strip(" :*.")) > 1:
        return own
    following = units[number + 1 : number + 8]
    if not following:
        return own
    paragraph = following[0].paragraph
    return [u for u in following if u.paragraph == paragraph or u.kind == "code"][-1].end
