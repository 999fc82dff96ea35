"""No word of a language is idle: for each there is a text that is read otherwise without it."""

from __future__ import annotations

import pytest

from harness.grading.language.languages import LANGUAGES, said
from harness.grading.language.languages._roles import ROLES
from harness.grading.language.lexicon import find_phrase

ANYWHERE = ("conclude", "retract", "hesitate", "refuse", "deny", "attitude", "suppose", "given")
"""Roles whose words are looked for anywhere in a stretch: the word alone is the text."""
OPENING = ("remark", "denied")
"""Roles whose words open a stretch."""


def words(roles: tuple[str, ...]) -> list[object]:
    return [pytest.param(role, word, id=f"{role}-{word}") for role in roles for word in said(role)]


def _without(role: str, word: str) -> list[str]:
    return [other for other in said(role) if other != word]


@pytest.mark.parametrize(("role", "word"), words(ANYWHERE))
def test_a_text_of_one_word_is_told_by_that_word_alone(role: str, word: str) -> None:
    assert word in said(role).standing(word)
    assert [other for other in _without(role, word) if find_phrase(word, other) >= 0] == []


@pytest.mark.parametrize(("role", "word"), words(OPENING))
def test_what_opens_a_stretch_is_told_by_that_word_alone(role: str, word: str) -> None:
    opened = [
        o for o in _without(role, word) if word.startswith(o) and not word[len(o) : len(o) + 1].isalpha()
    ]
    assert opened == []


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_has_the_words_of_its_languages_and_no_others(role: str) -> None:
    assert set(said(role)) == {word for one in LANGUAGES.values() for word in getattr(one, role)}
