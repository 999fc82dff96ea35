"""Displayed formulas of several rows: aligned rows told apart or joined, matrices left alone."""

from __future__ import annotations

import re

ALIGNED = frozenset(
    name + star
    for name in (
        "align",
        "aligned",
        "alignat",
        "alignedat",
        "gather",
        "gathered",
        "equation",
        "eqnarray",
        "split",
        "multline",
        "flalign",
        "math",
        "displaymath",
    )
    for star in ("", "*")
)
"""Environments whose rows are formulas of their own; all others (matrices, cases) are one formula."""

_TOKEN = re.compile(
    r"\\begin\{([A-Za-z]{1,20}\*?)\}|\\end\{([A-Za-z]{1,20}\*?)\}|\\\\|\\[a-zA-Z]+|\\.|&|\n|[{}]"
)
_CONTINUES = (
    "=",
    "<",
    ">",
    "≤",
    "≥",
    "≈",
    "+",
    "-",
    "−",
    "\\le",
    "\\ge",
    "\\approx",
    "\\iff",
    "\\implies",
    "\\Rightarrow",
    "⇒",
    "\\to",
    "\\cdot",
    "\\times",
    "\\quad=",
    "\\in",
)


def row_edits(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Return the edits that make one maths span flat: line breaks blanked, rows of aligned formulas apart.

    A row that begins with a relation continues the row before it; any other row begins a new
    formula and gets a line break in the flat copy.
    """
    edits: list[tuple[int, int, str]] = []
    inside: list[str] = []
    braces = 0
    for found in _TOKEN.finditer(text, start, end):
        token, low, high = found[0], found.start(), found.end()
        if found[1]:
            inside.append(found[1])
            if found[1] in ALIGNED:
                edits.append((low, high, " " * (high - low)))
        elif found[2]:
            if inside and inside[-1] == found[2]:
                inside.pop()
            if found[2] in ALIGNED:
                edits.append((low, high, " " * (high - low)))
        elif token in "{}":
            braces += 1 if token == "{" else -1
        elif token == "\n":
            edits.append((low, high, " "))
        elif (not inside or inside[-1] in ALIGNED) and braces <= 0:
            if token == "&":
                edits.append((low, high, " "))
            elif token == "\\\\":
                rest = text[high : min(high + 60, end)].lstrip(" &\n\t")
                edits.append((low, high, "  " if rest.startswith(_CONTINUES) else "\n "))
    return edits
