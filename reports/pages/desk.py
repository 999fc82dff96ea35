"""The pages of ``harness view``: all runs at a glance, and one part at a time to be marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from harness.records import Answer, Question, Reviewed, Transcript, Verdict
from reports.measured.anchors import hung
from reports.measured.claims import RELATIONS
from reports.measured.lines import Line
from reports.measured.queues import QUEUES
from reports.measured.statistics import agreement
from reports.measured.traits import TRAITS
from reports.pages import marks
from reports.pages.site import LIVE, Page, Site, environment, page
from reports.typeset import mathematics, prose
from reports.typeset.escape import shorten
from reports.typeset.prose import Mark
from reports.typeset.words import DASH, SHAPES, WORDS, money, percent, plural, short

KEYS = (
    ("1", "correct"), ("2", "partial"), ("3", "incorrect"), ("4", "no_answer"), ("0", "open"),
)  # fmt: skip
SNIPPETS = 12
SITE = Site("Runs", "On this machine only. Marks are kept in reviews.jsonl beside each run.", (), "./")


def runs(lines: Sequence[Line], writing: str) -> str:
    """Return the list of runs."""
    tables = [{"run": name, "rows": [row(line) for line in mine]} for name, mine in _by_run(lines).items()]
    values = {
        "page": {
            "kicker": "harness view",
            "heading": "Runs",
            "lead": f"{plural(len(tables), 'run')}, newest first; the list follows what is written.",
            "tables": tables,
        },
        "writing": writing,
        "policy": LIVE,
    }
    return page("runs.html", SITE, "index.html", "Runs", values)


def body(lines: Sequence[Line]) -> str:
    """Return the table rows of one run, to be put in place of those the page shows."""
    template = environment().get_template("run-rows.html")
    return template.render(rows=[row(line) for line in lines])


def _by_run(lines: Sequence[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in sorted(lines, key=lambda line: line.when, reverse=True):
        found.setdefault(line.run, []).append(line)
    return found


def row(line: Line) -> dict[str, Any]:
    """Return one line of the list as its template shows it."""
    share = line.correct / line.decided if line.decided else None
    return {
        "run": line.run, "model": line.model, "homework": line.homework, "date": line.date,
        "score": line.score, "coverage": line.coverage, "when": line.when,
        "share": -1.0 if share is None else share,
        "tokens": short(line.tokens), "tokens_number": line.tokens or 0,
        "cost": money(line.cost, line.currency), "cost_number": line.cost or 0,
        "state": line.state, "going": line.state == "asking",
        "asked": line.progress,
        "done": line.asked, "wanted": max(line.wanted, line.asked), "left": line.left, "report": line.report,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """One part of one transcript on the desk, with all that is known of it."""

    run: str
    transcript: Transcript
    turn: int
    part: str
    verdict: Verdict | None
    answer: Answer | None
    question: Question | None
    standing: tuple[Reviewed, ...]
    who: str
    blind: bool
    queue: str
    at: int
    """Place in the queue, from 0."""
    of: int
    left: int
    links: Mapping[str, str]
    """next, previous, following, and one a queue."""
    snippets: tuple[str, ...]
    writing: str

    @property
    def own(self) -> Reviewed | None:
        """Where the person at the desk stands."""
        return next((one for one in self.standing if one.by == self.who), None)

    @property
    def hidden(self) -> bool:
        """Whether what others say is still hidden."""
        return self.blind and not (self.own and self.own.mark)


def review(sheet: Sheet) -> str:
    """Return the page on which one part is marked."""
    talk = sheet.transcript.conversation
    asked = talk.turns[sheet.turn]
    replies = sheet.transcript.replies
    reply = replies[sheet.turn] if sheet.turn < len(replies) else None
    answer, thinking = (reply.answer, reply.reasoning) if reply else ("", "")
    shown = [one for one in sheet.standing if one.by == sheet.who or not sheet.hidden]
    claimed = [] if sheet.hidden or sheet.verdict is None else marks.in_place([sheet.verdict])
    title = sheet.question.title if sheet.question else talk.question
    own = sheet.own
    here = {
        "kicker": f"{sheet.run} · {sheet.transcript.model}"
        + (f" · {sheet.transcript.effort}" if sheet.transcript.effort else "")
        + (f" · sample {sheet.transcript.sample}" if sheet.transcript.sample else ""),
        "heading": f"{title} ({sheet.part})",
        "lead": f"{sheet.at + 1} of {sheet.of}, {QUEUES[sheet.queue]}; {sheet.left} without your mark",
        "problem": prose.render(asked.text, _spots(shown, sheet.turn, "problem", asked.text)),
        "thinking": thinking and prose.plain(thinking, _spots(shown, sheet.turn, "thinking", thinking)),
        "thinking_words": plural(len(thinking.split()), "word"),
        "answer": prose.render(answer, [*claimed, *_spots(shown, sheet.turn, "answer", answer)]),
        "reference": mathematics.formula(sheet.answer.latex, display=True)
        if sheet.answer and sheet.answer.latex
        else "",
        "mark": None if sheet.hidden else _mark(sheet),
        "notes": [_note(note, one.by, one.by == sheet.who) for one in shown for note in one.notes],
        "people": marks.people_told([one for one in shown if one.by != sheet.who]),
        "rubric": _rubric(sheet.answer, own),
        "own": own or Reviewed(sheet.transcript.run_key, sheet.part, sheet.who),
        "choices": [
            {"key": key, "mark": mark, "says": "leave open" if mark == "open" else WORDS[mark],
             "shape": SHAPES.get(mark, "–"), "on": (own.mark if own else "") == mark}
            for key, mark in KEYS
        ],
        "queues": [
            {"name": name, "says": says, "href": sheet.links[f"queue {name}"], "here": name == sheet.queue}
            for name, says in QUEUES.items()
        ],
        "measures": [(name, trait.words) for name, trait in TRAITS.items()],
        "relations": [(sign, words) for sign, (_, words) in RELATIONS.items()],
    }  # fmt: skip
    values = {"page": here, "sheet": sheet, "writing": sheet.writing, "policy": LIVE}
    return page("review.html", SITE, f"review/{sheet.run}", f"Review {sheet.run}", values)


def empty(run: str, queue: str, links: Mapping[str, str]) -> str:
    """Return the page of a queue with nothing in it."""
    here = {
        "kicker": run,
        "heading": "Nothing here",
        "lead": f"No part of this run is in the queue “{QUEUES[queue]}”.",
        "queues": [
            {"says": says, "href": links[name], "here": name == queue} for name, says in QUEUES.items()
        ],
    }
    return page("empty.html", SITE, f"review/{run}", f"Review {run}", {"page": here, "policy": LIVE})


def _spots(standing: Sequence[Reviewed], turn: int, where: str, text: str) -> list[Mark]:
    notes = [note for one in standing for note in one.notes if note.turn == turn and note.where == where]
    return [Mark(*spot, "note") for note in notes if (spot := hung(text, note))]


def _note(note: Any, who: str, own: bool) -> dict[str, Any]:
    told = ""
    if note.measured is not None:
        trait = TRAITS.get(note.measured.measure)
        relation = RELATIONS.get(note.measured.relation)
        if trait and relation:
            told = f"to be measured: {trait.words} {relation[1]} {note.measured.value:g}"
    return {
        "id": note.id, "who": who, "says": prose.inline(note.says), "quote": shorten(note.quote, 90),
        "where": note.where, "outcome": "", "finding": "", "told": told, "own": own,
    }  # fmt: skip


def _mark(sheet: Sheet) -> dict[str, Any] | None:
    if sheet.verdict is None:
        return None
    return marks.shown(sheet.part, sheet.verdict, sheet.answer)


def _rubric(answer: Answer | None, own: Reviewed | None) -> list[dict[str, Any]]:
    if answer is None:
        return []
    ticks = own.ticks if own else {}
    rows = [(point.name, point.says, False) for point in answer.checkpoints]
    rows += [(step.name, step.says, True) for step in answer.false_steps]
    return [
        {"name": name, "says": prose.inline(says), "false": false, "on": ticks.get(name, False)}
        for name, says, false in rows
    ]


def conflicts(run: str, found: Sequence[Mapping[str, Any]], marked: Sequence[Mapping[str, str]]) -> str:
    """Return the page of parts on which people differ; ``marked`` is who gave which mark, part by part."""
    names = list(dict.fromkeys(who for marks_ in marked for who in marks_))
    lines = []
    for one, other in combinations(names, 2):
        both = [(m[one], m[other]) for m in marked if one in m and other in m]
        if both:
            ours, theirs = zip(*both, strict=True)
            told = agreement(ours, theirs, ["" for _ in both])
            lines.append([
                f"{one} and {other}", str(told.n), percent(told.raw.point),
                *(DASH if v is None else f"{v:.2f}" for v in (told.kappa, told.ac1)),
            ])  # fmt: skip
    heads = [{"text": text, "unit": "", "number": place > 0} for place, text in enumerate(
        ("Who", "parts both marked", "agree", "Cohen's κ", "Gwet's AC1"))]  # fmt: skip
    table = {"caption": "People against each other", "heads": heads, "rows": lines, "note": ""}
    values = {
        "page": {
            "kicker": run,
            "heading": f"{plural(len(found), 'conflict')} between people",
            "lead": "Parts that two people marked differently, to be settled by talking: "
            "whoever changes their mind marks the part again.",
            "table": table if lines else None,
            "found": found,
        },
        "policy": LIVE,
    }
    pages = (Page("Runs", "./"), Page("Review", f"review/{run}?queue=disputed"))
    site = Site("Runs", SITE.footer, pages, "./")
    return page("conflicts.html", site, f"conflicts/{run}", "Conflicts", values)


def snippets(reasons: Sequence[str]) -> tuple[str, ...]:
    """Return one person's own remarks to use again, the commonest first."""
    counts: dict[str, int] = {}
    for reason in filter(None, (reason.strip() for reason in reasons)):
        counts[reason] = counts.get(reason, 0) + 1
    return tuple(sorted(counts, key=lambda text: -counts[text])[:SNIPPETS])
