"""What one reply costs is bounded, however many claims, points and digits it would take to tell."""

from __future__ import annotations

import time

import pytest

import reference
from harness.grading import mark, verify
from harness.grading.kinds import DEAR
from harness.grading.marking import deciding, part
from harness.questions import load_question
from harness.records import Answer, Verdict

INTEGRAL = r"\int_0^{2} \frac{\cos(x)\sin(%d x) - \sin(\frac{\pi}{3})}{\cos^2(x)\cos^2(x - %d)}\, dx"
MANY = "\n\n".join(f"The limit becomes $r_{k} = {INTEGRAL % (k, k)}$." for k in range(2, 14))


def _part(question: str, label: str) -> Answer:
    return reference.answers(load_question(f"deep-learning-hw1/{question}"))[label]


def _spent(answer: Answer, reply: str) -> tuple[float, Verdict]:
    mark(answer, "x = 3")
    begun = time.process_time()
    verdict = mark(answer, reply)
    return time.process_time() - begun, verdict


@pytest.mark.parametrize(("question", "label"), [("q3", "a"), ("q2", "g"), ("q1", "g"), ("q4", "a")])
def test_integrals_that_answer_something_else_do_not_hold_up_the_rest(question: str, label: str) -> None:
    spent, verdict = _spent(_part(question, label), MANY)
    assert not verdict.correct
    assert spent < 0.5


def test_only_the_weightiest_claim_of_a_list_without_names_is_decided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    decided: list[str] = []
    known = deciding.Deciding.decide

    def counted(self: deciding.Deciding, text: str) -> object:
        decided.append(text)
        return known(self, text)

    monkeypatch.setattr(deciding.Deciding, "decide", counted)
    mark(_part("q2", "g"), MANY)
    assert len(set(decided)) < 12


def test_a_reply_that_costs_too_much_is_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    reply = "The answer is $2^{-1} \\cdot \\frac{2}{7}$, which is all that was asked for."
    assert verify("\\frac{1}{7}", reply).correct
    monkeypatch.setattr(part, "WORK", 3)
    verdict = verify("\\frac{1}{7}", reply)
    assert (verdict.status, verdict.correct) == ("unsupported", False)
    assert DEAR.reason in verdict.reason
