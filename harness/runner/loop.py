"""Everything at once: lanes of units through their adapters into the journal, to the end or to a stop."""

from __future__ import annotations

import asyncio
import random
from collections import Counter, deque
from collections.abc import Callable, Coroutine, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from harness.adapters import Adapter, Annotates, Limited
from harness.errors import RunError
from harness.providers import Price, Provider
from harness.records import Attempt, Json, Transcript, Usage
from harness.runner.asking import Asked, Desk, Policy, ask, transcript
from harness.runner.budget import Budget, Forecast, cost
from harness.runner.journal import Journal
from harness.runner.pace import Pace, Window
from harness.runner.plan import Unit
from harness.runner.progress import Event
from harness.silence import why_silent
from harness.store import RunFolder, Standing, Writer

HOPELESS_AFTER = 5
"""Units of a model that may fail before the first success until the rest is not asked."""


@dataclass(slots=True)
class Lane:
    """One provider: its models share connections and ceilings."""

    provider: Provider
    adapters: Mapping[str, Adapter]
    """Model as ``provider:name`` → who asks it."""
    prices: Mapping[str, Price | None]
    pace: Pace
    requests: Window
    tokens: Window
    key_goes: str = ""
    """Where its key goes, in words, where that is not the address that ships."""
    queue: deque[Unit] = field(default_factory=deque)


@dataclass(slots=True)
class Outcome:
    """How a run ended."""

    wanted: int = 0
    done: int = 0
    failed: int = 0
    before: int = 0
    """Finished in an earlier run of this name."""
    reused: int = 0
    unasked: int = 0
    absent: list[str] = field(default_factory=list)
    """What a recording holds no reply to; it is not among the wanted."""
    stopped: str = ""
    """Why it ended before everything was asked; empty where it did not."""
    by_hand: bool = False
    hopeless: list[str] = field(default_factory=list)
    silent: int = 0
    """Among the done: those with a reply that holds no answer (refused, thinking only, empty)."""
    errors: Counter[str] = field(default_factory=Counter)
    """Error → how many transcripts ended in it."""
    seconds: float = 0.0

    @property
    def missing(self) -> int:
        """How many units still have no replies."""
        return self.wanted - self.done - self.before - self.reused


@dataclass(frozen=True, slots=True)
class Given:
    """A unit on its way, and what was set aside for it."""

    unit: Unit
    tokens: float
    money: float


