"""Text copied out of a chat window: speakers where they are named, one answer where they are not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from harness.importing.chat_printout import THOUGHT
from harness.importing.document import Line, Role, Taken
from harness.importing.exports import Message

SPEAKERS: dict[str, tuple[str, Role]] = {
    "you said": ("user", "problem"),
    "you": ("user", "problem"),
    "user": ("user", "problem"),
    "human": ("user", "problem"),
    "question": ("user", "problem"),
    "prompt": ("user", "problem"),
    "assistant": ("assistant", "answer"),
    "answer": ("assistant", "answer"),
    "chatgpt said": ("assistant", "answer"),
    "chatgpt": ("assistant", "answer"),
    "deepseek": ("assistant", "answer"),
    "kimi": ("assistant", "answer"),
    "claude": ("assistant", "answer"),
    "model": ("assistant", "answer"),
    "thinking": ("thought", "thinking"),
    "thought": ("thought", "thinking"),
    "reasoning": ("thought", "thinking"),
}
NAMED = re.compile(
    r"(?:#{1,4} )?\**([A-Za-z]{3,9}(?: said)?)\**:?\**\s*$|(?:\**)([A-Za-z]{3,9}):\**\s+(\S.*)$", re.S
)


def read_clipboard(lines: Sequence[Line]) -> tuple[tuple[Taken, ...], tuple[Message, ...], tuple[float, ...]]:
    """Return every line with its role, the messages in order, and stated seconds of thought in order."""
    taken: list[Taken] = []
    said: list[tuple[str, list[str]]] = [("assistant", [])]
    role: Role = "answer"
    seconds: list[float] = []
    for line in lines:
        if found := THOUGHT.fullmatch(line.text.strip()):
            seconds.append(60.0 * float(found[1] or 0) + float(found[2] or found[3] or 0))
            taken.append(Taken(line, "stated time"))
            continue
        speaker, rest = _speaker(line.text)
        if speaker is not None:
            who, role = SPEAKERS[speaker]
            said.append((who, [rest] if rest else []))
            taken.append(Taken(line, role if rest else "heading"))
            continue
        said[-1][1].append(line.text)
        taken.append(Taken(line, role if line.text.strip() else "blank"))
    return tuple(taken), _messages(said), tuple(seconds)


def _speaker(text: str) -> tuple[str | None, str]:
    match = NAMED.match(text.strip())
    if not match:
        return None, ""
    name = (match[1] or match[2]).lower()
    standing_alone = match[1] is not None and (
        text.strip().endswith((":", "*", "said")) or text.strip().startswith("#")
    )
    if name not in SPEAKERS or not (match[2] or standing_alone):
        return None, ""
    return name, match[3] or ""


def _messages(said: list[tuple[str, list[str]]]) -> tuple[Message, ...]:
    found: list[Message] = []
    thought = ""
    for who, lines in said:
        text = "\n".join(lines).strip()
        if not text:
            continue
        if who == "thought":
            thought = text
        elif who == "assistant":
            found.append(Message("assistant", text, thought))
            thought = ""
        else:
            found.append(Message("user", text))
    if thought:
        found.append(Message("assistant", "", thought))
    return tuple(found)
