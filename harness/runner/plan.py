"""The grid of an experiment → the units to ask, interleaved so that a stop leaves a balanced run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from harness import codec
from harness.adapters import Request
from harness.prompts import conversations
from harness.records import AskMode, Conversation, Json, Question, Source, Style


@dataclass(frozen=True, slots=True)
class Grid:
    """What is varied; every combination is asked."""

    models: tuple[str, ...]
    samples: int = 1
    efforts: tuple[str | None, ...] = (None,)
    reply_limits: tuple[int | None, ...] = ()
    """Most tokens a reply, one after the other; none: as the request says."""
    modes: tuple[AskMode, ...] = ("parts",)
    styles: tuple[Style, ...] = ("raw",)
    sources: tuple[Source, ...] = ("clean",)


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to ask: it becomes one transcript."""

    key: str
    model: str
    conversation: Conversation
    request: Request


def plan(questions: Iterable[Question], grid: Grid, request: Request) -> Iterator[Unit]:
    """Yield every unit of the grid: sample by sample, question by question, the models side by side.

    A run key comes once, also where two settings come to the same thing (``whole`` and ``parts`` of a
    question with one part still differ: the mode is in the key).
    """
    asked = list(questions)
    seen: set[str] = set()
    for sample in range(grid.samples):
        requests = [
            replace(request, sample=sample, effort=effort, reply_limit=limit)
            for effort, limit in product(grid.efforts, grid.reply_limits or (request.reply_limit,))
        ]
        for question, mode, style, source in product(asked, grid.modes, grid.styles, grid.sources):
            for conversation in conversations(question, mode, style, source):
                for wanted, model in product(requests, grid.models):
                    key = run_key(conversation, model, wanted)
                    if key not in seen:
                        seen.add(key)
                        yield Unit(key, model, conversation, wanted)


def run_key(conversation: Conversation, model: str, request: Request) -> str:
    """Return the key under which an answer is paid for once: all that decides what is asked, no more.

    Deadlines and the pace are not in it, nor the server's address.
    """
    return codec.digest(
        {
            "conversation": _said(conversation),
            "model": model,
            "sample": request.sample,
            **asked_for(request),
        },
        24,
    )


def _said(conversation: Conversation) -> Mapping[str, Json]:
    """Return what a conversation says; figures only where there are some, so that older keys stay."""
    found: dict[str, Json] = codec.to_builtins(conversation)
    for turn in found["turns"]:  # type: ignore[union-attr]
        if isinstance(turn, dict) and not turn["figures"]:
            del turn["figures"]
    return found


def asked_for(request: Request) -> Mapping[str, Json]:
    """Return the request's parameters that were set; what nobody set is not there."""
    found: dict[str, Json] = {
        "effort": request.effort,
        "thinking": request.thinking,
        "reply_limit": request.reply_limit,
        "sampling": dict(request.sampling) or None,
        "extra": dict(request.extra) or None,
    }
    return {name: value for name, value in found.items() if value is not None}
