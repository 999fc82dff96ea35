"""Step letters: ``w_{k+1}`` in a claim is ``w_{t+1}`` of the reference, ``w_t`` from ``w_{t-1}`` too."""

from __future__ import annotations

import re
from collections import Counter

from harness.maths.tree.expr import Expr, Node, Sym, num, replace, walk

_STEP = re.compile(r"(.+)_([a-z])([+-][0-9]{1,2})?", re.ASCII)


def parts(name: str) -> tuple[str, str, int] | None:
    """Return (base, letter, offset) of an iterate's name.

    >>> parts("w_tilde_t+1")
    ('w_tilde', 't', 1)
    """
    match = _STEP.fullmatch(name)
    return (match[1], match[2], int(match[3] or 0)) if match else None


def letter_of(expr: Expr) -> str:
    """Return the letter that counts steps: the commonest one that comes with an offset."""
    found: Counter[str] = Counter()
    for e in walk(expr):
        if isinstance(e, Sym) and (step := parts(e.name)):
            found[step[1]] += 3 if step[2] else 1
    offsets = {s[1] for e in walk(expr) if isinstance(e, Sym) and (s := parts(e.name)) and s[2]}
    best = [letter for letter, _ in found.most_common() if letter in offsets]
    return best[0] if best else ""


def latest(expr: Expr, letter: str) -> int:
    """Return the greatest offset of the step letter."""
    return max(
        (s[2] for e in walk(expr) if isinstance(e, Sym) and (s := parts(e.name)) and s[1] == letter),
        default=0,
    )


def aligned(claim: Expr, gold: Expr) -> Expr:
    """Return the claim with the reference's step letter and the same latest step."""
    wanted, own = letter_of(gold), letter_of(claim)
    if not wanted:
        return claim
    if not own:
        return _counted(claim, gold)
    shift = latest(gold, wanted) - latest(claim, own)
    if wanted == own and shift == 0:
        return claim
    table: dict[Expr, Expr] = {}
    for e in walk(claim):
        if isinstance(e, Sym) and (step := parts(e.name)) and step[1] == own:
            offset = step[2] + shift
            table[e] = Sym(f"{step[0]}_{wanted}" + (f"{offset:+d}" if offset else ""))
        elif e == Sym(own):
            table[e] = Node("add", (Sym(wanted), num(shift))) if shift else Sym(wanted)
        elif isinstance(e, Node) and e.op == "call" and e.mark:
            table[e] = Node("call", tuple(_shifted(a, own, wanted, shift) for a in e.args), e.mark)
    return replace(claim, table)


def _counted(claim: Expr, gold: Expr) -> Expr:
    """Return an assignment without counters (``m ← β m + …``) with the reference's iterates put in."""
    if not (
        isinstance(claim, Node) and claim.op == "chain" and isinstance(gold, Node) and gold.op == "chain"
    ):
        return claim
    label = gold.args[0]
    base = parts(label.name) if isinstance(label, Sym) else None
    if base is None or claim.args[0] != Sym(base[0]):
        return claim
    iterates: dict[str, list[str]] = {}
    for e in walk(gold.args[-1]):
        if isinstance(e, Sym) and (step := parts(e.name)):
            iterates.setdefault(step[0], []).append(e.name)
    table: dict[Expr, Expr] = {Sym(b): Sym(names[0]) for b, names in iterates.items() if len(set(names)) == 1}
    right = replace(claim.args[-1], table)
    return Node("chain", (label, right), "=")


def _shifted(expr: Expr, own: str, wanted: str, shift: int) -> Expr:
    if isinstance(expr, Sym) and (step := parts(expr.name)) and step[1] == own:
        offset = step[2] + shift
        return Sym(f"{step[0]}_{wanted}" + (f"{offset:+d}" if offset else ""))
    if isinstance(expr, Node):
        return Node(expr.op, tuple(_shifted(a, own, wanted, shift) for a in expr.args), expr.mark)
    return expr
