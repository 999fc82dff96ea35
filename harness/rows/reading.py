"""Files of rows → `Row`, one at a time; what is wrong with one row is said of that row alone."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import jsonlines

from harness.errors import ImportFileError

SUFFIXES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", ".arrow")
"""What a file of rows may end in; each but Parquet and Arrow with ``.gz`` behind it, too."""
BATCH = 1_024
"""Rows of a Parquet file read at once."""
LONGEST_CELL = 64 << 20
"""Characters a cell of a CSV file may have."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file."""

    file: str
    number: int
    """The line it begins on; in Parquet, Arrow and JSON its place, from 1."""
    data: dict[str, Any] = field(default_factory=dict)
    fault: str = ""
    """Why it could not be read; empty where it was."""

    @property
    def where(self) -> str:
        """File and line, for messages to people."""
        return f"{self.file}, line {self.number}"


def is_table(spec: str) -> bool:
    """Return whether a word names a file of rows, by its ending.

    >>> [is_table(word) for word in ("bank.jsonl", "test.csv.gz", "deep-learning-hw1/q1")]
    [True, True, False]
    """
    return spec.lower().removesuffix(".gz").endswith(SUFFIXES)


def read(path: Path) -> Iterator[Row]:
    """Yield the rows of a file, or of the files of a folder in the order of their names.

    ImportFileError where there is nothing to read; a single row that is broken comes with its fault.
    """
    for file in _files(path):
        yield from READERS[_ending(file)](file)


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise ImportFileError(f"{path}: cannot be read: no such file")
    if not path.is_dir():
        if _ending(path) not in READERS:
            raise ImportFileError(
                f"{path}: not a file of rows; its name ends in one of {', '.join(SUFFIXES)}"
            )
        if not path.is_file():
            raise ImportFileError(f"{path}: it is no regular file")
        return [path]
    inside = sorted(f for f in path.rglob("*") if f.is_file() and _ending(f) in READERS)
    for endings in ((".parquet",), (".arrow",), (".jsonl", ".ndjson"), (".csv", ".tsv"), (".json",)):
        chosen = [file for file in inside if _ending(file) in endings]
        if chosen:
            return chosen
    raise ImportFileError(f"{path}: no file of rows in this folder ({', '.join(SUFFIXES)})")


def _ending(file: Path) -> str:
    name = file.name.lower()
    ending = Path(name.removesuffix(".gz")).suffix
    return "" if name.endswith(".gz") and ending in (".parquet", ".arrow") else ending


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    try:
        with gzip.open(file) if file.name.lower().endswith(".gz") else file.open("rb") as opened:
            yield opened  # type: ignore[misc]  # a GzipFile is read like any other
    except (OSError, EOFError) as cause:
        raise ImportFileError(
            f"{file}: cannot be read: {getattr(cause, 'strerror', None) or cause}"
        ) from cause


class _Counted:
    """Lines with the number of the one handed out last."""

    def __init__(self, lines: IO[bytes]) -> None:
        self.lines = lines
        self.number = 0

    def __iter__(self) -> Iterator[bytes]:
        for number, line in enumerate(self.lines, 1):
            self.number = number
            yield line


def _json_lines(file: Path) -> Iterator[Row]:
    with _opened(file) as opened:
        lines = _Counted(opened)
        reader = jsonlines.Reader(lines, loads=_loaded)
        while True:
            try:
                data = reader.read(skip_empty=True, allow_none=True)
            except EOFError:
                return
            except jsonlines.InvalidLineError as cause:
                yield Row(str(file), cause.lineno, fault=f"not a line of JSON: {_why(cause)}")
                continue
            if isinstance(data, dict):
                yield Row(str(file), lines.number, data)
            else:
                kind = "null" if data is None else type(data).__name__
                yield Row(str(file), lines.number, fault=f"a line must be an object, not {kind}")


def _loaded(line: str | bytes) -> Any:
    try:
        return json.loads(line)
    except RecursionError as cause:
        raise ValueError("nested too deeply") from cause


