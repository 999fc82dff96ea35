r"""A short response that is one formula and nothing else, held against the gold as it stands.

The general way cuts a reply into sentences and relations and looks for the final claim. A formula may
be taken apart by that (``n = 1, 2, 3``; ``x \mapsto 2x + 1``; ``cab``), though there is nothing to
look for. Only what has no words but those of the gold, units and functions is read here.

This is no twin of `harness.grading.marking.lone_formula`, which runs before the general way and may say
"incorrect": it saves the general way where a response is so plain that both must agree, so it takes only
what cannot be prose (no relation, no unknown word). What is read here runs after the general way, may be a
relation or hold the gold's own words, and can only mend a verdict to "correct". Before the general way it
would call wrong what that reads better; held as narrowly as the other it would mend nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from harness.grading.claims.reader import reader_of
from harness.grading.claims.records import as_mark
from harness.grading.kinds import traits
from harness.grading.language.naming import products_in
from harness.grading.language.vocabulary import SHORT_PROSE, UNITS
from harness.grading.marking.combine import combine, undecided
from harness.grading.marking.deciding import Deciding
from harness.grading.marking.lone_formula import DELIMITED, formula
from harness.grading.marking.targets import names_of_target, scope_of
from harness.grading.page.runs import sides
from harness.maths.parsing.commands import FUNCTION_WORDS, FUNCTIONS
from harness.maths.parsing.fold import fold
from harness.maths.tree.expr import ParseError
from harness.records import Answer, Claim, Expected, Verdict
from harness.symbols import GREEK_NAMES

LONGEST = 200
"""A response of more characters is no lone formula."""
_COMMAND = re.compile(r"\\[A-Za-z]+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_GOES_ON = re.compile(r"\.\.\.|…|⋯|\\[lc]?dots(?![A-Za-z])")
_WRAPPED = (*DELIMITED, ("\\boxed{", "}"), ("**", "**"))
_KNOWN = frozenset(FUNCTIONS) | frozenset(FUNCTION_WORDS) | UNITS | GREEK_NAMES
_KNOWN |= {"sq", "lbs", "Celsius", "Fahrenheit", "mA", "kg", "text"}


def entire_verdict(answer: Answer, gold: str, response: str, general: Verdict) -> Verdict | None:
    """Return the verdict on a response that is one formula and right as it stands; None for any other.

    ``general`` is what the general way found: what it held against the gold whole is not held again.
    """
    expected = answer.expected[0] if len(answer.expected) == 1 else None
    if expected is None or traits(expected).words or len(response) > LONGEST:
        return None
    if formula(response) is not None:  # it was held against the gold as it stands already
        return None
    start, end = unwrapped(response)
    text = response[start:end]
    if traits(expected).relation and general.claim is not None and general.claim.text == text:
        return None
    goes_on = _GOES_ON.search(text) is not None and _GOES_ON.search(gold) is None
    if not text or goes_on or "?" in text or "\n" in text or not is_formula(text, gold):
        return None
    if not _is_labelled(expected, text):
        return None
    decision = Deciding(expected, reader_of(response, frozenset()), scope_of(answer)).decide(text)
    if decision.equal is not True:
        return None
    claim = Claim(text, start, end, expected.target.name, "=", "whole")
    return combine([as_mark(expected, decision, claim)], answer, "")


def as_written(gold: str, text: str, general: Verdict) -> Verdict | None:
    """Return the verdict on a response that gives the gold letter by letter, None for any other.

    It is the gold and nothing else, or boxes it. Where the claim that the general way calls wrong is only a
    piece of it, it is left open.
    """
    wanted, said = (one[slice(*unwrapped(one))] for one in (gold, text))
    if not any(char.isalnum() for char in wanted):
        return None
    if wanted.split() == said.split():
        start, end = unwrapped(text)
    else:
        start, end = _around(general.claim, wanted, text)
    if start >= end:
        return None
    whole = wanted.split() == said.split() or text.endswith("\\boxed{", 0, start)
    if not whole:
        reason = "a piece of what is written as the reference is"
        return (
            replace(general, status="unsupported", reason=reason) if general.status == "incorrect" else None
        )
    claim = Claim(text[start:end], start, end, "answer", "=", "whole")
    reason = "the same as the reference is written"
    return replace(undecided(reason), status="correct", claim=claim, method="exact", evidence=reason)


_ENDS = re.compile(r"[ }*]*(?:$|\$|\n|\\[)\]]|[.,;](?![\w(]))")
"""What may follow a gold that stands in a reply: the end of its formula or of the sentence."""


def _around(claim: Claim | None, wanted: str, text: str) -> tuple[int, int]:
    """Return where a claim stands within a gold as it is written, (0, 0) where it is no piece of one."""
    if claim is None or len(wanted) <= claim.end - claim.start:
        return 0, 0
    start = text.rfind(wanted, max(0, claim.end - len(wanted)), claim.start + len(wanted))
    before = text[max(0, start - 1) : start]
    if start < 0 or not start <= claim.start <= claim.end <= start + len(wanted):
        return 0, 0
    if before not in ("", " ", "\n", "$", "{", "(", "[") or not _ENDS.match(text, start + len(wanted)):
        return 0, 0
    return start, start + len(wanted)


def _is_labelled(expected: Expected, text: str) -> bool:
    """Whether a formula is a whole relation where one is asked for, and else at most names the target."""
    if traits(expected).relation:
        return True
    chain = sides(text, 0, len(text))
    if len(chain) == 1:
        return True
    asked = names_of_target(expected.target)
    return (
        len(chain) == 2 and chain[1].relation == "=" and asked.match(text[chain[0].start : chain[0].end]) == 2
    )


def unwrapped(text: str) -> tuple[int, int]:
    r"""Return where a response stands within its delimiters of maths, its box and its full stop.

    >>> unwrapped(r"$\boxed{1:2}$."), unwrapped("so $x$")
    ((8, 11), (0, 6))
    """
    start, end = 0, len(text)
    changed = True
    while changed and start < end:
        changed = False
        while start < end and text[start].isspace():
            start += 1
        while start < end and (text[end - 1].isspace() or text[end - 1] == "."):
            end -= 1
        for opener, closer in _WRAPPED:
            inside = text[start + len(opener) : end - len(closer)]
            wraps = text.startswith(opener, start) and text.endswith(closer, start + len(opener), end)
            if wraps and opener not in inside and (closer != "}" or _balanced(inside)):
                start, end, changed = start + len(opener), end - len(closer), True
                break
    return start, end


def _balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0


def is_formula(text: str, gold: str) -> bool:
    """Return whether a text has no words but those of the gold, units and functions."""
    try:
        said = _words(fold(text))
    except ParseError:
        return False
    if not said:
        return True
    own = {word.casefold() for word in _words(gold)}
    letters = frozenset("".join(products_in(gold)))
    return all(
        word.casefold() in own or word in _KNOWN or (letters.issuperset(word) and word not in SHORT_PROSE)
        for word in said
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(_COMMAND.sub(" ", text))
