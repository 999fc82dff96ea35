"""One transcript as a marked sheet: problem, thinking, answer, evaluation, notes in the margin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from harness.errors import HomeworkError
from harness.figures import data_url
from harness.records import Note, ReasoningProfile, Reply, Transcript, Turn
from reports.measured import claims
from reports.measured.anchors import hung
from reports.measured.material import Material, Unit, people, reply_to, subject
from reports.pages import marks
from reports.pages.site import Writer, plain_page
from reports.typeset import prose
from reports.typeset.escape import shorten, slug
from reports.typeset.prose import Mark
from reports.typeset.words import number, percent, plural

INLINE_THINKING = 8_000
"""Characters of thinking up to which it stands in the page; longer ones get a file of their own."""
BOOKLET_THINKING = 12_000
"""Characters of thinking up to which a booklet, which has no further files, prints it whole."""
INLINE_TEXT, PREVIEW = 100_000, 4_000
"""Characters of a problem or an answer that stand in the page, and how many of a longer one do."""


def asked(transcript: Transcript) -> str:
    talk = transcript.conversation
    how = {
        "parts": "part after part in one chat",
        "whole": "the whole question at once",
        "alone": "each part alone",
    }
    text = "clean text" if talk.source == "clean" else "text as pasted from a PDF"
    return f"asked {how[talk.mode]}, style {talk.style}, {text}"


def sheet(
    material: Material,
    transcript: Transcript,
    units: list[Unit],
    writer: Writer | None,
    links: Mapping[str, str],
) -> dict[str, Any]:
    talk = transcript.conversation
    turns = [
        _turn(material, transcript, number, [u for u in units if u.turn == number], writer, links)
        for number in range(len(talk.turns))
    ]
    drawn = f", {talk.variant.kind} variant, seed {talk.variant.seed}" if talk.variant else ""
    return {
        "heading": f"Sample {transcript.sample}{drawn}",
        "sample": transcript.sample or bool(talk.variant),
        "error": transcript.error or "",
        "turns": turns,
    }


def _turn(
    material: Material,
    transcript: Transcript,
    number: int,
    units: list[Unit],
    writer: Writer | None,
    links: Mapping[str, str],
) -> dict[str, Any]:
    asked = transcript.conversation.turns[number]
    reply = reply_to(transcript, number)
    keys = [(transcript.run_key, part) for part in asked.parts]
    verdicts = [material.verdicts[key] for key in keys if key in material.verdicts]
    profiles = [material.profiles[key] for key in keys if key in material.profiles]
    stem = f"thinking/{slug(transcript.run_key)}-{number}"
    noted = [
        (one.by, part, note)
        for part in asked.parts
        for one in people(material, transcript, part)
        for note in one.notes
        if note.turn == number
    ]
    spans = [*marks.in_place(verdicts), *_hung(noted, "answer", reply.answer if reply else "")]
    answer = _bounded(reply.answer, spans, writer, f"{stem}-answer") if reply else ""
    long = len(asked.text) > INLINE_TEXT
    on_thinking = _hung(noted, "thinking", reply.reasoning if reply else "")
    thinking = _thinking(transcript, number, reply, profiles, on_thinking, writer)
    inline = len(str(thinking["body"])) if thinking and thinking["body"] else 0
    return {
        "labels": ", ".join(asked.parts),
        "sole": len(asked.parts) == 1,
        "problem": _images(asked)
        + _bounded(asked.text, _hung(noted, "problem", asked.text), writer, f"{stem}-problem"),
        "sent": asked.text[:INLINE_TEXT] + (" …" if long else ""),
        "sent_chars": f"{len(asked.text):,}",
        "notes": notes(units, reply, profiles),
        "people": [_noted(material, transcript, *one) for one in noted],
        "thinking": thinking,
        "answer": answer,
        "marks": [_mark(material, transcript, unit, len(asked.parts) > 1, links) for unit in units],
        "weight": len(answer) + 2 * min(len(asked.text), INLINE_TEXT) + inline + 4_000,
    }


def _images(asked: Turn) -> Markup:
    """Return the figures a turn was asked with; one whose file is not here any more by its name."""
    found = Markup("")
    for one in asked.figures:
        try:
            found += Markup('<p class="asked-figure"><img src="{}" alt="Figure {}"></p>').format(
                data_url(one), one.name
            )
        except HomeworkError:
            found += Markup("<p>With the figure {}, which is not here any more.</p>").format(one.name)
    return found


def _hung(noted: Sequence[tuple[str, str, Note]], where: str, text: str) -> list[Mark]:
    """Return the stretches of a text on which people's notes hang."""
    spots = [hung(text, note) for _, _, note in noted if note.where == where]
    return [Mark(*spot, "note") for spot in spots if spot]


def _noted(material: Material, transcript: Transcript, who: str, part: str, note: Note) -> dict[str, Any]:
    """Return a person's note as the margin shows it, with what the figures say of its claim."""
    found: dict[str, Any] = {
        "id": note.id,
        "who": who,
        "says": prose.inline(note.says),
        "quote": shorten(note.quote, 90),
        "where": note.where,
        "outcome": "",
        "finding": "",
    }
    if note.measured is not None:
        found["outcome"], found["finding"] = claims.on_note(
            note.measured, part, transcript, material.profiles, material.verdicts
        )
    return found


