"""Names of the things asked for: one key for all spellings of a name, and how near two names are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from harness.grading.language.lexicon import words
from harness.grading.language.vocabulary import FUNCTIONS, SHORT_PROSE, UNITS
from harness.symbols import GREEK

GREEK_WORDS = frozenset(GREEK.values()) | {"varepsilon", "vartheta", "varphi", "varrho", "varsigma"}

_SMALL = {
    **{c: "^" + d for c, d in zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True)},
    "ᵀ": "^T", "⁺": "^+", "ℓ": "l", "⋆": "*", "∗": "*", "★": "*", "′": "'", "∞": "infty",
    "⊥": "perp", "±": "pm",
    "\u0302": "^hat", "\u0303": "^tilde", "\u0304": "^bar", "\u030c": "^check",
}  # fmt: skip
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", "0123456789+-aehijklmnoprstuvxβγρφχ")
_BELOW = re.compile("[₀-₉₊₋ₐₑₒₓₕ-ₜᵢ-ᵪⱼ]+")
_COMMA = re.compile(r"_([A-Za-z0-9⊥]),([A-Za-z0-9])(?![A-Za-z0-9])")
"""Two subscripts without braces: ``w_⊥,0``."""
_WORDS = {
    "star": "*", "ast": "*", "ell": "l", "prime": "'", "infinity": "infty", "inf": "infty",
    "varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi", "varrho": "rho", "varsigma": "sigma",
    "∠": "angle", "mid": "|", "measuredangle": "angle",
    "optimal": "opt", "widehat": "hat", "widetilde": "tilde", "overline": "bar", "to": "→", "rightarrow": "→",
}  # fmt: skip
_DROPPED = words(
    "mathbf mathbb mathrm mathit mathsf boldsymbol bm vec operatorname text textbf textit mathcal "
    "left right big Big displaystyle textstyle limits quad qquad underline rm bf it boxed"
)
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[A-Za-z]+|[0-9]+|\s+|.", re.S)
_ONE_BRACED = re.compile(r"(?<=[_^])\{(\w)\}")
"""A script of one sign in the braces it does not need: ``x_{1}``."""
_STEP = re.compile(r"[tknm](?:[+-]\d)?")
_PLAIN_STEP = re.compile(r"_([a-z][+-]\d)$")
_STEPPED = re.compile(r"(?<=_)\{?[tknm](?=[+\-}\])]|$)")
_SPACES = frozenset("$ ,.;!")
_BRACES = ("{", "}")
_ACCENTS = frozenset(("hat", "tilde", "bar", "dot", "check"))
_ANSWERING = frozenset(
    ("*", "opt", "best", "infty", "final", "max", "min", "hat", "limit", "lim", "ans", "crit", "SGD", "sol")
)
"""Decorations that may stand beside a target's name without making it another thing."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart."""

    base: str
    marks: frozenset[str]
    """Subscripts, superscripts and accents, without the signs that raise or lower them."""
    call: str = ""
    """What stands in brackets after it."""


@lru_cache(maxsize=4096)
def name(text: str) -> Name | None:
    """Return the name that ``text`` spells in LaTeX, unicode or plain text; None where it is no name.

    >>> name(r"\\eta^{*}") == name("η*") == name("eta^star")
    True
    """
    if len(text) > 80 or not text:
        return None
    pieces = _pieces(text)
    marks: set[str] = set()
    while pieces and pieces[0] in _ACCENTS:
        marks.add(pieces.pop(0))
    if len(pieces) == 2 and pieces[0] == "angle" and pieces[1].isupper():
        return Name("angle", frozenset({min(pieces[1], pieces[1][::-1])}))
    if pieces[:2] == ["lim", "_"]:
        pieces = _after_index(pieces[2:])
    pieces = [p for n, p in enumerate(pieces) if p not in _BRACES or _scripted(pieces, n)]
    return _marked(pieces[0], pieces[1:], marks) if pieces and pieces[0][0].isalpha() else None


def _marked(base: str, rest: list[str], marks: set[str]) -> Name | None:
    """Return the name of a letter with what stands behind it; None where that makes no name."""
    while rest:
        piece = rest.pop(0)
        if piece in ("(", "["):
            closed = rest[-1:] in ([")"], ["]"])
            inside = _ONE_BRACED.sub(r"\1", "".join(rest[:-1]))
            return Name(base, frozenset(marks), inside) if closed else None
        if piece in ("_", "^"):
            mark = _mark(rest)
            if not mark or (piece == "^" and mark.isdigit()):
                return None
            marks.add(mark)
        elif piece in ("*", "'") or ((piece.isdigit() or piece == "pm") and not marks):
            marks.add(piece)
        else:
            return None
    return Name(base, frozenset(marks))


_SQUARE = re.compile(r"(.{1,40}?)\s*(?:\^\s*(?:2|\{\s*2\s*\})|²)", re.DOTALL)


def squared(text: str) -> Name | None:
    """Return the name that a text spells squared, ``σ^2``; None for any other text.

    It names only where a target is called so: else ``x^2 = 4`` is an equation.
    """
    found = _SQUARE.fullmatch(text.strip())
    own = name(found[1]) if found is not None else None
    return own and Name(own.base, own.marks | {"^2"}, own.call)


