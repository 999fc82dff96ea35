"""Asking, whatever is asked: units into a run folder, watched, within a budget, to the end or a stop."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from harness import codec
from harness.errors import RunError, SettingsError
from harness.records import Json

if TYPE_CHECKING:
    from harness.adapters.keys import Redactor
    from harness.providers import Provider
    from harness.runner import Estimate, Lane, Outcome, Unit
    from harness.store import RunFolder, Standing


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is to be asked of whom."""

    units: Sequence[Unit]
    providers: Mapping[str, Provider]
    """Model → its provider."""
    lanes: Sequence[Lane]
    redactor: Redactor


async def ask(
    folder: RunFolder,
    arguments: argparse.Namespace,
    prepared: Prepared,
    meta: Callable[[], Mapping[str, Json]],
    others: Mapping[str, tuple[RunFolder, Standing]],
) -> Outcome:
    """Return how asking ended; every reply is in the folder. ``meta``: what run.json is to say."""
    from harness.runner import Budget, Policy, Run, estimate
    from harness.runner.hands import attended
    from harness.runner.progress import Event, view

    redactor, lanes, found = prepared.redactor, prepared.lanes, prepared.providers
    watching = None
    with folder.writer(redactor) as writer:
        budget = Budget(arguments.max_cost, arguments.max_tokens)
        policy = Policy(tries=arguments.tries, backoff=arguments.backoff)
        run = Run(folder, writer, lanes, policy, budget)
        try:
            todo = run.sort(prepared.units, others)
            prices = {model: price for lane in lanes for model, price in lane.prices.items()}
            expected = estimate(todo, prices, run.forecast, datetime.now(UTC))
            _priced(arguments, expected)
            if todo or run.borrowed or not (folder.path / "run.json").exists():
                folder.write_meta(json.loads(redactor(json.dumps(meta()))))
            watching = view(arguments.json, redactor)
            watching.tally.total = len(todo) + len(run.borrowed)
            run.watch = watching.take
            if any(provider.adapter == "openai_chat" for provider in found.values()) and todo:
                watching.take(Event("note", text=expected.sentence()))
            for lane in lanes:
                if lane.key_goes:
                    watching.take(Event("note", text=lane.key_goes))
            outcome = await attended(run, lambda text: watching.take(Event("note", text=text)))
        finally:
            if watching is not None:
                watching.close()
            for lane in lanes:
                for adapter in lane.adapters.values():
                    await adapter.close()
    return outcome


def ended(command: str, folder: RunFolder, outcome: Outcome, redactor: Redactor, as_json: bool) -> int:
    """Say how the run ended and return the exit status."""
    if as_json:
        summary = {"event": "finished", **codec.to_builtins(outcome), "run": str(folder.path)}
        print(redactor(json.dumps(summary, ensure_ascii=True)))
    else:
        print(f"{folder.name}: {_counted(outcome)} · {folder.transcripts_file}")
    if outcome.absent:
        few = "; ".join(outcome.absent[:8])
        more = f"; and {len(outcome.absent) - 8} more" if len(outcome.absent) > 8 else ""
        print(f"harness {command}: the recording holds no reply to {few}{more}", file=sys.stderr)
        if not outcome.wanted:
            raise RunError("the recording holds nothing of what was asked")
    if not outcome.missing:
        return 0
    why = [*outcome.hopeless, *([outcome.stopped] if outcome.stopped else [])]
    why = why or [f"{error} ({count}×)" for error, count in outcome.errors.most_common(3)]
    message = redactor(
        f"{outcome.missing} of the replies are missing: {'; '.join(why)} – the same command asks only those"
    )
    if outcome.by_hand:
        print(f"harness {command}: {message}", file=sys.stderr)
        return 130
    raise RunError(message)


def _counted(outcome: Outcome) -> str:
    """Return the counts in words; what there is none of is left out."""
    rest = {
        "there before": outcome.before,
        "reused": outcome.reused,
        "without an answer": outcome.silent,
        "failed": outcome.failed,
        "not asked": outcome.unasked,
        "not in the recording": len(outcome.absent),
    }
    words = [f"{count} {what}" for what, count in rest.items() if count]
    return ", ".join([f"{outcome.done} asked", *words])


def _priced(arguments: argparse.Namespace, expected: Estimate) -> None:
    if arguments.max_cost is None:
        return
    if expected.unpriced:
        raise SettingsError(
            f"--max-cost: no price is known for {', '.join(expected.unpriced)}; add one to harness.toml"
        )
    if len(expected.costs) > 1:
        raise SettingsError(f"--max-cost: the models bill in {', '.join(expected.costs)}; run them apart")
