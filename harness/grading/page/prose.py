"""Whether a word outside maths is prose, or the letters of a formula."""

from __future__ import annotations

import re
from typing import NamedTuple

from harness.grading.language.naming import GREEK_WORDS
from harness.grading.language.vocabulary import (
    ADDRESS,
    ENGLISH,
    FUNCTIONS,
    GLUED,
    LIBRARIES,
    SHORT_PROSE,
    UNITS,
    operand,
)

CORNERS = ("∠", "\\angle", "△", "\\triangle")
"""Signs before the letters of an angle or a triangle."""
MATHS_WORDS = FUNCTIONS | GREEK_WORDS
_WITHIN = re.compile(r"(?:.*[^A-Za-z])?[A-Za-z] in [(\[{\\]", re.S)
"""A letter and the set that it is in."""
_ELIDED = re.compile(r"['’][a-zà-ÿ]{2}")
"""How a word goes on whose vowel is left out: d'où, l'on."""
_HATTED = frozenset("ŵŷẑŝĥĝĉĵỹṽẏẋẇȳ")
"""Letters with an accent that no language here writes."""
_BLANK = (" ", "\n", "")


class Word(NamedTuple):
    """A word outside maths, and what stands around it."""

    token: str
    low: int
    high: int
    flat: str
    known: frozenset[str]
    previous: str
    """The token before it."""
    begins: int
    """Where its unit begins."""
    run: tuple[int, int]
    """The stretch of maths before it; (-1, -1) where there is none."""
    substance: bool
    """Whether that stretch holds more than signs."""
    in_maths: bool
    """Whether maths stands directly behind it."""

    @property
    def before(self) -> str:
        """The character before it."""
        return self.flat[self.low - 1 : self.low]

    @property
    def after(self) -> str:
        """The character behind it."""
        return self.flat[self.high : self.high + 1]

    @property
    def last(self) -> str:
        """The last character of the stretch of maths before it."""
        return self.flat[self.run[1] - 1] if self.run[1] >= 0 else ""


def is_prose(word: Word) -> bool:
    """Return whether a word is prose: the first rule that knows decides, else its length."""
    for rule in (_placed, _listed, _of_an_alphabet, _beside_a_number, _shaped):
        found = rule(word)
        if found is not None:
            return found
    return len(word.token) > 2 or word.token in SHORT_PROSE


def _placed(word: Word) -> bool | None:
    """Tell the letters of a subscript and of a corner."""
    if word.before in ("_", "^"):
        return False
    cornered = word.token.isupper() and len(word.token) <= 3
    return (
        False if cornered and word.flat[max(0, word.low - 10) : word.low].rstrip().endswith(CORNERS) else None
    )


def _listed(word: Word) -> bool | None:
    """Tell words that a list holds."""
    token, flat, high = word.token, word.flat, word.high
    if token in ENGLISH and flat[high : high + 2].lstrip()[:1] not in ("(", "{"):
        return not (token in UNITS and word.last.isdigit())
    if token in LIBRARIES and word.after == "." and flat[high + 1 : high + 2].isalpha():
        return False
    if len(token) == 1 and token in "cdjlmnst" and _ELIDED.match(flat, high):
        return True
    if token in word.known or token in FUNCTIONS or token in GREEK_WORDS or GLUED.fullmatch(token):
        return False
    if token == "choose":
        before, after = flat[max(0, word.low - 2) : word.low], flat[high : high + 2]
        return not (operand(before.rstrip()) and operand(after.lstrip()[::-1]))
    return None


def _of_an_alphabet(word: Word) -> bool | None:
    """Tell words by the alphabet of their first letter; Latin ones are left open."""
    first = ord(word.token[0])
    if first <= 0x24F:
        return None
    if 0x400 <= first < 0x1D00:
        return True
    if 0x1D400 <= first < 0x1D800 or 0x370 <= first < 0x400 or word.token in "ᵀ′ₗₛₜₙᵢⱼₖ":
        return False
    return first > 0x2E7F


def _beside_a_number(word: Word) -> bool | None:
    """Tell units and suffixes behind a number, and "in" before a set."""
    token, flat = word.token, word.flat
    if word.previous[:1].isdigit() and word.before.isdigit() and len(token) <= 3:
        return False
    if token == "in":
        beyond = flat[word.high : word.high + 2].lstrip()[:1].isalpha()
        if beyond or _WITHIN.fullmatch(flat, max(0, word.low - 3), word.high + 2):
            return beyond
    if token in UNITS and (word.last.isdigit() or (word.last == "}" and flat[word.run[0]].isdigit())):
        return flat[word.run[1] : word.low].strip() != ""
    return None


def _shaped(word: Word) -> bool | None:
    """Tell words by how they are written, and short ones by what stands beside them."""
    token, before, after = word.token, word.before, word.after
    if not token.isascii():
        return token != "µ" and (len(token) > 3 or _HATTED.isdisjoint(token))
    if word.run[0] < 0 and ADDRESS.match(word.flat, word.low):
        return True
    if token[1:2] in ("'", "’") and token[0].isupper() and token[0] != "I":
        return False
    short = len(token) == 2 and token.islower() and before in _BLANK and after == " "
    if short and _beside_prose(word):
        return True
    if token.isupper() and word.run[1] == word.low and word.substance:
        return False
    if len(token) == 1:
        return token in "aAI" and before in _BLANK and after == " " and _article(word)
    return False if after in ("_", "^") else None


def _beside_prose(word: Word) -> bool:
    """Whether a short word stands beside a longer one, as a word of some language."""
    before = word.flat[max(word.begins, word.low - 16) : word.low].split()[-1:]
    after = word.flat[word.high : word.high + 16].split()[:1]
    return any(
        len(w) > 1 and w.isalpha() and w.casefold() not in MATHS_WORDS and w not in word.known
        for w in (*before, *after)
    )


def _article(word: Word) -> bool:
    """Whether a letter is an article: a formula, a word, or a number that opens a formula follows it."""
    following = word.flat[word.high : word.high + 12].split()[:1]
    counted = word.run[0] < 0 and word.token in "aA" and "".join(following)[:1].isdigit()
    if counted or word.in_maths:
        return True
    other = following[0].strip(".,;!?") if following else ""
    return len(other) > 1 and other.isalpha() and other not in word.known and other not in GREEK_WORDS
