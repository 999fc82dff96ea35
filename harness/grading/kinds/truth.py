"""True or false, yes or no. ``Expected.value`` is one of those words."""

from __future__ import annotations

from harness.grading.kinds import Decision, Scope
from harness.grading.words import folded, mentions, negated, quoted
from harness.records import Expected, Witness

TRUE = (
    "true",
    "yes",
    "correct",
    "holds",
    "hold",
    "valid",
    "always true",
    "right",
    "it does",
    "stable",
    "agree",
    "t",
    "是",
    "对",
    "正确",
    "真",
    "✓",
    "✔",
    "✅",
)
FALSE = (
    "false",
    "no",
    "incorrect",
    "wrong",
    "invalid",
    "fails",
    "disagree",
    "f",
    "否",
    "错",
    "错误",
    "假",
    "不对",
    "不是",
    "✗",
    "✘",
    "❌",
)
_BOTH = (
    "true or false",
    "yes or no",
    "false or true",
    "no or yes",
    "correct or incorrect",
    "yes and no",
    "true and false",
    "neither true nor false",
)
_ONLY_ALONE = frozenset(("t", "f", "stable", "it does", "right", "no"))
_EDGES = " .,:;!()[]{}\"'"


def decide(expected: Expected, claim: str, scope: Scope) -> Decision:
    """Return whether ``claim`` says what is true; unreadable where it says neither."""
    right = said(expected.value)
    claimed = said(claim)
    if right is None:
        return Decision(
            None, "word", reason=f"the reference {quoted(expected.value)!r} is neither true nor false"
        )
    if claimed is None:
        return Decision(None, "word", reason="it says neither true nor false", readable=False)
    if claimed == right:
        return Decision(True, "word", f"{quoted(claim)!r} says {_word(claimed)}")
    says = f"{_word(claimed)} is claimed, {_word(right)} is right"
    return Decision(False, "word", witness=Witness({}, _word(claimed), _word(right), says, True), reason=says)


def said(text: str) -> bool | None:
    """Return what a text says: True, False, or None for neither.

    >>> said("The statement is **not true**.")
    False
    """
    text = folded(text)
    alone = text.strip(_EDGES)
    if any(mentions(text, both) >= 0 for both in _BOTH):
        return None
    for value, words in ((True, TRUE), (False, FALSE)):
        if alone in words:
            return value
    first = alone.split(" ", 1)[0].strip(_EDGES)
    if first in ("yes", "no", "true", "false"):
        return first in ("yes", "true")
    _, turn, tail = text.rpartition(" but ")
    if turn and (turned := said(tail)) is not None:
        return turned
    best: tuple[int, int, bool] | None = None
    for value, words in ((True, TRUE), (False, FALSE)):
        for word in words:
            at = mentions(text, word) if word not in _ONLY_ALONE else -1
            if at >= 0 and (best is None or (at, -len(word)) < best[:2]):
                best = (at, -len(word), value != negated(text, at))
    return None if best is None else best[2]


def _word(value: bool) -> str:
    return "true" if value else "false"
