"""The candidates along a thinking, and what they say: when the answer was there, and what came after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from harness.reasoning.claims import claims
from harness.reasoning.languages import language
from harness.records import Answer, Candidate


@dataclass(frozen=True, slots=True)
class Trail:
    """Every claim about what is asked, in the order made; positions are characters of the text."""

    candidates: tuple[Candidate, ...]
    first: int | None
    """Start of the first candidate."""
    first_correct: int | None
    """Start of the candidate with which every asked target had been claimed rightly."""
    after_correct: int | None
    """End of that candidate."""
    last_change: int | None
    """Start of the candidate after which no claimed value changes any more."""
    changes: Mapping[str, int]
    knew: bool
    """Whether every asked target was claimed rightly at some point."""


NOTHING = Trail((), None, None, None, None, {}, False)


def follow(answer: Answer, text: str, spoken: str | None = None) -> Trail:
    """Return the trail of claims about the answer's targets through the text, each marked.

    Each target has a trail of its own; they are laid together in the order of
    the text. Where an answer has no value of its own (a proof), its required
    checkpoints stand for it. ``spoken`` is the language's code if it is known.
    """
    asked = answer.expected or tuple(c.expected for c in answer.checkpoints if c.required)
    code = language(text) if spoken is None else spoken
    trails = [claims(answer, one, text, code) for one in asked]
    together = sorted((c for trail in trails for c in trail), key=lambda c: (c.start, c.end))
    if not together:
        return NOTHING
    firsts = [next((c for c in trail if c.right), None) for trail in trails]
    knew = all(firsts)
    decisive = max((c for c in firsts if c), key=lambda c: c.start) if knew else None
    return Trail(
        candidates=tuple(together),
        first=together[0].start,
        first_correct=decisive.start if decisive else None,
        after_correct=decisive.end if decisive else None,
        last_change=max(_settled(trail) for trail in trails if trail),
        changes=_changes(trails),
        knew=knew,
    )


def _settled(trail: Sequence[Candidate]) -> int:
    changed = [c.start for c in trail if c.changed]
    return changed[-1] if changed else trail[0].start


def _changes(trails: Sequence[Sequence[Candidate]]) -> dict[str, int]:
    found = {"wrong_to_right": 0, "right_to_wrong": 0, "wrong_to_wrong": 0, "confirmations": 0}
    words = {
        (False, True): "wrong_to_right",
        (True, False): "right_to_wrong",
        (False, False): "wrong_to_wrong",
    }
    for trail in trails:
        decided = [c for c in trail if c.right is not None]
        for before, after in pairwise(decided):
            if before.right == after.right and (after.right or not after.changed):
                found["confirmations"] += 1
            else:
                found[words[bool(before.right), bool(after.right)]] += 1
    return found
