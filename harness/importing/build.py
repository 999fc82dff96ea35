"""Transcripts made of what an importer read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from harness import codec
from harness.errors import ImportFileError
from harness.importing import chat_printout, cipher, clipboard, exports, formulas, graded_homework
from harness.importing.columns import last_column, last_length
from harness.importing.document import Imported, Taken, words
from harness.importing.pages import read_lines
from harness.importing.truths import holds
from harness.records import Conversation, HumanMark, Json, Reply, Timing, Transcript, Turn, Usage


@dataclass(frozen=True, slots=True)
class Labels:
    """What the person importing says of the file."""

    question: str
    """``set/question``; ``{n}`` stands for the number of the question, ``{id}`` for an entry's own id."""
    model: str = "imported:unknown"
    who: str = ""
    """Who made the document."""
    when: str = ""


def bring_in(path: Path, format: str, labels: Labels) -> Imported:
    """Return what was recovered from a file; ImportFileError says what could not be understood."""
    if format not in FORMATS:
        raise ImportFileError(f"no format {format!r}; there are {', '.join(FORMATS)}")
    found = FORMATS[format](path, labels)
    if not any(transcript.replies for transcript in found.transcripts):
        raise ImportFileError(
            f"{path}: nothing recognised as {format}; see harness import --help for the formats"
        )
    return found


def _transcript(
    question: str, turns: Sequence[Turn], replies: Sequence[Reply], labels: Labels, origin: Mapping[str, Json]
) -> Transcript:
    key = codec.digest({"question": question, "origin": dict(origin), "replies": [r.answer for r in replies]})
    return Transcript(
        run_key=key,
        conversation=Conversation(question, tuple(turns)),
        replies=tuple(replies),
        model=labels.model,
        started=labels.when,
        finished=labels.when,
        origin={"kind": "import", **origin, **({"recorded_by": labels.who} if labels.who else {})},
    )


# ------------------------------------------------------------------ chat print-outs


def _chat(path: Path, labels: Labels) -> Imported:
    lines = read_lines(path)
    chat = chat_printout.read_chat(lines)
    table = cipher.infer(_sentences([t.line.text for t in chat.taken if t.role == "thinking"]), holds)
    taken = tuple(_repaired(entry, table) for entry in chat.taken)
    found = tuple(
        formula
        for entry in taken
        if entry.role == "thinking"
        for formula in formulas.find(entry.line.number, entry.line.text, entry.repaired or entry.line.text)
    )
    parts = list(dict.fromkeys(entry.part for entry in taken if entry.role == "problem" and entry.part))
    turns = [Turn(_text(taken, part, "problem"), (part,)) for part in parts]
    replies = [_chat_reply(taken, part, chat.seconds.get(part)) for part in parts]
    origin: dict[str, Json] = {"file": path.name, "format": "chat-printout"}
    transcript = _transcript(labels.question, turns, replies, labels, origin)
    marks = tuple(_noted(part, [n.text for n in chat.notes if n.part == part], labels.who) for part in parts)
    transcript = replace(transcript, human_marks=tuple(m for m in marks if m.remark))
    return Imported("chat-printout", (transcript,), taken, found, chat.notes, table.table, _doubts(table))


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


def _chat_reply(taken: Sequence[Taken], part: str, seconds: float | None) -> Reply:
    thinking = _text(taken, part, "thinking")
    prose = _text(taken, part, "answer")
    fragments = [e.line.text for e in taken if e.part == part and e.role == "formula"]
    column = last_column(fragments, last_length(thinking))
    answer = prose if column is None else f"{prose}\n$${column}$$"
    extras: dict[str, Json] = {
        "imported": True,
        "thinking_words": words(thinking),
        "thinking_chars": len(thinking),
        "answer_words": words(prose),
        "raw_thinking": "\n".join(e.line.text for e in taken if e.part == part and e.role == "thinking"),
        "formula_fragments": list(fragments),
        "put_together": column,
    }
    return Reply(
        answer,
        thinking,
        timing=Timing(stated_thinking=seconds),
        reasoning_from="chat-printout",
        extras=extras,
    )


def _noted(part: str, notes: Sequence[str], who: str) -> HumanMark:
    text = "\n".join(notes)
    return HumanMark(part, graded_homework.mark_of(" ".join(_judging(text))), text, who)


def _judging(text: str) -> list[str]:
    """Return the sentences of a note that speak of the answer's rightness."""
    return [
        s
        for s in re.split(r"(?<=[.!?])\s+", text.replace("\n", " "))
        if re.search(r"\b(answer|solution)\b", s)
    ]


