"""Where a reply answers which part: labels at line starts, ``(a)``, ``Part b``, ``**Question 2 c**``."""

from __future__ import annotations

from harness.grading.language.lexicon import words
from harness.grading.page.segments import Page, Unit

Range = tuple[int, int]

_LEAD = words(
    "part parts question q problem exercise answer solution subpart subquestion item task section ex "
    "prob sub to for the final of no nr teil aufgabe partie"
)
_WEAK_LEAD = words("to for the of final no answer solution")
"""Leads that open sentences too: "For n we get" names no part, "For (n):" and "For part n" do."""
_RELATING = ("=", "<", ">", "≤", "≥", "∈", "≠", "≈", "\\le", "\\ge", "\\in", "\\ne", "+", "/", "^")
"""What goes on a formula: "For n = 1" names no part."""
_CJK_LEAD = ("第", "问题", "部分", "小题", "题", "问")
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
    wanted = {label.casefold() for label in (*labels, *families(part), part)}
    marks = [(start, found) for start, found in _marks(page, wanted)]
    named = {found for _, found in marks if found}
    own = part.casefold()
    if len(named) < 2 or own not in named:
        return _before_first(page, marks, own, labels) or whole
    end = page.units[-1].end
    starts = [*marks, (end, "")]
    found = [(start, starts[n + 1][0]) for n, (start, label) in enumerate(marks) if label == own]
    return tuple(found)


def last_label_end(page: Page, part: str) -> int:
    """Return where the paragraph ends that the last label of a reply opens; 0 where there is none."""
    marks = [start for start, label in _marks(page, {*families(part), part.casefold()}) if label]
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


def _marks(page: Page, wanted: set[str]) -> list[tuple[int, str]]:
    """Return where sections begin and whose they are ("" for a heading common to all)."""
    found: list[tuple[int, str]] = []
    previous_end = -1
    for unit in page.units:
        opens_line = (
            page.flat[max(0, unit.start - 200) : unit.start].rpartition("\n")[2].strip() == ""
            or unit.start == 0
        )
        if not opens_line or unit.start < previous_end:
            continue
        previous_end = unit.end
        label = label_of(page.flat, unit, wanted)
        if label is not None:
            found.append((unit.start, label))
        elif unit.kind == "heading" and _is_common(page.flat, unit):
            found.append((unit.start, ""))
        if unit.kind == "row":
            continue
    return found


def _is_common(flat: str, unit: Unit) -> bool:
    words = flat[unit.start : unit.end].strip(" #:*.").casefold()
    return len(words) < 60 and any(word in words for word in _COMMON)


def label_of(flat: str, unit: Unit, wanted: set[str]) -> str | None:
    """Return the label that opens a unit, if it is one of ``wanted``.

    >>> from harness.grading.page.segments import page
    >>> sheet = page("**Question 2 (c)** Then")
    >>> label_of(sheet.flat, sheet.units[0], {"b", "c"})
    'c'
    """
    text = flat[unit.start : min(unit.end, unit.start + 60)].lstrip("#*-•>¦| \t_").casefold()
    led, at = False, 0
    number = ""
    while at < len(text):
        word, at = _word(text, at)
        if word in _LEAD or word.startswith(_CJK_LEAD):
            led = led or word not in _WEAK_LEAD
            continue
        bracketed = word.startswith("(") or word.endswith(")")
        label = word.strip("()[].:—-–,")
        if label in wanted and (
            bracketed or led or number or word.endswith((".", ":")) or unit.kind == "heading"
        ):
            if text[at:].lstrip(" *$").startswith(_RELATING):
                return None
            return label if _ends_label(text, at, word, led or bracketed or unit.kind == "heading") else None
        if number or not label:
            return None
        digits = len(label) - len(label.lstrip("0123456789"))
        if not digits or digits > 2:
            return None
        number, tail = label[:digits], label[digits:].strip("().:")
        if tail:
            return tail if tail in wanted and (led or unit.kind == "heading") else None
        if word.endswith((".", ":")) and not led:
            led = unit.kind == "heading"
    return None


def _word(text: str, at: int) -> tuple[str, int]:
    while at < len(text) and text[at] in " \t":
        at += 1
    start = at
    while at < len(text) and text[at] not in " \t\n":
        at += 1
        if text[at - 1] in "):：" and at - start > 1:
            break
    return text[start:at], at


def _ends_label(text: str, at: int, word: str, sure: bool) -> bool:
    if word.endswith((")", ":", ".")) or at >= len(text) or sure:
        return True
    return text[at : at + 3].lstrip()[:1] in ("", "-", "—", "–", ":", "\n")
