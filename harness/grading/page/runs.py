"""Runs of maths in a unit, told from the prose around them, and the sides of their relations."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from harness.grading.language.magnitudes import SIGNS
from harness.grading.language.units import measured, read
from harness.grading.language.vocabulary import (
    BREAKING,
    ENGLISH,
    FUNCTIONS,
    GLUED,
    LIBRARIES,
    SHORT_PROSE,
    TEXTS,
    UNITS,
)
from harness.grading.page.chains import Side as Side
from harness.grading.page.chains import pieces as pieces
from harness.grading.page.chains import sides as sides
from harness.grading.page.edges import trimmed as trimmed
from harness.grading.page.flatten import CELL
from harness.grading.page.prose import MATHS_WORDS, Word, is_prose
from harness.grading.page.segments import Page, Unit, content_start
from harness.maths.parsing.commands import LAWS

_TOKEN = re.compile(
    r"\\[A-Za-z]+|\\.|[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]+(?:['’][a-z]{1,2}\b)?|[\u0400-\u052f\u0900-\u0dff]+|[0-9]+(?:[.,][0-9]+)*|\s+|.",
    re.S,
)
_LAWS = frozenset(spelt for word in LAWS for spelt in (word, word.title()))
_MEANT = UNITS | FUNCTIONS | _LAWS | {"constant"}
_STOPS = frozenset('?"“”«»⇒⟹⇔⟺⟸∴∵✓✅✔■□→' + CELL)
_ATOMS = frozenset("∞∅½⅓⅔¼¾⅕⅛□")
_OPENERS, _CLOSERS = "([{", ")]}"

_RELATED = re.compile(r"[=<>≤≥]|\\[lg](?:t|eq?|eqslant)\b")
_RAISING = ("_", "^")
_SPOKEN = re.compile(r"(?<![A-Za-z\\])[a-z]{3,}(?![A-Za-z])", re.ASCII)


class Run(NamedTuple):
    """A stretch of maths: ``flat[start:end]``."""

    start: int
    end: int


class _Walk:
    def __init__(self, page: Page, unit: Unit, known: frozenset[str]) -> None:
        self.flat, self.unit, self.known, self.page = page.flat, unit, known, page
        self.runs: list[Run] = []
        self.from_ = -1
        self.to = -1
        self.substance = False
        self.braces = 0
        self.environments = 0
        self.span: tuple[int, int] | None = None
        self.previous = ""
        self.prose = False
        self.skip_to = 0

    def walk(self) -> list[Run]:
        start = content_start(self.flat, self.unit)
        for found in _TOKEN.finditer(self.flat, start, self.unit.end):
            token, low = found[0], found.start()
            if low < self.skip_to:
                continue
            if token == " ":
                self.previous = " "
            elif self.from_ < 0 and _ordinary(token) and self.in_prose(token, low, found.end()):
                self.previous, self.prose = token, True
            else:
                self.take(token, low, found.end())
        self.stop()
        return self.runs

    def in_prose(self, token: str, low: int, high: int) -> bool:
        """Whether an ordinary word stands where it is one: in no formula, and as no index or power."""
        before, after = self.flat[low - 1 : low], self.flat[high : high + 1]
        if before in _RAISING or after in _RAISING or (len(token) < 4 and before.isdigit()):
            return False
        return not (token in self.known or self.braces or self.environments or self.in_maths(low))

    def take(self, token: str, low: int, high: int) -> None:
        first = token[0]
        if first.isspace():
            if "\n" in token and (self.in_maths(low) or self._display_after(high)):
                self.stop()
            self.previous = " "
            return
        if self.to > 0 and self.flat[self.to - 1] == "," and self._states_anew(low):
            self.stop()
        if first.isalpha() and first != "ℓ":
            self.word(token, low, high)
        elif first == "\\" and len(token) > 1:
            self.command(token, low, high)
        elif first.isdigit() or first in _ATOMS:
            self.add(low, high, True)
        else:
            self.sign(first, low, high)
        self.previous = token

    def _display_after(self, high: int) -> bool:
        """Whether a formula of its own opens behind a line that ends in a complete one."""
        whole = self.to > 0 and (self.flat[self.to - 1].isalnum() or self.flat[self.to - 1] in ")}]")
        return whole and self.in_maths(high) and self.page.in_maths(self.to - 1) is None

    def in_maths(self, at: int) -> bool:
        if self.span is None or not self.span[0] <= at < self.span[1]:
            self.span = self.page.in_maths(at)
        return self.span is not None

    def deep(self) -> bool:
        return self.braces > 0 or self.environments > 0

    def word(self, token: str, low: int, high: int) -> None:
        if self.to >= 0 and self.flat[self.to - 1].isdigit() and not self.in_maths(low):
            if token[0] in SIGNS and self.to == low:
                self.add(low, low + 1, True)
                self.skip_to = low + 1
                return
            end = measured(self.flat, low, self.unit.end) if self.flat[self.to : low].isspace() else low
            if end > low:
                self.add(low, end, True)
                self.skip_to = end
                return
        if token in ("i", "e") and self.flat.startswith(("i.e", "e.g"), low) and not self.in_maths(low):
            self.stop()
            self.skip_to = low + (4 if self.flat[low + 3 : low + 4] == "." else 3)
            return
        if self.in_maths(low) or self.deep() or not self.is_prose(token, low, high):
            self.add(low, high, True)
            return
        if self.flat[low - 1 : low] == "-" and self.to == low:
            self.from_ = -1
        self.prose = True
        self.stop()

    def is_prose(self, token: str, low: int, high: int) -> bool:
        """Whether a word outside maths is prose."""
        behind = len(token) == 1 and self.page.in_maths(high + 1) is not None
        run = (self.from_, self.to)
        return is_prose(
            Word(
                token, low, high, self.flat, self.known, self.previous, self.unit.start, run, self.substance,
                behind,
            )
        )  # fmt: skip

    def command(self, token: str, low: int, high: int) -> None:
        word = token[1:]
        if word in TEXTS:
            self.text(low, high)
        elif word == "begin":
            self.environments += 1
            self.add(low, high, True)
        elif word == "end":
            self.environments = max(0, self.environments - 1)
            self.add(low, high, True)
        elif word in BREAKING and not self.deep():
            self.stop()
        elif word in ("boxed", "fbox") or (word[0] in ",;:! " and len(word) == 1 and self.from_ < 0):
            return
        else:
            empty = self.flat.startswith("\\{\\}", low)
            self.add(low, high, empty or (word[0].isalpha() and word not in ("left", "right")))

    def text(self, low: int, high: int) -> None:
        close = self.flat.find("}", high, high + 300)
        if self.flat[high : high + 1] != "{" or close < 0:
            return
        words = self.flat[high + 1 : close].split()
        prose = any(len(w.strip(",.:;")) > 2 or w in SHORT_PROSE for w in words) and not (
            len(words) == 1 and (words[0] in _MEANT or words[0] in self.known)
        )
        inside = self.flat[high + 1 : close].strip()  # "(b)" is a label, no bits
        prose = prose and not (len(words) < 6 and inside[:1] != "(" and read(inside) is not None)
        if prose and not self.deep() and self.flat[low - 1 : low] not in ("_", "^"):
            self.stop()
            self.skip_to = close + 1
        elif words:
            self.add(low, close + 1, True)
            self.skip_to = close + 1

    def sign(self, sign: str, low: int, high: int) -> None:
        if sign == "{" and self.flat[high : high + 1] == '"':
            self.stop()
            return
        if sign == "{":
            self.braces += 1
        elif sign == "}":
            self.braces = max(0, self.braces - 1)
        if not self.deep():
            if sign == "\\":
                return
            if self._ends(sign, low, high):
                self.stop()
                if sign == "=":
                    self.skip_to = high + 1
                return
        self.add(low, high, False)

    def _ends(self, sign: str, low: int, high: int) -> bool:
        """Whether a sign ends a stretch of maths."""
        following = self.flat[high : high + 1]
        if sign in _STOPS:
            return not (sign == "→" and self.in_maths(low))
        if sign == "(":
            return self._opens_prose(low)
        if sign == "=":
            return following == ">" and not self.in_maths(low)
        if sign == ":":
            return following != "=" and not self._bracketed() and not self._ratio(low, high)
        return sign == "!" and following != "=" and self._exclaims(low, high)

    def _exclaims(self, low: int, high: int) -> bool:
        """Whether an exclamation mark is that of a sentence, no factorial."""
        if not (self.flat[low - 1 : low].isalnum() or self.flat[low - 1 : low] in (")", "}")):
            return True
        closes = self.prose and not self.flat[high : self.unit.end].strip()
        return closes and "!" not in self.known and not self.in_maths(low)

    def _states_anew(self, low: int) -> bool:
        """Whether a first box, or a formula with a relation, opens behind a comma of the prose."""
        if any(low == box[0] for box in self.page.boxes):
            return not any(self.from_ <= box[0] < low for box in self.page.boxes)
        before = self.span
        if not self.in_maths(low) or self.span is None or self.span == before or self.deep():
            return False
        return self.span[0] >= self.to and _RELATED.search(self.flat, *self.span) is not None

    def _opens_prose(self, low: int) -> bool:
        """Whether a bracket behind a space and a formula opens in the prose: ``$XᵀX$ ($d$ rows)``."""
        between = self.to >= 0 and self.page.text[low - 1 : low] == " " and not self.in_maths(low)
        if between and self._holds_prose(low):
            return True
        return between and None not in (self.page.in_maths(self.to - 1), self.page.in_maths(low + 1))

    def _holds_prose(self, low: int) -> bool:
        """Whether words stand in the bracket that opens here: ``A⁻¹b (A is invertible)``."""
        close = self.flat.find(")", low, min(self.unit.end, low + 200))
        inside = _SPOKEN.findall(self.flat, low, max(low, close))
        return any(w not in MATHS_WORDS and w not in UNITS and w not in self.known for w in inside)

    def _ratio(self, low: int, high: int) -> bool:
        """Whether a colon stands between two numbers, as in a ratio or a time of day."""
        before, after = self.flat[max(0, low - 2) : low], self.flat[high : high + 2]
        spaced = before[-1:] == " ", after[:1] == " "
        return before.rstrip()[-1:].isdigit() and after.lstrip()[:1].isdigit() and spaced[0] == spaced[1]

    def _bracketed(self) -> bool:
        stretch = self.flat[self.from_ : self.to] if self.from_ >= 0 else ""
        return stretch.count("(") > stretch.count(")") or stretch.count("[") > stretch.count("]")

    def add(self, low: int, high: int, substance: bool) -> None:
        if self.from_ < 0:
            self.from_, self.substance = low, False
        self.to = high
        self.substance = self.substance or substance

    def stop(self) -> None:
        if self.from_ >= 0 and self.substance:
            start, end = trimmed(self.flat, self.from_, self.to)
            if start < end:
                self.runs.append(Run(start, end))
        self.from_ = self.to = -1
        self.braces = self.environments = 0


@lru_cache(maxsize=8_192)
def _ordinary(token: str) -> bool:
    """Whether a token is a word that is prose wherever no formula has begun: most tokens of a reply are."""
    if not (token.isascii() and token.isalpha()) or (len(token) < 4 and token.isupper()):
        return False
    if len(token) < 3 and (token not in SHORT_PROSE or token == "in"):
        return False
    odd = token in MATHS_WORDS or token in ENGLISH or token in LIBRARIES or token == "choose"
    return not (odd or GLUED.fullmatch(token))


def runs(page: Page, unit: Unit, known: frozenset[str] = frozenset()) -> list[Run]:
    """Return the runs of maths in a unit; ``known`` are words that are names here."""
    return _Walk(page, unit, known).walk()
