"""Work spread over the processors of one machine: in order, memory bounded, a lost worker replaced."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import Generic, TypeVar

from harness.errors import HarnessError

T = TypeVar("T")
R = TypeVar("R")
AHEAD = 3
"""Pieces handed out a worker: enough to keep it busy, few enough to keep memory flat."""
PATIENCE = 3
"""How often workers may be lost on one and the same piece before it is given up."""


def processors() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        return os.cpu_count() or 1


def pieces(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the items in lists of ``size``, the last one shorter.

    >>> list(pieces("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    source = iter(items)
    while piece := list(islice(source, size)):
        yield piece


def spread(
    work: Callable[[list[T]], list[R]], items: Iterable[T], *, workers: int = 1, size: int = 500
) -> Iterator[R]:
    """Yield ``work``'s results for all items, in their order, worked out by so many processes.

    With one worker everything is done here. ``work`` takes and returns lists and must be importable.
    A worker that dies is replaced and its piece done again; HarnessError where that keeps happening.
    """
    if workers <= 1:
        for piece in pieces(items, size):
            yield from work(piece)
        return
    yield from _Pool(work, workers).results(pieces(items, size))


class _Pool(Generic[T, R]):
    """A pool of processes that is made anew where one of them died."""

    def __init__(self, work: Callable[[list[T]], list[R]], workers: int) -> None:
        self.work, self.workers = work, workers
        self.pool = self._made()

    def _made(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.workers, mp_context=get_context("spawn"))

    def results(self, todo: Iterator[list[T]]) -> Iterator[R]:
        """Yield the results in order."""
        waiting: deque[tuple[list[T], Future[list[R]]]] = deque()
        lost = 0
        try:
            while True:
                for piece in islice(todo, self.workers * AHEAD - len(waiting)):
                    waiting.append((piece, self._handed(piece)))
                if not waiting:
                    return
                piece, future = waiting[0]
                try:
                    found = future.result()
                except BrokenProcessPool as cause:
                    lost += 1
                    if lost >= PATIENCE:
                        raise HarnessError(
                            f"a worker died {lost} times on the same {len(piece)} items; is memory short?"
                        ) from cause
                    self.pool.shutdown(wait=False, cancel_futures=True)
                    self.pool = self._made()
                    waiting = deque((again, self._handed(again)) for again, _ in waiting)
                    continue
                waiting.popleft()
                lost = 0
                yield from found
        finally:
            self.pool.shutdown(wait=False, cancel_futures=True)

    def _handed(self, piece: list[T]) -> Future[list[R]]:
        try:
            return self.pool.submit(self.work, piece)
        except BrokenProcessPool as cause:  # it died between two pieces: told when this one's turn comes
            broken: Future[list[R]] = Future()
            broken.set_exception(cause)
            return broken
