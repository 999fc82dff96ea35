"""What a sentence says by itself: the bare claims of a unit, told from numbers that stand in it by chance."""

from __future__ import annotations

from collections.abc import Iterator

from harness.grading.claims.lists import listed
from harness.grading.claims.reader import Found, Reader, Statement, concluding
from harness.grading.claims.sides import iterates, subordinate, valued
from harness.grading.language import lexicon as cues
from harness.grading.language.lexicon import ALNUM
from harness.grading.language.naming import GREEK_WORDS, TargetNames, is_label, name
from harness.grading.page.segments import Unit


class Saying:
    """The bare claims of a reader's units, where ``names`` are the target's own."""

    def __init__(self, reader: Reader, names: TargetNames) -> None:
        self.reader, self.names = reader, names
        self._edges: dict[int, tuple[int, int]] = {}
        self.conditions = False
        """Whether a condition is asked for: what stands after "they agree if" is then what is claimed."""

    def asks(self, number: int) -> bool:
        unit = self.reader.units[number]
        return self.reader.lowered[max(unit.start, unit.end - 8) : unit.end].rstrip().endswith("?")

    def main(self, number: int) -> list[Found]:
        """Return the bare claims of a unit, the last one first, those of explaining clauses after them."""
        main, rest = self.apart(number)
        return main + rest

    def apart(self, number: int) -> tuple[list[Found], list[Found]]:
        """Return the claims that a unit makes, the last one first, and those of its explaining clauses."""
        reader = self.reader
        found = list(self.linked(number, 0))
        if len(found) < 2:
            return found, []
        unit = reader.units[number]
        first = min(c.start for c in found)
        cuts = [at for word in cues.CLAUSES if (at := reader.lowered.find(word, first, unit.end)) >= 0]
        cut = min(cuts, default=unit.end)
        clear = [c for c in found if not subordinate(reader, c.statement, self.conditions)]
        main = [c for c in clear if c.start < cut or self._resumes(cut, c)]
        return main, [c for c in found if c not in main]

    def _resumes(self, cut: int, found: Found) -> bool:
        """Whether a claim after an explaining clause is the sentence's own again: ``…, giving 2x``."""
        clause = self.reader.lowered[cut : found.start]
        border = max(clause.rfind(","), clause.rfind(";"))
        if border >= 0 and clause[border + 1 :].split()[:1] in cues.RESUMING:
            return True
        return any(arrow in clause for arrow in ("→", "⇒", "=>", "->", "\\implies", "\\rightarrow"))

    def bare(self, statements: list[Statement]) -> Iterator[Found]:
        for statement in reversed(statements):
            if self.reader.denied(statement) or self.supposed(statement) or self.reader.restated(statement):
                continue
            leads = any(side.relation == "→" for side in statement.sides)
            if leads and not iterates(self.reader.flat, statement):
                continue
            claim = Found(statement, valued(statement, statement.sides), 0)
            if claim.values and not self.foreign(claim) and not self.introduces(statement):
                yield claim

    def supposed(self, statement: Statement) -> bool:
        """Whether a statement is only supposed; not where it is the condition of what stands before it."""
        if not self.reader.supposed(statement):
            return False
        unit = self.reader.units[statement.unit]
        words = self.reader.lowered[max(unit.start, statement.start - 200) : statement.start].split()
        ends = len(words) > 2 and words[-1] == "if" and words[-2][-1] not in ",;:."
        ends = ends or " ".join(words[-3:]).endswith(cues.CONDITIONING)
        return not (self.conditions and statement.relational and ends)

    def introduces(self, statement: Statement) -> bool:
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

    def linked(self, number: int, floor: int) -> Iterator[Found]:
        """Yield the bare claims of a unit that the sentence really makes."""
        reader = self.reader
        statements = [s for s in reader.statements(number) if s.start >= floor]
        for claim in self.bare(statements):
            if self.said(claim.statement):
                yield claim

    def said(self, statement: Statement) -> bool:
        """Whether a bare statement is what its sentence says, not a number that happens to stand in it."""
        reader = self.reader
        if statement.relational or reader.page.in_maths(statement.start) or self.alone(statement):
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
        if words[-1][-1] == "," and (words[0] in cues.FRONTING or words[0].endswith("ing")):
            return not reader.flat[statement.end : reader.units[statement.unit].end].strip(" .*$")
        if words[-1] == "but":
            earlier = [s for s in reader.statements(statement.unit) if s.end <= statement.start]
            return bool(earlier) and reader.denied(earlier[-1])
        return words[-1].strip("*(") in cues.LINKING or words[-1].endswith(cues.LINKING_ENDINGS)

    def alone(self, statement: Statement) -> bool:
        """Whether a statement, or the list it stands in, is all that its unit says."""
        unit = self.reader.units[statement.unit]
        flat = self.reader.flat
        if self._worded(statement, unit):
            return False
        own = [s for s in listed(self.reader, statement) if s.unit == statement.unit] or [statement]
        rest = flat[self.reader.content(statement.unit) : own[0].start] + flat[own[-1].end : unit.end]
        return ALNUM.search(rest) is None

    def _worded(self, statement: Statement, unit: Unit) -> bool:
        """Whether words stand before all formulas of a unit, or behind them all: none is alone then."""
        edges = self._edges.get(statement.unit)
        if edges is None:
            flat, own = self.reader.flat, self.reader.statements(statement.unit)
            first = ALNUM.search(flat, self.reader.content(statement.unit), unit.end)
            behind = ALNUM.search(flat, own[-1].end, unit.end) if own else None
            edges = (first.start() if first else unit.end, behind.start() if behind else -1)
            self._edges[statement.unit] = edges
        own = self.reader.statements(statement.unit)
        if not own or edges[0] < min(own[0].start, statement.start):
            return bool(own)
        return edges[1] >= statement.end

    def or_after(self, found: Found) -> list[Found]:
        """Return the claims that the reply offers as alternatives to ``found``, in the same breath."""
        statements = self.reader.statements(found.statement.unit)
        later = [s for s in statements if s.start >= found.statement.end]
        earlier = [s for s in reversed(statements) if s.end <= found.statement.start]
        rivals = self._row(found.statement, later) + self._row(found.statement, earlier)
        return [Found(s, valued(s, s.sides), 0, "alternative") for s in rivals if not self.reader.denied(s)]

    def _row(self, edge: Statement, beside: list[Statement]) -> list[Statement]:
        """Return the first statements ``beside`` one that are each offered with the one before."""
        row: list[Statement] = []
        for statement in beside[:8]:
            if not self._offered(*sorted((edge, statement))):
                break
            row.append(statement)
            edge = statement
        return row

    def _offered(self, earlier: Statement, later: Statement) -> bool:
        gap = self.reader.lowered[earlier.end : later.start]
        for sign in ("(", ",", "\\text", "{", "}", "**"):
            gap = gap.replace(sign, " ")
        return gap.strip() in cues.ALTERNATIVES

    def foreign(self, found: Found) -> bool:
        """Whether a bare claim is about some other name than the target, where the target has one."""
        first = found.statement.sides[0]
        if len(found.statement.sides) < 2 or not self.names.exact:
            return False
        return name(self.reader.flat[first.start : first.end]) is not None and not found.named

    def prominence(self, found: Found) -> str:
        """Return how a bare claim stands out: as bold, a display or a conclusion; "" where it does not.

        "last" is what a sentence with a subject of its own ends in: ``the Hessian is XᵀX.``
        """
        reader, flat = self.reader, self.reader.flat
        unit = reader.units[found.statement.unit]
        if self.follows(found):
            return "conclusion"
        value = found.values[-1]
        text = flat[value.start : value.end]
        lone = name(text)
        if any(side.relation in ("<", ">") for side in found.statement.sides):
            text, lone = "range", None
        if (lone and (len(lone.base) == 1 or lone.base in GREEK_WORDS)) or not text.strip("-−0123456789.,%"):
            return ""
        if self.alone(found.statement) or self.displayed(found.statement):
            return "display"
        if concluding(reader.lowered, unit):
            return "conclusion"
        opening = reader.lowered[unit.start : found.start].split()
        if "it" in opening[2:] and opening[opening.index("it", 2) - 1] == "of":
            return ""
        said = reader.lowered[found.statement.after : found.start].replace(":", " : ").replace("**", " ")
        if (opening[:1] and opening[0].strip("*(") in cues.POINTING) or cues.STATING.isdisjoint(
            said.split()[-4:]
        ):
            return ""
        return "" if any(c.isalnum() for c in flat[found.end : unit.end]) else "last"

    def of_case(self, found: Found) -> bool:
        """Whether a claim's sentence opens with a case: ``for n = 10 it is 5``, ``for small a``."""
        unit = self.reader.units[found.statement.unit]
        opening = self.reader.lowered[unit.start : min(unit.end, unit.start + 24)].lstrip(" *(-$")
        word, _, rest = opening.partition(" ")
        if word in ("with", "con") or (word not in cues.FRONTED and word != "as"):
            return False
        if rest.lstrip().startswith(("small", "large", "very", "sufficiently", "kleine", "große")):
            return True
        first = next(iter(self.reader.statements(found.statement.unit)), None)
        if first is None or first.start >= found.start or len(first.sides) < 2:
            return False
        near = (
            first.start - unit.start < 10 and len(self.reader.lowered[unit.start : first.start].split()) == 1
        )
        return near and first.sides[1].relation in ("=", "→")

    def follows(self, found: Found) -> bool:
        """Whether a word of conclusion stands directly before a claim: ``hence x² = 4``."""
        before = self.reader.lowered[max(0, found.start - 14) : found.start].split()[-1:]
        return before in cues.RESUMING

    def ends_in(self, found: Found) -> bool:
        """Whether a unit ends in a formula of its own: ``∠A = 30°``, or ``… is`` before a display."""
        reader, flat = self.reader, self.reader.flat
        unit, first = reader.units[found.statement.unit], found.statement.sides[0]
        if any(c.isalnum() for c in flat[found.end : unit.end]):
            return False
        if self.alone(found.statement):
            return found.statement.relational and is_label(
                flat[first.start : first.end].replace("\\angle", "")
            )
        opening = reader.lowered[unit.start : found.start].split()
        pointing = opening[0].strip("*(") in cues.POINTING
        return self.displayed(found.statement) and opening[-1] in cues.STATING and not pointing

    def displayed(self, statement: Statement) -> bool:
        """Whether a statement stands in a display of its own."""
        span = self.reader.page.in_maths(statement.start)
        return span is not None and self.reader.page.text.startswith(("$$", "\\["), span[0])
