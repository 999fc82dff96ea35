"""Formulas are the same by arithmetic only where they are; a function is like nothing but itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

from harness.maths.arithmetic.residues import same
from harness.maths.parsing.parser import parse
from harness.maths.parsing.scope import Scope, names_of

NAMES = names_of(Scope())


def told(left: str, right: str) -> bool:
    return same(parse(left, NAMES), parse(right, NAMES), NAMES)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"(x+1)^2", r"x^2+2x+1"),
        (r"\frac{1}{x-1}-\frac{1}{x+1}", r"\frac{2}{x^2-1}"),
        (r"\sqrt{2x+2}", r"(2(x+1))^{1/2}"),
        (r"e^{a+b}", r"\exp(b+a)"),
        (r"\sin(2x)+1", r"1+\sin(x+x)"),
        (r"(1+i)^2", r"2i"),
        (r"0.5x", r"\frac{x}{2}"),
        (r"x^{-2}", r"\frac{1}{x^2}"),
        (r"\frac{3\pi}{4}", r"0.75\pi"),
    ],
)
def test_what_arithmetic_makes_equal(left: str, right: str) -> None:
    assert told(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"x+1", r"x-1"),
        (r"x y", r"x/y"),
        (r"\sin x", r"\cos x"),
        (r"\sin y-\sin x", r"\cos y-\cos x"),
        (r"\sin y+\cos x", r"\sin x+\cos y"),
        (r"\sqrt{x}", r"x"),
        (r"x^{1/2}", r"x^{1/3}"),
        (r"e^x", r"2^x"),
        (r"n", r"N"),
        (r"0.333x", r"\frac{x}{3}"),
        (r"\infty", r"\infty+1"),
        (r"\frac{1}{x-x}", r"\frac{2}{x-x}"),
        (r"(a,b)", r"(b,a)"),
        (r"X^\top Y", r"Y X^\top"),
    ],
)
def test_what_it_does_not(left: str, right: str) -> None:
    assert not told(left, right)


def test_roots_and_identities_are_left_to_evaluation() -> None:
    assert not told(r"\sqrt{8}", r"2\sqrt{2}")
    assert not told(r"\sin^2 x+\cos^2 x", "1")


def test_the_arguments_are_not_the_same_in_two_processes() -> None:
    """Else a reply could give the number that a formula has there."""
    code = "from harness.maths.arithmetic.residues import _drawn;print(_drawn('x'))"
    drawn = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout for _ in "ab"
    }
    assert len(drawn) == 2
