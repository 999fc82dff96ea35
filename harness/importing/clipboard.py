"""Text copied out of a chat window: speakers where they are named, one answer where they are not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from harness.importing.document import Line, Role, Taken, stated_seconds
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


_ROLES: dict[str, tuple[str, Role]] = {
    "user": ("user", "problem"),
    "assistant": ("assistant", "answer"),
    "thought": ("thought", "thinking"),
}
"""Who speaks by the page's own word → the message's role and its lines'."""


def read_clipboard(
    lines: Sequence[Line],
) -> tuple[tuple[Taken, ...], tuple[Message, ...], tuple[float | None, ...]]:
    """Return every line with its role, the messages in order, and each answer's stated seconds of thought."""
    reader = _Reader()
    for line in lines:
        reader.take(line)
    return tuple(reader.taken), *reader.messages()


def speaker_at(line: Line) -> str | None:
    """Return the speaker that a line names, a key of `SPEAKERS`, or None."""
    return _speaker("#" * bool(line.level) + " " * bool(line.level) + line.text)[0]


class _Reader:
    def __init__(self) -> None:
        self.taken: list[Taken] = []
        self.said: list[tuple[str, list[str]]] = [("assistant", [])]
        self.role: Role = "answer"
        self.stated: list[tuple[int, float]] = []
        """How many messages there were when seconds were stated, and the seconds."""
        self.spoken = ""

    def take(self, line: Line) -> None:
        """Give one line its role and put its text into the message that it belongs to."""
        if line.known in ("markup", "header", "note"):
            self.taken.append(Taken(line, line.known))
            return
        if (seconds := stated_seconds(line.text)) is not None:
            self.stated.append((len(self.said), seconds))
            self.taken.append(Taken(line, "stated time"))
            return
        text = "#" * line.level + " " * bool(line.level) + line.text
        if line.speaker and line.text.strip() and line.speaker != self.spoken:
            self.spoken = line.speaker
            who, self.role = _ROLES[line.speaker]
            self.said.append((who, []))
        speaker, rest = _speaker(text) if not self.spoken else (None, "")
        if speaker is not None:
            who, self.role = SPEAKERS[speaker]
            self.said.append((who, [rest] if rest else []))
            self.taken.append(Taken(line, self.role if rest else "heading"))
        elif self.spoken and not line.speaker and line.text.strip():
            self.taken.append(Taken(line, "title"))  # what stands on a chat's page beside the messages
        else:
            self.said[-1][1].append(text)
            self.taken.append(Taken(line, self.role if line.text.strip() else "blank"))

    def messages(self) -> tuple[tuple[Message, ...], tuple[float | None, ...]]:
        """Return the messages in order, and the stated seconds of each of the assistant's."""
        found: list[Message] = []
        seconds: list[float | None] = []
        thought, stated = "", dict(self.stated)
        waiting: float | None = None
        for count, (who, lines) in enumerate(self.said, 1):
            waiting = stated.get(count, waiting) if who != "user" else stated.get(count)
            text = "\n".join(lines).strip()
            if who == "user":
                if text:
                    found.append(Message("user", text))
            elif who == "thought":
                thought = "\n\n".join(filter(None, (thought, text)))
            elif text:
                found.append(Message("assistant", text, thought))
                seconds.append(waiting)
                thought, waiting = "", None
        if thought:
            found.append(Message("assistant", "", thought))
            seconds.append(waiting)
        return tuple(found), tuple(seconds)


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
