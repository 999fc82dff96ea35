"""Which question set a document may answer: told by its questions' numbers, their parts and its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from harness.records import Question, Transcript

LEAST_PARTS = 3
"""Fewer parts fit nearly every set."""
LEAST_SHARE = 0.25
"""The share of the longer words of a document's headings that the set's own questions must hold."""
_WORD = re.compile(r"[^\W\d_]{5,}")


@dataclass(frozen=True, slots=True)
class Likeness:
    """A set that a document may answer."""

    name: str
    parts: int
    """How many of the document's parts are parts of the set's questions: all of them."""
    share: float
    """How many of the words that head the document's parts stand in the questions, from 0 to 1."""

    def said(self) -> str:
        """Return the likeness as a sentence that ends in what to do."""
        return (
            f"this may answer {self.name}: all {self.parts} parts are parts of its questions, and"
            f" {self.share:.0%} of the words of its headings stand there; if so, bring it in with"
            f" --question '{self.name}/q{{n}}'"
        )


def like(transcripts: Iterable[Transcript], known: Mapping[str, Iterable[Question]]) -> Likeness | None:
    """Return the one set that fits, None where none does or more than one.

    ``transcripts``: as brought in under names that end in ``q`` and the question's number. ``known``:
    name of a set → its questions. A fit is a guess, to be said and never to be acted upon.
    """
    answered = {t.conversation.question.rpartition("/")[2]: t for t in transcripts}
    turns = [(number, turn) for number, t in answered.items() for turn in t.conversation.turns]
    parts = {(number, part) for number, turn in turns for part in turn.parts}
    spoken = {word for _, turn in turns for word in _words(turn.text)}
    if len(parts) < LEAST_PARTS or not spoken:
        return None
    found = []
    for name, questions in known.items():
        own = {q.id.rpartition("/")[2]: q for q in questions}
        asked = {(number, part.label) for number, q in own.items() for part in q.parts}
        words = {word for number in answered if number in own for word in _all_words(own[number])}
        share = len(spoken & words) / len(spoken)
        if parts <= asked and share >= LEAST_SHARE:
            found.append(Likeness(name, len(parts), share))
    return found[0] if len(found) == 1 else None


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _all_words(question: Question) -> set[str]:
    return _words(" ".join([question.title, question.stem, *(part.text for part in question.parts)]))
