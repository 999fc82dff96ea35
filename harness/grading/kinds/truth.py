"""True or false, yes or no. ``Expected.value`` is one of those words."""

from __future__ import annotations

import re

from harness.grading.kinds._traits import Traits
from harness.grading.language.lexicon import words as listed
from harness.grading.language.words import folded, mentions, negated, quoted
from harness.maths.equality.decision import Decision
from harness.maths.parsing.scope import Scope
from harness.records import Expected, Witness

TRAITS = Traits(words=True, brief=True)

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
_TURN = re.compile(
    r"[,.;:–—-] ?(?:and )?(?:so|hence|thus|therefore|consequently)\b(?! (?:that|far|long|much)\b)"
    r"|\bbut\b|\bhowever\b"
)
"""Words with which a sentence turns to what it says in the end."""
_LIMITS = listed(
    "hardly rarely scarcely barely seldom sometimes occasionally partly partially often usually mostly would "
    "might may could only almost nearly if when unless whether"
)
"""Words shortly before true or false that leave it open."""
_OTHERS = listed(
    "converse inverse negation contrapositive opposite reverse contrary premise hypothesis doubt "
    "doubtful unlikely"
)
"""Words for another statement than the one asked about, or for not believing it."""
_CONDITION = re.compile(
    r"[\"'*]? ?(?:,? ?(?:only|iff|provided|unless|sometimes|if|when|for some|in some|under|at least if)\b"
    r"|(?:would|might|may|could|seems)\b)"
)
"""What follows true or false that holds only in some cases."""
_BORDER = re.compile(r"[.;:]|, (?:so|hence|thus|since|because|as)\b")
_SHOWN = re.compile(
    r"(?:there (?:is|are)|here is|has|have|exists?) (?:an? )?(?:simple |explicit )?counterexample"
    r"|^(?:an? |the )?counterexample"
)
_SURELY = re.compile(r"\b(?:no|without(?: a| any)?) doubt\b")
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
    """Return what a text says: True, False, or None for neither, as where it says so only in some cases.

    >>> said("The statement is **not true**."), said("Only true if n > d, so false."), said("Rarely true.")
    (False, False, None)
    """
    text = _SURELY.sub("surely", folded(text))
    alone = text.strip(_EDGES)
    if any(mentions(text, both) >= 0 for both in _BOTH):
        return None
    for value, words in ((True, TRUE), (False, FALSE)):
        if alone in words:
            return value
    first = alone.split(" ", 1)[0].strip(_EDGES)
    if first in ("no", "false"):
        return False
    if first in ("yes", "true") and not _limited(text, text.find(first), first):
        return True
    turns = list(_TURN.finditer(text))
    for turn in reversed(turns):
        if (turned := said(text[turn.end() :])) is not None:
            return turned
    return _clause(text[: turns[0].start()] if turns else text)


def _clause(text: str) -> bool | None:
    """Return what a text without a turn says: its first word that says true or false."""
    best: tuple[int, int, bool | None] | None = None
    for value, words in ((True, TRUE), (False, FALSE)):
        for word in words:
            at = mentions(text, word) if word not in _ONLY_ALONE else -1
            if at >= 0 and (best is None or (at, -len(word)) < best[:2]):
                says = None if _limited(text, at, word) else value != negated(text[_start(text, at) :], at)
                best = (at, -len(word), says)
    if best is None and (at := mentions(text, "counterexample")) >= 0 and not negated(text, at):
        return False if _SHOWN.search(text) else None
    return None if best is None else best[2]


def _limited(text: str, at: int, word: str) -> bool:
    """Whether a word says so only in some cases, of another statement, or as what one might think."""
    before = text[_start(text, at) : at].replace('"', " ").split()
    if not _LIMITS.isdisjoint(before[-4:]) or not _OTHERS.isdisjoint(before):
        return True
    following = _BORDER.split(text[at + len(word) :], maxsplit=1)[0]
    return _CONDITION.match(following) is not None or " only" in following


def _start(text: str, at: int) -> int:
    """Return where the clause begins in which something stands."""
    return max(text.rfind(border, 0, at) for border in ",;.:") + 1


def _word(value: bool) -> str:
    return "true" if value else "false"
