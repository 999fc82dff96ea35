"""Which candidate is a reply's answer: the one place where candidates are ranked, hedged and refused.

Each candidate has a score, the sum of the weights of its traits (`weights.py`); "no answer" is one of
them. The exponential of a score over the sum of all is a candidate's share of the evidence. Those that
come to the same thing stand together, and what has most of the evidence is the answer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush

from harness.grading.claims import sources
from harness.grading.claims.earned import unearned
from harness.grading.claims.evidence import Evidence
from harness.grading.claims.fitting import outcome
from harness.grading.claims.lists import listed
from harness.grading.claims.reader import Found
from harness.grading.claims.search import Asked
from harness.grading.claims.sides import valued
from harness.grading.claims.sources import PROMINENCE, Candidate, merged, unlettered
from harness.grading.claims.surroundings import Traits
from harness.grading.claims.weights import WEIGHTS
from harness.records import Status, TargetMark

NEGLIGIBLE = 0.01
"""What may stay undecided: so small a part of all evidence."""
EARNED = 0.65
"""So much of the evidence must speak for a claim before it is called wrong."""
HEDGED = 0.2
"""Where so much speaks for the true value, a reply that ends otherwise contradicts itself."""
HEDGED_LATER = 0.1
"""The same where the true value stands behind what wins: a reply's end is rarely said for nothing."""
ACCEPTS = {"balanced": 0.55, "strict": 0.9}
"""So much of the evidence must speak for a claim, by how `verify` is asked to decide."""
REFUSING = frozenset(("none, refused", "none, taken back"))
"""Traits with which a reply says itself that it has no answer."""
UNCLEAR = "it is not clear which of several claims is the answer"
HEDGING = "two final claims contradict each other"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with what speaks for and against it and what it would make of the target."""

    candidate: Candidate
    traits: Traits
    mark: TargetMark


@dataclass(frozen=True, slots=True)
class Final:
    """What a reply's candidates come to."""

    mark: TargetMark | None
    """The mark of the weightiest candidate of those that win; None where no answer wins."""
    weightiest: Weighed | None
    """That candidate."""
    share: float
    """How much of the evidence speaks for what wins."""
    right: float
    """How much of the evidence speaks for the true value."""
    rival: TargetMark | None = None
    """The mark of the weightiest candidate that comes to something else."""


def final(found: tuple[Weighed, ...], none: Traits, accept: float = ACCEPTS["balanced"]) -> Final:
    """Return which candidate is the answer, and how much of the evidence speaks for it."""
    scores = [score(one.traits) for one in found] + [score(none)]
    top = max(scores)
    weights = [math.exp(one - top) for one in scores]
    total = math.fsum(weights)
    shares: dict[Status, float] = {"no_answer": weights[-1] / total}
    best: dict[Status, tuple[float, Weighed]] = {}
    for one, weight in zip(found, weights):
        status = one.mark.status
        shares[status] = shares.get(status, 0.0) + weight / total
        if status not in best or weight > best[status][0]:
            best[status] = (weight, one)
    right = shares.get("correct", 0.0)
    ranked = sorted(shares, key=lambda status: -shares[status])
    chosen: Status = "correct" if right >= accept else next(s for s in ranked if s != "correct")
    other = next((s for s in ranked if s != chosen and s in best), None)
    first = best[chosen][1] if chosen in best else None
    mark, rival = first.mark if first else None, best[other][1].mark if other else None
    return Final(mark, first, shares[chosen], right, rival)


_VALUES = {name: weight.value for name, weight in WEIGHTS.items()}


def score(traits: Traits) -> float:
    """Return the sum of the weights of some traits."""
    return math.fsum([_VALUES[name] * much for name, much in traits.items() if name in _VALUES])


def candidates(asked: Asked) -> tuple[Candidate, ...]:
    """Return the candidates of all sources, each stretch once."""
    return merged(unlettered(asked, one) for source in sources.SOURCES.values() for one in source(asked))


