"""A column of fractions put together again from the fragments a print-out leaves of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,12})?")
LIST = re.compile(r"\[([^\[\]]{1,400})\]")


def last_column(fragments: Sequence[str], entries: int | None) -> str | None:
    """Return the last column of fractions as LaTeX, or None where the fragments end in none.

    Such a column comes out denominator before numerator, entry by entry. All entries must share
    their denominator; ``entries`` limits how many there are where more would fit.
    """
    numbers = []
    for fragment in reversed(fragments):
        if not fragment.strip(" \xa0[]"):
            continue
        if not NUMBER.fullmatch(fragment.strip(" \xa0[]")):
            break
        numbers.append(fragment.strip(" \xa0[]"))
    pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
    column = [
        pair for index, pair in enumerate(pairs) if all(p[1] == pairs[0][1] for p in pairs[: index + 1])
    ]
    column = column[:entries][::-1]
    if len(column) < 2:
        return None
    rows = r" \\ ".join(rf"\frac{{{over}}}{{{under}}}" for over, under in column)
    return rf"\begin{{bmatrix}} {rows} \end{{bmatrix}}"


def last_length(text: str) -> int | None:
    """Return how many entries the last bracketed list in a text has."""
    lists = [found[1].count(",") + 1 for found in LIST.finditer(text) if "," in found[1]]
    return lists[-1] if lists else None
