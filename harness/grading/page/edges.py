"""The ends of a stretch of maths: spaces, punctuation and unmatched brackets that are none of it."""

from __future__ import annotations

import re

_THIN = ("\\,", "\\;", "\\!", "\\:", "\\ ")
_OPENERS, _CLOSERS = "([{", ")]}"
_BRACKET = re.compile(r"[()\[\]{}]")


def trimmed(flat: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch without spaces, punctuation and unmatched brackets at its ends."""
    if start < end and flat[start].isalnum() and flat[end - 1].isalnum():  # by far the commonest
        return start, end
    unmatched_left = 12 if end - start < 2_000 else 0
    while start < end:
        if flat.startswith(_THIN, start):
            start += 2
        elif flat[end - 2 : end] in _THIN:
            end -= 2
        elif flat[start] in " \n,;.…*" and not (flat[start] == "." and flat[start + 1 : start + 2].isdigit()):
            start += 1
        elif flat[end - 1] in " \n,;." or (flat[end - 1] == ":" and end - start > 1):
            end -= 1
        else:
            low, high = unmatched(flat, start, end) if unmatched_left else (start, end)
            unmatched_left -= 1
            if (low, high) == (start, end):
                return start, end
            start, end = low, high
    return start, end


def unmatched(flat: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch without one unmatched bracket at either end (any kind closes any kind)."""
    if flat[start] not in "([" and flat[end - 1] not in "([)]}":
        return start, end
    depth = low = 0
    for bracket in _BRACKET.findall(flat, start, end):
        depth += 1 if bracket in _OPENERS else -1
        low = min(low, depth)
    if low < 0 and flat[end - 1] in _CLOSERS:
        return start, end - (2 if flat[end - 2 : end] == "\\}" else 1)
    if depth > 0 and flat[end - 1] in "([":
        opened = max(flat.rfind("[", start, end - 1), flat.rfind("]", start, end - 1))
        outward = flat[end - 1] == "[" and opened >= start and "," in flat[opened:end]
        return start, end if outward else end - 1  # [2, 5[ as it is written in French
    if depth > 0 and flat[start] in "([" and low >= 0:
        return start + 1, end
    return start, end
