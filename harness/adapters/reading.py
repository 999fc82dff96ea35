"""What was gathered → a Reply: the thinking apart from the answer, tokens, times, and what else was said."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from harness import billing
from harness.adapters.protocol import Tried, fault
from harness.adapters.stream import Gathered
from harness.errors import BadReply, Unreachable
from harness.providers import Provider
from harness.records import Json, Reply, Timing, Usage
from harness.unwrapping import Split, led, split

REQUEST_IDS = ("x-request-id", "x-trace-id", "x-generation-id", "request-id", "x-ds-trace-id")
CUT_BY_SERVER = {"insufficient_system_resource", "error", "abort", "aborted"}
"""Finish reasons that mean the server gave up, not the model."""
GAVE_UP = ("error", "abort", "timeout", "timed_out", "cancel", "insufficient", "overload", "fail")
"""Words in a router's ``native_finish_reason`` that mean the same, whatever it calls the finish itself."""
LEFT_OUT = ("id", "model", "system_fingerprint", "error")
DEEPEST = 12
MOST = 200
LONGEST_TEXT = 20_000
ROOM = 200_000
"""Characters of all extras of a reply."""


def reply(
    found: Gathered,
    provider: Provider,
    headers: Mapping[str, str],
    total: float,
    clean: Callable[[str], str] = str,
) -> Reply:
    """Return the reply; BadReply or Unreachable where what came in is not a whole one.

    ``clean`` takes keys out of what is cut short: half a key would not be found afterwards.
    """
    usage = _usage(found)
    facts = Tried(usage=usage, characters=found.characters)
    if found.finish is None:
        raise fault(BadReply, f"{provider.name}: the reply broke off without a finish_reason", facts)
    cut = _cut_by_server(found)
    if cut:
        raise fault(Unreachable, f"{provider.name}: cut by the server ({clean(cut)[:MOST]})", facts)
    content = "".join(found.content)
    field, thought = _thought(found, provider)
    parted = _parted(content, thought)
    tagged = parted.tag is not None and not thought
    return Reply(
        answer=parted.answer,
        reasoning=parted.reasoning if tagged else thought,
        usage=usage,
        timing=_timing(found, parted, tagged, total),
        finish_reason=found.finish,
        model=_text(found.raw.get("model"), clean),
        request_id=_request_id(found, headers, clean),
        fingerprint=_text(found.raw.get("system_fingerprint"), clean),
        reasoning_from=parted.tag if tagged else field,
        extras=_extras(found, clean),
    )


def _cut_by_server(found: Gathered) -> str:
    """Return the finish reason by which a server says that it gave up; empty where it did not."""
    native = found.raw_choice.get("native_finish_reason")
    if found.finish in CUT_BY_SERVER:
        return str(found.finish)
    if isinstance(native, str) and any(word in native.lower() for word in GAVE_UP):
        return native
    return ""


def _thought(found: Gathered, provider: Provider) -> tuple[str | None, str]:
    """Return the field the thinking is in and its text: the first that is not empty."""
    for name in (*provider.reasoning, *found.reasoning):
        text = "".join(found.reasoning.get(name, ()))
        if text:
            return name, text
    return None, ""


def _parted(content: str, thought: str) -> Split:
    """Return the content without its thinking block, which may repeat what a field already held."""
    if not thought:
        return split(content)
    return led(content) or Split("", content, None, 0)


def _timing(found: Gathered, parted: Split, tagged: bool, total: float) -> Timing:
    """Return the seconds at which thinking and answer began and ended."""
    marks = found.marks
    answered = [when for length, when in marks if length > parted.begins]
    thinking = [when for length, when in marks if not answered or when <= answered[0]] if tagged else []
    return Timing(
        first_reasoning=thinking[0] if thinking else found.first_reasoning,
        last_reasoning=thinking[-1] if thinking else found.last_reasoning,
        first_answer=answered[0] if answered else None,
        last_answer=answered[-1] if answered else None,
        total=total,
    )


