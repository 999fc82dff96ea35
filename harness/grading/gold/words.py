r"""Golds that are words, letters or signs of their own rather than formulas: what they ask a reply for.

Options by their letters (``\text{ABD}``, ``B, D``) or Roman numerals (``\text{I and III only}``), a time of
day, a place in an order (``5\text{th}``), a figure (``\triangle ABC``), a chemical formula
(``\mathrm{CO_2}``), a ratio of formulas (``1:\sqrt{2}``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from harness.grading.language.lexicon import words
from harness.grading.language.options import ROMAN, WRAPPED, is_run
from harness.grading.language.units import split
from harness.maths.parsing.fold import fold


class Worded(NamedTuple):
    """A reading of such a gold."""

    kind: str
    value: str
    options: dict[str, object]


_NUMERAL = rf"\(?{ROMAN.pattern}\)?"
_ROMANS = re.compile(
    rf"{_NUMERAL}(?:(?:\s*,\s*|\s+and\s+|,\s*and\s+){_NUMERAL}){{0,9}}(?:\s+only)?", re.ASCII
)
_CLOCK = re.compile(
    r"\d{1,2}\s*(?::\s*[0-5]\d){1,2}\s*(?:[ap]\.?\s?m\.?)|\d{1,2}\s*[ap]\.?m\.?", re.I | re.ASCII
)
_PLACE = re.compile(
    r"(\d{1,6})\s*(?:\^\s*)?\{?\s*(?:\\text\s*\{\s*|\\mathrm\s*\{\s*)?(st|nd|rd|th)\s*\}{0,2}", re.ASCII
)
_PLACES = tuple(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()  # noqa: SIM905
)
_FIGURE = re.compile(r"\\?(triangle|square|parallelogram|quadrilateral|odot)\s*([A-Z]{1,6})", re.ASCII)
_ELEMENT = r"(?:[A-Z][a-z]?(?:_?\{?\d{0,3}\}?)?|\(|\)(?:_?\{?\d{0,3}\}?)?)"
_FORMULA = re.compile(rf"{_ELEMENT}{{1,12}}(?:\^\{{?\d?[+-]\}}?)?", re.ASCII)
_RATIO = re.compile(r"(?:(?!\\[{}]|\\(?:in|[lg]eq?|to|mid)(?![A-Za-z]))[^=<>,&|]){1,300}+", re.ASCII)


def worded(text: str) -> Iterator[Worded]:
    """Yield the readings of a gold that is no formula, as a rule one; nothing for all others.

    >>> [one.kind for one in worded("5\\\\text{th}")], list(worded("x + 1"))
    (['number', 'text'], [])
    """
    bare = WRAPPED.sub(lambda found: found[1], text).strip()
    wrapped = bare != text
    if is_run(bare) and wrapped:
        yield Worded("text", bare, {})
    elif _ROMANS.fullmatch(bare) is not None and (wrapped or bare.startswith("(") or len(bare) > 1):
        if wrapped or not bare.strip("()").islower() or bare.startswith("("):
            yield Worded("text", bare, {})
    elif _CLOCK.fullmatch(bare) is not None:
        yield Worded("number", bare, {})
    elif (place := _PLACE.fullmatch(text)) is not None:
        spoken = [_PLACES[int(place[1]) - 1]] if 0 < int(place[1]) <= len(_PLACES) else []
        yield Worded("number", place[1], {})
        yield Worded("text", f"{place[1]}{place[2]}", {"also": spoken})
    elif (figure := _FIGURE.fullmatch(bare)) is not None:
        yield Worded(
            "text", f"{figure[1]} {figure[2]}", {"also": [f"△{figure[2]}"]} if figure[1] == "triangle" else {}
        )
    elif wrapped and is_chemical(bare):
        spelt = re.sub(r"[_{}^]", "", bare)
        yield Worded("text", spelt, {"also": [bare]})
    elif (":" in text or "\\colon" in text) and _RATIO.fullmatch(text) is not None:
        yield Worded("number", text, {})


def is_chemical(text: str) -> bool:
    """Return whether an upright text is a chemical formula: it counts atoms or joins elements."""
    if _FORMULA.fullmatch(text) is None or not any(char.isupper() for char in text):
        return False
    return any(char.isdigit() for char in text)


_NUMBER = re.compile(
    r"[-+−~≈]?\s*(?:\d[\d.,{}\s]*(?:[eE][-+]?\d{1,3})?|\\d?frac\s*\{?\d+\}?\s*\{?\d+\}?)"
    r"(?:\s*(?:\\times|\\cdot|×|·|\*)\s*10\s*\^\s*\{?\s*[-−]?\d{1,3}\s*\}?)?\s*",
    re.ASCII,
)
_WORDED = re.compile(
    r"\\(?:text|mathrm|textrm|mbox|operatorname|unit|si)\b|\\(?:Omega|AA|mu|circ|degree)\b|[°µμΩ]"
)
_GAP = re.compile(r"(?<=[\d}])(?:\s|~|\\[,;: ])")
_PRODUCTS = re.compile(r"[a-z]{1,2}|[A-Z]|[a-z][A-Z]|m[a-z]{1,2}", re.ASCII)
"""Letters that may be a unit or a product of names: ``mg``, ``kT``."""
_POWER = re.compile(r"[A-Za-z]\s*\^\s*\{?\s*\d\s*\}?", re.ASCII)
"""A power of a letter, which directly behind a number is no unit: ``3t^2``."""
_CERTAIN = words(
    "kJ kN kV kW kA cm mm nm pm km kg mL ml dL eV Hz mA mV mW ms ns nF pF nA mol lb ft mi oz hr min sec"
)


def has_unit(text: str) -> bool:
    """Return whether a number is followed by a unit, set off by a space or as words."""
    number, unit = split(fold(text))
    if unit is None or _NUMBER.fullmatch(number) is None:
        return False
    apart = _WORDED.search(text) is not None or _GAP.search(text) is not None
    return apart or (len(_tail(text)) > 2 and _POWER.fullmatch(_tail(text)) is None)


def is_doubtful(text: str) -> bool:
    """Return whether what follows a number may as well be a product of names: ``5 m``, ``2 ab``, ``3 mg``."""
    tail = _tail(text)
    return _WORDED.search(text) is None and tail not in _CERTAIN and _PRODUCTS.fullmatch(tail) is not None


def _tail(text: str) -> str:
    """Return the letters behind a number, with their signs."""
    found = re.search(r"[A-Za-z].*", text, re.DOTALL)
    return found[0].strip(" .}") if found else ""
