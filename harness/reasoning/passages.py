"""Which stretch of a reply's thinking serves which part."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

_LEAD = (
    r"(?:(?:now|next|then|so|ok|okay|alright|first|second|third|finally|lastly|moving|on|onto|to|for|let's|let|me|us|"
    r"do|solve|consider|start|with|and|back|go|turn|接下来|现在|然后|首先|最后|看|第|对于)[\s,:，]*){0,6}"
)
_PART_WORD = r"(?:part|question|problem|sub-?part|item|部分|小问|问题|问)"


@dataclass(frozen=True, slots=True)
class Passage:
    """The thinking for one part: stretches of the whole, joined."""

    text: str
    stretches: tuple[tuple[int, int], ...]
    """Start and end of each stretch in the whole thinking."""

    def place(self, position: int) -> int:
        """Return where in the whole thinking a position of this passage lies."""
        sizes = [end - start for start, end in self.stretches]
        begins = [0, *accumulate(sizes)][:-1]
        if not begins:
            return position
        index = max(0, bisect_right(begins, position) - 1)
        return self.stretches[index][0] + position - begins[index]


def whole(text: str) -> Passage:
    """Return the passage that is the entire text."""
    return Passage(text, ((0, len(text)),))


def split(text: str, labels: Sequence[str]) -> dict[str, Passage] | None:
    """Return each part's passage, by the places where the text turns to a part; None where it names none.

    A turn is a label in parentheses at the start of a line, or ``Part b`` at
    the start of a line or sentence and set off from what follows. What stands
    before the first turn belongs to the part turned to first; going back to a
    part adds a stretch to it. A part never turned to has an empty passage.
    """
    turns = _turns(text, labels)
    if not turns:
        return None
    found: dict[str, list[tuple[int, int]]] = {label: [] for label in labels}
    begins = [0, *(start for start, _ in turns[1:])]
    ends = [*begins[1:], len(text)]
    for (_, label), start, end in zip(turns, begins, ends, strict=True):
        if found[label] and found[label][-1][1] == start:
            found[label][-1] = (found[label][-1][0], end)
        else:
            found[label].append((start, end))
    return {
        label: Passage("".join(text[start:end] for start, end in places), tuple(places))
        for label, places in found.items()
    }


def _turns(text: str, labels: Sequence[str]) -> list[tuple[int, str]]:
    names = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    at_line = rf"^[ \t>#*_\d.\-]{{0,12}}[(（](?P<line>{names})[)）]"
    at_sentence = (
        rf"(?:^[ \t>#*_\-]{{0,12}}|(?<=[.!?。！？])\s)\s?{_LEAD}{_PART_WORD}\s?[(（]?(?P<said>{names})[)）]?"
        r"(?=\s?(?:[:：.,，\-–—*]|\n|$|asks|wants|is\s))"
    )
    chinese = rf"^[ \t>#*]{{0,12}}{_LEAD}[(（](?P<chinese>{names})[)）]\s?(?:部分|小问|小题|问|题)"
    plain = rf"^[ \t>#*_\-]{{0,12}}(?P<plain>{names})[).:]\s"
    canonical = {label.lower(): label for label in labels}
    pattern = re.compile(f"{at_line}|{at_sentence}|{chinese}|{plain}", re.IGNORECASE | re.MULTILINE)
    return [(m.start(), canonical[str(m[str(m.lastgroup)]).lower()]) for m in pattern.finditer(text)]
