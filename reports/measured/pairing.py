"""Two sides of a comparison, paired by part: what flipped, and differences and ratios with intervals."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

from reports.measured import efforts
from reports.measured.material import STATUSES, Unit
from reports.measured.statistics import FEWEST_QUESTIONS, holm, paired, paired_ratio
from reports.measured.statistics import geometric_mean as geometric

Where = tuple[str, str, str]
"""Question, variant and part."""


@dataclass(frozen=True, slots=True)
class Side:
    """One arm of one run."""

    run: str
    arm: str
    units: tuple[Unit, ...]

    @property
    def name(self) -> str:
        """What it is called where sides stand together."""
        return f"{self.run}: {self.arm}"


@dataclass(frozen=True, slots=True)
class Effect:
    """How one measure differs between the sides: the second against the first."""

    measure: str
    """score, completion, tokens, words, seconds or cost."""
    shape: str
    """difference (of shares) or ratio."""
    point: float
    low: float | None
    high: float | None
    n: int
    unit: str
    """What was paired: questions or parts."""
    p: float | None
    p_holm: float | None
    method: str
    scale: str = ""
    """For tokens: native, recounted or estimated; the same on both sides."""
    before: float | None = None
    after: float | None = None
    """Both sides' levels as they are paired: each question, or part, counts once."""


