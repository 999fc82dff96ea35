"""Declared matrices and vectors: identities true for all shapes pass, look-alikes do not."""

# fmt: off
# ruff: noqa: E501
from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from cases_source.case import Family
from cases_source.truth import NOTHING, Space
from numpy.linalg import det, inv, norm, pinv

CASES = Family("matrices", start=2)
g = CASES.gold

DESIGN = {"X": "matrix n x d", "y": "vector n", "w": "vector d", "lambda": "positive", "I": "identity"}
SQUARE = {"A": "matrix n x n, invertible", "B": "matrix n x n, invertible", "C": "matrix n x n", "u": "vector n", "v": "vector n", "c": "real", "I": "identity"}
SPD = {"S": "matrix n x n, symmetric, positive definite", "Q": "matrix n x n, orthogonal", "u": "vector n", "v": "vector n", "I": "identity"}
TIKHONOV = {"A": "matrix m x n, full column rank", "b": "vector m", "c": "vector n", "x": "vector n", "W_1": "matrix p x m, full column rank", "W_2": "matrix q x n, full column rank"}
WIDE = {"X": "matrix n x d, full row rank", "y": "vector n", "w": "vector d", "w_0": "vector d"}


def design(rng: np.random.Generator) -> Any:
    n, d = rng.integers(2, 6, 2)
    return SimpleNamespace(X=rng.normal(size=(n, d)), y=rng.normal(size=n), w=rng.normal(size=d), l=rng.uniform(0.2, 3), n=n, d=d)


def square(rng: np.random.Generator) -> Any:
    n = rng.integers(2, 5)
    a, b, c = rng.normal(size=(3, n, n))
    u, v = rng.normal(size=(2, n))
    return SimpleNamespace(A=a, B=b, C=c, u=u, v=v, c=rng.normal(), n=n, I=np.eye(n))


def spd(rng: np.random.Generator) -> Any:
    e = square(rng)
    return SimpleNamespace(S=e.A @ e.A.T + np.eye(e.n), Q=np.linalg.qr(e.A)[0], u=e.u, v=e.v, n=e.n, I=e.I)


def tikhonov(rng: np.random.Generator) -> Any:
    m, n = rng.integers(3, 6), rng.integers(2, 4)
    return SimpleNamespace(A=rng.normal(size=(m, n)), b=rng.normal(size=m), c=rng.normal(size=n), P=rng.normal(size=(m + 1, m)), R=rng.normal(size=(n + 1, n)))


def wide(rng: np.random.Generator) -> Any:
    n = rng.integers(2, 4)
    d = n + rng.integers(1, 3)
    return SimpleNamespace(X=rng.normal(size=(n, d)), y=rng.normal(size=n), w=rng.normal(size=d), w0=rng.normal(size=d))


D = {"space": Space(design), "symbols": DESIGN}
S = {"space": Space(square), "symbols": SQUARE}
P = {"space": Space(spd), "symbols": SPD}
T = {"space": Space(tikhonov), "symbols": TIKHONOV}
W = {"space": Space(wide), "symbols": WIDE}

