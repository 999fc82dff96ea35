"""A PDF read in a child process of bounded time and memory: a hostile file costs a message, never more.

The child gets a path and gives JSON; it is killed at its deadline whatever it does.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec

from harness.errors import ImportFileError
from harness.importing.pdf.content import Document

SECONDS = 60
BYTES = 2 * 2**30
LONGEST = 256 * 2**20
MISSING = 3
"""Exit status where the library is not installed."""
UNREADABLE = 4
"""Exit status where the file is no PDF that can be read."""


def content_of(path: Path, seconds: float = SECONDS) -> Document:
    """Return a PDF's content; ImportFileError where it cannot be read within the limits."""
    command = [sys.executable, "-m", "harness.importing.pdf.child", str(path.absolute())]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=seconds, check=False, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as cause:
        raise ImportFileError(
            f"{path}: reading it took longer than {seconds:g} s; print fewer pages to a new PDF, or bring"
            f" in its source"
        ) from cause
    if done.returncode == MISSING:
        raise ImportFileError(
            f"{path}: reading a PDF needs the pdf extra: pip install 'homework-harness[pdf]'"
        )
    if done.returncode or len(done.stdout) > LONGEST:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["it ended without a word"]
        raise ImportFileError(f"{path}: not a PDF that can be read ({said[0][:200]})")
    try:
        return msgspec.json.decode(done.stdout, type=Document)
    except msgspec.MsgspecError as cause:
        raise ImportFileError(f"{path}: not a PDF that can be read ({cause})") from cause


def main(path: str) -> int:
    """Write a PDF's content to standard output; runs in the child."""
    _bound()
    try:
        from harness.importing.pdf.miner import mine
    except ImportError:
        return MISSING
    try:
        found = mine(Path(path))
    except (Exception, RecursionError) as cause:  # whatever a broken file makes of the library
        print(f"{type(cause).__name__}: {cause}".encode("ascii", "replace").decode(), file=sys.stderr)
        return UNREADABLE
    sys.stdout.buffer.write(msgspec.json.encode(found))
    return 0


def _bound() -> None:
    """Limit the child's memory and time of the processor, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