def _bounded(text: str, spans: Sequence[Mark], writer: Writer | None, name: str) -> Markup:
    """Return the text as the page shows it; a very long one begins here and is whole in its own file."""
    if not text:
        return Markup("")
    if len(text) <= INLINE_TEXT:
        return prose.render(text, spans)
    if writer is None:
        return prose.plain(text[:INLINE_TEXT] + " …", spans) + Markup('<p class="note">{}</p>').format(
            f"{len(text) - INLINE_TEXT:,} further characters are in the report."
        )
    writer.text(f"{name}.html", plain_page("The whole text", prose.plain(text, spans)))
    link = Markup('<p><a class="button" href="../{}.html">All {} characters on a page of their own</a></p>')
    return prose.plain(text[:PREVIEW] + " …") + link.format(name, f"{len(text):,}")


def _mark(
    material: Material, transcript: Transcript, unit: Unit, several: bool, links: Mapping[str, str]
) -> dict[str, Any]:
    key = (unit.run_key, unit.part)
    answer = material.answers.get((subject(transcript.conversation), unit.part))
    standing = people(material, transcript, unit.part)
    found = marks.context(unit, material.verdicts.get(key), answer, standing, several)
    found["truth"] = links.get(f"truth {unit.question} {unit.part}", "")
    found["strip"] = links.get(f"strip {unit.question} {unit.part}", "")
    for one in found["people"]:
        one["href"] = "" if one["agrees"] else links.get("agreement", "")
    return found


def _thinking(
    transcript: Transcript,
    number: int,
    reply: Reply | None,
    profiles: Sequence[ReasoningProfile],
    noted: Sequence[Mark],
    writer: Writer | None,
) -> dict[str, Any] | None:
    if reply is None or not reply.reasoning:
        return None
    spans = [
        *noted,
        *(
            Mark(c.start, c.end, "right" if c.right else "wrong" if c.right is False else "open")
            for profile in profiles
            for c in profile.candidates
        ),
    ]
    if writer is None and len(reply.reasoning) > BOOKLET_THINKING and not noted:
        return {
            "summary": f"{plural(len(reply.reasoning.split()), 'word')}; its beginning",
            "href": "",
            "body": prose.plain(reply.reasoning[:PREVIEW] + " …"),
        }
    body = prose.plain(reply.reasoning, spans)
    words = plural(len(reply.reasoning.split()), "word")
    found = {
        "summary": words + (", condensed" if reply.extras.get("condensed") else ""),
        "href": "",
        "body": body,
    }
    if writer is not None and len(reply.reasoning) > INLINE_THINKING:
        name = f"thinking/{slug(transcript.run_key)}-{number}.html"
        writer.text(name, plain_page("Thinking", body))
        found |= {"href": f"../{name}", "body": ""}
    return found


def notes(
    units: Sequence[Unit], reply: Reply | None, profiles: Sequence[ReasoningProfile]
) -> list[dict[str, Any]]:
    """Return the margin notes of a turn: time and words of thought, where the answer stood, re-checks."""
    rows: list[dict[str, Any]] = []
    if not units:
        return rows
    unit = units[0]
    if unit.seconds is not None:
        whole = sum(u.seconds or 0 for u in units)
        told = ", as the interface stated" if unit.seconds_from == "stated" else ""
        rows.append({"kind": "time", "figure": f"{whole:,.0f} s", "text": f"of thought{told}"})
    words = sum(u.thinking_words or 0 for u in units)
    if words:
        stated = reply is not None and "original_thinking_words" in reply.extras
        tail = ", counted in the original; the text here is condensed" if stated else ""
        rows.append({"kind": "words", "figure": f"{words:,}", "text": f"words of thought{tail}"})
    tokens = sum(u.thinking_tokens or 0 for u in units)
    if tokens:
        rows.append(
            {"kind": "tokens", "figure": f"{tokens:,}", "text": f"thinking tokens ({unit.tokens_from})"}
        )
    if unit.finish == "truncated":
        rows.append({"kind": "warning", "figure": "", "text": "The reply was cut off at the token limit."})
    thought = reply is not None and bool(reply.reasoning)
    for profile in profiles:
        if not thought and profile.first_candidate is None:
            continue  # nothing was kept that could be measured, and no word need be lost about it
        rows += _profile_notes(profile, f" ({profile.part})" if len(profiles) > 1 else "")
    return rows


def _profile_notes(profile: ReasoningProfile, which: str) -> list[dict[str, Any]]:
    told = "" if profile.raw else ", counted in the original"
    if not profile.raw and profile.first_candidate is None:
        why = f": {profile.why_not_raw}" if profile.why_not_raw else ""
        return [{"kind": "quiet", "figure": "", "text": f"No measures of the thinking{which}{why}."}]
    rows: list[dict[str, Any]] = []
    if profile.first_correct is not None:
        tail = _after(profile.tail_words)
        text = f"of the way{which} the right answer first stood{tail}{told}"
        rows.append({"kind": "position", "figure": percent(profile.first_correct), "text": text})
    elif profile.first_candidate is not None:
        text = f"of the way{which} a first candidate stood; the right one never did{told}"
        rows.append({"kind": "position", "figure": percent(profile.first_candidate), "text": text})
    if profile.rechecks:
        rows.append(
            {
                "kind": "rechecks",
                "figure": number(profile.rechecks),
                "text": f"{_many('re-check', profile.rechecks)}{which}{told}",
            }
        )
    if told and profile.self_questions:
        text = f"{_many('question', profile.self_questions)} to itself{which}{told}"
        rows.append({"kind": "rechecks", "figure": number(profile.self_questions), "text": text})
    changes = {name: count for name, count in profile.changes.items() if count}
    if changes:
        told = ", ".join(f"{name} {count}" for name, count in changes.items())
        rows.append({"kind": "quiet", "figure": "", "text": f"Changes{which}: {told}"})
    return rows


def _after(words: int | None) -> str:
    return f"; {plural(words, 'word')} {'follows' if words == 1 else 'follow'} it" if words else ""


def _many(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"
