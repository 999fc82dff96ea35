"""One TOML file → one `Question`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources.abc import Traversable
from pathlib import Path

from harness import figures
from harness.errors import HomeworkError
from harness.questions.tables import (
    Table,
    Types,
    check,
    known_kind,
    meant,
    read,
    symbols_of,
    table_of,
    tables,
    text,
    texts,
)
from harness.records import Part, Question, Target
from harness.symbols import check_order

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,47}")
_QUESTION: Mapping[str, Types] = {
    "title": str,
    "stem": str,
    "stem_pasted": str,
    "source": str,
    "figures": list,
    "symbols": dict,
    "assume": list,
    "parameters": dict,
    "parts": list,
}
_PART: Mapping[str, Types] = {
    "label": str,
    "text": str,
    "text_pasted": str,
    "kind": str,
    "targets": list,
    "builds_on": list,
    "symbols": dict,
    "assume": list,
    "gold": str,
}
_TARGET: Mapping[str, Types] = {"name": str, "kind": str, "asks": str, "aliases": list, "options": dict}
_PART_KINDS = ("several", "derivation")


def read_question(file: Traversable, question_id: str) -> Question:
    """Return the question a TOML file holds; HomeworkError naming the file and the line or key at fault."""
    try:
        data = tomllib.loads(read(file))
    except (ValueError, RecursionError) as cause:
        raise HomeworkError(f"{file}: not TOML: {cause}") from cause
    if not all(ID.fullmatch(word) for word in question_id.split("/")):
        raise HomeworkError(
            f"{file}: the name {question_id!r} may hold small letters, digits and dashes only"
        )
    try:
        found = _question(data, question_id)
        named = texts(data, "figures", "")
        folder = file.parent if isinstance(file, Path) else None
        if named and folder is None:
            raise HomeworkError("figures: only a question in a folder may have figures")
        return replace(found, figures=tuple(figures.read(folder, name) for name in named if folder))
    except HomeworkError as cause:
        raise HomeworkError(f"{file}: {cause}") from cause


def _question(data: Table, question_id: str) -> Question:
    check(data, _QUESTION, "", needed=("title", "parts"))
    symbols, assume = symbols_of(data, ""), texts(data, "assume", "")
    check_order(assume)
    parts: list[Part] = []
    for number, table in enumerate(tables(data, "parts", ""), 1):
        parts.append(_part(table, f"parts[{number}]", [p.label for p in parts]))
    if not parts:
        raise HomeworkError("parts: a question needs at least one [[parts]]")
    return Question(
        id=question_id,
        title=text(data, "title").strip(),
        stem=text(data, "stem").strip(),
        parts=tuple(parts),
        stem_pasted=text(data, "stem_pasted").strip("\n"),
        symbols=symbols,
        assume=assume,
        parameters=table_of(data, "parameters"),
        source=text(data, "source").strip(),
    )


def _part(table: Table, where: str, before: list[str]) -> Part:
    check(table, _PART, where, needed=("label", "text"))
    label = text(table, "label")
    if not re.fullmatch(r"[a-z0-9]{1,4}", label):
        raise HomeworkError(f"{where}.label: {label!r}; use a letter or a short number")
    if label in before:
        raise HomeworkError(f"{where}.label: {label!r} stands twice")
    where = f"{where} ({label})"
    builds_on = texts(table, "builds_on", where)
    for other in builds_on:
        if other not in before:
            raise HomeworkError(f"{where}.builds_on: no earlier part {other!r}{meant(other, before)}")
    targets = tuple(
        _target(t, f"{where}.targets[{n}]") for n, t in enumerate(tables(table, "targets", where), 1)
    )
    if len({t.name for t in targets}) < len(targets):
        raise HomeworkError(f"{where}.targets: two have the same name")
    kind = text(table, "kind") or (targets[0].kind if len(targets) == 1 else "several")
    if kind not in _PART_KINDS and (len(targets) != 1 or kind != targets[0].kind):
        raise HomeworkError(f"{where}.kind: {kind!r}; leave it out, or write {' or '.join(_PART_KINDS)}")
    if not targets and kind != "derivation":
        raise HomeworkError(f"{where}.targets: only a derivation may ask for no target")
    return Part(
        label=label,
        text=text(table, "text").strip(),
        kind=kind,
        targets=targets,
        text_pasted=text(table, "text_pasted").strip("\n"),
        builds_on=builds_on,
        symbols=symbols_of(table, where),
        assume=texts(table, "assume", where),
        gold=text(table, "gold") or None,
    )


def _target(table: Table, where: str) -> Target:
    check(table, _TARGET, where, needed=("name", "kind"))
    return Target(
        name=text(table, "name"),
        kind=known_kind(text(table, "kind"), f"{where}.kind"),
        asks=text(table, "asks"),
        aliases=texts(table, "aliases", where),
        options=table_of(table, "options"),
    )
