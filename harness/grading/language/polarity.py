"""Whether a clause asserts what its words mention: words that deny, limit, oppose or suppose it.

Covered: English, German, French, Spanish, Chinese; the words looked for are those that a reference declares.
The tables only ever take an assertion away: what they turn is left open, never called wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from harness.grading.language import lexicon as cues
from harness.grading.language.lexicon import has_any, words

TURNING = {
    "en": words(
        "not no never neither nor none nothing nobody cannot can't isn't aren't doesn't don't didn't won't "
        "wouldn't couldn't shouldn't without hardly barely scarcely unfortunately unclear irrelevant false "
        "wrong untrue fails fail lacks lack denies impossible unlikely doubt doubtful unless except instead "
        "contrary rather despite"
    ),
    "de": words(
        "nicht kein keine keinen keiner nie niemals weder noch ohne kaum leider falsch unklar irrelevant"
    ),
    "fr": words("ne n'est pas jamais aucun aucune sans ni malheureusement faux fausse"),
    "es": words("no nunca jamás ningún ninguna sin ni tampoco falso falsa"),
    "zh": ("不", "没", "无", "未", "非", "错", "并非"),
}
"""Words after or before which a clause no longer asserts what it mentions, by language."""
SUPPOSING = {
    "en": words(
        "if suppose supposing assume assuming were would could might may perhaps maybe whether should"
    ),
    "de": words("wenn falls angenommen ob wäre könnte würde vielleicht"),
    "fr": words("si supposons serait pourrait peut-être"),
    "es": words("si supongamos sería podría quizá quizás"),
    "zh": ("如果", "假设", "若", "是否", "可能"),
}
"""Words of a clause that is only thought of, by language."""
_JOINS = (
    "so and but while whereas although though yet however hence thus therefore because since as which where "
    "it they this if when unless then denn weil da aber und also daher während mais car donc et pero porque "
    "así y"
)
_BORDER = re.compile(
    r"[.;:!?。;:!?]\s|\s[–—-]\s|，|,\s*(?=(?:" + "|".join(_JOINS.split()) + r")\b)"
    r"|\b(?:but|whereas|although|though|yet|however|aber|mais|pero)\b|但是?"
)
_MODAL = words("would might could perhaps maybe were wäre würde könnte serait sería podría")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_LATIN = frozenset(
    word for table in (TURNING, SUPPOSING) for tongue in table if tongue != "zh" for word in table[tongue]
)
_HAN = tuple(word for table in (TURNING, SUPPOSING) for word in table["zh"])


def asserts(sentence: str, groups: Sequence[Sequence[str]]) -> bool:
    """Return whether of every group a phrase stands in a clause of the folded sentence that asserts it.

    What a phrase itself says ("not change") turns nothing.

    >>> asserts("the coordinates decouple", [["decouple"]])
    True
    >>> asserts("the coordinates do not decouple", [["decouple"]])
    False
    >>> asserts("x does not appear here, so its value never changes", [["value"], ["never"]])
    True
    """
    if sentence.rstrip().endswith(("?", "?")):
        return False
    phrases = tuple(phrase for group in groups for phrase in group)
    standing = [clause for clause in clauses(sentence) if not _turned(clause, phrases)]
    return all(any(phrase in clause for clause in standing for phrase in group) for group in groups)


def asserted(clause: str) -> bool:
    """Return whether nothing in a folded clause denies, limits or supposes what it says."""
    return not _turned(clause, ())


def expects(clause: str) -> bool:
    """Return whether a clause only says what would be, might be or could be."""
    return not _MODAL.isdisjoint(_WORD.findall(clause))


def clauses(sentence: str) -> list[str]:
    """Return the clauses of a sentence; a comma ends one only before a word that begins another."""
    return [part for part in _BORDER.split(sentence) if part and part.strip()]


def _turned(clause: str, phrases: tuple[str, ...]) -> bool:
    rest = clause
    for phrase in sorted(phrases, key=len, reverse=True):
        rest = rest.replace(phrase, " ")
    if any(sign in rest for sign in _HAN):
        return True
    return not _LATIN.isdisjoint(_WORD.findall(rest))


_NEGATORS = words("not never isn't nicht kein keine pas non não mai nunca не asla")
"""Words before a colon that deny what stands after it."""
_GROUNDS = tuple(f"{word.strip(' ,')} " for word in (*cues.CLAUSES, "since", "because", "as", "given that"))
"""How a sentence opens with its reason, which a comma ends."""
_TURNING = (*(f", {word} " for word in cues.CONCLUDING if word.isalpha()), "; ")
"""What ends the reach of a denial before a claim: the sentence turns to what follows."""


def within_reach(gap: str) -> str:
    """Return the part of what stands before a claim from which a denial may still reach it.

    "It diverges, so 0" and "It diverges: 0" claim 0; "it is not: 0" and "the answer is not unique: 0" do not.
    """
    if ", " in gap or "; " in gap:
        gap = gap[max([gap.rfind(turn) + len(turn) for turn in _TURNING if turn in gap], default=0) :]
    before, colon, after = gap.rpartition(": ")
    if colon and not (before.rsplit(" ", 1)[-1] in _NEGATORS or has_any(before, cues.FINAL)):
        return after
    if gap.lstrip().startswith(_GROUNDS) and "," in gap:
        return gap[gap.rfind(",") + 1 :]
    return gap
