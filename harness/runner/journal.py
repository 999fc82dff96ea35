"""Finished transcripts on their way to the disk: many written and synced at a time, none counted before."""

from __future__ import annotations

import asyncio
from pathlib import Path

from harness.errors import RunError
from harness.records import Transcript
from harness.store import Writer


class Journal:
    """A queue in front of a run's writer."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._waiting: list[tuple[Transcript, asyncio.Future[None]]] = []
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._writing: asyncio.Task[None] | None = None
        self.unsaved: list[Transcript] = []
        """What could not be written; kept in memory, tried again at the end."""

    async def add(self, transcript: Transcript) -> None:
        """Return when the transcript is on the disk; RunError where it could not be written."""
        if self._task is None:
            self._task = asyncio.create_task(self._write())
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((transcript, done))
        self._wake.set()
        await asyncio.shield(done)

    async def close(self) -> None:
        """Write what still waits; RunError, with where it is kept instead, if the disk takes no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        self.unsaved += [transcript for transcript, _ in self._waiting]
        if not self.unsaved:
            return
        try:
            self._writer.extend(self.unsaved)
        except RunError as cause:
            kept: Path = self._writer.rescue(self.unsaved)
            raise RunError(
                f"{cause}; {len(self.unsaved)} finished transcripts are kept in {kept}: "
                f"make room, then append that file to {self._writer.file}"
            ) from cause

    async def _write(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            batch, self._waiting = self._waiting, []
            if not batch:
                continue
            transcripts = [transcript for transcript, _ in batch]
            self._writing = asyncio.create_task(asyncio.to_thread(self._writer.extend, transcripts))
            try:
                await asyncio.shield(self._writing)
            except RunError as error:
                self.unsaved += transcripts
                for _, done in batch:
                    _fail(done, error)
                continue
            except asyncio.CancelledError:
                await self._finish(transcripts)
                raise
            for _, done in batch:
                if not done.done():
                    done.set_result(None)

    async def _finish(self, transcripts: list[Transcript]) -> None:
        """Wait for the write that is under way, so that nothing is written twice."""
        if self._writing is None:
            return
        try:
            await self._writing
        except RunError:
            self.unsaved += transcripts


def _fail(done: asyncio.Future[None], error: RunError) -> None:
    if not done.done():
        done.set_exception(error)
        done.exception()
