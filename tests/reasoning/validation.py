"""`harness.reasoning` beside hand marks: `python tests/reasoning/validation.py [first|second] [-v]`."""

from __future__ import annotations

import re
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from harness.reasoning.acts import acts, loop
from harness.reasoning.markers import shipped
from harness.reasoning.trail import follow
from harness.reasoning.words import Sentences
from harness.records import Answer, Candidate, Expected, Target

TRACES = Path(__file__).parent / "traces"
_MARK = re.compile("«c»|«([+-])([^»]*)»")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place marked by hand: a value put forward, right or wrong."""

    start: int
    end: int
    right: bool


@dataclass(frozen=True, slots=True)
class Trace:
    """A thinking, what was asked, and its marks."""

    id: str
    family: str
    language: str
    answer: Answer
    text: str
    marks: tuple[Mark, ...]
    checks: tuple[int, ...]
    """Where an act of re-checking begins."""


@dataclass(slots=True)
class Score:
    """Counts over traces."""

    traces: int = 0
    marked: int = 0
    found: int = 0
    right: int = 0
    right_true: int = 0
    wrong: int = 0
    wrong_true: int = 0
    errors: list[float] = field(default_factory=list)
    unreached: int = 0
    checks: int = 0
    checked: int = 0
    checks_true: int = 0

    def add(
        self, trace: Trace, candidates: Sequence[Candidate], first: int | None, found: Sequence[int]
    ) -> None:
        """Count one trace; ``found`` are the acts of re-checking."""
        sentences = Sentences(trace.text)
        by_hand = [sentences.at(place) for place in trace.checks]
        here = [sentences.at(place) for place in found]
        self.checks += len(by_hand)
        self.checked += len(here)
        self.checks_true += sum(any(abs(a - b) <= 1 for b in here) for a in by_hand)
        self.traces += 1
        self.marked += len(trace.marks)
        self.found += sum(any(_meet(m, c) and c.right is m.right for c in candidates) for m in trace.marks)
        for c in candidates:
            if c.right is None:
                continue
            true = any(_meet(m, c) and m.right == c.right for m in trace.marks)
            if c.right:
                self.right, self.right_true = self.right + 1, self.right_true + true
            else:
                self.wrong, self.wrong_true = self.wrong + 1, self.wrong_true + true
        hand = next((m.start for m in trace.marks if m.right), None)
        if hand is None or first is None:
            self.unreached += (hand is None) != (first is None)
        else:
            self.errors.append((first - hand) / len(trace.text))

    @property
    def recall(self) -> float:
        """Share of the hand's values that were found with the same mark."""
        return self.found / self.marked

    @property
    def off(self) -> str:
        """How far the first right position is off, at the median and at the mean."""
        sizes = sorted(map(abs, self.errors))
        return f"{statistics.median(sizes):.3f} / {statistics.mean(sizes):.3f}" if sizes else "–"

    def line(self, name: str) -> str:
        """Return a row of the table in docs/measures.md."""
        errors = self.off
        late = f"; {self.unreached} not met" if self.unreached else ""
        return (
            f"| {name} | {self.traces} | {self.marked} | {self.found}/{self.marked} = {self.recall:.0%} "
            f"| {self.right_true}/{self.right} | {self.wrong_true}/{self.wrong} | {errors}{late} "
            f"| {self.checks} / {self.checked} / {self.checks_true} |"
        )


def traces(which: str = "first") -> Iterator[Trace]:
    """Yield the traces of the files ``which.FAMILY.LANGUAGE.txt``."""
    for file in sorted(TRACES.glob(f"{which}.*.txt")):
        _, family, language, _ = file.name.split(".")
        for block in re.split(r"^## ", file.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            head, _, body = block.partition("\n")
            yield _trace(family, language, [piece.strip() for piece in head.split("|")], body.strip())


def _trace(family: str, language: str, head: Sequence[str], body: str) -> Trace:
    name, kind, gold, *named = head
    target = Target(named[0] if named else "answer", kind)
    text, marks, checks, last = "", [], [], 0
    for found in _MARK.finditer(body):
        text += body[last : found.start()]
        if found[1] is None:
            checks.append(len(text))
        else:
            marks.append(Mark(len(text), len(text) + len(found[2]), found[1] == "+"))
            text += found[2]
        last = found.end()
    answer = Answer(f"traces/{name}", "a", kind, gold, (Expected(target, gold),))
    return Trace(name, family, language, answer, text + body[last:], tuple(marks), tuple(checks))


def _meet(mark: Mark, claim: Candidate) -> bool:
    return claim.start < mark.end and mark.start < claim.end


def score(which: str = "first") -> dict[str, Score]:
    """Return the scores by family and language, and over all."""
    found: dict[str, Score] = {}
    for trace in traces(which):
        trail = follow(trace.answer, trace.text)
        lists = shipped().of(trace.language)
        marks = lists.find(trace.text) if lists else []
        made = acts(trace.text, marks, trail.first, loop(trace.text)[3])
        for name in (f"{trace.family}, {trace.language}", f"all, {trace.language}", "all"):
            found.setdefault(name, Score()).add(trace, trail.candidates, trail.first_correct, made)
    return found


def table(which: str) -> Iterator[str]:
    """Yield the lines of the table in docs/measures.md."""
    yield (
        "| traces | n | values | found | right and true | wrong and true | first right off, median / mean "
        "| acts: hand / found / both |"
    )
    yield "|---|---|---|---|---|---|---|---|"
    for name, one in sorted(score(which).items(), key=lambda item: (item[0].startswith("all"), item[0])):
        yield one.line(name)


def show(which: str) -> Iterator[str]:
    """Yield what differs from the marks, trace by trace."""
    for trace in traces(which):
        trail = follow(trace.answer, trace.text)
        for m in trace.marks:
            if not any(_meet(m, c) and c.right is m.right for c in trail.candidates):
                yield f"{trace.id}: missed {'+' if m.right else '-'} {_near(trace.text, m.start, m.end)}"
        for c in trail.candidates:
            if c.right is not None and not any(_meet(m, c) and m.right == c.right for m in trace.marks):
                yield f"{trace.id}: false {'+' if c.right else '-'} {_near(trace.text, c.start, c.end)}"


def _near(text: str, start: int, end: int) -> str:
    return repr(f"{text[max(0, start - 45) : start]}[{text[start:end]}]{text[end : end + 25]}")


if __name__ == "__main__":
    chosen = next((a for a in sys.argv[1:] if not a.startswith("-")), "first")
    if "-v" in sys.argv:
        print(*show(chosen), sep="\n")
    print(*table(chosen), sep="\n")
