"""Units: what stands behind a number, with its prefix, compared and never dropped.

A unit is a factor and a dimension. Nouns that only count things (apples, steps) are no unit.
"""

from __future__ import annotations

import re
from functools import lru_cache

from harness.grading.language.magnitudes import MAGNITUDES
from harness.grading.language.unit_table import (
    CUSTOMARY,
    METRIC,
    OTHERS,
    PREFIX_WORDS,
    PREFIXES,
    TEMPERATURES,
    WORDS,
    Unit,
)

__all__ = ["CUSTOMARY", "SPOKEN", "TEMPERATURES", "Unit", "measured", "named", "read", "split", "uncounted"]

_PLURAL = tuple(w for w in (*WORDS, *OTHERS) if len(w) > 2 and w.isalpha() and w.islower())
SPOKEN = frozenset(
    (
        *(w for w in OTHERS if len(w) > 2 and w.isalpha()),
        *(w + end for w in _PLURAL for end in ("", "s")),
        *(prefix + w + end for prefix in PREFIX_WORDS for w in WORDS if w.isalpha() for end in ("", "s")),
        *(prefix + symbol for prefix in PREFIXES for symbol in METRIC if len(symbol) > 1 or len(prefix) > 1),
        *("kJ kN kV kA kT kC mT mC mF mH mW mN mJ nF nA nV nC uF uA uV pF pA".split()),  # noqa: SIM905
    )
)
"""The words and signs for units that are told from prose behind a number."""
_TOKEN = re.compile(
    r"\s*(?:(?P<per>/|per\b)|(?P<join>[*·-](?!\d))|(?P<open>[({])|(?P<close>[)}])|(?P<one>1)(?=\s*/)"
    r"|(?P<shape>square|cubic|sq|cu)\b\.?|(?P<spoken>squared|cubed)\b|(?P<word>[A-Za-z]+)\.?"
    r"|(?:\^\s*\{?\s*(?P<power>[+-]?\d{1,2})\s*\}?|(?<=[A-Za-z])(?P<raised>-\d)(?!\d)))",
)
_SHAPES = {"square": 2, "sq": 2, "cubic": 3, "cu": 3, "squared": 2, "cubed": 3}
_WRITTEN = (
    (re.compile(r"\\AA(?![A-Za-z])|Å"), " angstrom"),
    (re.compile(r"\b[Nn]autical[ -][Mm]iles?\b"), "nmi"),
    (re.compile(r"\b[Ll]ight[ -]?[Yy]ears?\b"), "ly"),
    (re.compile(r"\b[Aa]stronomical [Uu]nits?\b"), "AU"),
    (re.compile(r"\b[Mm]etric [Tt]ons?\b"), "t"),
    (re.compile(r"\b[Pp]ounds? per square inch\b"), "psi"),
    (re.compile(r"(?<!\\)\b[Dd]egrees?\s+([CF])(?:elsius|ahrenheit)?(?![A-Za-z])"), r"deg\1"),
    (re.compile(r"(?:\^?\{?\\(?:degree|circ)\b\s*\}?|°)\s*([CF])\b"), r" deg\1"),
)
"""Units in several words or signs, and the one word that the table has."""
_CLEAN = re.compile(
    r"\\(?:text|mathrm|textrm|mbox|operatorname|unit|si|textnormal|mathit|mathsf|textsf|textbf|mathbf)\s*\{((?:[^{}]|\{[^{}]*\})*)\}"
)
_AGE = re.compile(r"\b(years?|months?|weeks?|days?)[\s-]+(?:old|of age)\b")
_LONGEST = 60
_MOST_WORDS = 6
_PREFIXED = re.compile(r"(?<![A-Za-z])([kMGmun]|mu)\s+Omega")
_WORDLIKE = frozenset(("as", "am", "at"))
"""English words that a prefix and a unit would spell."""


@lru_cache(maxsize=4096)
def named(word: str) -> Unit | None:
    """Return the unit a word stands for."""
    if word in OTHERS or word in METRIC:
        return OTHERS.get(word) or METRIC[word]
    singular = word[:-1] if word.endswith("s") and len(word) > 2 else word
    lower = singular.lower()
    if len(lower) > 2 and (lower in OTHERS or lower in WORDS):
        return OTHERS.get(lower) or METRIC[WORDS[lower]]
    for spoken, short in PREFIX_WORDS.items():
        rest = lower.removeprefix(spoken)
        if rest != lower and rest in WORDS:
            return _scaled(short, METRIC[WORDS[rest]], short + WORDS[rest])
    for prefix in sorted(PREFIXES, key=len, reverse=True):
        rest = word.removeprefix(prefix)
        if rest != word and rest in METRIC and word not in _WORDLIKE:
            return _scaled(prefix, METRIC[rest], word)
    return None


def _scaled(prefix: str, unit: Unit, word: str) -> Unit:
    return Unit(PREFIXES[prefix] * unit.factor, unit.powers, prefixed=word not in CUSTOMARY)


@lru_cache(maxsize=4096)
def read(text: str) -> Unit | None:
    """Return the unit a text consists of: ``m/s^2``, ``kg m s^{-1}``, ``J/(s K)``, ``square metres``.

    What follows a stroke stays below it: ``J/mol K`` is per mole and per kelvin.
    """
    for pattern, word in _WRITTEN:
        text = pattern.sub(word, text)
    text = text.strip(" .")
    if not text or len(text) > _LONGEST:
        return None
    found = _product(text, 0, 0)
    return found[0] if found is not None and found[1] == len(text) else None


