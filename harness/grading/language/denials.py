"""What denies a claim: words before it that reach it, words behind it, and a subject made of the answer."""

from __future__ import annotations

import re

from harness.grading.language import lexicon as cues
from harness.grading.language.lexicon import has_any
from harness.grading.language.polarity import made_of_answer

_REACH = 90
"""How many characters before a claim are looked at."""
_NEGATORS = cues.words("not never isn't nicht kein keine pas non não mai nunca не asla")
"""Words before a colon that deny what stands after it."""
_GROUNDS = tuple(f"{word.strip(' ,')} " for word in (*cues.CLAUSES, "since", "because", "as", "given that"))
"""How a sentence opens with its reason, which a comma ends."""
_INTERPOLATED = re.compile(rf", (?:{'|'.join(cues.FRONTED)}) [^,]{{1,60}}, ?[ $]*$")
"""What stands between two commas before a claim: "it is never, for any n, 4"."""
_TURNING = (*(f", {word} " for word in cues.CONCLUDING if word.isalpha()), "; ")
"""What ends the reach of a denial before a claim: the sentence turns to what follows."""
_RIGHT = (
    "the answer", "correct", "right", "valid", "possible", "allowed", "a solution", "equal", "it", "true",
    "the correct", "the solution", "what", "our",
)  # fmt: skip
_EXCLUDED = (
    "is excluded",
    "is rejected",
    "is extraneous",
    "is not a solution",
    "must be rejected",
    "is spurious",
    "is discarded",
)
_DENIALS_AFTER = tuple(
    ending
    for phrase in cues.DENIALS_AFTER
    for ending in (
        [phrase]
        if phrase not in ("is not", "isn't", "are not")
        else [f"{phrase} {word}" for word in _RIGHT]
    )
)  # fmt: skip


def denied_before(flat: str, lowered: str, opened: int, start: int, after: int) -> bool:
    """Return whether the words before a claim deny it, or say it of something else than the answer.

    ``opened`` is where its unit begins, ``after`` where the statement before it ends.
    """
    low = max(after, start - _REACH)
    wide = max(opened, low - 30)
    if made_of_answer(lowered[wide:start], low - wide):
        return True
    gap = lowered[low:start]
    if not gap.strip(" ,$"):
        gap = _INTERPOLATED.sub(" ", lowered[max(opened, start - _REACH) : start])
    gap = _within_reach(gap, lowered[opened : opened + 12])
    if flat[start] == ")":
        gap = gap[: max(0, gap.rfind("("))]
    if has_any(gap, cues.ATTITUDES):
        return True
    tail = " ".join(gap.replace(",", " ").replace("**", " ").split()[-3:])
    if tail.endswith(cues.GROWING):
        return False
    return bool(tail) and has_any(tail, cues.DENIALS_BEFORE) and "not only" not in tail


def denied_behind(flat: str, lowered: str, end: int) -> bool:
    """Return whether the words behind a claim deny it."""
    following = lowered[end : end + 40].lstrip(" )]}$.*\"'")
    sign = flat[end : end + 2].strip()[:1]
    if sign in (".", ";"):
        return False
    if sign == ",":
        return following.lstrip(", ").startswith(_EXCLUDED)
    return following.startswith(_DENIALS_AFTER)


def _within_reach(gap: str, opening: str) -> str:
    """Return the part of what stands before a claim from which a denial may still reach it.

    "It diverges, so 0" and "It diverges: 0" claim 0; "it is not: 0" and "the answer is not unique: 0" do not.
    """
    if ", " in gap or "; " in gap:
        gap = gap[max([gap.rfind(turn) + len(turn) for turn in _TURNING if turn in gap], default=0) :]
    before, colon, after = gap.rpartition(": ")
    if colon and not (before.rsplit(" ", 1)[-1] in _NEGATORS or has_any(before, cues.FINAL)):
        return after
    if (gap.lstrip().startswith(_GROUNDS) or opening.lstrip(" *-").startswith(_GROUNDS)) and "," in gap:
        return gap[gap.rfind(",") + 1 :]
    return gap
