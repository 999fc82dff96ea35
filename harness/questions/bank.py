"""One bank – JSON Lines, JSON, CSV, Parquet, a data set's folder – → one `Question` a row."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from pathlib import Path

from harness import codec
from harness.errors import HomeworkError, ImportFileError
from harness.questions.columns import Entry, understood
from harness.questions.settings import options_in, tables_in, text_in
from harness.questions.tables import known_kind, symbols_of, texts
from harness.records import Part, Question, Target
from harness.rows import Row, read

ANSWER = "answer"
"""The name of a target that has none."""


def read_bank(file: Path, mapped: Mapping[str, str] | None = None) -> tuple[Question, ...]:
    """Return one question a row of a bank; HomeworkError naming the file and line at fault.

    ``mapped`` says which column is what where the names do not tell (`harness.questions.columns`).
    """
    found = tuple(question for _, question in each_question(file, mapped))
    if not found:
        raise HomeworkError(f"{file}: no questions in it")
    return found


def each_question(file: Path, mapped: Mapping[str, str] | None = None) -> Iterator[tuple[Row, Question]]:
    """Yield the questions of a bank with the rows they stand in."""
    folder = slug(bank_name(file))
    if not folder:
        raise HomeworkError(f"{file}: the file's name needs a letter or a digit")
    told: set[str] = set()
    names: set[str] = set()
    try:
        for place, row in enumerate(read(file), 1):
            try:
                if row.fault:
                    raise HomeworkError(row.fault)
                for entry in understood(row.data, place, mapped):
                    question = question_of(entry, folder, names)
                    if entry.id in told:
                        raise HomeworkError(f"the id {entry.id!r} stands twice")
                    told.add(entry.id)
                    names.add(question.id)
                    yield row, question
            except HomeworkError as cause:
                raise HomeworkError(f"{row.where}: {cause}") from cause
    except ImportFileError as cause:
        raise HomeworkError(str(cause)) from cause


def bank_name(file: Path) -> str:
    """Return what a bank is called: its file's name without endings."""
    return Path(file.name.removesuffix(".gz")).stem


def question_of(entry: Entry, folder: str, others: Container[str] = ()) -> Question:
    """Return an entry as a question of one part, with its golds."""
    name = slug(entry.id)
    if not name or f"{folder}/{name}" in others:  # 日本, or x_1 beside x-1: told apart by what they are
        name = f"{name}-{codec.digest(entry.id, 8)}".strip("-")
    settings = tables_in(entry.settings)
    kind = known_kind(str(settings["kind"]), "kind") if settings.get("kind") else ""
    part = Part(
        label="a",
        text=entry.question,
        kind=kind,
        targets=(
            Target(name=text_in(settings, "target") or ANSWER, kind=kind, options=options_in(settings)),
        ),
        gold=entry.golds[0],
        golds=entry.golds[1:],
    )
    return Question(
        id=f"{folder}/{name}",
        title=text_in(settings, "title") or entry.id,
        stem=entry.context,
        parts=(part,),
        symbols=symbols_of(settings, ""),
        assume=texts(settings, "assume", ""),
        source=text_in(settings, "source"),
        columns=entry.columns,
    )


def slug(text: str) -> str:
    """Return a text in small letters, digits and dashes, at most 48 of them."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:48].strip("-")
