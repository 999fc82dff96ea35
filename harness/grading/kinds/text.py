"""Names and short phrases: articles, letter case and punctuation do not count, the words do.

``Expected.value`` is the phrase; ``{"also": [...]}`` lists other right ones,
``{"alone": true}`` says that the phrase may be a formula, too.
"""

from __future__ import annotations

import re

from harness.grading.kinds._traits import Traits
from harness.grading.language.lexicon import has_any, words
from harness.grading.language.options import ROMAN, WRAPPED, is_run
from harness.grading.language.words import bare, folded, mentions, negated, quoted
from harness.maths.equality.decision import Decision
from harness.maths.parsing.scope import Scope
from harness.records import Expected, Witness

TRAITS = Traits(words=True, prose=True)

_LONGER = 40
"""A sentence of at most this many words more than the phrase may hold it."""

_GROUPS = (
    ("dne", "does not exist", "doesn't exist", "limit does not exist", "undefined", "not defined", "no limit",
     "not exist"),
    ("no solution", "no solutions", "no real solution", "no real solutions", "there is no solution",
     "there are no solutions", "there are no real solutions", "varnothing", "emptyset", "∅", "empty set",
     "has no solution", "has no solutions", "has no real solutions", "none", "solution set is empty"),
    ("infinitely many solutions", "infinitely many", "infinite solutions", "infinite number of solutions"),
    ("all real numbers", "mathbb r", "ℝ", "every real number", "any real number", "all reals"),
    ("converges", "convergent", "it converges", "series converges", "is convergent"),
    ("diverges", "divergent", "it diverges", "series diverges", "is divergent"),
    ("impossible", "not possible", "cannot be done"),
)  # fmt: skip
"""Phrases that say the same."""
_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)


def decide(expected: Expected, claim: str, scope: Scope) -> Decision:
    """Return whether ``claim`` is the expected phrase or a sentence that gives just it."""
    if (names := _named(expected.value)) is not None:
        return _letters(expected.value, claim, names)
    if expected.target.options.get("alone") and not _SIGNS.isdisjoint(claim):
        return Decision(None, "phrase", reason="a formula, where a word was asked", readable=False)
    said = bare(claim.replace("\\ce{", "{"))
    if not said:
        return Decision(None, "phrase", reason="there are no words", readable=False)
    for phrase in _right(expected):
        found = _is(claim, said, phrase) or _holds(claim, said, phrase)
        if found is not None:
            return found
    says = f"{quoted(claim)!r} is claimed, {quoted(expected.value)!r} is right"
    return Decision(
        False, "phrase", witness=Witness({}, quoted(claim), expected.value, says, True), reason=says
    )


def _right(expected: Expected) -> list[str]:
    """Return all right phrases: the expected one, those given with it, and what says the same."""
    also = expected.target.options.get("also")
    given = [str(a) for a in also] if isinstance(also, list | tuple) else []
    return [p for p in (expected.value, *given, *_same(bare(expected.value))) if bare(p)]


def _is(claim: str, said: str, phrase: str) -> Decision | None:
    """Return the decision on a claim that is the phrase itself, in another order where that is free."""
    wanted = bare(phrase)
    dated = not _MONTHS.isdisjoint(wanted.split()) and _day(said) == _day(wanted)
    if dated or said.replace(" ", "") == wanted.replace(" ", ""):
        return Decision(True, "phrase", f"the words are those of {quoted(phrase)!r}")
    if " and " in phrase and _items(claim) == _items(phrase):
        return Decision(True, "phrase", f"just those of {quoted(phrase)!r} are named")
    return None


def _holds(claim: str, said: str, phrase: str) -> Decision | None:
    """Return the decision on a sentence that holds the phrase; None where it does not say it."""
    wanted = bare(phrase)
    at = mentions(said, wanted)
    if at < 0 or len(said.split()) - len(wanted.split()) > _LONGER:
        return None
    if _opposed(said, at) or said[at + len(wanted) :][:1].isalnum():
        return None
    if negated(_kept(claim), mentions(_kept(claim), folded(phrase))) or negated(said, at):
        return None
    if _of_another(said, at, wanted):
        return Decision(None, "phrase", reason=f"something beside {quoted(phrase)!r} is named by it")
    if _ends_in_another(claim, phrase):
        return Decision(None, "phrase", reason="the sentence ends in another name")
    if has_any(said, ("or", "either", "或")) and not has_any(wanted, ("or", "either")):
        return Decision(None, "phrase", reason="several answers are offered")
    return Decision(True, "phrase", f"{quoted(claim)!r} says {quoted(phrase)!r}")


_SIGNS = frozenset("^_+*/=<>\\0123456789|²³")
"""Signs of a formula: a word that may be a product of letters is not looked for among them."""
_OPPOSING = frozenset(("non", "anti", "un", "semi", "quasi", "pseudo", "counter"))
"""Beginnings of words that make another thing of what follows, set off by a hyphen or a space."""


