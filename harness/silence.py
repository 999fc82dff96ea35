"""Finished replies that hold no answer: the one place that says why."""

from __future__ import annotations

from typing import Literal

from harness.records import Reply

Why = Literal["", "refused", "cut off", "thinking only", "empty"]


def why_silent(reply: Reply) -> Why:
    """Return why a reply holds no answer: refused, cut off, thinking only or empty; ``""`` where it does.

    >>> why_silent(Reply("2")), why_silent(Reply(" ", reasoning="two")), why_silent(Reply(""))
    ('', 'thinking only', 'empty')
    """
    if reply.answer.strip():
        return ""
    if refusal(reply) or reply.finish_reason == "content_filter":
        return "refused"
    if reply.finish_reason == "length":
        return "cut off"
    return "thinking only" if reply.reasoning.strip() else "empty"


def refusal(reply: Reply) -> str:
    """Return the words in which a model refused, where the provider keeps them apart; else ``""``."""
    said = reply.extras.get("refusal")
    return said.strip() if isinstance(said, str) else ""
