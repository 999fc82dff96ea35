"""The formulas of any text, for those who want no verdict: what the marker takes for maths, and where."""

from __future__ import annotations

from collections.abc import Iterator

from harness.grading.page.runs import runs
from harness.grading.page.segments import page


def formulas(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and text of each stretch of maths, the text with its signs made alike.

    >>> list(formulas("So $x = 2$, as said."))
    [(4, 9, 'x = 2')]
    """
    shown = page(text)
    for unit in shown.units:
        for run in runs(shown, unit):
            yield run.start, run.end, shown.flat[run.start : run.end]
