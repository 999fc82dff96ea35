"""A written-up homework with a person's marks: questions, lettered parts, a mark after each.

Questions and parts may come in any order and any subset; what is missing, out of order or twice is a
doubt, and so is a line that looks like a beginning and was not taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from harness.importing import headings
from harness.importing.document import Line, Note, Role, Taken, Unsure
from harness.importing.headings import Begins
from harness.importing.marks import mark_of
from harness.importing.pages import PAGE_MARK, headers
from harness.records import HumanMark

PAGE_NUMBER = re.compile(r"\d{1,4}")
INLINE_NOTE = re.compile(r"⟦note: (.*?)⟧")
LONG_REMARK = 2_000
MOST_GAP = 3
"""Labels that a plain "(e)" may skip after "(a)" and its mark; more is rather a list within the text."""
FORMULA = re.compile(r"\$|\\[\[(]|[=<>≤≥≈]")


@dataclass(slots=True)
class Section:
    """One part as it was written up."""

    question: int
    part: str
    title: str = ""
    problem: list[str] = field(default_factory=list)
    answer: list[str] = field(default_factory=list)
    evaluation: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    unsure: list[Unsure] = field(default_factory=list)
    """Formulas of the answer that were not read with full confidence."""
    marked: bool = False

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
    """A write-up's parts in order, its title lines, its notes, and every line with its role."""

    sections: tuple[Section, ...]
    title: tuple[str, ...]
    taken: tuple[Taken, ...]
    notes: tuple[Note, ...] = ()
    doubts: tuple[str, ...] = ()


def read_homework(lines: Sequence[Line]) -> Homework:
    """Return the parts of a marked write-up with their answers, marks and remarks."""
    fixed = headers(tuple(lines), depth=2)
    reader = _Reader(fixed, lines)
    last_of_page = {line.page: line.number for line in lines if line.text.strip()}
    for line in lines:
        reader.take(line, last=last_of_page.get(line.page) == line.number)
    for section in reader.sections:
        _finish(section)
    known = reader.named or any(section.marked for section in reader.sections)
    sections = tuple(reader.sections) if known else ()
    doubts = tuple(reader.doubts) + _gaps(sections)
    return Homework(sections, tuple(reader.title), tuple(reader.taken), tuple(reader.notes), doubts)


def _finish(section: Section) -> None:
    """Leave out blank lines around an answer; a part of one line has its answer beside its label."""
    while section.answer and not section.answer[-1].strip():
        section.answer.pop()
    while section.answer and not section.answer[0].strip():
        section.answer.pop(0)
    if not section.answer and section.title:
        section.answer = [section.title]
    elif section.title and FORMULA.search(section.title) and not section.title.endswith("?"):
        section.answer.insert(0, section.title)
    elif section.title:
        section.problem.append(f"({section.part}) {section.title}")


def _gaps(sections: Sequence[Section]) -> tuple[str, ...]:
    """Return what is missing or out of order among questions and parts, in words."""
    found: list[str] = []
    numbers = list(dict.fromkeys(section.question for section in sections))
    if numbers and (missing := sorted(set(range(1, max(numbers) + 1)) - set(numbers))):
        found.append(f"the document has no question {', '.join(map(str, missing))}")
    if numbers != sorted(numbers):
        found.append(f"the questions stand in the order {', '.join(map(str, numbers))}")
    for number in numbers:
        labels = [s.part for s in sections if s.question == number]
        lost = sorted({chr(c) for c in range(ord("a"), ord(max(labels)) + 1)} - set(labels))
        if lost:
            found.append(f"q{number}: no part ({'), ('.join(lost)}) in the document")
        if labels != sorted(labels):
            found.append(f"q{number}: the parts stand in the order {', '.join(labels)}")
    for s in sections:
        if len(" ".join(s.evaluation)) > LONG_REMARK:
            found.append(
                f"q{s.question} ({s.part}): the remark is {len(' '.join(s.evaluation))} characters long;"
                " does it hold an answer?"
            )
    return tuple(found)


