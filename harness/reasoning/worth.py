"""Whether a value put forward on the way is the answer."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from harness.grading import mark, traits
from harness.reasoning.places import value_of_words
from harness.records import Answer, Expected

_PLAIN = re.compile(r"[-+−–]?\d+(?:\.\d+)?")
_FRACTION = re.compile(
    r"([-+−–]?)\s?(?:\\[dt]?frac\s?\{\s?([-−]?\d+)\s?\}\s?\{\s?(\d+)\s?\}|(\d+)\s?/\s?(\d+))"
)
_LETTER = re.compile(r"[^\W\d_]|[√∞]")
_OPERATION = re.compile(r"(?<=[\d)}\]!²³a-zA-Z])\s?(?:[-+−–*·×÷/^!]|\\(?:cdot|times|div))")
MOST = 300
"""Different values that the marker is asked about where they are only stated, and as many announced ones."""
_NAMES = re.compile(r"\\[A-Za-z]+|\b(?:sin|cos|tan|log|ln|exp|sqrt|and|or|in|text)\b")
_ROOTS = re.compile(r"sqrt|√|pi\b|π|\^|²|³|[a-zA-Z]\b")
_BOUNDED = re.compile(r"[<>≤≥∈\[\]()]|\\(?:leq?|geq?|lt|gt|in)\b")
_LISTED = re.compile(r"[\[({⟨,]|\\begin")


class Worth:
    """Marks values against one expected answer, each once."""

    def __init__(self, answer: Answer, expected: Expected, language: str) -> None:
        self.alone = replace(answer, expected=(expected,), checkpoints=(), false_steps=())
        self.like, self.gold, self.language = traits(expected), expected.value, language
        self.exact = _number(expected.value) if self.like.quantity else None
        self.known: dict[str, bool | None] = {}
        self.asked = {True: 0, False: 0}
        self.letters = _letters(expected.value)

    def of(self, text: str, announced: bool = True) -> bool | None:
        """Return whether the text is the answer; None where it is no value that could be told."""
        value = value_of_words(text, self.language).strip()
        if value not in self.known:
            self.known[value] = self._decide(value, announced) if value else None
        return self.known[value]

    def _marked(self, value: str, announced: bool) -> bool | None:
        """Return the marker's word, asked only where the value could be one, and so often at most."""
        if not announced and not self._likely(value):
            return None
        self.asked[announced] += 1
        if self.asked[announced] > MOST:
            return None
        verdict = mark(self.alone, f"**Answer:** ${_tidy(value)}$")
        return {"correct": True, "incorrect": False}.get(verdict.status)

    def _likely(self, value: str) -> bool:
        if self.like.quantity:
            return bool(_ROOTS.search(value)) or self.exact is not None
        if self.like.ranged:
            return bool(_BOUNDED.search(value)) and _letters(value) <= self.letters | {"x"}
        if self.like.entries:
            return bool(_LISTED.search(value))
        return not (self.like.scalar and self.like.formula) or _letters(value) == self.letters

    def _decide(self, value: str, announced: bool) -> bool | None:
        if self.like.quantity:
            number = _number(value)
            if self.exact is not None and number is not None:
                if number == self.exact:
                    return True
                if "." not in value and "." not in self.gold:
                    return False
                if "." in value and "." not in self.gold:
                    return None  # an approximation of it at best
            if self.exact is not None and (
                _LETTER.search(value.replace("\\frac", "").replace("\\%", "")) or _OPERATION.search(value)
            ):
                return None  # a sum or a product that is not worked out is no answer
        if self.exact is None and self.like.quantity and "." not in self.gold and _number(value) is not None:
            return False if "." not in value else None
        if self.like.ranged and not solved(value):
            return None
        return self._marked(value, announced)


def _letters(text: str) -> frozenset[str]:
    return frozenset(c for c in _NAMES.sub(" ", text) if c.isalpha())


def solved(value: str) -> bool:
    """Return whether a region is given as one, and not by an inequality that is still to be solved."""
    sides = re.split(r"[<>≤≥]=?|\\(?:leq?|geq?|lt|gt)\b", value)
    return len(sides) == 1 or any(len(bare := side.strip(" $\\()")) == 1 and bare.isalpha() for side in sides)


def _tidy(value: str) -> str:
    return value.replace("−", "-").replace("–", "-").replace("$", "")


def _number(text: str) -> Fraction | None:
    bare = re.sub(r"(?<=\d)[,\u202f ](?=\d{3}(?!\d))", "", text.strip().strip("$€£°").strip())
    bare = bare.removesuffix("\\%").removesuffix("%").strip() if text.count("%") <= 1 else bare
    sign = -1 if bare[:1] in ("-", "−", "–") else 1
    if _PLAIN.fullmatch(bare):
        return sign * Fraction(bare.lstrip("-+−–"))
    found = _FRACTION.fullmatch(bare)
    if not found:
        return None
    above, below = found[2] or found[4], found[3] or found[5]
    return sign * Fraction(int(above.replace("−", "-")), int(below)) if int(below) else None
