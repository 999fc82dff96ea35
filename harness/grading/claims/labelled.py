"""Values under the words of the question: whose they are by the label, subject, row or column beside them.

"Momentum: T = 12. Plain descent: T = 31." names two targets by words; so do "with momentum it takes 12
steps", "T = 12 (momentum)" and a table with a column for each. All words that stand with a value must be
words of one target (`harness.grading.language.wording`): what is not understood is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from harness.grading.claims.reader import VALUED, Found, Reader, Statement
from harness.grading.language import lexicon as cues
from harness.grading.language.naming import TargetNames, name
from harness.grading.language.vocabulary import FUNCTIONS
from harness.grading.language.wording import Wording, content, meant
from harness.grading.page.tables import Cell, Table, table_at

_BORDER = re.compile(r"[,;().]|\b(?:and|but|while|whereas|und|et)\b")
_JOINED = re.compile(r",|\b(?:and|und|et)\b")
_SUBJECT = re.compile(r"\b(?:is|are|occurs|lies|ist|est|es)\b")
_BRACKETED = re.compile(r"\([^()]*\)")
_COUNTED = re.compile(r"^\W*[^\W\d_]+")
_LETTERS = re.compile(r"\\?[A-Za-z]+|[Α-ω]")
_RETRACTING = frozenset(phrase.strip(" ,:") for phrase in (*cues.STRONG_RETRACTIONS, *cues.WEAK_RETRACTIONS))
_LABEL = 90
"""Characters that a label may have."""


@dataclass(frozen=True, slots=True)
class Family:
    """The targets that are asked together, one of which is looked for."""

    own: int
    names: tuple[TargetNames, ...]
    wordings: tuple[Wording, ...]
    valued: frozenset[int]
    """Which of them ask for one value."""

    def meant(self, texts: Sequence[str], among: frozenset[int] | None = None) -> int | None:
        """Return which target some texts mean together; None where it is none or may be several.

        ``among`` are the targets that may be meant; those that ask for a value where none are given.
        """
        said = frozenset[str]().union(*map(content, texts))
        return meant(said, {n: self.wordings[n] for n in sorted(self.valued if among is None else among)})

    def lettered(self, text: str) -> frozenset[int] | None:
        """Return the targets whose letter a name has, T of ``T_{plain}``; None where it is no name."""
        found = name(text)
        if found is None:
            return None
        spelled = self.spelled(text)
        alike = (n for n, own in enumerate(self.names) if found.base in {one.base for one in own.exact})
        return frozenset(alike) if spelled is None else frozenset((spelled,))

    def spelled(self, text: str) -> int | None:
        """Return which target is called by exactly this name."""
        return next((n for n, own in enumerate(self.names) if own.match(text) == 2), None)

    def involves(self, text: str) -> bool:
        """Whether a value holds the letter of another target: ``y = 3 - 2x`` where x is asked too."""
        own = {one.base for one in self.names[self.own].exact}
        others = {one.base for names in self.names for one in names.exact} - own
        return any(len(base) == 1 and base in _LETTERS.findall(text) for base in others)

    def shares(self, text: str) -> bool:
        """Whether a text holds words of any of the targets."""
        return any(content(text) & one.known for one in self.wordings)


def labelled(reader: Reader, family: Family, units: Sequence[int]) -> Iterator[Found]:
    """Yield the claims that words beside them give to the target, in order."""
    walk = _Walk(reader, family)
    for number in units:
        yield from walk.unit(number)


class _Walk:
    """A walk over the units of a reply that remembers which label and which heading are in force."""

    def __init__(self, reader: Reader, family: Family) -> None:
        self.reader, self.family = reader, family
        self.heading, self.level = "", 9
        self.label = ""
        self.paragraph = -1

    def unit(self, number: int) -> Iterator[Found]:
        """Yield the claims of one unit."""
        reader = self.reader
        unit = reader.units[number]
        if unit.kind == "row":
            if (table := table_at(reader.page, number)) is not None:
                yield from self.table(table)
            return
        text = reader.lowered[unit.start : unit.end].strip()
        statements = reader.statements(number)
        if unit.kind == "heading" or (not statements and _alone(reader, number, text)):
            self.headed(text)
            return
        line = reader.flat[max(0, unit.start - 40) : unit.start].rpartition("\n")[2]
        if unit.paragraph != self.paragraph or (unit.kind == "item" and not line.strip()):
            self.label, self.paragraph = "", unit.paragraph
        yield from self.sentence(statements)

    def headed(self, text: str) -> None:
        """Take a heading; one that lies deeper than the one in force and names no target leaves that."""
        level = len(text) - len(text.lstrip("#")) or 7
        if level <= self.level or self.family.shares(text):
            self.heading, self.level = text, level
        self.label = ""

    def sentence(self, statements: Sequence[Statement]) -> Iterator[Found]:
        """Yield the claims of one sentence."""
        reader, family = self.reader, self.family
        ordered = _respectively(reader, family, statements)
        for at, statement in enumerate(statements):
            around = _around(reader, statements, at)
            if around.label.strip(" *_") not in _RETRACTING:
                self.label = around.label or self.label
            first = statement.sides[0]
            among = family.lettered(reader.flat[first.start : first.end]) if statement.relational else None
            target = ordered[at] if at in ordered else self.target(around, among)
            if target != family.own or reader.denied(statement) or reader.supposed(statement):
                continue
            if (claim := _claim(reader, statement, family)) is not None:
                yield claim

    def target(self, around: _Around, among: frozenset[int] | None) -> int | None:
        """Return which target the words around a value, its label and the heading over it mean."""
        if around.torn:
            return None
        head = around.head
        if not content(head) and around.front and self.family.meant([around.front], among) is not None:
            head = around.front
        found = self.family.meant([head, around.tail, self.label], among)
        if found is None and self.family.shares(self.heading):
            found = self.family.meant([head, around.tail, self.label, self.heading], among)
        return found

    def table(self, table: Table) -> Iterator[Found]:
        """Yield the claims in a table: each cell is what the heads of its row and its column mean."""
        bare = self.headless(table)
        for row, number in zip(table.rows, table.units):
            statements = self.reader.statements(number)
            for head, cell in zip(table.heads[not bare :], row[not bare :]):
                inside = [s for s in statements if cell[0] <= s.start < cell[1]]
                if not inside or not self.heads_mean(head, None if bare else row[0], len(table.rows)):
                    continue
                if (claim := _claim(self.reader, inside[-1], self.family)) is not None:
                    yield claim

    def headless(self, table: Table) -> bool:
        """Whether the rows of a table have no heads: its first column is that of a target too."""
        first = self.text(table.heads[0]) if table.heads else ""
        return self.family.spelled(first) is not None or self.family.meant([first]) is not None

    def heads_mean(self, head: Cell, row: Cell | None, rows: int) -> bool:
        """Whether the heads of a cell's column and row mean the target looked for."""
        column, line = self.text(head), self.text(row) if row else ""
        if (spelled := self.family.spelled(column)) is not None:
            return spelled == self.family.own and (rows == 1 or not (content(line) or line[:1].isdigit()))
        told, among = [], self.family.valued
        for text in (column, line):
            alike = None if content(text) else self.family.lettered(text)
            if alike is None:
                told.append(text)
            else:
                among &= alike
        return self.family.meant(told, among) == self.family.own

    def text(self, cell: Cell) -> str:
        """Return what stands in a cell."""
        return self.reader.flat[slice(*cell)].strip(" *_$")


