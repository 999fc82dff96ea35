"""``--dry-run``: what would be sent, byte for byte, without sending it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from harness import providers
from harness.adapters.body import Asking, body, encoded, url
from harness.figures import size as size_of
from harness.providers import Provider
from harness.records import Json
from harness.runner.plan import Unit


def described(units: Iterable[Unit], found: Mapping[str, Provider]) -> Iterable[Mapping[str, Json]]:
    """Yield each unit for a program: its texts turn by turn and the exact body of its first request."""
    for unit in units:
        provider = found[unit.model]
        yield {
            "run_key": unit.key,
            "question": unit.conversation.question,
            "model": unit.model,
            "sample": unit.request.sample,
            "effort": unit.request.effort,
            "mode": unit.conversation.mode,
            "style": unit.conversation.style,
            "source": unit.conversation.source,
            "turns": [{"parts": list(turn.parts), "text": turn.text} for turn in unit.conversation.turns],
            "url": url(provider) if provider.adapter == "openai_chat" else None,
            "body": _body(unit, provider),
        }


def _body(unit: Unit, provider: Provider) -> Any:
    if provider.adapter != "openai_chat":
        return None
    name = providers.split(unit.model)[1]
    asking = Asking(provider, name, provider.rules_for(name))
    return encoded(body(asking, unit.conversation, (), unit.request)).decode("utf-8")


def shown(units: Iterable[Unit], found: Mapping[str, Provider]) -> Iterable[str]:
    """Yield for people: a line that says what follows, then the text of a turn exactly as it is sent."""
    for unit in units:
        conversation = unit.conversation
        provider = found[unit.model]
        to = f" → {url(provider)}" if provider.adapter == "openai_chat" else ""
        how = f"mode {conversation.mode}, style {conversation.style}, source {conversation.source}"
        effort = f", effort {unit.request.effort}" if unit.request.effort else ""
        yield f"=== {conversation.question} · {unit.model} · sample {unit.request.sample} · {how}{effort}{to}"
        for number, turn in enumerate(conversation.turns, 1):
            parts = ", ".join(turn.parts)
            after = ", after the replies so far" if number > 1 else ""
            size = f"{len(turn.text.encode('utf-8', 'surrogatepass'))} bytes"
            yield f"--- message {number} of {len(conversation.turns)}, user, part {parts}, {size}{after}"
            for one in turn.figures:
                yield f"--- with the figure {one.name}, {one.media}, {size_of(one)} bytes, before the text"
            yield turn.text
