"""A whole file marked: read, handed to an engine, kept as it goes, put together at the end.

Marks go to a journal beside the output as they come, so that a file is resumed where it was left; the
output itself appears whole, rows and marks side by side, when all is marked.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from harness import codec
from harness.errors import RunError
from harness.grading import MARKER_VERSION
from harness.marksheet.columns import Columns
from harness.marksheet.marks import MARKS, PREFIX, Mark, Piece, marked
from harness.rows import read
from harness.rows.types import Types, seen
from harness.rows.writing import Sheet, writable
from harness.spread import pieces, spread

PIECE = 250
"""Rows handed to a worker at once."""
Engine = Callable[[Iterable[Piece], Columns], Iterator[list[Mark]]]
"""Rows in, each row's marks out, in the same order."""
Progress = Callable[[int], None]
"""Called with the number of rows marked so far."""


@dataclass(slots=True)
class Outcome:
    """What came of a file."""

    out: Path
    rows: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    """Status → how many replies have it."""
    faults: list[str] = field(default_factory=list)
    """File, line and column of the rows that could not be marked, and why; the first hundred."""
    faulty: int = 0
    resumed: int = 0
    """Rows that had been marked before."""


FAULTS_KEPT = 100


def one_by_one(rows: Iterable[Piece], columns: Columns) -> Iterator[list[Mark]]:
    """Mark in this process."""
    return spread(partial(marked, columns=columns), rows, size=PIECE)


def by_processes(workers: int) -> Engine:
    """Return the engine that marks in so many processes of this machine."""

    def engine(rows: Iterable[Piece], columns: Columns) -> Iterator[list[Mark]]:
        return spread(partial(marked, columns=columns), rows, workers=workers, size=PIECE)

    return engine


def mark_file(
    path: Path,
    out: Path,
    columns: Columns,
    engine: Engine = one_by_one,
    progress: Progress | None = None,
) -> Outcome:
    """Mark the rows of a file into another; resumed where the same was begun before.

    A row that cannot be read or marked has its fault beside it and costs no other row its mark.
    """
    writable(out)
    journal = _Journal(out.with_name(f"{out.name}.marks"), _identity(path, columns))
    outcome = Outcome(out, resumed=journal.rows)
    types: dict[str, Any] = {}
    todo = islice(_pieces(path, types), journal.rows, None)
    with journal as kept:
        done = journal.rows
        for group in pieces(engine(todo, columns), PIECE):
            kept.add(group)
            done += len(group)
            if progress is not None:
                progress(done)
    _assembled(path, out, journal, types, outcome)
    journal.file.unlink()
    return outcome


def _identity(path: Path, columns: Columns) -> str:
    """Return what a journal must have been written for to be gone on with."""
    stat = path.stat() if path.exists() else None
    size = (stat.st_size, stat.st_mtime_ns) if stat is not None else ()
    return codec.digest([str(path.resolve()), size, asdict(columns), MARKER_VERSION], 32)


def _pieces(path: Path, types: dict[str, Any]) -> Iterator[Piece]:
    for row in read(path):
        data = {name: value for name, value in row.data.items() if not name.startswith(PREFIX)}
        seen(types, data)
        yield Piece(row.number, data, row.fault)


class _Journal:
    """The marks so far, a line a row; a head that says of what."""

    def __init__(self, file: Path, identity: str) -> None:
        self.file = file
        self.head = json.dumps({"marks_of": identity}).encode("ascii") + b"\n"
        self.rows, self._size = self._whole()

    def _whole(self) -> tuple[int, int]:
        """Return how many rows are marked already, and where the last whole line ends."""
        try:
            with self.file.open("rb") as lines:
                if lines.readline() != self.head:
                    return 0, 0
                rows, size = 0, len(self.head)
                for line in lines:
                    if not line.endswith(b"\n"):
                        break
                    rows, size = rows + 1, size + len(line)
                return rows, size
        except FileNotFoundError:
            return 0, 0
        except OSError as cause:
            raise RunError(f"{self.file}: cannot be read: {cause.strerror}") from cause

    def __enter__(self) -> _Journal:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self._lines = self.file.open("r+b" if self._size else "wb")
            self._lines.truncate(self._size)
            self._lines.seek(self._size)
            if not self._size:
                self._lines.write(self.head)
                self._lines.flush()
        except OSError as cause:
            raise RunError(f"{self.file}: cannot be written: {cause.strerror}") from cause
        return self

    def __exit__(self, *_: object) -> None:
        self._lines.close()

    def add(self, group: list[list[Mark]]) -> None:
        """Add the marks of some rows; they outlive this process."""
        try:
            self._lines.write(b"".join(map(codec.line, group)))
            self._lines.flush()
        except OSError as cause:
            raise RunError(f"{self.file}: cannot be written: {cause.strerror}") from cause

    def marks(self) -> Iterator[list[Mark]]:
        """Yield the marks of each row."""
        with self.file.open("rb") as lines:
            next(lines)
            for line in lines:
                yield json.loads(line)


def _assembled(path: Path, out: Path, journal: _Journal, types: Types, outcome: Outcome) -> None:
    """Write rows and marks side by side."""
    rows = zip(_pieces(path, {}), journal.marks(), strict=True)
    with Sheet(out, {**types, **MARKS}) as sheet:
        for group in pieces(rows, PIECE):
            sheet.write([_beside(piece.data, mark, types) for piece, marks in group for mark in marks])
            for piece, marks in group:
                _counted(outcome, path, piece, marks)


def _beside(data: Mapping[str, Any], mark: Mark, types: Types) -> Mapping[str, Any]:
    return {**{name: data.get(name) for name in types}, **mark}


def _counted(outcome: Outcome, path: Path, piece: Piece, marks: list[Mark]) -> None:
    outcome.rows += 1
    for mark in marks:
        if mark["mark_fault"] is not None:
            outcome.faulty += 1
            if len(outcome.faults) < FAULTS_KEPT:
                outcome.faults.append(f"{path}, line {piece.number}: {mark['mark_fault']}")
        else:
            outcome.statuses[mark["mark_status"]] += 1
