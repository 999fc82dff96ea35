"""Languages: the same roles in each, every hole marked, and every phrase doing what its role says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from harness import verify
from harness.grading import mark
from harness.grading.language.languages import CODES, LANGUAGES
from harness.grading.language.languages._roles import ROLES
from harness.records import Answer, Expected, Target, Verdict
from harness.symbols import declare

FULL = [code for code in CODES if code != "sv"]
"""Swedish has the words that replies have shown, no more."""
ASKED = "en zh de fr es pt it ru ja ko ar hi tr vi".split()  # noqa: SIM905


def table() -> str:
    """Return role × language: the number of phrases, ``-`` for a marked hole, ``?`` for an unmarked one."""
    rows = ["role       " + " ".join(f"{code:>3}" for code in CODES)]
    for role in sorted(ROLES):
        cells = []
        for code in CODES:
            words = getattr(LANGUAGES[code], role)
            cells.append(str(len(words)) if words else "-" if role in LANGUAGES[code].holes else "?")
        rows.append(f"{role:<11}" + " ".join(f"{cell:>3}" for cell in cells))
    return "\n".join(rows)


def test_no_hole_is_unmarked() -> None:
    print(table())
    assert "?" not in table()
    assert set(ASKED) == set(FULL)


@pytest.mark.parametrize("code", CODES)
def test_a_marked_hole_is_one_and_has_its_reason(code: str) -> None:
    language = LANGUAGES[code]
    assert all(reason and not getattr(language, role) for role, reason in language.holes.items())


@pytest.mark.parametrize("code", CODES)
def test_phrases_are_in_lower_case_and_said_once(code: str) -> None:
    for role in ROLES:
        words = getattr(LANGUAGES[code], role)
        assert len(words) == len(set(words)), role
        assert all(word == word.lower() and word.strip() for word in words), role


def phrases(role: str, codes: list[str] = FULL) -> Iterator[object]:
    for code in codes:
        for word in getattr(LANGUAGES[code], role):
            yield pytest.param(word.strip(" ,"), id=f"{code}-{word}")


FOREIGN = FULL[1:]
"""English phrases have their own tests; many of them open no sentence by themselves."""


def marked(reply: str, gold: str = "5") -> Verdict:
    return verify(gold, reply)


@pytest.mark.parametrize("words", phrases("announce", FOREIGN))
def test_what_is_announced_is_the_answer(words: str) -> None:
    assert marked(f"3 + 4 = 7.\n\n{words} 5.").correct
    assert marked(f"3 + 4 = 7.\n\n{words} 6.").status == "incorrect"


@pytest.mark.parametrize("words", phrases("heading", FOREIGN))
def test_what_stands_under_a_heading_is_the_answer(words: str) -> None:
    assert marked(f"3 + 4 = 7.\n\n## {words}\n\n5").correct


@pytest.mark.parametrize("words", phrases("refuse"))
def test_a_refusal_gives_no_answer(words: str) -> None:
    assert marked(f"3 + 2 = 5.\n\n{words}.").status == "no_answer"


@pytest.mark.parametrize("words", phrases("suppose", FOREIGN))
def test_what_is_supposed_is_no_claim(words: str) -> None:
    assert not marked(f"{words} x = 5.").correct


@pytest.mark.parametrize("words", phrases("condition"))
def test_a_condition_is_no_claim(words: str) -> None:
    assert not marked(f"{words.capitalize()} x = 5, y = 3.").correct


@pytest.mark.parametrize("words", phrases("attitude", FOREIGN))
def test_what_its_writer_does_not_hold_is_no_claim(words: str) -> None:
    assert not marked(f"{words} x = 5.").correct


@pytest.mark.parametrize("words", phrases("deny", FOREIGN))
def test_what_is_denied_is_no_claim(words: str) -> None:
    assert not marked(f"{words} 5").correct


@pytest.mark.parametrize(
    ("gold", "reply", "status"),
    [
        ("1/3", "الجواب هو 1/3", "correct"),
        ("1/3", "उत्तर 1/3 है।", "correct"),
        ("1/3", "Cevap 1/3'tür.", "correct"),
        ("1/3", "Vậy đáp án là 1/3.", "correct"),
        ("5", "Wenn x = 5 ist, wird die Summe gerade.", "no_answer"),
        ("5", "Si x = 5, el producto es par.", "no_answer"),
        ("5", "Se x = 5, il prodotto è pari.", "no_answer"),
        ("5", "Если x = 5, произведение чётно.", "no_answer"),
        ("5", "Angenommen, x = 5.", "no_answer"),
        ("6", "Das Ergebnis lautet 6.", "correct"),
        ("6", "In SI units the answer is 6.", "correct"),
    ],
)
def test_sentences(gold: str, reply: str, status: str) -> None:
    assert marked(reply, gold).status == status


@pytest.mark.parametrize(
    ("gold", "reply", "right"),
    [
        ("\\infty", "The series diverges, so \\boxed{\\infty}.", True),
        ("0", "That can never happen, hence the count is \\boxed{0}.", True),
        ("4", "The matrix is not invertible, so $r = \\boxed{4}$.", True),
        ("4", "It diverges: \\boxed{4}", True),
        ("4", "The answer is not: 4", False),
        ("4", "The answer is not \\boxed{4}.", False),
        ("25", "The answer is not unique: 25 and 30 both do.", False),
        ("7", "There is no way that it is 7.", False),
        ("7", "Nobody should believe that it is 7.", False),
        ("7", "The answer is hardly 7.", False),
        ("7", "I am far from convinced, I doubt it is 7.", False),
        ("7", "Without any doubt: 7.", True),
        ("4", "Since $7$ does not divide $n$, $\\boxed{4}$.", True),
        ("12", "Weil 5 kein Teiler ist, \\boxed{12}.", True),
        ("2", "Comme 3 ne divise pas n, on a $\\boxed{2}$.", True),
        ("-2", "The value $x = 3$ is not allowed: \\boxed{-2}", True),
        ("4", "Since 7 divides n, it is not \\boxed{4}.", False),
        ("4", "It is never, for any n, \\boxed{4}.", False),
        ("4", "La réponse n'est pas \\boxed{4}.", False),
        ("4", "The answer is, contrary to intuition, not $\\boxed{4}$.", False),
    ],
)
def test_how_far_a_denial_reaches(gold: str, reply: str, right: bool) -> None:
    assert marked(reply, gold).correct is right


# ------------------------------------------------------------------------- answers by cases

FERRIES = Answer(
    "ferries", "", "conditional", "",
    (Expected(
        Target("swifter", "conditional", "", (), {
            "variable": "r", "choices": {"a": ["A"], "b": ["B"], "c": ["C"]}}),
        r"\begin{cases} \text{a} & 0 < r < \sqrt{3} \\ \text{c} & r = \sqrt{3} \\ "
        r"\text{b} & r > \sqrt{3} \end{cases}"),),
    (declare("r", "positive"),),
)  # fmt: skip
"""Which of two ferries is the one: A below √3, B above, and C for neither."""
TWO = replace(FERRIES, expected=(replace(
    FERRIES.expected[0],
    target=replace(FERRIES.expected[0].target, options={
        "variable": "r", "choices": {"a": ["A"], "b": ["B"]}}),
    value=r"\begin{cases} \text{a} & 0 < r < \sqrt{3} \\ \text{b} & r > \sqrt{3} \end{cases}"),))  # fmt: skip


def cased(reply: str, answer: Answer = FERRIES) -> str:
    return mark(answer, reply).status


@pytest.mark.parametrize("words", phrases("when", ["en", *FOREIGN]))
def test_what_opens_a_condition_says_nothing_of_the_outcome(words: str) -> None:
    assert cased(f"A {words} r < √3, B {words} r > √3.") == "correct"
    assert cased(f"B {words} r < √3, A {words} r > √3.") == "incorrect"


@pytest.mark.parametrize("words", phrases("otherwise", ["en", *FOREIGN]))
def test_what_remains_is_every_other_case(words: str) -> None:
    assert cased(f"r < √3: A, {words} B.") == "correct"
    assert cased(f"r < √3: B, {words} A.") == "incorrect"


@pytest.mark.parametrize("words", phrases("border", ["en", *FOREIGN]))
def test_the_border_is_where_two_cases_meet(words: str) -> None:
    assert cased(f"r < √3: A, r > √3: B, {words}: C.") == "correct"
    assert cased(f"r < √3: A, r > √3: B, {words}: A.") == "incorrect"


@pytest.mark.parametrize("words", phrases("always", ["en", *FOREIGN]))
def test_what_always_holds_is_no_answer_by_cases(words: str) -> None:
    assert cased(f"r < √3: A. {words}: B.") != "correct"
    assert cased(f"{words}: A.") == "incorrect"


@pytest.mark.parametrize("words", phrases("leading", ["en", *FOREIGN]))
def test_what_comes_off_best_is_the_outcome(words: str) -> None:
    assert cased(f"r < √3: A {words}, r > √3: B {words}.") == "correct"
    assert cased(f"r < √3: B {words}, r > √3: A {words}.") == "incorrect"


@pytest.mark.parametrize("words", phrases("trailing", ["en", *FOREIGN]))
def test_what_comes_off_worse_is_the_other_outcome_of_two(words: str) -> None:
    assert cased(f"r < √3: B {words}, r > √3: A {words}.", TWO) == "correct"
    assert cased(f"r < √3: A {words}, r > √3: B {words}.", TWO) == "incorrect"
    assert cased(f"r < √3: B {words}, r > √3: A {words}.") == "unsupported"
