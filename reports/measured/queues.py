"""Which parts a person looks at, and in which order: what is open, what is disputed, a sample, everything."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

QUEUES = {
    "open": "left to a person",
    "disputed": "marks that differ",
    "sample": "a sample of what is decided",
    "all": "everything",
}
"""Queue → what is in it, in words."""
SHARE, FEWEST = 0.1, 10
"""How much of what the marker decided a sample holds, and how many parts at least."""


class Piece(Protocol):
    """One part of one transcript as a queue sees it."""

    @property
    def key(self) -> str:
        """Its name, the same every time."""

    @property
    def open(self) -> bool:
        """Whether the marker left it open."""

    @property
    def disputed(self) -> bool:
        """Whether marks differ."""

    @property
    def marks(self) -> Mapping[str, str]:
        """Who gave which mark."""


P = TypeVar("P", bound=Piece)


def queue(name: str, pieces: Sequence[P]) -> list[P]:
    """Return the pieces of a queue in the order of the run."""
    if name == "open":
        return [piece for piece in pieces if piece.open]
    if name == "disputed":
        return [piece for piece in pieces if piece.disputed]
    if name == "sample":
        return _sample([piece for piece in pieces if not piece.open])
    return list(pieces)


def _sample(pieces: Sequence[P]) -> list[P]:
    """Return the same random share every time: chosen by a digest of each piece's name."""
    most = max(FEWEST, round(SHARE * len(pieces)))
    ranked = sorted(pieces, key=lambda piece: hashlib.sha256(piece.key.encode()).digest())
    kept = {piece.key for piece in ranked[:most]}
    return [piece for piece in pieces if piece.key in kept]


def following(pieces: Sequence[P], at: int, who: str) -> P | None:
    """Return the next piece after ``at``, round the end, that ``who`` has not marked, or None."""
    ring = [*pieces[at + 1 :], *pieces[: at + 1]]
    return next((piece for piece in ring if who not in piece.marks), None)
