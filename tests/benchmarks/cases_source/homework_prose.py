"""Declared symbols, no kind given, and replies as people and models write them."""

# fmt: off
# ruff: noqa: E501
from __future__ import annotations

from fractions import Fraction as F
from types import SimpleNamespace
from typing import Any

import numpy as np
from cases_source.case import Family
from cases_source.truth import NOTHING, Space, Where
from numpy.linalg import inv, norm, pinv

CASES = Family("prose", start=8)
g = CASES.gold


def draw(rng: np.random.Generator) -> Any:
    n, d = rng.integers(2, 5, 2)
    s = np.sort(rng.uniform(0.3, 3, 2))
    return SimpleNamespace(
        X=rng.normal(size=(n, d)), y=rng.normal(size=n), w=rng.normal(size=d), w2=rng.normal(size=d), A=rng.normal(size=(n, n)), B=rng.normal(size=(n, n)), u=rng.normal(size=n), v=rng.normal(size=n),
        n=n, d=d, lam=rng.uniform(0.2, 2), eta=rng.uniform(0.05, 1), a=rng.uniform(0.05, 0.95), b=rng.normal(), N=int(rng.integers(2, 9)), m=int(rng.integers(2, 9)), s=s[0], S=s[1], x=rng.normal(), z=rng.normal(), mu=rng.normal(), T=rng.uniform(1, 5),
    )  # fmt: skip


