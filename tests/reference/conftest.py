"""What the tests of the reference share: answers as derived, and wrong ones put in their place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

import reference
from harness.questions import load_question
from harness.records import Answer, Check, Expected, Question
from reference.sources import load

SET = "deep-learning-hw1"


@cache
def derived(name: str) -> tuple[Question, dict[str, Answer]]:
    question = load_question(f"{SET}/{name}")
    return question, reference.answers(question)


def put(answer: Answer, name: str, value: str) -> Answer:
    """Return the answer with another value for the target or checkpoint of that name."""

    def changed(expected: Expected, hit: bool) -> Expected:
        return replace(expected, value=value) if hit else expected

    found = replace(
        answer,
        expected=tuple(changed(e, e.target.name == name) for e in answer.expected),
        checkpoints=tuple(
            replace(c, expected=changed(c.expected, c.name == name)) for c in answer.checkpoints
        ),
    )
    assert found != answer, f"nothing is called {name}, or it says {value} already"
    return found


@pytest.fixture
def checks_of() -> Callable[..., list[Check]]:
    """Run a question's experiments on its answers, one of which may be replaced by a wrong one."""

    def run(name: str, part: str = "", target: str = "", value: str = "") -> list[Check]:
        question, answers = derived(name)
        given = {part: answers[part]} if part else answers
        if target:
            given = {part: put(answers[part], target, value)}
        return list(load(question.id).experiments(question, given, np.random.default_rng(1)))

    return run
