"""Formulas keep the distances a reader expects: bars hug what they hold, relations stand apart."""

from __future__ import annotations

import re

import pytest

from reports.typeset.mathematics import formula


def forms(latex: str) -> str:
    """Return the bars of a formula in order: o opens, c closes, - stands between."""
    bars = re.findall(r"<mo([^>]*)>[|‖]</mo>", str(formula(latex)))
    return "".join("o" if 'form="prefix"' in bar else "c" if 'form="postfix"' in bar else "-" for bar in bars)


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"|w_t - w^*| \le \epsilon |w^*|", "ococ"),
        (r"|\alpha|^t |\beta|", "ococ"),
        (r"||x| - |y||", "oococc"),
        (r"\|A x\|_2^2 + \|b\|^2", "ococ"),
        (r"\ln|1 - 2\eta|", "oc"),
        (r"\frac{|a|}{|b|}", "ococ"),
        (r"P(A|B)", "-"),
        (r"\{x | x > 0\}", "-"),
        (r"\left| x \right|", "oc"),
        (r"\begin{cases} |x| & x > 0 \\ -|x| & x < 0 \end{cases}", "ococ"),
    ],
)
def test_bars_open_and_close_where_they_pair(latex: str, expected: str) -> None:
    assert forms(latex) == expected


@pytest.mark.parametrize("latex", [r"a \iff b", r"A \preceq B", r"A \succeq 0"])
def test_relations_stand_apart(latex: str) -> None:
    assert re.search(r'<mo lspace="0.278em" rspace="0.278em">.</mo>', str(formula(latex)))


def test_a_function_keeps_a_little_distance_from_an_argument_without_brackets() -> None:
    assert "<mi>ln</mi><mspace" in str(formula(r"\ln\varepsilon"))
    assert "</msub><mspace" in str(formula(r"\log_2 n"))
    assert "<mspace" not in str(formula(r"\ln(x)"))
    assert "<mspace" not in str(formula(r"\det|x|"))


def test_a_slash_stands_close_and_limits_stand_below_in_display() -> None:
    assert '<mo lspace="0" rspace="0">/</mo>' in str(formula(r"y/\sigma"))
    assert "<munder><mo>min</mo>" in str(formula(r"\min_w f(w)", True))
    assert "<msub><mo>min</mo>" in str(formula(r"\min_w f(w)"))
