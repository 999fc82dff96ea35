"""What a terminal shows: text from elsewhere made safe, marks in colour, a bar where work is long."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TextIO, TypeVar

T = TypeVar("T")
_COLOURS = {
    "correct": 32, "partial": 33, "incorrect": 31, "hedged": 35, "no_answer": 90, "unsupported": 36,
    "failed": 90,
}  # fmt: skip

_DIRECTION = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@lru_cache(maxsize=1000)
def note(text: str) -> None:
    """Tell people something once, where programs do not look."""
    print(printable(f"note: {text}"), file=sys.stderr)


def printable(text: str) -> str:
    """Return ``text`` with control and direction characters shown as escapes.

    >>> printable("a\\x1b[2Jb")
    'a\\\\x1b[2Jb'
    """
    return "".join(
        c if c == "\n" or (c.isprintable() and c not in _DIRECTION) else ascii(c)[1:-1] for c in text
    )


def coloured(text: str, status: str, stream: TextIO | None = None) -> str:
    """Return the text in its mark's colour where the stream is a terminal that shows colours."""
    number = _COLOURS.get(status)
    return f"\x1b[{number}m{text}\x1b[0m" if number and colours(stream or sys.stdout) else text


def colours(stream: TextIO) -> bool:
    """Return whether colours may be used: on a terminal, and not where NO_COLOR or a dumb one forbids."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def tracked(things: Iterable[T], what: str, total: int) -> Iterator[T]:
    """Yield the things; on a terminal a bar on the error stream says how far and how long yet."""
    if total < 2 or not sys.stderr.isatty():
        yield from things
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        for thing in things:
            yield thing
            bar.advance(task)
