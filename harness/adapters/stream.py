"""What a server sends, gathered with little work a piece: event streams and whole bodies alike.

A reply of thirty thousand tokens comes in as many events. Of most only the text is read (``events.Mold``),
or the few fields that matter; the first and the last ones are read whole, for the fields kept as extras.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import msgspec

from harness.adapters.events import DATA, UNREADABLE, Delta, Mold, decode, decode_all, molded
from harness.adapters.protocol import fault
from harness.errors import BadReply

LONGEST_EVENT = 16 << 20
LONGEST_REPLY = 64 << 20
"""Bytes; more is no reply to homework."""


MOST = 200
"""Fields of a reply that are kept, and letters of its finish reason."""
BOM = b"\xef\xbb\xbf"
MISSES = 8
"""Events of a stream that may fail to fit a mold before few of the rest are tried."""
LED = DATA + b"{"


class Gathered:
    """A reply while it comes in."""

    def __init__(self) -> None:
        self.content: list[str] = []
        self.reasoning: dict[str, list[str]] = defaultdict(list)
        """Field → its pieces; the same thinking may come in more than one field."""
        self.finish: str | None = None
        self.done = False
        self.error: Any = None
        self.events = 0
        self.size = 0
        self.first_reasoning: float | None = None
        self.last_reasoning: float | None = None
        self.marks: list[tuple[int, float]] = []
        """Characters of content there were at each moment some came in."""
        self.raw: dict[str, Any] = {}
        """Fields of the whole reply as they were sent, without the texts."""
        self.raw_choice: dict[str, Any] = {}
        self.refusal: list[str] = []
        """What the model said instead of an answer, where the provider keeps that apart."""
        self._held: list[bytes] = []
        """Bytes of an event that has not ended."""
        self._holds = 0
        self._begun = False
        self._data: bytes | None = None
        self._length = 0
        self._mold: Mold | None = None
        self._misses = 0

    @property
    def characters(self) -> int:
        """Of thinking and answer so far; thinking that came in two fields counts once."""
        thought = (sum(map(len, pieces)) for pieces in self.reasoning.values())
        return self._length + max(thought, default=0)

    def feed(self, chunk: bytes, now: float) -> bool:
        """Take bytes of an event stream; return whether they brought a piece of text."""
        self._grow(chunk)
        if not self._ends_a_block(chunk):
            self._held.append(chunk)
            self._holds += len(chunk)
            if self._holds > LONGEST_EVENT:
                raise fault(BadReply, "an event of the stream is too long")
            return False
        had, thought = self._length, sum(map(len, self.reasoning.values()))
        text = b"".join((*self._held, chunk))
        if not self._begun:
            self._begun, text = True, text.removeprefix(BOM)
        blocks = text.split(b"\n\n")
        rest = blocks.pop()
        self._blocks(blocks)
        if b"\r\n\r\n" in rest:
            whole, _, rest = rest.rpartition(b"\r\n\r\n")
            self._lines(whole)
        self._held, self._holds = [rest], len(rest)
        return self._progress(had, thought, now)

    def _ends_a_block(self, chunk: bytes) -> bool:
        """Return whether an event may end here; until one does, pieces are kept apart and not copied."""
        last = self._held[-1][-1:] if self._held else b""
        return b"\n\n" in chunk or b"\r" in chunk or (last in (b"\n", b"\r") and chunk[:1] in (b"\n", b"\r"))

    def _blocks(self, blocks: list[bytes]) -> None:
        """Take blocks of lines: those that fit the mold, those that hold an event each, and any others."""
        at, plain = 0, list[bytes]()
        while at < len(blocks) and not self.done:
            block = blocks[at]
            if block[:1] in (b":", b"") and b"\n" not in block and self._data is None:
                at += 1  # a comment or nothing: servers send them to keep the line open
                continue
            led = self._data is None and block.startswith(LED)
            if led and self._misses > MISSES + self.events // 32:
                plain.append(block[len(DATA) :])
                at += 1
                continue
            self._events(plain)
            plain = []
            if led and self._mold is not None and self._mold.fits(block):
                at = self._fitting(self._mold, blocks, at)
                continue
            at += 1
            if led and b"\n" not in block:
                self._misses += 1
                delta = self._event(block[len(DATA) :])
                self._mold = self._mold if delta is None else molded(block, delta)
            else:
                self._lines(block)
        self._events(plain)

    def _fitting(self, mold: Mold, blocks: list[bytes], at: int) -> int:
        """Take the texts of the events from ``at`` on that fit the mold, and return where they end."""
        end = mold.last(blocks, at)
        texts = mold.texts(blocks[at:end])
        if texts is None:
            self._mold = None
            self._events([block[len(DATA) :] for block in blocks[at:end]])
            return end
        self.events += len(texts)
        text = "".join(texts)
        if not text:
            return end
        if mold.field == "content":
            self.content.append(text)
            self._length += len(text)
        else:
            self.reasoning[mold.field].append(text)
        return end

    def _lines(self, block: bytes) -> None:
        """Take a block of lines by the letter of the format: comments, event names, data in pieces."""
        name = b""
        for line in (*block.split(b"\n"), b""):
            if self.done:
                return
            if line.startswith(b"data:"):
                self._data = line[5:] if self._data is None else self._data + b"\n" + line[5:]
            elif line.startswith(b"event:"):
                name = line[6:].strip()
            elif self._data is not None and line in (b"", b"\r"):
                if name == b"error" and self.error is None:
                    self.error = _loads(self._data, "an error of the stream is not JSON") or "an error"
                else:
                    self._event(self._data)
                self._data, name = None, b""

    def _events(self, blocks: list[bytes]) -> None:
        """Take many events at once: decoding them together takes half the time of one by one."""
        if not blocks:
            return
        try:
            events = decode_all(b"[" + b",".join(blocks) + b"]")
        except UNREADABLE:
            events = []
        if len(events) != len(blocks):
            for block in blocks:
                self._lines(b"data: " + block)
            return
        for block, event in zip(blocks, events):
            delta = event.plain() if self.events else None
            if delta is not None:
                self.events += 1
                self._delta(delta)
            else:
                self._event(block)

    def end(self, now: float) -> None:
        """Take note that the stream has ended."""
        text = b"".join(self._held)
        if b"\n" not in text and b"\r" in text:  # lines may end so too
            self._held, self._holds = [], 0
            self.feed(text.replace(b"\r", b"\n"), now)
        if self._held or self._data is not None:
            self.feed(b"\n\n", now)

    def take_body(self, text: bytes, now: float) -> None:
        """Take a reply that came in one piece, or a stream whose headers did not say that it is one."""
        if text.lstrip().startswith((b"data:", b":", b"event:")):
            self.feed(text.lstrip(), now)
            self.end(now)
            return
        self._grow(text)
        had, thought = self._length, sum(map(len, self.reasoning.values()))
        found = _loads(text, "the reply is not JSON")
        if not isinstance(found, dict):
            raise fault(BadReply, "the reply is not a JSON object")
        self._whole(found, "message")
        self._progress(had, thought, now)

    def _grow(self, chunk: bytes) -> None:
        self.size += len(chunk)
        if self.size > LONGEST_REPLY:
            raise fault(BadReply, f"the reply is longer than {LONGEST_REPLY >> 20} MB")

    def _progress(self, had: int, thought: int, now: float) -> bool:
        grew = self._length > had
        if grew:
            self.marks.append((self._length, now))
        thinks = sum(map(len, self.reasoning.values())) > thought
        if thinks:
            self.first_reasoning = now if self.first_reasoning is None else self.first_reasoning
            self.last_reasoning = now
        return grew or thinks

    def _event(self, data: bytes) -> Delta | None:
        """Take one event; return what it adds where it holds nothing else that matters."""
        if data.strip() == b"[DONE]":
            self.done = True
            return None
        self.events += 1
        try:
            event = decode(data)
        except UNREADABLE:
            self._whole(_object(data), "delta")
            return None
        delta = event.plain() if self.events > 1 else None
        if delta is not None:
            self._delta(delta)
        else:
            self._whole(_object(data), "delta")
        return delta

    def _delta(self, delta: Delta) -> None:
        if text := delta.reasoning_content:
            self.reasoning["reasoning_content"].append(text)
        if text := delta.content:
            self.content.append(text)
            self._length += len(text)
        if text := delta.reasoning:
            self.reasoning["reasoning"].append(text)
        if text := delta.thinking:
            self.reasoning["thinking"].append(text)
        if delta.reasoning_details is not None:
            self._details(delta.reasoning_details)

    def _whole(self, found: dict[str, Any], texts: str) -> None:
        """Take an event or body with all its fields; ``texts`` is where its pieces of text are."""
        if found.get("error"):
            self.error = found["error"]
        choices = found.get("choices")
        choice = _first(choices)
        if choice is not None:
            said = choice.get(texts) or choice.get("delta") or choice.get("message")
            if isinstance(said, Mapping):
                self._said(said)
            finish = choice.get("finish_reason")
            self.finish = finish[:MOST] if isinstance(finish, str) and finish else self.finish
            apart = (texts, "delta", "message", "index", "finish_reason", "logprobs")
            _keep(self.raw_choice, choice, apart)
        _keep(self.raw, found, ("choices", "object"))

    def _said(self, said: Mapping[str, Any]) -> None:
        content = said.get("content")
        if isinstance(content, str) and content:
            self.content.append(content)
            self._length += len(content)
        elif isinstance(content, list):
            self._pieces(content)
        for name in ("reasoning_content", "reasoning", "thinking"):
            text = said.get(name)
            if isinstance(text, str) and text:
                self.reasoning[name].append(text)
        if isinstance(said.get("refusal"), str):
            self.refusal.append(said["refusal"])
        if said.get("reasoning_details"):
            self._details(said["reasoning_details"])

    def _pieces(self, pieces: list[Any]) -> None:
        """Take content that comes as a list of typed pieces."""
        for piece in pieces:
            if not isinstance(piece, dict):
                continue
            text, thought = piece.get("text"), piece.get("thinking")
            if isinstance(text, str):
                self.content.append(text)
                self._length += len(text)
            for one in thought if isinstance(thought, list) else [{"text": thought}]:
                inner = one.get("text") if isinstance(one, dict) else None
                if isinstance(inner, str) and inner:
                    self.reasoning["thinking"].append(inner)

    def _details(self, details: Any) -> None:
        for detail in details if isinstance(details, list) else ():
            text = (detail.get("text") or detail.get("summary")) if isinstance(detail, dict) else None
            if isinstance(text, str) and text:
                self.reasoning["reasoning_details"].append(text)


def _first(choices: Any) -> dict[str, Any] | None:
    """Return the first reply of those that were asked for, wherever in the list it stands."""
    found = choices if isinstance(choices, list) else []
    return next((one for one in found if isinstance(one, dict) and one.get("index", 0) in (0, None)), None)


def _keep(kept: dict[str, Any], found: Mapping[str, Any], apart: tuple[str, ...]) -> None:
    """Add fields to those that are kept, up to so many."""
    for name, value in found.items():
        room = name in kept or len(kept) < MOST or name == "usage"
        if room and name not in apart and (value is not None or name not in kept):
            kept[name] = value


def _object(data: bytes) -> dict[str, Any]:
    found = _loads(data, "an event of the stream is not JSON")
    return found if isinstance(found, dict) else {}


def _loads(data: bytes, complaint: str) -> Any:
    try:
        return msgspec.json.decode(data)
    except UNREADABLE:  # half surrogates, NaN, a byte that is no text: the slower reader forgives more
        pass
    try:
        return json.loads(data.decode("utf-8-sig", "replace"), parse_int=_whole_number)
    except (ValueError, RecursionError) as cause:
        raise fault(BadReply, complaint) from cause


def _whole_number(digits: str) -> int | float:
    """Return a number; one of more digits than anything counts in is as good as infinite."""
    return int(digits) if len(digits) < 300 else math.inf
