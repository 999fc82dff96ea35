"""The words by which a reply says what it means: cues, retractions, denials, refusals. Data only.

All are casefolded and looked for with `str.find`; a phrase of letters must stand between word borders.
"""

from __future__ import annotations

import re

from harness.grading.language.languages import Phrases, said

ALNUM = re.compile(r"[^\W_]")
"""A letter or a digit of any script."""


def words(text: str) -> frozenset[str]:
    """Return the words of a list written as one text."""
    return frozenset(text.split())


FINAL = said("announce")
"""Words that introduce the answer of a reply."""

NOT_THE = ("wrong", "incorrect", "naive", "tempting", "common", "false", "another", "no", "not")
"""Words before a cue that make it the announcement of something else."""

FINAL_HEADINGS = said("heading")
"""Headings under which the answer stands."""

CONCLUDING = said("conclude")

STRONG_RETRACTIONS = said("retract")
WEAK_RETRACTIONS = said("hesitate")

REMARKS = said("remark")
"""Words that open a remark beside the answer."""

SUBORDINATE = words(
    "than since because at where when if for with using by from via given whenever whereas while unlike "
    "within"
)
"""Words directly before a value that is not what the sentence claims."""
QUANTIFIERS = words("for all any every each real integer integers constant some where arbitrary")
"""Words shortly before a lone name that only say what the name stands for."""
CLAUSES = said("explain")
"""Words after which a sentence only explains."""


REFUSALS = said("refuse")

DENIALS_BEFORE = said("deny")
DENIALS_AFTER = said("denied")
ATTITUDES = said("attitude")
CONDITIONS = frozenset(said("condition"))
"""Words that make a claim a condition where they stand alone before it in their clause."""

GROWING = ("diverges to", "diverge to", "diverges to +", "diverges to -", "diverges towards")
"""Words before an infinite limit, which they do not deny."""

EXISTENTIAL = words(
    "suitable small fixed constant appropriate known since because with given where an a some exists "
    "assuming as"
)
"""Words directly before an inequality that only says what is known of a name."""

HYPOTHETICAL = said("suppose")
"""Words before a claim that make it none: an assumption, an example, a trial."""

GIVEN = said("given")
"""Words that open a restatement of the question."""

TURNS = (", so ", " so the ", "therefore", "hence", "thus", "; ")
"""Words after which a sentence turns from what was given to what follows."""

EXAMPLES = ("for example", "for instance", "e.g.", "special case", "let")
"""Words that open a case which is not the general one."""

COPULAS = words(
    "is are equals equal be becomes become was were to of at by as about approximately exactly simply "
    "just then given that the value values solution solutions result equals: therefore hence thus "
    "namely must will should would can converges converge tends approaches reaches comes out turns "
    "gives gives: give yields yield obtain get gets found be: is: are: equals, also still again "
    "indeed precisely roughly around now only a an unique stable optimal step size which it this we "
    "have has limit vector point so answer final answer: final: ¦ : – — - -> → = 是 为 等于 就是 则为 即 ，"
)
"""Words that may stand between a target's name and its value."""

LINKING = said("link")
"""Words directly before a number in prose that make it what the sentence says."""

NO_NUMBER = said("none")
"""Answers that are words, where a value may have been asked."""

ORDERS = ("O(", "Θ(", "Ω(", "\\Theta(", "\\Omega(", "\\mathcal{O}(", "\\mathcal O(", "𝒪(")
"""How an order of growth begins."""

POINTING = words("its it this that which whose their here where note these those such with for if as when")
"""Words that open a sentence about what stands before it, or about a case of it."""

CASES = frozenset(said("case"))
"""Words directly before an equation that make it a case, not what a name stands for."""

FRONTED = words("for at when as with für bei wenn para pour con cuando quand pro 当 对于")
"""What stands alone between the start of a clause and the condition that it is about."""

RESUMING = (["giving"], ["yielding"], ["leaving"], ["so"], ["hence"], ["thus"], ["therefore"], ["making"])
"""Words with which a sentence comes back to what it claims."""

FRONTING = words("after for in with at by per from over under on")
"""Words that open what stands before the comma of a sentence: ``after two steps, 1/4``."""

STATING = frozenset(said("state"))
"""Words directly before what a sentence says its subject is."""

CONDITIONING = ("as soon as", "as long as", "so long as", "exactly when", "provided that", "whenever", "once")
"""Words directly before the condition that a sentence states."""

BOUNDS = (
    "at least", "at most", "more than", "less than", "fewer than", "greater than", "over", "under", "up to",
    "no more than",
)  # fmt: skip
"""Words that make the number after them a bound, not a value."""

COMPARED = (
    "more than", "less than", "fewer than", "greater than", "times as", "times more", "times the",
)  # fmt: skip
"""Words directly after a number that only says how two things compare."""

NO_UNIT = words(
    "is was are were would could can cannot not or and too less more than if wrong fails isn't seems to "
    "maybe perhaps i in at of but no never be has have by from the that this which it think guess either "
    "plus minus times x"
)
"""Words that make what follows a number more than its unit."""

