"""The truth page: each part's reference answer, how it was derived, and what its experiments saw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from matplotlib.axes import Axes

from harness.records import Answer, Check, Json, Symbol
from reports.measured.material import Material
from reports.pages.charts import DASHES, INK, LINE, PALETTE, QUIET, WITNESS, Chart, blank, wrap
from reports.typeset import mathematics, prose
from reports.typeset.escape import shorten, slug
from reports.typeset.words import plural

PER_PAGE = 100
"""Questions on a page of the truth at most; it goes on in further pages."""
NEAR = 0.03
"""Edges nearer than this share of the axis are drawn once more, enlarged."""
POINTS = 2_000
LINES = 7


def anchor(question: str, part: str) -> str:
    """Return the id of a part on the truth page."""
    return f"truth-{slug(question + ' ' + part)}"


def charts(material: Material) -> dict[tuple[str, str], list[Chart]]:
    """Return the plots of the experiments, by question and part."""
    found: dict[tuple[str, str], list[Chart]] = {}
    for (question, part), checks in material.checks.items():
        for number, check in enumerate(checks):
            chart = plot(check, f"truth-{slug(question + ' ' + part)}-{number + 1}")
            if chart is not None:
                found.setdefault((question, part), []).append(chart)
    return found


def plot(check: Check, name: str, spot: float | None = None) -> Chart | None:
    """Return the curves of an experiment, or None where it has none that can be drawn.

    ``spot`` is where, on the horizontal axis, a witness stands.
    """
    xs, lines = _series(check.series)
    if not lines:
        return None
    finding = _title(check)
    figure, axes = blank(finding, _count(check, finding, len(xs)), height=3.9)
    for index, (label, ys) in enumerate(lines.items()):
        axes.plot(xs, ys, color=PALETTE[index % len(PALETTE)], linestyle=DASHES[index % len(DASHES)],
                  label=shorten(label, 48))  # fmt: skip
    figure.subplots_adjust(left=0.11)
    marks = _marks(check.series)
    width = max(xs) - min(xs)
    for place, (label, at) in enumerate(marks):
        near = sum(abs(at - other) < NEAR * width for _, other in marks[:place])
        axes.axvline(at, color=LINE, linewidth=1.2, zorder=0)
        axes.annotate(
            shorten(label, 30), (at, 1 - 0.34 * near), xycoords=("data", "axes fraction"), fontsize=8,
            color=QUIET, rotation=90, ha="right", va="top",
        )  # fmt: skip
    _near_by(axes, xs, lines, [at for _, at in marks])
    if spot is not None:
        axes.axvline(spot, color=WITNESS, linewidth=1.6, linestyle=(0, (4, 2)))
        axes.annotate(f"witness: {spot:.4g}", (spot, 0.55), xycoords=("data", "axes fraction"), fontsize=9,
                      color=WITNESS, xytext=(5, 0), textcoords="offset points")  # fmt: skip
    axes.set_xlabel(shorten(str(check.series.get("x_label", "")), 60))
    axes.set_ylabel(wrap(str(check.series.get("y_label", "")), 36))
    if check.series.get("y_scale") == "log" or _spans_decades(lines):
        axes.set_yscale("log")
    if len(lines) > 1:
        axes.legend(frameon=False, labelcolor=INK, fontsize=8.5)
    rows = tuple((label, x, y) for label, ys in lines.items() for x, y in zip(xs, ys, strict=False))
    caption = check.experiment
    return Chart(name, finding, caption, f"Plot: {finding}", "", figure, ("line", "x", "y"), rows)


def _near_by(
    axes: Axes, xs: Sequence[float], lines: Mapping[str, Sequence[float]], marks: Sequence[float]
) -> None:
    """Draw, enlarged in a corner, where two edges lie too near each other to be told apart."""
    width = max(xs) - min(xs)
    ordered = sorted(at for at in marks if min(xs) < at < max(xs))
    close = [(a, b) for a, b in pairwise(ordered) if 0 < b - a < NEAR * width]
    if not close:
        return
    low, high = close[0]
    gap = high - low
    inside = axes.inset_axes((0.38, 0.16, 0.34, 0.42))
    for index, ys in enumerate(lines.values()):
        pairs = [(x, y) for x, y in zip(xs, ys, strict=False) if low - gap <= x <= high + gap]
        inside.plot([x for x, _ in pairs], [y for _, y in pairs], color=PALETTE[index % len(PALETTE)],
                    linestyle=DASHES[index % len(DASHES)], linewidth=1.4)  # fmt: skip
    for at in (low, high):
        inside.axvline(at, color=LINE, linewidth=1.2, zorder=0)
    inside.set_xticks([low, high], [f"{low:.5g}", f"{high:.5g}"], fontsize=7)
    inside.tick_params(axis="y", labelsize=7)
    inside.set_title("enlarged", fontsize=8, color=QUIET, pad=3)
    inside.set_facecolor("none")
    inside.grid(visible=False)


def witnessed(check: Check, point: Mapping[str, str], name: str) -> Chart | None:
    """Return the experiment's plot with the witness on it, or None where it does not lie on these curves."""
    variable, at = check.series.get("variable"), check.series.get("at", {})
    if not isinstance(variable, str) or variable not in point or not isinstance(at, dict):
        return None
    values = {key: _number(text) for key, text in point.items()}
    same = all(_close(values[key], at.get(key)) for key in values if key != variable)
    spot = values[variable]
    xs, _ = _series(check.series)
    if not same or spot is None or not xs or not min(xs) <= spot <= max(xs):
        return None
    return plot(check, name, spot)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _close(value: float | None, given: Json) -> bool:
    return value is not None and isinstance(given, int | float) and abs(value - given) <= 1e-6 * abs(given)


