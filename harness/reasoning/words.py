"""Words, sentences, questions and equations of a text, counted the same way everywhere."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Chinese characters, as the inside of a character class."""
KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc"
HANGUL = "\uac00-\ud7a3\u1100-\u11ff"

_HAN = re.compile(f"[{HAN}]")
_SENTENCE_END = re.compile(r"[.!?]+(?=\s)|[。！？]+|\n+(?![a-z])")
"""A line that goes on in lower case goes on with its sentence: print-outs break lines anywhere."""
_QUESTION = re.compile(r"[?？]+")
_RELATION = re.compile(r"[=≤≥≈<>]|\\(?:leq?|geq?|approx|equiv)\b")
_PROSE = re.compile(r"(?<![\\^_{\w])[^\W\d_]{4,}(?:['’-][^\W\d_]+)*(?![^\W\d_])")
_BREAK = re.compile(
    r"(?<![\\])[;:](?=\s)|,\s(?=[^\W\d_]{2})|[.!?](?=\s|$)|[。！？；，]|\n|\$\$?|\\\[|\\\]|\\\(|\\\)"
)
_IGNORED = re.compile(r"\s+|\\(?:left|right|,|;|!|:|quad|qquad|displaystyle)\b|\\[,;:! ]|[{}*&]")
_SHORTEST_EQUATION = 5
LINK = re.compile(
    "(?:so|then|thus|and|but|or|if|is|are|we|the|this|for|by|at|in|of|to|as|it|let|now|all|any|get|got|be|has"
    "|yes|no|not|an|that|since)[.,]?",
    re.IGNORECASE,
)
"""Short words that may stand before or after an equation without being part of it."""


def count_words(text: str) -> int:
    """Return the number of words: what stands between white space, and each Chinese character.

    >>> count_words("So θ = 1, 所以")
    6
    """
    return len(_HAN.sub(" x ", text).split())


class Sentences:
    """Where the sentences of a text begin, for finding which one a position lies in."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(m.end() for m in _SENTENCE_END.finditer(text) if m.end() < len(text))]

    def at(self, position: int) -> int:
        """Return the index of the sentence that holds ``position``."""
        return bisect_right(self.starts, position) - 1


def count_questions(text: str) -> int:
    """Return the number of questions the text asks: runs of question marks.

    >>> count_questions("Is it? Or not?? Yes.")
    2
    """
    return len(_QUESTION.findall(text))


def equations(text: str) -> list[str]:
    """Return the relations written in a text, spacing and braces removed, in order.

    >>> equations("So a = 1/1.11 now. Then a=1/1.11, fine, and $x^T w = 1$.")
    ['a=1/1.11', 'a=1/1.11', 'x^Tw=1']
    """
    found = []
    for piece in _BREAK.split(_PROSE.sub("\n", text)):
        if _RELATION.search(piece):
            plain = _short_words_off(_IGNORED.sub(" ", piece).split())
            ends = _RELATION.split(plain)
            if len(plain) >= _SHORTEST_EQUATION and ends[0] and ends[-1]:
                found.append(plain)
    return found


def count_repeated(items: Sequence[str]) -> int:
    """Return how many of the items had occurred before."""
    return len(items) - len(set(items))


def _short_words_off(tokens: list[str]) -> str:
    while tokens and LINK.fullmatch(tokens[0]):
        tokens.pop(0)
    while tokens and LINK.fullmatch(tokens[-1]):
        tokens.pop()
    return "".join(tokens).rstrip(".,")
