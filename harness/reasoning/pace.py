"""Seconds: how long the thinking took, how fast the text came, when its first token arrived."""

from __future__ import annotations

from dataclasses import dataclass

from harness.reasoning.tokens import Tokens, spent
from harness.records import Reply


@dataclass(frozen=True, slots=True)
class Pace:
    """The seconds of one reply; None where they were not measured."""

    thinking: float | None
    source: str
    """measured or stated; empty where unknown."""
    first_thinking: float | None
    """Seconds until the first token of thinking."""
    first_answer: float | None
    """Seconds until the first token of the answer."""
    total: float | None
    tokens_per_second: float | None
    """Tokens of thinking and answer over the seconds in which they came."""


def pace(reply: Reply, tokens: Tokens | None = None) -> Pace:
    """Return the reply's seconds; those of thinking from its first to its last token, else as stated."""
    timing = reply.timing
    thinking, source = timing.stated_thinking, "stated" if timing.stated_thinking is not None else ""
    if timing.first_reasoning is not None and timing.last_reasoning is not None:
        thinking, source = max(0.0, timing.last_reasoning - timing.first_reasoning), "measured"
    return Pace(
        thinking,
        source,
        timing.first_reasoning,
        timing.first_answer,
        timing.total,
        _speed(reply, tokens or spent(reply)),
    )


def _speed(reply: Reply, tokens: Tokens) -> float | None:
    timing = reply.timing
    begins = [t for t in (timing.first_reasoning, timing.first_answer) if t is not None]
    end = timing.last_answer if timing.last_answer is not None else timing.total
    if not begins or end is None or tokens.thinking is None or tokens.answer is None:
        return None
    seconds = end - min(begins)
    return (tokens.thinking + tokens.answer) / seconds if seconds > 0 else None
