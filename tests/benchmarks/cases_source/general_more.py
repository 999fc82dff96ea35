"""Further classes: what a first look at fresh replies showed to be missed."""

# fmt: off
# ruff: noqa: E501
from __future__ import annotations

from fractions import Fraction

from cases_source.case import Family
from cases_source.truth import NOTHING, Dec, Quantity, Where
from sympy import Piecewise, Rational, pi, sqrt, symbols

CASES = Family("more", start=17)
Q = Rational
g = CASES.gold
x = symbols("x")


def where(test: object, *edges: object) -> Where:
    return Where(test, lambda: list(edges))  # type: ignore[arg-type]


g("more intervals", r"[-\pi,\pi]", where(lambda v: -pi <= v <= pi, pi))
CASES.yes(r"-\pi\le x\le\pi").no(r"(-\pi,\pi)", where(lambda v: -pi < v < pi, pi)).yes(r"x\in[-\pi,\pi]")
CASES.no(r"[0,2\pi]", where(lambda v: 0 <= v <= 2 * pi, 0)).yes(r"$|x|\le\pi$")
g("more intervals", r"\left[-\sqrt5,\sqrt5\right]", where(lambda v: v * v <= 5, sqrt(5)))
CASES.no(r"\left(-\sqrt5,\sqrt5\right)", where(lambda v: v * v < 5, sqrt(5))).yes(r"x^2\le5")
CASES.no(r"\{-\sqrt5,\sqrt5\}", frozenset([sqrt(5), -sqrt(5)]))
CASES.no(r"[-5,5]", where(lambda v: -5 <= v <= 5, 5)).yes("-√5 ≤ x ≤ √5")
g("more intervals", r"\left(2,\frac{7}{2}\right]", where(lambda v: 2 < v <= Fraction(7, 2), 2, Fraction(7, 2)))
CASES.yes("2 < x ≤ 3.5").no("(2, 3.5)", where(lambda v: 2 < v < Fraction(7, 2), 2, Fraction(7, 2)))
CASES.yes("x is greater than 2 and at most 7/2")
CASES.no("x is at least 2 and at most 7/2", where(lambda v: 2 <= v <= Fraction(7, 2), 2, Fraction(7, 2)))
g("more piecewise", r"\begin{cases}5&x<2\\7&x\ge2\end{cases}", Piecewise((5, x < 2), (7, True)))
CASES.no(r"\begin{cases}5&x\le2\\7&x>2\end{cases}", "5 to 2 included")
CASES.yes(r"\begin{cases}7&x\ge2\\5&\text{otherwise}\end{cases}")
CASES.no(r"\begin{cases}7&x<2\\5&x\ge2\end{cases}", Piecewise((7, x < 2), (5, True))).no("5", 5)
g("more piecewise", r"\begin{cases}x^2&x\le1\\2x&x>1\end{cases}", Piecewise((x**2, x <= 1), (2 * x, True)))
CASES.yes(r"f(x)=\begin{cases}2x,&x>1\\x^2,&x\le1\end{cases}")
CASES.no(r"\begin{cases}x^2&x<1\\2x&x\ge1\end{cases}", "2 at 1").no("x^2", x**2)
g("more denials", "7", 7)
CASES.no("Die Lösung ist nicht 7.", NOTHING).no("La respuesta no es 7.", NOTHING).no("Ответ не 7.", NOTHING)
CASES.no("答案不是7。", NOTHING).no("Ce n'est pas 7.", NOTHING)
CASES.no("A popular wrong answer is 7; the correct one is 8.", 8)
CASES.yes("A popular wrong answer is 8; the correct one is 7.")
CASES.no("One is tempted to say 7, but the truth is 8.", 8)
CASES.yes("One is tempted to say 8, but the truth is 7.").no("7 is the trap. It is really 9.", 9)
CASES.no("7 would be too small.", NOTHING).no("It can't possibly be 7.", NOTHING)
CASES.yes("It is not 6, not 8, but 7.").yes("You might expect 14, yet only half of them count: 7.")
g("more prose", "75", 75)
CASES.yes("In the end the club bought 75 books.").yes("All told, that makes 75.")
CASES.no("In the end the club bought 57 books.", 57).yes("seventy-five")
CASES.yes("Thus she walked a total of 75 steps.").no("Thus she walked a total of 70 steps.", 70)
CASES.yes("So n must equal 75.").yes("We conclude that there are exactly 75 such numbers.")
CASES.no("There are fewer than 75 such numbers.", NOTHING)
CASES.no("There are more than 75 such numbers.", NOTHING)
CASES.yes("The total comes to 75.")
g("more words", r"\frac{7}{3}", Q(7, 3))
CASES.yes("two and one third").no("two thirds", Q(2, 3)).yes("seven thirds").no("three sevenths", Q(3, 7))
g("more words", "0.04", Q(4, 100))
CASES.yes("four percent").yes("4 per cent").no("forty percent", Q(4, 10))
g("more choices", r"\text{(C)}", "C")
CASES.yes("I would pick (C).").yes("So C it is.").yes("My choice: C")
CASES.yes("C, because it is the only even number.").yes("Options A, B and D fail, hence C.")
CASES.no("I would pick (D).", "D").no("C is clearly wrong, so A.", "A").yes("The answer must be option C")
CASES.no("Neither A nor C.", NOTHING).yes("Answer (C)")
g("more truth", r"\text{False}", False)
CASES.yes("False. The converse holds, though.").yes("No, although it is true for $n=1$.")
CASES.no("True. The converse is false, though.", True).yes("The claim is false.")
CASES.no("It is true that this looks false, but it is true.", True).yes("This statement does not hold.")
g("more languages", "9", 9)
CASES.yes("因此答案为 9。").yes("答案为:9").yes("所以结果是9").yes("따라서 답은 9입니다.").yes("Also ist das Ergebnis 9.")
CASES.yes("Donc le résultat est 9.").yes("Quindi la risposta è 9.").yes("Portanto, a resposta final é 9.")
CASES.no("Donc le résultat est 6.", 6).no("所以结果是6", 6).yes("したがって、答えは9である。").yes("Итак, получаем 9.")
CASES.yes("Het antwoord is 9.").yes("Svaret är 9.").yes("Odpowiedź: 9")
g("more markup", "85", 85)
CASES.yes("<final>85</final>").yes("=> 85").yes("⇒ 85").yes("Answer → 85").yes("Ans = 85")
CASES.yes("```python\nprint(5 * 17)\n```\n\nprints `85`.").yes("Output: 85").no("Output: 58", 58)
CASES.yes("{\"answer\": 85}").yes("**Solution:** 85").yes("Result: 85").yes("answer=85").yes("A: 85")
CASES.yes("[85]").no("{\"answer\": 58}", 58).yes("\\(85\\)").yes("$85$ ✅").yes("**`85`**")
g("more remarks", "4", 4)
CASES.yes("Solving gives $x=4$. (The other root, $x=-1$, is excluded.)")
CASES.yes("$$x=4$$\n\nNote that $x=-1$ would solve the squared equation, too.")
CASES.no("Solving gives $x=-1$. (The other root, $x=4$, is excluded.)", -1)
CASES.yes("The number of pairs is $4$.\n\nRemark: for $n=5$ one would get $10$.")
CASES.yes("So the answer is 4. In contrast, without replacement it would be 3.")
CASES.yes("$x = 4$\n\nCheck: $2\\cdot4+1=9$ and $9=3^2$. ✓")
CASES.yes("Therefore $k=4$, which is less than $5$ as required.")
CASES.yes("We get $\\sqrt{16}=4$; recall that $\\sqrt{25}=5$.")
CASES.no("We get $\\sqrt{25}=5$; recall that $\\sqrt{16}=4$.", 5)
g("more units", r"3\text{ kg}", Quantity(3, "kg"))
CASES.yes("3 kilograms").yes("3000 g", Quantity(3000, "g")).no("3 g", Quantity(3, "g"))
CASES.yes("3.0 kg", Quantity(Dec("3.0"), "kg")).yes("The mass is 3 kg.")
g("more units", r"20\text{ N}", Quantity(20, "N"))
CASES.yes("20 newtons").no("20 J", Quantity(20, "J")).yes("$20\\,\\mathrm{N}$").no("2 N", Quantity(2, "N"))
g("more units", r"1.5\text{ kJ}", Quantity(Q(3, 2), "kJ"))
CASES.yes("1500 J", Quantity(1500, "J")).yes("1.5 kilojoules").no("1.5 J", Quantity(Q(3, 2), "J"))
CASES.yes(r"1.5\times10^{3}\text{ J}", Quantity(1500, "J"))
g("more units", r"2\text{ L}", Quantity(2, "L"))
CASES.yes("2 litres").yes("2 liters").yes("2000 mL", Quantity(2000, "mL")).no("2 mL", Quantity(2, "mL"))
g("more counts", "12", 12)
CASES.yes("12 apples").yes("12 people").yes("12 ways").yes("12 different arrangements").no("13 apples", 13)
CASES.yes("There are 12 students left.").yes("12 (students)").yes(r"12\text{ students}")
