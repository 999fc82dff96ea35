"""What is right by what a bank says besides of its questions: by level, by subject."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from harness.records import Question
from reports.measured.material import Unit

MOST = 24
"""Different values up to which a column is a grouping; an id or a worked solution is none."""
LONGEST = 60
HEADS = ("column", "value", "arm", "right", "decided", "asked")


@dataclass(frozen=True, slots=True)
class Group:
    """One arm's marks on the questions with one value of one column."""

    column: str
    value: str
    arm: str
    right: int
    decided: int
    asked: int

    @property
    def cells(self) -> tuple[str | int, ...]:
        """The row of `HEADS`."""
        return self.column, self.value, self.arm, self.right, self.decided, self.asked


def groups(rows: Sequence[Unit], questions: Mapping[str, Question]) -> Iterator[Group]:
    """Yield the groups, column by column and value by value; none where a bank says nothing besides."""
    told = {name: question.columns for name, question in questions.items() if question.columns}
    arms = list(dict.fromkeys(row.arm for row in rows))
    for column in dict.fromkeys(name for said in told.values() for name in said):
        values = {name: _value(said.get(column)) for name, said in told.items()}
        known = sorted({value for value in values.values() if value}, key=_natural)
        if not 1 < len(known) <= MOST or len(known) == len(told) > 4:
            continue
        for value in known:
            for arm in arms:
                found = [row for row in rows if row.arm == arm and values.get(row.question) == value]
                decided = [row.score for row in found if row.score is not None]
                if found:
                    right = sum(score == 1 for score in decided)
                    yield Group(column, value, arm, right, len(decided), len(found))


def _value(found: object) -> str:
    plain = isinstance(found, bool | int | float | str)
    text = str(found).strip() if plain else ""
    return text if len(text) <= LONGEST else ""


def _natural(text: str) -> tuple[float, str]:
    try:
        return float(text), ""
    except ValueError:
        return float("inf"), text
