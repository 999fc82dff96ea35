"""What a gold may mean: its readings, each an answer that passes against itself, kept by their text."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from harness.grading import kinds
from harness.grading.gold import readings as inference
from harness.grading.gold.declared import met
from harness.grading.gold.gold import Gold
from harness.grading.page.runs import pieces
from harness.maths.parsing.scope import Scope, scope_of
from harness.records import Answer, Expected, Json, Symbol

KEPT = 2_048
"""Golds kept with what they ask: one gold is held against many replies, and reading it costs as much."""
_FRAMES = 700
"""A gold is read from the cache, and put there, only where the caller left so much of the stack."""
Asked = tuple[str | None, tuple[Symbol, ...], tuple[str, ...], tuple[str, ...]]
"""Kind, symbols, assumptions and target names as the caller gave them."""


def golds_of(gold: object, asked: Asked, options: Mapping[str, Json] | None = None) -> Golds:
    """Return the readings of one gold; `Unreadable` where it is no text and cannot be made one."""
    said = _text_of(gold)
    if options:
        try:
            return _kept_with(said, asked, tuple(options.items()))
        except TypeError:  # an option that cannot be a key, such as a list
            return Golds(said, *asked, options)
    return _kept(said, *asked) if len(said) <= inference.LIMIT and _roomy() else Golds(said, *asked)


def _roomy() -> bool:
    """Whether the caller's stack is short enough for a gold to be read as from any other caller."""
    try:
        sys._getframe(max(0, sys.getrecursionlimit() - _FRAMES))
    except ValueError:
        return True
    return False


class Golds:
    """The readings of a gold's text, each made an answer when it is first asked for."""

    def __init__(
        self,
        gold: str,
        kind: str | None,
        declared: tuple[Symbol, ...],
        assume: tuple[str, ...],
        asked: tuple[str, ...],
        options: Mapping[str, Json] | None = None,
    ) -> None:
        self.said = gold
        self._options = options or {}
        self._assume, self._asked = assume, asked
        self.readings = inference.readings(gold, kind, scope_of(declared, assume))
        texts = (gold, *(reading.value for reading in self.readings))
        self._declared = met(declared, assume, texts) if declared else ()
        self._answers: dict[int, Answer | str] = {}

    def answers(self) -> Iterator[Answer | str]:
        """Yield the readings in order, each made when it is wanted."""
        return map(self.answer, range(len(self.readings)))

    def answer(self, number: int) -> Answer | str:
        """Return a reading as an answer that passes against itself, or why it is none."""
        found = self._answers.get(number)
        if found is None:
            found = self._answers[number] = self._checked(self.readings[number])
        return found

    def _checked(self, reading: Gold) -> Answer | str:
        expected = _expected(reading, self._asked)
        if self._options:
            expected = tuple(_with_options(one, self._options) for one in expected)
        why = _unreadable(expected, scope_of(self._declared, self._assume))
        if why is not None:
            return why
        return Answer("", "", reading.kind, reading.value, expected, self._declared, self._assume)


_kept = lru_cache(maxsize=KEPT)(Golds)


@lru_cache(maxsize=KEPT)
def _kept_with(said: str, asked: Asked, options: tuple[tuple[str, Json], ...]) -> Golds:
    return Golds(said, *asked, dict(options))


def _expected(reading: Gold, asked: tuple[str, ...]) -> tuple[Expected, ...]:
    """Return what each target is held against: one gold for all names, or one for each."""
    if reading.parts:
        return tuple(part.expected() for part in reading.parts)
    if len(asked) > 1:
        value = reading.value
        start, end = (1, len(value) - 1) if value[:1] in "([" and value[-1:] in ")]" else (0, len(value))
        parts = pieces(value, start, end)
        if len(parts) == len(asked):
            return tuple(
                replace(reading, kind="expression", value=value[low:high], name="").expected((name,))
                for name, (low, high) in zip(asked, parts, strict=True)
            )
    return (reading.expected(asked),)


def _with_options(expected: Expected, options: Mapping[str, Json]) -> Expected:
    target = expected.target
    return replace(expected, target=replace(target, options={**target.options, **options}))


def _unreadable(expected: tuple[Expected, ...], scope: Scope) -> str | None:
    """Return why a gold does not pass when it is marked against itself, or None if it does."""
    for one in expected:
        try:
            decide = kinds.kind(one.target.kind).decide
        except KeyError:
            return f"no answer kind {one.target.kind!r}; there are {', '.join(kinds.NAMES)}"
        found = decide(one, one.value, scope)
        if not found.equal and kinds.traits(one).reflexive:
            why = found.reason or "it differs from itself"
            return f"the gold answer {one.value[:80]!r} cannot be compared: {why}"
    return None


def _text_of(gold: object) -> str:
    """Return a gold as text in the marker's grammar."""
    if isinstance(gold, str):
        return gold
    if isinstance(gold, bool):
        return "true" if gold else "false"
    if isinstance(gold, int | float):
        return repr(gold)
    if gold is None:
        return ""
    if isinstance(gold, tuple):
        raise inference.Unreadable(
            f"the gold answer {gold!r:.60} may be a pair or two golds; write '(1, 2)' or a list [1, 2]"
        )
    if isinstance(gold, Decimal | Fraction) or type(gold).__module__ == "numpy":
        return str(gold)
    from harness.grading.gold.from_sympy import latex

    return latex(gold)
