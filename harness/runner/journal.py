"""Finished transcripts on their way to the disk: written at once, synced many at a time, then counted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from harness.errors import RunError
from harness.records import Transcript
from harness.store import Writer

PERIOD = 0.02
"""Seconds between two syncs: each is for all that was written meanwhile."""
MOST = 1_000
"""Transcripts that may wait for the disk until asking waits for it too."""


class Journal:
    """What stands between those who ask and a run's writer.

    A transcript is in the file – a killed process loses it no more – before the next question is asked,
    and on the disk before it is counted. Nobody who asks waits for the disk.
    """

    def __init__(
        self,
        writer: Writer,
        saved: Callable[[Transcript], None],
        broken: Callable[[RunError], None],
        ended: Callable[[asyncio.Task[None]], None],
    ) -> None:
        self._writer = writer
        self._saved = saved
        """Told of each transcript that is on the disk."""
        self._broken = broken
        """Told once when the disk takes no more."""
        self._ended = ended
        """Told of each task of the journal's that has ended."""
        self._written: list[Transcript] = []
        self._timer: asyncio.TimerHandle | None = None
        self._syncing: asyncio.Task[None] | None = None
        self._synced = 0.0
        self._takes = True
        self._kept: list[Transcript] = []
        """What could not be written; kept in memory, tried again at the end."""

    async def add(self, transcript: Transcript) -> None:
        """Write the transcript; it is counted when it is on the disk."""
        if not self._takes:
            self._kept.append(transcript)
            return
        try:
            self._writer.write([transcript])
        except RunError as error:
            self._fail(error, [transcript])
            return
        self._written.append(transcript)
        if self._syncing is None and self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_at(max(loop.time(), self._synced + PERIOD), self._begin)
        while self._syncing is not None and len(self._written) >= MOST:
            await asyncio.wait([self._syncing])

    async def close(self, unfinished: list[Transcript]) -> None:
        """Write and sync what still waits, ``unfinished`` uncounted; RunError where that fails."""
        if self._syncing is not None:
            await asyncio.wait([self._syncing])
        if self._timer is not None:
            self._timer.cancel()
        if self._written:
            await self._sync()
        rest = self._kept + unfinished
        if not rest:
            return
        try:
            self._writer.extend(rest)
        except RunError as cause:
            kept: Path = self._writer.rescue(rest)
            raise RunError(
                f"{cause}; {len(rest)} finished transcripts are kept in {kept}: "
                f"make room, then append that file to {self._writer.file}"
            ) from cause
        for transcript in self._kept:
            self._saved(transcript)

    def _begin(self) -> None:
        self._timer = None
        self._syncing = asyncio.create_task(self._sync())
        self._syncing.add_done_callback(self._ended)

    async def _sync(self) -> None:
        """Sync what is written by now, and count it."""
        batch, self._written = self._written, []
        try:
            await asyncio.to_thread(self._writer.sync)
        except RunError as error:
            self._writer.take_back()
            batch, self._written = batch + self._written, []
            self._fail(error, batch)
            return
        finally:
            self._syncing = None
        loop = asyncio.get_running_loop()
        self._synced = loop.time()
        if self._written:
            self._timer = loop.call_at(self._synced + PERIOD, self._begin)
        for transcript in batch:
            self._saved(transcript)

    def _fail(self, error: RunError, transcripts: list[Transcript]) -> None:
        self._kept += transcripts
        if self._takes:
            self._takes = False
            self._broken(error)
