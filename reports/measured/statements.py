"""Sentences a report may print: each from a rule with its condition, none without its figure.

A rule looks at the numbers and returns a Statement, or None where they carry
no sentence. ``wording`` names the rule that fired, so that a reader can look
up its condition in docs/measures.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reports.measured.measures import Completion, Variants
from reports.measured.statistics import (
    Interval,
    Ratio,
    clopper_pearson,
    holm,
    paired_ratio,
    ratio,
    shrink,
    wilson,
)

Wording = Literal["observation", "more than double", "about double", "more", "no clear difference", "equal"]

ALPHA = 0.05
NEAR_DOUBLE = (1.75, 2.3)
"""Points that may be called about double."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence and what it rests on."""

    text: str
    figure: float
    """The number in the sentence that carries it."""
    wording: str
    """The rule that chose the words."""
    n: tuple[int, int] = (0, 0)
    """Runs on either side."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sets of runs of which one may have spent more."""

    what: str
    """What is counted, e.g. ``thinking seconds``."""
    left: str
    """A name for the side that is spoken of, e.g. ``(b)``."""
    right: str
    left_values: tuple[float, ...]
    right_values: tuple[float, ...]
    paired: bool = False
    """Whether ``left_values[i]`` and ``right_values[i]`` belong to the same part or question."""


def compare(comparison: Comparison) -> Statement | None:
    """Return how the two sides' spending may be put in words; None where a side has nothing positive.

    "More than double" needs a one-sided 95 % bound above 2; "about double" a
    point near 2 and a bound above 1; "more" a bound above 1. One run on a side
    is an observation. The side that spent more is always the one spoken of.
    """
    found = compare_all([comparison])
    return found[0] if found else None


def compare_all(comparisons: Sequence[Comparison], alpha: float = ALPHA) -> list[Statement]:
    """Return one statement a comparison, the words corrected by Holm for how many are printed together."""
    ready = [
        (c, r) for c in map(_larger_first, comparisons) if c is not None and (r := _ratio(c)) is not None
    ]
    above_two = _corrected([r.p_above(2.0) for _, r in ready])
    above_one = _corrected([r.p_above(1.0) for _, r in ready])
    return [
        _worded(c, r, _wording(r, two, one, alpha))
        for (c, r), two, one in zip(ready, above_two, above_one, strict=True)
    ]


def largest_gaps(comparisons: Sequence[Comparison], most: int = 5) -> list[Statement]:
    """Return the comparisons with the largest ratios, shrunken, for none is as large as it looks in a list.

    Only comparisons with two runs a side or more can be pooled; the others are
    left out.
    """
    ready = [
        (c, r) for c in map(_larger_first, comparisons) if c is not None and (r := _ratio(c)) is not None
    ]
    ready = [(c, r) for c, r in ready if r.log_se]
    pooled = shrink([math.log(r.point) for _, r in ready], [r.log_se or 0.0 for _, r in ready])
    found = [
        Statement(
            f"{c.left} against {c.right}, {c.what}: {math.exp(point):.2f} times after pooling "
            f"({r.point:.2f} as seen, {r.n_left} and {r.n_right} runs)",
            math.exp(point),
            "pooled",
            (r.n_left, r.n_right),
        )
        for (c, r), point in zip(ready, pooled.points, strict=True)
    ]
    return sorted(found, key=lambda s: -s.figure)[:most]


def same_quality(
    left: str, passes_left: int, runs_left: int, right: str, passes_right: int, runs_right: int
) -> Statement | None:
    """Return the counts of both sides, and whether they are equal; None without runs on both."""
    if not runs_left or not runs_right:
        return None
    gap = passes_left / runs_left - passes_right / runs_right
    wording = "equal" if gap == 0 else "counts"
    words = "the same quality" if gap == 0 else "different quality"
    return Statement(
        f"{words}: {left} {passes_left}/{runs_left} right, {right} {passes_right}/{runs_right} right",
        gap,
        wording,
        (runs_left, runs_right),
    )


def tail(name: str, words: int, tail_words: int | None) -> Statement | None:
    """Return how much of one thinking came after it held the right answer; None where it never did."""
    if tail_words is None or words <= 0:
        return None
    share = tail_words / words
    return Statement(
        f"{name} held the right answer after {words - tail_words:,} of {words:,} words of thinking; "
        f"{share:.0%} came after it",
        share,
        "observation",
        (1, 0),
    )


def knew_it(name: str, knew: int, wrong: int) -> Statement | None:
    """Return how many wrong replies had the right answer in their thinking; None where none was wrong."""
    if not wrong:
        return None
    return Statement(
        f"{name}: of {_count(wrong, 'wrong reply', 'wrong replies')}, "
        f"{knew} had the right answer in the thinking and left it",
        knew / wrong,
        "count",
        (wrong, 0),
    )


def completed(name: str, found: Completion) -> Statement | None:
    """Return how many runs were cut off or failed, to stand beside any mean; None where all finished."""
    total = found.finished + found.truncated + found.failed
    if not total or found.finished == total:
        return None
    return Statement(
        f"{name}: {found.finished} of {total} runs finished, {found.truncated} cut off by the token limit, "
        f"{found.failed} failed; means are over the finished ones"
        + (" and therefore too small" if found.truncated else ""),
        found.finished / total,
        "count",
        (total, 0),
    )


