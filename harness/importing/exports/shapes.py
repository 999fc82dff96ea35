"""The shapes of conversations: which keys give each away, and who reads it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from harness.errors import ImportFileError
from harness.files import read_bounded
from harness.importing.exports import apis, archives, chats, logs
from harness.importing.exports.conversation import Entry, Exported, Message, parted
from harness.rows import read

MOST_BYTES = 1 << 30
"""Bytes of a file that is one JSON value and so must be read whole; lines may be as many as there are."""
_HEAD = 1 << 16


@dataclass(frozen=True, slots=True)
class Shape:
    """One way of keeping conversations."""

    name: str
    keys: tuple[str, ...]
    """All of them are there."""
    read: Callable[[Entry], Iterator[Exported]]


SHAPES = (
    Shape("inspect", ("samples",), logs.inspect_log),
    Shape("lm-eval", ("doc_id", "resps"), logs.lm_eval),
    Shape("batch", ("custom_id", "response"), apis.batch),
    Shape("batch", ("custom_id", "error"), apis.batch),
    Shape("claude", ("chat_messages",), chats.claude),
    Shape("mapping", ("mapping",), chats.mapping),
    Shape("open-webui", ("chat",), chats.open_webui),
    Shape("sharegpt", ("conversations",), chats.sharegpt),
    Shape("completion", ("choices",), apis.completion),
    Shape("response", ("output", "object"), apis.response),
    Shape("rollout", ("prompt", "completion"), logs.rollout),
    Shape("rollout", ("prompt", "completions"), logs.rollout),
    Shape("messages", ("messages",), chats.messages),
)
"""The first that fits is taken."""


def read_export(path: Path) -> Iterator[Exported]:
    """Yield the conversations of an export: JSON, JSON Lines or a ZIP, in any shape of `SHAPES`.

    ImportFileError names the line, entry or file within the archive at fault.
    """
    filters: dict[str, str] = {}
    for where, entry in _entries(path):
        if _again(entry, filters):
            continue
        shape = _shape(where, entry)
        try:
            for found in shape.read(entry):
                said = tuple(map(parted, filter(_says, found.messages)))
                yield replace(found, where=where, shape=shape.name, messages=said)
        except (KeyError, TypeError, AttributeError, ValueError, IndexError) as cause:
            raise ImportFileError(
                f"{where}: not as {shape.name} writes it ({type(cause).__name__}: {cause})"
            ) from cause


def _says(message: Message) -> bool:
    return bool(message.text or message.reasoning)


def _again(entry: Any, filters: dict[str, str]) -> bool:
    """Whether a line of lm-eval gives replies again that an earlier line gave, through another filter."""
    if not isinstance(entry, Mapping) or "resps" not in entry or "filter" not in entry:
        return False
    document = f"{entry.get('doc_id')}\0{entry.get('doc_hash')}"
    return filters.setdefault(document, str(entry["filter"])) != str(entry["filter"])


def _shape(where: str, entry: Any) -> Shape:
    if not isinstance(entry, dict):
        raise ImportFileError(
            f"{where}: expected an object with a conversation, found {type(entry).__name__}"
        )
    for shape in SHAPES:
        if all(key in entry for key in shape.keys):
            return shape
    known = ", ".join(dict.fromkeys(f"{' and '.join(map(repr, s.keys))} ({s.name})" for s in SHAPES))
    raise ImportFileError(f"{where}: no conversation found; an entry holds one of {known}")


def _entries(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield where each entry stands, and the entry."""
    try:
        head = read_bounded(path, _HEAD - 1)
    except OSError as cause:
        raise ImportFileError(f"{path}: cannot be read: {cause.strerror}") from cause
    if head[:4] == b"PK\x03\x04":
        yield from _packed(path)
    elif _is_lines(head):
        yield from _lines(path)
    else:
        yield from _whole(path)


def _is_lines(head: bytes) -> bool:
    """Whether a file's first line is a JSON value of its own and more follows."""
    first, end, rest = head.decode("utf-8-sig", "replace").partition("\n")
    try:
        return bool(end and rest.strip() and isinstance(json.loads(first), dict))
    except (ValueError, RecursionError):
        return False


def _lines(path: Path) -> Iterator[tuple[str, Any]]:
    as_lines = path if path.suffix in (".jsonl", ".ndjson") else None
    for row in read(path) if as_lines else _json_lines(path):
        if row.fault:
            raise ImportFileError(f"{row.where}: {row.fault}; mend or remove the line")
        yield row.where, row.data


def _json_lines(path: Path) -> Any:
    from harness.rows.reading import READERS

    return READERS[".jsonl"](path)


def _whole(path: Path) -> Iterator[tuple[str, Any]]:
    if path.stat().st_size > MOST_BYTES:
        raise ImportFileError(f"{path}: larger than {MOST_BYTES >> 20} MB; split it first")
    text = path.read_text("utf-8-sig", errors="replace")
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        yield from _lines(path)
        return
    for index, entry in enumerate(whole if isinstance(whole, list) else [whole]):
        yield f"{path}, entry {index + 1}", entry


def _packed(path: Path) -> Iterator[tuple[str, Any]]:
    header: Entry = {}
    for name, value in archives.entries(path):
        if name in ("header.json", "_journal/start.json"):
            header = value if isinstance(value, dict) else {}
        elif name.startswith("samples/"):
            yield f"{path}, {name}", {**header, "samples": [value]}
        else:
            for index, entry in enumerate(value if isinstance(value, list) else [value]):
                yield f"{path}, {name}, entry {index + 1}", entry
