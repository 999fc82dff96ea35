"""Questions and parts in any order and subset; whatever is missing, odd or not understood is a doubt."""

import pytest

from harness.importing.graded_homework import Homework, read_homework
from harness.importing.pages import text_lines
from harness.importing.sources.markdown import read_markdown


def read(text: str) -> Homework:
    return read_homework(text_lines(text))


def parts(found: Homework) -> list[tuple[int, str, str, str]]:
    return [
        (s.question, s.part, " ".join(s.answer), s.human_mark.mark if s.human_mark else "")
        for s in found.sections
    ]


def test_a_label_alone_on_its_line_begins_a_part() -> None:
    found = read("Question 1\n(a)\n$x=1$\nEvaluation: Correct.\n(b)\n$y=2$\nEvaluation: Wrong.")
    assert parts(found) == [(1, "a", "$x=1$", "correct"), (1, "b", "$y=2$", "incorrect")]


def test_a_part_that_is_left_out_is_a_doubt_and_swallows_nothing() -> None:
    found = read("Question 1\n(a) Root\n$x=1$\nEvaluation: Correct.\n(c) Pole\n$y=2$\nEvaluation: Wrong.")
    assert [(s.part, s.human_mark.mark) for s in found.sections if s.human_mark] == [
        ("a", "correct"),
        ("c", "incorrect"),
    ]
    assert "q1: no part (b) in the document" in found.doubts


def test_any_subset_of_questions_is_read() -> None:
    found = read(
        "Question 3\n(a) Root\n$x=1$\nEvaluation: Correct.\nQuestion 5\n(b) Pole\n$y$\nEvaluation: Wrong."
    )
    assert [(s.question, s.part) for s in found.sections] == [(3, "a"), (5, "b")]
    assert "the document has no question 1, 2, 4" in found.doubts


def test_questions_and_parts_out_of_order_are_read_and_told() -> None:
    found = read(
        "Question 2\n(b) Root\n$x=1$\nEvaluation: Correct.\n(a) Pole\n$y=2$\nEvaluation: Wrong.\n"
        "Question 1\n(a) Zero\n$z=3$\nEvaluation: Correct."
    )
    assert [(s.question, s.part) for s in found.sections] == [(2, "b"), (2, "a"), (1, "a")]
    assert {"q2: the parts stand in the order b, a", "the questions stand in the order 2, 1"} <= set(
        found.doubts
    )


def test_the_tail_of_a_subset_is_no_remark() -> None:
    found = read(
        "Question 1\n(g) End\n$x$\nEvaluation: Correct.\nfine\nQuestion 3\n(a) Start\n$y$\nEvaluation: Wrong."
    )
    assert [s.human_mark.remark for s in found.sections if s.human_mark] == ["Correct. fine", "Wrong."]


@pytest.mark.parametrize(
    ("heading", "question", "part"),
    [
        ("Question 3", 3, ""), ("Q3.", 3, ""), ("Problem 3: Roots", 3, ""), ("Aufgabe 3", 3, ""),
        ("Exercice 3 :", 3, ""),
        ("第3题", 3, ""), ("## Exercise 3. Roots", 3, ""), ("**Question 3**", 3, ""), ("# 3. Roots", 3, ""),
        ("Question 3 (b)", 3, "b"), ("### Problem 3b", 3, "b"),
    ],
    ids=str,
)  # fmt: skip
def test_headings_of_questions(heading: str, question: int, part: str) -> None:
    found = read_homework(read_markdown(f"{heading}\n\n$x=1$\n\n**Score:** 5/5\n").lines)
    assert parts(found) == [(question, part or "a", "$x=1$", "correct")]


@pytest.mark.parametrize(
    "label",
    [
        "(b)",
        "(b) Roots",
        "b) Roots",
        "b. Roots",
        "Part (b)",
        "Part b: Roots",
        "Teil b",
        "**(b)** Roots",
        "### (b)",
    ],
)
def test_labels_of_parts(label: str) -> None:
    found = read_homework(read_markdown(f"Question 1\n\n{label}\n\nIt is $x=1$.\n\nMarks: 2/2\n").lines)
    assert parts(found) == [(1, "b", "It is $x=1$.", "correct")]


