"""JSON Schemas of the files of a run, made from the records themselves."""

from __future__ import annotations

from typing import Any

import msgspec

from harness.records import ReasoningProfile, Transcript, Verdict

SCHEMAS: dict[str, tuple[type, str]] = {
    "transcripts": (Transcript, "a conversation that was asked, or tried: `runs/NAME/transcripts.jsonl`"),
    "verdicts": (Verdict, "the mark of one part: `runs/NAME/verdicts.jsonl`"),
    "profiles": (ReasoningProfile, "the thinking for one part, as `harness profile --json` prints it"),
}
"""Name → the record that a line holds, and what the file is."""


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one line of a file; KeyError where there is none."""
    record, what = SCHEMAS[name]
    found: dict[str, Any] = msgspec.json.schema(record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        "description": what.replace("`", ""),
        **found,
    }
