"""A PDF read in a child process of bounded time and memory: a hostile file costs a message, never more.

A PDF is a program for a page; one of a kilobyte can unfold to anything. The child gets a path, reads
and lays out, and gives JSON of a bounded size; it is ended at its deadline whatever it does.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile

import msgspec

from harness.errors import ImportFileError
from harness.importing.document import Source

SECONDS = 120
MEMORY = 2 << 30
"""Bytes of address space."""
LONGEST = 256 << 20
"""Bytes the child may say, and write anywhere."""
MISSING = 3
"""Exit status where the library is not installed."""
UNREADABLE = 4
"""Exit status where the file is no PDF that can be read."""


def source_of(path: Path, seconds: int = SECONDS, memory: int = MEMORY) -> Source:
    """Return a PDF's lines; ImportFileError where it cannot be read within the limits."""
    command = [sys.executable, "-m", "harness.importing.pdf.child", str(path.absolute()), str(seconds)]
    with TemporaryFile() as out:
        try:
            done = subprocess.run(
                [*command, str(memory)],
                stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE,
                timeout=seconds + 5, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as cause:
            raise _beyond(path, seconds, memory) from cause
        out.seek(0)
        said = out.read(LONGEST + 1)
    if done.returncode == MISSING:
        raise ImportFileError(
            f"{path}: reading a PDF needs the pdf extra: pip install 'homework-harness[pdf]'"
        )
    if done.returncode == UNREADABLE:
        why = " ".join(done.stderr.decode("utf-8", "replace").split())[-200:]
        raise ImportFileError(f"{path}: not a PDF that can be read ({why})")
    if done.returncode or len(said) > LONGEST:
        raise _beyond(path, seconds, memory)
    try:
        return msgspec.json.decode(said, type=Source)
    except msgspec.MsgspecError as cause:
        raise ImportFileError(f"{path}: the PDF could not be read ({cause})") from cause


def _beyond(path: Path, seconds: int, memory: int) -> ImportFileError:
    return ImportFileError(
        f"{path}: reading this PDF takes more than {seconds} s or {memory >> 20} MB; print fewer pages"
        " to a new PDF, or bring in its source"
    )


def main(path: str, seconds: int, memory: int) -> int:
    """Write a PDF's lines to standard output; runs in the child."""
    _bound(seconds, memory)
    try:
        from harness.importing.pdf.miner import mine
    except ImportError:
        return MISSING
    from harness.importing.pdf.layout import source

    try:
        found = msgspec.json.encode(source(mine(Path(path))))
    except MemoryError:
        return 1
    except Exception as cause:  # the border: a PDF may break its reader in any way
        print(f"{type(cause).__name__}: {cause}".encode("ascii", "replace").decode()[:500], file=sys.stderr)
        return UNREADABLE
    sys.stdout.buffer.write(found)
    return 0


def _bound(seconds: int, memory: int) -> None:
    """Let the system end this process where it takes more than it may, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock alone
        return
    limits = ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, LONGEST))
    for what, most in limits:
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