def _usage(found: Gathered) -> Usage:
    """Return the first usage that counts anything, of the places where providers put it."""
    places = (found.raw_choice, found.raw, _inner(found.raw, "x_groq"))
    read = (read_usage(place.get("usage")) for place in places)
    return next((usage for usage in read if usage.completion_tokens or billing.all_tokens(usage)), Usage())


def read_usage(raw: Any) -> Usage:
    """Return the tokens as counted by the provider, whatever it calls them."""
    if not isinstance(raw, Mapping):
        return Usage()
    prompt = {**_inner(raw, "input_tokens_details"), **_inner(raw, "prompt_tokens_details")}
    output = {**_inner(raw, "output_tokens_details"), **_inner(raw, "completion_tokens_details")}
    return Usage(
        prompt_tokens=_first(raw.get("prompt_tokens"), raw.get("input_tokens")),
        completion_tokens=_first(raw.get("completion_tokens"), raw.get("output_tokens")),
        reasoning_tokens=_first(output.get("reasoning_tokens"), raw.get("reasoning_tokens")),
        cached_tokens=_first(
            prompt.get("cached_tokens"), raw.get("prompt_cache_hit_tokens"), raw.get("cached_tokens")
        ),
        total_tokens=_count(raw.get("total_tokens")),
    )


def _inner(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = raw.get(name)
    return found if isinstance(found, Mapping) else {}


def _first(*values: Any) -> int | None:
    return next((count for count in map(_count, values) if count is not None), None)


def _count(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e12:
        return None
    return int(value)


def _text(value: Any, clean: Callable[[str], str]) -> str | None:
    return clean(value)[:500] if isinstance(value, str) else None


def _request_id(found: Gathered, headers: Mapping[str, str], clean: Callable[[str], str]) -> str | None:
    for name in REQUEST_IDS:
        if name in headers:
            return clean(headers[name])[:MOST]
    return _text(found.raw.get("id"), clean)


def _extras(found: Gathered, clean: Callable[[str], str]) -> Mapping[str, Json]:
    """Return what else was sent, as it was, within bounds; what matters most comes first."""
    taming = Taming(clean)
    extras: dict[str, Json] = {}
    if found.refusal:
        extras["refusal"] = taming.tame("".join(found.refusal))
    if "usage" in found.raw:
        extras["usage"] = taming.tame(found.raw["usage"])
    if found.raw_choice:
        extras["choice"] = taming.tame(found.raw_choice)
    for name, value in found.raw.items():
        if name not in LEFT_OUT and name != "usage" and len(extras) < MOST:
            extras[taming.name(name)] = taming.tame(value)
    return extras


class Taming:
    """Values that can be written as JSON and read again: not too deep, too long, too many or infinite."""

    def __init__(self, clean: Callable[[str], str] = str) -> None:
        self._clean = clean
        self._room = ROOM

    def tame(self, value: Any, depth: int = 0) -> Json:
        """Return a value within bounds, an ellipsis where it goes beyond."""
        if depth > DEEPEST or self._room <= 0:
            return "…"
        self._room -= 8
        if isinstance(value, dict):
            return {self.name(str(k)): self.tame(v, depth + 1) for k, v in list(value.items())[:MOST]}
        if isinstance(value, list):
            return [self.tame(v, depth + 1) for v in value[:MOST]]
        if isinstance(value, float) and not math.isfinite(value):
            return str(value)
        if isinstance(value, str):
            return self._text(value, LONGEST_TEXT)
        if isinstance(value, int) and abs(value) > 1 << 63 and not isinstance(value, bool):
            return self._text(f"{value:.6e}" if abs(value) < 10**300 else "…", MOST)
        return (
            value if isinstance(value, bool | int | float) or value is None else self._text(str(value), MOST)
        )

    def name(self, name: str) -> str:
        """Return a field's name within bounds."""
        return self._text(name, MOST)

    def _text(self, text: str, most: int) -> str:
        found = self._clean(text)[: min(most, max(MOST, self._room))]
        self._room -= len(found)
        return found
