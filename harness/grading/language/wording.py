"""What a target is called in the words of the question, and which of several targets some words mean.

The words are those by which the homework file describes a target (``asks``), its aliases in words and the
words in its name's subscripts. Some words of a reply mean a target where all of them are its words, and
they are no other target's. The words about extremes, and those passed over, are English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from harness.grading.language import lexicon as cues
from harness.grading.language.lexicon import words
from harness.records import Target

_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]{1,2})?")
_SUBSCRIPT = re.compile(r"_\{?(?:\\(?:text|mathrm)\s*\{)?([A-Za-z]{2,})")
_EXTREMES = {
    **dict.fromkeys(words("largest larger biggest bigger greatest maximal maximum max highest"), "largest"),
    **dict.fromkeys(words("smallest smaller least minimal minimum min lowest"), "smallest"),
}
"""Words for the ends of a range → one for each end."""
_CUSTOMARY = {
    "mu": ("mean", "average", "expectation"),
    "sigma^2": ("variance",),
    "q": ("quotient",),
    "r": ("remainder", "rest"),
}
"""What a letter is customarily called, where nothing says what it is."""
_POLAR = words("without no not non")
"""Words that turn what they stand with into something else: they are left out of no name."""
_SMALL = words(
    "the a an of in on by for with from per this that these we you our its here now after before "
    "will would must can been done being value values result results answer final both each all one ones "
    "required respectively only quantity case take reach reaches require requires"
)
_PASSED = (cues.STATING | frozenset(w for phrase in cues.LINKING for w in phrase.split()) | _SMALL) - _POLAR


def content(text: str) -> frozenset[str]:
    """Return the words of a text that tell what it is about, each in one form.

    >>> sorted(content("The biggest of the step sizes is"))
    ['largest', 'size', 'step']
    """
    found = set()
    for word in _WORD.findall(text.casefold().replace("’", "'")):
        known = _EXTREMES.get(word)
        if known is None and (len(word) < 2 or word in _PASSED):
            continue
        found.add(known or _singular(word.removesuffix("'s")))
    return frozenset(found)


def _singular(word: str) -> str:
    if not word.isascii() or len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words by which one of several targets is told."""

    phrases: tuple[frozenset[str], ...]
    """The words of its description, and those of each of its names in words."""
    initials: frozenset[str] = frozenset()
    """What stands for several of its words in a row: ``gd`` for "gradient descent"."""

    @property
    def known(self) -> frozenset[str]:
        """All words by which it may be called."""
        return frozenset().union(*self.phrases)

    def covers(self, said: frozenset[str]) -> bool:
        """Whether all that is said are its words, and no word that turns them is left out."""
        spelt = said - self.initials
        fits = any((phrase & _POLAR) <= said for phrase in self.phrases if phrase & spelt or spelt != said)
        return bool(said) and spelt <= self.known and fits


def wording(target: Target) -> Wording:
    """Return the words of a target.

    >>> own = wording(Target("T_plain", "number", "steps of plain gradient descent"))
    >>> own.covers(content("GD")), own.covers(content("gradient of the loss"))
    (True, False)
    """
    spoken = [target.asks, *(alias for alias in target.aliases if "\\" not in alias and "_" not in alias)]
    named = [found for spelling in (target.name, *target.aliases) for found in _SUBSCRIPT.findall(spelling)]
    customary = () if target.asks else _CUSTOMARY.get(target.name.strip("\\").replace("σ²", "sigma^2"), ())
    phrases = [content(text) for text in (*spoken, *named, *customary)]
    initials = frozenset(one for text in spoken for one in _initials(text))
    return Wording(tuple(phrase for phrase in phrases if phrase), initials)


def _initials(text: str) -> Iterable[str]:
    letters = [word[0] for word in _WORD.findall(text.casefold()) if word not in _PASSED]
    for low in range(len(letters)):
        for high in range(low + 2, min(low + 4, len(letters)) + 1):
            yield "".join(letters[low:high])


def meant(said: frozenset[str], among: Mapping[int, Wording]) -> int | None:
    """Return which one of several targets some words mean; None where it is none or more than one.

    Where the words are all of one's description or name and only some of another's, the first is meant.
    """
    covering = [n for n, own in among.items() if own.covers(said)]
    if len(covering) > 1:
        covering = [n for n in covering if said in among[n].phrases]
    return covering[0] if len(covering) == 1 else None