SP = Space(draw)
DATA = {"X": "matrix n x d", "y": "vector n", "w": "vector d", "w_2": "vector d", "lambda": "positive", "I": "identity", "eta": "positive"}
SQ = {"A": "matrix n x n, invertible", "B": "matrix n x n, invertible", "u": "vector n", "v": "vector n", "I": "identity"}
M = {"space": SP, "symbols": DATA}
ridge = lambda e: inv(e.X.T @ e.X + e.lam * np.eye(e.d)) @ e.X.T @ e.y  # noqa: E731
g("prose matrices", r"(X^\top X+\lambda I)^{-1}X^\top y", ridge, **M)
CASES.yes("Setting the gradient to zero yields the normal equations $(X^\\top X+\\lambda I)w=X^\\top y$. The matrix on the left is positive definite for $\\lambda>0$, hence invertible, and\n\n$$w^\\star=(X^\\top X+\\lambda I)^{-1}X^\\top y.$$\n\nFor $\\lambda\\to0$ this becomes the pseudo-inverse solution.", ridge)
CASES.yes("**Primal form.** $w=(X^\\top X+\\lambda I)^{-1}X^\\top y$.\n\n**Dual form.** $w=X^\\top(XX^\\top+\\lambda I)^{-1}y$.\n\nBoth are the same vector.", ridge)
CASES.no("**Primal form.** $w=(X^\\top X+\\lambda I)^{-1}X^\\top y$.\n\nWithout the penalty this is just what we want, so the final answer is $w=(X^\\top X)^{-1}X^\\top y$.", lambda e: pinv(e.X) @ e.y)
CASES.no("At first sight $w=(X^\\top X+\\lambda I)^{-1}X^\\top y$. But the loss has a factor $\\frac12$ on the penalty only; correcting for it, $w=(X^\\top X+\\frac{\\lambda}{2}I)^{-1}X^\\top y$.", lambda e: inv(e.X.T @ e.X + e.lam / 2 * np.eye(e.d)) @ e.X.T @ e.y)
CASES.yes("At first sight $w=(X^\\top X)^{-1}X^\\top y$. Wait, I forgot the penalty. Correction: $w=(X^\\top X+\\lambda I)^{-1}X^\\top y$.", ridge)
CASES.yes("ŵ = (XᵀX + λI)⁻¹ Xᵀ y", ridge).yes("w = inv(X^T X + lambda I) X^T y", ridge)
CASES.yes("w = (X^T X + lambda*I)^(-1) * X^T * y", ridge).yes("w = (X'X + λI)^{-1} X'y", ridge)
CASES.no("w = (XX' + λI)^{-1} X'y", NOTHING)
CASES.yes(r"$\mathbf{w}=(\mathbf{X}^{\top}\mathbf{X}+\lambda\mathbf{I})^{-1}\mathbf{X}^{\top}\mathbf{y}$", ridge)
CASES.no("The minimiser solves the normal equations; I leave the inversion to the reader.", NOTHING)
CASES.yes("\\begin{align}\n\\nabla L &= 2X^\\top(Xw-y)+2\\lambda w = 0\\\\\n(X^\\top X+\\lambda I)w &= X^\\top y\\\\\nw &= (X^\\top X+\\lambda I)^{-1}X^\\top y\n\\end{align}", ridge)
CASES.no("\\begin{align}\n\\nabla L &= 2X^\\top(Xw-y)-2\\lambda w = 0\\\\\nw &= (X^\\top X-\\lambda I)^{-1}X^\\top y\n\\end{align}", lambda e: inv(e.X.T @ e.X - e.lam * np.eye(e.d)) @ e.X.T @ e.y)
g("prose matrices", r"w-2\eta X^\top(Xw-y)", lambda e: e.w - 2 * e.eta * e.X.T @ (e.X @ e.w - e.y), **M)
CASES.yes(r"w-\eta\nabla L(w)=w-2\eta X^\top(Xw-y)")
CASES.yes(r"(I-2\eta X^\top X)w+2\eta X^\top y", lambda e: (np.eye(e.d) - 2 * e.eta * e.X.T @ e.X) @ e.w + 2 * e.eta * e.X.T @ e.y)
CASES.no(r"(I-2\eta XX^\top)w+2\eta X^\top y", NOTHING)
CASES.no(r"w+2\eta X^\top(Xw-y)", lambda e: e.w + 2 * e.eta * e.X.T @ (e.X @ e.w - e.y))
CASES.no(r"w-\eta X^\top(Xw-y)", lambda e: e.w - e.eta * e.X.T @ (e.X @ e.w - e.y))
CASES.yes("One step moves w to w + 2ηXᵀ(y − Xw).", lambda e: e.w + 2 * e.eta * e.X.T @ (e.y - e.X @ e.w))
g("prose matrices", r"\|w-w_2\|^2", lambda e: norm(e.w - e.w2) ** 2, **M)
CASES.yes(r"\|w\|^2-2w^\top w_2+\|w_2\|^2", lambda e: norm(e.w) ** 2 - 2 * e.w @ e.w2 + norm(e.w2) ** 2)
CASES.no(r"\|w\|^2-\|w_2\|^2", lambda e: norm(e.w) ** 2 - norm(e.w2) ** 2).yes("‖w₂ − w‖²")
CASES.no("‖w − w₂‖", lambda e: norm(e.w - e.w2))
CASES.yes(r"(w-w_2)^\top(w-w_2)", lambda e: (e.w - e.w2) @ (e.w - e.w2))
CASES.no(r"\|w\|^2+2w^\top w_2+\|w_2\|^2", lambda e: norm(e.w + e.w2) ** 2)
Q = {"space": SP, "symbols": SQ}
g("prose non-commutative", r"A^{-1}(A+B)B^{-1}", lambda e: inv(e.A) @ (e.A + e.B) @ inv(e.B), **Q)
CASES.yes(r"A^{-1}+B^{-1}", lambda e: inv(e.A) + inv(e.B))
CASES.no(r"(A+B)A^{-1}B^{-1}", lambda e: (e.A + e.B) @ inv(e.A) @ inv(e.B))
CASES.no(r"(A+B)^{-1}", lambda e: inv(e.A + e.B)).yes("B⁻¹ + A⁻¹", lambda e: inv(e.B) + inv(e.A))
CASES.no(r"A^{-1}B^{-1}(A+B)", lambda e: inv(e.A) @ inv(e.B) @ (e.A + e.B))
g("prose non-commutative", r"(A-B)(A+B)", lambda e: (e.A - e.B) @ (e.A + e.B), **Q)
CASES.no("A^2-B^2", lambda e: e.A @ e.A - e.B @ e.B)
CASES.yes("A^2+AB-BA-B^2", lambda e: e.A @ e.A + e.A @ e.B - e.B @ e.A - e.B @ e.B)
CASES.no("(A+B)(A-B)", lambda e: (e.A + e.B) @ (e.A - e.B))
CASES.no("A^2-AB+BA-B^2", lambda e: e.A @ e.A - e.A @ e.B + e.B @ e.A - e.B @ e.B)
g("prose non-commutative", r"ABA^{-1}", lambda e: e.A @ e.B @ inv(e.A), **Q)
CASES.no("B", lambda e: e.B).no(r"A^{-1}BA", lambda e: inv(e.A) @ e.B @ e.A)
CASES.yes(r"\left(AB^{-1}A^{-1}\right)^{-1}", lambda e: inv(e.A @ inv(e.B) @ inv(e.A)))
CASES.yes("$A B A^{-1}$; note that it does not simplify to $B$ unless the two commute.")
g("prose non-commutative", r"(I+uv^\top)^{-1}u", lambda e: inv(np.eye(e.n) + np.outer(e.u, e.v)) @ e.u, **Q)
CASES.yes(r"\frac{u}{1+v^\top u}", lambda e: e.u / (1 + e.v @ e.u))
CASES.no(r"\frac{u}{1-v^\top u}", lambda e: e.u / (1 - e.v @ e.u))
CASES.no(r"\frac{v}{1+v^\top u}", lambda e: e.v / (1 + e.v @ e.u))
CASES.yes("u/(1 + uᵀv)", lambda e: e.u / (1 + e.u @ e.v))

