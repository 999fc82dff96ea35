"""One JSONL bank → one `Question` a line."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Mapping
from pathlib import Path

from harness import codec
from harness.errors import HomeworkError
from harness.questions.tables import Types, check, known_kind, read, symbols_of, table_of, text, texts
from harness.records import Json, Part, Question, Target

_BANK: Mapping[str, Types] = {
    "id": (str, int),
    "question": str,
    "answer": (str, int, float),
    "kind": str,
    "target": str,
    "title": str,
    "source": str,
    "symbols": dict,
    "assume": list,
    "options": dict,
}


def read_bank(file: Path) -> tuple[Question, ...]:
    """Return one question a line of a JSONL bank; HomeworkError naming the file and line at fault."""
    found: dict[str, Question] = {}
    told: set[str] = set()
    folder = _slug(file.stem)
    if not folder:
        raise HomeworkError(f"{file}: the file's name needs a letter or a digit")
    for number, line in enumerate(read(file).removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            question = _bank_line(data, folder, found)
        except (ValueError, RecursionError) as cause:
            raise HomeworkError(f"{file}, line {number}: not a line of JSON: {cause}") from cause
        except HomeworkError as cause:
            raise HomeworkError(f"{file}, line {number}: {cause}") from cause
        own = str(data["id"])
        if own in told:
            raise HomeworkError(f"{file}, line {number}: the id {own!r} stands twice")
        told.add(own)
        found[question.id] = question
    if not found:
        raise HomeworkError(f"{file}: no questions in it")
    return tuple(found.values())


def _bank_line(data: Json, folder: str, others: Container[str]) -> Question:
    if not isinstance(data, dict):
        raise HomeworkError("a line must be an object with id, question and answer")
    check(data, _BANK, "", needed=("id", "question", "answer"))
    own = str(data["id"])
    name = _slug(own)
    if not name or f"{folder}/{name}" in others:  # 日本, or x_1 beside x-1: told apart by what they are
        name = f"{name}-{codec.digest(own, 8)}".strip("-")
    kind = known_kind(text(data, "kind") or "expression", "kind")
    options = table_of(data, "options")
    part = Part(
        label="a",
        text=text(data, "question").strip(),
        kind=kind,
        targets=(Target(name=text(data, "target") or "answer", kind=kind, options=options),),
        gold=str(data["answer"]),
    )
    return Question(
        id=f"{folder}/{name}",
        title=text(data, "title") or own,
        stem="",
        parts=(part,),
        symbols=symbols_of(data, ""),
        assume=texts(data, "assume", ""),
        source=text(data, "source"),
    )


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:48].strip("-")
