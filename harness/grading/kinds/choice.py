"""A choice among options: by letter, by key, or by the option's own words.

Options: ``{"choices": {"l": ["σ_ℓ", "the large one"], "s": [...]}}``; without it the options are
letters. ``Expected.value`` is the key of the right one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from harness.grading.kinds._traits import Traits
from harness.grading.language.lexicon import DENIALS_AFTER
from harness.grading.language.lexicon import words as listed
from harness.grading.language.options import AFFIRMED
from harness.grading.language.polarity import clauses, expects
from harness.grading.language.words import folded, mentions, negated, quoted
from harness.maths.equality.decision import Decision
from harness.maths.parsing.scope import Scope
from harness.records import Expected, Witness

TRAITS = Traits(words=True, options=True, brief=True)

_LEAD = (
    "option",
    "choice",
    "answer",
    "answer is",
    "answer:",
    "letter",
    "select",
    "choose",
    "pick",
    "选项",
    "选",
    "答案",
    "correct is",
)
_SAID = (
    "the true", "correct", "right", "true", "the answer", "the correct", "the right", "the best", "best",
    "what remains", "what is left", "what's left", "the only", "the one",
)  # fmt: skip
_PREDICATES = listed(
    "is isn't was has says states gives can can't cannot could would looks seems fails contradicts describes "
    "claims does doesn't must comes sounds seemed"
)
"""Words with which a sentence goes on about the option that it names."""
_TURNS = (
    " than ",
    " whereas ",
    " while ",
    " instead of ",
    " rather than ",
    " not ",
    " unlike ",
    " compared to ",
    " compared with ",
    " as opposed to ",
)
_BEFORE = frozenset(
    [
        "so",
        "hence",
        "thus",
        "therefore",
        "is",
        "choose",
        "pick",
        "select",
        "answer",
        "option",
        "choice",
        "be",
        "then",
        "leaves",
        "remains",
        "it's",
        "it’s",
        "correct",
        "选",
    ]
)
_AFTER = frozenset(("it", "because", "since", "as", "-", "–", "—"))
_EDGES = " .,:;!()[]{}<>\"'✅✓✔👉#"


def decide(expected: Expected, claim: str, scope: Scope) -> Decision:
    """Return whether ``claim`` names the right option; unreadable without one, undecided for several."""
    choices = _choices(expected)
    bare = _without_bounds(claim)
    text = folded(bare)
    named = set(_by_letter(text, choices)) or set(_by_capital(bare, choices)) or set(_by_words(text, choices))
    right = expected.value.strip().strip("$").strip()
    key = next(
        (k for k in choices if k.casefold() == folded(right).strip(_EDGES)), folded(right).strip(_EDGES)
    )
    if not named:
        return Decision(None, "option", reason="no option is named", readable=False)
    if len(named) > 1:
        return Decision(None, "option", reason=f"several options are named: {', '.join(sorted(named))}")
    chosen = named.pop()
    shown = said(chosen, choices)
    if chosen == key or chosen.casefold() == key.casefold():
        return Decision(True, "option", f"{shown} is chosen in {quoted(claim)!r}")
    says = f"{shown} is claimed, {said(key, choices)} is right"
    witness = Witness({}, shown, said(key, choices), says, True)
    return Decision(False, "option", witness=witness, reason=says)


_RELATION = re.compile(r"[<>≤≥]|\\(?:le|ge|leq|geq|lt|gt)(?![A-Za-z])")
_TERM = re.compile(
    r"\$*(?:[\d.,+\-*/=·×]+|(?![A-Z][.,]?$)[^\W\d_](?:[_^′'₀-ₜᵢ-ᵪ].*)?|\\.+|[^()]*[/^_].*)\$*[.,]?"
)
"""A piece of a formula: a number or sign, a letter with its scripts, a command; no word and no ``(B)``."""


def _without_bounds(claim: str) -> str:
    """Return a claim without its inequalities: a symbol in ``η < 1/σ_ℓ²`` names no option.

    An inequality reaches from its sign over the terms on both sides.
    """
    pieces = claim.split(" ")
    bound = [_RELATION.search(piece) is not None for piece in pieces]
    if not any(bound):
        return claim
    reach = [b or _TERM.fullmatch(piece) is not None for piece, b in zip(pieces, bound)]
    kept: list[str] = []
    at = 0
    while at < len(pieces):
        end = at
        while end < len(pieces) and reach[end]:
            end += 1
        if any(bound[at:end]):
            at = end
        else:
            kept += pieces[at : max(end, at + 1)]
            at = max(end, at + 1)
    return " ".join(kept)


def said(key: str, choices: Mapping[str, Sequence[str]]) -> str:
    """Return an option in words: its first ones, in quotes, or the letter where it has none."""
    words = choices.get(key) or ()
    return f"“{words[0]}”" if words else f"option {key}"


def _choices(expected: Expected) -> Mapping[str, Sequence[str]]:
    found = expected.target.options.get("choices")
    if isinstance(found, Mapping) and found:
        return {
            str(k): cast(Sequence[str], v if isinstance(v, list | tuple) else [str(v)])
            for k, v in found.items()
        }
    return dict.fromkeys("ABCDEFGHIJ", ())


def _by_letter(text: str, choices: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the keys given as a letter: alone, in brackets, or after a word such as "option"."""
    alone = text.strip(_EDGES)
    by_fold = {folded(k): k for k in choices}
    if alone in by_fold:
        yield by_fold[alone]
        return
    first = text.lstrip(" (*[").split(" ", 1)[0]
    labelled = first and first.rstrip(").:]") != first and not _told_of(text, text.find(first) + len(first))
    if labelled and first.rstrip(").:],") in by_fold:
        yield by_fold[first.rstrip(").:],")]
        return
    for fold, key in by_fold.items():
        if len(fold) > 2:
            continue
        forms = [
            f"({fold})",
            *(f"{fold} is {said}" for said in _SAID),
            *(f"{lead}{link}{fold}" for lead in _LEAD for link in (" ", " (", ": ", " is ", " is (")),
        ]
        for form in forms:
            at = mentions(text, form)
            if at >= 0 and not negated(text, at) and not _told_of(text, at + len(form)):
                yield key
                break


