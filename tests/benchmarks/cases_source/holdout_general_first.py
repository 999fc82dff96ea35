"""General cases kept apart while the marker was built."""

# fmt: off
# ruff: noqa: E501
from __future__ import annotations

from fractions import Fraction

from cases_source.case import Family
from cases_source.truth import NOTHING, Dec, Quantity, Same, Where
from sympy import I, Matrix, Rational, acos, cos, exp, log, oo, pi, sin, sqrt, symbols

CASES = Family("kept back first", start=13)
Q = Rational
g = CASES.gold
a, b, k, m, s, t, u, v, x, y, z = symbols("a b k m s t u v x y z")
n = symbols("n", integer=True, positive=True)
p, q = symbols("p q", positive=True)


def where(test: object, *edges: object) -> Where:
    return Where(test, lambda: [Fraction(e) for e in edges])  # type: ignore[arg-type]


g("integer", "2024", 2024)
CASES.yes("The year is 2024.").yes("2,024").yes(r"$2^3\cdot 11\cdot 23$", 8 * 11 * 23).no("2042", 2042)
CASES.no("20.24", Dec("20.24"))
g("fraction", r"\frac{17}{40}", Q(17, 40))
CASES.yes("17/40").yes("0.425", Dec("0.425")).yes(r"$\frac{34}{80}$", Q(34, 80)).no("40/17", Q(40, 17))
CASES.no("0.42", Dec("0.42")).yes("42.5%", Q(425, 1000)).no("0.4250001", Dec("0.4250001"))
g("mixed", r"4\frac{1}{6}", 4 + Q(1, 6))
CASES.yes("25/6", Q(25, 6)).yes("four and one sixth").no("41/6", Q(41, 6)).yes("4 + 1/6", 4 + Q(1, 6))
g("root", r"\frac{3-\sqrt{7}}{2}", (3 - sqrt(7)) / 2)
CASES.yes("(3 − √7)/2").yes(r"$1.5-\frac{\sqrt{7}}{2}$", Q(3, 2) - sqrt(7) / 2).yes("0.1771", Dec("0.1771"))
CASES.no(r"\frac{\sqrt7-3}{2}", (sqrt(7) - 3) / 2).no(r"3-\frac{\sqrt{7}}{2}", 3 - sqrt(7) / 2)
CASES.no("0.1717", Dec("0.1717"))
CASES.yes(r"$\frac{1}{3+\sqrt7}$", 1 / (3 + sqrt(7)))
g("constant", r"\frac{e^2-1}{2}", (exp(2) - 1) / 2)
CASES.yes(r"$\tfrac12(e^2-1)$").yes(r"$e\sinh 1$", exp(1) * (exp(1) - exp(-1)) / 2)
CASES.yes("≈ 3.195", Dec("3.195")).no(r"\frac{e^2}{2}-1", exp(2) / 2 - 1)
CASES.no(r"e^2-\frac12", exp(2) - Q(1, 2))
g("logarithm", r"\frac{\ln 10}{\ln 3}", log(10) / log(3))
CASES.yes(r"\log_3 10", log(10, 3)).yes(r"1+\log_3\frac{10}{3}", 1 + log(Q(10, 3), 3))
CASES.no(r"\ln\frac{10}{3}", log(Q(10, 3))).no(r"\log_{10}3", log(3, 10)).yes("2.096", Dec("2.096"))
CASES.no("2.095", Dec("2.095"))
g("trig", r"\frac{\pi}{2}-\arccos\frac{2}{5}", pi / 2 - acos(Q(2, 5)))
CASES.yes(r"\arcsin 0.4").yes("arcsin(2/5)").no(r"\arccos\frac25", acos(Q(2, 5)))
CASES.no(r"\arcsin\frac52", NOTHING)
g("complex", r"\sqrt{2}e^{i\pi/4}", 1 + I)
CASES.yes("1+i").yes("i + 1").no("1-i", 1 - I).no(r"\sqrt2", sqrt(2))
CASES.yes(r"$\sqrt2\left(\cos\frac\pi4+i\sin\frac\pi4\right)$", sqrt(2) * (cos(pi / 4) + I * sin(pi / 4)))
g("tiny", "3^{-60}", Q(1, 3**60))
CASES.yes(r"\left(\frac13\right)^{60}").yes("2.359e-29", Dec("2.359E-29")).no("3^{-61}", Q(1, 3**61))
CASES.no("0.000", Dec("0.000"))
g("scientific", r"1.6\times10^{-19}\text{ J}", Quantity(Q(16, 10**20), "J"))
CASES.yes("1.6e-19 J").yes("1.6 × 10⁻¹⁹ joules").no("1.6 × 10⁻¹⁹ kJ", Quantity(Q(16, 10**20), "kJ"))
CASES.no("1.6 × 10⁻¹⁸ J", Quantity(Q(16, 10**19), "J"))
g("unit", r"72\text{ km/h}", Quantity(72, "km/h"))
CASES.yes("72 km/h").yes("20 m/s", Quantity(20, "m/s")).no("72 m/s", Quantity(72, "m/s"))
CASES.no("27 km/h", Quantity(27, "km/h"))
g("unit", r"250\text{ mL}", Quantity(250, "mL"))
CASES.yes("0.25 L", Quantity(Q(1, 4), "L")).yes("250 ml").no("250 L", Quantity(250, "L"))
CASES.no("25 mL", Quantity(25, "mL"))
g("currency", r"\$45", Quantity(45, "$"))
CASES.yes("She needs $45.").yes("45 dollars").yes(r"**\$45.00**").no("45 cents", Quantity(Q(45, 100), "$"))
CASES.no("$54", Quantity(54, "$"))
g("percent", r"3\%", Q(3, 100))
CASES.yes("three percent").yes("0.03", Dec("0.03")).no("0.3", Dec("0.3")).no("30 %", Q(3, 10))
g("polynomial", "4t^2-9", 4 * t**2 - 9)
CASES.yes("(2t-3)(2t+3)", (2 * t - 3) * (2 * t + 3)).yes("−9 + 4t²").no("(2t-3)^2", (2 * t - 3) ** 2)
CASES.no("4t^2+9", 4 * t**2 + 9).no("4T^2-9", 4 * symbols("T") ** 2 - 9)
g("rational function", r"\frac{1}{n}-\frac{1}{n+1}", 1 / n - 1 / (n + 1))
CASES.yes(r"\frac{1}{n(n+1)}", 1 / (n * (n + 1))).yes("1/(n² + n)", 1 / (n**2 + n))
CASES.no(r"\frac{1}{n^2}", 1 / n**2).no(r"\frac{1}{n+1}-\frac1n", 1 / (n + 1) - 1 / n)
g("function", r"\cos 2x", cos(2 * x))
CASES.yes(r"1-2\sin^2x", 1 - 2 * sin(x) ** 2).yes(r"\cos^2 x-\sin^2 x", cos(x) ** 2 - sin(x) ** 2)
CASES.no(r"2\cos x", 2 * cos(x)).no(r"1-\sin^2x", 1 - sin(x) ** 2).no(r"\cos^2x", cos(x) ** 2)
g("function", r"\ln\frac{p}{q}", log(p / q))
CASES.yes(r"\ln p-\ln q", log(p) - log(q)).no(r"\frac{\ln p}{\ln q}", log(p) / log(q)).yes("ln(p) − ln(q)")
CASES.no(r"\ln(p-q)", log(p - q))
g("function", r"1-e^{-t/\tau}", 1 - exp(-t / u))
CASES.yes(r"1-\exp\left(-\frac{t}{\tau}\right)").no(r"e^{-t/\tau}", exp(-t / u))
CASES.no(r"1-e^{t/\tau}", 1 - exp(t / u)).no(r"1-e^{-\tau t}", 1 - exp(-u * t))
g("letter case", "mM", m * symbols("M"))
CASES.no("m^2", m**2).yes("Mm").no("M^2", symbols("M") ** 2)
g("greek", r"\frac{\mu}{1-\rho}", u / (1 - v))
CASES.yes("μ/(1−ρ)").yes(r"-\frac{\mu}{\rho-1}").no(r"\frac{\mu}{1-p}", u / (1 - p))
CASES.no(r"\frac{\mu}{1+\rho}", u / (1 + v))
g("equation", "y=-x+4", Same(y + x - 4))
CASES.yes("x + y = 4").yes("The tangent is $y=4-x$.").no("y=x+4", Same(y - x - 4))
CASES.no("x+y=-4", Same(x + y + 4))
g("equation", r"(x-2)^2+(y+1)^2=9", Same((x - 2) ** 2 + (y + 1) ** 2 - 9))
CASES.yes("x^2+y^2-4x+2y-4=0", Same(x**2 + y**2 - 4 * x + 2 * y - 4))
CASES.no("(x+2)^2+(y-1)^2=9", Same((x + 2) ** 2 + (y - 1) ** 2 - 9))
CASES.no("(x-2)^2+(y+1)^2=3", Same((x - 2) ** 2 + (y + 1) ** 2 - 3))
g("interval", r"\left[-\sqrt{2},\sqrt{2}\right]", where(lambda w: w * w <= 2, 1))
CASES.yes(r"-\sqrt2\le x\le\sqrt2").yes("|x| ≤ √2").no(r"(-\sqrt2,\sqrt2)", NOTHING)
CASES.no("[-2,2]", where(lambda w: w * w <= 4, 2)).yes("x² ≤ 2")
g("union", r"(-\infty,0)\cup(0,\infty)", where(lambda w: w != 0, 0))
CASES.yes(r"x\neq 0").yes("x < 0 or x > 0").yes(r"\mathbb{R}\setminus\{0\}")
CASES.no(r"(0,\infty)", where(lambda w: w > 0, 0)).no(r"(-\infty,\infty)", where(lambda w: True, 0))
g("set", r"\left\{-\frac{1}{2},4\right\}", frozenset([-Q(1, 2), 4]))
CASES.yes("x = 4 or x = −1/2").yes("4 and -0.5").no("4", frozenset([4]))
CASES.no("x = 4 or x = 1/2", frozenset([4, Q(1, 2)])).yes(r"$x_1=-\frac12,\;x_2=4$")
g("plus-minus", r"2\pm i", frozenset([2 + I, 2 - I]))
CASES.yes("2+i and 2-i").no("2+i", frozenset([2 + I])).no(r"\pm2+i", frozenset([2 + I, -2 + I]))
CASES.yes("x = 2 ± i")
g("tuple", r"\left(\frac{1}{2},-3,0\right)", (Q(1, 2), -3, 0))
CASES.yes("(0.5, -3, 0)").no("(-3, 1/2, 0)", (-3, Q(1, 2), 0)).no("(1/2, -3)", (Q(1, 2), -3))
CASES.yes("x = 1/2, y = -3, z = 0")
g("matrix", r"\begin{pmatrix}0&1\\-1&0\end{pmatrix}", Matrix([[0, 1], [-1, 0]]))
CASES.yes("[[0, 1], [-1, 0]]").yes(r"-\begin{pmatrix}0&-1\\1&0\end{pmatrix}", -Matrix([[0, -1], [1, 0]]))
CASES.no(r"\begin{pmatrix}0&-1\\1&0\end{pmatrix}", Matrix([[0, -1], [1, 0]])).no("1", NOTHING)
g("vector", r"\begin{pmatrix}3\\0\\-1\end{pmatrix}", Matrix([3, 0, -1]))
CASES.yes(r"$(3,0,-1)^T$").yes("[3; 0; -1]").no("(3, -1, 0)", (3, -1, 0))
CASES.no(r"\begin{pmatrix}3\\0\\1\end{pmatrix}", Matrix([3, 0, 1]))
g("choice", r"\textbf{(C)}", "C")
CASES.yes("I'd go with C.").yes("The right choice: (C)").no("A or C", NOTHING)
CASES.no("Definitely not C.", NOTHING).no("(B)", "B").yes("Options A, B and D fail; hence C.")
g("truth", r"\text{False}", False)
CASES.yes("This is false, for instance at $x=0$.").no("This is true.", True)
CASES.yes("False. The converse is true, though.").no("Yes, true", True)
g("text", r"\text{Tuesday}", "tuesday")
CASES.yes("Tuesday, since 30 = 4·7 + 2").no("Thursday", "thursday").no("I think Monday", "monday")
CASES.yes("**Tuesday**")
g("infinity", r"\infty", oo)
CASES.no("It converges to 1.", 1).yes("∞").yes("It grows without bound, so the limit is $+\\infty$.")
g("piecewise", r"\begin{cases}2&x<1\\3&x\ge1\end{cases}", "2 below 1, else 3")
CASES.yes(r"\begin{cases}3&x\ge1\\2&x<1\end{cases}")
CASES.no(r"\begin{cases}2&x\le1\\3&x>1\end{cases}", "2 to 1, else 3").no("2", "2")
CASES.no(r"\begin{cases}3&x<1\\2&x\ge1\end{cases}", "3 below 1, else 2")

