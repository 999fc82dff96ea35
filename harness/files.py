"""Files that may be a stranger's: no link is followed where we write, nothing endless is read.

A run folder may come out of somebody's archive or repository. A link in it must not make us write
elsewhere, and a device or a pipe under a file's name must not make us read for ever.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)


def opened(path: Path, mode: str, buffering: int = -1, **text: Any) -> IO[Any]:
    """Return a file of a run folder, open; OSError where it is a link, a folder or no regular file."""

    def own(name: str, flags: int) -> int:
        return os.open(name, flags | _NO_LINK | _NO_WAIT, 0o666)

    if path.is_symlink():  # where the system cannot refuse by itself; it does where it can
        raise OSError(errno.ELOOP, "it is a link, and no link in a run folder is followed")
    try:
        found = open(path, mode, buffering, opener=own, **text)  # noqa: SIM115  # whoever asked closes it
    except OSError as cause:
        if cause.errno == errno.ELOOP:
            raise OSError(errno.ELOOP, "it is a link, and no link in a run folder is followed") from cause
        raise
    if not stat.S_ISREG(os.fstat(found.fileno()).st_mode):
        found.close()
        raise OSError(errno.EINVAL, "it is no regular file")
    return found


def read_bounded(path: Path, most: int) -> bytes:
    """Return a file's bytes, one more than ``most`` where it is longer; OSError for no regular file."""
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | _NO_WAIT)) as found:
        if not stat.S_ISREG(os.fstat(found.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is no regular file")
        return found.read(most + 1)


def replace_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, through a part file of a name nobody can foresee."""
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-", suffix=".part")
    try:
        with open(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(part, 0o666 & ~_umask())
        os.replace(part, path)
    except OSError:
        with suppress(OSError):
            os.unlink(part)
        raise


def folder_within(root: Path, folder: Path) -> None:
    """Make a folder beneath ``root``, of which no step is a link; OSError where one is."""
    for step in (*reversed(folder.parents), folder):
        if (step == root or root in step.parents) and step.is_symlink():
            raise OSError(errno.ELOOP, f"{step} is a link, and no link in a run folder is followed")
    folder.mkdir(parents=True, exist_ok=True)


def _umask() -> int:
    now = os.umask(0o077)
    os.umask(now)
    return now
