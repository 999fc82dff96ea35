"""How a line opens with the label of a part: ``(a)``, ``b)``, ``Q1(c)``, ``**a**``, ``Part b —``."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from harness.grading.language.lexicon import words

READ = 60
"""Characters of a line in which its label stands."""

_LEAD = words(
    "part parts question q problem exercise answer solution subpart subquestion item task section ex "
    "prob sub to for the final of no nr teil aufgabe partie"
)
_WEAK_LEAD = words("to for the of final no answer solution")
"""Leads that open sentences too: "For n we get" names no part, "For (n):" and "For part n" do."""
_CJK_LEAD = ("第", "问题", "部分", "小题", "题", "问")
_RELATING = ("=", "<", ">", "≤", "≥", "∈", "≠", "≈", "\\le", "\\ge", "\\in", "\\ne", "+", "/", "^")
"""What goes on a formula: "For n = 1" names no part."""
_RELATION = re.compile(r"[=<>≤≥≈]")
TICKS = "✅☑✔✓➤▶●■◆①②③④⑤⑥⑦⑧⑨⑩"
"""Signs before a line, in place of a bullet or a number."""
_DECORATION = re.compile(
    rf"(?:[\s#*•>¦|_\-–—{TICKS}]|\\(?:text|textbf|mathbf|mathrm|underline)\s*\{{)*", re.ASCII
)
_LEADING = re.compile(
    rf"(?:{'|'.join(sorted(_LEAD, key=len, reverse=True))})\b[\s.:]*"
    rf"|(?:q|ex)(?=[\d(])|(?:{'|'.join(_CJK_LEAD)})\s*"
)
_NUMBER = re.compile(r"\d{1,2}\s*(?:[.\-:)]\s*)?")
_CLOSING = re.compile(r"[)\]]")


class Opening(NamedTuple):
    """A label at the start of a line."""

    label: str
    end: int
    """Where what it labels begins."""


def opening(
    text: str, wanted: frozenset[str], *, heading: bool = False, bold: bool = False
) -> Opening | None:
    """Return the label of ``wanted`` that opens a line, or None.

    ``bold`` says that a bare letter there is set off by emphasis alone.

    >>> [found and found.label for t in ("Part (b): 3", "Q1(a) 7", "a — 2", "a - 2 = b", "For a we get")
    ...  if (found := opening(t, frozenset("ab"))) or True]
    ['b', 'a', 'a', None, None]
    """
    text = text[:READ].casefold()
    at = _end(_DECORATION, text, 0)
    led, at = _led(text, at)
    start = at
    for start in dict.fromkeys((at, _end(_NUMBER, text, at))):
        found = _labels(wanted).match(text, start)
        if found is None:
            continue
        rest = text[found.end() :].lstrip(" *$}_")
        if rest.startswith(_RELATING) or not _set_off(found, rest, led, start > at, heading, bold):
            return None
        return Opening(found["label"], found.end())
    return None


_BEFORE = re.compile(r"\((?:[a-z]{1,3}|\d{1,2}[a-z]?)\)|[a-z]{1,3}\)|\[[a-z]{1,3}\](?=\s\d)|[a-z]\s*(?=—\s)")
_BOLD = re.compile(r" {2,}[a-h] {3,}(?=[\d\\])")
"""A letter where the signs of emphasis around it have been blanked."""
_DASH = re.compile(r"\s*[—–]\s")
_GOING_ON = "+-*/^=<>·×.,)!∈≤≥≈"
"""What goes on a formula that opens with a letter in brackets."""


def after_label(flat: str, at: int, end: int) -> int:
    """Return where the content of a line begins after a part's label such as ``(a)``, ``b)`` or ``1(c)``.

    >>> [text[after_label(text, 0, len(text)) :] for text in ("(a) 3", "Part (b) – 4", "(x) + 3", "a 5")]
    [' 3', '4', '(x) + 3', 'a 5']
    """
    line = flat[at : min(end, at + READ)].casefold()
    if (bold := _BOLD.match(line)) is not None:
        return at + bold.end()
    led, here = _led(line, len(line) - len(line.lstrip(" >")))
    found = _BEFORE.match(line, here) or _BEFORE.match(line, _end(_NUMBER, line, here))
    if found is None or (here and not led and line[:here].strip(" >")):
        return at
    rest = line[found.end() :]
    if (dash := _DASH.match(rest)) is not None:
        return at + found.end() + dash.end()
    following = rest.strip()[:1]
    return at if not following or rest[0] not in " \n" or following in _GOING_ON else at + found.end()


_INLINE = re.compile(r"(?:^|(?<=\s))\(?([a-h]|i{1,3}|iv|v)\)(?=\s)", re.ASCII)
_ORDERS = ("abcdefgh", ("i", "ii", "iii", "iv", "v"))


def inline(flat: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return a stretch cut where labels stand inside it in order: ``(a) 3, (b) 4``.

    >>> [text[a:b] for text in ("(a) 3, (b) 4", "From (a) and (b)") for a, b in inline(text, 0, len(text))]
    ['(a) 3, ', '(b) 4', 'From (a) and (b)']
    """
    whole = [(start, end)]
    if flat.find(")", start, end) < 0:
        return whole
    found = list(_INLINE.finditer(flat, start, end))
    order = next((o for o in _ORDERS if found and found[0][1] == o[0]), ())
    if not found or [one[1] for one in found] != list(order[: len(found)]):
        return whole
    before = [flat[start : one.start()].rstrip() for one in found]
    if before[0] and not before[0].endswith(":"):
        return whole
    if any(text[-1:].isalpha() and not text.endswith(" and") for text in before[1:]):
        return whole
    cuts = [start, *(one.start() for one in found if one.start() > start), end]
    return [(low, high) for low, high in pairwise(cuts) if flat[low:high].strip()]


def _set_off(found: re.Match[str], rest: str, led: bool, numbered: bool, heading: bool, bold: bool) -> bool:
    """Whether a label is set off from what follows, as no word and no letter of a formula is."""
    if found["opened"]:
        return _CLOSING.match(found["closed"] or "") is not None
    if found["closed"]:
        return True
    if found["dash"]:
        return _RELATION.search(rest) is None
    return led or bold or (heading and not rest[:1].isalpha()) or (numbered and not rest)


@lru_cache(maxsize=256)
def _labels(wanted: frozenset[str]) -> re.Pattern[str]:
    label = "|".join(re.escape(one) for one in sorted(wanted, key=lambda one: (-len(one), one)))
    return re.compile(
        rf"(?P<opened>[(\[]\s*)?(?P<label>{label})(?![a-z0-9])\s*"
        r"(?:(?P<closed>[)\]]\}?[.:：)]?|[:：](?!=)|\.(?=[\s)]|$)|¦)|(?P<dash>[—–\-](?=\s|$))|(?=[\s*_}]|$))"
    )


def _led(text: str, at: int) -> tuple[bool, int]:
    """Return whether a word such as "part" leads a line, and where what it leads begins."""
    led = False
    while (found := _LEADING.match(text, at)) is not None and found.end() > at:
        word = found[0].strip(" .:\n")
        led = led or word not in _WEAK_LEAD
        at = found.end()
    return led, at


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return at if found is None else found.end()