def is_label(text: str) -> bool:
    """Return whether a text is a name or a derivative: what a value may be given under."""
    return name(text) is not None or _DERIVATIVE.fullmatch(text) is not None


_WORDLIKE = SHORT_PROSE | UNITS | FUNCTIONS | GREEK_WORDS
_LETTERS = re.compile(r"(?<![A-Za-z\\])[a-z]{2,3}(?![A-Za-z{])", re.ASCII)
_ALPHABET = "abcdefghijklmnpqrstuvwxyz"
"""Letters as they are taken together in products: no o."""
_EVENTS = re.compile(r"[A-Z|']{1,9}", re.ASCII)
"""Events that a probability is of, by letters alone."""
_SORTS = (re.compile(r"[A-Z]{2}", re.ASCII), re.compile(r"[xyz]"))
"""Names of one sort that stand for different things: segments, and the unknowns x, y and z."""


def is_product(label: str) -> bool:
    """Return whether what could be a name in several letters is a product: ``xy``, ``abc``, not ``avg``."""
    if not label.isascii() or not label.isalpha() or not label.islower() or label in _WORDLIKE:
        return False
    return len(label) == 2 or (len(label) == 3 and label in _ALPHABET and label != "def")


@lru_cache(maxsize=1024)
def products_in(text: str) -> frozenset[str]:
    """Return the runs of letters in a text that are products of names.

    >>> products_in(r"\\frac{ab}{2} \\text{ or } xyz") == {"ab", "xyz"}
    True
    """
    return frozenset(run for run in _LETTERS.findall(text) if is_product(run))


_SPOKEN = {"Pr": "P", "Prob": "P", "prob": "P", "Pb": "P", "mean": "E", "V": "Var", "var": "Var"}
"""Functions that are written in several ways."""


def is_another(label: str, own: str) -> bool:
    """Return whether a value's label names another thing of the sort that ``own`` names.

    ``AC`` is not the segment ``AB``, ``f(3)`` not ``f(2)`` and ``g(2)`` neither, but S may be what the
    reference calls A.

    >>> is_another("AC", "AB"), is_another("BA", "AB"), is_another("S", "A"), is_another("y", "x")
    (True, False, False, True)
    """
    if is_product(own):
        return True
    if len(label) == 1 and len(own) == 2 and own.isupper() and label in own:
        return True  # an end of the segment, or an area
    if any(sort.fullmatch(label) and sort.fullmatch(own) for sort in _SORTS):
        return sorted(label) != sorted(own)
    first, second = name(label), name(own)
    if first is None or second is None:
        return False
    if first.base != second.base:
        spoken = {_SPOKEN.get(n.base, n.base) for n in (first, second)}
        return bool(first.call and second.call) and len(spoken) > 1
    return _others_call(first, second) or _other_number(first, second)


def _others_call(first: Name, second: Name) -> bool:
    """Return whether two names of one letter are of different functions, corners or events."""
    if first.base == "angle" and first.marks != second.marks:
        return not _same_corner(min(first.marks), min(second.marks))
    if not (first.call and second.call):
        return False
    if ("'" in first.marks) != ("'" in second.marks):
        return True  # a function and its derivative
    return _alike(first, second) and first.call != second.call


def _alike(first: Name, second: Name) -> bool:
    """Return whether two names are of events, or of values at a number: what is in their brackets tells."""
    events = _EVENTS.fullmatch(first.call) and _EVENTS.fullmatch(second.call)
    return events is not None or (first.call.isdigit() and second.call.isdigit())


def _other_number(first: Name, second: Name) -> bool:
    """Return whether two names of one letter are numbered differently."""
    if first.base == "angle" or _alike(first, second):
        return False
    counted, wanted = ([m for m in n.marks if m.isdigit()] for n in (first, second))
    return bool(counted and wanted) and counted != wanted


