"""Rewrites of true answers that must pass, and near misses that must fail.

`of_answer` changes the text of a reference answer in ways whose effect is certain (a sign, a factor,
an end of an interval, a row). `of_tree` grows a formula, changes one node, and lets mpmath say
whether the change matters.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

if str(Path(__file__).resolve().parent) not in sys.path:
    sys.path.insert(0, str(Path(__file__).resolve().parent))

from cases_source.dress import STYLES, dressed
from trees import grown, mutated, rewritten, value_at

from harness.grading import mark, verify
from harness.records import Answer, Expected, Verdict

GREEK = {
    "alpha": "α",
    "beta": "β",
    "eta": "η",
    "epsilon": "ε",
    "lambda": "λ",
    "sigma": "σ",
    "rho": "ρ",
    "mu": "μ",
    "theta": "θ",
}
CHAIN = re.compile(r"(.+?) (<|\\le) (\\?[a-z]+) (<|\\le) (.+)")


@dataclass(frozen=True)
class Mutant:
    """A reply made from a true answer, and whether it is still right."""

    origin: str
    change: str
    answer: Answer
    response: str
    right: bool

    def verdict(self) -> Verdict:
        """Return our verdict on it."""
        return mark(self.answer, self.response)


def of_answer(answer: Answer) -> Iterator[Mutant]:
    """Return the mutants of every target of one part, one target at a time."""
    turn = 0
    for expected in answer.expected:
        if expected.target.options.get("together") and expected.target.kind == "predicate":
            continue
        alone = replace(answer, expected=(expected,), checkpoints=(), false_steps=())
        origin = f"{answer.question}/{answer.part}/{expected.target.name}"
        for change, text, right in _texts(expected):
            turn += 1
            for style in (0, turn % len(STYLES)) if "@" not in text else ():
                reply = dressed(text, style) if not change.startswith("words") else text
                yield Mutant(origin, change, alone, reply, right)


def _texts(expected: Expected) -> Iterator[tuple[str, str, bool]]:
    maker = _MAKERS.get(expected.target.kind)
    if maker is not None:
        yield from maker(expected, expected.value)


def _name(expected: Expected) -> str:
    """Return the target's name as a reply would write it, with its equals sign."""
    names = (expected.target.name, *expected.target.aliases)
    best = next(
        (n for n in names if re.fullmatch(r"[A-Za-z]|\\[a-z]+(_\\?\w)?|.*[_^]\W.*", n) and " " not in n), ""
    )
    best = rf"\{best}" if best in GREEK else best
    return f"{best} = " if best else ""


def _expression(expected: Expected, value: str) -> Iterator[tuple[str, str, bool]]:
    name, whole = _name(expected), rf"\left({value}\right)"
    zero = value.strip() == "0"
    yield "as it is", f"{name}{value}", True
    yield "bare", value, True
    yield "in brackets", f"{name}{whole}", True
    yield "twice less once", f"{name}2{whole}-{whole}", True
    yield (
        "half of the double",
        rf"{name}\frac{{1}}{{2}}\left({value}+{value}\right)" if value[0] != "-" else f"{name}{whole}",
        True,
    )
    yield "minus minus", rf"{name}-\left(-{whole}\right)", True
    yield "three thirds", rf"{name}\frac{{3}}{{3}}{whole}", True
    yield "other fractions", f"{name}{value}".replace(r"\frac", r"\dfrac"), True
    yield "other transposes", f"{name}{value}".replace("^T", r"^{\top}"), True
    yield "plain brackets", f"{name}{value}".replace(r"\left", "").replace(r"\right", ""), True
    yield "unicode greek", _unicode(f"{name}{value}"), True
    yield "one more", f"{name}{value}+1", False
    if not zero:
        yield "sign", f"{name}-{whole}", False
        yield "factor 2", f"{name}2{whole}", False
        yield "factor 1/2", rf"{name}\frac{{1}}{{2}}{whole}", False
        yield "bare sign", f"-{whole}", False
        yield "slightly more", rf"{name}1.01{whole}", False


def _number(expected: Expected, value: str) -> Iterator[tuple[str, str, bool]]:
    yield from (
        (c, t, r) for c, t, r in _expression(expected, value) if c != "slightly more" or "." not in value
    )
    yield "one less", f"{_name(expected)}{value}-1", False


