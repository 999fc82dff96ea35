"""Transcripts made of what an importer read: one door for every format, told by its content."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from harness import codec
from harness.errors import ImportFileError
from harness.importing import chat, clipboard, flat, formulas, graded_homework
from harness.importing.document import Imported, Line, Source, Unsure, stated_seconds
from harness.importing.graded_homework import Section
from harness.importing.labels import Labels, model_in, slug, title_of
from harness.importing.messages import from_messages
from harness.importing.replies import read_replies
from harness.importing.sources import read_source
from harness.importing.sources.kinds import NAMES, kind_of, read_head
from harness.importing.unflatten import second_reading
from harness.records import Conversation, HumanMark, Json, Question, Reply, Transcript, Turn

BETTER = (
    "if you have its source (.tex, Markdown, a notebook or the saved page), bring in that: its"
    " formulas are whole"
)
EXPORTS = frozenset(["json", "zip"])
"""Kinds of file that no reader of documents reads."""
PRINTED = frozenset(["pdf", "text", "markdown"])
"""Kinds of file that a print-out may have become; a text with a heading sign in it is still one."""


def bring_in(path: Path, format: str, labels: Labels, bank: Sequence[Question] = ()) -> Imported:
    """Return what was recovered from a file; ImportFileError says what could not be understood.

    ``format`` is one of `FORMATS`, or ``auto``: told by the content. ``bank``: the questions that an
    export's conversations answer.
    """
    if format not in (*FORMATS, "auto"):
        raise ImportFileError(f"no format {format!r}; there are auto, {', '.join(FORMATS)}")
    kind = kind_of(read_head(path))
    if format == "transcripts" or (format == "auto" and kind in EXPORTS):
        found = replace(_transcripts(path, kind, labels, bank), kind=kind)
    else:
        source = read_source(path)
        chosen = _format_of(source) if format == "auto" else format
        if not chosen:
            raise ImportFileError(
                f"{path}: {NAMES[kind]} in which neither marks, questions nor speakers were recognised;"
                f" say what it is"
                f" with --format ({', '.join(FORMATS)})"
            )
        _fits(path, chosen, source)
        found = FORMATS[chosen](path, source, labels.completed(source.about))
        found = replace(found, kind=kind, doubts=(*source.doubts, *found.doubts))
    if not any(transcript.replies or transcript.error for transcript in found.transcripts):
        raise ImportFileError(_nothing(path, found.format, kind))
    return found


def _nothing(path: Path, format: str, kind: str) -> str:
    more = f"; {BETTER}" if kind == "pdf" else ""
    return f"{path}: nothing recognised as {format}; see harness import --help for the formats{more}"


def _format_of(source: Source) -> str:
    """Return the format that a document's content speaks for, nothing where it speaks for none."""
    lines = source.lines
    if any(line.speaker for line in lines):
        return "chat-printout" if source.kind == "pdf" else "clipboard"
    homework = graded_homework.read_homework(lines)
    if any(section.marked for section in homework.sections):
        return "graded-homework"
    named = {who for line in lines if (who := clipboard.speaker_at(line)) is not None}
    if len({clipboard.SPEAKERS[who][0] for who in named}) > 1:
        return "clipboard"
    if any(stated_seconds(line.text) is not None for line in lines) and source.kind in ("pdf", "text"):
        return "chat-printout"
    return "graded-homework" if homework.sections else ""


def _fits(path: Path, format: str, source: Source) -> None:
    """Raise ImportFileError where a document is plainly of another format."""
    spoken = any(line.speaker for line in source.lines)
    named = {
        clipboard.SPEAKERS[who][0] for line in source.lines if (who := clipboard.speaker_at(line)) is not None
    }
    what = NAMES[source.kind]
    if format == "chat-printout" and (source.kind not in PRINTED or len(named) > 1):
        raise ImportFileError(
            f"{path}: {what}{' with named speakers' if spoken or named else ''}, no print-out: use"
            f" --format clipboard"
        )
    if format == "clipboard" and source.kind in ("tex", "pdf"):
        other = "graded-homework" if source.kind == "tex" else "chat-printout or graded-homework"
        raise ImportFileError(f"{path}: {what}, nothing copied out of a chat window: use --format {other}")


@dataclass(frozen=True, slots=True)
class _Origin:
    path: Path
    format: str
    source: Source

    def fields(self, title: str = "") -> dict[str, Json]:
        """Return what a transcript says of the file that it came from."""
        about = self.source.about
        said = {"title": title or about.title, "author": about.author, "date": about.date}
        return {
            "file": self.path.name,
            "format": self.format,
            "kind_of_file": self.source.kind,
            **{name: value for name, value in said.items() if value},
        }


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


