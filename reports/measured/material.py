"""What a report is made from: a run as it lies on the disk, with truth, checks and profiles beside it.

The unit of everything is one part of one transcript (question, part, model,
effort, style, sample); `units` makes one flat row of each, and every table,
page and figure is a view of those rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from harness import billing
from harness.reasoning import count_words, pace, recount, spent, stated, why_not_raw
from harness.records import (
    Answer,
    Check,
    Conversation,
    Json,
    Question,
    ReasoningProfile,
    Reply,
    Reviewed,
    Transcript,
    Verdict,
)
from harness.store import RunFolder
from harness.store.order import arranged
from harness.store.reviews import CAME_WITH, brought_in, fold
from reports.measured.claims import Checked

STATUSES = ("correct", "partial", "incorrect", "hedged", "no_answer", "unsupported", "failed")
"""In the order in which they are shown."""

Key = tuple[str, str]
"""(subject or run key, part label)."""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a report may show; only the transcripts are certain to be there."""

    name: str
    meta: Mapping[str, Json]
    transcripts: tuple[Transcript, ...]
    verdicts: Mapping[Key, Verdict]
    """By run key and part."""
    questions: Mapping[str, Question] = field(default_factory=dict)
    answers: Mapping[Key, Answer] = field(default_factory=dict)
    """By subject and part; a subject is a question as it was drawn."""
    checks: Mapping[Key, Sequence[Check]] = field(default_factory=dict)
    """By question and part."""
    profiles: Mapping[Key, ReasoningProfile] = field(default_factory=dict)
    """By run key and part."""
    claims: tuple[tuple[str, Checked], ...] = ()
    """Remarks a person made about these very answers, with who and what the figures say of them."""
    reviews: Mapping[Key, tuple[Reviewed, ...]] = field(default_factory=dict)
    """By run key and part: where each person stands who marked or noted it."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One part of one transcript, with its mark and what was spent on it."""

    transcript: int
    """Index in the material."""
    turn: int
    question: str
    part: str
    arm: str
    """Model, and effort, style, mode and source where they vary within the run."""
    model: str
    effort: str | None
    mode: str
    style: str
    source: str
    variant: str
    sample: int
    run_key: str
    rank: int
    """The arm's place in the order in which models and efforts were typed."""
    status: str
    """The mark that counts."""
    reason: str
    by: str
    """Who decided: ``marker``, ``judge:NAME``, ``person:NAME``, or nothing where nobody could."""
    marker: str
    """The marker's own mark, whoever decided."""
    human: str | None
    """The mark of all people who gave one, where they agree."""
    people: tuple[tuple[str, str], ...]
    """Who gave which mark."""
    finish: str
    """finished, truncated or failed."""
    thinking_tokens: int | None
    answer_tokens: int | None
    tokens_from: str
    """native, recounted or estimated."""
    recounted: int | None
    """Tokens of the thinking's text by one rule for all models; None where the text is not raw."""
    thinking_words: int | None
    seconds: float | None
    seconds_from: str
    cost: float | None
    currency: str
    reply_limit: int | None = None
    """Most tokens a reply that were asked for; None where nobody set a limit."""

    @property
    def unlimited(self) -> str:
        """The arm's name without its limit."""
        return (
            self.arm if self.reply_limit is None else self.arm.replace(f" · {_limit(self.reply_limit)}", "")
        )

    @property
    def score(self) -> float | None:
        """1 for correct, 0 for a mark against it, None where there is no mark to count."""
        return None if self.status in UNDECIDED else float(self.status == "correct")

    @property
    def own(self) -> float | None:
        """The same by the marker alone."""
        return None if self.marker in UNDECIDED else float(self.marker == "correct")

    @property
    def disputed(self) -> bool:
        """Whether a person's mark differs from one that the marker reached."""
        return self.own is not None and any(mark != self.marker for _, mark in self.people)

    @property
    def conflict(self) -> bool:
        """Whether two people differ."""
        return len({mark for _, mark in self.people}) > 1


UNDECIDED = ("unsupported", "failed")
"""Statuses that count neither for nor against."""


def read(run: RunFolder) -> Material:
    """Return the run as it lies on the disk, without truth or profiles, in the order it is shown."""
    meta = run.meta()
    verdicts = {(v.run_key, v.part): v for v in run.verdicts()}
    transcripts = arranged(run.transcripts(), meta)
    return Material(run.name, meta, tuple(transcripts), verdicts, reviews=run.reviewed(transcripts))


def subject(conversation: Conversation) -> str:
    """Return the question as drawn: its id, with kind and seed where it is a variant."""
    drawn = conversation.variant
    return conversation.question + (f"#{drawn.kind}-{drawn.seed}" if drawn else "")


