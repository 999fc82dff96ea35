"""Units: what stands behind a number, with its prefix, compared and never dropped.

A unit is a factor and a dimension. Nouns that only count things (apples, steps) are no unit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

_F = Fraction
_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Unit:
    """A factor to base units and the powers of the base units."""

    factor: Fraction = _ONE
    powers: Mapping[str, int] = field(default_factory=dict)
    angle: bool = False
    """Whether the factor stands for π/180 (degrees)."""

    def times(self, other: Unit, power: int = 1) -> Unit:
        """Return the product with a power of another unit."""
        powers = dict(self.powers)
        for name, k in other.powers.items():
            powers[name] = powers.get(name, 0) + power * k
        return Unit(self.factor * other.factor**power, {k: v for k, v in powers.items() if v})


def _unit(factor: str | int, **powers: int) -> Unit:
    return Unit(_F(factor), powers)


_METRIC = {
    "m": _unit(1, m=1), "g": _unit("1/1000", kg=1), "s": _unit(1, s=1), "A": _unit(1, A=1),
    "K": _unit(1, K=1), "mol": _unit(1, mol=1), "cd": _unit(1, cd=1), "N": _unit(1, kg=1, m=1, s=-2),
    "J": _unit(1, kg=1, m=2, s=-2), "W": _unit(1, kg=1, m=2, s=-3), "Pa": _unit(1, kg=1, m=-1, s=-2),
    "Hz": _unit(1, s=-1), "C": _unit(1, A=1, s=1), "V": _unit(1, kg=1, m=2, s=-3, A=-1),
    "F": _unit(1, kg=-1, m=-2, s=4, A=2), "T": _unit(1, kg=1, s=-2, A=-1),
    "H": _unit(1, kg=1, m=2, s=-2, A=-2), "L": _unit("1/1000", m=3), "l": _unit("1/1000", m=3),
    "eV": _unit("1.602176634e-19", kg=1, m=2, s=-2), "cal": _unit("4.184", kg=1, m=2, s=-2),
    "bit": _unit(1, bit=1), "b": _unit(1, bit=1), "B": _unit(8, bit=1),
    "Omega": _unit(1, kg=1, m=2, s=-3, A=-2), "rad": Unit(), "Wb": _unit(1, kg=1, m=2, s=-2, A=-1),
    "FLOPS": _unit(1, flop=1, s=-1), "FLOP": _unit(1, flop=1), "FLOPs": _unit(1, flop=1),
    "t": _unit(1000, kg=1), "M": _unit(1000, mol=1, m=-3),
}  # fmt: skip
_PREFIXES = {
    "Y": _F(10) ** 24, "Z": _F(10) ** 21, "E": _F(10) ** 18, "P": _F(10) ** 15, "T": _F(10) ** 12,
    "G": _F(10) ** 9, "M": _F(10) ** 6, "k": _F(10) ** 3, "K": _F(10) ** 3, "h": _F(100), "da": _F(10),
    "d": _F(1, 10), "c": _F(1, 100), "m": _F(1, 1000), "mu": _F(1, 10**6), "u": _F(1, 10**6),
    "n": _F(1, 10**9), "p": _F(1, 10**12), "f": _F(1, 10**15),
    "a": _F(1, 10**18), "Ki": _F(2**10), "Mi": _F(2**20),
    "Gi": _F(2**30), "Ti": _F(2**40),
}  # fmt: skip
_PREFIX_WORDS = {
    "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "centi": "c", "milli": "m", "micro": "mu",
    "nano": "n", "pico": "p", "deci": "d", "hecto": "h",
}  # fmt: skip
_WORDS = {
    "meter": "m", "metre": "m", "gram": "g", "gramme": "g", "second": "s", "sec": "s", "newton": "N",
    "joule": "J", "watt": "W", "pascal": "Pa", "hertz": "Hz", "coulomb": "C", "volt": "V", "farad": "F",
    "tesla": "T", "henry": "H", "liter": "L", "litre": "L", "ampere": "A", "amp": "A", "kelvin": "K",
    "mole": "mol", "candela": "cd", "ohm": "Omega", "calorie": "cal", "byte": "B", "radian": "rad",
    "electronvolt": "eV", "bits": "bit", "tonne": "t",
}  # fmt: skip
_OTHERS = {
    "min": _unit(60, s=1), "minute": _unit(60, s=1), "mins": _unit(60, s=1), "h": _unit(3600, s=1),
    "hr": _unit(3600, s=1), "hour": _unit(3600, s=1), "day": _unit(86400, s=1), "week": _unit(604800, s=1),
    "month": _unit(1, month=1), "year": _unit(12, month=1), "yr": _unit(12, month=1),
    "inch": _unit("0.0254", m=1), "in": _unit("0.0254", m=1),
    "inches": _unit("0.0254", m=1), "foot": _unit("0.3048", m=1),
    "feet": _unit("0.3048", m=1), "ft": _unit("0.3048", m=1), "yard": _unit("0.9144", m=1),
    "yd": _unit("0.9144", m=1), "mile": _unit("1609.344", m=1), "mi": _unit("1609.344", m=1),
    "lb": _unit("0.45359237", kg=1), "pound": _unit("0.45359237", kg=1),
    "lbs": _unit("0.45359237", kg=1),
    "oz": _unit("0.028349523125", kg=1), "ounce": _unit("0.028349523125", kg=1),
    "gallon": _unit("0.003785411784", m=3), "mph": _unit("0.44704", m=1, s=-1),
    "kph": _unit("5/18", m=1, s=-1), "dollar": _unit(1, dollar=1), "USD": _unit(1, dollar=1),
    "usd": _unit(1, dollar=1), "cent": _unit("1/100", dollar=1), "euro": _unit(1, euro=1),
    "EUR": _unit(1, euro=1), "gbp": _unit(1, sterling=1), "GBP": _unit(1, sterling=1),
    "yen": _unit(1, yen=1), "atm": _unit(101325, kg=1, m=-1, s=-2), "bar": _unit(100000, kg=1, m=-1, s=-2),
    "hectare": _unit(10000, m=2), "ha": _unit(10000, m=2), "celsius": _unit(1, celsius=1),
    "fahrenheit": _unit(1, fahrenheit=1), "degC": _unit(1, celsius=1), "degF": _unit(1, fahrenheit=1),
    "deg": Unit(angle=True), "degree": Unit(angle=True), "dozen": Unit(_F(12)), "token": _unit(1, token=1),
    "rpm": _unit("1/60", s=-1), "ppm": Unit(_F(1, 10**6)),
}  # fmt: skip
_FACTOR = re.compile(
    r"(?:(\*|/|per\s)\s*)?(square|cubic|sq|cu)?\s*\.?([A-Za-z]+)\.?\s*(?:\^\{?\s*([+-]?\d{1,2})\s*\}?|(squared|cubed))?\s*"
)
_CLEAN = re.compile(
    r"\\(?:text|mathrm|textrm|mbox|operatorname|unit|si|textnormal|mathit|mathsf|textsf|textbf|mathbf)\s*\{((?:[^{}]|\{[^{}]*\})*)\}"
)
_AGE = re.compile(r"\b(years?|months?|weeks?|days?)[\s-]+(?:old|of age)\b")
_LONGEST = 60
_PREFIXED = re.compile(r"(?<![A-Za-z])([kMGmun]|mu)\s+Omega")
_DEGREES = re.compile(r"(?<!\\)\b[Dd]egrees?\s+([CF])(?:elsius|ahrenheit)?(?![A-Za-z])")


def named(word: str) -> Unit | None:
    """Return the unit a word stands for."""
    if word in _OTHERS or word in _METRIC:
        return _OTHERS.get(word) or _METRIC[word]
    singular = word[:-1] if word.endswith("s") and len(word) > 2 else word
    lower = singular.lower()
    if len(lower) > 2 and (lower in _OTHERS or lower in _WORDS):
        return _OTHERS.get(lower) or _METRIC[_WORDS[lower]]
    for spoken, short in _PREFIX_WORDS.items():
        rest = lower.removeprefix(spoken)
        if rest != lower and rest in _WORDS:
            return _scaled(short, _METRIC[_WORDS[rest]])
    for prefix in sorted(_PREFIXES, key=len, reverse=True):
        rest = word.removeprefix(prefix)
        if rest != word and rest in _METRIC:
            return _scaled(prefix, _METRIC[rest])
    return None


def _scaled(prefix: str, unit: Unit) -> Unit:
    return Unit(_PREFIXES[prefix] * unit.factor, unit.powers)


def read(text: str) -> Unit | None:
    """Return the unit a text consists of: ``m/s^2``, ``kg m s^{-1}``, ``square metres``."""
    text = text.strip(" .")
    if not text or len(text) > _LONGEST:
        return None
    out, at, below = Unit(), 0, False
    angle = False
    while at < len(text):
        match = _FACTOR.match(text, at)
        if match is None:
            return None
        sign, shape, word, power, spoken = match.groups()
        if word == "per" or (word in ("square", "cubic") and not shape):
            return None
        unit = named(word)
        if unit is None:
            return None
        exponent = int(power) if power else {"squared": 2, "cubed": 3}.get(spoken, 1)
        exponent *= {"square": 2, "sq": 2, "cubic": 3, "cu": 3}.get(shape, 1)
        below = bool(sign) and sign != "*"
        angle = angle or unit.angle
        out = out.times(unit, -exponent if below else exponent)
        at = match.end()
    return Unit(out.factor, out.powers, angle)


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
    if "Omega" in plain or "egree" in plain:
        plain = _DEGREES.sub(r"deg\1", _PREFIXED.sub(r"\1Omega", plain))
    plain = re.sub(r"\^?\{?\\(?:degree|circ)\b\s*\}?\s*([CF])\b", r" deg\1", plain).strip()
    before = re.match(r"([+-]?)\s*(\\?\$|\\euro|\\pounds|\\yen|USD|EUR|US\\?\$)\s*(?=[\d.(])", plain)
    if before and not plain.endswith("$"):
        money = {"$": "dollar", "e": "euro", "E": "euro", "p": "gbp", "y": "yen", "U": "dollar"}
        sign = before[2].lstrip("\\")[0]
        return before[1] + plain[before.end() :], _OTHERS[money[sign]]
    money_after = re.search(r"(?<=[\d ])\s*(\\euro|\\pounds|\\yen|\\?\$)\s*$", plain)
    if money_after and plain.count("$") < 2:
        sign = money_after[1].lstrip("\\")[0]
        return plain[: money_after.start()], _OTHERS[
            {"$": "dollar", "e": "euro", "p": "gbp", "y": "yen"}[sign]
        ]
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
    "sigma", "squared", "cubed", "half", "mod", "base", "hundred",
))  # fmt: skip


def uncounted(text: str) -> str:
    """Return a number's text without a noun that only says what is counted: ``12 apples``."""
    plain = re.sub(r"\\(?:text|mathrm|mbox)\s*\{\s*([^{}\\]*?)\s*\}", r" \1 ", text).strip()
    match = _NOUN.match(plain)
    if match and not any(w in _NOT_NOUNS for w in match[2].split()):
        return match[1]
    return text
