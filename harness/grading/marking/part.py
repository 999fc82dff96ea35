"""One part's mark: each target's final claim held against the truth, and what that makes of the part."""

from __future__ import annotations

from dataclasses import replace

from harness.errors import internal
from harness.grading.claims.reader import Reader, reader_of
from harness.grading.marking import checkpoints
from harness.grading.marking.asked import target_marks
from harness.grading.marking.combine import combine, undecided
from harness.grading.marking.lone_formula import formula_mark
from harness.grading.marking.targets import known_words, scope_of
from harness.grading.page.sections import Range, last_label_end, ranges
from harness.maths.arithmetic.evaluate import Purse
from harness.records import Answer, TargetMark, Verdict

ANNOUNCED = frozenset(("boxed", "heading", "cue", "correction"))
"""Prominences of what a reply announces as its answer."""
WORK = 40_000
"""Steps of evaluation that all claims of one part may take together; the dearest reply known took 7,000."""


def mark(answer: Answer, response: str, *, part: str = "", labels: tuple[str, ...] = ()) -> Verdict:
    """Return the verdict on ``response`` as an answer to the part that ``answer`` belongs to.

    ``part`` and ``labels`` say which part is meant and which parts the reply covers; with several,
    only that part's sections are read. Any text is allowed and nothing in it is evaluated as code;
    the work is bounded by limits on length, never by timers. Only the reply is marked, not the
    reasoning before it.
    """
    try:
        scope = scope_of(answer)
        with Purse(WORK):
            if len(labels) < 2 and (lone := formula_mark(answer, response, scope)) is not None:
                return combine([lone], answer, part)
            return mark_reader(answer, reader_of(response, known_words(answer)), part, labels)
    except RecursionError:
        return undecided("the reply is nested too deeply to be read")
    except Exception as error:
        return undecided(internal(error))


def mark_reader(answer: Answer, reader: Reader, part: str = "", labels: tuple[str, ...] = ()) -> Verdict:
    """Return the verdict on a reply that has been cut into units already."""
    scope = scope_of(answer)
    found = ranges(reader.page, part, labels)
    marks = target_marks(answer, reader, found, scope)
    if found and len(labels) < 2 and all(m.status == "no_answer" for m in marks) and reader.units:
        whole = ((reader.units[0].start, reader.units[-1].end),)
        marks = target_marks(answer, reader, whole, scope) if whole != found else marks
    verdict = _with_checkpoints(marks, answer, reader, found, part)
    if not (part and reader.units):
        return verdict
    if len(labels) > 1:
        return _untold(verdict, reader, found)
    return verdict if verdict.correct else _in_doubt(verdict, answer, reader, found, part)


def _untold(verdict: Verdict, reader: Reader, found: tuple[Range, ...]) -> Verdict:
    """Return the verdict on one of several parts, left open where no label tells which is answered where.

    Then the whole reply has been read, and what was found there may be the answer to another part. A
    claim that names its target is none of another's.
    """
    whole = ((reader.units[0].start, reader.units[-1].end),)
    claims = [m.claim for m in verdict.targets if m.claim is not None]
    if found != whole or not claims or all(claim.prominence == "target" for claim in claims):
        return verdict
    reason = f"the reply does not label its parts, so this may answer another one: {verdict.reason}"
    return replace(undecided(reason), question=verdict.question, part=verdict.part, targets=verdict.targets)


def _with_checkpoints(
    marks: list[TargetMark], answer: Answer, reader: Reader, found: tuple[Range, ...], part: str
) -> Verdict:
    verdict = combine(marks, answer, part)
    if answer.checkpoints or answer.false_steps:
        verdict = checkpoints.apply(verdict, answer, reader, found, scope_of(answer))
    return verdict


def _in_doubt(
    verdict: Verdict, answer: Answer, reader: Reader, found: tuple[Range, ...], part: str
) -> Verdict:
    """Return the verdict on a reply to one part whose labels may be a list of its own.

    What the whole reply announces behind its last label is its answer; what is right only in another
    label's section is left open.
    """
    whole = ((reader.units[0].start, reader.units[-1].end),)
    if found == whole:
        return verdict
    other = _with_checkpoints(
        target_marks(answer, reader, whole, scope_of(answer)), answer, reader, whole, part
    )
    if not other.correct:
        return verdict
    last = max((m.claim.start for m in other.targets if m.claim is not None), default=-1)
    announced = all(m.claim is None or m.claim.prominence in ANNOUNCED for m in other.targets)
    if announced and last >= last_label_end(reader.page, part):
        return other
    reason = (
        f"the labels may be a list of its own: under ({part}) {verdict.reason}; read as a whole it is right"
    )
    return replace(
        undecided(reason), question=answer.question, part=part or answer.part, targets=verdict.targets
    )