def _told_of(text: str, end: int) -> bool:
    """Whether a sentence says something of the option that ends at ``end``, but not that it is right."""
    following = text[end : end + 60].lstrip(") ").replace("**", "")
    if following.startswith(DENIALS_AFTER):
        return True
    word = following.split(" ", 1)[0].strip(".,;:")
    if word not in _PREDICATES:
        return False
    said = following[len(word) :].lstrip()
    return word not in ("is", "must") or not said.removeprefix("be ").startswith(_SAID)


def _by_capital(claim: str, choices: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the key that opens a claim ("C, because …") or ends its conclusion ("hence C.") as a capital."""
    words = claim[:600].replace("$", " ").replace("*", " ").replace(".", ". ").split()
    for at, word in enumerate(words):
        key = word.strip(_EDGES)
        if len(key) != 1 or not key.isupper() or key not in choices:
            continue
        before = words[at - 1].strip(_EDGES).casefold() if at else ""
        ends = at + 1 == len(words) or word[-1] in ".,;:!" or words[at + 1].casefold() in _AFTER
        left = [w.casefold() for w in words[max(0, at - 2) : at]] in (["left", "with"], ["go", "with"])
        left = left or (before == "only" and words[at + 1 : at + 2] in (["fits"], ["works"], ["remains"]))
        ends = ends or before == "only"
        if ends and (not at or before in _BEFORE or before in AFFIRMED or left):
            yield key
            return


def _by_words(text: str, choices: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the keys whose words the text says before it turns to what they are compared with."""
    head = text
    for turn in _TURNS:
        at = head.find(turn)
        if at > 0 and any(mentions(head[:at], folded(w)) >= 0 for words in choices.values() for w in words):
            head = head[:at]
    spans: list[tuple[int, int, str]] = []
    thought = [clause for clause in clauses(head) if expects(clause)]
    for clause in thought:
        head = head.replace(clause, " " * len(clause))
    for key, words in choices.items():
        for word in words:
            fold = folded(word)
            at = mentions(head, fold)
            if at >= 0 and not negated(head, at):
                spans.append((at, at + len(fold), key))
    for start, end, key in spans:
        if not any(a <= start and end <= b and (b - a) > (end - start) for a, b, _ in spans):
            yield key
