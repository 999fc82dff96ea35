"""Tokens: what the provider billed, and the same text counted one way for every model."""

from __future__ import annotations

import re
from dataclasses import dataclass

from harness.reasoning.words import HAN
from harness.records import Reply

RAW_AT_LEAST = 1.5
"""Characters of text a billed token; below it the thinking shown is a summary."""
CHARACTERS_A_TOKEN = 2.8
"""For texts of which only the length is known; what open models need on mathematics (2.6 to 2.9)."""

_TOKEN = re.compile(rf"[A-Za-z\u00c0-\u024f]{{1,7}}|[0-9]{{1,3}}|\n+|[^\s{HAN}]")
_CHINESE = re.compile(f"[{HAN}]+")


def recount(text: str) -> int:
    """Return the tokens of a text by one fixed rule, the same for every model.

    A run of Latin letters is one token for every seven begun, a run of digits
    one for every three begun, a run of Chinese characters 0.6 each rounded up,
    a run of line breaks one, any other visible character one; spaces are free.

    >>> recount("the gradient is 1.0101")
    8
    """
    chinese = sum(-(-len(run) * 3 // 5) for run in _CHINESE.findall(text))
    return len(_TOKEN.findall(text)) + chinese


@dataclass(frozen=True, slots=True)
class Tokens:
    """How many tokens a reply spent on thinking and on its answer, and how that is known."""

    thinking: int | None
    answer: int | None
    source: str
    """native, recounted or estimated; empty where nothing is known."""
    note: str = ""


def spent(reply: Reply) -> Tokens:
    """Return the reply's tokens: the provider's where they are possible, else by the text's shares.

    A provider's reasoning count is believed if it lies between 0 and the
    completion, or if total − prompt shows that the completion leaves it out.
    """
    usage = reply.usage
    completion, thinking = usage.completion_tokens, usage.reasoning_tokens
    if _condensed(reply):
        return _from_lengths(reply)
    if completion is None:
        if thinking is None:
            return Tokens(
                recount(reply.reasoning), recount(reply.answer), "recounted", "no usage from the provider"
            )
        return Tokens(thinking, recount(reply.answer), "estimated", "the provider gave no completion count")
    if thinking is not None:
        believable = 0 <= thinking <= completion and not (thinking == 0 and reply.reasoning.strip())
        if believable:
            return Tokens(thinking, completion - thinking, "native")
        if usage.total_tokens is not None and usage.prompt_tokens is not None:
            billed = usage.total_tokens - usage.prompt_tokens
            if thinking > 0 and billed == completion + thinking:
                return Tokens(thinking, completion, "native", "completion counted without reasoning")
    share = _thinking_share(reply, completion)
    part = round(completion * share)
    why = "no reasoning count" if thinking is None else "an impossible reasoning count"
    return Tokens(part, completion - part, "estimated", f"{why} from the provider; split by characters")


def billed(reply: Reply) -> int | None:
    """Return the tokens billed as output, reasoning included; None where the provider did not say."""
    if reply.usage.completion_tokens is None:
        return None
    found = spent(reply)
    if found.thinking is None or found.answer is None:
        return None
    return found.thinking + found.answer


def why_not_raw(reply: Reply) -> str:
    """Return why the thinking cannot be measured as text; empty where it can.

    A reply that shows a summary has fewer than 1.5 characters for every token
    billed.
    """
    if _condensed(reply):
        return "a condensed recording: retold text, the counts stated for the original are used"
    hidden = reply.usage.reasoning_tokens
    if not reply.reasoning.strip():
        return f"no thinking text; {hidden} reasoning tokens billed" if hidden else "no thinking text"
    total = billed(reply)
    characters = len(reply.reasoning) + len(reply.answer)
    if total and characters / total < RAW_AT_LEAST:
        return f"a summary, not the thinking: {characters / total:.2f} characters a billed token"
    return ""


def stated(reply: Reply, name: str) -> float | None:
    """Return a number that a recording states of its original, e.g. ``thinking_words``; None without one."""
    for key in (f"original_{name}", f"original_{name.replace('_chars', '_characters')}"):
        found = reply.extras.get(key)
        if isinstance(found, int | float) and not isinstance(found, bool) and found >= 0:
            return float(found)
    return None


def _condensed(reply: Reply) -> bool:
    return bool(reply.extras.get("condensed"))


def _from_lengths(reply: Reply) -> Tokens:
    sizes = stated(reply, "thinking_chars"), stated(reply, "answer_chars")
    thinking, answer = (None if size is None else round(size / CHARACTERS_A_TOKEN) for size in sizes)
    known = thinking is not None or answer is not None
    return Tokens(thinking, answer, "estimated" if known else "", "from the stated length of the original")


def _thinking_share(reply: Reply, completion: int) -> float:
    if reply.reasoning.strip():
        return len(reply.reasoning) / (len(reply.reasoning) + len(reply.answer))
    if not completion:
        return 0.0
    return max(0.0, 1 - recount(reply.answer) / completion)