SC = {"eta": "positive", "lambda": "positive", "a": "real, in (0, 1)", "b": "real", "n": "natural", "N": "natural", "m": "natural", "s": "positive", "S": "positive", "x": "real", "z": "real", "T": "positive", "mu": "real"}
E = {"space": SP, "symbols": SC, "assume": ["S > s"]}
g("prose letter case", r"\frac{n}{N}", lambda e: e.n / e.N, **E)
CASES.yes("n/N").no("1", 1.0).no("N/n", lambda e: e.N / e.n).yes(r"\frac{1}{N}n")
CASES.no(r"\frac{N}{n}", lambda e: e.N / e.n)
g("prose letter case", r"S-s", lambda e: e.S - e.s, **E)
CASES.no("0", 0.0).yes("-s+S").no("s-S", lambda e: e.s - e.S).yes("The gap is $S-s$.")
CASES.no("The gap is $S+s$.", lambda e: e.S + e.s)
g("prose assumptions", r"\sqrt{(S-s)^2}", lambda e: e.S - e.s, **E)
CASES.yes("S-s").no("s-S", lambda e: e.s - e.S).yes("|S-s|").yes("|s − S|").no("S+s", lambda e: e.S + e.s)
g("prose assumptions", r"\frac{1}{\sqrt{n}}", lambda e: e.n**-0.5, **E)
CASES.yes(r"\sqrt{\frac1n}").yes("n^{-1/2}").no(r"\sqrt n", lambda e: e.n**0.5).yes(r"\frac{\sqrt n}{n}")
CASES.no(r"\frac{1}{n}", lambda e: 1 / e.n).yes("The standard error shrinks like $1/\\sqrt{n}$.")
g("prose assumptions", r"\ln(1-a)", lambda e: np.log(1 - e.a), **E)
CASES.yes(r"-\ln\frac{1}{1-a}", lambda e: -np.log(1 / (1 - e.a)))
CASES.yes(r"\frac{1}{2}\ln\left((1-a)^2\right)", lambda e: np.log((1 - e.a) ** 2) / 2)
CASES.no(r"-\ln(1+a)", lambda e: -np.log(1 + e.a)).no(r"\frac{\ln1}{\ln a}", 0.0)
CASES.no(r"\ln1-\ln a", lambda e: -np.log(e.a))
g("prose expression", r"\frac{1-a^{n}}{1-a}", lambda e: (1 - e.a**e.n) / (1 - e.a), **E)
CASES.yes(r"\sum_{k=0}^{n-1}a^k=\frac{1-a^n}{1-a}")
CASES.yes(r"\frac{a^n-1}{a-1}", lambda e: (e.a**e.n - 1) / (e.a - 1))
CASES.no(r"\frac{1-a^{n+1}}{1-a}", lambda e: (1 - e.a ** (e.n + 1)) / (1 - e.a))
CASES.no(r"\frac{1}{1-a}", lambda e: 1 / (1 - e.a)).yes("The sum telescopes to (1 − aⁿ)/(1 − a).")
CASES.no(r"\frac{1-a^{n-1}}{1-a}", lambda e: (1 - e.a ** (e.n - 1)) / (1 - e.a))
g("prose expression", r"\mu+\sqrt{T}\,z", lambda e: e.mu + np.sqrt(e.T) * e.z, **E)
CASES.yes("μ + z√T").yes(r"\mu+zT^{1/2}").no(r"\mu+Tz", lambda e: e.mu + e.T * e.z)
CASES.no(r"\mu-\sqrt Tz", lambda e: e.mu - np.sqrt(e.T) * e.z).no(r"\sqrt{\mu+Tz}", NOTHING)
g("prose expression", r"-\frac{b}{2\lambda}", lambda e: -e.b / (2 * e.lam), **E)
CASES.yes("x* = −b/(2λ)")
CASES.yes("Completing the square gives $\\lambda\\left(x+\\frac{b}{2\\lambda}\\right)^2-\\frac{b^2}{4\\lambda}$, so the minimiser is $x^*=-\\frac{b}{2\\lambda}$.")
CASES.no("Completing the square gives $\\lambda\\left(x+\\frac{b}{2\\lambda}\\right)^2-\\frac{b^2}{4\\lambda}$, so the minimiser is $x^*=\\frac{b}{2\\lambda}$.", lambda e: e.b / (2 * e.lam))
CASES.no("Completing the square gives $\\lambda\\left(x+\\frac{b}{2\\lambda}\\right)^2-\\frac{b^2}{4\\lambda}$, so the minimum is $-\\frac{b^2}{4\\lambda}$.", lambda e: -(e.b**2) / (4 * e.lam))
CASES.yes(r"\frac{-b}{2\lambda}").no(r"-\frac{2b}{\lambda}", lambda e: -2 * e.b / e.lam)
g("prose expression", r"1-(1-a)^m", lambda e: 1 - (1 - e.a) ** e.m, **E)
CASES.yes("P(at least one) = 1 − P(none) = 1 − (1−a)^m").no("P(none) = (1−a)^m", lambda e: (1 - e.a) ** e.m)
CASES.no("$1-a^m$", lambda e: 1 - e.a**e.m).no("$ma$", lambda e: e.m * e.a)
CASES.yes("The complement has probability $(1-a)^m$; therefore the answer is $1-(1-a)^m$.")
CASES.yes(r"\boxed{1-(1-a)^{m}}")
g("prose order", r"O(n\log n)", "n log n", symbols={"n": "natural"})
CASES.yes("The sort dominates, so the running time is O(n log n).", "n log n")
CASES.no("The running time is O(n).", "n").no(r"$O(n^2)$", "n2").yes(r"$\mathcal O(n\log n)$", "n log n")
CASES.yes("It takes $O(n \\log_2 n)$ steps.", "n log n")


