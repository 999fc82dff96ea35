"""One part's mark: each target's final claim held against the truth, and what that makes of the part."""

from __future__ import annotations

from dataclasses import replace

from harness.errors import internal
from harness.grading.claims.final import leading, mark_of, naming, row
from harness.grading.claims.reader import Found, Reader, reader_of
from harness.grading.claims.records import claim_of
from harness.grading.claims.search import Asked, Finals, Search
from harness.grading.kinds import traits
from harness.grading.language.naming import TargetNames, target_names
from harness.grading.marking import checkpoints
from harness.grading.marking.branched import branched, named_by_cases
from harness.grading.marking.combine import combine, undecided
from harness.grading.marking.deciding import Deciding
from harness.grading.marking.lone_formula import formula_mark
from harness.grading.marking.targets import known_words, names_of_targets, scope_of
from harness.grading.marking.worded import worded
from harness.grading.page.runs import pieces
from harness.grading.page.sections import Range, last_label_end, ranges
from harness.maths.parsing.scope import Scope
from harness.records import Answer, Expected, TargetMark, Verdict

ANNOUNCED = frozenset(("boxed", "heading", "cue", "correction"))
"""Prominences of what a reply announces as its answer."""


def mark(answer: Answer, response: str, *, part: str = "", labels: tuple[str, ...] = ()) -> Verdict:
    """Return the verdict on ``response`` as an answer to the part that ``answer`` belongs to.

    ``part`` and ``labels`` say which part is meant and which parts the reply covers; with several,
    only that part's sections are read. Any text is allowed and nothing in it is evaluated as code;
    the work is bounded by limits on length, never by timers. Only the reply is marked, not the
    reasoning before it.
    """
    try:
        scope = scope_of(answer)
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
    if len(labels) < 2 and part and reader.units and not verdict.correct:
        return _in_doubt(verdict, answer, reader, found, part)
    return verdict


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


# ------------------------------------------------------------------------ one target


def target_marks(answer: Answer, reader: Reader, found: tuple[Range, ...], scope: Scope) -> list[TargetMark]:
    """Return the marks of all targets of a part, in order."""
    expected = answer.expected
    asked = names_of_targets(expected)
    marks = [
        _together(one, expected, asked, reader, found, scope)
        or _target_mark(one, own, reader, found, scope, len(expected) > 1)
        for one, own in zip(expected, asked, strict=True)
    ]
    if len(expected) > 1:
        marks = named_by_cases(marks, expected, reader, found, scope)
    if len(expected) > 1 and all(m.status == "no_answer" for m in marks):
        listed = _by_order(expected, reader, found, scope)
        marks = listed or marks
    return marks


def _together(
    expected: Expected,
    family: tuple[Expected, ...],
    asked: tuple[TargetNames, ...],
    reader: Reader,
    found: tuple[Range, ...],
    scope: Scope,
) -> TargetMark | None:
    """Return the mark of a target that is right only together with others; None for any other target."""
    wanted = expected.target.options.get("together")
    if not isinstance(wanted, list | tuple):
        return None
    texts: list[str] = []
    claims: list[Found] = []
    for name in map(str, wanted):
        own = next(
            (n for e, n in zip(family, asked, strict=True) if e.target.name == name), target_names((name,))
        )
        one = next((e for e in family if e.target.name == name), expected)
        final = naming(_asked(one, own, reader, found, scope, True))
        if final is None:
            reason = f"nothing is claimed about {name}"
            return TargetMark(expected.target.name, "no_answer", reason=reason, expected=expected.value)
        value = final.values[-1]
        texts.append(f"{name} = {reader.flat[value.start : value.end].strip()}")
        claims.append(final)
    shown = next((c for c, n in zip(claims, wanted) if n == expected.target.name), claims[0])
    claim = claim_of(reader, shown.start, shown.end, expected.target.name, "=", shown.prominence)
    return Deciding(expected, reader, scope).settle_text(", ".join(texts), claim)


def _target_mark(
    expected: Expected,
    own: TargetNames,
    reader: Reader,
    found: tuple[Range, ...],
    scope: Scope,
    named_only: bool,
) -> TargetMark:
    like = traits(expected)
    if like.branches:
        return branched(expected, reader, found, scope, named_only)
    if like.words:
        return worded(expected, reader, found, scope, named_only)
    asked = _asked(expected, own, reader, found, scope, named_only)
    if asked.search.units:
        return mark_of(asked)
    return TargetMark(expected.target.name, "no_answer", reason="nothing is claimed", expected=expected.value)


def _asked(
    expected: Expected,
    own: TargetNames,
    reader: Reader,
    found: tuple[Range, ...],
    scope: Scope,
    named_only: bool,
) -> Asked:
    """Return what is looked for, with the search and the decisions for it."""
    like = traits(expected)
    search = Search(reader, own, found, named_only)
    search.valued_only = like.value
    search.ranged_only = like.ranged
    search.saying.conditions = like.condition
    deciding = Deciding(expected, reader, scope, bounds=like.scalar)
    search.general = deciding.lettered
    return Asked(expected, search, deciding)


def _by_order(
    expected: tuple[Expected, ...], reader: Reader, found: tuple[Range, ...], scope: Scope
) -> list[TargetMark]:
    """Return the marks of a final list without names, taken in the order asked; [] where there is none."""
    asked = _asked(expected[0], target_names(()), reader, found, scope, False)
    first = leading(asked) if asked.search.units else None
    if first is None:
        return []
    claims = row(asked, first)
    if len(claims) == len(expected):
        return [Deciding(e, reader, scope).settle(Finals((c,))) for e, c in zip(expected, claims)]
    side = first.values[-1]
    start, end = side.start, side.end
    opening = 6 if reader.flat.startswith("\\left", start) else 1
    if reader.flat[start + opening - 1] in "([" and reader.flat[end - 1] in ")]":
        closing = 7 if reader.flat.startswith("\\right", end - 7) else 1
        start, end = start + opening, end - closing
    parts = pieces(reader.flat, start, end)
    if len(parts) != len(expected):
        return []
    return [
        Deciding(e, reader, scope).settle_text(
            reader.flat[low:high], claim_of(reader, low, high, e.target.name, "", first.prominence)
        )
        for e, (low, high) in zip(expected, parts)
    ]
