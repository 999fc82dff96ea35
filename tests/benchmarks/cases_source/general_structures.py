"""Intervals, sets, tuples, ±, vectors, matrices, choices, words, truth values."""

from __future__ import annotations

from fractions import Fraction

from cases_source.case import Family
from cases_source.truth import NOTHING, Same, Where
from sympy import I, Matrix, Rational, cos, pi, sin, sqrt, symbols

CASES = Family("structures", start=7)
Q = Rational
g = CASES.gold
a, b, c, d, k, t, x, y, z, theta = symbols("a b c d k t x y z theta")
S = lambda *items: frozenset(items)  # noqa: E731


def where(test: object, *edges: object) -> Where:
    """Return a set of reals by its test, probed closely at its edges."""
    return Where(test, lambda: [Fraction(e) for e in edges])  # type: ignore[arg-type]


co = where(lambda v: 0 <= v < 1, 0, 1)
oo_ = where(lambda v: 0 < v < 1, 0, 1)
cc = where(lambda v: 0 <= v <= 1, 0, 1)
oc = where(lambda v: 0 < v <= 1, 0, 1)
g("interval", "[0,1)", co).yes("[0, 1)").yes(r"0\le x<1").yes(r"x\in[0,1)").yes("0 ≤ x < 1").no("(0,1)", oo_).no("[0,1]", cc).no("(0,1]", oc).Yes(r"\left[0,1\right)").No(r"0<x\le 1", oc).no("[0,2)", where(lambda v: 0 <= v < 2, 0, 2))
CASES.yes(r"\{x: 0\le x<1\}").yes(r"1 > x \ge 0").no("0", 0).yes("[0;1)")
g("interval", r"(-\infty,3]", where(lambda v: v <= 3, 3)).yes(r"x\le 3").yes("x ≤ 3").yes("(-∞, 3]").yes(r"3\geq x").no("x<3", where(lambda v: v < 3, 3)).no("x ≥ 3", where(lambda v: v >= 3, 3)).no(r"(3,\infty)", where(lambda v: v > 3, 3)).Yes(r"x\leq 3").No(r"[-3,3]", where(lambda v: -3 <= v <= 3, -3, 3))
CASES.no("3", 3).no(r"(-\infty,3)", where(lambda v: v < 3, 3))
g("interval", r"-2<x<5", where(lambda v: -2 < v < 5, -2, 5)).yes("(-2,5)").yes(r"x\in(-2,5)").yes("5>x>-2").yes("-2 < x and x < 5").no("x>-2", where(lambda v: v > -2, -2)).no("x<5", where(lambda v: v < 5, 5)).no("-5<x<2", where(lambda v: -5 < v < 2, -5, 2)).Yes(r"]-2,5[").no("[-2,5]", where(lambda v: -2 <= v <= 5, -2, 5))
g("interval", "x>2", where(lambda v: v > 2, 2)).yes(r"(2,\infty)").yes("2<x").yes("x > 2").no("x<2", where(lambda v: v < 2, 2)).no(r"x\ge 2", where(lambda v: v >= 2, 2)).no("2", 2).Yes(r"x\in(2,+\infty)").No("x>3", where(lambda v: v > 3, 3))
outside = where(lambda v: v < -1 or v > 4, -1, 4)
g("union", r"(-\infty,-1)\cup(4,\infty)", outside).yes(r"x<-1 \text{ or } x>4").yes("(-∞, -1) ∪ (4, ∞)").yes(r"(4,\infty)\cup(-\infty,-1)").yes("x > 4 or x < -1").no("(-1,4)", where(lambda v: -1 < v < 4, -1, 4)).no(r"(-\infty,-1]\cup[4,\infty)", where(lambda v: v <= -1 or v >= 4, -1, 4))
CASES.no(r"(-\infty,-1)", where(lambda v: v < -1, -1)).no("x>4", where(lambda v: v > 4, 4)).Yes(r"x<-1\;\lor\;x>4").No(r"(-\infty,1)\cup(4,\infty)", where(lambda v: v < 1 or v > 4, 1, 4)).yes(r"\mathbb{R}\setminus[-1,4]")
g("union", r"[1,2]\cup\{5\}", where(lambda v: 1 <= v <= 2 or v == 5, 1, 2, 5)).yes(r"\{5\}\cup[1,2]").no("[1,2]", where(lambda v: 1 <= v <= 2, 1, 2)).no("[1,5]", where(lambda v: 1 <= v <= 5, 1, 5)).no(r"\{1,2,5\}", S(1, 2, 5))
g("inequality", r"|x|<3", where(lambda v: abs(v) < 3, 3, -3)).yes("-3<x<3").yes("(-3,3)").yes("|x| < 3").no("x<3", where(lambda v: v < 3, 3)).no("|x|>3", where(lambda v: abs(v) > 3, 3, -3)).no(r"|x|\le 3", where(lambda v: abs(v) <= 3, 3, -3)).Yes(r"x\in(-3,3)")
g("inequality", r"|x-1|\ge 2", where(lambda v: abs(v - 1) >= 2, -1, 3)).yes(r"x\le -1 \text{ or } x\ge 3").yes(r"(-\infty,-1]\cup[3,\infty)").no(r"-1\le x\le 3", where(lambda v: -1 <= v <= 3, -1, 3)).no(r"x\ge 3", where(lambda v: v >= 3, 3)).No(r"(-\infty,-1)\cup(3,\infty)", where(lambda v: v < -1 or v > 3, -1, 3))
g("interval", r"\left(-\frac{1}{2},\frac{3}{4}\right]", where(lambda v: -Fraction(1, 2) < v <= Fraction(3, 4), Fraction(-1, 2), Fraction(3, 4))).yes("(-1/2, 3/4]").yes("(-0.5, 0.75]").yes(r"-\frac12<x\le\frac34").no("[-1/2, 3/4]", where(lambda v: -Fraction(1, 2) <= v <= Fraction(3, 4), Fraction(-1, 2), Fraction(3, 4))).no("(-1/2, 3/4)", where(lambda v: -Fraction(1, 2) < v < Fraction(3, 4), Fraction(-1, 2), Fraction(3, 4)))