ridge = lambda e: inv(e.X.T @ e.X + e.l * np.eye(e.d)) @ e.X.T @ e.y  # noqa: E731
kernel = lambda e: e.X.T @ inv(e.X @ e.X.T + e.l * np.eye(e.n)) @ e.y  # noqa: E731
g("ridge identity", r"(X^\top X+\lambda I)^{-1}X^\top y", ridge, kind="expression", **D)
CASES.yes(r"X^\top(XX^\top+\lambda I)^{-1}y", kernel).yes("(XᵀX + λI)⁻¹Xᵀy", ridge)
CASES.yes(r"$\hat w = (\lambda I + X^T X)^{-1}X^T y$", ridge)
CASES.yes(r"w = X^T(\lambda I_n + XX^T)^{-1}y", kernel)
CASES.Yes(r"\left(X^{T}X+\lambda I_d\right)^{-1}X^{T}y", ridge)
CASES.no(r"(XX^\top+\lambda I)^{-1}X^\top y", NOTHING)
CASES.no(r"(X^\top X)^{-1}X^\top y", lambda e: pinv(e.X) @ e.y)
CASES.no(r"(X^\top X-\lambda I)^{-1}X^\top y", lambda e: inv(e.X.T @ e.X - e.l * np.eye(e.d)) @ e.X.T @ e.y)
CASES.no(r"X^\top(X^\top X+\lambda I)^{-1}y", NOTHING)
CASES.no(r"(X^\top X+2\lambda I)^{-1}X^\top y", lambda e: inv(e.X.T @ e.X + 2 * e.l * np.eye(e.d)) @ e.X.T @ e.y)
CASES.No(r"(X^\top X+\lambda^2 I)^{-1}X^\top y", lambda e: inv(e.X.T @ e.X + e.l**2 * np.eye(e.d)) @ e.X.T @ e.y)
CASES.no(r"(X^\top X+\lambda I)X^\top y", lambda e: (e.X.T @ e.X + e.l * np.eye(e.d)) @ e.X.T @ e.y)
CASES.no(r"\frac{X^\top y}{\lambda}", lambda e: e.X.T @ e.y / e.l)
CASES.yes("The minimiser is found by setting the gradient to zero:\n\n$$2X^\\top(Xw-y)+2\\lambda w=0$$\n\nso that\n\n$$w=(X^\\top X+\\lambda I)^{-1}X^\\top y.$$", ridge)
CASES.yes(r"\frac{1}{\lambda}\left(I-X^\top(XX^\top+\lambda I)^{-1}X\right)X^\top y", lambda e: (np.eye(e.d) - e.X.T @ inv(e.X @ e.X.T + e.l * np.eye(e.n)) @ e.X) @ e.X.T @ e.y / e.l)
g("gram", r"X^\top X", lambda e: e.X.T @ e.X, kind="expression", **D)
CASES.yes("XᵀX").yes("X^T X").yes(r"X^{\mathsf T}X").yes("X'X").no(r"XX^\top", lambda e: e.X @ e.X.T)
CASES.no("X^2", NOTHING).no(r"X^\top", lambda e: e.X.T).Yes(r"X^{\intercal}X")
CASES.No(r"XX^{T}", lambda e: e.X @ e.X.T).yes(r"(X^\top X)^\top", lambda e: (e.X.T @ e.X).T)
CASES.no("XXᵀ", lambda e: e.X @ e.X.T)
g("gram", r"XX^\top+\lambda I", lambda e: e.X @ e.X.T + e.l * np.eye(e.n), kind="expression", **D)
CASES.yes(r"\lambda I_n+XX^T").no(r"X^\top X+\lambda I", lambda e: e.X.T @ e.X + e.l * np.eye(e.d))
CASES.no(r"XX^\top+\lambda", NOTHING).no(r"XX^\top", lambda e: e.X @ e.X.T)
CASES.no(r"\lambda XX^\top+I", lambda e: e.l * e.X @ e.X.T + np.eye(e.n))
g("gradient", r"2X^\top(Xw-y)", lambda e: 2 * e.X.T @ (e.X @ e.w - e.y), kind="expression", **D)
CASES.yes(r"-2X^\top(y-Xw)", lambda e: -2 * e.X.T @ (e.y - e.X @ e.w))
CASES.yes(r"2X^\top Xw-2X^\top y", lambda e: 2 * e.X.T @ e.X @ e.w - 2 * e.X.T @ e.y)
CASES.yes(r"\nabla_w L(w) = 2X^T(Xw - y)").no(r"X^\top(Xw-y)", lambda e: e.X.T @ (e.X @ e.w - e.y))
CASES.no(r"2X^\top(y-Xw)", lambda e: 2 * e.X.T @ (e.y - e.X @ e.w))
CASES.no(r"2X(Xw-y)", NOTHING).no(r"2(Xw-y)X^\top", NOTHING).Yes(r"2\,X^{\top}X\,w-2\,X^{\top}y")
CASES.No(r"2X^\top Xw-X^\top y", lambda e: 2 * e.X.T @ e.X @ e.w - e.X.T @ e.y).yes("2Xᵀ(Xw − y)")
CASES.no("2", NOTHING).no(r"2(Xw-y)", lambda e: 2 * (e.X @ e.w - e.y))
CASES.yes(r"2\left[(Xw-y)^\top X\right]^\top", lambda e: 2 * ((e.X @ e.w - e.y) @ e.X))
g("norm", r"\|Xw-y\|^2", lambda e: norm(e.X @ e.w - e.y) ** 2, kind="expression", **D)
CASES.yes(r"(Xw-y)^\top(Xw-y)", lambda e: (e.X @ e.w - e.y) @ (e.X @ e.w - e.y)).yes(r"\|y-Xw\|_2^2")
CASES.yes(r"w^\top X^\top Xw-2y^\top Xw+y^\top y", lambda e: e.w @ e.X.T @ e.X @ e.w - 2 * e.y @ e.X @ e.w + e.y @ e.y)
CASES.no(r"\|Xw-y\|", lambda e: norm(e.X @ e.w - e.y))
CASES.no(r"\|Xw\|^2-\|y\|^2", lambda e: norm(e.X @ e.w) ** 2 - norm(e.y) ** 2)
CASES.yes("‖Xw − y‖²").no(r"\|Xw\|^2+\|y\|^2", lambda e: norm(e.X @ e.w) ** 2 + norm(e.y) ** 2)
CASES.Yes(r"\lVert y-Xw\rVert^2").no(r"\|Xw-y\|_1", lambda e: abs(e.X @ e.w - e.y).sum())
CASES.no(r"(Xw-y)(Xw-y)^\top", lambda e: np.outer(e.X @ e.w - e.y, e.X @ e.w - e.y))
g("non-commutative", "AB", lambda e: e.A @ e.B, kind="expression", **S)
CASES.yes("AB").yes(r"A\cdot B").yes(r"(B^\top A^\top)^\top", lambda e: (e.B.T @ e.A.T).T)
CASES.no("BA", lambda e: e.B @ e.A).no(r"A^\top B", lambda e: e.A.T @ e.B)
CASES.no(r"A\odot B", lambda e: e.A * e.B).No("BA", lambda e: e.B @ e.A)
CASES.yes(r"\left(B^{-1}A^{-1}\right)^{-1}", lambda e: inv(inv(e.B) @ inv(e.A)))
g("non-commutative", "(A+B)^2", lambda e: (e.A + e.B) @ (e.A + e.B), kind="expression", **S)
CASES.yes("A^2+AB+BA+B^2", lambda e: e.A @ e.A + e.A @ e.B + e.B @ e.A + e.B @ e.B)
CASES.no("A^2+2AB+B^2", lambda e: e.A @ e.A + 2 * e.A @ e.B + e.B @ e.B).yes("(B+A)(A+B)")
CASES.no("A^2+B^2", lambda e: e.A @ e.A + e.B @ e.B).Yes("(A+B)A+(A+B)B")
g("non-commutative", "AB-BA", lambda e: e.A @ e.B - e.B @ e.A, kind="expression", **S)
CASES.no("0", 0.0).yes("-(BA-AB)", lambda e: -(e.B @ e.A - e.A @ e.B))
CASES.no("BA-AB", lambda e: e.B @ e.A - e.A @ e.B).no("2AB", lambda e: 2 * e.A @ e.B).Yes("AB-BA")
g("inverse", "(AB)^{-1}", lambda e: inv(e.A @ e.B), kind="expression", **S)
CASES.yes("B^{-1}A^{-1}", lambda e: inv(e.B) @ inv(e.A)).no("A^{-1}B^{-1}", lambda e: inv(e.A) @ inv(e.B))
CASES.yes("(AB)⁻¹").no("BA", lambda e: e.B @ e.A).Yes(r"B^{-1}\,A^{-1}", lambda e: inv(e.B) @ inv(e.A))
CASES.no(r"\frac{1}{AB}+I", NOTHING).No("A^{-1}B^{-1}", lambda e: inv(e.A) @ inv(e.B))
g("transpose", r"(AB)^\top", lambda e: (e.A @ e.B).T, kind="expression", **S)
CASES.yes(r"B^\top A^\top", lambda e: e.B.T @ e.A.T).no(r"A^\top B^\top", lambda e: e.A.T @ e.B.T)
CASES.yes("BᵀAᵀ", lambda e: e.B.T @ e.A.T).no("AB", lambda e: e.A @ e.B)
g("woodbury", r"(A+uv^\top)^{-1}", lambda e: inv(e.A + np.outer(e.u, e.v)), kind="expression", **S)
sm = lambda e: inv(e.A) - inv(e.A) @ np.outer(e.u, e.v) @ inv(e.A) / (1 + e.v @ inv(e.A) @ e.u)  # noqa: E731
CASES.yes(r"A^{-1}-\frac{A^{-1}uv^\top A^{-1}}{1+v^\top A^{-1}u}", sm)
CASES.no(r"A^{-1}-\frac{A^{-1}uv^\top A^{-1}}{1-v^\top A^{-1}u}", lambda e: inv(e.A) - inv(e.A) @ np.outer(e.u, e.v) @ inv(e.A) / (1 - e.v @ inv(e.A) @ e.u))
CASES.no(r"A^{-1}+(uv^\top)^{-1}", NOTHING)
CASES.no(r"A^{-1}+\frac{A^{-1}uv^\top A^{-1}}{1+v^\top A^{-1}u}", lambda e: 2 * inv(e.A) - sm(e))
CASES.Yes(r"A^{-1}-\frac{A^{-1}uv^{T}A^{-1}}{1+v^{T}A^{-1}u}", sm)
CASES.no(r"A^{-1}-\frac{A^{-1}vu^\top A^{-1}}{1+v^\top A^{-1}u}", lambda e: inv(e.A) - inv(e.A) @ np.outer(e.v, e.u) @ inv(e.A) / (1 + e.v @ inv(e.A) @ e.u))
g("determinant", r"\det(I+uv^\top)", lambda e: det(e.I + np.outer(e.u, e.v)), kind="expression", **S)
CASES.yes(r"1+u^\top v", lambda e: 1 + e.u @ e.v).yes(r"1+v^\top u", lambda e: 1 + e.v @ e.u)
CASES.yes("1 + uᵀv", lambda e: 1 + e.u @ e.v).no("1", 1.0).no(r"1-u^\top v", lambda e: 1 - e.u @ e.v)
CASES.no(r"1+uv^\top", NOTHING).no(r"u^\top v", lambda e: e.u @ e.v)
CASES.Yes(r"1+v^{\top}u", lambda e: 1 + e.v @ e.u)
g("trace", r"\operatorname{tr}(ABC)", lambda e: np.trace(e.A @ e.B @ e.C), kind="expression", **S)
CASES.yes(r"\operatorname{tr}(BCA)", lambda e: np.trace(e.B @ e.C @ e.A))
CASES.yes(r"\mathrm{Tr}(CAB)", lambda e: np.trace(e.C @ e.A @ e.B))
CASES.no(r"\operatorname{tr}(ACB)", lambda e: np.trace(e.A @ e.C @ e.B))
CASES.no(r"\operatorname{tr}(A)\operatorname{tr}(BC)", lambda e: np.trace(e.A) * np.trace(e.B @ e.C))
CASES.no("ABC", lambda e: e.A @ e.B @ e.C).yes("tr(BCA)", lambda e: np.trace(e.B @ e.C @ e.A))
g("trace", r"u^\top Av", lambda e: e.u @ e.A @ e.v, kind="expression", **S)
CASES.yes(r"v^\top A^\top u", lambda e: e.v @ e.A.T @ e.u)
CASES.yes(r"\operatorname{tr}(Avu^\top)", lambda e: np.trace(e.A @ np.outer(e.v, e.u)))
CASES.no(r"v^\top Au", lambda e: e.v @ e.A @ e.u).no(r"Auv^\top", lambda e: e.A @ np.outer(e.u, e.v))
CASES.yes(r"\langle u, Av\rangle").Yes(r"u^{T}A\,v")
CASES.no(r"\langle Au, v\rangle", lambda e: (e.A @ e.u) @ e.v)
g("outer", r"uv^\top", lambda e: np.outer(e.u, e.v), kind="expression", **S)
CASES.yes("uvᵀ").no(r"vu^\top", lambda e: np.outer(e.v, e.u)).no(r"u^\top v", lambda e: e.u @ e.v)
CASES.yes(r"(vu^\top)^\top", lambda e: np.outer(e.v, e.u).T).No(r"v u^\top", lambda e: np.outer(e.v, e.u))
g("determinant", r"c^n\det A", lambda e: e.c**e.n * det(e.A), kind="expression", **S)
CASES.yes(r"\det(cA)", lambda e: det(e.c * e.A)).no(r"c\det A", lambda e: e.c * det(e.A))
CASES.yes("det(cA)", lambda e: det(e.c * e.A)).no(r"\det A", lambda e: det(e.A)).Yes(r"c^{n}\,|A|")
g("determinant", r"\det(A)\det(B)", lambda e: det(e.A) * det(e.B), kind="expression", **S)
CASES.yes(r"\det(AB)", lambda e: det(e.A @ e.B)).yes(r"\det(BA)", lambda e: det(e.B @ e.A))
CASES.no(r"\det(A+B)", lambda e: det(e.A + e.B)).no(r"\det A+\det B", lambda e: det(e.A) + det(e.B))
CASES.yes(r"|AB|", lambda e: det(e.A @ e.B))
g("symmetric", r"u^\top Sv", lambda e: e.u @ e.S @ e.v, kind="expression", **P)
CASES.yes(r"v^\top Su", lambda e: e.v @ e.S @ e.u).yes(r"u^\top S^\top v", lambda e: e.u @ e.S.T @ e.v)
CASES.no(r"u^\top S^{-1}v", lambda e: e.u @ inv(e.S) @ e.v).no(r"u^\top v", lambda e: e.u @ e.v)
CASES.Yes(r"v^\top S^\top u", lambda e: e.v @ e.S.T @ e.u)
g("orthogonal", r"Q^\top", lambda e: e.Q.T, kind="expression", **P)
CASES.yes("Q^{-1}", lambda e: inv(e.Q)).no("Q", lambda e: e.Q).no(r"-Q^\top", lambda e: -e.Q.T)
CASES.Yes("Q^{-1}", lambda e: inv(e.Q))
g("orthogonal", r"\|Qu\|", lambda e: norm(e.Q @ e.u), kind="expression", **P)
CASES.yes(r"\|u\|", lambda e: norm(e.u)).yes(r"\sqrt{u^\top u}", lambda e: np.sqrt(e.u @ e.u))
CASES.no(r"\|u\|^2", lambda e: norm(e.u) ** 2).no("1", 1.0)
CASES.yes(r"\|Q^\top u\|_2", lambda e: norm(e.Q.T @ e.u))
tik = lambda e: inv(e.A.T @ e.P.T @ e.P @ e.A + e.R.T @ e.R) @ (e.A.T @ e.P.T @ e.P @ e.b + e.R.T @ e.R @ e.c)  # noqa: E731
g("tikhonov", r"(A^\top W_1^\top W_1A+W_2^\top W_2)^{-1}(A^\top W_1^\top W_1b+W_2^\top W_2c)", tik, kind="expression", **T)
CASES.yes(r"x^* = (A^T W_1^T W_1 A + W_2^T W_2)^{-1}(A^T W_1^T W_1 b + W_2^T W_2 c)", tik)
CASES.yes(r"c+(A^\top W_1^\top W_1A+W_2^\top W_2)^{-1}A^\top W_1^\top W_1(b-Ac)", lambda e: e.c + inv(e.A.T @ e.P.T @ e.P @ e.A + e.R.T @ e.R) @ e.A.T @ e.P.T @ e.P @ (e.b - e.A @ e.c))
CASES.no(r"(A^\top W_1A+W_2)^{-1}(A^\top W_1b+W_2c)", NOTHING)
CASES.no(r"(A^\top W_1^\top W_1A+W_2^\top W_2)^{-1}A^\top W_1^\top W_1b", lambda e: inv(e.A.T @ e.P.T @ e.P @ e.A + e.R.T @ e.R) @ e.A.T @ e.P.T @ e.P @ e.b)
CASES.no(r"(A^\top W_1W_1^\top A+W_2W_2^\top)^{-1}(A^\top W_1W_1^\top b+W_2W_2^\top c)", NOTHING)
CASES.no(r"(A^\top W_1^\top W_1A-W_2^\top W_2)^{-1}(A^\top W_1^\top W_1b-W_2^\top W_2c)", lambda e: inv(e.A.T @ e.P.T @ e.P @ e.A - e.R.T @ e.R) @ (e.A.T @ e.P.T @ e.P @ e.b - e.R.T @ e.R @ e.c))
CASES.yes("x = (AᵀW₁ᵀW₁A + W₂ᵀW₂)⁻¹(AᵀW₁ᵀW₁b + W₂ᵀW₂c)", tik)
mn = lambda e: pinv(e.X) @ e.y  # noqa: E731
g("minimum norm", r"X^\top(XX^\top)^{-1}y", mn, kind="expression", **W)
CASES.yes("X^+ y", mn).yes(r"X^{\dagger}y", mn).yes(r"w^* = X^\top(XX^\top)^{-1}y", mn)
CASES.no(r"(X^\top X)^{-1}X^\top y", NOTHING).no(r"X^\top y", lambda e: e.X.T @ e.y)
CASES.no(r"(XX^\top)^{-1}y", NOTHING).Yes(r"X^{T}\left(XX^{T}\right)^{-1}y", mn).no(r"X^{-1}y", NOTHING)
CASES.No(r"X^\top(XX^\top)y", lambda e: e.X.T @ e.X @ e.X.T @ e.y)
g("minimum norm", r"w_0+X^\top(XX^\top)^{-1}(y-Xw_0)", lambda e: e.w0 + pinv(e.X) @ (e.y - e.X @ e.w0), kind="expression", **W)
CASES.yes(r"(I-X^\top(XX^\top)^{-1}X)w_0+X^\top(XX^\top)^{-1}y", lambda e: (np.eye(e.X.shape[1]) - pinv(e.X) @ e.X) @ e.w0 + pinv(e.X) @ e.y)
CASES.no(r"X^\top(XX^\top)^{-1}y", mn)
CASES.yes(r"w_0 + X^{+}(y - Xw_0)", lambda e: e.w0 + pinv(e.X) @ (e.y - e.X @ e.w0))
CASES.no(r"w_0-X^{+}(y-Xw_0)", lambda e: e.w0 - pinv(e.X) @ (e.y - e.X @ e.w0))
