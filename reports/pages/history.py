"""Models and efforts over dated runs: score, tokens, cost, with intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from harness.store import RunFolder
from reports.measured import scores
from reports.measured.material import Material, read, units
from reports.pages.charts import DASHES, INK, PALETTE, SHAPES, Chart, blank, inches_high, labels, save
from reports.pages.site import Page, Site, Writer, page
from reports.typeset.words import DASH, interval, money, percent, plural, short


@dataclass(frozen=True, slots=True)
class Moment:
    """One arm in one run."""

    date: str
    """When the run's last transcript was finished, ISO 8601; empty where unknown."""
    run: str
    arm: scores.Arm
    homework: str
    """The questions that were asked, so that only like is laid beside like."""


def gather(runs: Path) -> list[Moment]:
    """Return every arm of every marked run under a folder, by date."""
    found = []
    for path in sorted(runs.iterdir()) if runs.is_dir() else []:
        folder = RunFolder(path)
        if (path / "run.json").exists() and folder.verdicts_file.exists():
            found += _moments(read(folder))
    return sorted(found, key=lambda moment: (moment.date, moment.run))


def _moments(material: Material) -> list[Moment]:
    dates = sorted(t.finished or t.started for t in material.transcripts)
    rows = units(material)
    sets = sorted({row.question.partition("/")[0] for row in rows})
    count = plural(len({(row.question, row.part) for row in rows}), "part")
    homework = f"{', '.join(sets)}, {count}"
    return [Moment(dates[-1] if dates else "", material.name, arm, homework) for arm in scores.arms(rows)]


def plain(moments: Sequence[Moment]) -> list[dict[str, Any]]:
    """Return the history as plain values."""
    return [
        {
            "date": moment.date,
            "run": moment.run,
            "arm": moment.arm.name,
            "homework": moment.homework,
            "correct": moment.arm.correct,
            "counted": moment.arm.counted,
            "score": None if math.isnan(moment.arm.score.point) else moment.arm.score.point,
            "low": ends[0],
            "high": ends[1],
            "thinking_tokens": moment.arm.tokens,
            "tokens_low": moment.arm.tokens_interval.low if moment.arm.tokens_interval else None,
            "tokens_high": moment.arm.tokens_interval.high if moment.arm.tokens_interval else None,
            "seconds": moment.arm.seconds,
            "cost": moment.arm.cost,
            "currency": moment.arm.currency,
        }
        for moment in moments
        for ends in [_ends(moment.arm)]
    ]


def _ends(arm: scores.Arm) -> tuple[float | None, float | None]:
    best = arm.score if arm.score.low is not None else arm.rerun
    return best.low, best.high


HEADS = ("date", "run", "model", "homework", "correct", "score", "95 %", "thinking", "seconds", "cost")


def rows(moments: Sequence[Moment]) -> list[list[str]]:
    """Return the history as cells for people."""
    return [
        [
            moment.date[:10] or DASH, moment.run, moment.arm.name, moment.homework,
            f"{moment.arm.correct} of {moment.arm.counted}", percent(moment.arm.score.point),
            interval(*_ends(moment.arm)) or DASH, short(moment.arm.tokens), short(moment.arm.seconds),
            money(moment.arm.cost, moment.arm.currency),
        ]
        for moment in moments
    ]  # fmt: skip


def write(moments: Sequence[Moment], name: str, folder: Path) -> Path:
    """Write the history's page and figures, and return the page."""
    writer = Writer(folder)
    writer.assets()
    charts = [chart for chart in (score_chart(moments), token_chart(moments)) if chart is not None]
    for chart in charts:
        save(chart, writer)
    site = Site(name, "Made by homework-harness.", (Page("History", "index.html"),))
    numbers = {"correct", "score", "95 %", "thinking", "seconds", "cost"}
    heads = [
        {"text": head, "unit": "tokens" if head == "thinking" else "", "number": head in numbers}
        for head in HEADS
    ]
    values = {
        "page": {
            "kicker": "History",
            "heading": name,
            "lead": f"{plural(len({m.run for m in moments}), 'marked run')}. Runs on other homework or "
            "with other settings are not comparable; the column says what was asked.",
            "charts": charts,
            "table": {
                "caption": "Every model in every run, by date",
                "heads": heads,
                "rows": rows(moments),
                "note": "",
            },
        }
    }
    return writer.text("index.html", page("history.html", site, "index.html", "History", values))


