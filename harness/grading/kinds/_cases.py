"""The cases that a page tells: pairs of a condition and an outcome in sentences, lists and tables.

A unit of the page is cut into pieces: conditions (a relation about the variable, or words that compare
it), words for what remains, outcomes, and filling. Neighbours are paired; where that does not come out
even, or a piece cannot be told, the unit holds cases that are not read, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from harness.grading.kinds._outcomes import UNCLEAR, Outcomes, turned
from harness.grading.language import lexicon as cues
from harness.grading.page.flatten import CELL
from harness.grading.page.runs import pieces, runs, sides
from harness.grading.page.segments import Page, Unit, content_start

WHEN, ELSE, BORDER, ALWAYS, BESIDE = "when", "else", "border", "always", "beside"
"""How a case says where it holds: by a condition, by words for what remains, for the borders, for all
there is, or for one side of the border said last."""
SAME = "="
"""Between two conditions of which the second says the first in other words."""
_UNITS = 120
"""So many units of a page at most are read for cases, the last ones."""
_MASK = "■"
"""A sign at which a formula ends."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case: the texts of its outcome and its condition, and where it stands."""

    outcome: str
    """The key of an outcome, or the text of a value."""
    how: str
    condition: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unread:
    """A stretch that tells cases which are not understood."""

    start: int
    end: int


