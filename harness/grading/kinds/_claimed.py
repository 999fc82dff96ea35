"""From a claim's text to the expression it claims: what stands behind ``name =``."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from harness.maths.equality.compare import Held as Held
from harness.maths.equality.compare import compare
from harness.maths.equality.rounding import USUAL, Rounding
from harness.maths.parsing.parser import parse
from harness.maths.parsing.scope import Names, Scope, names_of, with_arrays
from harness.maths.tree.expr import BINDERS, Expr, Node, ParseError, Sym, has, mentions, num, rename, walk
from harness.maths.tree.expr import names as free_names
from harness.records import Expected

_NAMING = frozenset(("call", "item", "expect", "variance", "covariance", "probability"))
"""Operations that say on the left of an equals sign what is claimed."""
_EQUAL = frozenset(("=", "~", "<-", "->"))


def reference(expected: Expected, scope: Scope, thousands: bool = False) -> tuple[Held, Names]:
    """Return the reference's expression (kept with its values) and the scope's names."""
    names = names_of(scope)
    return _held(expected.value, names_of(scope, frozenset(), thousands)), names


@lru_cache(maxsize=512)
def _held(text: str, names: Names) -> Held:
    expr = _imaginary(parse(text, names), names)
    labelled = isinstance(expr, Node) and expr.op == "chain" and set(expr.mark.split()) <= _EQUAL
    if labelled and isinstance(expr, Node) and len(expr.args) == 2 and _is_label(expr.args[0]):
        expr = expr.args[1]
    return Held(expr)


def read_claim(text: str, gold: Held, scope: Scope, thousands: bool = False) -> Expr:
    """Return the claim as it stands, its letters split with the reference's names in mind."""
    known = frozenset(n for n in free_names(gold.expr) if len(n) == 1)
    own = names_of(scope, known, thousands)
    if isinstance(gold.expr, Node) and gold.expr.op in ("tuple", "matrix"):
        own = with_arrays(own)
    expr = _imaginary(parse(text, own), names_of(scope))
    free = free_names(expr)
    if "j" in free and "j" not in known and names_of(scope).get("j") is None and mentions(gold.expr, "i"):
        return rename(expr, {"j": "i"})  # an engineer's imaginary unit
    return expr


def _imaginary(expr: Expr, names: Names) -> Expr:
    """Return an expression with an engineer's j as i, where names are declared and none is j or i."""
    if not names.symbols or names.get("j") is not None or not mentions(expr, "j"):
        return expr
    inside = (e for e in walk(expr) if isinstance(e, Node) and e.op in ("item", *BINDERS))
    bound = any(Sym("j") in e.args for e in inside) or mentions(expr, "i") or names.get("i") is not None
    return expr if bound else rename(expr, {"j": "i"})


def claimed_values(text: str, gold: Held, scope: Scope, thousands: bool = False) -> tuple[Expr, ...]:
    """Return the values a claim gives: one, as a rule; two for ±, more for "x = 1 or x = 2"."""
    expr = read_claim(text, gold, scope, thousands)
    return tuple(v for a in alternatives(expr) for v in signs_apart(side(a, gold, scope)))


def alternatives(expr: Expr) -> tuple[Expr, ...]:
    """Return what a claim joins by "or", or lists in a set."""
    if isinstance(expr, Node) and expr.op in ("any", "set") and expr.args:
        return tuple(a for arg in expr.args for a in alternatives(arg))
    if isinstance(expr, Node) and expr.op == "chain" and expr.mark == "in":
        return alternatives(expr.args[1])
    if (family := over_integers(expr)) is not None:
        return (family[0],)
    return (expr,)


def over_integers(expr: Expr) -> tuple[Expr, str] | None:
    """Return the formula of ``{3k : k ∈ ℤ}`` and the name that counts in it; None for any other set."""
    if not isinstance(expr, Node) or expr.op != "builder" or isinstance(expr.args[0], Sym):
        return None
    value, condition = expr.args
    if not isinstance(condition, Node) or condition.op != "chain" or condition.mark != "in":
        return None
    counted, numbers = condition.args
    return (value, counted.name) if isinstance(counted, Sym) and numbers == Node("integers") else None


