"""Money and tokens: what a try cost, what a run will cost, and when to stop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from harness import billing, codec
from harness.providers import Price
from harness.records import Conversation, Json, Reply, Usage
from harness.runner.plan import Unit

CHARACTERS_A_TOKEN = 3.5
"""For the estimate only; what was billed is what the provider counted."""

DEAREST = 1e6
"""No reply costs more, in whatever currency; a provider that says so is not believed."""

FIRST_GUESS = 8_000
"""Completion tokens a turn before anything came back: thinking models take thousands."""


def cost(usage: Usage, price: Price | None, when: datetime) -> float | None:
    """Return what a try cost by the table; None where the price or the tokens are not known."""
    output = billing.output_tokens(usage)
    if price is None or output is None:
        return None
    prompt = usage.prompt_tokens or 0
    cached = min(usage.cached_tokens or 0, prompt)
    cheap = price.input if price.cached is None else price.cached
    total = (prompt - cached) * price.input + cached * cheap + output * price.output
    return total * price.factor(when) / 1e6


def stated_cost(reply: Reply) -> float | None:
    """Return what the provider itself says the reply cost; None where it says nothing that can be a cost."""
    usage = reply.extras.get("usage")
    stated = usage.get("cost") if isinstance(usage, Mapping) else None
    if isinstance(stated, bool) or not isinstance(stated, int | float) or not 0 <= stated <= DEAREST:
        return None
    return float(stated)


def max_known(*costs: float | None) -> float | None:
    """Return the larger of what is known; None where nothing is."""
    return max((one for one in costs if one is not None), default=None)


@dataclass(frozen=True, slots=True)
class Charge:
    """What one try takes from a budget."""

    tokens: int
    money: float


def charge(usage: Usage, money: float | None, price: Price | None, when: datetime, guess: int) -> Charge:
    """Return what a try takes; where the provider did not count, ``guess`` tokens of output are taken."""
    tokens = billing.all_tokens(usage)
    if tokens is None or (billing.output_tokens(usage) is None and guess):
        usage = Usage(prompt_tokens=usage.prompt_tokens, completion_tokens=guess)
        guessed = cost(usage, price, when)
        return Charge((usage.prompt_tokens or 0) + guess, max_known(money, guessed) or 0.0)
    return Charge(tokens, money or 0.0)


def price_inputs(price: Price | None, when: datetime) -> Mapping[str, Json]:
    """Return what a cost was computed from, to be kept with it."""
    if price is None:
        return {}
    return {**codec.to_builtins(price), "factor": price.factor(when)}


def prompt_tokens(conversation: Conversation, reply_tokens: float) -> int:
    """Return about how many tokens all turns send, earlier turns and replies sent again included."""
    total = sent = 0.0
    for turn in conversation.turns:
        sent += len(turn.text) / CHARACTERS_A_TOKEN
        total += sent
        sent += reply_tokens / 4
    return round(total)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What asking the units will take, and on what assumption."""

    units: int
    requests: int
    prompt_tokens: int
    completion_tokens: int
    costs: Mapping[str, float]
    """Currency → cost."""
    unpriced: tuple[str, ...]
    """Models whose price is not known."""
    assumed: str

    def sentence(self) -> str:
        """Return the estimate in one line."""
        cost = ", ".join(f"{money:.4g} {currency}" for currency, money in self.costs.items())
        missing = f"; no price known for {', '.join(self.unpriced)}" if self.unpriced else ""
        return (
            f"estimate: {self.units} conversations, {self.requests} requests, "
            f"about {self.prompt_tokens:,} prompt and {self.completion_tokens:,} completion tokens "
            f"({self.assumed})" + (f", about {cost}" if cost else "") + missing
        )


