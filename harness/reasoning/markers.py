"""Words that mark a turn in the thinking, found by lists that are data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from harness.errors import SettingsError
from harness.reasoning.languages import COVERED
from harness.records import Marker

_UPPER = [*range(ord("A"), ord("Z") + 1), *range(ord("À"), ord("Ö") + 1), *range(ord("Ø"), ord("Þ") + 1)]
_UPPER += range(ord("А"), ord("Я") + 1)
_FOLD = {**{c: c + 32 for c in _UPPER}, ord("’"): "'"}
"""Lower case that keeps every position, for texts in which Python's own would not."""
_LETTER = "[a-z0-9_\u00df-\u024f\u0400-\u052f]"

CLASSES = ("recheck", "hesitation", "switch", "closing")
BESIDE = {"zh": ("zh", "en"), "ja": ("ja", "en")}
"""Thinking in these languages falls into English words now and then, which no word of theirs can be."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Compiled word lists: one pattern over all phrases, and the class of each."""

    pattern: re.Pattern[str]
    classes: Mapping[str, str]
    """Phrase in its plain form → class."""
    own: tuple[tuple[str, str], ...] = ()
    """Name and text of a person's own file."""

    def of(self, language: str) -> Lists | None:
        """Return the lists of one language, a person's own added; None where it is not covered."""
        if language not in COVERED:
            return _compiled((), self.own) if self.own else None
        return _compiled(BESIDE.get(language, (language,)), self.own)

    def find(self, text: str) -> list[Marker]:
        """Return every marker in the text, in order; at one place the longest phrase, none inside another."""
        return [
            Marker(self.classes[_plain(m[0])], m.start(), text[m.start() : m.end()])
            for m in self.pattern.finditer(_fold(text))
        ]


def shipped() -> Lists:
    """Return the lists that ship, English and Chinese together; ``of`` gives those of one language."""
    return _compiled(("en", "zh"), ())


def with_own(path: Path) -> Lists:
    """Return the shipped lists with those of a person's own file added; SettingsError where it is unfit."""
    try:
        text = path.read_text("utf-8")
    except (OSError, ValueError) as cause:
        raise SettingsError(f"{path}: cannot be read: {cause}") from cause
    return _compiled(("en", "zh"), ((str(path), text),))


@lru_cache(maxsize=32)
def _compiled(languages: tuple[str, ...], own: tuple[tuple[str, str], ...]) -> Lists:
    here = files("harness.reasoning.languages")
    classes: dict[str, str] = {}
    phrases: dict[bool, list[str]] = {True: [], False: []}
    shipped_files = [
        (f"{code}/markers.toml", (here / code / "markers.toml").read_text("utf-8")) for code in languages
    ]
    for name, text in (*shipped_files, *own):
        whole_words, table = _read(name, text)
        for kind, listed in table.items():
            for phrase in map(_plain, listed):
                classes[phrase] = kind
                phrases[whole_words].append(phrase)
    whole, parts = (_tree(phrases[whole_words]) for whole_words in (True, False))
    ways = [f"{_one(c)}(?<!{_LETTER}{_one(c)}){_pattern(below)}(?!{_LETTER})" for c, below in whole.items()]
    ways += [_one(c) + _pattern(below) for c, below in parts.items()]
    return Lists(re.compile("|".join(ways)), classes, own)


class _Tree(dict[str, "_Tree"]):
    """Phrases by their letters, so that a place in a text is looked at once for all of them."""

    ends = False
    """Whether a phrase ends here."""


def _tree(phrases: Iterable[str]) -> _Tree:
    root = _Tree()
    for phrase in phrases:
        node = root
        for letter in phrase:
            node = node.setdefault(letter, _Tree())
        node.ends = True
    return root


def _pattern(node: _Tree) -> str:
    """Return the pattern of what may follow; the longest is tried first."""
    below = "|".join(_one(letter) + _pattern(child) for letter, child in node.items())
    return f"(?:{below}){'?' if node.ends else ''}" if below else ""


def _one(letter: str) -> str:
    return r"[\s-]{1,3}" if letter == " " else re.escape(letter)


def _read(name: str, text: str) -> tuple[bool, Mapping[str, Iterable[str]]]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as cause:
        raise SettingsError(f"{name}: not TOML: {cause}") from cause
    whole_words = bool(table.pop("whole_words", True))
    table.pop("language", None)
    for kind, phrases in table.items():
        if kind not in CLASSES:
            raise SettingsError(f"{name}: no class {kind!r}; there are {', '.join(CLASSES)}")
        if not isinstance(phrases, list) or not all(isinstance(p, str) and _plain(p) for p in phrases):
            raise SettingsError(f"{name}: {kind} must be a list of phrases")
    return whole_words, table


def _plain(phrase: str) -> str:
    """Return the phrase as it is looked up: lower case, one space for any spaces and hyphens."""
    return " ".join(re.sub(r"[\s-]+", " ", _fold(phrase)).split())


def _fold(text: str) -> str:
    """Return the text in lower case, every position kept."""
    lowered = text.lower().replace("’", "'")
    return lowered if len(lowered) == len(text) else text.translate(_FOLD)
