"""Small formulas as trees: grown at random, printed as LaTeX, evaluated at 80 digits, changed at one node."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import mpmath


@dataclass(frozen=True)
class Tree:
    """An operation on smaller trees, a letter, or an integer."""

    head: str
    below: tuple[Tree, ...] = ()

    def latex(self) -> str:
        """Return it as LaTeX, with brackets wherever they could matter."""
        if not self.below:
            return self.head
        return _PRINT[self.head](*(t.latex() for t in self.below))


def _in(text: str) -> str:
    return text if len(text) == 1 else rf"\left({text}\right)"


_PRINT: dict[str, Callable[..., str]] = {
    "+": lambda a, b: f"{a}+{_in(b)}",
    "-": lambda a, b: f"{a}-{_in(b)}",
    "*": lambda a, b: rf"{_in(a)}\cdot {_in(b)}",
    "/": lambda a, b: rf"\frac{{{a}}}{{{b}}}",
    "^": lambda a, b: f"{_in(a)}^{{{b}}}",
    "sqrt": lambda a: rf"\sqrt{{{a}}}",
    "exp": lambda a: f"e^{{{a}}}",
    "ln": lambda a: rf"\ln\left({a}\right)",
    "sin": lambda a: rf"\sin\left({a}\right)",
    "abs": lambda a: rf"\left|{a}\right|",
}
MAX = 10**4
"""Larger arguments of powers and of the exponential have no value here."""


def _power(base: Any, exponent: Any) -> Any:
    return base**exponent if abs(exponent) < 64 else mpmath.nan


_VALUE: dict[str, Callable[..., Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": _power,
    "sqrt": lambda a: mpmath.sqrt(a) if a >= 0 else mpmath.nan,
    "exp": lambda a: mpmath.exp(a) if abs(a) < MAX else mpmath.nan,
    "ln": lambda a: mpmath.log(a) if a > 0 else mpmath.nan,
    "sin": lambda a: mpmath.sin(a) if abs(a) < 10**40 else mpmath.nan,
    "abs": abs,
}
LETTERS = "abxy"
BINARY = ("+", "-", "*", "/", "+", "*", "^")
UNARY = ("sqrt", "exp", "ln", "sin", "abs")


def grown(dice: random.Random, depth: int) -> Tree:
    """Return a random tree of at most ``depth`` operations on top of each other."""
    if depth == 0 or dice.random() < 0.15:
        return Tree(dice.choice(LETTERS) if dice.random() < 0.75 else str(dice.randint(2, 9)))
    if dice.random() < 0.25:
        return Tree(dice.choice(UNARY), (grown(dice, depth - 1),))
    head = dice.choice(BINARY)
    right = Tree(str(dice.randint(2, 4))) if head == "^" else grown(dice, depth - 1)
    return Tree(head, (grown(dice, depth - 1), right))


def value_at(tree: Tree, point: Mapping[str, float]) -> Any:
    """Return its value at 80 digits, NaN where it has none."""
    with mpmath.workdps(80):
        try:
            value = _value(tree, {name: mpmath.mpf(str(at)) for name, at in point.items()})
        except ZeroDivisionError:
            return mpmath.nan
        return value if isinstance(value, mpmath.mpf) and mpmath.isfinite(value) else mpmath.nan


def _value(tree: Tree, point: Mapping[str, Any]) -> Any:
    if not tree.below:
        return point[tree.head] if tree.head in point else mpmath.mpf(tree.head)
    return _VALUE[tree.head](*(_value(t, point) for t in tree.below))


def _anywhere(tree: Tree, dice: random.Random, change: Callable[[Tree], Tree | None]) -> Tree:
    """Return the tree with one node changed, chosen among those that ``change`` accepts."""
    spots = [path for path, node in _nodes(tree, ()) if change(node) is not None]
    if not spots:
        return tree
    return _changed(tree, dice.choice(spots), change)


def _nodes(tree: Tree, path: tuple[int, ...]) -> list[tuple[tuple[int, ...], Tree]]:
    deeper = [found for k, node in enumerate(tree.below) for found in _nodes(node, (*path, k))]
    return [(path, tree), *deeper]


def _changed(tree: Tree, path: tuple[int, ...], change: Callable[[Tree], Tree | None]) -> Tree:
    if not path:
        return change(tree) or tree
    below = list(tree.below)
    below[path[0]] = _changed(below[path[0]], path[1:], change)
    return replace(tree, below=tuple(below))


ONE, TWO, MINUS_ONE = Tree("1"), Tree("2"), Tree("-", (Tree("0"), Tree("1")))
REWRITES: tuple[Callable[[Tree], Tree | None], ...] = (
    lambda t: Tree(t.head, t.below[::-1]) if t.head in "+*" else None,
    lambda t: Tree("-", (Tree("0"), Tree("-", t.below[::-1]))) if t.head == "-" else None,
    lambda t: Tree("*", (t.below[0], Tree("^", (t.below[1], MINUS_ONE)))) if t.head == "/" else None,
    lambda t: Tree("^", (t.below[0], Tree("/", (ONE, TWO)))) if t.head == "sqrt" else None,
    lambda t: (
        Tree("/", (ONE, Tree("exp", (Tree("-", (Tree("0"), t.below[0])),)))) if t.head == "exp" else None
    ),
    lambda t: Tree("-", (Tree("*", (TWO, t)), t)),
    lambda t: Tree("/", (Tree("*", (t, Tree("3"))), Tree("3"))),
    lambda t: Tree("ln", (Tree("exp", (t,)),)),
    lambda t: (
        Tree(
            "+",
            (Tree("*", t.below[0].below[:1] + t.below[1:]), Tree("*", t.below[0].below[1:] + t.below[1:])),
        )
        if t.head == "*" and t.below[0].head == "+"
        else None
    ),
)
MUTATIONS: tuple[Callable[[Tree], Tree | None], ...] = (
    lambda t: replace(t, head={"+": "-", "-": "+"}[t.head]) if t.head in ("+", "-") else None,
    lambda t: replace(t, below=t.below[::-1]) if t.head in ("-", "/", "^") else None,
    lambda t: Tree(LETTERS[(LETTERS.index(t.head) + 1) % 4]) if t.head in LETTERS else None,
    lambda t: Tree(str(int(t.head) + 1)) if t.head.isdigit() else None,
    lambda t: Tree("*", (TWO, t)),
    lambda t: Tree("-", (Tree("0"), t)),
    lambda t: t.below[0] if t.head in ("sqrt", "ln", "sin", "abs", "exp") else None,
    lambda t: t.below[0] if t.head in ("+", "-", "*") else None,
    lambda t: Tree("^", (t, TWO)),
)


def rewritten(tree: Tree, dice: random.Random) -> Tree:
    """Return an equal tree, two steps away."""
    for _ in range(2):
        tree = _anywhere(tree, dice, dice.choice(REWRITES))
    return tree


def mutated(tree: Tree, dice: random.Random) -> Tree:
    """Return the tree with one mistake in it (which may, by chance, not matter)."""
    return _anywhere(tree, dice, dice.choice(MUTATIONS))
