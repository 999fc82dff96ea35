r"""What the oracle says about a target, and how it says something wrong.

A planted mistake changes the value so that it is false for every value of the symbols: another
number is added, the value is doubled, a bound is moved, another option is named.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from harness.adapters.spelling import GREEK
from harness.records import Answer, Checkpoint, Expected

ZERO = re.compile(r"[\s{}]*(\\mathbf|\\vec|\\boldsymbol)?[\s{}]*0[\s{}]*")
SYMBOLIC = re.compile(r"[\\_^']")
PLAIN_NAME = re.compile(r"[A-Za-z](_[A-Za-z0-9])?")
_BELOW = frozenset(("<", r"\le", r"\leq", r"\lt"))
_THIRD = r"\frac{1}{3}"
RELATION = re.compile(r"\\leq?(?![A-Za-z])|\\geq?(?![A-Za-z])|[<>]|\\lt(?![A-Za-z])|\\gt(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Said:
    """A target's value as it is said."""

    text: str
    mathematical: bool


def claim(expected: Expected) -> Said | None:
    """Return what to say about one target; None where only the whole answer's LaTeX says it."""
    return SAYING.get(expected.target.kind, _named)(expected)


def planted(answer: Answer, wanted: bool, dice: random.Random) -> tuple[Answer, str]:
    """Return the answer with one target made wrong and that target's name; unchanged, ``""`` otherwise."""
    if not wanted:
        return answer, ""
    order = list(range(len(answer.expected)))
    dice.shuffle(order)
    for place in order:
        expected = answer.expected[place]
        wrong = SPOILING.get(expected.target.kind, _no_way)(expected)
        if wrong is not None and claim(expected) is not None:
            changed = list(answer.expected)
            changed[place] = replace(expected, value=wrong)
            return replace(answer, expected=tuple(changed)), expected.target.name
    return answer, ""


def lead(expected: Expected) -> str:
    """Return the words that say which of several targets comes next."""
    words = [alias for alias in expected.target.aliases if not SYMBOLIC.search(alias)]
    asks = expected.target.asks or (words[0] if words else "")
    also = f" ({words[0]})" if words and words[0] not in asks else ""
    return f"{asks[:1].upper()}{asks[1:]}{also}: " if asks else ""


def step(checkpoint: Checkpoint) -> str:
    """Return the sentence that makes a checkpoint's claim, in words the reference looks for."""
    wanted = checkpoint.expected.target.options.get("all")
    if checkpoint.expected.target.kind != "statement":
        return f"Here {checkpoint.says}: ${checkpoint.expected.value}$."
    said = checkpoint.says.lower()
    groups = (
        [group for group in wanted if isinstance(group, list | tuple)] if isinstance(wanted, list) else []
    )
    missing = [str(g[0]) for g in groups if g and not any(str(word).lower() in said for word in g)]
    return f"Here {checkpoint.says}" + (f" ({', '.join(missing)})." if missing else ".")


def _named(expected: Expected) -> Said:
    symbols = [alias for alias in expected.target.aliases if SYMBOLIC.search(alias) and " " not in alias]
    head = expected.target.name.partition("_")[0]
    plain = PLAIN_NAME.fullmatch(expected.target.name) or (head in GREEK and head == expected.target.name)
    name = symbols[0] if symbols and not plain else latex_name(expected.target.name)
    return Said(f"{name} = {expected.value}" if name else expected.value, True)


def _bare(expected: Expected) -> Said:
    return Said(expected.value, True)


def _region(expected: Expected) -> Said:
    if RELATION.search(expected.value) or "=" in expected.value or r"\in" in expected.value:
        return _bare(expected)
    return _named(expected)


def _words(expected: Expected) -> Said:
    return Said(expected.value, False)


def _choice(expected: Expected) -> Said:
    choices = expected.target.options.get("choices")
    phrases = choices.get(expected.value) if isinstance(choices, Mapping) else None
    return Said(str(phrases[0]) if isinstance(phrases, list | tuple) and phrases else expected.value, False)


def _predicate(expected: Expected) -> Said | None:
    tight = expected.target.options.get("tight")
    if expected.target.options.get("together") or not isinstance(tight, str):
        return None
    return _named(replace(expected, value=tight))


SAYING: dict[str, Callable[[Expected], Said | None]] = {
    "region": _region,
    "equation": _bare,
    "conditional": _named,
    "predicate": _predicate,
    "choice": _choice,
    "truth": _words,
    "text": _words,
    "statement": lambda _: None,
}
"""Kind → how its value is said; the others are ``name = value``."""


def _no_way(expected: Expected) -> str | None:
    return None


