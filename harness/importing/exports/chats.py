"""Chats as their makers export them: ChatGPT, DeepSeek, Claude, Open WebUI, and plain lists of messages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from harness.importing.document import stated_seconds
from harness.importing.exports.conversation import (
    Entry,
    Exported,
    Message,
    between,
    content,
    gold_in,
    joined,
    moment,
    seconds_of,
    spoken,
    talk,
)

DEEPEST = 100_000
"""Most messages followed in one conversation; an export whose links run in a circle ends here."""
_EXTRA = frozenset(("subject", "level", "topic", "category", "difficulty", "source", "split", "domain"))
"""Columns of a row of messages that say something of its question."""


def messages(entry: Entry) -> Iterator[Exported]:
    """Read OpenAI-style ``messages``, as data sets and most tools keep them."""
    model = str(entry.get("model") or "")
    started = moment(entry.get("created") or entry.get("created_at"))
    found = talk(entry["messages"], model, entry.get("usage"))
    columns = {name: entry[name] for name in _EXTRA if isinstance(entry.get(name), str | int | float)}
    yield Exported(
        "", "", str(entry.get("id") or ""), tuple(replace(m, when=started) for m in found), gold_in(entry),
        columns=columns, unread=_unread(entry["messages"]),
    )  # fmt: skip


def _unread(said: Any) -> tuple[str, ...]:
    kinds = [kind for one in said for kind in content(one.get("content"))[2]]
    return tuple(dict.fromkeys([*kinds, *("tool calls" for one in said if one.get("tool_calls"))]))


def sharegpt(entry: Entry) -> Iterator[Exported]:
    """Read ShareGPT's ``conversations``."""
    roles = {
        "human": "user",
        "user": "user",
        "gpt": "assistant",
        "assistant": "assistant",
        "model": "assistant",
    }
    said = [(roles.get(turn.get("from") or turn.get("role", "")), turn) for turn in entry["conversations"]]
    found = [Message(role, str(t.get("value") or t.get("content") or "")) for role, t in said if role]
    yield Exported("", "", str(entry.get("id") or ""), tuple(found), gold_in(entry))


# -------------------------------------------------------------------- ChatGPT and DeepSeek


def mapping(entry: Entry) -> Iterator[Exported]:
    """Follow the chosen branch of a ChatGPT or DeepSeek export from its last message to the root."""
    nodes = entry["mapping"]
    node = entry.get("current_node") or _last_leaf(nodes)
    path: list[Message] = []
    unread: list[str] = []
    seen: set[str] = set()
    while node and node in nodes and node not in seen and len(seen) < DEEPEST:
        seen.add(node)
        message = nodes[node].get("message")
        path.extend(reversed(_node_messages(message)))
        unread += _node_unread(message)
        node = nodes[node].get("parent")
    model = str(entry.get("default_model_slug") or "")
    found = [replace(m, model=m.model or model) for m in joined(path[::-1])]
    name = str(entry.get("title") or entry.get("id") or entry.get("conversation_id") or "")
    yield Exported("", "", name, tuple(found), unread=tuple(dict.fromkeys(reversed(unread))))


def _last_leaf(nodes: dict[str, Any]) -> str | None:
    leaves = [name for name, node in nodes.items() if not node.get("children")]
    return leaves[-1] if leaves else None


def _node_messages(message: dict[str, Any] | None) -> list[Message]:
    if not message:
        return []
    model = str(message.get("model") or "")
    when = moment(message.get("inserted_at") or message.get("create_time"))
    if "fragments" in message:
        return [one for f in message["fragments"] if (one := _fragment(f, model, when)) is not None]
    role = str((message.get("author") or {}).get("role") or message.get("role") or "")
    about = message.get("metadata") or {}
    model = model or str(about.get("model_slug") or "")
    if role not in ("user", "assistant"):
        return []
    inner = message.get("content") or {}
    seconds = seconds_of(about.get("finished_duration_sec"))
    if isinstance(inner, str):
        return [
            Message(role, inner, str(message.get("thinking_content") or ""), model, when, seconds=seconds)
        ]
    kind = inner.get("content_type")
    if kind == "thoughts":
        thoughts = "\n".join(str(t.get("content") or "") for t in inner.get("thoughts") or [])
        return [Message("assistant", "", thoughts, model, when, seconds=seconds)]
    if kind == "reasoning_recap":
        recap = stated_seconds(str(inner.get("content") or ""))
        return [Message("assistant", "", "", model, when, seconds=seconds if seconds is not None else recap)]
    text = "\n".join(part for part in inner.get("parts") or [] if isinstance(part, str))
    return [Message(role, text, "", model, when, seconds=seconds)]


