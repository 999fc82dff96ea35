"""What a gold answer is, read off the gold itself: its kind, its value and the name it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from harness.grading.gold.formulas import LETTERS, in_maths, options_of
from harness.grading.gold.gold import Gold
from harness.grading.gold.idioms import plain
from harness.grading.gold.several import several
from harness.grading.gold.words import worded
from harness.grading.kinds import traits_of
from harness.grading.kinds.truth import said
from harness.grading.language.naming import name
from harness.grading.page.runs import sides
from harness.grading.page.segments import Page, page
from harness.maths.parsing.parser import parse
from harness.maths.parsing.scope import Scope, names_of
from harness.unwrapping import once

LIMIT = 4_000

_LETTER = re.compile(r"[(\[]?\s*([A-J])\s*[)\].:]?")
_OPTION = re.compile(
    r"\\(?:text|textbf|mathrm|mathbf|textrm)\s*\{\s*\(([A-J])\)[\s~.:]*\}(?:\\[ ,;]|\\q?quad|~|\s)*(\S.*)",
    re.ASCII,
)
_PLAIN_OPTION = re.compile(r"(?:\(([A-Ja-j])\)|([A-J])[.):])\s+([A-Za-z]{3}.*)", re.ASCII)
_WORDS = re.compile(r"[A-Za-zÀ-ɏͰ-῿⺀-鿿가-힯'’\-\s.,&0-9]+")
_TEXT = re.compile(r"\\(?:text|textbf|textit|mathrm|mbox|textrm|operatorname)\s*\{([^{}]*)\}")


_PERCENT = re.compile(r"\\text\{\s*per\s?cent(?:age)?\s*\}|(?<=[\d}])\s*\bper\s?cent(?:age)?\b")
"""A percent sign in words."""


class Unreadable(ValueError):
    """The gold answer is nothing the marker can compare with."""


def readings(gold: str, kind: str | None, scope: Scope) -> tuple[Gold, ...]:
    """Return the readings of a gold answer, the most likely first; Unreadable where there is none.

    With ``kind`` given there is one. Otherwise ``(0, 1)`` may be a pair or an interval, and
    ``y = 2x + 1`` an equation or the value of y.
    """
    text = cleaned(gold)
    if not text:
        raise Unreadable("the gold answer is empty")
    if len(text) > LIMIT:
        raise Unreadable(f"the gold answer is longer than {LIMIT:,} characters")
    if kind is not None:
        return (_given(text, kind, scope),)
    text = text if scope.declared else plain(_PERCENT.sub(r"\\%", text))
    own = tuple(several(text, partial(_likeliest, scope=scope))) if not scope.declared else ()
    if own:
        return (*own, *_one(text, scope)) if own[0].kind != "several" else own
    return _one(text, scope)


def _likeliest(text: str, scope: Scope) -> Gold | None:
    """Return the likeliest reading of one of several values, None where there is none."""
    return next(iter((*_in_words(text, scope), *in_maths(text, scope))), None)


def _one(text: str, scope: Scope) -> tuple[Gold, ...]:
    """Return the readings of a gold as one value."""
    return tuple(_in_words(text, scope)) or tuple(in_maths(text, scope)) or tuple(_phrase(text))


def cleaned(gold: str) -> str:
    """Return the gold without delimiters, boxes and a final full stop.

    >>> cleaned(r"$\\boxed{x = 5}$.")
    'x = 5'
    """
    sheet = page(once(gold[: LIMIT + 200]))
    if sheet.boxes:
        start, end = sheet.boxes[-1]
        return sheet.flat[start:end].strip()
    if sheet.maths and _sentence(sheet):
        start, end = sheet.maths[-1]
        return sheet.flat[start:end].strip()
    text = " ".join(sheet.flat.split()) if "\n" in sheet.flat else sheet.flat.strip()
    return text[:-1].rstrip() if text.endswith(".") and not text.endswith("..") else text


def _sentence(sheet: Page) -> bool:
    """Whether a gold is a sentence around its formula."""
    outside = sheet.flat
    for start, end in reversed(sheet.maths):
        outside = outside[:start] + " " + outside[end:]
    return sum(len(word.strip(".,:;")) > 1 and word.strip(".,:;").isalpha() for word in outside.split()) > 2


def _given(text: str, kind: str, scope: Scope) -> Gold:
    like = traits_of(kind)
    chain = sides(text, 0, len(text))
    first, last = (text[s.start : s.end] for s in (chain[0], chain[-1]))
    if like.branches and "\\begin" in text:
        whole = parse(text, scope)
        return Gold(kind, text, options=options_of(whole, scope))
    if like.options and (option := _option(text)) is not None:
        return option
    named = len(chain) == 2 and chain[1].relation == "=" and name(first) is not None
    if named and not (like.relation or like.words or like.satisfies):
        return Gold(kind, last, first)
    return Gold(kind, text)


# ----------------------------------------------------------------------------- words


def _in_words(text: str, scope: Scope) -> Iterator[Gold]:
    if (option := _option(text)) is not None:
        yield option
        return
    bare = _TEXT.sub(lambda found: found[1], text).strip()
    if LETTERS.fullmatch(bare) is not None and text != bare:
        yield Gold("text", bare)
        return
    letter = _LETTER.fullmatch(bare)
    if letter is not None and names_of(scope).get(letter[1]) is None and (len(bare) > 1 or bare not in "I"):
        yield Gold("choice", letter[1])
        return
    if bare.casefold() in ("true", "false", "yes", "no") and said(bare) is not None:
        yield Gold("truth", bare)
    for one in worded(text) if not scope.declared else ():
        yield Gold(one.kind, one.value, options=one.options)


def _option(text: str) -> Gold | None:
    """Return the choice of an option that is given with its words: ``(b) gradient noise``."""
    found = _OPTION.fullmatch(text) or _PLAIN_OPTION.fullmatch(text)
    if found is None:
        return None
    *letters, words = found.groups()
    letter = next(letter for letter in letters if letter).upper()
    return Gold("choice", letter, options={"choices": _options_of(letter, words)})


def _options_of(letter: str, words: str) -> dict[str, list[str]]:
    """Return the options of which one is known with its words: ``(E) 12``."""
    return {key: [words.strip()] if key == letter else [] for key in "ABCDEFGHIJ"}


def _phrase(text: str) -> Iterator[Gold]:
    bare = _TEXT.sub(lambda found: found[1], text).strip()
    if _WORDS.fullmatch(bare) is None or not any(len(w) > 1 and not w.isdigit() for w in bare.split()):
        raise Unreadable(f"the gold answer {text[:80]!r} cannot be read")
    yield Gold("text", bare)
