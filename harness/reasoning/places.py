"""Where values are put forward in a thinking: after a relation, a verb, a cue, in a box, or alone.

A place says how strongly the value stands there: *announced* as the answer, or only *stated*. What a
clause denies, wants or supposes is no place. Phrases are those of the text's language
(`harness/reasoning/languages/*/claims.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from harness.reasoning.languages import COVERED, phrases, table

MOST = 20_000
"""Places at most; a longer thinking is in a loop."""
LONGEST = 200
"""Characters of a value."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of text that may be a value of what is asked."""

    start: int
    end: int
    text: str
    announced: bool
    """Whether it is called the answer, or boxed."""
    after_relation: bool
    """Whether it is a side of an equation, which the side before it may already equal."""


@dataclass(frozen=True, slots=True)
class _Grammar:
    anchor: re.Pattern[str]
    announces: re.Pattern[str]
    fill: re.Pattern[str]
    denies: re.Pattern[str]
    wants: re.Pattern[str]
    supposes: re.Pattern[str]
    conditions: re.Pattern[str]
    concludes: re.Pattern[str]
    number: re.Pattern[str]


_NEVER = re.compile(r"(?!)")
_BREAK = re.compile(r"[.!?](?=[\s*]|$)|[。！？；;\n]|,(?=\s)|，|[–—](?=\s)|\.\.\.|…|:(?=[\s*])")
_BRACKETS = re.compile(r"[\[({][^\[\](){}\n]{0,80}[\])}]")
_RELATION = r"(?:(?<![<>!:=/])=(?![=>])|≈|≃|≅|→|⇒|\\(?:approx|to|Rightarrow|implies)\b|=>|->)"
_BOX = re.compile(r"\\(?:boxed|fbox)\s*\{")
_OPENING = re.compile(r"(?:\s|\*\*|\$|\\\(|\\\[|\\[,;! ]|&|\\text(?:bf)?\{|__?|`|“|\")*")
_FUNCTION = "sin|cos|tan|cot|sec|log|ln|exp|sqrt|arctan|arcsin|arccos|pi|sinh|cosh|tanh|max|min"
_FORMULA = re.compile(
    r"(?:[-+−±]?\s?(?:\\(?!text|quad|approx|to\b|implies|Rightarrow|leq?\b|geq?\b|\)|\]|,)[A-Za-z]+"
    rf"|\\[,;! {{}}]|(?:{_FUNCTION})\b"
    r"|\d[\d,]*(?:\.\d+)?|[A-Za-zα-ωΑ-Ω](?![A-Za-zà-ÿ])['′]?|[√∛πθ∞°%²³⁴⁵⁶⁷⁸⁹⁰¹ⁿ₀-₉]|[][(){}|]"
    r"|[\^_/*+·×÷!−–-]|,\s?(?=[\d(\[\\−-])|&|\.(?=\d))\s?)+"
)
_LITERAL = re.compile(
    r"[$€£]?[-+−–]?\s?(?:\\frac\s?\{\s?[-−]?\d+\s?\}\s?\{\s?\d+\s?\}"
    r"|\d{1,3}(?:[,\u202f ]\d{3})+(?:\.\d+)?(?![\d,])|\d+(?:\.\d+)?(?:\s?/\s?\d+)?)"
)
_COUNTED = "个只本种天人元米块张棵辆条次分岁头颗支枚页双件"
"""Measure words: a Chinese numeral before one of them is a number."""
_UNFINISHED = re.compile(
    rf"\s?(?:[\^_/*+·×÷!√π²³(\\]|[-−–]\s?[\d(A-Za-z]|[x-z]\b|[nkabcdtr]\b(?!\s+[a-z]{{2}})|(?:{_FUNCTION})\b|=|\d|[:：]\d|"
    r"[><≤≥≡]|\\(?:cdot|times|sqrt|pi|frac|left|pm)|mod\b|乘|除|加|减|的|×|\{)"
)
_MARKUP_END = re.compile(r"[\s$*`]*(?:\\[\])])?")


def places(text: str, code: str, region: bool = False) -> Iterator[Place]:
    """Yield the places of a text in a language, in order; ``region``: values may hold relations."""
    grammar = _grammar(code)
    found: list[Place] = []
    for box in _BOX.finditer(text):
        inner = _braced(text, box.end())
        if inner:
            found.append(Place(box.end(), box.end() + len(inner), inner, True, False))
    whole_lists = _BRACKETS.sub(lambda m: m[0].replace(",", " ").replace("，", " "), text)
    for clause in _clauses(whole_lists):
        found += _in_clause(text, clause, grammar, region)
    seen: set[int] = set()
    for place in sorted(found, key=lambda p: (p.start, not p.announced))[:MOST]:
        if place.start not in seen:
            seen.add(place.start)
            yield place


