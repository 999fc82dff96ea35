"""The options of ``harness run``, and what they amount to."""

from __future__ import annotations

import argparse
import json
import re
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from harness.errors import SettingsError

if TYPE_CHECKING:
    from harness.adapters import Request
    from harness.runner import Grid
    from harness.runner.assembly import Ways

NEXT_MODEL = re.compile(r",(?=[A-Za-z0-9._-]+:|oracle(?:,|$))")
"""A comma between two models; the commas inside ``oracle:mistakes=0.2,seed=1`` are not."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "specs",
        nargs="+",
        metavar="SET[/QUESTION]",
        help="a set, a question, or a bank (JSONL, CSV, …)",
    )
    parser.add_argument("--model", required=True, metavar="PROVIDER:NAME", help="one or more, by commas")
    parser.add_argument("--name", help="the run's name; the same name again asks only what is missing")
    parser.add_argument("--runs", default="runs", metavar="DIR", help="where runs are kept (default: ./runs)")
    parser.add_argument(
        "--map", action="append", default=[], metavar="COLUMN=ROLE",
        help="which column of a bank is the question, answer, id, …; - leaves one out; may be given again",
    )  # fmt: skip
    parser.add_argument("--unmarkable", action="store_true", help="ask even where a gold cannot be marked")
    parser.add_argument("--dry-run", action="store_true", help="print what would be sent, and send nothing")
    parser.add_argument("--report", action="store_true", help="then mark it and write its report")
    parser.add_argument("--json", action="store_true", help="print events as JSON lines")
    _grid_arguments(
        parser.add_argument_group("what is varied (values by commas; every combination is asked)")
    )
    asking_arguments(parser)


def _grid_arguments(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--samples", type=_count, default=1, metavar="N", help="replies to each (default: 1)")
    group.add_argument("--mode", default="parts", help="parts, whole, alone (default: parts)")
    group.add_argument("--style", default="raw", help="raw, context, boxed, encourage (default: raw)")
    group.add_argument("--source", default="clean", help="clean, pasted (default: clean)")
    group.add_argument("--effort", help="as the provider names them, e.g. low,high")
    group.add_argument("--variants", type=int, default=0, metavar="N", help="also N draws of each question")
    group.add_argument(
        "--vary", help="rename, renumber, reshape (default: what the question allows, in turn)"
    )
    group.add_argument("--seed", type=int, default=0, metavar="S", help="of the first draw; the next is S+1")


def asking_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare how a model is asked, at what pace and for how much: the same wherever one is asked."""
    _request_arguments(parser.add_argument_group("how it is asked"))
    _pace_arguments(parser.add_argument_group("pace and budget"))


def _request_arguments(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--base-url", metavar="URL", help="where the provider is, e.g. http://127.0.0.1:8000/v1"
    )
    group.add_argument("--thinking", choices=("on", "off"), help="where the model has a switch for it")
    group.add_argument(
        "--reply-limit",
        type=_limits,
        default=(),
        metavar="TOKENS",
        help="most tokens a reply, thinking too; several, as 1k,2k,4k, are one more thing that is varied",
    )
    group.add_argument("--temperature", type=_number)
    group.add_argument("--top-p", type=_number)
    group.add_argument("--extra", metavar="JSON", help="further fields of the request's body")
    group.add_argument("--no-stream", action="store_true", help="ask for the reply in one piece")
    group.add_argument("--deadline", type=_seconds, default=3600.0, metavar="S", help="of one try (3600)")
    group.add_argument(
        "--idle-limit", type=_seconds, metavar="S", help="without a piece of text (600 by default)"
    )
    group.add_argument("--tries", type=_count, default=8, metavar="N", help="at each turn (8)")
    group.add_argument("--backoff", type=_seconds, default=0.5, metavar="S", help="longest first wait (0.5)")
    group.add_argument("--settings", type=Path, metavar="FILE", help="instead of ./harness.toml")
    group.add_argument("--key-file", type=Path, metavar="FILE", help="keys, readable by you alone")
    group.add_argument(
        "--plain-http", action="store_true", help="allow http to another machine, readable on the way"
    )


