"""What a reply commits to: statements, the names they are about, and what takes them back.

A *statement* is a run of maths (or the part of one between commas) with its chain of relations. The
`Reader` finds them unit by unit, on demand, and tells which of them deny, suppose or only restate.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from harness.grading.language import lexicon as cues
from harness.grading.language.denials import denied_before, denied_behind
from harness.grading.language.lexicon import find_phrase, has_any, last_phrase
from harness.grading.language.naming import TargetNames, name
from harness.grading.page.runs import Run, Side, pieces, runs, sides, trimmed
from harness.grading.page.segments import WINDOW, Page, Unit, content_start, page
from harness.grading.page.tables import is_head

PER_UNIT = 120
"""How many statements of one unit are kept, the last ones."""
LONGEST = 60
"""A chain of more sides is no claim."""
VALUED = ("=", "≈", "→")


class Statement(NamedTuple):
    """A stretch of maths with the sides of its relations."""

    start: int
    end: int
    unit: int
    sides: tuple[Side, ...]
    after: int
    """Where the statement before it in the same unit ended, or the unit's start."""

    @property
    def relational(self) -> bool:
        """Whether it holds a relation."""
        return len(self.sides) > 1


class Found(NamedTuple):
    """A claim about a target, before it is decided."""

    statement: Statement
    values: tuple[Side, ...]
    """The sides that give the value, in order; the last one counts."""
    named: int
    """2 under the target's own name, 1 under a near one, 0 without a name."""
    prominence: str = ""
    doubtful: bool = False
    """A special case, an example or an abandoned trial."""

    @property
    def start(self) -> int:
        """Where the claim begins in the reply."""
        return min(self.statement.start, self.values[0].start)

    @property
    def end(self) -> int:
        """Where the claim ends in the reply."""
        return max(self.statement.end, self.values[-1].end)


