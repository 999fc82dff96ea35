"""Text from elsewhere made safe for a terminal."""

from __future__ import annotations

import sys
from functools import lru_cache

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
