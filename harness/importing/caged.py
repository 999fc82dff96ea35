"""Reading that may never end, in a process of its own: so many seconds, so much memory, one answer.

A PDF is a program for a page. One of a kilobyte can unfold to anything, so whoever reads one is a child
that can be ended, and that says what it found as JSON of a bounded size.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryFile

from harness.errors import ImportFileError
from harness.importing.document import Line

SECONDS = 120
MEMORY = 2 << 30
"""Bytes of address space beyond what a Python needs anyway."""
LONGEST = 256 << 20
"""Bytes the child may say, and write anywhere."""


def pdf_lines(path: Path, seconds: int = SECONDS, memory: int = MEMORY) -> tuple[Line, ...]:
    """Return the lines of a PDF, read by a child; ImportFileError where it cannot be, within bounds."""
    command = [sys.executable, "-m", "harness.importing.caged", str(path), str(seconds), str(memory)]
    with TemporaryFile() as out:
        try:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE,
                timeout=seconds + 5, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as cause:
            raise _beyond(path, seconds, memory) from cause
        out.seek(0)
        said = out.read(LONGEST + 1)
    if done.returncode or len(said) > LONGEST:
        raise _beyond(path, seconds, memory)
    try:
        found = json.loads(said)
        lines, fault = found["lines"], found["fault"]
    except (ValueError, KeyError, TypeError) as cause:
        raise ImportFileError(f"{path}: the PDF could not be read") from cause
    if fault:
        raise ImportFileError(str(fault))
    return tuple(Line(**line) for line in lines)


def _beyond(path: Path, seconds: int, memory: int) -> ImportFileError:
    return ImportFileError(
        f"{path}: reading this PDF takes more than {seconds} s or {memory >> 20} MB; print it anew, "
        "or bring in its text"
    )


def _bound(seconds: int, memory: int) -> None:
    """Let the system end this process where it takes more than it may, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock alone
        return
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, LONGEST),
    ):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def main(words: Sequence[str]) -> int:
    """Read one PDF and say its lines; 0 where that came to an end, good or bad."""
    from harness.importing.pages import pdf_lines as read

    path, seconds, memory = Path(words[0]), int(words[1]), int(words[2])
    _bound(seconds, memory)
    try:
        lines, fault = [asdict(line) for line in read(path)], ""
    except ImportFileError as cause:
        lines, fault = [], str(cause)
    json.dump({"lines": lines, "fault": fault}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