g("set", r"\{1,2,3\}", S(1, 2, 3)).yes(r"\{3,1,2\}").yes("{1, 2, 3}").yes("1, 2, 3").yes("1, 2 and 3").yes("x=1, x=2, x=3").no(r"\{1,2\}", S(1, 2)).no(r"\{1,2,3,4\}", S(1, 2, 3, 4)).no("{1,2,4}", S(1, 2, 4)).no("3", S(3)).Yes(r"\{2,3,1\}").No(r"\{1,2\}", S(1, 2)).no("{1,1,2}", S(1, 2))
CASES.yes(r"\left\{1,\frac{4}{2},3\right\}", S(1, Q(4, 2), 3)).no("1", S(1))
g("set", r"\{-2,2\}", S(-2, 2)).yes(r"\pm 2").yes("±2").yes("x = 2 or x = -2").yes("2, -2").yes(r"x=\pm 2").no("2", S(2)).no("-2", S(-2)).no("4", S(4)).Yes(r"\pm2").No(r"\pm 4", S(4, -4)).no("x=2", S(2)).yes("−2 and 2")
g("set", r"\emptyset", S()).yes("∅").yes(r"\{\}").yes(r"\varnothing").yes("no solution").yes("There are no real solutions.").no("0", S(0)).no(r"\{0\}", S(0)).no(r"\{\emptyset\}", S(S()))
g("plus-minus", r"1\pm\sqrt{3}", S(1 + sqrt(3), 1 - sqrt(3))).yes(r"\{1+\sqrt3,1-\sqrt3\}").yes("1 ± √3").yes(r"1-\sqrt{3},\ 1+\sqrt{3}").yes(r"x=1+\sqrt{3} \text{ or } x=1-\sqrt{3}").no(r"1+\sqrt3", S(1 + sqrt(3))).no(r"1\pm\sqrt{2}", S(1 + sqrt(2), 1 - sqrt(2))).no(r"-1\pm\sqrt3", S(-1 + sqrt(3), -1 - sqrt(3))).Yes(r"1\pm\sqrt{3}")
CASES.no(r"\sqrt3\pm1", S(sqrt(3) + 1, sqrt(3) - 1)).yes(r"\frac{2\pm\sqrt{12}}{2}", S((2 + sqrt(12)) / 2, (2 - sqrt(12)) / 2)).No(r"1-\sqrt{3}", S(1 - sqrt(3)))
g("plus-minus", r"\frac{-b\pm\sqrt{b^2-4ac}}{2a}", S((-b + sqrt(b**2 - 4 * a * c)) / (2 * a), (-b - sqrt(b**2 - 4 * a * c)) / (2 * a))).yes(r"x=\frac{-b\pm\sqrt{b^2-4ac}}{2a}").yes(r"-\frac{b}{2a}\pm\frac{\sqrt{b^2-4ac}}{2a}").no(r"\frac{b\pm\sqrt{b^2-4ac}}{2a}", S((b + sqrt(b**2 - 4 * a * c)) / (2 * a), (b - sqrt(b**2 - 4 * a * c)) / (2 * a))).no(r"\frac{-b+\sqrt{b^2-4ac}}{2a}", S((-b + sqrt(b**2 - 4 * a * c)) / (2 * a)))
CASES.no(r"\frac{-b\pm\sqrt{b^2-4ac}}{a}", S((-b + sqrt(b**2 - 4 * a * c)) / a, (-b - sqrt(b**2 - 4 * a * c)) / a))
g("set", r"\{i,-i\}", S(I, -I)).yes(r"\pm i").yes("i, -i").no("i", S(I)).no(r"\pm 1", S(1, -1)).Yes(r"\pm i")
g("required subset", "x=1,\\ y=2", (1, 2)).yes("x=1, y=2").yes("y = 2 and x = 1", (1, 2)).yes("(x,y)=(1,2)").no("x=1", NOTHING).no("y=2", NOTHING).no("x=2, y=1", (2, 1)).Yes(r"x=1,\quad y=2")
g("required subset", r"2, 3, 7", S(2, 3, 7)).yes("2, 3, 7").yes("7, 3 and 2").no("2, 3", S(2, 3)).no("7", S(7)).no("2, 3, 7, 11", S(2, 3, 7, 11)).no("2 3", S(2, 3))

