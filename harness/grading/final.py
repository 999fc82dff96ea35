"""Which candidate is a reply's answer: the one place where candidates are ranked, hedged and refused."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from harness.grading import sources
from harness.grading.claims import Found
from harness.grading.evidence import Evidence, Traits
from harness.grading.finals import BOX_GAP, Finals
from harness.grading.marks import claim_of
from harness.grading.readings import UNSOLVED
from harness.grading.sources import Asked, Candidate, merged
from harness.grading.vocabulary import FUNCTIONS, UNITS
from harness.grading.weights import WEIGHTS
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


@dataclass(frozen=True, slots=True)
class Final:
    """What a reply's candidates come to."""

    mark: TargetMark | None
    """The mark of the candidate that is the answer; None where none is."""
    share: float
    """How much of all evidence speaks for it, or for there being no answer."""
    right: float
    """How much of all evidence speaks for the true value."""
    rival: TargetMark | None = None
    """The weightiest candidate that comes to something else."""


def candidates(asked: Asked) -> tuple[Candidate, ...]:
    """Return the candidates of all sources, each stretch once."""
    return merged(sources.unlettered(asked, one) for source in SOURCES.values() for one in source(asked))


NEGLIGIBLE = 0.01
"""What may stay undecided: so small a part of all evidence."""


def weigh(asked: Asked, every: bool = False) -> tuple[tuple[Weighed, ...], Traits]:
    """Return the candidates with what speaks for them, and what speaks for there being no answer.

    The weightiest are decided first; the rest is left out once it cannot matter, unless ``every`` one is
    asked for. What a decision adds only ever speaks against a candidate.
    """
    found = candidates(asked)
    evidence = Evidence(asked, found)
    none = evidence.none()
    told = [(one, evidence.traits(one)) for one in found]
    waiting = sorted(((score(t), n) for n, (_, t) in enumerate(told)), key=lambda pair: (-pair[0], pair[1]))
    base = max([score(none), *(s for s, _ in waiting)])
    left = math.fsum(math.exp(s - base) for s, _ in waiting)
    total = math.exp(score(none) - base)
    out: dict[int, Weighed] = {}
    for known, n in waiting:
        if left <= NEGLIGIBLE * total and not every:
            break
        one, traits = told[n]
        left -= math.exp(known - base)
        mark = outcome(asked, one, found, traits)
        if mark is not None:
            out[n] = Weighed(one, traits, mark)
            total += math.exp(score(traits) - base)
    return tuple(out[n] for n in sorted(out)), none


def score(traits: Traits) -> float:
    """Return the sum of the weights of some traits."""
    return sum(WEIGHTS[name] * value for name, value in traits.items() if name in WEIGHTS)


def final(found: tuple[Weighed, ...], none: Traits) -> Final:
    """Return which candidate is the answer, and how sure that is.

    A candidate's share is the exponential of its score over the sum of all; "no answer" is one of them.
    Candidates that come to the same stand together.
    """
    scores = [score(one.traits) for one in found] + [score(none)]
    top = max(scores)
    weights = [math.exp(one - top) for one in scores]
    total = sum(weights)
    shares: dict[str, float] = {"no_answer": weights[-1] / total}
    best: dict[str, tuple[float, TargetMark]] = {}
    for one, weight in zip(found, weights):
        status = one.mark.status
        shares[status] = shares.get(status, 0.0) + weight / total
        if status not in best or weight > best[status][0]:
            best[status] = (weight, one.mark)
    right = shares.get("correct", 0.0)
    ranked = sorted(shares, key=lambda status: -shares[status])
    chosen = "correct" if right >= ACCEPT else next(s for s in ranked if s != "correct")
    others = [s for s in ranked if s != chosen and s in best]
    rival = best[others[0]][1] if others else None
    mark = best[chosen][1] if chosen in best else None
    return Final(mark, shares[chosen], right, rival)


ACCEPT = 0.55
HEDGED = 0.2
EARNED = 0.6


def mark_of(asked: Asked) -> TargetMark:
    """Return the mark of a target: its final claim held against the truth, or why there is none."""
    expected = asked.expected
    found, none = weigh(asked)
    chosen = final(found, none)
    mark = chosen.mark
    if mark is None or mark.status == "no_answer":
        if chosen.right >= HEDGED and chosen.rival is not None:
            return replace(
                chosen.rival, status="unsupported", reason="the reply may not mean this as its answer"
            )
        return TargetMark(expected.target.name, "no_answer", reason=why_none(none), expected=expected.value)
    if mark.status == "incorrect" and chosen.right >= HEDGED:
        return replace(mark, status="hedged", reason="two final claims contradict each other")
    if mark.status == "incorrect" and chosen.share < EARNED:
        return replace(mark, status="unsupported", witness=None, reason="it is not clear which of several claims is the answer")
    return mark


def why_none(none: Traits) -> str:
    """Return in words why a reply has no answer."""
    if "none, refused" in none:
        return "the reply says that it has no answer"
    if "none, cut off" in none or "none, broken off" in none:
        return "the reply is cut off before its answer"
    if "none, taken back" in none:
        return "the answer was taken back and not replaced"
    return "nothing is claimed about what was asked"


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
        if misfit == "shape" and "announced directly" in traits:
            traits["another shape, announced"] = 1.0
        if len(one.found.values) > 1 and deciding.decide(_last(reader.flat, one.found)).readable:
            traits["unreadable"] = 0.0
            traits["labelled otherwise"] = 1.0
        elif decision.reason in UNSOLVED:
            traits["unreadable"] = 0.0
            traits["a relation for a value"] = 1.0
        elif misfit:
            traits["another " + misfit] = 1.0
    elif decision.method == "shape":
        traits["another shape"] = 1.0
        if "announced directly" in traits:
            traits["another shape, announced"] = 1.0
    if asked.expected.target.kind == "region" and _DIGITS.fullmatch(_last(reader.flat, one.found)):
        traits["a number for a range"] = 1.0
    if not asked.search._fitting(one.found):
        traits["a range for a value"] = 1.0
    if not deciding.lettered and asked.expected.target.kind == "number" and strange(reader.flat, claim_found):
        traits["strange letters"] = 1.0
    if decision.readable and deciding.lettered and not any(c.isalpha() for c in reader.flat[one.start : one.end]):
        traits["digits for a formula"] = 1.0
    if not decision.readable and decision.reason in UNSOLVED:
        reason = decision.reason
        return TargetMark(asked.expected.target.name, "no_answer", None, reason=reason, expected=asked.expected.value)
    return deciding.settle(Finals((claim_found, *companions(asked, one, found))))


def _last(flat: str, found: Found) -> str:
    return flat[found.values[-1].start : found.values[-1].end]


def strange(flat: str, found: Found) -> bool:
    """Whether a value holds letters that are no function, unit or number, where a number is asked."""
    value = found.values[-1]
    return any(w not in _KNOWN for w in _NAME.findall(flat, value.start, value.end))


_NAME = re.compile(r"(?<![\\A-Za-z\d{])[A-Za-z]+")
_DIGITS = re.compile(r"[-−\d.,/ $%]{1,20}")
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