def exact(rng: np.random.Generator) -> Any:
    return SimpleNamespace(a=F(int(rng.integers(1, 16)), 16), lam=F(int(rng.integers(3, 40)), 16), s=F(int(rng.integers(3, 20)), 16), S=F(int(rng.integers(21, 60)), 16))


def span(low: Any, high: Any, left: bool = False, right: bool = False) -> Where:
    def test(v: Any, p: Any) -> bool:
        return (low(p) <= v if left else low(p) < v) and (v <= high(p) if right else v < high(p))

    return Where(test, lambda p: [low(p), high(p)])


zero = lambda p: F(0)  # noqa: E731
R = {"space": Space(exact), "symbols": {k: SC[k] for k in ("eta", "lambda", "a", "s", "S")}, "assume": ["S > s"], "targets": ["eta"]}
g("prose region", r"0<\eta<\frac{2}{S}", span(zero, lambda p: 2 / p.S), **R)
CASES.yes("η must be smaller than 2/S (and positive).")
CASES.yes("We need both $|1-\\eta S|<1$ and $|1-\\eta s|<1$. Since $S>s$, the first is the stronger one, and it says $0<\\eta<\\frac{2}{S}$.")
CASES.no("We need both $|1-\\eta S|<1$ and $|1-\\eta s|<1$, so $0<\\eta<\\frac{2}{s}$.", span(zero, lambda p: 2 / p.s))
CASES.yes("It converges for every step size below $\\frac{2}{S}$.")
CASES.no("It converges for every step size up to and including $\\frac{2}{S}$.", span(zero, lambda p: 2 / p.S, right=True))
CASES.no("It converges for $\\eta$ above $\\frac{2}{S}$.", NOTHING)
CASES.yes(r"$\eta\in\left]0,\frac2S\right[$").yes("Stability holds iff ηS < 2.")
CASES.no("Any positive η works.", NOTHING).no("No step size works.", NOTHING)
CASES.yes("$$0<\\eta<\\frac{2}{S}=\\min\\left\\{\\frac{2}{S},\\frac{2}{s}\\right\\}$$")
CASES.no(r"$0<\eta<\frac{2}{S+s}$", span(zero, lambda p: 2 / (p.S + p.s)))
g("prose region", r"\frac{1}{S}\le\eta\le\frac{1}{s}", span(lambda p: 1 / p.S, lambda p: 1 / p.s, True, True), **R)
CASES.yes(r"\eta\in[1/S,1/s]").yes("between 1/S and 1/s (both included)")
CASES.no(r"\eta\in(1/S,1/s)", span(lambda p: 1 / p.S, lambda p: 1 / p.s))
CASES.no(r"\eta\le\frac1s", span(zero, lambda p: 1 / p.s, right=True)).yes(r"s\le\frac1\eta\le S")
CASES.no(r"\frac1s\le\eta\le\frac1S", NOTHING)
g("prose several", r"\eta=\frac{1}{S},\ \lambda=1-\frac{s}{S}", lambda e: (1 / e.S, 1 - e.s / e.S), space=SP, symbols={k: SC[k] for k in ("eta", "lambda", "s", "S")}, assume=["S > s"], targets=["eta", "lambda"])
CASES.yes(r"$\eta=1/S$ and $\lambda=1-s/S$")
CASES.yes(r"$\eta=\frac1S$, which gives the rate $\lambda=\frac{S-s}{S}$").no(r"$\eta=1/S$", NOTHING)
CASES.no(r"$\eta=1/S$ and $\lambda=s/S$", lambda e: (1 / e.S, e.s / e.S))
CASES.no(r"$\eta=1/s$ and $\lambda=1-s/S$", lambda e: (1 / e.s, 1 - e.s / e.S))
