"""The values an answer claims, read through the marker's own evaluation and never from a private copy.

An experiment that reads its answers here is refuted by a wrong one: put another text in
`Expected.value` and another number comes out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from harness.errors import HarnessError
from harness.records import Answer, Expected, Symbol

if TYPE_CHECKING:
    from harness.maths.tree.expr import Expr

Array = np.ndarray
Point = Mapping[str, float | Array]
_BRANCHES = re.compile(r"\\begin\{cases\}(.*)\\end\{cases\}", re.DOTALL)


class Unreadable(ValueError):
    """A value that the marker's grammar cannot read or evaluate: an experiment counts it as refuted."""


def expected(answer: Answer, target: str) -> Expected:
    """Return what the answer says of a target, a checkpoint or a false step of that name."""
    for found in answer.expected:
        if found.target.name == target:
            return found
    steps = {s.name: s.expected for s in answer.checkpoints} | {
        s.name: s.expected for s in answer.false_steps
    }
    if target in steps:
        return steps[target]
    raise Unreadable(f"({answer.part}) claims nothing of {target!r}")


def array(answer: Answer, target: str, point: Point) -> Array:
    """Return a target's value at a point as an array: shape () for a scalar, (n,) for a vector."""
    return evaluate(expected(answer, target).value, answer.symbols, point)


def number(answer: Answer, target: str, point: Point) -> float:
    """Return a scalar target's value at a point."""
    found = array(answer, target, point)
    if found.size != 1:
        raise Unreadable(f"{target}: a number is needed, the value has shape {found.shape}")
    return complex(found.reshape(-1)[0]).real


def holds(answer: Answer, target: str, point: Point) -> bool:
    """Return whether a region or relation holds at a point."""
    return true_at(expected(answer, target).value, answer.symbols, point)


def key(answer: Answer, target: str) -> str:
    """Return the option, truth value or word that a target is said to be."""
    return expected(answer, target).value


def elements(answer: Answer, target: str, point: Point) -> Array:
    """Return the elements of an explicit finite set at a point."""
    text = expected(answer, target).value
    inner = re.sub(r"^\s*(\\left)?\s*\\?\{|(\\right)?\s*\\?\}\s*$", "", text)
    parts = [p for p in _split(inner, ",") if p.strip()]
    return np.array([complex(evaluate(p, answer.symbols, point).reshape(-1)[0]) for p in parts])


def branch(answer: Answer, target: str, point: Point) -> str:
    """Return the value of the branch of a ``cases`` value whose condition holds; empty where none does."""
    text = expected(answer, target).value
    found = _BRANCHES.search(text)
    if not found:
        return text.strip()
    for row in _split(found[1], r"\\"):
        value, _, condition = row.partition("&")
        if condition.strip() and true_at(condition, answer.symbols, point):
            return value.strip()
    return ""


def relations(answer: Answer, target: str) -> list[str]:
    """Return the relations of a predicate."""
    return [r.strip() for r in expected(answer, target).value.split(";") if r.strip()]


def evaluate(text: str, symbols: tuple[Symbol, ...], point: Point) -> Array:
    """Return the value of LaTeX text at a point; Unreadable where the marker cannot evaluate it."""
    return np.asarray(_guarded(_value_of, text, symbols, point))


def true_at(text: str, symbols: tuple[Symbol, ...], point: Point) -> bool:
    """Return whether relational LaTeX text holds at a point; Unreadable where it cannot be decided."""
    return bool(_guarded(_truth_of, text, symbols, point))


def _value_of(text: str, symbols: tuple[Symbol, ...], point: Point) -> object:
    return _function(text, symbols)(**point)


@lru_cache(maxsize=512)
def _function(text: str, symbols: tuple[Symbol, ...]) -> Callable[..., object]:
    from harness.maths.values import value_function

    return value_function(text, symbols)


def _truth_of(text: str, symbols: tuple[Symbol, ...], point: Point) -> object:
    from harness.maths.values import holds_at

    if not set(point) <= {s.name for s in symbols} or any(np.ndim(v) for v in point.values()):
        return holds_at(text, symbols, point)
    from harness.maths.arithmetic.evaluate import holds as held
    from harness.maths.arithmetic.numeric import Numeric

    with np.errstate(all="ignore"):
        arithmetic = Numeric({name: np.float64(value) for name, value in point.items()})
        return np.all(held(_relation(text, symbols), arithmetic))


@lru_cache(maxsize=512)
def _relation(text: str, symbols: tuple[Symbol, ...]) -> Expr:
    """Return relational text as the marker reads it; a scan over many points reads it once."""
    from harness.maths.parsing.parser import parse
    from harness.maths.parsing.scope import Scope, names_of

    return parse(text, names_of(Scope({s.name: s for s in symbols}, (), True)))


def _guarded(
    function: Callable[[str, tuple[Symbol, ...], Point], object],
    text: str,
    symbols: tuple[Symbol, ...],
    point: Point,
) -> object:
    try:
        found = function(text, symbols, point)
    except (HarnessError, ValueError, ArithmeticError) as cause:
        raise Unreadable(f"{text!r:.200} cannot be evaluated: {cause}") from cause
    if found is None:
        raise Unreadable(f"{text!r:.200} cannot be evaluated")
    return found


def _split(text: str, mark: str) -> list[str]:
    parts, depth, start, i = [], 0, 0, 0
    while i < len(text):
        depth += (text[i] in "([{") - (text[i] in ")]}")
        if depth == 0 and text.startswith(mark, i):
            parts.append(text[start:i])
            start = i + len(mark)
            i = start
            continue
        i += 2 if text[i] == "\\" else 1
    return [*parts, text[start:]]
