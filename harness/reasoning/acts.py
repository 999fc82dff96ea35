"""Acts of re-checking: how often a thinking sets out to go over what it had found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from harness.reasoning.words import Sentences
from harness.records import Marker

_OTHERS = re.compile(r"\b(?:user|the problem|the question|asks?)\b|用户|題目|题目|想确认|老师", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:need(?:s)? (?:to )?|have to |has to |must |should |to )\s*$|(?:需要|要|必须|得|去)$", re.IGNORECASE
)
_AGAIN = re.compile(
    r"again|double|once more|re-?\s?(?:check|verif|comput|calc|read|exam|do)|back|sure"
    r"|再|重新|复|反|noch|encore|otra|ещё|еще|пере|もう一度|検算",
    re.IGNORECASE,
)
_RESULT = re.compile(r"[=≈]|\bis\b.*\d|得|是")
_PARAGRAPH = re.compile(r"\n\s*\n")


def acts(
    text: str, marks: Sequence[Marker], first: int | None, skipped: Sequence[tuple[int, int]] = ()
) -> list[int]:
    """Return where each act of re-checking begins.

    A sentence with a word of the class opens an act, unless it carries on the act of the sentence
    before it, speaks of what somebody else wants, plans a first computation, or stands in
    ``skipped``, the repeats of a loop. Before the first candidate there has to be a result to check.
    """
    sentences = Sentences(text)
    found: list[int] = []
    before = -2
    for mark in marks:
        if mark.kind != "recheck" or any(a <= mark.start < b for a, b in skipped):
            continue
        here = sentences.at(mark.start)
        if here == before:
            continue
        start, end = sentences.starts[here], _end(sentences, here, len(text))
        sentence = text[start:end]
        if _OTHERS.search(text, start, mark.start):
            continue
        fresh = not _AGAIN.search(sentence)
        early = mark.start < (first or 0) and not _RESULT.search(text, 0, start)
        if fresh and (early or _PLANNED.search(text, start, mark.start)):
            continue
        if here != before + 1 or _PARAGRAPH.search(text, sentences.starts[before], start):
            found.append(start)
        before = here
    return found


def _end(sentences: Sentences, index: int, size: int) -> int:
    following = sentences.starts[index + 1 : index + 2]
    return following[0] if following else size


def loop(text: str) -> tuple[float, int, str, list[tuple[int, int]]]:
    """Return the share of the text that only repeats, how often, what, and where.

    A loop is a block of up to 12 sentences that stands three times or more in a row, with 20
    characters or more; its first time is no repeat. The longest-lasting loop is the one named.
    """
    starts = [*Sentences(text).starts, len(text)]
    spans = [(a, b) for a, b in pairwise(starts) if text[a:b].strip()]
    keys = [" ".join(text[a:b].lower().split()) for a, b in spans]
    repeats: list[tuple[int, int]] = []
    most, named = 1, ""
    at = 0
    while at < len(keys):
        size, times = _run(keys, at)
        if times >= 3:
            repeats.append((spans[at + size][0], spans[at + size * times - 1][1]))
            if times > most:
                most, named = times, text[spans[at][0] : spans[at + size - 1][1]].strip()[:200]
            at += size * times
        else:
            at += 1
    share = sum(b - a for a, b in repeats) / len(text) if text else 0.0
    return share, most if repeats else 0, named, repeats


def _run(keys: Sequence[str], at: int) -> tuple[int, int]:
    """Return the shortest block that repeats from ``at`` on, and how often it stands there."""
    for size in range(1, 13):
        block = keys[at : at + size]
        if len(block) < size or sum(map(len, block)) < 20:
            continue
        times = 1
        while keys[at + size * times : at + size * (times + 1)] == block:
            times += 1
        if times >= 3:
            return size, times
    return 1, 1