def _node_unread(message: dict[str, Any] | None) -> list[str]:
    inner = (message or {}).get("content") or {}
    parts = inner.get("parts") or [] if isinstance(inner, dict) else []
    return [str(p.get("content_type") or "a piece that is no text") for p in parts if isinstance(p, dict)]


def _fragment(fragment: Mapping[str, Any], model: str, when: str) -> Message | None:
    text = str(fragment.get("content") or "")
    kind = str(fragment.get("type"))
    if kind == "REQUEST":
        return Message("user", text, "", model, when)
    if kind == "THINK":
        seconds = seconds_of(fragment.get("elapsed_secs"))
        return Message("assistant", "", text, model, when, seconds=seconds)
    return Message("assistant", text, "", model, when) if kind == "RESPONSE" else None


# ------------------------------------------------------------------------- Claude


def claude(entry: Entry) -> Iterator[Exported]:
    """Read a conversation of Claude's data export: ``chat_messages`` with a ``sender``."""
    found: list[Message] = []
    unread: list[str] = []
    model = str(entry.get("model") or "")
    for one in entry["chat_messages"]:
        role = {"human": "user", "assistant": "assistant"}.get(str(one.get("sender")))
        if role is None:
            continue
        text, reasoning, others = content(one.get("content") or one.get("text"))
        unread += others
        if one.get("attachments") or one.get("files"):
            unread.append("attachments")
        found.append(
            Message(
                role, text or str(one.get("text") or ""), reasoning, model, moment(one.get("created_at")),
                seconds=_thought(one.get("content")),
            )
        )  # fmt: skip
    yield Exported(
        "",
        "",
        str(entry.get("name") or entry.get("uuid") or ""),
        tuple(found),
        unread=tuple(dict.fromkeys(unread)),
    )


def _thought(pieces: Any) -> float | None:
    """Return how long the pieces of thinking lasted, by their time stamps."""
    if not isinstance(pieces, list):
        return None
    spans = [
        span
        for piece in pieces
        if isinstance(piece, Mapping) and piece.get("type") == "thinking"
        and (span := between(piece.get("start_timestamp"), piece.get("stop_timestamp"))) is not None
    ]  # fmt: skip
    return sum(spans) if spans else None


# --------------------------------------------------------------------- Open WebUI

_DURATION = re.compile(r'<details\s[^<>]{0,200}?duration="(\d{1,6})"')


def open_webui(entry: Entry) -> Iterator[Exported]:
    """Read a chat that Open WebUI exported: its history's current branch, else its list of messages."""
    chat = entry["chat"]
    history = (chat.get("history") or {}).get("messages") or {}
    node, seen = (chat.get("history") or {}).get("currentId"), set[str]()
    branch: list[Any] = []
    while node and node in history and node not in seen:
        seen.add(node)
        branch.append(history[node])
        node = history[node].get("parentId")
    said = branch[::-1] or chat.get("messages") or []
    models = chat.get("models") or [""]
    found: list[Message] = []
    for one in said:
        if one.get("role") not in ("user", "assistant"):
            continue
        stated = _DURATION.search(str(one.get("content") or ""))
        used = one.get("usage") or (one.get("info") or {}).get("usage")
        found.append(
            spoken(
                one, str(one.get("model") or models[0]), when=moment(one.get("timestamp")),
                seconds=float(stated[1]) if stated else None, usage=used if isinstance(used, dict) else None,
            )
        )  # fmt: skip
    yield Exported("", "", str(entry.get("title") or entry.get("id") or ""), tuple(found))
