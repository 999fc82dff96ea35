"""What can be measured of one part's reply, by the name a remark calls it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from harness.records import ReasoningProfile, Reply, Transcript, Verdict

_STEP = re.compile(r"^\s{0,3}(?:#{1,6}\s|\*\*|(?:step|\d{1,2}[.)])\s)", re.IGNORECASE | re.MULTILINE)
_TEX = re.compile(r"\\[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Seen:
    """One part of one transcript with all that is known of it."""

    transcript: Transcript
    reply: Reply
    profile: ReasoningProfile | None
    verdict: Verdict | None
    facts: Mapping[str, float]
    """Figures of an original that this reply only condenses."""


Form = Literal["number", "share", "flag"]
Measure = Callable[[Seen, tuple[str, ...]], float | None]


@dataclass(frozen=True, slots=True)
class Trait:
    """A measure with its words."""

    words: str
    measure: Measure
    form: Form = "number"
    """How a figure is written: a share as per cent, a flag as yes or no."""

    def of(self, seen: Seen, words: tuple[str, ...] = ()) -> float | None:
        """Return the measure of one reply; None where it cannot be had."""
        return self.measure(seen, words)


def _sizes(field: str) -> Measure:
    """Return a reader of a size, which a condensed recording states for its original."""

    def read(seen: Seen, _: tuple[str, ...]) -> float | None:
        found = getattr(seen.profile, field, None)
        return float(found) if found else None

    return read


def _text(name: str, measure: Callable[[ReasoningProfile], float | None]) -> Measure:
    """Return a reader of a measure that needs the raw text, or a figure of the original by ``name``."""

    def read(seen: Seen, _: tuple[str, ...]) -> float | None:
        if name in seen.facts:
            return seen.facts[name]
        if seen.profile is None or not seen.profile.raw:
            return None
        return measure(seen.profile)

    return read


def _per_thousand(kind: str) -> Callable[[ReasoningProfile], float | None]:
    def read(profile: ReasoningProfile) -> float | None:
        words = profile.thinking_words
        return 1000 * profile.markers[kind] / words if words and kind in profile.markers else None

    return read


def _rechecks_per_thousand(profile: ReasoningProfile) -> float | None:
    if profile.rechecks is None or not profile.thinking_words:
        return None
    return 1000 * profile.rechecks / profile.thinking_words


def _tail_share(profile: ReasoningProfile) -> float | None:
    if profile.tail_words is None or not profile.thinking_words:
        return None
    return profile.tail_words / profile.thinking_words


def _first_recheck(profile: ReasoningProfile) -> float | None:
    """Return where the first re-check stands, as a share of the thinking; 1 where there is none."""
    if not profile.thinking_chars or profile.shared:
        return None
    if profile.rechecks is None:
        return None
    return min(profile.recheck_places, default=profile.thinking_chars) / profile.thinking_chars


def _correct(seen: Seen, _: tuple[str, ...]) -> float | None:
    if seen.verdict is None or seen.verdict.status in ("unsupported", "failed"):
        return None
    return float(seen.verdict.status == "correct")


def _reply(name: str, measure: Callable[[Reply, tuple[str, ...]], float | None]) -> Measure:
    """Return a reader of the reply's own text, or a figure of the original by ``name``."""

    def read(seen: Seen, words: tuple[str, ...]) -> float | None:
        if name in seen.facts:
            return seen.facts[name]
        return None if seen.reply.extras.get("condensed") else measure(seen.reply, words)

    return read


def _mentions(reply: Reply, words: tuple[str, ...]) -> float | None:
    """Return how often any of the words stands in thinking or answer, spacing aside."""
    text = re.sub(r"[\s-]+", "", f"{reply.reasoning} {reply.answer}").lower()
    return float(sum(text.count(re.sub(r"[\s-]+", "", word).lower()) for word in words))


def _headings(reply: Reply, _: tuple[str, ...]) -> float | None:
    return float(len(_STEP.findall(reply.answer)))


def _tex_in_thinking(reply: Reply, _: tuple[str, ...]) -> float | None:
    """Return LaTeX commands a 1,000 characters of thinking, less those of the answer."""
    if not reply.reasoning or not reply.answer:
        return None
    thinking, answer = (1000 * len(_TEX.findall(t)) / len(t) for t in (reply.reasoning, reply.answer))
    return thinking - answer


def _thinking_tex(reply: Reply, _: tuple[str, ...]) -> float | None:
    """Return LaTeX commands per 1,000 characters of thinking."""
    return 1000 * len(_TEX.findall(reply.reasoning)) / len(reply.reasoning) if reply.reasoning else None


def _undressed(seen: Seen, _: tuple[str, ...]) -> float | None:
    return float(seen.transcript.conversation.style == "raw")


TRAITS: dict[str, Trait] = {
    "seconds": Trait("seconds of thinking", _sizes("seconds")),
    "thinking_words": Trait("words of thinking", _sizes("thinking_words")),
    "thinking_chars": Trait("characters of thinking", _sizes("thinking_chars")),
    "thinking_tokens": Trait("tokens of thinking", _sizes("thinking_tokens")),
    "correct": Trait("marked correct", _correct, "flag"),
    "rechecks": Trait("re-checks", _text("rechecks", lambda p: p.rechecks)),
    "rechecks_per_1000": Trait(
        "re-checks per 1,000 words",
        _text("rechecks_per_1000", _rechecks_per_thousand),
    ),
    "first_recheck": Trait("place of the first re-check", _text("first_recheck", _first_recheck), "share"),
    "hesitations": Trait("words of hesitation", _text("hesitations", lambda p: p.markers.get("hesitation"))),
    "hesitations_per_1000": Trait(
        "words of hesitation per 1,000 words", _text("hesitations_per_1000", _per_thousand("hesitation"))
    ),
    "switches": Trait("switches of approach", _text("switches", lambda p: p.markers.get("switch"))),
    "self_questions": Trait("questions asked of itself", _text("self_questions", lambda p: p.self_questions)),
    "repeated_equations": Trait(
        "equations written again", _text("repeated_equations", lambda p: p.repeated_equations)
    ),
    "first_correct": Trait(
        "place of the first right answer", _text("first_correct", lambda p: p.first_correct), "share"
    ),
    "tail_share": Trait(
        "share of the thinking after the right answer", _text("tail_share", _tail_share), "share"
    ),
    "wrong_candidates": Trait(
        "wrong values claimed on the way",
        _text("wrong_candidates", lambda p: sum(c.right is False for c in p.candidates)),
    ),
    "mentions": Trait("mentions", _reply("mentions", _mentions)),
    "headings": Trait("headings and numbered steps of the answer", _reply("headings", _headings)),
    "tex_in_thinking": Trait(
        "LaTeX per 1,000 characters, thinking less answer", _reply("tex_in_thinking", _tex_in_thinking)
    ),
    "thinking_tex": Trait(
        "LaTeX commands per 1,000 characters of thinking", _reply("thinking_tex", _thinking_tex)
    ),
    "undressed": Trait("asked without any added prompt", _undressed, "flag"),
}
"""Name in a write-up's file → measure."""
