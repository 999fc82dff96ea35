"""Which measure of effort a run can be drawn with: tokens where known, else words, else seconds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reports.measured.material import Unit


@dataclass(frozen=True, slots=True)
class Effort:
    """A way to count what a thinking took."""

    name: str
    """As on an axis."""
    one: str
    """A word for sentences: ``tokens``, ``words`` or ``seconds``."""
    of: Callable[[Unit], float | None]
    origin: Callable[[Unit], str]


def _counted_tokens(unit: Unit) -> float | None:
    return unit.thinking_tokens if unit.tokens_from in ("native", "recounted") else None


EFFORTS = (
    Effort("thinking tokens", "tokens", _counted_tokens, lambda unit: unit.tokens_from),
    Effort("words of thought", "words", lambda unit: unit.thinking_words, lambda unit: "counted"),
    Effort("seconds of thought", "seconds", lambda unit: unit.seconds, lambda unit: unit.seconds_from),
    Effort("thinking tokens", "tokens", lambda unit: unit.thinking_tokens, lambda unit: unit.tokens_from),
)
"""In order of preference: tokens that were only estimated come last."""


def best(rows: Sequence[Unit]) -> Effort | None:
    """Return the first measure that most units have, or any has; None where there is none."""
    for share in (0.5, 0.0):
        for effort in EFFORTS:
            known = sum((effort.of(row) or 0) > 0 for row in rows)
            if rows and known > share * len(rows):
                return effort
    return None


def values(rows: Sequence[Unit], effort: Effort) -> list[float]:
    """Return the positive values of a measure."""
    return [float(value) for row in rows if (value := effort.of(row)) is not None and value > 0]


def origins(rows: Sequence[Unit], effort: Effort) -> str:
    """Return where the numbers come from, in a few words."""
    found = sorted({effort.origin(row) for row in rows if effort.of(row)} - {""})
    return " and ".join(found)