@pytest.mark.parametrize(
    ("word", "mark"),
    [
        ("Evaluation: Correct.", "correct"), ("**Grade:** Wrong.", "incorrect"), ("Bewertung: Richtig.",
        "correct"),
        ("Évaluation : Faux.", "incorrect"), ("Calificación: Correcto.", "correct"),
        ("评价：正确。", "correct"),
        
        
        
        
        
        
        
        
        
        
        
        
        
        
        
        
        
        
        
        
        
        
        
        
        ("Score: 3/4", "partial"), ("> **Feedback.** Not right.", "incorrect"), ("Grader's comment: ✓",
        "correct"),
    ],
)  # fmt: skip
def test_words_that_begin_a_mark(word: str, mark: str) -> None:
    found = read(f"Question 1\n(a) Root\nIt is $x=1$.\n{word}")
    assert [s.human_mark.mark for s in found.sections if s.human_mark] == [mark]


@pytest.mark.parametrize(
    "line",
    ["Question 2 above showed that already.", "(d) is the last case of the list", "Marks the end of it.",
     "a. m. is the time", "Grade school is enough: see there.", "Points on the line are fixed."],
)  # fmt: skip
def test_sentences_that_only_look_like_a_beginning_begin_nothing(line: str) -> None:
    found = read(f"Question 1\n(a) Root\nIt is $x=1$.\n{line}\nEvaluation: Correct.")
    assert [(s.question, s.part) for s in found.sections] == [(1, "a")]
    assert line in found.sections[0].answer


def test_a_list_within_an_answer_is_no_part_where_parts_are_headings() -> None:
    cases = "(a) first case\n(b) second case"
    text = f"# Question 1\n## (a) Root\n{cases}\n**Evaluation:** Correct.\n## (b) Pole\n$y$\n"
    found = read_homework(read_markdown(text).lines)
    assert [(s.part, s.answer) for s in found.sections] == [
        ("a", ["(a) first case", "(b) second case"]),
        ("b", ["$y$"]),
    ]


def test_parts_that_were_asked_together_and_answered_after_are_not_doubled() -> None:
    found = read(
        "Question 1\n(a) What is x?\n(b) What is y?\n(a) $x=1$\nEvaluation: Correct.\n(b)"
        " $y=2$\nEvaluation: Wrong."
    )
    assert parts(found) == [(1, "a", "$x=1$", "correct"), (1, "b", "$y=2$", "incorrect")]
    assert found.sections[0].problem[:2] == ["(a) What is x?", "(b) What is y?"]


def test_a_solutions_heading_parts_the_problem_from_the_answer() -> None:
    found = read("Question 1\n(a) Roots\nWhat is the root of x - 1?\nSolution:\n$x=1$\nEvaluation: Correct.")
    assert parts(found) == [(1, "a", "$x=1$", "correct")]
    assert "What is the root of x - 1?" in found.sections[0].problem


def test_marks_without_any_question_are_one_question_with_a_doubt() -> None:
    found = read("(a) $x=1$\nEvaluation: Correct.\n(b) $y=2$\nEvaluation: Wrong.")
    assert parts(found) == [(1, "a", "$x=1$", "correct"), (1, "b", "$y=2$", "incorrect")]
    assert any("taken for question 1" in doubt for doubt in found.doubts)


def test_a_remark_as_long_as_an_answer_is_a_doubt() -> None:
    found = read("Question 1\n(a) Root\n$x$\nEvaluation: Correct.\n" + "and so on it goes\n" * 200)
    assert any("does it hold an answer" in doubt for doubt in found.doubts)


def test_a_part_that_begins_again_keeps_both_texts() -> None:
    found = read_homework(
        read_markdown("# Question 1\n## (a) One\n$x$\n**Mark:** Wrong.\n## (a) Two\n$y$\n").lines
    )
    (section,) = found.sections
    assert section.answer == ["$x$", "Two", "$y$"]
    assert any("begins again" in doubt for doubt in found.doubts)
