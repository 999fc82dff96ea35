"""Languages a thinking may be in: a folder each, with its marker words and how it puts values forward."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

COVERED = ("en", "zh", "de", "fr", "es", "ru", "ja")
"""Languages with a folder; nothing that takes words is measured in any other."""

_HAN, _KANA, _HANGUL = (
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    "\u3041-\u3096\u30a1-\u30fa",
    "\uac00-\ud7a3",
)
_SCRIPTS = {
    "kana": re.compile(f"[{_KANA}]"),
    "han": re.compile(f"[{_HAN}]"),
    "ko": re.compile(f"[{_HANGUL}]"),
    "cyrillic": re.compile("[\u0400-\u052f]"),
    "el": re.compile("[\u0370-\u03ff]{3,}"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
}
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[a-zà-öø-ÿß]{2,}")
_UNLISTED = {
    "pt": "não é que os uma então para com do da em são isso por mas",
    "it": "il che di è per non una sono del della con quindi allora questo gli",
    "nl": "het een en van is dat niet wij dus we de voor zijn met dan",
    "pl": "jest nie się że to na jak więc czyli dla są ale lub",
    "sv": "och att det är som en inte vi så för med till på",
    "tr": "bir ve bu için ile olarak değil çok daha sonra olur",
    "vi": "là và của có không cho một các với được này thì",
    "cs": "je že se na není jsou pro jako tedy také ale",
}
"""Small words of languages without a folder, so that they are not taken for one that has one."""
_UKRAINIAN = re.compile("[іїєґ]")
LEAST_SHARE, LEAST_WORDS = 0.08, 12
"""Small words among all words that a language needs; texts of fewer words need two, or are English."""


def language(text: str) -> str:
    """Return the language's code by its script and small words; empty where it cannot be told.

    >>> language("so we need the sum"), language("所以答案是三"), language("Значит, ответ 120")
    ('en', 'zh', 'ru')
    """
    seen = text[:40_000]
    letters = len(_LETTER.findall(seen))
    counts = {name: len(script.findall(seen)) for name, script in _SCRIPTS.items()}
    east = counts["han"] + counts["kana"]
    if east and east >= 0.2 * letters:
        return "ja" if counts["kana"] >= 0.2 * east else "zh"
    most = max(("ko", "cyrillic", "el", "ar", "he", "hi", "th"), key=lambda name: counts[name])
    if counts[most] and counts[most] >= 0.3 * letters / (3 if most == "el" else 1):
        return most if most != "cyrillic" else ("uk" if _UKRAINIAN.search(seen.lower()) else "ru")
    return _latin(seen.lower())


def _latin(text: str) -> str:
    words = _WORD.findall(text)
    hits = {code: sum(word in small for word in words) for code, small in _small_words().items()}
    best = max(hits, key=lambda code: hits[code])
    if len(words) < LEAST_WORDS:
        return best if hits[best] >= 2 and hits[best] > hits["en"] else "en"
    return best if hits[best] >= LEAST_SHARE * len(words) else ""


@lru_cache(maxsize=1)
def _small_words() -> Mapping[str, frozenset[str]]:
    own = {code: frozenset(phrases(code, "telling")) for code in COVERED}
    return {code: small for code, small in own.items() if small} | {
        code: frozenset(small.split()) for code, small in _UNLISTED.items()
    }


@lru_cache(maxsize=16)
def table(code: str, name: str) -> Mapping[str, Sequence[str] | str | bool]:
    """Return ``markers`` or ``claims`` of a covered language."""
    found: Mapping[str, Sequence[str] | str | bool] = tomllib.loads(
        (files("harness.reasoning.languages") / code / f"{name}.toml").read_text("utf-8")
    )
    return found


def phrases(code: str, name: str) -> Sequence[str]:
    """Return one list of a language's ``claims``; empty for a language that is not covered."""
    found = table(code, "claims").get(name, ()) if code in COVERED else ()
    return found if not isinstance(found, str | bool) else ()
