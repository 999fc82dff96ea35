"""Words for relations: "below 1/σ²", "between 0 and 1", "all real numbers"."""

from __future__ import annotations

import re

from harness.grading.language.lexicon import words
from harness.maths.parsing.commands import FUNCTIONS
from harness.maths.parsing.fold import fold
from harness.symbols import GREEK_NAMES

_LONGEST = 1_000
"""Longer texts are left as they are."""
_TEXT = re.compile(r"\\(?:text|mathrm|textrm|textbf|mbox|textit|operatorname)\s*\{([^{}]*)\}")
_AT_MOST = (
    "(?:strictly )?less than or equal to|no (?:more|larger|greater|bigger) than|at most|does not exceed|"
    "not (?:exceeding|exceed|more than|greater than)|up to and including|bounded above by"
)
_AT_LEAST = (
    "greater than or equal to|no (?:less|smaller|fewer) than|not (?:less|smaller) than|at least|"
    "bounded below by"
)
_BEING = "(?:is |are |stays? |strictly |remains? )*"
_WORDS: tuple[tuple[str, str], ...] = (
    (
        "(?:for |over )?(?:all|every|any|the) reals?(?: numbers?| values?)?(?: of)?(?: [a-z])?"
        "(?: that (?:is|are))?,? "
        "(?:except(?: for)?|other than|excluding|but|apart from|without|not equal to|different from)",
        " != ",
    ),
    ("(?:all |the |every |any )?(?:real )?non-?negative (?:real )?(?:numbers?|reals?|values?)", " >= 0 "),
    (
        "(?:all |the |every |any )?(?:strictly )?(?:real )?positive (?:real )?(?:numbers?|reals?|values?)",
        " > 0 ",
    ),
    (
        "(?:all |the |every |any )?(?:strictly )?(?:real )?negative (?:real )?(?:numbers?|reals?|values?)",
        " < 0 ",
    ),
    (_AT_MOST, " <= "),
    (_AT_LEAST, " >= "),
    (_BEING + "(?:less than|smaller than|below|under|lower than|fewer than)", " < "),
    (_BEING + "(?:greater than|larger than|above|bigger than|more than|exceeds?|exceeding|beyond)", " > "),
    ("(?:is |are )?(?:not equal to|different from|other than)|does not equal|except(?: for)?", " != "),
    ("(?:is |are )?equal to|equals", " = "),
    ("(?:(?:for )?(?:all|every|any) )?real numbers?|(?:for )?(?:all|any) reals?|the real line", r" \\reals "),
    ("(?:the )?empty set|no (?:real )?(?:solutions?|values?|such values?)|nowhere|never", r" \\emptyset "),
    ("(?:is |are )?(?:strictly )?positive|> ?0 only", " > 0 "),
    ("(?:is |are )?non-?negative", " >= 0 "),
    ("(?:is |are )?(?:strictly )?negative", " < 0 "),
    (
        "(?:lies?|is|are|being)? ?(?:an element of|belongs? to|in the (?:open |closed )?(?:interval|range))",
        r" \\in ",
    ),
)
_RULES = tuple((re.compile(rf"\b(?:{words})(?![A-Za-z])", re.IGNORECASE), sign) for words, sign in _WORDS)
_BETWEEN = re.compile(
    r"(?:(?:lies|is|are|stays) )?(?:strictly )?\bbetween\b(.{1,300}?)\band\b(.{1,300}?)"
    r"(\binclusive\b|,? ?both included|,? ?including both[a-z ]*|,? ?(?:both (?:ends? )?excluded|exclusive)"
    r"|$|[.;])",
    re.IGNORECASE | re.DOTALL,
)
_FROM_TO = re.compile(
    r"\bfrom\b(?P<low>.{1,60}?)\bto\b(?P<high>.{1,60}?)"
    r",? ?(?:both )?(?:inclu|endpoints? inclu|ends? inclu)[a-z ]*$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\bpositive\s+(?!(?:and|but|or)\b)(\\?[A-Za-z]+(?:_\{?[A-Za-z0-9]{1,8}\}?)?)\s+"
    r"(?=(?:is |are |strictly )*(?:less|smaller|lower|below|under|at most|up to|no |not |<|\\le))",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r",?;?\s*\b(?:and|but|while)\s+(?:it\s+)?"
    r"(?:diverges?|is unstable|unstable|oscillates?|blows? up|fails?)\b[^.;]{0,120}$",
    re.IGNORECASE,
)
_SUCH = re.compile(
    r"\b(?:for )?(?:all|any|every|those|each)\b[^<>=]{1,40}?"
    r"\b(?:with|such that|satisfying|for which|so that)\b",
    re.IGNORECASE,
)
_WORD = re.compile(
    r"(?<![\\A-Za-z_{^])"
    r"(?:[A-Za-z]{3,}|[Bb][ey]|[Ii][st]|[Tt]o|[Ww]e|[Ss]o|[Aa][snt]|[Oo]f)(?![A-Za-z}_])",
    re.ASCII,
)
_TELLING = {"and", "or", "not", "inf", "infinity", "infty", "unless", "without", "cannot", "except"}
_VALUED = words(
    "two three four five six seven eight nine ten half third quarter twice double times over squared cubed "
    "divided multiplied plus minus root square inverse reciprocal per "
    "outside complement normalised normalized reversed opposite negated scaled hardly barely nearly almost"
)
"""Words that change a value or a range: a text that holds them is not read without them."""
_KEPT = _VALUED | FUNCTIONS | GREEK_NAMES | _TELLING
"""Words that are not dropped: the mathematics, and what would turn the meaning round."""
_ASIDE = re.compile(r"\(\s*((?:and|both|but)\b[^()]{1,60})\)", re.IGNORECASE)
_SAME_SUBJECT = re.compile(
    r"(\\?[A-Za-z][A-Za-z_0-9]{0,20})(\s*)((?:<=|>=|<|>)[^<>=]{1,100}?)\s*,?\s*\b(and|but|or)\s+(<=|>=|<|>|!=)"
)
_FILLERS = re.compile(
    r"\b(?:for|if|and only if|exactly|precisely|when|whenever|provided|that|all|every|any|as long as|"
    r"so long as|must be|must|needs? to be|has to be|should be|we need|we have|the|step size|learning rate|"
    r"values? of|value|range|interval|is|are|stable|converges?|it|this|holds?|satisf(?:y|ies|ying)|such|with|"
    r"strictly|i\.e\.|only|numbers?|lies?|open|closed|where|solution|domain|region|set|of)\b",
    re.IGNORECASE,
)


