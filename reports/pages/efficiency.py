"""The efficiency page: what may be said of the thinking's cost, each figure with its definition and data."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from itertools import combinations
from typing import Any

from reports.measured import measures
from reports.measured.claims import Checked
from reports.measured.efficiency import Efficiency, efficiencies
from reports.measured.efforts import Effort, best, origins, values
from reports.measured.material import Material, Unit
from reports.measured.scores import Arm
from reports.measured.statements import Comparison, Statement, compare_all, completed
from reports.measured.statistics import FEWEST_QUESTIONS, Interval, Ratio
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
        "worth": _worth(efficiencies(arms, material.profiles)) if effort else None,
    }


def statements(arms: Sequence[Arm], effort: Effort | None) -> list[Statement]:
    """Return the sentences the figures support: arms against arms, or a question's parts within one arm."""
    if effort is None:
        return []
    found = compare_all((_between(arms, effort) if len(arms) > 1 else _within(arms, effort))[:PAIRS])
    ends = [(arm.name, measures.completion([_end(unit) for unit in arm.units])) for arm in arms]
    return found + [said for name, ending in ends if (said := completed(name, ending))]


def _between(arms: Sequence[Arm], effort: Effort) -> list[Comparison]:
    """Return each two arms that answered parts in common, on these parts alone."""
    found = []
    for a, b in combinations(arms, 2):
        left, right = _logs(a, effort), _logs(b, effort)
        common = [where for where in left if where in right]
        questions = {question for question, _, _ in common}
        if len(questions) >= FEWEST_QUESTIONS:  # questions vary, and parts of one go together
            groups = [[where for where in common if where[0] == question] for question in questions]
        else:
            groups = [[where] for where in common]
        if groups:
            one, two = (
                tuple(math.exp(_mean([side[w] for w in group])) for group in groups) for side in (left, right)
            )
            found.append(Comparison(effort.name, a.name, b.name, one, two, paired=True))
    return found


def _logs(arm: Arm, effort: Effort) -> dict[tuple[str, str, str], float]:
    """Return the mean log of the effort of each part that finished."""
    logs: dict[tuple[str, str, str], list[float]] = {}
    for unit in arm.units:
        value = effort.of(unit)
        if value and unit.finish == "finished":
            logs.setdefault((unit.question, unit.variant, unit.part), []).append(math.log(value))
    return {where: _mean(values) for where, values in logs.items()}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


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


def _worth(found: Sequence[Efficiency]) -> dict[str, Any]:
    """Return the measures over runs, a row each, an arm a column; docs/measures.md defines them."""
    ks = sorted({k for one in found for k, _, _ in one.passes})
    rows: list[tuple[str, Callable[[Efficiency], str]]] = [
        ("tokens a right part, thinking and answer", lambda e: _spread(e.tokens_a_right, short)),
        ("money a right part", lambda e: _spread(e.money_a_right, short)),
        ("tokens over the cheapest right run", lambda e: short(e.excess)),
        ("length of wrong runs over right ones", lambda e: _ratio(e.wrong_to_right)),
        ("outcome efficiency, all runs", lambda e: percent(e.outcome.over_all)),
        ("outcome efficiency, where it came", lambda e: percent(e.outcome.over_correct)),
        ("re-check tail", lambda e: percent(e.tail)),
        ("underthinking, wrong runs", lambda e: percent(e.underthinking)),
        ("knew it, of wrong runs", lambda e: f"{e.knew} of {e.wrong}" if e.wrong else DASH),
    ]
    for k in ks:
        rows.append((f"pass@{k}", partial(_pass, k=k, which=1)))
        rows.append((f"pass^{k}", partial(_pass, k=k, which=2)))
    rows += [
        ("Overthinking Score", lambda e: percent(e.overthinking)),
        ("OckScore-like", lambda e: DASH if e.ock is None else f"{e.ock:.1f}"),
    ]
    heads = [{"text": "Measure", "unit": "", "number": False}]
    heads += [{"text": one.arm, "unit": "", "number": True} for one in found]
    return {
        "caption": "What a right part costs, and where the thinking went",
        "heads": heads,
        "rows": [[name, *(of(one) for one in found)] for name, of in rows],
        "note": "Tokens are those billed, thinking and answer; in brackets 95 % intervals over questions.",
    }


def _pass(found: Efficiency, k: int, which: int) -> str:
    return next((_spread((one, two)[which - 1], percent) for n, one, two in found.passes if n == k), DASH)


def _spread(found: Interval | None, show: Callable[[float | None], str]) -> str:
    if found is None or math.isnan(found.point):
        return DASH
    if math.isinf(found.point):
        return "no right part"
    if found.low is None or found.n < FEWEST_QUESTIONS:
        return show(found.point)
    return (
        f"{show(found.point)} ({show(found.low)} to {show(found.high) if found.high is not None else 'any'})"
    )


def _ratio(found: Ratio | None) -> str:
    if found is None:
        return DASH
    if found.low is None or found.high is None:
        return f"{found.point:.2f} ({plural(found.n_left, 'part')})"
    return f"{found.point:.2f} ({found.low:.2f} to {found.high:.2f}, {plural(found.n_left, 'part')})"


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
