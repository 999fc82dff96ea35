"""Reading sympy objects: the tree is walked node by node, no text is ever parsed or evaluated.

sympy itself is never imported here: an object is known by the names of its classes.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from harness.maths.tree import printing
from harness.maths.tree.expr import Expr, Node, ParseError, Sym, num
from harness.maths.tree.functions import TABLE
from harness.symbols import plain_name

NODES = 2_000

_FUNCTIONS = {row.sympy: row.name for row in TABLE if row.sympy} | {
    "Mod": "mod", "Transpose": "transpose", "Trace": "trace",
    "MatMul": "mul", "MatAdd": "add", "HadamardProduct": "hadamard", "KroneckerProduct": "kron",
    "FiniteSet": "set", "Tuple": "tuple", "Union": "union", "Intersection": "intersect",
    "Complement": "minus", "And": "all", "Or": "any", "Add": "add", "Mul": "mul", "Adjoint": "transpose",
}  # fmt: skip
_CONSTANTS: dict[str, Expr] = {
    "Pi": Sym("pi"), "Exp1": Sym("e"), "ImaginaryUnit": Sym("i"), "Infinity": Sym("oo"),
    "Half": num(Fraction(1, 2)), "NegativeInfinity": Node("neg", (Sym("oo"),)), "EmptySet": Node("empty"),
    "Reals": Node("reals"), "Integers": Node("integers"), "Naturals": Node("naturals"),
    "Identity": Sym("I"), "ZeroMatrix": num(0),
}  # fmt: skip
_RELATIONS = {
    "Equality": "=", "Unequality": "!=", "StrictLessThan": "<", "LessThan": "<=", "StrictGreaterThan": ">",
    "GreaterThan": ">=",
}  # fmt: skip


def from_sympy(value: Any) -> Expr:
    """Return a sympy object as an expression; ParseError where it has no counterpart."""
    return _Reader().read(value, 0)


class _Reader:
    def __init__(self) -> None:
        self.nodes = 0

    def read(self, value: Any, depth: int) -> Expr:
        self.nodes += 1
        if self.nodes > NODES or depth > 60:
            raise ParseError("a sympy object that is too large")
        kind = type(value).__name__
        if kind in _CONSTANTS:
            return _CONSTANTS[kind]
        special = _SPECIAL.get(kind)
        if special is not None:
            return special(self, value, depth)
        if getattr(value, "is_Rational", False) is True:
            return num(Fraction(int(value.p), int(value.q)))
        if hasattr(value, "tolist") and hasattr(value, "shape"):
            return self.matrix(value, depth)
        if kind in _FUNCTIONS:
            return Node(_FUNCTIONS[kind], self.all(value.args, depth))
        if kind in _RELATIONS:
            return Node("chain", self.all(value.args, depth), _RELATIONS[kind])
        if isinstance(value, int | Fraction):
            return num(value)
        if isinstance(value, tuple | list | set | frozenset):
            return Node(
                "set" if isinstance(value, set | frozenset) else "tuple", self.all(tuple(value), depth)
            )
        if isinstance(value, float):
            return num(Fraction(repr(value)))
        raise ParseError(f"a sympy {kind[:30]} has no counterpart here")

    def all(self, values: Any, depth: int) -> tuple[Expr, ...]:
        return tuple(self.read(v, depth + 1) for v in values)

    def matrix(self, value: Any, depth: int) -> Expr:
        rows = value.tolist()
        return Node("matrix", tuple(Node("row", self.all(row, depth)) for row in rows))


def _name(reader: _Reader, value: Any, depth: int) -> Expr:
    return Sym(plain_name(str(value.name)[:60]))


def _power(reader: _Reader, value: Any, depth: int) -> Expr:
    base, exponent = reader.all(value.args[:2], depth)
    return Node("exp", (exponent,)) if base == Sym("e") else Node("pow", (base, exponent))


def _inverse(reader: _Reader, value: Any, depth: int) -> Expr:
    return Node("pow", (reader.read(value.args[0], depth + 1), num(-1)))


def _series(reader: _Reader, value: Any, depth: int) -> Expr:
    op = {"Sum": "sum", "Product": "prod", "Integral": "integral"}[type(value).__name__]
    body = reader.read(value.args[0], depth + 1)
    for limits in value.args[1:]:
        if len(limits) != 3:
            raise ParseError("a sum without its ends")
        name, low, high = reader.all(tuple(limits), depth)
        body = Node(op, (body, name, low, high))
    return body


def _interval(reader: _Reader, value: Any, depth: int) -> Expr:
    low, high = reader.all(value.args[:2], depth)
    marks = ("(" if bool(value.left_open) else "[") + (")" if bool(value.right_open) else "]")
    return Node("interval", (low, high), marks)


def _piecewise(reader: _Reader, value: Any, depth: int) -> Expr:
    branches = []
    for pair in value.args:
        expr, condition = pair.args
        if type(condition).__name__ == "BooleanTrue":
            branches.append(Node("otherwise", (reader.read(expr, depth + 1),)))
        else:
            branches.append(Node("case", reader.all((expr, condition), depth)))
    return Node("cases", tuple(branches))


def _float(reader: _Reader, value: Any, depth: int) -> Expr:
    from harness.maths.parsing.tokens import literal

    text = str(value)
    number = literal(text.lstrip("-"))
    return Node("neg", (number,)) if text.startswith("-") else number


def _applied(reader: _Reader, value: Any, depth: int) -> Expr:
    return Node("call", reader.all(value.args, depth), plain_name(str(value.func.__name__)[:60]))


_SPECIAL: dict[str, Callable[[_Reader, Any, int], Expr]] = {
    "Symbol": _name, "Dummy": _name, "MatrixSymbol": _name, "Pow": _power, "MatPow": _power,
    "Inverse": _inverse, "Sum": _series, "Product": _series, "Integral": _series, "Interval": _interval,
    "Piecewise": _piecewise, "Float": _float, "AppliedUndef": _applied,
}  # fmt: skip


def latex(value: Any) -> str:
    """Return a sympy object as LaTeX of our own grammar."""
    return printing.latex(from_sympy(value))