@dataclass(frozen=True)
class Asked:
    """What cases are about."""

    outcomes: Outcomes | None
    """The outcomes by their names; None where they are values."""
    about: Callable[[str], bool]
    """Whether a relation is a condition on the variable."""
    spans: Callable[[str], bool]
    """Whether a formula without a relation is a range of the variable."""
    variable: str
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page that is read for cases."""

    page: Page
    """The page; in its flat copy the outcomes that are words stop a formula."""
    flat: str
    """Its flat copy as it stands."""
    asked: Asked


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    """C (a condition), O (an outcome), ? (unclear), one of the words above, or = (the same again)."""
    text: str
    start: int
    end: int
    deep: bool = False
    """Whether it stands in brackets of the prose."""


_PLACES = ("C", ELSE, BORDER, ALWAYS, BESIDE)


def cases(page: Page, start: int, end: int, asked: Asked) -> list[Case | Unread]:
    """Return the cases told between two places of a page, in order, those that are not read among them."""
    sheet = _sheet(page, asked)
    found: list[Case | Unread] = []
    head: _Piece | None = None
    rows: list[Unit] = []
    units = [u for u in page.units if u.start < end and u.end > start and u.kind != "code"]
    for unit in units[-_UNITS:]:
        if unit.kind == "row":
            rows.append(unit)
            continue
        found += _of_table(sheet, rows)
        rows = []
        low, high = max(start, content_start(page.flat, unit)), min(end, unit.end)
        told = _told(sheet, replace(unit, start=low, end=max(low, high)))
        kinds = {p.kind for p in told}
        if kinds & set(_PLACES) and kinds & {"O", UNCLEAR}:
            found += _paired(told, low, high)
            head = None
        elif head is not None and kinds & {"O", UNCLEAR}:
            found.append(
                _case(told[0], head) if kinds == {"O"} and len(told) == 1 else Unread(head.start, high)
            )
            head = None
        elif len(told) == 1 and told[0].kind == "C":
            head = told[0] if _opens(page, unit, told[0]) else None
    return found + _of_table(sheet, rows)


def _sheet(page: Page, asked: Asked) -> _Sheet:
    if asked.outcomes is None:
        return _Sheet(page, page.flat, asked)
    masked = asked.outcomes.words.sub(lambda m: _MASK * len(m[0]), page.flat)
    return _Sheet(replace(page, flat=masked), page.flat, asked)


def _opens(page: Page, unit: Unit, piece: _Piece) -> bool:
    """Whether a unit is the head of a case: a heading, a bold line, an item, or what ends in a colon."""
    rest = page.flat[piece.end : unit.end].strip()
    bold = any(a <= piece.start and piece.end <= b for a, b in page.bold)
    return unit.kind in ("heading", "item") or bold or rest.startswith((":", "→", "⇒"))


# ------------------------------------------------------------------------------ pieces


def _phrase(words: Sequence[str]) -> str:
    """Return a pattern of phrases, the longest first, between word borders where the script has them."""
    listed = sorted(words, key=len, reverse=True)
    return "|".join(
        rf"(?<![^\W\d_]){re.escape(w)}(?![^\W\d_])" if w[0] < "\u2e80" else re.escape(w) for w in listed
    )


_MARK = re.compile(
    rf"(?P<else>{_phrase(cues.OTHERWISE)})|(?P<border>{_phrase(cues.AT_BORDER)})|(?P<always>{_phrase(cues.ALWAYS)})"
    rf"|(?P<beside>{_phrase(tuple(cues.BEYOND))})"
    r"|(?P<same>⇔|⟺|⇒|⟹|=>|\\(?:iff|Leftrightarrow|Longleftrightarrow|Rightarrow|implies)(?![A-Za-z])"
    r"|\biff\b|if and only if|\bi\.e\.|that is(?=,)|\bequivalently\b|\bmeaning\b|\bwhich means\b"
    r"|d\.\s?h\.|即)"
    r"|(?P<deep>\()|(?P<up>\))"
    rf"|(?P<break>[;:,.!\n{CELL}]|→|->|\\to(?![A-Za-z])|—|\s[-–]\s"
    r"|\b(?:and|but|while|whereas|then|und|aber|dann)\b)",
    re.IGNORECASE,
)  # fmt: skip


def _cut(sheet: _Sheet, unit: Unit) -> Iterator[_Piece]:
    """Yield the pieces of a unit, in order."""
    at, deep = unit.start, 0
    for piece in _formulas(sheet, unit):
        if piece.start < at:
            continue
        words, deep = _words(sheet.page.flat, at, piece.start, deep)
        yield from words
        yield replace(piece, deep=deep > 0)
        at = piece.end
    words, _ = _words(sheet.page.flat, at, unit.end, deep)
    yield from words


def _words(flat: str, start: int, end: int, deep: int) -> tuple[list[_Piece], int]:
    """Return the pieces of prose between two formulas, and how many of its brackets are open behind it."""
    found: list[_Piece] = []
    low = start
    marks = [*_MARK.finditer(flat, start, end), None]
    for mark in marks:
        high = mark.start() if mark else end
        if flat[low:high].strip():
            found.append(_Piece("words", flat[low:high], low, high, deep > 0))
        if mark is None:
            break
        low = mark.end()
        kind = mark.lastgroup or ""
        deep = max(0, deep + (kind == "deep") - (kind == "up"))
        if kind == "same":
            found.append(_Piece(SAME, mark[0], mark.start(), low, deep > 0))
        elif kind in (ELSE, BORDER, ALWAYS, BESIDE):
            found.append(_Piece(kind, mark[0].casefold(), mark.start(), low, deep > 0))
    return found, deep


def _formulas(sheet: _Sheet, unit: Unit) -> Iterator[_Piece]:
    """Yield the conditions of a unit, and the values where outcomes are values."""
    asked, flat, at = sheet.asked, sheet.page.flat, unit.start
    listed = [part for run in runs(sheet.page, unit, asked.known) for part in _parts(flat, *run)]
    for number, (start, end) in enumerate(listed):
        if start < at:
            continue
        text = flat[start:end]
        related = len(sides(flat, start, end)) > 1
        worded = _worded(flat, at, listed, number)
        if worded is not None and not related:
            low, at = worded
            yield _Piece("C", f"{asked.variable} {flat[low:at]}", low, at)
        elif (related and asked.about(text)) or (not related and asked.spans(text)):
            at = end
            yield _Piece("C", text, start, end)
        elif asked.outcomes is None:
            at = end
            yield _Piece("O", text, start, end)


def _parts(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a run of maths between its commas, and before and behind an arrow."""
    for low, high in pieces(flat, start, end):
        chain = sides(flat, low, high)
        at = low
        for before, after in pairwise(chain):
            if after.relation == "→":
                yield at, before.end
                at = after.start
        if at < high:
            yield at, high


