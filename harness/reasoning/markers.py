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
from harness.records import Marker

_UPPER = [*range(ord("A"), ord("Z") + 1), *range(ord("À"), ord("Ö") + 1), *range(ord("Ø"), ord("Þ") + 1)]
_FOLD = {**{c: c + 32 for c in _UPPER}, ord("’"): "'"}
"""Lower case that keeps every position."""
_LETTER = "[a-z0-9_\u00df-\u024f]"

CLASSES = ("recheck", "hesitation", "switch", "closing")
SHIPPED = ("markers.en.toml", "markers.zh.toml")


@dataclass(frozen=True, slots=True)
class Lists:
    """Compiled word lists: one pattern over all phrases, and the class of each."""

    pattern: re.Pattern[str]
    classes: Mapping[str, str]
    """Phrase in its plain form → class."""

    def find(self, text: str) -> list[Marker]:
        """Return every marker in the text, in order; at one place the longest phrase, none inside another."""
        folded = text.translate(_FOLD)
        return [
            Marker(self.classes[_plain(m[0])], m.start(), text[m.start() : m.end()])
            for m in self.pattern.finditer(folded)
        ]


def shipped() -> Lists:
    """Return the lists that ship, English and Chinese together."""
    return _compiled(())


def with_own(path: Path) -> Lists:
    """Return the shipped lists with those of a person's own file added; SettingsError where it is unfit."""
    try:
        text = path.read_text("utf-8")
    except (OSError, ValueError) as cause:
        raise SettingsError(f"{path}: cannot be read: {cause}") from cause
    return _compiled(((str(path), text),))


@lru_cache(maxsize=8)
def _compiled(own: tuple[tuple[str, str], ...]) -> Lists:
    here = files("harness.reasoning")
    classes: dict[str, str] = {}
    patterns: dict[bool, dict[str, str]] = {True: {}, False: {}}
    for name, text in (*((n, (here / n).read_text("utf-8")) for n in SHIPPED), *own):
        whole_words, table = _read(name, text)
        for kind, phrases in table.items():
            for phrase in map(_plain, phrases):
                classes[phrase] = kind
                patterns[whole_words][phrase] = r"[\s-]{1,3}".join(re.escape(w) for w in phrase.split())
    whole, parts = (_longest_first(patterns[whole_words]) for whole_words in (True, False))
    return Lists(re.compile(f"(?<!{_LETTER})(?:{whole})(?!{_LETTER})|{parts}"), classes)


def _longest_first(patterns: Mapping[str, str]) -> str:
    return "|".join(patterns[phrase] for phrase in sorted(patterns, key=len, reverse=True))


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
    return " ".join(re.sub(r"[\s-]+", " ", phrase.translate(_FOLD)).split())
