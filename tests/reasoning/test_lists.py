"""The shipped marker lists are data in good order."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from harness.reasoning.languages import COVERED
from harness.reasoning.markers import CLASSES, shipped


@pytest.mark.parametrize("code", COVERED)
def test_every_phrase_stands_once_in_lower_case_in_a_known_class(code: str) -> None:
    table = tomllib.loads((files("harness.reasoning.languages") / code / "markers.toml").read_text("utf-8"))
    assert set(table) == {*CLASSES, "language", "whole_words"}
    phrases = Counter(phrase for kind in CLASSES for phrase in table[kind])
    assert [p for p, n in phrases.items() if n > 1 or p != p.lower()] == []


@pytest.mark.parametrize("code", COVERED)
def test_every_phrase_is_found_as_its_own_class(code: str) -> None:
    table = tomllib.loads((files("harness.reasoning.languages") / code / "markers.toml").read_text("utf-8"))
    lists = shipped().of(code)
    assert lists is not None
    for kind in CLASSES:
        for phrase in table[kind]:
            assert [(m.kind, m.text) for m in lists.find(f"x. {phrase}; y")] == [(kind, phrase)], phrase