def _doubts(table: cipher.Cipher) -> tuple[str, ...]:
    unsure = sorted(code for code, sure in table.confidence.items() if sure < cipher.SURE)
    return tuple(f"{code!r} read as {table.table[code]!r} on little evidence" for code in unsure)


# ---------------------------------------------------------------- marked homework


def _homework(path: Path, labels: Labels) -> Imported:
    found = graded_homework.read_homework(read_lines(path))
    transcripts = []
    for number in dict.fromkeys(section.question for section in found.sections):
        sections = [section for section in found.sections if section.question == number]
        turns = [Turn("\n".join(s.problem) if i == 0 else "", (s.part,)) for i, s in enumerate(sections)]
        replies = [Reply("\n".join(s.answer), extras={"imported": True, "flattened": True}) for s in sections]
        origin: dict[str, Json] = {"file": path.name, "format": "graded-homework", "title": list(found.title)}
        question = labels.question.replace("{n}", str(number))
        transcript = _transcript(question, turns, replies, labels, origin)
        marks = tuple(replace(m, marker=labels.who) for s in sections if (m := s.human_mark))
        transcripts.append(replace(transcript, human_marks=marks))
    answers = tuple(
        formula
        for entry in found.taken
        if entry.role == "answer"
        for formula in formulas.find(entry.line.number, entry.line.text, entry.line.text)
    )
    unmarked = [
        f"q{s.question} ({s.part}): no mark recognised"
        for s in found.sections
        if not (s.human_mark or _NONE).mark
    ]
    return Imported("graded-homework", tuple(transcripts), found.taken, answers, (), {}, tuple(unmarked))


_NONE = HumanMark("", "")


# ------------------------------------------------------------ exports and clipboard


def _transcripts(path: Path, labels: Labels) -> Imported:
    transcripts = []
    for entry in exports.read_export(path):
        origin: dict[str, Json] = {
            "file": path.name,
            "format": f"transcripts ({entry.shape})",
            "where": entry.id,
        }
        question = labels.question.replace("{id}", _slug(entry.id))
        transcripts.append(_from_messages(question, entry.messages, labels, origin))
    return Imported("transcripts", tuple(t for t in transcripts if t.replies))


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:48] or "unnamed"


def _from_messages(
    question: str,
    messages: Sequence[exports.Message],
    labels: Labels,
    origin: Mapping[str, Json],
    seconds: Sequence[float] = (),
) -> Transcript:
    """Return the transcript of alternating messages; the k-th prompt asks for the k-th part."""
    turns: list[Turn] = []
    replies: list[Reply] = []
    asked: list[str] = []
    for message in messages:
        if message.role == "user":
            asked.append(message.text)
            continue
        prompt = "\n\n".join(asked)
        turns.append(Turn(prompt, (_label(prompt, len(turns)),)))
        stated = seconds[len(replies)] if len(replies) < len(seconds) else None
        replies.append(
            Reply(
                message.text,
                message.reasoning,
                usage=_usage(message.usage or {}),
                timing=Timing(stated_thinking=stated),
                model=message.model or None,
                reasoning_from="export" if message.reasoning else None,
                extras={"imported": True},
            )
        )
        asked = []
    model = next((m.model for m in messages if m.model), "")
    if labels.model == "imported:unknown" and model:
        labels = replace(labels, model=f"imported:{model}")
    return _transcript(question, turns, replies, labels, origin)


def _label(prompt: str, index: int) -> str:
    match = re.search(r"^\s{0,8}\(([a-z])\)\s", prompt, re.M)
    return match[1] if match else chr(ord("a") + index % 26)


def _usage(found: Mapping[str, object]) -> Usage:
    def count(*names: str) -> int | None:
        return next(
            (v for name in names if isinstance(v := found.get(name), int) and not isinstance(v, bool)), None
        )

    return Usage(
        count("prompt_tokens", "input_tokens"),
        count("completion_tokens", "output_tokens"),
        count("reasoning_tokens"),
        count("cached_tokens", "input_tokens_cache_read"),
        count("total_tokens"),
    )


def _clipboard(path: Path, labels: Labels) -> Imported:
    taken, messages, seconds = clipboard.read_clipboard(read_lines(path))
    transcript = _from_messages(
        labels.question, messages, labels, {"file": path.name, "format": "clipboard"}, seconds
    )
    return Imported("clipboard", (transcript,), taken)


FORMATS: dict[str, Callable[[Path, Labels], Imported]] = {
    "chat-printout": _chat,
    "graded-homework": _homework,
    "transcripts": _transcripts,
    "clipboard": _clipboard,
}
"""Format → its importer."""
