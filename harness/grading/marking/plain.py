"""A claim's text made plain: numbers in words as figures, angles in degrees, a vector's ⟨ ⟩ as ( )."""

from __future__ import annotations

import re

from harness.grading.kinds import traits
from harness.grading.language.lexicon import lower
from harness.grading.language.numbers import spoken
from harness.records import Expected

_AGAIN = re.compile(r"(?<=\d) ?\([a-z]{3,9}(?:[- ][a-z]{3,9}){0,5}\)$")
"""A number said once more in words: ``9 (nine)``."""
_DEGREE = re.compile(r"°|\^ ?(?:\{ ?\\circ ?\}|\\circ)")
_DEGREES_ONLY = re.compile(
    r"(?:[\d\s.+\-−*/()·×{}½°]|\^ ?\{? ?\\circ|\\[dt]?frac|\\cdot|\\times|\\[,;!]|\\left|\\right)++"
)
"""A sum or product of angles in degrees: it is one in degrees."""
_IN_DEGREES = re.compile(r"\$?[\d.]+(?:\s*(?:°|\^ ?\{?\\circ\}?))?\$?")
"""A true value in degrees, or a plain number."""
_INFINITE = re.compile(r"(?<![A-Za-z\\])Inf(?:inity)?(?![A-Za-z])")
_CONSTANT = re.compile(r"\\(?:text|mathrm)\s*\{\s*(?:const(?:ant)?\.?)\s*\}")
_RESIDUE = re.compile(r"\s*(?:\\pmod\s*(?:\{[^{}]{1,20}\}|\d+)|\(\s*\\?(?:mod|bmod)\s[^()]{1,20}\))\s*$")
"""What a residue is taken by, behind it."""
_THIN_THOUSANDS = re.compile(r"(?<=\d),(?:\\[,!;] *)+(?=\d{3}(?!\d))")
_LETTER = re.compile(r"[^\W\d_]")


def plain(text: str, expected: Expected, declared: bool) -> str:
    """Return a claim's text with numbers in words as figures, and a vector's ⟨ ⟩ as ( )."""
    like = traits(expected)
    text = text.replace("per cent", "percent") if "per cent" in text else text
    if like.scalar and "mod" in text:
        text = _RESIDUE.sub("", text)
    if like.quantity and ",\\" in text:
        text = _THIN_THOUSANDS.sub(",", text)
    if like.quantity and ("°" in text or "circ" in text) and _IN_DEGREES.fullmatch(expected.value):
        text = _DEGREE.sub("", text) if _DEGREES_ONLY.fullmatch(text) else text
    if like.quantity and _LETTER.search(text):
        text = _AGAIN.sub("", text)
        for low, high, number in reversed(list(spoken(lower(text), 0, len(text)))):
            text = text[:low] + number + text[high:]
    if "Inf" in text:
        text = _INFINITE.sub(r"\\infty", text)
    if "const" in text and "C" in expected.value:
        text = _CONSTANT.sub("C", text)
    if like.upright and text.startswith(("\\langle", "⟨")) and not declared:
        text = text.replace("\\langle", "(").replace("\\rangle", ")").replace("⟨", "(").replace("⟩", ")")
    return text
