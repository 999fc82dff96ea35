"""report.md: the run on one page that reads well on a code host."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from harness.records import Verdict
from reports.measured.material import STATUSES, Material, Unit, people, reply_to
from reports.measured.scores import Arm
from reports.typeset.escape import fence, markdown_cell
from reports.typeset.words import DASH, SHAPES, WORDS, interval, money, number, percent, plural, short

FULL = 60
"""Answers quoted in full at most; the pages hold all of them."""
QUOTED = 6_000


def text(material: Material, rows: Sequence[Unit], arms: Sequence[Arm]) -> str:
    """Return the report as Markdown."""
    lines = [f"# {markdown_cell(material.name)}", "", _opening(material, rows), ""]
    lines += [*_arms(arms), "", *_grid(rows, arms), ""]
    lines += _answers(material, rows)
    return "\n".join(lines).rstrip() + "\n"


def _opening(material: Material, rows: Sequence[Unit]) -> str:
    versions = sorted({verdict.marker_version for verdict in material.verdicts.values()} - {""})
    marked = f", marked by version {', '.join(map(markdown_cell, versions))}" if versions else ""
    count = plural(len({(row.question, row.part) for row in rows}), "part")
    return f"{plural(len(material.transcripts), 'transcript')}, {count}{marked}."


def _arms(arms: Sequence[Arm]) -> Iterator[str]:
    yield "| model | correct | score | 95 % | finished | tokens | words of thought | seconds | cost |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    for arm in arms:
        cells = [
            markdown_cell(arm.name), f"{arm.correct} of {arm.counted}", percent(arm.score.point),
            interval(arm.score.low, arm.score.high) or DASH, percent(arm.completion.point), short(arm.tokens),
            short(arm.words), short(arm.seconds), markdown_cell(money(arm.cost, arm.currency)),
        ]  # fmt: skip
        yield "| " + " | ".join(cells) + " |"
    notes = {arm.note for arm in arms if arm.note}
    yield from ["", *sorted(notes)] if notes else []


def _grid(rows: Sequence[Unit], arms: Sequence[Arm]) -> Iterator[str]:
    yield "## Marks"
    yield ""
    yield "| part | " + " | ".join(markdown_cell(arm.name) for arm in arms) + " |"
    yield "|---|" + "---|" * len(arms)
    cells: dict[tuple[str, str], dict[str, list[Unit]]] = {}
    for row in rows:
        cells.setdefault((row.question, row.part), {}).setdefault(row.arm, []).append(row)
    for (question, part), found in cells.items():
        shown = [_cell(found.get(arm.name, [])) for arm in arms]
        yield f"| {markdown_cell(question)} ({markdown_cell(part)}) | " + " | ".join(shown) + " |"
    yield ""
    yield "Key: " + ", ".join(f"{SHAPES[status]} {WORDS[status]}" for status in STATUSES) + "."


def _cell(units: Sequence[Unit]) -> str:
    if not units:
        return ""
    if len(units) == 1:
        return f"{SHAPES[units[0].status]} {WORDS[units[0].status]}"
    counts = {status: sum(u.status == status for u in units) for status in STATUSES}
    return " ".join(f"{SHAPES[status]} {count}/{len(units)}" for status, count in counts.items() if count)


def _answers(material: Material, rows: Sequence[Unit]) -> Iterator[str]:
    yield "## Answers"
    for row in rows[:FULL]:
        yield from _answer(material, row)
    if len(rows) > FULL:
        yield f"\n{plural(len(rows) - FULL, 'further answer')} on the pages and in scores.csv."


def _answer(material: Material, row: Unit) -> Iterator[str]:
    transcript = material.transcripts[row.transcript]
    turn = transcript.conversation.turns[row.turn]
    reply = reply_to(transcript, row.turn)
    again = f", sample {row.sample}" if row.sample else ""
    where = f"{markdown_cell(row.question)} ({markdown_cell(row.part)})"
    yield f"\n### {where} – {markdown_cell(row.arm)}{again}\n"
    yield "<details><summary>Problem as sent</summary>\n"
    yield fence(turn.text[:QUOTED], "text") + "\n\n</details>\n"
    if spent := _spent(row):
        yield f"*{spent}.*\n"
    yield fence(reply.answer[:QUOTED], "text") if reply else "No answer came back."
    yield f"\n**Evaluation: {SHAPES[row.status]} {WORDS[row.status]}.** {markdown_cell(row.reason, 400)}"
    verdict = material.verdicts.get((row.run_key, row.part))
    yield from (f"\n- {line}" for line in _evidence(verdict))
    for one in people(material, transcript, row.part):
        told = f" – {markdown_cell(one.reason, 600)}" if one.reason else ""
        marked = f" marked it **{markdown_cell(one.mark)}**" if one.mark else ""
        yield f"\n> {markdown_cell(one.by)}{marked}{told}"
        for note in one.notes:
            at = f" on “{markdown_cell(note.quote, 120)}”" if note.quote else ""
            yield f"\n> - {markdown_cell(note.says, 600)}{at}"


def _spent(row: Unit) -> str:
    found = []
    if row.seconds is not None:
        found.append(f"thought for {number(row.seconds)} s")
    if row.thinking_words:
        found.append(f"{row.thinking_words:,} words of thought")
    if row.thinking_tokens:
        found.append(f"{row.thinking_tokens:,} thinking tokens")
    return ", ".join(found)


def _evidence(verdict: Verdict | None) -> Iterator[str]:
    if verdict is None:
        return
    if verdict.claim is not None:
        yield f"claim: {markdown_cell(verdict.claim.text, 300)}"
    if verdict.evidence:
        yield f"evidence: {markdown_cell(verdict.evidence, 400)}"
    if verdict.witness is not None:
        yield f"witness: {markdown_cell(verdict.witness.says, 400)}"
    for step in verdict.false_steps:
        yield f"false step: {markdown_cell(step.target)} {markdown_cell(step.reason, 300)}"
