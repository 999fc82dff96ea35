"""Words that are there are not yet said: a clause may deny, limit or only suppose what it mentions."""

from __future__ import annotations

import pytest

from harness.grading.language.polarity import SUPPOSING, TURNING, asserts, clauses

APART = [["independent", "decouple"]]
FRAMES = {
    "en": "the coordinates {} decouple",
    "de": "die koordinaten {} decouple",
    "fr": "les coordonnées {} decouple",
    "es": "las coordenadas {} decouple",
    "zh": "坐标{}decouple",
}


@pytest.mark.parametrize(
    ("language", "word"),
    [(tongue, word) for table in (TURNING, SUPPOSING) for tongue in table for word in sorted(table[tongue])],
)
def test_every_word_of_the_tables_turns_a_clause(language: str, word: str) -> None:
    assert not asserts(FRAMES[language].format(word), APART)
    assert asserts(FRAMES[language].format("").replace("  ", " "), APART)


@pytest.mark.parametrize(
    "sentence",
    [
        "the coordinates decouple",
        "in this basis we have independent scalar problems, one for each singular value",
        "w does not occur there, so the problems are independent",
        "it is not obvious, but the coordinates decouple",
        "the matrix is non-negative and the coordinates decouple",
    ],
)
def test_asserted(sentence: str) -> None:
    assert asserts(sentence, APART)


@pytest.mark.parametrize(
    "sentence",
    [
        "unfortunately the coordinates cannot be treated as independent problems",
        "whether the coordinates are independent is another matter",
        "do the coordinates decouple?",
        "the problems would be independent if x were diagonal",
        "nobody should call these problems independent",
    ],
)
def test_not_surely_asserted(sentence: str) -> None:
    assert not asserts(sentence, APART)


def test_what_a_phrase_says_itself_turns_nothing() -> None:
    assert asserts("sgd never changes the value", [["never"], ["value"]])


def test_every_group_needs_a_clause_of_its_own_that_stands() -> None:
    assert not asserts("the value is fixed, but it is not independent", [["fixed"], ["independent"]])


def test_a_comma_ends_a_clause_only_before_another() -> None:
    assert clauses("a, b and c decouple, so we are done")[0] == "a, b and c decouple"
