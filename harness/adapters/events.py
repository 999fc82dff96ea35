"""The events of a stream: decoded into the few fields that matter, or read off where all but a text repeats.

From one event to the next a server changes nothing but a piece of text. So the bytes before and after
that text, once an event was decoded, are a mold: of an event that fits it only the text is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

DATA = b"data: "
"""What leads an event's line."""
FIELDS = ("reasoning_content", "content", "reasoning", "thinking")
"""Fields of a delta that hold a piece of text."""


class Delta(msgspec.Struct, gc=False):
    """What an event adds."""

    content: str | None = None
    reasoning_content: str | None = None
    reasoning: str | None = None
    thinking: str | None = None
    reasoning_details: Any = None


class Choice(msgspec.Struct, gc=False):
    """One of the replies that were asked for."""

    delta: Delta | None = None
    finish_reason: str | None = None
    index: int = 0


class Event(msgspec.Struct, gc=False):
    """An event."""

    choices: list[Choice] | None = None
    usage: Any = None
    error: Any = None

    def plain(self) -> Delta | None:
        """Return what it adds to the first reply where it holds nothing else that matters."""
        choices = self.choices
        if not choices or self.usage is not None or self.error is not None:
            return None
        choice = choices[0]
        return choice.delta if choice.finish_reason is None and choice.index == 0 else None


UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)

decode = msgspec.json.Decoder(Event).decode
decode_all = msgspec.json.Decoder(list[Event]).decode
_texts = msgspec.json.Decoder(list[str]).decode

_STRING = rb'"\s*:\s*("(?:[^"\\]|\\.)*")'
_VALUES = {name: re.compile(b'"' + name.encode() + _STRING) for name in FIELDS}
_OTHER = "\x00 another text"
_OTHER_JSON = msgspec.json.encode(_OTHER)


@dataclass(frozen=True, slots=True)
class Mold:
    """What stays the same from one event's line to the next."""

    head: bytes
    tail: bytes
    field: str
    """Where in the delta the text is."""

    def fits(self, line: bytes) -> bool:
        """Return whether the line is this one but for its text."""
        return line.startswith(self.head) and line.endswith(self.tail)

    def last(self, lines: Sequence[bytes], first: int) -> int:
        """Return where the lines that fit, from ``first`` on, end."""
        head, tail, end = self.head, self.tail, first
        while end < len(lines) and lines[end].startswith(head) and lines[end].endswith(tail):
            end += 1
        return end

    def texts(self, lines: Sequence[bytes]) -> list[str] | None:
        """Return the text of each line; None where what differs is not one text each."""
        begin, end = len(self.head), -len(self.tail)
        try:
            found = _texts(b"[" + b",".join([line[begin:end] for line in lines]) + b"]")
        except UNREADABLE:
            return None
        return found if len(found) == len(lines) else None


def molded(line: bytes, delta: Delta) -> Mold | None:
    """Return the mold of an event that adds ``delta`` and nothing else; None where that is not one text."""
    names = [name for name in FIELDS if getattr(delta, name)]
    if len(names) != 1 or delta.reasoning_details is not None:
        return None
    name = names[0]
    place = _VALUES[name].search(line, max(0, line.find(b'"delta"')))
    if place is None:
        return None
    found = Mold(line[: place.start(1)], line[place.end(1) :], name)
    try:
        other = decode(found.head[len(DATA) :] + _OTHER_JSON + found.tail).plain()
    except UNREADABLE:
        return None
    if other is None or getattr(other, name) != _OTHER:
        return None
    setattr(other, name, getattr(delta, name))
    return found if other == delta else None