def _same_corner(one: str, other: str) -> bool:
    """Return whether two names of an angle may be the same one's: ``B`` and ``ABC``."""
    return len(one) != len(other) and one[len(one) // 2] == other[len(other) // 2]


def inverts(text: str, own: str) -> bool:
    """Return whether a text is the inverse of what is called ``own``: another function."""
    if "^{-1}" not in text.replace(" ", "") and "⁻¹" not in text:
        return False
    return text.lstrip()[:1] == own[:1]


_DERIVATIVE = re.compile(r"d(?:\^?2)?[a-z]\s*/\s*d[a-z](?:\^2)?", re.ASCII)


def _mark(rest: list[str]) -> str:
    """Take one subscript or superscript, braced or a single piece, off the front of ``rest``."""
    if not rest:
        return ""
    first = rest.pop(0)
    if first != "{":
        if first in ("(", "[") and ")" in rest:
            first += "".join(rest[: rest.index(")") + 1])
            del rest[: rest.index(")") + 1]
        return first
    close = rest.index("}") if "}" in rest else len(rest)
    mark = "".join(rest[:close])
    del rest[: close + 1]
    return mark


def _scripted(pieces: list[str], at: int) -> bool:
    """Whether a brace opens or closes a subscript or superscript."""
    if pieces[at] == "{":
        return at > 0 and pieces[at - 1] in ("_", "^")
    inside = 0
    for back in range(at - 1, -1, -1):
        if pieces[back] == "}":
            inside += 1
        elif pieces[back] == "{" and inside:
            inside -= 1
        elif pieces[back] == "{":
            return back > 0 and pieces[back - 1] in ("_", "^")
    return False


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    text = _BELOW.sub(lambda small: f"_{{{small[0].translate(_LOWERED)}}}", text)
    text = _COMMA.sub(r"_{\1,\2}", text)
    for found in _TOKEN.findall("".join(_SMALL.get(c, c) for c in text)):
        token = found[1:] if found[0] == "\\" else GREEK.get(found, found)
        token = _WORDS.get(token, token)
        if token and not token.isspace() and token not in _SPACES and token not in _DROPPED:
            pieces.append(token)
    return pieces


def _after_index(pieces: list[str]) -> list[str]:
    """Drop the running index of a limit: ``t → ∞`` and the like."""
    return pieces[pieces.index("→") + 2 :] if "→" in pieces[:4] else pieces


@dataclass(frozen=True, slots=True)
class TargetNames:
    """All the names under which one target may be claimed."""

    exact: frozenset[Name]
    phrases: tuple[str, ...]
    """Names in words, casefolded, e.g. ``step size``."""
    others: frozenset[Name] = frozenset()
    """Names of the other things asked for beside it, which are never taken for it."""

    def match(self, text: str) -> int:
        """Return 2 where ``text`` is one of the names, 1 where it differs by a star or the like, else 0."""
        found = (name(text) or squared(text)) if self.exact else None
        if found is None:
            return 0
        if found in self.exact:
            return 2
        if found in self.others or any(_near(found, other) for other in self.others):
            return 0
        return max((_near(found, own) for own in self.exact), default=0)

    def index(self, text: str) -> str | None:
        """Return the running index of a member of the target (``1`` of ``λ_1``), None where it is none."""
        found = name(text)
        if found is None or found.call:
            return None
        for own in self.exact:
            extra = found.marks - own.marks
            if found.base == own.base and own.marks <= found.marks and len(extra) == 1:
                return next(iter(extra))
        return None


def _near(found: Name, own: Name) -> int:
    """Return 1 where two names differ only by an answering mark or by the letter that counts steps."""
    if found.base != own.base or (found.base in ("E", "Var") and "^" in found.call):
        return 0
    if _STEPPED.sub("#", found.call) == _STEPPED.sub("#", own.call) and _counted(found) == _counted(own):
        return 1
    alike = "" in (found.call, own.call) or found.call == own.call
    return int(alike and (found.marks ^ own.marks) <= _ANSWERING)


def _counted(name: Name) -> frozenset[str]:
    return frozenset("#" + mark[1:] if _STEP.fullmatch(mark) else mark for mark in name.marks)


_SIGNS_OF = {
    **dict.fromkeys(("mean", "expectation", "expected value"), ("E",)),
    "variance": ("Var", "V"),
    "covariance": ("Cov",),
}
"""How what is called by a word is written: the mean is ``E[X]``."""


def target_names(spellings: Iterable[str]) -> TargetNames:
    """Return the names of a target from its spellings."""
    return _target_names(tuple(spellings))


@lru_cache(maxsize=1024)
def _target_names(spellings: tuple[str, ...]) -> TargetNames:
    exact, phrases = set(), []
    for spelling in spellings:
        words = spelling.strip().strip("$").strip()
        spelt = _PLAIN_STEP.sub(r"_{\1}", words)
        found = (name(spelt) or squared(spelt)) if " " not in words or "\\" in words else None
        if found is not None:
            exact.add(found)
        if len(words) > 2 and "\\" not in words and words.replace(" ", "").replace("-", "").isalpha():
            phrases.append(words.casefold())
        exact |= {Name(base, frozenset()) for base in _SIGNS_OF.get(words.casefold(), ())}
    return TargetNames(frozenset(exact), tuple(phrases))


@lru_cache(maxsize=1024)
def mention(names: TargetNames) -> re.Pattern[str]:
    """Return a pattern that is found wherever one of the names may stand; it never matches without one.

    A text in which it is not found holds no claim that names the target, so it need not be read.
    """
    bases = {own.base for own in names.exact}
    spelt = {base for base in bases if base.isascii()}
    for table in (GREEK, _WORDS, _SMALL):
        spelt |= {key for key, base in table.items() if _WORDS.get(base, base) in bases}
    whole = "|".join(re.escape(base) for base in sorted(spelt))
    anywhere = [re.escape(phrase) for phrase in names.phrases]
    anywhere += [re.escape(base) for base in bases if not base.isascii()]
    letters = [f"(?<![A-Za-z])(?:{whole})(?![A-Za-z])"] if whole else []
    return re.compile("|".join([*letters, *(f"(?i:{phrase})" for phrase in anywhere)]) or r"(?!)")
