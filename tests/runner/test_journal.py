"""A finished transcript is in the file at once, counted when it is on the disk, and never lost."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from harness.errors import RunError
from harness.records import Conversation, Reply, Transcript, Turn
from harness.runner.journal import Journal
from harness.store import RunFolder, Writer

KEYS = [f"k{number}" for number in range(30)]


def transcript(key: str) -> Transcript:
    return Transcript(key, Conversation("bank/one", (Turn("What?", ("a",)),)), (Reply("2"),), "local:x")


def keys(folder: RunFolder) -> list[str]:
    return [found.run_key for found in folder.transcripts()]


class Told:
    """What a journal told, and what became of it."""

    def __init__(self, path: Path) -> None:
        self.folder = RunFolder(path / "run")
        self.counted: list[str] = []
        self.broken: list[RunError] = []
        self.surprises: list[BaseException] = []

    def _ended(self, task: asyncio.Task[None]) -> None:
        if (surprise := task.exception()) is not None:
            self.surprises.append(surprise)

    def go(self, work: Callable[[Journal, Writer], Awaitable[None]]) -> None:
        """Run ``work`` on a journal."""

        async def once() -> None:
            with self.folder.writer() as writer:
                saved = [lambda found: self.counted.append(found.run_key), self.broken.append, self._ended]
                await work(Journal(writer, *saved), writer)

        asyncio.run(once())


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path)


def test_in_the_file_at_once_and_counted_later(told: Told) -> None:
    async def work(journal: Journal, writer: Writer) -> None:
        for number, key in enumerate(KEYS, 1):
            await journal.add(transcript(key))
            assert keys(told.folder) == KEYS[:number]
        assert told.counted == []
        while told.counted != KEYS:
            await asyncio.sleep(0.005)
        await journal.close([transcript("unfinished")])

    told.go(work)
    assert told.counted == KEYS
    assert keys(told.folder) == [*KEYS, "unfinished"]


def test_what_waits_at_the_end_is_synced_and_counted(told: Told) -> None:
    async def work(journal: Journal, writer: Writer) -> None:
        for key in KEYS:
            await journal.add(transcript(key))
        await journal.close([])

    told.go(work)
    assert told.counted == KEYS


def test_what_the_disk_does_not_take_is_kept_elsewhere_and_not_counted(told: Told) -> None:
    async def work(journal: Journal, writer: Writer) -> None:
        await journal.add(transcript("k0"))
        while not told.counted:
            await asyncio.sleep(0.005)
        assert writer._lines is not None
        os.dup2(os.open(os.devnull, os.O_WRONLY), writer._lines.fileno())  # cannot be synced or cut
        for key in KEYS[1:]:
            await journal.add(transcript(key))
            await asyncio.sleep(0.001)
        await journal.close([])

    with pytest.raises(RunError, match="29 finished transcripts are kept in") as found:
        told.go(work)
    kept = Path(re.findall(r"kept in (\S+\.jsonl)", str(found.value))[0])
    with told.folder.transcripts_file.open("ab") as file:
        file.write(kept.read_bytes())
    kept.unlink()
    assert told.counted == ["k0"]
    assert len(told.broken) == 1
    assert keys(told.folder) == KEYS


def test_who_counts_wrongly_is_heard(told: Told) -> None:
    async def work(journal: Journal, writer: Writer) -> None:
        journal._saved = {}.__getitem__  # type: ignore[assignment]
        await journal.add(transcript("k0"))
        while not told.surprises:
            await asyncio.sleep(0.005)
        await journal.close([])

    told.go(work)
    assert keys(told.folder) == ["k0"]
