"""LaTeX to MathML: source behind it, nothing foreign in it, never dropped."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from reports.typeset.mathematics import formula, value


@pytest.mark.parametrize(
    "latex",
    [
        r"\frac{1}{\sigma^2}",
        r"\begin{bmatrix} 1 \\ 2 \end{bmatrix}",
        r"\boxed{0 < \eta < 1}",
        r"\begin{cases} a & x > 0 \\ b & x \le 0 \end{cases}",
        r"\mathbb{E}\left[x \mid y\right]",
        r"\begin{align*} a &= b \\ c &= d \end{align*}",
    ],
    ids=str,
)
def test_formulas_become_mathml_with_their_source(latex: str) -> None:
    tree = ET.fromstring(formula(latex, display=True))
    assert tree.find("math") is not None
    assert tree.findtext(".//annotation") == latex


@pytest.mark.parametrize(
    "latex",
    [r"\unknowncommand{x}", "a^b^c", r"\begin{cases} a", "{" * 500, "x" * 9_000, r"\left( x", "&&&" * 300],
    ids=lambda text: text[:20],
)
def test_what_cannot_be_converted_is_shown_as_source(latex: str) -> None:
    tree = ET.fromstring(formula(latex))
    assert tree.tag == "code"
    assert tree.text == latex


@pytest.mark.parametrize(
    "latex",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\text{<script>alert(1)</script>}",
        r"\text{<img src=x onerror=alert(1)>}",
        r"\color{red\" onclick=\"alert(1)}{x}",
        r"\style{color:red}{x}",
        r"\text{&#x3c;script&#x3e;}",
        r"\class{evil}{x}",
    ],
    ids=str,
)
def test_a_formula_cannot_bring_an_element_or_an_attribute(latex: str) -> None:
    tree = ET.fromstring(formula(latex))
    assert not {node.tag for node in tree.iter()} & {"script", "img", "a", "mglyph"}
    names = {name for node in tree.iter() for name in node.attrib}
    assert not names & {"href", "onclick", "onerror", "style", "src"}


def test_plain_words_are_not_typeset() -> None:
    assert value("the large coordinate converges faster") == "the large coordinate converges faster"
