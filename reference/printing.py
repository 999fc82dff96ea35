"""What sympy derived, written as LaTeX in the marker's own grammar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sympy as sp

from harness.records import Json


def exact(value: Json) -> sp.Expr:
    """Return a parameter as an exact rational: 0.1 is one tenth, ``"1/3"`` one third.

    >>> exact(0.1), exact("1/3"), exact(5)
    (1/10, 1/3, 5)
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise ValueError(f"{value!r} is no number")
    return sp.Rational(str(value))


def exacts(values: Json) -> list[sp.Expr]:
    """Return a list of parameters as exact rationals."""
    if not isinstance(values, list):
        raise ValueError(f"{values!r} is no list of numbers")
    return [exact(v) for v in values]


def latex(expression: sp.Basic, names: Mapping[sp.Symbol, str] | None = None) -> str:
    r"""Return an expression as LaTeX.

    >>> eta, sigma = sp.symbols("eta sigma", positive=True)
    >>> latex(1 / (eta + sigma**2))
    '\\frac{1}{\\eta + \\sigma^{2}}'
    """
    return str(sp.latex(expression, symbol_names=dict(names or {}), ln_notation=True, order="none"))


def column(entries: Sequence[sp.Expr]) -> str:
    """Return a column vector."""
    return matrix([[e] for e in entries])


def matrix(rows: Sequence[Sequence[sp.Expr]]) -> str:
    """Return an explicit matrix."""
    body = r" \\ ".join(" & ".join(latex(e) for e in row) for row in rows)
    return rf"\begin{{bmatrix}} {body} \end{{bmatrix}}"


def cases(branches: Sequence[tuple[str, str]]) -> str:
    """Return a piecewise value out of (value, condition) pairs, both LaTeX or choice keys."""
    body = r" \\ ".join(f"{value} & {condition}" for value, condition in branches)
    return rf"\begin{{cases}} {body} \end{{cases}}"


def finite_set(elements: Sequence[sp.Expr]) -> str:
    """Return a finite set."""
    return r"\left\{" + ", ".join(map(latex, elements)) + r"\right\}"


def between(variable: sp.Symbol, low: sp.Expr | None, high: sp.Expr | None, closed: str = "") -> str:
    r"""Return an interval as a chain of relations; ``closed`` names the ends that belong: ``[``, ``]``.

    >>> between(sp.Symbol("eta"), sp.Integer(0), sp.Integer(1), "]")
    '0 < \\eta \\le 1'
    """
    less = {True: r"\le", False: "<"}
    below = f"{latex(low)} {less['[' in closed]} " if low is not None else ""
    above = f" {less[']' in closed]} {latex(high)}" if high is not None else ""
    return f"{below}{latex(variable)}{above}"


def either(regions: Sequence[str]) -> str:
    """Return the union of regions."""
    return r" \text{ or } ".join(regions)
