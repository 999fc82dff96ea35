"""Which measure of effort a run can be drawn with, or two sides compared by: always one scale for all.

Tokens that a provider counted and tokens of the text recounted are different scales: a model's own
tokens are what it bills, the recount is the same for every model.
"""

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


def _native(unit: Unit) -> float | None:
    return unit.thinking_tokens if unit.tokens_from == "native" else None


def _billed(unit: Unit) -> float | None:
    return unit.thinking_tokens if unit.tokens_from != "recounted" else None


NATIVE = Effort("thinking tokens", "tokens", _native, lambda unit: "native")
RECOUNTED = Effort("thinking tokens", "tokens", lambda unit: unit.recounted, lambda unit: "recounted")
WORDS = Effort("words of thought", "words", lambda unit: unit.thinking_words, lambda unit: "counted")
SECONDS = Effort("seconds of thought", "seconds", lambda unit: unit.seconds, lambda unit: unit.seconds_from)
BILLED = Effort("thinking tokens", "tokens", _billed, lambda unit: unit.tokens_from)
"""What was billed, of which the thinking's share may be estimated."""
ANY = Effort("thinking tokens", "tokens", lambda unit: unit.thinking_tokens, lambda unit: unit.tokens_from)
"""Whatever is known: for figures in which nothing is compared."""


def ordered(rows: Sequence[Unit]) -> tuple[Effort, ...]:
    """Return the measures by preference: a model's own tokens within one model, the recount across models."""
    one_model = len({row.model for row in rows}) == 1
    return (
        (NATIVE, RECOUNTED, WORDS, SECONDS, BILLED)
        if one_model
        else (RECOUNTED, WORDS, NATIVE, SECONDS, BILLED)
    )


def best(rows: Sequence[Unit]) -> Effort | None:
    """Return the first measure that most units of every arm have, or any has; None where there is none."""
    arms: dict[str, list[Unit]] = {}
    for row in rows:
        arms.setdefault(row.arm, []).append(row)
    for groups, share in ((list(arms.values()), 0.5), ([rows], 0.5), ([rows], 0.0)):
        for effort in ordered(rows):
            if rows and all(_known(group, effort) > share * len(group) for group in groups):
                return effort
    return None


def tokens(rows: Sequence[Unit]) -> Effort | None:
    """Return the one scale of tokens on which all of these units stand; None where there is none.

    Units without any thinking tokens are left aside.
    """
    counted = [row for row in rows if row.thinking_tokens]
    scales = [effort for effort in (*ordered(rows), BILLED) if effort.one == "tokens"]
    return next((e for e in scales if counted and _known(counted, e) == len(counted)), None)


def values(rows: Sequence[Unit], effort: Effort) -> list[float]:
    """Return the positive values of a measure."""
    return [float(value) for row in rows if (value := effort.of(row)) is not None and value > 0]


def origins(rows: Sequence[Unit], effort: Effort) -> str:
    """Return where the numbers come from, in a few words."""
    found = sorted({effort.origin(row) for row in rows if effort.of(row)} - {""})
    return " and ".join(found)


def _known(rows: Sequence[Unit], effort: Effort) -> int:
    return sum((effort.of(row) or 0) > 0 for row in rows)
