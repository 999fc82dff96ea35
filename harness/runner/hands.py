"""Ctrl-C: the first lets what is in flight finish, the second stops at once, further ones change nothing."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable

from harness.interrupts import blocked
from harness.runner.loop import Outcome, Run

SIGNALS = (signal.SIGINT, signal.SIGTERM)


async def attended(run: Run, say: Callable[[str], None]) -> Outcome:
    """Return how the run ended while listening for hands that want to stop it."""
    going = asyncio.ensure_future(run.go())

    def asked_to_stop() -> None:
        if run.outcome.by_hand:
            if not going.cancelling():  # a third time must not disturb the writing of what is there
                going.cancel()
            return
        run.outcome.by_hand = True
        run.outcome.stopped = "stopped by hand"
        run.stop.set()
        say("stopping: what is in flight is finished first; once more stops at once")

    loop = asyncio.get_running_loop()
    listening = []
    for number in SIGNALS:
        try:
            loop.add_signal_handler(number, asked_to_stop)
            listening.append(number)
        except (NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
            continue
    try:
        return await going
    finally:
        with blocked(SIGNALS):
            for number in listening:
                loop.remove_signal_handler(number)
                if run.outcome.by_hand:  # it is ending as was asked, and must end in order
                    signal.signal(number, signal.SIG_IGN)