JOINTS = frozenset(said("join"))
"""Words that link the members of a list."""

LINKING_ENDINGS = ("是", "为", "为:", "は", "은", "는", "等于", "得", "得到", "有", "共", "が")
"""What a word before a number ends in, in languages that write it without a space."""

ALTERNATIVES = said("either")


WHEN = said("when")
"""Words that open the condition of a case."""
OTHERWISE = said("otherwise")
"""Words for all cases that were not named."""
AT_BORDER = said("border")
"""Words for the border between two cases."""
ALWAYS = said("always")
"""Words for every case there is."""
LEADING = said("leading")
"""Words that say of one of several that it comes off best, or first."""
TRAILING = said("trailing")
"""Words that say of one of several that it comes off worse, or later."""

BEYOND = dict.fromkeys(
    ("above that", "above it", "above this", "beyond that", "beyond it", "beyond this", "past that",
     "past it", "beyond", "for larger", "for greater", "for bigger", "after that"), ">"
) | dict.fromkeys(
    ("below that", "below it", "below this", "under that", "for smaller", "for lower", "before that"), "<"
)  # fmt: skip
"""Words for what lies on one side of the border said last; English alone, elsewhere a case stays unread."""

RANGE_OPENERS = (
    "for all", "for any", "for every", "for", "if and only if", "iff", "if", "when", "whenever",
    "provided that", "provided", "as long as", "so long as", "all", "any", "no", "between", "at most",
    "at least", "below", "above", "less than", "greater than", "precisely when", "exactly when", "must be",
    "is", "are", "the empty set", "empty set",
)  # fmt: skip
"""Words from which on a sentence may say a range in words."""

COMPARING = (
    "below", "above", "at most", "at least", "less than", "greater than", "smaller than", "larger than",
    "between", "up to", "no more than", "no less than",
)  # fmt: skip
"""Words that compare what was asked with a bound."""

NO_VALUE = dict.fromkeys(
    ("no solution", "no solutions", "no real solution", "no real solutions", "the empty set", "empty set",
     "no such value", "no such values", "no values", "no value", "no roots", "no real roots", "none",
     "no such number", "no such numbers", "{}", "there is no such x", "there are no such x",
     "there is no such number", "there is no solution", "there are no solutions"),
    "\\emptyset",
)  # fmt: skip
"""How a reply says in words that nothing satisfies what was asked."""


def places(lowered: str, listed: tuple[str, ...]) -> list[int]:
    """Return where each of the listed phrases first stands in ``lowered``, in order."""
    return sorted({at for phrase in listed if (at := find_phrase(lowered, phrase)) >= 0})


def find_phrase(lowered: str, phrase: str, start: int = 0, end: int | None = None) -> int:
    """Return where ``phrase`` stands between word borders in ``lowered[start:end]``, or -1."""
    end = len(lowered) if end is None else end
    at = lowered.find(phrase, start, end)
    while at >= 0:
        if _bordered(lowered, at, phrase):
            return at
        at = lowered.find(phrase, at + 1, end)
    return -1


def last_phrase(lowered: str, phrase: str, start: int, end: int) -> int:
    """Return where ``phrase`` last stands between word borders in ``lowered[start:end]``, or -1."""
    at = lowered.rfind(phrase, start, end)
    while at >= 0:
        if _bordered(lowered, at, phrase):
            return at
        at = lowered.rfind(phrase, start, at + len(phrase) - 1)
    return -1


def has_any(lowered: str, phrases: tuple[str, ...], start: int = 0, end: int | None = None) -> bool:
    """Return whether one of ``phrases`` stands in ``lowered[start:end]``."""
    stretch = lowered[start:end]
    if isinstance(phrases, Phrases):
        present = phrases.standing(stretch)
    else:
        present = [phrase for phrase in phrases if phrase in stretch]
    return bool(present) and any(find_phrase(lowered, phrase, start, end) >= 0 for phrase in present)


def lower(text: str) -> str:
    """Return ``text`` in lower case, always of the same length."""
    lowered = text.lower()
    return (
        lowered
        if len(lowered) == len(text)
        else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
    )


def _bordered(lowered: str, at: int, phrase: str) -> bool:
    before, after = lowered[at - 1 : at], lowered[at + len(phrase) : at + len(phrase) + 1]
    if phrase[0].isdigit() and (
        before.isdigit() or (at > 1 and before in ".," and lowered[at - 2 : at - 1].isdigit())
    ):
        return False
    end = at + len(phrase)
    if phrase[-1].isdigit() and (after.isdigit() or (after in ".," and lowered[end + 1 : end + 2].isdigit())):
        return False
    return not ((_spelt(phrase[0]) and _spelt(before)) or (_spelt(phrase[-1]) and _spelt(after)))


def _spelt(sign: str) -> bool:
    """Whether a sign belongs to a script that sets spaces between words."""
    return sign.isalpha() and sign < "\u2e80"
