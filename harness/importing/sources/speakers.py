"""Who speaks in an element of a saved chat page, by what chat pages call their elements."""

from __future__ import annotations

import re

from harness.importing.sources.tree import Element

_ATTRIBUTES = (
    "data-message-author-role",
    "data-role",
    "data-author",
    "data-testid",
    "data-sender",
    "data-speaker",
)
_SAID = {
    "user": "user",
    "human": "user",
    "user-message": "user",
    "human-turn": "user",
    "assistant": "assistant",
    "model": "assistant",
    "bot": "assistant",
    "ai": "assistant",
    "ai-turn": "assistant",
    "assistant-message": "assistant",
    "thinking": "thought",
    "reasoning": "thought",
}
"""Value of such an attribute → who speaks."""
_TAGS = {"user-query": "user", "model-response": "assistant", "model-thoughts": "thought"}
_CLASSES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:^|[ _-])(?:think|thinking|thought|thoughts|reasoning|ds-think-content)(?:[ _-]|$)",
    re.I), "thought"),
    (re.compile(r"ds-markdown|font-claude-(?:message|response)|segment-assistant|assistant-message"),
    "assistant"),
    (re.compile(r"segment-user|user-message|font-user-message|chat-user|human-message|\bds-message\b"),
    "user"),
    (re.compile(r"(?:^| )(?:assistant|bot|model-turn|ai-message|response-message)(?: |$)", re.I),
    "assistant"),
    (re.compile(r"(?:^| )(?:user|human|user-turn|prompt-message)(?: |$)", re.I), "user"),
)  # fmt: skip
"""What a class attribute says, the first that fits; an element inside may say otherwise."""


def speaker_of(element: Element) -> str:
    """Return user, assistant or thought where an element says who speaks in it, else nothing."""
    if element.tag in _TAGS:
        return _TAGS[element.tag]
    for name in _ATTRIBUTES:
        if said := _SAID.get(element.attributes.get(name, "").lower()):
            return said
    names = element.attributes.get("class", "")
    if not names or element.tag in ("button", "svg", "math", "body", "html"):
        return ""
    return next((who for pattern, who in _CLASSES if pattern.search(names)), "")
