"""One response against one gold answer, or several, nothing else declared: the marker as a library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Literal

from harness.errors import DeclarationError, HarnessError, HomeworkError, internal
from harness.grading import kinds
from harness.grading.claims.final import ACCEPTS
from harness.grading.gold import readings as inference
from harness.grading.marking import part as one_part
from harness.grading.marking.combine import outdone, undecided
from harness.grading.marking.golds import Asked, golds_of
from harness.grading.marking.lone_verdict import as_written, entire_verdict
from harness.records import Answer, Claim, Json, Status, Symbol, Verdict
from harness.symbols import declare
from harness.unwrapping import unwrapped

_COLUMNS = ("matrix", "\\langle", "⟨", "^T", "^{T", "ᵀ", "\\top", "=")
"""What a response holds that gives a pair as a vector or by its members, not as an interval."""
_SEVERAL = (list, set, frozenset)
"""What holds several golds of which each is right; a Python tuple might as well be a pair."""
_RANK: dict[Status, int] = {
    "correct": 0,
    "partial": 1,
    "hedged": 2,
    "incorrect": 3,
    "unsupported": 4,
    "no_answer": 5,
    "failed": 6,
}
_RANK_OF_SEVERAL: dict[Status, int] = {**_RANK, "no_answer": 3, "unsupported": 4, "incorrect": 5}
"""Among several golds: nothing is wrong while one of them could not be held against it."""


def verify(
    gold: object,
    response: object,
    *,
    symbols: Mapping[str, str] | None = None,
    kind: str | None = None,
    assume: Iterable[str] = (),
    targets: Iterable[str] = (),
    options: Mapping[str, Json] | None = None,
    decide: Literal["balanced", "strict"] = "balanced",
) -> Verdict:
    r"""Return whether ``response`` gives the answer ``gold``, with the evidence.

    ``gold``: LaTeX with or without ``$``, plain text, a number, a sympy object, an `Answer`, or a list
    of these, each of which is right. ``response``: a model's whole reply or a bare answer, in LaTeX,
    unicode or plain text, raw or as a chat message; thinking and tokens around the answer are taken
    off (`harness.unwrapping`). ``symbols``: name → declaration, e.g.
    ``{"X": "matrix n x d, full row rank", "eta": "positive"}``; without them all letters are real
    scalars, and letters that are multiplied as matrices are matrices. ``kind``: an answer kind of
    `harness.grading.kinds.NAMES`; inferred from the gold if None. ``assume``: relations among symbols,
    e.g. ``("sigma_l > sigma_s",)``. ``targets``: the names under which a reply may give the answer;
    with as many comma-separated golds as names, one each. ``options``: of numbers ``digits`` (to so many
    the answer is asked), ``exact`` (the gold's decimals are not rounded), ``tolerance`` (relative, 0.05 or
    "5%"), ``percent`` ("either", "number" or "fraction": what 20 % is), ``unit``. ``decide``: "strict"
    leaves open what less than nine tenths of the evidence speak for (docs/marker-benchmark.md has both
    with precision and coverage).

    Limits: the last 100,000 characters of a response are read (boxes are found anywhere), a claim
    has at most 2,000 characters, a gold 4,000. Never done: evaluating text as code, comparing by
    string where values differ, taking a number out of a refusal or a denial, guessing the meaning
    of a gold that cannot be read (``unsupported``). Raises DeclarationError for a bad declaration
    and nothing else. A verdict is true where the response is right: ``if verify(gold, reply): …``.

    >>> verify(r"\frac{1}{2}", "The answer is 0.5.").status
    'correct'
    """
    raw = unwrapped(response)
    if raw.unfinished:
        return _unfinished()
    asked = (kind, declared_symbols(symbols), tuple(assume), tuple(targets))
    found = _any_gold(gold, raw.answer, asked, options)
    known = kind is None or kind in kinds.NAMES
    if known and found.status != "correct" and isinstance(gold, str) and len(raw.answer) <= inference.LIMIT:
        written = as_written(gold, raw.answer, found)
        found = found if written is None else written
    return _in_place(_sure(found) if decide == "strict" else found, raw.begins)


def _sure(found: Verdict) -> Verdict:
    """Return the verdict, left open where too little of the evidence speaks for its claim."""
    least = ACCEPTS["strict"]
    if found.confidence >= least or found.status in ("unsupported", "no_answer", "failed"):
        return found
    reason = f"{found.confidence:.0%} of the evidence speak for {found.status}, strict asks {least:.0%}"
    return replace(found, status="unsupported", reason=reason)


def _any_gold(gold: object, text: str, asked: Asked, options: Mapping[str, Json] | None) -> Verdict:
    """Return the verdict on an answer that nothing stands around any more."""
    if isinstance(gold, Answer):
        return _marked(gold, text, "", ())
    if isinstance(gold, _SEVERAL):
        return _any_of([partial(_verified, one, text, asked, options) for one in gold])
    return _verified(gold, text, asked, options)


def gold_answer(
    gold: object,
    *,
    symbols: Sequence[Symbol] = (),
    kind: str | None = None,
    assume: Iterable[str] = (),
    targets: Iterable[str] = (),
    options: Mapping[str, Json] | None = None,
) -> Answer:
    """Return what `verify` would hold a response against, for keeping; HomeworkError where it can read none.

    Everything that is not given is read off the gold; its other readings, and the further golds of
    a list, are the answer's ``alternatives``.
    """
    asked = (kind, tuple(symbols), tuple(assume), tuple(targets))
    golds = list(gold) if isinstance(gold, _SEVERAL) else [gold]
    found = [_answer_of(one, asked, options or {}) for one in golds]
    if not found:
        raise HomeworkError("there is no gold answer")
    first, *others = found
    alternatives = (*first.alternatives, *others)
    return replace(first, alternatives=alternatives) if others else first


def _unfinished() -> Verdict:
    return replace(undecided("the reply breaks off within its thinking"), status="no_answer")


def _in_place(verdict: Verdict, begins: int) -> Verdict:
    """Return a verdict whose claims stand where they stand in the response, ``begins`` characters on."""
    if begins <= 0:
        return verdict

    def moved(claim: Claim | None) -> Claim | None:
        return claim and replace(claim, start=claim.start + begins, end=claim.end + begins)

    return replace(
        verdict,
        claim=moved(verdict.claim),
        targets=tuple(replace(one, claim=moved(one.claim)) for one in verdict.targets),
        checkpoints=tuple(replace(one, claim=moved(one.claim)) for one in verdict.checkpoints),
    )


def mark(answer: Answer, response: str, *, part: str = "", labels: tuple[str, ...] = ()) -> Verdict:
    """Return the verdict on ``response`` as an answer to the part that ``answer`` belongs to.

    ``part`` and ``labels`` say which part is meant and which parts the reply covers; with several,
    only that part's sections are read. Any text is allowed and nothing in it is evaluated as code;
    the work is bounded by limits on length, never by timers. Only the reply is marked, not the
    reasoning before it. An answer with alternatives is met by any of them.
    """
    raw = unwrapped(response)
    if raw.unfinished:
        return replace(_unfinished(), question=answer.question, part=part or answer.part)
    return _in_place(_marked(answer, raw.answer, part, labels), raw.begins)


def _marked(answer: Answer, response: str, part: str, labels: tuple[str, ...]) -> Verdict:
    """Return the verdict on an answer that nothing stands around any more."""
    same = [one for one in answer.alternatives if one.latex == answer.latex]
    others = [one for one in answer.alternatives if one.latex != answer.latex]
    own = replace(answer, alternatives=())

    def first() -> Verdict:
        if not (same or answer.inferred):
            return one_part.mark(own, response, part=part, labels=labels)
        said = answer.latex if answer.inferred else ""
        return _by_reading(iter((own, *same)), said, response, part, labels)

    try:
        rest = [partial(_marked, one, response, part, labels) for one in others]
        found = _any_of([first, *rest]) if others else first()
    except RecursionError:
        found = undecided("the reply is nested too deeply to be read")
    except Exception as error:
        found = undecided(internal(error))
    return replace(found, question=answer.question, part=part or answer.part)


def declared_symbols(symbols: Mapping[str, str] | None) -> tuple[Symbol, ...]:
    """Return declarations by name as records; DeclarationError where one cannot be read."""
    if symbols is not None and not isinstance(symbols, Mapping):
        raise DeclarationError(
            f'symbols: a dictionary is needed, e.g. {{"x": "positive"}}, not {symbols!r:.60}'
        )
    return tuple(declare(name, words) for name, words in (symbols or {}).items())


def _verified(gold: object, text: str, asked: Asked, options: Mapping[str, Json] | None = None) -> Verdict:
    """Return the verdict against one gold, read only as far as it must be."""
    if isinstance(gold, Answer):
        return _marked(gold, text, "", ())
    try:
        golds = golds_of(gold, asked, options)
    except inference.Unreadable as error:
        return undecided(str(error))
    except DeclarationError:
        raise
    except (RecursionError, HarnessError) as error:
        return undecided(f"the gold answer cannot be read: {error}")
    except Exception as error:
        return undecided(internal(error))
    kind, declared, _, targets = asked
    said = "" if declared or kind or targets else golds.said
    try:
        return _by_reading(golds.answers(), said, text)
    except RecursionError:
        return undecided("the gold answer is nested too deeply to be read")
    except Exception as error:
        return undecided(internal(error))


def _by_reading(
    readings: Iterator[Answer | str], said: str, text: str, part: str = "", labels: tuple[str, ...] = ()
) -> Verdict:
    """Return the verdict by the first reading of a gold that accepts, else by the likeliest.

    ``said``: the gold as it is written, where a response may also be that; empty where it may not.
    """
    found: list[Verdict] = []
    tried: list[tuple[Answer, Verdict]] = []
    for number, answer in enumerate(readings):
        if isinstance(answer, str):
            found.append(undecided(answer))
            continue
        if number and kinds.traits_of(answer.kind).upright and not any(sign in text for sign in _COLUMNS):
            continue
        verdict = one_part.mark(answer, text, part=part, labels=labels)
        if verdict.status == "correct" and tried and outdone(verdict, tried[0][1]):
            continue
        if number and kinds.traits_of(answer.kind).upright and not _columned(verdict):
            continue
        found.append(verdict)
        tried.append((answer, verdict))
        if verdict.status == "correct":
            return verdict
    if said:
        for answer, verdict in tried:
            if (whole := entire_verdict(answer, said, text, verdict)) is not None:
                return whole
    best = found[0] if found else undecided("the gold answer is empty")
    if best.status == "unsupported" and len(found) > 1:
        best = min(found, key=lambda verdict: (_RANK[verdict.status], not verdict.method))
    return best


def _columned(verdict: Verdict) -> bool:
    """Whether a claim itself, not only the response around it, gives a pair as a vector or by its members."""
    return verdict.claim is None or any(sign in verdict.claim.text for sign in _COLUMNS)


def _any_of(ways: Sequence[Callable[[], Verdict]]) -> Verdict:
    """Return the verdict by the first of several golds that accepts; undecided where one cannot be read."""
    found: list[Verdict] = []
    for way in ways:
        found.append(way())
        if found[-1].status == "correct":
            return found[-1]
    if not found:
        return undecided("there is no gold answer")
    return min(found, key=lambda verdict: _RANK_OF_SEVERAL[verdict.status])


def _answer_of(gold: object, asked: Asked, options: Mapping[str, Json]) -> Answer:
    """Return one gold's readings that pass against themselves as one answer."""
    if isinstance(gold, Answer):
        return gold
    kind, declared, _, targets = asked
    try:
        golds = golds_of(gold, asked, options)
        read = list(golds.answers())
    except inference.Unreadable as error:
        raise HomeworkError(str(error)) from error
    except RecursionError as error:
        raise HomeworkError("the gold answer is nested too deeply to be read") from error
    except HarnessError:
        raise
    except Exception as error:
        raise HomeworkError(internal(error)) from error
    found = [one for one in read if isinstance(one, Answer)]
    if not found:
        raise HomeworkError(str(read[0]) if read else "the gold answer is empty")
    inferred = not (declared or kind or targets)
    same = [replace(one, latex=golds.said, inferred=inferred) for one in found]
    return replace(same[0], alternatives=tuple(same[1:]))
