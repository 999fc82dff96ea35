"""Where a reply takes back what it said, refuses to answer, or breaks off."""

from __future__ import annotations

from functools import lru_cache

from harness.grading.claims.reader import Reader
from harness.grading.language import lexicon as cues
from harness.grading.language.lexicon import has_any, last_phrase, words


def retraction(reader: Reader, low: int, high: int) -> tuple[int, bool]:
    """Return where the last retraction in ``[low, high)`` stands (or -1), and whether it is strong."""
    best, strong = -1, False
    for phrase, weight in _retractions(reader.lowered):
        at = last_phrase(reader.lowered, phrase, max(low, best), high)
        if at > best and _opens(reader, at, phrase, weight):
            best, strong = at, weight
    return best, strong


@lru_cache(maxsize=2)
def _retractions(lowered: str) -> tuple[tuple[str, bool], ...]:
    """The words of retraction that stand somewhere in a text, with whether they are strong."""
    strong = [(phrase, True) for phrase in cues.STRONG_RETRACTIONS.standing(lowered)]
    return (*strong, *((phrase, False) for phrase in cues.WEAK_RETRACTIONS.standing(lowered)))


@lru_cache(maxsize=2)
def _refusals(lowered: str) -> tuple[str, ...]:
    """The words of refusal that stand somewhere in a text."""
    return tuple(cues.REFUSALS.standing(lowered))


def _opens(reader: Reader, at: int, phrase: str, strong: bool) -> bool:
    """A weak retraction opens its sentence; a strong one is no denial and no conditional."""
    number = reader.unit_at(at)
    before = reader.lowered[reader.units[number].start : at].strip(" -*#(—>") if reader.units else ""
    if strong:
        return not has_any(
            before[-24:], ("not", "no", "never", "if", "without", "any", "bias", "bessel's", "bessel")
        )
    return (
        not before
        or before in ("but", "oh", "and", "no", "hmm", "well")
        or before.endswith(("...", "—", "…"))
    )


def refuses(reader: Reader, low: int, high: int) -> int:
    """Return where the last refusal in ``[low, high)`` stands, or -1."""
    return max((last_phrase(reader.lowered, p, low, high) for p in _refusals(reader.lowered)), default=-1)


def broken_off(reader: Reader) -> bool:
    """Return whether a reply ends within a sentence."""
    text = reader.lowered.rstrip()
    last = text[text.rfind(" ", 0, len(text)) + 1 :]
    prose = last in _UNENDED and reader.page.in_maths(len(text) - 1) is None
    return prose and len(text.split(None, 3)) > 3


_UNENDED = words(
    "the a an of to is are and or by with for from in that which as so we our this these on than into be was "
    "then because if since number let has have it its their each"
)
"""Words no sentence ends in."""
