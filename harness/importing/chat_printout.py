"""A browser's print-out of a chat, as PDF or its text, with a reader's notes in the margin.

What is known of such a document: page headers repeat; the prompts stand in narrow wrapped boxes;
the thinking is running text, wider than they are; an answer's formulas are torn out of its prose
and follow it in fragments; "Thought for N seconds" and the reader's notes stand at the end of the
page's text. Thinking and answer may alternate within a page: the most likely sequence of roles is
found by dynamic programming over the lines (Viterbi), from features of each line alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from harness.importing.document import THOUGHT, Line, Note, Role, Taken
from harness.importing.pages import PAGE_MARK, headers

LABEL = re.compile(r"\(([a-z])\)\s")
OPENER = re.compile(
    r"(We are|We need|We have|Okay|Ok,|Alright|Let me|Let's|Let us|First|The user|Hmm|I need|I have|Looking"
    r"|So we|好|首先|我们)"
)
MUSING = re.compile(
    r"\b(Let me|let me|I'll|I will|But |However|Actually|careful|Alternatively|So |wait|Maybe|we can write)"
    r"|^(Then|then|and|f) "
)
MARGIN = 0.6
"""Share of the page's width right of which a text is a note, where positions are known."""
WORD = re.compile(r"[A-Za-z]{3,}")
TORN = re.compile(r"[\s.,:;]|\w{1,12} $")
PROSE = re.compile(r"[a-z]{2,}")
LONELY = re.compile(r"[A-Z][a-z]{2,12}[,:]")


@dataclass(frozen=True, slots=True)
class Chat:
    """The lines of a print-out with their roles, and what belongs to no line's text."""

    taken: tuple[Taken, ...]
    seconds: dict[str, float]
    """Part → stated seconds of thought."""
    notes: tuple[Note, ...]


def read_chat(lines: Sequence[Line]) -> Chat:
    """Return every line with its role and part, the stated seconds, and the notes."""
    fixed = headers(tuple(lines))
    width = _box_width([line for line in lines if line.number not in fixed])
    taken: list[Taken] = []
    seconds: dict[str, float] = {}
    notes: list[Note] = []
    part, role = "", "problem"
    for page in _pages(lines):
        body = [line for line in page if not _furniture(line, fixed)]
        marks = {line.number: _furniture(line, fixed) for line in page}
        flow, tail = _split_notes(body)
        roles, part, role = _flow_roles(flow, part, role, width)
        for line in tail:
            if found := THOUGHT.fullmatch(line.text.strip()):
                seconds[part] = 60.0 * float(found[1] or 0) + float(found[2] or found[3] or 0)
        notes += _paragraphs([line for line in tail if not THOUGHT.fullmatch(line.text.strip())], part)
        for line in page:
            here: tuple[Role, str] | None = roles.get(line.number)
            if here is None:
                here = (marks[line.number] or _tail_role(line), part)
            taken.append(Taken(line, here[0], part=here[1]))
    return Chat(tuple(taken), seconds, tuple(notes))


def _pages(lines: Sequence[Line]) -> list[list[Line]]:
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    return list(pages.values())


def _furniture(line: Line, fixed: frozenset[int]) -> Role | None:
    if PAGE_MARK.fullmatch(line.text.strip()):
        return "page mark"
    if line.number in fixed:
        return "header"
    return None if line.text.strip(" ") else "blank"


def _tail_role(line: Line) -> Role:
    return "stated time" if THOUGHT.fullmatch(line.text.strip()) else "note"


def _box_width(lines: Sequence[Line]) -> float:
    """Return how wide the prompts' wrapped boxes are, in characters."""
    boxed = sorted(len(line.text) for line in lines if line.text.endswith(" ") and len(line.text) > 45)
    return float(boxed[int(0.95 * (len(boxed) - 1))]) if boxed else 70.0