def score_chart(moments: Sequence[Moment]) -> Chart | None:
    """Return the share correct over time, a line a model on the same homework."""
    series = _series([m for m in moments if m.arm.counted])
    if not series:
        return None
    ends = sorted((mine[-1] for mine in series.values()), key=lambda moment: -moment.arm.score.point)
    told = [f"{labels([m.arm.name])[0]} {percent(m.arm.score.point)}" for m in ends[:3]]
    finding = f"Right at the last count: {', '.join(told)}"
    figure, axes = blank(finding, f"n = {plural(len({m.run for m in moments}), 'run')}")
    for index, (name, mine) in enumerate(series.items()):
        spread = [_ends(moment.arm) for moment in mine]
        _line(axes, index, name, mine, [moment.arm.score.point for moment in mine], spread)
    axes.set_ylim(-0.04, 1.06)
    axes.set_ylabel("share correct")
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: percent(value)))
    return _finished(axes, moments, Chart(
        "history-score", finding, "Bars: 95 % intervals where there are enough questions or reruns.",
        f"Line chart: {finding}", "Share of marked parts that are wholly correct, run by run.", figure,
        ("date", "run", "model", "share_correct"),
        tuple((m.date, m.run, m.arm.name, m.arm.score.point) for m in moments),
    ))  # fmt: skip


def token_chart(moments: Sequence[Moment]) -> Chart | None:
    """Return the thinking tokens a part over time."""
    known = [moment for moment in moments if moment.arm.tokens_interval is not None]
    series = _series(known)
    if not series:
        return None
    means = [found.point for m in known if (found := m.arm.tokens_interval)]
    finding = f"Thinking took from {short(min(means))} to {short(max(means))} tokens a part"
    figure, axes = blank(finding, f"n = {plural(len({m.run for m in known}), 'run')}; geometric means")
    for index, (name, mine) in enumerate(series.items()):
        centres = [moment.arm.tokens_interval for moment in mine]
        ends = [(one.low, one.high) if one else (None, None) for one in centres]
        _line(axes, index, name, mine, [one.point if one else math.nan for one in centres], ends)
    axes.set_ylim(bottom=0)
    axes.set_ylabel("thinking tokens a part")
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: short(value)))
    return _finished(axes, known, Chart(
        "history-tokens", finding, "Bars: 95 % intervals of the geometric mean.", f"Line chart: {finding}",
        "Geometric mean of the thinking tokens over a run's parts.", figure,
        ("date", "run", "model", "thinking_tokens"),
        tuple((m.date, m.run, m.arm.name, mean) for m, mean in zip(known, means, strict=True)),
    ))  # fmt: skip


def _series(moments: Sequence[Moment]) -> dict[str, list[Moment]]:
    found: dict[str, list[Moment]] = {}
    for moment in moments:
        found.setdefault(f"{moment.arm.name} ({moment.homework})", []).append(moment)
    return found


def _line(
    axes: Axes,
    index: int,
    name: str,
    mine: Sequence[Moment],
    heights: Sequence[float],
    ends: Sequence[tuple[float | None, float | None]],
) -> None:
    colour = PALETTE[index % len(PALETTE)]
    places = [_day(moment.date) for moment in mine]
    axes.plot(places, heights, marker=SHAPES[index % len(SHAPES)], color=colour,
              linestyle=DASHES[index % len(DASHES)], label=labels([name], 60)[0])  # fmt: skip
    for place, (low, high) in zip(places, ends, strict=True):
        if low is not None and high is not None:
            axes.plot([place, place], [low, high], color=colour, linewidth=1.3, alpha=0.5)


def _day(date: str) -> float:
    """Return days since 1970 of an ISO date and time; 0 where there is none."""
    from datetime import UTC, datetime

    try:
        found = datetime.fromisoformat(date)
    except ValueError:
        return 0.0
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp() / 86_400


def _finished(axes: Axes, moments: Sequence[Moment], chart: Chart) -> Chart:
    days = sorted({_day(moment.date) for moment in moments})
    named = {_day(moment.date): moment.date[:10] for moment in moments}
    shown = days if len(days) <= 8 else [days[round(k * (len(days) - 1) / 7)] for k in range(8)]
    axes.set_xticks(shown, [named[day] for day in shown], rotation=20, ha="right")
    height = inches_high(axes)
    axes.figure.subplots_adjust(bottom=0.85 / height)
    if len(days) == 1:
        axes.set_xlim(days[0] - 1, days[0] + 1)
    axes.legend(frameon=False, labelcolor=INK, fontsize=8.5)
    return chart
