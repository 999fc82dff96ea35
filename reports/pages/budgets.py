"""What a model does under a real limit: its arms that differ in the limit on a reply alone."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.ticker import FixedLocator, FuncFormatter, NullFormatter

from reports.measured.scores import Arm
from reports.measured.statistics import Interval
from reports.pages.charts import DASHES, INK, PALETTE, SHAPES, Chart, blank, labels
from reports.typeset.words import percent, plural, short


def under_real_limits(arms: Sequence[Arm]) -> Chart | None:
    """Return the share right against the limit each reply was asked with; None where no limit varied."""
    lines = _lines(arms)
    if not lines:
        return None
    finding = _finding(*max(lines, key=lambda line: len(line[1])))
    units = sum(len(arm.units) for _, points in lines for _, arm in points)
    figure, axes = blank(finding, f"n = {plural(units, 'part')} in all, each asked with its limit")
    rows = []
    for index, (name, points) in enumerate(lines):
        colour, shape = PALETTE[index % len(PALETTE)], SHAPES[index % len(SHAPES)]
        spots = [limit * 1.03**index for limit, _ in points]  # beside each other, so that none covers another
        shares = [arm.score.point for _, arm in points]
        axes.plot(
            spots, shares, shape, color=colour, markersize=8, linestyle=DASHES[index % len(DASHES)],
            label=labels([name])[0],
        )  # fmt: skip
        for spot, (limit, arm) in zip(spots, points, strict=True):
            ends = _ends(arm)
            if ends.low is not None and ends.high is not None:
                axes.plot([spot, spot], [ends.low, ends.high], color=colour, linewidth=1.4, alpha=0.6)
            truncated = sum(unit.finish == "truncated" for unit in arm.units)
            rows.append(
                (name, limit, arm.score.point, ends.low, ends.high, arm.correct, arm.counted, truncated)
            )
    limits = sorted({limit for _, points in lines for limit, _ in points})
    axes.set_ylim(-0.04, 1.06)
    axes.set_ylabel("share correct")
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: percent(value)))
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(FixedLocator(limits))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: short(value)))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.set_xlabel("limit on a reply, tokens, thinking included")
    if len(lines) > 1:
        axes.legend(loc="lower right", frameon=False, labelcolor=INK)
    heads = ("arm", "reply_limit", "share_correct", "low", "high", "correct", "counted", "truncated")
    return Chart(
        "real-limits", finding,
        "Every point was asked with its limit; a reply that was cut off before its answer is not right. "
        "Bars: 95 % intervals, where there are enough questions or reruns for one.",
        f"Line chart: {finding}",
        "Share of marked parts that are wholly correct, by the limit that was sent with the question.",
        figure, heads, tuple(rows),
    )  # fmt: skip


def _lines(arms: Sequence[Arm]) -> list[tuple[str, list[tuple[int, Arm]]]]:
    """Return, by name, the arms that differ in nothing but their limit, the smallest limit first."""
    found: dict[str, list[tuple[int, Arm]]] = {}
    for arm in arms:
        limit = arm.units[0].reply_limit
        if limit is not None and arm.counted:
            found.setdefault(arm.units[0].unlimited, []).append((limit, arm))
    return [
        (name, sorted(points, key=lambda point: point[0]))
        for name, points in found.items()
        if len(points) > 1
    ]


def _ends(arm: Arm) -> Interval:
    return arm.score if arm.score.low is not None else arm.rerun


def _finding(name: str, points: Sequence[tuple[int, Arm]]) -> str:
    """Return counts at the two ends: what they prove is for the intervals to say."""
    (low, least), (high, most) = points[0], points[-1]
    return (
        f"{labels([name])[0]}: {least.correct} of {least.counted} right with {short(low)} tokens a reply, "
        f"{most.correct} of {most.counted} with {short(high)}"
    )