def units(material: Material) -> list[Unit]:
    """Return one row a transcript and part, in the order of the transcripts."""
    arms = _arm_names(material.transcripts)
    ranks = _ranks(material, arms)
    return _numbered(
        unit
        for index, transcript in enumerate(material.transcripts)
        for unit in _of_transcript(material, index, transcript, arms[index], ranks[arms[index]])
    )


def _numbered(units: Iterable[Unit]) -> list[Unit]:
    """Return the units with a sample number of its own for each reply of an arm to one part."""
    taken: dict[tuple[str, ...], set[int]] = {}
    found = []
    for unit in units:
        there = taken.setdefault((unit.arm, unit.question, unit.variant, unit.part), set())
        sample = unit.sample if unit.sample not in there else max(there) + 1
        there.add(sample)
        found.append(unit if sample == unit.sample else replace(unit, sample=sample))
    return found


def _ranks(material: Material, arms: Sequence[str]) -> dict[str, int]:
    """Return each arm's place: models as typed, and within one the order of its settings."""
    typed = material.meta.get("models")
    models = [str(model) for model in typed] if isinstance(typed, list) else []
    models += [transcript.model for transcript in material.transcripts]
    place = {model: index for index, model in enumerate(dict.fromkeys(models))}
    first: dict[str, int] = {}
    for name, transcript in zip(arms, material.transcripts, strict=True):
        first.setdefault(name, place[transcript.model])
    ordered = sorted(first, key=first.__getitem__)
    return {name: index for index, name in enumerate(ordered)}


def reply_to(transcript: Transcript, turn: int) -> Reply | None:
    """Return the reply to a turn, or None where it never came."""
    return transcript.replies[turn] if turn < len(transcript.replies) else None


def asked_on(transcript: Transcript) -> str:
    """Return when it was asked, ISO 8601: of a recording the day it states, not that of its replay."""
    stated = transcript.origin.get("date") if transcript.origin else None
    return str(stated) if stated else transcript.finished or transcript.started


def people(material: Material, transcript: Transcript, part: str) -> tuple[Reviewed, ...]:
    """Return where each person stands on a part; marks that came with the transcript count too."""
    key = (transcript.run_key, part)
    if key in material.reviews or not transcript.human_marks:
        return material.reviews.get(key, ())
    return fold(brought_in([transcript])).get(key, ())


def stated_words(reply: Reply, parts: int = 1) -> int | None:
    """Return the words of thought a part: counted, or as the recording of a condensed reply states them."""
    said = stated(reply, "thinking_words")
    words = count_words(reply.reasoning) if said is None else round(said)
    return words // parts if words else None


def _of_transcript(
    material: Material, index: int, transcript: Transcript, arm: str, rank: int
) -> Iterable[Unit]:
    talk = transcript.conversation
    for turn, asked in enumerate(talk.turns):
        reply = reply_to(transcript, turn)
        for part in asked.parts:
            verdict = material.verdicts.get((transcript.run_key, part))
            marks = [one for one in people(material, transcript, part) if one.mark]
            agreed = _agreed(marks)
            own = verdict.status if verdict is not None else "failed"
            status, reason, by = _decided(verdict, own, _unmarked(transcript, reply), agreed, reply)
            yield Unit(
                transcript=index,
                turn=turn,
                question=talk.question,
                part=part,
                arm=arm,
                model=transcript.model,
                effort=transcript.effort,
                mode=talk.mode,
                style=talk.style,
                source=talk.source,
                variant=subject(talk)[len(talk.question) :].lstrip("#"),
                sample=transcript.sample,
                run_key=transcript.run_key,
                reply_limit=limit
                if isinstance(limit := transcript.settings.get("reply_limit"), int)
                else None,
                rank=rank,
                status=status,
                reason=reason,
                by=by,
                marker=own if verdict is None or verdict.by == "marker" else "unsupported",
                human=marks[0].mark if len({one.mark for one in marks}) == 1 else None,
                people=tuple((one.by, one.mark) for one in marks),
                finish=_finish(transcript, reply),
                **_spent(material, transcript, reply, part, len(asked.parts)),
            )


def _agreed(marks: Sequence[Reviewed]) -> Reviewed | None:
    """Return the mark of people that may decide: of those who marked it here, else of those it came with."""
    here = [one for one in marks if one.origin != CAME_WITH] or marks
    return here[0] if len({one.mark for one in here}) == 1 else None


def _decided(
    verdict: Verdict | None, own: str, why: str, agreed: Reviewed | None, reply: Reply | None
) -> tuple[str, str, str]:
    """Return mark, reason and who decided.

    A person who marked the reply here overrules marker and judge. A mark that came with the reply is a claim
    to be tested: it decides only where nothing else did.
    """
    over = agreed is not None and (agreed.origin != CAME_WITH or own in UNDECIDED)
    if agreed is not None and over and reply is not None:
        return agreed.mark, agreed.reason or "as a person marked it", f"person:{agreed.by}"
    if verdict is None:
        return own, why, ""
    return own, verdict.reason, "" if own in UNDECIDED else verdict.by


