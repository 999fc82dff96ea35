"""Phrases the word lists may lack: how sentences of the thinking begin, and those of the answers do not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from harness.reasoning.markers import Lists
from harness.reasoning.words import HAN, LINK, Sentences

_LATIN = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
_CHINESE = re.compile(f"[{HAN}]+")
_LONGEST_OPENING = 4
_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An opening that is common in thinking and rare in answers."""

    phrase: str
    thinking: int
    """Sentences of the thinking that begin with it."""
    answers: int
    """Sentences of the answers that do."""
    example: str


def suggest(
    thinking: Sequence[str], answers: Sequence[str], lists: Lists, fewest: int = 3
) -> list[Suggestion]:
    """Return openings found at least ``fewest`` times and twice as often a sentence as in the answers.

    Openings that hold a listed phrase, are part of a longer opening just as
    common, or are made of small words only are left out. The commonest stand
    first.
    """
    seen: Counter[str] = Counter()
    examples: dict[str, str] = {}
    total = 0
    for sentence in _sentences(thinking):
        total += 1
        for opening in _openings(sentence):
            seen[opening] += 1
            examples.setdefault(opening, sentence[:_SHOWN])
    answer_seen: Counter[str] = Counter()
    answer_total = 0
    for sentence in _sentences(answers):
        answer_total += 1
        answer_seen.update(_openings(sentence))
    longer = {_shorter(o): count for o, count in seen.items() if count >= fewest}
    return [
        Suggestion(opening, count, answer_seen[opening], examples[opening])
        for opening, count in seen.most_common()
        if count >= fewest
        and longer.get(opening) != count
        and not lists.pattern.search(opening)
        and not _only_links(opening)
        and count / total >= 2 * answer_seen[opening] / max(answer_total, 1)
    ]


def _sentences(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        starts = [*Sentences(text).starts, len(text)]
        for start, end in pairwise(starts):
            yield text[start:end].strip()


def _openings(sentence: str) -> Iterator[str]:
    """Yield the first one to four words, or the first two to four Chinese characters."""
    chinese = _CHINESE.match(sentence)
    if chinese:
        yield from (chinese[0][:n] for n in range(2, min(_LONGEST_OPENING, len(chinese[0])) + 1))
        return
    words: list[str] = []
    position = 0
    while len(words) < _LONGEST_OPENING and (found := _LATIN.match(sentence, position)):
        words.append(found[0].lower())
        position = found.end() + 1
        yield " ".join(words)


def _shorter(opening: str) -> str:
    return opening.rpartition(" ")[0] if " " in opening else opening[:-1]


def _only_links(opening: str) -> bool:
    return opening.isascii() and all(len(word) == 1 or LINK.fullmatch(word) for word in opening.split())
