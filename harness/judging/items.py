"""Which parts are put to a judge, and the lines that each is asked about."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from harness.records import Answer, Question, Role, Transcript, Verdict

Choice = Literal["open", "all"]
MOST = 60_000
"""Characters of a reply that are sent; of a longer one, its beginning and its end."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a judge is asked about."""

    id: str
    """``T1``, ``C2``, ``F1``: what the judge calls it."""
    role: Role
    name: str
    kind: str
    """The answer kind of the target, checkpoint or false step."""
    says: str
    """What is looked for, in words."""
    value: str = ""
    """The reference's value, where the line has one."""

    @property
    def group(self) -> str:
        """The kind of line by which a judge's right to decide is measured."""
        return self.role


@dataclass(frozen=True, slots=True)
class Item:
    """One part of one transcript, ready to be judged."""

    run_key: str
    part: str
    question: str
    problem: str
    reference: str
    lines: tuple[Line, ...]
    reply: str
    answer: Answer | None = None
    """None for an item of the calibration set that has no reference module behind it."""


def of_run(
    transcripts: Iterable[Transcript],
    verdicts: Mapping[tuple[str, str], Verdict],
    truth: Callable[[Transcript], tuple[Question, Mapping[str, Answer]]],
    choice: Choice = "open",
    sample: float = 0.0,
    seed: int = 0,
) -> Iterator[Item]:
    """Yield the items of a run: what is open, and a drawn share ``sample`` of what is not (a control)."""
    dice = random.Random(seed)
    for transcript in transcripts:
        for number, turn in enumerate(transcript.conversation.turns[: len(transcript.replies)]):
            for part in turn.parts:
                verdict = verdicts.get((transcript.run_key, part))
                if verdict is None or verdict.status in ("failed", "no_answer"):
                    continue
                drawn = dice.random() < sample
                if not (choice == "all" or is_open(verdict) or drawn):
                    continue
                question, answers = truth(transcript)
                if part in answers:
                    reply = transcript.replies[number].answer
                    yield item(transcript.run_key, question, part, answers[part], reply)


def is_open(verdict: Verdict) -> bool:
    """Whether the marker left the part, or a line of it, undecided."""
    lines = (*verdict.targets, *verdict.checkpoints, *verdict.false_steps)
    return verdict.status in ("unsupported", "hedged") or any(line.status == "unsupported" for line in lines)


def item(run_key: str, question: Question, part: str, answer: Answer, reply: str) -> Item:
    """Return one part as it is put to a judge."""
    text = next((one.text for one in question.parts if one.label == part), "")
    before = [one for one in question.parts if one.label in _needed(question, part)]
    problem = "\n\n".join(filter(None, [question.stem, *(f"({p.label}) {p.text}" for p in before), text]))
    return Item(
        run_key, part, question.id, problem.strip(), answer.latex, lines_of(answer), shortened(reply), answer
    )


def lines_of(answer: Answer) -> tuple[Line, ...]:
    """Return a line a target, checkpoint and false step, in that order."""
    found = [
        Line(f"T{n}", "target", e.target.name, e.target.kind, e.target.asks or e.target.name, e.value)
        for n, e in enumerate(answer.expected, 1)
    ]
    found += [
        Line(f"C{n}", "checkpoint", c.name, c.expected.target.kind, c.says)
        for n, c in enumerate(answer.checkpoints, 1)
    ]
    found += [
        Line(f"F{n}", "false_step", f.name, f.expected.target.kind, f.says)
        for n, f in enumerate(answer.false_steps, 1)
    ]
    return tuple(found)


def shortened(reply: str) -> str:
    """Return what is sent of a reply: all of it, or of a very long one its two ends."""
    if len(reply) <= MOST:
        return reply
    return f"{reply[: MOST // 2]}\n[… {len(reply) - MOST} characters left out …]\n{reply[-MOST // 2 :]}"


def _needed(question: Question, part: str) -> frozenset[str]:
    known = {one.label: one.builds_on for one in question.parts}
    found: set[str] = set()
    waiting = list(known.get(part, ()))
    while waiting:
        label = waiting.pop()
        if label not in found:
            found.add(label)
            waiting += known.get(label, ())
    return frozenset(found - {part})
