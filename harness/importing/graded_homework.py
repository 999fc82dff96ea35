"""A written-up homework with a person's marks: questions, lettered parts, "Evaluation:" after each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from harness.importing.document import Line, Role, Taken
from harness.importing.pages import PAGE_MARK, headers
from harness.records import HumanMark

QUESTION = re.compile(r"(?:\S.{0,60}[,:] )?(?:Question|Problem|Exercise) (\d{1,2})(?:[.:,)]|$|\s)(.{0,120})")
PART = re.compile(r"\(?([a-z])[.)] +\S")
EVALUATION = re.compile(r"(?:Comments?: ?)?Evaluation: ?(.*)", re.S)
COMMENT = re.compile(r"Comments?: ?(.*)", re.S)
PAGE_NUMBER = re.compile(r"\d{1,4}")

MARK_WORDS: tuple[tuple[str, str], ...] = (
    ("partially correct", "partial"),
    ("partly correct", "partial"),
    ("mostly correct", "partial"),
    ("partial", "partial"),
    ("half", "partial"),
    ("not correct", "incorrect"),
    ("incorrect", "incorrect"),
    ("wrong", "incorrect"),
    ("mistake", "incorrect"),
    ("correct", "correct"),
    ("right", "correct"),
    ("perfect", "correct"),
    ("excellent", "correct"),
    ("good", "correct"),
    ("full marks", "correct"),
)
"""Words of the first sentence of an evaluation, strongest first, and the mark they mean."""


@dataclass(slots=True)
class Section:
    """One part as it was written up."""

    question: int
    part: str
    problem: list[str] = field(default_factory=list)
    answer: list[str] = field(default_factory=list)
    evaluation: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def human_mark(self) -> HumanMark | None:
        """The person's mark with the remark, or None where the part was not marked."""
        remark = " ".join(" ".join(self.evaluation).split())
        if not remark and not self.comments:
            return None
        extra = " ".join(" ".join(self.comments).split())
        return HumanMark(self.part, mark_of(remark), " ".join(filter(None, (remark, extra))))


@dataclass(frozen=True, slots=True)
class Homework:
    """A write-up's parts in order, its title lines, and every line with its role."""

    sections: tuple[Section, ...]
    title: tuple[str, ...]
    taken: tuple[Taken, ...]


def mark_of(remark: str) -> str:
    """Return the mark that the first sentence of an evaluation means; empty where it says none."""
    first = remark.split(". ")[0].lower()
    return next((mark for word, mark in MARK_WORDS if word in first), "")


def read_homework(lines: Sequence[Line]) -> Homework:
    """Return the parts of a marked write-up with their answers, marks and remarks."""
    fixed = headers(tuple(lines), depth=2)
    reader = _Reader(fixed)
    last_of_page = {line.page: line.number for line in lines if line.text.strip()}
    for line in lines:
        reader.take(line, last=last_of_page.get(line.page) == line.number)
    return Homework(tuple(reader.sections), tuple(reader.title), tuple(reader.taken))


class _Reader:
    def __init__(self, fixed: frozenset[int]) -> None:
        self.fixed = fixed
        self.sections: list[Section] = []
        self.title: list[str] = []
        self.taken: list[Taken] = []
        self.question = 0
        self.stem: list[str] = []
        self.current: Section | None = None
        self.state: Role = "title"

    def take(self, line: Line, *, last: bool) -> None:
        """Give one line its role and put its text where it belongs."""
        text = line.text.strip()
        role = self._furniture(line, text, last) or self._begins(text) or self._goes_on(text)
        part = self.current.part if self.current else ""
        question = f"q{self.question}" if self.question else ""
        self.taken.append(Taken(line, role, question, part))

    def _furniture(self, line: Line, text: str, last: bool) -> Role | None:
        if PAGE_MARK.fullmatch(text):
            return "page mark"
        if not text:
            return "blank"
        if line.number in self.fixed or (last and PAGE_NUMBER.fullmatch(text) and int(text) == line.page):
            return "header"
        return None

    def _begins(self, text: str) -> Role | None:
        """Return the role of a line that begins something: a question, a part, an evaluation."""
        if (match := QUESTION.fullmatch(text)) and self._next_question(int(match[1])):
            self.question, self.current, self.stem, self.state = int(match[1]), None, [], "problem"
            return "heading"
        if self.question and (match := PART.match(text)) and match[1] == self._next_label():
            self._open(match[1])
            return "heading"
        if self.question and (match := EVALUATION.match(text)):
            self._evaluate().append(match[1])
            self.state = "evaluation"
            return "evaluation"
        if self.current and self.state in ("answer", "evaluation") and (match := COMMENT.match(text)):
            if match[1]:
                self.current.comments.append(match[1])
            self.state = "comment"
            return "comment"
        return None

    def _goes_on(self, text: str) -> Role:
        if self.state == "title":
            self.title.append(text)
        elif self.state == "problem":
            self.stem.append(text)
        elif self.current is not None:
            {
                "answer": self.current.answer,
                "evaluation": self.current.evaluation,
                "comment": self.current.comments,
            }[self.state].append(text)
        return self.state

    def _next_question(self, number: int) -> bool:
        return number == self.question + 1

    def _next_label(self) -> str:
        return chr(ord(self.current.part) + 1) if self.current else "a"

    def _open(self, label: str) -> None:
        self.current = Section(self.question, label, problem=list(self.stem))
        self.sections.append(self.current)
        self.state = "answer"

    def _evaluate(self) -> list[str]:
        """Return where the evaluation goes; a question without lettered parts has one part, ``a``."""
        if self.current is None:
            self._open("a")
            assert self.current is not None
            self.current.answer, self.current.problem = list(self.stem), []
            self._retake()
        return self.current.evaluation

    def _retake(self) -> None:
        """Call the lines since the question's heading an answer: there was no stem apart from it."""
        name = f"q{self.question}"
        for index, taken in enumerate(self.taken):
            if taken.question == name and taken.role == "problem":
                self.taken[index] = Taken(taken.line, "answer", name, "a")
