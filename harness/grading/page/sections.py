"""Where a reply answers which part: labels at line starts, ``(a)``, ``Part b``, ``**Question 2 c**``."""

from __future__ import annotations

from harness.grading.page.labels import READ, opening
from harness.grading.page.segments import Page, Unit

Range = tuple[int, int]

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_COMMON = (
    "final answer",
    "summary",
    "final answers",
    "conclusion",
    "final result",
    "answers",
    "最终答案",
    "总结",
)


def families(label: str) -> tuple[str, ...]:
    """Return the labels that may stand beside ``label`` in a list of parts."""
    low = label.casefold()
    if low in _ROMAN and len(low) > 1:
        return _ROMAN
    if len(low) == 1 and low.isascii() and low.isalpha():
        return tuple("abcdefghijklmnopqrstuvwxyz")
    if low.isdigit() and len(low) < 3:
        return tuple(str(n) for n in range(1, 30))
    return (low,)


def ranges(page: Page, part: str, labels: tuple[str, ...] = ()) -> tuple[Range, ...]:
    """Return the stretches of a reply that answer ``part``; the whole reply where it is not told apart.

    ``labels`` are the parts the reply covers. A heading such as "Final answers" ends the section
    before it. A part that the reply does not label although it labels others has what stands
    before the first label if it is the first part, and else nothing of its own.
    """
    whole = ((page.units[0].start, page.units[-1].end),) if page.units else ()
    if not part or not page.units:
        return whole
    wanted = frozenset(label.casefold() for label in (*labels, *families(part), part))
    marks = _without_numerals(_marks(page, wanted | {"ii"}), wanted)
    named = {found for _, found in marks if found}
    own = part.casefold()
    if own not in named or len(named) + len(labels) < 3:
        others = named & {label.casefold() for label in labels}
        first = _before_first(page, marks, own, labels) if len(labels) > 1 else ()
        return first or (() if len(others) > 1 else whole)
    end = page.units[-1].end
    starts = [*marks, (end, "")]
    found = [(start, starts[n + 1][0]) for n, (start, label) in enumerate(marks) if label == own]
    return tuple(found)


def last_label_end(page: Page, part: str) -> int:
    """Return where the paragraph ends that the last label of a reply opens; 0 where there is none."""
    marks = [start for start, label in _marks(page, frozenset((*families(part), part.casefold()))) if label]
    if not marks:
        return 0
    opened = next(unit for unit in page.units if unit.start == marks[-1])
    return max(unit.end for unit in page.units if unit.paragraph == opened.paragraph)


def _before_first(
    page: Page, marks: list[tuple[int, str]], own: str, labels: tuple[str, ...]
) -> tuple[Range, ...]:
    later = [start for start, label in marks if label and label != own]
    if not later or own in {label for _, label in marks} or not labels or labels[0].casefold() != own:
        return ()
    return ((page.units[0].start, later[0]),) if later[0] > page.units[0].start else ()


def _marks(page: Page, wanted: frozenset[str]) -> list[tuple[int, str]]:
    """Return where sections begin and whose they are ("" for a heading common to all)."""
    found: list[tuple[int, str]] = []
    previous_end = -1
    for unit in page.units:
        line = page.flat[max(0, unit.start - 200) : unit.start].rpartition("\n")[2].strip()
        listed = bool(line) and (line.endswith(":") or _on_line(page, found, unit))
        if (line and not listed) or unit.start < previous_end:
            continue
        previous_end = unit.end
        label = label_of(page, unit, wanted)
        if label is not None and not (listed and page.flat.find(")", unit.start, unit.start + 5) < 0):
            found.append((unit.start, label))
        elif unit.kind == "heading" and _is_common(page.flat, unit):
            found.append((unit.start, ""))
    return found


def _without_numerals(marks: list[tuple[int, str]], wanted: frozenset[str]) -> list[tuple[int, str]]:
    """Return the marks without those of a list (i), (ii) of the reply's own, where parts are lettered."""
    if "ii" in wanted or "ii" not in {label for _, label in marks}:
        return marks
    return [(start, label) for start, label in marks if label not in ("i", "ii")]


def _on_line(page: Page, found: list[tuple[int, str]], unit: Unit) -> bool:
    """Whether a label stands on the unit's own line before it: ``a) 3; b) 4``."""
    return bool(found) and bool(found[-1][1]) and "\n" not in page.flat[found[-1][0] : unit.start]


def _is_common(flat: str, unit: Unit) -> bool:
    words = flat[unit.start : unit.end].strip(" #:*.").casefold()
    return len(words) < 60 and any(word in words for word in _COMMON)


def label_of(page: Page, unit: Unit, wanted: frozenset[str]) -> str | None:
    """Return the label that opens a unit, if it is one of ``wanted``.

    >>> from harness.grading.page.segments import page
    >>> sheet = page("**Question 2 (c)** Then")
    >>> label_of(sheet, sheet.units[0], frozenset("bc"))
    'c'
    """
    line = page.flat[unit.start : min(unit.end, unit.start + READ)]
    found = opening(line, wanted, heading=unit.kind == "heading", bold=_emphasised(page, unit))
    return found.label if found is not None else None


def _emphasised(page: Page, unit: Unit) -> bool:
    """Whether the first word of a unit stands in bold by itself: ``**a** 52``."""
    return any(unit.start <= low <= unit.start + 6 and high - low <= 4 for low, high in page.bold)