def _spent(
    material: Material, transcript: Transcript, reply: Reply | None, part: str, parts: int
) -> dict[str, Any]:
    profile = material.profiles.get((transcript.run_key, part)) or _sized(transcript, reply, parts)
    return {
        "thinking_tokens": profile.thinking_tokens,
        "answer_tokens": profile.answer_tokens,
        "tokens_from": profile.tokens_from,
        "recounted": profile.recounted_thinking,
        "thinking_words": profile.thinking_words or (stated_words(reply, parts) if reply else None),
        "seconds": profile.seconds,
        "seconds_from": profile.seconds_from,
        "cost": _cost(transcript, reply, parts),
        "currency": str(transcript.prices.get("currency", "")) if transcript.prices else "",
    }


def _sized(transcript: Transcript, reply: Reply | None, parts: int) -> ReasoningProfile:
    """Return a profile of sizes alone, as `harness.reasoning` counts them, shared out evenly."""
    nothing = ReasoningProfile("", "", transcript.model, transcript.run_key, transcript.sample, False)
    if reply is None:
        return nothing
    tokens = spent(reply, transcript.model)
    seconds = pace(reply, tokens)
    raw = not why_not_raw(reply, transcript.model)
    return replace(
        nothing,
        raw=raw,
        thinking_tokens=_shared(tokens.thinking, parts),
        answer_tokens=_shared(tokens.answer, parts),
        tokens_from=tokens.source if parts == 1 or not tokens.source else "estimated",
        recounted_thinking=_shared(recount(reply.reasoning), parts) if raw else None,
        seconds=None if seconds.thinking is None else seconds.thinking / parts,
        seconds_from=seconds.source,
    )


def _shared(number: int | None, parts: int) -> int | None:
    return None if number is None else number // parts


def _cost(transcript: Transcript, reply: Reply | None, parts: int) -> float | None:
    """Return a part's share, by output tokens, of what its transcript cost, failed tries included."""
    if transcript.cost is None:
        return None
    outputs = [billing.output_tokens(found.usage) or 0 for found in transcript.replies]
    if not outputs:  # paid for, and nothing came of it
        return transcript.cost / max(1, sum(len(turn.parts) for turn in transcript.conversation.turns))
    if reply is None:
        return None
    whole = sum(outputs)
    share = (billing.output_tokens(reply.usage) or 0) / whole if whole else 1 / len(outputs)
    return transcript.cost * share / parts


def _finish(transcript: Transcript, reply: Reply | None) -> str:
    if reply is None:
        return "failed"
    return "truncated" if reply.finish_reason == "length" else "finished"


def _unmarked(transcript: Transcript, reply: Reply | None) -> str:
    if reply is None:
        return transcript.error or "no reply came back"
    return "not marked: run harness grade again"


def _arm_names(transcripts: Sequence[Transcript]) -> list[str]:
    """Return a name a transcript: the model, and each setting that varies within one model."""
    settings = [_settings(transcript) for transcript in transcripts]
    known: dict[str, list[str]] = {}
    for transcript, found in zip(transcripts, settings, strict=True):
        names = known.setdefault(transcript.model, [])
        names += [name for name in found if name not in names]
    seen: dict[tuple[str, str], set[str]] = {}
    for transcript, found in zip(transcripts, settings, strict=True):
        for name in known[transcript.model]:
            seen.setdefault((transcript.model, name), set()).add(_shown(found, name))
    return [
        " · ".join([model, *(_shown(found, name) for name in known[model] if len(seen[model, name]) > 1)])
        for model, found in zip((t.model for t in transcripts), settings, strict=True)
    ]


def _shown(settings: Mapping[str, str], name: str) -> str:
    return settings.get(name) or f"default {name}"


def _settings(transcript: Transcript) -> dict[str, str]:
    """Return, by name, every setting that a transcript was asked with, as it is shown."""
    talk, sent = transcript.conversation, transcript.settings
    found = {"effort": transcript.effort or "", "style": talk.style, "mode": talk.mode, "source": talk.source}
    if "thinking" in sent:
        found["thinking"] = "thinking on" if sent["thinking"] else "thinking off"
    if "reply_limit" in sent:
        found["reply limit"] = _limit(sent["reply_limit"])
    for group in ("sampling", "extra"):
        values = sent.get(group)
        for name, value in sorted(values.items()) if isinstance(values, dict) else ():
            found[name] = f"{name} {_short(value)}"
    return found


def _limit(tokens: Json) -> str:
    return f"reply limit {tokens}"


def _short(value: Json) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if len(text) <= 40 else f"{text[:39]}…"
