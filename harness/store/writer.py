"""Writing transcripts so that nothing is lost: one writer a folder, whole lines, synced before counted."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO

from harness import codec
from harness.errors import RunError
from harness.files import opened
from harness.records import Transcript
from harness.store.lines import mend
from harness.store.locking import take


class Writer:
    """The only hand that writes to a run's transcripts, from ``with`` to its end."""

    def __init__(self, folder: Path, clean: Callable[[str], str] = str) -> None:
        self.folder = folder
        self.file = folder / "transcripts.jsonl"
        self.clean = clean
        """Takes secrets out of a line before it is written."""
        self._lock: IO[bytes] | None = None
        self._lines: IO[bytes] | None = None
        self._size = self._synced = 0
        """Bytes in the file, and bytes known to be on the disk."""
        self._spoilt = False

    def __enter__(self) -> Writer:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = self._locked()
            mend(self.file, self.folder / "transcripts.torn")
            self._lines = opened(self.file, "ab", 0)
            self._size = self._synced = os.fstat(self._lines.fileno()).st_size
        except OSError as cause:
            self.close()
            raise RunError(f"{self.folder}: cannot be written: {cause.strerror}") from cause
        except RunError:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder."""
        for file in (self._lines, self._lock):
            if file is not None:
                file.close()
        self._lines = self._lock = None

    def extend(self, transcripts: Sequence[Transcript]) -> None:
        """Add transcripts durably: all are on the disk when this returns; RunError and none where not."""
        self.write(transcripts)
        try:
            self.sync()
        except RunError:
            self.take_back()
            raise

    def write(self, transcripts: Sequence[Transcript]) -> None:
        """Hand transcripts to the system, which keeps them though this process die; RunError and none if not.

        Only ``sync`` keeps them through a power cut.
        """
        file = self._open()
        text = self._text(transcripts)
        try:
            rest = memoryview(text)
            while rest:
                rest = rest[file.write(rest) :]
        except OSError as cause:
            self._cut(self._size)
            raise self._broken(cause) from cause
        self._size += len(text)

    def sync(self) -> None:
        """Return when all that was written before is on the disk; RunError where it may not be."""
        file, size = self._open(), self._size
        try:
            os.fsync(file.fileno())
        except OSError as cause:
            raise self._broken(cause) from cause
        self._synced = size

    def take_back(self) -> None:
        """Forget what was written since the last ``sync`` that worked."""
        self._cut(self._synced)

    def _text(self, transcripts: Sequence[Transcript]) -> bytes:
        lines = b"".join(map(codec.line, transcripts)).decode("ascii")
        return self.clean(lines).encode("ascii")

    def _cut(self, size: int) -> None:
        """Take the file back to ``size``; where not even that can be done nothing more is written to it."""
        try:
            os.ftruncate(self._open().fileno(), size)
        except OSError:
            self._spoilt = True
        self._size = size

    def _open(self) -> IO[bytes]:
        if self._lines is None or self._spoilt:
            raise RunError(f"{self.file}: not open for writing")
        return self._lines

    def _broken(self, cause: OSError) -> RunError:
        return RunError(f"{self.file}: cannot be written: {cause.strerror}")

    def rescue(self, transcripts: Sequence[Transcript]) -> Path:
        """Keep what the folder has no room for in a file elsewhere, and return where; RunError if nowhere."""
        text = self._text(transcripts)
        for place in (tempfile.gettempdir(), str(Path.home()), "/dev/shm"):
            try:
                with tempfile.NamedTemporaryFile(
                    dir=place, prefix="harness-rescue-", suffix=".jsonl", delete=False
                ) as file:
                    file.write(text)
                    file.flush()
                    os.fsync(file.fileno())
                return Path(file.name)
            except OSError:
                continue
        raise RunError(
            f"{self.file}: no room here, nor in the temporary or home folder: {len(transcripts)} lost"
        )

    def _locked(self) -> IO[bytes]:
        lock = opened(self.folder / ".lock", "a+b")
        try:
            take(lock)
        except OSError as cause:
            lock.seek(0)
            owner = lock.read(40).decode("ascii", "replace").strip() or "another process"
            lock.close()
            raise RunError(
                f"{self.folder}: {owner} is writing to this run; wait for it or choose another --name"
            ) from cause
        lock.truncate(0)
        lock.write(b"process %d" % os.getpid())
        lock.flush()
        return lock
