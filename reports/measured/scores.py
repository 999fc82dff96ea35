"""The figures of each arm: score, completion, tokens, seconds, cost, each with what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from harness import billing
from reports.measured import efforts
from reports.measured.efforts import Effort
from reports.measured.material import STATUSES, Unit
from reports.measured.statistics import (
    FEWEST_QUESTIONS,
    Interval,
    fixed_set_score,
    geometric_mean,
    set_score,
    wilson,
)

FEW = FEWEST_QUESTIONS
"""Questions below which there is a table a question and no interval for homework in general."""


@dataclass(frozen=True, slots=True)
class Arm:
    """What one model, at one effort and style, did in the run."""

    name: str
    units: tuple[Unit, ...]
    counts: dict[str, int]
    """Status → units."""
    score: Interval
    """Share correct over homework like this; without ends where there are too few questions."""
    rerun: Interval
    """Share correct over reruns of exactly these parts."""
    completion: Interval
    tokens: float | None
    """Mean thinking tokens a part."""
    tokens_interval: Interval | None
    """Geometric mean of the thinking tokens with its interval."""
    tokens_from: str
    words: float | None
    seconds: float | None
    seconds_from: str
    cost: float | None
    """In all."""
    currency: str
    note: str

    @property
    def correct(self) -> int:
        """How many parts are right."""
        return self.counts["correct"]

    @property
    def counted(self) -> int:
        """How many units have a mark that counts: all but unsupported and failed."""
        return len(self.units) - self.counts["unsupported"] - self.counts["failed"]

    @property
    def deciders(self) -> dict[str, int]:
        """Who decided how many: marker, judge, person."""
        kinds = [unit.by.partition(":")[0] for unit in self.units if unit.by]
        return {kind: kinds.count(kind) for kind in ("marker", "judge", "person") if kind in kinds}

    @property
    def questions(self) -> int:
        """How many questions were asked."""
        return len({unit.question for unit in self.units})


def arms(rows: Sequence[Unit]) -> list[Arm]:
    """Return the arms in the order in which models and efforts were typed."""
    found: dict[str, list[Unit]] = {}
    for row in sorted(rows, key=lambda row: row.rank):
        found.setdefault(row.arm, []).append(row)
    scale = efforts.tokens(rows)
    return [arm(name, units, scale) for name, units in found.items()]


def arm(name: str, rows: Sequence[Unit], scale: Effort | None = None) -> Arm:
    """Return the figures of one arm, its tokens on ``scale`` or on the one on which all its units stand."""
    scale = scale or efforts.tokens(rows) or efforts.ANY
    counted = [(row, row.score) for row in rows if row.score is not None]
    scores = [float(score) for _, score in counted if score is not None]
    tokens = efforts.values(rows, scale)
    asked = [row for row in rows if row.finish != "failed"]
    costs = [row.cost for row in rows if row.cost is not None or row.finish != "failed"]
    return Arm(
        name=name,
        units=tuple(rows),
        counts={status: sum(row.status == status for row in rows) for status in STATUSES},
        score=set_score(scores, [row.question for row, _ in counted]),
        rerun=fixed_set_score(_cells(rows)),
        completion=wilson(sum(row.finish == "finished" for row in asked), len(asked)),
        tokens=mean(rows, scale.of),
        tokens_interval=geometric_mean(tokens) if tokens else None,
        tokens_from=efforts.origins(rows, scale),
        words=mean(rows, lambda row: row.thinking_words),
        seconds=mean(rows, lambda row: row.seconds),
        seconds_from=_mixed([row.seconds_from for row in rows]),
        cost=billing.total(costs) if costs else None,
        currency=_mixed([row.currency for row in rows]),
        note=_note(rows),
    )


def mean(rows: Sequence[Unit], measure: Callable[[Unit], float | None]) -> float | None:
    """Return the mean of a measure over the rows that have it, None where none has."""
    values = [value for row in rows if (value := measure(row)) is not None]
    return sum(values) / len(values) if values else None


def _cells(rows: Sequence[Unit]) -> list[tuple[int, int]]:
    cells: dict[tuple[str, str, str], list[float]] = {}
    for row in rows:
        if row.score is not None:
            cells.setdefault((row.question, row.variant, row.part), []).append(row.score)
    return [(int(sum(scores)), len(scores)) for scores in cells.values()]


def _mixed(words: Sequence[str]) -> str:
    found = sorted({word for word in words if word})
    return " and ".join(found)


def _note(rows: Sequence[Unit]) -> str:
    count = len({row.question for row in rows})
    if count < FEW:
        return (
            f"With {count} of at least {FEW} questions needed, no interval for homework in general is given."
        )
    return ""
