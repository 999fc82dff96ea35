"""Answers with several targets, several parts, predicates, checkpoints and false steps."""

# fmt: off
# ruff: noqa: B008
# ruff: noqa: E501
from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from cases_source.case import Family
from cases_source.truth import NOTHING, Space
from sympy import Matrix, Rational, sqrt

from harness.codec import to_builtins
from harness.records import Answer, Checkpoint, Expected, FalseStep, Target
from harness.symbols import declare

CASES = Family("parts", start=9)
g = CASES.gold
Q = Rational


def answer(*expected: Expected, kind: str = "several", symbols: Any = (), **more: Any) -> Any:
    """Return an answer as builtins, the way it stands in a case file."""
    declared = tuple(declare(name, text) for name, text in dict(symbols).items())
    latex = "; ".join(f"{e.target.name} = {e.value}" for e in expected)
    return to_builtins(Answer("case/case", "a", kind, latex, expected, declared, **more))


def one(name: str, kind: str, value: str, *aliases: str, **options: Any) -> Expected:
    """Return one target with its value."""
    return Expected(Target(name, kind, aliases=aliases, options=options), value)


def draw(rng: np.random.Generator) -> Any:
    return SimpleNamespace(e=rng.uniform(0.1, 1), s=rng.uniform(0.3, 2), n=int(rng.integers(1, 9)), b=rng.uniform(0.5, 4), x=rng.normal(), y=rng.normal())


SP = Space(draw)

# ------------------------------------------------------------ several targets
two = answer(one("A", "expression", r"-2\eta s"), one("B", "expression", r"\eta^2 b^2 s"), symbols={"eta": "positive", "s": "positive", "b": "positive"})
ab = lambda e: (-2 * e.e * e.s, e.e**2 * e.b**2 * e.s)  # noqa: E731
g("several targets", "A, B", ab, space=SP, answer=two)
CASES.yes(r"$A=-2\eta s$ and $B=\eta^2b^2s$").yes("A = −2ηs, B = η²b²s")
CASES.yes(r"$B=s(\eta b)^2$, $A=-2s\eta$").no(r"$A=-2\eta s$", NOTHING, "partial")
CASES.no(r"$A=-2\eta s$ and $B=\eta b^2s$", lambda e: (-2 * e.e * e.s, e.e * e.b**2 * e.s), "partial")
CASES.no(r"$A=2\eta s$ and $B=\eta b^2 s$", lambda e: (2 * e.e * e.s, e.e * e.b**2 * e.s))
CASES.no(r"$B=-2\eta s$ and $A=\eta^2b^2s$", lambda e: ab(e)[::-1])
CASES.yes("The linear term is\n\n$$A=-2\\eta s,$$\n\nthe quadratic one is\n\n$$B=\\eta^2b^2s.$$")
CASES.yes("- $A = -2\\eta s$\n- $B = \\eta^2 b^2 s$").no("", NOTHING, "no_answer")
CASES.yes("| term | value |\n|---|---|\n| $A$ | $-2\\eta s$ |\n| $B$ | $\\eta^2b^2s$ |")
CASES.yes(r"\boxed{A=-2\eta s,\quad B=\eta^2b^2s}")
point = answer(one("eta", "expression", r"\frac{1}{s}", "\\eta^*"), one("rate", "expression", r"1-s", "rho"), symbols={"s": "real, in (0, 1)"})
g("several targets", "eta, rate", lambda e: (1 / e.s, 1 - e.s), space=SP, answer=point)
CASES.yes(r"$\eta^*=1/s$, and the rate is $1-s$").yes(r"$\eta=\frac1s$ with rate $\rho=1-s$")
CASES.no(r"$\eta^*=1/s$, and the rate is $s$", lambda e: (1 / e.s, e.s), "partial")
CASES.no(r"$\eta^*=s$, and the rate is $1-s$", lambda e: (e.s, 1 - e.s), "partial")
CASES.no(r"$\eta^*=s$, and the rate is $1+s$", lambda e: (e.s, 1 + e.s))
vecs = answer(one("theta", "vector", r"\begin{pmatrix}1\\0\\0\end{pmatrix}", "θ"), kind="vector")
g("vector target", "theta", Matrix([1, 0, 0]), answer=vecs)
CASES.yes(r"$\theta=[1,0,0]^\top$").yes("θ = (1, 0, 0)").yes("SGD ends at $(1,0,0)$.")
CASES.no("θ = (0, 1, 0)", Matrix([0, 1, 0])).no("θ = (1, 0)", Matrix([1, 0]))
CASES.no(r"$\theta=[1,0,0.01]^\top$", Matrix([1, 0, Q(1, 100)]))
CASES.yes("$$\\theta_\\infty=\\begin{bmatrix}1\\\\0\\\\0\\end{bmatrix}$$").no("1", NOTHING)
CASES.yes("It converges to $\\theta^* = \\frac{1}{2}\\begin{bmatrix}2\\\\0\\\\0\\end{bmatrix}$.")
num = Q(1) / (1 + Q(1, 100) + Q(1, 10000))
sgd = answer(one("theta", "vector", r"\frac{1}{1.0101}\begin{pmatrix}1\\0.1\\0.01\end{pmatrix}", "θ"), kind="vector")
g("vector target", "theta", Matrix([num, num / 10, num / 100]), answer=sgd)
CASES.yes(r"$\theta=\frac{1}{1.0101}(1,0.1,0.01)$").yes("θ ≈ (0.990, 0.0990, 0.00990)")
CASES.yes("θ = (0.990001, 0.0990001, 0.00990001)")
CASES.no("θ = (1, 0.1, 0.01)", Matrix([1, Q(1, 10), Q(1, 100)]))
CASES.no("θ ≈ (0.980, 0.0980, 0.00980)", Matrix([Q(98, 100), Q(98, 1000), Q(98, 10000)]))
CASES.no("θ = (1/3, 10/3, 100/3)", Matrix([Q(1, 3), Q(10, 3), Q(100, 3)]))
CASES.yes(r"$\left(\frac{10000}{10101},\frac{1000}{10101},\frac{100}{10101}\right)$")
itn = answer(one("eta", "number", "2"), one("iterations", "number", "690", "T", integer=True), kind="several")
g("several targets", "eta, iterations", (2, 690), answer=itn)
CASES.yes("η = 2, and it takes 690 iterations.").yes(r"$\eta=2$, $T=690$")
CASES.no("η = 2, and it takes 691 iterations.", (2, 691), "partial")
CASES.no("η = 1, and it takes 690 iterations.", (1, 690), "partial")
CASES.no("η = 1, and it takes 69 iterations.", (1, 69))

