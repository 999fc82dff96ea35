"""Words that change the value beside them: ``minus a/b``, ``the inverse of A``, ``x up to a constant``.

A closed vocabulary, looked at only directly before and after a claim. Where the change is simple and
sure it is made and the changed value is held against the truth; any other leaves the claim undecided.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from harness.grading.claims.reader import Found, Reader
from harness.grading.language import lexicon as cues
from harness.grading.language.lexicon import words

REACH = 60
"""How many characters before a claim are looked at."""


class Change(NamedTuple):
    """What the words beside a claim do to its value."""

    said: str
    """The words."""
    template: str = ""
    """The changed value with ``@`` for the claim; empty where it is not known."""


_OF = {
    **dict.fromkeys(("inverse", "reciprocal", "matrix inverse", "multiplicative inverse"), "(@)^{-1}"),
    **dict.fromkeys(("pseudoinverse", "pseudo-inverse", "moore-penrose inverse"), "(@)^+"),
    **dict.fromkeys(("negative", "negation", "additive inverse", "opposite"), "-(@)"),
    **dict.fromkeys(("half", "one half", "a half", "one-half"), "(@)/2"),
    **dict.fromkeys(("third", "one third", "a third", "one-third"), "(@)/3"),
    **dict.fromkeys(("quarter", "one quarter", "a quarter", "a fourth"), "(@)/4"),
    **dict.fromkeys(("double",), "2(@)"),
    **dict.fromkeys(("square root", "principal square root"), "\\sqrt{@}"),
    **dict.fromkeys(("cube root", "third root"), "\\sqrt[3]{@}"),
    **dict.fromkeys(("square",), "(@)^2"),
    **dict.fromkeys(("cube", "third power"), "(@)^3"),
    **dict.fromkeys(("transpose",), "(@)^\\top"),
    **dict.fromkeys(("logarithm", "log", "natural logarithm", "natural log"), "\\ln(@)"),
    **dict.fromkeys(("exponential",), "\\exp(@)"),
    **dict.fromkeys(("order", "the order"), ""),
}
"""What stands before "of", with the value it makes of what follows."""
_MATRIX_OF = {
    "trace": "\\operatorname{tr}(@)",
    "determinant": "\\det(@)",
    "norm": "\\|@\\|",
    **dict.fromkeys(("euclidean norm", "2-norm", "l2 norm", "l2-norm"), "\\|@\\|"),
    **dict.fromkeys(("squared norm", "square norm"), "\\|@\\|^2"),
    **dict.fromkeys(("absolute value", "modulus", "magnitude"), "|@|"),
    **dict.fromkeys(
        ("rank", "eigenvalue", "eigenvalues", "singular value", "singular values", "spectral radius",
         "spectral norm", "condition number", "complement", "diagonal", "derivative", "gradient", "integral",
         "adjugate", "kernel", "null space", "span", "column space", "entries", "multiple", "function"), ""
    ),
}  # fmt: skip
"""The same, unless "a" or "an" stands before it: ``with a norm of 5`` gives the norm."""
_DIRECT = {
    **dict.fromkeys(("one minus", "1 minus", "1 -", "1 −"), "1-(@)"),
    **dict.fromkeys(("one plus", "1 plus"), "1+(@)"),
    **dict.fromkeys(("minus", "negative"), "-(@)"),
    **dict.fromkeys(("twice", "double", "two times"), "2(@)"),
    **dict.fromkeys(("thrice", "triple", "three times"), "3(@)"),
    **dict.fromkeys(("four times", "quadruple"), "4(@)"),
    **dict.fromkeys(("half",), "(@)/2"),
    **dict.fromkeys(
        ("proportional to", "scales like", "scales as", "scale like", "scale as", "scaling like",
         "scaling as", "grows like", "grows as", "decays like", "decays as", "behaves like", "behaves as",
         "asymptotically", "asymptotic to", "outside", "outside of", "orthogonal to", "perpendicular to",
         "parallel to", "inverse to", "varies as", "the order", "of order"), ""
    ),
}  # fmt: skip
"""What stands directly before a claim."""
_LAST = words(
    "of minus plus negative twice double thrice triple half times like as to order asymptotically outside - −"
)
"""The last word of every phrase that may stand before a claim."""
_BINARY = {"minus": "(#)-(@)", "plus": "(#)+(@)", "times": "(#)(@)", "over": "(#)/(@)"}
"""Words between two formulas, ``#`` for the one before."""
_FILLING = words("the a an matrix quantity expression ratio product term vector above")
_AFTER = re.compile(
    r"[ $*)}]*+,?[ ]?(?P<said>up to (?:a|an|some|constants?|multiplicative|additive|lower|higher|logarithmic"
    r"|the|scaling)\b|(?:plus|minus)(?! or\b)(?= )|times(?= +(?:the|a|an|some)\b| *[$\\]| +[a-z]\b)"
    r"|divided by|multiplied by|squared\b|cubed\b|to the power|doubled\b|halved\b|inverted\b|inverse\b"
    r"|transposed\b|without (?:its|the|their)\b|(?:re)?scaled by|normali[sz]ed\b|reversed\b"
    r"|in absolute value)"
)
"""What stands directly after a claim."""
_PRONOUN = re.compile(
    r"\b(?:(?:half|a third|a quarter|the square|the square root|the inverse) of (?:it|that|this)"
    r"|(?:twice|double|half|three times) (?:it|that|this|as (?:large|much|big|many|high|great)))(?:[.;)]|$)"
)
_DOTS = ("…", "...", "\\ldots", "\\dots", "\\cdots", "dots", "etc", "and so on")
_SIGNS = ("\\sim", "∼", "~", "\\propto", "∝", "\\asymp", "≍")
_WHOLE = {
    "squared": "(@)^2", "cubed": "(@)^3", "doubled": "2(@)", "halved": "(@)/2", "transposed": "(@)^\\top",
}  # fmt: skip


