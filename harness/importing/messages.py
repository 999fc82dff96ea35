"""Alternating messages as turns and replies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from harness.importing.exports import Message
from harness.records import Reply, Timing, Turn, Usage


@dataclass(frozen=True, slots=True)
class Said:
    """A conversation's turns and replies, and the model that it names."""

    turns: tuple[Turn, ...]
    replies: tuple[Reply, ...]
    model: str


def from_messages(messages: Sequence[Message], seconds: Sequence[float | None] = ()) -> Said:
    """Return the turns and replies of alternating messages; the k-th prompt asks for the k-th part."""
    turns: list[Turn] = []
    replies: list[Reply] = []
    asked: list[str] = []
    for message in messages:
        if message.role == "user":
            asked.append(message.text)
            continue
        prompt = "\n\n".join(asked)
        turns.append(Turn(prompt, (_label(prompt, len(turns)),)))
        stated = seconds[len(replies)] if len(replies) < len(seconds) else None
        replies.append(
            Reply(
                message.text,
                message.reasoning,
                usage=_usage(message.usage or {}),
                timing=Timing(stated_thinking=stated),
                model=message.model or None,
                reasoning_from="export" if message.reasoning else None,
                extras={"imported": True},
            )
        )
        asked = []
    model = next((m.model for m in messages if m.model), "")
    return Said(tuple(turns), tuple(replies), model)


def _label(prompt: str, index: int) -> str:
    match = re.search(r"^\s{0,8}\(([a-z])\)\s", prompt, re.M)
    return match[1] if match else chr(ord("a") + index % 26)


def _usage(found: Mapping[str, object]) -> Usage:
    def count(*names: str) -> int | None:
        return next(
            (v for name in names if isinstance(v := found.get(name), int) and not isinstance(v, bool)), None
        )

    return Usage(
        count("prompt_tokens", "input_tokens"),
        count("completion_tokens", "output_tokens"),
        count("reasoning_tokens"),
        count("cached_tokens", "input_tokens_cache_read"),
        count("total_tokens"),
    )
