"""Where a margin note hangs: from what was selected on a page to the source text, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harness.records import Note

_DRESS = re.compile(r"[\s$*_#`>|]|\\[()\[\]]|\\boxed\b")
"""What a page adds, drops or sets otherwise: white space, delimiters, emphasis."""
CONTEXT = 60
"""Characters kept on either side of a quote."""


def located(source: str, quote: str, before: str = "", share: float = 0.0) -> tuple[int, int] | None:
    r"""Return where the selected text stands in the source, or None where it does not.

    ``before`` is what stood before it on the page and ``share`` how far down the page it was; both only
    choose among several places.

    >>> located(r"So **the factor** $1 - \eta$ counts.", r"the factor $1-\eta$")
    (5, 27)
    """
    bare, places = _bare(source)
    wanted, _ = _bare(quote)
    if not wanted:
        return None
    found = list(_every(bare, wanted))
    if not found:
        return None
    lead, _ = _bare(before[-CONTEXT:])
    fitting = [at for at in found if lead and bare[:at].endswith(lead[-20:])] or found
    at = min(fitting, key=lambda one: abs(one / max(1, len(bare)) - share))
    return places[at], places[at + len(wanted) - 1] + 1


def _bare(text: str) -> tuple[str, list[int]]:
    """Return the text without its dress, and where each of its characters stood."""
    out: list[str] = []
    places: list[int] = []
    at = 0
    for found in _DRESS.finditer(text):
        out.append(text[at : found.start()])
        places.extend(range(at, found.start()))
        at = found.end()
    out.append(text[at:])
    places.extend(range(at, len(text)))
    return "".join(out), places


def _every(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def hung(source: str, note: Note) -> tuple[int, int] | None:
    """Return where a stored note hangs in a text, though the text may have been set anew."""
    if not note.quote:
        return None
    if 0 <= note.start < note.end <= len(source) and source[note.start : note.end] == note.quote:
        return note.start, note.end
    return located(source, note.quote, note.before, note.start / max(1, len(source)))


def placed(source: str, quote: str, before: str, share: float) -> tuple[str, int, int, str, str]:
    """Return quote, start, end, before and after as a note keeps them; the quote alone where not found."""
    found = located(source, quote, before, share)
    if found is None:
        return quote, -1, -1, before[-CONTEXT:], ""
    start, end = found
    return source[start:end], start, end, source[max(0, start - CONTEXT) : start], source[end : end + CONTEXT]


def numbered(notes: list[Note], source: str) -> list[Note]:
    """Return the notes of a text in the order of their places; those on the whole come last."""
    spots = sorted((hung(source, note) or (len(source), 0), index) for index, note in enumerate(notes))
    ranks = [index for _, index in spots]
    return [notes[index] for index in ranks]
