"""Numbers: exact against exact, a decimal against what it is rounded from, with units and bases.

An exact reference is met by a decimal that is it rounded to the digits shown (at least three
significant, or the option ``digits``); two exact forms must be the same number. Options: ``unit``
(the unit a bare number is in), ``integer`` (the answer counts something: only integers are read),
``percent`` (``either``, ``number`` or ``fraction``: what 20 % is).
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from harness.grading.kinds._claimed import (
    alternatives,
    read_claim,
    side,
    signs_apart,
    unevaluated,
)
from harness.grading.kinds._quantities import Quantity, held
from harness.grading.kinds._traits import Traits
from harness.grading.language.magnitudes import MAGNITUDES, multiplied
from harness.grading.language.units import Unit, read, split, uncounted
from harness.maths.equality.compare import Held
from harness.maths.equality.decision import Decision
from harness.maths.parsing.fold import fold
from harness.maths.parsing.parser import parse
from harness.maths.parsing.scope import Scope
from harness.maths.tree.expr import Expr, Node, NoValue, ParseError, names, num
from harness.records import Expected

TRAITS = Traits(value=True, scalar=True, quantity=True, changed=True, lone=True)


def decide(expected: Expected, claim: str, scope: Scope) -> Decision:
    """Return whether the claim is the expected number, in the expected unit."""
    try:
        gold = _reference(expected.value, scope)
        if gold.base > 10 and claim.strip(" $").upper() == gold.digits.upper():
            return Decision(True, "exact", f"the same digits, read in base {gold.base}")
        decision = _decided(expected, gold, claim, scope)
        if (
            decision.equal is not True
            and gold.unit is None
            and (short := _SHORT.fullmatch(claim.strip(" $")))
        ):
            number = f"{short[1]}e{_THOUSANDS[short[2]]}"
            again = _decided(expected, gold, number, scope)
            return again if again.equal or decision.equal is None else decision
        return decision
    except (ParseError, NoValue) as cause:
        return Decision(None, reason=str(cause), readable=False)


def _decided(expected: Expected, gold: Quantity, claim: str, scope: Scope) -> Decision:
    try:
        claims = quantity(claim, gold, scope)
        if undone := unevaluated(gold.expr, tuple(c.expr for c in claims)):
            return Decision(None, reason=undone)
        decision = Decision(None, reason="no number", readable=False)
        for one in claims:
            decision = held(gold, one, expected, scope)
            if decision.equal is not True:
                break
        return decision
    except (ParseError, NoValue) as cause:
        return Decision(None, reason=str(cause), readable=False)


@lru_cache(maxsize=1024)
def _reference(text: str, scope: Scope) -> Quantity:
    """Return the expected number: the same one is held against many claims."""
    return quantity(text, None, scope)[0]


# ---------------------------------------------------------------------------------------- reading

_FORMULA = re.compile(r"(?:[-+0-9./(){}^*]|\\(?:[dt]?frac|sqrt|pi|left|right)(?![A-Za-z]))+", re.ASCII)
"""A number in digits and brackets alone: it has no unit, no separators and no special spelling."""
_PRICE = re.compile(r"^\s*\$(?=\s*\.?\d)(?=[^$]*$)")
"""A sign of dollars, which no second sign makes a delimiter."""
_SHORT = re.compile(r"(\d{1,15}(?:\.\d{1,15})?)([kKMGBT])", re.ASCII)
_THOUSANDS = {"k": 3, "K": 3, "M": 6, "G": 9, "B": 9, "T": 12}
"""A number with a letter for thousands, millions…, as parameters and tokens are counted: 7B, 1.5k."""
_PERCENT = re.compile(
    r"\\text\{\s*(?:per\s?cent(?:age)?|pct)\s*\}|\bper\s?cent(?:age)?(?: points?)?\b|\bpct\b\.?"
)
_LONGEST = 300
"""Longer texts are no number with a unit; they are read as expressions only."""
_TIME = re.compile(
    r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?\s*(?:\\?,?\s*)([ap])?\.?\s*(?:m\.?)?(?:\s*o'?clock)?",
    re.I | re.ASCII,
)
_ARC = re.compile(
    r"(\d{1,4})\s*(?:\^\s*\{?\s*\\circ\s*\}?|\\degree)\s*(\d{1,2}(?:\.\d{1,9})?)\s*(?:'|\^\{?\\prime\}?)"
    r"(?:\s*(\d{1,2}(?:\.\d{1,9})?)\s*(?:''|\"|\^\{?\\prime\\prime\}?))?",
    re.ASCII,
)
_BASE = re.compile(
    r"\(?(?:\\(?:text|mathrm)\{)?([0-9A-Fa-f]{1,60})\}?\)?_\{?\s*(?:\\text\{)?(\d{1,2})\}?\}?", re.ASCII
)
_CODED = re.compile(r"0([xb])([0-9A-Fa-f]{1,50})", re.ASCII)
_RATIOS = re.compile(r"\d{1,9}(?:\s*(?::|\\colon|to)\s*\d{1,9}){2,6}", re.ASCII)
_RATIO = re.compile(r"(\d{1,12})\s*(?::|\\colon|out of|in|to)\s*(\d{1,12})", re.ASCII)
_SAID = re.compile(r"\\text\{([^{}]*)\}")
_HOUR = re.compile(r"(\d{1,2})\s*([ap])\.?\s?m\.?", re.I | re.ASCII)
_NAMED_BASE = re.compile(
    r"\(?([0-9A-Fa-f]{1,60})\)?(?:,| in| \()? ?"
    r"(?:(binary|octal|decimal|hex(?:adecimal)?)|\(?base[ -](\d{1,2}))\)?",
    re.ASCII,
)
_BASES = {"b": 2, "o": 8, "d": 10, "h": 16}
_COMPOUND = re.compile(r"\s*(?:(?:,|and)\s+|,?\s*)(\d{1,9}(?:\.\d{1,9})?)[\s-]*([A-Za-z]{1,8})\.?", re.ASCII)
_IN_TEXT = re.compile(r"\\(?:text|mathrm|mbox)\s*\{([^{}]*)\}|\\[,; ]|~", re.ASCII)
_LETTER = re.compile(r"\\(?:text|mathrm)\{([0-9A-F]{1,20})\}")
_SEPARATED = (
    (re.compile(r"\d{1,3}(?:[ '_]\d{3})+(?:\.\d+)?(?!\d)", re.ASCII), " '_", "."),
    (re.compile(r"\d{1,3}(?:\.\d{3})+,\d+", re.ASCII), ".", ","),
    (re.compile(r"\d{1,3}(?:\.\d{3}){2,}", re.ASCII), ".", ","),
    (re.compile(r"\d{1,3}(?: \d{3})+,\d+", re.ASCII), " ", ","),
    (re.compile(r"\d{1,2}(?:,\d{2}){1,6},\d{3}(?:\.\d+)?", re.ASCII), ",", "."),
    (re.compile(r"\d{1,15},(?:\d{1,2}|\d{4,15})", re.ASCII), "", ","),
)
"""Ways of writing separators: the pattern, the separators to drop, the decimal sign."""
_SPECIAL = re.compile(r"[:_]|[A-Za-z]{2}|[\dA-Za-z] ?[A-Za-z]")
"""What a special spelling has: a colon, a base, letters side by side or beside a digit."""
_OPENING = re.compile(r"(?![A-Fa-f]+(?![A-Za-z]))[A-Za-z]{2,}", re.ASCII)
"""A word before everything else that is no number in base sixteen."""
_MATHS = re.compile(r"\\(?!text|mathrm|mbox|(?:circ|degree|prime|colon)(?![A-Za-z])|[,;! ])")
"""A command that no special spelling has."""
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {w: i for i, w in enumerate(_UNITS.split())} | {w: 10 * i for i, w in enumerate(_TENS.split(), 2)}


def quantity(text: str, gold: Quantity | None, scope: Scope) -> tuple[Quantity, ...]:
    """Return the numbers a text gives (one, as a rule), with their unit."""
    folded = fold(text)
    if "$" in folded:
        folded = _PRICE.sub(r"\\$", folded)
    if "\\" in folded or ":" in folded:
        folded = folded.replace("\\text{:}", ":").replace("{:}", ":").replace("\\!", "")
    folded = folded.strip(" \t\n$").rstrip(". \t\n")
    if len(folded) > _LONGEST:
        return tuple(
            Quantity(e)
            for e in alternatives(read_claim(folded, Held(gold.expr if gold else num(0)), scope, True))
        )
    unit, scale, body, noun = None, 1, folded, ""
    if _FORMULA.fullmatch(folded) is None or folded.count(".") > 1:
        value, whole = _last_side(folded)
        if (found := special(value, gold is None or gold.clock)) is not None:
            return (found,)
        if (gold is None or gold.ratio) and (proportion := _proportion(value, scope)) is not None:
            return (proportion,)
        body, unit = split(whole or folded)
        if unit is None:
            body, noun = uncounted(body)
        elif unit == Unit():
            unit = None  # "units", which is none that is known
        body, scale = multiplied(_PERCENT.sub(r"\\%", body))
        body = _joined(body)
    held = Held(gold.expr if gold else num(0))
    expr = read_claim(body, held, scope, thousands=True)
    out = []
    for alternative in alternatives(expr):
        for single in signs_apart(side(_of_residue(alternative), held, scope)):
            single = single if scale == 1 else Node("mul", (num(scale), single))
            out.append(_unwrapped(single, unit, noun))
    return tuple(out)


def _of_residue(expr: Expr) -> Expr:
    """Return the residue that a congruence between numbers gives; ParseError where letters are in it."""
    last = expr.args[-1] if isinstance(expr, Node) and expr.op == "chain" and "<" not in expr.mark else expr
    if not isinstance(last, Node) or last.op != "tuple" or len(last.args) != 2:
        return expr
    inner, modulus = last.args
    if not isinstance(inner, Node) or inner.op != "mod" or inner.args[1] != modulus:
        return expr
    if names(expr):
        raise ParseError("a residue class, where a number was asked")
    return inner.args[0]


def _unwrapped(expr: Expr, unit: Unit | None, noun: str) -> Quantity:
    if isinstance(expr, Node) and expr.op == "tuple" and len(expr.args) == 1:
        return _unwrapped(expr.args[0], unit, noun)
    if isinstance(expr, Node) and expr.op == "degree" and unit is None:
        return Quantity(expr.args[0], Unit(angle=True))
    return Quantity(expr, unit, noun=noun)


def _last_side(text: str) -> tuple[str, str]:
    """Return what stands behind the last equals sign, for the special spellings of numbers."""
    _, sign, tail = text.rpartition("=")
    return (tail.strip() if sign else text), text


def _proportion(text: str, scope: Scope) -> Quantity | None:
    r"""Return the ratio of several formulas, ``1:\\sqrt{2}``, each over the first where there are three."""
    if ":" not in text and "\\colon" not in text:
        return None
    parts = text.replace("\\colon", ":").split(":")
    if not 2 <= len(parts) <= 6 or not all(part.strip() for part in parts):
        return None
    values = [parse(part, scope) for part in parts]
    if len(values) == 2:
        return Quantity(Node("div", (values[0], values[1])), ratio=True)
    return Quantity(Node("tuple", tuple(Node("div", (value, values[0])) for value in values)), ratio=True)


def special(text: str, clock: bool = True) -> Quantity | None:
    """Return a time (where it may be one), a number in another base, a ratio or a number word."""
    if _SPECIAL.search(text) is None or _MATHS.search(text) is not None:
        return None
    if (word := _OPENING.match(text)) and word[0].lower() not in _SMALL:
        return None
    plain = _LETTER.sub(r"\1", text.replace("\\!", "").replace("\\,", " ")).strip()
    if clock and (match := _TIME.fullmatch(_SAID.sub(r"\1", plain))):
        hours, minutes, seconds, half = (
            int(match[1]),
            int(match[2]),
            int(match[3] or 0),
            (match[4] or "").lower(),
        )
        if half:
            hours = hours % 12 + (12 if half == "p" else 0)
        return Quantity(num(Fraction(hours * 3600 + minutes * 60 + seconds)), Unit(Fraction(1), {"clock": 1}))
    if match := _HOUR.fullmatch(_SAID.sub(r"\1", plain)):
        hours = int(match[1]) % 12 + (12 if match[2].lower() == "p" else 0)
        return Quantity(num(hours * 3600), Unit(Fraction(1), {"clock": 1}))
    if match := _ARC.fullmatch(plain):
        whole, sixtieths, rest = (Fraction(part or 0) for part in match.groups())
        total = whole + sixtieths / 60 + rest / 3600
        return Quantity(num(total), Unit(angle=True)) if max(sixtieths, rest) < 60 else None
    if match := _BASE.fullmatch(plain):
        return _in_base(match[1], int(match[2]))
    if match := _NAMED_BASE.fullmatch(plain):
        return _in_base(match[1], int(match[3]) if match[3] else _BASES[match[2][0]])
    if (together := _compound(plain)) is not None:
        return together
    if match := _CODED.fullmatch(plain):
        return _in_base(match[2], 16 if match[1] == "x" else 2)
    spoken = _SAID.sub(r"\1", plain)
    if _RATIOS.fullmatch(spoken):
        parts = [int(p) for p in spoken.replace("to", ":").replace("\\colon", ":").split(":")]
        shares = tuple(num(Fraction(p, parts[0])) for p in parts) if parts[0] else ()
        return Quantity(Node("tuple", shares), ratio=True) if shares else None
    if (match := _RATIO.fullmatch(spoken)) and int(match[2]):
        return Quantity(num(Fraction(int(match[1]), int(match[2]))), ratio=True)
    words = spoken.lower().replace("-", " ").split()
    if words and all(w in _SMALL or w in MAGNITUDES or w == "and" for w in words) and words[0] in _SMALL:
        return Quantity(num(_spoken(words)))
    return None


def is_special(text: str) -> bool:
    """Return whether a text is such a number."""
    try:
        return special(text) is not None
    except ParseError:
        return False


def _compound(text: str) -> Quantity | None:
    """Return a quantity given in several units of one sort: ``4 hours 30 minutes``, ``5 ft 3 in``."""
    plain = _IN_TEXT.sub(lambda match: f" {match[1] or ''} ", text).rstrip()
    found: list[tuple[Fraction, Unit]] = []
    at = 0
    while at < len(plain):
        match = _COMPOUND.match(plain, at)
        unit = read(match[2]) if match else None
        if match is None or unit is None or not unit.powers:
            return None
        if found and (dict(unit.powers) != dict(found[0][1].powers) or unit.factor >= found[-1][1].factor):
            return None
        found.append((Fraction(match[1]), unit))
        at = match.end()
    if len(found) < 2:
        return None
    total = sum((count * unit.factor for count, unit in found), Fraction(0))
    return Quantity(num(total), Unit(Fraction(1), found[0][1].powers))


def _in_base(digits: str, base: int) -> Quantity | None:
    if not 2 <= base <= 36:
        return None
    if any(int(d, 36) >= base for d in digits):
        raise ParseError(f"a digit that base {base} does not have")
    return Quantity(num(int(digits, base)), base=base, digits=digits)


def _spoken(words: list[str]) -> int:
    total = current = 0
    for word in words[:30]:
        if word in _SMALL:
            current += _SMALL[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in MAGNITUDES:
            total, current = total + max(current, 1) * MAGNITUDES[word], 0
    return total + current


def _joined(text: str) -> str:
    """Return the text with the separators of one whole number dropped, and its decimal sign a point."""
    plain = text.replace("\\,", " ").replace("{,}", ",").strip()
    head, sign, tail = plain.rpartition("=")
    body = tail.strip()
    bare, percent = (
        (body[:-2], "\\%")
        if body.endswith("\\%")
        else ((body[:-1], "%") if body.endswith("%") else (body, ""))
    )
    minus = "-" if bare.startswith("-") else ""
    number = bare.strip().removeprefix("-").strip()
    for pattern, drop, decimal in _SEPARATED:
        if pattern.fullmatch(number):
            for char in drop:
                number = number.replace(char, "")
            return f"{head}{sign}{minus}{number.replace(decimal, '.')}{percent}"
    return text