def _alone(reader: Reader, number: int, text: str) -> bool:
    """Whether a short line is a label over what follows it: it stands in bold, or ends in a colon."""
    unit = reader.units[number]
    if len(text) > _LABEL:
        return False
    bold = any(low <= unit.start + 3 and high >= unit.end - 4 for low, high in reader.page.bold)
    return text.endswith(":") or bold


@dataclass(frozen=True, slots=True)
class _Around:
    """The words that stand with one statement."""

    label: str
    """What stands before a colon."""
    head: str
    tail: str
    front: str = ""
    """What stands before the comma before it: ``with momentum, T = 12``."""
    torn: bool = False
    """Whether nothing tells which of two statements the words between them belong to."""


def _around(reader: Reader, statements: Sequence[Statement], at: int) -> _Around:
    """Return the words that stand with a statement of a sentence."""
    statement = statements[at]
    head = reader.lowered[statement.after : statement.start]
    torn = False
    if at:
        _, head, torn = _parted(head)
    behind = _behind(reader, statements, at)
    tail, _, torn_behind = _parted(behind)
    if at + 1 == len(statements):
        torn_behind = False
    if reader.flat[statement.end - 1].isdigit() and not behind.lstrip(" *$_}").startswith("("):
        tail = _COUNTED.sub(" ", tail)
    label, colon, rest = head.rpartition(":")
    if at and colon and not label.strip(" *$_") and not statements[at - 1].relational:
        label = reader.lowered[statements[at - 1].after : statements[at - 1].end]  # "GD: T = 31"
    label = _BORDER.split(_BRACKETED.sub(" ", label))[-1]
    if colon and statement.relational and not content(rest):
        label = _SUBJECT.split(label)[0]
    front, *others = reversed(_BORDER.split(rest))
    before = next((piece for piece in others if content(piece)), "")
    return _Around(label, front, tail, before, torn or torn_behind)


