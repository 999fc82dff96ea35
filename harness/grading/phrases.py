"""Words for relations: "below 1/σ²", "between 0 and 1", "all real numbers"."""

from __future__ import annotations

import re

_LONGEST = 1_000
"""Longer texts are left as they are."""
_TEXT = re.compile(r"\\(?:text|mathrm|textrm|textbf|mbox|textit|operatorname)\s*\{([^{}]*)\}")
_WORDS: tuple[tuple[str, str], ...] = (
    (r"(?:strictly )?less than or equal to|no (?:more|larger|greater|bigger) than|not (?:exceeding|exceed|more than|greater than)|at most|does not exceed|up to and including|bounded above by", " <= "),
    (r"greater than or equal to|no (?:less|smaller|fewer) than|not (?:less|smaller) than|at least|bounded below by", " >= "),
    (r"(?:is |are |stays? |strictly |remains? )*(?:less than|smaller than|below|under|lower than|fewer than)", " < "),
    (r"(?:is |are |stays? |strictly |remains? )*(?:greater than|larger than|above|bigger than|more than|exceeds?|exceeding|beyond)", " > "),
    (r"(?:is |are )?not equal to|(?:is |are )?different from|does not equal|(?:is |are )?other than|except(?: for)?", " != "),
    (r"(?:is |are )?equal to|equals", " = "),
    (r"(?:(?:for )?(?:all|every|any) )?real numbers?|(?:for )?(?:all|any) reals?|the real line", r" \\reals "),
    (r"(?:the )?empty set|no (?:real )?(?:solutions?|values?|such values?)|nowhere|never", r" \\emptyset "),
    (r"(?:is |are )?strictly positive|(?:is |are )?positive|> ?0 only", " > 0 "),
    (r"(?:is |are )?nonnegative|(?:is |are )?non-negative", " >= 0 "),
    (r"(?:is |are )?(?:strictly )?negative", " < 0 "),
    (r"(?:lies?|is|are|being)? ?(?:an element of|belongs? to|in the (?:open |closed )?(?:interval|range))", r" \\in "),
)  # fmt: skip
_RULES = tuple((re.compile(rf"\b(?:{words})(?![A-Za-z])", re.IGNORECASE), sign) for words, sign in _WORDS)
_BETWEEN = re.compile(
    r"(?:(?:lies|is|are|stays) )?(?:strictly )?\bbetween\b(.{1,300}?)\band\b(.{1,300}?)(\binclusive\b|,? ?both included|,? ?including both[a-z ]*|$|[.;])",
    re.IGNORECASE | re.DOTALL,
)
_SAME_SUBJECT = re.compile(
    r"(\\?[A-Za-z][A-Za-z_0-9]{0,20})(\s*)((?:<=|>=|<|>)[^<>=]{1,100}?)\s*\b(?:and|but)\s+(<=|>=|<|>|!=)"
)
_FROM_TO = re.compile(
    r"\bfrom\b(.{1,200}?)\bto\b(.{1,200}?)(\binclusive\b|$|[.;])", re.IGNORECASE | re.DOTALL
)
_FILLERS = re.compile(
    r"\b(?:for|if|and only if|exactly|precisely|when|whenever|provided|that|all|every|any|as long as|so long as|must be|"
    r"must|needs? to be|has to be|should be|we need|we have|the|step size|learning rate|values? of|value|range|interval|is|are|"
    r"stable|converges?|it|this|holds?|satisf(?:y|ies|ying)|such|with|strictly|i\.e\.|only|numbers?|lies?|open|closed|"
    r"where|solution|domain|region|set|of)\b",
    re.IGNORECASE,
)


def relation_text(text: str) -> str:
    """Return the text with words for relations turned into signs and filling words dropped.

    >>> relation_text("for all η below 1/σ²").strip()
    'η  <  1/σ²'
    """
    plain = re.sub(r"\s+", " ", _TEXT.sub(r" \1 ", text))
    if len(plain) > _LONGEST:
        return plain
    if not re.search(r"[A-Za-z]{3}", re.sub(r"\\[A-Za-z]+", "", plain)):
        return plain
    plain = _BETWEEN.sub(_spanned, plain, count=1)
    for pattern, sign in _RULES:
        plain = pattern.sub(sign, plain)
    plain = _SAME_SUBJECT.sub(r"\1\2\3 and \1 \4", plain)
    plain = re.sub(r"\\in\s*(?=[<>!]|\\in)", " ", plain)
    return _FILLERS.sub(" ", plain).strip(" :,.")


def _spanned(match: re.Match[str]) -> str:
    low, high, both = match.groups()
    opening, closing = ("[", "]") if both and "nclu" in both else ("(", ")")
    return f" \\in {opening}{low.strip(' ,')}, {high.strip(' ,.')}{closing} "
