"""Replies that are one formula and nothing else: marked without being cut into units first.

What is read here would be read the same way as a page of one unit (`harness.grading.page.segments`); it
only costs less. Whatever could be prose, several claims or a relation is left to the general way, and where
that finds nothing right, to `harness.grading.marking.lone_verdict`, which says why the two are not one.
"""

from __future__ import annotations

import re

from harness.grading.claims.records import as_mark
from harness.grading.kinds import kind, traits
from harness.grading.language.naming import GREEK_WORDS
from harness.grading.language.vocabulary import ENGLISH, FUNCTIONS
from harness.grading.page.runs import trimmed
from harness.maths.parsing.commands import FUNCTIONS as FUNCTION_COMMANDS
from harness.maths.parsing.commands import SAME_COMMAND
from harness.maths.parsing.scope import Scope
from harness.records import Answer, Claim, TargetMark
from harness.symbols import GREEK_NAMES

LONGEST = 300
"""A reply of more characters is no bare formula."""
_COMMANDS = frozenset(
    {
        *FUNCTION_COMMANDS,
        *GREEK_NAMES,
        *SAME_COMMAND,
        *("frac", "binom", "cdot", "times", "div", "left", "right", "infty", "ell", "pm", "mp", "circ"),
        *("top", "cup", "cap", "mathbf", "boldsymbol", "bm", "mathcal", "hat", "bar", "displaystyle"),
    }
)
"""Commands that are maths wherever they stand."""
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_SIGNS = (
    r"\\[A-Za-z]++|\\[%{}]|[\d\-+/^(){}\[\]|,% ]|\.(?=\d)|(?<![ (*])\*(?!\*)|\* |(?<!_)_|(?<=[\w)}])!(?!\s)"
    "|[α-ωΑ-Ωϑϕϵ√∞−×·⋅÷±∪∩⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿᵀ₀₁₂₃₄₅₆₇₈₉½⅓⅔¼¾ℓ]"
)
_WORDS = "|".join(sorted((FUNCTIONS - ENGLISH - {"mod", "lim", "inf"}) | GREEK_WORDS, key=len, reverse=True))
_AFTER_DIGITS = r"(?<=\d)(?!inv|sup|max|min)[A-Za-z]{2,3}"
_LETTERS = rf"(?<![A-Za-z])(?:[A-Za-z]|{_WORDS}|{_AFTER_DIGITS})(?![A-Za-z])"
_OPEN = re.compile(rf"(?:{_SIGNS}|{_LETTERS})++", re.ASCII)
"""A formula between no delimiters: letters that stand together could be a word."""
_CLOSED = re.compile(rf"(?:{_SIGNS}|[A-Za-z]++)++", re.ASCII)
"""A formula between delimiters of maths."""
DELIMITED = (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]"))
_LABEL = re.compile(r"[-+*] |\(?\w{1,4}\) |\d ?[xX] ?10", re.ASCII)
"""What opens a list item or a part, and what is a times sign."""


def formula_mark(answer: Answer, response: str, scope: Scope) -> TargetMark | None:
    """Return the mark of a response that is one formula without a relation; None for any other.

    None as well where the formula is not clearly the answer or clearly another value.
    """
    expected = answer.expected[0] if len(answer.expected) == 1 else None
    if expected is None or len(response) > LONGEST or not traits(expected).lone:
        return None
    if answer.checkpoints or answer.false_steps or "together" in expected.target.options:
        return None
    found = formula(response)
    if found is None:
        return None
    text = response[found[0] : found[1]]
    decision = kind(expected.target.kind).decide(expected, text, scope)
    if decision.equal is None or not decision.readable:
        return None
    claim = Claim(text, *found, expected.target.name, "=", "whole")
    return as_mark(expected, decision, claim)


def formula(response: str) -> tuple[int, int] | None:
    """Return where the formula stands that is all a response says, None where it says more.

    >>> formula(r"$\\frac{1}{2}$."), formula("x + 1"), formula("It is 5"), formula("x = 5")
    ((1, 12), (0, 5), None, None)
    """
    start, end = 0, len(response)
    while start < end and response[start] in " \n":
        start += 1
    while start < end and response[end - 1] in " \n":
        end -= 1
    shape = _OPEN
    if response.startswith(("$", "\\(", "\\["), start):
        end -= response.endswith(".", start, end)
        for opener, closer in DELIMITED:
            if response.startswith(opener, start) and response.endswith(closer, start + len(opener), end):
                start, end = start + len(opener), end - len(closer)
                shape = _OPEN if response[start : start + 1].isdigit() else _CLOSED
                break
    else:
        end -= response.endswith(".", start, end)
    if shape.fullmatch(response, start, end) is None or _LABEL.search(response, start, end):
        return None
    if not _COMMANDS.issuperset(_COMMAND.findall(response, start, end)):
        return None
    if response.count("{", start, end) != response.count("}", start, end):
        return None
    start, end = trimmed(response, start, end)
    return (start, end) if start < end else None
