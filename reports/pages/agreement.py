"""Marks against marks: a person's beside ours, disagreements first and each with its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from harness.records import Conversation
from reports.measured.material import STATUSES, Material, Unit, people, subject
from reports.measured.statistics import Agreement, agreement, confusion
from reports.pages import marks, truthpage
from reports.pages.charts import Chart
from reports.pages.writeup import Places
from reports.typeset import mathematics, prose
from reports.typeset.escape import slug
from reports.typeset.words import DASH, WORDS, interval, percent, plural

PLOTTED = 12
"""Disputes at most whose witness is drawn into a plot."""
SMALL = 30
"""Marks below which the figures are called unsteady."""


def disputes(rows: Sequence[Unit]) -> list[Unit]:
    """Return the units on which a person and the marker differ."""
    return [row for row in rows if row.disputed]


def undecided(rows: Sequence[Unit]) -> list[Unit]:
    """Return the units with a person's mark that the marker leaves to a person."""
    return [row for row in rows if row.people and row.own is None]


def conflicts(rows: Sequence[Unit]) -> list[Unit]:
    """Return the units on which two people differ."""
    return [row for row in rows if row.conflict]


def figures(rows: Sequence[Unit]) -> Agreement | None:
    """Return the agreement of people with the marker over all units both marked, or None without any."""
    both = [row for row in rows if row.human and row.own is not None]
    if not both:
        return None
    human = [row.human or "" for row in both]
    return agreement(human, [row.marker for row in both], [row.question for row in both])


def between(rows: Sequence[Unit]) -> list[tuple[str, str, Agreement]]:
    """Return the agreement of each two people on the units that both marked."""
    marked = [(row, dict(row.people)) for row in rows if len(row.people) > 1]
    names = list(dict.fromkeys(who for _, marks in marked for who in marks))
    found = []
    for one, other in combinations(names, 2):
        both = [(row, m[one], m[other]) for row, m in marked if one in m and other in m]
        if both:
            ours, theirs = [a for _, a, _ in both], [b for _, _, b in both]
            found.append((one, other, agreement(ours, theirs, [row.question for row, *_ in both])))
    return found


def charts(material: Material, rows: Sequence[Unit]) -> dict[tuple[str, str], list[Chart]]:
    """Return, by run key and part, the plots on which a dispute's witness can be shown."""
    found: dict[tuple[str, str], list[Chart]] = {}
    for row in disputes(rows)[:PLOTTED]:
        verdict = material.verdicts.get((row.run_key, row.part))
        marks_given = verdict.targets if verdict is not None else ()
        points = [mark.witness.point for mark in marks_given if mark.witness]
        for number, check in enumerate(material.checks.get((row.question, row.part), ())):
            name = f"dispute-{slug(row.run_key + ' ' + row.part)}-{number + 1}"
            drawn = [chart for point in points[:1] if (chart := truthpage.witnessed(check, point, name))]
            if drawn:
                found.setdefault((row.run_key, row.part), []).extend(drawn)
    return found


def context(
    material: Material, rows: Sequence[Unit], places: Places, plots: Mapping[tuple[str, str], Sequence[Chart]]
) -> dict[str, Any]:
    """Return what agreement.html shows; only for runs that carry a person's marks."""
    open_ = undecided(rows)
    both = [row for row in rows if row.human and row.own is not None]
    differ = disputes(rows)
    found = figures(both)
    return {
        "kicker": "A person's marks beside ours",
        "heading": _heading(len(both), len(differ), len(open_)),
        "lead": "A person's mark is a claim like any other. Where the marks differ, the reference's witness "
        "and the experiment's figures stand below, so that you can judge for yourself.",
        "numbers": _numbers(found) if found else [],
        "caveat": _caveat(both, found) if found else "",
        "matrix": _matrix(both) if both else None,
        "undecided": [_listed(material, row, places) for row in open_],
        "disputes": [_dispute(material, row, places, plots) for row in differ],
        "agreed": [_listed(material, row, places) for row in both if row.human == row.marker],
        "between": _between(rows),
        "conflicts": [_listed(material, row, places) for row in conflicts(rows)],
    }


def _between(rows: Sequence[Unit]) -> dict[str, Any] | None:
    found = between(rows)
    if not found:
        return None
    heads = [{"text": text, "unit": unit, "number": number} for text, unit, number in (
        ("Who", "", False), ("parts", "both marked", True), ("agree", "", True),
        ("Cohen's κ", "", True), ("Gwet's AC1", "", True))]  # fmt: skip
    lines = [
        [f"{one} and {other}", str(f.n), percent(f.raw.point), _two(f.kappa), _two(f.ac1)]
        for one, other, f in found
    ]
    return {"caption": "People against each other", "heads": heads, "rows": lines, "note": ""}


def _two(value: float | None) -> str:
    return DASH if value is None else f"{value:.2f}"


