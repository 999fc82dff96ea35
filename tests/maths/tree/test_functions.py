"""The table of functions: each is read, has a value in every arithmetic, and is never taken for prose."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from harness import verify
from harness.maths.arithmetic.evaluate import evaluate
from harness.maths.arithmetic.numeric import Numeric
from harness.maths.arithmetic.precise import Precise
from harness.maths.arithmetic.rows import Rows
from harness.maths.parsing.parser import parse
from harness.maths.tree.expr import Expr, ParseError
from harness.maths.tree.functions import BY_NAME, SPELLINGS, TABLE, Function
from harness.maths.tree.printing import latex

MATRIX = r"\begin{pmatrix}2&1\\0&3\end{pmatrix}"
ARGUMENTS = {
    "arcosh": ["1.7"], "cis": ["0.3"], "gcd": ["12, 18"], "lcm": ["4, 6"], "binom": ["5, 2"],
    "solve": ["4, 3"], "matmul": [f"{MATRIX}, {MATRIX}"], "rank": [MATRIX], "det": [MATRIX], "tr": [MATRIX],
    "norm": [MATRIX, "0.3"], "transpose": [MATRIX], "diag": ["1, 2"], "inv": [MATRIX, "4"], "pinv": [MATRIX],
    "max": ["1, 2"],
}  # fmt: skip
OF_MATRICES = ("det", "tr")
"""Functions that are none of a number."""
VALUED = [row for row in TABLE if row.valued and not row.opaque]
EACH = pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)


def inside(row: Function) -> str:
    return "u, v" if row.takes[0] > 1 else "u"


def symbols(row: Function) -> dict[str, str] | None:
    return {"u": "matrix n x n"} if row.name in OF_MATRICES else None


def applied(row: Function, argument: str) -> Expr:
    return parse(f"\\operatorname{{{row.name}}}({argument})")


def plain(value: object) -> np.ndarray:
    if isinstance(value, Rows):
        return np.array([[complex(x) for x in line] for line in value.rows])
    found = np.asarray(value, dtype=complex)
    return found[0] if found.ndim == 3 else found


@pytest.mark.parametrize("row", VALUED, ids=lambda row: row.name)
def test_it_has_the_same_value_in_doubles_and_in_long_floats(row: Function) -> None:
    real = row.name != "cis"
    for argument in ARGUMENTS.get(row.name, ["0.3"]):
        expr = applied(row, argument)
        doubles = plain(evaluate(expr, Numeric({}, real)))
        digits = plain(evaluate(expr, Precise({}, 40, real)))
        assert np.all(np.isfinite(doubles))
        assert np.allclose(doubles, digits, rtol=1e-12)


@EACH
def test_it_equals_itself_and_is_no_other(row: Function) -> None:
    if not row.valued:
        return
    gold = f"\\operatorname{{{row.name}}}({inside(row)})"
    given = symbols(row)
    assert verify(gold, f"The answer is ${gold}$.", symbols=given, kind="expression").correct
    assert not verify(gold, f"The answer is ${gold} + 1$.", symbols=given, kind="expression").correct


@pytest.mark.parametrize("word", sorted(BY_NAME.keys() | SPELLINGS.keys()))
def test_no_spelling_of_it_is_prose_before_a_bracket(word: str) -> None:
    row = BY_NAME[SPELLINGS.get(word, word)]
    if not row.valued:
        return
    gold, reply = f"\\operatorname{{{row.name}}}({inside(row)})", f"We find {word}({inside(row)})."
    verdict = verify(gold, reply, symbols=symbols(row), kind="expression")
    assert verdict.correct, verdict


@EACH
def test_another_number_of_arguments_is_no_formula(row: Function) -> None:
    least, most = row.takes
    for count in (least - 1, most + 1):
        if count < 20:
            with pytest.raises(ParseError):
                applied(row, ", ".join(["x"] * count))


@pytest.mark.parametrize("row", [row for row in TABLE if row.prints], ids=lambda row: row.name)
def test_what_is_printed_is_read_back(row: Function) -> None:
    expr = applied(row, "x")
    assert parse(latex(expr)) == expr


def test_no_spelling_stands_for_two_functions() -> None:
    spelt = [*BY_NAME, *(word for row in TABLE for word in row.words.split())]
    assert len(spelt) == len(set(spelt))
    assert not [a for a, b in product(BY_NAME, SPELLINGS) if a == b]


@pytest.mark.parametrize(
    ("gold", "reply", "status"),
    [
        ("\\operatorname{artanh} x", "We find artanh(x).", "correct"),
        ("\\operatorname{arsinh} x", "It comes to arsinh(x).", "correct"),
        ("\\operatorname{conj}(w)", "It is conj(w).", "correct"),
        ("\\coth x", "$\\frac{\\cosh x}{\\sinh x}$", "correct"),
        ("\\coth x", "$\\frac{\\sinh x}{\\cosh x}$", "incorrect"),
        ("259", "exp(1, 2)", "unsupported"),
    ],
)
def test_what_one_table_makes_right(gold: str, reply: str, status: str) -> None:
    assert verify(gold, reply).status == status
