"""The claims along a thinking about one target: places with a value, each held against the truth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from harness.grading import candidates, traits
from harness.reasoning.attempts import attempts, with_changes
from harness.reasoning.places import Place, places
from harness.reasoning.worth import Worth, solved
from harness.records import Answer, Candidate, Expected

UNNAMED = frozenset({"", "answer", "result"})
_ASKING = str.maketrans("?？", ".。")
"""A value asked about ("so θ = 1/3?") is a candidate as much as one asserted."""


_LINK = re.compile(r"(?:[ $=≈()*&]|\\(?:approx|[()\[\]])){0,12}")


def claims(answer: Answer, one: Expected, text: str, language: str) -> list[Candidate]:
    """Return every claim about one target in the order made; positions are characters of the text.

    A value is right if it is the answer, wherever it is put forward; it is wrong only where it is
    announced as the answer. Where the target has a name, or its answers are words, the marker
    reads the claims; an announced value counts beside them.
    """
    alone = replace(answer, expected=(one,), checkpoints=(), false_steps=())
    named = one.target.name not in UNNAMED
    worth, like = Worth(answer, one, language), traits(one)
    if not named and like.quantity:
        return with_changes(_right_and_wrong(list(places(text, language)), worth, text))
    read = attempts(candidates(alone, text.translate(_ASKING)), one, text, answer.part)
    if named:
        return read
    found = list(places(text, language, like.ranged))
    if like.satisfies or (like.words and not like.branches):  # no formula: the marker alone reads it
        own = [_claim(p, worth.of(p.text)) for p in found if p.announced]
        return with_changes(_together(read, [c for c in own if c.right is not None]))
    own = _right_and_wrong(found, worth, text)
    own = _together(own, [c for c in read if c.right and (not like.ranged or solved(c.text))])
    return with_changes(own)


def _right_and_wrong(found: Sequence[Place], worth: Worth, text: str) -> list[Candidate]:
    made: list[Candidate] = []
    for place in found:
        right = worth.of(place.text, place.announced)
        if right:
            before = made[-1] if made else None
            if before and before.right and place.after_relation and _joined(text[before.end : place.start]):
                made[-1] = replace(before, end=place.end, text=text[before.start : place.end])
            else:
                made.append(_claim(place, True))
        elif right is False and place.announced:
            made.append(_claim(place, False))
    return made


def _joined(between: str) -> bool:
    """Return whether nothing but a relation stands between two values: they are one claim."""
    return _LINK.fullmatch(between) is not None


def _claim(place: Place, right: bool | None) -> Candidate:
    return Candidate(place.start, place.end, place.text, right, False, False)


def _together(first: Sequence[Candidate], second: Sequence[Candidate]) -> list[Candidate]:
    """Return both lists in order, without those of the second that lie over one of the first."""
    apart = [c for c in second if not any(c.start < d.end and d.start < c.end for d in first)]
    return sorted((*first, *apart), key=lambda c: (c.start, c.end))
