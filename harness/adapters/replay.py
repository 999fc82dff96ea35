"""Answers from a recording: ``replay:NAME`` reads ``datasets/recordings/NAME.jsonl``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources.abc import Traversable

from harness import codec
from harness.adapters.protocol import Request, Setup, fault
from harness.errors import HomeworkError, Refused, SettingsError
from harness.questions import recordings_root
from harness.records import Conversation, HumanMark, Json, Reply, Transcript

NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,79}")


def build(setup: Setup) -> Replay:
    """Return the adapter that answers from the recording ``setup.name``."""
    if not NAME.fullmatch(setup.name):
        raise SettingsError(f"replay:{setup.name}: a recording's name is lower-case letters, digits, dashes")
    file = recordings_root() / f"{setup.name}.jsonl"
    if not file.is_file():
        names = sorted(f.name[:-6] for f in recordings_root().iterdir() if f.name.endswith(".jsonl"))
        there = ", ".join(names) or "none"
        raise SettingsError(f"replay:{setup.name}: no such recording; there are: {there}")
    return Replay(setup.name, read(file))


def read(file: Traversable) -> list[Transcript]:
    """Return the transcripts of a recording; HomeworkError with the line where one cannot be read."""
    found = []
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                found.append(codec.decode(line.decode("utf-8"), Transcript))
            except ValueError as cause:
                raise HomeworkError(f"{file}, line {number}: not a transcript: {cause}") from cause
    return found


class Replay:
    """A recorded run, asked again."""

    def __init__(self, name: str, recorded: Sequence[Transcript]) -> None:
        self.name = name
        self.recorded = recorded

    async def ask(self, conversation: Conversation, replies: Sequence[Reply], request: Request) -> Reply:
        """Return the recorded reply to the same parts of the same question."""
        wanted = conversation.turns[len(replies)].parts
        for transcript in self._about(conversation, request.sample):
            for turn, reply in zip(transcript.conversation.turns, transcript.replies):
                if turn.parts == wanted:
                    return reply
        what = f"{conversation.question}, part {', '.join(wanted)}, sample {request.sample}"
        raise fault(Refused, f"the recording {self.name} holds no reply to {what}")

    def holds(self, conversation: Conversation, request: Request) -> bool:
        """Return whether the recording has a reply to any turn of the conversation."""
        wanted = {turn.parts for turn in conversation.turns}
        return any(
            turn.parts in wanted
            for transcript in self._about(conversation, request.sample)
            for turn in transcript.conversation.turns[: len(transcript.replies)]
        )

    def annotate(self, transcript: Transcript) -> Transcript:
        """Return the transcript with the recording's origin and the marks people gave it."""
        asked = {label for turn in transcript.conversation.turns for label in turn.parts}
        marks: list[HumanMark] = []
        origin: dict[str, Json] = {}
        for recorded in self._about(transcript.conversation, transcript.sample):
            marks += [mark for mark in recorded.human_marks if mark.part in asked]
            origin.update(recorded.origin)
        return replace(transcript, human_marks=tuple(marks), origin=origin)

    async def close(self) -> None:
        """Nothing is held open."""

    def _about(self, conversation: Conversation, sample: int) -> list[Transcript]:
        return [
            t
            for t in self.recorded
            if t.conversation.question == conversation.question
            and t.conversation.variant == conversation.variant
            and t.sample == sample
        ]
