"""The types of columns: told from the values seen, and the same whether a column has values or not.

A type is an Arrow type's name (``string``, ``bool``, ``int64``, ``double``), ``json`` for values that fit
no one type (kept as text: texts as they are, others as their JSON), a list of one type, or a table of
named types.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from harness.errors import SettingsError

Type = Any
"""``str`` name, ``[Type]``, ``{name: Type}``, or a ready pyarrow type."""
Types = Mapping[str, Type]
NOTHING = ""
"""The type of a column in which no value has been seen."""
_BIG = 1 << 63


def seen(types: dict[str, Type], row: Mapping[str, Any]) -> None:
    """Widen ``types`` so that the values of ``row`` fit."""
    for name, value in row.items():
        types[name] = merged(types.get(name, NOTHING), type_of(value))


def type_of(value: Any) -> Type:
    """Return the type of one value.

    >>> type_of({"a": [1, 2.5], "b": None})
    {'a': ['double'], 'b': ''}
    """
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int64" if -_BIG <= value < _BIG else "json"
    if isinstance(value, float):
        return "double"
    if isinstance(value, str):
        return "string"
    if isinstance(value, list | tuple):
        found: Type = NOTHING
        for one in value:
            found = merged(found, type_of(one))
        return "json" if found == "json" else [found]
    if isinstance(value, Mapping) and value and all(isinstance(key, str) for key in value):
        return {key: type_of(inner) for key, inner in value.items()}
    return "json"


def merged(one: Type, other: Type) -> Type:
    """Return the type that holds values of both."""
    if one == other or other == NOTHING:
        return one
    if one == NOTHING:
        return other
    if {str(one), str(other)} == {"int64", "double"}:
        return "double"
    if isinstance(one, list) and isinstance(other, list):
        inner = merged(one[0], other[0])
        return "json" if inner == "json" else [inner]
    if isinstance(one, dict) and isinstance(other, dict):
        names = dict.fromkeys((*one, *other))
        return {name: merged(one.get(name, NOTHING), other.get(name, NOTHING)) for name in names}
    return "json"


def arrow_schema(types: Types) -> Any:
    """Return the pyarrow schema of the columns; SettingsError where pyarrow is not installed."""
    try:
        import pyarrow as pa
    except ImportError as cause:
        raise SettingsError(
            "writing Parquet needs pyarrow; install homework-harness[tables], "
            "from a checkout: pip install -e '.[tables]'"
        ) from cause
    return pa.schema([pa.field(name, _arrow(kind)) for name, kind in types.items()])


def _arrow(kind: Type) -> Any:
    import pyarrow as pa

    if isinstance(kind, list):
        return pa.list_(_arrow(kind[0]))
    if isinstance(kind, dict):
        return pa.struct([pa.field(name, _arrow(inner)) for name, inner in kind.items()])
    if not isinstance(kind, str):
        return kind
    named = {"int64": pa.int64, "double": pa.float64, "bool": pa.bool_}
    return named.get(kind, pa.string)()


def fitted(row: Mapping[str, Any], types: Types) -> dict[str, Any]:
    """Return the row with every column, each value as its type wants it."""
    return {name: fit(row.get(name), kind) for name, kind in types.items()}


def fit(value: Any, kind: Type) -> Any:
    """Return a value as its column's type wants it; lone surrogates, which Arrow refuses, are escaped."""
    if value is None or not isinstance(kind, str | list | dict):
        return value
    if isinstance(kind, list):
        return [fit(one, kind[0]) for one in value] if isinstance(value, list | tuple) else None
    if isinstance(kind, dict):
        return {name: fit(value.get(name), inner) for name, inner in kind.items()}
    if kind == "json" and not isinstance(value, str):
        return json.dumps(value, ensure_ascii=True, default=str)
    if kind == "double":
        return float(value)
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    return value


def columns_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, Type]:
    """Return the types of the columns of some rows."""
    types: dict[str, Type] = {}
    for row in rows:
        seen(types, row)
    return types
