"""Which operators a damaged print-out's odd characters stand for, inferred from the document itself.

Some fonts hold raised variants of brackets and operators for use beside capitals and digits, and a
PDF may name no characters for them: the raw codes show instead (``1 l 0.01 e 1.01`` for
``1 + 0.01 = 1.01``). The codes differ from document to document, so the table is found by search:
the assignment under which brackets balance, operators stand where operators can stand, and
equations between numbers come true. What only letters on both sides could tell apart stays in
doubt, and the table says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations, product

from harness.importing.sense import CLOSING, INFIX, MEANINGS, OPENING, Truth, apply, overall, sense, sites

LEAST_SITES = 2
MOST_SENTENCES = 60
PAIR_SENTENCES = 12
MOST_TOGETHER = 4
OPERATORS = "+−=<"
SURE = 0.5
LEAST_LEAD = 0.05


@dataclass(frozen=True, slots=True)
class Cipher:
    """A document's table, and how sure each entry is."""

    table: Mapping[str, str]
    confidence: Mapping[str, float]
    """Code → from 0 (a guess) to 1: how far the best meaning leads the next best."""

    def repair(self, text: str) -> str:
        """Return ``text`` with the characters at damaged places put right; its length is unchanged."""
        if not self.table:
            return text
        return apply(text, self.table, sites(text, frozenset(self.table)))


def infer(sentences: Sequence[str], truth: Truth) -> Cipher:
    """Return the table under which the sentences make the most sense, empty for an undamaged text."""
    found = [sites(sentence) for sentence in sentences]
    count = Counter(sentence[i] for sentence, places in zip(sentences, found, strict=True) for i in places)
    codes = [code for code, n in count.most_common() if n >= LEAST_SITES]
    where = {code: _samples(code, sentences, found) for code in codes}
    starts = [_climb(codes, where, truth, operators_first=first) for first in (False, True)]
    table, lead = max(starts, key=lambda start: sum(overall(s, start[0], truth) for s in sentences))
    for code, meaning in list(table.items()):
        better = any(
            other != code and table[other] == meaning and lead[other] > lead[code] for other in table
        )
        if (lead[code] < SURE and better) or (lead[code] < LEAST_LEAD and code.isalpha()):
            table.pop(code)
    return Cipher(table, {code: round(min(1.0, max(0.0, lead[code])), 2) for code in table})


def _climb(
    codes: list[str], where: Mapping[str, list[str]], truth: Truth, *, operators_first: bool
) -> tuple[dict[str, str], dict[str, float]]:
    """Return a table that no single change betters, and how far each meaning leads the next."""
    table: dict[str, str] = {}
    lead: dict[str, float] = {}
    for _ in range(4):
        before = dict(table)
        if operators_first:
            _settle_operators(codes, where, table, truth)
        _pair_up(codes, where, table, truth)
        for code in codes:
            (best, score), (_, second) = _ranked(code, where[code], table, truth)[:2]
            lead[code] = (score - second) / max(1, len(where[code]))
            table.pop(code, None)
            if best != code:
                table[code] = best
        _settle_operators(codes, where, table, truth)
        if table == before:
            break
    return table, lead


def _pair_up(codes: list[str], where: Mapping[str, list[str]], table: dict[str, str], truth: Truth) -> None:
    """Let two codes become a pair of brackets together: neither makes sense as one alone."""
    opening = [code for code in codes if _clings(code, where[code], +1)]
    closing = [code for code in codes if _clings(code, where[code], -1)]
    for pair in product(opening, closing):
        if pair[0] == pair[1] or not 0.2 <= len(where[pair[0]]) / len(where[pair[1]]) <= 5.0:
            continue
        together = [sentence for sentence in where[pair[0]] if pair[1] in sentence][:PAIR_SENTENCES]
        if len(together) < LEAST_SITES:
            continue
        now = _pair_sense(together, table, pair, truth)
        others = [meaning for code, meaning in table.items() if code not in pair]
        for meanings in PAIRS:
            score = -3.0 * sum(meaning in meanings for meaning in others)
            score += _pair_sense(together, {**table, **dict(zip(pair, meanings, strict=True))}, pair, truth)
            if score > now + 1e-9:
                now = score
                table.update(zip(pair, meanings, strict=True))


def _clings(code: str, sentences: Sequence[str], step: int) -> bool:
    """Whether no space follows (+1) or comes before (−1) most damaged places of a code, as with a bracket."""
    beside = [
        sentence[i + step : i + step + 1] if i + step >= 0 else " "
        for sentence in sentences
        for i in sites(sentence)
        if sentence[i] == code
    ]
    return sum(bool(c.strip()) for c in beside) >= 0.6 * len(beside)


PAIRS = list(zip(OPENING, CLOSING, strict=True))


def _settle_operators(
    codes: list[str], where: Mapping[str, list[str]], table: dict[str, str], truth: Truth
) -> None:
    """Give the commonest operators the meanings under which most relations come true, all at once."""
    infix = [
        code for code in codes if table.get(code, "−") in (*INFIX, "−") and code not in OPENING + CLOSING
    ]
    open_ones = infix[:MOST_TOGETHER]
    if len(open_ones) < 2:
        return
    sentences = list(dict.fromkeys(s for code in open_ones for s in where[code][:PAIR_SENTENCES]))

    def score(trial: Mapping[str, str]) -> float:
        return sum(sense(sentence, trial, code, truth) for sentence in sentences for code in open_ones)

    best, most = dict(table), score(table)
    for meanings in permutations([*OPERATORS, *[""] * max(0, len(open_ones) - 2)], len(open_ones)):
        trial = {**table, **{code: m for code, m in zip(open_ones, meanings, strict=True) if m}}
        distinct = len({trial.get(code, code) for code in open_ones}) == len(open_ones)
        if distinct and (found := score(trial)) > most + 1e-9:
            best, most = trial, found
    table.update(best)


def _pair_sense(sentences: list[str], table: Mapping[str, str], pair: tuple[str, str], truth: Truth) -> float:
    return sum(sense(sentence, table, code, truth) for sentence in sentences for code in pair)


def _samples(code: str, sentences: Sequence[str], found: Sequence[frozenset[int]]) -> list[str]:
    holding = [s for s, places in zip(sentences, found, strict=True) if any(s[i] == code for i in places)]
    step = max(1, len(holding) // MOST_SENTENCES)
    return holding[::step][:MOST_SENTENCES]


def _ranked(
    code: str, sentences: list[str], table: Mapping[str, str], truth: Truth
) -> list[tuple[str, float]]:
    """Return every meaning the code could have with its score, best first."""
    taken = Counter(meaning for other, meaning in table.items() if other != code)
    ranked = []
    for meaning in [code, *MEANINGS]:
        trial = {**table, code: meaning}
        if meaning == code:
            trial.pop(code)
        score = sum(sense(sentence, trial, code, truth) for sentence in sentences)
        ranked.append((meaning, score - 3.0 * taken[meaning]))
    return sorted(ranked, key=lambda pair: -pair[1])
