r"""How data sets write their golds: spellings that are no mathematics of their own, put plainly.

``10,\!080`` is 10,080 with a thin space taken back; ``6\text{ (minutes)}`` and ``\mathrm{50~N}`` are
quantities; ``\text{The answer is } 5`` and ``x = 5 \text{ (since } x > 0)`` are a value with words about
it. Only what says no more than the value is taken off.
"""

from __future__ import annotations

import re

_ANNOUNCED = re.compile(
    r"\\text\s*\{\s*(?:the\s+)?(?:(?:final\s+)?answer|solution|value|result)?\s*(?:is|are|equals|at|:)?\s*:?\s*\}"
    r"(?:\\[ ,;:]|~|\s)*(?=[^\s\\]|\\(?!text))",
    re.I,
)
_REASON = re.compile(
    r"(?:\\[ ,;:]|\\q?quad|~|\s)*\\text\s*\{\s*\(\s*(?:since|because|as|by|note that|i\.e\.|assuming)\b"
    r"[^{}]{0,80}\}.{0,120}\)\s*\}?\s*",
    re.I,
)
_ASIDE = re.compile(r"\\text\s*\{\s*\(([A-Za-z][A-Za-z ]{0,30})\)\s*\}")
_UPRIGHT = re.compile(
    r"\\(?:mathrm|text|rm)\s*\{\s*(-?\d[\d.,]{0,30})\s*(?:~|\\[ ,;]|\s)\s*([A-Za-z][A-Za-z0-9/^]{0,20})\s*\}"
)
_ABOUT = re.compile(r"(?:\\approx|\\simeq|≈|≃|\\text\s*\{\s*(?:about|approximately|approx\.?)\s*\})\s*", re.I)


def plain(text: str) -> str:
    r"""Return a gold in plain spelling.

    >>> plain(r"10,\!080"), plain(r"6\text{ (minutes)}"), plain(r"\text{The answer is } 5")
    ('10,080', '6\\text{ minutes}', '5')
    """
    if "\\!" in text:
        text = text.replace("\\!", "")
    if (about := _ABOUT.match(text)) is not None:
        text = text[about.end() :]
    if "\\text" not in text and "\\mathrm" not in text and "\\rm" not in text:
        return text
    if (opener := _ANNOUNCED.match(text)) is not None:
        text = text[opener.end() :]
    if (reason := _REASON.search(text)) is not None and reason.end() == len(text) and reason.start():
        text = text[: reason.start()]
    text = _ASIDE.sub(lambda found: f"\\text{{ {found[1]}}}", text) if text[:1].isdigit() else text
    if (upright := _UPRIGHT.fullmatch(text)) is not None:
        text = f"{upright[1]}\\,\\mathrm{{{upright[2]}}}"
    return text