def _listed(material: Material, row: Unit, places: Places) -> dict[str, Any]:
    standing = people(material, material.transcripts[row.transcript], row.part)
    return {
        "where": f"{row.question.rpartition('/')[2]} ({row.part})",
        "href": "../" + places.evaluation.get((row.run_key, row.part), ""),
        "status": row.status,
        "reason": prose.inline(row.reason[: marks.REASON]),
        "marks": [
            {"who": one.by, "mark": one.mark, "remark": prose.inline(one.reason) if one.reason else ""}
            for one in standing
            if one.mark
        ],
    }


def _heading(both: int, differ: int, left: int) -> str:
    if not both:
        return f"{plural(left, 'part')} marked by a person, none by the marker"
    if not differ:
        return f"Both agree on all {plural(both, 'part')}" if both > 1 else "Both agree"
    return f"{plural(differ, 'disagreement')} in {plural(both, 'marked part')}"


def _numbers(found: Agreement) -> list[dict[str, str]]:
    raw = f"{percent(found.raw.point)}"
    spread = (
        f"95 %: {found.kappa_low:.2f} to {found.kappa_high:.2f}"
        if found.kappa_low is not None and found.kappa_high is not None
        else ""
    )
    return [
        {
            "term": "raw agreement",
            "value": raw,
            "says": f"95 %: {interval(found.raw.low, found.raw.high)}, n = {found.n}",
        },
        {"term": "Cohen's κ", "value": _two(found.kappa), "says": spread},
        {"term": "Gwet's AC1", "value": _two(found.ac1), "says": ""},
    ]


def _caveat(both: Sequence[Unit], found: Agreement) -> str:
    told = []
    if found.n < SMALL:
        told.append(
            f"With {plural(found.n, 'mark')} every figure here is unsteady; the list below says more."
        )
    commonest = max(sum(row.human == status for row in both) for status in STATUSES)
    if commonest > 0.9 * len(both):
        told.append("One mark makes up nearly all of the person's, which pulls κ to 0 however both agree; "
                    "AC1 does not suffer from that.")  # fmt: skip
    return " ".join(told)


def _matrix(both: Sequence[Unit]) -> dict[str, Any]:
    table = confusion([row.human or "" for row in both], [row.marker for row in both])
    order = [status for status in STATUSES if status in table.labels]
    place = {label: i for i, label in enumerate(table.labels)}
    used = [
        status for status in order if any(table.counts[i][place[status]] for i in range(len(table.labels)))
    ]
    given = [status for status in order if any(table.counts[place[status]])]
    heads = [{"text": "person's mark", "unit": "", "number": False}]
    heads += [{"text": WORDS[status], "unit": "ours", "number": True} for status in used]
    lines = [[WORDS[s], *[str(table.counts[place[s]][place[o]]) for o in used]] for s in given]
    return {
        "caption": "Confusion matrix: the person's mark down, ours across",
        "heads": heads,
        "rows": lines,
        "note": "",
    }


def _dispute(
    material: Material, row: Unit, places: Places, plots: Mapping[tuple[str, str], Sequence[Chart]]
) -> dict[str, Any]:
    transcript = material.transcripts[row.transcript]
    talk: Conversation = transcript.conversation
    verdict = material.verdicts.get((row.run_key, row.part))
    answer = material.answers.get((subject(talk), row.part))
    found = marks.context(row, verdict, answer, people(material, transcript, row.part))
    checks = material.checks.get((row.question, row.part), ())
    question = material.questions.get(row.question)
    part = next((p for p in question.parts if p.label == row.part), None) if question else None
    return {
        **found,
        "anchor": f"d-{slug(row.run_key + row.part)}",
        "title": f"{question.title if question else row.question} ({row.part})",
        "arm": row.arm,
        "asked": prose.render(part.text if part else talk.turns[row.turn].text),
        "claim": marks.claimed(verdict.claim.text) if verdict is not None and verdict.claim else "",
        "reference": mathematics.formula(answer.latex, display=True) if answer and answer.latex else "",
        "checks": [truthpage.experiment(check) for check in checks],
        "charts": list(plots.get((row.run_key, row.part)) or plots.get((row.question, row.part), ())),
        "href": "../" + places.evaluation.get((row.run_key, row.part), ""),
        "truth_href": _truth(row, places) if answer else "",
        "summary": _summary(row, found),
        "told": any(target["witness"] for target in found["targets"]),
    }


def _truth(row: Unit, places: Places) -> str:
    page = places.truth.get(row.question, "").removeprefix("pages/")
    return f"{page}#{truthpage.anchor(row.question, row.part)}" if page else ""


def _summary(row: Unit, found: Mapping[str, Any]) -> Any:
    """Return the one line that decides: a witness, else a false step, else the reason."""
    witnesses = [target["witness"] for target in found["targets"] if target["witness"]]
    steps = [step["why"] or step["says"] for step in found["false_steps"]]
    return (witnesses or steps or [prose.inline(row.reason)])[0]
