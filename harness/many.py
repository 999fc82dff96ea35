"""Many responses against many golds: the marker over all processors of one machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from harness.spread import spread

if TYPE_CHECKING:
    from harness.records import Json, Verdict

Pair = tuple[object, str]
"""A gold as `verify` takes it, and a response."""
PIECE = 250
"""Pairs handed to a worker at once."""


def verify_many(
    pairs: Iterable[Pair],
    *,
    symbols: Mapping[str, str] | None = None,
    kind: str | None = None,
    assume: Iterable[str] = (),
    targets: Iterable[str] = (),
    options: Mapping[str, Json] | None = None,
    workers: int = 1,
) -> Iterator[Verdict]:
    """Yield `verify`'s verdict on each pair of gold and response, in order.

    ``pairs`` may be a generator of any length: few are in memory at once. The other arguments are
    those of `verify` and hold for all pairs. With ``workers`` above 1 the pairs are marked by so
    many processes, started afresh: a script then needs ``if __name__ == "__main__":``.

    >>> [bool(verdict) for verdict in verify_many([("1/2", "It is 0.5."), ("4", "5")])]
    [True, False]
    """
    from harness.grading import declared_symbols

    declared_symbols(symbols)  # a bad declaration is told here, not by a worker
    how = partial(
        _verified,
        symbols=dict(symbols) if symbols else None,
        kind=kind,
        assume=tuple(assume),
        targets=tuple(targets),
        options=dict(options) if options else None,
    )
    return spread(how, pairs, workers=workers, size=PIECE)


def _verified(
    pairs: list[Pair],
    symbols: Mapping[str, str] | None,
    kind: str | None,
    assume: tuple[str, ...],
    targets: tuple[str, ...],
    options: Mapping[str, Json] | None,
) -> list[Verdict]:
    from harness.grading import verify

    return [
        verify(gold, reply, symbols=symbols, kind=kind, assume=assume, targets=targets, options=options)
        for gold, reply in pairs
    ]