def value_of_words(text: str, code: str) -> str:
    """Return the digits of a number written in words; the text itself where it is none."""
    bare = text.strip().lower()
    if code == "en" and "-" in bare:
        ten, _, one = bare.partition("-")
        if ten in phrases("en", "tens") and ten and one in phrases("en", "numbers"):
            return str(
                10 * list(phrases("en", "tens")).index(ten) + list(phrases("en", "numbers")).index(one)
            )
    if code in ("zh", "ja"):
        return str(_chinese(bare)) if bare and all(c in _DIGITS or c in _UNITS for c in bare) else text
    for name in ("numbers", "tens"):
        listed = list(phrases(code, name))
        if bare and bare in listed:
            return str(listed.index(bare) * (10 if name == "tens" else 1))
    return text


_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}


def _chinese(text: str) -> int:
    total = current = 0
    for c in text:
        if c in _DIGITS:
            current = _DIGITS[c]
        else:
            total, current = (
                (total + current) * 10_000 if c == "万" else total + (current or 1) * _UNITS[c],
                0,
            )
    return total + current


def _clauses(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield start of the sentence, start and end of each clause."""
    sentence = start = 0
    for found in _BREAK.finditer(text):
        yield sentence, start, found.start()
        start = found.end()
        if found[0] not in (",", "，", ":", "–", "—", "...", "…", ";", "；"):
            sentence = start
    yield sentence, start, len(text)


def _in_clause(text: str, clause: tuple[int, int, int], grammar: _Grammar, region: bool) -> Iterator[Place]:
    sentence, start, end = clause
    lead = text[sentence:start]
    concluding = any(
        grammar.concludes.match(text[at:end].lstrip(" *-•\t>#0123456789.")) for at in (sentence, start)
    )
    announced_before = (bool(grammar.announces.search(lead)) and lead.rstrip().endswith((":", "："))) or bool(
        re.search(r"(?:^|\n)[^\n]{0,3}\S{1,25}[:：]\s*$", lead) and grammar.announces.search(lead)
    )
    anchors = [(m.end(), bool(re.match(_RELATION, m[0]))) for m in grammar.anchor.finditer(text, start, end)]
    if announced_before or concluding or start == sentence or _blank_lead(lead):
        anchors.insert(0, (start, False))
    cue = grammar.announces.search(text, sentence, end)
    last = -1
    for at, relation in anchors:
        span = _value(text, at, end, grammar, region)
        if span is None or span[0] <= last:
            continue
        first, stop = span
        if at == start and not relation and not _alone(text, stop, end, concluding or announced_before):
            continue
        before = text[start:first]
        if _dismissed(text, before, first, stop, end, grammar, at, relation):
            continue
        last = first
        called = (
            cue is not None and cue.start() < first and first - cue.end() <= 60 and _closes(text, stop, end)
        )
        yield Place(first, stop, text[first:stop], announced_before or called, relation)
    if concluding:
        yield from _concluded(text, start, end, last, grammar)


def _blank_lead(lead: str) -> bool:
    return lead.rstrip()[-1:] in (":", "：")


def _concluded(text: str, start: int, end: int, last: int, grammar: _Grammar) -> Iterator[Place]:
    """Yield the last plain number of a concluding clause ("so there are nine birds")."""
    lists = [m.span() for m in _BRACKETS.finditer(text, start, end)]
    numbers = [
        m
        for m in grammar.number.finditer(text, start, end)
        if not _UNFINISHED.match(text, m.end(), end) and not any(a < m.start() < b for a, b in lists)
    ]
    if not numbers or numbers[-1].start() <= last:
        return
    found = numbers[-1]
    before = text[start : found.start()]
    if (
        grammar.denies.search(before)
        or grammar.wants.search(before)
        or before.rstrip()[-1:] in tuple("+-*/×·=^(−")
    ):
        return
    yield Place(found.start(), found.end(), found[0], False, False)


def _value(text: str, at: int, end: int, grammar: _Grammar, region: bool) -> tuple[int, int] | None:
    """Return the stretch of the value that begins at ``at``, small words and markup passed over."""
    for _ in range(4):
        opened = _OPENING.match(text, at, end)
        at = opened.end() if opened else at
        fill = grammar.fill.match(text, at, end)
        if fill is None or not fill.end() > at:
            break
        at = fill.end()
    opened = _OPENING.match(text, at, end)
    at = opened.end() if opened else at
    word = grammar.number.match(text, at, end)
    if word and not word[0][0].isdigit() and word[0][0] not in "-−+":
        return word.start(), word.end()
    if region:
        stop = _MARKUP_STOP.search(text, at, end)
        finish = stop.start() if stop else end
        return (at, finish) if 0 < finish - at <= LONGEST else None
    bracket = _bracketed(text, at)
    found = _FORMULA.match(text, at, min(end if bracket is None else max(end, bracket), at + LONGEST))
    finish = max(found.end() if found else at, bracket or at)
    while finish > at and text[finish - 1] in " ,;:.*_&\\({[-−+–":
        finish -= 1
    if finish <= at:
        return None
    return at, finish


_MARKUP_STOP = re.compile(r"\$|\\\)|\\\]|\*\*|\s(?:and|so|is|where|which|for|holds)\b|$")


def _bracketed(text: str, at: int) -> int | None:
    """Return the end of a bracketed list or a matrix that begins here; clauses may break inside it."""
    if text.startswith("\\begin{", at):
        close = text.find("\\end{", at, at + 600)
        brace = text.find("}", close) if close > 0 else -1
        return brace + 1 if brace > 0 else None
    if text[at : at + 1] not in ("(", "[", "{", "⟨") and not text.startswith("\\{", at):
        return None
    depth = 0
    for i in range(at, min(len(text), at + LONGEST)):
        depth += text[i] in "([{⟨"
        depth -= text[i] in ")]}⟩"
        if text[i] == "\n":
            return None
        if not depth and i > at:
            return i + 1
    return None


def _alone(text: str, stop: int, end: int, cued: bool) -> bool:
    """Return whether nothing but a word or two stands after a value with which a clause begins."""
    rest = text[stop:end].strip(" *$\\()[]`")
    return not rest or (cued and len(rest.split()) <= 2)


def _closes(text: str, stop: int, end: int) -> bool:
    rest = text[stop:end].strip(" *$\\)]}`")
    return len(rest.split()) <= 3 and not _UNFINISHED.match(text, stop, end)


def _dismissed(
    text: str, before: str, first: int, stop: int, end: int, grammar: _Grammar, at: int, relation: bool
) -> bool:
    """Return whether the clause denies the value, wants it, or only supposes it."""
    if (
        grammar.denies.search(before)
        or grammar.wants.search(before)
        or grammar.conditions.match(before.lstrip())
    ):
        return True
    after = text[stop : min(len(text), stop + 40)]
    if grammar.denies.match(_MARKUP_END.sub("", after, count=1)) or re.match(
        r"[\s$*]*(?:is|was|are)?\s*(?:n't|not|wrong|incorrect)\b|\s?(?:是)?(?:不对|不是|错)", after
    ):
        return True
    if relation:
        left = re.split(_RELATION, before)[0]
        return bool(grammar.supposes.search(left))
    return False


def _braced(text: str, start: int) -> str:
    depth = 1
    for i in range(start, min(len(text), start + LONGEST)):
        depth += (text[i] == "{") - (text[i] == "}")
        if not depth:
            return text[start:i]
    return ""


@lru_cache(maxsize=16)
def _grammar(code: str) -> _Grammar:
    if code not in COVERED:
        literal = re.compile(_LITERAL.pattern)
        return _Grammar(
            re.compile(_RELATION), _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, literal
        )
    whole = bool(table(code, "claims").get("whole_words", True))

    def any_of(name: str, before: str = "", after: str = "") -> re.Pattern[str]:
        listed = sorted(phrases(code, name), key=len, reverse=True)
        if not listed:
            return _NEVER
        one = "|".join(re.escape(p).replace("\\ ", r"\s+") for p in listed)
        border = (r"(?<![^\W_])", r"(?![^\W_])") if whole else ("", "")
        return re.compile(f"{before}{border[0]}(?:{one}){border[1]}{after}", re.IGNORECASE)

    words = [p for name in ("numbers", "tens") for p in phrases(code, name) if p]
    spoken = ""
    if words:
        one = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
        spoken = rf"|(?<![^\W_-])(?:{one})(?:-(?:{one}))?(?![^\W_-])"
    elif code in ("zh", "ja"):
        spoken = rf"|[零一二三四五六七八九两十百千万]{{1,8}}(?=[{_COUNTED}。，,.;；！？\s]|$)"
    anchor = f"{_RELATION}|{any_of('announces').pattern}|{any_of('says').pattern}"
    lhs = r"\s*(?:any |the |a )?\(?(?=[^=]*[^\W\d_])[^\s=]{0,12}(?:\s?[-+*/^·]\s?[^\s=]{1,6}){0,2}\s*$"
    return _Grammar(
        anchor=re.compile(anchor, re.IGNORECASE),
        announces=any_of("announces"),
        fill=any_of("fills", after=r"[\s:：]*"),
        denies=any_of("denies"),
        wants=any_of("wants"),
        supposes=any_of("supposes", after=lhs),
        conditions=any_of("conditions"),
        concludes=any_of("concludes"),
        number=re.compile(_LITERAL.pattern + spoken, re.IGNORECASE),
    )
