r"""Commands of packages that only set a number, a unit or a chemical formula, written out without them.

``\SI{2.5}{\kilo\gram}`` and ``\qty{2.5}{kg}`` are ``2.5\,\mathrm{kilogram}`` and ``2.5\,\mathrm{kg}``,
``\num{3e-5}`` is a number, ``\ang{30;15}`` an angle, ``\ce{H2O}`` the formula H₂O.
"""

from __future__ import annotations

import re

_GROUP = r"\s*\{((?:[^{}]|\{[^{}]{0,80}\}){0,200})\}"
_ASIDE = r"(?:\s*\[[^\[\]]{0,80}\])?"
_NUMBER = re.compile(rf"\\num(?![A-Za-z]){_ASIDE}{_GROUP}")
_QUANTITY = re.compile(rf"\\(?:SI|qty)(?![A-Za-z]){_ASIDE}{_GROUP}{_ASIDE}{_GROUP}")
_UNIT = re.compile(rf"\\(?:si|unit)(?![A-Za-z]){_ASIDE}{_GROUP}")
_ANGLE = re.compile(rf"\\ang(?![A-Za-z]){_ASIDE}{_GROUP}")
_CHEMICAL = re.compile(rf"\\(?:ce|cf)(?![A-Za-z]){_GROUP}")
_ANY = re.compile(
    r"\\(?:SI|si|qty|unit|num|ang|ce|cf|text(?:dollar|euro|sterling|pounds|yen|percent|degree|minus))"
    r"(?![A-Za-z])"
)
_SIGNS = (
    ("\\textdollar", "\\$"),
    ("\\texteuro", "\\euro"),
    ("\\textsterling", "\\pounds"),
    ("\\textpounds", "\\pounds"),
    ("\\textyen", "\\yen"),
    ("\\textpercent", "\\%"),
    ("\\textdegree", "\\degree"),
    ("\\textminus", "-"),
)
"""Signs of text by what they are in maths."""
_KERNED = re.compile(r"(?<=\d),\s*\\!\s*(?=\d{3}(?!\d))", re.ASCII)
"""A comma between thousands with the space behind it taken back."""
_MACRO = re.compile(r"\\([A-Za-z]+)\s*")
_POWER = re.compile(r"\\tothe\s*\{\s*(-?\d{1,2})\s*\}")
_COUNT = re.compile(r"(?<=[A-Za-z)\]])(\d{1,3})")
_PREFIXES = frozenset(
    (
        *("yocto", "zepto", "atto", "femto", "pico", "nano", "micro", "milli", "centi", "deci"),
        *("deca", "deka", "hecto", "kilo", "mega", "giga", "tera", "peta", "exa", "kibi", "mebi", "gibi"),
    )
)
"""What is written together with the unit behind it."""
_TURNED = {"squared": "^2", "cubed": "^3", "degreeCelsius": "degC", "percent": "\\%", "celsius": "degC"}
_SPACES = ("~", "\\,", "\\ ", "\\;")


def written_out(text: str) -> str:
    r"""Return a text without such commands.

    >>> written_out(r"\SI{2.5}{\kilo\gram}"), written_out(r"\num{3.1e-5}"), written_out(r"\ce{H2SO4}")
    ('2.5\\,\\mathrm{kilogram}', '3.1e-5', 'H_{2}SO_{4}')
    >>> written_out(r"\qty{3e8}{\m\per\s}"), written_out(r"\ang{30}")
    ('3e8\\,\\mathrm{m / s}', '30^{\\circ}')
    """
    if "\\" not in text:
        return text
    if "\\!" in text:
        text = _KERNED.sub("{,}", text)
    if _ANY.search(text) is None:
        return text
    for command, sign in _SIGNS:
        text = text.replace(command, sign)
    text = _QUANTITY.sub(lambda found: f"{_number(found[1])}{_behind(_unit(found[2]))}", text)
    text = _NUMBER.sub(lambda found: _number(found[1]), text)
    text = _UNIT.sub(lambda found: _behind(_unit(found[1])).removeprefix("\\,"), text)
    text = _ANGLE.sub(lambda found: _angle(found[1]), text)
    return _CHEMICAL.sub(lambda found: _COUNT.sub(r"_{\1}", found[1].strip()), text)


def _number(text: str) -> str:
    return text.strip().replace(" x ", "\\times ").replace("+-", "\\pm ").replace("\\pm", "\\pm ")


def _behind(unit: str) -> str:
    if unit.startswith("\\%"):
        return unit
    return f"\\,\\mathrm{{{unit}}}"


def _unit(text: str) -> str:
    """Return a unit of macros (or of letters) as letters, strokes and powers."""
    for space in _SPACES:
        text = text.replace(space, " ")
    text = re.sub(r"(?<=[A-Za-z}\d])\.(?=[A-Za-z\\])", " ", _POWER.sub(r"^{\1} ", text))
    pieces = _MACRO.sub(lambda found: _macro(found[1]), text)
    return " ".join(pieces.replace(" ^", "^").split())


def _macro(word: str) -> str:
    if word == "per":
        return "/ "
    return word if word in _PREFIXES else f"{_TURNED.get(word, word)} "


def _angle(text: str) -> str:
    """Return degrees, minutes and seconds with their signs."""
    parts = [part.strip() for part in text.split(";")][:3]
    signs = ("^{\\circ}", "'", "''")
    return "".join(f"{part}{sign}" for part, sign in zip(parts, signs, strict=False) if part)