def signs_apart(expr: Expr) -> tuple[Expr, ...]:
    """Return the two values of an expression with ± (∓ takes the other sign), or itself."""
    if not has(expr, {"pm"}):
        return (expr,)
    return tuple(dict.fromkeys((_signed(expr, True), _signed(expr, False))))


def _signed(expr: Expr, plus: bool) -> Expr:
    if not isinstance(expr, Node):
        return expr
    args = tuple(_signed(a, plus) for a in expr.args)
    if expr.op != "pm":
        return Node(expr.op, args, expr.mark)
    right = args[1] if plus == (expr.mark == "pm") else Node("neg", (args[1],))
    return right if args[0] == num(0) else Node("add", (args[0], right))


def unevaluated(gold: Expr, values: tuple[Expr, ...]) -> str:
    """Return why a claim is no value, where it hands the question back as a sum, limit or integral."""
    if free_names(gold) or has(gold, BINDERS):
        return ""
    undone = next((e for v in values for e in walk(v) if isinstance(e, Node) and e.op in BINDERS), None)
    return f"the claim leaves its {undone.op} to be worked out" if undone else ""


def side(expr: Expr, gold: Held, scope: Scope) -> Expr:
    """Return the side of a chain that is the value; ParseError where the sides contradict each other."""
    if not isinstance(expr, Node) or expr.op != "chain":
        return expr
    signs = expr.mark.split()
    if not set(signs) <= _EQUAL:
        raise ParseError("a relation where a value was expected")
    sides = list(expr.args)
    if _is_label(sides[0]) or not free_names(sides[0]) <= free_names(gold.expr):
        sides, signs = sides[1:], signs[1:]
    elif _is_label(sides[-1]) and len(sides) == 2:
        return sides[0]
    exact = len(sides)
    for k, sign in enumerate(signs):
        if sign == "~":
            exact = k + 1
            break
    value = sides[exact - 1]
    for other in sides[: exact - 1]:
        known = free_names(other) <= free_names(gold.expr) | frozenset(scope.symbols)
        if known and compare(Held(other), value, scope, names_of(scope)).equal is False:
            raise ParseError("an equation that does not hold")
    return value


def _is_label(expr: Expr) -> bool:
    """Return whether a side only names what is claimed: a name, an element, a function's value."""
    if isinstance(expr, Sym):
        return True
    if isinstance(expr, Node) and expr.op in _NAMING:
        return True
    if isinstance(expr, Node) and expr.op == "mul" and len(expr.args) == 2:
        return isinstance(expr.args[0], Sym) and isinstance(expr.args[1], Sym)
    if isinstance(expr, Node) and expr.op == "tuple":
        return bool(expr.args) and all(_is_label(a) for a in expr.args)
    return isinstance(expr, Node) and expr.op == "text"


def least_digits(expected: Expected) -> Rounding:
    """Return how far a claim may be from the reference for the sake of rounding."""
    options = expected.target.options
    digits = options.get("digits")
    said = isinstance(digits, int) and not isinstance(digits, bool)
    return Rounding(
        digits if isinstance(digits, int) and said else USUAL.least,
        said and not options.get("shown"),
        options.get("exact") is True,
        _tolerance(options.get("tolerance")),
    )


def _tolerance(said: object) -> Fraction | None:
    """Return a relative tolerance: ``0.05`` or ``"5%"``; None where none that can be read is said."""
    text = said.strip() if isinstance(said, str) else ""
    scale = 100 if text.endswith("%") else 1
    try:
        value = Fraction(text.rstrip("% ") or repr(said)) / scale if said is not None else None
    except (ValueError, ZeroDivisionError):
        return None
    return value if value is not None and 0 < value < 1 else None
