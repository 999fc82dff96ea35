"""The settings a row has for its own marking, whichever way its file holds them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from harness import codec
from harness.errors import HomeworkError
from harness.records import Json


def tables_in(settings: Mapping[str, Any]) -> dict[str, Json]:
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


def options_in(settings: Mapping[str, Json]) -> dict[str, Json]:
    """Return the kind's options: the columns that are some, and the table of them, which wins."""
    options = settings.get("options")
    own = {name: settings[name] for name in _AS_OPTIONS if settings.get(name) is not None}
    return {**own, **(options if isinstance(options, dict) else {})}


def text_in(settings: Mapping[str, Json], key: str) -> str:
    """Return one setting as text; a list of texts joined by commas."""
    value = settings.get(key)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(map(str, value))
    if value is not None and not isinstance(value, str | int | float):
        raise HomeworkError(f"{key}: text is needed, not {value!r:.60}")
    return "" if value is None else str(value)
