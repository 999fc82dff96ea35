"""Regions with constant ends are told apart exactly, with a point that proves it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import verify
from harness.grading.kinds.region import read_region
from harness.maths.equality.intervals import apart
from harness.maths.parsing.parser import parse
from harness.maths.parsing.scope import Scope, names_of

NAMES = names_of(Scope())


def told(truth: str, said: str) -> float | None:
    """Return the value at which two regions of x differ, None where they do not."""
    regions = [read_region(parse(text, NAMES), "x") for text in (truth, said)]
    found = apart(regions[0], regions[1], "x")
    assert found is not None
    assert found.witness is None or found.sure
    return None if found.witness is None else found.witness.value


@pytest.mark.parametrize(
    ("truth", "said"),
    [
        (r"(0,\infty)", "x>0"),
        (r"[-2,5)", r"-2\le x<5"),
        (r"(-\infty,-1]\cup[1,\infty)", r"x\le -1 \text{ or } x\ge 1"),
        (r"\sqrt{8}<x", r"x>2\sqrt{2}"),
        (r"x\ne 3", r"(-\infty,3)\cup(3,\infty)"),
        (r"x>\frac{1}{3}", r"x>\frac{2}{6}"),
        (r"\{x\mid x>0\}", r"x>0"),
    ],
)
def test_the_same_region(truth: str, said: str) -> None:
    assert told(truth, said) is None


@pytest.mark.parametrize(
    ("truth", "said", "where"),
    [
        (r"[0,1]", r"(0,1]", 0.0),
        (r"[0,1]", r"[0,1)", 1.0),
        (r"x>2", r"x\ge 2", 2.0),
        (r"(0,1)", r"(0,1)\cup(2,3)", 2.5),
        (r"\sqrt{2}\le x", r"\sqrt{2}<x", 2**0.5),
    ],
)
def test_a_point_that_is_in_one_only(truth: str, said: str, where: float) -> None:
    assert told(truth, said) == pytest.approx(where)


@pytest.mark.parametrize("region", ["x>a", "|x-1|<2", "x^2>4", "2x>6"])
def test_parameters_and_other_relations_are_left_to_the_general_way(region: str) -> None:
    assert apart(parse(region, NAMES), parse("x>0", NAMES), "x") is None
    assert verify(region, f"${region}$").correct


ends = st.integers(-4, 4)
Pieces = list[tuple[int, int, str]]
pieces = st.lists(st.tuples(ends, ends, st.sampled_from(["()", "[]", "[)", "(]"])), min_size=1, max_size=3)


def written(parts: Pieces) -> str:
    return r" \cup ".join(f"{b[0]}{low},{low + abs(high) + 1}{b[1]}" for low, high, b in parts)


@given(pieces, pieces)
def test_unions_against_their_points(truth: Pieces, said: list[tuple[int, int, str]]) -> None:
    def holds(parts: Pieces, x: float) -> bool:
        return any(
            (low < x or (b[0] == "[" and x == low)) and (x < top or (b[1] == "]" and x == top))
            for low, high, b in parts
            for top in [low + abs(high) + 1]
        )

    halves = [k / 2 for k in range(-12, 24)]
    same = all(holds(truth, x) == holds(said, x) for x in halves)
    assert verify(written(truth), f"${written(said)}$", kind="region").correct is same
