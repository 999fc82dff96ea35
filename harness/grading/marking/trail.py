"""The claims along a thinking: every value given to what is asked, each marked against the truth."""

from __future__ import annotations

import warnings

from harness.errors import internal
from harness.grading.claims.reader import Found, Reader, reader_of
from harness.grading.claims.search import Search
from harness.grading.kinds import traits
from harness.grading.language.naming import TargetNames, mention
from harness.grading.marking.deciding import Deciding
from harness.grading.marking.targets import known_words, names_of_targets, scope_of
from harness.grading.marking.worded import stretch_decision
from harness.maths.arithmetic.evaluate import Purse
from harness.maths.equality.decision import Decision
from harness.records import Answer, Candidate, Expected

WINDOW = 100_000
BEHIND = 61
"""A unit's last value may be named by a word that begins so far behind it."""
MOST = 400
"""At most this many candidates of one target are marked; later ones of a longer text are left out."""
WORK = 100_000
"""Steps of evaluation that the claims of one target may take together: a thinking makes many."""


def candidates(answer: Answer, text: str) -> list[Candidate]:
    """Return every claim about the asked targets in a thinking, in order, each marked.

    ``right`` is None where the claim cannot be decided. ``repeated`` says that the same value was
    claimed before, ``changed`` that it differs from the claim about the same target before it.
    Only claims that can be read as what is asked are listed; of a text beyond 100,000 characters
    the last ones are read.
    """
    found: list[Candidate] = []
    try:
        reader = reader_of(text, known_words(answer), WINDOW)
    except Exception as error:
        warnings.warn(internal(error), stacklevel=2)
        return found
    for expected, own in zip(answer.expected, names_of_targets(answer.expected), strict=True):
        try:
            with Purse(WORK):
                if traits(expected).words:
                    found += _in_words(expected, reader, answer)
                else:
                    found += _of_target(expected, own, reader, answer)
        except Exception as error:  # costs this target its trail, not the others theirs
            warnings.warn(f"claims about {expected.target.name}: {internal(error)}", stacklevel=2)
    return sorted(found, key=lambda c: (c.start, c.end))


def _of_target(expected: Expected, own: TargetNames, reader: Reader, answer: Answer) -> list[Candidate]:
    whole = ((reader.units[0].start, reader.units[-1].end),) if reader.units else ()
    search = Search(reader, own, whole, False)
    deciding = Deciding(expected, reader, scope_of(answer))
    trail = _Trail(reader)
    several = len(answer.expected) > 1
    named = mention(own)
    for number, unit in enumerate(reader.units):
        near = named.search(reader.flat, unit.start, unit.end + BEHIND)
        claims = reader.about(own, number) if near else []
        if not several:
            seen = {c.statement.end for c in claims}
            claims += [c for c in search.announced(number) if c.statement.end not in seen]
        for claim in sorted(claims, key=lambda c: c.start):
            if len(trail.made) >= MOST:
                return trail.made
            decision = deciding.judge(claim, before=claim.end)
            if decision.readable and (claim.named or decision.method != "shape"):
                trail.add(claim.start, claim.end, _key(reader, claim), decision.equal)
    return trail.made


def _key(reader: Reader, claim: Found) -> str:
    last = claim.values[-1]
    return "".join(reader.flat[last.start : last.end].split())


def _in_words(expected: Expected, reader: Reader, answer: Answer) -> list[Candidate]:
    trail = _Trail(reader)
    scope = scope_of(answer)
    decided: dict[str, Decision] = {}
    for unit in reader.units:
        if len(trail.made) >= MOST:
            break
        text = reader.flat[unit.start : unit.end]
        decision = decided.get(text)
        if decision is None:
            decision = decided[text] = stretch_decision(expected, reader, unit.start, unit.end, scope)
        if decision.readable and decision.equal is not None and not traits(expected).prose:
            trail.add(unit.start, unit.end, str(decision.equal), decision.equal)
        elif decision.equal:
            trail.add(unit.start, unit.end, "right", True)
    return trail.made


class _Trail:
    """Candidates of one target, told apart by value."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.made: list[Candidate] = []
        self.seen: set[str] = set()
        self.previous = ""

    def add(self, start: int, end: int, key: str, right: bool | None) -> None:
        """Note one more candidate; all right ones count as the same value."""
        key = "=right" if right else key
        changed = bool(self.made) and key != self.previous
        text = self.reader.page.text[start:end]
        self.made.append(Candidate(start, end, text, right, key in self.seen, changed))
        self.seen.add(key)
        self.previous = key
