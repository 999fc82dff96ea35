"""What an arm's thinking costs and is worth: every measure of docs/measures.md over runs, with intervals."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from harness.records import ReasoningProfile
from reports.measured import measures
from reports.measured.material import Key, Unit
from reports.measured.measures import OutcomeEfficiency
from reports.measured.scores import Arm
from reports.measured.statistics import (
    Interval,
    Ratio,
    cost_of_pass,
    fair_k,
    mean_share,
    paired_ratio,
    pass_at_k,
    pass_hat_k,
)

Where = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Efficiency:
    """The figures of one arm; None where they cannot be had."""

    arm: str
    tokens_a_right: Interval
    """Billed tokens of thinking and answer for one right part, those of wrong ones included."""
    money_a_right: Interval | None
    passes: tuple[tuple[int, Interval, Interval], ...]
    """k, right at least once in k, right all k times."""
    outcome: OutcomeEfficiency
    tail: float | None
    underthinking: float | None
    """Over wrong parts: the share of the thinking after its first right candidate, 0 where none came."""
    knew: int
    wrong: int
    excess: float | None
    """Mean tokens of a part less those of the cheapest right run of it by any arm."""
    wrong_to_right: Ratio | None
    """Length of wrong runs over right runs of the same part."""
    overthinking: float | None
    """Harmonic mean of accuracy and token efficiency, the latter 1 for the arm with the fewest tokens."""
    ock: float | None
    """100 · accuracy − 10 · ln(1 + mean tokens / 10,000)."""


def efficiencies(arms: Sequence[Arm], profiles: Mapping[Key, ReasoningProfile]) -> list[Efficiency]:
    """Return the figures of every arm, in their order."""
    means = [_mean([t for unit in arm.units if (t := spent(unit))]) for arm in arms]
    cheapest = _cheapest([unit for arm in arms for unit in arm.units])
    return [
        _of(arm, profiles, cheapest, mean, [m for m in means if m])
        for arm, mean in zip(arms, means, strict=True)
    ]


def spent(unit: Unit) -> float | None:
    """Return the tokens of thinking and answer; None where either is not known."""
    if unit.thinking_tokens is None or unit.answer_tokens is None:
        return None
    return float(unit.thinking_tokens + unit.answer_tokens)


def _of(
    arm: Arm,
    profiles: Mapping[Key, ReasoningProfile],
    cheapest: Mapping[Where, float],
    mean: float | None,
    means: Sequence[float],
) -> Efficiency:
    seen = [(unit, profiles.get((unit.run_key, unit.part))) for unit in arm.units]
    raw = [(unit, p) for unit, p in seen if p is not None and p.raw and p.thinking_words]
    words, tails = [p.thinking_words for _, p in raw], [p.tail_words for _, p in raw]
    lost = [p for unit, p in raw if unit.score == 0]
    accuracy = _mean([unit.score for unit in arm.units if unit.score is not None])
    over = [
        tokens - floor
        for unit in arm.units
        if (tokens := spent(unit)) is not None and (floor := cheapest.get(_where(unit))) is not None
    ]
    known = all(unit.cost is not None for unit in arm.units if unit.finish != "failed")
    money = _of_a_pass(arm.units, lambda unit: unit.cost) if known else None
    return Efficiency(
        arm=arm.name,
        tokens_a_right=_of_a_pass(arm.units, spent),
        money_a_right=money if money and money.n else None,
        passes=tuple(_passes(arm.units)),
        outcome=measures.outcome_efficiency(words, tails),
        tail=measures.recheck_tail(words, tails),
        underthinking=_mean([(p.tail_words or 0) / p.thinking_words for p in lost]),
        knew=sum(p.knew_it is True for _, p in raw),
        wrong=len(lost),
        excess=_mean(over),
        wrong_to_right=_wrong_to_right(arm.units),
        overthinking=_overthinking(accuracy, mean, means),
        ock=None if accuracy is None or mean is None else 100 * accuracy - 10 * math.log(1 + mean / 10_000),
    )


def _of_a_pass(units: Sequence[Unit], of: Callable[[Unit], float | None]) -> Interval:
    """Return the cost of a right part, questions varying; units without a mark cost too if they are known."""
    costs: dict[str, list[float]] = {}
    passes: dict[str, list[float]] = {}
    for unit in units:
        value = of(unit)
        if value is None:
            continue
        costs.setdefault(unit.question, []).append(value)
        passes.setdefault(unit.question, []).append(float(unit.score == 1.0))
    sizes = [len(found) for found in costs.values()]
    most = max(sizes, default=1)
    return cost_of_pass(
        [sum(found) / most for found in costs.values()], [sum(found) / most for found in passes.values()]
    )


def _passes(units: Sequence[Unit]) -> list[tuple[int, Interval, Interval]]:
    cells: dict[Where, list[float]] = {}
    for unit in units:
        if unit.score is not None:
            cells.setdefault(_where(unit), []).append(unit.score)
    runs = min(map(len, cells.values()), default=0)
    found = []
    for k in fair_k(runs) if runs > 1 else []:
        both = []
        for estimate in (pass_at_k, pass_hat_k):
            by_question: dict[str, list[float]] = {}
            for (question, _, _), scores in cells.items():
                by_question.setdefault(question, []).append(
                    estimate(len(scores), round(sum(scores)), k) or 0.0
                )
            both.append(mean_share([sum(v) / len(v) for v in by_question.values()]))
        found.append((k, both[0], both[1]))
    return found


def _cheapest(units: Sequence[Unit]) -> dict[Where, float]:
    found: dict[Where, float] = {}
    for unit in units:
        tokens = spent(unit)
        if unit.score == 1.0 and tokens is not None:
            found[_where(unit)] = min(tokens, found.get(_where(unit), math.inf))
    return found


def _wrong_to_right(units: Sequence[Unit]) -> Ratio | None:
    lengths: dict[Where, dict[float, list[float]]] = {}
    for unit in units:
        tokens = spent(unit)
        if unit.score is not None and tokens:
            lengths.setdefault(_where(unit), {}).setdefault(unit.score, []).append(math.log(tokens))
    both = [found for found in lengths.values() if len(found) == 2]
    if not both:
        return None
    wrong, right = ([math.exp(sum(found[s]) / len(found[s])) for found in both] for s in (0.0, 1.0))
    return paired_ratio(wrong, right)


def _overthinking(accuracy: float | None, mean: float | None, means: Sequence[float]) -> float | None:
    """Return the harmonic mean; None with one arm, for then nothing is long or short."""
    if accuracy is None or mean is None or len(means) < 2 or max(means) == min(means):
        return None
    thrift = 1 - (mean - min(means)) / (max(means) - min(means))
    return 2 * accuracy * thrift / (accuracy + thrift) if accuracy + thrift else 0.0


def _where(unit: Unit) -> Where:
    return unit.question, unit.variant, unit.part


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
