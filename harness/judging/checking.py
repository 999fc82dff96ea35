"""What a judge says → opinions: a quote must stand in the reply, and a value that can be proved is proved.

The judge reads, the marker decides: a restated claim is marked against the reference, and where judge and
marker differ about a value, the marker's witness wins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import cast

from harness.grading import mark
from harness.judging.items import Item, Line
from harness.judging.protocols import Protocol
from harness.judging.reading import Said
from harness.records import Expected, Opinion, Says, Status

STATUS: Mapping[Says, Status] = {
    "equal": "correct",
    "different": "incorrect",
    "absent": "no_answer",
    "met": "correct",
    "missing": "no_answer",
    "contradicted": "incorrect",
    "made": "incorrect",
    "not_made": "correct",
}
"""What each word comes to as a mark of its line; of a false step ``correct`` means that it was not made."""
UNQUOTED = frozenset(("absent", "missing", "not_made"))
"""Words that say that something is not there: nothing can be quoted for them."""
SHORTEST = 2
"""Characters that a quote must have, white space apart."""


def checked(
    item: Item, said: Mapping[str, Said], lines: tuple[Line, ...], how: Protocol, judge: str,
    earned: Callable[[str], bool],
) -> tuple[Opinion, ...]:  # fmt: skip
    """Return one opinion a line; ``earned`` says of a kind of line whether this judge may decide it."""
    reply = folded(item.reply)
    return tuple(_opinion(item, line, said[line.id], reply, how, judge, earned(line.group)) for line in lines)


def folded(text: str) -> str:
    """Return the text with white space folded, as quotes are looked for in it."""
    return " ".join(text.split())


def _opinion(
    item: Item, line: Line, said: Said, reply: str, how: Protocol, judge: str, earned: bool
) -> Opinion:
    says = cast(Says, said.says)
    found = Opinion(judge, line.role, line.name, says, said.quote, said.restated)
    if how.reads == "lines" and says not in UNQUOTED:
        quote = folded(said.quote)
        if len(quote.replace(" ", "")) < SHORTEST:
            return replace(found, why="no words of the reply are quoted for it")
        if quote not in reply:
            return replace(found, why="the quote does not stand in the reply")
    found = replace(found, status=STATUS[says])
    proved = _proved(item, line, said) if line.role == "target" else None
    if says == "equal" and proved == "incorrect":
        why = f"the marker has a witness against {said.restated!r}"
        return replace(found, status="incorrect", overruled=True, counts=earned, why=why)
    if says == "different" and proved == "correct":
        why = f"the marker finds {said.restated!r} equal to the reference"
        return replace(found, status="unsupported", overruled=True, why=why)
    if not earned:
        return replace(found, why="the judge has not earned to decide this kind of line")
    return replace(found, counts=True)


def _proved(item: Item, line: Line, said: Said) -> Status | None:
    """Return the marker's mark of the claim as restated; None where it proves nothing."""
    expected, text = _expected(item, line.name), said.restated.strip()
    if item.answer is None or expected is None or not text:
        return None
    alone = replace(item.answer, expected=(expected,), checkpoints=(), false_steps=(), alternatives=())
    verdict = mark(alone, text if any(sign in text for sign in ("$", "\\(", "\\[")) else f"${text}$")
    witnessed = verdict.status == "incorrect" and verdict.witness is not None
    return verdict.status if verdict.status == "correct" or witnessed else None


def _expected(item: Item, name: str) -> Expected | None:
    return next((e for e in item.answer.expected if e.target.name == name), None) if item.answer else None
