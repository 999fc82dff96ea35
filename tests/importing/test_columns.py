"""A torn column of fractions is put together again, or left alone."""

import pytest

from harness.importing.columns import last_column, last_length


@pytest.mark.parametrize(
    ("fragments", "entries", "column"),
    [
        (["θ =", "∗", "3", "1", "3", "2"], None, r"\frac{1}{3} \\ \frac{2}{3}"),
        (["100", "3", "100", "3", "1", "3", "2"], 2, r"\frac{1}{3} \\ \frac{2}{3}"),
        (["5", "7", "3", "1", "3", "2 ]"], None, r"\frac{1}{3} \\ \frac{2}{3}"),
    ],
    ids=["after a sign", "as many as asked", "brackets"],
)
def test_equal_denominators_make_a_column(fragments: list[str], entries: int | None, column: str) -> None:
    assert last_column(fragments, entries) == rf"\begin{{bmatrix}} {column} \end{{bmatrix}}"


@pytest.mark.parametrize(
    "fragments", [[], ["x"], ["3", "1"], ["3", "1", "4", "2"], ["3", "1", "3", "x"]], ids=str
)
def test_anything_else_is_left_alone(fragments: list[str]) -> None:
    assert last_column(fragments, None) is None


def test_the_last_list_says_how_many_entries() -> None:
    assert last_length("first [1, 2], then [1, 2, 3] and [4]") == 3
