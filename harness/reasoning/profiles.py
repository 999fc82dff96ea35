"""A transcript's thinking → one ReasoningProfile a part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from harness.reasoning import tokens as counting
from harness.reasoning.acts import acts, loop
from harness.reasoning.languages import language
from harness.reasoning.markers import CLASSES, Lists, shipped
from harness.reasoning.pace import pace
from harness.reasoning.passages import Passage, split, whole
from harness.reasoning.trail import NOTHING, follow
from harness.reasoning.words import (
    count_questions,
    count_repeated,
    count_words,
    equations,
)
from harness.records import Answer, Candidate, Marker, ReasoningProfile, Reply, Transcript, Turn, Verdict

LONGEST = 400_000
"""Characters of thinking that are looked through; what lies beyond is counted but not read."""

_WHOSE = ("question", "part", "model", "run_key", "sample", "raw", "why_not_raw")
_NOBODY = ReasoningProfile("", "", "", "", 0, False)
_UNNAMED = "the thinking serves several parts and never turns to this one"
_WRONG = frozenset({"incorrect", "partial", "hedged", "no_answer"})


def profile(
    transcript: Transcript,
    answers: Mapping[str, Answer],
    verdicts: Sequence[Verdict] = (),
    *,
    markers: Lists | None = None,
) -> list[ReasoningProfile]:
    """Return the profile of every part the transcript asked for, in the order asked.

    ``answers`` (part → Answer) make the candidates; without one the positions
    stay None. ``verdicts`` of any transcripts are looked through for this one.
    """
    status = {v.part: v.status for v in verdicts if v.run_key == transcript.run_key}
    lists = markers or shipped()
    found = []
    for index, turn in enumerate(transcript.conversation.turns):
        if index >= len(transcript.replies):
            why = f"no reply: {transcript.error}" if transcript.error else "no reply"
            found += [_blank(transcript, part, why) for part in turn.parts]
            continue
        for seen in _of_reply(transcript, turn, transcript.replies[index], answers, lists):
            found.append(_with_verdict(seen, status.get(seen.part)))
    return _priced(found, transcript.cost)


def _of_reply(
    transcript: Transcript, turn: Turn, reply: Reply, answers: Mapping[str, Answer], lists: Lists
) -> list[ReasoningProfile]:
    why = counting.why_not_raw(reply, transcript.model)
    shared = len(turn.parts) > 1
    passages: Mapping[str, Passage] | None
    if shared:
        passages = split(reply.reasoning[:LONGEST], turn.parts)
        if passages is None and not why:
            why = "the thinking serves several parts and names none of them"
    else:
        passages = {part: whole(reply.reasoning) for part in turn.parts}
    shares = _shares(reply, turn.parts, passages)
    answer_shares = _shares(replace(reply, reasoning=""), turn.parts, None)
    totals = _totals(reply, transcript.model, why, shared)
    found = []
    for part in turn.parts:
        missing = why or (_UNNAMED if passages is None or not passages[part].text.strip() else "")
        sized = _portion(_blank(transcript, part, missing), totals, shares[part], answer_shares[part])
        if missing or passages is None:
            found.append(sized)
        else:
            found.append(_read(sized, passages[part], answers.get(part), lists))
    return found


def _blank(transcript: Transcript, part: str, why: str) -> ReasoningProfile:
    return ReasoningProfile(
        question=transcript.conversation.question,
        part=part,
        model=transcript.model,
        run_key=transcript.run_key,
        sample=transcript.sample,
        raw=not why,
        why_not_raw=why,
    )


def _shares(reply: Reply, parts: Sequence[str], passages: Mapping[str, Passage] | None) -> dict[str, float]:
    """Return each part's share: by its passages, else by its section of the answer, else even."""
    if len(parts) == 1:
        return {parts[0]: 1.0}
    sections = passages or split(reply.answer[:LONGEST], parts) or {}
    sizes = {part: len(sections[part].text) if part in sections else 0 for part in parts}
    total = sum(sizes.values())
    return {part: size / total if total else 1 / len(parts) for part, size in sizes.items()}


def _totals(reply: Reply, model: str, why: str, shared: bool) -> ReasoningProfile:
    """Return a profile of sizes, tokens and seconds of the whole reply."""

    def size(name: str, counted: int) -> int:
        said = counting.stated(reply, name) if reply.extras.get("condensed") else None
        return counted if said is None else round(said)

    tokens = counting.spent(reply, model)
    seconds = pace(reply, tokens)
    return replace(
        _stated(reply, shared),
        thinking_chars=size("thinking_chars", len(reply.reasoning)),
        thinking_words=size("thinking_words", count_words(reply.reasoning)),
        answer_chars=size("answer_chars", len(reply.answer)),
        answer_words=size("answer_words", count_words(reply.answer)),
        thinking_tokens=tokens.thinking,
        answer_tokens=tokens.answer,
        tokens_from="estimated" if shared and tokens.source else tokens.source,
        recounted_thinking=None if why else counting.recount(reply.reasoning),
        recounted_answer=counting.recount(reply.answer),
        seconds=seconds.thinking,
        seconds_from=seconds.source,
        shared=shared,
        language=language(reply.reasoning or reply.answer),
    )


