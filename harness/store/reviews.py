"""People's reviews of a run: appended act by act, never overwritten, folded into where each person stands."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from harness import codec
from harness.errors import RunError
from harness.files import opened
from harness.records import SCHEMA, Note, PersonsMark, Review, Reviewed, Transcript
from harness.store import lines
from harness.store.locking import held

Key = tuple[str, str]
"""Run key and part."""
CAME_WITH = "import"
"""The origin of an act that came with the reply and was not made here."""


def read(file: Path) -> list[Review]:
    """Return the acts in the order they were made; none where there is no file."""
    if not file.exists():
        return []
    return [_act(line, file, number) for number, _, line in lines.each(file)]


def _act(line: bytes, file: Path, number: int) -> Review:
    try:
        found = codec.decode(line.decode("utf-8"), Review)
    except ValueError as cause:
        raise RunError(f"{file}, line {number}: not a review ({cause}); mend or remove it") from cause
    if found.schema > SCHEMA:
        raise RunError(f"{file}, line {number}: written by a newer version (schema {found.schema})")
    return found


def append(file: Path, acts: Sequence[Review]) -> None:
    """Add acts durably: they are on the disk when this returns, all or none. Two processes may."""
    text = b"".join(map(codec.line, acts))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with opened(file.parent / ".reviews.lock", "a+b") as lock, held(lock):
            lines.mend(file, file.with_suffix(".torn"))
            with opened(file, "ab", 0) as out:
                size = os.fstat(out.fileno()).st_size
                try:
                    rest = memoryview(text)
                    while rest:
                        rest = rest[out.write(rest) :]
                    os.fsync(out.fileno())
                except OSError:
                    os.ftruncate(out.fileno(), size)
                    raise
    except OSError as cause:
        raise RunError(f"{file}: cannot be written: {cause.strerror}; the mark is not kept") from cause


def brought_in(transcripts: Iterable[Transcript]) -> list[Review]:
    """Return the marks that came with imported transcripts, as acts of whoever gave them."""
    return [
        brought(found.run_key, m.part, m.mark, m.remark, m.marker, found.finished or found.started)
        for found in transcripts
        for m in found.human_marks
    ]


def brought(run_key: str, part: str, mark: str, remark: str, who: str, when: str) -> Review:
    """Return one mark that came with a transcript, as an act."""
    known = _WORDS.get(mark)
    return Review(run_key, part, who or "a person", when, known, remark or None, origin=CAME_WITH)


_WORDS: Mapping[str, PersonsMark] = {
    "correct": "correct", "partial": "partial", "incorrect": "incorrect", "no_answer": "no_answer",
}  # fmt: skip
"""The words an import may use for a mark; any other is none."""


def fold(acts: Iterable[Review]) -> dict[Key, tuple[Reviewed, ...]]:
    """Return where each person stands, by run key and part, in the order people first came."""
    standing: dict[tuple[str, str, str], Reviewed] = {}
    for act in acts:
        key = (act.run_key, act.part, act.by)
        standing[key] = _after(standing.get(key, Reviewed(*key)), act)
    found: dict[Key, tuple[Reviewed, ...]] = {}
    for (run_key, part, _), one in standing.items():
        found[run_key, part] = (*found.get((run_key, part), ()), one)
    return found


def _after(before: Reviewed, act: Review) -> Reviewed:
    mark = before.mark if act.mark is None else "" if act.mark == "open" else act.mark
    return replace(
        before,
        when=act.when or before.when,
        mark=mark,
        reason=before.reason if act.reason is None else act.reason,
        ticks={**before.ticks, **act.ticks},
        notes=_notes(before.notes, act),
        blind=act.blind if act.mark is not None else before.blind,
        origin=act.origin if act.mark is not None else before.origin or act.origin,
    )


def _notes(before: tuple[Note, ...], act: Review) -> tuple[Note, ...]:
    found: Mapping[str, Note] = {note.id: note for note in (*before, *act.notes)}
    return tuple(note for name, note in found.items() if name not in act.withdrawn)