class Run:
    """One go at a plan, on a folder whose writer is held."""

    def __init__(
        self,
        folder: RunFolder,
        writer: Writer,
        lanes: Iterable[Lane],
        policy: Policy,
        budget: Budget,
        watch: Callable[[Event], None] = lambda event: None,
    ) -> None:
        self.folder = folder
        self.writer = writer
        self.lanes = {lane.provider.name: lane for lane in lanes}
        self.policy = policy
        self.budget = budget
        self.watch = watch
        self.forecast = Forecast()
        self.outcome = Outcome()
        self.stop = asyncio.Event()
        self._journal = Journal(writer, self._saved, self._broken, self._looked_at)
        self._failed: dict[str, Standing] = {}
        self._live: dict[str, Asked] = {}
        self._desks: dict[str, Desk] = {}
        self._without_success: Counter[str] = Counter()
        self._hands: set[asyncio.Task[None]] = set()
        self._alone = asyncio.Event()
        """Set when the last hand has left."""
        self._given = 0
        self._surprise: BaseException | None = None
        self.borrowed: list[tuple[RunFolder, Standing]] = []
        """Finished replies of other runs, to be taken over."""

    def sort(self, units: Iterable[Unit], others: Mapping[str, tuple[RunFolder, Standing]]) -> list[Unit]:
        """Return the units still to ask; those finished here or in ``others`` (``--reuse``) are left out."""
        standings = self.folder.standings()
        for paid in standings.values():
            if not paid.reused:
                self.budget.spent_tokens += paid.tokens
                self.budget.spent_cost += paid.cost or 0.0  # of what is not known, see below
        todo = []
        limited = {
            m: a for lane in self.lanes.values() for m, a in lane.adapters.items() if isinstance(a, Limited)
        }
        for unit in units:
            standing = standings.get(unit.key)
            adapter = limited.get(unit.model)
            if adapter is not None and not adapter.holds(unit.conversation, unit.request):
                self.outcome.absent.append(_absent(unit))
                continue
            self.outcome.wanted += 1
            if standing is not None and not standing.failed:
                self.outcome.before += 1
                self._charge_uncounted(unit, standing)
            elif unit.key in others and others[unit.key][1].elsewhere in ("", self._desk(unit).base_url):
                self.borrowed.append(others[unit.key])
            else:
                todo.append(unit)
                self.lanes[unit.model.partition(":")[0]].queue.append(unit)
                if standing is not None:
                    self._failed[unit.key] = standing
        return todo

    def _charge_uncounted(self, unit: Unit, standing: Standing) -> None:
        """Charge a reply whose cost nobody knows as it was charged when it came: by what was expected."""
        if standing.cost is None and not standing.reused:
            tokens, money = self._expected(unit)
            self.budget.spent_cost += money
            self.budget.spent_tokens += 0 if standing.tokens else round(tokens)

    async def go(self) -> Outcome:
        """Ask what ``sort`` returned and return how it ended; RunError where the folder failed."""
        began = monotonic()
        self._borrow()
        unfinished: list[Transcript] = []
        try:
            self._hire()
            if self._hands:
                await self._alone.wait()
        except asyncio.CancelledError:
            self.outcome.stopped = "stopped at once"
            await _cancelled(self._hands)
            unfinished = [
                transcript(asked, self._desk(asked.unit), "stopped: while it was being asked")
                for asked in self._live.values()
                if asked.new
            ]
        finally:
            self.outcome.unasked += len(self._live)
            self.outcome.unasked += sum(len(lane.queue) for lane in self.lanes.values())
            await _undisturbed(self._journal.close(unfinished))
            self.outcome.seconds = monotonic() - began
        if self._surprise is not None:
            raise self._surprise
        return self.outcome

    def _borrow(self) -> None:
        for folder, standing in self.borrowed:
            found = folder.transcript(standing)
            origin: dict[str, Json] = {"kind": "reused", "run": folder.name}
            if found.origin:
                origin["was"] = dict(found.origin)
            self.writer.extend([replace(found, origin=origin)])
            self.outcome.reused += 1
            self.watch(Event("reused", transcript=found))

    def _hire(self) -> None:
        """Let one more hand ask for each slot that is free."""
        for lane in self.lanes.values():
            while lane.queue and lane.pace.room() and (given := self._next(lane)) is not None:
                lane.pace.enter()
                hand = asyncio.create_task(self._hand(given, lane))
                self._hands.add(hand)
                hand.add_done_callback(self._left)

    def _left(self, hand: asyncio.Task[None]) -> None:
        self._hands.discard(hand)
        self._looked_at(hand)
        if not self._hands:
            self._alone.set()

    def _looked_at(self, task: asyncio.Task[None]) -> None:
        """Stop where a task broke in a way nobody foresaw: it must not pass unseen."""
        if not task.cancelled() and (surprise := task.exception()) is not None:
            self._surprise = self._surprise or surprise
            self.stop.set()

    async def _hand(self, given: Given | None, lane: Lane) -> None:
        """Ask one unit after the other: the next at once, without a round through the loop or the disk."""
        try:
            while given is not None:
                await self._one(given, lane)
                self._hire()
                given = None if lane.pace.crowded() else self._next(lane)
        finally:
            lane.pace.leave()

    def _next(self, lane: Lane) -> Given | None:
        """Return the lane's next unit with what was set aside for it; None where there is none for now."""
        while lane.queue and not self.stop.is_set():
            unit = lane.queue[0]
            if self._desk(unit).hopeless:
                lane.queue.popleft()
                self.outcome.unasked += 1
                continue
            tokens, money = self._expected(unit) if self.budget.limited else (0.0, 0.0)
            if self.budget.allows(tokens, money):
                self.budget.reserve(tokens, money)
                self._given += 1
                return Given(lane.queue.popleft(), tokens, money)
            if self._given:
                return None  # until one in flight has shown what it took
            self.outcome.stopped = f"the budget is used up: {self.budget.said(tokens, money)}"
            self.stop.set()
        return None

    async def _one(self, given: Given, lane: Lane) -> None:
        unit = given.unit
        desk = self._desk(unit)
        asked = self._live[unit.key] = Asked(unit)
        if unit.key in self._failed:
            with suppress(RunError):  # a line that cannot be read whole: it is asked anew
                asked.resume(self.folder.transcript(self._failed[unit.key]))
        self.watch(Event("begun", unit=unit))
        try:
            found = await ask(asked, desk)
            del self._live[unit.key]
            if asked.new or found.error is None:
                self._judge(found, desk)
                await self._journal.add(found)
            else:
                self.outcome.unasked += 1
                if not self.stop.is_set():  # nothing was sent, and not because of a stop: say why
                    self.outcome.errors[found.error] += 1
        except RunError as error:
            self._broken(error)
        finally:
            used, paid = (sum(getattr(one, what) for one in asked.charged) for what in ("tokens", "money"))
            self.budget.settle(given.tokens, given.money, used, paid)
            self._given -= 1

    def _judge(self, found: Transcript, desk: Desk) -> None:
        """Give a model up where nothing but failures came from it."""
        if found.error is None:
            self._without_success[found.model] = -1
            return
        if self._without_success[found.model] >= 0:
            self._without_success[found.model] += 1
        if self._without_success[found.model] == HOPELESS_AFTER and desk.base_url and not desk.hopeless:
            desk.hopeless = f"the first {HOPELESS_AFTER} all failed, the last with: {found.error}"
        if desk.hopeless and desk.hopeless not in self.outcome.hopeless:
            self.outcome.hopeless.append(desk.hopeless)

    def _saved(self, found: Transcript) -> None:
        """Count a transcript that is on the disk."""
        if found.error is None:
            self.outcome.done += 1
            self.outcome.silent += any(map(why_silent, found.replies))
            self.watch(Event("done", transcript=found))
        else:
            self.outcome.failed += 1
            self.outcome.errors[found.error] += 1
            self.watch(Event("failed", transcript=found))

    def _broken(self, error: RunError) -> None:
        """Stop: the run's folder cannot be used any more."""
        self.outcome.stopped = str(error)
        self.stop.set()

    def _expected(self, unit: Unit) -> tuple[float, float]:
        reply = self.forecast.reply_tokens(unit)
        prompt = self.forecast.prompt_tokens(unit, reply)
        completion = reply * len(unit.conversation.turns)
        usage = Usage(prompt_tokens=prompt, completion_tokens=round(completion))
        return prompt + completion, cost(usage, self._desk(unit).price, datetime.now(UTC)) or 0.0

    def _desk(self, unit: Unit) -> Desk:
        if unit.model not in self._desks:
            lane = self.lanes[unit.model.partition(":")[0]]
            adapter = lane.adapters[unit.model]
            self._desks[unit.model] = Desk(
                adapter=adapter,
                pace=lane.pace,
                requests=lane.requests,
                tokens=lane.tokens,
                price=lane.prices[unit.model],
                policy=self.policy,
                base_url=lane.provider.base_url,
                states_cost=lane.provider.states_cost,
                dice=random.Random(),
                stop=self.stop,
                reply_tokens=self.forecast.reply_tokens,
                noted=self._noted,
                annotate=adapter.annotate if isinstance(adapter, Annotates) else lambda found: found,
            )
        return self._desks[unit.model]

    def _noted(self, unit: Unit, attempt: Attempt) -> None:
        if attempt.error is None:
            self.forecast.learn(unit, attempt.turn, attempt.usage)
        self.watch(Event("try", unit=unit, attempt=attempt))


def _absent(unit: Unit) -> str:
    mode, sample = unit.conversation.mode, unit.request.sample
    how = f" asked {mode}" if mode != "parts" else ""
    return f"{unit.conversation.question}{how}" + (f", sample {sample}" if sample else "")


async def _undisturbed(writing: Coroutine[Any, Any, None]) -> None:
    """Return when it is done, whoever wants to stop meanwhile: what was paid for is being written."""
    task = asyncio.ensure_future(writing)
    while not task.done():
        with suppress(asyncio.CancelledError):
            await asyncio.shield(task)
    task.result()


async def _cancelled(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Cancel the tasks and wait until each has ended."""
    waiting = list(tasks)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
