"""Marker words by class, from lists that are data."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.errors import SettingsError
from harness.reasoning.markers import shipped, with_own
from harness.reasoning.suggest import suggest


def found(text: str) -> list[tuple[str, str]]:
    return [(m.kind, m.text) for m in shipped().find(text)]


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("But wait, is that right?", [("hesitation", "But wait"), ("recheck", "is that right")]),
        ("Let’s double-check: fine", [("recheck", "Let’s double-check")]),
        ("let's double\ncheck", [("recheck", "let's double\ncheck")]),
        ("Alternatively, let me try x", [("switch", "Alternatively"), ("switch", "let me try")]),
        ("So the answer is 3", [("closing", "So the answer is")]),
        ("the awaited checkpoint of the waiter", []),
        ("the limit, however, and but so", []),
        (
            "等等，不对，再检查一下",
            [("hesitation", "等等"), ("hesitation", "不对"), ("recheck", "再检查一下")],
        ),
        ("所以答案是3", [("closing", "所以答案")]),
        ("等等wait", [("hesitation", "等等"), ("hesitation", "wait")]),
    ],
    ids=str,
)
def test_the_longest_phrase_at_a_place_counts_once(text: str, markers: list[tuple[str, str]]) -> None:
    assert found(text) == markers


def test_odd_letters_that_fold_oddly_do_no_harm() -> None:
    assert found("WA\u0130T \u017fo chec\u212a \ufb01nal \x00 \ud800 wait") == [("hesitation", "wait")]


def test_positions_are_those_of_the_text() -> None:
    text = "Çà et là — WAIT"
    assert [text[m.start : m.start + 4] for m in shipped().find(text)] == ["WAIT"]


def test_a_file_of_ones_own_adds_phrases(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text('recheck = ["überprüfen wir"]\nhesitation = ["moment mal"]\n', "utf-8")
    marks = with_own(own).find("Moment mal, überprüfen  wir das. Wait")
    assert [(m.kind, m.text) for m in marks] == [
        ("hesitation", "Moment mal"),
        ("recheck", "überprüfen  wir"),
        ("hesitation", "Wait"),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("doubt = ['x']", "no class 'doubt'"),
        ("recheck = 'x'", "list of phrases"),
        ("recheck = [", "not TOML"),
        ("recheck = ['-']", "phrases"),
    ],
    ids=str,
)
def test_an_unfit_file_is_named_with_its_fault(tmp_path: Path, text: str, says: str) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=says):
        with_own(own)


def test_a_missing_file_is_an_error_for_people(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        with_own(tmp_path / "none.toml")


def test_suggestions_are_openings_of_the_thinking_that_answers_lack() -> None:
    thinking = [
        "Scratch that, x = 1. The step is 2. Scratch that, y. Scratch that again. Wait, no. Wait. Wait.",
        "话说回来，好。话说回来，行。话说回来，嗯。",
    ]
    answers = ["The step is 2. The step is 3. Thus z."]
    phrases = [s.phrase for s in suggest(thinking, answers, shipped())]
    assert phrases == ["scratch that", "话说回来"]


def test_nothing_to_suggest_from_nothing() -> None:
    assert suggest([], [], shipped()) == []
