"""What is put to the marker to see whether it still says the same: every reply that the tree holds.

Cases, probes (`verify`), recordings and the oracle's answers (`mark` with parts, labels, checkpoints), and
what was claimed along a thinking (`candidates`). A request has a key that depends on its text alone.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import reference
from harness import codec, verify
from harness.adapters.oracle import FORMS, Options, Oracle
from harness.adapters.protocol import Request
from harness.grading import candidates, mark
from harness.prompts import conversations
from harness.questions import load_question, load_set, recordings_root, sets
from harness.records import Answer, Reply, Transcript, Verdict

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from asked import answer_of, ask, names, rows

TESTS = Path(__file__).resolve().parents[1]
SPACING = 7
"""A reply is also held against the part that comes so many parts later, which it does not answer."""


@dataclass(frozen=True)
class Asked:
    """One request: where it comes from, its key, its text for people, and how it is put."""

    source: str
    key: str
    shown: str
    put: Callable[[], Any]


def everything() -> Iterator[Asked]:
    """Yield every request, source by source."""
    yield from _cases()
    yield from _general()
    yield from _homework()
    yield from _recorded()
    yield from _said_by_the_oracle()


def _asked(source: str, shown: str, put: Callable[[], Any], *more: object) -> Asked:
    text = json.dumps([source, shown, *more], sort_keys=True, default=str)
    return Asked(source, hashlib.sha256(text.encode()).hexdigest()[:9], shown, put)


def _cases() -> Iterator[Asked]:
    for name in names():
        for row in rows(name):
            shown = f"{row.get('gold', row.get('part', ''))}  <-  {row['response']}"
            yield _asked(name, shown, lambda row=row: told(ask(row)), row)
            answer = answer_of(row)
            if answer is not None:
                yield _along(name, answer, str(row["response"]))


def _general() -> Iterator[Asked]:
    with (TESTS / "grading" / "probes" / "general.jsonl").open(encoding="ascii") as lines:
        for row in map(json.loads, lines):
            shown = f"{row['gold']}  <-  {row['response']}"
            yield _asked("probes", shown, lambda row=row: told(verify(row["gold"], row["response"])))


def _homework() -> Iterator[Asked]:
    with (TESTS / "grading" / "probes" / "homework.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            setting = {key: tuple(v) if isinstance(v, list) else v for key, v in row["setting"].items()}
            for reply in (*row["right"], *row["wrong"]):
                yield _asked(
                    "homework-probes",
                    f"{row['gold']}  <-  {reply}",
                    lambda row=row, reply=reply, s=setting: told(verify(row["gold"], reply, **s)),
                    row["setting"],
                )


def _recorded() -> Iterator[Asked]:
    """Yield the recorded replies, part by part, all parts in one text, and held against other parts."""
    every = _answers()
    for file in ("deepseek-chat-thinking", "kimi-k2-thinking"):
        for line in (recordings_root() / f"{file}.jsonl").read_text("ascii").splitlines():
            transcript = codec.decode(line, Transcript)
            name = transcript.conversation.question
            given: list[tuple[str, str]] = []
            for turn, reply in zip(transcript.conversation.turns, transcript.replies, strict=True):
                part = turn.parts[0]
                given.append((part, reply.answer))
                yield _marked("recordings", name, part, reply.answer, (part,))
                other, label = _after(every, (name, part))
                yield _marked("recordings", other, label, reply.answer, ())
                yield _along("recordings", every[name, part], f"{reply.reasoning or ''}\n\n{reply.answer}")
            whole = "\n\n".join(f"**({label})** {text}" for label, text in given)
            for part, _ in given:
                yield _marked("recordings", name, part, whole, tuple(label for label, _ in given))


def _said_by_the_oracle() -> Iterator[Asked]:
    """Yield what the oracle says, right and with planted mistakes, in each way of writing."""
    for question in (q for name in sets() for q in load_set(name)):
        answers = reference.answers(question)
        for form in FORMS:
            for mistakes in (0.0, 0.5):
                oracle = Oracle(Options(mistakes, 3, form), lambda _, q=question: q, lambda _, a=answers: a)
                for talk in conversations(question, "whole" if mistakes else "parts"):
                    replies: list[Reply] = []
                    for turn in talk.turns:
                        replies.append(asyncio.run(oracle.ask(talk, replies, Request())))
                        for part in turn.parts:
                            yield _marked("oracle", question.id, part, replies[-1].answer, turn.parts)


def _answers() -> dict[tuple[str, str], Answer]:
    return {
        (question.id, part): answer
        for name in sets()
        for question in load_set(name)
        for part, answer in reference.answers(question).items()
    }


def _after(every: dict[tuple[str, str], Answer], place: tuple[str, str]) -> tuple[str, str]:
    order = list(every)
    return order[(order.index(place) + SPACING) % len(order)]


def _marked(source: str, question: str, part: str, reply: str, labels: tuple[str, ...]) -> Asked:
    def put() -> Any:
        answer = reference.answers(load_question(question))[part]
        return told(mark(answer, reply, part=part, labels=labels))

    return _asked(source, f"{question} ({part}) {'/'.join(labels)}  <-  {reply}", put)


def _along(source: str, answer: Answer, text: str) -> Asked:
    def put() -> Any:
        return [[c.start, c.end, c.text, c.right, c.repeated, c.changed] for c in candidates(answer, text)]

    return _asked(f"{source}-candidates", f"{answer.latex}  <-  {text}", put)


def told(verdict: Verdict) -> Any:
    """Return all that a verdict says, but for the marker's version and what the caller had given."""
    kept = ("status", "reason", "claim", "method", "evidence", "witness", "targets", "checkpoints")
    found = {name: codec.to_builtins(getattr(verdict, name)) for name in (*kept, "false_steps")}
    return {name: value for name, value in found.items() if value}
