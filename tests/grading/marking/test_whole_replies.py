"""Whole replies of many habits: the answer is found, and what is no answer is not."""

# ruff: noqa: E501  (replies are kept on one line)

from __future__ import annotations

import pytest

from harness.grading import verify

RIGHT = [
    (
        "12",
        "Let $n$ be the number of ways. There are 3 choices for the first and 4 for the second, so there are $3 \\times 4 = 12$ ways in total.",
    ),
    ("12", "We count: $3\\cdot 4=12$.\n\nSo Alice has **12** marbles."),
    ("\\frac{3}{4}", "The probability is $P(A) = \\frac{6}{8} = \\frac{3}{4} = 0.75$."),
    ("2\\sqrt{2}", "$AB^2 = 8$, so $AB = \\sqrt{8} = 2\\sqrt{2}$."),
    ("8", "The area of the triangle is $\\frac12 \\cdot 4\\cdot 4 = 8$ square units."),
    ("x=3", "Dividing both sides by 2 we find that x equals 3."),
    ("3", "Solving $2x+1=7$ gives $x=3$."),
    ("-1", "$$f(2) = 3 - 4 = -1$$"),
    ("15", "#### 15"),
    ("15", "Natalia sold 30/2 = 15 clips in May.\n#### 15"),
    ("72", "Altogether 48+24 = <<48+24=72>>72 clips.\n#### 72"),
    ("5/6", "\\[ \\frac{1}{2}+\\frac{1}{3} = \\boxed{\\dfrac{5}{6}} \\]"),
    (
        "(3, \\frac{\\pi}{2})",
        "Therefore the polar coordinates are $\\boxed{\\left(3,\\frac{\\pi}{2}\\right)}$.",
    ),
    ("\\text{(E)}", "The answer is $\\boxed{\\textbf{(E)}\\ 12}$."),
    ("E", "**Answer: E**"),
    ("C", "The correct answer is option C: the mitochondrion."),
    ("C", "Answer: C) 42"),
    ("\\text{Monday}", "So the party is on a Monday."),
    ("10:30", "It ends at 10:30."),
    ("50\\%", "The increase is 50 percent."),
    ("0.5", "The increase is 50%."),
    ("\\$4.50", "Each ticket costs \\$4.50."),
    ("4.50", "Each ticket costs $4.50."),
    ("1/2", "We obtain one half."),
    ("\\{1,-3\\}", "The roots are $x_1 = 1$ and $x_2 = -3$."),
    ("1,-3", "The solutions are x = 1 and x = -3."),
    ("1,-3", "$x = -3, 1$"),
    ("(-\\infty, 2)", "All real numbers less than 2."),
    ("x\\ge 4", "So we need $x \\geq 4$."),
    ("[2,5]", "Therefore $2\\le x\\le5$, i.e. $x\\in[2,5]$."),
    ("6", "We have $a+b+c=6$."),
    ("6", "The value of $a+b+c$ is $6$."),
    (
        "\\frac{-1+\\sqrt{5}}{2}",
        "$x=\\frac{-1\\pm\\sqrt5}{2}$; since $x>0$ we take $x=\\frac{\\sqrt5-1}{2}$.",
    ),
    ("2^{10}", "The total is 1024."),
    ("1024", "The total number of subsets is $2^{10}$."),
    ("n(n+1)/2", "By induction, $S_n = \\frac{n(n+1)}{2}$ for all $n\\ge1$."),
    ("y=2x+3", "The line is $y = 2x + 3$."),
    ("y=2x+3", "The equation of the line is $2x - y + 3 = 0$."),
    (
        "\\begin{pmatrix}1&0\\\\0&1\\end{pmatrix}",
        "The inverse is $A^{-1} = \\begin{bmatrix} 1 & 0 \\\\ 0 & 1 \\end{bmatrix}$.",
    ),
    ("e^{2x}", "Thus the derivative is $f'(x)= e^{2x}$."),
    ("\\ln 2", "$\\int_1^2 \\frac{1}{x}\\,dx = \\ln 2$."),
    ("\\frac{\\pi^2}{6}", "$$\\sum_{n=1}^\\infty \\frac{1}{n^2} = \\frac{\\pi^2}{6}.$$"),
    ("0", "The limit equals zero."),
    ("7", "I get 7. Let me double check: 3+4=7. Yes."),
    ("7", "Hmm, 3+5 = 8? No wait, it is 3+4 = 7. So the final answer is 7."),
    ("42", "The answer is: **42**"),
    ("42", "Final answer: `42`"),
    ("42", "**Final Answer**\n\n42"),
    ("42", "$\\text{Answer: } 42$"),
    ("42", "\\text{The answer is } 42"),
    ("42", "\\boxed{\\text{42}}"),
    ("42", "$$\\boxed{42 \\text{ apples}}$$"),
    ("42", "Therefore, $\\boxed{x=42}$ is the solution."),
    ("42", "### Solution\n...\n### Answer\nThe total is 42."),
    ("3.14", "approximately 3.14"),
    ("100", "There are $100$ such integers."),
    ("\\frac{1}{3}", "The probability that both are red is 1/3."),
    ("4", "Thus, the minimum value of the expression is 4, attained at x = 2."),
    ("4", "Hence the maximum is $4$ when $x=2$ and $y=1$."),
    ("4", "The smallest such $n$ is $n = 4$ since $n=3$ fails."),
    ("25", "Therefore the perimeter is $2(7.5+5)=25$ cm."),
    ("x^2-4x+3", "Expanding: $(x-1)(x-3)=x^2-3x-x+3=x^2-4x+3$."),
    ("2", "log_2(4) = 2"),
    ("60", "Speed = distance/time = 120/2 = 60 km/h"),
    ("60", "The measure of angle ABC is $60^\\circ$."),
    ("\\frac{9}{2}", "so the answer is 4.5"),
    ("4\\frac{1}{2}", "so the answer is 9/2"),
    ("3", "Let x be the number. Then 2x + 4 = 10, 2x = 6, x = 3."),
    ("3", "2x + 4 = 10\n2x = 6\nx = 3"),
]
WRONG = [
    ("12", "So there are not 12 but 13 ways."),
    ("12", "Suppose there are 12. Then we get a contradiction. So the number is 13."),
    ("3", "Solving $2x+1=7$ ... I am unable to finish."),
    ("5", "We compare with 5. The answer is 6."),
    ("5", "The first term is 5 and the answer is $\\boxed{6}$."),
    ("2", "The solutions are x = 2 and x = 3."),
    ("7", "I think it's 7 or 8."),
    ("7", "It is between 7 and 9."),
    ("C", "The answer is not C."),
    ("C", "It is either B or C."),
    ("C", "A, B and C are all wrong; D."),
    ("\\text{True}", "It is not true."),
    ("\\text{Monday}", "It is on Monday or Tuesday."),
    ("4", "The maximum is 5 when x = 4."),
    ("10", "There are more than 10 ways."),
    ("10", "At least 10."),
    ("1,-3", "x = 1"),
    ("6", "$a+b+c = 7$, not 6."),
    ("[2,5]", "$2<x<5$"),
    ("42", "The question asks whether the answer is 42. I could not decide."),
    ("42", "Is the answer 42?"),
    ("42", "My first guess was 42, but the right value is 41."),
    ("42", "42 would be the answer if n were even; n is odd, so it is 21."),
    ("\\frac{1}{2}", "The probability is 1/2 + 1/4."),
    ("0.5", "The answer is .05"),
    ("3", "x = 3 or 4"),
    ("3", "\\boxed{3 \\text{ or } 4}"),
    ("3", "Answer: 3 (or possibly 4)"),
    ("100", "The answer is 1000."),
    ("x^2", "x^3 = x^2"),
    ("5", "$5 \\ne x$"),
    ("5", "x \\approx 5.4"),
]
SYMBOLS = {
    "sigma_l": "positive",
    "sigma_s": "positive",
    "eta": "positive",
    "sigma": "positive",
    "beta": "in (0, 1)",
    "x": "real",
    "y": "real",
    "n": "natural",
    "L": "positive",
}
ASSUME = ("sigma_l > sigma_s",)
DECLARED_RIGHT = [
    (
        "\\frac{1}{\\sigma_l^2+\\sigma_s^2}",
        ("eta",),
        "expression",
        "We minimise the maximum. Setting $1-2\\eta\\sigma_s^2 = -(1-2\\eta\\sigma_\\ell^2)$ we obtain\n\n$$\\eta^\\star = \\frac{1}{\\sigma_\\ell^2+\\sigma_s^2}.$$\n\nWith this choice the rate is $\\rho=\\frac{\\sigma_\\ell^2-\\sigma_s^2}{\\sigma_\\ell^2+\\sigma_s^2}$. Note that for $\\sigma_\\ell=\\sigma_s$ the rate is $0$.",
    ),
    (
        "\\frac{1}{\\sigma_l^2+\\sigma_s^2}",
        ("eta",),
        "expression",
        "**Optimal step size**: η* = 1/(σ_ℓ² + σ_s²)\n\n**Rate**: ρ = (σ_ℓ² − σ_s²)/(σ_ℓ² + σ_s²)",
    ),
    (
        "\\frac{1}{\\sigma_l^2+\\sigma_s^2}",
        ("eta",),
        "expression",
        "| Quantity | Value |\n|---|---|\n| $\\eta^*$ | $\\dfrac{1}{\\sigma_\\ell^2+\\sigma_s^2}$ |\n| stable for | $\\eta<1/\\sigma_\\ell^2$ |",
    ),
    (
        "0<\\eta<\\frac{1}{\\sigma^2}",
        ("eta",),
        "region",
        "The iteration converges if and only if $|1-2\\eta\\sigma^2|<1$. This gives $0 < 2\\eta\\sigma^2 < 2$, that is, $\\eta \\in \\left(0, \\frac{1}{\\sigma^2}\\right)$.",
    ),
    ("0<\\eta<\\frac{1}{\\sigma^2}", ("eta",), "region", "So we need η < 1/σ²."),
    (
        "0<\\eta<\\frac{1}{\\sigma^2}",
        ("eta",),
        "region",
        "**Answer:** stable for $0<\\eta<\\sigma^{-2}$ and unstable for $\\eta>\\sigma^{-2}$.",
    ),
    (
        "\\frac{x y}{x^2+\\sigma^2}",
        ("w",),
        "expression",
        "At the fixed point $w_\\infty = (1-\\eta(x^2+\\sigma^2))w_\\infty+\\eta x y$, hence $w_\\infty = \\frac{xy}{x^2+\\sigma^2}$. As $\\sigma\\to0$ this tends to $y/x$.",
    ),
    (
        "\\frac{x y}{x^2+\\sigma^2}",
        ("w",),
        "expression",
        "Thus\n\\begin{align*}\nw^* &= \\frac{xy}{x^2+\\sigma^2}\\\\\n&= \\frac{y}{x}\\cdot\\frac{x^2}{x^2+\\sigma^2}.\n\\end{align*}",
    ),
    ("2\\sigma", ("w",), "expression", "Let $c = 2$. Then $w = c\\,\\sigma$."),
    (
        "\\sigma^2",
        ("lambda",),
        "expression",
        "This is ridge regression with $\\lambda = \\sigma^2$ (if the loss is divided by $m$).",
    ),
    ("\\sigma^2", ("lambda",), "expression", "so the ridge parameter is λ=σ²."),
    ("n\\sigma^2", ("T",), "expression", "In total T is $n\\sigma^2$, which grows linearly in $n$."),
]
DECLARED_WRONG = [
    (
        "\\frac{1}{\\sigma_l^2+\\sigma_s^2}",
        ("eta",),
        "expression",
        "$$\\eta^\\star = \\frac{2}{\\sigma_\\ell^2+\\sigma_s^2}$$ rather than $\\eta = \\frac{1}{\\sigma_\\ell^2+\\sigma_s^2}$.",
    ),
    (
        "\\frac{1}{\\sigma_l^2+\\sigma_s^2}",
        ("eta",),
        "expression",
        "One might guess $\\eta = \\frac{1}{\\sigma_\\ell^2+\\sigma_s^2}$, but the right value is $\\eta=\\frac{1}{\\sigma_\\ell^2}$.",
    ),
    ("0<\\eta<\\frac{1}{\\sigma^2}", ("eta",), "region", "Stable for $0<\\eta<\\frac{2}{\\sigma^2}$."),
    ("0<\\eta<\\frac{1}{\\sigma^2}", ("eta",), "region", "Stable for $0<\\eta\\le\\frac{1}{\\sigma^2}$."),
    (
        "\\frac{x y}{x^2+\\sigma^2}",
        ("w",),
        "expression",
        "$w_{1} = \\frac{xy}{x^2+\\sigma^2}$ and in the limit $w_\\infty = y/x$.",
    ),
    ("\\sigma^2", ("lambda",), "expression", "$\\lambda = \\sigma$, not $\\lambda=\\sigma^2$."),
    ("\\sigma^2", ("lambda",), "expression", "We want λ = σ²? No: λ = nσ²."),
]


