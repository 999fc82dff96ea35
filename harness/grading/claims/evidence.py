"""What speaks for and against each candidate: one number a trait, told from the words around it."""

from __future__ import annotations

import math
from itertools import islice

from harness.grading.claims import signs
from harness.grading.claims.reader import Found, Statement, concluding
from harness.grading.claims.search import Asked
from harness.grading.claims.sides import is_bound
from harness.grading.claims.sources import Candidate, statement_of
from harness.grading.claims.surroundings import Surroundings, Traits
from harness.grading.language import lexicon as cues
from harness.grading.language.naming import name
from harness.grading.language.numbers import has_digit
from harness.grading.page.segments import Unit

UNIT_WORDS = 4
"""A unit of measure has at most so many words."""
FAR = 12
"""So many sentences from the end a candidate is as far as can be."""


class Evidence:
    """The traits of the candidates for one target of one reply."""

    def __init__(self, asked: Asked, found: tuple[Candidate, ...]) -> None:
        self.asked, self.found = asked, found
        self.search, self.reader, self.saying = asked.search, asked.search.reader, asked.search.saying
        self.around = Surroundings(asked, found)
        self._standing = Standing(asked, self.around)
        self._units: dict[int, Traits] = {}
        self._hence: dict[int, int] = {}
        self._ends = self._last_named()

    def _last_named(self) -> int:
        """Return how far before the reply's end the last candidate stands, where several targets are asked.

        A reply that answers several things in turn says each at its own place: only the order of the
        claims under one name tells which of them is final.
        """
        if not self.search.named_only:
            return 0
        units = (statement_of(one, self.search).unit for one in self.found)
        return min((self.around.order.get(number, 0) for number in units), default=0)

    def standing(self, one: Candidate) -> Traits:
        """Return what speaks against a candidate by how it stands: denied, supposed, taken back…"""
        return self._standing.traits(one)

    def traits(self, one: Candidate) -> Traits:
        """Return what speaks for or against a candidate by its source, its place and the words beside it."""
        statement = statement_of(one, self.search)
        out = dict(self._unit(statement.unit))
        for source in one.sources:
            out[source] = 1.0
        flags = self._place(one, statement, out)
        flags.update(self._wording(one, statement))
        if one.found is not None:
            flags.update(self._formula(one, one.found, statement))
        for trait, much in flags.items():
            if much:
                out[trait] = float(much)
        return out

    def _order(self, number: int) -> int:
        """Return how many sentences stand behind one, up to the last that may answer."""
        return max(0, self.around.order.get(number, 0) - self._ends)

    def _unit(self, number: int) -> Traits:
        """Return what a whole sentence is like."""
        if (known := self._units.get(number)) is not None:
            return known
        reader, unit = self.reader, self.reader.units[number]
        order = self._order(number)
        far = min(order, FAR) / FAR
        hence = concluding(reader.lowered, unit)
        opening = reader.lowered[unit.start : unit.start + 40].split()[:1]
        found: dict[str, float] = {
            "far": far, "further": math.log1p(order) / 3, "last sentence": order == 0, "last two": order <= 1,
            "cue near the end": self.around.has_cue(number) * (1 - far), "hence": hence,
            "hence in the last": hence and order == 0, "in a section beside": number in self.around.beside,
            "of its own": bool(opening) and opening[0].strip("*(") in signs.ITS, unit.kind: 1.0,
        }  # fmt: skip
        self._units[number] = {k: float(v) for k, v in found.items() if v}
        return self._units[number]

    def _place(self, one: Candidate, statement: Statement, out: Traits) -> dict[str, float]:
        """Return what a candidate's source and its place in the reply say."""
        around, page, far = self.around, self.reader.page, out.get("far", 0.0)
        at, strong = around.withdrawn
        last = statement.unit == around.last
        alone = one.found is not None and self.saying.alone(statement)
        boxes = () if self.search.named_only else page.boxes  # a box is another target's as soon as not
        return {
            "box near the end": ("box" in out) * (1 - far),
            "box in the reply": bool(boxes) and "box" not in out,
            "box later": any(b[0] > one.end for b in boxes),
            "cue and far": ("cue" in out) * far, "cue, opens": "cue" in out and around.at_cue(one),
            "announced directly": around.directly(one), "announced later": around.last_cue > one.end,
            "announced elsewhere": around.announces and not around.announced(one),
            "heading, later paragraph": "heading" in out and around.later_paragraph(one, statement.unit),
            "name and far": ("name" in out) * far,
            "bold at the end": ("bold" in out) / (1 + self._order(statement.unit)),
            "alone": alone, "alone at the end": alone and last,
            "in a display": one.found is not None and self.saying.displayed(statement),
            "part of a whole": around.entire and one.source != "whole",
            "after a change of mind": -1 < at < one.start, "taken back later": at > one.end and strong,
            "doubted later": at > one.end and not strong, "refusal later": around.refused > one.end,
            "refusal before": -1 < around.refused < one.start, "cut off later": around.ends == "cut",
            "broken off": around.ends == "broken",
            "broken off in its sentence": around.ends == "broken" and last,
        }  # fmt: skip

    def _wording(self, one: Candidate, statement: Statement) -> dict[str, float]:
        """Return what the words directly before and behind a candidate say."""
        reader, unit = self.reader, self.reader.units[statement.unit]
        before = reader.lowered[max(unit.start, one.start - 60) : one.start]
        said = before.replace(":", " : ").replace("**", " ").replace("$", " ").split()
        word = said[-1].strip("*(") if said else ""
        governing = next((w.strip("*(") for w in reversed(said) if w.strip("*(") not in signs.ARTICLES), "")
        after = reader.lowered[one.end : unit.end]
        rest = after.strip(" .!*_)\n$}\\")
        following = [word[0] for word in islice(signs.WORD.finditer(rest, 0, 200), UNIT_WORDS + 1)]
        digits = has_digit(after)
        closes = not rest
        named = not closes and len(following) <= UNIT_WORDS and not digits
        measured = named and cues.NO_UNIT.isdisjoint(following)
        opens = not reader.flat[reader.content(statement.unit) : one.start].strip(" *$_\\({[#>:-")
        return {
            "copula before": _linked(word, before),
            "closes the sentence": closes, "only a unit follows": measured, "digits follow": digits,
            "a verb follows": following[:1] != [] and following[0] in signs.VERBS and after[:1] in (" ", "$"),
            "a label's number": word in signs.LABELS, "preposition before": governing in signs.PREPOSITIONS,
            "behind an infinitive": len(said) > 1 and said[-2] == "to" and word.isalpha(),
            "the before": word in signs.ARTICLES, "would be": "would" in said,
            "between before": signs.BETWEEN.search(before) is not None,
            "there is before": signs.EXISTS.search(before.replace("$", "")) is not None,
            "hence later in it": bool(rest) and self._goes_on_to(unit, one.end, after),
            "checked": any(sign in after[:12] for sign in signs.CHECKED),
            "in a bracket": signs.OPEN.search(before) is not None and ")" in after,
            "a word in passing": one.source == "number words" and not (closes or measured),
            "by chance, opens": opens and not closes and self._by_chance(one, statement),
            "before the verb": digits and signs.ON_TO.search(after) is not None and self._later(statement),
            "or more": rest.startswith(signs.MORE_AFTER), "unsure after": rest.startswith(signs.UNSURE_AFTER),
            "a ratio of units follows": signs.PER.match(after) is not None,
            "taken on to another": signs.GOES_ON.match(after) is not None,
        }  # fmt: skip

    def _goes_on_to(self, unit: Unit, end: int, after: str) -> bool:
        """Whether a word of conclusion stands behind a candidate; a sentence's last one is found once."""
        if unit.start not in self._hence:
            words = signs.HENCE_LATER.finditer(self.reader.lowered, unit.start, unit.end)
            self._hence[unit.start] = max([word.end() for word in words], default=-1)
        return end < self._hence[unit.start] and signs.HENCE_LATER.search(after) is not None

    def _by_chance(self, one: Candidate, statement: Statement) -> bool:
        return one.found is not None and "box" not in one.sources and not self.saying.said(statement)

    def _formula(self, one: Candidate, found: Found, statement: Statement) -> dict[str, float]:
        """Return what a candidate's own formula is like."""
        flat, around = self.reader.flat, self.around
        first = statement.sides[0]
        label = flat[first.start : first.end].strip()
        relational = statement.relational
        numbers = relational and signs.LETTER.search(label) is None
        key = around.key(one)
        return {
            "own name": found.named == 2, "near name": found.named == 1, "comparison": is_bound(statement),
            "chain": len(found.values) > 2, "bare digits": not signs.LETTER.search(key) and len(key) < 12,
            "lone letter": not relational and name(flat[one.start : one.end]) is not None,
            "numbers only": numbers, "numbers only, last": numbers and statement.unit == around.last,
            "first of the sentence": not self._earlier(statement),
            "approximate": found.values[-1].relation == "≈",
            "same name later": relational and name(label) is not None and around.later(label, one.end),
            "hence directly before": self.saying.follows(found),
        }  # fmt: skip

    def _later(self, statement: Statement) -> bool:
        """Whether another formula stands behind one in its sentence."""
        own = self.reader.statements(statement.unit)
        return bool(own) and own[-1].start >= statement.end

    def _earlier(self, statement: Statement) -> bool:
        """Whether another formula stands before one in its sentence."""
        own = self.reader.statements(statement.unit)
        return bool(own) and own[0].end <= statement.start

    def none(self) -> Traits:
        """Return what speaks for there being no answer at all."""
        around = self.around
        ending = around.order.get(self.reader.unit_at(around.refused), FAR) <= 1
        flags = {
            "none": True, "none, refused": around.refused >= 0,
            "none, refused at the end": around.refused >= 0 and ending,
            "none, cut off": around.ends == "cut", "none, broken off": around.ends == "broken",
            "none, taken back": around.withdrawn[1], "none, thinking not closed": around.thinking,
            "none, empty box": "\\boxed{}" in self.reader.page.text[-400:],
            "none, nothing named": self.search.named_only,
        }  # fmt: skip
        return {k: float(v) for k, v in flags.items() if v}


def _linked(word: str, before: str) -> bool:
    """Whether the words before a value end in one that links it to its subject."""
    return word in cues.STATING or word in ("approximately", "about") or bool(signs.COMES_TO.search(before))


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
