"""Shared thinking split by the places where it turns to a part."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.reasoning.passages import split


def texts(text: str, labels: tuple[str, ...] = ("a", "b", "c")) -> dict[str, str] | None:
    found = split(text, labels)
    return None if found is None else {label: passage.text for label, passage in found.items()}


@pytest.mark.parametrize(
    "turn",
    [
        "(b) Next thing",
        "Part (b): next",
        "Now part b. Next",
        "**(b)** next",
        "## Part B: next",
        "Then, for part (b), next",
        "b) next",
        "现在看第（b）部分：next",
    ],
    ids=str,
)
def test_a_turn_to_a_part(turn: str) -> None:
    assert texts(f"(a) first thing\n{turn}\n(c) last") == {
        "a": "(a) first thing\n",
        "b": turn + "\n",
        "c": "(c) last",
    }


@pytest.mark.parametrize(
    "mention",
    ["as in part (b) we see", "Part (b) gives the same", "f(b) = 3", "a bound (b) is", "because b. And"],
    ids=str,
)
def test_a_mention_is_no_turn(mention: str) -> None:
    found = texts(f"(a) first\n  so {mention}\n(c) last")
    assert found is not None
    assert found["b"] == ""


def test_what_comes_first_belongs_to_the_first_part_and_returning_adds() -> None:
    text = "Read it.\n(a) one\n(b) two\nPart (a): again\n"
    assert texts(text) == {"a": "Read it.\n(a) one\nPart (a): again\n", "b": "(b) two\n", "c": ""}


def test_places_point_into_the_whole() -> None:
    text = "(a) one\n(b) two\n(a) again here\n"
    found = split(text, ("a", "b"))
    assert found is not None
    passage = found["a"]
    assert all(text[passage.place(i)] == passage.text[i] for i in range(len(passage.text)))


def test_a_thinking_that_names_no_part_is_not_divided() -> None:
    assert split("no part is named", ("a", "b")) is None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["(a) ", "(b) ", "Part b: ", "words ", "\n", ". ", "b) ", "部分（a）"]), max_size=30
    )
)
def test_the_passages_are_the_whole_text_cut_up(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = split(text, ("a", "b"))
    if found is not None:
        places = sorted(place for passage in found.values() for place in passage.stretches)
        assert "".join(text[start:end] for start, end in places) == text
