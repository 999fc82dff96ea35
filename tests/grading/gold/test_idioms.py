"""Golds as data sets write them: each is itself in every wrapping, and no other value is it."""

from __future__ import annotations

import pytest

from harness import verify

GOLDS = [
    r"10,\!080", r"1,\!000,\!000", r"\$.50", r"75\text{ cents}", r"3 \text{ or } 5",
    r"\frac{1}{3}\text{ or }\frac12", "n=1,2,3", r"\lambda=2,\ 5", r"1:\sqrt{2}", "3:5", "1:2:3",
    r"3 \text{ to } 7", r"5\vec{a}-2\vec{b}", r"\vec{F}=m\vec{a}", r"\overrightarrow{AB}",
    r"\triangle ABC", r"\angle ABC=40^\circ", "|a||b|", r"\mathrm{50~N}", r"6\text{ (minutes)}",
    r"f(x)=\begin{cases}x^2 & x\ge 0\\ -x & x<0\end{cases}", r"\sinh^{-1}(1)", "4!!", "(2n-1)!!",
    r"\text{(C)}", r"\text{(iii)}", r"\text{II}", r"\text{ABD}", r"\text{I and III only}",
    r"\text{3:45 PM}", r"5\text{th}", r"\mathrm{CO_2}", r"\text{H}_2\text{O}", r"\approx 5.39",
    r"P(A|B)=\frac{2}{5}", r"x\mapsto 2x+1", r"A\cup B", r"A\setminus B", r"\neg p\lor q", r"\mathbb{Z}",
    r"\{n\in\mathbb{Z}: n\ge 3\}", r"E_n=-\frac{13.6}{n^2}\text{ eV}", r"(x,y)=(1+2t,3-t)",
    r"\nabla f=(2x,2y)", r"(f\circ g)(x)=4x^2-1", "x=y=z=1", "f(0)", r"P(0)e^{kt}", "xy=12", "ab=6",
    "abc", r"n(n-1)\cdots 2\cdot 1", r"1+2+\cdots+n", r"22^\circ30'", r"\{\{1\},\{1,2\}\}",
    r"\{1,2\}\cup\{5\}", r"N_0 2^{-t}", "a_ib_i", r"\frac{\Delta v}{\Delta t}",
    r"12\sqrt{3}\text{ square units}", r"4\pi\text{ rad/s}",
]  # fmt: skip


@pytest.mark.parametrize("gold", GOLDS, ids=str)
@pytest.mark.parametrize(
    "wrapping", ["{}", "${}$", "\\boxed{{{}}}", "${}$."], ids=["bare", "maths", "box", "stop"]
)
def test_a_gold_is_itself(gold: str, wrapping: str) -> None:
    assert verify(gold, wrapping.format(gold)).status == "correct"


SAME = [
    (r"10,\!080", "10080"),
    (r"\$.50", "50 cents"),
    (r"75\text{ cents}", "It costs $0.75."),
    (r"75\text{ cents}", "75"),
    ("n=1,2,3", "n = 3, 2, 1"),
    (r"1:\sqrt{2}", r"\sqrt2:2"),
    ("3:5", "6:10"),
    (r"\overrightarrow{AB}", r"-\overrightarrow{BA}"),
    (r"\angle ABC=40^\circ", "so ∠CBA = 40°"),
    ("|a||b|", "|ab|"),
    ("AB=5", "BA = 5"),
    ("ab=6", "6"),
    ("ab=6", r"b=\frac6a"),
    ("x=y=z=1", "(1,1,1)"),
    (r"n!", r"1\cdot2\cdots n"),
    (r"1^2+2^2+\cdots+n^2", r"\frac{n(n+1)(2n+1)}6"),
    (r"22^\circ30'", "22.5°"),
    (r"A\setminus B", r"A\cap B^c"),
    (r"\neg p\lor q", r"q\vee\lnot p"),
    (r"x+2y\le6", r"y\le3-\frac x2"),
    (r"\text{ABD}", "A, B and D"),
    (r"\text{H}_2\text{O}", r"\ce{H2O}"),
    (r"\{-1,0,1\}\cup\{5\}", "-1, 0, 1, 5"),
    (r"1+i\sqrt3", r"2\operatorname{cis}60^\circ"),
    (r"\frac32", "³⁄₂"),
    (r"a_n=2n-1", "a_k=2k-1"),
]


@pytest.mark.parametrize(("gold", "reply"), SAME)
def test_another_spelling_passes(gold: str, reply: str) -> None:
    assert verify(gold, reply).status == "correct"


OTHERS = [
    (r"75\text{ cents}", "$75"),
    (r"5\text{ euros}", "It costs $5."),
    ("f(0)", "0"),
    (r"I(0)e^{-\frac{t}{RC}}", "I(0)e^{-tRC}"),
    ("P(t)=P(0)e^{kt}", "P(t)=P(0)kt"),
    ("xy=12", "x+y=12"),
    ("ab=6", "a+b=6"),
    ("ab=6", "abc=6"),
    (r"n(n-1)\cdots 2\cdot 1", "2n(n-1)"),
    (r"1+2+\cdots+n", "3+n"),
    (r"x+2y\le 6", "x+2y<6"),
    (r"x+2y\le 6", r"2x+y\le6"),
    (r"x^2+y^2<1", r"x^2+y^2\le 1"),
    (r"\text{increasing}", "non-increasing"),
    (r"\text{symmetric}", "anti-symmetric"),
    (r"\{\{1\},\{2\}\}", r"\{1,2\}"),
    (r"\{\{1\},\{1,2\}\}", r"\{1,\{1,2\}\}"),
    (r"22^\circ30'", r"30^\circ22'"),
    (r"p\land q", r"p\lor q"),
    ("x=y=z=1", "x=y=1"),
    ("AB=5", "AC=5"),
    ("AB=5", "A=5"),
    ("x=-4", "y=-4"),
    ("f(2)=5", "f(3)=5"),
    (r"\angle ABC=40^\circ", "∠ACB = 40°"),
    (r"P(A|B)=\frac25", "P(B|A)=2/5"),
    (r"\triangle ABC", r"\angle ABC"),
    (r"\text{H}_2\text{O}", "H2O2"),
    (r"\text{II}", "I and II"),
    (r"\overrightarrow{AB}", r"\overrightarrow{BA}"),
    (r"\{n\in\mathbb{Z}: n\ge 3\}", r"n\ge3"),
    (r"\mathbb{Z}", r"\mathbb{R}"),
    (r"n\equiv 2\pmod 5", r"n\equiv2\bmod 7"),
    (r"f(x)=x \text{ and } f(x)=-x", "f(x)=x"),
]


@pytest.mark.parametrize(("gold", "reply"), OTHERS)
def test_another_value_does_not_pass(gold: str, reply: str) -> None:
    assert verify(gold, reply).status != "correct"


@pytest.mark.parametrize("gold", [r"1+2+4+\cdots+2^n", r"a_1+a_2+\cdots+a_n", r"1+x+x^2+\cdots"])
def test_an_ellipsis_without_equal_steps_is_undecided(gold: str) -> None:
    assert verify(gold, "3").status == "unsupported"


def test_the_witness_of_a_region_of_the_plane_is_a_point_of_it() -> None:
    witness = verify(r"x+2y\le 6", "x+2y<6").witness
    assert witness is not None
    point = {name: float(value) for name, value in witness.point.items()}
    assert point["x"] + 2 * point["y"] == pytest.approx(6, abs=1e-4)
