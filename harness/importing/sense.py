"""How much sense a sentence makes under a reading of its damaged characters.

Operators stand where operators can, brackets balance, and relations between numbers come true.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache

Truth = Callable[[str, str, str], bool | None]
"""(left side, relation, right side) → whether the relation holds; None where a side has no value."""

OPENING, CLOSING = "([{", ")]}"
INFIX = "+=<⇒→←×:≈"
MEANINGS = "()[]{}−" + INFIX
CODES = frozenset(string.ascii_letters + "[]`{}|~!#$&;")
KEEP = 0.45
"""What a character gains at each site by standing for itself: only evidence moves it."""


def apply(text: str, table: Mapping[str, str], places: frozenset[int]) -> str:
    """Return the text with each place read by the table; a bracket never stands alone between spaces."""
    read = list(text)
    for i in places:
        meaning = table.get(text[i], text[i])
        alone = text[i - 1 : i] in ("", " ") and text[i + 1 : i + 2] in ("", " ")
        if not (alone and meaning in OPENING + CLOSING):
            read[i] = meaning
    return "".join(read)


@lru_cache(maxsize=8192)
def sites(text: str, codes: frozenset[str] = CODES) -> frozenset[int]:
    """Return where a code may be damaged: beside a capital, a digit, ``?``, ``!`` or another such place.

    A space may lie between on both sides; a place beside a lowercase letter is never one, unless
    that letter is itself at such a place.
    """
    found = {i for i, c in enumerate(text) if c in codes and _free(text, i) and _touches(text, i)}
    for i in range(1, len(text) - 2):
        if {text[i], text[i + 1]} <= codes and _strong(text[i - 1]) and _strong(text[i + 2]):
            found |= {i, i + 1}
    grown = True
    while grown:
        more = {
            i
            for i, c in enumerate(text)
            if c in codes and i not in found and (i - 1 in found or i + 1 in found) and _free(text, i, found)
        }
        grown = bool(more)
        found |= more
    return frozenset(found)


def _strong(c: str) -> bool:
    return c.isdigit() or c.isupper() or c in "?!"


def _free(text: str, i: int, found: Collection[int] = ()) -> bool:
    """Whether no undamaged lowercase letter touches position ``i``."""
    return not any(
        0 <= j < len(text)
        and text[j].isascii()
        and text[j].islower()
        and j not in found
        and text[j] != text[i]
        for j in (i - 1, i + 1)
    )


def _touches(text: str, i: int) -> bool:
    before, after = text[i - 1 : i], text[i + 1 : i + 2]
    if before.isupper() and ENGLISH.fullmatch(
        (text[max(0, i - 2) : i - 1] or " ") + text[i - 1 : i + 1] + (after or " ")
    ):
        return False
    if text[i].isupper() and (before.isupper() or after.isupper()):
        return False  # an abbreviation, as in "SGD"
    if text[i].islower() and before in ("", " ", "(") and after.isdigit():
        return False  # a variable with its index, as in "u1"
    if (before and _strong(before)) or (after and _strong(after)):
        return True
    if before not in ("", " ") or after not in ("", " "):
        return False
    starts = not text[:i].strip()
    return (starts or _mathy(text[:i].rsplit(None, 1)[-1:])) and _mathy(text[i + 1 :].split(None, 1)[:1])


def _mathy(token: list[str]) -> bool:
    """Whether a neighbouring run of characters looks like part of a formula rather than a word."""
    return bool(token) and (not token[0].isascii() or not token[0].isalpha() or len(token[0]) == 1)


ENGLISH = re.compile(r"[\s\"“'][A-Z][a-z][\s,.;]")
"""A word of a capital and one letter, as in "We are"."""


def sense(sentence: str, table: Mapping[str, str], code: str, truth: Truth) -> float:
    """Return how much sense the sentence makes under the table, as far as ``code`` has a part in it."""
    known = frozenset([*table, code])
    places = sites(sentence, known)
    text = apply(sentence, table, places)
    score = 0.0
    for i in places:
        if sentence[i] == code:
            score += _keeps(text, i) if text[i] == code else _stands(text, i)
    return score + _balance(text) + 2.5 * _truths(text, truth)


def _keeps(text: str, i: int) -> float:
    """Return what a character gains by standing for itself."""
    return max(KEEP, _stands(text, i)) if text[i] in MEANINGS else KEEP


def _stands(text: str, i: int) -> float:
    """Return whether the operator at ``i`` stands where such an operator can: 1 if so, else −1."""
    before, after = _side(text, i, -1), _side(text, i, +1)
    symbol = text[i]
    if symbol in OPENING:
        return 1.0 if after in ("operand", "open", "minus") else -1.0
    if symbol in CLOSING:
        return 1.0 if before in ("operand", "close") and text[i - 1] != " " else -1.0
    if symbol == "−":
        return 0.9 if after in ("operand", "open") else -1.0
    if symbol == "⇒":
        return 1.1 if before in ("start", "word") and after != "end" else (0.6 if _between(text, i) else -0.6)
    if before not in ("operand", "close") or after not in ("operand", "open", "minus"):
        return -1.0
    return 1.0 + _habit(text, i)


def _side(text: str, i: int, step: int) -> str:
    """Return what stands beside position ``i``, one space aside."""
    j = i + step
    while 0 <= j < len(text) and text[j] == " ":
        j += step
    if not 0 <= j < len(text):
        return "start" if step < 0 else "end"
    c = text[j]
    if c in OPENING:
        return "open"
    if c in CLOSING:
        return "close"
    if c in "-−":
        return "minus"
    if c.isalpha() and 0 <= j + step < len(text) and text[j + step].isalpha() and c.isascii():
        return "word"
    return "operand" if c.isalnum() or c in "|^'°!_" else "sign"


def _between(text: str, i: int) -> bool:
    """Whether an equation stands on both sides of ``i``."""
    return bool(re.search(r"[=<≈]", text[max(0, i - 40) : i]) and re.search(r"[=<≈]", text[i + 1 : i + 41]))


def _habit(text: str, i: int) -> float:
    """Return a small preference from how a relation is usually used, where truth cannot tell."""
    left, right = text[:i].rstrip(), text[i + 1 :].lstrip()
    symbol = text[i]
    name = re.search(r"[^\s=+(\[,]{1,12}$", left)
    if symbol == "←":
        return 0.6 if name and right.startswith(name[0] + " ") else -0.4
    if symbol == "→":
        return 0.3 if re.match(r"0\b(?! ?[<.\d])", right) else -0.3
    if symbol == ":":
        return (
            0.5 if re.search(r"[\d.]+ ?: ?[\d.]+$", left) or re.search(r"^[\d.]+ ?: ?[\d.]", right) else -0.3
        )
    return 0.0


@lru_cache(maxsize=16_384)
def _balance(text: str) -> float:
    """Return pairs that match less brackets that do not; a list in square brackets is a little likelier."""
    stack: list[int] = []
    score = 0.0
    for place, c in enumerate(text):
        if c in OPENING:
            stack.append(place)
        elif c in CLOSING:
            start = stack.pop() if stack else -1
            if start >= 0 and OPENING.index(text[start]) == CLOSING.index(c):
                usual = "[" if "," in text[start:place] else "("
                score += 0.5 + 0.2 * (text[start] == usual)
            else:
                score -= 1.0
    return score - 0.7 * len(stack)


CLAUSE_END = re.compile(r"[A-Za-z]{3,}|\b[A-Za-z][a-z]\b|[,;:⇒?]|\. ")
SIGN = re.compile(r"([=<])")
NUMERIC = re.compile(r"[\d.()\[\]^*/×+−\- ]*\d[\d.()\[\]^*/×+−\- ]*")


@lru_cache(maxsize=16_384)
def _truths(text: str, truth: Truth) -> float:
    """Return relations between numbers that hold less those that do not, through chains of one relation."""
    score = 0.0
    for clause in CLAUSE_END.split(text):
        if "=" not in clause and "<" not in clause:
            continue
        pieces = SIGN.split(clause)
        last: tuple[str, set[str]] | None = None
        for piece, relation in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
            number = piece.strip(" .")
            if NUMERIC.fullmatch(number):
                if last is not None and len(last[1]) == 1:
                    holds = truth(last[0], next(iter(last[1])), number)
                    score += 0.0 if holds is None else (1.0 if holds else -1.0)
                last = (number, {relation})
            elif last is not None:
                last[1].add(relation)
    return score


def overall(sentence: str, table: Mapping[str, str], truth: Truth) -> float:
    """Return how much sense a sentence makes under a table, every code counted once."""
    places = sites(sentence, frozenset(table))
    text = apply(sentence, table, places)
    return sum(_stands(text, i) - KEEP for i in places) + _balance(text) + 2.5 * _truths(text, truth)