_COMPARING = tuple(sorted((*cues.COMPARING, "beyond", "under", "over"), key=len, reverse=True))


def _worded(flat: str, at: int, listed: list[tuple[int, int]], number: int) -> tuple[int, int] | None:
    """Return where a condition in words and its bound stand: ``below 1/2``, ``between 1 and 2``."""
    start, end = listed[number]
    before = cues.lower(flat[max(at, start - 30) : start])
    for phrase in _COMPARING:
        if before.rstrip(" $").endswith(phrase):
            low = max(at, start - 30) + before.rfind(phrase)
            if phrase != "between":
                return low, end
            following = listed[number + 1 : number + 2]
            if following and flat[end : following[0][0]].strip(" $") in cues.JOINTS:
                return low, following[0][1]
    return None


# ----------------------------------------------------------------------------- pairing


def _told(sheet: _Sheet, unit: Unit) -> list[_Piece]:
    """Return the pieces of a unit that count: filling is left out, and what is said twice is said once."""
    found: list[_Piece] = []
    for piece in _cut(sheet, unit):
        piece = _meant(piece, sheet)
        last = found[-1] if found else None
        if piece.kind == "":
            continue
        if last is not None and piece.kind == "C" == last.kind:
            found[-1:] = _joined(last, piece, sheet.flat)
        elif (
            last is not None
            and last.kind == SAME
            and piece.kind == "C"
            and found[-2:-1]
            and found[-2].kind == "C"
        ):
            found[-2:] = [piece]
        elif last is not None and piece.kind == "O" == last.kind:
            found[-1:] = _outcome(last, piece)
        else:
            found.append(piece)
    return [piece for piece in found if piece.kind != SAME]


def _meant(piece: _Piece, sheet: _Sheet) -> _Piece:
    """Return a piece of prose as the outcome that it names; one of kind "" where it is filling."""
    if piece.kind != "words":
        return piece
    text, asked = sheet.flat[piece.start : piece.end], sheet.asked
    if asked.outcomes is None:
        return replace(piece, kind=UNCLEAR if turned(cues.lower(text)) else "")
    key = asked.outcomes.named(text)
    if key == UNCLEAR and piece.deep and not turned(cues.lower(text)):
        key = ""  # a remark in brackets
    return replace(piece, kind=key and ("O" if key != UNCLEAR else UNCLEAR), text=key)


def _joined(first: _Piece, second: _Piece, flat: str) -> list[_Piece]:
    """Return two conditions as one where only a joint stands between them."""
    between = flat[first.end : second.start].strip(" $\n").casefold()
    if between in cues.JOINTS or between in ("", "∨", "∧", "∪", ", and", ", or"):
        return [replace(first, text=f"{first.text} {between or ','} {second.text}", end=second.end)]
    return [first, second]


def _outcome(first: _Piece, second: _Piece) -> list[_Piece]:
    """Return two outcomes as one where both are the same, or one of them stands in brackets."""
    if first.text == second.text or second.deep > first.deep:
        return [first]
    return [second] if first.deep > second.deep else [first, second]


def _paired(told: list[_Piece], low: int, high: int) -> list[Case | Unread]:
    """Return neighbours paired; one stretch unread where that does not come out even."""
    if all(p.kind != UNCLEAR for p in told):
        vague = (ELSE, ALWAYS)  # "otherwise, for x > 1": the condition tells what remains
        exact = [p for p, after in zip(told, [*told[1:], None], strict=True)
                 if not (p.kind in vague and after is not None and after.kind == "C")]  # fmt: skip
        for row in (told, exact):
            pairs = list(zip(row[::2], row[1::2], strict=False))
            if len(row) % 2 == 0 and all((a.kind == "O") != (b.kind == "O") for a, b in pairs):
                return [_case(a, b) if a.kind == "O" else _case(b, a) for a, b in pairs]
    return [Unread(low, high)]


def _case(outcome: _Piece, place: _Piece) -> Case:
    how = WHEN if place.kind == "C" else place.kind
    start, end = min(outcome.start, place.start), max(outcome.end, place.end)
    return Case(outcome.text, how, place.text, start, end)


