"""A run's figures: accuracy against effort and under a cap, effort by part, price of a pass, tails."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator

from harness.records import ReasoningProfile
from reports.measured import measures
from reports.measured.efforts import Effort, best, origins, values
from reports.measured.material import STATUSES, Unit
from reports.measured.scores import Arm
from reports.measured.statistics import geometric_mean
from reports.pages.charts import (
    DASHES,
    INK,
    LINE,
    MARK_SHAPES,
    PALETTE,
    QUIET,
    SHAPES,
    Chart,
    blank,
    inches_high,
    labels,
)
from reports.typeset.words import WORDS, percent, plural, short

ABOUT = 1.1
"""Means of effort within this ratio are called about the same: a headline says no more than a page may."""
ROWS = 40
"""Parts in a figure at most; the data file holds all."""


def accuracy_against_effort(arms: Sequence[Arm]) -> Chart | None:
    """Return each arm's share correct against its mean effort, with the Pareto front."""
    rows = [unit for arm in arms for unit in arm.units]
    effort = best(rows)
    if effort is None:
        return None
    points = [
        (arm, sum(spent) / len(spent), arm.score.point)
        for arm in arms
        if arm.counted and (spent := values(arm.units, effort))
    ]
    if not points:
        return None
    front = _front([(x, y) for _, x, y in points])
    finding = _accuracy_finding(points, effort)
    figure, axes = blank(finding, f"n = {plural(len(rows), 'part')} in all; {_basis(rows, effort)}")
    for index, (arm, x, y) in enumerate(points):
        colour, shape = PALETTE[index % len(PALETTE)], SHAPES[index % len(SHAPES)]
        ends = arm.score if arm.score.low is not None else arm.rerun
        if ends.low is not None and ends.high is not None:
            axes.plot([x, x], [ends.low, ends.high], color=colour, linewidth=1.4, alpha=0.6)
        axes.plot([x], [y], shape, color=colour, markersize=9)
        name = f"{labels([arm.name])[0]}  {arm.correct}/{arm.counted}"
        side = "right" if x > 0.6 * max(spot for _, spot, _ in points) else "left"
        near = sum(abs(y - other) < 0.05 for _, _, other in points[:index])
        shift = (-9 if side == "right" else 9, 6 - 13 * near)
        axes.annotate(name, (x, y), xytext=shift, textcoords="offset points", color=INK, fontsize=9, ha=side)
    if len(front) > 1:
        axes.plot(*zip(*front, strict=True), color=QUIET, linewidth=1.1, linestyle=(0, (4, 3)), zorder=1)
    _share_axis(axes)
    _effort_axis(axes, effort, [x for _, x, _ in points])
    heads = ("arm", f"mean_{effort.one}", "share_correct", "low", "high", "correct", "counted", "on_front")
    data = tuple(
        (
            a.name,
            x,
            y,
            a.score.low or a.rerun.low,
            a.score.high or a.rerun.high,
            a.correct,
            a.counted,
            (x, y) in front,
        )
        for a, x, y in points
    )
    return Chart(
        "accuracy", finding,
        "Up and to the left is better. "
        + ("Dashed: the Pareto front, which no other model beats in both. " if len(front) > 1 else "")
        + "Bars: 95 % intervals, where there are enough questions or reruns for one.",
        f"Scatter plot: {finding}",
        f"Share of marked parts that are wholly correct, against the mean of {effort.name} over the parts. "
        "Parts that the marker leaves to a person and failed requests are not counted.",
        figure, heads, data,
    )  # fmt: skip