MIXTURE = """Let me call the amount of the 20 %% solution $x$ (in litres) and the amount of the 50 %% solution $y$.

We need two things at once:

- the volumes add up: $x+y=30$,
- the dissolved amounts add up: $0.2x+0.5y=0.3\\cdot 30=9$.

From the first equation $x=30-y$. Putting this into the second,

$$0.2(30-y)+0.5y=9\\quad\\Longrightarrow\\quad 6+0.3y=9\\quad\\Longrightarrow\\quad y=10.$$

So $x=20$ and $y=10$.

%s
"""
g("long", r"20\text{ L}", Quantity(20, "L"))
CASES.yes(MIXTURE % "**We need 20 litres of the weaker solution.**")
CASES.no(MIXTURE % "**We need 10 litres of the weaker solution.**", Quantity(10, "L"))
CASES.yes(MIXTURE % r"Hence the amount asked for is \(\boxed{20\text{ L}}\).")
DICE = """Two fair dice are thrown. There are $6\\cdot6=36$ equally likely outcomes.

The sum is at least 10 for the outcomes (4,6), (5,5), (6,4), (5,6), (6,5), (6,6). That is **6** outcomes.

| sum | outcomes |
|---|---|
| 10 | 3 |
| 11 | 2 |
| 12 | 1 |

Therefore

$$P=\\frac{6}{36}=%s$$

Note that the complementary event has probability $\\frac{5}{6}$.
"""
g("long", r"\frac{1}{6}", Q(1, 6))
CASES.yes(DICE % r"\frac{1}{6}")
CASES.no((DICE % r"\frac16") + "\nBut the question asks for *less* than 10.\n\n**Answer:** $\\frac56$", Q(5, 6))
CASES.no(DICE % r"\frac{1}{3}", NOTHING)
g("self-correction", "11", 11)
CASES.yes("I get 13... no wait, two were counted double, so 11.")
CASES.no("I get 11... no wait, two are missing, so 13.", 13)
CASES.yes("Answer: 12. Oops, off by one: it should be 11.")
CASES.no(r"$\boxed{11}$ – scratch that, $\boxed{10}$.", 10)
g("denial", "3", 3)
CASES.no("It definitely is not 3.", NOTHING).no("3 does not work.", NOTHING)
CASES.yes("2 does not work, but 3 does. So the answer is 3.")
CASES.no("The common wrong answer is 3; the right one is 4.", 4)
CASES.yes("The common wrong answer is 4; the right one is 3.")
g("refusal", "14", 14)
CASES.no("I can't solve this without the figure.", NOTHING, "no_answer")
CASES.no("Question 14 is unclear to me.", NOTHING).no("Out of time.", NOTHING, "no_answer")
g("hedge", "2", 2)
CASES.no("It's 2, 3 or 5.", NOTHING).no("Either 2 or -2.", NOTHING)
CASES.no("$x=2$ perhaps, though $x=4$ is just as likely.", NOTHING).yes("Without any doubt: 2.")
g("prose", "60", 60)
CASES.yes("All in all the class sold 60 tickets.").no("All in all the class sold 65 tickets.", 65)
CASES.yes("The angle at the top then must be sixty degrees; in numbers, 60.").yes("sixty").no("sixteen", 16)
g("languages", "7", 7)
CASES.yes("Die Antwort ist 7.").yes("La respuesta es 7.").yes("La réponse finale est $\\boxed{7}$.")
CASES.yes("因此答案为 7。").yes("Итак, ответ: 7.").no("Die Antwort ist nicht 7.", NOTHING).no("因此答案为 8。", 8)
CASES.yes("따라서 답은 7입니다.")
g("code", "85", 85)
CASES.yes("Running\n\n```python\nsum(k*k for k in range(8)) - 55\n```\n\nprints `85`.")
CASES.no("```\n85 + 1\n```\ngives 86", 86)
g("markup", "9", 9)
CASES.yes("<final>9</final>").yes("Answer → 9").yes("∴ 9").yes("= 9").yes("**Ans.** 9").no("**Ans.** 6", 6)
CASES.yes("=> 9").yes("$$\\text{Answer: } 9$$").yes(r"$\boxed{\mathbf{9}}$")
g("false equation", "12", 12)
CASES.no("$5+6=12$", NOTHING).yes("$5+7=12$").no("12 = 13", NOTHING)
g("order", r"O(\sqrt{n})", "sqrt n")
CASES.yes("O(√n)").no("O(n)", "n").no(r"O(n^2)", "n2").yes(r"$\mathcal O(n^{1/2})$")
g("gold misread", r"A^\top A+\mu I", "A'A+mu")
CASES.yes(r"\mu I+A^TA").no(r"AA^\top+\mu I", "AA'+mu").no("A", "A").no(r"A^\top A", "A'A")
g("subscripts", r"a_n=3\cdot 2^{n-1}", "3 2^(n-1)")
CASES.yes(r"a_n=\frac32\cdot2^n").no(r"a_n=3\cdot2^n", "3 2^n").yes(r"3\cdot 2^{n-1}")
CASES.no(r"a_n=6^{n-1}", "6^(n-1)")
