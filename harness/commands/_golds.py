"""Golds marked against themselves, before anybody is asked: a gold that cannot be marked is named."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from harness.errors import HomeworkError
from harness.records import Answer, Question, Verdict
from harness.terminal import printable

SHOWN = 12
"""Lines named one by one; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Unmarkable:
    """A question whose gold does not pass when it is given as the reply."""

    question: Question
    gold: str
    why: str

    def sentence(self) -> str:
        """Return one line for people."""
        return f"{self.question.id} ({self.question.title!r}): the gold {self.gold[:60]!r}: {self.why}"


def unmarkable(questions: Iterable[Question]) -> Iterator[Unmarkable]:
    """Yield the questions with a gold of their own that the marker cannot hold a reply against."""
    import reference
    from harness.grading import mark

    for question in questions:
        if any(part.gold is None for part in question.parts) or reference.has(question.id):
            continue
        try:
            answers = reference.answers(question)
        except HomeworkError as error:
            gold = next((part.gold for part in question.parts if part.gold is not None), "")
            yield Unmarkable(question, gold, str(error))
            continue
        for part in question.parts:
            for gold in (part.gold or "", *part.golds):
                verdict = mark(answers[part.label], gold)
                if not verdict.correct:
                    yield Unmarkable(question, gold, f"given as the reply it is {_told(verdict)}")
                    break


def answers(question: Question) -> Mapping[str, Answer]:
    """Return the answers; those of a bank's line that the marker cannot read stand as they are written."""
    import reference

    try:
        found: Mapping[str, Answer] = reference.answers(question)
    except HomeworkError:
        if any(part.gold is None for part in question.parts):
            raise
        return {p.label: Answer(question.id, p.label, "unreadable", p.gold or "", ()) for p in question.parts}
    return found


def _told(verdict: Verdict) -> str:
    return f"{verdict.status}: {verdict.reason}" if verdict.reason else verdict.status


def name(found: Iterable[Unmarkable], command: str) -> int:
    """Print what cannot be marked to standard error and return how many lines that are."""
    count = 0
    for count, one in enumerate(found, 1):
        if count <= SHOWN:
            print(printable(f"harness {command}: {one.sentence()}"), file=sys.stderr)
    if count > SHOWN:
        print(f"harness {command}: and {count - SHOWN} more", file=sys.stderr)
    return count
