"""Every batch of a run carried on from where it stands: handed in, looked at, fetched, written."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from harness.adapters.reading import reply as read_reply
from harness.adapters.stream import Gathered
from harness.batches.jobs import Job, Jobs
from harness.batches.remote import ENDED, Remote, State
from harness.errors import AdapterError
from harness.providers import Batch, Price, Provider
from harness.providers import split as named
from harness.records import Attempt, Reply, Transcript, Usage
from harness.runner import Unit
from harness.runner.budget import cost, price_inputs
from harness.runner.plan import asked_for
from harness.store import RunFolder, Writer


@dataclass(slots=True)
class Told:
    """What came of it."""

    answered: int = 0
    failed: int = 0
    waiting: int = 0
    """Replies that the provider still owes."""
    errors: tuple[str, ...] = ()


Say = Callable[[str], None]


async def carry(
    folder: RunFolder,
    writer: Writer,
    jobs: Jobs,
    units: Mapping[str, Unit],
    remotes: Mapping[str, tuple[Remote, Provider]],
    say: Say,
    wait: bool,
) -> Told:
    """Carry all batches on; with ``wait`` until the last is fetched, else once around.

    ``units``: run key → what was asked, for all keys in the jobs; ``remotes``: model → where it is asked.
    """
    told = Told()
    for job in jobs:
        if not job.done and job.model in remotes:
            await _handed_in(job, jobs, remotes[job.model][0], say)
    while True:
        for job in jobs:
            if not job.done and job.batch and job.model in remotes:
                remote, provider = remotes[job.model]
                state = await remote.look(job)
                job = jobs.keep(job, status=state.status)
                if state.status in ENDED:
                    await _fetched(job, state, jobs, writer, units, remote, provider, told)
                of = state.total or len(job.keys)
                say(f"batch {job.batch}: {state.status}, {state.done} of {of} answered")
        told.waiting = sum(len(job.keys) for job in jobs if not job.done)
        if not told.waiting or not wait:
            return told
        await asyncio.sleep(min(remote.pause for remote, _ in remotes.values()))


async def _handed_in(job: Job, jobs: Jobs, remote: Remote, say: Say) -> None:
    """Take a job to the provider: each step is written down before the next, and none is paid twice."""
    if job.batch:
        return
    if not job.input_file:
        job = jobs.keep(job, input_file=await remote.upload(jobs.lines_file(job)))
    state = await remote.made(job) or await remote.create(job)
    job = jobs.keep(job, batch=state.id, status=state.status)
    say(f"batch {job.batch}: {len(job.keys)} questions handed in for {job.model}")


async def _fetched(
    job: Job,
    state: State,
    jobs: Jobs,
    writer: Writer,
    units: Mapping[str, Unit],
    remote: Remote,
    provider: Provider,
    told: Told,
) -> None:
    """Write what a batch that has ended answered; what it leaves out has failed and is asked again."""
    files = [await remote.content(file) for file in (state.output_file, state.error_file) if file]
    found: dict[str, Transcript] = {}
    for line in _lines(files):
        key = str(line.get("custom_id"))
        if key in job.keys and key in units and (key not in found or found[key].error):
            found[key] = _transcript(units[key], line, job, remote, provider)
    for key in job.keys:
        if key not in found and key in units:
            why = state.why or f"the batch ended as {state.status} without a reply"
            found[key] = _failed(units[key], f"unreachable: {remote.clean(why)[:300]}", job, provider)
    writer.extend(list(found.values()))
    told.answered += sum(one.error is None for one in found.values())
    told.failed += sum(one.error is not None for one in found.values())
    told.errors = tuple(dict.fromkeys([*told.errors, *(one.error for one in found.values() if one.error)]))[
        :5
    ]
    jobs.keep(job, status=state.status, done=True)


def _lines(files: Sequence[bytes]) -> Iterator[Mapping[str, Any]]:
    for content in files:
        for line in content.decode("utf-8", "replace").split("\n"):
            try:
                found = json.loads(line) if line.strip() else None
            except (ValueError, RecursionError):
                continue
            if isinstance(found, dict):
                yield found


def _transcript(
    unit: Unit, line: Mapping[str, Any], job: Job, remote: Remote, provider: Provider
) -> Transcript:
    answer = line.get("response")
    inner = answer.get("body") if isinstance(answer, Mapping) else None
    status = answer.get("status_code") if isinstance(answer, Mapping) else None
    if not isinstance(inner, Mapping) or status not in (200, None) or "choices" not in inner:
        why = line.get("error") or (inner or {}).get("error") or f"status {status}"
        return _failed(unit, f"unreachable: {remote.clean(str(why))[:300]}", job, provider)
    gathered = Gathered()
    try:
        gathered.take_body(json.dumps(inner).encode("ascii"), 0.0)
        reply = read_reply(gathered, provider, {}, 0.0, remote.clean)
    except (AdapterError, ValueError) as error:
        return _failed(unit, f"bad_reply: {remote.clean(str(error))[:300]}", job, provider)
    reply = replace(reply, timing=replace(reply.timing, total=None, last_answer=None, first_answer=None))
    return _made(unit, (reply,), None, job, provider)


def _failed(unit: Unit, error: str, job: Job, provider: Provider) -> Transcript:
    return _made(unit, (), error, job, provider)


def _made(
    unit: Unit, replies: tuple[Reply, ...], error: str | None, job: Job, provider: Provider
) -> Transcript:
    now = datetime.now(UTC)
    when = now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    price = batch_price(provider, named(unit.model)[1])
    usage = replies[0].usage if replies else Usage()
    return Transcript(
        run_key=unit.key,
        conversation=unit.conversation,
        replies=replies,
        model=unit.model,
        sample=unit.request.sample,
        effort=unit.request.effort,
        error=error,
        attempts=(Attempt(0, when, 0.0, error, usage=usage),),
        started=when,
        finished=when,
        settings={**asked_for(unit.request), "base_url": provider.base_url, "batch": job.batch},
        prices=price_inputs(price, now),
        cost=cost(usage, price, now) if replies else 0.0,
    )


def batch_price(provider: Provider, name: str) -> Price | None:
    """Return what a model costs by batch: the table's price times the batch's factor, at all hours."""
    price, batch = provider.rules_for(name).price, provider.batch or Batch()
    if price is None:
        return None
    cached = None if price.cached is None else price.cached * batch.factor
    return replace(
        price,
        input=price.input * batch.factor,
        output=price.output * batch.factor,
        cached=cached,
        peak_factor=1.0,
    )
