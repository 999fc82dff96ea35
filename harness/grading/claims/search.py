"""Which of a reply's claims is its answer.

In this order: what is boxed; what stands under a final-answer heading or after such a cue; the last
claim that names the target; the last bold, concluding or bare expression. What comes after a
retraction overrides what stood before it. Denied, supposed and restated claims are none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from harness.grading.claims.announcements import Region, cue_in, regions
from harness.grading.claims.reader import Found, Reader, concluding
from harness.grading.claims.sentences import Saying
from harness.grading.claims.sides import clipped, derived, is_range, narrowed, valued
from harness.grading.claims.withdrawn import retraction
from harness.grading.language import lexicon as cues
from harness.grading.language.lexicon import find_phrase
from harness.grading.language.naming import TargetNames

BOX_GAP = 12
"""Boxes this close together are one list."""
MOST_UNITS = 60
"""How many units of an announced answer are read."""
_LOOK_BACK = 400
"""How many units are searched backwards for a claim."""


@dataclass(frozen=True, slots=True)
class Finals:
    """The claims that compete to be the answer, the last one first, and how they were found."""

    claims: tuple[Found, ...] = ()
    why_none: str = ""


Claims = dict[int, list[Found]]
"""The bare claims of some units, the last one first."""


class Search:
    """The search for one target's final claim in some stretches of a reply."""

    def __init__(
        self, reader: Reader, names: TargetNames, ranges: tuple[tuple[int, int], ...], named_only: bool
    ) -> None:
        self.reader, self.names, self.ranges, self.named_only = reader, names, ranges, named_only
        self.units = [n for n, u in enumerate(reader.units) if any(a <= u.start < b for a, b in ranges)]
        self.valued_only = False
        """Whether a value is asked for: a range of the target is then no answer if it has a value."""
        self.ranged_only = False
        """Whether a range is asked for: a value of the target is then no answer if it has a range."""
        self.general = False
        """Whether the answer holds names: what is said of a case of them is then beside it."""
        self.misfits: Callable[[Found], str] = lambda found: ""
        """What of a bare claim's value is not what is asked: its "shape", its "kind", or nothing."""
        self.saying = Saying(reader, names)
        self._regions: dict[int, tuple[Region, ...]] = {}

    def finals(self, accepts: Callable[[Found], bool] = lambda found: True) -> Finals:
        """Return the final claims; ``accepts`` tells whether a bare claim can be read as what is asked."""
        if not self.units:
            return Finals(why_none="nothing is claimed")
        low, high = self.ranges[0][0], self.ranges[-1][1]
        at, strong = retraction(self.reader, low, high)
        if at >= 0:
            found = self._tiers(at, accepts, after_retraction=True)
            if found.claims:
                return found
            if strong:
                return Finals(why_none="the answer was taken back and not replaced")
        return self._tiers(low, accepts)

    def _tiers(self, floor: int, accepts: Callable[[Found], bool], after_retraction: bool = False) -> Finals:
        boxed = self._boxed(floor)
        if boxed:
            return self._rivals(boxed, "boxed")
        cued = self._cued(floor, accepts)
        if cued:
            return self._rivals(cued, cued[0].prominence)
        named = self._named(floor)
        if named:
            return self._rivals(named, "target")
        if self.named_only:
            return Finals(why_none="nothing is claimed about what was asked")
        bare = self._bare(accepts, floor if after_retraction else 0)
        if after_retraction and not (bare and bare[0].prominence in ("bold", "conclusion")):
            bare = self._replacement(floor, accepts)
        return Finals(tuple(bare), "" if bare else "nothing is claimed")

    # -------------------------------------------------------------------- boxes

    def _boxed(self, floor: int) -> list[Found]:
        boxes = [
            b for b in self.reader.page.boxes if b[0] >= floor and any(a <= b[0] < z for a, z in self.ranges)
        ]
        claims: list[Found] = []
        last_box = -1
        for box in reversed(boxes):
            in_box = self.in_box(box)
            named = [c for c in in_box if c.named]
            if (
                self.names.exact
                and not named
                and (self.named_only or any(self.saying.foreign(c) for c in in_box))
            ):
                continue
            chosen = named or in_box
            if not chosen:
                continue
            if claims and last_box - box[1] > BOX_GAP + 8 and not self._same_breath(box[1], last_box):
                if not self._announced(box[0], chosen):
                    continue
                claims += [c._replace(doubtful=False) for c in chosen[-1:]]
                break
            claims += reversed(chosen)
            last_box = box[0]
        return claims

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

    def _same_breath(self, end: int, start: int) -> bool:
        between = self.reader.lowered[end:start]
        return len(between) < 60 and any(find_phrase(between, w) >= 0 for w in ("or", "or maybe", "或"))

    def _announced(self, position: int, chosen: list[Found]) -> bool:
        """Whether an earlier box is said to be the answer too."""
        unit = self.reader.units[self.reader.unit_at(position)]
        opening = self.reader.lowered[unit.start : position]
        return any(c.named == 2 for c in chosen) or any(
            find_phrase(opening, w) >= 0 for w in ("final answer", "answer is", "the answer", "answer:")
        )

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

    def _cued(self, floor: int, accepts: Callable[[Found], bool]) -> list[Found]:
        for region in self.regions(floor):
            named, bare = list[Found](), list[Found]()
            first, last = self.reader.unit_at(region.start), self.reader.unit_at(region.end - 1)
            for number in range(first, min(last, first + MOST_UNITS) + 1):
                named += [c for c in self.reader.about(self.names, number) if c.end > region.start]
                for statement in self.reader.statements(number):
                    if statement.end <= region.start or statement.start < region.start - 2:
                        continue
                    ruled_out = self.reader.denied(statement) or self.saying.supposed(statement)
                    if statement.start < region.start and not statement.relational:
                        statement = clipped(statement, (region.start, region.end))
                    if not ruled_out and not self.reader.restated(statement):
                        bare.append(Found(statement, valued(statement, statement.sides), 0))
            word = "heading" if region.heading else "cue"
            named = [c for c in named if self._fitting(c)] or named
            if region.heading and named:
                first_of = self.reader.units[named[0].statement.unit].paragraph
                named = [c for c in named if self.reader.units[c.statement.unit].paragraph == first_of]
            if named:
                return [c._replace(prominence=word) for c in reversed(named)]
            if not self.named_only:
                bare = [c for c in bare if not self.saying.foreign(c)]
                for chosen in bare:
                    if not (accepts(chosen) or (self._directly(region, chosen) and self.misfits(chosen))):
                        continue
                    return [chosen._replace(prominence=word), *self.saying.or_after(chosen)]
        return []

    # -------------------------------------------------------------- named and bare

    def _named(self, floor: int) -> list[Found]:
        """Return the last claims under the target's name; else ranges of it, else special cases."""
        spare: list[Found] = []
        ranged: list[Found] = []
        for number in reversed(self.units[-_LOOK_BACK:]):
            if self.reader.units[number].end <= floor:
                break
            found = [c for c in self.reader.about(self.names, number) if c.start >= floor]
            clear = [c for c in found if not c.doubtful]
            values = [c for c in clear if self._fitting(c)]
            if values:
                return list(reversed(values))
            ranged = ranged or list(reversed(clear))
            spare = spare or list(reversed(found))
        return ranged or spare

    def _fitting(self, found: Found) -> bool:
        """Whether a named claim gives a value where one is asked, or a range where that is."""
        return not (is_range(found) if self.valued_only else self.ranged_only and not is_range(found))

    def _replacement(self, floor: int, accepts: Callable[[Found], bool]) -> list[Found]:
        """Return the bare claim that a retraction puts in place of the earlier one."""
        first = self.reader.unit_at(floor)
        for number in (first, first + 1, first + 2):
            if number >= len(self.reader.units):
                break
            for found in reversed(list(self.saying.linked(number, floor))):
                if accepts(found):
                    return [found._replace(prominence="correction"), *self.saying.or_after(found)]
        return []

    def _directly(self, region: Region, found: Found) -> bool:
        """Whether nothing but the words that introduce a value stands between a cue and a claim."""
        words = self.reader.lowered[region.start : found.start].replace(":", " : ").replace("**", " ").split()
        return not words or (len(words) < 8 and words[-1].strip("*(,") in cues.LINKING)

    def _bare(self, accepts: Callable[[Found], bool], floor: int = 0) -> list[Found]:
        """Return the last bold, concluding or bare claim, unless one of another shape takes its place."""
        later = [n for n in self.units[-40:] if self.reader.units[n].start >= floor]
        recent = [n for n in later if not self.saying.asks(n)]
        found = self._bold(accepts, floor)
        for beside in (False, True):
            chosen = recent if beside else [n for n in recent if not self.reader.remark(n)]
            claims = {
                n: [c for c in self._claims(n, beside) if beside or not self._beside(c)] for n in chosen
            }
            found = found or self._concluding(claims, accepts, beside) or self._last(claims, accepts)
            if found:
                found = self._outlasting(found, claims, accepts) or found
                found = self._superseding(found, claims) or found
                return [found, *self.saying.or_after(found)]
        return []

    def _claims(self, number: int, beside: bool) -> list[Found]:
        """Return a unit's claims; where a formula is asked for, at first without those that only explain."""
        main, rest = self.saying.apart(number)
        return main if main and self.general and not beside else main + rest

    def _beside(self, found: Found) -> bool:
        """Whether a claim is said beside the argument, or only of a case where the general is asked."""
        return self.reader.incidental(found.statement) or (self.general and self.saying.of_case(found))

    def _bold(self, accepts: Callable[[Found], bool], floor: int) -> Found | None:
        reader = self.reader
        for start, end in reversed(reader.page.bold):
            if start >= floor and any(a < end and start < b for a, b in self.ranges):
                number = reader.unit_at(start)
                inside = [
                    s
                    for s in reader.statements(number)
                    if s.end <= end and (s.start >= start or start <= s.sides[-1].start <= start + 3)
                ]
                for found in self.saying.bare(inside):
                    rest = reader.lowered[found.end : end].split()
                    alone = found.start - start < 3 and (end - found.end < 3 or _is_unit(rest))
                    if (alone or self.saying.said(found.statement)) and accepts(found):
                        return found._replace(prominence="bold")
                    if alone and self.saying.prominence(found) == "display" and self.misfits(found):
                        return found._replace(prominence="bold")
        return None

    def _concluding(self, claims: Claims, accepts: Callable[[Found], bool], beside: bool) -> Found | None:
        reader = self.reader
        for number in reversed(list(claims)[-6:]):
            if concluding(reader.lowered, reader.units[number]):
                sole = list(self.saying.bare(list(reader.statements(number))))
                alone = len(sole) == 1 and (beside or not self._beside(sole[0]))
                for found in sole if alone else claims[number]:
                    if accepts(found):
                        rest = [list(reader.statements(n)) for n in claims if n > number]
                        after = (self.saying.bare(statements) for statements in rest)
                        own = ([c for c in stated if beside or not self._beside(c)] for stated in after)
                        found = narrowed(reader, found, own, accepts)
                        return found._replace(prominence="conclusion")
        return None

    def _last(self, claims: Claims, accepts: Callable[[Found], bool]) -> Found | None:
        for number in reversed(claims):
            for found in claims[number]:
                if accepts(found):
                    return found._replace(prominence="last")
        return None

    def _outlasting(self, found: Found, claims: Claims, accepts: Callable[[Found], bool]) -> Found | None:
        """Return the formula that a reply ends in, where an earlier sentence only drew a conclusion."""
        if found.prominence != "conclusion":
            return None
        number = max((n for n, own in claims.items() if own), default=-1)
        if number <= found.statement.unit or not accepts(last := claims[number][0]):
            return None
        return last._replace(prominence="last") if self.saying.ends_in(last) else None

    def _superseding(self, found: Found, claims: Claims) -> Found | None:
        """Return the later claim of another shape that stands as prominently as the one chosen, if any."""
        weak = found.prominence == "last" and self.saying.prominence(found) in ("", "last")
        for number in reversed(claims):
            if number < found.statement.unit:
                break
            explaining = self.saying.apart(number)[1]
            for later in claims[number]:
                if later in explaining:
                    continue
                if later.start <= found.end or self.saying.foreign(later):
                    continue
                hence = self.saying.follows(later)
                if derived(self.reader, later, found) and not hence:
                    continue
                prominence = self.saying.prominence(later)
                if not prominence or (prominence == "last" and not weak):
                    continue
                if self.misfits(later) in (("shape", "kind") if hence else ("shape",)):
                    return later._replace(prominence=prominence)
        return None

    def _rivals(self, claims: list[Found], prominence: str) -> Finals:
        """Keep the last claim and those that compete with it."""
        last = claims[0]
        kept = [last]
        edge = last
        for earlier in claims[1:]:
            if prominence == "boxed" or self._in_one_breath(earlier, edge):
                kept.append(earlier)
                edge = earlier
            elif last.named < earlier.named == 2 and prominence in ("heading", "cue", "target"):
                kept[0:1] = [earlier]
                last = edge = earlier
            else:
                break
        kept = [c._replace(prominence=c.prominence if c.prominence != "target" else prominence) for c in kept]
        return Finals((*kept, *self.saying.or_after(kept[0])))

    def _in_one_breath(self, earlier: Found, later: Found) -> bool:
        gap = self.reader.lowered[earlier.end : later.start]
        words = gap.replace(",", " , ").split()
        return (
            later.start >= earlier.end
            and len(gap) < 40
            and all(
                w in ("or", "and", ",", ";", "或", "和", "maybe", "perhaps", "possibly", "else")
                for w in words
            )
        )


def _is_unit(rest: list[str]) -> bool:
    """Whether a few words may be the unit of the number before them: ``8 widgets per hour``."""
    return len(rest) < 5 and cues.NO_UNIT.isdisjoint(rest) and all(word.isalpha() for word in rest)
