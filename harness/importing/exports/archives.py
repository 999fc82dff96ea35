"""ZIP archives as they come: an Inspect log (``.eval``), and the export that a chat's maker sends."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import IO, Any

from harness.errors import ImportFileError

MOST = 1 << 28
"""Bytes one entry may unpack to."""
MOST_IN_ALL = 1 << 33
"""Bytes an archive may unpack to: a log of many thousand samples."""
ZSTD = 93
"""The ZIP method that Inspect writes and Python before 3.14 cannot read."""


def entries(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield name and JSON value of each file of an archive that may hold conversations.

    An Inspect log yields its header under ``header.json`` first, then each sample.
    """
    try:
        with _opened(path) as archive:
            names = [info for info in archive.infolist() if info.filename.endswith(".json")]
            whole = sum(info.file_size for info in names)
            if whole > MOST_IN_ALL:
                raise ImportFileError(f"{path}: would unpack to {whole >> 20:,} MB; split it first")
            for info in _wanted(names):
                yield info.filename, _value(path, archive, info)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as cause:
        raise ImportFileError(f"{path}: not a ZIP archive that can be read: {cause}") from cause


def _wanted(names: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    samples = [info for info in names if info.filename.startswith("samples/")]
    if samples:
        heads = {info.filename: info for info in names}
        head = heads.get("header.json") or heads.get("_journal/start.json")
        return [*([head] if head else []), *samples]
    talks = [info for info in names if Path(info.filename).name.startswith("conversations")]
    return talks or names


def _value(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Any:
    if info.file_size > MOST:
        raise ImportFileError(f"{path}, {info.filename}: would unpack to {info.file_size >> 20:,} MB")
    with archive.open(info) as inner:
        text = _bounded(inner, path, info)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as cause:
        raise ImportFileError(f"{path}, {info.filename}: not JSON ({cause})") from cause


def _bounded(inner: IO[bytes], path: Path, info: zipfile.ZipInfo) -> bytes:
    text = inner.read(MOST + 1)
    if len(text) > MOST:
        raise ImportFileError(f"{path}, {info.filename}: unpacks to more than {MOST >> 20:,} MB")
    return text


def _opened(path: Path) -> zipfile.ZipFile:
    with zipfile.ZipFile(path) as archive:
        packed = any(info.compress_type == ZSTD for info in archive.infolist())
    return _reader(path).ZipFile(path) if packed else zipfile.ZipFile(path)


def _reader(path: Path) -> ModuleType:
    """Return a zipfile module that reads Zstandard: the standard one from Python 3.14 on, else a backport."""
    if hasattr(zipfile, "ZIP_ZSTANDARD"):
        return zipfile
    try:
        return import_module("backports.zstd.zipfile")
    except ImportError as cause:
        raise ImportFileError(
            f"{path}: an archive packed with Zstandard, as Inspect writes its logs; install "
            "homework-harness[inspect] (from a checkout: pip install -e '.[inspect]'), or turn the log into "
            "JSON first: inspect log dump LOG.eval > log.json"
        ) from cause
