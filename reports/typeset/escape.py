"""The one door through which text from elsewhere reaches a page, a table or a file name.

Text is cleaned without changing its length (positions found by the marker stay
true), and only then escaped for the place it goes to.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from markupsafe import Markup
from markupsafe import escape as _escape

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HIDDEN = re.compile(
    "[\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u206f\ud800-\udfff"
    "\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_MARKDOWN = re.compile(r"([\\|<>`\[\]*_#~$&])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
CELL = 32_000
"""Characters in a CSV cell at most; beyond some 32,767 spreadsheets cut or refuse."""


def clean(text: str) -> str:
    """Return ``text`` of the same length without controls, direction overrides and lone surrogates.

    >>> clean("a\\x00b\\u202ec")
    'a␀b�c'
    """
    shown = _CONTROLS.sub(lambda found: chr(0x2400 + ord(found.group())), text)
    return _HIDDEN.sub("\ufffd", shown)


def escape(text: object) -> Markup:
    """Return the text cleaned and escaped for HTML, attribute values included."""
    return text if isinstance(text, Markup) else _escape(clean(str(text)))


def finalize(value: Any) -> Any:
    """Return what a template prints for a value: markup as it is, all else through the door."""
    return "" if value is None else escape(value)


def cell(value: object) -> object:
    """Return a CSV cell: numbers as they are, text that no spreadsheet takes for a formula.

    >>> cell("=1+1"), cell(-2), cell("plain")
    ("'=1+1", -2, 'plain')
    """
    if value is None or isinstance(value, (bool, int, float)):
        return value
    text = clean(str(value)).replace("\r\n", "\n").replace("\r", "\n")[:CELL]
    return "'" + text if text.lstrip(" \n").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def markdown_cell(text: str, limit: int = 200) -> str:
    """Return one line of Markdown that shows the text itself, cut at ``limit`` characters."""
    line = " ".join(clean(text[: 4 * limit]).split())
    short = line if len(line) <= limit else line[: limit - 1] + "…"
    return _MARKDOWN.sub(r"\\\1", short)


def fence(text: str, info: str = "") -> str:
    """Return a fenced block whose fence is longer than any run of backticks inside."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    bars = "`" * max(3, longest + 1)
    return f"{bars}{info}\n{clean(text)}\n{bars}"


def slug(text: str) -> str:
    """Return a file name's stem for any text: what is readable of it and eight hex digits of its hash."""
    readable = re.sub(r"[^a-z0-9]+", "-", text[:200].lower()).strip("-")[:48].strip("-")
    mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{readable or 'x'}-{mark}"


def shorten(text: str, limit: int) -> str:
    """Return the text cleaned, on one line, cut at ``limit`` characters with an ellipsis."""
    line = " ".join(clean(text[: 2 * limit]).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
