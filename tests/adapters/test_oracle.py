"""The oracle against the marker: nothing but planted mistakes is wrong, and every one is found."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

import reference
from harness.adapters.oracle import FORMS, Options, Oracle
from harness.adapters.protocol import Request
from harness.grading import mark
from harness.prompts import conversations
from harness.questions import load_set, sets
from harness.records import Answer, AskMode, Question, Reply, Verdict

QUESTIONS = {q.id: q for name in sets() for q in load_set(name)}
MODES: tuple[AskMode, ...] = ("parts", "whole")


def drawn(question: Question, count: int, seed: int = 0) -> Iterator[Question]:
    """Yield the question and ``count`` variants of it, its ways of varying taken in turn."""
    yield question
    ways = reference.kinds(question)
    for number in range(count if ways else 0):
        yield reference.vary(question, ways[number % len(ways)], seed + number)


def asked(
    question: Question, answers: dict[str, Answer], options: Options, mode: AskMode = "parts"
) -> Iterator[tuple[str, Verdict, str | None]]:
    """Yield each part with its verdict and the target that was made wrong, if one was."""
    oracle = Oracle(options, lambda _: question, lambda _: answers)
    for talk in conversations(question, mode):
        replies: list[Reply] = []
        for turn in talk.turns:
            reply = asyncio.run(oracle.ask(talk, replies, Request()))
            replies.append(reply)
            said = reply.extras["oracle"]
            assert isinstance(said, dict)
            planted = said["planted"]
            assert isinstance(planted, dict)
            for part in turn.parts:
                verdict = mark(answers[part], reply.answer, part=part, labels=turn.parts)
                target = planted.get(part)
                yield part, verdict, None if target is None else str(target)


def wrong(question: Question, options: Options, mode: AskMode = "parts") -> list[str]:
    """Return what the marker found other than it was planted, each in a line."""
    found = []
    for part, verdict, target in asked(question, reference.answers(question), options, mode):
        missed = {m.target for m in verdict.targets if m.status != "correct"}
        if target is None:
            fits = verdict.status == "correct"
        else:
            refuted = all(m.status == "incorrect" for m in verdict.targets if m.target in missed)
            fits = missed == {target} and refuted and verdict.status in ("incorrect", "partial")
        if not fits:
            shown = question.variant and (question.variant.kind, question.variant.seed)
            found.append(
                f"({part}) {options.form} {shown} planted {target}: {verdict.status}, {verdict.reason}"
            )
    return found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", QUESTIONS)
def test_the_oracle_is_right_in_every_part(name: str, form: str) -> None:
    for one in drawn(QUESTIONS[name], 3):
        assert wrong(one, Options(form=form)) == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", QUESTIONS)
def test_exactly_the_planted_mistakes_are_found(name: str, form: str) -> None:
    for number, one in enumerate(drawn(QUESTIONS[name], 2, 50)):
        assert wrong(one, Options(mistakes=0.5, seed=number, form=form)) == []


@pytest.mark.parametrize("name", QUESTIONS)
def test_one_reply_to_all_parts_is_told_apart(name: str) -> None:
    for number, form in enumerate(FORMS):
        assert wrong(QUESTIONS[name], Options(mistakes=0.4, seed=number, form=form), "whole") == []


def test_most_parts_can_be_made_wrong() -> None:
    planted = 0
    parts = 0
    for question in QUESTIONS.values():
        for _, _, target in asked(question, reference.answers(question), Options(mistakes=1.0)):
            parts += 1
            planted += target is not None
    assert planted >= 0.7 * parts


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("mistakes", [0.0, 0.5], ids=["right", "mistaken"])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", QUESTIONS)
def test_twenty_variants_are_marked_as_they_are(name: str, form: str, mistakes: float) -> None:
    for number, one in enumerate(drawn(QUESTIONS[name], 20, 1000)):
        for mode in MODES:
            assert wrong(one, Options(mistakes=mistakes, seed=number, form=form), mode) == []
