"""What is looked for in a reply and where: sentences, boxes, announcements; what may be asked of a claim."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Protocol

from harness.grading.claims.announcements import Region, cue_in, regions
from harness.grading.claims.labelled import Family
from harness.grading.claims.reader import Found, Reader, concluding
from harness.grading.claims.sentences import Saying
from harness.grading.claims.sides import clipped, is_range, valued
from harness.grading.kinds import Traits
from harness.grading.language import lexicon as cues
from harness.grading.language.lexicon import find_phrase
from harness.grading.language.naming import TargetNames
from harness.maths.equality.decision import Decision
from harness.maths.parsing.scope import Scope
from harness.records import Claim, Expected, TargetMark

BOX_GAP = 12
"""Boxes this close together are one list."""
MOST_UNITS = 60
"""How many units of an announced answer are read."""
_LOOK_BACK = 400
"""How many units are searched backwards for a claim."""


class Search:
    """The search for one target's final claim in some stretches of a reply."""

    def __init__(
        self, reader: Reader, names: TargetNames, ranges: tuple[tuple[int, int], ...], named_only: bool
    ) -> None:
        self.reader, self.names, self.ranges, self.named_only = reader, names, ranges, named_only
        self.units = [n for n, u in enumerate(reader.units) if any(a <= u.start < b for a, b in ranges)]
        self.fresh = _unrepeated(reader, self.units)
        """The units without those that only say again what stood before: a loop counts once."""
        self.valued_only = False
        """Whether a value is asked for: a range of the target is then no answer if it has a value."""
        self.ranged_only = False
        """Whether a range is asked for: a value of the target is then no answer if it has a range."""
        self.general = False
        """Whether the answer holds names: what is said of a case of them is then beside it."""
        self.family: Family | None = None
        """The targets that are asked together with this one, by their names and words."""
        self.saying = Saying(reader, names)
        self._regions: dict[int, tuple[Region, ...]] = {}

    def about(self, start: int, end: int) -> bool:
        """Whether words in a stretch may be about the target: one of several has to be named beside them."""
        unit = self.reader.units[self.reader.unit_at(start)]
        return not self.named_only or cues.has_any(self.reader.lowered, self.names.phrases, unit.start, end)

    # -------------------------------------------------------------------- boxes

    def in_box(self, box: tuple[int, int]) -> list[Found]:
        """Return the claims in one box, in order, named ones under their name."""
        number = self.reader.unit_at(box[0])
        found: list[Found] = []
        about = {c.statement.end: c for c in self.reader.about(self.names, number)}
        for statement in self.reader.statements(number):
            if statement.end <= box[0] or statement.start >= box[1]:
                continue
            claim = about.get(statement.end)
            if claim is None:
                if self.reader.denied(statement):
                    continue
                if not statement.relational:
                    statement = clipped(statement, box)
                inside = tuple(s for s in statement.sides if s.start >= box[0] - 1 and s.start < box[1])
                claim = Found(statement, valued(statement, inside), 0)
            found.append(claim._replace(prominence="boxed"))
        return found

    def same_breath(self, end: int, start: int) -> bool:
        between = self.reader.lowered[end:start]
        return len(between) < 60 and any(find_phrase(between, w) >= 0 for w in ("or", "or maybe", "或"))

    def announced(self, number: int) -> list[Found]:
        """Return the bare claims of one unit that are boxed or follow a cue or a word of conclusion."""
        reader = self.reader
        unit = reader.units[number]
        after = bisect_left(reader.page.boxes, (unit.start,))
        boxed = any(b[0] < unit.end for b in reader.page.boxes[after : after + 1])
        if not (boxed or cue_in(reader, unit) or concluding(reader.lowered, unit)):
            return []
        return list(reversed(list(self.saying.linked(number, 0))))

    # --------------------------------------------------------------------- cues

    def regions(self, floor: int) -> tuple[Region, ...]:
        """Return where answers are announced after ``floor``, the last one first."""
        if floor not in self._regions:
            found = regions(self.reader, floor, self.ranges[-1][1])
            within = (r for r in found if any(a < r.end and r.start < b for a, b in self.ranges))
            self._regions[floor] = tuple(within)
        return self._regions[floor]

    def fits(self, found: Found) -> bool:
        """Whether a named claim gives a value where one is asked, or a range where that is."""
        return not (is_range(found) if self.valued_only else self.ranged_only and not is_range(found))


def _unrepeated(reader: Reader, units: list[int]) -> list[int]:
    seen: set[str] = set()
    found: list[int] = []
    for number in units:
        unit = reader.units[number]
        text = reader.lowered[unit.start : unit.end].strip()
        if len(text) < 12 or text not in seen:
            found.append(number)
        seen.add(text)
    return found


A_RELATION = "a relation, where a value was asked"
AN_EQUATION = "an equation, where a value was asked"
LEFT_OPEN = (A_RELATION, AN_EQUATION)
"""Why what was read whole is no answer: it is left to be solved."""


@dataclass(frozen=True, slots=True)
class Finals:
    """The claims that are one answer or compete to be it, the last one first."""

    claims: tuple[Found, ...] = ()


class Judging(Protocol):
    """Decisions about claims for one target; `harness.grading.marking.deciding` makes them."""

    @property
    def traits(self) -> Traits:
        """What the kind says of itself."""

    @property
    def lettered(self) -> bool:
        """Whether the true value holds names."""

    @property
    def scope(self) -> Scope:
        """What may be assumed while a claim is read."""

    @property
    def expected(self) -> Expected:
        """What a claim is held against."""

    def decide(self, text: str) -> Decision:
        """Return the decision about one text."""

    def put_in_words(self, text: str, start: int, end: int) -> str | None:
        """Return a text of words and formulas with the reply's own names replaced; None without any."""

    def judge(self, found: Found) -> Decision:
        """Return the decision about one claim."""

    def accepts(self, found: Found) -> bool:
        """Return whether a claim can be read as what is asked, in the shape that is asked."""

    def reads(self, found: Found) -> bool:
        """Return whether a claim can be read as what is asked, whatever its shape."""

    def misfits(self, found: Found) -> str:
        """Return what of a claim's value is not what is asked: its "shape", its "kind", or nothing."""

    def bounding(self, found: Found) -> bool:
        """Return whether the words beside a number make it a bound, where none is asked for."""

    def settle(self, finals: Finals) -> TargetMark:
        """Return the mark of the target from competing claims."""

    def settle_text(self, text: str, claim: Claim) -> TargetMark:
        """Return the mark of a claim whose text is given."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for in which stretches of which reply."""

    expected: Expected
    search: Search
    deciding: Judging
