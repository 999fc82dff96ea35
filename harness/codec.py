"""Records to JSON and back, the same field names on both sides.

The text is ASCII (any string survives, lone surrogates included) and holds no
NaN, so one record is always one line.
"""

from __future__ import annotations

import hashlib
import json
import re
from json.encoder import encode_basestring_ascii
from math import isfinite
from typing import Any, TypeVar

import msgspec

R = TypeVar("R")
_canonical = json.JSONEncoder(ensure_ascii=True, allow_nan=False, sort_keys=True).encode
_encode = msgspec.json.Encoder().encode
_FOREIGN = re.compile(r"[^\x00-\x7f]+")


def to_builtins(record: object) -> Any:
    """Return the record as dictionaries, lists and plain values."""
    return msgspec.to_builtins(record, str_keys=True)


def encode(record: object) -> str:
    """Return the record as one line of ASCII JSON, without a newline.

    Raises ValueError where a number is NaN or infinite.
    """
    return json.dumps(to_builtins(record), ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def line(record: object) -> bytes:
    """Return the record as a line of ASCII JSON, its end included, as fast as can be.

    A number that is NaN or infinite becomes null: what was paid for is written all the same.
    """
    try:
        found = _encode(record)
    except UnicodeEncodeError:  # a lone surrogate
        return f"{encode(record)}\n".encode("ascii")
    if found.isascii():
        return found + b"\n"
    return _FOREIGN.sub(_escaped, found.decode()).encode("ascii") + b"\n"


def _escaped(foreign: re.Match[str]) -> str:
    return encode_basestring_ascii(foreign[0])[1:-1]


def from_builtins(data: Any, kind: type[R]) -> R:
    """Return the record of type ``kind`` that ``data`` describes.

    Raises ValueError naming the field at fault; unknown fields are ignored.
    """
    return msgspec.convert(data, kind)


def decode(line: str, kind: type[R]) -> R:
    """Return the record of type ``kind`` that one line of JSON holds; ValueError where it does not."""
    try:
        return from_builtins(json_of(line), kind)
    except RecursionError as cause:
        raise ValueError("nested too deeply") from cause


def json_of(text: str) -> Any:
    """Return the value that a text of JSON holds; ValueError where it is none, infinite or too deep."""
    try:
        return json.loads(text, parse_float=_finite, parse_constant=_finite)
    except RecursionError as cause:
        raise ValueError("nested too deeply") from cause


def _finite(text: str) -> float:
    found = float(text)
    if not isfinite(found):
        raise ValueError(f"{text[:20]} is no finite number")
    return found


def canonical(data: object) -> str:
    """Return the one JSON text that stands for ``data``: keys in order, ASCII, no NaN."""
    return _canonical(to_builtins(data))


def digest(data: object, length: int = 16) -> str:
    """Return the first ``length`` hex digits of the SHA-256 of the canonical JSON of ``data``."""
    return hashlib.sha256(canonical(data).encode("ascii")).hexdigest()[:length]
