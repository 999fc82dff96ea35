"""One JSONL bank → one `Question` a line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

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
    folder = _slug(file.stem)
    if not folder:
        raise HomeworkError(f"{file}: the file's name needs a letter or a digit")
    for number, line in enumerate(read(file).split("\n"), 1):
        if not line.strip():
            continue
        try:
            question = _bank_line(json.loads(line), folder)
        except (ValueError, RecursionError) as cause:
            raise HomeworkError(f"{file}, line {number}: not a line of JSON: {cause}") from cause
        except HomeworkError as cause:
            raise HomeworkError(f"{file}, line {number}: {cause}") from cause
        if question.id in found:
            raise HomeworkError(f"{file}, line {number}: the id {question.id!r} stands twice")
        found[question.id] = question
    if not found:
        raise HomeworkError(f"{file}: no questions in it")
    return tuple(found.values())


def _bank_line(data: Json, folder: str) -> Question:
    if not isinstance(data, dict):
        raise HomeworkError("a line must be an object with id, question and answer")
    check(data, _BANK, "", needed=("id", "question", "answer"))
    name = _slug(str(data["id"]))
    if not name:
        raise HomeworkError(f"id: {data['id']!r} holds no letter and no digit")
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
        title=text(data, "title") or str(data["id"]),
        stem="",
        parts=(part,),
        symbols=symbols_of(data, ""),
        assume=texts(data, "assume", ""),
        source=text(data, "source"),
    )


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:48].strip("-")
