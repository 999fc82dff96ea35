"""``harness verify``: mark one response against one answer, and say why in plain words."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from harness.errors import SettingsError
from harness.terminal import coloured, printable

if TYPE_CHECKING:
    from harness.records import TargetMark, Verdict

_LIMIT = 2_000_000
NOT_CORRECT, UNDECIDED = 3, 4
"""Exit statuses beside 0 for correct; 1 is for errors, 2 for a wrong call."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("gold", metavar="GOLD", help="the right answer in LaTeX, with or without $")
    parser.add_argument(
        "response", metavar="RESPONSE", help="a whole reply or a bare answer; - reads stdin, @FILE a file"
    )
    parser.add_argument(
        "--symbols", action="append", default=[], metavar="NAME=DECLARATION",
        help="declare a name, e.g. 'eta=positive' or 'X=matrix n x d, full row rank'; may be given again",
    )  # fmt: skip
    parser.add_argument("--kind", help="the answer kind (default: inferred from GOLD)")
    parser.add_argument(
        "--target", action="append", default=[], metavar="NAME", help="the name asked for; may be given again"
    )
    parser.add_argument(
        "--assume", action="append", default=[], metavar="RELATION", help="e.g. 'sigma_l > sigma_s'"
    )
    parser.add_argument("--json", action="store_true", help="print the verdict as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print the verdict; exit 0 where it is correct, 3 where it is not, 4 where it could not be decided."""
    from harness import codec
    from harness.grading import verify

    verdict = verify(
        arguments.gold,
        _response(arguments.response),
        symbols=symbols_of(arguments.symbols),
        kind=arguments.kind,
        assume=tuple(arguments.assume),
        targets=tuple(arguments.target),
    )
    if arguments.json:
        print(
            json.dumps(
                {**codec.to_builtins(verdict), "correct": verdict.correct}, ensure_ascii=True, allow_nan=False
            )
        )
    else:
        print(coloured(printable(explained(verdict)), verdict.status))
    return {"correct": 0, "unsupported": UNDECIDED, "failed": UNDECIDED}.get(verdict.status, NOT_CORRECT)


def explained(verdict: Verdict) -> str:
    """Return a verdict in plain language, a line a fact."""
    lines = [f"{verdict.status}: {verdict.reason}" if verdict.reason else verdict.status]
    if verdict.claim is not None:
        claim = verdict.claim
        text = " ".join(claim.text.split())
        lines.append(
            f"claim: {text}  (characters {claim.start} to {claim.end}; "
            f"taken because: {claim.prominence or 'last'})"
        )
    if verdict.evidence and verdict.evidence not in verdict.reason:
        lines.append(f"evidence: {verdict.evidence}")
    if verdict.witness is not None and verdict.witness.says not in verdict.reason:
        lines.append(f"witness: {verdict.witness.says}")
    if len(verdict.targets) > 1:
        lines += [f"  {_line(mark)}" for mark in verdict.targets]
    return "\n".join(lines)


def _line(mark: TargetMark) -> str:
    return f"{mark.target}: {mark.status}" + (f" ({mark.reason})" if mark.reason else "")


def symbols_of(given: list[str]) -> dict[str, str] | None:
    """Return what ``--symbols NAME=DECLARATION`` says; SettingsError where one is not written so."""
    found: dict[str, str] = {}
    for text in given:
        name, sign, declaration = text.partition("=")
        if not sign or not name.strip() or not declaration.strip():
            raise SettingsError(f"--symbols {text!r}: write NAME=DECLARATION, e.g. 'eta=positive'")
        found[name.strip()] = declaration.strip()
    return found or None


def _response(text: str) -> str:
    if text == "-":
        return sys.stdin.read(_LIMIT)
    if not text.startswith("@"):
        return text
    try:
        return Path(text[1:]).read_text("utf-8", errors="replace")[:_LIMIT]
    except OSError as cause:
        raise SettingsError(f"{text[1:]}: cannot be read: {cause.strerror}") from cause
