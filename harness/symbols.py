"""How a symbol is declared: ``KIND [SIZE] {, ASSUMPTION}``, one grammar everywhere.

docs/symbols.md describes it for people. Here the words are read and contradictions within one
declaration are found; whether all of a question's assumptions can be met together is tried by
drawing points (`harness.maths.equality.draws.check`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from math import inf

from harness.errors import DeclarationError
from harness.records import Symbol

SCALARS = ("real", "positive", "nonnegative", "negative", "nonzero", "integer", "natural", "complex", "index")
SHAPED = ("vector", "matrix", "identity")
KINDS = (*SCALARS, *SHAPED, "function")
PROPERTIES = {
    "unit norm": ("vector",),
    "nonzero": (*SCALARS, "vector", "matrix"),
    "positive": SCALARS,
    "entries positive": ("vector", "matrix"),
    "sums to 1": ("vector",),
    "full row rank": ("matrix",),
    "full column rank": ("matrix",),
    "invertible": ("matrix",),
    "symmetric": ("matrix",),
    "positive definite": ("matrix",),
    "positive semidefinite": ("matrix",),
    "orthogonal": ("matrix",),
    "orthonormal columns": ("matrix",),
    "orthonormal rows": ("matrix",),
    "diagonal": ("matrix",),
}
"""Assumption in words → the kinds it can be said of."""
_SQUARE = frozenset(
    ("invertible", "symmetric", "positive definite", "positive semidefinite", "orthogonal", "diagonal")
)
_SYNONYMS = {"scalar": "real", "number": "real", "square matrix": "matrix", "spd": "matrix"}
_TOGETHER = {
    "symmetric positive definite": ("symmetric", "positive definite"),
    "symmetric positive semidefinite": ("symmetric", "positive semidefinite"),
    "full rank": ("full row rank", "full column rank"),
}
_SIZE = r"[A-Za-z0-9_+\-*]+"
_BOUND = re.compile(r"(>=|<=|!=|>|<)\s*(\S.*)")
_INTERVAL = re.compile(r"(entries )?in\s*([\[(])([^,]+),([^,]+)([\])])")
_SPOKEN_NUMBER = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?(/\d{1,30})?(e[+-]?\d{1,3})?")
_NAME = re.compile(r"[A-Za-z0-9_^+\-()]{1,60}")
_CONSTANTS = {"pi": 3.141592653589793, "e": 2.718281828459045, "inf": inf, "infinity": inf, "oo": inf}

GREEK = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "ϵ": "epsilon",
    "ζ": "zeta",
    "η": "eta",
    "θ": "theta",
    "ϑ": "theta",
    "ι": "iota",
    "κ": "kappa",
    "ϰ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "ν": "nu",
    "ξ": "xi",
    "ο": "omicron",
    "π": "pi",
    "ρ": "rho",
    "ϱ": "rho",
    "σ": "sigma",
    "ς": "sigma",
    "τ": "tau",
    "υ": "upsilon",
    "φ": "phi",
    "ϕ": "phi",
    "χ": "chi",
    "ψ": "psi",
    "ω": "omega",
    "Γ": "Gamma",
    "Δ": "Delta",
    "Θ": "Theta",
    "Λ": "Lambda",
    "Ξ": "Xi",
    "Π": "Pi",
    "Σ": "Sigma",
    "Φ": "Phi",
    "Ψ": "Psi",
    "Ω": "Omega",
    "Υ": "Upsilon",
}
GREEK_NAMES = frozenset(GREEK.values())
ACCENTS = {
    "hat": "hat",
    "widehat": "hat",
    "tilde": "tilde",
    "widetilde": "tilde",
    "bar": "bar",
    "overline": "bar",
    "check": "check",
    "dot": "dot",
    "ddot": "ddot",
    "vec": "",
    "breve": "breve",
    "acute": "acute",
}
"""Accent command → its word in a plain name (an arrow adds nothing)."""
_LATEX_ACCENT = re.compile(r"\\(" + "|".join(ACCENTS) + r")\s*(?:\{\s*(\\?[A-Za-z]+)\s*\}|(\\?[A-Za-z]+))")

_ELL = re.compile(r"\\ell(?![A-Za-z])|(?<![A-Za-z\\])ell(?![A-Za-z])")


def plain_name(text: str) -> str:
    r"""Return the canonical plain spelling of a name.

    >>> [plain_name(s) for s in (r"\sigma_\ell", "σ_ℓ", "σₗ", r"\tilde{w}_{t+1}", "w^*")]
    ['sigma_l', 'sigma_l', 'sigma_l', 'w_tilde_t+1', 'w_star']
    """
    name = "".join(_spelled(c) for c in text.strip().strip("$"))
    name = _LATEX_ACCENT.sub(lambda m: f"{m[2] or m[3]}_{ACCENTS[m[1]]}".rstrip("_"), name)
    name = _ELL.sub("l", name).replace(r"\var", "\\")
    name = re.sub(r"_\{?(?:\\ast|\\star|\*)\s*(?:\\ast|\\star|\*)\}?", "_starstar", name)
    name = re.sub(r"[_^]\{?(\\ast|\\star|\*)\}?", "_star", name)
    name = re.sub(r"\^\{?\\prime\}?|'", "_prime", name)
    name = re.sub(r"\\(text|mathrm|mathbf|operatorname|boldsymbol|bm|mathcal)\b", "", name)
    return re.sub(r"[\\{}\s,]", "", name)


def _spelled(char: str) -> str:
    if char in GREEK:
        return GREEK[char]
    if char == "ℓ":
        return "l"
    if char.isascii():
        return char
    decomposition = unicodedata.decomposition(char)
    if decomposition.startswith("<sub>"):
        return "_" + _spelled(chr(int(decomposition.split()[1], 16)))
    return {"\u0302": "_hat", "\u0303": "_tilde", "\u0304": "_bar", "′": "'", "⋆": "_star"}.get(char, char)


def declare(name: str, text: str, aliases: Iterable[str] = ()) -> Symbol:
    """Return the symbol that ``name`` stands for under the declaration ``text``.

    >>> declare("beta", "in (0, 1)")
    Symbol(name='beta', kind='real', shape=(), assumptions=('in (0, 1)',), aliases=())
    >>> declare("X", "matrix n x d, full row rank").shape
    ('n', 'd')
    """
    return _declared(name, text, tuple(str(a) for a in aliases))


@lru_cache(maxsize=1024)
def _declared(name: str, text: str, aliases: tuple[str, ...]) -> Symbol:
    canonical = plain_name(name)
    if not _NAME.fullmatch(canonical) or not canonical[0].isalpha():
        raise DeclarationError(f"symbol {name!r}: this is not a name that can be declared")
    if len(text) > 400:
        raise DeclarationError(f"symbol {name}: the declaration is longer than 400 characters")
    head, *rest = _split(text)
    kind, shape, first = _head(name, head)
    words = [w for word in rest for w in _TOGETHER.get(word, (word,))]
    assumptions = tuple(_assumption(name, kind, word) for word in (*first, *words) if word)
    symbol = Symbol(canonical, kind, shape, assumptions, aliases)
    _check(symbol)
    return symbol


def declarations(table: object) -> tuple[Symbol, ...]:
    """Return the symbols of a mapping name → declaration (text, or a symbol as it is)."""
    if not isinstance(table, dict):
        raise DeclarationError("symbols: a table of name = declaration is needed")
    symbols = []
    for name, text in table.items():
        if not isinstance(text, (str, Symbol)):
            raise DeclarationError(f"symbol {name}: the declaration must be text, not {text!r}")
        symbols.append(text if isinstance(text, Symbol) else declare(str(name), text))
    return tuple(symbols)


def bounds(symbol: Symbol) -> tuple[float, float, bool, bool]:
    """Return (low, high, low included, high included) for a scalar, or for the entries of an array."""
    low, high, low_in, high_in = -inf, inf, False, False
    kinds = {
        "positive": (0.0, False),
        "nonnegative": (0.0, True),
        "natural": (1.0, True),
        "index": (1.0, True),
    }
    if symbol.kind in kinds:
        low, low_in = kinds[symbol.kind]
    if symbol.kind == "negative":
        high = 0.0
    for word in symbol.assumptions:
        for side, value, included in _limits(word):
            if side == ">" and (value > low or (value == low and not included)):
                low, low_in = value, included
            if side == "<" and (value < high or (value == high and not included)):
                high, high_in = value, included
    return low, high, low_in, high_in


def excluded(symbol: Symbol) -> tuple[float, ...]:
    """Return the single values the symbol must not take."""
    values = [_number(m[2]) for w in symbol.assumptions if (m := _BOUND.fullmatch(w)) and m[1] == "!="]
    if symbol.kind == "nonzero" or "nonzero" in symbol.assumptions:
        values.append(0.0)
    return tuple(v for v in values if v is not None)


def _split(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for i, char in enumerate(text):
        depth += (char in "([") - (char in ")]")
        if char == "," and depth == 0:
            parts.append(text[start:i])
            start = i + 1
    return [" ".join(p.split()) for p in (*parts, text[start:])]


def _head(name: str, head: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Read ``KIND [SIZE]``; words before or after them count as assumptions."""
    if not head:
        return "real", (), ()
    if head in SCALARS or head == "function":
        return head, (), ()
    if head in _SYNONYMS and head not in ("square matrix", "spd"):
        return _SYNONYMS[head], (), ()
    if _BOUND.fullmatch(head) or _INTERVAL.fullmatch(head) or head in ("nonzero",):
        return "real", (), (head,)
    sized = re.search(rf"(?<!\S)({_SIZE})(?:\s+x\s+|\s*×\s*|\s+by\s+)({_SIZE})$", head)
    words = head[: sized.start()].split() if sized else head.split()
    size: tuple[str, ...] = (sized[1], sized[2]) if sized else ()
    kind = next((w for w in words if w in SHAPED), "")
    if not kind and sized:
        kind, words = "matrix", [*words, "matrix"]
    if not kind:
        near = ", ".join(KINDS)
        raise DeclarationError(f"symbol {name}: {head!r} is no kind of symbol; the kinds are {near}")
    at = words.index(kind)
    said, after = " ".join(words[:at]), words[at + 1 :]
    if after and not size:
        size = (after[0],) if kind != "matrix" else (after[0], after[0])
        after = after[1:]
    if after or not all(re.fullmatch(_SIZE, s) for s in size):
        raise DeclarationError(f"symbol {name}: cannot read {head!r}; write 'matrix n x d' or 'vector n'")
    if (kind == "vector") != (len(size) == 1) and kind != "identity":
        raise DeclarationError(
            f"symbol {name}: a {kind} needs {'one size' if kind == 'vector' else 'two sizes'}"
        )
    extra = tuple(p for p in PROPERTIES if re.search(rf"\b{p}\b", said))
    extra = tuple(p for p in extra if not any(p != q and p in q for q in extra))
    left = said
    for p in extra:
        left = left.replace(p, "")
    if left.split() and left.split() != ["square"]:
        raise DeclarationError(f"symbol {name}: {left.strip()!r} in {head!r} is not understood")
    return kind, (size * 2 if kind == "identity" and len(size) == 1 else size), extra