g("tuple", "(1,2)", (1, 2)).yes("(1, 2)").yes(r"\left(1,2\right)").yes("(1.0, 2.0)").yes("x = 1, y = 2").yes(r"(x,y)=(1,2)").no("(2,1)", (2, 1)).no("(1,2,3)", (1, 2, 3)).no("1", NOTHING).Yes(r"\left(1,\,2\right)").No("(1,-2)", (1, -2)).no("(1,3)", (1, 3))
g("tuple", r"\left(3,\frac{\pi}{2}\right)", (3, pi / 2)).yes("(3, π/2)").yes(r"(3,\frac12\pi)").no(r"\left(\frac{\pi}{2},3\right)", (pi / 2, 3)).no(r"(3,\pi)", (3, pi)).Yes(r"\left(3,\pi/2\right)").no(r"3\cdot\frac\pi2", NOTHING).no(r"\frac{\pi}{2}", NOTHING)
g("tuple", "(1,-2,0)", (1, -2, 0)).yes("(1, -2, 0)").yes("(1,−2,0)").no("(1,2,0)", (1, 2, 0)).no("(1,-2)", (1, -2)).no("(0,-2,1)", (0, -2, 1)).Yes("(1,-2,0)").yes("x=1, y=-2, z=0")
g("tuple", "(a+b,a-b)", (a + b, a - b)).yes("(b+a, a-b)", (b + a, a - b)).no("(a-b,a+b)", (a - b, a + b)).no("(a+b,b-a)", (a + b, b - a)).Yes("(a+b,-(b-a))", (a + b, -(b - a)))
g("set of pairs", r"\{(0,1),(2,3)\}", S((0, 1), (2, 3))).yes("(0,1), (2,3)").yes("(2,3) and (0,1)").yes(r"\{(2,3),(0,1)\}").no("(0,1)", S((0, 1))).no("(1,0),(2,3)", S((1, 0), (2, 3))).Yes(r"(0,1)\text{ and }(2,3)")

