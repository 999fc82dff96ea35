"""What a provider bills: the tokens of output, whichever way they were counted. The one place that decides.

Most count the thinking in the completion; some count it beside (completion 7, reasoning 1,175, total
less prompt 1,182), some count it in the total alone. What is billed is the largest count that is possible.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class Counted(Protocol):
    """Tokens as a provider counted them; None where it did not say."""

    @property
    def prompt_tokens(self) -> int | None:
        """Those that were sent."""

    @property
    def completion_tokens(self) -> int | None:
        """Those of the reply, with or without its thinking."""

    @property
    def reasoning_tokens(self) -> int | None:
        """Those of the thinking."""

    @property
    def cached_tokens(self) -> int | None:
        """Those of the prompt that were in the provider's cache."""

    @property
    def total_tokens(self) -> int | None:
        """All of them."""


def output_tokens(usage: Counted) -> int | None:
    """Return the tokens billed as output, thinking included; None where the provider did not say.

    >>> from harness.records import Usage
    >>> output_tokens(Usage(14, 7, 1175, None, 1196)), output_tokens(Usage(10, 90, 60, None, 100))
    (1182, 90)
    """
    said, thought = counted(usage.completion_tokens), counted(usage.reasoning_tokens)
    beyond = _beyond_prompt(usage)
    if said is None and thought is None:
        return beyond
    shown = said or 0
    if thought is not None and thought > shown and (beyond != shown or not shown):
        shown += thought  # it cannot be in there, and no total says that there is no more
    return max(shown, beyond or 0)


def counted(number: int | None) -> int | None:
    """Return a provider's count; None where it is none at all, as one below 0 is."""
    return None if number is None or number < 0 else number


def all_tokens(usage: Counted) -> int | None:
    """Return the tokens billed in all, prompt and output; None where the provider counted neither."""
    output = output_tokens(usage)
    prompt = counted(usage.prompt_tokens)
    if output is None and prompt is None:
        return counted(usage.total_tokens)
    return (prompt or 0) + (output or 0)


def beside(usage: Counted) -> bool:
    """Return whether the thinking was counted beside the completion and not in it."""
    output, said = output_tokens(usage), counted(usage.completion_tokens)
    return output is not None and said is not None and output > said


def total(costs: Iterable[float | None]) -> float | None:
    """Return the sum of costs; None as soon as one is not known: an unknown sum is not a small one."""
    found = list(costs)
    return None if any(one is None for one in found) else sum(one for one in found if one is not None)


def _beyond_prompt(usage: Counted) -> int | None:
    """Return what the total holds besides the prompt; None where it says nothing of the output."""
    whole, prompt = counted(usage.total_tokens), counted(usage.prompt_tokens)
    if whole is None or prompt is None:
        return None
    rest = whole - prompt
    if rest < 0 or (usage.cached_tokens and rest == (usage.completion_tokens or 0) + usage.cached_tokens):
        return None  # a total with the cached prompt in it once more
    return rest