def _equation(expected: Expected, value: str) -> Iterator[tuple[str, str, bool]]:
    left, _, right = value.partition("=")
    left, right = left.strip(), right.strip()
    whole = rf"\left({right}\right)"
    yield "as it is", value, True
    yield "arrow", rf"{left}\leftarrow {right}", True
    yield "walrus", f"{left} := {right}", True
    yield "twice less once", f"{left} = 2{whole}-{whole}", True
    yield "turned", f"{right} = {left}", True
    yield "unicode greek", _unicode(value), True
    if "_{t+1}" in value or "_t" in value:
        renamed = re.sub(r"_\{t([+-]1)?\}", lambda m: f"_{{k{m[1] or ''}}}", value.replace("_t", "_{t}"))
        if "I_" not in value:
            yield "other step letter", renamed, True
    yield "sign", f"{left} = -{whole}", False
    yield "factor 2", f"{left} = 2{whole}", False
    yield "slightly more", f"{left} = 1.01{whole}", False


def _region(expected: Expected, value: str) -> Iterator[tuple[str, str, bool]]:
    yield "as it is", value, True
    yield "unicode greek", _unicode(value), True
    pieces = value.split(r" \text{ or } ")
    if len(pieces) > 1:
        yield "turned round", r" \text{ or } ".join(reversed(pieces)), True
        yield "one piece only", pieces[0], False
        yield "the other piece only", pieces[-1], False
        return
    found = CHAIN.fullmatch(value)
    if found is None:
        return
    low, first, name, second, high = found.groups()
    back = {"<": ">", r"\le": r"\ge"}
    other = {"<": r"\le", r"\le": "<"}
    left, right = ("(" if first == "<" else "["), (")" if second == "<" else "]")
    yield "turned", f"{high} {back[second]} {name} {back[first]} {low}", True
    yield "interval", rf"{name} \in \left{left}{low}, {high}\right{right}", True
    yield "bare interval", rf"\left{left}{low}, {high}\right{right}", True
    yield "two claims", rf"{name} {second} {high} \text{{ and }} {name} {back[first]} {low}", True
    if not high.isdigit():  # a literal end may be the declared end, beyond which nothing is asked
        yield "other end", f"{low} {first} {name} {other[second]} {high}", False
        yield "twice as far", f"{low} {first} {name} {second} 2\\left({high}\\right)", False
    middle = rf"{low} + \frac{{1}}{{2}}\left(\left({high}\right)-\left({low}\right)\right)"
    yield "half as far", f"{low} {first} {name} {second} {middle}", False
    yield "beyond", f"{name} {back[second]} {high}", False
    yield "the end alone", f"{name} = {high}", False


def _matrix(expected: Expected, value: str) -> Iterator[tuple[str, str, bool]]:
    name = _name(expected)
    yield "as it is", f"{name}{value}", True
    yield "bare", value, True
    yield "round", f"{name}{value}".replace("bmatrix", "pmatrix"), True
    yield "twice less once", f"{name}2{value}-{value}", True
    yield "factor 2", f"{name}2{value}", False
    yield "sign", f"{name}-{value}", False
    yield "a row left out", re.sub(r"\\\\(?:(?!\\\\).)*(?= \\end)", "", f"{name}{value}"), r"\\" not in value
    first = re.sub(r"(\\begin\{bmatrix\}) ", r"\1 2 ", value, count=1)
    yield "first entry doubled", f"{name}{first}", False


def _set(expected: Expected, value: str) -> Iterator[tuple[str, str, bool]]:
    inside = re.fullmatch(r"\\left\\\{(.*), (.*)\\right\\\}", value)
    yield "as it is", f"{_name(expected)}{value}", True
    if inside is None:
        return
    first, second = inside.groups()
    yield "turned", rf"\left\{{{second}, {first}\right\}}", True
    yield "in words", rf"{first} \text{{ and }} {second}", True
    yield "one only", rf"\left\{{{first}\right\}}", False
    yield "one more", rf"\left\{{{first}, {second}, 0\right\}}", False
    yield "signs", rf"\left\{{-\left({first}\right), -\left({second}\right)\right\}}", False


def _choice(expected: Expected, value: str) -> Iterator[tuple[str, str, bool]]:
    choices: Any = expected.target.options.get("choices", {})
    for key, words in choices.items():
        yield (
            "words of the option",
            f"{expected.target.aliases[0] if expected.target.aliases else 'Answer'}: {words[0]}.",
            key == value,
        )