def _pace_arguments(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--connections", type=_count, metavar="N", help="exactly so many at once, not adapting"
    )
    group.add_argument("--rpm", type=_count, metavar="N", help="most requests a minute")
    group.add_argument("--tpm", type=_count, metavar="N", help="most tokens a minute")
    group.add_argument("--max-cost", type=_positive, metavar="X", help="stop before the run has cost more")
    group.add_argument("--max-tokens", type=_count, metavar="N", help="stop before the run has used more")
    group.add_argument("--batch", action="store_true", help="hand in batches: hours later, for less money")
    group.add_argument("--no-wait", action="store_true", help="with --batch: do not wait for the answers")
    group.add_argument(
        "--poll", type=_seconds, default=30.0, metavar="S", help="with --batch: seconds between looks (30)"
    )
    group.add_argument("--reuse", action="store_true", help="take replies of the same key from other runs")


def grid(arguments: argparse.Namespace) -> Grid:
    """Return what is varied."""
    from harness.runner import Grid

    efforts: tuple[str | None, ...] = tuple(_values(arguments.effort)) if arguments.effort else (None,)
    return Grid(
        models=tuple(dict.fromkeys(filter(None, NEXT_MODEL.split(arguments.model)))),
        samples=arguments.samples,
        efforts=efforts,
        reply_limits=arguments.reply_limit or (None,),
        modes=_values(arguments.mode),  # type: ignore[arg-type]  # prompts checks the words
        styles=_values(arguments.style),  # type: ignore[arg-type]
        sources=_values(arguments.source),  # type: ignore[arg-type]
    )


def request(arguments: argparse.Namespace) -> Request:
    """Return how each model is asked; SettingsError where an option makes no sense."""
    from harness.adapters import Request

    sampling = {"temperature": arguments.temperature, "top_p": arguments.top_p}
    try:
        extra = json.loads(arguments.extra or "{}", parse_constant=_refuse)
    except ValueError as cause:
        raise SettingsError(f"--extra: not JSON: {cause}") from cause
    if not isinstance(extra, dict):
        raise SettingsError("--extra: write a JSON object, e.g. '{\"seed\": 1}'")
    return Request(
        thinking=None if arguments.thinking is None else arguments.thinking == "on",
        reply_limit=arguments.reply_limit[0] if arguments.reply_limit else None,
        sampling={name: value for name, value in sampling.items() if value is not None},
        extra=extra,
        stream=not arguments.no_stream,
        deadline=arguments.deadline,
        idle_limit=arguments.idle_limit,
    )


def ways(arguments: argparse.Namespace) -> Ways:
    """Return how the models are reached."""
    from harness.runner.assembly import Ways

    return Ways(
        base_url=arguments.base_url,
        settings=arguments.settings,
        key_file=arguments.key_file,
        connections=arguments.connections,
        requests_per_minute=arguments.rpm,
        tokens_per_minute=arguments.tpm,
        plain_http=arguments.plain_http,
    )


def _values(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(piece.strip() for piece in text.split(",") if piece.strip()))


def _count(text: str) -> int:
    found = int(text)
    if found < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return found


def _limits(text: str) -> tuple[int, ...]:
    """Return limits in tokens.

    >>> _limits("500,1k,1.5K")
    (500, 1000, 1500)
    """
    found = []
    for piece in text.split(","):
        number, thousands = re.subn(r"[kK]$", "", piece.strip())
        try:
            found.append(round(float(number) * 1000**thousands))
        except (ValueError, OverflowError):
            found.append(0)
    if min(found) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: write tokens, as 8000 or 1k,2k,4k")
    return tuple(dict.fromkeys(found))


def _number(text: str) -> float:
    found = float(text)
    if not isfinite(found):
        raise argparse.ArgumentTypeError("must be a number")
    return found


def _positive(text: str) -> float:
    found = _number(text)
    if found <= 0:
        raise argparse.ArgumentTypeError("must be more than 0")
    return found


def _refuse(word: str) -> float:
    raise ValueError(f"{word} is no number")


def _seconds(text: str) -> float:
    found = float(text)
    if not 0 < found < 1e7:
        raise argparse.ArgumentTypeError("must be more than 0 seconds")
    return found
