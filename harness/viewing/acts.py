"""What the page sends, checked and bounded, as an act of a person."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, get_args

import msgspec

from harness.errors import SettingsError
from harness.records import Measured, Note, PersonsMark, Review, Transcript
from reports.measured import anchors
from reports.measured.claims import RELATIONS
from reports.measured.traits import TRAITS

NAME, TEXT, QUOTE = 80, 20_000, 4_000
"""Characters of a name, of a reason or a note, and of a quote at most."""


class SentNote(msgspec.Struct):
    """A note as the page sends it: what was selected, not yet where it stands in the source."""

    says: str
    id: str = ""
    turn: int = 0
    where: str = "answer"
    quote: str = ""
    before: str = ""
    share: float = 0.0
    measure: str = ""
    relation: str = ""
    value: float = 0.0


class Sent(msgspec.Struct):
    """One act as the page sends it."""

    run: str
    run_key: str
    part: str
    by: str
    mark: str | None = None
    reason: str | None = None
    ticks: dict[str, bool] = {}
    note: SentNote | None = None
    withdrawn: str = ""
    blind: bool = False


def read(body: bytes) -> Sent:
    """Return what was sent; SettingsError saying what is wrong with it."""
    try:
        found = msgspec.json.decode(body, type=Sent)
    except msgspec.MsgspecError as cause:
        raise SettingsError(f"not an act: {cause}") from cause
    if not author(found.by):
        raise SettingsError("say who you are: the name beside “Marking as”")
    if found.mark is not None and found.mark not in get_args(PersonsMark):
        raise SettingsError(f"no mark {found.mark[:20]!r}; there are {', '.join(get_args(PersonsMark))}")
    return found


def author(text: str) -> str:
    """Return a person's name fit to keep: one line, printable, bounded."""
    return " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * NAME]).split())[:NAME]


def review(sent: Sent, transcript: Transcript, marker: str) -> Review:
    """Return the act as reviews.jsonl keeps it."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    mark: Any = sent.mark
    return Review(
        sent.run_key,
        sent.part,
        author(sent.by),
        now,
        mark,
        None if sent.reason is None else sent.reason[:TEXT],
        {name[:NAME]: on for name, on in list(sent.ticks.items())[:200]},
        (_note(sent.note, transcript, now),) if sent.note else (),
        (sent.withdrawn[:NAME],) if sent.withdrawn else (),
        sent.blind,
        marker if sent.mark else "",
        "view",
    )


def _note(sent: SentNote, transcript: Transcript, now: str) -> Note:
    source = surface(transcript, sent.turn, sent.where)
    if not sent.says.strip():
        raise SettingsError("the note is empty")
    placed = anchors.placed(source, sent.quote[:QUOTE], sent.before, sent.share) if sent.quote else None
    quote, start, end, before, after = placed or ("", -1, -1, "", "")
    where: Any = sent.where
    return Note(
        sent.id[:NAME] or secrets.token_hex(6), sent.says[:TEXT], sent.turn, where, quote, start, end, before,
        after, _measured(sent), now,
    )  # fmt: skip


def _measured(sent: SentNote) -> Measured | None:
    if not sent.measure:
        return None
    if sent.measure not in TRAITS or sent.relation not in RELATIONS:
        raise SettingsError(f"no measure {sent.measure[:40]!r} with relation {sent.relation[:4]!r}")
    return Measured(sent.measure, sent.relation, sent.value)


def surface(transcript: Transcript, turn: int, where: str) -> str:
    """Return the source text a note hangs on; SettingsError where there is none."""
    if not 0 <= turn < len(transcript.conversation.turns):
        raise SettingsError(f"no turn {turn} in this transcript")
    reply = transcript.replies[turn] if turn < len(transcript.replies) else None
    found: Mapping[str, str] = {
        "problem": transcript.conversation.turns[turn].text,
        "thinking": reply.reasoning if reply else "",
        "answer": reply.answer if reply else "",
    }
    if where not in found:
        raise SettingsError(f"no text {where[:20]!r}; there are {', '.join(found)}")
    return found[where]
