"""A thinking as one line: candidates as dots, markers as ticks, the re-check tail shaded."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from harness.records import Candidate, ReasoningProfile
from reports.measured.material import Material, Unit, reply_to
from reports.pages.site import Site, Writer, page
from reports.pages.writeup import Places
from reports.typeset.escape import shorten, slug
from reports.typeset.words import percent, plural

EDGE, WIDTH = 1.0, 98.0
"""Where a strip begins and how long it is, in percent of the page's width."""
SPOTS, PAGE_SPOTS = 150, 4_000
"""Dots, and ticks, on a strip at most, and on a page; the first and the last are kept."""
SAMPLES = 12
"""Strips of one arm on one part at most."""
SENTENCE = 220
NEAR = 12
"""Questions linked to on either side of one."""
STATED = (
    "Counted in the original thinking and stated by the recording, whose own text is retold: only the first "
    "right answer and what came after it can be drawn."
)


def write(
    material: Material, site: Site, rows: Sequence[Unit], places: Places, writer: Writer
) -> dict[str, str]:
    """Write a page of strips a question and return question → address."""
    found: dict[str, list[Unit]] = {}
    for row in rows:
        profile = material.profiles.get((row.run_key, row.part))
        if profile and profile.thinking_chars and (row.arm, row.question) in places.page:
            found.setdefault(row.question, []).append(row)
    addresses = {question: address(question) for question in found}
    order = list(addresses)
    place = {question: at for at, question in enumerate(order)}
    for question, mine in found.items():
        here = addresses[question]
        at = place[question]
        near = {name: addresses[name] for name in order[max(0, at - NEAR) : at + NEAR]}
        values = {"page": _page(material, question, mine, places, near)}
        writer.text(here, page("reasoning.html", site, here, "Reasoning", values))
    return addresses


def address(question: str) -> str:
    """Return where a question's strips lie in the report."""
    return f"pages/reasoning-{slug(question)}.html"


def _page(
    material: Material, question: str, rows: Sequence[Unit], places: Places, addresses: Mapping[str, str]
) -> dict[str, Any]:
    parts: dict[str, list[Unit]] = {}
    for row in rows:
        parts.setdefault(row.part, []).append(row)
    known = material.questions.get(question)
    return {
        "kicker": question,
        "heading": f"Reasoning: {known.title}" if known else "Reasoning",
        "others": [
            {"href": href.removeprefix("pages/"), "title": name.rpartition("/")[2], "here": name == question}
            for name, href in addresses.items()
        ]
        if len(addresses) > 1
        else [],
        "parts": [_part(material, part, mine, places, len(parts)) for part, mine in parts.items()],
    }


