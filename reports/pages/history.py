"""Models and efforts over dated runs: score, tokens, cost, with intervals."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from harness.store import RunFolder
from reports.measured import changes, scores
from reports.measured.efficiency import spent
from reports.measured.lines import share
from reports.measured.material import Material, asked_on, read, units
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
    folder: Path = Path()
    """Of the run."""
    served: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Models, fingerprints and providers that the replies name."""
    changed: str = ""
    """What answered under the same name is another than in the run before; nobody said so."""
    index: float | None = None
    """Share right over the parts that all runs of this model share."""
    shared: int = 0
    """How many parts that are."""


def gather(runs: Path) -> list[Moment]:
    """Return every arm of every marked run under a folder, by date."""
    found = []
    for path in sorted(runs.iterdir()) if runs.is_dir() else []:
        folder = RunFolder(path)
        if (path / "run.json").exists() and folder.verdicts_file.exists():
            found += [replace(moment, folder=path) for moment in _moments(read(folder))]
    return _compared(sorted(found, key=lambda moment: (moment.date, moment.run)))


def unmarked(runs: Path) -> list[str]:
    """Return the names of runs under a folder that no mark was given yet, so that none is missing unsaid."""
    return [
        path.name
        for path in (sorted(runs.iterdir()) if runs.is_dir() else [])
        if (path / "run.json").exists() and not RunFolder(path).verdicts_file.exists()
    ]


def not_marked(names: Sequence[str]) -> str:
    """Return, in words, which runs are left out because they are not marked; nothing where none is."""
    if not names:
        return ""
    few = ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
    return f"Not marked yet, so not shown: {few}."


def _compared(moments: Sequence[Moment]) -> list[Moment]:
    """Return the moments with what changed since the one before of the same arm, and their common index."""
    lines: dict[str, list[Moment]] = {}
    for moment in moments:
        lines.setdefault(moment.arm.name, []).append(moment)
    parts = {name: changes.common([m.arm.units for m in mine]) for name, mine in lines.items()}
    last: dict[str, Moment] = {}
    found = []
    for moment in moments:
        name = moment.arm.name
        before = last.get(name)
        found.append(
            replace(
                moment,
                changed=changes.silent(before.served, moment.served) if before else "",
                index=changes.index(moment.arm.units, parts[name]) if len(lines[name]) > 1 else None,
                shared=len(parts[name]),
            )
        )
        last[name] = moment
    return found


def _moments(material: Material) -> list[Moment]:
    dates = sorted(map(asked_on, material.transcripts))
    rows = units(material)
    sets = sorted({row.question.partition("/")[0] for row in rows})
    count = plural(len({(row.question, row.part) for row in rows}), "part")
    homework = f"{', '.join(sets)}, {count}"
    date = dates[-1] if dates else ""
    return [
        Moment(date, material.name, arm, homework, served=changes.served(material, arm.units))
        for arm in scores.arms(rows)
    ]


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
            "tokens_from": moment.arm.tokens_from,
            "tokens_a_right_part": _a_right_part(moment.arm),
            "cost_a_right_part": _cost_of_right(moment.arm),
            "silent_change": moment.changed,
            "index": moment.index,
            "shared_parts": moment.shared,
        }
        for moment in moments
        for ends in [_ends(moment.arm)]
    ]


def _ends(arm: scores.Arm) -> tuple[float | None, float | None]:
    best = arm.score if arm.score.low is not None else arm.rerun
    return best.low, best.high


HEADS = (
    "date", "run", "model", "homework", "correct", "score", "95 %", "thinking", "a right part", "seconds",
    "cost", "cost a right part", "on shared parts", "silent change",
)  # fmt: skip
TOKENS = ("thinking", "a right part")


def rows(moments: Sequence[Moment]) -> list[list[str]]:
    """Return the history as cells for people."""
    return [
        [
            moment.date[:10] or DASH, moment.run, moment.arm.name, moment.homework,
            _right(moment.arm), percent(moment.arm.score.point) if _telling(moment.arm) else DASH,
            interval(*_ends(moment.arm)) or DASH, _tokens(moment.arm), short(_a_right_part(moment.arm)),
            short(moment.arm.seconds), money(moment.arm.cost, moment.arm.currency),
            money(_cost_of_right(moment.arm), moment.arm.currency),
            f"{percent(moment.index)} of {moment.shared}" if moment.index is not None else DASH,
            moment.changed or DASH,
        ]
        for moment in moments
    ]  # fmt: skip


def _right(arm: scores.Arm) -> str:
    open_ = len(arm.units) - arm.counted
    return f"{arm.correct} of {arm.counted}" + (f", {open_} open" if open_ else "")


def _telling(arm: scores.Arm) -> bool:
    """Whether a percentage says something: not over a handful, nor where most is open."""
    return bool(share(arm.correct, arm.counted, len(arm.units)))


def _a_right_part(arm: scores.Arm) -> float | None:
    """Return the tokens of thinking and answer spent for one right part, wrong ones included."""
    known = [tokens for unit in arm.units if (tokens := spent(unit)) is not None]
    return sum(known) / arm.correct if known and arm.correct else None


def _tokens(arm: scores.Arm) -> str:
    return short(arm.tokens) + (f" ({arm.tokens_from})" if arm.tokens and arm.tokens_from else "")


def _cost_of_right(arm: scores.Arm) -> float | None:
    return arm.cost / arm.correct if arm.cost is not None and arm.correct else None


