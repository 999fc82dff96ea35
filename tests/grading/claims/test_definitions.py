"""What a reply's own names stand for: set equal from either side, inside a chain, or after a place."""

from __future__ import annotations

import pytest

from harness.grading.claims.definitions import definitions
from harness.grading.claims.reader import reader_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (r"Its trace is $2 - b - c =: \tau$ as before.", [(r"\tau", "2 - b - c")]),
        (r"This holds for $x < x_1 = \frac{a}{b}$ only.", [("x_1", r"\frac{a}{b}")]),
        (r"It vanishes at $$x_1 = \frac{a - 1}{b},\qquad x_2 = \frac{a + 1}{b}.$$",
         [("x_1", r"\frac{a - 1}{b}"), ("x_2", r"\frac{a + 1}{b}")]),
        ("Put h = u/2 = v.", [("h", "v")]),
        ("The case for t = T is easy.", []),
        ("At t = 1/2 it is easy.", []),
        (r"For $x = \sqrt{2}/2$ it is easy.", []),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_a_definition(text: str, found: list[tuple[str, str]]) -> None:
    told = definitions(reader_of(text, frozenset()))
    assert [(spelled, value) for _, spelled, value in told] == found
