"""What a language says a reply's words are for: a field a role, the same for every language."""

from __future__ import annotations

from dataclasses import dataclass, field, fields


@dataclass(frozen=True, slots=True)
class Language:
    """A language's words by their roles, in lower case; a role without words has its reason in ``holes``."""

    name: str
    announce: tuple[str, ...]
    """Words that introduce the answer of a reply."""
    heading: tuple[str, ...]
    """Headings under which the answer stands."""
    conclude: tuple[str, ...]
    """Words that open a conclusion."""
    retract: tuple[str, ...]
    """Words that take back what was said."""
    hesitate: tuple[str, ...]
    """Words that take back what was said where they open a sentence."""
    remark: tuple[str, ...]
    """Words that open a remark beside the answer: a check, an example."""
    explain: tuple[str, ...]
    """Words after which a sentence only explains."""
    refuse: tuple[str, ...]
    """Words that say there is no answer."""
    deny: tuple[str, ...]
    """Words before a claim that deny it."""
    attitude: tuple[str, ...]
    """Words anywhere in the clause before a claim by which its writer does not hold it."""
    denied: tuple[str, ...]
    """Words after a claim that deny it."""
    suppose: tuple[str, ...]
    """Words in the clause before a claim that make it an assumption, an example or a trial."""
    turn: tuple[str, ...]
    """Words of a clause that by them no longer asserts what it mentions: they deny, doubt or limit it."""
    modal: tuple[str, ...]
    """Words of a clause that only says what would be, might be or could be."""
    made: tuple[str, ...]
    """Words by which a sentence is about something made of the answer: "the square of the answer is 9"."""
    same: tuple[str, ...]
    """Words beside those of ``made`` that make nothing else of it: "the value of the answer is 9"."""
    condition: tuple[str, ...]
    """Words that make a claim a condition where they stand alone before it in their clause."""
    given: tuple[str, ...]
    """Words that open a restatement of the question."""
    link: tuple[str, ...]
    """Words directly before a number in prose that make it what the sentence says."""
    state: tuple[str, ...]
    """Words directly before what a sentence says its subject is."""
    case: tuple[str, ...]
    """Words directly before an equation that make it a case."""
    join: tuple[str, ...]
    """Words that link the members of a list."""
    either: tuple[str, ...]
    """Words between two values of which only one is meant."""
    none: tuple[str, ...]
    """Answers that are words where a value may have been asked."""
    when: tuple[str, ...]
    """Words that open the condition of a case."""
    otherwise: tuple[str, ...]
    """Words for all cases that were not named."""
    border: tuple[str, ...]
    """Words for the border between two cases."""
    always: tuple[str, ...]
    """Words for every case there is."""
    leading: tuple[str, ...]
    """Words that say of one of several that it comes off best, or first."""
    trailing: tuple[str, ...]
    """Words that say of one of several that it comes off worse, or later."""
    holes: dict[str, str] = field(default_factory=dict)
    """Role → why this language needs no words for it."""


ROLES = frozenset(f.name for f in fields(Language)) - {"name", "holes"}
"""What words may be for."""