def _split_notes(body: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the page's own text and what was set beside it: the stated time and the notes."""
    if any(line.left is not None for line in body):
        beside = [
            line for line in body if (line.left or 0.0) > MARGIN or THOUGHT.fullmatch(line.text.strip())
        ]
        return [line for line in body if line not in beside], beside
    for index, line in enumerate(body):
        if THOUGHT.fullmatch(line.text.strip()):
            return body[:index], body[index:]
    start = len(body)
    while start > 0:
        line = body[start - 1]
        wrapped = line.text.endswith(" ") and len(WORD.findall(line.text)) >= 2
        ends_box = (
            start >= 2 and body[start - 2].text.endswith(" ") and len(WORD.findall(body[start - 2].text)) >= 3
        )
        if not wrapped and not (ends_box and WORD.search(line.text)):
            break
        start -= 1
    return body[:start], body[start:]


def _paragraphs(lines: list[Line], part: str) -> list[Note]:
    if not lines:
        return []
    notes, current = [], ""
    for line in lines:
        wraps = line.text.endswith(" ") or not line.text.endswith((".", "!", "?", ".T", "”", ")"))
        current += line.text.rstrip() + (" " if wraps else "\n")
    for paragraph in current.split("\n"):
        if paragraph.strip():
            notes.append(Note(part, lines[0].page, paragraph.strip()))
    return notes


def _flow_roles(
    flow: list[Line], part: str, before: str, width: float
) -> tuple[dict[int, tuple[Role, str]], str, str]:
    """Return the role and part of each line of a page's running text, and where the page leaves off."""
    roles: dict[int, tuple[Role, str]] = {}
    start = 0
    while start < len(flow):
        end = _prompt_at(flow, start, part, width)
        if end > start:
            label = next((m[1] for line in flow[start:end] if (m := LABEL.match(line.text))), "a")
            part, before = label, "thinking"
            roles |= {line.number: ("problem", part) for line in flow[start:end]}
            start = end
            continue
        stop = start + 1
        while stop < len(flow) and not _prompt_at(flow, stop, part, width) > stop:
            stop += 1
        found = most_likely([line.text for line in flow[start:stop]], before)
        roles |= {line.number: (role, part) for line, role in zip(flow[start:stop], found, strict=True)}
        before = found[-1]
        start = stop
    return roles, part, before


def _prompt_at(flow: list[Line], start: int, part: str, width: float) -> int:
    """Return the index after a prompt that begins at ``start``, or ``start`` where none does."""
    match = LABEL.match(flow[start].text)
    expected = chr(ord(part) + 1) if part else None
    begins = (not part and start == 0) or (
        match is not None and match[1] == expected and len(WORD.findall(flow[start].text)) >= 3
    )
    if not begins:
        return start
    labelled = match is not None
    for index in range(start + 1, len(flow)):
        previous, text = flow[index - 1].text.rstrip(), flow[index].text
        labelled = labelled or LABEL.match(flow[index - 1].text) is not None
        ended = previous.endswith((".", "?", "!", ":", "。", "？"))
        if labelled and ended and (OPENER.match(text) or len(text) > 1.15 * width):
            return index
    return len(flow)


# ------------------------------------------------------- the most likely sequence of roles

STATES: tuple[Role, ...] = ("thinking", "answer", "formula")
SWITCH = -2.0


def most_likely(texts: Sequence[str], before: str = "thinking") -> list[Role]:
    """Return the most likely role of each line: thinking, answer or formula fragment."""
    best = {state: 0.0 if state == before else SWITCH for state in STATES}
    back: list[dict[Role, Role]] = []
    for text in texts:
        score = line_scores(text)
        step: dict[Role, Role] = {}
        now: dict[Role, float] = {}
        for state in STATES:
            source = max(STATES, key=lambda old: best[old] + (0.0 if old == state else SWITCH))
            now[state] = best[source] + (0.0 if source == state else SWITCH) + score[state]
            step[state] = source
        best = now
        back.append(step)
    state = max(STATES, key=lambda last: best[last])
    found: list[Role] = []
    for step in reversed(back):
        found.append(state)
        state = step[state]
    return found[::-1]


def line_scores(text: str) -> dict[Role, float]:
    """Return how well a line fits each role, from the line alone."""
    long_words = len(WORD.findall(text))
    short = len(text) <= 34
    thinking = 2.0 * (len(text) > 72) + 1.5 * bool(MUSING.search(text)) + 2.5 * bool(DAMAGE.search(text))
    thinking += 1.0 * (long_words >= 4) - 3.0 * (text.endswith(" ") and len(text.strip()) > 4)
    answer = 2.5 * (text.endswith(" ") and long_words >= 1) + 2.0 * bool(HEADING.match(text))
    answer += 2.0 * bool(TORN.match(text)) * (long_words >= 1 or len(text.strip()) == 1)
    answer += 1.5 * (text.endswith(":") and len(text) < 72 and not MUSING.search(text))
    answer += 1.0 * (long_words >= 2) - 1.5 * (len(text) > 80) - 2.0 * bool(DAMAGE.search(text))
    answer += 1.5 * bool(LONELY.fullmatch(text))
    formula = 2.0 * short * (not PROSE.search(text))
    formula += 1.0 * bool(re.search(r"[⊤∥∗∇ϕ\xa0]", text)) * (long_words <= 1) - 2.0 * (long_words >= 3)
    return {"thinking": thinking, "answer": answer, "formula": formula}


HEADING = re.compile(r"[^\w\s\[(\\]? ?(Step \d+\W|Final Answers?\s*$|Answer:?$|#{1,4} )")
DAMAGE = re.compile(r"\d[a-zXY`\[\]h]\d|\d ?[elr] [\d`]|X\d|\dY|`\d|\d[hu]\b|\[\d [`e-]")
