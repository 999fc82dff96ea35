"""Events that repeat but for a text are read as if each were decoded whole, whatever stands in between."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.adapters.events import FIELDS, decode, molded
from harness.adapters.stream import Gathered

TEXT = st.text(st.sampled_from('ab"\\}],:{ é😀\x00\ud800\n'), max_size=6)
DELTA = st.one_of(
    st.builds(lambda name, text: {name: text}, st.sampled_from(FIELDS), TEXT),
    st.builds(lambda text: {"content": text, "reasoning_content": None}, TEXT),
    st.builds(lambda text: {"content": "", "reasoning_content": text}, TEXT),
    st.builds(lambda one, two: {"content": one, "reasoning": two}, TEXT, TEXT),
    st.just({}),
)


def line(delta: dict[str, Any], number: int, noise: bool, compact: bool) -> bytes:
    event: dict[str, Any] = {"id": "x", "choices": [{"index": 0, "delta": delta, "finish_reason": None}]}
    if noise:
        event["obfuscation"] = "z" * (number % 7)
    return json.dumps(event, separators=(",", ":") if compact else None).encode()


@given(st.lists(st.tuples(DELTA, st.integers(1, 12)), max_size=12), st.booleans(), st.booleans(), st.data())
def test_texts_are_those_of_the_events_one_by_one(
    runs: list[tuple[dict[str, Any], int]], noise: bool, compact: bool, data: st.DataObject
) -> None:
    deltas = [delta for delta, times in runs for _ in range(times)]
    lines = [line(delta, number, noise, compact) for number, delta in enumerate(deltas)]
    stream = b"".join(b"data: " + one + b"\n\n" for one in lines)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=4)))
    found = Gathered()
    for begin, end in zip([0, *cuts], [*cuts, len(stream)]):
        found.feed(stream[begin:end], 1.0)
    assert found.events == len(deltas)
    for name in FIELDS:
        said = "".join(delta.get(name) or "" for delta in deltas)
        assert "".join(found.content if name == "content" else found.reasoning.get(name, ())) == said


def event(inner: str, after: str = "") -> bytes:
    return f'data: {{"choices": [{{"index": 0, "delta": {{"content": {inner}}}{after}}}]}}\n\n'.encode()


@pytest.mark.parametrize(
    ("odd", "text"),
    [
        ('"c", "content": "d"', "d"),
        ('"c", "reasoning": "d"', "c"),
        ("null", ""),
        ('"c"}, "finish_reason": "length", "more": {"content": "d"', "c"),
        ('"\\ud800"', "\ud800"),
    ],
    ids=["the field twice", "another field too", "no text", "the end of it", "half a character"],
)
def test_what_only_looks_like_it_fits_is_decoded(odd: str, text: str) -> None:
    found = Gathered()
    found.feed(event('"a"') + event('"b"') * 3 + event(odd) + event('"e"') * 2, 1.0)
    assert "".join(found.content) == f"abbb{text}ee"
    assert "".join(found.reasoning.get("reasoning", ())) == ("d" if "reasoning" in odd else "")
    assert found.finish == ("length" if "finish" in odd else None)


def test_what_ends_otherwise_at_the_same_length_does_not_fit() -> None:
    going, ended = ', "finish_reason": null', ', "finish_reason": "ab"'
    assert len(going) == len(ended)
    found = Gathered()
    found.feed(event('"a"', going) * 4 + event('"b"', ended), 1.0)
    assert ("".join(found.content), found.finish) == ("aaaab", "ab")


@pytest.mark.parametrize(
    "bare",
    [
        '{"choices": [{"index": 0, "delta": {"content": ""}}]}',
        '{"choices": [{"index": 0, "delta": {"content": "a", "thinking": "b"}}]}',
        '{"choices": [{"index": 0, "delta": {"content": "a", "content": "b"}}]}',
        '{"choices": [{"index": 0, "delta": {"content": "a", "reasoning_details": []}}]}',
    ],
)
def test_no_mold_is_made_of_anything_but_one_text(bare: str) -> None:
    delta = decode(bare.encode()).plain()
    assert delta is not None
    assert molded(b"data: " + bare.encode(), delta) is None


def test_a_field_that_changes_with_every_event_is_no_hindrance() -> None:
    lines = [line({"content": str(number % 10)}, number, True, False) for number in range(300)]
    found = Gathered()
    found.feed(b"".join(b"data: " + one + b"\n\n" for one in lines), 1.0)
    assert "".join(found.content) == "0123456789" * 30
