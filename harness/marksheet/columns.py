"""Which column holds the gold, which the reply, and what holds for all rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from harness.errors import HomeworkError
from harness.questions.columns import ALIASES, ROLES, SETTINGS, gold_text
from harness.questions.settings import options_in, tables_in, text_in

REPLIES = (
    "response", "reply", "completion", "completions", "output", "prediction", "generation", "generated_text",
    "model_output", "model_answer", "model_response", "filtered_resps", "resps", "responses", "solution_str",
)  # fmt: skip
"""Columns that hold the reply where none is named; the first one present."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What is read from each row, and the settings of rows that have none of their own."""

    gold: str = ""
    """The column of the gold; empty: the first of `ROLES` that is there."""
    reply: str = ""
    any_of: str = ""
    """A column with a list of golds, each of which is right."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """kind, symbols, targets, …: a row's own win."""


@dataclass(frozen=True, slots=True)
class Task:
    """One reply to be marked."""

    golds: tuple[str, ...]
    reply: str
    settings: Mapping[str, Any]
    sample: int = 0


def tasks(data: Mapping[str, Any], columns: Columns) -> Iterator[Task]:
    """Yield what is to be marked in a row, one task a reply; HomeworkError naming the column at fault."""
    golds, taken = _golds(data, columns)
    replies = list(texts_of(_reply(data, columns, taken)))
    own = {ALIASES.get(name, name): value for name, value in data.items() if name not in taken}
    own = {name: own[name] for name in SETTINGS if name in own and own[name] not in (None, "")}
    if not isinstance(own.get("options", {}), Mapping):
        own.pop("options")
    own.pop("title", None)
    own.pop("source", None)
    for sample, reply in enumerate(replies):
        yield Task(golds, reply, {**columns.settings, **own}, sample)


def asked(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings as `gold_answer` takes them: symbols by name, kind, assume, targets, options."""
    found = tables_in(settings)
    names = text_in(found, "target")
    symbols = found.get("symbols") or {}
    if not isinstance(symbols, Mapping) or not all(isinstance(v, str) for v in symbols.values()):
        raise HomeworkError('symbols: write name → declaration, e.g. {"x": "positive"}')
    assume = found.get("assume") or []
    return {
        "symbols": symbols,
        "kind": text_in(found, "kind") or None,
        "assume": tuple(assume) if isinstance(assume, list) else (),
        "targets": tuple(name.strip() for name in names.split(",") if name.strip()),
        "options": options_in(found),
    }


def _golds(data: Mapping[str, Any], columns: Columns) -> tuple[tuple[str, ...], set[str]]:
    chosen = columns.any_of or columns.gold
    if chosen and chosen not in data:
        raise HomeworkError(f"{chosen}: no such column; there are {_named(data)}")
    name = chosen or next((n for role in ("answer", "solution") for n in ROLES[role] if n in data), "")
    if not name:
        raise HomeworkError(f"no column holds a gold; name it with --gold; there are {_named(data)}")
    value = data[name]
    if columns.any_of and isinstance(value, str):  # a CSV file holds a list as JSON
        value = _list_in(value)
    many = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    if not many or any(one is None for one in many):
        raise HomeworkError(f"{name}: empty")
    worked = not chosen and name in ROLES["solution"]
    return tuple(gold_text(one, name, worked) for one in many), {name}


def _list_in(text: str) -> list[Any]:
    from harness.codec import json_of

    try:
        found = json_of(text)
    except ValueError:
        return [text]
    return found if isinstance(found, list) else [text]


def _reply(data: Mapping[str, Any], columns: Columns, taken: set[str]) -> Any:
    name = columns.reply or next((n for n in REPLIES if n in data and n not in taken), "")
    if not name:
        raise HomeworkError(f"no column holds a reply; name it with --reply; there are {_named(data)}")
    if name not in data:
        raise HomeworkError(f"{name}: no such column; there are {_named(data)}")
    taken.add(name)
    return data[name]


def _named(data: Iterable[str]) -> str:
    return ", ".join(map(str, data)) or "none"


def texts_of(value: Any) -> Iterator[str]:
    """Yield the replies that a cell holds: a text, a chat's last word, or a list of these."""
    if value is None:
        yield ""
    elif isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield _said(value)
    elif isinstance(value, Sequence):
        if value and all(isinstance(one, Mapping) and "role" in one for one in value):
            spoken = [one for one in value if one.get("role") == "assistant"]
            yield _said(spoken[-1]) if spoken else ""
        else:
            for one in value:
                yield from texts_of(one)
    else:
        yield str(value)


def _said(message: Mapping[str, Any]) -> str:
    """Return the text of a message, of a completion, or of a batch's line."""
    for key in ("content", "text", "message", "response", "body"):
        inner = message.get(key)
        if isinstance(inner, str):
            return inner
        if isinstance(inner, Mapping):
            return _said(inner)
        if isinstance(inner, Sequence) and inner:
            return "\n".join(_said(piece) for piece in inner if isinstance(piece, Mapping))
    choices = message.get("choices")
    return _said(choices[0]) if isinstance(choices, Sequence) and choices else ""
