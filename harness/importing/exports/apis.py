"""What APIs answer, kept as it came: chat completions, Responses, and the lines of a batch's output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from harness.importing.exports.conversation import Entry, Exported, Message, gold_in, moment, spoken, talk


def completion(entry: Entry) -> Iterator[Exported]:
    """Read a chat completion, one conversation a choice; its request's messages where they lie beside it."""
    asked = entry.get("messages") or (entry.get("request") or {}).get("messages") or []
    name = str(entry.get("custom_id") or entry.get("id") or "")
    usage = entry.get("usage")
    for place, choice in enumerate(entry["choices"]):
        said = choice.get("message") or {"role": "assistant", "content": choice.get("text")}
        reply = spoken(
            {"role": "assistant", **said},
            str(entry.get("model") or ""),
            when=moment(entry.get("created")),
            usage=usage if isinstance(usage, Mapping) and len(entry["choices"]) == 1 else None,
            finish=choice.get("finish_reason"),
            request_id=str(entry["id"]) if entry.get("id") else None,
            fingerprint=entry.get("system_fingerprint"),
        )
        sample = place if len(entry["choices"]) > 1 else None
        yield Exported("", "", name, (*talk(asked), reply), gold_in(entry), sample)


def response(entry: Entry) -> Iterator[Exported]:
    """Read an object of the Responses API."""
    text, reasoning, unread = [], [], []
    for item in entry["output"]:
        kind = item.get("type")
        pieces = item.get("content") or []
        if kind == "reasoning":
            told = item.get("content") or item.get("summary") or []
            reasoning += [str(piece.get("text") or "") for piece in told]
        elif kind == "message":
            text += [str(piece.get("text") or piece.get("refusal") or "") for piece in pieces]
        elif kind:
            unread.append(str(kind))
    asked = entry.get("input")
    said = [{"role": "user", "content": asked}] if isinstance(asked, str) else asked or []
    cut = (entry.get("incomplete_details") or {}).get("reason") == "max_output_tokens"
    ended = "stop" if entry.get("status") == "completed" else None
    reply = Message(
        "assistant", "\n".join(filter(None, text)), "\n".join(filter(None, reasoning)),
        str(entry.get("model") or ""), moment(entry.get("created_at")), entry.get("usage"),
        finish="length" if cut else ended,
        request_id=str(entry["id"]) if entry.get("id") else None,
    )  # fmt: skip
    name = str(entry.get("custom_id") or entry.get("id") or "")
    yield Exported(
        "", "", name, (*talk(_user(said)), reply), gold_in(entry), unread=tuple(dict.fromkeys(unread))
    )


def _user(items: Any) -> list[dict[str, Any]]:
    """Return the messages among a response's input, its pieces as text."""
    found = []
    for item in items:
        if isinstance(item, Mapping) and item.get("role") in ("user", "assistant"):
            found.append({"role": item["role"], "content": item.get("content")})
    return found


def batch(entry: Entry) -> Iterator[Exported]:
    """Read a line of a batch's output, OpenAI's and those who write the same."""
    answer = entry.get("response") or {}
    body = answer.get("body") if isinstance(answer, Mapping) else None
    name = str(entry["custom_id"])
    if not isinstance(body, Mapping) or not ({"choices", "output"} & set(body)):
        told = entry.get("error") or (body or {}).get("error") or answer
        yield Exported("", "", name, (), error=f"the batch has no reply: {str(told)[:300]}")
        return
    inner = {**body, "custom_id": name}
    yield from completion(inner) if "choices" in body else response(inner)