def weigh(asked: Asked, every: bool = False, leader: bool = False) -> tuple[tuple[Weighed, ...], Traits]:
    """Return the candidates with what speaks for them, and what speaks for there being no answer.

    How a candidate stands and what deciding it shows only ever speak against it. So the weightiest are
    looked at first, and unless ``every`` one is asked for the rest is left out once it cannot matter: its
    part of the evidence is too small, or, where only the ``leader`` is asked for, another weighs more.
    """
    found = candidates(asked)
    evidence = Evidence(asked, found)
    none = evidence.none()
    told: dict[int, Traits] = {n: evidence.traits(one) for n, one in enumerate(found)}
    waiting = [(-score(traits), n, False) for n, traits in told.items()]
    heapify(waiting)
    base = max(score(none), -waiting[0][0] if waiting else 0.0)
    left = math.fsum(math.exp(-known - base) for known, _, _ in waiting)
    total = math.exp(score(none) - base)
    out: dict[int, Weighed] = {}
    best = -math.inf
    while waiting and (every or (-waiting[0][0] >= best if leader else left > NEGLIGIBLE * total)):
        known, n, stood = heappop(waiting)
        one, traits = found[n], told[n]
        left -= math.exp(-known - base)
        if not stood:
            traits |= evidence.standing(one)
            known = -score(traits)
            left += math.exp(-known - base)
            heappush(waiting, (known, n, True))
        elif (mark := outcome(asked, one, found, traits)) is not None:
            out[n] = Weighed(one, traits, mark)
            best = max(best, score(traits))
            total += math.exp(score(traits) - base)
    return tuple(out[n] for n in sorted(out)), none


def mark_of(asked: Asked) -> TargetMark:
    """Return the mark of a target: its final claim held against the truth, or why there is none."""
    expected = asked.expected
    found, none = weigh(asked)
    chosen = final(found, none)
    mark, sure = chosen.mark, round(chosen.share, 3)
    if mark is None or mark.status == "no_answer":
        if chosen.right >= HEDGED and chosen.rival is not None and REFUSING.isdisjoint(none):
            return replace(chosen.rival, status="unsupported", reason=UNCLEAR, confidence=sure)
        reason = mark.reason if mark is not None else why_none(none)
        name = expected.target.name
        return TargetMark(name, "no_answer", reason=reason, expected=expected.value, confidence=sure)
    if mark.status == "incorrect" and chosen.right >= _contradicts(mark, chosen.rival):
        return replace(mark, status="hedged", reason=_both(mark, chosen.rival), confidence=sure)
    if mark.status == "incorrect" and (open_for := _unearned(asked, chosen)):
        return replace(mark, status="unsupported", witness=None, reason=open_for, confidence=sure)
    return replace(mark, confidence=sure)


def _unearned(asked: Asked, chosen: Final) -> str:
    """Return why the claim that wins may not be called wrong; empty where it may."""
    if chosen.share < EARNED:
        return UNCLEAR
    first = chosen.weightiest
    return unearned(asked, first.candidate, first.traits, first.mark) if first is not None else ""


def _contradicts(mark: TargetMark, rival: TargetMark | None) -> float:
    """Return how much evidence for the true value makes a reply contradict itself that claims another."""
    if mark.claim is None or rival is None or rival.claim is None or rival.status != "correct":
        return HEDGED
    return HEDGED_LATER if rival.claim.start > mark.claim.start else HEDGED


def _both(mark: TargetMark, rival: TargetMark | None) -> str:
    """Return in words that a reply says two things, with both where they are known."""
    said = [" ".join(one.claim.text.split())[:60] for one in (mark, rival) if one is not None and one.claim]
    return f"{HEDGING}: {said[0]} and {said[1]}" if len(said) == 2 and said[0] != said[1] else HEDGING


def why_none(none: Traits) -> str:
    """Return in words why a reply has no answer."""
    if "none, refused" in none:
        return "the reply says that it has no answer"
    if "none, cut off" in none or "none, broken off" in none:
        return "the reply is cut off before its answer"
    if "none, taken back" in none:
        return "the answer was taken back and not replaced"
    return "nothing is claimed about what was asked"


def leading(asked: Asked) -> Found | None:
    """Return the weightiest claim that is a formula, whatever it comes to; None where nothing is claimed."""
    found, none = weigh(asked, leader=True)
    ranked = sorted(found, key=lambda one: -score(one.traits))
    if not ranked or ranked[0].candidate.found is None or score(ranked[0].traits) < score(none):
        return None
    first = ranked[0].candidate
    return first.found._replace(prominence=PROMINENCE[first.source]) if first.found else None


def naming(asked: Asked) -> Found | None:
    """Return the last claim that names the target and is not denied, whatever its value; None without one.

    For targets that are right only together: alone, none of them can be read as what is asked.
    """
    reader = asked.search.reader
    named = [c.found for c in sources.named(asked) if c.found is not None]
    kept = [found for found in named if not reader.denied(found.statement)]
    return max(kept, key=lambda found: found.start, default=None)


def row(asked: Asked, first: Found) -> list[Found]:
    """Return the claims that stand in one list with a claim, in order: boxes side by side, "3 and 4"."""
    search = asked.search
    if first.prominence == "boxed":
        boxed = [c for box in search.reader.page.boxes for c in search.in_box(box)]
        return sorted(boxed, key=lambda c: c.start)
    own = listed(search.reader, first.statement)
    return [first._replace(statement=s, values=valued(s, s.sides)) for s in own]