def solved(name: str, passes: int, runs: int) -> Statement | None:
    """Return a part's passes with Wilson's interval, or the guarantee that passes throughout allow."""
    if not runs:
        return None
    if runs == 1:
        return Statement(
            f"{name}: {'right' if passes else 'not right'} in its one run",
            float(passes),
            "observation",
            (1, 0),
        )
    if passes == runs:
        floor = clopper_pearson(passes, runs, 0.90).low
        return Statement(
            f"{name}: {passes}/{runs} right; the true rate is at least {floor:.0%} with 95 % confidence",
            1.0,
            "guarantee",
            (runs, 0),
        )
    return Statement(
        f"{name}: {passes}/{runs} right ({_range(wilson(passes, runs))})",
        passes / runs,
        "interval",
        (runs, 0),
    )


def fragile(name: str, found: Variants) -> Statement | None:
    """Return what the gap between variants amounts to; None where reruns cannot be told from variants.

    "Fragile" needs an excess above 0 that fewer than one shuffle in twenty reaches.
    """
    if found.excess is None or found.p is None or found.gap_from_noise is None:
        return None
    shaky = found.excess > 0 and found.p < ALPHA
    return Statement(
        f"{name}: right in {found.average:.0%} of runs, in all {found.versions} versions "
        f"{found.effective:.0%}; "
        f"of that gap of {found.gap:.0%} reruns alone explain {found.gap_from_noise:.0%}, "
        + (
            f"versions matter (p = {_p(found.p)})"
            if shaky
            else f"no sign that versions matter (p = {_p(found.p)})"
        ),
        found.excess,
        "fragile" if shaky else "no clear difference",
        (found.problems, found.versions),
    )


def _larger_first(comparison: Comparison) -> Comparison | None:
    """Return the comparison with the side of the larger geometric mean on the left; None without values."""
    left, right = comparison.left_values, comparison.right_values
    if comparison.paired:
        pairs = [(a, b) for a, b in zip(left, right, strict=True) if a > 0 and b > 0]
        left, right = tuple(a for a, _ in pairs), tuple(b for _, b in pairs)
    else:
        left, right = (tuple(v for v in side if v > 0) for side in (left, right))
    if not left or not right:
        return None
    if _mean_log(left) >= _mean_log(right):
        return replace(comparison, left_values=left, right_values=right)
    return replace(
        comparison, left=comparison.right, right=comparison.left, left_values=right, right_values=left
    )


def _mean_log(values: Sequence[float]) -> float:
    return sum(map(math.log, values)) / len(values)


def _ratio(comparison: Comparison) -> Ratio | None:
    how = paired_ratio if comparison.paired else ratio
    found = how(comparison.left_values, comparison.right_values)
    return None if math.isnan(found.point) else found


def _corrected(p_values: Sequence[float | None]) -> list[float | None]:
    known = [(i, p) for i, p in enumerate(p_values) if p is not None]
    adjusted: list[float | None] = [None] * len(p_values)
    for (index, _), p in zip(known, holm([p for _, p in known]), strict=True):
        adjusted[index] = p
    return adjusted


def _wording(found: Ratio, p_two: float | None, p_one: float | None, alpha: float) -> Wording:
    if p_two is None or p_one is None:
        return "observation"
    if p_two < alpha:
        return "more than double"
    if p_one < alpha:
        return "about double" if NEAR_DOUBLE[0] <= found.point <= NEAR_DOUBLE[1] else "more"
    return "no clear difference"


def _worded(comparison: Comparison, found: Ratio, wording: Wording) -> Statement:
    left, right, what = comparison.left, comparison.right, comparison.what
    times = f"{found.point:.2g}" if found.point < 10 else f"{found.point:.0f}"
    sizes = found.n_left, found.n_right
    if wording == "observation":
        figures = f"{_mean_of(comparison.left_values)} against {_mean_of(comparison.right_values)}"
        runs = (
            "one pair only"
            if comparison.paired
            else "one run each"
            if sizes == (1, 1)
            else f"{_count(sizes[0], 'run')} against {sizes[1]}"
        )
        took = (
            f"took {times} times the {what} of {right}" if found.point >= 1.05 else f"took as much as {right}"
        )
        text = f"{left} {took} ({figures} {what}); {runs}, so no interval"
        return Statement(text, found.point, wording, sizes)
    interval = f"{found.point:.2f} times, 95 % interval {found.low:.2f} to {found.high:.2f}, " + (
        f"{sizes[0]} pairs" if comparison.paired else f"{sizes[0]} and {sizes[1]} runs"
    )
    if wording == "no clear difference":
        text = f"no clear difference in {what} between {left} and {right} ({interval})"
    elif wording == "more":
        text = f"{left} took more {what} than {right} ({interval})"
    else:
        text = f"{left} took {wording} the {what} of {right} ({interval})"
    return Statement(text, found.point, wording, sizes)


def _mean_of(values: Sequence[float]) -> str:
    return f"{math.exp(_mean_log(values)):,.4g}"


def _range(found: Interval) -> str:
    return f"95 % interval {found.low:.0%} to {found.high:.0%}"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"{value:.3f}"
