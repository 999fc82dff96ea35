"""The small protocol every way of asking follows, and what travels over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar, runtime_checkable

from harness.errors import AdapterError
from harness.providers import Provider
from harness.records import Answer, Conversation, Json, Question, Reply, Transcript, Usage

E = TypeVar("E", bound=AdapterError)


@dataclass(frozen=True, slots=True)
class Request:
    """How a model is asked. What nobody set is None and is never sent."""

    sample: int = 0
    effort: str | None = None
    thinking: bool | None = None
    """Thinking switched on or off, where the provider has a switch."""
    reply_limit: int | None = None
    """The most tokens a reply may take, reasoning included."""
    sampling: Mapping[str, Json] = field(default_factory=dict)
    """temperature, top_p, seed and the like."""
    extra: Mapping[str, Json] = field(default_factory=dict)
    """Further fields of the request's body, sent as they are."""
    stream: bool = True
    deadline: float = 3600.0
    """Seconds by the clock that one try may take."""
    idle_limit: float | None = None
    """Seconds without a piece of text after which a try is given up; keep-alives do not count. None: as
    the provider's table says."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What an adapter is made from."""

    provider: Provider
    name: str
    """The model's name at the provider; for the oracle its options, for replay the recording."""
    questions: Callable[[Conversation], Question] | None = None
    """The question a conversation asks, drawn variants included (oracle)."""
    answers: Callable[[Question], Mapping[str, Answer]] | None = None
    """The reference's answers, part by part (oracle)."""
    key: str | None = field(default=None, repr=False)
    connections: int = 64
    clean: Callable[[str], str] = str
    """Takes keys out of what goes into an error's message."""
    plain_http: bool = False
    """Whether questions and keys may go in the open, by http to another machine."""


class Adapter(Protocol):
    """A way to ask: a conversation and the replies so far go in, the reply to the next turn comes out."""

    async def ask(self, conversation: Conversation, replies: Sequence[Reply], request: Request) -> Reply:
        """Return the reply to turn ``len(replies)``; raise an AdapterError where there is none."""

    async def close(self) -> None:
        """Let go of connections; the adapter is not used afterwards."""


@runtime_checkable
class Annotates(Protocol):
    """An adapter that knows more about a finished transcript (a recording's origin and marks)."""

    def annotate(self, transcript: Transcript) -> Transcript:
        """Return the transcript with what is known about it."""


@runtime_checkable
class Limited(Protocol):
    """An adapter that knows beforehand what it has no reply to (a recording)."""

    def holds(self, conversation: Conversation, request: Request) -> bool:
        """Return whether it has a reply to any turn of the conversation."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a failed try cost and how far it came; it travels with its error."""

    status: int | None = None
    usage: Usage = field(default_factory=Usage)
    characters: int = 0
    """Of thinking and answer that had come in; a provider bills them too."""
    retry_after: float | None = None
    fatal: bool = False
    """Every further request would fail for the same reason: wrong key, no money."""
    overloaded: bool = False
    """The provider asked for less at once (429, 503)."""
    heard: bool = True
    """Whether a connection was made at all."""


def fault(kind: type[E], message: str, facts: Tried | None = None) -> E:
    """Return an error of ``kind`` that carries ``facts``."""
    error = kind(message)
    error.__dict__["tried"] = facts or Tried()
    return error


def tried(error: AdapterError) -> Tried:
    """Return what is known about the try that ended in ``error``."""
    found = error.__dict__.get("tried")
    return found if isinstance(found, Tried) else Tried()
