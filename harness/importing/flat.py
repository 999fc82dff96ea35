"""Whether a text has lost the layout of its formulas, told from the text alone."""

from __future__ import annotations

import re

_TEX = re.compile(r"\$|\\[\[(]|\\(?:frac|sqrt|begin|boxed|eta|sigma|le|ge|cdot)\b|\^\{?\w|_\{?\w")
_TORN = re.compile(r"^\s?(?:[^\sA-Za-z]{1,3}|[A-Za-z]\d?|\w{1,3}[=+−]\w{1,2})\s?$", re.M)
"""A line of one to three signs, as the pieces of a formula that was set over several lines."""
_SIGNS = re.compile(r"[∑∏∫√⊤∗−≤≥σηλθβαεℓΣ∇\ufffe\ufffd]|\(cid:\d+\)")
_GLUED = re.compile(r"[σηλθβαεℓ\w∥)][²\d](?![\d.])\b|\(cid:\d+\)|\ufffe|\ufffd")


def is_flat(answer: str) -> bool:
    """Return whether an answer's formulas came without their layout: torn lines, exponents on the line.

    >>> is_flat("so $\\\\eta < 1/\\\\sigma^2$"), is_flat("0 < η < 1\\nσ2."), is_flat("It is 4.")
    (False, True, False)
    """
    if _TEX.search(answer):
        return False
    return bool(_SIGNS.search(answer) or _TORN.search(answer)) and bool(
        _GLUED.search(answer) or _TORN.search(answer)
    )
