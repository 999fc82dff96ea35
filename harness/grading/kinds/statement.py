"""A sentence that must be said: checkpoints and false steps of derivations.

Options: ``{"all": [["interpolat", "zero residual"], ["augment"]], "none": ["not", "never"]}``: one
sentence holds an alternative of each group and none of the words under ``none``, and no clause of it denies,
limits or only supposes what it mentions. Words that are there but not surely asserted decide nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from harness.grading.kinds._traits import Traits
from harness.grading.language.polarity import asserts
from harness.grading.language.words import folded, mentions, quoted
from harness.maths.equality.decision import Decision
from harness.maths.parsing.scope import Scope
from harness.records import Expected

TRAITS = Traits(words=True, reflexive=False)


def decide(expected: Expected, claim: str, scope: Scope) -> Decision:
    """Return whether the sentence ``claim`` says what is expected."""
    options = expected.target.options
    groups = cast(Sequence[Sequence[str] | str], options.get("all") or [expected.value])
    text = folded(claim)
    said: list[list[str]] = []
    for group in groups:
        alternatives = [group] if isinstance(group, str) else group
        held = [word for word in map(folded, map(str, alternatives)) if _holds(text, word)]
        if not held:
            return Decision(None, "sentence", reason="the sentence does not say it", readable=False)
        said.append(held)
    for word in cast(Sequence[str], options.get("none") or ()):
        if mentions(text, folded(str(word))) >= 0:
            return Decision(False, "sentence", reason=f"the sentence says {word!r}")
    if not asserts(text, said):
        return Decision(None, "sentence", reason=f"only words decide what {quoted(claim)!r} says of it")
    return Decision(True, "sentence", f"said in {quoted(claim)!r}")


def _holds(text: str, stem: str) -> bool:
    """Whether a word of the text begins with ``stem`` (or a formula holds it)."""
    at = text.find(stem) if stem else -1
    while at >= 0:
        if not (text[at - 1 : at].isalpha() and stem[0].isalpha()):
            return True
        at = text.find(stem, at + 1)
    return False
