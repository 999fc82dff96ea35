r"""Golds of several values that no single formula is: parts, words with values, pairs under the same names.

``(a) 7, (b) 12`` asks for the parts of a reply, ``\text{mean } 2.5, \text{variance } 1.25`` for values by
words, ``p=5,q=2; p=7,q=2`` for two pairs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from harness.grading.gold.gold import Gold
from harness.grading.language.naming import name
from harness.grading.page.labels import inline
from harness.grading.page.runs import pieces, sides

MOST = 12
"""Values of one gold."""

_LABEL = re.compile(r"\(?([a-h]|[ivx]{1,4})\)\s*", re.ASCII)
_WORDED = re.compile(
    r"(?:\\(?:text|textrm|mathrm|mbox)\s*\{\s*([A-Za-z][A-Za-z ]{1,40}?)\s*[:=]?\s*\}"
    r"|([a-z]{3,20}(?: [a-z]{2,20})?))"
    r"(?:\\[ ,;:]|[\s:=~])*([-+−\d\\(].*)",
    re.ASCII | re.DOTALL,
)
_SPACING = re.compile(r"^(?:\\[ ,;:]|[\s~])+")

Reading = Callable[[str], Gold | None]
"""Returns the likeliest reading of one value."""


def several(text: str, reading: Reading) -> Iterator[Gold]:
    """Yield the readings of a gold as several values; nothing for a gold that is one."""
    if len(text) > 600:
        return
    for parts in (_parts(text, reading), _in_words(text, reading)):
        if len(parts) > 1 and len({part.name for part in parts}) == len(parts) <= MOST:
            yield Gold("several", text, parts=parts)
    if (pairs := _pairs(text)) is not None:
        yield pairs


def _parts(text: str, reading: Reading) -> tuple[Gold, ...]:
    """Return the golds of labelled parts, each with its label as an option."""
    found = []
    stretches = inline(text, 0, len(text))
    for low, high in stretches if len(stretches) > 1 else ():
        label = _LABEL.match(text, low, high)
        value = reading(text[label.end() : high].strip(" ,;.\n")) if label else None
        if label is None or value is None:
            return ()
        found.append(replace(value, name=f"({label[1]})", options={**value.options, "label": label[1]}))
    return tuple(found)


def _in_words(text: str, reading: Reading) -> tuple[Gold, ...]:
    """Return the golds of values that stand behind words."""
    found = []
    for low, high in pieces(text, 0, len(text)):
        piece = _WORDED.fullmatch(_SPACING.sub("", text[low:high].strip()))
        value = reading(piece[3]) if piece else None
        if piece is None or value is None:
            return ()
        found.append(replace(value, name=(piece[1] or piece[2]).strip()))
    return tuple(found)


def _pairs(text: str) -> Gold | None:
    """Return the set of the pairs that a gold gives under the same names, one after the other."""
    groups = [group.strip() for group in text.split(";")]
    if not 1 < len(groups) <= MOST:
        return None
    called: set[tuple[str, ...]] = set()
    tuples = []
    for group in groups:
        chains = [sides(group, low, high) for low, high in pieces(group, 0, len(group))]
        if len(chains) < 2 or any(len(chain) != 2 or chain[1].relation != "=" for chain in chains):
            return None
        called.add(tuple(group[chain[0].start : chain[0].end].strip() for chain in chains))
        tuples.append("(" + ", ".join(group[chain[1].start : chain[1].end].strip() for chain in chains) + ")")
    (names, *others) = called
    if others or any(name(one) is None for one in names):
        return None
    return Gold("set", "\\{" + ", ".join(tuples) + "\\}", "(" + ", ".join(names) + ")")
