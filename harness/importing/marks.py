"""The mark that a person's remark means: correct, partial, incorrect, or none that can be told.

A remark is read by its first sentence. Scores and signs say it at once; else the first clause that
judges decides, with its negations and degrees ("not quite right", "nicht falsch", "sans erreur"),
and a later clause can only lower it ("right, except that …").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from harness.importing.markwords import (
    BAD,
    BUT,
    CHINESE,
    DEGREE,
    EXCEPT,
    GOOD,
    HALF,
    HALF_OF,
    HEDGES,
    IDEAS,
    LACKING,
    NEGATIONS,
    NO,
    NO_NEGATION,
    ORDINALS,
    PARTIAL,
    TRUTHS,
    WHOLE,
)

SCORE = re.compile(
    r"(?P<got>\d{1,4}(?:[.,]\d{1,2})?|½|¼|¾)\s?(?:p|pt|pts|points?|punkte?|marks?)?\s?"
    r"(?:/|out of|of|von|sur|de|su|из|分，?满分)\s?(?P<of>\d{1,4}(?:[.,]\d{1,2})?)"
    r"\s?(?P<unit>p|pt|pts|points?|punkten?|marks?|punti|puntos|分)?(?![\w/])",
    re.I,
)
PERCENT = re.compile(r"(?P<got>\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|percent|prozent)", re.I)
_LABEL = re.compile(
    r"(?:(?:score|mark|marks|grade|points|punkte|note|nota|bewertung|得分|评分)\s*[:：=]?\s*)?", re.I
)
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_CREDIT = (
    (re.compile(r"\b(?:full|all|max(?:imum|imal)?|volle|pleins?|todos los|pieno) (?:credit|marks?|score"
                r"|points?|punktzahl"
                r"|punkte|puntos|punteggio)\b", re.I), "correct"),
    (re.compile(r"\b(?:no|zero|0|keine?|aucun|ning[uú]n|nessun) (?:credit|marks?|points?|punkte?|puntos?"
                r"|punt[io])\b",
                re.I), "incorrect"),
    (re.compile(r"\b(?:partial|half|some|part) (?:credit|marks?|points?)\b", re.I), "partial"),
)  # fmt: skip
_TICKS = (
    (re.compile(r"^[(\[]?[✓✔☑✅][)\]]?\s*[✗✘✕❌]|^[✗✘✕❌]\s*[✓✔☑✅]|^[~≈±]\s?[✓✔]|^\([✓✔]\)|^½"
                r"|^✓\s?[-−–](?!\w)"), "partial"),
    (re.compile(r"^[✓✔☑✅👍]"), "correct"),
    (re.compile(r"^[✗✘✕✖❌👎]|^[xX×](?=\W|$)"), "incorrect"),
)  # fmt: skip
SENTENCE = re.compile(r"(?<=[.!])[\s)*]+(?=\S)|(?<=[。！])|\n")
CLAUSE = re.compile(r"\s*(?:[,;，；]|\s[–—-]\s)\s*")
EXPLAINS = re.compile(r"[:：(（]|\s[–—]\s")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
LONGEST = 400


def mark_of(remark: str) -> str:
    """Return the mark that a remark means; empty where it says none.

    >>> [mark_of(r) for r in ("Not quite correct.", "No mistakes.", "4/5", "Bright idea.")]
    ['partial', 'correct', 'partial', '']
    """
    text = remark.strip().strip("*_ ").strip()
    if not text:
        return ""
    return _by_sign(text) or _by_words(
        SENTENCE.split(text[:LONGEST].replace("e.g.", "eg").replace("i.e.", "ie"))[0]
    )


def _by_sign(text: str) -> str:
    """Return what a score, a tick or a word of credit at the beginning says."""
    begins = text[_LABEL.match(text).end() :]  # type: ignore[union-attr]
    for pattern, mark in _TICKS:
        if pattern.search(begins):
            return _lowered(mark, begins)
    score = SCORE.match(begins)
    if score is None:
        score = next((m for m in SCORE.finditer(SENTENCE.split(text)[0]) if m["unit"]), None)
    if score is not None:
        return _share(_number(score["got"]), _number(score["of"]))
    if percent := PERCENT.match(begins):
        return _share(_number(percent["got"]), 100.0)
    first = SENTENCE.split(text)[0]
    for pattern, mark in _CREDIT:
        if pattern.search(first):
            return mark
    return ""


def _number(text: str) -> float:
    return _FRACTIONS.get(text) or float(text.replace(",", "."))


def _share(got: float, of: float) -> str:
    if of <= 0 or got > 2 * of:
        return ""
    return "correct" if got >= of else "incorrect" if got == 0 else "partial"


def _lowered(mark: str, text: str) -> str:
    """Return the mark of a tick beside what the words after it say against it."""
    rest = SENTENCE.split(text.lstrip("✓✔☑✅👍✗✘✕✖❌👎 "))[0]
    said = _by_words(rest) if mark == "correct" else ""
    return "partial" if said in ("partial", "incorrect") else mark


def _by_words(sentence: str) -> str:
    if sentence.rstrip(" *").endswith(("?", "？")):
        return ""
    if sentence.strip(" .!*").lower() in NO:
        return "incorrect"
    sentence = re.sub(
        r"\b(\w+)-free\b",
        r"free of \1",
        re.sub(r"\bcould(?: not|n['’]t) be (?=more|better)", "is ", sentence, flags=re.I),
    )
    for word, mark in CHINESE:
        if word in sentence:
            return mark
    said = EXPLAINS.split(sentence, maxsplit=1)
    clauses = CLAUSE.split(said[0])
    mark = ""
    for clause in clauses:
        mark = _joined(mark, _of_clause(WORD.findall(clause.lower()), after_bad=mark == "incorrect"))
    if mark == "correct" and any(EXCEPT.search(clause.lower()) for clause in [*clauses, *said[1:]]):
        return "partial"
    return mark


def _joined(before: str, now: str) -> str:
    """Return the mark after a further clause: the first that judges decides, a later one may lower it."""
    if not before or not now or before == now:
        return before or now
    return "partial"


def _of_clause(words: list[str], after_bad: bool = False) -> str:
    """Return what one clause says; a part after "but" may lower what stands before it."""
    pieces: list[list[str]] = [[]]
    for word in words:
        if word in BUT:
            pieces.append([])
        else:
            pieces[-1].append(word)
    mark = ""
    for piece in pieces:
        mark = _joined(mark, _of_words(piece, after_bad or mark == "incorrect"))
    return mark


def _of_words(words: list[str], after_bad: bool) -> str:
    """Return what the first judging word says, with the negations and degrees before it."""
    words = _without_pairs(words, NO_NEGATION)
    negated = degree = hedged = False
    for index, word in enumerate(words):
        following = words[index + 1 : index + 3]
        if word in NEGATIONS or word.endswith(("n't", "n’t")):
            negated = not negated or word in ("no", "non", "ni", "not")
        elif word in HEDGES:
            hedged = True
        elif word in PARTIAL:
            if said := _partial(word, words[max(0, index - 1) : index], following, negated):
                return said
        elif word in DEGREE:
            degree = True
        elif word in LACKING:
            return "correct" if negated else "partial"
        elif word in GOOD and not _is_no_mark(words, index, after_bad):
            if hedged and not negated:
                return ""
            return "correct" if not negated else "partial" if degree or word in WHOLE else "incorrect"
        elif word in BAD:
            if hedged:
                return ""
            return "incorrect" if not negated else "partial" if degree else "correct"
    return ""


def _partial(word: str, before: Iterable[str], following: Iterable[str], negated: bool) -> str:
    """Return what a word of part says: "half" needs what it is half of, and no half of the answer."""
    if word in HALF:
        near = set(following)
        named = set(before) & ORDINALS
        return "partial" if not named and (not near or near & (GOOD | BAD | HALF_OF)) else ""
    return "correct" if negated and word in ("incomplete", "unvollständig") else "partial"


def _is_no_mark(words: list[str], index: int, after_bad: bool) -> bool:
    """Whether a good word judges an idea only, or names the truth ("the correct value is 3")."""
    following = words[index + 1 : index + 3]
    if any(word in IDEAS for word in following):
        return True
    before = words[index - 1] if index else ""
    names = before in ("the", "der", "die", "das", "la", "le", "el", "il", "should", "be")
    return after_bad and names and bool(set(following) & TRUTHS or before in ("should", "be"))


def _without_pairs(words: list[str], pairs: frozenset[tuple[str, str]]) -> list[str]:
    kept: list[str] = []
    skip = False
    for index, word in enumerate(words):
        if skip:
            skip = False
            continue
        if (word, words[index + 1] if index + 1 < len(words) else "") in pairs:
            skip = True
            continue
        kept.append(word)
    return kept
