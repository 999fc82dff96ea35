"""Which marked claims were attempts at the answer, and which only steps on the way to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from harness.grading import traits
from harness.reasoning.words import Sentences
from harness.records import Candidate, Expected
from harness.symbols import plain_name

_RELATION = re.compile(r"=|≈|≃|:=|←|→|\\(?:approx|to|gets)\b")
_WRITING = re.compile(
    r"\\(?:begin|end)\{[a-z*]*\}|\\(?:[dt]?frac|sqrt|left|right|cdot|times|top|boxed|text|mathrm|mathbf|big|Big|pi)\b"
    r"|\^\{?(?:T|\\top|⊤)\}?|\b(?:sqrt|exp|log|ln|e|pi|transpose|and|about)\b"
)
_LETTER = re.compile(r"[^\W\d_]")
_LIST = re.compile(r"[,;&]|\\\\")
_CUE = re.compile(r"boxed|\b(?:answers?|final|solution)\b|答案|结果", re.IGNORECASE)


def attempts(found: Sequence[Candidate], expected: Expected, text: str, part: str) -> list[Candidate]:
    """Return the claims that could have been the answer; every right one is.

    A wrong or undecided claim of a value is a step, and left out, if it neither
    names the target nor is announced as an answer, if it still holds letters
    where the answer is a number, if it is a single value where the answer is a
    list of them, if its sentence holds a right claim or speaks of another part.
    """
    like = traits(expected)
    if not (like.value or like.entries):
        return list(found)
    sentences = Sentences(text)
    names = {_base(name) for name in (expected.target.name, *expected.target.aliases)} - {"answer", ""}
    right = {sentences.at(c.start) for c in found if c.right}
    kept = [
        c
        for c in found
        if c.right
        or (
            sentences.at(c.start) not in right
            and _possible(c, expected, names, _sentence(c, sentences, text), part)
        )
    ]
    return with_changes(kept)


def _possible(claim: Candidate, expected: Expected, names: set[str], sentence: str, part: str) -> bool:
    sides = _RELATION.split(claim.text)
    named = (
        len(sides) > 1 and len(sides[0].split()) <= 2 and _base(sides[0]) in names and "±" not in claim.text
    )
    if names and not named and (len(sides) > 1 or not _CUE.search(sentence)):
        return False
    value, truth = _WRITING.sub(" ", sides[-1]), _WRITING.sub(" ", expected.value)
    if _LETTER.search(value) and not _LETTER.search(truth):
        return False
    if traits(expected).entries and _LIST.search(expected.value) and not _LIST.search(sides[-1]):
        return False
    return not _of_another(sentence, part)


def _sentence(claim: Candidate, sentences: Sentences, text: str) -> str:
    first, last = sentences.at(claim.start), sentences.at(max(claim.start, claim.end - 1))
    following = sentences.starts[last + 1 : last + 2]
    return text[sentences.starts[first] : following[0] if following else len(text)][:2_000]


def _of_another(sentence: str, part: str) -> bool:
    said = re.findall(r"\bpart \(?([a-z0-9]{1,3})\)?(?![a-z])", sentence, re.IGNORECASE)
    return bool(said) and all(label.lower() != part.lower() for label in said)


def _base(name: str) -> str:
    return re.split(r"[*^_(\[]", plain_name(name))[0]


def with_changes(kept: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates with ``repeated`` and ``changed`` told anew among those kept."""
    found: list[Candidate] = []
    seen: set[str] = set()
    before = ""
    for claim in kept:
        key = "right" if claim.right else "".join(_RELATION.split(claim.text)[-1].split())
        found.append(replace(claim, repeated=key in seen, changed=bool(before) and key != before))
        seen.add(key)
        before = key
    return found
