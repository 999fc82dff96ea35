"""Asking and replies: what is sent, what came back, and the transcript that keeps both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from harness.records.homework import Figure, Variant
from harness.records.words import SCHEMA, AskMode, Json, Source, Style


@dataclass(frozen=True, slots=True)
class Turn:
    """One user message and the parts it asks for."""

    text: str
    parts: tuple[str, ...]
    figures: tuple[Figure, ...] = ()
    """Images that go before the text."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The exact user messages to send, in order; replies come between them."""

    question: str
    turns: tuple[Turn, ...]
    mode: AskMode = "parts"
    style: Style = "raw"
    source: Source = "clean"
    variant: Variant | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the provider counted them; None where it did not say."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    reasoning_tokens: int | None = None
    cached_tokens: int | None = None
    total_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds since the request was sent; None where not measured."""

    first_reasoning: float | None = None
    last_reasoning: float | None = None
    first_answer: float | None = None
    last_answer: float | None = None
    total: float | None = None
    stated_thinking: float | None = None
    """Seconds of thought as an interface displayed them (imported transcripts)."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for one turn."""

    answer: str
    reasoning: str = ""
    usage: Usage = Usage()
    timing: Timing = Timing()
    finish_reason: str | None = None
    model: str | None = None
    """The model name as the provider echoed it."""
    request_id: str | None = None
    fingerprint: str | None = None
    reasoning_from: str | None = None
    """The field or tag the reasoning was read from, e.g. ``reasoning_content`` or ``<think>``."""
    extras: Mapping[str, Json] = field(default_factory=dict)
    """Whatever else the provider sent, kept as it was; a condensed recording says so here."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at a turn, the failed ones included."""

    turn: int
    started: str
    """ISO 8601, UTC."""
    seconds: float
    error: str | None = None
    """The class of the failure (an ``AdapterError.kind``) and its message; None for the good try."""
    status: int | None = None
    """HTTP status, where there was one."""
    usage: Usage = Usage()
    """Tokens billed for it, as far as known."""
    reply: Reply | None = None
    """A finished reply that held no answer, kept whole, where it was asked for once more."""


@dataclass(frozen=True, slots=True)
class HumanMark:
    """What a person wrote beside one part: data to be tested, not truth."""

    part: str
    mark: str
    """``correct``, ``incorrect`` or ``partial`` as the person meant it."""
    remark: str = ""
    marker: str = ""
    """Who."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """One asked unit, kept for ever."""

    run_key: str
    conversation: Conversation
    replies: tuple[Reply, ...]
    """One a turn answered; fewer than the turns where it failed on the way."""
    model: str
    """As asked for: ``provider:name``."""
    sample: int = 0
    effort: str | None = None
    error: str | None = None
    attempts: tuple[Attempt, ...] = ()
    started: str = ""
    finished: str = ""
    settings: Mapping[str, Json] = field(default_factory=dict)
    """The request parameters that were sent."""
    prices: Mapping[str, Json] = field(default_factory=dict)
    """Price inputs in force: currency and cost per million tokens, with their date."""
    cost: float | None = None
    human_marks: tuple[HumanMark, ...] = ()
    origin: Mapping[str, Json] = field(default_factory=dict)
    """Where it came from if not asked here: recording or import, who, when, what was condensed."""
    schema: int = SCHEMA