class _Reader:
    """Takes a document's lines one by one; ``state`` is what the next plain line belongs to."""

    def __init__(self, fixed: frozenset[int], lines: Sequence[Line]) -> None:
        self.fixed = fixed
        self.numbered = not any(headings.question_at(line) for line in lines)
        self.headed = any((found := headings.part_at(line)) and found.strong for line in lines)
        """Whether parts are set as headings here: then a plain "(b)" within a text begins none."""
        self.sections: list[Section] = []
        self.title: list[str] = []
        self.taken: list[Taken] = []
        self.notes: list[Note] = []
        self.doubts: list[str] = []
        self.question = 0
        self.style = ""
        """How the first plain label was written; another style within a text begins no part."""
        self.named = False
        self.stem: list[str] = []
        self.current: Section | None = None
        self.state: Role = "title"

    def take(self, line: Line, *, last: bool) -> None:
        """Give one line its role and put its text where it belongs."""
        text = line.text.strip()
        role = self._furniture(line, text, last)
        if role is None and line.known != "code":
            role = self._begins(self._without_notes(line))
        if role is None:
            role = self._goes_on(line)
        elif role == "blank" and self.state == "answer" and self.current:
            self.current.answer.append("")
        self.taken.append(Taken(line, role, self._place(), self.current.part if self.current else ""))

    def _place(self) -> str:
        return f"q{self.question}" if self.question else ""

    def _furniture(self, line: Line, text: str, last: bool) -> Role | None:
        if PAGE_MARK.fullmatch(text):
            return "page mark"
        if line.known == "note" and text:
            self._note(line, text, line.beside)
            return "note"
        if line.known in ("markup", "header"):
            return line.known
        if not text:
            return "blank"
        if line.number in self.fixed or (last and PAGE_NUMBER.fullmatch(text) and int(text) == line.page):
            return "header"
        return None

    # ----------------------------------------------------------------- notes

    def _note(self, line: Line, text: str, beside: str) -> None:
        part = self.current.part if self.current else ""
        self.notes.append(Note(part, line.page, text, self._place(), beside))

    def _without_notes(self, line: Line) -> Line:
        """Return the line without the margin notes set within it, which are kept apart."""
        if "⟦note: " not in line.text:
            return line
        rest = INLINE_NOTE.sub("", line.text)
        for found in INLINE_NOTE.finditer(line.text):
            self._note(line, found[1].strip(), rest.strip())
        return replace(line, text=rest)

    # ------------------------------------------------------------ beginnings

    def _begins(self, line: Line) -> Role | None:
        """Return the role of a line that begins something: a question, a part, an evaluation."""
        found = headings.question_at(line, self.numbered)
        if found and found.number is not None:
            return self._question(found, line)
        part = headings.part_at(line)
        if part and self._accepts(part, line):
            if part.number is not None and part.number != self.question:
                self._new_question(part.number)
            self.style = self.style or (part.style if not part.strong else "")
            self._open(part.part, part.rest, line)
            return "heading"
        said = headings.evaluation_at(line)
        if said is not None and (self.question or self.state == "title"):
            return self._evaluated(said)
        comment = headings.comment_at(line)
        if comment and self._comments(comment[0]):
            assert self.current is not None
            if comment[1]:
                self.current.comments.append(comment[1])
            self.state = "comment"
            return "comment"
        if self.state in ("answer", "problem") and headings.solution_at(line):
            return self._solution()
        return None

    def _question(self, found: Begins, line: Line) -> Role:
        assert found.number is not None
        if found.number != self.question:
            self._new_question(found.number)
        elif self.stem or self.current:
            self.doubts.append(f"line {line.number}: question {found.number} begins again")
        self.named = True
        if found.part:
            self._open(found.part, found.rest, line)
        else:
            self.current, self.stem, self.state = None, [], "problem"
        return "heading"

    def _new_question(self, number: int) -> None:
        if any(section.question == number for section in self.sections):
            self.doubts.append(f"question {number} is taken up again after another one")
        self.question, self.current, self.stem, self.state = number, None, [], "problem"

    def _labels(self) -> list[str]:
        return [section.part for section in self.sections if section.question == self.question]

    def _accepts(self, part: Begins, line: Line) -> bool:
        """Whether a label begins a part here, by how it is set and what came before it."""
        labels, after_mark = self._labels(), self.state in ("evaluation", "comment")
        expected = chr(ord(self.current.part) + 1) if self.current else "a"
        gap = ord(part.part) - ord(expected)
        if not self.question:
            return part.strong or part.part == "a" or not part.rest
        if part.strong:
            return not (part.part in "ivx" and gap > MOST_GAP)
        other = self.headed or (self.style and part.style != self.style)
        if other and not (after_mark and gap == 0):
            return self._rejected(part, line, after_mark)
        if part.part in labels:
            return self._restated(part.part)
        if gap == 0 or ((after_mark or self.current is None or not part.rest) and abs(gap) <= MOST_GAP):
            return True
        return self._rejected(part, line, after_mark)

    def _rejected(self, part: Begins, line: Line, after_mark: bool) -> bool:
        if after_mark:
            self.doubts.append(f"line {line.number}: “{line.text.strip()[:40]}” was not taken for a part")
        return False

    def _restated(self, label: str) -> bool:
        """Turn parts that were only asked into problem texts where ``label`` begins again."""
        here = [section for section in self.sections if section.question == self.question]
        if label != here[0].part or any(section.marked for section in here):
            return False
        for section in here:
            self.stem += [f"({section.part}) {section.title}".rstrip(), *section.answer]
            self.sections.remove(section)
        self.current = None
        for index, taken in enumerate(self.taken):
            if taken.question == self._place() and taken.role == "answer":
                self.taken[index] = replace(taken, role="problem")
        return True

    def _open(self, label: str, title: str, line: Line) -> None:
        if not self.question:
            self.question = 1
            self.doubts.append("no question's number before the first part: taken for question 1")
        same = [s for s in self.sections if (s.question, s.part) == (self.question, label)]
        if same:
            self.doubts.append(
                f"line {line.number}: q{self.question} ({label}) begins again; both are kept as one"
            )
            self.current = same[0]
            self.current.answer.append(title)
        else:
            first = not self._labels()
            self.current = Section(self.question, label, title, problem=list(self.stem) if first else [])
            self.current.unsure += line.unsure
            self.sections.append(self.current)
        self.state = "answer"

    # ------------------------------------------------- marks, comments, solutions

    def _evaluated(self, said: str) -> Role:
        if not self.question:
            self.question = 1
            self.doubts.append("no question's number before the first mark: taken for question 1")
            self.stem, self.title = self.title, []
            self.taken = [
                replace(t, question="q1", role="problem") if t.role == "title" else t for t in self.taken
            ]
        if self.current is None:
            self._whole_question()
        assert self.current is not None
        self.current.evaluation.append(said)
        self.current.marked, self.state = True, "evaluation"
        return "evaluation"

    def _comments(self, word: str) -> bool:
        """Whether a comment may begin here; a "Remark:" within an answer is the answer's own."""
        if self.current is None:
            return False
        return self.state in ("evaluation", "comment") or (
            self.state == "answer" and word.startswith("comment")
        )

    def _solution(self) -> Role:
        """Begin the answer after a problem's text, where a heading says so."""
        if self.current is None:
            self._whole_question(answered=False)
        elif not self.current.marked and not any(FORMULA.search(text) for text in self.current.problem):
            self.current.problem += [text for text in self.current.answer if text]
            self._retake(self.current.part, "answer", "problem")
            self.current.answer = []
        return "heading"

    def _whole_question(self, answered: bool = True) -> None:
        """Make the question, which has no lettered parts, one part ``a``; its text so far is the answer."""
        stem = self.stem
        self.current = Section(self.question, "a", problem=[] if answered else list(stem))
        self.sections.append(self.current)
        self.state = "answer"
        if answered:
            self.current.answer = list(stem)
            self._retake("", "problem", "answer")
            self.current.unsure += [
                u for t in self.taken if t.question == self._place() for u in t.line.unsure
            ]

    def _retake(self, part: str, old: Role, new: Role) -> None:
        """Give the question's lines of one role another: what they are was not known before."""
        label = self.current.part if self.current else ""
        for index, taken in enumerate(self.taken):
            if (taken.question, taken.part, taken.role) == (self._place(), part, old):
                self.taken[index] = replace(taken, role=new, part=label)

    def _goes_on(self, line: Line) -> Role:
        text = "#" * line.level + " " * bool(line.level) + line.text.strip()
        if line.known == "code":
            text = line.text
        if "⟦note: " in text:
            text = INLINE_NOTE.sub("", text).strip()
        if self.state == "title":
            self.title.append(text)
        elif self.state == "problem":
            self.stem.append(text)
        elif self.current is not None:
            if self.state == "answer":
                self.current.unsure += line.unsure
            {
                "answer": self.current.answer,
                "evaluation": self.current.evaluation,
                "comment": self.current.comments,
            }[self.state].append(text)
        return self.state
