"""A sentence that must be said: checkpoints and false steps of derivations.

Options: ``{"all": [["interpolat", "zero residual"], ["augment"]], "none": ["slower"]}``: one clause asserts
an alternative of each group and holds none of the words under ``none``. The groups name the subject and what
is said of it; signs may be written in any way (``≥ 0`` is ``\\ge 0``). Words that are there but not surely
asserted decide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from harness.grading.kinds._traits import Traits
from harness.grading.language.polarity import asserts, holds
from harness.grading.language.words import folded, quoted
from harness.maths.equality.decision import Decision
from harness.maths.parsing.scope import Scope
from harness.records import Expected

TRAITS = Traits(words=True, reflexive=False)

_SIGNS = (
    (re.compile(r"\bgeq?(?:slant)?(?![a-z])|>="), "≥"),
    (re.compile(r"\bleq?(?:slant)?(?![a-z])|<="), "≤"),
    (re.compile(r"\bneq?(?![a-z])|!="), "≠"),
    (re.compile(r"\biff\b|\b(?:long)?leftrightarrow\b|⟺|<=>|\bif and only if\b"), "⇔"),
    (re.compile(r"\bimplies\b|\b(?:long)?rightarrow\b|⟹|=>"), "⇒"),
    (re.compile("⊥"), "perp"),
    (re.compile("([a-z])\u0303"), r"tilde\1"),
    (re.compile("([a-z])\u0302"), r"hat\1"),
    (re.compile(r"\b(tilde|hat|bar)\s+(?=[a-z]\b)"), r"\1"),
    (re.compile(r"\s*([=≥≤≠<>⇔⇒])\s*"), r"\1"),
)
"""Signs and accents in their many spellings, and each as it is compared."""


def decide(expected: Expected, claim: str, scope: Scope) -> Decision:
    """Return whether the sentence ``claim`` says what is expected."""
    options = expected.target.options
    groups = cast(Sequence[Sequence[str] | str], options.get("all") or [expected.value])
    text = signed(folded(claim))
    said: list[list[str]] = []
    for group in groups:
        alternatives = [group] if isinstance(group, str) else group
        held = [word for word in map(_phrase, map(str, alternatives)) if holds(text, word)]
        if not held:
            return Decision(None, "sentence", reason="the sentence does not say it", readable=False)
        said.append(held)
    barred = [_phrase(str(word)) for word in cast(Sequence[str], options.get("none") or ())]
    if not asserts(text, said, barred):
        return Decision(None, "sentence", reason=f"only words decide what {quoted(claim)!r} says of it")
    return Decision(True, "sentence", f"said in {quoted(claim)!r}")


def signed(text: str) -> str:
    r"""Return a folded text with its signs and accents in one spelling, without spaces around relations.

    >>> signed(folded(r"$L(\tilde{w}) \ge 0$")), signed(folded("L(w̃) ≥ 0"))
    ('l(tildew)≥0', 'l(tildew)≥0')
    """
    for pattern, sign in _SIGNS:
        text = pattern.sub(sign, text)
    return text


@lru_cache(maxsize=4096)
def _phrase(text: str) -> str:
    return signed(folded(text))