def _why(error: jsonlines.InvalidLineError) -> str:
    """Return what is wrong with a line, without the line and its number."""
    cause = error.__cause__
    return f"column {cause.colno}: {cause.msg}" if isinstance(cause, json.JSONDecodeError) else str(cause)


def _json_whole(file: Path) -> Iterator[Row]:
    """Read a JSON file: a list of rows, an object that holds one, or JSON Lines under another name."""
    with _opened(file) as opened:
        text = opened.read()
    try:
        whole = json.loads(text.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        yield from _json_lines(file)
        return
    for number, data in enumerate(_listed(whole), 1):
        if isinstance(data, dict):
            yield Row(str(file), number, data)
        else:
            yield Row(str(file), number, fault=f"an object is needed, not {type(data).__name__}")


def _listed(whole: Any) -> list[Any]:
    if isinstance(whole, list):
        return whole
    lists = [v for v in whole.values() if isinstance(v, list)] if isinstance(whole, dict) else []
    return lists[0] if len(lists) == 1 and all(isinstance(one, dict) for one in lists[0]) else [whole]


def _separated(separator: str) -> Callable[[Path], Iterator[Row]]:
    def rows(file: Path) -> Iterator[Row]:
        csv.field_size_limit(LONGEST_CELL)
        with _opened(file) as opened:
            lines = csv.reader(
                io.TextIOWrapper(opened, "utf-8-sig", "surrogateescape", newline=""), delimiter=separator
            )
            head: list[str] | None = None
            while True:
                begun = lines.line_num + 1
                try:
                    cells = next(lines)
                except StopIteration:
                    return
                except csv.Error as cause:
                    yield Row(str(file), begun, fault=f"not a row of a CSV file: {cause}")
                    continue
                if head is None:
                    head = cells
                elif cells:
                    yield _row_of_cells(str(file), begun, head, cells)

    return rows


def _row_of_cells(file: str, number: int, head: list[str], cells: list[str]) -> Row:
    if len(cells) != len(head):
        fault = f"{len(cells)} cells where the first line names {len(head)} columns"
        return Row(file, number, dict(zip(head, cells)), fault)
    for name, cell in zip(head, cells):
        if not cell.isascii() and any("\udc80" <= char <= "\udcff" for char in cell):
            return Row(
                file, number, dict(zip(head, cells)), f"{name}: not UTF-8 text; save the file as UTF-8"
            )
    return Row(file, number, dict(zip(head, cells)))


def _parquet(file: Path) -> Iterator[Row]:
    with _arrow_errors(file):
        import pyarrow.parquet as pq

        number = 0
        with pq.ParquetFile(file) as opened:
            for batch in opened.iter_batches(BATCH):
                for data in batch.to_pylist():
                    number += 1
                    yield Row(str(file), number, data)


def _arrow(file: Path) -> Iterator[Row]:
    """Read a piece of a data set that the datasets library saved: an Arrow stream, or an Arrow file."""
    with _arrow_errors(file):
        import pyarrow as pa

        number = 0
        with pa.memory_map(str(file)) as source:
            try:
                batches: Any = pa.ipc.open_stream(source)
            except pa.ArrowInvalid:
                whole = pa.ipc.open_file(source)
                batches = (whole.get_batch(n) for n in range(whole.num_record_batches))
            for batch in batches:
                for data in batch.to_pylist():
                    number += 1
                    yield Row(str(file), number, data)


@contextmanager
def _arrow_errors(file: Path) -> Iterator[None]:
    try:
        import pyarrow as pa
    except ImportError as cause:
        raise ImportFileError(
            f"{file}: reading Parquet and Arrow needs pyarrow; install homework-harness[tables], "
            "from a checkout: pip install -e '.[tables]'"
        ) from cause
    try:
        yield
    except (pa.ArrowException, OSError) as cause:
        raise ImportFileError(f"{file}: cannot be read: {cause}") from cause


READERS: dict[str, Callable[[Path], Iterator[Row]]] = {
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".json": _json_whole,
    ".csv": _separated(","),
    ".tsv": _separated("\t"),
    ".parquet": _parquet,
    ".arrow": _arrow,
}
"""Ending → its reader."""