def _assumption(name: str, kind: str, word: str) -> str:
    if word in PROPERTIES or word in ("positive", "negative", "nonnegative", "integer"):
        if word in ("positive", "negative", "nonnegative") and kind not in SHAPED:
            return {"positive": "> 0", "negative": "< 0", "nonnegative": ">= 0"}[word]
        if kind not in PROPERTIES.get(word, SCALARS):
            raise DeclarationError(f"symbol {name}: a {kind} cannot be {word!r}")
        return word
    bound, interval = _BOUND.fullmatch(word), _INTERVAL.fullmatch(word)
    if bound and kind in SCALARS and _number(bound[2]) is not None:
        return word
    if interval and None not in (_number(interval[3]), _number(interval[4])):
        if bool(interval[1]) == (kind in SCALARS):
            raise DeclarationError(f"symbol {name}: {word!r} cannot be said of a {kind}")
        return word
    known = ", ".join(PROPERTIES)
    raise DeclarationError(
        f"symbol {name}: the assumption {word!r} is not understood; write a bound (> 0), "
        f"an interval (in (0, 1)) or one of: {known}"
    )


def _number(text: str) -> float | None:
    text = text.strip()
    sign = -1.0 if text.startswith("-") else 1.0
    if text.lstrip("+-") in _CONSTANTS:
        return sign * _CONSTANTS[text.lstrip("+-")]
    if not _SPOKEN_NUMBER.fullmatch(text):
        return None
    top, _, below = text.partition("/")
    return float(Fraction(top) / Fraction(below)) if below.strip("0") else (None if below else float(top))


