"""Conversations in providers' and tools' exports: JSON or JSONL of messages in their several shapes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from harness.errors import ImportFileError
from harness.importing.sources.kinds import MOST_BYTES
from harness.unwrapping import split

DEEPEST = 100_000
"""Most messages followed in one conversation; an export whose links run in a circle ends here."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation, whatever the export called its fields."""

    role: str
    """user or assistant."""
    text: str
    reasoning: str = ""
    model: str = ""
    when: str = ""
    usage: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """One conversation of an export."""

    where: str
    """File and line or index, for messages to people."""
    shape: str
    id: str
    messages: tuple[Message, ...]


def read_export(path: Path) -> Iterator[Exported]:
    """Yield the conversations of a JSON or JSONL file.

    Known shapes: OpenAI-style ``messages``, ShareGPT ``conversations``, ChatGPT and DeepSeek data
    exports (``mapping``), and Inspect logs (``samples``). ImportFileError names the line at fault.
    """
    for where, entry in _entries(path):
        if not isinstance(entry, dict):
            raise ImportFileError(
                f"{where}: expected an object with a conversation, found {type(entry).__name__}"
            )
        shape = next((shape for shape, (key, _) in SHAPES.items() if key in entry), None)
        if shape is None:
            known = ", ".join(f"{key!r} ({shape})" for shape, (key, _) in SHAPES.items())
            raise ImportFileError(f"{where}: no conversation found; an entry holds one of {known}")
        try:
            for name, messages in SHAPES[shape][1](entry):
                yield Exported(where, shape, name, tuple(map(_parted, filter(_says, messages))))
        except (KeyError, TypeError, AttributeError, ValueError) as cause:
            raise ImportFileError(
                f"{where}: not as {shape} writes it ({type(cause).__name__}: {cause})"
            ) from cause


def _says(message: Message) -> bool:
    return bool(message.text or message.reasoning)


def _parted(message: Message) -> Message:
    """Return a reply with the thinking that stands in its text apart from it."""
    if message.role != "assistant" or message.reasoning:
        return message
    found = split(message.text)
    return replace(message, text=found.answer, reasoning=found.reasoning) if found.tag else message


def _entries(path: Path) -> Iterator[tuple[str, Any]]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ImportFileError(f"{path}: larger than {MOST_BYTES >> 20} MB; split it first")
        text = path.read_text("utf-8", errors="surrogateescape")
    except OSError as cause:
        raise ImportFileError(f"{path}: cannot be read: {cause.strerror}") from cause
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        yield from _json_lines(path, text)
        return
    for index, entry in enumerate(whole if isinstance(whole, list) else [whole]):
        yield f"{path}, entry {index + 1}", entry