# --------------------------------------------------------------- several parts
for label, tex, value in (("a", "2x", 2), ("b", "3x", 3), ("c", "5x", 5)):
    mine = answer(one("answer", "expression", tex), kind="expression", symbols={"x": "real"})
    g("several parts", tex, lambda e, v=value: v * e.x, space=SP, answer=mine, part=label, labels=["a", "b", "c"])
    for shape in ("(a) $%s$\n\n(b) $%s$\n\n(c) $%s$", "**Part a.** We get $%s$.\n\n**Part b.** We get $%s$.\n\n**Part c.** We get $%s$.", "## a)\nThe value is $%s$.\n\n## b)\nThe value is $%s$.\n\n## c)\nThe value is $%s$."):
        CASES.yes(shape % ("2x", "3x", "5x"))
        wrong = {"a": ("7x", "3x", "5x"), "b": ("2x", "7x", "5x"), "c": ("2x", "3x", "7x")}[label]
        CASES.no(shape % wrong, lambda e: 7 * e.x)
        mixed = {"a": ("3x", "2x", "5x"), "b": ("2x", "5x", "3x"), "c": ("5x", "3x", "2x")}[label]
        CASES.no(shape % mixed, lambda e, m=mixed["abc".index(label)]: int(m[0]) * e.x)
    left_out = "(a) $2x$\n\n(b) $3x$\n\n(c) $5x$".replace(f"({label}) ${tex}$", f"({label}) I could not solve this part.")
    CASES.no(left_out, NOTHING, "no_answer")

