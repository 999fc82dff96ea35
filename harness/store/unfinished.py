"""Work on a run that is written as it goes, so that what a kill or a crash interrupts is taken up again."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, TypeVar

from harness import codec
from harness.errors import RunError
from harness.files import opened
from harness.store import lines

R = TypeVar("R")


class Unfinished:
    """Results by the digest of what they were worked out from, kept in a file until all are there.

    Used in ``with``: leaving it by an exception, or not at all, keeps the file for the next time.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._known: dict[str, list[object]] = {}
        self._out: IO[str] | None = None

    def __enter__(self) -> Unfinished:
        if os.path.lexists(self.file):
            try:
                lines.mend(self.file, self.file.with_suffix(".torn"))
            except OSError as cause:
                raise RunError(f"{self.file}: cannot be read: {cause.strerror}") from cause
            for _, _, line in lines.each(self.file):
                try:
                    found = json.loads(line)
                    self._known[found["of"]] = found["results"]
                except (ValueError, RecursionError, KeyError, TypeError):
                    continue  # it is worked out again
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._out is not None:
            self._out.close()
        if kind is None:
            self.file.unlink(missing_ok=True)

    def known(self, of: str, kind: type[R]) -> list[R] | None:
        """Return the results that an interrupted attempt had for ``of``, or None."""
        found = self._known.get(of)
        if found is None:
            return None
        return [codec.from_builtins(one, kind) for one in found]

    def keep(self, of: str, results: Sequence[object]) -> None:
        """Write the results worked out from ``of``; they are in the file when this returns."""
        plain = [codec.to_builtins(one) for one in results]
        try:
            if self._out is None:
                self._out = opened(self.file, "a", encoding="ascii", newline="\n")
            line = json.dumps({"of": of, "results": plain}, ensure_ascii=True, allow_nan=False)
            self._out.write(line + "\n")
            self._out.flush()
        except OSError as cause:
            raise RunError(f"{self.file}: cannot be written: {cause.strerror}") from cause
