"""``harness run --batch``: what a run still lacks is handed in, waited for, written like any other reply."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from harness.errors import SettingsError
from harness.records import Json
from harness.terminal import printable

if TYPE_CHECKING:
    from harness.batches import Told
    from harness.batches.remote import Remote
    from harness.commands._asking import Prepared
    from harness.providers import Provider
    from harness.store import RunFolder


async def by_batch(
    folder: RunFolder, arguments: argparse.Namespace, prepared: Prepared, meta: Mapping[str, Json]
) -> int:
    """Carry the run's batches on; 0 where every reply is there, 1 where some are missing or waited for."""
    from harness.batches import Jobs, carry, split

    if arguments.max_cost is not None or arguments.max_tokens is not None:
        raise SettingsError(
            "--batch: a batch cannot be stopped at a ceiling; hand in fewer questions instead"
        )
    remotes = _remotes(prepared, arguments.poll)
    try:
        with folder.writer(prepared.redactor) as writer:
            finished = {key for key, standing in folder.standings().items() if not standing.failed}
            jobs = Jobs(folder.path)
            units = {unit.key: unit for unit in prepared.units}
            todo = [u for u in prepared.units if u.key not in finished and u.key not in jobs.waiting()]
            lines = [
                found
                for provider in {p.name: p for p in prepared.providers.values()}.values()
                for found in split(
                    [u for u in todo if prepared.providers[u.model].name == provider.name], provider
                )
            ]
            folder.write_meta(json.loads(prepared.redactor(json.dumps(meta))))
            for model, rows in lines:
                jobs.new(model, rows)

            def say(text: str) -> None:
                print(printable(prepared.redactor(text)), file=sys.stderr)

            told = await carry(folder, writer, jobs, units, remotes, say, not arguments.no_wait)
    finally:
        for remote, _ in remotes.values():
            await remote.close()
        for lane in prepared.lanes:
            for adapter in lane.adapters.values():
                await adapter.close()
    return _ended(told, folder, prepared, arguments.json)


def _remotes(prepared: Prepared, pause: float) -> dict[str, tuple[Remote, Provider]]:
    from harness.adapters.openai_chat import OpenAIChat, client
    from harness.batches.jobs import offered
    from harness.batches.remote import Remote

    found: dict[str, tuple[Remote, Provider]] = {}
    for lane in prepared.lanes:
        batch = offered(lane.provider)
        for model, adapter in lane.adapters.items():
            if not isinstance(adapter, OpenAIChat):
                raise SettingsError(f"--batch: {model} is not asked over an OpenAI-compatible interface")
            new = partial(client, adapter.setup)
            found[model] = (Remote(new, batch, prepared.redactor, pause), lane.provider)
    return found


def _ended(told: Told, folder: RunFolder, prepared: Prepared, as_json: bool) -> int:
    standings = folder.standings()
    lacking = sum(unit.key not in standings or standings[unit.key].failed for unit in prepared.units)
    if as_json:
        found = {
            "answered": told.answered,
            "failed": told.failed,
            "waiting": told.waiting,
            "missing": lacking,
        }
        print(json.dumps({"event": "finished", **found, "run": str(folder.path)}))
    else:
        rest = [f"{n} {what}" for n, what in ((told.failed, "failed"), (told.waiting, "waited for")) if n]
        counts = ", ".join([f"{told.answered} answered", *rest])
        print(printable(f"{folder.name}: {counts} · {folder.transcripts_file}"))
    if told.waiting:
        print("harness run: the same command looks again and fetches what is there", file=sys.stderr)
    elif lacking:
        why = "; ".join(told.errors) or "no reply"
        print(
            printable(
                f"harness run: {lacking} replies are missing: {why} – the same command asks only those"
            ),
            file=sys.stderr,
        )
    return int(lacking > 0)
