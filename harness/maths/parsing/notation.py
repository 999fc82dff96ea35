r"""Notation rewritten before it is cut into tokens: what is spelt out in another order than it is read."""

from __future__ import annotations

import re

from harness.maths.parsing.scope import Names

_LAID = re.compile(r"\{([^{}]{1,80})\\choose(?![A-Za-z])([^{}]{1,80})\}")
_SLASHED = re.compile(
    r"(?<![A-Za-z\\])d(\^2|\^\{2\}|)([a-z])\s?/\s?d([a-z])(?:\^2|\^\{2\}|)(?![A-Za-z])", re.ASCII
)
"""A derivative on one line: ``dy/dx``."""
_CHOOSE = re.compile(
    r"(?<![\w\\.])(?:(?:\{\})?[_^]?\{?)?(\d{1,4})\}?\s?C_?\{?(\d{1,4})\}?(?![\w.])", re.ASCII
)
_REPEATED = re.compile(r"(\d{0,40})\.(\d{0,40})\\(?:overline|bar|dot)\s*\{(\d{1,40})\}", re.ASCII)
_ENDLESS = re.compile(r"(\d{1,40})\.(\d{0,20}?)(\d{1,6})\3{2,20}(?:\.\.\.|\s*\\l?dots\b)", re.ASCII)
_DOT_T = re.compile(r"(?<=[A-Za-z0-9)\]}])\.T(?![A-Za-z0-9])", re.ASCII)
_LIBRARY = re.compile(
    r"(?<![A-Za-z])(?:np|numpy|jnp|scipy|torch|tf|math|sp|sympy)\."
    r"(?:linalg\.|nn\.|functional\.|special\.)*(?=[A-Za-z])|(?<![A-Za-z])linalg\.",
    re.ASCII,
)
"""Code: a transpose behind a dot, and the library that a function is from."""
_SKIPS = re.compile(r"\\\\\s*\*?\s*\[\s*-?\d{0,4}\.?\d{1,4}\s*(?:pt|em|ex|mm|cm|in)\s*\]", re.ASCII)
"""The end of a row with the space after it: ``\\[4pt]``."""
_ARROW = re.compile(r"\\(?:overrightarrow|vec)\s*\{\s*([A-Z])\s*([A-Z])\s*\}", re.ASCII)
_OVER = re.compile(r"\\(?:overrightarrow|overleftarrow)(?=\s*\{\s*[A-Za-z]\s*\})")

_BESIDE = re.compile(r"(?<![A-Za-z])\[([^\[\]|,;]{1,200}) ?\| ?([^\[\]|,;]{1,200})\]")
"""Two blocks with a line between them: ``[A | b]``; behind a letter it is a condition, ``E[X | Y]``."""


def rewritten(text: str, names: Names) -> str:
    r"""Return folded text with such notation put plainly.

    >>> rewritten(r"\overrightarrow{AB}", Names()), rewritten("0.1666...", Names())
    ('(B_{\\text{point}}-A_{\\text{point}})', '\\frac{15}{90}')
    """
    if "." in text and (
        "line{" in text or "bar{" in text or "dot{" in text or "..." in text or "dots" in text
    ):
        text = _ENDLESS.sub(_periodic, _REPEATED.sub(_periodic, text))
        text = text.replace("...", "\\dots ")
    if "\\choose" in text:
        text = _LAID.sub(r"\\binom{\1}{\2}", text)
    if "C" in text:
        text = _CHOOSE.sub(r"\\binom{\1}{\2}", text)
    if "." in text and (".T" in text or _LIBRARY.search(text) is not None):
        text = _LIBRARY.sub("", _DOT_T.sub(r"^{\\top}", text))
    if "/d" in text and "d" not in names.symbols:
        text = _SLASHED.sub(r"\\frac{d\1\2}{d\3\1}", text)
    if "\\\\" in text and "[" in text:
        text = _SKIPS.sub(r"\\\\ ", text)
    if "|" in text and "[" in text:
        text = _BESIDE.sub(r"[\1\\mid \2]", text)
    if "arrow{" in text or "vec{" in text:
        text = _OVER.sub(r"\\vec", _ARROW.sub(r"(\2_{\\text{point}}-\1_{\\text{point}})", text))
    return text


def _periodic(match: re.Match[str]) -> str:
    """Return a periodic decimal as a fraction."""
    whole, before, period = match.groups()
    scale = 10 ** len(before)
    top = int((whole or "0") + before) * (10 ** len(period) - 1) + int(period)
    return f"\\frac{{{top}}}{{{scale * (10 ** len(period) - 1)}}}"
