"""General cases put to the finished marker once, and to nobody before."""

# fmt: off
# ruff: noqa: E501
from __future__ import annotations

from cases_source.case import Family
from cases_source.truth import NOTHING, Dec, Quantity, Same, Where
from sympy import I, Matrix, Piecewise, Rational, acos, exp, log, pi, sin, sqrt, symbols

CASES = Family("kept back third", start=15)
Q = Rational
g = CASES.gold
a, b, c, k, r, s, t, u, v, x, y, z = symbols("a b c k r s t u v x y z")
n = symbols("n", integer=True, positive=True)


def where(test: object, *edges: object) -> Where:
    return Where(test, lambda: list(edges))  # type: ignore[arg-type]


g("integer", "63", 63)
CASES.yes(r"$\binom{9}{4}/2=63$").yes("Altogether 63 teams can be formed.")
CASES.no("Altogether 126 teams can be formed.", 126).yes(r"2^6-1", 2**6 - 1).no("36", 36)
g("fraction", r"\frac{29}{6}", Q(29, 6))
CASES.yes("4 5/6", 4 + Q(5, 6)).yes("4.833", Dec("4.833")).no("4.8", Dec("4.8"))
CASES.yes(r"$5-\frac16$", 5 - Q(1, 6)).no(r"\frac{6}{29}", Q(6, 29))
g("fraction", r"\frac{1}{\sqrt{2}+1}", 1 / (sqrt(2) + 1))
CASES.yes(r"\sqrt2-1", sqrt(2) - 1).no(r"1-\sqrt2", 1 - sqrt(2)).yes("0.4142", Dec("0.4142"))
CASES.no(r"\sqrt2+1", sqrt(2) + 1)
g("decimal", "0.75", Q(3, 4))
CASES.yes("3/4", Q(3, 4)).yes("75%", Q(3, 4)).no("0.7", Dec("0.7")).no("7.5", Dec("7.5"))
g("constant", r"4\pi^2", 4 * pi**2)
CASES.yes("4π²").yes(r"(2\pi)^2", (2 * pi) ** 2).no(r"2\pi^2", 2 * pi**2).no(r"(4\pi)^2", 16 * pi**2)
CASES.yes("≈39.48", Dec("39.48"))
g("constant", "1-e^{-1}", 1 - exp(-1))
CASES.yes(r"\frac{e-1}{e}").yes("0.632", Dec("0.632")).no(r"\frac{1}{e}", exp(-1)).no("e-1", exp(1) - 1)
g("logarithm", r"2\ln 3-\ln 2", log(Q(9, 2)))
CASES.yes(r"\ln\frac92", log(Q(9, 2))).yes(r"\ln 4.5").no(r"\ln 3", log(3)).no(r"\ln 7", log(7))
g("trig", r"\arccos\frac{1}{\sqrt{3}}", acos(1 / sqrt(3)))
CASES.yes(r"\arctan\sqrt2").yes(r"\cos^{-1}\frac{\sqrt3}{3}")
CASES.no(r"\arcsin\frac{1}{\sqrt3}", pi / 2 - acos(1 / sqrt(3)))
g("complex", "-2+2i", -2 + 2 * I)
CASES.yes(r"2\sqrt2e^{3\pi i/4}", 2 * sqrt(2) * exp(3 * pi * I / 4)).yes("2i-2").no("2-2i", 2 - 2 * I)
CASES.no("-2-2i", -2 - 2 * I)
g("unit", r"2.4\text{ m}^2", Quantity(Q(12, 5), "m^2"))
CASES.yes("2.4 m²").yes("24000 cm²", Quantity(24000, "cm^2")).no("2.4 m", Quantity(Q(12, 5), "m"))
CASES.no("240 cm²", Quantity(240, "cm^2"))
g("unit", r"440\text{ Hz}", Quantity(440, "Hz"))
CASES.yes("440 hertz").yes("0.44 kHz", Quantity(Q(44, 100), "kHz")).no("440 kHz", Quantity(440, "kHz"))
g("currency", "€12", Quantity(12, "€"))
CASES.yes("12 €").yes("12 euros").no("$12", Quantity(12, "$")).no("€21", Quantity(21, "€"))
g("percent", r"8.5\%", Q(85, 1000))
CASES.yes("8.5 percent").yes("0.085", Dec("0.085")).no("85%", Q(85, 100)).no("0.085%", Q(85, 100000))
g("polynomial", "2(x+1)^2-3", 2 * (x + 1) ** 2 - 3)
CASES.yes("2x^2+4x-1", 2 * x**2 + 4 * x - 1).no("2x^2+2x-1", 2 * x**2 + 2 * x - 1)
CASES.no("(2x+2)^2-3", (2 * x + 2) ** 2 - 3).yes("2x² + 4x − 1", 2 * x**2 + 4 * x - 1)
g("rational function", r"\frac{2t}{(1+t^2)^2}", 2 * t / (1 + t**2) ** 2)
CASES.yes("2t/(1+t²)²").yes(r"2t(t^2+1)^{-2}").no(r"\frac{2t}{1+t^2}", 2 * t / (1 + t**2))
CASES.no(r"\frac{-2t}{(1+t^2)^2}", -2 * t / (1 + t**2) ** 2)
g("function", r"e^{-x}\sin x", exp(-x) * sin(x))
CASES.yes(r"\frac{\sin x}{e^x}").yes("sin(x)*exp(-x)").no(r"e^{-x\sin x}", exp(-x * sin(x)))
CASES.no(r"e^x\sin x", exp(x) * sin(x))
g("subscripts", "v_0t+\\frac{1}{2}at^2", u * t + a * t**2 / 2)
CASES.yes("½at² + v₀t").no("v_0t+at^2", u * t + a * t**2).no("vt+\\frac12at^2", v * t + a * t**2 / 2)
CASES.yes(r"t\left(v_0+\frac{at}{2}\right)")
g("equation", "y^2=8x", Same(y**2 - 8 * x))
CASES.yes("8x=y^2").yes(r"x=\frac{y^2}{8}", Same(x - y**2 / 8)).no("x^2=8y", Same(x**2 - 8 * y))
CASES.no("y^2=-8x", Same(y**2 + 8 * x))
g("equation", "z=3x-y+5", Same(z - 3 * x + y - 5))
CASES.yes("3x-y-z+5=0", Same(3 * x - y - z + 5)).no("3x-y+z+5=0", Same(3 * x - y + z + 5))
CASES.yes("The plane is $z=5+3x-y$.")
g("interval", r"[1,\infty)", where(lambda w: w >= 1, 1))
CASES.yes("x ≥ 1").yes("x is at least 1").no("x > 1", where(lambda w: w > 1, 1)).no("1", 1)
CASES.yes(r"1\le x<\infty")
g("union", r"(-1,0)\cup(0,1)", where(lambda w: -1 < w < 1 and w != 0, -1, 0, 1))
CASES.yes(r"0<|x|<1").no("(-1,1)", where(lambda w: -1 < w < 1, -1, 0, 1)).yes("-1 < x < 0 or 0 < x < 1")
CASES.no(r"(-1,0)", where(lambda w: -1 < w < 0, -1, 0))
g("set", r"\{2,3,5,7\}", frozenset([2, 3, 5, 7]))
CASES.yes("2, 3, 5, 7").yes("The primes are 2, 3, 5 and 7.").no("2, 3, 5", frozenset([2, 3, 5]))
CASES.no("1, 2, 3, 5, 7", frozenset([1, 2, 3, 5, 7]))
g("plus-minus", r"\frac{-1\pm\sqrt{5}}{2}", frozenset([(-1 + sqrt(5)) / 2, (-1 - sqrt(5)) / 2]))
CASES.yes(r"x=-\frac12\pm\frac{\sqrt5}{2}")
CASES.no(r"\frac{1\pm\sqrt5}{2}", frozenset([(1 + sqrt(5)) / 2, (1 - sqrt(5)) / 2]))
CASES.no(r"\frac{-1+\sqrt5}{2}", frozenset([(-1 + sqrt(5)) / 2]))
g("tuple", "(0,-5)", (0, -5))
CASES.yes("The curve meets the axis at $(0,-5)$.").yes("x=0, y=-5").no("(-5,0)", (-5, 0))
CASES.no("(0,5)", (0, 5))
g("matrix", r"\begin{pmatrix}1&t\\0&1\end{pmatrix}", Matrix([[1, t], [0, 1]]))
CASES.yes("[[1, t], [0, 1]]").no(r"\begin{pmatrix}1&0\\t&1\end{pmatrix}", Matrix([[1, 0], [t, 1]]))
CASES.no(r"\begin{pmatrix}1&t\\0&t\end{pmatrix}", Matrix([[1, t], [0, t]]))
CASES.yes(r"e^{tA}=\begin{bmatrix}1&t\\0&1\end{bmatrix}")
g("piecewise", r"\begin{cases}0&x<0\\x&0\le x\le1\\1&x>1\end{cases}", Piecewise((0, x < 0), (x, x <= 1), (1, True)))
CASES.yes(r"\begin{cases}1&x>1\\x&0\le x\le1\\0&x<0\end{cases}")
CASES.no(r"\begin{cases}0&x<0\\x&x\ge0\end{cases}", Piecewise((0, x < 0), (x, True)))
CASES.yes(r"\min(1,\max(0,x))").no("x", x)
g("choice", "D", "D")
CASES.yes("Therefore the correct option is D.").yes("**D.** 3/4").no("I am torn between A and D.", NOTHING)
CASES.no("A", "A").yes("D is correct; A, B and C are not.")
g("truth", r"\text{False}", False)
CASES.yes("The statement is false: take $x=-1$.").no("The statement is true: take $x=-1$.", True)
CASES.yes("Not true.")
g("text", r"\text{hyperbola}", "hyperbola")
CASES.yes("It is a hyperbola.").no("It is an ellipse, not a hyperbola.", "ellipse").yes("hyperbola")
g("order", r"O(n^3)", "n3")
CASES.yes("O(n³)").no("O(n^2)", "n2").yes("cubic time, $O(n^3)$")

