"""Which of a reply's claims is its answer.

In this order: what is boxed; what stands under a final-answer heading or after such a cue; the last
claim that names the target; the last bold, concluding or bare expression. What comes after a
retraction overrides what stood before it. Denied, supposed and restated claims are none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from harness.grading import cues
from harness.grading.announcements import Region, cue_in, regions
from harness.grading.claims import Found, Reader, Statement, concluding
from harness.grading.cues import find_phrase
from harness.grading.naming import TargetNames, name
from harness.grading.runs import content_start
from harness.grading.valuing import clipped, is_range, iterates, narrowed, subordinate, valued

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


class Search:
    """The search for one target's final claim in some stretches of a reply."""

    def __init__(
        self, reader: Reader, names: TargetNames, ranges: tuple[tuple[int, int], ...], named_only: bool
    ) -> None:
        self.reader, self.names, self.ranges, self.named_only = reader, names, ranges, named_only
        self.units = [n for n, u in enumerate(reader.units) if any(a <= u.start < b for a, b in ranges)]
        self.valued_only = False
        """Whether a value is asked for: a range of the target is then no answer if it has a value."""
        self.conditions = False
        """Whether a condition is asked for: what stands after "they agree if" is then what is claimed."""
        self._regions: dict[int, tuple[Region, ...]] = {}

    def finals(self, accepts: Callable[[Found], bool] = lambda found: True) -> Finals:
        """Return the final claims; ``accepts`` tells whether a bare claim can be read as what is asked."""
        if not self.units:
            return Finals(why_none="nothing is claimed")
        low, high = self.ranges[0][0], self.ranges[-1][1]
        at, strong = self.reader.retraction(low, high)
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
        if after_retraction:
            bare = self._replacement(floor, accepts)
        else:
            bare = self._bare(accepts)
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
            if self.names.exact and not named and (self.named_only or any(_foreign(self, c) for c in in_box)):
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
        return list(reversed(list(self._linked(number, 0))))

    # --------------------------------------------------------------------- cues

    def regions(self, floor: int) -> tuple[Region, ...]:
        """Return where answers are announced after ``floor``, the last one first."""
        if floor not in self._regions:
            found = regions(self.reader, floor, self.ranges[-1][1])
            self._regions[floor] = tuple(r for r in found if any(a <= r.start < b for a, b in self.ranges))
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
                    ruled_out = self.reader.denied(statement) or self._supposed(statement)
                    if not ruled_out and not self.reader.restated(statement):
                        bare.append(Found(statement, valued(statement, statement.sides), 0))
            word = "heading" if region.heading else "cue"
            named = [c for c in named if not (self.valued_only and is_range(c))] or named
            if named:
                return [c._replace(prominence=word) for c in reversed(named)]
            if not self.named_only:
                bare = [c for c in bare if not _foreign(self, c) and accepts(c)]
                if bare:
                    return [bare[0]._replace(prominence=word), *self._or_after(bare[0])]
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
            values = [c for c in clear if not (self.valued_only and is_range(c))]
            if values:
                return list(reversed(values))
            ranged = ranged or list(reversed(clear))
            spare = spare or list(reversed(found))
        return ranged or spare

    def _replacement(self, floor: int, accepts: Callable[[Found], bool]) -> list[Found]:
        """Return the bare claim that a retraction puts in place of the earlier one."""
        first = self.reader.unit_at(floor)
        for number in (first, first + 1, first + 2):
            if number >= len(self.reader.units):
                break
            for found in reversed(list(self._linked(number, floor))):
                if accepts(found):
                    return [found._replace(prominence="correction"), *self._or_after(found)]
        return []

    def _bare(self, accepts: Callable[[Found], bool]) -> list[Found]:
        reader = self.reader
        for start, end in reversed(reader.page.bold):
            if any(a <= start < b for a, b in self.ranges):
                number = reader.unit_at(start)
                inside = [s for s in reader.statements(number) if s.start >= start and s.end <= end]
                for found in self._bare_claims(inside):
                    alone = found.start - start < 3 and end - found.end < 3
                    if (alone or self._said(found.statement)) and accepts(found):
                        return [found._replace(prominence="bold"), *self._or_after(found)]
        recent = [n for n in self.units[-40:] if not self._asks(n)]
        for remarks in (False, True):
            chosen = [n for n in recent if reader.remark(n) is remarks]
            for number in reversed(chosen[-6:]):
                if concluding(reader.lowered, reader.units[number]):
                    sole = list(self._bare_claims(list(reader.statements(number))))
                    for found in sole if len(sole) == 1 else self._main(number):
                        if accepts(found):
                            rest = [list(reader.statements(n)) for n in chosen if n > number]
                            after = (self._bare_claims(statements) for statements in rest)
                            found = narrowed(reader, found, after, accepts)
                            return [found._replace(prominence="conclusion"), *self._or_after(found)]
            for number in reversed(chosen):
                for found in self._main(number):
                    if accepts(found):
                        return [found._replace(prominence="last"), *self._or_after(found)]
        return []

    def _asks(self, number: int) -> bool:
        unit = self.reader.units[number]
        return self.reader.lowered[max(unit.start, unit.end - 8) : unit.end].rstrip().endswith("?")

    def _main(self, number: int) -> list[Found]:
        """Return the bare claims of a unit, the last one first, those of explaining clauses after them."""
        reader = self.reader
        found = list(self._linked(number, 0))
        if len(found) < 2:
            return found
        unit = reader.units[number]
        first = min(c.start for c in found)
        cuts = [at for word in cues.CLAUSES if (at := reader.lowered.find(word, first, unit.end)) >= 0]
        cut = min(cuts, default=unit.end)
        clear = [c for c in found if not subordinate(reader, c.statement, self.conditions)]
        main = [c for c in clear if c.start < cut]
        return [*main, *(c for c in found if c not in main)]

    def _bare_claims(self, statements: list[Statement]) -> Iterator[Found]:
        for statement in reversed(statements):
            if self.reader.denied(statement) or self._supposed(statement) or self.reader.restated(statement):
                continue
            leads = any(side.relation == "→" for side in statement.sides)
            if leads and not iterates(self.reader.flat, statement):
                continue
            claim = Found(statement, valued(statement, statement.sides), 0)
            if claim.values and not _foreign(self, claim) and not self._introduces(statement):
                yield claim

    def _supposed(self, statement: Statement) -> bool:
        """Whether a statement is only supposed; not where it is the condition of what stands before it."""
        if not self.reader.supposed(statement):
            return False
        unit = self.reader.units[statement.unit]
        words = self.reader.lowered[max(unit.start, statement.start - 200) : statement.start].split()
        ends = len(words) > 2 and words[-1] == "if" and words[-2][-1] not in ",;:."
        ends = ends or " ".join(words[-3:]).endswith(cues.CONDITIONING)
        return not (self.conditions and statement.relational and ends)

    def _introduces(self, statement: Statement) -> bool:
        """Whether a bare name only says what the next statement's value is of: ``so n must equal 75``."""
        flat = self.reader.flat
        if statement.relational or name(flat[statement.start : statement.end]) is None:
            return False
        following = next(
            (s for s in self.reader.statements(statement.unit) if s.start >= statement.end), None
        )
        if following is None:
            return False
        words = self.reader.lowered[statement.end : following.start].split()
        return 0 < len(words) < 8 and all(word.strip(",:") in cues.COPULAS for word in words)

    def _linked(self, number: int, floor: int) -> Iterator[Found]:
        """Yield the bare claims of a unit that the sentence really makes."""
        reader = self.reader
        statements = [s for s in reader.statements(number) if s.start >= floor]
        for claim in self._bare_claims(statements):
            if self._said(claim.statement):
                yield claim

    def _said(self, statement: Statement) -> bool:
        """Whether a bare statement is what its sentence says, not a number that happens to stand in it."""
        reader = self.reader
        if statement.relational or reader.page.in_maths(statement.start) or self._alone(statement):
            return True
        if reader.flat.startswith(cues.ORDERS, statement.start):
            return True
        before = reader.lowered[max(statement.after, statement.start - 40) : statement.start]
        words = before.replace(":", " : ").replace("**", " ").split()
        if not words:
            return (
                reader.flat[statement.end : statement.end + 1] in (",", "")
                and statement.after == reader.units[statement.unit].start
            )
        if words[-1] == "but":
            earlier = [s for s in reader.statements(statement.unit) if s.end <= statement.start]
            return bool(earlier) and reader.denied(earlier[-1])
        return words[-1].strip("*(") in cues.LINKING or words[-1].endswith(cues.LINKING_ENDINGS)

    def _alone(self, statement: Statement) -> bool:
        """Whether a statement, or the list it stands in, is all that its unit says."""
        unit = self.reader.units[statement.unit]
        flat = self.reader.flat
        own = [s for s in self.reader.listed(statement) if s.unit == statement.unit] or [statement]
        rest = flat[content_start(flat, unit) : own[0].start] + flat[own[-1].end : unit.end]
        return not any(c.isalnum() for c in rest)

    def _or_after(self, found: Found) -> list[Found]:
        """Return the claims that the reply offers as alternatives to ``found``, in the same breath."""
        statements = self.reader.statements(found.statement.unit)
        later = [s for s in statements if s.start >= found.statement.end]
        earlier = [s for s in reversed(statements) if s.end <= found.statement.start]
        rivals: list[Statement] = []
        edge = found.statement
        for statement in later[:8]:
            if not self._offered(edge, statement):
                break
            rivals.append(statement)
            edge = statement
        edge = found.statement
        for statement in earlier[:8]:
            if not self._offered(statement, edge):
                break
            rivals.append(statement)
            edge = statement
        return [Found(s, valued(s, s.sides), 0, "alternative") for s in rivals if not self.reader.denied(s)]

    def _offered(self, earlier: Statement, later: Statement) -> bool:
        gap = self.reader.lowered[earlier.end : later.start]
        for sign in ("(", ",", "\\text", "{", "}", "**"):
            gap = gap.replace(sign, " ")
        return gap.strip() in cues.ALTERNATIVES

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
        return Finals((*kept, *self._or_after(kept[0])))

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


def _foreign(search: Search, found: Found) -> bool:
    """Whether a bare claim is about some other name than the target, where the target has one."""
    first = found.statement.sides[0]
    if len(found.statement.sides) < 2 or not search.names.exact:
        return False
    return name(search.reader.flat[first.start : first.end]) is not None and not found.named
