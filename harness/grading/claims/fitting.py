"""What a candidate would make of the target, and how far it is what is asked at all."""

from __future__ import annotations

from harness.grading.claims.reader import Found
from harness.grading.claims.records import claim_of
from harness.grading.claims.search import BOX_GAP, LEFT_OPEN, Asked, Finals, Search
from harness.grading.claims.sources import PROMINENCE, Candidate, strange
from harness.grading.claims.surroundings import Traits
from harness.maths.equality.decision import Decision
from harness.records import TargetMark

_BOUNDING = frozenset(("a bound", "or more", "between before", "in a tool call"))
"""Traits of what gives no value, whatever it says."""


def outcome(asked: Asked, one: Candidate, found: tuple[Candidate, ...], traits: Traits) -> TargetMark | None:
    """Return the mark that a candidate would give the target, and add to its traits how far it fits.

    None where a stretch of words says nothing that is asked for.
    """
    deciding, prominence = asked.deciding, PROMINENCE[one.source]
    name, truth = asked.expected.target.name, asked.expected.value
    if one.found is None:
        decision = deciding.decide(one.text)
        if not decision.readable and one.source != "no value":
            return None
        claim = claim_of(asked.search.reader, one.start, one.end, name, "", prominence)
        return deciding.settle_text(one.text, claim)
    claimed = one.found._replace(prominence=prominence)
    decision = deciding.judge(claimed)
    traits |= _fit(asked, claimed, decision, "announced directly" in traits)
    if not decision.readable and decision.reason in LEFT_OPEN:
        return TargetMark(name, "no_answer", reason=decision.reason, expected=truth)
    supposed = "supposed" in traits and "announced directly" not in traits
    if decision.equal and (supposed or "denied" in traits):
        return TargetMark(name, "no_answer", reason="it is only supposed or denied", expected=truth)
    if decision.equal and not _BOUNDING.isdisjoint(traits):
        claim = claim_of(asked.search.reader, one.start, one.end, name, "", prominence)
        return TargetMark(
            name, "unsupported", claim, reason="a bound, where a value was asked", expected=truth
        )
    return deciding.settle(Finals((claimed, *companions(asked, one, found))))


def _fit(asked: Asked, found: Found, decision: Decision, announced: bool) -> Traits:
    """Return what of a claim is not what is asked, all of it against it."""
    deciding, flat = asked.deciding, asked.search.reader.flat
    side = found.values[-1]
    value = flat[side.start : side.end]
    related = deciding.traits.relation or deciding.traits.ranged  # there a number is one side of the claim
    fits: dict[str, bool] = {
        "a range for a value": not asked.search.fits(found),
        "strange letters": deciding.traits.quantity and strange(asked, value),
        "digits for a formula": decision.readable
        and deciding.lettered
        and not related
        and not any(map(str.isalpha, value)),
    }
    shape = decision.readable and decision.method == "shape"
    if not decision.readable:
        misfit = deciding.misfits(found)
        if len(found.values) > 1 and deciding.decide(value).readable:
            fits["labelled otherwise"] = True
        elif decision.reason in LEFT_OPEN:
            fits["a relation for a value"] = True
        else:
            fits["unreadable"] = True
            fits["another kind"] = misfit == "kind"
            shape = misfit == "shape"
    fits["another shape"] = shape and not announced
    fits["another shape, announced"] = shape and announced
    return {k: 1.0 for k, v in fits.items() if v}


def companions(asked: Asked, one: Candidate, found: tuple[Candidate, ...]) -> list[Found]:
    """Return the claims that stand with a candidate: boxes beside its box, what it offers by "or"."""
    search = asked.search
    if one.found is None:
        return []
    beside: list[Found] = []
    if one.source == "box":
        boxed = [c.found for c in found if c.source == "box" and c.found is not None]
        boxed.sort(key=lambda c: c.start)
        low = high = boxed.index(one.found)
        while low and _near(search, boxed[low - 1], boxed[low]):
            low -= 1
        while high + 1 < len(boxed) and _near(search, boxed[high], boxed[high + 1]):
            high += 1
        beside = [c._replace(prominence="boxed") for c in reversed(boxed[low : high + 1]) if c != one.found]
    return [*beside, *search.saying.or_after(one.found)]


def _near(search: Search, earlier: Found, later: Found) -> bool:
    """Whether two boxes are one list."""
    return later.start - earlier.end <= BOX_GAP + 8 or search.same_breath(earlier.end, later.start)