def _product(text: str, at: int, depth: int) -> tuple[Unit, int] | None:
    """Return the unit that begins at a place and where it ends, None where it is none."""
    out, last, sign, shape, count = Unit(), None, 1, 1, 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            return None
        kind, at = token.lastgroup, token.end()
        if kind == "close":
            return (out, at) if depth and count else None
        if kind == "per":
            sign, last = -1, None
        elif kind == "shape":
            shape = _SHAPES[token["shape"]]
        elif kind in ("power", "raised", "spoken"):
            power = _SHAPES[token[kind]] if kind == "spoken" else int(token[kind])
            if last is None:
                return None
            out, last = out.times(last, sign * (power - 1)), None
        elif kind in ("open", "word"):
            inner = _product(text, at, depth + 1) if kind == "open" and depth < 2 else None
            last, at = inner or (named(token["word"] or ""), at)
            if last is None:
                return None
            angle = out.angle or last.angle
            out = out.times(last, sign * shape)
            out = Unit(out.factor, out.powers, angle, out.prefixed)
            shape, count = 1, count + 1
    return (out, at) if count and not depth else None


def measured(text: str, start: int, end: int) -> int:
    """Return where a unit of several words ends that begins at ``start``; ``start`` where there is none.

    >>> text = "It falls 3 metres per second squared here."
    >>> text[11 : measured(text, 11, len(text))]
    'metres per second squared'
    """
    stretch = _STRETCH.match(text, start, min(end, start + _LONGEST))
    if stretch is None:
        return start
    ends = [word.end() for word in _PART.finditer(stretch[0])][1:_MOST_WORDS]
    for length in reversed(ends):
        if read(stretch[0][:length]) is not None:
            return start + length
    return start


_STRETCH = re.compile(r"[A-Za-zµΩ°]+(?:(?: |-| ?/ ?| ?[·*] ?)[A-Za-zµΩ°]+(?:\^?-?\d(?!\d))?)+")
_PART = re.compile(r"[A-Za-zµΩ°]+(?:\^?-?\d)?")
_RATE = re.compile(r"(?<=[\d})])\s+(?:1\s*)?/\s*(?=[(A-Za-z])")
"""A number and a unit that begins with a stroke: ``7.5 1/(M s)``."""


def split(text: str) -> tuple[str, Unit | None]:
    """Return a number's text and the unit behind (or the currency before) it."""
    plain = _AGE.sub(r"\1", _CLEAN.sub(r" \1 ", text))
    for sign, space in (
        ("\\,", " "),
        ("~", " "),
        ("\\ ", " "),
        ("\\;", " "),
        ("\\cdot", "*"),
        ("\\mu ", "mu"),
        ("\\Omega", "Omega"),
    ):
        plain = plain.replace(sign, space)
    plain = _PREFIXED.sub(r"\1Omega", plain) if "Omega" in plain else plain
    for pattern, word in _WRITTEN:
        plain = pattern.sub(word, plain)
    plain = plain.strip()
    before = re.match(r"([+-]?)\s*(\\?\$|\\euro|\\pounds|\\yen|USD|EUR|US\\?\$)\s*(?=[\d.(])", plain)
    if before and not plain.endswith("$"):
        money = {"$": "dollar", "e": "euro", "E": "euro", "p": "gbp", "y": "yen", "U": "dollar"}
        sign = before[2].lstrip("\\")[0]
        return before[1] + plain[before.end() :], OTHERS[money[sign]]
    money_after = re.search(r"(?<=[\d ])\s*(\\euro|\\pounds|\\yen|\\?\$)\s*$", plain)
    if money_after and plain.count("$") < 2:
        sign = money_after[1].lstrip("\\")[0]
        return plain[: money_after.start()], OTHERS[
            {"$": "dollar", "e": "euro", "p": "gbp", "y": "yen"}[sign]
        ]
    if (rate := _RATE.search(plain)) and (unit := read("1/" + plain[rate.end() :])) is not None:
        return plain[: rate.start()], unit
    tail = max(0, len(plain) - _LONGEST)
    for at in range(tail, len(plain)):
        starts = plain[at].isalpha() and (
            at == 0 or not (plain[at - 1].isalpha() or plain[at - 1] in "\\_^{")
        )
        if not starts or not re.search(r"[\d})\]]|\\pi|pi", plain[:at]):
            continue
        unit = read(plain[at:])
        if unit is not None:
            return plain[:at].rstrip(" *"), unit
    return text, None


_NOUN = re.compile(r"^(.*\d\s*\}?)\s+((?:[a-z]{4,20})(?:\s+[a-z]{2,20}){0,3})\s*\.?$", re.DOTALL)
_NOT_NOUNS = frozenset((
    "choose", "plus", "minus", "times", "percent", "over", "divided", "million", "billion", "thousand",
    "where", "when", "otherwise", "infinity", "sqrt", "alpha", "beta", "gamma", "delta", "theta", "lambda",
    "sigma", "squared", "cubed", "half", "mod", "base", "hundred", "trillion", "dozen", "lakh", "crore",
    "percentage", "dozens",
))  # fmt: skip


def uncounted(text: str) -> tuple[str, str]:
    """Return a number's text and the noun that only says what is counted, if any: ``12 apples``."""
    plain = re.sub(r"\\(?:text|mathrm|mbox)\s*\{\s*([^{}\\]*?)\s*\}", r" \1 ", text).strip()
    match = _NOUN.match(plain)
    if match and (first := match[2].split())[0] in MAGNITUDES:
        rest = " ".join(first[1:])
        return (f"{match[1]} {first[0]}", rest) if rest and rest not in MAGNITUDES else (text, "")
    if match and not any(w in _NOT_NOUNS for w in match[2].split()):
        return match[1], match[2]
    return text, ""