# ------------------------------------------------------------------------------ tables


def _of_table(sheet: _Sheet, rows: list[Unit]) -> list[Case | Unread]:
    """Return the cases of a table, whose conditions stand in one column (or in its head)."""
    if not rows:
        return []
    head, columns = _columns(sheet, rows)
    height = len(columns[0]) if columns else 0
    places = [n for n, column in enumerate(columns) if sum(map(_is_place, column)) > height // 2]
    if not places:
        return []
    used = [k for k in range(height) if _is_place(columns[places[0]][k])]
    told = {n: sum(_is_outcome(c[k]) for k in used) for n, c in enumerate(columns) if n not in places}
    outcomes = _fullest(sheet, head, told)
    table = rows[0].start, rows[-1].end
    if len(places) > 1 or len(outcomes) != 1:
        return [Unread(*table)] if outcomes else []
    pairs = [(columns[outcomes[0]][k], columns[places[0]][k]) for k in used]
    return [_case(o, p) if o and p and _is_outcome(o) else Unread(*table) for o, p in pairs]


def _fullest(sheet: _Sheet, head: list[Cell], told: dict[int, int]) -> list[int]:
    """Return the columns that tell most outcomes: of several those whose head names what is asked."""
    most = max(told.values(), default=0)
    found = [n for n, count in told.items() if count == most > 0]
    return (len(found) > 1 and _asked_for(sheet, head, found)) or found


Cell = tuple[int, int]


def _columns(sheet: _Sheet, rows: list[Unit]) -> tuple[list[Cell], list[list[_Piece | None]]]:
    """Return where the heads of a table's columns stand, and what their cells say.

    A table whose head holds the conditions is turned round: its columns are its rows.
    """
    lines = [_cells(sheet.flat, row) for row in rows]
    ruled = next((n for n, cells in enumerate(lines) if _ruled(sheet.flat, cells)), -1)
    told = [[_cell(sheet, row, cell) for cell in cells] for row, cells in zip(rows, lines, strict=True)]
    grid = told[ruled + 1 :]
    if ruled > 0 and sum(map(_is_place, told[ruled - 1])) > 1:
        longest = max(map(len, (told[ruled - 1], *grid)))
        return [], [[*row, *[None] * (longest - len(row))] for row in (told[ruled - 1], *grid)]
    widest = max(map(len, grid), default=0)
    columns = [[row[n] if n < len(row) else None for row in grid] for n in range(widest)]
    return lines[ruled - 1] if ruled > 0 else [], columns


def _cells(flat: str, row: Unit) -> list[Cell]:
    """Return where the cells of a row stand."""
    borders = [n for n in range(row.start, row.end) if flat[n] == CELL]
    return [(a + 1, b) for a, b in pairwise([*borders, row.end]) if b < row.end or flat[a + 1 : b].strip()]


def _ruled(flat: str, cells: list[Cell]) -> bool:
    """Whether a row is the line of dashes under a table's head."""
    texts = [flat[slice(*cell)] for cell in cells]
    return bool(texts) and all("-" in text and not text.strip(" :-—") for text in texts)


def _cell(sheet: _Sheet, row: Unit, cell: Cell) -> _Piece | None:
    """Return what a cell says: one place or one outcome; None for anything else."""
    told = _told(sheet, replace(row, start=cell[0], end=cell[1]))
    return told[0] if len(told) == 1 else None


def _is_place(cell: _Piece | None) -> bool:
    return cell is not None and cell.kind in _PLACES


def _is_outcome(cell: _Piece | None) -> bool:
    return cell is not None and cell.kind == "O"


def _asked_for(sheet: _Sheet, head: list[Cell], among: list[int]) -> list[int]:
    """Return the columns whose head names what is asked."""
    outcomes = sheet.asked.outcomes
    own = [name.casefold() for name in outcomes.own] if outcomes else []
    titles = {n: cues.lower(sheet.flat[slice(*head[n])]) for n in among if n < len(head)}
    return [n for n, title in titles.items() if any(cues.find_phrase(title, name) >= 0 for name in own)]
