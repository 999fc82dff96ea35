"""Equality of scalar formulas by one evaluation in a finite field, at arguments nobody can know.

Two formulas that are the same by the laws of arithmetic have the same value modulo a prime whatever
numbers their names stand for; two that are not differ at a random argument but for a chance of about
degree / 2⁶¹ (Schwartz 1980, Zippel 1979). Functions, roots and powers other than whole ones are taken
for functions of which nothing is known but that equal arguments have equal values. So equal residues
prove equality, and different ones prove nothing. The arguments are drawn anew in every process: a
reply cannot be written to have the residue of an answer that it does not give.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from hashlib import blake2b
from math import prod

from harness.maths.parsing.scope import Names
from harness.maths.tree.expr import Expr, Node, Num, Sym, rational
from harness.maths.tree.functions import TABLE

PRIME = 2_305_843_009_213_693_921
"""The largest prime below 2⁶¹ − 1 in whose field −1 has a square root."""
_I = 583_529_827_753_931_384
"""A square root of −1."""
_WHOLE = 64
"""Whole exponents up to this size are computed."""
_KEY = secrets.token_bytes(16)
_OPAQUE = frozenset(row.name for row in TABLE if row.atom) | {"degree"}
"""Functions of numbers of which only the arguments are looked at."""


class _Foreign(Exception):
    """Something that is no arithmetic of numbers."""


def same(gold: Expr, claim: Expr, names: Names) -> bool | None:
    """Return whether two formulas are the same by the laws of arithmetic.

    None where one of them is no arithmetic of numbers. Two that are not the same may still be equal
    by what is known of functions: ``sin² x + cos² x`` and 1.
    """
    try:
        return _residue(gold, names) == _residue(claim, names)
    except (_Foreign, RecursionError):
        return None


def _residue(expr: Expr, names: Names) -> int:
    if isinstance(expr, Num):
        return _number(expr.value)
    if isinstance(expr, Sym):
        return _name(expr.name, names)
    operation = _OPERATIONS.get(expr.op)
    if operation is not None:
        return operation(expr, names)
    if expr.op in _OPAQUE:
        return _unknown(expr.op, *(_residue(arg, names) for arg in expr.args))
    raise _Foreign


def _number(value: Fraction) -> int:
    if value.denominator == 1:
        return value.numerator % PRIME
    return value.numerator * pow(value.denominator, -1, PRIME) % PRIME if value.denominator % PRIME else 0


def _name(name: str, names: Names) -> int:
    symbol = names.get(name) if names.symbols else None
    if symbol is None:
        if name == "i":
            return _I
        if name == "oo" or name in _SETS:
            raise _Foreign
        if name == "e":
            return _drawn(_EULER)
    elif symbol.shape or symbol.kind in _ARRAYS:
        raise _Foreign
    return _drawn(name)


_EULER = "the base of natural logarithms"
_ARRAYS = frozenset(("vector", "matrix", "identity", "function"))
_SETS = frozenset(("REALS", "EMPTY", "NATURALS", "INTEGERS", "RATIONALS", "COMPLEXES", "ONES", "EXPECT"))


@lru_cache(maxsize=4096)
def _drawn(name: str) -> int:
    return _unknown("name", name)


def _unknown(op: str, *args: int | str) -> int:
    """Return the value of a function of which nothing is known: no sum of such values is to be foreseen."""
    said = repr((op, args)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(said, digest_size=16, key=_KEY).digest()) % PRIME


def _power(base: int, exponent: Expr, names: Names) -> int:
    known = rational(exponent)
    if known is not None and known.denominator == 1 and abs(known) <= _WHOLE:
        if not base and known <= 0:
            raise _Foreign
        return pow(base, int(known), PRIME)
    return _unknown("power", base, _residue(exponent, names) if known is None else _number(known))


def _product(expr: Node, names: Names) -> int:
    return prod([_residue(arg, names) for arg in expr.args]) % PRIME


def _quotient(expr: Node, names: Names) -> int:
    above, below = (_residue(arg, names) for arg in expr.args)
    if not below:
        raise _Foreign
    return above * pow(below, -1, PRIME) % PRIME


def _root(expr: Node, names: Names) -> int:
    degree = rational(expr.args[1]) if len(expr.args) > 1 else Fraction(2)
    if not degree:
        raise _Foreign
    return _unknown("power", _residue(expr.args[0], names), _number(1 / degree))


_OPERATIONS: dict[str, Callable[[Node, Names], int]] = {
    "add": lambda expr, names: sum([_residue(arg, names) for arg in expr.args]) % PRIME,
    "mul": _product,
    "cross": _product,
    "hadamard": _product,
    "neg": lambda expr, names: -_residue(expr.args[0], names) % PRIME,
    "div": _quotient,
    "pow": lambda expr, names: _power(_residue(expr.args[0], names), expr.args[1], names),
    "sqrt": _root,
    "root": _root,
    "exp": lambda expr, names: _power(_drawn(_EULER), expr.args[0], names),
    "percent": lambda expr, names: _residue(expr.args[0], names) * pow(100, -1, PRIME) % PRIME,
}
