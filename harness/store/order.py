"""The one order in which a run is shown: question, part, model and effort as they were typed, sample."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from harness.records import Json, Transcript, Verdict

_SCALE = ("none", "minimal", "low", "medium", "high", "xhigh", "max")
"""Efforts in the order of their names' meaning, for runs that do not say how they were typed."""


def natural(text: str) -> list[tuple[str, int]]:
    """Return a key that sorts names with numbers as people do.

    >>> sorted(["q10", "q2", "optimizer", "q1"], key=natural)
    ['optimizer', 'q1', 'q2', 'q10']
    """
    return [(words, int(digits or 0)) for words, digits in re.findall(r"(\D*)(\d{0,15})", text)]


def arranged(transcripts: Iterable[Transcript], meta: Mapping[str, Json]) -> list[Transcript]:
    """Return the transcripts in the order in which they are shown."""
    found = list(transcripts)
    models = _places([*_typed(meta, "models"), *(t.model for t in found)])
    efforts = _places(_efforts(meta))
    known = len(efforts)

    def place(one: Transcript) -> tuple[Any, ...]:
        talk, effort = one.conversation, one.effort or ""
        by_name = _SCALE.index(effort) if effort in _SCALE else -1
        return (
            natural(talk.question),
            natural(talk.turns[0].parts[0] if talk.turns and talk.turns[0].parts else ""),
            models[one.model],
            efforts.get(effort, known),
            by_name,
            effort,
            talk.style,
            talk.mode,
            talk.source,
            (talk.variant.kind, talk.variant.seed) if talk.variant else ("", -1),
            one.sample,
        )

    return sorted(found, key=place)


def in_order(verdicts: Iterable[Verdict], meta: Mapping[str, Json]) -> list[Verdict]:
    """Return the verdicts by question, model as typed and sample; parts stay in the order asked."""
    found = list(verdicts)
    models = _places([*_typed(meta, "models"), *(verdict.model for verdict in found)])
    return sorted(found, key=lambda v: (natural(v.question), models[v.model], v.sample))


def _places(names: Sequence[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(dict.fromkeys(names))}


def _typed(meta: Mapping[str, Json], name: str) -> list[str]:
    found = meta.get(name)
    return [str(value) for value in found] if isinstance(found, list) else []


def _efforts(meta: Mapping[str, Json]) -> list[str]:
    """Return the efforts as they were typed over all goes of a run."""
    goes = meta.get("goes")
    found: list[str] = []
    for go in goes if isinstance(goes, list) else []:
        options = go.get("options") if isinstance(go, dict) else None
        typed = options.get("effort") if isinstance(options, dict) else None
        found += [word.strip() for word in str(typed).split(",")] if typed else []
    return found
