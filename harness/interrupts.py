"""Ctrl-C, also twice: programs that start others often signal both, and one end is enough."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType

ECHO = 2.0
"""Seconds in which a second Ctrl-C is taken for an echo of the first; a later one ends at once."""


@contextmanager
def once() -> Iterator[None]:
    """Let the first Ctrl-C raise KeyboardInterrupt, and none disturb the orderly end that follows."""
    first: list[float] = []

    def interrupted(number: int, frame: FrameType | None) -> None:
        if first and monotonic() - first[0] > ECHO:
            os._exit(130)
        if not first:
            first.append(monotonic())
            raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGINT, interrupted)
    except ValueError:  # not the main thread: somebody else listens
        yield
        return
    try:
        yield
    finally:
        if signal.getsignal(signal.SIGINT) is interrupted:
            signal.signal(signal.SIGINT, signal.SIG_IGN if first else before)  # only the exit is left


@contextmanager
def blocked(numbers: Iterable[signal.Signals]) -> Iterator[None]:
    """Keep signals waiting while it is being changed who hears them, where the system can."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
