"""One part's mark as the page shows it: the verdict, its evidence, and the person's mark beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from harness.records import Answer, Expected, Reviewed, TargetMark, Verdict
from reports.measured.material import Unit
from reports.typeset import mathematics, prose
from reports.typeset.escape import slug
from reports.typeset.prose import Mark

OPINION = 300
"""Characters of a judge's quote that a page shows."""
REASON = 600


def anchor(unit: Unit) -> str:
    """Return the id of a unit's evaluation on its page."""
    return f"p-{slug(unit.part)}-{unit.sample}-{slug(unit.run_key)[-8:]}"


def context(
    unit: Unit,
    verdict: Verdict | None,
    answer: Answer | None,
    standing: Sequence[Reviewed] = (),
    several: bool = False,
) -> dict[str, Any]:
    """Return what mark.html shows of one unit; links are added by the caller."""
    return {
        "part": unit.part,
        "named": several,
        "anchor": anchor(unit),
        "status": unit.status,
        "marker": unit.marker,
        "by": decider(unit.by),
        "reason": said(_reason(unit, verdict)),
        "targets": _targets(verdict, answer),
        "checkpoints": _checkpoints(verdict, answer),
        "false_steps": _false_steps(verdict, answer),
        "opinions": _opinions(verdict, answer),
        "people": people(unit, standing, answer),
        "truth": "",
        "strip": "",
    }


def shown(part: str, verdict: Verdict, answer: Answer | None) -> dict[str, Any]:
    """Return what mark.html shows of a verdict by itself, without the run around it."""
    marks: list[Verdict | TargetMark] = [verdict, *verdict.targets]
    reason = _once(verdict.reason[:REASON], *(mark.witness.says for mark in marks if mark.witness))
    return {
        "part": part,
        "named": False,
        "anchor": "verdict",
        "status": verdict.status,
        "marker": verdict.status,
        "by": "by the marker",
        "reason": said(reason),
        "targets": _targets(verdict, answer),
        "checkpoints": _checkpoints(verdict, answer),
        "false_steps": _false_steps(verdict, answer),
        "opinions": _opinions(verdict, answer),
        "people": [],
        "truth": "",
        "strip": "",
    }


def people_told(standing: Sequence[Reviewed]) -> list[dict[str, Any]]:
    """Return what people said of a part, each as they said it."""
    return [
        {
            "who": one.by or "A person",
            "mark": one.mark or "unsupported",
            "given": bool(one.mark),
            "remark": prose.inline(one.reason) if one.reason else "",
        }
        for one in standing
        if one.mark or one.reason
    ]


def _reason(unit: Unit, verdict: Verdict | None) -> str:
    """Return why, less what the witness below says better."""
    marks: list[Verdict | TargetMark] = [verdict, *verdict.targets] if verdict is not None else []
    return _once(unit.reason[:REASON], *(mark.witness.says for mark in marks if mark.witness))


def decider(by: str) -> str:
    """Return who decided, in words; nothing for the marker, who usually does.

    >>> decider("person:the TA"), decider("judge:kimi:k2"), decider("marker")
    ('by the TA', 'by the judge kimi:k2', '')
    """
    kind, _, name = by.partition(":")
    return {"person": f"by {name}", "judge": f"by the judge {name}"}.get(kind, "")


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
    return [_target(row, truths, verdict.reason) for row in rows]


def _whole(verdict: Verdict, answer: Answer | None) -> tuple[TargetMark, ...]:
    if verdict.claim is None and verdict.witness is None and not verdict.evidence:
        return ()
    name = answer.expected[0].target.name if answer and len(answer.expected) == 1 else "answer"
    return (
        TargetMark(name, verdict.status, verdict.claim, verdict.method, verdict.evidence, verdict.witness),
    )


def _target(row: TargetMark, truths: Mapping[str, Expected], told: str) -> dict[str, Any]:
    truth = truths.get(row.target)
    expected = row.expected or (truth.value if truth else "")
    options = truth.target.options if truth else None
    evidence = _once(row.evidence or row.reason, told, row.witness.says if row.witness else "")
    return {
        "name": (truth.target.asks if truth and truth.target.asks else row.target) or "answer",
        "status": row.status,
        "claim": claimed(row.claim.text) if row.claim else "",
        "prominence": TAKEN.get(row.claim.prominence, row.claim.prominence) if row.claim else "",
        "expected": true_value(expected, options) if expected else "",
        "evidence": said(evidence[:REASON]),
        "witness": witness(row, options) if row.witness else "",
    }


TAKEN = {
    "boxed": "in a box",
    "heading": "under a heading",
    "cue": "announced as the answer",
    "target": "given for this name",
    "option": "an option chosen",
    "last": "the last thing claimed",
    "anywhere": "found in the text",
}
"""Why a claim counts as final, in words."""


