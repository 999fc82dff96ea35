"""Whether a clause asserts what its words mention: words that deny, limit, oppose or suppose it.

The words are the roles ``turn`` and ``modal`` of each language (`harness.grading.language.languages`). They
only ever take an assertion away: what they turn is left open, never called wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from harness.grading.language.languages import said
from harness.grading.language.lexicon import FINAL, find_phrase, has_any

_JOINS = (
    "so and but(?!_only) while whereas although though yet however hence thus therefore because since as "
    "which where it they this if when unless then denn weil da aber und also daher während mais car donc et "
    "pero porque así y"
)
_BORDER = re.compile(
    r"[.;!?。;!?]\s|\s[–—-]\s|，|,\s*(?=(?:" + "|".join(_JOINS.split()).replace("_", " ") + r")\b)"
    r"|\b(?:but(?! only\b)|whereas|although|though|yet|however|aber|mais|pero)\b|但是?"
)
"""What ends a clause; a colon ends none, as what stands before it may be the subject of what follows."""
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_TURNING = (*said("turn"), *said("modal"), *said("suppose"), *said("condition"))
_SPELT = frozenset(word for word in _TURNING if _WORD.fullmatch(word) and word < "\u2e80")
_ANYWHERE = tuple(word for word in _TURNING if word not in _SPELT)
"""Words of scripts without spaces, and phrases."""
_MADE, _SAME = said("made"), tuple(said("same"))
_TURN = re.compile(r"[,;:、，。]")
_MODAL = frozenset(said("modal"))


def asserts(sentence: str, groups: Sequence[Sequence[str]], barred: Iterable[str] = ()) -> bool:
    """Return whether one clause of the folded sentence asserts a phrase of every group, and none barred.

    What a phrase itself says ("not change") turns nothing. A clause that only lists its parts is read part by
    part too, so that what is barred may stand in another one.

    >>> asserts("the coordinates decouple", [["decouple"]])
    True
    >>> asserts("the coordinates do not decouple", [["decouple"]])
    False
    >>> asserts("the plain one stalls, the other converges", [["plain"], ["converges"]], ["stalls"])
    False
    """
    if sentence.rstrip().endswith(("?", "?")):
        return False
    phrases = tuple(phrase for group in groups for phrase in group)
    for clause in clauses(sentence):
        if _turned(clause, phrases):
            continue
        for part in dict.fromkeys((clause, *clause.split(", "))):
            all_said = all(any(holds(part, phrase) for phrase in group) for group in groups)
            if all_said and not any(holds(part, word) for word in barred):
                return True
    return False


def holds(text: str, stem: str) -> bool:
    """Return whether a word of the text begins with ``stem``, or a formula holds it."""
    at = text.find(stem) if stem else -1
    while at >= 0:
        if not (text[at - 1 : at].isalpha() and stem[0].isalpha()):
            return True
        at = text.find(stem, at + 1)
    return False


def asserted(clause: str, beside: Iterable[str] = ()) -> bool:
    """Return whether nothing in a folded clause but the words ``beside`` denies or supposes what it says."""
    return not _turned(clause, tuple(beside))


def made_of_answer(said_before: str, near: int = 0) -> bool:
    """Return whether the words before a claim are about something made of the answer: its half, its square.

    What stands before ``near`` is told of the claim only where the sentence does not turn in between.

    >>> made_of_answer("the square of the answer is "), made_of_answer("the value of the answer is ")
    (True, False)
    """
    for phrase in _MADE:
        at = find_phrase(said_before, phrase) if phrase in said_before else -1
        if at < 0:
            continue
        before, after = said_before[:at].split()[-1:], said_before[at + len(phrase) :].lstrip()
        if (before and before[0] in _SAME) or after.startswith(_SAME):
            continue
        if at >= near or not (_TURN.search(after) or has_any(after, FINAL)):
            return True
    return False


def expects(clause: str) -> bool:
    """Return whether a folded clause only says what would be, might be or could be."""
    return not _MODAL.isdisjoint(_WORD.findall(clause))


def clauses(sentence: str) -> list[str]:
    """Return the clauses of a sentence; a comma ends one only before a word that begins another."""
    return [part for part in _BORDER.split(sentence) if part and part.strip()]


def _turned(clause: str, phrases: tuple[str, ...]) -> bool:
    rest = clause
    for phrase in sorted(phrases, key=len, reverse=True):
        rest = rest.replace(phrase, " ")
    if any(sign in rest for sign in _ANYWHERE):
        return True
    return not _SPELT.isdisjoint(_WORD.findall(rest))