def change_of(reader: Reader, found: Found) -> Change | None:
    """Return how the words beside a claim change its value; None where they do not."""
    return _before(reader, found) or _after(reader, found) or _taken_up(reader, found)


def unended(reader: Reader, found: Found) -> bool:
    """Return whether a list goes on after its last member: ``1, 2, 3, …``."""
    value = reader.flat[found.values[-1].start : found.values[-1].end].rstrip("\\}) ")
    return value.endswith(_DOTS) or reader.flat[found.end : found.end + 12].lstrip(" ,$").startswith(_DOTS)


def _taken_up(reader: Reader, found: Found) -> Change | None:
    """Return the change that the sentences after a claim make to it: ``in our case half of it``."""
    low, high = found.end, min(len(reader.flat), found.end + 160)
    blank = reader.flat.find("\n\n", low, high)
    following = _PRONOUN.search(reader.lowered, low, high if blank < 0 else blank)
    return Change(following[0].strip(" .;)")) if following else None


def _before(reader: Reader, found: Found) -> Change | None:
    at = found.values[-1].start
    if sign := next((s for s in _SIGNS if reader.flat.startswith(s, found.statement.start)), ""):
        rounded = reader.flat[at : found.values[-1].end].removeprefix(sign).lstrip(" -−.")[:1].isdigit()
        return None if rounded else Change(sign)
    if (
        reader.lowered[max(0, found.start - 12) : found.start]
        .rstrip(" $*")
        .endswith(("outside", "outside of"))
    ):
        return Change("outside")
    if found.statement.relational or reader.flat.startswith(cues.ORDERS, at):
        return None
    low = max(reader.units[found.statement.unit].start, at - REACH)
    spoken = reader.lowered[low:at].replace("$", " ").replace("*", " ").replace("(", " ").split()
    while spoken and spoken[-1] in _FILLING:
        spoken.pop()
    if not spoken or spoken[-1] not in _LAST:
        return None
    if spoken[-1] == "of":
        return _of(spoken[:-1])
    if spoken[-1] in _BINARY and (made := _between(reader, found, spoken[-1], at)):
        return made
    for size in (2, 1):
        said = " ".join(spoken[-size:])
        if said in _DIRECT:
            return Change(said, _DIRECT[said])
    return None


def _of(spoken: list[str]) -> Change | None:
    for size in (2, 1):
        said = " ".join(spoken[-size:])
        if said in _OF:
            return Change(said + " of", _OF[said])
        if said in _MATRIX_OF:
            article = spoken[-size - 1 : len(spoken) - size]
            return None if article in (["a"], ["an"]) else Change(said + " of", _MATRIX_OF[said])
    return None


def _between(reader: Reader, found: Found, word: str, at: int) -> Change | None:
    """Return the sum, difference or product of a claim and the formula before it, joined by a word."""
    earlier = [s for s in reader.statements(found.statement.unit) if s.end <= at][-1:]
    if not earlier or earlier[0].relational or reader.lowered[earlier[0].end : at].strip(" $*") != word:
        return None
    prior = reader.flat[earlier[0].start : earlier[0].end].strip()
    return Change(word, _BINARY[word].replace("#", prior))


def _after(reader: Reader, found: Found) -> Change | None:
    following = _AFTER.match(reader.lowered, found.end, found.end + REACH)
    if following is None:
        return None
    said = following["said"]
    if said in _WHOLE:
        return Change(said, _WHOLE[said])
    constant = said == "plus" and reader.lowered.startswith((" a constant", " constant"), following.end())
    return Change(said, "(@)+C" if constant else "")
