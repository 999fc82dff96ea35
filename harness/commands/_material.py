"""Where run, truth and reasoning meet: the material of a report, gathered for `harness.commands`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from harness.errors import HomeworkError
from harness.records import Answer, Question, ReasoningProfile, Transcript
from harness.store import RunFolder

if TYPE_CHECKING:
    from reports.material import Key, Material


def gather(folder: RunFolder, truth: bool = True) -> Material:
    """Return everything a report of the run may show; what cannot be found is left out."""
    from reports import material

    found = material.read(folder)
    questions = dict(_questions(found.transcripts))
    answers = dict(_answers(found.transcripts, questions)) if truth else {}
    profiles = dict(_profiles(found, answers))
    return replace(found, questions=questions, answers=answers, profiles=profiles)


def _questions(transcripts: tuple[Transcript, ...]) -> Iterator[tuple[str, Question]]:
    from harness.questions import load_question

    for name in dict.fromkeys(transcript.conversation.question for transcript in transcripts):
        try:
            yield name, load_question(name)
        except HomeworkError:
            continue


def _answers(
    transcripts: tuple[Transcript, ...], questions: dict[str, Question]
) -> Iterator[tuple[Key, Answer]]:
    import reference
    from reports.material import subject

    talks = {subject(t.conversation): t.conversation for t in transcripts}
    for name, talk in talks.items():
        question = questions.get(talk.question)
        if question is None or not (reference.has(question.id) or any(part.gold for part in question.parts)):
            continue
        if talk.variant is not None:
            question = reference.vary(question, talk.variant.kind, talk.variant.seed)
        yield from (((name, part), answer) for part, answer in reference.answers(question).items())


def _profiles(found: Material, answers: dict[Key, Answer]) -> Iterator[tuple[Key, ReasoningProfile]]:
    from harness.reasoning import profile
    from reports.material import subject

    by_subject: dict[str, dict[str, Answer]] = {}
    for (name, part), answer in answers.items():
        by_subject.setdefault(name, {})[part] = answer
    for transcript in found.transcripts:
        parts = [part for turn in transcript.conversation.turns for part in turn.parts]
        verdicts = [v for part in parts if (v := found.verdicts.get((transcript.run_key, part)))]
        known = by_subject.get(subject(transcript.conversation), {})
        for row in profile(transcript, known, verdicts):
            yield (row.run_key, row.part), row