def _json_lines(path: Path, text: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield f"{path}, line {number}", json.loads(line)
        except (ValueError, RecursionError) as cause:
            raise ImportFileError(
                f"{path}, line {number}: not JSON ({cause}); mend or remove the line"
            ) from cause


Conversations = Iterator[tuple[str, list[Message]]]


def _openai(entry: dict[str, Any]) -> Conversations:
    model = str(entry.get("model", ""))
    usage = entry.get("usage")
    yield (
        str(entry.get("id", "")),
        [_openai_message(m, model, usage) for m in entry["messages"] if _spoken(m)],
    )


def _spoken(message: dict[str, Any]) -> bool:
    return message.get("role") in ("user", "assistant")


def _openai_message(message: dict[str, Any], model: str, usage: Any) -> Message:
    text, thought = _content(message.get("content"))
    reasoning = message.get("reasoning_content") or message.get("reasoning") or thought
    return Message(
        message["role"],
        text,
        reasoning if isinstance(reasoning, str) else "",
        str(message.get("model") or model),
        usage=usage if message["role"] == "assistant" and isinstance(usage, dict) else None,
    )


def _content(content: Any) -> tuple[str, str]:
    """Return the text and the reasoning of a message's content, a string or a list of typed pieces."""
    if isinstance(content, str) or content is None:
        return content or "", ""
    text, reasoning = [], []
    for piece in content:
        if isinstance(piece, str):
            text.append(piece)
        elif piece.get("type") in ("reasoning", "thinking"):
            reasoning.append(str(piece.get("reasoning") or piece.get("thinking") or piece.get("text") or ""))
        elif isinstance(piece.get("text"), str):
            text.append(piece["text"])
    return "\n".join(text), "\n".join(reasoning)


def _sharegpt(entry: dict[str, Any]) -> Conversations:
    roles = {
        "human": "user",
        "user": "user",
        "gpt": "assistant",
        "assistant": "assistant",
        "model": "assistant",
    }
    said = [(roles.get(turn.get("from") or turn.get("role", "")), turn) for turn in entry["conversations"]]
    yield (
        str(entry.get("id", "")),
        [Message(role, str(t.get("value") or t.get("content") or "")) for role, t in said if role],
    )


def _mapping(entry: dict[str, Any]) -> Conversations:
    """Follow the chosen branch of a ChatGPT or DeepSeek export from its last message to the root."""
    nodes = entry["mapping"]
    node = entry.get("current_node") or _last_leaf(nodes)
    path: list[Message] = []
    seen: set[str] = set()
    while node and node in nodes and node not in seen and len(seen) < DEEPEST:
        seen.add(node)
        path.extend(reversed(_node_messages(nodes[node].get("message"))))
        node = nodes[node].get("parent")
    yield str(entry.get("title") or entry.get("id") or ""), _joined(path[::-1])


def _last_leaf(nodes: dict[str, Any]) -> str | None:
    leaves = [name for name, node in nodes.items() if not node.get("children")]
    return leaves[-1] if leaves else None


def _node_messages(message: dict[str, Any] | None) -> list[Message]:
    if not message:
        return []
    model, when = (
        str(message.get("model") or ""),
        str(message.get("inserted_at") or message.get("create_time") or ""),
    )
    if "fragments" in message:
        roles = {"REQUEST": "user", "THINK": "thought", "RESPONSE": "assistant"}
        said = [(roles.get(str(f.get("type"))), str(f.get("content") or "")) for f in message["fragments"]]
        return [_fragment(role, text, model, when) for role, text in said if role]
    role = str((message.get("author") or {}).get("role") or message.get("role") or "")
    content = message.get("content") or {}
    model = model or str((message.get("metadata") or {}).get("model_slug") or "")
    if role not in ("user", "assistant"):
        return []
    if isinstance(content, str):
        return [Message(role, content, str(message.get("thinking_content") or ""), model, when)]
    if content.get("content_type") == "thoughts":
        thoughts = "\n".join(str(t.get("content") or "") for t in content.get("thoughts") or [])
        return [_fragment("thought", thoughts, model, when)]
    return [
        Message(role, "\n".join(p for p in content.get("parts") or [] if isinstance(p, str)), "", model, when)
    ]


def _fragment(role: str, text: str, model: str, when: str) -> Message:
    return (
        Message("assistant", "", text, model, when)
        if role == "thought"
        else Message(role, text, "", model, when)
    )


def _joined(messages: list[Message]) -> list[Message]:
    """Put a thought and the answer that follows it into one message."""
    found: list[Message] = []
    for message in messages:
        last = found[-1] if found else None
        if last is not None and message.role == last.role == "assistant":
            text = "\n".join(filter(None, (last.text, message.text)))
            reasoning = "\n".join(filter(None, (last.reasoning, message.reasoning)))
            found[-1] = Message("assistant", text, reasoning, message.model or last.model, last.when)
        else:
            found.append(message)
    return found


def _inspect(entry: dict[str, Any]) -> Conversations:
    model = str((entry.get("eval") or {}).get("model") or "")
    for sample in entry["samples"]:
        usage = (sample.get("output") or {}).get("usage")
        messages = [_openai_message(m, model, usage) for m in sample.get("messages") or [] if _spoken(m)]
        yield str(sample.get("id", "")), messages


SHAPES: dict[str, tuple[str, Callable[[dict[str, Any]], Conversations]]] = {
    "messages": ("messages", _openai),
    "sharegpt": ("conversations", _sharegpt),
    "mapping": ("mapping", _mapping),
    "inspect": ("samples", _inspect),
}
"""Shape → the key that gives it away, and its reader."""
