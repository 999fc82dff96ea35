"""Words that multiply the number before them: ``1.5 million``, ``3 dozen``, ``5 lakh``, ``5万``."""

from __future__ import annotations

import re

MAGNITUDES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "quadrillion": 10**15, "dozen": 12, "dozens": 12, "lakh": 10**5, "lakhs": 10**5,
    "lac": 10**5, "crore": 10**7, "crores": 10**7, "mille": 10**3, "tausend": 10**3,
"Million": 10**6, "Millionen": 10**6, "Milliarde": 10**9, "Milliarden": 10**9,
    "millions": 10**6, "milliard": 10**9, "milliards": 10**9, "billions": 10**9, "thousands": 10**3,
    "millones": 10**6, "mill\u00f3n": 10**6, "milh\u00f5es": 10**6, "milh\u00e3o": 10**6, "milioni": 10**6,
    "milione": 10**6, "miliardi": 10**9, "miliardo": 10**9,
}  # fmt: skip
SIGNS = {
    "千": 10**3, "仟": 10**3, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12,
    "천": 10**3, "만": 10**4, "억": 10**8, "조": 10**12,
}  # fmt: skip
"""The same, written without a space behind the number."""
_BEHIND = re.compile(
    r"(.*\d[\d.,\s{}]*?)(?:\\[,;! ]|~|\s)*(?:\\(?:text|mathrm|mbox)\s*\{\s*)?("
    + "|".join((*sorted(MAGNITUDES, key=len, reverse=True), *SIGNS))
    + r")(?:\s+of)?\s*\}?",
    re.I | re.S,
)


def multiplied(text: str) -> tuple[str, int]:
    """Return a number's text without the words that multiply it, and their factor.

    >>> multiplied("1.5 million"), multiplied("3\\\\text{ dozen}"), multiplied("5万")
    (('1.5', 1000000), ('3', 12), ('5', 10000))
    """
    factor = 1
    for _ in range(3):
        found = _BEHIND.fullmatch(text.strip())
        if found is None:
            break
        text = found[1]
        factor *= SIGNS.get(found[2]) or MAGNITUDES.get(found[2]) or MAGNITUDES[found[2].lower()]
    return text, factor