def _truth(expected: Expected, value: str) -> Iterator[tuple[str, str, bool]]:
    yield "words true", "True.", value == "true"
    yield "words false", "False.", value == "false"


def _conditional(expected: Expected, value: str) -> Iterator[tuple[str, str, bool]]:
    yield "as it is", value, True
    keys = re.findall(r"\\text\{(\w+)\}", value)
    turned = iter([*keys[1:], keys[0]])
    yield "branches moved on", re.sub(r"\\text\{(\w+)\}", lambda m: rf"\text{{{next(turned)}}}", value), False
    yield "unconditional", rf"\text{{{keys[0]}}}", False


def _predicate(expected: Expected, value: str) -> Iterator[tuple[str, str, bool]]:
    tight = str(expected.target.options.get("tight", ""))
    if not tight:
        return
    name, whole = _name(expected), rf"\left({tight}\right)"
    largest = expected.target.options.get("sense") == "largest"
    yield "the tight value", f"{name}{tight}", True
    yield "looser", (rf"{name}\frac{{1}}{{2}}{whole}" if largest else f"{name}2{whole}"), True
    yield "beyond", (f"{name}2{whole}" if largest else rf"{name}\frac{{1}}{{2}}{whole}"), False
    yield "sign", f"{name}-{whole}", False


_MAKERS = {
    "expression": _expression, "number": _number, "equation": _equation, "region": _region, "matrix": _matrix,
    "vector": _matrix, "set": _set, "choice": _choice, "truth": _truth, "conditional": _conditional,
    "predicate": _predicate,
}  # fmt: skip


def _unicode(text: str) -> str:
    for name, letter in GREEK.items():
        text = re.sub(rf"\\{name}(?![a-z])", letter, text)
    return text


def of_tree(dice: random.Random) -> tuple[str, str, bool] | None:
    """Return gold LaTeX, reply LaTeX and whether they agree, or None where the points cannot tell."""
    tree = grown(dice, 3)
    right = dice.random() < 0.5
    other = rewritten(tree, dice) if right else mutated(tree, dice)
    pairs = [(value_at(tree, point), value_at(other, point)) for point in POINTS]
    sound = [(a, b) for a, b in pairs if abs(a) < 1e8 and abs(b) < 1e8 and abs(a) > 1e-6]
    if len(sound) < 4:
        return None
    gaps = [abs(a - b) / max(abs(a), abs(b)) for a, b in sound]
    same = all(gap < 1e-25 for gap in gaps)
    if not same and max(gaps) < 1e-12:
        return None
    return tree.latex(), other.latex(), same


POINTS = [
    dict(zip("abxy", values))
    for values in (
        (0.7, 1.9, 2.3, 0.4),
        (1.3, 0.6, 0.9, 2.1),
        (2.2, 3.1, 0.3, 1.7),
        (0.2, 0.5, 3.3, 0.8),
        (1.1, 2.7, 1.6, 0.9),
        (3.7, 1.2, 0.55, 1.45),
        (6.3, 7.9, 8.1, 5.2),
        (0.05, 0.11, 0.08, 0.02),
        (0.1, 9.7, 0.2, 6.1),
        (8.8, 0.1, 7.3, 0.3),
    )
]
POSITIVE = dict.fromkeys("abxy", "positive")


def every_answer() -> Iterator[Answer]:
    """Return the reference's answers to all homework, part by part."""
    import reference
    from harness.questions import load_set, sets

    for name in sets():
        for question in load_set(name):
            if reference.has(question.id):
                yield from reference.answers(question).values()


def rates(trees: int = 2_000) -> dict[str, Any]:
    """Return the two error rates over all reference answers and over grown formulas."""
    wrong: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for mutant in (m for answer in every_answer() for m in of_answer(answer)):
        _count(count, wrong, "answers", mutant.right, mutant.verdict().correct)
    dice = random.Random(11)
    for _ in range(trees):
        grown_pair = of_tree(dice)
        if grown_pair is not None:
            gold, reply, right = grown_pair
            _count(count, wrong, "trees", right, verify(gold, f"${reply}$", symbols=POSITIVE).correct)
    return {
        key: {"of": count[key], "wrong": wrong[key], "rate": wrong[key] / count[key]} for key in sorted(count)
    }


def _count(count: Counter[str], wrong: Counter[str], kind: str, right: bool, accepted: bool) -> None:
    key = f"{kind}: " + ("rewrites rejected" if right else "near misses accepted")
    count[key] += 1
    wrong[key] += right is not accepted
