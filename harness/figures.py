"""Figures of questions: read once, told by their bytes, known again by their digest."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources.abc import Traversable
from pathlib import Path

from harness.errors import HomeworkError
from harness.files import read_bounded
from harness.records import Figure

LARGEST = 5 << 20
"""Bytes of a figure; larger ones are refused by most providers."""
MEDIA = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"RIFF": "image/webp",
}
"""How a file begins → what it is, whatever its name says."""
_KNOWN: dict[str, bytes] = {}
"""Digest → bytes of the figures that this process has read."""


def read(folder: Traversable, name: str) -> Figure:
    """Return the figure of a question file's folder; HomeworkError where it is none that can be sent."""
    if not name or "/" in name or "\\" in name or name.startswith("."):
        raise HomeworkError(f"figures: {name!r}: name a file beside the question file")
    file = folder / name
    try:
        data = read_bounded(file, LARGEST) if isinstance(file, Path) else file.read_bytes()
    except OSError as cause:
        raise HomeworkError(f"figures: {file}: cannot be read: {cause.strerror or cause}") from cause
    if len(data) > LARGEST:
        raise HomeworkError(f"figures: {file}: larger than {LARGEST >> 20} MB")
    media = next((kind for head, kind in MEDIA.items() if data.startswith(head)), "")
    if not media or (media == "image/webp" and data[8:12] != b"WEBP"):
        raise HomeworkError(f"figures: {file}: not a PNG, JPEG, GIF or WebP image")
    digest = hashlib.sha256(data).hexdigest()[:32]
    _KNOWN[digest] = data
    return Figure(name, media, digest)


def data_url(figure: Figure) -> str:
    """Return the figure as a ``data:`` address; HomeworkError where its file was not read in this process."""
    data = _KNOWN.get(figure.digest)
    if data is None:
        raise HomeworkError(f"figure {figure.name}: its question was not read, or it has another figure now")
    return f"data:{figure.media};base64,{base64.b64encode(data).decode('ascii')}"


def size(figure: Figure) -> int:
    """Return the bytes of a figure; 0 where its file was not read in this process."""
    return len(_KNOWN.get(figure.digest, b""))
