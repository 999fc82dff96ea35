"""Which of the outcomes that a question names a clause speaks of, and whether it asserts it.

An outcome is named by the question's own words. What else the clause says must be harmless: words of
the question, words of a list that say that the outcome is the one (`lexicon.LEADING`), or small words. A
denial, or a word that nobody knows, leaves the clause unclear; a word that says that an outcome comes
off worse (`lexicon.TRAILING`) turns it round where there are exactly two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

from harness.grading.language import lexicon as cues
from harness.grading.language.languages import said
from harness.symbols import GREEK

Choices = Mapping[str, Sequence[str]]
UNCLEAR = "?"
"""What a clause names that cannot be told."""
TEXT = re.compile(r"\\(?:text|mathrm|textbf|textit|mbox|textrm|operatorname)\s*\{([^{}]*)\}")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_COMPARED = re.compile(
    r"\bthan\b|\bbeats?\b|\bover\b|\bbefore\b|\bahead of\b|\brather than\b|>|<", re.IGNORECASE
)
_SPELT = "A-Za-z0-9_\u00c0-\u024f\u0370-\u1eff"
"""Signs of the scripts that set spaces between words."""
_CLAUSE = re.compile(r"[,;:\n]|\b(?:and|but|while|whereas)\b")
_LEAST_STEM = 4
_TURNS = (*said("turn"), *cues.DENIALS_BEFORE)
_DENYING = frozenset(word for word in _TURNS if " " not in word)
_DENYING_PHRASES = tuple(word for word in _TURNS if " " in word)
_UNTRUE = ("wrong", "false", "incorrect", "untrue", "mistake", "falsch", "faux", "falso", "неверно", "错")


@dataclass(frozen=True)
class Outcomes:
    """The outcomes that cases may have, each with its spellings, and the question's other words."""

    choices: tuple[tuple[str, tuple[str, ...]], ...]
    own: tuple[str, ...] = ()
    """The target's names, by which an outcome is said to be the one: faster, costs less."""
    asks: str = ""
    """What is asked, whose words say nothing new of an outcome."""
    strict: bool = True
    """Whether a word that nobody knows leaves a clause unclear."""
    _kept: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def named(self, text: str) -> str:
        """Return the key of the outcome a clause asserts; "" for none, UNCLEAR where it cannot be told."""
        found = self._kept.get(text)
        if found is None:
            found = self._kept[text] = self._named(text)
        return found

    def of_all(self, text: str) -> str:
        """Return the outcome that a text without conditions gives, in whatever clause; "" where it is none.

        That another one comes off worse says the same again.
        """
        clauses = [c for c in _CLAUSE.split(text) if c.strip()]
        told = {key for key in map(self.named, clauses) if key not in ("", UNCLEAR)}
        unclear = [c for c in clauses if self.named(c) == UNCLEAR]
        if len(told) == 1 and all(self._worse(c) for c in unclear):
            return told.pop()
        return ""

    def _worse(self, clause: str) -> bool:
        """Whether a clause says of one outcome that it comes off worse."""
        plain = spelled(clause)
        rest, trails = _without(self._pattern.sub(" ", plain).casefold(), self._trailing)
        return trails and not turned(rest)

    def _named(self, text: str) -> str:
        plain = spelled(TEXT.sub(r" \1 ", text))
        if any(plain == key for key, _ in self.choices):
            return plain
        places = [(m.start(), m.end(), self._keys[m.lastindex or 1]) for m in self._pattern.finditer(plain)]
        if not places:
            return UNCLEAR if turned(plain.casefold()) else ""
        key = _only(plain, places)
        if not key:
            return UNCLEAR
        first, last = places[0][0], places[-1][1]
        after = _unexplained(plain[last:])
        between = " ".join(plain[a[1] : b[0]] for a, b in pairwise(places))
        return self._asserted(key, " ".join(f"{plain[:first]} {between} {after}".casefold().split()))

    def _asserted(self, key: str, rest: str) -> str:
        """Return the key that a clause asserts which names ``key`` and says ``rest`` beside it."""
        if turned(rest):
            return UNCLEAR
        rest, said = _without(rest, tuple(name.casefold() for name in self.own))
        rest, trails = _without(rest, self._trailing)
        if trails:
            other = [k for k, _ in self.choices if k != key]
            return other[0] if len(other) == 1 and not said else UNCLEAR
        rest, leads = _without(rest, self._leading)
        rest, _ = _without(rest, cues.WHEN)
        words = (w for w in _WORD.findall(rest) if w not in _SMALL and (len(w) > 1 or w > "\u2e80"))
        strange = any(not any(_alike(w, own) for own in self._words) for w in words)
        return UNCLEAR if self.strict and strange and not (said or leads) else key

    @cached_property
    def _listed(self) -> list[tuple[str, str]]:
        """Spelling and key, the longest spelling first."""
        listed = {(spelled(s), key) for key, spellings in self.choices for s in spellings}
        listed |= {(key, key) for key, _ in self.choices if len(key) > 1}  # a letter may be an article
        return sorted(((s, k) for s, k in listed if s), key=lambda p: (-len(p[0]), p))

    @cached_property
    def _keys(self) -> dict[int, str]:
        return {number: key for number, (_, key) in enumerate(self._listed, 1)}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        every = "|".join(f"({_pattern_of(s)})" for s, _ in self._listed)
        return re.compile(rf"(?<![{_SPELT}^])(?:{every})(?![{_SPELT}])")

    @cached_property
    def words(self) -> re.Pattern[str]:
        """A pattern of the spellings that are words, in a text as it stands."""
        plain = [s for s, _ in self._listed if re.fullmatch(r"[^\W\d_]+(?:[ '-][^\W\d_]+)*", s)]
        every = "|".join(map(_pattern_of, plain)) or "(?!)"
        return re.compile(rf"(?<![{_SPELT}^\\{{])(?:{every})(?![{_SPELT}^{{])")

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(w for text in (*self.own, self.asks) for w in _WORD.findall(text.casefold()))

    @cached_property
    def _trailing(self) -> tuple[str, ...]:
        """Words that turn an outcome round: the other side of what the question asks for."""
        own = " ".join(self.own).casefold()
        backward = cues.has_any(own, cues.TRAILING) and not cues.has_any(own, cues.LEADING)
        return cues.LEADING if backward else cues.TRAILING

    @cached_property
    def _leading(self) -> tuple[str, ...]:
        return () if self._trailing is cues.LEADING else cues.LEADING


