"""Reading the line files of a run folder: bounded memory, torn tails, errors with their line."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Container, Iterator
from pathlib import Path
from typing import IO, TypeVar

import msgspec

from harness import billing, codec
from harness.errors import RunError
from harness.files import opened
from harness.records import SCHEMA, Transcript
from harness.terminal import note

R = TypeVar("R")
T = TypeVar("T")


class Standing(msgspec.Struct, frozen=True, gc=False):
    """What stands in a run folder under one run key, by its latest line."""

    offset: int
    """Where its line begins."""
    failed: bool
    tokens: int
    """Billed for it as far as the provider said, failed tries included."""
    cost: float | None
    elsewhere: str
    """The base URL it was asked at, where that was not the provider's own."""
    reused: bool
    """Taken over from another run: paid for there."""


class _Usage(msgspec.Struct):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    reasoning_tokens: int | None = None
    cached_tokens: int | None = None
    total_tokens: int | None = None


class _Attempt(msgspec.Struct):
    usage: _Usage = msgspec.field(default_factory=_Usage)


class _Settings(msgspec.Struct):
    base_url: str = ""


class _Origin(msgspec.Struct):
    kind: str = ""


class _Glance(msgspec.Struct):
    """The few fields of a transcript that a resume needs; the rest is skipped, not built."""

    run_key: str
    error: str | None = None
    attempts: list[_Attempt] = []
    cost: float | None = None
    settings: _Settings = msgspec.field(default_factory=_Settings)
    origin: _Origin = msgspec.field(default_factory=_Origin)
    schema: int = 0


BOM = b"\xef\xbb\xbf"
BUFFER = 1 << 20
"""Bytes read at a time: lines of a few thousand are three times faster than with the usual buffer."""

_glance = msgspec.json.Decoder(_Glance)
_transcript = msgspec.json.Decoder(Transcript)


def each(file: Path) -> Iterator[tuple[int, int, bytes]]:
    """Yield number, offset and bytes of each line; a last line without its end only if it is whole JSON."""
    try:
        with opened(file, "rb", BUFFER) as lines:
            offset = 0
            for number, line in enumerate(lines, 1):
                text = line.removeprefix(BOM) if number == 1 else line
                if (line.endswith(b"\n") or whole(line)) and text.strip():
                    yield number, offset, text
                offset += len(line)
    except FileNotFoundError as cause:
        raise RunError(f"{file}: no such file; run harness run or harness import first") from cause
    except OSError as cause:
        raise RunError(f"{file}: cannot be read: {cause.strerror}") from cause


def usable(
    file: Path, read: Callable[[bytes, int], T], only: Container[int] | None = None
) -> Iterator[tuple[int, T]]:
    """Yield the offset of each line (of those ``only`` names) and what it holds.

    A line that holds nothing of ours is told by its number and left out.
    """
    for number, offset, line in each(file):
        if only is not None and offset not in only:
            continue
        try:
            yield offset, read(line, number)
        except Newer:
            raise
        except RunError as fault:
            note(f"{fault}; it is left out")


class Newer(RunError):
    """A line of a newer version: no line to leave out in silence."""


def whole(line: bytes) -> bool:
    """Return whether the bytes are one whole JSON value."""
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def standings(file: Path) -> dict[str, Standing]:
    """Return what stands under each run key, in the order the keys were first written."""
    found: dict[str, Standing] = {}
    for offset, glance in usable(file, lambda line, number: _glanced(line, file, number)):
        found[glance.run_key] = _standing(glance, offset)
    return found


def _glanced(line: bytes, file: Path, number: int) -> _Glance:
    try:
        glance = _glance.decode(line)
    except (msgspec.MsgspecError, RecursionError):
        glance = _read(line, _Glance, file, number)
    if glance.schema > SCHEMA:
        raise Newer(f"{file}, line {number}: written by a newer version (schema {glance.schema})")
    return glance


def _standing(glance: _Glance, offset: int) -> Standing:
    used = [attempt.usage for attempt in glance.attempts]
    return Standing(
        offset=offset,
        failed=glance.error is not None,
        tokens=sum(billing.all_tokens(usage) or 0 for usage in used),
        cost=glance.cost,
        elsewhere=glance.settings.base_url,
        reused=glance.origin.kind == "reused",
    )


def transcript_at(file: Path, offset: int) -> Transcript:
    """Return the transcript whose line begins at ``offset``."""
    with opened(file, "rb") as lines:
        lines.seek(offset)
        return transcript(lines.readline().removeprefix(BOM), file)


def transcript(line: bytes, file: Path, number: int = 0) -> Transcript:
    """Return the transcript one line holds; RunError naming the line where it does not."""
    try:
        return _transcript.decode(line)
    except (msgspec.MsgspecError, RecursionError):
        return _read(line, Transcript, file, number)


def _read(line: bytes, kind: type[R], file: Path, number: int) -> R:
    """Read by the slow way, which knows lone surrogates and says what is wrong."""
    try:
        return codec.decode(line.decode("utf-8"), kind)
    except ValueError as cause:
        raise RunError(f"{file}, line {number}: not a line of this file ({cause})") from cause


def mend(file: Path, aside: Path) -> None:
    """Finish a last line that lacks only its end; put any other torn one into the file ``aside``."""
    if not file.exists():
        return
    with opened(file, "r+b") as lines:
        start = _last_line(lines)
        lines.seek(start)
        tail = lines.read()
        if not tail:
            return
        if whole(tail):
            lines.write(b"\n")
        else:
            with opened(aside, "ab") as kept:
                kept.write(tail + b"\n")
                kept.flush()
                os.fsync(kept.fileno())
            lines.truncate(start)
        lines.flush()
        os.fsync(lines.fileno())


def _last_line(lines: IO[bytes], step: int = 1 << 16) -> int:
    """Return where the unfinished last line begins: the file's size where the last line is finished."""
    end = lines.seek(0, os.SEEK_END)
    place = end
    while place > 0:
        begin = max(0, place - step)
        lines.seek(begin)
        found = lines.read(place - begin).rfind(b"\n")
        if found >= 0:
            return begin + found + 1
        place = begin
    return 0