def _chat(path: Path, source: Source, labels: Labels) -> Imported:
    found = chat.read(source, labels.who)
    transcript = _transcript(
        labels.of(1), found.turns, found.replies, labels, _Origin(path, "chat-printout", source).fields()
    )
    transcript = replace(transcript, human_marks=found.marks)
    return Imported(
        "chat-printout", (transcript,), found.taken, found.formulas, found.notes, found.table, found.doubts
    )


# ---------------------------------------------------------------- marked homework


def _homework(path: Path, source: Source, labels: Labels) -> Imported:
    found = graded_homework.read_homework(source.lines)
    title = title_of(found.title) or source.about.title
    if labels.model.endswith(":unknown") and (named := model_in(title)):
        labels = replace(labels, model=f"imported:{slug(named)}")
    origin = _Origin(path, "graded-homework", source).fields(title)
    transcripts = []
    for number in dict.fromkeys(section.question for section in found.sections):
        sections = [section for section in found.sections if section.question == number]
        turns = [Turn("\n".join(s.problem), (s.part,)) for s in sections]
        replies = [_reply(section, source) for section in sections]
        transcript = _transcript(labels.of(number), turns, replies, labels, origin)
        marks = tuple(replace(m, marker=labels.who) for s in sections if (m := _mark(s, found, number)))
        transcripts.append(replace(transcript, human_marks=marks))
    answers = tuple(
        formula
        for entry in found.taken
        if entry.role == "answer"
        for formula in formulas.find(entry.line.number, entry.line.text, entry.line.text)
    )
    unmarked = tuple(
        f"q{s.question} ({s.part}): no mark recognised"
        for s in found.sections
        if not ((mark := _mark(s, found, s.question)) and mark.mark)
    )
    doubts = (*found.doubts, *unmarked)
    return Imported("graded-homework", tuple(transcripts), found.taken, answers, found.notes, {}, doubts)


def _mark(section: Section, found: graded_homework.Homework, number: int) -> HumanMark | None:
    """Return the mark of a part; where no evaluation gives one, a margin note that judges the answer does."""
    notes = [n.text for n in found.notes if (n.question, n.part) == (f"q{number}", section.part)]
    mark = section.human_mark
    if mark is None and not notes:
        return None
    said = mark.mark if mark and mark.mark else chat.judged(notes)
    remark = "\n".join(filter(None, [mark.remark if mark else "", *notes]))
    return HumanMark(section.part, said, remark)


def _reply(section: Section, source: Source) -> Reply:
    answer = "\n".join(section.answer)
    extras: dict[str, Json] = {"imported": True, **_read(answer, section.unsure, source.kind)}
    if extras.get("flattened"):
        read, found = second_reading(answer)
        again: list[Json] = list(found)
        extras |= {"flat_answer": answer, "second_readings": again} if found else {}
        answer = read
    return Reply(answer, extras=extras)


def _read(answer: str, unsure: Sequence[Unsure], kind: str) -> dict[str, Json]:
    """Return what a reply's extras say of how it was read."""
    shown: list[Json] = [{"text": u.text, "confidence": u.confidence, "why": u.why} for u in unsure]
    read: dict[str, Json] = {"reading": {"kind": kind, "unsure": shown}}
    return {**read, "flattened": True} if kind == "text" and flat.is_flat(answer) else read


# ------------------------------------------------------------ exports and clipboard


def _transcripts(path: Path, kind: str, labels: Labels, bank: Sequence[Question] = ()) -> Imported:
    if kind not in (*EXPORTS, "text"):
        other = "clipboard or graded-homework" if kind in ("html", "markdown") else "graded-homework"
        raise ImportFileError(f"{path}: {NAMES[kind]}, no export of conversations: use --format {other}")
    return read_replies(path, labels, bank)


def _named(labels: Labels, model: str) -> Labels:
    unknown = labels.model == "imported:unknown" and model
    return replace(labels, model=f"imported:{model}") if unknown else labels


def _clipboard(path: Path, source: Source, labels: Labels) -> Imported:
    taken, messages, seconds = clipboard.read_clipboard(source.lines)
    said = from_messages(messages, seconds)
    replies = [_with_reading(reply, source.lines, source.kind) for reply in said.replies]
    origin = _Origin(path, "clipboard", source).fields()
    transcript = _transcript(labels.of(1), said.turns, replies, _named(labels, said.model), origin)
    return Imported("clipboard", (transcript,), taken)


def _with_reading(reply: Reply, lines: Sequence[Line], kind: str) -> Reply:
    unsure = [u for line in lines for u in line.unsure if u.text in reply.answer]
    return replace(reply, extras={**reply.extras, **_read(reply.answer, unsure, kind)})


FORMATS: dict[str, Callable[[Path, Source, Labels], Imported]] = {
    "chat-printout": _chat,
    "graded-homework": _homework,
    "transcripts": lambda path, source, labels: _transcripts(path, source.kind, labels),
    "clipboard": _clipboard,
}
"""Format → its importer."""
