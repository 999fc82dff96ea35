"""A run as pandas frames, for notebooks, and as Arrow tables, for the Parquet files of its report."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from harness import codec
from harness.errors import HarnessError
from harness.reasoning.markers import CLASSES
from harness.records import Question, ReasoningProfile, Transcript, Verdict
from harness.store import RunFolder
from reports.measured.material import Material, Unit, read, reply_to, units
from reports.measured.schemas import CHANGES, table
from reports.measured.tables import SCORE_COLUMNS, column

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
    found = of(replace(material, questions=dict(_asked(folder))), units(material))
    saved = folder.report / "profiles.parquet"
    if not saved.exists():
        return found
    return replace(found, profiles=pd.read_parquet(saved))


def _asked(folder: RunFolder) -> Iterator[tuple[str, Question]]:
    """Yield the questions of the run's banks, whose further columns are groups; none that cannot be read."""
    from harness.questions import find, is_bank

    meta = folder.meta()
    specs, mapped = meta.get("specs"), meta.get("map")
    for spec in specs if isinstance(specs, list) else ():
        place = str(folder.path / spec[2:]) if isinstance(spec, str) and spec.startswith("./") else str(spec)
        with suppress(HarnessError):
            if is_bank(place):
                found = find(place, mapped if isinstance(mapped, dict) else {})  # type: ignore[arg-type]
                yield from ((question.id, question) for question in found)


def of(material: Material, rows: Sequence[Unit]) -> Frames:
    """Return the frames of a report's material."""
    found = tables(material, rows)
    scores = found["scores"].drop_columns(["columns"]).to_pandas()
    return Frames(
        scores=pd.concat([scores, _groups(material, rows, set(scores.columns))], axis=1),
        transcripts=found["transcripts"].to_pandas(),
        verdicts=found["verdicts"].to_pandas(),
        profiles=found["profiles"].to_pandas(maps_as_pydicts="lossy"),
    )


def tables(material: Material, rows: Sequence[Unit]) -> dict[str, pa.Table]:
    """Return the Arrow tables of a report's material by name, each of its declared schema."""
    said = {name: question.columns for name, question in material.questions.items() if question.columns}
    scores = [
        {**{name: column(row, name) for name in SCORE_COLUMNS}, "columns": said.get(row.question)}
        for row in rows
    ]
    return {
        "scores": table("scores", scores),
        "transcripts": table("transcripts", (t for found in material.transcripts for t in _turns(found))),
        "verdicts": table("verdicts", map(_verdict, material.verdicts.values())),
        "profiles": table("profiles", map(_profile, material.profiles.values())),
    }


def _groups(material: Material, rows: Sequence[Unit], taken: Collection[str]) -> pd.DataFrame:
    """Return what banks say besides of their questions, a column each: level, subject."""
    said = [
        material.questions[row.question].columns if row.question in material.questions else {} for row in rows
    ]
    names = [name for name in dict.fromkeys(n for one in said for n in one) if name not in taken]
    return pd.DataFrame({name: [one.get(name) for one in said] for name in names}, index=range(len(rows)))


def parquet(found: pa.Table) -> bytes:
    """Return a table as a Parquet file."""
    out = io.BytesIO()
    pq.write_table(found, out)
    return out.getvalue()


def _turns(found: Transcript) -> list[dict[str, Any]]:
    talk = found.conversation
    rows = []
    for number, turn in enumerate(talk.turns):
        reply = reply_to(found, number)
        usage = codec.to_builtins(reply.usage) if reply else {}
        timing = codec.to_builtins(reply.timing) if reply else {}
        rows.append({
            "run_key": found.run_key, "question": talk.question, "turn": number, "parts": turn.parts,
            "model": found.model, "effort": found.effort, "mode": talk.mode, "style": talk.style,
            "source": talk.source, "sample": found.sample,
            "variant": codec.to_builtins(talk.variant) if talk.variant else None,
            "prompt": turn.text, "reasoning": reply.reasoning if reply else None,
            "answer": reply.answer if reply else None,
            "finish_reason": reply.finish_reason if reply else None,
            "echoed_model": reply.model if reply else None, "request_id": reply.request_id if reply else None,
            "fingerprint": reply.fingerprint if reply else None,
            **usage, **{f"seconds_{name}": value for name, value in timing.items()},
            "error": found.error if found.error else None, "cost": found.cost,
            "started": found.started or None, "finished": found.finished or None,
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
        "targets": codec.to_builtins(found.targets),
        "checkpoints_met": sum(row.status == "correct" for row in found.checkpoints),
        "checkpoints": len(found.checkpoints), "false_steps": len(found.false_steps),
        "marker_version": found.marker_version,
    }  # fmt: skip


def _profile(found: ReasoningProfile) -> dict[str, Any]:
    row: dict[str, Any] = codec.to_builtins(found)
    row.update({f"changes_{name}": found.changes.get(name, 0) if found.raw else None for name in CHANGES})
    row.update({f"markers_{name}": found.markers.get(name, 0) if found.raw else None for name in CLASSES})
    return row