def _once(text: str, *told: str) -> str:
    """Return what the text says that the page does not say anyway."""
    for other in filter(None, told):
        if _bare(text) in _bare(other):
            return ""
        text = text.replace(other, "").strip(" :;,–")
    return text


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def true_value(text: str, options: Mapping[str, Any] | None = None) -> Any:
    """Return an expected value typeset, codes of a choice replaced by their words."""
    choices = (options or {}).get("choices")
    if not isinstance(choices, dict):
        return mathematics.value(text)
    if text in choices:
        return prose.inline(worded(choices[text]))
    named = re.compile(r"\\text\{(" + "|".join(map(re.escape, choices)) + r")\}")
    return mathematics.formula(named.sub(lambda found: _as_tex(worded(choices[found[1]])), text))


def _as_tex(words: str) -> str:
    return words if words.startswith("\\") else f"\\text{{{words}}}"


def claimed(text: str) -> Any:
    """Return a claim typeset: a formula as one, a sentence with its formulas in place."""
    line = " ".join(text.replace("**", "").split())
    return prose.inline(line) if "$" in text else mathematics.value(line)


_RUN = re.compile(
    r"(?:[A-Za-z0-9)\]]+[_^])?\\[A-Za-z]+(?:\{[^{}]{0,80}\}|[_^]\{[^{}]{0,80}\}|[_^]\\?[A-Za-z0-9]+"
    r"|\\[A-Za-z]+|[0-9]|\s*[=<>+*/-]\s*(?=\\|[A-Za-z0-9]\b))*"
)


def said(text: str) -> Any:
    """Return a sentence of the marker's, LaTeX that it quotes without delimiters typeset."""
    return prose.inline(
        text if "$" in text else _RUN.sub(lambda found: f"${found[0].strip()}$ ", text).strip()
    )


def witness(row: TargetMark | Verdict, options: Mapping[str, Any] | None = None) -> Any:
    """Return the witness in one sentence, with the word of its second evaluation."""
    if row.witness is None:
        return ""
    confirmed = " (confirmed by a second evaluation in high precision)" if row.witness.confirmed else ""
    choices = (options or {}).get("choices")
    if isinstance(choices, dict) and row.witness.claimed in choices and row.witness.expected in choices:
        spots = ", ".join(f"${letters(name)} = {value}$" for name, value in row.witness.point.items())
        stated, true = (worded(choices[key]) for key in (row.witness.claimed, row.witness.expected))
        return prose.inline(
            f"At {spots} the reply says “{stated}”, and it is “{true}”{confirmed}"[: 2 * REASON]
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


def worded(spellings: Any) -> str:
    """Return an option in words: the first of its spellings."""
    return str(spellings[0]) if isinstance(spellings, list | tuple) and spellings else str(spellings)


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
            "evidence": said((row.evidence or row.reason)[:REASON]) if row.status == "correct" else "",
        }
        for row in (verdict.checkpoints if verdict is not None else ())
    ]


def _opinions(verdict: Verdict | None, answer: Answer | None) -> list[dict[str, Any]]:
    """Return what judges said, line by line; their words are shown as text and never as markup."""
    if verdict is None or not verdict.opinions:
        return []
    names = _rubric(answer)
    return [
        {
            "who": one.by,
            "line": said(names.get(one.name, one.name)),
            "says": one.says.replace("_", " "),
            "quote": one.quote[:OPINION],
            "fate": "counts" if one.counts else one.why or "does not count",
            "overruled": one.overruled,
        }
        for one in verdict.opinions
    ]


def _false_steps(verdict: Verdict | None, answer: Answer | None) -> list[dict[str, Any]]:
    known = {step.name: step for step in answer.false_steps} if answer else {}
    rows = []
    for row in verdict.false_steps if verdict is not None else ():
        step = known.get(row.target)
        why = row.reason or (step.witness if step else "") or (row.witness.says if row.witness else "")
        says = step.says if step else row.target
        rows.append({"says": prose.inline(says), "why": said(why[:REASON])})
    return rows


def people(unit: Unit, standing: Sequence[Reviewed], answer: Answer | None) -> list[dict[str, Any]]:
    """Return what each person said of the part: mark, reason, boxes ticked."""
    says = _rubric(answer)
    return [
        {
            "who": one.by or "A person",
            "mark": one.mark or "unsupported",
            "given": bool(one.mark),
            "decides": unit.by == f"person:{one.by}",
            "agrees": not one.mark or unit.own is None or one.mark == unit.marker,
            "remark": prose.inline(one.reason) if one.reason else "",
            "ticks": [
                {"on": on, "says": prose.inline(says.get(name, name))} for name, on in one.ticks.items()
            ],
            "blind": one.blind,
            "when": one.when[:10],
            "href": "",
        }
        for one in standing
        if one.mark or one.reason or one.ticks
    ]


def _rubric(answer: Answer | None) -> dict[str, str]:
    """Return the sentence of each checkpoint and false step, by name."""
    if answer is None:
        return {}
    points = {point.name: point.says for point in answer.checkpoints}
    return points | {step.name: step.says for step in answer.false_steps}
