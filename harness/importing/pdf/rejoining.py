"""Formulas put together again that the end of a line cut in two."""

from __future__ import annotations

import re

from harness.importing.pdf.rowtext import Shown

_RELATION = re.compile(
    r"(?:[=<>+\-,(/]|\\(?:le|ge|ne|approx|in|to|cdot|times|pm|iff|implies|leftarrow|Rightarrow|ll|gg))\s*$"
)
_RELATES = re.compile(
    r"\s*(?:[=<>+]|\\(?:le|ge|ne|approx|in|to|cdot|times|pm|iff|implies|leftarrow|Rightarrow|ll|gg)\b)"
)


def joined(first: Shown, second: Shown) -> tuple[Shown, Shown] | None:
    """Return two rows with the formula that the line's end cut in two put together in the first."""
    if first.display and second.display:
        return _aligned(first, second)
    if first.display or second.display:
        return None
    end = re.search(r"\$([^$]+)\$$", first.text)
    start = re.match(r"\$([^$]+)\$([.,;:]*)", second.text)
    if not end or not start or not (_RELATION.search(end[1]) or _RELATES.match(start[1])):
        return None
    tex = f"{end[1]} {start[1]}"
    sure = min(
        [u[1] for u in first.unsure if u[0] == end[1]]
        + [u[1] for u in second.unsure if u[0] == start[1]]
        + [1.0]
    )
    why = next((u[2] for u in (*first.unsure, *second.unsure) if u[0] in (end[1], start[1])), "")
    kept = tuple(u for u in first.unsure if u[0] != end[1]) + (((tex, sure, why),) if sure < 1 else ())
    text = f"{first.text[: end.start()]}${tex}${start[2]}"
    rest = tuple(u for u in second.unsure if u[0] != start[1])
    return Shown(text, kept), Shown(second.text[start.end() :].strip(), rest)


def _aligned(first: Shown, second: Shown) -> tuple[Shown, Shown] | None:
    """Return two displayed rows as one formula where the second goes on with a relation."""
    one = re.fullmatch(r"\$\$(.*)\$\$([.,;:]?)", first.text, re.S)
    two = re.fullmatch(r"\$\$(.*)\$\$(.*)", second.text, re.S)
    if not one or not two or not (_RELATES.match(two[1]) or _RELATION.search(one[1])):
        return None
    tex = f"{one[1]} {two[1]}"
    sure = min([u[1] for u in (*first.unsure, *second.unsure)] + [1.0])
    why = next((u[2] for u in (*first.unsure, *second.unsure)), "")
    return Shown(f"$${tex}$${two[2]}", ((tex, sure, why),) if sure < 1 else (), True), Shown()
