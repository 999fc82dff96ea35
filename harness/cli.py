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
from harness.errors import HarnessError
from harness.interrupts import once
from harness.terminal import printable

COMMANDS = {
    "demo": "run the whole pipeline on the shipped recordings; no key, no network",
    "run": "ask models the questions of a set and keep every reply",
    "import": "bring in a chat print-out, a marked write-up or an export",
    "grade": "mark a run's transcripts against the reference",
    "judge": "let a judge model read what the marker leaves open; --calibrate measures one",
    "report": "write a run's report: pages, Markdown, tables, figures",
    "view": "watch and mark runs in a page on this machine",
    "review": "pass people's marks on and take them in; a gradebook",
    "list": "list the runs with scores and state",
    "open": "open a run's report in the browser",
    "site": "write static pages over many runs, fit to be published",
    "compare": "set two or more runs side by side; a gate for a CI",
    "history": "follow models over dated runs",
    "profile": "measure the thinking in a run",
    "frames": "print or save a run's tables for a notebook",
    "reference": "print the computed answers; --check runs the experiments",
    "mark": "mark the replies in a file of rows that any tool wrote",
    "verify": "mark one response against one answer",
    "providers": "list the providers, their keys and prices",
    "trust": "confirm once where this folder sends keys, and that its code may run",
    "new": "write the skeleton of a new question",
    "completion": "print the lines that teach a shell to complete commands and names",
}
"""Command → its one line of help; the code is ``harness.commands.<name>`` (``import`` is ``bring_in``)."""

MODULES = {"import": "bring_in", "list": "list_runs", "open": "open_report"}


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
