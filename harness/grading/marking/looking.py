"""Where a reply states what a checkpoint wants: formulas in every form that says the same, words by clause.

A formula is stated where a side of a chain, a link of it or the whole relation has the wanted value: as it
stands, transposed, or with the names put in that the reply defines itself. What a reply denies, supposes or
would only expect states nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from harness.grading.claims.definitions import Meanings, names_of_value
from harness.grading.claims.reader import VALUED, Found, Reader, Statement
from harness.grading.claims.records import claim_of
from harness.grading.kinds import kind, traits
from harness.grading.language import lexicon as cues
from harness.grading.language.lexicon import has_any
from harness.grading.language.naming import Name, TargetNames, target_names
from harness.grading.language.polarity import asserted, clauses, expects
from harness.grading.page.sections import Range
from harness.grading.page.tables import table_at
from harness.maths.equality.decision import Decision
from harness.maths.parsing.scope import Scope
from harness.records import Checkpoint, Claim, Expected

DECISIONS = 1_500
"""At most this many texts are held against the checkpoints of one reply."""
LONGEST = 2_000
_ONLY_IF = frozenset(cues.CONDITIONS) | {"whenever", "as long as", "provided that"}
_ASSUMING = tuple(word for word in cues.HYPOTHETICAL if word not in _ONLY_IF)
"""Words before a range that take it for granted: "if 0 < η < 1, it converges" says where it does."""


class Hit(NamedTuple):
    """A claim with the decision about it."""

    claim: Claim
    decision: Decision


class _Stretch(NamedTuple):
    start: int
    end: int
    prominence: str


class Looking:
    """A search through all statements and sentences of some stretches of a reply."""

    def __init__(
        self, reader: Reader, found: tuple[Range, ...], scope: Scope, shared: frozenset[Name] = frozenset()
    ) -> None:
        self.reader, self.found, self.scope, self.left = reader, found, scope, DECISIONS
        self.shared = shared
        """Names that stand for several things that are asked: a value under one contradicts nothing."""
        self.units = [n for n, u in enumerate(reader.units) if any(a <= u.start < b for a, b in found)]
        self._arrays = any(symbol.shape for symbol in scope.symbols.values())

    def met(self, one: Checkpoint) -> Hit | None:
        """Return where a checkpoint is met in any of its ways."""
        hits = (self.first(way) for way in (one.expected, *one.ways))
        return next((hit for hit in hits if hit is not None), None)

    def first(self, expected: Expected) -> Hit | None:
        """Return the first claim that has the expected value, with the decision."""
        if traits(expected).words:
            return self._sentence(expected)
        meanings = Meanings(self.reader, expected, self.scope)
        tried: dict[str, Decision] = {}
        places = []
        for place in self._stretches(expected):
            text = self._text(place.start, place.end)
            if (hit := self._try(expected, text, place, tried)) is not None:
                return hit
            places.append((text, place))
        for text, place in dict(places).items():
            put_in = meanings.put_in(text, place.start)
            turned = self._arrays and (put_in or (text in tried and tried[text].method == "shape"))
            for other in (put_in, rf"({put_in or text})^\top" if turned else None):
                if other and (hit := self._try(expected, other, place, tried)) is not None:
                    return hit
        return None

    def _sentence(self, expected: Expected) -> Hit | None:
        tried: dict[str, Decision] = {}
        for number in self.units:
            unit = self.reader.units[number]
            place = _Stretch(unit.start, unit.end, "anywhere")
            if (hit := self._try(expected, self._text(unit.start, unit.end), place, tried)) is not None:
                return hit
            for place, text in self._cells(number):
                if (hit := self._try(expected, text, place, tried)) is not None:
                    return hit
        return None

    def _try(self, expected: Expected, text: str, place: _Stretch, tried: dict[str, Decision]) -> Hit | None:
        if not text or text in tried or self.left <= 0:
            return None
        self.left -= 1
        decision = tried[text] = kind(expected.target.kind).decide(expected, text[:LONGEST], self.scope)
        if not decision.equal:
            return None
        name = expected.target.name
        return Hit(claim_of(self.reader, place.start, place.end, name, "", place.prominence), decision)

    def _cells(self, number: int) -> Iterator[tuple[_Stretch, str]]:
        """Yield the cells of a table whose row of heads is a unit, each said of its row and its column."""
        table = table_at(self.reader.page, number) if self.reader.units[number].kind == "row" else None
        for row in table.rows if table is not None else ():
            for head, cell in zip(table.heads[1:] if table is not None else (), row[1:]):
                said = " ".join(self._text(*part) for part in (row[0], head))
                yield _Stretch(*cell, "anywhere"), f"{said}: {self._text(*cell)}"

    def contrary(self, expected: Expected) -> Hit | None:
        """Return the last value given under the checkpoint's own name where it is not the true one.

        Only a name that stands for nothing else, and a value in the letters of the true one, contradict.
        """
        if traits(expected).words:
            return None
        own = self._names(expected)
        own = TargetNames(own.exact - self.shared, (), own.others | self.shared)
        if not own.exact:
            return None
        for number in reversed(self.units):
            for claim in reversed(self.reader.about(own, number)):
                if claim.named == 2 and not claim.doubtful and self._comparable(expected, claim):
                    return self._against(expected, claim)
        return None

    def _against(self, expected: Expected, claim: Found) -> Hit | None:
        start, end = self._place(expected, claim)
        decision = kind(expected.target.kind).decide(expected, self._text(start, end), self.scope)
        if decision.equal is not False or not decision.readable or decision.method == "shape":
            return None
        return Hit(claim_of(self.reader, start, end, expected.target.name, "", "target"), decision)

    def _comparable(self, expected: Expected, claim: Found) -> bool:
        if claim.values[-1].relation in ("≈", "→") and not traits(expected).relation:
            return False
        said = names_of_value(self._text(*self._place(expected, claim)), self.scope)
        true = names_of_value(expected.value, self.scope)
        return said <= true and bool(said) == bool(true)

    def _place(self, expected: Expected, claim: Found) -> Range:
        whole = claim.statement if traits(expected).relation else claim.values[-1]
        return whole.start, whole.end

    def _text(self, start: int, end: int) -> str:
        return self.reader.flat[start:end].strip()

    def _names(self, expected: Expected) -> TargetNames:
        target = expected.target
        return target_names((target.name, *target.aliases) if target.name else ())

    # ------------------------------------------------------------------ what may state it

    def _stretches(self, expected: Expected) -> Iterator[_Stretch]:
        own, like = self._names(expected), traits(expected)
        named = expected.target.options.get("named") is True
        for number in self.units:
            for claim in self.reader.about(own, number):
                if self._states(claim.statement, like.condition):
                    yield _Stretch(claim.values[-1].start, claim.values[-1].end, "target")
            for statement in self.reader.statements(number):
                if named or not self._states(statement, like.condition):
                    continue
                yield from self._links(statement) if like.relation else self._sides(expected, statement)
            if like.ranged:
                yield from self._ranges(number)

    def _ranges(self, number: int) -> Iterator[_Stretch]:
        """Yield the clauses of a unit that may say a range in words: ``η lies between 0 and 1``."""
        unit = self.reader.units[number]
        at = unit.start
        for clause in clauses(self.reader.flat[unit.start : unit.end]):
            at = self.reader.flat.index(clause, at)
            end = at + len(clause)
            if has_any(clause.casefold(), cues.COMPARING) and asserted(clause.casefold(), _ONLY_IF):
                formulas = [s.start for s in self.reader.statements(number) if at <= s.start < end]
                yield from (_Stretch(start, end, "anywhere") for start in formulas[:4])
            at = end

    def _states(self, statement: Statement, conditions: bool) -> bool:
        """Whether a reply holds a statement to be true; a condition may say where something holds."""
        if self.reader.denied(statement):
            return False
        clause = self.reader.clause(statement)
        if expects(clause):
            return False
        if conditions:
            return not has_any(clause, _ASSUMING)
        return not self.reader.supposed(statement)

    def _links(self, statement: Statement) -> Iterator[_Stretch]:
        """Yield a relation, and each of the links of its chain."""
        yield _Stretch(statement.start, statement.end, "anywhere")
        if len(statement.sides) > 2:
            for left, right in pairwise(statement.sides):
                yield _Stretch(left.start, right.end, "anywhere")

    def _sides(self, expected: Expected, statement: Statement) -> Iterator[_Stretch]:
        """Yield the sides of a chain of values; where a factor is wanted, also what stands in brackets."""
        factors = expected.target.options.get("factor") is True
        for side in statement.sides:
            if side.end - side.start < 2 or side.relation not in ("", *VALUED):
                continue
            yield _Stretch(side.start, side.end, "anywhere")
            if factors:
                yield from (_Stretch(a, b, "anywhere") for a, b in self._bracketed(side.start, side.end))

    def _bracketed(self, start: int, end: int) -> Iterator[Range]:
        """Yield what stands between round brackets that no other brackets hold: the factors of a product."""
        depth, opened = 0, start
        for at in range(start, end):
            if self.reader.flat[at] in "([{":
                depth += 1
                opened = at + 1 if depth == 1 else opened
            elif self.reader.flat[at] in ")]}":
                depth -= 1
                if depth == 0 and self.reader.flat[opened - 1] == "(" and at > opened:
                    yield opened, at - 5 * self.reader.flat.startswith("\\right", at - 6)