def _marks(series: Mapping[str, Json]) -> list[tuple[str, float]]:
    found = series.get("marks")
    if not isinstance(found, dict):
        return []
    return [(str(k), float(v)) for k, v in list(found.items())[:6] if isinstance(v, int | float)]


def _count(check: Check, finding: str, points: int) -> str:
    told = f"n = {plural(points, 'point')} a curve"
    return told if finding.lower() == check.experiment.lower() else f"{told}; {check.experiment}"


def _title(check: Check) -> str:
    """Return what the plot shows: the finding, or the trial where that only says that nothing was refuted."""
    stated = check.series.get("title")
    if check.passed and isinstance(stated, str) and stated:
        return stated
    plain = not check.finding or check.finding.startswith(("no counter-example", "claim and experiment"))
    told = check.experiment if plain else check.finding
    return told[:1].upper() + told[1:]


def _series(series: Mapping[str, Json]) -> tuple[list[float], dict[str, list[float]]]:
    raw, lines = series.get("x"), series.get("lines")
    if not isinstance(raw, list) or not isinstance(lines, dict) or not all(map(_numeric, raw)):
        return [], {}
    xs = [float(x) for x in raw[:POINTS] if isinstance(x, int | float)]
    drawn = {
        str(name): [float(y) if isinstance(y, int | float) else float("nan") for y in ys[: len(xs)]]
        for name, ys in list(lines.items())[:LINES]
        if isinstance(ys, list) and len(ys) >= len(xs)
    }
    return xs, drawn


