"""The request itself: URL, body and its bytes. What nobody set is not in it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from harness.adapters.protocol import Request
from harness.figures import data_url
from harness.providers import Provider, Rules
from harness.records import Conversation, Json, Reply, Turn

PATH = "/chat/completions"
_text = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def url(provider: Provider) -> str:
    """Return where requests go."""
    return provider.base_url.rstrip("/") + PATH


@dataclass(frozen=True, slots=True)
class Asking:
    """Who is asked, and by which rules."""

    provider: Provider
    model: str
    rules: Rules


def body(
    asking: Asking, conversation: Conversation, replies: Sequence[Reply], request: Request
) -> dict[str, Any]:
    """Return the body that asks for the next turn's reply."""
    provider, model, rules = asking.provider, asking.model, asking.rules
    stream = provider.stream and request.stream
    found: dict[str, Any] = {"model": model, "messages": messages(rules, provider, conversation, replies)}
    if stream:
        found["stream"] = True
        if provider.stream_usage:
            found["stream_options"] = {"include_usage": True}
    if request.reply_limit is not None:
        found[rules.token_limit] = request.reply_limit
    if request.thinking is not None:
        _lay(found, rules.thinking_on if request.thinking else rules.thinking_off)
    if request.effort is not None and rules.effort_field:
        _lay(found, _nested(rules.effort_field, request.effort))
    for more in (rules.body, request.sampling, request.extra):
        _lay(found, more)
    return found


def encoded(found: Mapping[str, Any]) -> bytes:
    """Return the bytes of a body; text survives whatever it holds, a lone surrogate as ``?``."""
    return _text(found).encode("utf-8", "replace")


def messages(
    rules: Rules, provider: Provider, conversation: Conversation, replies: Sequence[Reply]
) -> list[dict[str, Any]]:
    """Return the turns so far with their replies between them, reasoning only where it must go back."""
    found: list[dict[str, Any]] = []
    for number, turn in enumerate(conversation.turns[: len(replies) + 1]):
        found.append({"role": "user", "content": _content(turn)})
        if number < len(replies):
            reply = replies[number]
            said = {"role": "assistant", "content": reply.answer}
            if rules.send_back == "must":
                said[provider.reasoning[0]] = reply.reasoning
            found.append(said)
    return found


def _content(turn: Turn) -> str | list[dict[str, Any]]:
    """Return a turn's text; with figures, a list of parts in which they come first."""
    if not turn.figures:
        return turn.text
    images = [{"type": "image_url", "image_url": {"url": data_url(one)}} for one in turn.figures]
    return [*images, {"type": "text", "text": turn.text}]


def _nested(path: str, value: Json) -> dict[str, Json]:
    """Return ``value`` under the levels of a dotted path.

    >>> _nested("reasoning.effort", "high")
    {'reasoning': {'effort': 'high'}}
    """
    head, _, rest = path.partition(".")
    return {head: _nested(rest, value) if rest else value}


def _lay(found: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Lay fields over a body, level by level."""
    for name, value in more.items():
        if isinstance(value, Mapping) and isinstance(found.get(name), dict):
            _lay(found[name], value)
        else:
            found[name] = deepcopy(value)