def _stated(reply: Reply, shared: bool) -> ReasoningProfile:
    """Return a profile with what a condensed recording states of its original's text, and nothing else."""
    if shared or not reply.extras.get("condensed"):
        return _NOBODY

    def count(name: str) -> int | None:
        said = counting.stated(reply, name)
        return None if said is None else round(said)

    markers = {kind: count(f"{kind}_markers") for kind in CLASSES}
    return replace(
        _NOBODY,
        first_candidate=counting.stated(reply, "first_candidate"),
        first_correct=counting.stated(reply, "first_correct"),
        last_change=counting.stated(reply, "last_change"),
        tail_words=count("tail_words"),
        rechecks=count("rechecks") or 0,
        self_questions=count("self_questions") or 0,
        repeated_equations=count("repeated_equations") or 0,
        markers={kind: found for kind, found in markers.items() if found is not None},
    )


def _portion(
    blank: ReasoningProfile, totals: ReasoningProfile, share: float, answer_share: float
) -> ReasoningProfile:
    """Return the part's profile with its share of the reply's sizes."""

    def part_of(number: int | None, by: float) -> int | None:
        return None if number is None else round(number * by)

    return replace(
        totals,
        **{name: getattr(blank, name) for name in _WHOSE},
        thinking_chars=round(totals.thinking_chars * share),
        thinking_words=round(totals.thinking_words * share),
        answer_chars=round(totals.answer_chars * answer_share),
        answer_words=round(totals.answer_words * answer_share),
        thinking_tokens=part_of(totals.thinking_tokens, share),
        answer_tokens=part_of(totals.answer_tokens, answer_share),
        recounted_thinking=part_of(totals.recounted_thinking, share),
        recounted_answer=part_of(totals.recounted_answer, answer_share),
        seconds=None if totals.seconds is None else round(totals.seconds * share, 3),
    )


def _read(sized: ReasoningProfile, passage: Passage, answer: Answer | None, lists: Lists) -> ReasoningProfile:
    """Return the profile with everything the text itself tells."""
    text = passage.text[:LONGEST]
    own = lists.of(sized.language)
    marks = own.find(text) if own else []
    trail = follow(answer, text, sized.language) if answer is not None else NOTHING
    after, size = trail.after_correct, len(passage.text)
    share, times, said, repeats = loop(text)
    places = acts(text, marks, trail.first, repeats) if own else []
    return replace(
        sized,
        thinking_words=count_words(passage.text),
        first_candidate=_share(trail.first, size),
        first_correct=_share(trail.first_correct, size),
        last_change=_share(trail.last_change, size),
        tail_words=None if after is None else count_words(passage.text[after:]),
        rechecks=len(places) if own else None,
        recheck_places=tuple(passage.place(place) for place in places),
        candidates=tuple(_moved(c, passage) for c in trail.candidates),
        changes=trail.changes,
        markers={kind: sum(m.kind == kind for m in marks) for kind in CLASSES} if own else {},
        marker_list=tuple(Marker(m.kind, passage.place(m.start), m.text) for m in marks),
        why_no_markers="" if own else _no_list(sized.language),
        self_questions=count_questions(text),
        repeated_equations=count_repeated(equations(text)),
        loop_share=round(share, 4),
        loop_times=times,
        loop_text=said,
        knew_it=trail.knew if answer is not None else None,
    )


def _no_list(language: str) -> str:
    which = f"this language ({language})" if language else "a language that could not be told"
    return f"no marker list for {which}: markers and re-checks are not measured"


def _share(position: int | None, size: int) -> float | None:
    return None if position is None or not size else round(position / size, 4)


def _moved(candidate: Candidate, passage: Passage) -> Candidate:
    start = passage.place(candidate.start)
    return replace(candidate, start=start, end=start + candidate.end - candidate.start)


def _with_verdict(found: ReasoningProfile, status: str | None) -> ReasoningProfile:
    """Return the profile with ``knew_it`` kept only where the reply was marked wrong."""
    return found if status in _WRONG else replace(found, knew_it=None)


def _priced(found: list[ReasoningProfile], cost: float | None) -> list[ReasoningProfile]:
    """Return the profiles with the transcript's cost, failed tries and prompts included, shared out."""
    if cost is None or not found:
        return found
    spent = [(p.thinking_tokens or 0) + (p.answer_tokens or 0) for p in found]
    if not sum(spent):  # paid for, and nothing counted
        spent = [1] * len(found)
    return [replace(p, cost=cost * own / sum(spent)) for p, own in zip(found, spent, strict=True)]