def estimate(
    units: Iterable[Unit], prices: Mapping[str, Price | None], forecast: Forecast, now: datetime
) -> Estimate:
    """Return what asking ``units`` is likely to take."""
    count = requests = prompts = completions = 0
    costs: dict[str, float] = {}
    unpriced: set[str] = set()
    for unit in units:
        reply = forecast.reply_tokens(unit)
        turns = len(unit.conversation.turns)
        prompt, completion = prompt_tokens(unit.conversation, reply), round(reply * turns)
        count, requests = count + 1, requests + turns
        prompts, completions = prompts + prompt, completions + completion
        price = prices.get(unit.model)
        money = cost(Usage(prompt_tokens=prompt, completion_tokens=completion), price, now)
        if price is None or money is None:
            unpriced.add(unit.model)
        else:
            costs[price.currency] = costs.get(price.currency, 0.0) + money
    return Estimate(
        count, requests, prompts, completions, costs, tuple(sorted(unpriced)), forecast.assumption()
    )


@dataclass(slots=True)
class Forecast:
    """The length of a reply, learnt while replies come in."""

    replies: dict[str, int] = field(default_factory=dict)
    tokens: dict[str, int] = field(default_factory=dict)
    unseen: dict[str, float] = field(default_factory=dict)
    """Model → most prompt tokens that were counted beyond those of the text (templates, denser text)."""

    def learn(self, unit: Unit, turn: int, usage: Usage) -> None:
        """Take one reply into account."""
        model = unit.model
        if turn == 0 and usage.prompt_tokens is not None:
            beyond = usage.prompt_tokens - len(unit.conversation.turns[0].text) / CHARACTERS_A_TOKEN
            self.unseen[model] = max(beyond, self.unseen.get(model, 0.0))
        output = billing.output_tokens(usage)
        if output is not None:
            self.replies[model] = self.replies.get(model, 0) + 1
            self.tokens[model] = self.tokens.get(model, 0) + output

    def reply_tokens(self, unit: Unit) -> float:
        """Return the completion tokens one turn of ``unit`` is likely to take."""
        known = self.replies.get(unit.model, 0)
        guess = self.tokens[unit.model] / known if known else float(FIRST_GUESS)
        return min(guess, unit.request.reply_limit or guess)

    def prompt_tokens(self, unit: Unit, reply_tokens: float) -> int:
        """Return the prompt tokens all turns of ``unit`` are likely to take."""
        beyond = self.unseen.get(unit.model, 0.0) * len(unit.conversation.turns)
        return prompt_tokens(unit.conversation, reply_tokens) + round(beyond)

    def assumption(self) -> str:
        """Return in words what the forecast rests on."""
        known = sum(self.replies.values())
        guess = f"assuming {FIRST_GUESS:,} a reply or its limit where that is less"
        return f"as {known} replies so far" if known else guess


@dataclass(slots=True)
class Budget:
    """A ceiling on what the whole run may cost; what is in flight is reserved beforehand."""

    max_cost: float | None = None
    max_tokens: int | None = None
    spent_cost: float = 0.0
    spent_tokens: int = 0
    reserved_cost: float = 0.0
    reserved_tokens: float = 0.0

    @property
    def limited(self) -> bool:
        """Whether there is a ceiling at all."""
        return self.max_cost is not None or self.max_tokens is not None

    def allows(self, tokens: float, money: float) -> bool:
        """Return whether there is room for one more unit of this size."""
        enough = self.max_cost is None or self.spent_cost + self.reserved_cost + money <= self.max_cost
        return enough and (
            self.max_tokens is None or self.spent_tokens + self.reserved_tokens + tokens <= self.max_tokens
        )

    def reserve(self, tokens: float, money: float) -> None:
        """Set aside what a unit is likely to take."""
        self.reserved_tokens += tokens
        self.reserved_cost += money

    def settle(self, tokens: float, money: float, used_tokens: int, used_money: float) -> None:
        """Replace what was set aside by what was used."""
        self.reserved_tokens -= tokens
        self.reserved_cost -= money
        self.spent_tokens += used_tokens
        self.spent_cost += used_money

    def said(self, tokens: float, money: float) -> str:
        """Return in words where the ceiling is, how much is used, and what one more may take."""
        words = []
        if self.max_cost is not None:
            words.append(
                f"--max-cost {self.max_cost:g} ({self.spent_cost:.4g} spent, one more may cost {money:.4g})"
            )
        if self.max_tokens is not None:
            words.append(
                f"--max-tokens {self.max_tokens} ({self.spent_tokens} used, one more may take {tokens:.0f})"
            )
        return " and ".join(words)
