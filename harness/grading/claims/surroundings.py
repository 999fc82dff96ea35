"""What a reply is like around its candidates: where it ends, announces, takes back and only checks."""

from __future__ import annotations

from functools import cached_property

from harness.grading.claims import signs
from harness.grading.claims.announcements import cue_in
from harness.grading.claims.search import Asked
from harness.grading.claims.sources import Candidate
from harness.grading.claims.withdrawn import broken_off, refuses, retraction
from harness.grading.language import lexicon as cues

Traits = dict[str, float]
"""A trait's name → how much of it there is."""
ANNOUNCED = frozenset(("cue", "heading", "tag", "hash"))
"""Sources of what the reply itself calls its answer."""


class Surroundings:
    """What all candidates of one target share."""

    def __init__(self, asked: Asked, found: tuple[Candidate, ...]) -> None:
        self.search, self.reader, self.found = asked.search, asked.search.reader, found
        flat, units = self.reader.flat, self.reader.units
        told = [n for n in self.search.fresh if cues.ALNUM.search(flat, units[n].start, units[n].end)]
        self.order = {n: len(told) - 1 - at for at, n in enumerate(told)}
        """How many sentences stand behind each."""
        self.last = told[-1] if told else -1
        self.low, self.high = self.search.ranges[0][0], self.search.ranges[-1][1]
        self._cued: dict[int, bool] = {}

    @cached_property
    def withdrawn(self) -> tuple[int, bool]:
        """Return where the last retraction stands (or -1), and whether it is strong."""
        return retraction(self.reader, self.low, self.high)

    @cached_property
    def refused(self) -> int:
        """Return where the last refusal stands, or -1."""
        return refuses(self.reader, self.low, self.high)

    @cached_property
    def ends(self) -> str:
        """Return how a reply ends that does not end well: "cut" in a formula, "broken" in a sentence."""
        if self.reader.page.cut is not None:
            return "cut"
        return "broken" if broken_off(self.reader) else ""

    @cached_property
    def thinking(self) -> bool:
        """Whether the reply ends within a thinking that it never closes."""
        return self.reader.lowered.rfind("<think") > self.reader.lowered.rfind("</think")

    @cached_property
    def announces(self) -> bool:
        """Whether the reply calls something its answer."""
        return any(map(self.announced, self.found))

    @cached_property
    def entire(self) -> bool:
        """Whether the whole reply is one claim."""
        return any(one.source == "whole" for one in self.found)

    @cached_property
    def last_cue(self) -> int:
        """Return where the last announcement stands, or -1."""
        own = [one.start for one in self.found if one.source == "hash"]
        return max([r.start for r in self.search.regions(self.low)] + own, default=-1)

    @cached_property
    def labels(self) -> dict[str, int]:
        """Return where each left side last stands."""
        found: dict[str, int] = {}
        for one in self.found:
            if one.found is not None and one.found.statement.relational:
                first = one.found.statement.sides[0]
                label = self.reader.flat[first.start : first.end].strip()
                found[label] = max(found.get(label, -1), one.start)
        return found

    def later(self, label: str, end: int) -> bool:
        """Return whether a left side stands again behind ``end``."""
        return self.labels.get(label, -1) > end

    @cached_property
    def beside(self) -> frozenset[int]:
        """Return the sentences of paragraphs and sections that open as a check, a reason or an example."""
        found: set[int] = set()
        section, paragraph, apart = False, -1, False
        for number in self.search.fresh:
            unit = self.reader.units[number]
            opening = self.reader.lowered[unit.start : unit.start + 60].strip(" *_#>-\n0123456789.")
            opens = opening.startswith(signs.BESIDE)
            if unit.kind == "heading":
                section = opens
            if unit.paragraph != paragraph:
                paragraph = unit.paragraph
                apart = opens or (apart and not section and self._named(unit.start))
            if section or apart:
                found.add(number)
        return frozenset(found)

    def _named(self, start: int) -> bool:
        """Whether what stands before a paragraph only names it: "**Check:**"."""
        return self.reader.lowered[max(0, start - 40) : start].rstrip(" *_\n").endswith(":")

    def announced(self, one: Candidate) -> bool:
        """Return whether a candidate stands in what the reply calls its answer."""
        return not ANNOUNCED.isdisjoint(one.sources)

    def has_cue(self, number: int) -> bool:
        """Return whether a sentence holds a cue."""
        if number not in self._cued:
            self._cued[number] = cue_in(self.reader, self.reader.units[number])
        return self._cued[number]

    def at_cue(self, one: Candidate) -> bool:
        """Return whether a candidate opens its sentence or stands directly behind a colon."""
        unit = self.reader.units[self.reader.unit_at(one.start)]
        return not self.reader.lowered[max(unit.start, one.start - 40) : one.start].strip(" :*$")

    def directly(self, one: Candidate) -> bool:
        """Return whether only words that introduce a value stand between a cue and a candidate."""
        for region in self.search.regions(self.low):
            if region.start - 2 <= one.start < region.end:
                gap = self.reader.lowered[region.start : one.start]
                words = gap.replace(":", " : ").replace("**", " ").replace("$", " ").split()
                linked = len(words) < 8 and words[-1:] != [] and words[-1].strip("*(,") in cues.LINKING
                if not words or (linked and not any(w[0].isdigit() for w in words)):
                    return True
        return False

    def later_paragraph(self, one: Candidate, number: int) -> bool:
        """Return whether a candidate stands in a later paragraph under a heading over the answer."""
        units = self.reader.units
        for region in self.search.regions(self.low):
            if region.heading and region.start - 2 <= one.start < region.end:
                first = next((n for n in self.search.fresh if units[n].end > region.start + 1), number)
                return units[first].paragraph != units[number].paragraph
        return False

    def clause(self, low: int, high: int) -> str:
        """Return the words of the clause before a candidate; so, hence and a colon begin a new one."""
        text = self.reader.lowered[max(low, high - 80) : high]
        for border in signs.CLAUSES:
            text = text[text.rfind(border) + len(border) :] if border in text else text
        return text

    def key(self, one: Candidate) -> str:
        """Return a candidate's value without what two spellings of it may differ in."""
        if one.found is None:
            return one.text
        side = one.found.values[-1]
        return signs.SPACING.sub("", self.reader.flat[side.start : side.end])
