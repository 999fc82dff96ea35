"""One response against one gold answer, nothing else declared: the marker as a library."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from harness.errors import HarnessError
from harness.grading import kinds
from harness.grading.gold import readings as inference
from harness.grading.gold.gold import Gold
from harness.grading.marking.combine import MARKER_VERSION
from harness.grading.marking.lone_verdict import entire_verdict
from harness.grading.marking.part import mark
from harness.grading.page.runs import pieces
from harness.maths.parsing.scope import Scope, scope_of
from harness.records import Answer, Expected, Status, Symbol, Verdict
from harness.symbols import declare

_COLUMNS = ("matrix", "\\langle", "⟨", "^T", "^{T", "ᵀ", "\\top", "=")
"""What a response holds that gives a pair as a vector or by its members, not as an interval."""
KEPT = 2_048
"""Golds kept with what they ask: one gold is held against many replies, and reading it costs as much."""
_FRAMES = 700
"""A gold is read from the cache, and put there, only where the caller left so much of the stack."""
_RANK: dict[Status, int] = {
    "correct": 0,
    "partial": 1,
    "hedged": 2,
    "incorrect": 3,
    "unsupported": 4,
    "no_answer": 5,
    "failed": 6,
}


def verify(
    gold: object,
    response: str,
    *,
    symbols: Mapping[str, str] | None = None,
    kind: str | None = None,
    assume: Iterable[str] = (),
    targets: Iterable[str] = (),
) -> Verdict:
    r"""Return whether ``response`` gives the answer ``gold``, with the evidence.

    ``gold``: LaTeX with or without ``$``, plain text, a sympy object, or an `Answer`. ``response``:
    a model's whole reply or a bare answer, in LaTeX, unicode or plain text. ``symbols``: name →
    declaration, e.g. ``{"X": "matrix n x d, full row rank", "eta": "positive"}``; without them all
    letters are real scalars, and letters that are multiplied as matrices are matrices.
    ``kind``: an answer kind of `harness.grading.kinds.NAMES`; inferred from the gold if None.
    ``assume``: relations among symbols, e.g. ``("sigma_l > sigma_s",)``. ``targets``: the names under
    which a reply may give the answer; with as many comma-separated golds as names, one each.

    Limits: the last 100,000 characters of a response are read (boxes are found anywhere), a claim
    has at most 2,000 characters, a gold 4,000. Never done: evaluating text as code, comparing by
    string where values differ, taking a number out of a refusal or a denial, guessing the meaning
    of a gold that cannot be read (``unsupported``). Raises DeclarationError for a bad declaration
    and nothing else.

    >>> verify(r"\frac{1}{2}", "The answer is 0.5.").status
    'correct'
    """
    text = response if isinstance(response, str) else "" if response is None else str(response)
    if isinstance(gold, Answer):
        return mark(gold, text)
    declared = tuple(declare(name, words) for name, words in (symbols or {}).items())
    try:
        said = _text_of(gold)
        keeps = len(said) <= inference.LIMIT and _roomy()
        asked = (kind, declared, tuple(assume), tuple(targets))
        golds = _kept(said, *asked) if keeps else _Golds(said, *asked)
    except inference.Unreadable as error:
        return _unsupported(str(error))
    except (RecursionError, HarnessError) as error:
        return _unsupported(f"the gold answer cannot be read: {error}")
    found: list[Verdict] = []
    tried: list[tuple[Answer, Verdict]] = []
    for number, reading in enumerate(golds.readings):
        if number and reading.kind in ("vector", "tuple") and not any(sign in text for sign in _COLUMNS):
            continue
        answer = golds.answer(number)
        if isinstance(answer, Answer):
            found.append(mark(answer, text))
            tried.append((answer, found[-1]))
        else:
            found.append(_unsupported(answer))
        if found[-1].status == "correct":
            return found[-1]
    if not (declared or kind or targets):
        for answer, verdict in tried:
            if (whole := entire_verdict(answer, said, text, verdict)) is not None:
                return whole
    best = found[0] if found else _unsupported("the gold answer is empty")
    if best.status == "unsupported" and len(found) > 1:
        best = min(found, key=lambda verdict: _RANK[verdict.status])
    return best


def _roomy() -> bool:
    """Whether the caller's stack is short enough for a gold to be read as from any other caller."""
    try:
        sys._getframe(max(0, sys.getrecursionlimit() - _FRAMES))
    except ValueError:
        return True
    return False


class _Golds:
    """The readings of a gold's text, each made an answer when it is first asked for."""

    def __init__(
        self,
        gold: str,
        kind: str | None,
        declared: tuple[Symbol, ...],
        assume: tuple[str, ...],
        asked: tuple[str, ...],
    ) -> None:
        self._declared, self._assume, self._asked = declared, assume, asked
        self.readings = inference.readings(gold, kind, scope_of(declared, assume))
        self._answers: dict[int, Answer | str] = {}

    def answer(self, number: int) -> Answer | str:
        """Return a reading as an answer that passes against itself, or why it is none."""
        found = self._answers.get(number)
        if found is None:
            found = self._answers[number] = self._checked(self.readings[number])
        return found

    def _checked(self, reading: Gold) -> Answer | str:
        expected = _expected(reading, self._asked)
        why = _unreadable(expected, scope_of(self._declared, self._assume))
        if why is not None:
            return why
        return Answer("", "", reading.kind, reading.value, expected, self._declared, self._assume)


_kept = lru_cache(maxsize=KEPT)(_Golds)


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


def _unreadable(expected: tuple[Expected, ...], scope: Scope) -> str | None:
    """Return why a gold does not pass when it is marked against itself, or None if it does."""
    for one in expected:
        try:
            decide = kinds.kind(one.target.kind).decide
        except KeyError:
            return f"no answer kind {one.target.kind!r}; there are {', '.join(kinds.NAMES)}"
        found = decide(one, one.value, scope)
        if not found.equal and one.target.kind not in ("predicate", "statement"):
            why = found.reason or "it differs from itself"
            return f"the gold answer {one.value[:80]!r} cannot be compared: {why}"
    return None


def _unsupported(reason: str) -> Verdict:
    return Verdict("unsupported", reason, marker_version=MARKER_VERSION)


def _text_of(gold: object) -> str:
    """Return a gold as text in the marker's grammar."""
    if isinstance(gold, str):
        return gold
    if isinstance(gold, bool):
        return "true" if gold else "false"
    if isinstance(gold, int | float):
        return repr(gold)
    from harness.grading.gold.from_sympy import latex

    return latex(gold)
