"""Languages, a module each with the same roles. To add one, write its module and name it in ``CODES``."""

from __future__ import annotations

from importlib import import_module

from harness.grading.language.languages._roles import Language as Language

CODES = ("en", "zh", "de", "fr", "es", "pt", "it", "ru", "ja", "ko", "ar", "hi", "tr", "vi", "sv")
"""The languages, English first; what stands first is looked for first."""
LANGUAGES: dict[str, Language] = {
    code: import_module(f"harness.grading.language.languages.{code}").LANGUAGE for code in CODES
}


class Phrases(tuple[str, ...]):
    """Phrases of all languages; most replies are plain ASCII, in which only the ``plain`` ones can stand."""

    plain: tuple[str, ...]

    def standing(self, lowered: str) -> list[str]:
        """Return those that stand somewhere in a text, within other words too."""
        return [phrase for phrase in (self.plain if lowered.isascii() else self) if phrase in lowered]


def said(role: str) -> Phrases:
    """Return the words of all languages for a role, each once, in the order of the languages."""
    found = Phrases(dict.fromkeys(word for one in LANGUAGES.values() for word in getattr(one, role)))
    found.plain = tuple(word for word in found if word.isascii())
    return found
