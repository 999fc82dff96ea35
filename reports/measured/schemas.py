"""The tables of a run as Arrow has them: one declared schema each, the same columns in every run.

What a record holds is told from the record itself, so a new field is a new column of the right type
whether a run has values for it or not; lists stay lists, records become structs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from harness.reasoning.markers import CLASSES
from harness.records import ReasoningProfile, TargetMark, Timing, Usage, Variant
from reports.measured.material import Unit
from reports.measured.tables import SCORE_COLUMNS
from reports.typeset.escape import clean

CHANGES = ("wrong_to_right", "right_to_wrong", "wrong_to_wrong", "confirmations")
"""How a claim along the thinking may differ from the one before it."""
WORDS = pa.map_(pa.string(), pa.string())
"""What a bank says besides of a question: column → value as text."""


def arrow(hint: Any) -> pa.DataType:
    """Return the Arrow type of a field by its annotation; what may be anything is its JSON text."""
    plain: dict[Any, pa.DataType] = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    if hint in plain:
        return plain[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        (inner, *others) = [one for one in arguments if one is not NoneType]
        return arrow(inner) if not others else pa.string()
    if origin is Literal:
        return pa.string()
    if origin is tuple:
        return pa.list_(arrow(arguments[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return pa.map_(pa.string(), arrow(arguments[1])) if arguments[1] in plain else pa.string()
    if is_dataclass(hint):
        return pa.struct([pa.field(name, kind) for name, kind in columns(hint).items()])
    return pa.string()


def columns(record: Any) -> dict[str, pa.DataType]:
    """Return the columns of a record: name → Arrow type."""
    hints = get_type_hints(record)
    return {field.name: arrow(hints[field.name]) for field in fields(record)}


def _scores() -> dict[str, pa.DataType]:
    told = columns(Unit)
    return {
        **{name: told.get(name, pa.string()) for name in SCORE_COLUMNS},
        "people": pa.string(),
        "columns": WORDS,
    }


def _transcripts() -> dict[str, pa.DataType]:
    text = ("model", "effort", "mode", "style", "source")
    return {
        "run_key": pa.string(),
        "question": pa.string(),
        "turn": pa.int64(),
        "parts": pa.list_(pa.string()),
        **dict.fromkeys(text, pa.string()),
        "sample": pa.int64(),
        "variant": arrow(Variant),
        **dict.fromkeys(("prompt", "reasoning", "answer", "finish_reason", "echoed_model"), pa.string()),
        **dict.fromkeys(("request_id", "fingerprint"), pa.string()),
        **columns(Usage),
        **{f"seconds_{name}": kind for name, kind in columns(Timing).items()},
        "error": pa.string(),
        "cost": pa.float64(),
        "started": pa.string(),
        "finished": pa.string(),
    }


def _verdicts() -> dict[str, pa.DataType]:
    return {
        **dict.fromkeys(("run_key", "question", "part", "model"), pa.string()),
        "sample": pa.int64(),
        **dict.fromkeys(("status", "reason", "claim"), pa.string()),
        "claim_start": pa.int64(),
        "claim_end": pa.int64(),
        **dict.fromkeys(("method", "evidence", "witness"), pa.string()),
        "targets": pa.list_(arrow(TargetMark)),
        "checkpoints_met": pa.int64(),
        "checkpoints": pa.int64(),
        "false_steps": pa.int64(),
        "marker_version": pa.string(),
    }


def _profiles() -> dict[str, pa.DataType]:
    whole = columns(ReasoningProfile)
    counts = {f"changes_{name}": pa.int64() for name in CHANGES}
    classes = {f"markers_{name}": pa.int64() for name in CLASSES}
    return {**{name: kind for name, kind in whole.items() if name != "changes"}, **counts, **classes}


TABLES = {"scores": _scores, "transcripts": _transcripts, "verdicts": _verdicts, "profiles": _profiles}


@cache
def schema(name: str) -> pa.Schema:
    """Return the schema of a table: scores, transcripts, verdicts or profiles."""
    return pa.schema(TABLES[name]())


def table(name: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Return rows as the table of that name, every declared column there, whether it has values or not."""
    declared = schema(name)
    return pa.Table.from_pylist(
        [{f.name: _fit(row.get(f.name), f.type) for f in declared} for row in rows], schema=declared
    )


def _fit(value: Any, kind: pa.DataType) -> Any:
    """Return a value as its column wants it; texts go through the door: Arrow takes no lone surrogate."""
    if value is None:
        return None
    if pa.types.is_list(kind):
        return [_fit(one, kind.value_type) for one in value]
    if pa.types.is_map(kind):
        return [
            (clean(str(key)), _fit(inner, kind.item_type))
            for key, inner in value.items()
            if inner is not None
        ]
    if pa.types.is_struct(kind):
        return {field.name: _fit(value.get(field.name), field.type) for field in kind}
    if pa.types.is_string(kind):
        return clean(value if isinstance(value, str) else json.dumps(value, ensure_ascii=True, default=str))
    return float(value) if pa.types.is_floating(kind) else value