def effort_by_part(arms: Sequence[Arm]) -> Chart | None:
    """Return the dumbbell: every part's effort for each arm, its mark as the shape of the point."""
    rows = [unit for arm in arms for unit in arm.units]
    effort = best(rows)
    if effort is None:
        return None
    parts = list(dict.fromkeys((unit.question, unit.part) for unit in rows if effort.of(unit)))
    cells = {
        (arm.name, key): [u for u in arm.units if (u.question, u.part) == key]
        for arm in arms
        for key in parts[:ROWS]
    }
    finding = _part_finding(arms, parts, cells, effort)
    shown = parts[:ROWS]
    figure, axes = blank(
        finding, f"n = {plural(len(rows), 'part')}; {_basis(rows, effort)}", height=2.2 + 0.3 * len(shown)
    )
    data: list[tuple[object, ...]] = []
    for y, key in enumerate(shown):
        spots = []
        for index, arm in enumerate(arms):
            beside = y + 0.5 * ((index + 0.5) / len(arms) - 0.5)
            spot = _part_point(axes, beside, index, cells[arm.name, key], effort)
            if spot is not None:
                spots.append(spot[0])
                data.append((*key, arm.name, *spot))
        if len(spots) > 1:
            axes.plot([min(spots), max(spots)], [y, y], color=LINE, linewidth=3, zorder=1)
    axes.set_yticks(range(len(shown)), labels([f"{q.rpartition('/')[2]} ({p})" for q, p in shown]))
    axes.set_ylim(len(shown) - 0.4, -0.6)
    figure.subplots_adjust(left=0.2)
    _effort_axis(axes, effort, [spot for row in data for spot in row[3:4] if isinstance(spot, float)])
    _legend(axes, arms, {str(row[6]) for row in data})
    heads = ("question", "part", "arm", f"geometric_mean_{effort.one}", "low", "high", "commonest_mark", "n")
    return Chart(
        "effort-by-part", finding,
        "Points: geometric means; bars: 95 % intervals where a part was asked more than once. "
        "The shape of a point is its commonest mark.",
        f"Dumbbell chart of {effort.name} by part: {finding}",
        f"Geometric mean of {effort.name} over a part's samples, with a t interval on the logarithms.",
        figure, heads, tuple(data),
    )  # fmt: skip


def under_a_cap(arms: Sequence[Arm]) -> Chart | None:
    """Return the accuracy each arm would be counted with if replies above a cap were worth nothing."""
    rows = [unit for arm in arms for unit in arm.units]
    effort = best(rows)
    if effort is None:
        return None
    curves = []
    spent = values(rows, effort)
    caps = [min(spent) / 2 * (4 * max(spent) / min(spent)) ** (k / 60) for k in range(61)]
    for arm in arms:
        pairs = [(v, u.score) for u in arm.units if (v := effort.of(u)) and v > 0 and u.score is not None]
        curve = measures.accuracy_under_cap(
            [float(v) for v, _ in pairs], [float(s or 0) for _, s in pairs], caps
        )
        if curve is not None:
            curves.append((arm, curve, len(pairs)))
    if not curves:
        return None
    finding = _cap_finding(curves, effort)
    count = "; ".join(f"{labels([arm.name])[0]}: n = {n}" for arm, _, n in curves)
    figure, axes = blank(finding, count)
    for index, (arm, curve, _) in enumerate(curves):
        style: dict[str, Any] = {
            "color": PALETTE[index % len(PALETTE)],
            "linestyle": DASHES[index % len(DASHES)],
        }
        axes.step(curve.caps, curve.accuracy, where="post", label=labels([arm.name])[0], **style)
    _share_axis(axes)
    _effort_axis(
        axes, effort, [cap for _, curve, _ in curves for cap in curve.caps], f"cap on {effort.name} a part"
    )
    if len(curves) > 1:
        axes.legend(loc="lower right", frameon=False, labelcolor=INK)
    data = tuple(
        (a.name, cap, share) for a, c, _ in curves for cap, share in zip(c.caps, c.accuracy, strict=True)
    )
    return Chart(
        "under-cap", finding,
        "This thresholds the replies that were seen; it is not what the model would do under a real limit.",
        f"Step curves: {finding}",
        f"At each cap: the share of marked parts that are correct and took at most that many {effort.one}.",
        figure, ("arm", f"cap_{effort.one}", "share_correct"), data,
    )  # fmt: skip


