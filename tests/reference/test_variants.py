"""Questions drawn anew: other letters and numbers, the truth with them, degenerate draws refused."""

from __future__ import annotations

import pytest

import reference
from harness.errors import HomeworkError
from harness.questions import load_question, load_set, sets
from harness.records import Question
from reference.renaming import Renaming, letters_of

QUESTIONS = {q.id: q for name in sets() for q in load_set(name)}


def drawn(question: Question, count: int, first: int = 0) -> list[Question]:
    ways = reference.kinds(question)
    return [reference.vary(question, ways[n % len(ways)], first + n) for n in range(count)]


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_can_be_drawn_anew(name: str) -> None:
    question = QUESTIONS[name]
    assert reference.kinds(question)
    for other in drawn(question, 5):
        assert other.variant is not None
        assert other.variant.parameters == other.parameters
        shown = [(q.stem, *(p.text for p in q.parts)) for q in (question, other)]
        assert shown[0] != shown[1]
        assert [p.label for p in other.parts] == [p.label for p in question.parts]
        assert reference.answers(other).keys() == reference.answers(question).keys()


@pytest.mark.parametrize("name", QUESTIONS)
def test_five_draws_hold(name: str) -> None:
    for number, other in enumerate(drawn(QUESTIONS[name], 5)):
        assert [c.finding for c in reference.check(other, draws=0, seed=number) if not c.passed] == []


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", QUESTIONS)
def test_two_hundred_draws_hold(name: str) -> None:
    for number, other in enumerate(drawn(QUESTIONS[name], 200, 1000)):
        bad = [c.finding for c in reference.check(other, draws=0, seed=number) if not c.passed]
        assert bad == [], other.variant


def test_the_same_seed_draws_the_same() -> None:
    question = QUESTIONS["deep-learning-hw1/optimizer-geometry"]
    for kind in reference.kinds(question):
        assert reference.vary(question, kind, 7) == reference.vary(question, kind, 7)
        assert len({str(reference.vary(question, kind, seed)) for seed in range(6)}) > 1


def test_clean_and_pasted_text_are_restated_alike() -> None:
    other = reference.vary(QUESTIONS["deep-learning-hw1/q3"], "renumber", 3)
    part = next(p for p in other.parts if p.label == "g")
    for value in (other.parameters["beta"], other.parameters["sigma2_min"]):
        assert f"= {value}" in part.text
        assert f"= {value}" in part.text_pasted


def test_a_way_that_is_not_offered_is_refused() -> None:
    with pytest.raises(HomeworkError, match="cannot reshape"):
        reference.vary(QUESTIONS["deep-learning-hw1/q1"], "reshape", 0)


def test_a_renaming_and_back_is_the_same_question_and_answer() -> None:
    question = load_question("deep-learning-hw1/q3")
    there = Renaming({"eta": "alpha", "beta": "theta", "sigma": "tau"})
    back = there.inverse()
    assert back.question(there.question(question)) == question
    for answer in reference.answers(question).values():
        assert back.answer(there.answer(answer)) == answer


def test_new_letters_are_in_nobodys_way() -> None:
    for question in QUESTIONS.values():
        if "rename" not in reference.kinds(question):
            continue
        used = letters_of(" ".join((question.stem, *(p.text for p in question.parts))))
        for seed in range(10):
            renamed = reference.vary(question, "rename", seed).variant.renamed
            assert not set(renamed.values()) & used
            assert len(set(renamed.values())) == len(renamed)


def test_new_letters_are_no_other_names_of_what_is_asked() -> None:
    question = QUESTIONS["deep-learning-hw1/q1"]
    assert any("\\alpha" in t.aliases for p in question.parts for t in p.targets)
    for seed in range(12):
        assert "alpha" not in reference.vary(question, "rename", seed).variant.renamed.values()


FORMS = [
    (r"\sigma_\ell^2 \eta", r"\tau_\ell^2 \alpha"),
    (r"\varsigma + \text{sigma}", r"\tau + \text{sigma}"),
    ("σ_ℓ² > η", "τ_ℓ² > α"),
    ("sigma_l > sigma_s", "tau_l > tau_s"),
    (r"w_{t+1} = Xw", r"u_{t+1} = Xu"),
    (r"\begin{cases} w & x \end{cases}", r"\begin{cases} u & x \end{cases}"),
]


@pytest.mark.parametrize(("before", "after"), FORMS, ids=[b for b, _ in FORMS])
def test_formulas_are_renamed_in_every_spelling(before: str, after: str) -> None:
    assert Renaming({"sigma": "tau", "eta": "alpha", "w": "u"}).formula(before) == after


def test_prose_keeps_its_words_and_pasted_runs_change() -> None:
    renaming = Renaming({"w": "u", "eta": "alpha"})
    assert renaming.prose("we weigh $w$ with η") == "we weigh $u$ with α"
    assert renaming.pasted("wt+1 = wt −ηXwt, we see") == "ut+1 = ut −αXut, we see"
