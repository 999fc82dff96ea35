"""A report from its material: which pages, tables and figures are written, in which order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reports.measured import groups, scores, tables
from reports.measured.efforts import best
from reports.measured.material import Material, Unit, units
from reports.pages import (
    agreement,
    beside,
    budgets,
    efficiency,
    figures,
    latex,
    markdown,
    overview,
    strips,
    summary,
    truthpage,
    writeup,
)
from reports.pages.charts import Chart, save
from reports.pages.site import Page, Site, Writer, page
from reports.typeset.escape import slug

FORMATS = ("html", "md", "csv", "json", "parquet", "tex")
"""What is written by default; ``pdf`` needs a browser."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a report came to."""

    folder: Path
    files: tuple[Path, ...]
    units: tuple[Unit, ...]
    arms: tuple[scores.Arm, ...]
    summary: dict[str, Any]


def write(material: Material, folder: Path, formats: Collection[str] = FORMATS) -> Written:
    """Write the report under ``folder`` and return what it came to."""
    rows = units(material)
    arms = scores.arms(rows)
    made = summary.summary(material, rows, arms, summary.load(folder))
    writer = Writer(folder)
    if "csv" in formats:
        writer.text("scores.csv", tables.scores(rows))
        if grouped := [one.cells for one in groups.groups(rows, material.questions)]:
            writer.text("groups.csv", tables.csv_text(groups.HEADS, grouped))
    if "md" in formats:
        writer.text("report.md", markdown.text(material, rows, arms))
    if "tex" in formats:
        writer.text("tables.tex", latex.text(material, rows, arms))
    if "json" in formats:
        writer.text("summary.json", summary.text(made))
    if "parquet" in formats:
        _parquet(material, rows, writer)
    if "html" in formats or "pdf" in formats:
        _pages(material, rows, arms, made, writer)
    return Written(folder, tuple(writer.written), tuple(rows), tuple(arms), made)


def _parquet(material: Material, rows: Sequence[Unit], writer: Writer) -> None:
    from reports.measured import frames

    for name, table in frames.tables(material, rows).items():
        writer.data(f"{name}.parquet", frames.parquet(table))


def _pages(
    material: Material, rows: Sequence[Unit], arms: Sequence[scores.Arm], made: dict[str, Any], writer: Writer
) -> None:
    tops = sorted({path.name for path in writer.written if path.parent == writer.folder})
    site = _site(material, rows)
    writer.assets()
    drawn = _charts(material, arms)
    plots = truthpage.charts(material)
    plots |= agreement.charts(material, rows)
    for chart in [*drawn.values(), *(chart for charts in plots.values() for chart in charts)]:
        save(chart, writer)
    truths = truthpage.addresses(material)
    places = writeup.write(material, site, rows, writer, _links(material, rows, truths))
    places.truth.update(truths)
    strips.write(material, site, rows, places, writer)
    contexts: dict[str, Callable[[], dict[str, Any]]] = {
        "efficiency": lambda: efficiency.context(
            material, arms, [c for n, c in drawn.items() if n != _first_figure(arms)]
        ),
        "agreement": lambda: agreement.context(material, rows, places, plots),
    }
    for name, make in contexts.items():
        here = f"pages/{name}.html"
        if any(found.href == here for found in site.pages):
            values = make()
            writer.text(here, page(f"{name}.html", site, here, values["heading"], {"page": values}))
    for here, values in beside.pages(material, rows, places):
        writer.text(here, page("beside.html", site, here, values["heading"], {"page": values}))
    for here, values in truthpage.pages(material, plots):
        writer.text(here, page("truth.html", site, here, values["heading"], {"page": values}))
    home = overview.context(material, rows, arms, places, tops)
    for here, values in overview.paged(home):
        writer.text(here, page("grid.html", site, here, values["heading"], {"page": values}))
    home["figures"] = [drawn[first]] if (first := _first_figure(arms)) in drawn else []
    home["since"] = summary.since_context(made["since"])
    home["alerts"] = _alerts(material, rows)
    writer.text("index.html", page("overview.html", site, "index.html", "Overview", {"page": home}))


