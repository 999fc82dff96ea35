"""What a part asks for, target by target: each target's final claim held against the truth."""

from __future__ import annotations

import re
from dataclasses import replace

from harness.grading.claims.final import leading, mark_of, naming, row
from harness.grading.claims.labelled import Family
from harness.grading.claims.reader import Found, Reader
from harness.grading.claims.records import claim_of
from harness.grading.claims.search import Asked, Finals, Search
from harness.grading.kinds import traits
from harness.grading.language.naming import TargetNames, target_names
from harness.grading.marking.branched import branched, named_by_cases
from harness.grading.marking.deciding import Deciding
from harness.grading.marking.targets import families_of, names_of_targets
from harness.grading.marking.worded import worded
from harness.grading.page.runs import pieces
from harness.grading.page.sections import Range, ranges
from harness.maths.parsing.scope import Scope
from harness.records import Answer, Expected, Target, TargetMark

_RELATION = re.compile(r"[=<>≤≥≈]|\\(?:le|ge|leq|geq|lt|gt|approx)(?![A-Za-z])")
_SPACE = re.compile(r"\s+|\\[,;!]")


def target_marks(answer: Answer, reader: Reader, found: tuple[Range, ...], scope: Scope) -> list[TargetMark]:
    """Return the marks of all targets of a part, in order."""
    expected = answer.expected
    asked = names_of_targets(expected)
    families = families_of(expected, asked)
    marks = [
        _together(one, expected, asked, reader, found, scope)
        or _of_part(one, expected, reader, found, scope)
        or _target_mark(one, own, reader, found, scope, family, _beside(one, expected))
        for one, own, family in zip(expected, asked, families, strict=True)
    ]
    if len(expected) > 1:
        marks = named_by_cases(marks, expected, reader, found, scope)
        ends = [m for m, e in zip(marks, expected, strict=True) if traits(e).scalar and m.status == "correct"]
        marks = [_own(m, e, ends) for m, e in zip(marks, expected, strict=True)]
    missing = sum(m.status == "no_answer" for m in marks)
    if len(expected) > 1 and missing:
        listed = _by_order(expected, reader, found, scope, named=missing < len(marks))
        return listed or marks
    return marks


def _own(mark: TargetMark, expected: Expected, ends: list[TargetMark]) -> TargetMark:
    """Return the mark of a range, left open where all that was read is what another target rightly has.

    Of a range and its upper end, ``so η < 2/L`` may be the end alone.
    """
    claim = mark.claim
    if mark.status != "incorrect" or claim is None or not traits(expected).ranged:
        return mark
    for other in ends:
        if other.claim is not None and _last(other.claim.text) == _last(claim.text):
            reason = f"what was read is what {other.target} is; nothing else was found"
            return replace(mark, status="unsupported", reason=reason, witness=None)
    return mark


def _last(text: str) -> str:
    """Return the last side of a claim without what changes nothing."""
    side = _RELATION.split(text)[-1]
    return _SPACE.sub("", side.replace("dfrac", "frac").replace("tfrac", "frac")).strip("$.,;*")


def _of_part(
    expected: Expected, family: tuple[Expected, ...], reader: Reader, found: tuple[Range, ...], scope: Scope
) -> TargetMark | None:
    """Return the mark of a target that a labelled part of the reply answers; None for any other target."""
    label = expected.target.options.get("label")
    if not isinstance(label, str) or not reader.units:
        return None
    labels = tuple(str(one.target.options.get("label", "")) for one in family)
    own = ranges(reader.page, label, labels)
    if own and own == ((reader.units[0].start, reader.units[-1].end),):
        return TargetMark(expected.target.name, "no_answer", reason="no label tells which part is which")
    return _target_mark(expected, target_names(()), reader, own, scope, None)


def _beside(expected: Expected, family: tuple[Expected, ...]) -> tuple[Target, ...] | None:
    """Return the targets in words that are asked beside one; None for the only one of a part."""
    others = tuple(e.target for e in family if e is not expected and traits(e).words)
    return others if len(family) > 1 else None


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
    family: Family | None,
    beside: tuple[Target, ...] | None = None,
) -> TargetMark:
    like = traits(expected)
    if like.branches:
        return branched(expected, reader, found, scope, beside)
    if like.words:
        return worded(expected, reader, found, scope, beside)
    asked = _asked(expected, own, reader, found, scope, family is not None)
    asked.search.family = family if like.scalar else None
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
    expected: tuple[Expected, ...], reader: Reader, found: tuple[Range, ...], scope: Scope, named: bool
) -> list[TargetMark]:
    """Return the marks of a final list, taken in the order asked; [] where there is none.

    ``named``: only of one that has the names of the targets on its left, ``(x, y) = (2, 3)``.
    """
    asked = _asked(expected[0], target_names(()), reader, found, scope, False)
    first = leading(asked) if asked.search.units else None
    if first is None:
        return []
    places = _named_order(expected, reader.flat, first)
    claims = [] if named else row(asked, first)
    if named and not places:
        return []
    if len(claims) == len(expected):
        return [Deciding(e, reader, scope).settle(Finals((c,))) for e, c in zip(expected, claims)]
    side = first.values[-1]
    parts = _inside(reader.flat, side.start, side.end)
    if len(parts) != len(expected):
        return []
    return [
        Deciding(e, reader, scope).settle_text(
            reader.flat[low:high], claim_of(reader, low, high, e.target.name, "", first.prominence)
        )
        for e, (low, high) in zip(expected, (parts[n] for n in places or range(len(parts))))
    ]


def _named_order(expected: tuple[Expected, ...], flat: str, first: Found) -> list[int]:
    """Return which value of a list is whose by the names on its left, ``(y, x) = (3, 2)``; [] without."""
    side = first.statement.sides[0]
    called = [flat[low:high].strip() for low, high in _inside(flat, side.start, side.end)]
    asked = names_of_targets(expected)
    found = [next((n for n, one in enumerate(called) if own.match(one) == 2), -1) for own in asked]
    return found if sorted(found) == list(range(len(expected))) else []


def _inside(flat: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the parts between the commas of a list, which brackets may stand around."""
    opening = 6 if flat.startswith("\\left", start) else 1
    if flat[start + opening - 1] in "([" and flat[end - 1] in ")]":
        closing = 7 if flat.startswith("\\right", end - 7) else 1
        start, end = start + opening, end - closing
    return pieces(flat, start, end)
