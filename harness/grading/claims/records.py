"""Claims and decisions as the records of a verdict."""

from __future__ import annotations

from harness.grading.claims.reader import Reader
from harness.maths.equality.decision import Decision
from harness.records import Claim, Expected, TargetMark

CONTRADICTION = "contradiction"
"""Method of a decision on a chain whose sides differ."""
_PAIRED = ("$$", "$", "**")


def claim_of(reader: Reader, start: int, end: int, target: str, relation: str, prominence: str) -> Claim:
    """Return the record of a claim at ``[start, end)`` of the reply, its delimiters included."""
    start, end = framed(reader.page.text, start, end)
    return Claim(reader.page.text[start:end], start, end, target, relation, prominence)


def framed(text: str, start: int, end: int) -> tuple[int, int]:
    r"""Return a stretch moved so that it cuts no box, formula or emphasis in two.

    >>> text = r"Hence $\boxed{c = \frac{1}{n}} > 0$."
    >>> low, high = framed(text, text.index("c ="), len(text) - 2)
    >>> text[low:high]
    '\\boxed{c = \\frac{1}{n}} > 0'
    """
    start, end = _tight(text, start, end)
    for mark in _PAIRED:
        inside = text[start:end].replace("$$", "") if mark == "$" else text[start:end]
        if inside.count(mark) % 2 == 0:
            continue
        size = len(mark)
        if inside.startswith(mark):
            start += size
        elif inside.endswith(mark):
            end -= size
        elif text.startswith(mark, start - size) and start >= size:
            start -= size
        elif text.startswith(mark, end):
            end += size
    start, end = _tight(text, start, end)
    depth, least = _depths(text[start:end])
    if least < 0 and (opening := _opening(text, start)):
        start -= opening
        depth, least = _depths(text[start:end])
    while depth > 0 and text.startswith("}", end):
        depth, end = depth - 1, end + 1
    return start, end


def _tight(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip()), end - len(inside) + len(inside.rstrip())


def _opening(text: str, start: int) -> int:
    """Return the length of ``\\boxed{`` directly before ``start``; 0 for anything else."""
    before = text[max(0, start - 12) : start]
    return next((len(o) for o in ("\\boxed{", "\\boxed{ ", "\\fbox{") if before.endswith(o)), 0)


def _depths(text: str) -> tuple[int, int]:
    """Return how many braces are open at the end, and the least number on the way."""
    if "{" not in text and "}" not in text:
        return 0, 0
    depth = least = 0
    before = ""
    for sign in text:
        if before != "\\":
            depth += (sign == "{") - (sign == "}")
            least = min(least, depth)
        before = "" if before == "\\" else sign
    return depth, least


def as_mark(expected: Expected, decision: Decision, claim: Claim) -> TargetMark:
    """Return a decision as the mark of its target."""
    status = "correct" if decision.equal else "incorrect" if decision.equal is False else "unsupported"
    if decision.method == CONTRADICTION:
        status = "hedged"
    reason = decision.reason
    if not reason:
        reason = {"correct": decision.evidence, "incorrect": "the claim differs from the reference"}.get(
            status, ""
        )
    return TargetMark(
        expected.target.name, status, claim, decision.method, decision.evidence, decision.witness, reason,  # type: ignore[arg-type]
        expected.value,
    )  # fmt: skip


def contradicted(decision: Decision, text: str) -> Decision:
    """Return the decision on a claim whose chain holds ``text`` against its own end."""
    return Decision(
        False, CONTRADICTION, decision.evidence, decision.witness,
        f"the claim contradicts itself: {' '.join(text.split())[:80]} is not what the chain ends in",
    )  # fmt: skip