@pytest.mark.parametrize(("gold", "reply"), RIGHT, ids=range(len(RIGHT)))
def test_the_answer_is_found(gold: str, reply: str) -> None:
    verdict = verify(gold, reply)
    assert verdict.status == "correct", verdict.reason


@pytest.mark.parametrize(("gold", "reply"), WRONG, ids=range(len(WRONG)))
def test_what_is_no_answer_is_not_taken_for_one(gold: str, reply: str) -> None:
    assert verify(gold, reply).status != "correct"


@pytest.mark.parametrize(("gold", "targets", "kind", "reply"), DECLARED_RIGHT, ids=range(len(DECLARED_RIGHT)))
def test_the_target_is_found(gold: str, targets: tuple[str, ...], kind: str, reply: str) -> None:
    verdict = verify(gold, reply, symbols=SYMBOLS, assume=ASSUME, targets=targets, kind=kind)
    assert verdict.status == "correct", verdict.reason


@pytest.mark.parametrize(("gold", "targets", "kind", "reply"), DECLARED_WRONG, ids=range(len(DECLARED_WRONG)))
def test_another_value_is_not_taken_for_it(
    gold: str, targets: tuple[str, ...], kind: str, reply: str
) -> None:
    assert verify(gold, reply, symbols=SYMBOLS, assume=ASSUME, targets=targets, kind=kind).status != "correct"
