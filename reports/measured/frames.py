"""A run as pandas frames, for notebooks and for the Parquet files of its report."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from harness import codec
from harness.records import ReasoningProfile, Transcript, Verdict
from harness.store import RunFolder
from reports.measured.material import Material, Unit, read, reply_to, units
from reports.measured.tables import SCORE_COLUMNS, column
from reports.typeset.escape import clean

NAMES = ("scores", "transcripts", "verdicts", "profiles")


@dataclass(frozen=True, slots=True)
class Frames:
    """The tables of a run, keyed by run key, part and sample."""

    scores: pd.DataFrame
    """One row a part and transcript: the mark and what was spent."""
    transcripts: pd.DataFrame
    """One row a turn: what was asked and what came back."""
    verdicts: pd.DataFrame
    """One row a part and transcript: the mark with claim, evidence and witness."""
    profiles: pd.DataFrame
    """One row a part and transcript: the measures of the thinking."""


def load(run: str | Path) -> Frames:
    """Return the frames of a run folder; measures of the thinking come from its report, if it has one.

    >>> load("runs/none")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    harness.errors.RunError: runs/none: not marked yet
    """
    path = Path(run)
    folder = RunFolder.of(path.parent, path.name)
    material = read(folder)
    found = of(material, units(material))
    saved = folder.report / "profiles.parquet"
    if not saved.exists():
        return found
    return Frames(found.scores, found.transcripts, found.verdicts, pd.read_parquet(saved))


def of(material: Material, rows: Sequence[Unit]) -> Frames:
    """Return the frames of a report's material."""
    scores = pd.DataFrame([_safe({name: column(row, name) for name in SCORE_COLUMNS}) for row in rows])
    return Frames(
        scores=scores.reindex(columns=list(SCORE_COLUMNS)),
        transcripts=pd.DataFrame([_safe(turn) for found in material.transcripts for turn in _turns(found)]),
        verdicts=pd.DataFrame([_safe(_verdict(found)) for found in material.verdicts.values()]),
        profiles=pd.DataFrame([_safe(_profile(found)) for found in material.profiles.values()]),
    )


def _safe(row: dict[str, Any]) -> dict[str, Any]:
    """Return the row with its texts through the door: Parquet takes no lone surrogate."""
    return {name: clean(value) if isinstance(value, str) else value for name, value in row.items()}


def parquet(frame: pd.DataFrame) -> bytes:
    """Return the frame as a Parquet file."""
    out = io.BytesIO()
    frame.to_parquet(out, index=False)
    return out.getvalue()


def _turns(found: Transcript) -> list[dict[str, Any]]:
    talk = found.conversation
    rows = []
    for number, turn in enumerate(talk.turns):
        reply = reply_to(found, number)
        usage = codec.to_builtins(reply.usage) if reply else {}
        timing = codec.to_builtins(reply.timing) if reply else {}
        rows.append({
            "run_key": found.run_key, "question": talk.question, "turn": number,
            "parts": ",".join(turn.parts),
            "model": found.model, "effort": found.effort, "mode": talk.mode, "style": talk.style,
            "source": talk.source, "sample": found.sample,
            "variant": codec.encode(talk.variant) if talk.variant else None,
            "prompt": turn.text, "reasoning": reply.reasoning if reply else None,
            "answer": reply.answer if reply else None,
            "finish_reason": reply.finish_reason if reply else None,
            **usage, **{f"seconds_{name}": value for name, value in timing.items()},
            "error": found.error if found.error else None, "cost": found.cost, "finished": found.finished,
        })  # fmt: skip
    return rows


def _verdict(found: Verdict) -> dict[str, Any]:
    return {
        "run_key": found.run_key, "question": found.question, "part": found.part, "model": found.model,
        "sample": found.sample, "status": found.status, "reason": found.reason,
        "claim": found.claim.text if found.claim else None,
        "claim_start": found.claim.start if found.claim else None,
        "claim_end": found.claim.end if found.claim else None,
        "method": found.method, "evidence": found.evidence,
        "witness": found.witness.says if found.witness else None,
        "targets": codec.encode(found.targets),
        "checkpoints_met": sum(row.status == "correct" for row in found.checkpoints),
        "checkpoints": len(found.checkpoints), "false_steps": len(found.false_steps),
        "marker_version": found.marker_version,
    }  # fmt: skip


def _profile(found: ReasoningProfile) -> dict[str, Any]:
    row: dict[str, Any] = codec.to_builtins(found)
    for name in ("candidates", "marker_list"):
        row[name] = codec.encode(getattr(found, name))
    for name in ("changes", "markers"):
        row.update({f"{name}_{key}": value for key, value in row.pop(name).items()})
    return row
