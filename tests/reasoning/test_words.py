"""Words, sentences, questions and equations."""

from __future__ import annotations

import pytest

from harness.reasoning.languages import language
from harness.reasoning.words import (
    Sentences,
    count_questions,
    count_repeated,
    count_words,
    equations,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("θ = 1", 3), ("so,  then\nthis", 3), ("等等，x = 1", 5), ("检查一下", 4)],
    ids=str,
)
def test_words_stand_between_spaces_and_each_chinese_character_is_one(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "name"),
    [("plain words", "en"), ("1 + 1", "en"), ("所以 θ = 1", "zh"), ("a b c d e f g h i 是", "en")],
    ids=str,
)
def test_language_is_that_of_a_fifth_of_the_letters(text: str, name: str) -> None:
    assert language(text) == name


def test_sentences_do_not_end_inside_a_number() -> None:
    found = Sentences("x is 0.5 here. Then y. 是。否")
    assert [found.at(i) for i in (0, 6, 14, 16, 24, 26)] == [0, 0, 1, 1, 2, 3]


def test_runs_of_question_marks_are_one_question() -> None:
    assert count_questions("Is it? Really?! 对吗？ no.") == 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("So then a = 1/1.11 now.", ["a=1/1.11"]),
        ("we have x^T θ = 1, therefore c = 1/1.0101.", ["x^Tθ=1", "c=1/1.0101"]),
        (r"thus \( \left( a + b \right)^2 = 4 \) holds", ["(a+b)^2=4"]),
        (r"$$\eta \le 1/\sigma^2$$", [r"\eta\le1/\sigma^2"]),
        ("no relation here", []),
        ("= 5 alone", []),
    ],
    ids=str,
)
def test_equations_are_found_in_prose(text: str, found: list[str]) -> None:
    assert equations(text) == found


def test_spacing_does_not_make_an_equation_new() -> None:
    assert count_repeated(equations("We get a = b + c. Check again: a=b+c, and a = {b} + c.")) == 2
