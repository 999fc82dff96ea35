"""Numbers in words: ``thirty-six``, ``one half``, ``minus seven``, ``1 million``."""

from __future__ import annotations

import re
from collections.abc import Iterator

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {
    **{word: n for n, word in enumerate(_UNITS.split())},
    **{word: 10 * n for n, word in enumerate(_TENS.split(), 2)},
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ORDINALS = "half third quarter fifth sixth seventh eighth ninth tenth"
_PARTS = {
    **{word: n for n, word in enumerate(_ORDINALS.split(), 2)},
    **{word + "s": n for n, word in enumerate(_ORDINALS.split(), 2) if word != "half"},
    "fourth": 4,
    "fourths": 4,
    "halves": 2,
}
_SIGNS = ("minus", "negative")
_INFINITE = ("infinity", "infinite")
_VOCABULARY = frozenset((*_SMALL, *_SCALES, *_PARTS, *_SIGNS, *_INFINITE))
"""Words without one of which a text holds no number in words."""
_WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)?")
_FIGURE = re.compile(r"[0-9]")

Phrase = tuple[int, int, str]
"""Start and end in the text, and the number as LaTeX."""


def has_digit(text: str) -> bool:
    """Return whether one of a text's signs is a digit, a raised one included."""
    return _FIGURE.search(text) is not None if text.isascii() else any(map(str.isdigit, text))


def spoken(lowered: str, start: int, end: int) -> Iterator[Phrase]:
    """Yield the numbers that are written in words in ``lowered[start:end]``, in order.

    >>> [n for _, _, n in spoken("minus thirty-six, then two thirds", 0, 33)]
    ['-36', '\\\\frac{2}{3}']
    """
    end = min(end, start + 2_000)
    if _VOCABULARY.isdisjoint(_WORD.findall(lowered, start, end)):
        return
    words = [(m.start(), m.end(), m[0]) for m in _WORD.finditer(lowered, start, end)]
    at = 0
    while at < len(words):
        used, latex = _number(lowered, words, at)
        if used:
            used, latex = _extended(lowered, words, at, used, latex)
            yield words[at][0], words[at + used - 1][1], latex
        at += max(1, used)


def _extended(lowered: str, words: list[Phrase], at: int, used: int, latex: str) -> tuple[int, str]:
    """Return a number with the fraction or the percent sign in words that follows it."""
    following = [w for _, _, w in words[at + used : at + used + 2]]
    if following[:1] == ["percent"]:
        return used + 1, latex + "\\%"
    if following == ["per", "cent"]:
        return used + 2, latex + "\\%"
    parts = following[1:] if following[:1] == ["in"] else words_after(words, at + used, ("out", "of"))
    if parts and latex.isdigit():
        more, below = _number(lowered, words, at + used + 1 + (following[0] == "out"))
        if more and below.isdigit() and int(below) > int(latex):
            return used + 1 + (following[0] == "out") + more, f"\\frac{{{latex}}}{{{below}}}"
    if following[:1] == ["and"] and latex.lstrip("-").isdigit():
        more, part = _number(lowered, words, at + used + 1) if at + used + 1 < len(words) else (0, "")
        if more and part.startswith("\\frac"):
            return used + 1 + more, f"({latex} + {part})" if latex[0] != "-" else f"({latex} - {part})"
    return used, latex


def words_after(words: list[Phrase], at: int, opening: tuple[str, ...]) -> list[str]:
    """Return the word after ``opening`` at ``at`` in a list, or [] where that does not stand there."""
    following = [w for _, _, w in words[at : at + len(opening) + 1]]
    return following[-1:] if tuple(following[:-1]) == opening else []


def _number(lowered: str, words: list[Phrase], at: int) -> tuple[int, str]:
    """Return how many words from ``at`` on make a number, and the number; 0 where none does."""
    first = at
    sign = "-" if words[at][2] in _SIGNS else ""
    at += bool(sign)
    if (
        at < len(words)
        and words[at][2] in _INFINITE
        and (sign or words[at][2] == "infinity" or not lowered[words[at][1] :].strip(" .,;*$"))
    ):
        return at + 1 - first, f"{sign}\\infty"
    if sign and at < len(words) and words[at][2][0].isdigit():
        return 2, f"{sign}{words[at][2]}"
    whole, used, scaled = _whole(lowered, words, at)
    if used and at + used < len(words) and words[at + used][2] in _PARTS and isinstance(whole, int):
        below = _PARTS[words[at + used][2]]
        return at + used + 1 - first, f"{sign}\\frac{{{whole}}}{{{below}}}"
    if used and (scaled or words[at][2] in _SMALL or sign):
        return at + used - first, f"{sign}{whole}"
    if not used and at < len(words) and words[at][2] in ("half", "quarter"):
        return at + 1 - first, f"{sign}\\frac{{1}}{{{_PARTS[words[at][2]]}}}"
    return 0, ""


def _whole(lowered: str, words: list[Phrase], at: int) -> tuple[int | str, int, bool]:
    """Return the whole number from ``at`` on, how many words it takes, and whether a scale is in it."""
    total = current = used = 0
    scaled = False
    while at + used < len(words):
        word = words[at + used][2]
        if used and lowered[words[at + used - 1][1] : words[at + used][0]].strip(" -\n"):
            break
        if word in _SMALL and (not used or current % 100 == 0 or (current % 10 == 0 and _SMALL[word] < 10)):
            current += _SMALL[word]
        elif word in _SCALES and used:
            scaled = True
            current = max(current, 1) * _SCALES[word]
            if _SCALES[word] >= 1_000:
                total, current = total + current, 0
        elif word == "and" and scaled and at + used + 1 < len(words) and words[at + used + 1][2] in _SMALL:
            pass
        elif not used and word[0].isdigit() and at + 1 < len(words) and words[at + 1][2] in _SCALES:
            gap = lowered[words[at][1] : words[at + 1][0]]
            return (f"{word} \\cdot {_SCALES[words[at + 1][2]]}", 2, True) if gap == " " else (0, 0, False)
        else:
            break
        used += 1
    return total + current, used, scaled