_KINDS = cues.words(
    "direction component coordinate mode option variant choice strategy method algorithm pattern side player "
    "candidate alternative answer"
)
"""Words for what sort of thing an outcome is, which say nothing against it; English alone."""
_SMALL = (
    _KINDS
    | frozenset(
        cues.words(
            "the a an is are was be it its one ones this that these they they're there so then thus hence "
            "therefore it's that's we i you get gets have has case cases also both each two in of to with by "
            "as which here again just still even exactly precisely namely now will would does do "
            "der die das den dem ein eine er sie es dann le la les un une il elle alors el lo los las una "
            "entonces o os uma então allora и то 则 则是 時 时 の は が を に で と 일 은 는 이 가 فإن तो thì"
        )
    )
    | frozenset(w for w in (*cues.LINKING, *cues.STATING, *cues.JOINTS, *cues.WHEN) if w.isalpha())
)
"""Words that say nothing of an outcome."""


def _pattern_of(spelling: str) -> str:
    """Return the pattern of a spelling; capitals alone are a name, which the article "a" is not."""
    pattern = re.escape(spelling).replace(r"\ ", r"\s+")
    return pattern if spelling.isupper() or len(spelling) == 1 else f"(?i:{pattern})"


def _only(plain: str, places: list[tuple[int, int, str]]) -> str:
    """Return the outcome that is the subject where a clause names one or compares it; "" for several."""
    keys = list(dict.fromkeys(key for _, _, key in places))
    if len(keys) == 1:
        return keys[0]
    (_, end, first), (start, _, _) = places[0], places[1]
    between = plain[end:start].strip(" ,").casefold()
    if len(keys) == 3 and between in (*cues.JOINTS, "="):
        return places[-1][2]  # "A and B are equally fast"
    return first if len(keys) == 2 and _COMPARED.search(plain[end:start]) else ""


def _unexplained(text: str) -> str:
    """Return what a clause says before it gives its reasons; all of it where it says that it is untrue."""
    lowered = text.casefold()
    cut = min((at for word in cues.CLAUSES if (at := lowered.find(word)) >= 0), default=len(text))
    return text if any(word in lowered[cut:] for word in _UNTRUE) else text[:cut]


def turned(lowered: str) -> bool:
    """Return whether a clause in lower case denies or doubts something."""
    if "n't" in lowered or "n’t" in lowered or cues.has_any(lowered, (*cues.ATTITUDES, *_DENYING_PHRASES)):
        return True
    if any(word in lowered for word in _DENYING if word > "\u2e80"):
        return True
    return not _DENYING.isdisjoint(_WORD.findall(lowered))


def _without(text: str, phrases: tuple[str, ...]) -> tuple[str, bool]:
    """Return a text without the phrases that stand in it, and whether there were any."""
    found = False
    for phrase in sorted((p for p in phrases if p in text), key=len, reverse=True):
        while (at := cues.find_phrase(text, phrase)) >= 0:
            text, found = f"{text[:at]} {text[at + len(phrase) :]}", True
    return text, found


def _alike(word: str, own: str) -> bool:
    """Whether two words have one stem, as far as their beginnings show: costs, cost."""
    shared = min(len(word), len(own))
    return word == own or (
        shared >= _LEAST_STEM and word[: shared - 1] == own[: shared - 1] and abs(len(word) - len(own)) < 4
    )


@lru_cache(maxsize=1024)
def spelled(text: str) -> str:
    r"""Return a text with names in their plain spelling.

    >>> spelled("σ_ℓ"), spelled(r"\sigma_{\ell}")
    ('sigma_l', 'sigma_l')
    """
    text = _BELOW.sub(lambda small: "_" + unicodedata.normalize("NFKC", small[0]), text)
    text = _ELL.sub("l", "".join(GREEK.get(c, c) for c in text))
    plain = unicodedata.normalize("NFKC", _MARKUP.sub("", text).replace("−", "-").replace("’", "'"))
    return " ".join(_SCRIPT.sub("_", plain).split()).strip(" $.,;:()*")


_BELOW = re.compile("[₀-₉₊₋ₐₑₒₓₕ-ₜᵢ-ᵪⱼ]+")
_ELL = re.compile(r"\\ell(?![A-Za-z])|ℓ")
_MARKUP = re.compile(r"[\\{}$*`]")
_SCRIPT = re.compile(r"\s*_\s*")
