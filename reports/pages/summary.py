"""summary.json: the run's figures for scripts, and what changed since the last report of the same name."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from harness import codec
from harness.records import Json
from reports.measured.efforts import best
from reports.measured.material import STATUSES, Material, Unit, asked_on
from reports.measured.scores import Arm
from reports.measured.statistics import Interval
from reports.pages import agreement, efficiency
from reports.typeset.words import SHAPES, WORDS, percent, plural, short

SCHEMA = 1
CHANGES = 40


def summary(
    material: Material, rows: Sequence[Unit], arms: Sequence[Arm], previous: Mapping[str, Json] | None
) -> dict[str, Any]:
    """Return the summary as plain values; docs/reports.md describes every field."""
    effort = best(rows)
    found = agreement.figures(rows)
    made = {
        "schema": SCHEMA,
        "run": material.name,
        "asked": _dates(material),
        "marker_versions": sorted({v.marker_version for v in material.verdicts.values()} - {""}),
        "transcripts": len(material.transcripts),
        "units": len(rows),
        "arms": [_arm(arm) for arm in arms],
        "parts": _parts(rows),
        "statements": [s.text for s in efficiency.statements(arms, effort)],
        "agreement": None if found is None else _agreement(rows, found),
        "checks": {
            "run": sum(len(checks) for checks in material.checks.values()),
            "refuted": sum(not check.passed for checks in material.checks.values() for check in checks),
        },
    }
    made["digest"] = codec.digest(made)
    made["since"] = since(previous, made)
    return made


def text(made: Mapping[str, Any]) -> str:
    """Return the summary as JSON."""
    return json.dumps(made, ensure_ascii=True, allow_nan=False, indent=1) + "\n"


def load(folder: Path) -> dict[str, Any] | None:
    """Return the summary of an earlier report, or None where there is none that can be read."""
    try:
        found = json.loads((folder / "summary.json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and found.get("schema") == SCHEMA else None


def since(previous: Mapping[str, Any] | None, made: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what differs from the previous report; the same figures again keep the difference they had."""
    if previous is None:
        return None
    if previous.get("digest") == made["digest"]:
        kept = previous.get("since")
        return kept if isinstance(kept, dict) else None
    before = {_key(part): part["status"] for part in previous.get("parts", ())}
    after = {_key(part): part["status"] for part in made["parts"]}
    flips = [
        {"arm": key[0], "question": key[1], "part": key[2], "sample": key[3], "variant": key[4],
         "before": before[key], "after": status}
        for key, status in after.items()
        if key in before and before[key] != status
    ]  # fmt: skip
    return {
        "flips": flips,
        "added": len(after.keys() - before.keys()),
        "gone": len(before.keys() - after.keys()),
        "markers": [previous.get("marker_versions", []), made["marker_versions"]],
    }


def since_context(found: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return what the overview shows of the changes."""
    if found is None:
        return None
    flips = found["flips"]
    told = [
        plural(len(flips), "mark") + " changed",
        *([f"{found['added']:,} added"] if found["added"] else []),
        *([f"{found['gone']:,} gone"] if found["gone"] else []),
    ]
    old, new = found["markers"]
    if old != new:
        told.append(f"the marker went from version {_versions(old)} to {_versions(new)}")
    heads = [{"text": name, "unit": "", "number": False} for name in ("Part", "Model", "Before", "Now")]
    lines = [
        [f"{flip['question']} ({flip['part']})", flip["arm"], _worded(flip["before"]), _worded(flip["after"])]
        for flip in flips[:CHANGES]
    ]
    note = f"{len(flips) - CHANGES:,} more are in summary.json." if len(flips) > CHANGES else ""
    table = {"caption": "Marks that changed", "heads": heads, "rows": lines, "note": note} if lines else None
    return {"lead": ", ".join(told) + ".", "table": table}


def _versions(found: Sequence[object]) -> str:
    return ", ".join(map(str, found)) or "none"


def _worded(status: str) -> str:
    return f"{SHAPES.get(status, '')} {WORDS.get(status, status)}".strip()


def _key(part: Mapping[str, Any]) -> tuple[str, str, str, int, str]:
    return part["arm"], part["question"], part["part"], part["sample"], part["variant"]


def _dates(material: Material) -> list[str]:
    dates = sorted(found for t in material.transcripts if (found := asked_on(t)))
    return [dates[0], dates[-1]] if dates else []


def _arm(arm: Arm) -> dict[str, Any]:
    unit = arm.units[0]
    return {
        "name": arm.name,
        "model": unit.model,
        "effort": unit.effort,
        "units": len(arm.units),
        "questions": arm.questions,
        "decided": {"of": len(arm.units), **arm.deciders},
        "counts": {status: arm.counts[status] for status in STATUSES},
        "score": interval(arm.score),
        "score_reruns": interval(arm.rerun),
        "completion": interval(arm.completion),
        "thinking_tokens_mean": arm.tokens,
        "thinking_tokens_geometric": interval(arm.tokens_interval) if arm.tokens_interval else None,
        "tokens_from": arm.tokens_from,
        "thinking_words_mean": arm.words,
        "seconds_mean": arm.seconds,
        "cost": arm.cost,
        "currency": arm.currency,
    }


def interval(found: Interval) -> dict[str, Any] | None:
    """Return an interval as plain values, None where there is no number at all."""
    if math.isnan(found.point):
        return None
    return {"point": found.point, "low": found.low, "high": found.high, "n": found.n, "about": found.about}


def _parts(rows: Sequence[Unit]) -> list[dict[str, Any]]:
    names = ("arm", "question", "part", "sample", "variant", "status", "human", "by")
    return [{name: getattr(row, name) for name in names} for row in rows]


def _agreement(rows: Sequence[Unit], found: Any) -> dict[str, Any]:
    return {
        "n": found.n,
        "raw": interval(found.raw),
        "kappa": found.kappa,
        "ac1": found.ac1,
        "disagreements": [
            {"question": row.question, "part": row.part, "human": row.human, "status": row.marker}
            for row in agreement.disputes(rows)
        ],
    }


def lines(arms: Sequence[Arm]) -> list[str]:
    """Return the score table that a terminal shows."""
    heads = ("model", "correct", "score", "95 %", "finished", "thinking", "seconds")
    rows = [
        (
            arm.name, f"{arm.correct} of {arm.counted}", percent(arm.score.point),
            _spread(arm), percent(arm.completion.point),
            f"{short(arm.tokens)} tok" if arm.tokens is not None else f"{short(arm.words)} words",
            short(arm.seconds),
        )
        for arm in arms
    ]  # fmt: skip
    widths = [max(len(row[i]) for row in [heads, *rows]) for i in range(len(heads))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in [heads, *rows]
    ]


def _spread(arm: Arm) -> str:
    ends = arm.score if arm.score.low is not None else arm.rerun
    if ends.low is None or ends.high is None:
        return "–"
    return f"{100 * ends.low:.0f}–{100 * ends.high:.0f} %"
