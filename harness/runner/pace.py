"""How fast: requests at once that adapt to the provider, and ceilings a minute."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from time import monotonic

TOLERATED = 0.1
"""Share of requests sent back by 429 or 503 that is put up with before slowing down."""


class Pace:
    """Slots for units in flight: more after clean rounds, fewer when the provider says it is too much.

    The limit is judged a round of answers at a time. In a round, more than a tenth sent back makes it
    shrink by a third, some sent back keeps it, none lets it grow – doubling until the first time the
    provider objects, by a tenth afterwards.
    """

    def __init__(self, start: int, most: int, fixed: bool = False) -> None:
        self.limit = float(start)
        self.most = most
        self.fixed = fixed
        self.live = 0
        self._answers = self._objections = 0
        self._met_limit = False
        self._pause_until = 0.0

    def room(self) -> bool:
        """Return whether one more unit may be in flight."""
        return self.live < int(self.limit)

    def crowded(self) -> bool:
        """Return whether more are in flight than should be, since the limit shrank."""
        return self.live > int(self.limit)

    def enter(self) -> None:
        """Take a slot."""
        self.live += 1

    def leave(self) -> None:
        """Give the slot back."""
        self.live -= 1

    def pause(self, seconds: float) -> None:
        """Let nobody send for ``seconds``: the provider said when to come back."""
        self._pause_until = max(self._pause_until, monotonic() + seconds)

    def open(self) -> bool:
        """Return whether sending is allowed right now."""
        return monotonic() >= self._pause_until

    async def wait_out_pause(self) -> None:
        """Wait until sending is allowed again."""
        while (left := self._pause_until - monotonic()) > 0:
            await asyncio.sleep(left)

    def answered(self, objection: bool) -> None:
        """Count one answer of the provider; ``objection`` is a 429 or 503."""
        self._answers += 1
        self._objections += objection
        if self._answers < max(4, int(self.limit)):
            return
        share = self._objections / self._answers
        self._answers = self._objections = 0
        if not self.fixed:
            self._judge(share)

    def _judge(self, share: float) -> None:
        if share > TOLERATED:
            self._met_limit = True
            self.limit = max(1.0, self.limit * 2 / 3)
        elif share == 0:
            step = self.limit * 0.1 if self._met_limit else self.limit
            self.limit = min(float(self.most), self.limit + max(1.0, step))


class Window:
    """A ceiling on what is sent in any stretch of ``period`` seconds."""

    def __init__(
        self, ceiling: float | None, period: float = 60.0, clock: Callable[[], float] = monotonic
    ) -> None:
        self.ceiling = ceiling
        self.period = period
        self.clock = clock
        self._sent: deque[tuple[float, float]] = deque()
        self._total = 0.0
        self._turn = asyncio.Lock()

    async def take(self, amount: float = 1.0) -> None:
        """Wait until ``amount`` more fits, and count it as sent; what never fits waits for an empty one."""
        if self.ceiling is None:
            return
        async with self._turn:
            while self._in_window() + amount > self.ceiling and self._sent:
                await asyncio.sleep(max(0.0, self._sent[0][0] + self.period - self.clock()))
            self._sent.append((self.clock(), amount))
            self._total += amount

    def _in_window(self) -> float:
        begin = self.clock() - self.period
        while self._sent and self._sent[0][0] <= begin:
            self._total -= self._sent.popleft()[1]
        return self._total