def _behind(reader: Reader, statements: Sequence[Statement], at: int) -> str:
    """Return the words behind a statement, up to the next one or the end of the sentence."""
    last = at + 1 == len(statements)
    end = reader.units[statements[at].unit].end if last else statements[at + 1].start
    return reader.lowered[statements[at].end : end]


def _parted(gap: str) -> tuple[str, str, bool]:
    """Return the words between two statements that belong to the first and to the second.

    True at last where nothing parts them: no comma, bracket or "and".
    """
    bare = gap.lstrip(" *$_}")
    if bare.startswith("("):
        inside, _, rest = bare[1:].partition(")")
        return inside, rest, False
    border = _BORDER.search(gap)
    if border is not None and (":" not in gap[: border.start()]):
        return gap[: border.start()], gap[border.end() :], False
    if ":" in gap or not content(gap):
        return "", gap, False
    return gap, "", True


def _respectively(reader: Reader, family: Family, statements: Sequence[Statement]) -> dict[int, int | None]:
    """Return which target each value of a list is said of: ``A and B are 2 and 3``.

    None for the values of a list that follows more or fewer names than it has values.
    """
    found: dict[int, int | None] = {}
    for at, statement in enumerate(statements):
        size = _listed(reader, statements, at)
        if size < 2 or at in found:
            continue
        head = reader.lowered[statement.after : statement.start].rpartition(":")[2]
        pieces = [piece for piece in _JOINED.split(head) if content(piece)]
        said = _names(reader, family, statements, at - size, at) or [family.meant([one]) for one in pieces]
        if len(said) > 1 and None not in said:
            fits = len(said) == size == len(set(said))
            found |= {at + n: said[n] if fits else None for n in range(size)}
    return found


def _names(
    reader: Reader, family: Family, statements: Sequence[Statement], low: int, high: int
) -> list[int | None]:
    """Return the targets whose names stand in a list directly before their values; [] for anything else."""
    if low < 0 or _listed(reader, statements[:high], low) != high - low:
        return []
    gap = reader.lowered[statements[high - 1].end : statements[high].start]
    called = [family.spelled(reader.flat[s.start : s.end].strip()) for s in statements[low:high]]
    return [] if content(gap) or None in called else list(called)


def _listed(reader: Reader, statements: Sequence[Statement], at: int) -> int:
    """Return how many statements from one on are joined by nothing but commas and "and"."""
    size = 1
    while at + size < len(statements):
        gap = reader.lowered[statements[at + size - 1].end : statements[at + size].start]
        if not gap.strip() or any(word not in cues.JOINTS for word in gap.replace(",", " , ").split()):
            break
        size += 1
    return size


def _claim(reader: Reader, statement: Statement, family: Family) -> Found | None:
    """Return a statement as a claim about the target; None where it is about something else, or no value."""
    chain = statement.sides
    first = reader.flat[chain[0].start : chain[0].end]
    if not statement.relational:
        before = reader.lowered[statement.after : statement.start].replace(":", " : ").split()
        alike = family.lettered(first)
        stated = bool(before) and before[-1] in cues.STATING and not alike
        return Found(statement, chain, 1, "target") if stated or alike is None else None
    alike = family.lettered(first)
    if _lettered(first) if alike is None else family.own not in alike:
        return None
    values = []
    for side in chain[1:]:
        if side.relation not in VALUED:
            break
        values.append(side)
    return Found(statement, tuple(values), 1, "target", reader.special(statement)) if values else None


def _lettered(text: str) -> bool:
    """Whether a formula holds letters that are no functions and no commands."""
    return any(not word.startswith("\\") and word not in FUNCTIONS for word in _LETTERS.findall(text))