def _first_figure(arms: Sequence[scores.Arm]) -> str:
    """Return which figure the overview shows: accuracy against effort says nothing of a single model."""
    return "accuracy" if len(arms) > 1 else "effort-by-part"


def _charts(material: Material, arms: Sequence[scores.Arm]) -> dict[str, Chart]:
    found = (
        figures.accuracy_against_effort(arms) if len(arms) > 1 else None,
        figures.effort_by_part(arms),
        figures.under_a_cap(arms),
        budgets.under_real_limits(arms),
        figures.price_of_a_pass(arms),
        figures.tails(arms, material.profiles),
    )
    return {chart.name: chart for chart in found if chart is not None}


def _site(material: Material, rows: Sequence[Unit]) -> Site:
    groups = writeup.shown(rows)
    paged = {(group.arm, group.question) for group in groups}
    thinking = next(
        (r.question for r in rows if (r.arm, r.question) in paged and _has_thinking(material, r)), None
    )
    pages = [Page("Overview", "index.html")]
    if groups:
        pages.append(Page("Write-ups", writeup.address(groups[0], 0)))
    if any(row.people for row in rows):
        pages.append(Page("Person and marker", "pages/agreement.html"))
    if thinking:
        pages.append(Page("Reasoning", strips.address(thinking)))
    if compared := beside.shown(rows):
        pages.append(Page("Side by side", beside.address(compared[0])))
    if best(rows) is not None:
        pages.append(Page("Efficiency", "pages/efficiency.html"))
    if material.answers:
        pages.append(Page("Truth", "pages/truth.html"))
    return Site(
        material.name,
        "Made by homework-harness. Every figure and mark can be made again offline.",
        tuple(pages),
    )


def _has_thinking(material: Material, row: Unit) -> bool:
    profile = material.profiles.get((row.run_key, row.part))
    return profile is not None and profile.thinking_chars > 0


def _links(material: Material, rows: Sequence[Unit], truths: Mapping[str, str]) -> dict[str, str]:
    """Return the addresses a write-up links to, relative to the folder of pages."""
    links = {"agreement": "agreement.html"} if any(row.people for row in rows) else {}
    for question, part in {(row.question, row.part) for row in rows}:
        if (question, part) in material.answers:
            href = truths[question].removeprefix("pages/")
            links[f"truth {question} {part}"] = f"{href}#{truthpage.anchor(question, part)}"
    for row in rows:
        if _has_thinking(material, row):
            href = f"{strips.address(row.question).removeprefix('pages/')}#part-{slug(row.part)}"
            links[f"strip {row.question} {row.part}"] = href
    return links


def _alerts(material: Material, rows: Sequence[Unit]) -> list[dict[str, str]]:
    found = []
    differ = agreement.disputes(rows)
    if differ:
        where = ", ".join(f"{r.question.rpartition('/')[2]} ({r.part})" for r in differ[:8]) + (
            ", …" if len(differ) > 8 else ""
        )
        found.append({"kind": "dispute", "text": f"A person's mark and ours differ on {where}",
                      "href": "pages/agreement.html", "link": "See the evidence"})  # fmt: skip
    refuted = [c for checks in material.checks.values() for c in checks if not c.passed]
    if refuted:
        text = f"{len(refuted)} experiments refute an answer of the reference; its marks do not count."
        found.append({"kind": "warning", "text": text, "href": "pages/truth.html", "link": "See the truth"})
    if any(t.origin.get("condensed") for t in material.transcripts if t.origin):
        text = (
            "Condensed recording: answers are retold in other words; counts are of the original where stated."
        )
        found.append({"kind": "note", "text": text, "href": "", "link": ""})
    return found