def _plus_one(expected: Expected) -> str:
    return f"{expected.value} + 1"


def _number(expected: Expected) -> str:
    """Return another number of the same kind: one more where that is written plainly, else a sum."""
    plain = re.fullmatch(r"\s*(-?\d+)(\.\d+)?\s*", expected.value)
    if plain:
        return f"{int(plain[1]) + 1}{plain[2] or ''}"
    return _plus_one(expected)


def _doubled(expected: Expected) -> str | None:
    if ZERO.fullmatch(expected.value):
        return None
    return rf"2\left({expected.value}\right)"


def _entry(expected: Expected) -> str | None:
    r"""Return the vector or matrix with its first entry changed, or doubled where no entries are seen."""
    written = re.search(r"\\begin\{([bp]?matrix)\}(.*?)(&|\\\\|\\end)", expected.value[:2000], re.DOTALL)
    if written is None:
        return _doubled(expected)
    start, end = written.span(2)
    return f"{expected.value[:start]}{written[2].strip()} + 1 {expected.value[end:]}"


def _moved(expected: Expected) -> str | None:
    """Return the region with its last bound moved inwards, where it cuts off what is surely allowed."""
    relations = list(RELATION.finditer(expected.value))
    if not relations or ";" in expected.value or "," in expected.value:
        return None
    place = relations[-1].end()
    bound = expected.value[place:].strip()
    if not re.search(r"[\w]", bound) or r"\infty" in bound:
        return None
    below = relations[-1][0] in _BELOW
    if ZERO.fullmatch(bound):
        moved = "-1" if below else "1"
    else:
        moved = rf"{_THIRD if below else 3}\left({bound}\right)"
    return f"{expected.value[:place]} {moved}"


def _member(expected: Expected) -> str | None:
    r"""Return the set or tuple with its first member changed."""
    opening = re.match(r"\s*(\\left)?\s*(\\\{|\(|\[)", expected.value)
    if opening is None:
        return None
    rest = expected.value[opening.end() :]
    comma = rest.find(",")
    if comma <= 0 or "(" in rest[:comma] or "{" in rest[:comma]:
        return None
    return f"{expected.value[: opening.end()]}{rest[:comma]} + 1{rest[comma:]}"


def _equation(expected: Expected) -> str | None:
    left, equals, right = expected.value.partition("=")
    if not equals or "=" in right:
        return None
    return None if ZERO.fullmatch(right.strip()) else rf"{left} = 2\left({right.strip()}\right)"


def _other_choice(expected: Expected) -> str | None:
    choices = expected.target.options.get("choices")
    keys = [key for key in choices if key != expected.value] if isinstance(choices, Mapping) else []
    return keys[0] if keys else None


def _opposite(expected: Expected) -> str | None:
    pairs = {"true": "false", "yes": "no", "holds": "fails"}
    pairs |= {no: yes for yes, no in pairs.items()}
    return pairs.get(expected.value.strip().lower())


def _case(expected: Expected) -> str | None:
    r"""Return the cases with the value of the first one changed to that of the second."""
    begin, end = r"\begin{cases}", r"\end{cases}"
    if begin not in expected.value or end not in expected.value:
        return None
    head, _, rest = expected.value.partition(begin)
    inside, _, tail = rest.partition(end)
    rows = [row.split("&") for row in inside.split(r"\\") if row.strip()]
    if len(rows) < 2 or rows[0][0].strip() == rows[1][0].strip():
        return None
    rows[0][0] = rows[1][0].rstrip() + " "
    return head + begin + r" \\ ".join("&".join(row).strip() for row in rows) + end + tail


SPOILING: dict[str, Callable[[Expected], str | None]] = {
    "number": _number,
    "expression": _plus_one,
    "vector": _entry,
    "matrix": _entry,
    "region": _moved,
    "set": _member,
    "tuple": _member,
    "equation": _equation,
    "conditional": _case,
    "choice": _other_choice,
    "truth": _opposite,
}
"""Kind → a value that is wrong, None where none is sure to be; the other kinds are never spoilt."""


def latex_name(name: str) -> str:
    r"""Return a target's plain name as LaTeX: ``sigma_l`` → ``\sigma_{l}``, a word → nothing.

    >>> latex_name("eta_max"), latex_name("theta"), latex_name("answer")
    ('\\eta_{\\mathrm{max}}', '\\theta', '')
    """
    base, _, below = name.partition("_")
    if base not in GREEK and len(base) != 1:
        return ""
    letter = f"\\{base}" if base in GREEK else base
    if not below:
        return letter
    index = below if len(below) == 1 else rf"\mathrm{{{below}}}"
    return f"{letter}_{{{index}}}"