def _numeric(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _spans_decades(lines: Mapping[str, Sequence[float]]) -> bool:
    positive = [y for ys in lines.values() for y in ys if y > 0]
    every = [y for ys in lines.values() for y in ys if y == y]
    return bool(positive) and len(positive) == len(every) and max(positive) > 1e4 * min(positive)


def addresses(material: Material) -> dict[str, str]:
    """Return question → the page of the truth it stands on."""
    names = list(dict.fromkeys(subject for subject, _ in material.answers if "#" not in subject))
    return {name: _address(place // PER_PAGE) for place, name in enumerate(names)}


def _address(number: int) -> str:
    return f"pages/truth-{number + 1}.html" if number else "pages/truth.html"


def pages(
    material: Material, plots: Mapping[tuple[str, str], Sequence[Chart]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield address and context of each page of the truth."""
    by_question: dict[str, list[Answer]] = {}
    for (subject, _), answer in material.answers.items():
        if "#" not in subject:
            by_question.setdefault(subject, []).append(answer)
    checks = [check for found in material.checks.values() for check in found]
    lead = _lead(len(material.answers), len(checks), sum(not check.passed for check in checks))
    names = list(by_question)
    count = -(-len(names) // PER_PAGE)
    for number in range(count):
        mine = names[number * PER_PAGE : (number + 1) * PER_PAGE]
        yield (
            _address(number),
            {
                "kicker": "Reference",
                "heading": "Truth" + (f", page {number + 1} of {count}" if count > 1 else ""),
                "lead": lead,
                "others": [
                    {
                        "href": _address(other).removeprefix("pages/"),
                        "title": f"{other + 1}",
                        "here": other == number,
                    }
                    for other in (range(count) if count > 1 else ())
                ],
                "questions": [
                    {
                        "id": question,
                        "anchor": slug(question),
                        "title": found.title if (found := material.questions.get(question)) else question,
                        "parts": [_part(material, answer, plots) for answer in by_question[question]],
                    }
                    for question in mine
                ],
            },
        )


def _lead(answers: int, checks: int, refuted: int) -> str:
    told = f"{plural(answers, 'answer')}, derived from the questions' own parameters"
    if not checks:
        return told + ". The experiments were not run for this report."
    if refuted:
        return f"{told}; {plural(checks, 'experiment')}, of which {refuted} refuted an answer."
    return f"{told}; {plural(checks, 'experiment')} that could have refuted them, and none did."


def _part(
    material: Material, answer: Answer, plots: Mapping[tuple[str, str], Sequence[Chart]]
) -> dict[str, Any]:
    question = material.questions.get(answer.question)
    part = next((p for p in question.parts if p.label == answer.part), None) if question else None
    key = (answer.question, answer.part)
    return {
        "label": answer.part,
        "anchor": anchor(answer.question, answer.part),
        "text": prose.render(part.text) if part else "",
        "answer": mathematics.formula(answer.latex, display=True) if answer.latex else "",
        "expected": [
            {
                "name": e.target.asks or e.target.name,
                "value": mathematics.value(e.value),
                "kind": e.target.kind,
                "note": prose.inline(e.note) if e.note else "",
            }
            for e in answer.expected
            if len(answer.expected) > 1 or e.note or not answer.latex
        ],
        "derivation": prose.render(answer.derivation) if answer.derivation else "",
        "symbols": ", ".join(_symbol(symbol) for symbol in answer.symbols),
        "checkpoints": [prose.inline(point.says) for point in answer.checkpoints],
        "false_steps": [
            {"says": prose.inline(step.says), "witness": prose.inline(step.witness)}
            for step in answer.false_steps
        ],
        "checks": [experiment(check) for check in material.checks.get(key, ())],
        "charts": list(plots.get(key, ())),
    }


def experiment(check: Check) -> dict[str, Any]:
    """Return what a page shows of one experiment."""
    return {
        "passed": check.passed,
        "what": prose.inline(check.experiment),
        "finding": prose.inline(check.finding) if check.finding else "",
        "figures": [
            {"name": name.replace("_", " "), "value": _figure(value)} for name, value in check.figures.items()
        ],
    }


def _figure(value: Json) -> str:
    if isinstance(value, float):
        return f"{value:.6g}"
    return shorten(str(value), 160)


def _symbol(symbol: Symbol) -> str:
    shape = " × ".join(symbol.shape)
    return " ".join(filter(None, [symbol.name, f"({symbol.kind}", shape])) + ")"
