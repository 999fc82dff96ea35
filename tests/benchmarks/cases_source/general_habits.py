"""How golds and answers are written in collections of exercises: dollars, boxes, words inside, sets by a test."""

from __future__ import annotations

from fractions import Fraction

from cases_source.case import Family
from cases_source.truth import NOTHING, Dec, Quantity, Same, Where
from sympy import Matrix, Rational, acos, asin, binomial, factorial, log, pi, sqrt, symbols, tan

CASES = Family("habits", start=6)
Q = Rational
g = CASES.gold
a, b, k, m, p, q, r, t, x, y, z = symbols("a b k m p q r t x y z")
n = symbols("n", integer=True, positive=True)


def where(test: object, *edges: object) -> Where:
    return Where(test, lambda: list(edges))  # type: ignore[arg-type]


every = where(lambda v: True)
g("gold in dollars", "$12$", 12).yes("12").yes("$12$").no("21", 21).yes(r"\boxed{12}")
g("gold in dollars", r"$\frac{4}{9}$.", Q(4, 9)).yes("4/9").no("9/4", Q(9, 4)).yes("$4/9$.")
g("gold in dollars", r"\(x^2\)", x**2).yes("x^2").no("2x", 2 * x).yes(r"\(x\cdot x\)", x * x)
g("gold in dollars", r"\boxed{17}", 17).yes("17").no("71", 71).yes(r"\boxed{17}")
g("gold in dollars", r"$$\boxed{\frac{1}{8}}$$", Q(1, 8)).yes("0.125", Dec("0.125")).yes("1/8").no("1/4", Q(1, 4))
g("gold in dollars", r"$x = 4$", 4).yes("4").yes("x=4").no("x=-4", -4)
g("gold in words", "The answer is $14$.", 14).yes("14").no("41", 41)
g("gold in words", r"x=1 \text{ or } x=2", frozenset([1, 2])).yes("1, 2").yes("x = 2 or x = 1").no("1", frozenset([1])).yes(r"\{1,2\}").no("x=1 or x=3", frozenset([1, 3]))
g("gold in words", r"0 \text{ and } 6", frozenset([0, 6])).yes("6, 0").no("6", frozenset([6])).yes("x=0, x=6")
g("gold with unit", r"13\mbox{ inches}", Quantity(13, "m")).yes("13 inches").yes(r"13\text{ in}").no("13 feet", Quantity(13, "km"))
g("gold with unit", r"7\text{ square units}", 7).yes("7").yes("7 square units").no("49", 49)
g("gold with unit", r"5\text{ cm}", Quantity(5, "cm")).yes("5 cm").yes("5cm").yes(r"5\,\mathrm{cm}").no("5 mm", Quantity(5, "mm")).yes("0.05 m", Quantity(Q(1, 20), "m")).no("0.5 m", Quantity(Q(1, 2), "m"))
g("gold with unit", r"30^{\circ}", Quantity(30, "°")).yes("30 degrees").yes("30°").no("60°", Quantity(60, "°")).yes(r"30^\circ").yes(r"\angle ABC = 30^\circ")
g("percent and mixed", r"33\frac{1}{3}\%", Q(1, 3)).yes(r"33\frac13\%").yes("1/3", Q(1, 3)).no("33%", Q(33, 100)).no(r"\frac{100}{3}", Q(100, 3))
g("separators", "5{,}905", 5905).yes("5905").yes("5,905").no("5.905", Dec("5.905")).no("905", 905)
g("separators", "36000", 36000).yes("36,000").yes("36\\,000").no("3,600", 3600).no("36", 36)
g("separators", "1,234,567", 1234567).yes("1234567").yes("1 234 567").no("123456", 123456).no("1", 1)
g("subset of reals", r"\mathbb{R}", every).yes(r"(-\infty,\infty)").yes("all real numbers").yes(r"x\in\mathbb{R}").no(r"(0,\infty)", where(lambda v: v > 0, 0)).no(r"\mathbb{R}\setminus\{0\}", where(lambda v: v != 0, 0)).no("0", 0)
g("subset of reals", r"\{x\mid x>0\}", where(lambda v: v > 0, 0)).yes("x>0").yes(r"(0,\infty)").no(r"x\ge0", where(lambda v: v >= 0, 0)).yes(r"\{t: t>0\}")
g("subset of reals", r"x\in[-2,7]", where(lambda v: -2 <= v <= 7, -2, 7)).yes("[-2,7]").yes(r"-2\leq x\leq7").no("(-2,7)", where(lambda v: -2 < v < 7, -2, 7)).no(r"-7\le x\le2", where(lambda v: -7 <= v <= 2, -7, 2))
g("subset of reals", r"x>-\frac{5}{3}", where(lambda v: v > Fraction(-5, 3), Fraction(-5, 3))).yes(r"\left(-\frac53,\infty\right)").yes(r"-\frac{5}{3}<x").no(r"x<-\frac53", where(lambda v: v < Fraction(-5, 3), Fraction(-5, 3))).no(r"x>\frac53", where(lambda v: v > Fraction(5, 3), Fraction(5, 3))).yes("3x > -5").yes("3x+5>0")
g("subset of reals", r"(2,12)\cup(12,102)", where(lambda v: 2 < v < 102 and v != 12, 2, 12)).yes(r"2<x<102,\ x\ne12").no("(2,102)", where(lambda v: 2 < v < 102, 2, 12)).yes(r"(12,102)\cup(2,12)").no(r"(2,12)", where(lambda v: 2 < v < 12, 2, 12))
g("set operations", r"\{1,2\}\cup\{3\}", frozenset([1, 2, 3])).yes(r"\{1,2,3\}").no(r"\{1,2\}", frozenset([1, 2])).no("6", 6)
g("set operations", r"\{(1,2),(3,4)\}", frozenset([(1, 2), (3, 4)])).yes("(3,4), (1,2)").no("(1,2)", frozenset([(1, 2)])).no("(1,3),(2,4)", frozenset([(1, 3), (2, 4)])).yes("(x,y) = (1,2) or (x,y) = (3,4)")
g("function names", r"\arcsin\frac{1}{4}", asin(Q(1, 4))).yes(r"\sin^{-1}(1/4)").yes(r"\operatorname{arcsin}(0.25)").no(r"\sin\frac14", symbols("s")).yes("asin(1/4)").no(r"\arccos\frac14", acos(Q(1, 4)))
g("function names", r"\log_2 3", log(3, 2)).yes(r"\frac{\ln3}{\ln2}", log(3) / log(2)).yes(r"\frac{\log 3}{\log 2}", log(3) / log(2)).no(r"\log_3 2", log(2, 3)).yes("log_2(3)").yes("1.585", Dec("1.585")).no(r"\ln 3", log(3))
g("function names", r"\tan 3", tan(3)).yes("tan(3)").no(r"\tan 3^\circ", tan(pi / 60)).no("3\\tan", NOTHING)
g("function names", r"\dbinom{n}{2}", n * (n - 1) / 2).yes(r"\frac{n(n-1)}{2}", n * (n - 1) / 2).yes(r"\frac{n!}{2(n-2)!}", n * (n - 1) / 2).no(r"\frac{n(n+1)}{2}", n * (n + 1) / 2).no("n^2", n**2)
g("function names", "7!", factorial(7)).yes("5040").no("7", 7).no("720", 720).yes(r"7\cdot6!", 7 * factorial(6)).yes(r"\frac{8!}{8}", factorial(8) / 8)
g("function names", r"\binom{12}{5}", binomial(12, 5)).yes("792").no("220", 220).yes(r"\binom{12}{7}", binomial(12, 7)).yes("C(12,5)").yes("12C5")
g("named value", "f(x)=3x-1", 3 * x - 1).yes("3x-1").yes("f(x) = 3x - 1").no("f(x)=3x+1", 3 * x + 1).yes("y = 3x-1").no("x=3y-1", Same(x - 3 * y + 1))
g("named value", r"a_n=2n+1", 2 * n + 1).yes("2n+1").yes(r"a_n = 1+2n").no("2n-1", 2 * n - 1).no("a_n = 2n", 2 * n)
g("named value", r"S=\frac{n}{2}(a+b)", n * (a + b) / 2).yes(r"\frac{n(a+b)}{2}").no(r"\frac{a+b}{2n}", (a + b) / (2 * n)).yes(r"S_n=\frac{n(a+b)}{2}")
g("named value", r"\text{Area}=24", 24).yes("24").yes("Area = 24").no("Area = 42", 42).yes("The area is 24.")
g("named value", r"AB=10", 10).yes("10").yes("AB = 10").yes(r"\overline{AB}=10").yes("|AB| = 10").no("AB = 8", 8)
g("names", r"\text{June 20}", "june 20").yes("June 20").no("June 21", "june 21").no("July 20", "july 20").no("20", "20")
g("names", r"\text{east}", "east").yes("east").yes("East").no("west", "west").no("northeast", "northeast").yes("He is facing east.")
g("names", r"\text{Navin}", "navin").yes("Navin").no("Nina", "nina").yes(r"\boxed{\text{Navin}}")
g("time", r"12{:}30\text{ p.m.}", "12:30 pm").yes("12:30 p.m.").yes("12:30 PM").no("12:30 a.m.", "12:30 am").no("1:30 p.m.", "1:30 pm")
g("ratio", "3:4:5", "3:4:5").yes("3:4:5").yes("3 : 4 : 5").no("5:4:3", "5:4:3").no("3:4", "3:4")
g("vector habits", r"\begin{pmatrix} -1/3 \\ 2/3 \\ 5/3 \end{pmatrix}", Matrix([-Q(1, 3), Q(2, 3), Q(5, 3)])).yes(r"\frac13\begin{pmatrix}-1\\2\\5\end{pmatrix}", Matrix([-1, 2, 5]) / 3).yes(r"\begin{pmatrix}-\frac13\\\frac23\\\frac53\end{pmatrix}").no(r"\begin{pmatrix}1/3\\2/3\\5/3\end{pmatrix}", Matrix([Q(1, 3), Q(2, 3), Q(5, 3)])).no(r"\begin{pmatrix}-1\\2\\5\end{pmatrix}", Matrix([-1, 2, 5])).yes(r"\left(-\tfrac13,\tfrac23,\tfrac53\right)")
g("vector habits", r"3\mathbf{i}-2\mathbf{j}+\mathbf{k}", Matrix([3, -2, 1])).yes(r"3\mathbf{i}-2\mathbf{j}+\mathbf{k}").yes(r"3\hat{\imath}-2\hat{\jmath}+\hat{k}").no(r"3\mathbf{i}+2\mathbf{j}+\mathbf{k}", Matrix([3, 2, 1])).yes(r"\mathbf{k}+3\mathbf{i}-2\mathbf{j}")
g("equation habits", "x+y=2", Same(x + y - 2)).yes("2=x+y").yes("y=2-x").yes("x+y-2=0").no("x+y=-2", Same(x + y + 2)).no("x-y=2", Same(x - y - 2)).no("2", 2)
g("equation habits", "x^2=4y", Same(x**2 - 4 * y)).yes(r"y=\frac{x^2}{4}", Same(y - x**2 / 4)).yes("4y = x^2").no("y^2=4x", Same(y**2 - 4 * x)).no("x^2=-4y", Same(x**2 + 4 * y))
g("equation habits", r"r=2\cos\theta", symbols("c2")).yes(r"r = 2\cos\theta").yes(r"2\cos\theta").no(r"r=2\sin\theta", symbols("s2")).no(r"r=\cos2\theta", symbols("c3"))
g("digits and powers", r"2^{3}\cdot3^{2}\cdot5", 360).yes("360").yes(r"2^3 \times 3^2 \times 5").no(r"2^3\cdot3^2", 72).no("2^3 3^2 5^2", 1800)
g("digits and powers", r"\frac{2^{10}-1}{3}", Q(1023, 3)).yes("341").no(r"\frac{2^{10}}{3}-1", Q(1024, 3) - 1).yes("(2^10 - 1)/3")
g("digits and powers", r"x^{3/2}", sqrt(symbols("w", positive=True)) ** 3).yes(r"x\sqrt{x}").yes("x^{1.5}").no("x^{2/3}", symbols("w", positive=True) ** Q(2, 3)).no(r"\frac{x^3}{2}", symbols("w", positive=True) ** 3 / 2)
g("several numbers", "-3, 0, 3", frozenset([-3, 0, 3])).yes(r"0, \pm 3").yes("x = -3, 0, 3").no("-3, 3", frozenset([-3, 3])).yes(r"\{-3,0,3\}").no("0, 3", frozenset([0, 3])).yes("0, 3 and -3")
g("several numbers", r"(1,2), (2,1)", frozenset([(1, 2), (2, 1)])).yes("(2,1) and (1,2)").no("(1,2)", frozenset([(1, 2)])).no("(1,2),(1,2)", frozenset([(1, 2)]))
g("congruence", r"x\equiv3\pmod 7", "3 mod 7").yes(r"x \equiv 3 \pmod{7}").no(r"x\equiv4\pmod7", "4 mod 7").no(r"x\equiv3\pmod5", "3 mod 5")
