"""A reply that is one formula is marked as the page it is would be, only sooner."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.grading import mark
from harness.grading.claims.reader import reader_of
from harness.grading.marking.lone_formula import formula, formula_mark
from harness.grading.marking.part import mark_reader
from harness.grading.marking.targets import known_words, scope_of
from harness.records import Answer, Expected, Target


def answer(kind: str, value: str) -> Answer:
    """Return an answer that asks for one value without a name."""
    return Answer("", "", kind, value, (Expected(Target("answer", kind), value),))


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ("5", "5"),
        (" $\\frac{1}{2}$. ", "\\frac{1}{2}"),
        ("\\[x^2+2x+1\\]", "x^2+2x+1"),
        ("½g t²", "½g t²"),
        ("sqrt(3)/3", "sqrt(3)/3"),
        ("(-∞, 4)", "(-∞, 4)"),
        ("4!", "4!"),
        ("$abc$", "abc"),
    ],
)
def test_what_is_one_formula(reply: str, found: str) -> None:
    span = formula(reply)
    assert span is not None
    assert reply[span[0] : span[1]] == found


@pytest.mark.parametrize(
    "reply",
    [
        "", "It is 5", "x = 5", "x < 5", "5 or 6", "- 5", "1. 5", "(a) 5", "**5**", "\\boxed{5}", "$5",
        "a cat", "5\n6", "# 5", "5 km", "abc", "\\text{five}", "$x$ and $y$", "5?", "x; y", "\\frac{1",
        "3 x 10^5",
    ],
)  # fmt: skip
def test_what_is_left_to_the_general_way(reply: str) -> None:
    assert formula(reply) is None


def test_a_long_run_of_signs_is_read_in_one_go() -> None:
    assert formula("(" * 40 + "x" + "+1" * 80 + "?") is None
    assert formula("\\sin" * 70 + "!?") is None


ATOMS = ["x", "y", "2", "10", "0.5", "\\pi", "π", "\\sqrt{2}", "√3", "x^2", "x²", "e^{x}", "ab", "n!"]
formulas = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", " - ", "*", " ", "/", "\\cdot ", ", "]), inner).map("".join),
        inner.map(lambda f: f"({f})"),
        st.tuples(inner, inner).map(lambda p: f"\\frac{{{p[0]}}}{{{p[1]}}}"),
        inner.map(lambda f: f"[{f})"),
        inner.map(lambda f: f"-{f}"),
    ),
    max_leaves=5,
)
framed = st.sampled_from(["{}", "${}$", "$${}$$", "\\({}\\)", " {} ", "{}.", "\n{}\n"])


GOLDS = [
    ("expression", "x^2+2x+1"),
    ("number", "\\frac{1}{2}"),
    ("set", "\\{1,2\\}"),
    ("tuple", "(x,y)"),
    ("region", "(0,2)"),
]


@given(formulas, framed, st.sampled_from(GOLDS))
def test_the_verdict_is_that_of_the_page(text: str, frame: str, gold: tuple[str, str]) -> None:
    reply, asked = frame.format(text), answer(*gold)
    found = formula_mark(asked, reply, scope_of(asked))
    if found is None:
        return
    general = mark_reader(asked, reader_of(reply, known_words(asked)))
    (target,) = general.targets
    assert (found.status, found.claim and found.claim.text) == (
        target.status,
        target.claim and target.claim.text,
    )
    assert mark(asked, reply).status == general.status