class Reader:
    """A page with the statements of its units, found when first asked for."""

    def __init__(self, page: Page, known: frozenset[str] = frozenset()) -> None:
        self.page, self.known = page, known
        self.flat, self.units = page.flat, page.units
        self.lowered = cues.lower(page.flat)
        self._starts = [unit.start for unit in self.units]
        self._statements: dict[int, tuple[Statement, ...]] = {}
        self._runs: dict[int, list[Run]] = {}
        self._contents: dict[int, int] = {}
        self._denied: dict[tuple[int, int, int], bool] = {}

    def unit_at(self, position: int) -> int:
        """Return the number of the unit that holds ``position`` (the last one before it in a gap)."""
        return max(0, bisect_right(self._starts, position) - 1)

    def content(self, number: int) -> int:
        """Return where the content of one unit begins, after its bullet, heading signs or label."""
        found = self._contents.get(number)
        if found is None:
            found = self._contents[number] = content_start(self.flat, self.units[number])
        return found

    def runs(self, number: int) -> list[Run]:
        """Return the runs of maths in one unit, in order."""
        if number not in self._runs:
            self._runs[number] = runs(self.page, self.units[number], self.known)
        return self._runs[number]

    def statements(self, number: int) -> tuple[Statement, ...]:
        """Return the statements of one unit, in order."""
        if number not in self._statements:
            self._statements[number] = tuple(self._read(number)[-PER_UNIT:])
        return self._statements[number]

    def _read(self, number: int) -> list[Statement]:
        unit = self.units[number]
        found: list[Statement] = []
        after = unit.start
        for run in self.runs(number):
            for start, end in self.stretches(run.start, run.end):
                chain = tuple(sides(self.flat, start, end))
                if len(chain) > LONGEST:
                    continue
                found.append(Statement(start, end, number, chain, after))
                after = end
        return found

    def stretches(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the run without an aside such as ``(≈ 1.41)``, cut at its commas where several relate."""
        if self.flat.find("(", start, end) >= 0 and (aside := _ROUNDED.search(self.flat, start + 1, end)):
            start, end = trimmed(self.flat, start, aside.start())
        if self.flat.find(",", start, end) < 0 and self.flat.find(";", start, end) < 0:
            return [(start, end)]
        parts = pieces(self.flat, start, end)
        related = [len(sides(self.flat, *part)) > 1 for part in parts]
        if sum(related) < 2:
            return parts if related == [False, True] and self._fronted(start, parts[0]) else [(start, end)]
        joined: list[tuple[int, int]] = []
        for part, own in zip(parts, related, strict=True):
            if joined and not own:
                joined[-1] = (joined[-1][0], part[1])
            else:
                joined.append(part)
        return joined

    def _fronted(self, start: int, first: tuple[int, int]) -> bool:
        """Whether what stands before a comma and a relation is no subject of it: ``dividing by 4, x > 1``."""
        before = self.lowered[max(0, start - 4) : start]
        return before.endswith(" by ") or not self.flat[slice(*first)].strip("0123456789.-− ")

    # ------------------------------------------------------------------ names

    def about(self, names: TargetNames, number: int, members: bool = False) -> list[Found]:
        """Return the claims in unit ``number`` that name the target, in order."""
        if is_head(self.page, number):
            return []
        statements = self.statements(number)
        found: list[Found] = []
        for at, statement in enumerate(statements):
            following = statements[at + 1] if at + 1 < len(statements) else None
            claim = self.by_side(statement, names) or self._by_word(statement, following, names)
            if claim is None and not self._is_subject(statement, following):
                claim = self._by_phrase(statement, names) or self._by_noun(statement, names)
            if claim is not None and not self.denied(claim.statement) and not self.supposed(claim.statement):
                found.append(claim)
        return found

    def by_side(self, statement: Statement, names: TargetNames) -> Found | None:
        """Return the claim of a chain one of whose sides is the target's name."""
        chain = statement.sides
        if len(chain) < 2:
            return None
        for at, side in enumerate(chain):
            named = names.match(self.flat[side.start : side.end])
            if not named:
                continue
            values: list[Side] = []
            for later in chain[at + 1 :]:
                if later.relation not in VALUED:
                    break
                values.append(later)
            while len(values) > 1 and self._only_called(values[-1], names):
                values.pop()
            if not values and at and side.relation == "=":
                values = [chain[at - 1]]
            if values or any(
                s.relation in ("<", ">", "∈", "≠", "∉", "∝") for s in chain[max(1, at) : at + 2]
            ):
                return Found(statement, tuple(values or chain), named, "target", self.special(statement))
        return None

    def _only_called(self, side: Side, names: TargetNames) -> bool:
        """Whether the end of a chain only gives its value another name in words: ``… = w_{ridge}``."""
        text = self.flat[side.start : side.end]
        found = name(text) if side.relation == "=" else None
        worded = found is not None and any(len(mark) > 3 and mark.isalpha() for mark in found.marks)
        return worded and not names.match(text)

    def _by_word(self, statement: Statement, following: Statement | None, names: TargetNames) -> Found | None:
        if following is None or statement.relational:
            return None
        named = names.match(self.flat[statement.start : statement.end])
        gap = self.lowered[statement.end : following.start]
        if not named or len(gap) > 80 or self.denied(following):
            return None
        words = gap.replace(":", " : ").replace("¦", " ¦ ").replace(",", " ").split()
        if not words or not all(word in cues.COPULAS for word in words) or self._one_of_several(statement):
            return None
        if following.relational and following.sides[1].relation not in VALUED:
            return Found(following, following.sides, named, "target", self.special(following))
        joined = Statement(statement.start, following.end, statement.unit, following.sides, statement.after)
        values = following.sides if not following.relational else following.sides[1:]
        return Found(joined, values, named, "target", self.special(joined))

    def _one_of_several(self, statement: Statement) -> bool:
        """Whether a lone name ends a list of names, whose values follow so: ``x and y are 2 and 3``."""
        earlier = [s for s in self.statements(statement.unit) if s.end <= statement.start][-1:]
        if not earlier or earlier[0].relational or self.units[statement.unit].kind == "row":
            return False
        gap = self.lowered[earlier[0].end : statement.start].replace(",", " , ").split()
        lone = name(self.flat[earlier[0].start : earlier[0].end]) is not None
        return lone and bool(gap) and all(word in cues.JOINTS for word in gap)

    def _is_subject(self, statement: Statement, following: Statement | None) -> bool:
        """Whether a lone name only says what the value after it is of: ``the gradient of f is ∇f = …``."""
        if following is None or statement.relational:
            return False
        if name(self.flat[statement.start : statement.end]) is None:
            return False
        words = self.lowered[statement.end : following.start].split()
        return 0 < len(words) < 4 and words[0] in ("is", "are", "equals", "=", "ist", "est", "es")

    def _by_phrase(self, statement: Statement, names: TargetNames) -> Found | None:
        if not names.phrases:
            return None
        own = self.statements(statement.unit)
        earlier = [s for s in own if s.end <= statement.start][-1:]
        subject = earlier and self._is_subject(earlier[0], statement)
        low = max(earlier[0].after if subject else statement.after, statement.start - 160)
        gap = self.lowered[low : statement.start]
        if subject:
            gap = gap.replace(self.lowered[earlier[0].start : earlier[0].end], " ", 1)
        for phrase in names.phrases:
            at = last_phrase(gap, phrase, 0, len(gap))
            if at < 0:
                continue
            words = gap[at + len(phrase) :].replace(":", " : ").replace("¦", " ¦ ").replace("(", " ").split()
            if all(word.strip(",.*") in cues.COPULAS or not word.strip(",.*") for word in words):
                chain = statement.sides
                values = chain[1:] if len(chain) > 1 and chain[1].relation in VALUED else chain
                return Found(statement, values, 1, "target", self.special(statement))
        return None

    def _by_noun(self, statement: Statement, names: TargetNames) -> Found | None:
        """A number directly before the target's word: ``690 iterations``."""
        if not names.phrases or statement.relational:
            return None
        following = self.lowered[statement.end : statement.end + 60].lstrip(" *}")
        if following.startswith(names.phrases):
            return Found(statement, statement.sides, 1, "target", self.special(statement))
        own = self.lowered[statement.start : statement.end]
        for phrase in names.phrases:
            if own.endswith(phrase) and own[: -len(phrase)].strip():
                side = Side(*trimmed(self.flat, statement.start, statement.end - len(phrase)), "")
                return Found(statement, (side,), 1, "target", self.special(statement))
        return None

    # ------------------------------------------------------------- what it is not

    def clause(self, statement: Statement) -> str:
        """Return the lowered words of the clause before a statement."""
        gap = self.lowered[max(statement.after, statement.start - 200) : statement.start]
        for border in (",", ";", ":", " but ", " then "):
            gap = gap[gap.rfind(border) + len(border) :] if border in gap else gap
        return gap

    def denied(self, statement: Statement) -> bool:
        """Return whether the words around a statement say that it does not hold."""
        key = statement.start, statement.end, statement.after
        found = self._denied.get(key)
        if found is None:
            found = self._denied[key] = self._denies(statement)
        return found

    def _denies(self, statement: Statement) -> bool:
        opened = self.units[statement.unit].start
        before = denied_before(self.flat, self.lowered, opened, statement.start, statement.after)
        return before or denied_behind(self.flat, self.lowered, statement.end)

    def supposed(self, statement: Statement) -> bool:
        """Return whether a statement is only assumed, tried or asked."""
        unit = self.units[statement.unit]
        if self.flat[max(unit.start, unit.end - 2) : unit.end].rstrip().endswith("?"):
            return True
        clause = self.clause(statement).replace("there were", "there are")
        if clause.strip(" $*") in cues.CONDITIONS:
            return True
        if not clause.strip(" $*"):
            before = self.lowered[max(statement.after, statement.start - 40) : statement.start].strip(" ,$*")
            return before in cues.HYPOTHETICAL
        unequal = any(s.relation in ("<", ">") for s in statement.sides)
        if unequal and clause.split()[-1:] and clause.split()[-1] in cues.EXISTENTIAL:
            return True
        return bool(clause.strip()) and has_any(clause, cues.HYPOTHETICAL)

    def remark(self, number: int) -> bool:
        """Return whether a unit stands beside the argument: in brackets, or opened as a note or a check."""
        unit = self.units[number]
        text = self.lowered[unit.start : unit.end].strip(" *_#>-\n")
        if text.startswith("(") and text.rstrip(". ").endswith(")") and len(text) > 24:
            return True
        opening = text[:40]
        return opening.startswith(cues.REMARKS) and any(
            opening.startswith(word) and not opening[len(word) : len(word) + 1].isalpha()
            for word in cues.REMARKS
        )

    def incidental(self, statement: Statement) -> bool:
        """Return whether a statement stands in a bracket of prose, or names the case its sentence is about.

        ``(so x > 0)`` and ``at x = 2 it oscillates`` are said beside what a reply claims.
        """
        low = max(self.units[statement.unit].start, statement.start - 160)
        before = self.lowered[low : statement.start]
        if before.count("(") > before.count(")") and self.flat[statement.start] != ")":
            opened = before[before.rfind("(") + 1 :]
            return any(len(word) > 1 and word.isalpha() for word in opened.split())
        if not statement.relational:
            return False
        if _CONSEQUENCE.search(before):
            return True
        for border in (",", ";", ":", "("):
            before = before[before.rfind(border) + 1 :]
        clause = " ".join(before.split()).removeprefix("and ").removeprefix("but ")
        if clause not in cues.FRONTED:
            return False
        goes_on = self.lowered[statement.end : self.units[statement.unit].end].split(",")[0].split()
        return any(word.strip("$.").isalpha() for word in goes_on)

    def restated(self, statement: Statement) -> bool:
        """Return whether the words before a statement say that it is the question's own, or an example."""
        unit = self.units[statement.unit]
        opening = self.lowered[unit.start : min(statement.start, unit.start + 120)]
        for turn in cues.TURNS:
            opening = opening[opening.rfind(turn) + len(turn) :] if turn in opening else opening
        return has_any(opening, cues.GIVEN + cues.EXAMPLES)

    def special(self, statement: Statement) -> bool:
        """Return whether a statement holds only in a case that is named with it, or is the question's own."""
        if self.restated(statement) or self.incidental(statement):
            return True
        following = self.lowered[statement.end : statement.end + 60].lstrip(" ,")
        word = following.split(" ", 1)[0] if following else ""
        if word not in ("if", "when", "in"):
            return False
        later = [s for s in self.statements(statement.unit) if s.start >= statement.end][:1]
        return bool(later) and len(later[0].sides) == 2 and later[0].sides[1].relation == "="


_CONSEQUENCE = re.compile(
    r", which (?:already |also |clearly |in turn )?(?:implies|means|ensures|guarantees)[ $*]*$"
)
"""Words directly before what only follows from what is claimed."""
_ROUNDED = re.compile(r"\(\s*(?:≈|\\approx\b|~|\\simeq\b|≃)")
"""How an aside opens that only rounds what stands before it."""


@lru_cache(maxsize=2)
def reader_of(text: str, known: frozenset[str], window: int = WINDOW) -> Reader:
    """Return a text's reader, kept while one part or target after the other is looked for in it."""
    return Reader(page(text, window), known)


def concluding(lowered: str, unit: Unit) -> bool:
    """Return whether a unit opens with a word of conclusion."""
    opening = lowered[unit.start : min(unit.end, unit.start + 60)]
    return any(0 <= find_phrase(opening, p) < 30 for p in cues.CONCLUDING.standing(opening))
