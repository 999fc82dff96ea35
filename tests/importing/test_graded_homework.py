"""A marked write-up read back: questions, parts, answers, marks and remarks."""

from pathlib import Path

import pytest

from harness.importing import Labels, bring_in
from harness.importing.graded_homework import Homework, mark_of, read_homework
from harness.importing.sources import read_source


@pytest.fixture
def homework(homework_file: Path) -> Homework:
    return read_homework(read_source(homework_file).lines)


def test_questions_and_parts_are_found_in_order(homework: Homework) -> None:
    assert [(s.question, s.part) for s in homework.sections] == [(1, "a"), (1, "b"), (2, "a")]


def test_each_evaluation_belongs_to_its_part_and_wraps_over_lines(homework: Homework) -> None:
    remarks = [(s.human_mark.mark, s.human_mark.remark) for s in homework.sections if s.human_mark]
    assert remarks == [
        ("correct", "Correct. As in the sample solution."),
        ("incorrect", "Incorrect. It is 0. careless"),
        ("partial", "Partially correct. The left side is fine."),
    ]


def test_a_question_without_letters_is_one_part(homework: Homework) -> None:
    assert homework.sections[2].answer == ["1 + 1 = 3"]


def test_a_page_number_is_no_answer(homework: Homework) -> None:
    assert [t.role for t in homework.taken if t.line.text == "1"] == ["header"]


def test_every_line_is_accounted_for_once_and_in_order(homework: Homework, homework_file: Path) -> None:
    lines = homework_file.read_text("utf-8").split("\n")
    assert [t.line.text for t in homework.taken] == lines


@pytest.mark.parametrize(
    ("remark", "mark"),
    [
        ("Perfect match. The rate is right.", "correct"),
        ("Good summary.", "correct"),
        ("Not correct: a sign is lost.", "incorrect"),
        ("Mostly correct. One step is missing.", "partial"),
        ("See me. Correct otherwise.", ""),
    ],
    ids=lambda value: value[:12],
)
def test_the_first_sentence_is_the_mark(remark: str, mark: str) -> None:
    assert mark_of(remark) == mark


def test_one_transcript_a_question_with_the_marks_beside_it(homework_file: Path) -> None:
    found = bring_in(homework_file, "graded-homework", Labels("sheet-3/q{n}", "imported:m", "A. Student"))
    assert [t.conversation.question for t in found.transcripts] == ["sheet-3/q1", "sheet-3/q2"]
    assert [m.marker for t in found.transcripts for m in t.human_marks] == ["A. Student"] * 3


def test_a_flattened_pdf_is_read_the_same_way(print_pdf, homework_file: Path) -> None:
    lines = [
        line for line in homework_file.read_text("utf-8").split("\n") if line and not line.startswith("---")
    ]
    first, second = lines[: lines.index("1") + 1], lines[lines.index("1") + 1 :]
    pages = [[(0.1, 0.05 + 0.03 * i, text) for i, text in enumerate(page)] for page in (first, second)]
    found = read_homework(read_source(print_pdf("homework.pdf", pages)).lines)
    assert [(s.question, s.part, s.human_mark.mark) for s in found.sections if s.human_mark] == [
        (1, "a", "correct"),
        (1, "b", "incorrect"),
        (2, "a", "partial"),
    ]
