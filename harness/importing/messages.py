"""Alternating messages as turns and replies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from harness.importing.exports import Message
from harness.records import Reply, Timing, Turn, Usage


@dataclass(frozen=True, slots=True)
class Said:
    """A conversation's turns and replies, and the model that it names."""

    turns: tuple[Turn, ...]
    replies: tuple[Reply, ...]
    model: str
    started: str = ""
    finished: str = ""


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
        stated = seconds[len(replies)] if len(replies) < len(seconds) else message.seconds
        replies.append(_reply(message, stated))
        asked = []
    model = next((m.model for m in messages if m.model), "")
    dated = [m.when for m in messages if m.when]
    return Said(tuple(turns), tuple(replies), model, min(dated, default=""), max(dated, default=""))


def _reply(message: Message, stated: float | None) -> Reply:
    return Reply(
        message.text,
        message.reasoning,
        usage=usage_of(message.usage or {}),
        timing=Timing(stated_thinking=stated, total=message.total),
        finish_reason=message.finish,
        model=message.model or None,
        request_id=message.request_id,
        fingerprint=message.fingerprint,
        reasoning_from="export" if message.reasoning else None,
        extras={"imported": True},
    )


def _label(prompt: str, index: int) -> str:
    match = re.search(r"^\s{0,8}\(([a-z])\)\s", prompt, re.M)
    return match[1] if match else chr(ord("a") + index % 26)


def usage_of(found: Mapping[str, Any]) -> Usage:
    """Return tokens as a provider or a log counted them, details within details included."""

    def count(*names: str) -> int | None:
        for name in names:
            value: Any = found
            for step in name.split("."):
                value = value.get(step) if isinstance(value, Mapping) else None
            if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
                return value
        return None

    return Usage(
        count("prompt_tokens", "input_tokens"),
        count("completion_tokens", "output_tokens"),
        count(
            "reasoning_tokens",
            "completion_tokens_details.reasoning_tokens",
            "output_tokens_details.reasoning_tokens",
        ),
        count(
            "cached_tokens",
            "input_tokens_cache_read",
            "prompt_tokens_details.cached_tokens",
            "input_tokens_details.cached_tokens",
            "prompt_cache_hit_tokens",
            "cache_read_input_tokens",
        ),
        count("total_tokens"),
    )
