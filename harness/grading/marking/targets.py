"""What an answer asks for: its scope, the words it knows, the names of its targets."""

from __future__ import annotations

import re
from dataclasses import replace

from harness.grading.claims.labelled import Family
from harness.grading.kinds import traits
from harness.grading.language.naming import TargetNames, products_in, target_names
from harness.grading.language.wording import wording
from harness.maths.parsing import scope as scopes
from harness.maths.parsing.scope import Scope
from harness.records import Answer, Expected, Target

_PRODUCT = re.compile(r"[b-df-hj-np-tv-xz]{3}", re.ASCII)
"""Letters that are no word: ``mgh``."""


def scope_of(answer: Answer) -> Scope:
    """Return what may be assumed while claims on ``answer`` are read."""
    return scopes.scope_of(answer.symbols, answer.assume)


def known_words(answer: Answer) -> frozenset[str]:
    """Return the words that are names here, though they look like prose."""
    spellings = [n for s in answer.symbols for n in (s.name, *s.aliases)]
    known = frozenset(s for s in spellings if s.isalpha() and len(s) > 1)
    if any("!" in e.value for e in answer.expected):
        known |= {"!"}
    if answer.symbols:
        return known
    known |= {e.value for e in answer.expected if _PRODUCT.fullmatch(e.value) is not None}
    return known.union(*(products_in(f"{e.target.name} {e.value}") for e in answer.expected))


def names_of_target(target: Target) -> TargetNames:
    """Return the names under which a reply may give ``target``; none for an unnamed answer."""
    return target_names(() if target.name in ("", "answer") else (target.name, *target.aliases))


def names_of_targets(expected: tuple[Expected, ...]) -> tuple[TargetNames, ...]:
    """Return the names of each target, none of which is taken for another's."""
    found = [names_of_target(e.target) for e in expected]
    if len(found) == 1:
        return (found[0],)
    every = frozenset(n for own in found for n in own.exact)
    return tuple(replace(own, others=every - own.exact) for own in found)


def families_of(expected: tuple[Expected, ...], asked: tuple[TargetNames, ...]) -> tuple[Family | None, ...]:
    """Return each target among those it is asked with; None for the only one."""
    if len(expected) == 1:
        return (None,)
    wordings = tuple(wording(e.target) for e in expected)
    valued = frozenset(n for n, e in enumerate(expected) if traits(e).scalar)
    return tuple(Family(n, asked, wordings, valued) for n in range(len(expected)))
