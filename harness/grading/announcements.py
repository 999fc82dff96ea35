"""Where a reply announces its answer: tags, headings such as "Final answer", cues in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from harness.grading import cues
from harness.grading.claims import Reader
from harness.grading.cues import last_phrase
from harness.grading.segments import Unit

CUE_WINDOW = 20_000
"""How far from the end an announcement may stand."""
MOST = 8
"""How many announcements are looked at, the last ones."""
_SECTION = 6_000
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
    tagged = [Region(a, min(b, high), True) for a, b in reader.page.tags if low <= a < high]
    found: dict[int, Region] = {}
    for number in _headings(reader, low, high):
        if is_final_heading(reader, reader.units[number]):
            found[number] = Region(reader.units[number].end, _section_end(reader, number), True)
    for cue in sorted(_cues(reader, low, high), reverse=True)[: 3 * MOST]:
        number = reader.unit_at(cue - 1)
        if number not in found:
            found[number] = Region(cue, _cue_end(reader, number, cue), False)
    ordered = sorted(found.values(), key=lambda region: -region.start)
    return (*reversed(tagged[-MOST:]), *ordered[:MOST])


def cue_in(reader: Reader, unit: Unit) -> bool:
    """Return whether a cue stands in the unit."""
    return next(_cues(reader, unit.start, unit.end), None) is not None


def is_final_heading(reader: Reader, unit: Unit) -> bool:
    """Return whether a heading or bold line announces the answer."""
    words = reader.lowered[unit.start : min(unit.end, unit.start + 80)].strip(" #*:.-—✅0123456789)\n")
    if words in cues.FINAL_HEADINGS:
        return True
    alike = any(
        words.endswith(" " + w) or words.startswith((w + " ", w + ":")) for w in cues.FINAL_HEADINGS[:6]
    )
    return alike and len(words) < 60 and not any(c in words for c in "=≈<>")


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


_FINAL_VALUE = re.compile(
    r"\bfinal (?:value|result|vector|matrix|formula|expression|number|bound|update|weights?) (?:is|are)\b"
)


@lru_cache(maxsize=2)
def _present(lowered: str) -> tuple[str, ...]:
    """Return the cues that a whole text holds anywhere, looked for once for all its units."""
    return tuple(phrase for phrase in cues.FINAL if phrase in lowered)


def _cues(reader: Reader, low: int, high: int) -> Iterator[int]:
    """Yield where cues end, some of the last of each."""
    if reader.lowered.find("final ", low, high) >= 0:
        yield from (found.end() for found in _FINAL_VALUE.finditer(reader.lowered, low, high))
    for phrase in _present(reader.lowered):
        if reader.lowered.find(phrase, low, high) < 0:
            continue
        end = high
        opening_only = len(phrase) < 4 or phrase in _OPENING_ONLY
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
