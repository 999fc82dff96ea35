"""Ranges as people type them: ``(-oo, 3] U (8, Inf)``, ``R - {3}``, ``[6, oo[``."""

from __future__ import annotations

import re

_REALS = r"(?:\\mathbb\s*\{?\s*R\s*\}?|ℝ|(?<![A-Za-z\\])R)"
_BRACED = re.compile(r"(?<![\^_A-Za-z\\])\{([^{}]*)\}")
_TYPED = (
    (re.compile(r"(?<=[)\]}])\s*(?:U|[Uu]nion)\s*(?=[(\[{\\])"), r" \\cup "),
    (re.compile(_REALS + r"\s*(?:-|−|\\(?![A-Za-z])|\\setminus)\s*\\?\{"), r"\\mathbb{R}\\setminus\\{"),
    (re.compile(r"\s*(?:ℝ|R)\s*"), r"\\mathbb{R}"),
)
_OUTWARDS = re.compile(
    r"(?P<head>(?:[^\[\]]{0,60}(?:∈|\\in(?![A-Za-z])))?)\s*(?:\\left\s*)?(?P<open>[\[\]])(?P<low>[^\[\]]{1,80}),"
    r"(?P<high>[^\[\]]{1,80}?)(?:\\right\s*)?(?P<close>[\[\]])\s*"
)
"""One range in square brackets, which may open outwards where an end does not belong to it."""
_INFINITE = re.compile(r"(?<![A-Za-z\\])Inf(?:inity)?(?![A-Za-z])")
_WHOLE = 2
"""From this entry on, the table is about whole texts."""


def as_written(text: str) -> str:
    """Return a range or a set as it would be written, itself where it is typed in no such way.

    >>> as_written("(-oo,3] U (8,Inf)"), as_written("R - {3}"), as_written("[6, oo[")
    ('(-oo,3] \\\\cup (8,\\\\infty)', '\\\\mathbb{R}\\\\setminus\\\\{3\\\\}', '[6, oo)')
    """
    out = _INFINITE.sub(r"\\infty", text) if "Inf" in text else text
    for number, (typed, written) in enumerate(_TYPED):
        if number >= _WHOLE:
            out = typed.sub(written, out) if typed.fullmatch(out) else out
        elif typed.search(out) is not None:
            braced = _BRACED.sub(r"\\{\1\\}", out)
            out = typed.sub(written, braced)
    return _inwards(out)


def _inwards(text: str) -> str:
    """Return a range whose brackets open outwards with round ones in their place."""
    found = _OUTWARDS.fullmatch(text)
    if found is None or (found["open"], found["close"]) == ("[", "]"):
        return text
    opening, closing = "(" if found["open"] == "]" else "[", ")" if found["close"] == "[" else "]"
    return f"{found['head']} {opening}{found['low']},{found['high']}{closing}".strip()