def relation_text(text: str) -> str:
    """Return the text with words for relations turned into signs and filling words dropped.

    >>> relation_text("for all η below 1/σ²").strip()
    '\\\\eta  <  1/\\\\sigma ^{2}'
    """
    plain = re.sub(r"\s+", " ", _TEXT.sub(r" \1 ", fold(text)))
    if len(plain) > _LONGEST:
        return plain
    if not re.search(r"[A-Za-z]{3}", re.sub(r"\\[A-Za-z]+", "", plain)):
        return plain
    plain = _ELSEWHERE.sub("", plain.rstrip(" ."))
    plain = _SIGNED.sub(r"\1 > 0 and \1 ", plain)
    plain = _SUCH.sub("", plain)
    plain = _ASIDE.sub(r", \1", plain)
    plain = _BETWEEN.sub(_spanned, _FROM_TO.sub(_closed, plain), count=1)
    for pattern, sign in _RULES:
        plain = pattern.sub(sign, plain)
    plain = re.sub(r"\\in\s*(?=[<>!]|\\in)|\\reals\s*(?=\\in)", " ", plain)
    plain = _FILLERS.sub(" ", plain).strip(" :,.")
    return same_subject(_WORD.sub(_meant, plain).strip(" :,.$"))


def _meant(match: re.Match[str]) -> str:
    """Return a word that is mathematics or denies something, nothing for any other."""
    word = match[0]
    return word if word.casefold() in _KEPT or word in _KEPT else " "


def same_subject(text: str) -> str:
    """Return ``η > 0 and < 1`` with the subject said twice."""
    return _SAME_SUBJECT.sub(
        lambda m: f"{m[1]}{m[2]}{m[3]} {'or' if m[4] == 'or' else 'and'} {m[1]} {m[5]}", text
    )


def _closed(match: re.Match[str]) -> str:
    return f" \\in [{match['low'].strip(' ,')}, {match['high'].strip(' ,.')}] "


def _spanned(match: re.Match[str]) -> str:
    low, high, both = match.groups()
    opening, closing = ("[", "]") if both and "nclu" in both else ("(", ")")
    return f" \\in {opening}{low.strip(' ,')}, {high.strip(' ,.')}{closing} "
