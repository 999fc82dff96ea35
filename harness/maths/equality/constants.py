"""Constants of integration: a claim may call them, order them or shift them otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from harness.maths.equality.compare import Held, compare
from harness.maths.equality.decision import Decision
from harness.maths.parsing.scope import Names, Scope
from harness.maths.tree.expr import Expr, Node, Sym, has, num, rename, replace, walk
from harness.maths.tree.expr import names as free_names

_CONSTANT = re.compile(r"[ABCDK](_[0-9])?|[ck]_[0-9]", re.ASCII)
_CALLED = re.compile(r"[A-DKackb](_[0-9])?|(alpha|beta|lambda)(_[0-9])?|[A-Z]", re.ASCII)
_VARIABLES = frozenset(("x", "y", "z", "t", "u", "s", "r", "theta"))
_WAVES = frozenset(("cosh", "sinh", "sin", "cos"))
"""Functions that are sums of exponentials, and the other way round."""
_MOST = 3
_SHIFTED = "_elsewhere"


def _count(expr: Expr) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in walk(expr):
        if isinstance(part, Sym):
            found[part.name] = found.get(part.name, 0) + 1
    return found


def free_constants(gold: Expr) -> tuple[str, ...]:
    """Return the names in a reference that stand for any number: C in ``x^2 + C``, A and B in A e^x + B e^-x.

    Such a name occurs once, beside a variable, and all other names are small letters.
    """
    count = _count(gold)
    found = tuple(sorted(n for n, times in count.items() if times == 1 and _CONSTANT.fullmatch(n)))
    added = _added(gold)
    if not found and "c" in added and count["c"] == 1 and not {"a", "b"} & set(count):
        found = ("c",)
    others = free_names(gold) - frozenset(found)
    usual = others & _VARIABLES and all(n[0].islower() for n in others)
    return found if usual and len(found) <= _MOST else ()


def _unsigned(expr: Expr) -> Expr:
    """Return an antiderivative with the absolute values in its logarithms left out."""
    if not isinstance(expr, Node):
        return expr
    args = tuple(_unsigned(a) for a in expr.args)
    if expr.op == "ln" and isinstance(args[0], Node) and args[0].op == "abs":
        return Node("ln", args[0].args)
    return Node(expr.op, args, expr.mark)


def _added(expr: Expr) -> frozenset[str]:
    terms = expr.args if isinstance(expr, Node) and expr.op == "add" else ()
    return frozenset(t.name for t in terms if isinstance(t, Sym))


def renamed(gold: Expr, claim: Expr, constants: tuple[str, ...]) -> Iterator[Expr]:
    """Yield the claim with its own constants called as in the reference, in every order."""
    known = free_names(gold)
    own = free_names(claim)
    count = _count(claim)
    called = sorted((own - known) | (own & frozenset(constants)))
    if not constants or len(called) != len(constants):
        return
    if any(count[n] != 1 or not _CALLED.fullmatch(n) for n in called):
        return
    for order in permutations(constants):
        if tuple(called) != order:
            yield rename(claim, dict(zip(called, order, strict=True)))


def same_family(gold: Expr, claim: Expr, scope: Scope, names: Names) -> Decision | None:
    """Return the decision that two expressions differ in their constants only, else None.

    Only where nothing is declared: a declared C is a quantity of the question.
    """
    if scope.declared:
        return None
    constants = free_constants(gold)
    if constants and set(constants) & _added(gold) and (bare := _unsigned(gold)) != gold:
        found = compare(Held(bare), claim, scope, names)
        if found.equal:  # ln x + C for ln|x| + C is how antiderivatives are often written
            return Decision(
                True, found.method, f"{found.evidence}, the absolute value in the logarithm left out"
            )
    for one in renamed(gold, claim, constants):
        found = compare(Held(gold), one, scope, names)
        if found.equal:
            return Decision(True, found.method, f"{found.evidence}, with its constants renamed")
    if len(constants) == 1:
        shifted = _shifted(gold, claim, constants[0], scope, names)
        return shifted or _reshaped(gold, claim, constants[0], scope, names)
    own = free_names(claim) - _VARIABLES
    other = has(gold, _WAVES) != has(claim, _WAVES)
    if other and len(own) == len(constants) > 1 and all(map(_CALLED.fullmatch, own)):
        return Decision(None, reason="the constants may be chosen so that both are the same family")
    return None


def _reshaped(gold: Expr, claim: Expr, constant: str, scope: Scope, names: Names) -> Decision | None:
    """Return the decision on a family whose constant stands otherwise: ``- C``, ``ln|Cx|``, ``2Ce^x``.

    With one constant added, or one factor, what does not depend on it must agree: the increments of both
    from one point to another, or their ratios. Which values the constant then takes is not looked into.
    """
    own = [n for n in free_names(claim) - (free_names(gold) - {constant}) if _CALLED.fullmatch(n)]
    variables = (free_names(gold) - {constant}) & _VARIABLES
    if len(own) != 1 or len(variables) != 1 or free_names(claim) - {own[0]} != free_names(gold) - {constant}:
        return None
    if not (isinstance(gold, Node) and Sym(constant) in gold.args and gold.op in ("add", "mul")):
        return None
    table = {(variable := next(iter(variables))): variable + _SHIFTED}

    def change(body: Expr) -> Expr:
        other = rename(body, table)
        return Node("add", (body, Node("neg", (other,)))) if gold.op == "add" else Node("div", (body, other))

    found = compare(Held(change(gold)), change(rename(claim, {own[0]: constant})), scope, names)
    if not found.equal:
        return None
    plain = (Sym(own[0]), Node("neg", (Sym(own[0]),)))
    if gold.op == "mul" or (isinstance(claim, Node) and any(a in plain for a in claim.args)):
        return Decision(True, found.method, f"the same family: {found.evidence}")
    return Decision(None, reason="the same family, if its constant takes every value")


def same_function(gold: Expr, claim: Expr, scope: Scope, names: Names) -> Decision | None:
    """Return the decision that two values of a function of one variable differ in their constants only.

    In ``f(x) = cx`` every small letter but the variable is such a constant.
    """
    count = _count(gold)
    letters = tuple(sorted(n for n in free_names(gold) - _VARIABLES if len(n) == 1 and count[n] == 1))
    if len(free_names(gold) & _VARIABLES) != 1 or free_names(gold) - _VARIABLES != frozenset(letters):
        return None
    for one in renamed(gold, claim, letters) if len(letters) <= _MOST else ():
        found = compare(Held(gold), one, scope, names)
        if found.equal:
            return Decision(True, found.method, f"{found.evidence}, with its constants renamed")
    return None


def same_multiples(
    gold: Expr, claim: Expr, scope: Scope, names: Names, counters: Sequence[object]
) -> Decision | None:
    """Return the decision that two families over all integers agree: ``π/4 + kπ`` and ``5π/4 - nπ``."""
    if len(counters) != 1 or scope.declared:
        return None
    counter = str(counters[0])
    known = free_names(gold) - {counter}
    own = sorted(free_names(claim) - known)
    if len(own) != 1 or not free_names(claim) >= known:
        return None
    for factor in (1, -1):
        for shift in range(-3, 4):
            moved = Node("add", (Node("mul", (num(factor), Sym(counter))), num(shift)))
            found = compare(Held(gold), replace(claim, {Sym(own[0]): moved}), scope, names)
            if found.equal:
                return Decision(True, found.method, f"{found.evidence}, over all integers {counter}")
    return None


def _shifted(gold: Expr, claim: Expr, constant: str, scope: Scope, names: Names) -> Decision | None:
    """Decide two antiderivatives: their increments from any point to any other are the same."""
    own = sorted((free_names(claim) - free_names(gold)) | (free_names(claim) & {constant}))
    if len(own) != 1 or constant not in _added(gold) or own[0] not in _added(claim):
        return None
    if _count(claim)[own[0]] != 1 or not _CALLED.fullmatch(own[0]):
        return None
    variables = free_names(gold) - {constant}
    if len(variables & _VARIABLES) != 1 or has(gold, {"chain", "cases"}):
        return None
    variable = next(iter(variables & _VARIABLES))
    table = {variable: variable + _SHIFTED}
    first, second = (
        Node("add", (body, Node("neg", (rename(body, table),))))
        for body in (_without(gold, constant), _without(claim, own[0]))
    )
    if free_names(first) != free_names(second):
        return None
    found = compare(Held(first), second, scope, names)
    if not found.equal:
        return None
    return Decision(True, found.method, f"equal up to the constant: {found.evidence}")


def _without(expr: Expr, constant: str) -> Expr:
    assert isinstance(expr, Node)
    return Node("add", tuple(a for a in expr.args if a != Sym(constant)))
