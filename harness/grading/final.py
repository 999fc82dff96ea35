"""Which candidate is a reply's answer: the one place where candidates are ranked, hedged and refused."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from harness.grading import sources
from harness.grading.claims import Found
from harness.grading.evidence import Evidence, Traits
from harness.grading.finals import BOX_GAP, Finals
from harness.grading.marks import claim_of
from harness.grading.sources import Asked, Candidate, merged
from harness.grading.vocabulary import FUNCTIONS, UNITS
from harness.records import TargetMark

Source = Callable[[Asked], Iterator[Candidate]]
SOURCES: dict[str, Source] = {
    "box": sources.boxes,
    "hash": sources.hashes,
    "heading": sources.headings,
    "cue": sources.announced,
    "whole": sources.entire,
    "name": sources.named,
    "members": sources.members,
    "bold": sources.bold,
    "sentence": sources.sentences,
    "number words": sources.number_words,
    "range words": sources.ranges_in_words,
    "no value": sources.no_values,
}
"""Where answers are looked for, in the order in which a stretch that several yield is named."""

PROMINENCE = {
    "box": "boxed", "heading": "heading", "cue": "cue", "whole": "whole", "name": "target",
    "members": "target", "bold": "bold", "sentence": "last", "number words": "last",
    "range words": "last", "no value": "cue", "tag": "heading", "hash": "heading", "option": "last",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with what speaks for it and what it would make of the target."""

    candidate: Candidate
    traits: Traits
    mark: TargetMark


WATCH: list[tuple[str, list[Weighed], Traits]] | None = None


def candidates(asked: Asked) -> tuple[Candidate, ...]:
    return merged(sources.unlettered(asked, one) for source in SOURCES.values() for one in source(asked))


def weigh(asked: Asked) -> tuple[list[Weighed], Traits]:
    found = candidates(asked)
    evidence = Evidence(asked, found)
    out = []
    for one in found:
        traits = evidence.traits(one)
        mark = outcome(asked, one, found, traits)
        if mark is not None:
            out.append(Weighed(one, traits, mark))
    none = evidence.none()
    if WATCH is not None:
        WATCH.append((asked.expected.target.kind, out, none))
    return out, none


def outcome(asked: Asked, one: Candidate, found: tuple[Candidate, ...], traits: Traits) -> TargetMark | None:
    deciding, reader = asked.deciding, asked.search.reader
    prominence = PROMINENCE[one.source]
    if one.found is None:
        claim = claim_of(reader, one.start, one.end, asked.expected.target.name, "", prominence)
        decision = deciding.decide(one.text)
        if not decision.readable and one.source != "no value":
            return None
        return deciding.settle_text(one.text, claim)
    claim_found = one.found._replace(prominence=prominence)
    decision = deciding.judge(claim_found)
    if not decision.readable:
        misfit = deciding.misfits(claim_found)
        traits["unreadable"] = 1.0
        if misfit:
            traits["another " + misfit] = 1.0
    elif decision.method == "shape":
        traits["another shape"] = 1.0
    if not asked.search._fitting(one.found):
        traits["a range for a value"] = 1.0
    if not deciding.lettered and asked.expected.target.kind == "number" and strange(reader.flat, claim_found):
        traits["strange letters"] = 1.0
    if decision.readable and deciding.lettered and not any(c.isalpha() for c in reader.flat[one.start : one.end]):
        traits["digits for a formula"] = 1.0
    return deciding.settle(Finals((claim_found, *companions(asked, one, found))))


def strange(flat: str, found: Found) -> bool:
    """Whether a value holds letters that are no function, unit or number, where a number is asked."""
    value = found.values[-1]
    return any(w not in _KNOWN for w in _NAME.findall(flat, value.start, value.end))


_NAME = re.compile(r"(?<![\\A-Za-z\d{])[A-Za-z]+")
_KNOWN = UNITS | FUNCTIONS | frozenset(("e", "i", "E", "x", "pi", "left", "right"))


def companions(asked: Asked, one: Candidate, found: tuple[Candidate, ...]) -> list[Found]:
    """Return the claims that stand with a candidate: boxes beside its box, what it offers by "or"."""
    search = asked.search
    assert one.found is not None
    beside: list[Found] = []
    if one.source == "box":
        boxed = sorted((c.found for c in found if c.source == "box" and c.found is not None), key=lambda c: c.start)
        at = next(n for n, c in enumerate(boxed) if c == one.found)
        low = high = at
        while low and _near(search, boxed[low - 1], boxed[low]):
            low -= 1
        while high + 1 < len(boxed) and _near(search, boxed[high], boxed[high + 1]):
            high += 1
        beside = [c for c in reversed(boxed[low : high + 1]) if c != one.found]
    return [*(c._replace(prominence="boxed") for c in beside), *search.saying.or_after(one.found)]


def _near(search: object, earlier: Found, later: Found) -> bool:
    gap = later.start - earlier.end
    return gap <= BOX_GAP + 8 or search._same_breath(earlier.end, later.start)  # type: ignore[attr-defined]


_ = math
