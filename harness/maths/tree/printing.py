"""Writing an expression as LaTeX of our own grammar: what is read back is the same expression."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from harness.maths.tree.expr import Expr, Node, Num, Sym
from harness.maths.tree.functions import TABLE
from harness.symbols import ACCENTS, GREEK_NAMES

_SUM, _PRODUCT, _POWER, _ATOM = range(4)
"""How tightly a text holds together."""
_COMMANDS = {row.name: row.prints for row in TABLE if row.prints and row.prints[0] != "\\"} | {"trace": "tr"}
"""Functions that have no command, and what stands in their ``operatorname``."""
_PLAIN = frozenset(row.name for row in TABLE if row.prints[:1] == "\\")
"""Functions whose command is their name."""
_RELATIONS = {
    "<=": r"\le", ">=": r"\ge", "!=": r"\ne", "in": r"\in", "notin": r"\notin", "~": r"\approx",
    "->": r"\to", "<-": r"\leftarrow",
}  # fmt: skip
_WORDS = {
    "empty": r"\emptyset", "reals": r"\mathbb{R}", "naturals": r"\mathbb{N}", "integers": r"\mathbb{Z}",
    "rationals": r"\mathbb{Q}", "complexes": r"\mathbb{C}", "ones": r"\mathbf{1}",
}  # fmt: skip


def latex(expr: Expr) -> str:
    r"""Return the expression as LaTeX.

    >>> from harness.maths.parsing.parser import parse
    >>> latex(parse("x^2/2 + sqrt(sigma_l)"))
    '\\frac{x^{2}}{2} + \\sqrt{\\sigma_{l}}'
    """
    return _written(expr)[0]


def _written(expr: Expr) -> tuple[str, int]:
    if isinstance(expr, Num):
        return _number(expr)
    if isinstance(expr, Sym):
        return _name(expr.name), _ATOM
    rule = _RULES.get(expr.op)
    if rule is not None:
        return rule(expr)
    if expr.op in _WORDS:
        return _WORDS[expr.op], _ATOM
    inside = ", ".join(latex(a) for a in expr.args)
    if expr.op in _PLAIN:
        return f"\\{expr.op}({inside})", _ATOM
    return f"\\operatorname{{{_COMMANDS.get(expr.op, expr.op)}}}({inside})", _ATOM


def _held(expr: Expr, least: int) -> str:
    text, level = _written(expr)
    return text if level >= least else f"\\left({text}\\right)"


def _number(expr: Num) -> tuple[str, int]:
    if expr.half is not None:
        return _decimal(expr)
    value = expr.value
    sign = "-" if value < 0 else ""
    text = (
        f"{sign}{abs(value)}"
        if value.denominator == 1
        else f"{sign}\\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"
    )
    return text, (_SUM if sign else _ATOM if value.denominator == 1 else _PRODUCT)


def _decimal(expr: Num) -> tuple[str, int]:
    unit = (expr.half or Fraction(1)) * 2
    places = 0
    while unit < 1 and places < 400:
        unit, places = unit * 10, places + 1
    shifted = abs(expr.value) * 10**places
    digits = str(int(shifted)).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else f"{digits}"
    return (f"-{text}", _SUM) if expr.value < 0 else (text, _ATOM)


def _letter(base: str) -> str:
    if base in GREEK_NAMES:
        return f"\\{base}"
    return {"oo": r"\infty"}.get(base, base if len(base) == 1 else f"\\mathrm{{{base}}}")


def _name(name: str) -> str:
    if name in ("pi", "e", "i", "oo"):
        return _letter(name)
    base, *tails = name.split("_")
    text, stars = _letter(base), ""
    subs: list[str] = []
    for tail in tails:
        if tail in ACCENTS.values() and tail and not subs:
            text = f"\\{tail}{{{text}}}"
        elif tail == "star":
            stars += "^{*}"
        elif tail == "prime":
            stars += "'"
        else:
            subs.append(_letter(tail) if tail in GREEK_NAMES or (tail.isalnum() and len(tail) == 1) else tail)
    sub = f"_{{{'_'.join(subs)}}}" if subs else ""
    return f"{text}{sub}{stars}"


def _add(expr: Node) -> tuple[str, int]:
    out = ""
    for k, term in enumerate(expr.args):
        if isinstance(term, Node) and term.op == "neg":
            out += (" - " if k else "-") + _held(term.args[0], _PRODUCT)
        else:
            text = latex(term)
            out += (
                text
                if not k
                else f" - {text[1:]}"
                if text.startswith("-") and isinstance(term, Num)
                else f" + {text}"
            )
    return out, _SUM


def _mul(expr: Node) -> tuple[str, int]:
    sign = {"mul": r" \cdot ", "cross": r" \times ", "hadamard": r" \odot ", "kron": r" \otimes "}[expr.op]
    return sign.join(_held(a, _PRODUCT if k == 0 else _POWER) for k, a in enumerate(expr.args)), _PRODUCT


def _div(expr: Node) -> tuple[str, int]:
    return f"\\frac{{{latex(expr.args[0])}}}{{{latex(expr.args[1])}}}", _POWER


def _pow(expr: Node) -> tuple[str, int]:
    base, exponent = expr.args
    text = _held(base, _ATOM)
    if isinstance(base, Sym) and ("^" in text or "'" in text):
        text = f"\\left({text}\\right)"
    return f"{text}^{{{latex(exponent)}}}", _POWER


def _raised(sign: str) -> Callable[[Node], tuple[str, int]]:
    return lambda expr: (f"{_held(expr.args[0], _ATOM)}^{{{sign}}}", _POWER)


def _around(left: str, right: str) -> Callable[[Node], tuple[str, int]]:
    return lambda expr: (f"{left}{', '.join(latex(a) for a in expr.args)}{right}", _ATOM)


def _matrix(expr: Node) -> tuple[str, int]:
    rows = [r.args if isinstance(r, Node) and r.op == "row" else (r,) for r in expr.args]
    body = r" \\ ".join(" & ".join(latex(c) for c in row) for row in rows)
    return f"\\begin{{pmatrix}}{body}\\end{{pmatrix}}", _ATOM


def _chain(expr: Node) -> tuple[str, int]:
    out = latex(expr.args[0])
    for sign, part in zip(expr.mark.split(), expr.args[1:], strict=True):
        out += f" {_RELATIONS.get(sign, sign)} {latex(part)}"
    return out, _SUM


def _cases(expr: Node) -> tuple[str, int]:
    rows = []
    for branch in expr.args:
        assert isinstance(branch, Node)
        when = latex(branch.args[1]) if branch.op == "case" else r"\text{otherwise}"
        rows.append(f"{latex(branch.args[0])} & {when}")
    return "\\begin{cases}" + r" \\ ".join(rows) + "\\end{cases}", _ATOM


def _series(expr: Node) -> tuple[str, int]:
    body, name, *ends = (latex(a) for a in expr.args)
    if expr.op == "integral":
        return f"\\int_{{{ends[0]}}}^{{{ends[1]}}} {body} \\, d{name}", _SUM
    sign = {"sum": r"\sum", "prod": r"\prod"}[expr.op]
    inner = body if _written(expr.args[0])[1] >= _PRODUCT else f"\\left({body}\\right)"
    return f"{sign}_{{{name}={ends[0]}}}^{{{ends[1]}}} {inner}", _SUM


def _joined(sign: str) -> Callable[[Node], tuple[str, int]]:
    return lambda expr: (
        sign.join(_held(a, _PRODUCT) if "cup" in sign or "cap" in sign else latex(a) for a in expr.args),
        _SUM,
    )


_RULES: dict[str, Callable[[Node], tuple[str, int]]] = {
    "add": _add, "mul": _mul, "cross": _mul, "hadamard": _mul, "kron": _mul, "div": _div, "pow": _pow,
    "neg": lambda e: (f"-{_held(e.args[0], _PRODUCT)}", _SUM),
    "sqrt": lambda e: (f"\\sqrt{{{latex(e.args[0])}}}", _ATOM),
    "root": lambda e: (f"\\sqrt[{latex(e.args[1])}]{{{latex(e.args[0])}}}", _ATOM),
    "exp": lambda e: (f"e^{{{latex(e.args[0])}}}", _POWER), "transpose": _raised(r"\top"),
    "pinv": _raised("+"), "abs": _around(r"\left|", r"\right|"), "floor": _around(r"\lfloor ", r"\rfloor "),
    "ceil": _around(r"\lceil ", r"\rceil "), "set": _around(r"\{", r"\}"), "tuple": _around("(", ")"),
    "inner": _around(r"\langle ", r"\rangle "),
    "norm": lambda e: (f"\\|{latex(e.args[0])}\\|" + (f"_{{{e.mark}}}" if e.mark else ""), _ATOM),
    "factorial": lambda e: (f"{_held(e.args[0], _ATOM)}!", _POWER),
    "percent": lambda e: (f"{_held(e.args[0], _ATOM)}\\%", _POWER),
    "degree": lambda e: (f"{_held(e.args[0], _ATOM)}^{{\\circ}}", _POWER),
    "binom": lambda e: (f"\\binom{{{latex(e.args[0])}}}{{{latex(e.args[1])}}}", _ATOM),
    "item": lambda e: (f"{_held(e.args[0], _ATOM)}_{{{','.join(latex(a) for a in e.args[1:])}}}", _ATOM),
    "pm": lambda e: (f"{latex(e.args[0])} \\{e.mark} {_held(e.args[1], _PRODUCT)}", _SUM),
    "interval": lambda e: (f"{e.mark[0]}{latex(e.args[0])}, {latex(e.args[1])}{e.mark[1]}", _ATOM),
    "matrix": _matrix, "chain": _chain, "cases": _cases, "sum": _series, "prod": _series,
    "integral": _series, "union": _joined(r" \cup "), "intersect": _joined(r" \cap "),
    "minus": _joined(r" \setminus "), "all": _joined(", "), "any": _joined(r" \text{ or } "),
    "builder": lambda e: (f"\\{{{latex(e.args[0])} : {latex(e.args[1])}\\}}", _ATOM),
}  # fmt: skip
