"""Names and short phrases: articles, letter case and punctuation do not count, the words do.

``Expected.value`` is the phrase; ``{"also": [...]}`` lists other right ones.
"""

from __future__ import annotations

from harness.grading.cues import has_any
from harness.grading.kinds import Decision, Scope
from harness.grading.words import bare, folded, mentions, negated, quoted
from harness.records import Expected, Witness

_LONGER = 40
"""A sentence of at most this many words more than the phrase may hold it."""


def decide(expected: Expected, claim: str, scope: Scope) -> Decision:
    """Return whether ``claim`` is the expected phrase or a sentence that gives just it."""
    also = expected.target.options.get("also")
    right = [expected.value, *(str(a) for a in also)] if isinstance(also, list | tuple) else [expected.value]
    said = bare(claim)
    if not said:
        return Decision(None, "phrase", reason="there are no words", readable=False)
    for phrase in right:
        wanted = bare(phrase)
        if not wanted:
            continue
        if said == wanted or said.replace(" ", "") == wanted.replace(" ", ""):
            return Decision(True, "phrase", f"the words are those of {quoted(phrase)!r}")
        at = mentions(said, wanted)
        if at < 0 or len(said.split()) - len(wanted.split()) > _LONGER:
            continue
        if negated(_kept(claim), mentions(_kept(claim), folded(phrase))) or negated(said, at):
            continue
        if has_any(said, ("or", "either", "或")) and not has_any(wanted, ("or", "either")):
            return Decision(None, "phrase", reason="several answers are offered")
        return Decision(True, "phrase", f"{quoted(claim)!r} says {quoted(phrase)!r}")
    says = f"{quoted(claim)!r} is claimed, {quoted(expected.value)!r} is right"
    return Decision(
        False, "phrase", witness=Witness({}, quoted(claim), expected.value, says, True), reason=says
    )


def _kept(claim: str) -> str:
    return folded(claim)