def _part(material: Material, part: str, rows: Sequence[Unit], places: Places, parts: int) -> dict[str, Any]:
    shown: dict[str, int] = {}
    kept = []
    for row in rows:
        shown[row.arm] = shown.get(row.arm, 0) + 1
        if shown[row.arm] <= SAMPLES:
            kept.append(row)
    spots = max(10, min(SPOTS, PAGE_SPOTS // (2 * parts * len(kept))))
    strips = [strip(material, row, places, spots) for row in kept]
    return {"part": part, "anchor": f"part-{slug(part)}", "strips": strips, "left": len(rows) - len(kept)}


def strip(material: Material, row: Unit, places: Places, spots: int = SPOTS) -> dict[str, Any]:
    """Return what the template draws of one thinking."""
    profile = material.profiles[row.run_key, row.part]
    reply = reply_to(material.transcripts[row.transcript], row.turn)
    text = reply.reasoning if reply else ""
    first, length = _stretch(profile, text)
    scale = WIDTH / max(1, length)
    tail = None if profile.first_correct is None else EDGE + profile.first_correct * WIDTH
    return {
        "label": row.arm + (f", sample {row.sample}" if row.sample else ""),
        "status": row.status,
        "href": "../" + places.evaluation.get((row.run_key, row.part), ""),
        "words": plural(profile.thinking_words, "word"),
        "says": _says(profile),
        "drawn": profile.raw or stated(profile),
        "why": "" if profile.raw else STATED if stated(profile) else profile.why_not_raw,
        "tail": None if tail is None else f"{tail:.2f}",
        "rest": None if tail is None else f"{EDGE + WIDTH - tail:.2f}",
        "dots": _stated_dots(profile)
        if stated(profile)
        else [_dot(c, text, first, scale) for c in _thinned(profile.candidates, spots)],
        "ticks": [
            {
                "x": _place(m.start, first, scale),
                "kind": re.sub("[^a-z-]", "", m.kind.lower()),
                "above": m.kind.replace("-", "") == "recheck",
                "says": f"{m.kind}: {sentence(text, m.start, m.start + len(m.text))}",
            }
            for m in _thinned(profile.marker_list, spots)
        ],
    }


def stated(profile: ReasoningProfile) -> bool:
    """Return whether the positions are those that a retold recording states of its original."""
    return not profile.raw and profile.first_correct is not None


def _stated_dots(profile: ReasoningProfile) -> list[dict[str, Any]]:
    at = profile.first_correct or 0.0
    after = f"; {plural(profile.tail_words, 'word')} follow" if profile.tail_words else ""
    says = f"right: the first right answer stood at {percent(at)} of the original thinking{after}"
    return [
        {"x": f"{EDGE + at * WIDTH:.2f}", "kind": "right", "shape": "right", "repeated": False, "says": says}
    ]


def _stretch(profile: ReasoningProfile, text: str) -> tuple[int, int]:
    """Return where the part's own thinking begins and how long it is; a shared one is cut by estimate."""
    spots = [c.start for c in profile.candidates] + [m.start for m in profile.marker_list]
    length = min(profile.thinking_chars, len(text)) or len(text)
    if not profile.shared or not spots or max(spots) <= length:
        return 0, length
    return max(0, min(min(spots), max(spots) - length)), length


def _place(position: int, first: int, scale: float) -> str:
    return f"{EDGE + max(0.0, min(WIDTH, (position - first) * scale)):.2f}"


def _dot(candidate: Candidate, text: str, first: int, scale: float) -> dict[str, Any]:
    kind = "right" if candidate.right else "wrong" if candidate.right is False else "open"
    word = {"right": "right", "wrong": "wrong", "open": "undecided"}[kind]
    again = ", again" if candidate.repeated else ""
    told = sentence(text, candidate.start, candidate.end) or candidate.text
    return {
        "x": _place(candidate.start, first, scale),
        "kind": kind + (" repeated" if candidate.repeated else ""),
        "shape": kind,
        "repeated": candidate.repeated,
        "says": f"{word}{again}: {told}",
    }


def _thinned(found: Sequence[Any], most: int) -> list[Any]:
    if len(found) <= most:
        return list(found)
    step = (len(found) - 1) / (most - 1)
    return [found[round(k * step)] for k in range(most)]


def sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around a stretch, bounded."""
    low = max(0, start - SENTENCE // 2)
    left = max(
        text.rfind(". ", low, start) + 2 if text.rfind(". ", low, start) >= 0 else low,
        text.rfind("\n", low, start) + 1,
    )
    stops = [at for mark in (". ", "\n") if (at := text.find(mark, end, end + SENTENCE // 2)) >= 0]
    right = min([*stops, end + SENTENCE // 2, len(text)])
    return shorten(text[left : right + 1], 2 * SENTENCE)


def _rechecks(profile: ReasoningProfile) -> str:
    return "re-checks not measured" if profile.rechecks is None else plural(profile.rechecks, "re-check")


def _says(profile: ReasoningProfile) -> str:
    if stated(profile):
        told = ["as counted in the original", _rechecks(profile)]
    elif not profile.raw:
        return f"no measures: {profile.why_not_raw}"
    else:
        told = [plural(len(profile.candidates), "candidate"), _rechecks(profile)]
    if profile.first_correct is not None:
        told.append(f"first right at {percent(profile.first_correct)}")
    elif profile.candidates:
        told.append("never right")
    if profile.loop_times:
        told.append(
            f"a loop takes {percent(profile.loop_share or 0)} of it ({profile.loop_times} times the same)"
        )
    return ", ".join(told)
