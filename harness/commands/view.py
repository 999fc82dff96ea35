"""``harness view``: the runs as one local page: watched live, compared, marked by hand."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import json
import sys
import webbrowser
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from harness.errors import HarnessError, SettingsError
from harness.terminal import printable

if TYPE_CHECKING:
    from harness.records import Answer, Conversation, Question
    from harness.store import RunFolder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("names", nargs="*", metavar="RUN", help="only these runs (default: all)")
    parser.add_argument("--runs", default="runs", metavar="DIR", help="where runs are kept (default: ./runs)")
    parser.add_argument("--by", default="", metavar="WHO", help="who marks (default: your user name)")
    parser.add_argument("--port", type=int, default=0, help="default: any that is free")
    parser.add_argument("--open", action="store_true", help="open it in your browser")
    parser.add_argument("--json", action="store_true", help="print the address as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Serve on this machine until stopped by Ctrl-C."""
    try:
        from harness.viewing.index import Runs
        from harness.viewing.server import Desk, serve
    except ModuleNotFoundError as cause:
        raise SettingsError(
            f"{cause.name} is not installed: pip install 'homework-harness[reports]'"
        ) from cause

    root = Path(arguments.runs)
    if not root.is_dir():
        raise SettingsError(f"{root}: no such folder; harness demo makes two runs without a key")
    for name in arguments.names:
        _there(root, name)
    desk = Desk(Runs(root, tuple(arguments.names)), _Known, arguments.by or _user())

    def ready(address: str) -> None:
        if arguments.json:
            print(json.dumps({"address": address}), flush=True)
        else:
            print(f"{address}\nThis address is for you alone; Ctrl-C ends it.", flush=True)
        if arguments.open:
            webbrowser.open(address)

    try:
        asyncio.run(serve(desk, arguments.port, ready))
    except KeyboardInterrupt:
        print("harness view: ended; every mark is kept", file=sys.stderr)
    except OSError as cause:
        raise SettingsError(printable(f"--port {arguments.port}: {cause.strerror}")) from cause
    return 0


def _there(root: Path, name: str) -> None:
    from harness.store import RunFolder

    RunFolder.of(root, name).meta()


def _user() -> str:
    with suppress(Exception):  # no user name on this machine
        return getpass.getuser()
    return "me"


class _Known:
    """The questions and answers behind a run, as far as they are known."""

    def __init__(self, folder: RunFolder) -> None:
        from harness.commands._truth import Truth

        self._truth = Truth(folder)

    def question(self, talk: Conversation) -> Question | None:
        """Return the question as asked; None where it is not known here."""
        with suppress(HarnessError):
            return self._truth.asked(talk)
        return None

    def answers(self, talk: Conversation) -> Mapping[str, Answer]:
        """Return part → true answer; empty where there is no truth."""
        from harness.commands._truth import answers_or_why

        return answers_or_why(self._truth, talk)[0]
