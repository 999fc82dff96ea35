"""Typed reading of tables out of TOML and JSON, with errors that name the key and the nearest right word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from math import isfinite
from pathlib import Path

from harness.errors import HomeworkError
from harness.files import read_bounded
from harness.records import ANSWER_KINDS, Json, Symbol
from harness.symbols import declare

MAX_FILE = 4_000_000
"""Characters a question file or a bank may have."""
Table = dict[str, Json]
Types = type | tuple[type, ...]
_SYMBOL: Mapping[str, Types] = {"is": str, "aliases": list}


def read(file: Traversable) -> str:
    """Return the file's text; HomeworkError where it cannot be read or is far too long."""
    try:
        if isinstance(file, Path):
            text = read_bounded(file, 4 * MAX_FILE).decode("utf-8").replace("\r\n", "\n")
        else:
            text = file.read_text("utf-8")
    except OSError as cause:
        raise HomeworkError(f"{file}: cannot be read: {cause.strerror or cause}") from cause
    except UnicodeDecodeError as cause:
        raise HomeworkError(f"{file}: not UTF-8 text (byte {cause.start}); save it as UTF-8") from cause
    if len(text) > MAX_FILE:
        raise HomeworkError(f"{file}: longer than {MAX_FILE:,} characters")
    return text


def meant(word: str, known: Sequence[str]) -> str:
    """Return the end of an error: the nearest known word, or all of them."""
    near = get_close_matches(word, known, 1, 0.5)
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; there are {', '.join(known)}" if known else "; there are none"


def check(table: Table, keys: Mapping[str, Types], where: str, needed: Sequence[str]) -> None:
    """Raise HomeworkError where a key is unknown, missing or of the wrong type."""
    for key, value in table.items():
        at = join(where, key)
        if key not in keys:
            raise HomeworkError(f"{at}: no such key{meant(key, list(keys))}")
        if not isinstance(value, keys[key]) or isinstance(value, bool):
            raise HomeworkError(f"{at}: {_called(keys[key])} is needed, not {value!r:.60}")
        _plain(value, at)
    for key in needed:
        if key not in table:
            raise HomeworkError(f"{join(where, key)}: missing")


def _plain(value: object, where: str) -> None:
    """Refuse what JSON cannot carry: a run folder keeps parameters and options as JSON."""
    if isinstance(value, dict):
        for key, inner in value.items():
            _plain(inner, join(where, str(key)))
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            _plain(inner, f"{where}[{number}]")
    elif not isinstance(value, (str, int, float)) and value is not None:
        raise HomeworkError(f"{where}: a {type(value).__name__} cannot be used here; write it as text")
    elif isinstance(value, float) and not isfinite(value):
        raise HomeworkError(f"{where}: {value} is no finite number")


def _called(types: Types) -> str:
    words = {str: "text", dict: "a table", list: "a list", int: "a whole number", float: "a number"}
    return " or ".join(words[t] for t in (types if isinstance(types, tuple) else (types,)))


def join(where: str, key: str) -> str:
    """Return the dotted path of a key."""
    return f"{where}.{key}" if where else key


def text(table: Table, key: str) -> str:
    """Return the text under a key; empty where there is none."""
    value = table.get(key, "")
    return value if isinstance(value, str) else ""


def table_of(table: Table, key: str) -> Table:
    """Return the table under a key; empty where there is none."""
    value = table.get(key, {})
    return value if isinstance(value, dict) else {}


def texts(table: Table, key: str, where: str) -> tuple[str, ...]:
    """Return the list of texts under a key; empty where there is none."""
    value = table.get(key, [])
    found = [v for v in value if isinstance(v, str)] if isinstance(value, list) else []
    if not isinstance(value, list) or len(found) != len(value):
        raise HomeworkError(f"{join(where, key)}: a list of texts is needed")
    return tuple(found)


def tables(table: Table, key: str, where: str) -> list[Table]:
    """Return the array of tables under a key; empty where there is none."""
    value = table.get(key, [])
    found = [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []
    if not isinstance(value, list) or len(found) != len(value):
        raise HomeworkError(f"{join(where, key)}: tables [[{key}]] are needed")
    return found


def symbols_of(table: Table, where: str) -> tuple[Symbol, ...]:
    """Return the declared symbols: ``name = "declaration"`` or ``name = { is = "…", aliases = […] }``."""
    found: list[Symbol] = []
    for name, value in table_of(table, "symbols").items():
        at = join(where, f"symbols.{name}")
        if isinstance(value, dict):
            check(value, _SYMBOL, at, needed=("is",))
            declaration, aliases = text(value, "is"), texts(value, "aliases", at)
        elif isinstance(value, str):
            declaration, aliases = value, ()
        else:
            raise HomeworkError(f'{at}: write its declaration as text, e.g. {name} = "positive"')
        found.append(declare(name, declaration, aliases))
    return tuple(found)


def known_kind(name: str, where: str) -> str:
    """Return the answer kind's name; HomeworkError where none is called so."""
    from importlib.metadata import entry_points

    if name not in ANSWER_KINDS:
        others = [entry.name for entry in entry_points(group="homework_harness.kinds")]
        if name not in others:
            raise HomeworkError(f"{where}: no answer kind {name!r}{meant(name, [*ANSWER_KINDS, *others])}")
    return name
