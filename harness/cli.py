"""The command line: a table of commands, each in a module of its own that is loaded only when used."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper

from harness import __version__
from harness.commands import COMMANDS as COMMANDS
from harness.commands import MODULES
from harness.errors import HarnessError
from harness.interrupts import once
from harness.terminal import note, printable


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 only where it did what it was asked."""
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # what a terminal cannot show must not end a run
            stream.reconfigure(errors="backslashreplace")
    if not words or words[0] in ("-h", "--help"):
        print(overview())
        return 0 if words else 2
    if words[0] in ("-V", "--version"):
        print(f"harness {__version__}")
        return 0
    name = words[0]
    if name not in COMMANDS:
        print(f"harness: no command {name!r}{_meant(name)}", file=sys.stderr)
        return 2
    parser = argparse.ArgumentParser(prog=f"harness {name}", description=COMMANDS[name])
    with once():
        return _run(name, parser, words)


def _run(name: str, parser: argparse.ArgumentParser, words: Sequence[str]) -> int:
    """Return the exit status of a command, whose errors are told in a line."""
    note.cache_clear()  # told once a command
    try:
        command = import_module(f"harness.commands.{MODULES.get(name, name)}")
        command.add_arguments(parser)
        return int(command.run(parser.parse_args(words[1:])))
    except HarnessError as error:
        print(f"harness {name}: {printable(str(error))}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"harness {name}: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _meant(name: str) -> str:
    """Return the nearest command in words, or where to find them all."""
    near = difflib.get_close_matches(name, COMMANDS, 1)
    return f"; did you mean {near[0]}?" if near else f"; there are {', '.join(COMMANDS)}"


def overview() -> str:
    """Return the text of ``harness --help``."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {line}" for name, line in COMMANDS.items()]
    return "\n".join(
        [
            "usage: harness COMMAND [OPTIONS]",
            "",
            "How well does this model really do my homework, and what does it spend to get there?",
            "",
            *lines,
            "",
            "harness COMMAND --help explains one command; harness --version prints the version.",
        ]
    )