SHOP = """Let the price of a notebook be $n$ and of a pen be $p$ (in dollars).

From the two receipts:

\\begin{align*}
2n + 3p &= 12 \\\\
4n + p &= 14
\\end{align*}

Multiply the first by 2: $4n+6p=24$. Subtract the second: $5p=10$, so $p=2$. Then $2n=6$ and $n=3$.

%s
"""
g("long", "3", 3)
CASES.yes(SHOP % "So $n=3$.\n\n**Answer: 3**").no(SHOP % "**Answer: 2**", 2)
CASES.yes(SHOP % r"Thus the answer is \(\boxed{3}\).")
CASES.no(SHOP % r"Together they cost $n+p=5$, so the answer is $\boxed{5}$.", 5)
LIMIT = """We write the quotient as

$$\\frac{1-\\cos x}{x^2}=\\frac{2\\sin^2(x/2)}{x^2}=\\frac12\\left(\\frac{\\sin(x/2)}{x/2}\\right)^2.$$

Since $\\frac{\\sin u}{u}\\to1$ as $u\\to0$, the limit is

$$%s$$

L'Hôpital's rule confirms it.
"""
g("long", r"\frac{1}{2}", Q(1, 2))
CASES.yes(LIMIT % r"\lim_{x\to0}\frac{1-\cos x}{x^2}=\frac12.")
CASES.no(LIMIT % r"\lim_{x\to0}\frac{1-\cos x}{x^2}=1.", 1).yes(LIMIT % r"\boxed{\tfrac12}")
g("self-correction", "210", 210)
CASES.yes("First I thought 120, but order does not matter the way I assumed; it is 210.")
CASES.no("First I thought 210, but order does matter; it is 5040.", 5040)
g("denial", "10", 10)
CASES.no("It is not 10.", NOTHING).yes("It isn't 9, it's 10.").no("10 can be excluded.", NOTHING)
g("refusal", "10", 10)
CASES.no("I cannot answer that.", NOTHING, "no_answer").no("Sorry – no idea.", NOTHING, "no_answer")
g("hedge", "10", 10)
CASES.no("Either 10 or 11.", NOTHING).no("10? 12? Hard to say.", NOTHING)