def _limits(word: str) -> list[tuple[str, float, bool]]:
    word = {"positive": "> 0", "entries positive": "> 0"}.get(word, word)
    if interval := _INTERVAL.fullmatch(word):
        low, high = _number(interval[3]), _number(interval[4])
        return [
            (">", -inf if low is None else low, interval[2] == "["),
            ("<", inf if high is None else high, interval[5] == "]"),
        ]
    bound = _BOUND.fullmatch(word)
    value = _number(bound[2]) if bound else None
    if bound is None or value is None or bound[1] == "!=":
        return []
    return [(bound[1][0], value, bound[1].endswith("="))]


def _check(symbol: Symbol) -> None:
    """Find what contradicts itself within one declaration."""
    low, high, low_in, high_in = bounds(symbol)
    whole = symbol.kind in ("integer", "natural", "index") or "integer" in symbol.assumptions
    empty = low > high or (low == high and not (low_in and high_in))
    if whole and not empty and high - low < 2:
        options = [k for k in range(int(max(low, -1e9)) - 1, int(min(high, 1e9)) + 2) if low <= k <= high]
        empty = not [k for k in options if (k > low or low_in) and (k < high or high_in)]
    if empty or (low == high and low in excluded(symbol)):
        said = ", ".join((symbol.kind, *symbol.assumptions))
        raise DeclarationError(f"symbol {symbol.name}: no value can be {said!r}")
    if len(symbol.shape) == 2 and symbol.shape[0] != symbol.shape[1] and (_SQUARE & set(symbol.assumptions)):
        word = sorted(_SQUARE & set(symbol.assumptions))[0]
        size = " x ".join(symbol.shape)
        raise DeclarationError(f"symbol {symbol.name}: a {size} matrix cannot be {word!r}; it is not square")


def check_order(assume: Sequence[str]) -> None:
    """Raise DeclarationError where plain relations such as ``a > b`` run in a circle."""
    above: dict[str, set[tuple[str, bool]]] = {}
    for relation in assume:
        sides = [s.strip() for s in re.split(r"(>=|<=|>|<)", relation)]
        for left, sign, right in zip(sides[::2], sides[1::2], sides[2::2], strict=False):
            big, small = (left, right) if ">" in sign else (right, left)
            above.setdefault(plain_name(big), set()).add((plain_name(small), "=" not in sign))
    for start in above:
        seen, todo = set(), [(start, False)]
        while todo:
            here, strict = todo.pop()
            for below, step in above.get(here, ()):
                if below == start and (strict or step):
                    raise DeclarationError(
                        f"symbol {start}: the assumptions {', '.join(assume)} run in a circle"
                    )
                if (below, strict or step) not in seen:
                    seen.add((below, strict or step))
                    todo.append((below, strict or step))
