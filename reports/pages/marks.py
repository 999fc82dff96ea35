"""One part's mark as the page shows it: the verdict, its evidence, and the person's mark beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from harness.records import Answer, TargetMark, Transcript, Verdict
from reports.measured.material import Unit, human_mark
from reports.typeset import mathematics, prose
from reports.typeset.escape import slug
from reports.typeset.prose import Mark

REASON = 600


def anchor(unit: Unit) -> str:
    """Return the id of a unit's evaluation on its page."""
    return f"p-{slug(unit.part)}-{unit.sample}-{slug(unit.run_key)[-8:]}"


def context(
    unit: Unit, verdict: Verdict | None, answer: Answer | None, transcript: Transcript, several: bool
) -> dict[str, Any]:
    """Return what mark.html shows of one unit; links are added by the caller."""
    return {
        "part": unit.part,
        "named": several,
        "anchor": anchor(unit),
        "status": unit.status,
        "reason": prose.inline(unit.reason[:REASON]),
        "targets": _targets(verdict, answer),
        "checkpoints": _checkpoints(verdict, answer),
        "false_steps": _false_steps(verdict, answer),
        "human": _human(unit, transcript),
        "truth": "",
        "strip": "",
    }


def in_place(verdicts: Sequence[Verdict]) -> list[Mark]:
    """Return the stretches of a reply that its verdicts rest on, false steps among them."""
    found: set[Mark] = set()
    for verdict in verdicts:
        steps = {Mark(s.claim.start, s.claim.end, "false-step") for s in verdict.false_steps if s.claim}
        claims = [verdict.claim, *(mark.claim for mark in verdict.targets)]
        found |= steps | {Mark(c.start, c.end) for c in claims if c is not None}
    return sorted(found)


def _targets(verdict: Verdict | None, answer: Answer | None) -> list[dict[str, Any]]:
    if verdict is None:
        return []
    rows = verdict.targets or _whole(verdict, answer)
    truths = {e.target.name: e for e in answer.expected} if answer else {}
    return [_target(row, truths) for row in rows]


def _whole(verdict: Verdict, answer: Answer | None) -> tuple[TargetMark, ...]:
    if verdict.claim is None and verdict.witness is None and not verdict.evidence:
        return ()
    name = answer.expected[0].target.name if answer and len(answer.expected) == 1 else "answer"
    return (
        TargetMark(name, verdict.status, verdict.claim, verdict.method, verdict.evidence, verdict.witness),
    )


def _target(row: TargetMark, truths: Mapping[str, Any]) -> dict[str, Any]:
    truth = truths.get(row.target)
    expected = row.expected or (truth.value if truth else "")
    evidence = row.evidence or row.reason
    return {
        "name": (truth.target.asks if truth and truth.target.asks else row.target) or "answer",
        "status": row.status,
        "claim": claimed(row.claim.text) if row.claim else "",
        "prominence": row.claim.prominence if row.claim else "",
        "expected": mathematics.value(expected) if expected else "",
        "evidence": prose.inline(evidence[:REASON]),
        "witness": witness(row, truth.target.options if truth else None) if row.witness else "",
    }


def claimed(text: str) -> Any:
    """Return a claim typeset: a formula as one, a sentence with its formulas in place."""
    line = " ".join(text.replace("**", "").split())
    return prose.inline(line) if "$" in text else mathematics.value(line)


def witness(row: TargetMark | Verdict, options: Mapping[str, Any] | None = None) -> Any:
    """Return the witness in one sentence, with the word of its second evaluation."""
    if row.witness is None:
        return ""
    confirmed = " (confirmed by a second evaluation in high precision)" if row.witness.confirmed else ""
    choices = (options or {}).get("choices")
    if isinstance(choices, dict) and row.witness.claimed in choices and row.witness.expected in choices:
        spots = ", ".join(f"${letters(name)} = {value}$" for name, value in row.witness.point.items())
        said, true = (_choice(choices[key]) for key in (row.witness.claimed, row.witness.expected))
        return prose.inline(
            f"At {spots} the reply says “{said}”, and it is “{true}”{confirmed}"[: 2 * REASON]
        )
    return prose.inline(_typeset(row.witness.says[:REASON], row.witness.point) + confirmed)


def _typeset(says: str, point: Mapping[str, str]) -> str:
    """Return the sentence with the names of its point as mathematics.

    >>> _typeset("eta = 2 at sigma_l = 1 is outside", {"eta": "2", "sigma_l": "1"})
    '$\\\\eta = 2$ at $\\\\sigma_{l} = 1$ is outside'
    """
    if "$" in says or not point:
        return says
    names = "|".join(sorted(map(re.escape, point), key=len, reverse=True))
    spot = re.compile(rf"(?<![\w\\])({names})(?![\w(\[{{^])( = -?[0-9][0-9.e+-]*[0-9]|(?: = -?[0-9]))?")
    return spot.sub(lambda found: f"${letters(found[1])}{found[2] or ''}$", says)


def _choice(spellings: Any) -> str:
    """Return the longest spelling of an option, which says most."""
    return (
        max(map(str, spellings), key=len)
        if isinstance(spellings, list | tuple) and spellings
        else str(spellings)
    )


def letters(name: str) -> str:
    """Return a canonical name as LaTeX.

    >>> letters("sigma_l"), letters("eta"), letters("n")
    ('\\\\sigma_{l}', '\\\\eta', 'n')
    """
    head, _, below = name.partition("_")
    shown = f"\\{head}" if len(head) > 1 and head.isalpha() else head
    return f"{shown}_{{{below}}}" if below else shown


def _checkpoints(verdict: Verdict | None, answer: Answer | None) -> list[dict[str, Any]]:
    says = {point.name: point.says for point in answer.checkpoints} if answer else {}
    return [
        {
            "met": row.status == "correct",
            "says": prose.inline(says.get(row.target, row.target)),
            "evidence": prose.inline((row.evidence or row.reason)[:REASON])
            if row.status == "correct"
            else "",
        }
        for row in (verdict.checkpoints if verdict is not None else ())
    ]


def _false_steps(verdict: Verdict | None, answer: Answer | None) -> list[dict[str, Any]]:
    known = {step.name: step for step in answer.false_steps} if answer else {}
    rows = []
    for row in verdict.false_steps if verdict is not None else ():
        step = known.get(row.target)
        why = row.reason or (step.witness if step else "") or (row.witness.says if row.witness else "")
        says = step.says if step else row.target
        rows.append({"says": prose.inline(says), "why": prose.inline(why[:REASON])})
    return rows


def _human(unit: Unit, transcript: Transcript) -> dict[str, Any] | None:
    mark = human_mark(transcript, unit.part)
    if mark is None:
        return None
    return {
        "who": mark.marker or "A person",
        "mark": mark.mark if mark.mark in ("correct", "incorrect", "partial") else "unsupported",
        "agrees": mark.mark == unit.status or unit.score is None,
        "remark": prose.inline(mark.remark) if mark.remark else "",
        "href": "",
    }
