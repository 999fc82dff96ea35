"""Rows → a file of rows: JSON Lines, CSV or Parquet, whole or not at all."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol

import jsonlines

from harness.errors import RunError
from harness.rows.types import Types, arrow_schema, fitted

ENDINGS = (".jsonl", ".csv", ".tsv", ".parquet")
Rows = Sequence[Mapping[str, Any]]


def writable(path: Path) -> str:
    """Return a file's ending; RunError where no file of rows ends so."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise RunError(f"{path}: its name must end in one of {', '.join(ENDINGS)}")
    return ending


class Sink(Protocol):
    """Somewhere rows go, a piece at a time."""

    def write(self, rows: Rows) -> None:
        """Add rows."""

    def close(self) -> None:
        """Finish the file."""


class Sheet:
    """A file of rows that is there whole when ``with`` ends, and as it was before where it fails."""

    def __init__(self, path: Path, columns: Types) -> None:
        ending = writable(path)
        self.path, self.columns = path, columns
        self._part = path.with_name(f".{path.name}.{os.getpid()}.part")
        self._make = SINKS[ending]

    def __enter__(self) -> Sink:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._sink = self._make(self._part, self.columns)
        except OSError as cause:
            raise RunError(f"{self.path}: cannot be written: {cause.strerror}") from cause
        return self._sink

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._sink.close()
            if kind is None:
                os.replace(self._part, self.path)
        except OSError as cause:
            raise RunError(f"{self.path}: cannot be written: {cause.strerror}") from cause
        finally:
            self._part.unlink(missing_ok=True)


class _JsonLines:
    def __init__(self, path: Path, columns: Types) -> None:
        self._file = path.open("w", encoding="ascii", newline="\n")
        self._writer = jsonlines.Writer(self._file, dumps=_dumped)

    def write(self, rows: Rows) -> None:
        self._writer.write_all(rows)

    def close(self) -> None:
        self._writer.close()
        _synced(self._file)


def _dumped(row: Any) -> str:
    return json.dumps(row, ensure_ascii=True, separators=(",", ":"), default=str)


class _Separated:
    separator = ","

    def __init__(self, path: Path, columns: Types) -> None:
        self._file = path.open("w", encoding="utf-8", errors="backslashreplace", newline="")
        self._writer = csv.DictWriter(
            self._file, list(columns), delimiter=self.separator, lineterminator="\n"
        )
        self._writer.writeheader()

    def write(self, rows: Rows) -> None:
        self._writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)

    def close(self) -> None:
        _synced(self._file)


class _Tabbed(_Separated):
    separator = "\t"


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _dumped(value) if isinstance(value, dict | list) else value


class _Parquet:
    def __init__(self, path: Path, columns: Types) -> None:
        self._schema = arrow_schema(columns)
        import pyarrow.parquet as pq

        self._writer = pq.ParquetWriter(path, self._schema)
        self._columns = columns

    def write(self, rows: Rows) -> None:
        import pyarrow as pa

        if rows:
            fit = [fitted(row, self._columns) for row in rows]
            self._writer.write_table(pa.Table.from_pylist(fit, schema=self._schema))

    def close(self) -> None:
        self._writer.close()


def _synced(file: IO[Any]) -> None:
    file.flush()
    os.fsync(file.fileno())
    file.close()


def whole(path: Path, text: str) -> None:
    """Write a text file whole or not at all; RunError where it cannot be written."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as cause:
        raise RunError(f"{path}: cannot be written: {cause.strerror}") from cause
    finally:
        part.unlink(missing_ok=True)


SINKS: Mapping[str, Callable[[Path, Types], Sink]] = {
    ".jsonl": _JsonLines,
    ".csv": _Separated,
    ".tsv": _Tabbed,
    ".parquet": _Parquet,
}
"""Ending → its writer."""


def write(path: Path, columns: Types, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write a whole file of rows at once; RunError where it cannot be written."""
    with Sheet(path, columns) as sink:
        sink.write(list(rows))