def write(moments: Sequence[Moment], name: str, folder: Path, left: Sequence[str] = ()) -> Path:
    """Write the history's page and figures, and return the page; ``left`` are the runs nobody marked."""
    writer = Writer(folder)
    writer.assets()
    charts = [chart for chart in (score_chart(moments), token_chart(moments)) if chart is not None]
    for chart in charts:
        save(chart, writer)
    site = Site(name, "Made by homework-harness.", (Page("History", "index.html"),))
    numbers = {*HEADS[4:-1]}
    heads = [
        {
            "text": head,
            "unit": "tokens" if head in ("thinking", "a right part") else "",
            "number": head in numbers,
        }
        for head in HEADS
    ]
    values = {
        "page": {
            "kicker": "History",
            "heading": name,
            "lead": f"{plural(len({m.run for m in moments}), 'marked run')}. Runs on other homework or "
            "with other settings are not comparable; the column says what was asked. "
            f"{not_marked(left)}".rstrip(),
            "charts": charts,
            "table": {
                "caption": "Every model in every run, by date",
                "heads": heads,
                "rows": linked(moments, folder),
                "note": "Dates of recordings and imports are those they state. No percentage is given over "
                "a handful of decided parts, or where most are open; such runs are not in the figures. "
                "A silent change, ringed in the figures, is another model, fingerprint or provider in the "
                "replies than in the run before.",
            },
        }
    }
    return writer.text("index.html", page("history.html", site, "index.html", "History", values))


def linked(moments: Sequence[Moment], folder: Path) -> list[list[Any]]:
    """Return the rows with each run's name as a link to its report, where there is one."""
    found: list[list[Any]] = []
    for moment, cells in zip(moments, rows(moments), strict=True):
        line: list[Any] = list(cells)
        page_ = moment.folder / "report" / "index.html"
        if page_.is_file():
            href = os.path.relpath(page_, folder)
            line[1] = Markup('<a href="{}">{}</a>').format(href, moment.run)
        found.append(line)
    return found


def score_chart(moments: Sequence[Moment]) -> Chart | None:
    """Return the share correct over time, a line a model on the same homework."""
    moments = [m for m in moments if m.date and _telling(m.arm)]
    series = _series(moments)
    if not series:
        return None
    finding = _last_count([mine[-1] for mine in series.values()])
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


def _last_count(ends: Sequence[Moment]) -> str:
    """Return what the newest run says, in a title; lines that ended before it are not counted beside it."""
    newest = max(ends, key=lambda moment: (moment.date, moment.run))
    counted = [m for m in ends if (m.date, m.run) == (newest.date, newest.run)]
    counted.sort(key=lambda moment: -moment.arm.score.point)
    told = [f"{labels([m.arm.name])[0]} {percent(m.arm.score.point)}" for m in counted[:3]]
    equal = len(counted) > 1 and len({m.arm.score.point for m in counted}) == 1
    return f"Right in {newest.run}: {', '.join(told)}" + (", equal" if equal else "")


def token_chart(moments: Sequence[Moment]) -> Chart | None:
    """Return the thinking tokens a part over time."""
    known = _one_scale([m for m in moments if m.date and m.arm.tokens_interval is not None])
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


def _one_scale(moments: Sequence[Moment]) -> list[Moment]:
    """Return the moments whose tokens are counted as most of their line's are: scales are never joined."""
    counted: dict[str, list[str]] = {}
    for moment in moments:
        counted.setdefault(moment.arm.name, []).append(moment.arm.tokens_from)
    most = {name: max(sorted(set(found)), key=found.count) for name, found in counted.items()}
    return [moment for moment in moments if moment.arm.tokens_from == most[moment.arm.name]]


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
    for moment, place, height in zip(mine, places, heights, strict=True):
        if moment.changed:
            axes.plot([place], [height], "o", markersize=15, markerfacecolor="none", markeredgecolor=INK)
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


def _apart(days: list[float]) -> list[float]:
    """Return the days that get a name on the axis: those too near their neighbour stay silent."""
    least = (days[-1] - days[0]) / 12 if len(days) > 1 else 0
    kept = days[:1]
    for day in days[1:]:
        if day - kept[-1] >= max(least, 1):
            kept.append(day)
    return kept


def _finished(axes: Axes, moments: Sequence[Moment], chart: Chart) -> Chart:
    days = _apart(sorted({_day(moment.date) for moment in moments}))
    named = {_day(moment.date): moment.date[:10] for moment in moments}
    shown = days if len(days) <= 8 else [days[round(k * (len(days) - 1) / 7)] for k in range(8)]
    axes.set_xticks(shown, [named[day] for day in shown], rotation=20, ha="right")
    height = inches_high(axes)
    axes.figure.subplots_adjust(bottom=0.85 / height)
    if len(days) == 1:
        axes.set_xlim(days[0] - 1, days[0] + 1)
    count = len(axes.get_legend_handles_labels()[0])
    beneath = 0.85 + 0.22 * count
    whole = axes.get_figure(root=True)
    if whole is not None:
        whole.set_size_inches(whole.get_size_inches()[0], height + 0.22 * count)
    axes.figure.subplots_adjust(bottom=beneath / (height + 0.22 * count))
    axes.figure.legend(
        loc="lower left", bbox_to_anchor=(0.06, 0.0), frameon=False, labelcolor=INK, fontsize=8.5, ncols=1
    )
    return chart
