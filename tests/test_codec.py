"""Records survive the way to JSON and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import codec
from harness.records import Conversation, Reply, Transcript, Turn, Verdict

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_survives_in_one_ascii_line(answer: str, reasoning: str) -> None:
    conversation = Conversation("set/q", (Turn("ask", ("a",)),))
    transcript = Transcript("key", conversation, (Reply(answer, reasoning),), "local:m")
    line = codec.encode(transcript)
    assert line.isascii()
    assert "\n" not in line
    assert codec.decode(line, Transcript) == transcript


@given(ANY_TEXT, ANY_TEXT)
def test_a_line_holds_the_same(answer: str, reasoning: str) -> None:
    conversation = Conversation("set/q", (Turn("ask", ("a",)),))
    transcript = Transcript("key", conversation, (Reply(answer, reasoning),), "local:m")
    line = codec.line(transcript)
    assert line.isascii()
    assert line.index(b"\n") == len(line) - 1
    assert codec.decode(line.decode(), Transcript) == transcript


def test_a_line_is_written_whatever_a_number_is() -> None:
    assert codec.line({"x": float("nan"), "y": "é"}) == b'{"x":null,"y":"\\u00e9"}\n'


def test_a_wrong_type_is_named() -> None:
    with pytest.raises(ValueError, match=r"run_key"):
        codec.decode('{"run_key": 3}', Transcript)


def test_unknown_fields_are_ignored() -> None:
    assert codec.decode('{"status": "correct", "reason": "r", "later": 1}', Verdict).correct


def test_numbers_that_are_not_json_are_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        codec.encode({"x": float("nan")})


def test_bottomless_nesting_is_an_error_not_a_crash() -> None:
    with pytest.raises(ValueError, match="nested"):
        codec.decode("[" * 100_000, Verdict)


def test_a_digest_does_not_depend_on_the_order_of_keys() -> None:
    assert codec.digest({"a": 1, "b": 2}) == codec.digest({"b": 2, "a": 1})
