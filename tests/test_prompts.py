"""What is sent: raw is the text and nothing else, the other styles add one sentence each."""

from __future__ import annotations

import pytest

from harness.errors import HomeworkError, SettingsError
from harness.prompts import STYLES, conversations
from harness.records import AskMode, Part, Question, Style, Target

TARGET = (Target("answer", "number"),)
HOMEWORK = Question(
    id="set/one",
    title="never sent",
    stem="Stem.",
    stem_pasted="S tem.",
    parts=(
        Part("a", "First?", "number", TARGET, text_pasted="(a) Fi rst?"),
        Part("b", "Second?", "number", TARGET, text_pasted="(b) Se cond?", builds_on=("a",)),
        Part("c", "Third?", "number", TARGET, text_pasted="(c) Th ird?"),
        Part("d", "Fourth?", "number", TARGET, text_pasted="(d) Fo urth?", builds_on=("b",)),
    ),
)
LONE = Question("bank/one", "never sent", "", (Part("a", "What is 1+1?", "expression", TARGET),))


@pytest.mark.parametrize(
    ("mode", "texts"),
    [
        ("parts", [["Stem.\n\n(a) First?", "(b) Second?", "(c) Third?", "(d) Fourth?"]]),
        ("whole", [["Stem.\n\n(a) First?\n\n(b) Second?\n\n(c) Third?\n\n(d) Fourth?"]]),
        (
            "alone",
            [
                ["Stem.\n\n(a) First?"],
                ["Stem.\n\n(a) First?\n\n(b) Second?"],
                ["Stem.\n\n(c) Third?"],
                ["Stem.\n\n(a) First?\n\n(b) Second?\n\n(d) Fourth?"],
            ],
        ),
    ],
)
def test_raw_is_the_text_and_nothing_else(mode: AskMode, texts: list[list[str]]) -> None:
    assert [[turn.text for turn in c.turns] for c in conversations(HOMEWORK, mode)] == texts


def test_each_turn_knows_its_parts() -> None:
    assert [turn.parts for turn in conversations(HOMEWORK)[0].turns] == [("a",), ("b",), ("c",), ("d",)]
    assert conversations(HOMEWORK, "whole")[0].turns[0].parts == ("a", "b", "c", "d")
    assert [c.turns[0].parts for c in conversations(HOMEWORK, "alone")] == [("a",), ("b",), ("c",), ("d",)]


def test_lone_part_has_no_letter() -> None:
    assert conversations(LONE)[0].turns[0].text == "What is 1+1?"


def test_pasted_text_is_sent_as_it_is() -> None:
    first = conversations(HOMEWORK, "parts", "raw", "pasted")[0].turns[0].text
    assert first == "S tem.\n\n(a) Fi rst?"


def test_missing_pasted_text_is_said() -> None:
    with pytest.raises(HomeworkError, match="no pasted text"):
        conversations(LONE, source="pasted")


@pytest.mark.parametrize("style", [style for style in STYLES if style != "raw"])
def test_style_adds_its_one_sentence(style: Style) -> None:
    addition = STYLES[style]
    assert addition is not None
    for plain, styled in zip(conversations(HOMEWORK)[0].turns, conversations(HOMEWORK, style=style)[0].turns):
        assert styled.text.replace(addition.sentence, "").strip() == plain.text
    assert addition.sentence in conversations(HOMEWORK, style=style)[0].turns[0].text


@pytest.mark.parametrize("words", [{"mode": "x"}, {"style": "x"}, {"source": "x"}], ids=str)
def test_unknown_word_is_named(words: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="'x'"):
        conversations(HOMEWORK, **words)  # type: ignore[arg-type]
