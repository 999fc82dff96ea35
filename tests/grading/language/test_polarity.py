"""Words that are there are not yet said: a clause may deny, limit or only suppose what it mentions."""

from __future__ import annotations

import pytest

from harness import verify
from harness.grading.language.languages import LANGUAGES
from harness.grading.language.polarity import asserts, clauses, made_of_answer

APART = [["independent", "decouple"]]


@pytest.mark.parametrize(
    "word",
    [
        pytest.param(word, id=f"{code}-{word}")
        for code, language in LANGUAGES.items()
        for word in (*language.turn, *language.modal)
    ],
)
def test_every_word_of_the_languages_turns_a_clause(word: str) -> None:
    assert not asserts(f"the coordinates {word} decouple", APART)


@pytest.mark.parametrize(
    "sentence",
    [
        "the coordinates decouple",
        "in this basis we have independent scalar problems, one for each singular value",
        "w does not occur there, so the problems are independent",
        "it is not obvious, but the coordinates decouple",
        "the matrix is non-negative and the coordinates decouple",
    ],
)
def test_asserted(sentence: str) -> None:
    assert asserts(sentence, APART)


@pytest.mark.parametrize(
    "sentence",
    [
        "unfortunately the coordinates cannot be treated as independent problems",
        "whether the coordinates are independent is another matter",
        "do the coordinates decouple?",
        "the problems would be independent if x were diagonal",
        "nobody should call these problems independent",
    ],
)
def test_not_surely_asserted(sentence: str) -> None:
    assert not asserts(sentence, APART)


def test_what_a_phrase_says_itself_turns_nothing() -> None:
    assert asserts("sgd never changes the value", [["never"], ["value"]])


def test_one_clause_says_it_all() -> None:
    groups = [["larger", "increasing"], ["batch"], ["faster"]]
    assert asserts("a larger batch is faster", groups)
    assert asserts("for larger batches, training is faster, because the noise is small", groups)
    assert asserts("increasing the batch: training gets faster", groups)
    assert not asserts("increasing the batch makes the noise small, so the step gets faster", groups)
    assert not asserts("it is a myth that a larger batch is faster", groups)
    assert not asserts("the value is fixed, but it is not independent", [["fixed"], ["independent"]])


def test_what_is_barred_may_stand_in_another_part() -> None:
    groups, barred = [["larger"], ["faster"]], ["smaller"]
    assert asserts("the larger one is faster, the smaller one slower", groups, barred)
    assert not asserts("the larger the smaller, the faster", groups, barred)


def test_a_comma_ends_a_clause_only_before_another() -> None:
    assert clauses("a, b and c decouple, so we are done")[0] == "a, b and c decouple"


MADE = [
    "The reciprocal of the answer is 5.", "Twice the answer is 5.", "The negative of the answer is 5.",
    "The inverse of the final answer is $5$.", "The square root of the final answer is \\boxed{5}.",
    "The answer plus one is 5.", "The answer squared is 5.", "One more than the answer is 5.",
    "Die Hälfte der Antwort ist 5.", "Le double de la réponse est 5.", "El cuadrado de la respuesta es 5.",
    "L'inverso della risposta è 5.", "O dobro da resposta é 5.", "Удвоенный ответ равен 5.",
    "Половина ответа равна 5.", "答案的两倍是5。", "答案的2倍是5。", "答えの2倍は5です。",
    "정답의 두 배는 5입니다.",
    "ضعف الجواب هو 5.", "उत्तर का दोगुना 5 है।", "Cevabın iki katı 5'tir.", "Gấp đôi đáp án là 5.",
    "Hälften av svaret är 5.",
]  # fmt: skip
ITSELF = [
    "The value of the answer is 5.", "The numerical value of the final answer is 5.",
    "Half of 10 is the answer: 5.", "The square of the side is 25, so the answer is 5.",
    "Half of the answer is 2.5, so the answer is 5.", "The answer is half of 10, that is 5.",
    "Der Wert der Antwort ist 5.", "La valeur de la réponse est 5.", "El valor de la respuesta es 5.",
    "答案的值是5。",
]  # fmt: skip


@pytest.mark.parametrize("reply", MADE)
def test_what_is_made_of_the_answer_is_not_the_answer(reply: str) -> None:
    assert not verify("5", reply).correct


@pytest.mark.parametrize("reply", ITSELF)
def test_the_value_of_the_answer_is_the_answer(reply: str) -> None:
    assert verify("5", reply).correct


@pytest.mark.parametrize(
    ("code", "phrase"), [(code, phrase) for code, one in LANGUAGES.items() for phrase in one.made]
)
def test_every_phrase_makes_something_of_the_answer(code: str, phrase: str) -> None:
    assert made_of_answer(f"x {phrase} : ")
    for word in LANGUAGES[code].same[:1]:
        assert not made_of_answer(f"{word} {phrase} : ") or not made_of_answer(f"x {phrase} {word} : ")
