"""The efficiency page: what may be said of the thinking's cost, each figure with its definition and data."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from reports.measured import measures
from reports.measured.claims import Checked
from reports.measured.efforts import Effort, best, origins, values
from reports.measured.material import Material, Unit
from reports.measured.scores import Arm
from reports.measured.statements import Comparison, Statement, compare_all, completed
from reports.pages.charts import Chart
from reports.typeset import prose
from reports.typeset.words import DASH, percent, plural, short

UNMEASURED = "not measurable"
PAIRS = 6
"""Sentences about pairs at most: the more are printed, the less each may say."""


def context(material: Material, arms: Sequence[Arm], charts: Sequence[Chart]) -> dict[str, Any]:
    """Return what efficiency.html shows."""
    rows = [unit for arm in arms for unit in arm.units]
    effort = best(rows)
    return {
        "kicker": "What the thinking takes",
        "heading": "Efficiency",
        "lead": _lead(rows, effort),
        "statements": [{"text": s.text, "wording": s.wording} for s in statements(arms, effort)],
        "claims": [_claim(who, c) for who, c in material.claims if c.outcome != UNMEASURED],
        "unmeasured": [_claim(who, c) for who, c in material.claims if c.outcome == UNMEASURED],
        "charts": list(charts),
        "table": _table(arms, effort) if effort else None,
    }


def statements(arms: Sequence[Arm], effort: Effort | None) -> list[Statement]:
    """Return the sentences the figures support: arms against arms, or a question's parts within one arm."""
    if effort is None:
        return []
    found = compare_all((_between(arms, effort) if len(arms) > 1 else _within(arms, effort))[:PAIRS])
    ends = [(arm.name, measures.completion([_end(unit) for unit in arm.units])) for arm in arms]
    return found + [said for name, ending in ends if (said := completed(name, ending))]


def _between(arms: Sequence[Arm], effort: Effort) -> list[Comparison]:
    return [
        Comparison(
            effort.name, a.name, b.name, tuple(values(a.units, effort)), tuple(values(b.units, effort))
        )
        for a, b in combinations(arms, 2)
    ]


def _within(arms: Sequence[Arm], effort: Effort) -> list[Comparison]:
    """Return the part that took most against each other part of its question."""
    found = []
    for arm in arms:
        parts: dict[tuple[str, str], list[Unit]] = {}
        for unit in arm.units:
            if effort.of(unit):
                parts.setdefault((unit.question, unit.part), []).append(unit)
        ordered = sorted(parts.items(), key=lambda item: -sum(values(item[1], effort)) / len(item[1]))
        if len(ordered) > 1:
            (question, most), units = ordered[0]
            found += [
                Comparison(
                    effort.name,
                    f"({most})",
                    f"({part})",
                    tuple(values(units, effort)),
                    tuple(values(mine, effort)),
                )
                for (where, part), mine in ordered[1:]
                if where == question
            ]
    return found


def _end(unit: Unit) -> measures.End:
    return "failed" if unit.finish == "failed" else "truncated" if unit.finish == "truncated" else "finished"


def _lead(rows: Sequence[Unit], effort: Effort | None) -> str:
    if effort is None:
        return "This run carries neither tokens nor words nor seconds of thought: nothing to measure."
    known = len(values(rows, effort))
    whole = plural(len(rows), "part")
    return f"Measured in {effort.name} ({origins(rows, effort)}), known for {known} of {whole}."


def _claim(who: str, checked: Checked) -> dict[str, Any]:
    return {
        "claim": prose.inline(checked.remark.says),
        "who": who,
        "outcome": checked.outcome,
        "finding": checked.figure,
    }


def _table(arms: Sequence[Arm], effort: Effort) -> dict[str, Any]:
    texts = (
        ("mean", f"{effort.one} a part"), ("geometric mean", "finished parts"), ("95 %", ""),
        ("completion", ""),
        ("correct", "if finished"), ("a correct part", effort.one),
    )  # fmt: skip
    heads = [{"text": "Model", "unit": "", "number": False}]
    heads += [{"text": text, "unit": unit, "number": True} for text, unit in texts]
    return {
        "caption": "Efficiency in its factors: a single quotient would hide which of them limits a model.",
        "heads": heads,
        "rows": [[arm.name, *_cells(arm, effort)] for arm in arms],
        "note": "Where replies were cut off the mean is too small; the completion rate says how many were.",
    }


def _cells(arm: Arm, effort: Effort) -> list[str]:
    units = [unit for unit in arm.units if unit.score is not None and (effort.of(unit) or 0) > 0]
    if not units:
        return [DASH] * 6
    spent, ends = values(units, effort), [_end(unit) for unit in units]
    right = [unit.score == 1.0 for unit in units]
    factors = measures.factors(spent, ends, right)
    spending = measures.spending([float(v) for v in spent], ends)
    middle = spending.mean
    spread = (
        DASH if middle.low is None or middle.high is None else f"{short(middle.low)}–{short(middle.high)}"
    )
    return [
        short(factors.mean_tokens), ("≥ " if spending.at_least else "") + short(middle.point), spread,
        percent(factors.completion_rate), percent(factors.correct_given_finished),
        short(measures.tokens_per_solved(spent, right)),
    ]  # fmt: skip