@dataclass(frozen=True, slots=True)
class Flip:
    """A part that one side got right and the other did not."""

    where: Where
    before: tuple[Unit, ...]
    after: tuple[Unit, ...]
    better: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides with what their common parts say."""

    left: Side
    right: Side
    common: int
    only_left: int
    only_right: int
    effects: tuple[Effect, ...]
    flips: tuple[Flip, ...]

    def effect(self, measure: str) -> Effect | None:
        """Return the effect on a measure, or None where it could not be had."""
        return next((found for found in self.effects if found.measure == measure), None)


RATIOS: Mapping[str, Callable[[Unit], float | None]] = {
    "words": lambda unit: unit.thinking_words,
    "seconds": lambda unit: unit.seconds,
    "cost": lambda unit: None if unit.finish == "failed" else unit.cost,
}
RATIO_NAMES = ("tokens", *RATIOS)
"""Tokens are compared on the one scale on which both sides of a pair stand."""
DIFFERENCES: Mapping[str, Callable[[Unit], float | None]] = {
    "score": lambda unit: unit.score,
    "completion": lambda unit: None if unit.finish == "failed" else float(unit.finish == "finished"),
}


def sides(run: str, rows: Sequence[Unit]) -> list[Side]:
    """Return the arms of a run as sides, in the order in which they were typed."""
    return [
        Side(run, arm, tuple(row for row in rows if row.arm == arm))
        for arm in dict.fromkeys(row.arm for row in sorted(rows, key=lambda row: row.rank))
    ]


def match(runs: Sequence[Sequence[Side]]) -> list[tuple[Side, Side]]:
    """Return which sides are compared: equal arms across runs if there are any, else each with the first."""
    if not runs:
        return []
    first = {side.arm: side for side in runs[0]}
    same = [(first[side.arm], side) for sides_ in runs[1:] for side in sides_ if side.arm in first]
    if same:
        return same
    every = [side for sides_ in runs for side in sides_]
    return [(every[0], side) for side in every[1:]]


def pair_all(matched: Sequence[tuple[Side, Side]]) -> list[Pair]:
    """Return every pair, the p-values corrected by Holm over all that are printed."""
    pairs = [pair(left, right) for left, right in matched]
    tested = [effect.p for found in pairs for effect in found.effects if effect.p is not None]
    adjusted = iter(holm(tested))
    return [
        replace(
            found,
            effects=tuple(
                effect if effect.p is None else replace(effect, p_holm=next(adjusted))
                for effect in found.effects
            ),
        )
        for found in pairs
    ]


def pair(left: Side, right: Side) -> Pair:
    """Return the comparison of two sides on the parts that both were asked."""
    before, after = _by_part(left), _by_part(right)
    common = [where for where in before if where in after]
    effects = [_difference(name, of, common, before, after) for name, of in DIFFERENCES.items()]
    scale = efforts.tokens([unit for where in common for unit in (*before[where], *after[where])])
    if scale is not None:
        effects.append(_ratio("tokens", scale.of, common, before, after, _label(scale, left, right)))
    effects += [_ratio(name, of, common, before, after) for name, of in RATIOS.items()]
    flips = [flip for where in common if (flip := _flip(where, before[where], after[where]))]
    return Pair(
        left, right, len(common), len(before) - len(common), len(after) - len(common),
        tuple(effect for effect in effects if effect is not None), tuple(flips),
    )  # fmt: skip


def _label(scale: efforts.Effort, left: Side, right: Side) -> str:
    found = {scale.origin(unit) for unit in (*left.units, *right.units) if scale.of(unit)}
    return "estimated" if len(found) > 1 else next(iter(found), "")


def _by_part(side: Side) -> dict[Where, list[Unit]]:
    found: dict[Where, list[Unit]] = {}
    for unit in side.units:
        found.setdefault((unit.question, unit.variant, unit.part), []).append(unit)
    return found


def _pairs(
    of: Callable[[Unit], float | None],
    centre: Callable[[Sequence[float]], float],
    common: Sequence[Where],
    before: Mapping[Where, Sequence[Unit]],
    after: Mapping[Where, Sequence[Unit]],
) -> tuple[list[float], list[float], str]:
    """Return one value a question on either side where there are enough of them, else one a part."""
    parts = [
        (where, left, right)
        for where in common
        if (left := _values(before[where], of)) and (right := _values(after[where], of))
    ]
    questions: dict[Hashable, list[tuple[float, float]]] = {}
    for (question, _, _), left, right in parts:
        questions.setdefault(question, []).append((centre(left), centre(right)))
    if len(questions) >= FEWEST_QUESTIONS:
        rows = [(centre([a for a, _ in both]), centre([b for _, b in both])) for both in questions.values()]
        return [a for a, _ in rows], [b for _, b in rows], "questions"
    return [centre(left) for _, left, _ in parts], [centre(right) for _, _, right in parts], "parts"


def _values(units: Sequence[Unit], of: Callable[[Unit], float | None]) -> list[float]:
    return [float(value) for unit in units if (value := of(unit)) is not None]


def _difference(
    name: str,
    of: Callable[[Unit], float | None],
    common: Sequence[Where],
    before: Mapping[Where, Sequence[Unit]],
    after: Mapping[Where, Sequence[Unit]],
) -> Effect | None:
    left, right, unit = _pairs(of, lambda values: sum(values) / len(values), common, before, after)
    if not left:
        return None
    found = paired(right, left)
    differ = any(a != b for a, b in zip(left, right, strict=True))
    method = f"Wilson squares over {unit}, exact sign flips" if differ else "no part differs"
    p, levels = found.p_sign_flip, (sum(left) / len(left), sum(right) / len(right))
    return Effect(
        name, "difference", found.mean, found.low, found.high, len(left), unit, p, None, method, "", *levels
    )


def _ratio(
    name: str,
    of: Callable[[Unit], float | None],
    common: Sequence[Where],
    before: Mapping[Where, Sequence[Unit]],
    after: Mapping[Where, Sequence[Unit]],
    scale: str = "",
) -> Effect | None:
    def positive(unit: Unit) -> float | None:
        value = of(unit)
        return value if value is not None and value > 0 and unit.finish == "finished" else None

    left, right, unit = _pairs(positive, lambda values: geometric(values).point, common, before, after)
    if not left:
        return None
    found = paired_ratio(right, left)
    above = found.p_above(1.0)
    p = None if above is None else 2 * min(above, 1 - above)
    alike = found.low == found.high
    low, high, p = (None, None, None) if alike else (found.low, found.high, p)
    levels = geometric(left).point, geometric(right).point
    return Effect(
        name, "ratio", found.point, low, high, found.n_left, unit, p, None, found.method, scale, *levels
    )


def _flip(where: Where, before: Sequence[Unit], after: Sequence[Unit]) -> Flip | None:
    left, right = _values(before, DIFFERENCES["score"]), _values(after, DIFFERENCES["score"])
    if not left or not right:
        return None
    was, now = sum(left) / len(left) > 0.5, sum(right) / len(right) > 0.5
    return Flip(where, tuple(before), tuple(after), now) if was != now else None


def commonest(units: Sequence[Unit]) -> str:
    """Return the mark most of the units have; a tie goes to the worse."""
    counts = {status: sum(unit.status == status for unit in units) for status in STATUSES}
    return max(reversed(STATUSES), key=counts.__getitem__)