# ------------------------------------------------------------------ predicates
low = answer(Expected(Target("c_1", "predicate", aliases=("c1",), options={"tight": r"\frac{4s^2}{n}", "sense": "largest"}), r"0 < c_1 \le \frac{4s^2}{n}"), kind="predicate", symbols={"s": "positive", "n": "natural"})
valid = lambda claim: lambda e: bool(0 < claim(e) <= 4 * e.s**2 / e.n * (1 + 1e-12))  # noqa: E731
g("predicate", "c_1", lambda e: True, space=SP, answer=low)
CASES.yes(r"$c_1=\frac{4s^2}{n}$", valid(lambda e: 4 * e.s**2 / e.n))
CASES.yes(r"$c_1=\frac{2s^2}{n}$", valid(lambda e: 2 * e.s**2 / e.n)).no(r"$c_1=4s^2$", lambda e: e.n < 2)
CASES.no(r"$c_1=\frac{8s^2}{n}$", valid(lambda e: 8 * e.s**2 / e.n)).no("$c_1=-1$", valid(lambda e: -1))
CASES.no("$c_1=0$", valid(lambda e: 0)).yes("c₁ = s²/n", valid(lambda e: e.s**2 / e.n))
CASES.no(r"$c_1=\frac{4s}{n}$", lambda e: e.s > 2)
CASES.yes(r"So we can take $c_1=\frac{4}{n}s^2$.", valid(lambda e: 4 / e.n * e.s**2))
CASES.no("There is such a constant.", NOTHING)
up = answer(Expected(Target("c_2", "predicate", aliases=("c2",), options={"tight": "b^2", "sense": "smallest"}), r"c_2\ge b^2"), kind="predicate", symbols={"b": "positive"})
above = lambda claim: lambda e: bool(claim(e) >= e.b**2 * (1 - 1e-12))  # noqa: E731
g("predicate", "c_2", lambda e: True, space=SP, answer=up)
CASES.yes("$c_2=b^2$", above(lambda e: e.b**2)).yes("$c_2=4b^2$", above(lambda e: 4 * e.b**2))
CASES.no("$c_2=b$", lambda e: e.b < 0).no(r"$c_2=\frac{b^2}{2}$", above(lambda e: e.b**2 / 2))
CASES.yes("c₂ = 2b²", above(lambda e: 2 * e.b**2)).no(r"$c_2=b^2-1$", above(lambda e: e.b**2 - 1))
ridge = answer(Expected(Target("W_2", "predicate"), r"W_2^\top W_2=\lambda I"), kind="predicate", symbols={"lambda": "positive", "I": "identity", "A": "matrix m x n"})
g("predicate", "W_2", lambda e: True, space=SP, answer=ridge)
CASES.yes(r"$W_2=\sqrt\lambda I$", lambda e: bool(np.allclose(np.sqrt(e.e) * np.eye(3) @ (np.sqrt(e.e) * np.eye(3)), e.e * np.eye(3))))
CASES.no(r"$W_2=\lambda I$", lambda e: bool(np.allclose(e.e**2 * np.eye(3), e.e * np.eye(3))))
CASES.yes(r"$W_2=-\sqrt{\lambda}\,I$", lambda e: bool(np.allclose(np.sqrt(e.e) ** 2 * np.eye(3), e.e * np.eye(3))))
CASES.no(r"$W_2=I$", lambda e: bool(np.allclose(np.eye(3), e.e * np.eye(3))))