def price_of_a_pass(arms: Sequence[Arm]) -> Chart | None:
    """Return the effort each arm spends for one correct part, failures included."""
    rows = [unit for arm in arms for unit in arm.units]
    effort = best(rows)
    if effort is None:
        return None
    prices = []
    for arm in arms:
        pairs = [
            (v, u.score == 1.0) for u in arm.units if (v := effort.of(u)) and v > 0 and u.score is not None
        ]
        price = measures.tokens_per_solved([float(v) for v, _ in pairs], [passed for _, passed in pairs])
        if price is not None:
            prices.append((arm, price, len(pairs)))
    finite = [(arm, price, n) for arm, price, n in prices if price != float("inf")]
    if not finite:
        return None
    least = min(finite, key=lambda row: row[1])
    finding = (
        f"{labels([least[0].name])[0]} pays {short(least[1])} {effort.one} of thought for a correct part"
    )
    if len(finite) > 1:
        most = max(finite, key=lambda row: row[1])
        finding += f", {labels([most[0].name])[0]} {short(most[1])}"
    figure, axes = blank(
        finding, f"n = {plural(sum(n for *_, n in prices), 'marked part')}", height=1.8 + 0.42 * len(finite)
    )
    for index, (_, price, n) in enumerate(finite):
        axes.barh(index, price, height=0.55, color=PALETTE[index % len(PALETTE)])
        axes.annotate(f" {short(price)}  (n = {n})", (price, index), va="center", color=INK, fontsize=9)
    axes.set_yticks(range(len(finite)), labels([arm.name for arm, *_ in finite], 26))
    axes.set_ylim(len(finite) - 0.4, -0.6)
    axes.set_xlim(0, 1.22 * max(price for _, price, _ in finite))
    axes.grid(axis="y", visible=False)
    axes.set_xlabel(f"{effort.name} a correct part")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: short(value)))
    figure.subplots_adjust(left=0.26)
    return Chart(
        "price-of-a-pass", finding,
        "What the wrong answers cost is part of the price.",
        f"Bar chart: {finding}",
        f"All {effort.name} of the marked parts over the number of correct ones; infinite where none is.",
        figure, ("arm", f"{effort.one}_per_correct_part", "n"), tuple((a.name, p, n) for a, p, n in prices),
    )  # fmt: skip


def tails(arms: Sequence[Arm], profiles: Mapping[tuple[str, str], ReasoningProfile]) -> Chart | None:
    """Return, for each part, the share of the thinking that came after the first correct answer."""
    found = list(_tail_rows(arms, profiles))
    if not found:
        return None
    shares = sorted(share for *_, share in found)
    middle = shares[len(shares) // 2]
    finding = f"In the median part, {percent(middle)} of the thinking comes after the first correct answer"
    figure, axes = blank(finding, f"n = {plural(len(found), 'part')} whose thinking holds the right answer",
                         height=1.9 + 0.5 * len(arms))  # fmt: skip
    for index, arm in enumerate(arms):
        mine = [share for name, _, _, _, share in found if name == arm.name]
        heights = [index + 0.24 * (((7 * k) % 11) / 10 - 0.5) for k in range(len(mine))]
        axes.plot(mine, heights, SHAPES[index % len(SHAPES)], color=PALETTE[index % len(PALETTE)], alpha=0.65)
    axes.set_yticks(range(len(arms)), labels([arm.name for arm in arms], 26))
    axes.set_ylim(len(arms) - 0.4, -0.6)
    axes.set_xlim(-0.02, 1.02)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: percent(value)))
    axes.set_xlabel("share of the thinking after the first correct answer (re-check tail)")
    axes.grid(axis="y", visible=False)
    figure.subplots_adjust(left=0.26)
    return Chart(
        "tails", finding,
        "Each point is a part; height within a row only keeps points apart.",
        f"Dot plot: {finding}",
        "Words of thinking after the first candidate that is right, divided by all words of thinking. "
        "Parts whose thinking never held the right answer, or whose text is not raw, are left out.",
        figure, ("arm", "question", "part", "sample", "tail_share"), tuple(found),
    )  # fmt: skip


def _tail_rows(
    arms: Sequence[Arm], profiles: Mapping[tuple[str, str], ReasoningProfile]
) -> Iterator[tuple[str, str, str, int, float]]:
    for arm in arms:
        for unit in arm.units:
            profile = profiles.get((unit.run_key, unit.part))
            if profile and profile.raw and profile.tail_words is not None and profile.thinking_words:
                share = min(1.0, profile.tail_words / profile.thinking_words)
                yield arm.name, unit.question, unit.part, unit.sample, share


