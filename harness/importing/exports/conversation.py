"""A conversation of an export, and how its pieces are read whoever wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from harness.records import Json
from harness.unwrapping import split

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation, whatever the export called its fields."""

    role: str
    """user or assistant."""
    text: str
    reasoning: str = ""
    model: str = ""
    when: str = ""
    """ISO 8601, UTC; empty where the file does not say."""
    usage: Mapping[str, Any] | None = None
    seconds: float | None = None
    """Seconds of thought as they were displayed or can be told from the file's times."""
    total: float | None = None
    """Seconds from the request to the end of the reply."""
    finish: str | None = None
    request_id: str | None = None
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """One conversation of an export."""

    where: str
    """File and line or index, for messages to people."""
    shape: str
    id: str
    """Its question's own name, the same for all replies to one question."""
    messages: tuple[Message, ...]
    golds: tuple[str, ...] = ()
    """Right answers that travel with it, each of which is right."""
    sample: int | None = None
    """Epoch or number among the replies to the same question; None where the file does not say."""
    columns: Mapping[str, Json] = field(default_factory=dict)
    """What else is said of the question: subject, level."""
    unread: tuple[str, ...] = ()
    """What stands there and is not read: images, calls of tools."""
    error: str | None = None


GOLDS = (
    "answer",
    "gold",
    "target",
    "ground_truth",
    "expected_answer",
    "reference_answer",
    "final_answer",
    "solution",
)
"""Where a row of replies carries its right answer."""


def golds_of(value: Any) -> tuple[str, ...]:
    """Return the golds that a target holds; none where it holds no text or number."""
    many = value if isinstance(value, list | tuple) else [value]
    said = ["true" if one is True else "false" if one is False else str(one) for one in many if _plain(one)]
    return tuple(one for one in said if one.strip())


def _plain(one: Any) -> bool:
    return isinstance(one, str | int | float)


def gold_in(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the golds that an entry carries under one of the usual names."""
    return next((found for name in GOLDS if (found := golds_of(entry.get(name)))), ())


def content(value: Any) -> tuple[str, str, tuple[str, ...]]:
    """Return the text, the reasoning and the kinds of what is not read of a message's content."""
    if isinstance(value, str) or value is None:
        return value or "", "", ()
    if isinstance(value, Mapping):
        value = [value]
    text, reasoning, unread = [], [], []
    for piece in value:
        if isinstance(piece, str):
            text.append(piece)
            continue
        kind = str(piece.get("type") or "")
        if kind in ("reasoning", "thinking"):
            reasoning.append(_reasoned(piece))
        elif isinstance(piece.get("text"), str):
            text.append(piece["text"])
        elif kind and kind not in ("tool_use", "tool_result", "token_budget", "flag"):
            unread.append(kind)
    return "\n".join(text), "\n".join(filter(None, reasoning)), tuple(unread)


def _reasoned(piece: Mapping[str, Any]) -> str:
    for key in ("reasoning", "thinking", "text", "summary", "content"):
        inner = piece.get(key)
        if isinstance(inner, str) and inner:
            return inner
        if isinstance(inner, list) and inner:
            return "\n".join(str(one.get("text") or "") for one in inner if isinstance(one, Mapping))
    return ""


def spoken(message: Mapping[str, Any], model: str = "", **more: Any) -> Message:
    """Return an OpenAI-style message, its thinking apart from its answer wherever it stood."""
    text, thought, _ = content(message.get("content"))
    reasoning = message.get("reasoning_content") or message.get("reasoning") or thought
    if not text and isinstance(message.get("refusal"), str):
        text = message["refusal"]
    return Message(
        str(message["role"]),
        text,
        reasoning if isinstance(reasoning, str) else _reasoned({"content": reasoning}),
        str(message.get("model") or model),
        **more,
    )


def talk(
    messages: Iterable[Mapping[str, Any]], model: str = "", usage: Any = None, **last: Any
) -> list[Message]:
    """Return OpenAI-style messages that were said; what is known of the whole goes to the last reply."""
    found = [spoken(one, model) for one in messages if one.get("role") in ("user", "assistant")]
    for place in range(len(found) - 1, -1, -1):
        if found[place].role == "assistant":
            known = usage if isinstance(usage, Mapping) else None
            found[place] = replace(found[place], usage=known, **last)
            break
    return found


def parted(message: Message) -> Message:
    """Return a reply with the thinking that stands in its text apart from it."""
    if message.role != "assistant" or message.reasoning:
        return message
    found = split(message.text)
    return replace(message, text=found.answer, reasoning=found.reasoning) if found.tag else message


def joined(messages: Sequence[Message]) -> list[Message]:
    """Put a thought and the answer that follows it into one message."""
    found: list[Message] = []
    for message in messages:
        last = found[-1] if found else None
        if last is None or not last.role == message.role == "assistant":
            found.append(message)
            continue
        found[-1] = replace(
            last,
            text="\n".join(filter(None, (last.text, message.text))),
            reasoning="\n".join(filter(None, (last.reasoning, message.reasoning))),
            model=message.model or last.model,
            when=last.when or message.when,
            seconds=message.seconds if message.seconds is not None else last.seconds,
        )
    return found


def moment(value: Any) -> str:
    """Return a time as ISO 8601 in UTC, whether told in seconds, milliseconds or words; else empty.

    >>> moment(1764547200), moment("2025-12-01T01:00:00+01:00"), moment("soon")
    ('2025-12-01T00:00:00Z', '2025-12-01T00:00:00Z', '')
    """
    try:
        if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
            found = datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC)
        elif isinstance(value, str) and value:
            found = datetime.fromisoformat(value.replace("Z", "+00:00"))
            found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
        else:
            return ""
    except (ValueError, OverflowError, OSError):
        return ""
    return found.isoformat(timespec="seconds").replace("+00:00", "Z")


def between(start: Any, end: Any) -> float | None:
    """Return the seconds from one time to another; None where one of them is none."""
    try:
        return (datetime.fromisoformat(_iso(end)) - datetime.fromisoformat(_iso(start))).total_seconds()
    except (ValueError, TypeError, AttributeError):
        return None


def _iso(value: Any) -> str:
    return str(value.replace("Z", "+00:00"))


def seconds_of(value: Any) -> float | None:
    """Return a length of time in seconds; None where there is none."""
    return (
        float(value)
        if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
        else None
    )