M = Matrix
g("matrix", r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", M([[1, 2], [3, 4]])).yes(r"\begin{bmatrix}1&2\\3&4\end{bmatrix}").yes("[[1,2],[3,4]]").yes("[1 2; 3 4]").yes("[1, 2; 3, 4]").no(r"\begin{pmatrix}1&3\\2&4\end{pmatrix}", M([[1, 3], [2, 4]])).no(r"\begin{pmatrix}1&2\\4&3\end{pmatrix}", M([[1, 2], [4, 3]]))
CASES.yes(r"\begin{pmatrix}1&3\\2&4\end{pmatrix}^T", M([[1, 3], [2, 4]]).T).no("-2", NOTHING).Yes(r"\begin{bmatrix}1&2\\3&4\end{bmatrix}").No(r"\begin{bmatrix}-1&2\\3&4\end{bmatrix}", M([[-1, 2], [3, 4]])).no(r"\begin{vmatrix}1&2\\3&4\end{vmatrix}", NOTHING).yes(r"\left[\begin{array}{cc}1&2\\3&4\end{array}\right]")
CASES.no(r"\begin{pmatrix}1&2&0\\3&4&0\end{pmatrix}", M([[1, 2, 0], [3, 4, 0]]))
g("matrix", r"\begin{pmatrix}\cos\theta&-\sin\theta\\ \sin\theta&\cos\theta\end{pmatrix}", M([[cos(theta), -sin(theta)], [sin(theta), cos(theta)]])).yes(r"\begin{bmatrix}\cos\theta&-\sin\theta\\\sin\theta&\cos\theta\end{bmatrix}").no(r"\begin{pmatrix}\cos\theta&\sin\theta\\-\sin\theta&\cos\theta\end{pmatrix}", M([[cos(theta), sin(theta)], [-sin(theta), cos(theta)]]))
CASES.no(r"\begin{pmatrix}\sin\theta&-\cos\theta\\ \cos\theta&\sin\theta\end{pmatrix}", M([[sin(theta), -cos(theta)], [cos(theta), sin(theta)]])).Yes(r"\begin{pmatrix}\cos\theta&-\sin\theta\\ \sin\theta&\cos\theta\end{pmatrix}")
g("matrix", r"\frac{1}{2}\begin{pmatrix}2&0\\0&4\end{pmatrix}", M([[1, 0], [0, 2]])).yes(r"\begin{pmatrix}1&0\\0&2\end{pmatrix}").yes(r"\operatorname{diag}(1,2)").no(r"\begin{pmatrix}2&0\\0&4\end{pmatrix}", M([[2, 0], [0, 4]])).no(r"\operatorname{diag}(2,1)", M([[2, 0], [0, 1]]))
g("vector", r"\begin{pmatrix}1\\-1\\2\end{pmatrix}", M([1, -1, 2])).yes(r"\begin{bmatrix}1\\-1\\2\end{bmatrix}").yes(r"[1,-1,2]^T").yes("(1, -1, 2)ᵀ").yes("(1, -1, 2)").no(r"\begin{pmatrix}1\\1\\2\end{pmatrix}", M([1, 1, 2])).no("(1,-1)", (1, -1)).no("(2,-1,1)", (2, -1, 1)).Yes(r"\begin{bmatrix}1\\-1\\2\end{bmatrix}").no(r"\begin{pmatrix}-1\\1\\-2\end{pmatrix}", M([-1, 1, -2]))
g("vector", r"\langle 2,3\rangle", M([2, 3])).yes("⟨2, 3⟩").yes(r"\begin{pmatrix}2\\3\end{pmatrix}").yes("(2,3)").no(r"\langle 3,2\rangle", M([3, 2])).no(r"\langle 2,-3\rangle", M([2, -3])).No(r"\langle 2,3,0\rangle", M([2, 3, 0]))

g("choice", "B", "B").yes("B").yes("(B)").yes(r"\textbf{(B)}").yes("The correct answer is (B).").yes("**B**").yes("Answer: B").no("C", "C").no("(A)", "A").no("b c", NOTHING).yes(r"\boxed{\text{B}}").yes("Option B is correct.").no("Either B or C", NOTHING).no("Not B, but D.", "D")
CASES.yes("I first thought A, but the correct option is B.").no("I first thought B, but the correct option is A.", "A").yes("A is wrong, C is wrong, D is wrong. So the answer is B.").yes(r"The answer is $\boxed{B}$.")
g("choice", r"\text{(D)}", "D").yes("D").yes("(D)").yes(r"\text{D}").no("(E)", "E").no("A", "A").yes(r"\boxed{\textbf{(D)}\ 15}").Yes(r"\text{(D)}")
g("truth", r"\text{True}", True).yes("True").yes("true").yes("The statement is true.").yes("**True**").no("False", False).no("The statement is false.", False).no("It is not true.", False).yes(r"\boxed{\text{True}}").no("True or false, hard to say.", NOTHING)
g("truth", r"\text{No}", False).yes("No").yes("no").yes("No.").no("Yes", True).yes(r"\boxed{\text{No}}").no("yes", True).yes("**No**, because the series diverges.")
g("text", r"\text{Saturday}", "saturday").yes("Saturday").yes("saturday").yes("It will be a Saturday.").no("Sunday", "sunday").yes(r"\boxed{\text{Saturday}}").no("not Saturday", NOTHING).Yes(r"\text{Saturday}").no("Saturday or Sunday", NOTHING)
g("text", r"\text{ellipse}", "ellipse").yes("ellipse").yes("an ellipse").yes("The curve is an **ellipse**.").no("parabola", "parabola").no("hyperbola", "hyperbola").yes(r"\text{ellipse}")
g("text", r"\text{Evelyn}", "evelyn").yes("Evelyn").yes(r"\boxed{\text{Evelyn}}").yes("So the student with the greatest speed is Evelyn.").no("Briana", "briana").no(r"\boxed{\text{Carla}}", "carla")
g("gold misread", r"2X^\top(Xw-y)", "2X'(Xw-y)").yes(r"2X^\top(Xw-y)").yes(r"2X^T(Xw-y)").no("2", "2").no(r"2X(Xw-y)", "2X(Xw-y)").no(r"2X^\top(Xw+y)", "2X'(Xw+y)").Yes(r"2X^{\top}(Xw-y)").no(r"X^\top(Xw-y)", "X'(Xw-y)")
g("gold misread", r"1+u^\top v", "1+u'v").yes(r"1+u^\top v").yes(r"u^\top v+1").no("1", "1").no(r"u^\top v", "u'v").no(r"1-u^\top v", "1-u'v").yes("1 + uᵀv")
g("gold misread", r"r^T", "r'").yes(r"r^T").no("r", "r").no("r^2", "r2")
g("gold misread", r"\left\{\frac{1}{\|u\|},\frac{1}{\|v\|}\right\}", "1/|u|,1/|v|").yes(r"\left\{\frac{1}{\|v\|},\frac{1}{\|u\|}\right\}").no(r"\frac{1}{\|u\|}", "1/|u|").no(r"\left\{\frac{1}{\|u\|},\frac{2}{\|v\|}\right\}", "1/|u|,2/|v|")
