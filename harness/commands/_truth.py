"""Where run and reference meet: the questions as they were asked, and the true answers to them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from harness.errors import HomeworkError, RunError, internal
from harness.questions import shadowed
from harness.records import Answer, Conversation, Question, Transcript
from harness.terminal import printable

if TYPE_CHECKING:
    from harness.store import RunFolder


class Truth:
    """The questions and answers behind one run's transcripts, each worked out once."""

    def __init__(self, folder: RunFolder) -> None:
        self._banks, self._map = _asked_of(folder)
        self._against, self._against_map = _against(folder)
        self._questions: dict[str, tuple[Question, ...]] = {}
        self._told: set[str] = set()
        self._answers: dict[object, Mapping[str, Answer]] = {}

    def original(self, question_id: str, prompt: str = "") -> Question:
        """Return the question of that id, from the run's own banks or the sets; HomeworkError if none.

        ``prompt``: how it was asked, by which a run that is marked against another bank finds it there.
        """
        return self._found(question_id, prompt)[0]

    def _found(self, question_id: str, prompt: str = "") -> tuple[Question, ...]:
        """Return the questions of that id: several where banks of one name were asked."""
        if question_id not in self._questions:
            self._questions[question_id] = self._find(question_id, prompt)
            self._say_if_shadowed(question_id.partition("/")[0])
        return self._questions[question_id]

    def _say_if_shadowed(self, name: str) -> None:
        if name not in self._told:
            self._told.add(name)
            told({shadowed(name)})

    def asked(self, talk: Conversation) -> Question:
        """Return the question as this conversation put it, drawn anew where it was a variant."""
        found = self._found(talk.question, talk.turns[0].text if talk.turns else "")
        question = found[0]
        if len(found) > 1:
            question = next((one for one in found if _sends(one, talk)), question)
        if talk.variant is None:
            return question
        import reference

        return reference.vary(question, talk.variant.kind, talk.variant.seed)

    def answers(self, talk: Conversation) -> Mapping[str, Answer]:
        """Return part → true answer of the question as asked; HomeworkError where there is no truth."""
        variant, question = talk.variant, self.asked(talk)
        which = [one is question for one in self._found(talk.question)].index(True) if variant is None else 0
        key = (talk.question, which, (variant.kind, variant.seed) if variant else None)
        if key not in self._answers:
            import reference

            self._answers[key] = reference.answers(question)
        return self._answers[key]

    def another_text(self, transcript: Transcript) -> str:
        """Return, in words, that a reply was to another text than the question has now; empty if it was not.

        What was brought in (it has no attempts) was never sent by us, and is not held against our texts;
        nor is a run that is marked against another bank on purpose.
        """
        talk = transcript.conversation
        if not transcript.attempts or transcript.origin.get("kind") not in (None, "reused") or self._against:
            return ""
        try:
            if _sends(self.asked(talk), talk):
                return ""
        except Exception:  # there is no question, and whoever asks for its answers is told why
            return ""
        return (
            f"{talk.question}: this reply is to another text than the question has now: "
            "it was edited since, or another bank has its name"
        )

    def _find(self, question_id: str, prompt: str = "") -> tuple[Question, ...]:
        from harness.questions import load_question

        if self._against:
            found = self._finder(question_id.rpartition("/")[2], prompt)
            if found is None:
                raise HomeworkError(f"{self._against}: no question of this bank is or asks {question_id}")
            return (found,)
        if question_id not in self._in_banks:
            return (load_question(question_id),)
        return self._in_banks[question_id]

    @cached_property
    def _finder(self) -> Callable[[str, str], Question | None]:
        from harness.questions import find
        from harness.questions.finding import finder

        return finder(find(self._against, self._against_map))

    @cached_property
    def _in_banks(self) -> Mapping[str, tuple[Question, ...]]:
        """The questions of the run's banks by id, each bank read once."""
        from harness.questions import find

        found: dict[str, tuple[Question, ...]] = {}
        for bank in self._banks:
            for question in find(bank, self._map):
                found[question.id] = (*found.get(question.id, ()), question)
        return found


def _sends(question: Question, talk: Conversation) -> bool:
    """Return whether asking the question so would send exactly what the conversation sent."""
    from harness.prompts import conversations

    asked = replace(question, variant=talk.variant)
    return any(one.turns == talk.turns for one in conversations(asked, talk.mode, talk.style, talk.source))


def _against(folder: RunFolder) -> tuple[str, Mapping[str, str]]:
    """Return the bank that a run is marked against instead of its own, and its columns; empty if its own."""
    try:
        meta = folder.meta()
    except RunError:
        return "", {}
    return str(meta.get("against") or ""), _mapped(meta.get("against_map"))


def _mapped(found: object) -> Mapping[str, str]:
    return {name: str(role) for name, role in found.items()} if isinstance(found, dict) else {}


OWN = "./"
"""How a spec begins that names a file of the run's own folder: a bank that came with an import."""


def _asked_of(folder: RunFolder) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """Return the banks that the run was asked from, as run.json names them, and what their columns are."""
    from harness.questions import is_bank

    try:
        meta = folder.meta()
    except RunError:
        return (), {}
    specs, mapped = meta.get("specs"), meta.get("map")
    named = [spec for spec in specs if isinstance(spec, str)] if isinstance(specs, list) else []
    banks = (str(folder.path / spec[len(OWN) :]) if spec.startswith(OWN) else spec for spec in named)
    return tuple(filter(is_bank, banks)), _mapped(mapped)


def told(notes: Set[str]) -> None:
    """Print notes where people see them and programs do not look."""
    for note in sorted(filter(None, notes)):
        print(printable(f"note: {note}"), file=sys.stderr)


def answers_or_why(truth: Truth, talk: Conversation) -> tuple[Mapping[str, Answer], str]:
    """Return part → true answer, and where there is none the reason why."""
    try:
        return truth.answers(talk), ""
    except HomeworkError as error:
        return {}, str(error)
    except Exception as error:  # a reference module is anybody's code; its faults are its question's alone
        return {}, internal(error)


def answers_to(truth: Truth, transcript: Transcript) -> tuple[Mapping[str, Answer], str]:
    """Return part → true answer to what this transcript was asked, and where there is none the reason why."""
    other = truth.another_text(transcript)
    return ({}, other) if other else answers_or_why(truth, transcript.conversation)
