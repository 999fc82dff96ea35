"""What a judge is sent, as data: protocols.toml, filled in for one item."""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal

from harness import codec
from harness.errors import SettingsError
from harness.judging.items import Item, Line
from harness.records import Conversation, Turn


@dataclass(frozen=True, slots=True)
class Protocol:
    """One way of asking a judge."""

    name: str
    reads: Literal["lines", "word"]
    text: str
    words: Mapping[str, str] = field(default_factory=dict)


@cache
def protocols() -> Mapping[str, Protocol]:
    """Return the protocols that ship, by name."""
    data = tomllib.loads(files("harness.judging").joinpath("protocols.toml").read_text("utf-8"))
    return {
        name: Protocol(name, table["reads"], table["text"].strip("\n"), table.get("words", {}))
        for name, table in data.items()
    }


def protocol(name: str) -> Protocol:
    """Return the protocol of that name; SettingsError where there is none."""
    if name not in protocols():
        raise SettingsError(f"--protocol {name}: there are {', '.join(protocols())}")
    return protocols()[name]


def asked_lines(item: Item, how: Protocol) -> tuple[Line, ...]:
    """Return the lines that a protocol can ask about: a word says something of one target only."""
    if how.reads == "lines":
        return item.lines
    targets = tuple(line for line in item.lines if line.role == "target")
    return targets if len(targets) == 1 else ()


def digest(item: Item, how: Protocol, judge: str) -> str:
    """Return the key under which a judge is asked this once; the markers drawn for it are not in it."""
    said = [judge, how.name, how.text, item.problem, item.reference, item.lines, item.reply]
    return codec.digest(said, 24)


def subject(item: Item) -> str:
    """Return what a judge is asked about, as a question's name: this part of this reply, by these lines.

    A recorded judge answers by it, so what it once said is never taken for a judgement of another reply.
    """
    lines = [(line.id, line.role, line.says, line.value) for line in item.lines]
    return f"judging/{item.question}/{codec.digest([item.reply, lines], 12)}"


def conversation(item: Item, how: Protocol, error: str = "", nonce: str = "") -> Conversation:
    """Return what is sent, with markers around the reply that nobody could have known before.

    ``error``: why an earlier reply could not be read. ``nonce``: what the markers hold, else drawn.
    """
    nonce = nonce or secrets.token_hex(8)
    filled = {
        "problem": item.problem,
        "reference": item.reference,
        "lines": "\n".join(map(_shown, asked_lines(item, how))),
        "reply": item.reply.replace(nonce, ""),
        "open": f"<answer-{nonce}>",
        "close": f"</answer-{nonce}>",
    }
    text = _filled(how.text, filled)
    if error:
        text += f"\n\nAn earlier reply of yours could not be used: {error}. Reply again, in the form above."
    return Conversation(subject(item), (Turn(text, (item.part,)),), mode="alone")


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Return the text with its fields filled in once: what is filled in is not looked at again."""
    parts: list[str] = []
    rest = text
    while rest:
        at, name = min(((rest.find(f"{{{n}}}"), n) for n in values if f"{{{n}}}" in rest), default=(-1, ""))
        if at < 0:
            break
        parts += [rest[:at], values[name]]
        rest = rest[at + len(name) + 2 :]
    return "".join([*parts, rest])


def _shown(line: Line) -> str:
    value = f" = {line.value}" if line.value else ""
    return f"{line.id} ({line.role.replace('_', ' ')}): {line.says}{value}"