def _opposed(said: str, at: int) -> bool:
    """Whether the word at ``at`` is the rest of another one: ``non-increasing`` for increasing."""
    return not _OPPOSING.isdisjoint(said[:at].split()[-1:])


_BESIDE = (
    "variant of", "version of", "variation of", "variation on", "extension of", "generalization of",
    "generalisation of", "modification of", "special case of", "predecessor of", "predecessor to",
    "successor of", "successor to", "similar to", "close to", "related to", "relative of", "alternative to",
    "ancestor of", "relative to", "beats", "outperforms", "replaces", "resembles", "extends", "precedes",
    "generalizes", "generalises", "improves", "improves on", "surpasses", "better than", "worse than",
    "like", "unlike", "than", "based on", "inspired by", "derived from", "improvement on",
    "improvement over", "improvement of", "opposite of", "different from", "compared to", "compared with",
    "confused with", "precursor of", "precursor to", "replacement for", "analogue of", "inverse of",
)  # fmt: skip
"""Words directly before a name that say it of something else."""
_OWN = words(
    "method algorithm rule theorem law lemma inequality optimizer optimiser formula principle test paradox "
    "criterion distribution equation identity conjecture estimator"
)
"""What may be called after a name in the genitive and is what the name stands for."""


def _of_another(said: str, at: int, wanted: str) -> bool:
    """Whether a name only serves to tell what else is meant: ``a variant of Adam``, ``Adam's successor``."""
    before = said[max(0, at - 30) : at].rstrip()
    if any(before.endswith(phrase) and not before[: -len(phrase)][-1:].isalpha() for phrase in _BESIDE):
        return True
    turn = max(said.rfind(f" {word} ") for word in ("so", "hence", "therefore", "thus"))
    if turn > at and mentions(said, wanted, turn) < 0:
        return len(said[turn:].split()) < 5
    following = said[at + len(wanted) :]
    return following.startswith(("'s ", "' ")) and following.split()[1] not in _OWN


_LAST_NAME = re.compile(r"[,;] (?:and |so |but )?[^,;]{0,80}\b(?:is|was|are|were) ([A-Z]\w{1,20})[.!*]*\s*$")


def _ends_in_another(claim: str, phrase: str) -> bool:
    """Whether the last clause gives another name: ``the order is A, Marcus, C, and the winner was Dana``."""
    found = _LAST_NAME.search(claim[-200:])
    return (
        found is not None
        and folded(phrase) not in folded(found[0])
        and folded(found[1]) not in folded(phrase)
    )


_LETTER = re.compile(
    r"(?<![A-Za-z0-9])[A-J](?![A-Za-z0-9'])(?! (?!and\b|or\b|is\b|are\b|but\b)[a-z])", re.ASCII
)
_LISTED = re.compile(r"[A-J](?:[ ,()&A-J]|and)*[A-J]\)?", re.ASCII)
_NUMERALS = re.compile(rf"(?:{ROMAN.pattern}|[ ,()]|and|only)+", re.ASCII)


def _named(right: str) -> re.Pattern[str] | None:
    """Return what finds the names of options in a claim where the reference lists such names, else None."""
    if _NUMERALS.fullmatch(right) is not None:
        return ROMAN if right.strip("() ").islower() else _CAPITAL_ROMAN
    return _LETTER if is_run(right) or (_LISTED.fullmatch(right) and _LETTER.search(right)) else None


_CAPITAL_ROMAN = re.compile(ROMAN.pattern.replace("|i{1,3}|iv|vi{0,3}|ix|x", ""), re.ASCII)


def _letters(right: str, claim: str, names: re.Pattern[str]) -> Decision:
    """Return whether just the options of several are claimed by their letters or numerals, in any order."""
    plain = WRAPPED.sub(lambda found: found[1], claim).strip(" $.()*")
    wanted, given = (
        sorted(set(text) if names is _LETTER and is_run(text) else set(names.findall(text)))
        for text in (right, plain)
    )
    if not given:
        return Decision(None, "option", reason="no option is named", readable=False)
    if wanted == given:
        return Decision(True, "option", f"just the options {', '.join(given)} are named")
    says = f"{', '.join(given)} claimed, {', '.join(wanted)} is right"
    return Decision(False, "option", witness=Witness({}, quoted(claim), right, says, True), reason=says)


def _items(text: str) -> list[str]:
    """Return the members of a list of names, in one order."""
    return sorted(w for piece in re.split(r",|;|&|\band\b", folded(text)) if (w := bare(piece)))


def _same(wanted: str) -> list[str]:
    """Return the other phrases by which a reply says what ``wanted`` says."""
    return [other for group in _GROUPS if wanted in group for other in group if other != wanted]


def _day(said: str) -> list[str]:
    """Return the words of a date in one order, ``15th`` as ``15``."""
    words = (w[:-2] if w[:-2].isdigit() and w[-2:] in ("st", "nd", "rd", "th") else w for w in said.split())
    return sorted(w for w in words if w not in ("of", "on"))


def _kept(claim: str) -> str:
    return folded(claim)
