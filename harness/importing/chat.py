"""A chat's print-out as turns, replies, marks and notes, with damaged characters put right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from harness.importing import chat_printout, cipher, clipboard, formulas
from harness.importing.columns import last_column, last_length
from harness.importing.document import Formula, Note, Source, Taken, words
from harness.importing.marks import mark_of
from harness.importing.messages import Said, from_messages
from harness.importing.truths import holds
from harness.records import HumanMark, Json, Reply, Timing, Turn


@dataclass(frozen=True, slots=True)
class ChatRead:
    """What a print-out holds, ready to become a transcript."""

    turns: tuple[Turn, ...]
    replies: tuple[Reply, ...]
    marks: tuple[HumanMark, ...]
    taken: tuple[Taken, ...]
    formulas: tuple[Formula, ...]
    notes: tuple[Note, ...]
    table: dict[str, str]
    doubts: tuple[str, ...]


def read(source: Source, who: str) -> ChatRead:
    """Return a print-out's conversation; ``who`` made its notes."""
    if any(line.speaker for line in source.lines):
        return spoken(source, who)
    found = chat_printout.read_chat(source.lines)
    table = cipher.infer(_sentences([t.line.text for t in found.taken if t.role == "thinking"]), holds)
    taken = tuple(_repaired(entry, table) for entry in found.taken)
    parts = list(dict.fromkeys(entry.part for entry in taken if entry.role == "problem" and entry.part))
    marks = tuple(_noted(part, [n.text for n in found.notes if n.part == part], who) for part in parts)
    return ChatRead(
        turns=tuple(Turn(_text(taken, part, "problem"), (part,)) for part in parts),
        replies=tuple(_reply(taken, part, found.seconds.get(part), source.kind) for part in parts),
        marks=tuple(m for m in marks if m.remark),
        taken=taken,
        formulas=tuple(
            formula
            for entry in taken
            if entry.role == "thinking"
            for formula in formulas.find(
                entry.line.number, entry.line.text, entry.repaired or entry.line.text
            )
        ),
        notes=found.notes,
        table=dict(table.table),
        doubts=_doubts(table),
    )


def spoken(source: Source, who: str) -> ChatRead:
    """Return the conversation of a print-out whose speakers are told by how it is set."""
    taken, messages, seconds = clipboard.read_clipboard(source.lines)
    said = from_messages(messages, seconds)
    placed, notes = _placed(taken, said)
    parts = [turn.parts[0] for turn in said.turns]
    marks = tuple(_noted(part, [n.text for n in notes if n.part == part], who) for part in parts)
    replies = tuple(
        replace(reply, extras={**reply.extras, **_counts(reply), "reading": _reading(placed, part,
        source.kind)},
                reasoning_from="chat-printout" if reply.reasoning else None)
        for part, reply in zip(parts, said.replies, strict=True)
    )  # fmt: skip
    return ChatRead(said.turns, replies, tuple(m for m in marks if m.remark), placed, (), notes, {}, ())


def _placed(taken: Sequence[Taken], said: Said) -> tuple[tuple[Taken, ...], tuple[Note, ...]]:
    """Return the lines with the part that each belongs to, and the notes with theirs."""
    placed: list[Taken] = []
    notes: list[Note] = []
    turn = -1
    before = ""
    for entry in taken:
        if entry.role == "problem" and before != "problem":
            turn = min(turn + 1, len(said.turns) - 1)
        before = entry.role if entry.role in ("problem", "thinking", "answer") else before
        part = said.turns[turn].parts[0] if turn >= 0 else ""
        placed.append(replace(entry, part=part))
        if entry.role == "note":
            notes.append(Note(part, entry.line.page, entry.line.text, points_at=entry.line.beside))
    return tuple(placed), tuple(notes)


def _counts(reply: Reply) -> dict[str, Json]:
    return {
        "thinking_words": words(reply.reasoning),
        "thinking_chars": len(reply.reasoning),
        "answer_words": words(reply.answer),
    }


def _reading(taken: Sequence[Taken], part: str, kind: str) -> Json:
    unsure: list[Json] = [
        {"text": u.text, "confidence": u.confidence, "why": u.why}
        for e in taken
        if e.part == part and e.role == "answer"
        for u in e.line.unsure
    ]
    return {"kind": kind, "unsure": unsure}


def _sentences(lines: Sequence[str]) -> list[str]:
    """Return running text cut where sentences end and where a line begins a formula."""
    pieces = re.split(r"(?<=[.?!:])\s+(?=[A-Z])|\n(?=[A-Zθφcf])", "\n".join(lines))
    return [piece.replace("\n", " ") for piece in pieces]


def _repaired(entry: Taken, table: cipher.Cipher) -> Taken:
    if entry.role != "thinking":
        return entry
    text = table.repair(entry.line.text)
    return replace(entry, repaired=text) if text != entry.line.text else entry


def _text(taken: Sequence[Taken], part: str, role: str) -> str:
    chosen = [entry for entry in taken if entry.part == part and entry.role == role]
    return "\n".join(
        entry.line.text.rstrip() if entry.repaired is None else entry.repaired for entry in chosen
    )


def _reply(taken: Sequence[Taken], part: str, seconds: float | None, kind: str) -> Reply:
    thinking = _text(taken, part, "thinking")
    prose = _text(taken, part, "answer")
    fragments = [e.line.text for e in taken if e.part == part and e.role == "formula"]
    column = last_column(fragments, last_length(thinking))
    answer = prose if column is None else f"{prose}\n$${column}$$"
    extras: dict[str, Json] = {
        "imported": True,
        "reading": _reading(taken, part, kind),
        "thinking_words": words(thinking),
        "thinking_chars": len(thinking),
        "answer_words": words(prose),
        "raw_thinking": "\n".join(e.line.text for e in taken if e.part == part and e.role == "thinking"),
        "formula_fragments": list(fragments),
        "put_together": column,
    }
    if fragments:
        extras["flattened"] = True
    return Reply(
        answer,
        thinking,
        timing=Timing(stated_thinking=seconds),
        reasoning_from="chat-printout",
        extras=extras,
    )


def _noted(part: str, notes: Sequence[str], who: str) -> HumanMark:
    return HumanMark(part, judged(notes), "\n".join(notes), who)


def judged(notes: Sequence[str]) -> str:
    """Return the mark that margin notes mean: those sentences that speak of the answer's rightness."""
    text = " ".join(note.replace("\n", " ") for note in notes)
    said = [s for s in re.split(r"(?<=[.!?;])\s+", text) if re.search(r"\b(answer|solution|result)\b", s)]
    return mark_of(" ".join(said))


def _doubts(table: cipher.Cipher) -> tuple[str, ...]:
    unsure = sorted(code for code, sure in table.confidence.items() if sure < cipher.SURE)
    return tuple(f"{code!r} read as {table.table[code]!r} on little evidence" for code in unsure)