# ------------------------------------------------ checkpoints and false steps
gram = Checkpoint("normal", "the normal equations", one("normal equations", "equation", r"X^\top Xw=X^\top y"))
final = Checkpoint("solution", "the solution", one("w", "expression", r"(X^\top X)^{-1}X^\top y"))
proof = answer(kind="derivation", symbols={"X": "matrix n x d, full column rank", "y": "vector n", "w": "vector d"}, checkpoints=(gram, final))
met = lambda *names: lambda e: tuple(sorted(names))  # noqa: E731
g("checkpoints", "normal equations", lambda e: ("normal", "solution"), space=SP, answer=proof)
CASES.yes("Set the gradient to zero: $2X^\\top(Xw-y)=0$, so $X^\\top Xw=X^\\top y$. Since $X$ has full column rank, $w=(X^\\top X)^{-1}X^\\top y$.", met("normal", "solution"))
CASES.no("Set the gradient to zero: $2X^\\top(Xw-y)=0$, so $X^\\top Xw=X^\\top y$.", met("normal"), "unsupported")
CASES.no("Set the gradient to zero. It follows at once.", met())
CASES.no("The normal equations are $XX^\\top w=X^\\top y$.", met())
said = answer(one("who", "statement", "", all=[["interpolat", "zero residual"], ["augment"]], none=["not", "never"]), kind="statement")
g("statement", "the augmented system interpolates", "interpolates", answer=said)
CASES.yes("The augmented system interpolates the data.", "interpolates")
CASES.no("The augmented system does not interpolate the data.", "no")
CASES.no("The original system has a large residual.", "no")
CASES.yes("With feature augmentation there is an exact solution, hence zero residual for the augmented problem.", "interpolates")
slip = FalseStep("sign", "expands the square with the wrong sign", one("step", "equation", r"(a-b)^2=a^2+b^2"), "at a = b = 1: 0 against 2")
okay = answer(one("answer", "expression", "2ab", "x"), kind="expression", symbols={"a": "positive", "b": "positive"}, false_steps=(slip,))
g("false steps", "2ab", lambda e: 2 * e.b * e.s, space=SP, answer=okay)
CASES.yes("$(a-b)^2=a^2-2ab+b^2$, so the difference is $x=2ab$.").no("$x=ab$", lambda e: e.b * e.s)
block = answer(one("C", "matrix", r"\begin{pmatrix}W_1A\\W_2\end{pmatrix}", rows_free=True), one("d", "vector", r"\begin{pmatrix}W_1b\\W_2c\end{pmatrix}", rows_free=True), symbols={"A": "matrix m x n", "W_1": "matrix p x m", "W_2": "matrix q x n", "b": "vector m", "c": "vector n"})


def blocks(rng: np.random.Generator) -> Any:
    return SimpleNamespace(A=rng.normal(size=(3, 2)), P=rng.normal(size=(4, 3)), R=rng.normal(size=(5, 2)), b=rng.normal(size=3), c=rng.normal(size=2))


cd = lambda e: (frozenset([tuple(map(tuple, e.P @ e.A)), tuple(map(tuple, e.R))]), frozenset([tuple(e.P @ e.b), tuple(e.R @ e.c)]))  # noqa: E731
g("block", "C, d", cd, space=Space(blocks), answer=block)
CASES.yes(r"$C=\begin{bmatrix}W_1A\\W_2\end{bmatrix}$, $d=\begin{bmatrix}W_1b\\W_2c\end{bmatrix}$")
CASES.yes(r"$$C=\begin{pmatrix}W_2\\W_1A\end{pmatrix},\quad d=\begin{pmatrix}W_2c\\W_1b\end{pmatrix}$$")
CASES.no(r"$C=\begin{bmatrix}W_1A\\W_2\end{bmatrix}$, $d=\begin{bmatrix}W_1b\\c\end{bmatrix}$", lambda e: (cd(e)[0], frozenset([tuple(e.P @ e.b), tuple(e.c)])))
CASES.no(r"$C=\begin{bmatrix}AW_1\\W_2\end{bmatrix}$, $d=\begin{bmatrix}W_1b\\W_2c\end{bmatrix}$", NOTHING)
lone = answer(one("eta", "set", r"\left\{\frac{3-\sqrt5}{2},\frac{3+\sqrt5}{2}\right\}"), kind="set")
g("set target", "eta", frozenset([(3 - sqrt(5)) / 2, (3 + sqrt(5)) / 2]), answer=lone)
CASES.yes(r"$\eta=\frac{3\pm\sqrt5}{2}$").yes("η ∈ {0.382, 2.618}")
CASES.no(r"$\eta=\frac{3+\sqrt5}{2}$", frozenset([(3 + sqrt(5)) / 2]))
CASES.no(r"$\eta=\frac{3\pm\sqrt3}{2}$", frozenset([(3 + sqrt(3)) / 2, (3 - sqrt(3)) / 2]))
