"""How a candidate stands in its sentence: denied, supposed, asked, beside the point. All of it against it."""

from __future__ import annotations

from harness.grading.claims import signs
from harness.grading.claims.reader import Found, Statement
from harness.grading.claims.search import Asked
from harness.grading.claims.sources import Candidate, statement_of
from harness.grading.claims.surroundings import Surroundings, Traits
from harness.grading.language import lexicon as cues


class Standing:
    """The standing of candidates; the reasons of a sentence are looked for once."""

    def __init__(self, asked: Asked, around: Surroundings) -> None:
        self.asked, self.around = asked, around
        self.reader, self.saying = asked.search.reader, asked.search.saying
        self._apart: dict[int, list[Found]] = {}

    def traits(self, one: Candidate) -> Traits:
        """Return what speaks against one candidate; a box is its content, which only a denial changes."""
        statement = statement_of(one, self.asked.search)
        if "box" in one.sources:
            flags = {"box denied": self.reader.denied(statement)}
        elif one.found is None:
            flags = self._words(one, statement)
        else:
            flags = self._words(one, statement) | self._formula(one, one.found, statement)
        return {k: 1.0 for k, v in flags.items() if v}

    def _words(self, one: Candidate, statement: Statement) -> dict[str, bool]:
        reader, saying = self.reader, self.saying
        unit = reader.units[statement.unit]
        clause = self.around.clause(unit.start, one.start)
        after = reader.lowered[one.end : min(unit.end, one.end + 60)].split(",")[0]
        before, behind = signs.DENYING.search(clause), signs.DENYING.search(after)
        supposed = reader.supposed(statement) if one.found is None else saying.supposed(statement)
        chance = one.found is not None and not saying.said(statement)
        return {
            "denied": reader.denied(statement), "supposed": supposed, "asked": saying.asks(statement.unit),
            "denying word before": before is not None, "denying word after": behind is not None,
            "by chance, denied": chance and (before or behind) is not None,
            "stands by chance": chance and not self.around.announced(one),
            "unsure": signs.UNSURE.search(clause) is not None,
            "in a tool call": "<tool_call" in reader.page.text[max(0, one.start - 400) : one.start]
            or "\\newcommand" in reader.page.text[max(0, one.start - 40) : one.start],
        }  # fmt: skip

    def _formula(self, one: Candidate, found: Found, statement: Statement) -> dict[str, bool]:
        reader, saying = self.reader, self.saying
        before = reader.lowered[reader.units[statement.unit].start : statement.start]
        return {
            "incidental": reader.incidental(statement), "in a remark": reader.remark(statement.unit),
            "a reason": signs.REASON.search(before) is not None and found in self._explaining(statement.unit),
            "a bound": self.asked.deciding.bounding(found), "doubtful": found.doubtful,
            "a case": self.asked.search.general and saying.of_case(found),
            "example": cues.has_any(before, cues.EXAMPLES),
            "arrow": any(side.relation == "→" for side in statement.sides),
        }  # fmt: skip

    def _explaining(self, number: int) -> list[Found]:
        """Return the claims of a sentence's explaining clauses."""
        if number not in self._apart:
            self._apart[number] = self.saying.apart(number)[1]
        return self._apart[number]
