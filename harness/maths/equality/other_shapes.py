"""Other readings of a formula whose shapes do not fit as it was first read.

A function of an array may map it to one number; ``z_k`` may be an entry of z and no other vector; a bold 1
takes the size at which everything fits. The reference decides: both sides are read the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import numpy as np

from harness.maths.arithmetic.evaluate import evaluate
from harness.maths.arithmetic.numeric import Numeric
from harness.maths.equality.draws import Batch
from harness.maths.parsing.scope import Names
from harness.maths.tree.expr import Expr, Node, NoValue, Sym, has, walk
from harness.maths.tree.unknowns import calls, valued

_LETTERS = re.compile(r"[a-z]{1,2}", re.ASCII)
_ONES = frozenset(("ones",))
LARGEST = 9
"""The most combinations of sizes that are tried for bold ones."""


def again(gold: Expr, claim: Expr, names: Names, drawn: tuple[Batch, ...]) -> Iterator[tuple[Expr, Expr]]:
    """Yield the two sides in each other reading that differs from the first."""
    ones = [sized(e, names, drawn) if has(e, _ONES) else e for e in (gold, claim)]
    if ones != [gold, claim] and None not in ones:
        yield ones[0], ones[1]  # type: ignore[misc]
        gold, claim = ones[0], ones[1]  # type: ignore[assignment]
    for other in (valued, lambda e: elements(e, names)):
        pair = other(gold), other(claim)
        if pair != (gold, claim):
            yield pair
    if calls(gold) and elements(gold, names) != gold:
        yield valued(elements(gold, names)), valued(elements(claim, names))


def elements(expr: Expr, names: Names, bound: frozenset[str] = frozenset()) -> Expr:
    """Return the expression with each ``z_k`` as an entry, wherever nobody says how far k goes."""
    if isinstance(expr, Sym):
        base, _, sub = expr.name.partition("_")
        whole = names.get(base) if sub and expr.name not in names.symbols else None
        if whole is None or len(whole.shape) != len(sub) or not _LETTERS.fullmatch(sub):
            return expr
        return Node("element", (Sym(names.canonical(base)), *(Sym(s) for s in sub)))
    if not isinstance(expr, Node):
        return expr
    if expr.op in ("sum", "prod") and isinstance(expr.args[1], Sym):
        inside = elements(expr.args[0], names, bound | {expr.args[1].name})
        return Node(expr.op, (inside, *expr.args[1:]), expr.mark)
    args = tuple(elements(a, names, bound) for a in expr.args)
    open_ended = any(isinstance(a, Sym) and a.name not in bound for a in args[1:])
    return Node("element" if expr.op == "item" and open_ended else expr.op, args, expr.mark)


def sized(expr: Expr, names: Names, drawn: tuple[Batch, ...]) -> Expr | None:
    """Return the expression with the only sizes for its bold ones at which it has a value, else None."""
    places = sum(e == Node("ones") for e in walk(expr))
    letters = sorted({s for symbol in names.symbols.values() for s in symbol.shape if s.isidentifier()})
    if not places or not drawn or len(letters) ** places > LARGEST:
        return None
    found = []
    for choice in product(letters, repeat=places):
        trial = _filled(expr, iter(choice))
        try:
            with np.errstate(all="ignore"):
                for batch in drawn:
                    evaluate(trial, Numeric(batch.values))
        except NoValue:
            continue
        found.append(trial)
    return found[0] if len(found) == 1 else None


def _filled(expr: Expr, sizes: Iterator[str]) -> Expr:
    if expr == Node("ones"):
        return Node("ones", (Sym(next(sizes)),))
    if not isinstance(expr, Node):
        return expr
    return Node(expr.op, tuple(_filled(a, sizes) for a in expr.args), expr.mark)
