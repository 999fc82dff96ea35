"""One bank – JSON Lines, JSON, CSV, Parquet, a data set's folder – → one `Question` a row."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any

from harness import codec
from harness.errors import HomeworkError, ImportFileError
from harness.questions.columns import Entry, understood
from harness.questions.tables import known_kind, symbols_of, texts
from harness.records import Json, Part, Question, Target
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
    settings = _tables(entry.settings)
    kind = known_kind(str(settings["kind"]), "kind") if settings.get("kind") else ""
    part = Part(
        label="a",
        text=entry.question,
        kind=kind,
        targets=(Target(name=_text(settings, "target") or ANSWER, kind=kind, options=_options(settings)),),
        gold=entry.golds[0],
        golds=entry.golds[1:],
    )
    return Question(
        id=f"{folder}/{name}",
        title=_text(settings, "title") or entry.id,
        stem=entry.context,
        parts=(part,),
        symbols=symbols_of(settings, ""),
        assume=texts(settings, "assume", ""),
        source=_text(settings, "source"),
        columns=entry.columns,
    )


def _tables(settings: Mapping[str, Any]) -> dict[str, Json]:
    """Return the settings with those that are tables or lists read where a cell holds them as JSON."""
    found: dict[str, Json] = dict(settings)
    for name, kind, called in (
        ("symbols", dict, "a table"),
        ("options", dict, "a table"),
        ("assume", list, "a list"),
    ):
        value = found.get(name)
        if isinstance(value, str):
            try:
                found[name] = codec.json_of(value)
            except ValueError:
                found[name] = _plainly(name, value)
        if name in found and not isinstance(found[name], kind):
            raise HomeworkError(f"{name}: {called} is needed, not {value!r:.60}")
        if isinstance(found.get(name), dict):  # a column of structs has every key in every row
            table: Any = found[name]
            found[name] = {key: inner for key, inner in table.items() if inner is not None}
    return found


def _plainly(name: str, value: str) -> Json:
    """Return what a cell says in words: ``x=positive; n=integer``, or relations by semicolons."""
    pieces = [piece.strip() for piece in value.split(";") if piece.strip()]
    if name == "assume":
        return list(pieces)
    pairs = [piece.partition("=") for piece in pieces]
    if name == "symbols" and all(sign for _, sign, _ in pairs):
        return {left.strip(): right.strip() for left, _, right in pairs}
    return value


_AS_OPTIONS = ("unit", "tolerance", "digits", "percent", "exact")
"""Columns that are options of the kind."""


def _options(settings: Mapping[str, Json]) -> dict[str, Json]:
    options = settings.get("options")
    own = {name: settings[name] for name in _AS_OPTIONS if settings.get(name) is not None}
    return {**own, **(options if isinstance(options, dict) else {})}


def _text(settings: Mapping[str, Json], key: str) -> str:
    value = settings.get(key)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(map(str, value))
    if value is not None and not isinstance(value, str | int | float):
        raise HomeworkError(f"{key}: text is needed, not {value!r:.60}")
    return "" if value is None else str(value)


def slug(text: str) -> str:
    """Return a text in small letters, digits and dashes, at most 48 of them."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:48].strip("-")