def _front(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    front: list[tuple[float, float]] = []
    for x, y in sorted(points, key=lambda point: (point[0], -point[1])):
        if not front or y > front[-1][1]:
            front.append((x, y))
    return front


def _accuracy_finding(points: Sequence[tuple[Arm, float, float]], effort: Effort) -> str:
    best_arm = max(points, key=lambda point: (point[2], -point[1]))
    name = labels([best_arm[0].name])[0]
    if len(points) == 1:
        count = f"{best_arm[0].correct} of {best_arm[0].counted} right"
        return f"{name}: {count} at {short(best_arm[1])} {effort.one} of thought a part"
    least = min(points, key=lambda point: point[1])
    equal = [point for point in points if round(point[2], 3) == round(best_arm[2], 3)]
    if len(equal) == len(points):
        first = f"All {len(points)} are right equally often ({percent(best_arm[2])})"
    elif len(equal) > 1:
        first = f"{labels([p[0].name for p in equal][:1])[0]} and {len(equal) - 1} more are right most often"
        first += f" ({percent(best_arm[2])})"
    else:
        first = f"{name} is right most often here ({percent(best_arm[2])})"
    if best_arm[1] <= ABOUT * least[1]:
        return f"{first}, on about as many {effort.one} as the least ({short(least[1])} a part)"
    times = f"{best_arm[1] / least[1]:.2g} times the {effort.one} of {labels([least[0].name])[0]}"
    return f"{first}, at {times} ({percent(least[2])})"


def _part_finding(
    arms: Sequence[Arm],
    parts: Sequence[tuple[str, str]],
    cells: dict[tuple[str, tuple[str, str]], list[Unit]],
    effort: Effort,
) -> str:
    means = [
        (sum(spent) / len(spent), key)
        for key in parts[:ROWS]
        if (spent := [v for arm in arms for v in values(cells[arm.name, key], effort)])
    ]
    most, key = max(means)
    least, _ = min(means)
    name = f"{key[0].rpartition('/')[2]} ({key[1]})"
    if most < 1.05 * least and len(means) > 1:
        return f"Every part took about the same: {short(most)} {effort.one} of thought"
    if len(means) == 1:
        return f"{name} took {short(most)} {effort.one} of thought"
    return f"Most thought went into {name}: {short(most)} {effort.one}, {most / least:.2g} times the least"


def _part_point(
    axes: Axes, y: float, index: int, units: Sequence[Unit], effort: Effort
) -> tuple[float, float | None, float | None, str, int] | None:
    spent = values(units, effort)
    if not spent:
        return None
    centre = geometric_mean(spent)
    counts = {status: sum(unit.status == status for unit in units) for status in STATUSES}
    mark = max(reversed(STATUSES), key=counts.__getitem__)
    colour = PALETTE[index % len(PALETTE)]
    if centre.low is not None and centre.high is not None and len(spent) > 2:
        axes.plot([centre.low, centre.high], [y, y], color=colour, linewidth=1.5, alpha=0.55, zorder=2)
    axes.plot([centre.point], [y], MARK_SHAPES[mark], color=colour, markersize=7.5, zorder=3)
    return centre.point, centre.low, centre.high, mark, len(spent)


def _legend(axes: Axes, arms: Sequence[Arm], marks: set[str]) -> None:
    handles = [
        Line2D([], [], color=PALETTE[i % len(PALETTE)], linewidth=3, label=labels([arm.name])[0])
        for i, arm in enumerate(arms)
    ]
    handles += [
        Line2D([], [], color=QUIET, marker=MARK_SHAPES[status], linestyle="", label=WORDS[status])
        for status in STATUSES
        if status in marks
    ]
    height = inches_high(axes)
    axes.figure.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(0.01, 0.02),
        ncols=5,
        fontsize=8.5,
        frameon=False,
        labelcolor=INK,
    )
    axes.figure.subplots_adjust(bottom=(0.72 + 0.2 * math.ceil(len(handles) / 5)) / height)


def _cap_finding(curves: Sequence[tuple[Arm, measures.Curve, int]], effort: Effort) -> str:
    arm, curve, _ = max(curves, key=lambda row: row[1].accuracy[-1])
    top = curve.accuracy[-1]
    if top <= 0:
        return f"No marked part is correct, whatever the cap on {effort.one}"
    half = next(cap for cap, share in zip(curve.caps, curve.accuracy, strict=True) if share >= top / 2)
    spent = f"{short(round(half, -1) or half)} {effort.one} of thought a part"
    return f"{labels([arm.name])[0]} earns half of its marks within {spent}"


def _share_axis(axes: Axes) -> None:
    axes.set_ylim(-0.04, 1.06)
    axes.set_ylabel("share correct")
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: percent(value)))


def _effort_axis(axes: Axes, effort: Effort, found: Sequence[float], name: str = "") -> None:
    if found and max(found) > 5 * min(found):
        axes.set_xscale("log")
        axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    elif found:
        axes.set_xlim(0, 1.35 * max(found))
        axes.xaxis.set_major_locator(MaxNLocator(6))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: short(value)))
    axes.xaxis.set_minor_formatter(FuncFormatter(lambda value, _: ""))
    axes.set_xlabel(name or f"{effort.name} a part")


def _basis(rows: Sequence[Unit], effort: Effort) -> str:
    source = origins(rows, effort)
    return f"{effort.name}, {source}" if source else effort.name
