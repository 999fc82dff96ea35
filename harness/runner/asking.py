"""One unit → one transcript: its turns in order, each tried until it is answered or hope is lost."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from time import monotonic

from harness import billing
from harness.adapters import Adapter, tried
from harness.errors import AdapterError, RateLimited, Refused
from harness.providers import Price
from harness.records import Attempt, Json, Reply, Transcript
from harness.runner.budget import (
    CHARACTERS_A_TOKEN,
    Charge,
    charge,
    cost,
    max_known,
    price_inputs,
    prompt_tokens,
    stated_cost,
)
from harness.runner.pace import Pace, Window
from harness.runner.plan import Unit, asked_for
from harness.silence import why_silent


@dataclass(frozen=True, slots=True)
class Policy:
    """How patient asking is."""

    tries: int = 8
    """Tries a turn. Being told to slow down is put up with five times as often."""
    backoff: float = 0.5
    """Longest first wait in seconds; it doubles with each try, and the wait is drawn from zero to it."""
    longest_wait: float = 60.0
    early_tries: int = 3
    """Tries while no connection to the provider was ever made."""


ASKED_AGAIN = ("thinking only", "empty")
"""Ways to finish without an answer that are given a second chance; a refusal is an outcome."""


class Stopped(Exception):
    """The run was told to stop before this turn was asked."""


@dataclass(slots=True)
class Asked:
    """What has become of a unit so far; it survives a cancelled task."""

    unit: Unit
    replies: list[Reply] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    costs: list[float | None] = field(default_factory=list)
    """What each try cost; None where it was answered and nobody knows."""
    charged: list[Charge] = field(default_factory=list)
    """What each try takes from the budget."""
    earlier_cost: float | None = 0.0
    """Paid for the turns and tries of an earlier run that are kept; None where nobody knows."""
    kept: int = 0
    """Tries taken over from a transcript that failed further on."""
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    clock: float = field(default_factory=monotonic)

    def resume(self, failed: Transcript) -> None:
        """Take over the finished turns and the history of a transcript that failed."""
        self.replies = list(failed.replies)
        self.attempts = list(failed.attempts)
        self.kept = len(self.attempts)
        self.earlier_cost = failed.cost if failed.cost is not None or failed.replies else 0.0

    @property
    def new(self) -> bool:
        """Whether anything was tried in this run."""
        return len(self.attempts) > self.kept

    def cost(self, priced: bool) -> float | None:
        """Return what it cost in all; None where the price or the tokens of a reply are not known."""
        found = billing.total([self.earlier_cost, *self.costs])
        return found if priced or found else None


@dataclass(slots=True)
class Desk:
    """What asking needs besides the unit: the adapter, the pace, the prices, the dice."""

    adapter: Adapter
    pace: Pace
    requests: Window
    tokens: Window
    price: Price | None
    policy: Policy
    base_url: str
    states_cost: bool
    """Whether what the provider says a reply cost is believed."""
    dice: random.Random
    stop: asyncio.Event
    reply_tokens: Callable[[Unit], float]
    noted: Callable[[Unit, Attempt], None]
    annotate: Callable[[Transcript], Transcript]
    connected: bool = False
    """Whether the provider was ever heard."""
    hopeless: str = ""
    """Why every further request would fail too (wrong key, no money); empty while there is hope."""


async def ask(asked: Asked, desk: Desk) -> Transcript:
    """Return the transcript of a unit; what went wrong is in its ``error``, never raised."""
    error = None
    conversation = asked.unit.conversation
    try:
        while len(asked.replies) < len(conversation.turns):
            asked.replies.append(await _turn(asked, desk))
    except AdapterError as failure:
        error = f"{failure.kind}: {failure}"
        if tried(failure).fatal:
            desk.hopeless = str(failure)
    except Stopped:
        error = f"stopped: before turn {len(asked.replies) + 1} of {len(conversation.turns)}"
    except Exception as surprise:  # the border: a fault of ours in one unit must not cost the others
        error = f"failed: {type(surprise).__name__}: {surprise}"
    return transcript(asked, desk, error)


def transcript(asked: Asked, desk: Desk, error: str | None) -> Transcript:
    """Return what is known of a unit as a transcript."""
    unit = asked.unit
    found = Transcript(
        run_key=unit.key,
        conversation=unit.conversation,
        replies=tuple(asked.replies),
        model=unit.model,
        sample=unit.request.sample,
        effort=unit.request.effort,
        error=error,
        attempts=tuple(asked.attempts),
        started=_iso(asked.began),
        finished=_iso(datetime.now(UTC)),
        settings=_settings(unit, desk.base_url),
        prices=price_inputs(desk.price, asked.began),
        cost=asked.cost(desk.price is not None),
    )
    return desk.annotate(found)


def _settings(unit: Unit, base_url: str) -> Mapping[str, Json]:
    found = {**asked_for(unit.request)}
    if base_url:
        found |= {"stream": unit.request.stream, "base_url": base_url}
    return found


def _set_aside(asked: Asked, reply: Reply) -> None:
    """Keep a reply without an answer with its try: it was paid for, and its thinking is worth reading."""
    error = f"no_answer: {why_silent(reply)}; asked once more"
    asked.attempts[-1] = replace(asked.attempts[-1], error=error, reply=reply)


async def _turn(asked: Asked, desk: Desk) -> Reply:
    """Return the reply to the next turn, trying again where that can help."""
    faults = slow_downs = 0
    silent: Reply | None = None
    while True:
        try:
            reply = await _try(asked, desk)
            if silent is not None or desk.policy.tries == 1 or why_silent(reply) not in ASKED_AGAIN:
                return reply
            silent = reply
            _set_aside(asked, reply)
        except AdapterError as failure:
            if silent is not None:
                return silent  # it is finished; nothing more is paid for
            slow_downs += isinstance(failure, RateLimited)
            faults += not isinstance(failure, RateLimited)
            if isinstance(failure, Refused) or not _again(faults, slow_downs, desk):
                raise
            await _rest(failure, faults + slow_downs, desk)


def _again(faults: int, slow_downs: int, desk: Desk) -> bool:
    tries = desk.policy.tries if desk.connected else min(desk.policy.tries, desk.policy.early_tries)
    return faults < tries and slow_downs < 5 * desk.policy.tries


async def _try(asked: Asked, desk: Desk) -> Reply:
    """Return the reply of one try, and keep what the try was and cost either way."""
    unit = asked.unit
    await _admitted(asked, desk)
    when, clock = datetime.now(UTC), monotonic()
    try:
        reply = await desk.adapter.ask(unit.conversation, tuple(asked.replies), unit.request)
    except AdapterError as failure:
        facts = tried(failure)
        desk.connected = desk.connected or facts.heard
        desk.pace.answered(facts.overloaded)
        attempt = Attempt(
            turn=len(asked.replies),
            started=_iso(when),
            seconds=monotonic() - clock,
            error=f"{failure.kind}: {failure}",
            status=facts.status,
            usage=facts.usage,
        )
        money = cost(facts.usage, desk.price, when) or 0.0
        heard = facts.characters / CHARACTERS_A_TOKEN
        _note(asked, desk, attempt, money, charge(facts.usage, money, desk.price, when, round(heard)))
        raise
    desk.connected = True
    desk.pace.answered(False)
    status = 200 if desk.base_url else None
    attempt = Attempt(len(asked.replies), _iso(when), monotonic() - clock, status=status, usage=reply.usage)
    table, stated = cost(reply.usage, desk.price, when), stated_cost(reply) if desk.states_cost else None
    guess = round(desk.reply_tokens(unit))
    taken = charge(reply.usage, max_known(table, stated), desk.price, when, guess)
    _note(asked, desk, attempt, table if stated is None else stated, taken)
    return reply


async def _admitted(asked: Asked, desk: Desk) -> None:
    """Return when the pace allows one more request; Stopped if the run is told to stop before."""
    if desk.stop.is_set():
        raise Stopped
    if desk.pace.open() and desk.requests.ceiling is None and desk.tokens.ceiling is None:
        return
    expected = desk.reply_tokens(asked.unit)
    amount = prompt_tokens(asked.unit.conversation, expected) + expected
    waiting = asyncio.ensure_future(_waited(desk, amount))
    stopping = asyncio.ensure_future(desk.stop.wait())
    try:
        await asyncio.wait([waiting, stopping], return_when=asyncio.FIRST_COMPLETED)
        if not waiting.done():
            raise Stopped
    finally:
        waiting.cancel()
        stopping.cancel()


async def _waited(desk: Desk, tokens: float) -> None:
    await desk.pace.wait_out_pause()
    await desk.requests.take()
    await desk.tokens.take(tokens)


def _note(asked: Asked, desk: Desk, attempt: Attempt, money: float | None, charged: Charge) -> None:
    asked.attempts.append(attempt)
    asked.costs.append(money)
    asked.charged.append(charged)
    desk.noted(asked.unit, attempt)


async def _rest(failure: AdapterError, number: int, desk: Desk) -> None:
    """Wait before the next try: as long as the provider said, else a random while that grows."""
    facts, policy = tried(failure), desk.policy
    longest = min(policy.longest_wait, policy.backoff * 2 ** min(number - 1, 16))
    seconds = desk.dice.uniform(0, longest)
    if facts.retry_after is not None:
        desk.pace.pause(facts.retry_after)
        seconds = facts.retry_after + desk.dice.uniform(0, min(longest, 0.1 * facts.retry_after + 0.05))
    try:
        async with asyncio.timeout(seconds):
            await desk.stop.wait()
    except TimeoutError:
        return


def _iso(when: datetime) -> str:
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")
