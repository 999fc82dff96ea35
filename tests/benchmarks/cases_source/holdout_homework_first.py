"""Homework cases kept apart while the marker was built."""

# fmt: off
# ruff: noqa: E501
from __future__ import annotations

from fractions import Fraction as F
from types import SimpleNamespace
from typing import Any

import numpy as np
from cases_source.case import Family
from cases_source.truth import NOTHING, Space, Where
from numpy.linalg import inv, norm

CASES = Family("kept back first", start=4)
g = CASES.gold


def draw(rng: np.random.Generator) -> Any:
    m, n = rng.integers(2, 5, 2)
    return SimpleNamespace(H=rng.normal(size=(m, n)), r=rng.normal(size=m), z=rng.normal(size=n), z0=rng.normal(size=n), mu=rng.uniform(0.2, 2), K=rng.normal(size=(n, n)), a=rng.uniform(0.1, 0.9), k=rng.uniform(0.3, 3), m=m, n=n, p=rng.normal(), q=rng.normal(), c=rng.uniform(0.2, 3))


SYM = {"H": "matrix m x n", "r": "vector m", "z": "vector n", "z_0": "vector n", "mu": "positive", "I": "identity", "K": "matrix n x n, invertible"}
M = {"space": Space(draw), "symbols": SYM, "kind": "expression"}
sol = lambda e: inv(e.H.T @ e.H + e.mu * np.eye(e.n)) @ (e.H.T @ e.r + e.mu * e.z0)  # noqa: E731
g("prior mean", r"(H^\top H+\mu I)^{-1}(H^\top r+\mu z_0)", sol, **M)
CASES.yes(r"z_0+(H^\top H+\mu I)^{-1}H^\top(r-Hz_0)", lambda e: e.z0 + inv(e.H.T @ e.H + e.mu * np.eye(e.n)) @ e.H.T @ (e.r - e.H @ e.z0))
CASES.yes(r"z_0+H^\top(HH^\top+\mu I)^{-1}(r-Hz_0)", lambda e: e.z0 + e.H.T @ inv(e.H @ e.H.T + e.mu * np.eye(e.m)) @ (e.r - e.H @ e.z0))
CASES.no(r"(H^\top H+\mu I)^{-1}(H^\top r+z_0)", lambda e: inv(e.H.T @ e.H + e.mu * np.eye(e.n)) @ (e.H.T @ e.r + e.z0))
CASES.no(r"(H^\top H+\mu I)^{-1}H^\top r", lambda e: inv(e.H.T @ e.H + e.mu * np.eye(e.n)) @ e.H.T @ e.r)
CASES.no(r"z_0-(H^\top H+\mu I)^{-1}H^\top(r-Hz_0)", lambda e: e.z0 - inv(e.H.T @ e.H + e.mu * np.eye(e.n)) @ e.H.T @ (e.r - e.H @ e.z0))
CASES.yes("ẑ = (HᵀH + μI)⁻¹(Hᵀr + μz₀)", sol).no(r"(HH^\top+\mu I)^{-1}(H^\top r+\mu z_0)", NOTHING)
g("quadratic form", r"z^\top H^\top Hz", lambda e: norm(e.H @ e.z) ** 2, **M)
CASES.yes(r"\|Hz\|_2^2")
CASES.yes(r"\operatorname{tr}(Hzz^\top H^\top)", lambda e: np.trace(e.H @ np.outer(e.z, e.z) @ e.H.T))
CASES.no(r"\|Hz\|_2", lambda e: norm(e.H @ e.z)).no(r"z^\top HH^\top z", NOTHING)
CASES.no(r"\|H\|^2\|z\|^2", lambda e: norm(e.H, 2) ** 2 * norm(e.z) ** 2).yes(r"\langle Hz,Hz\rangle")
g("inverse", r"(I+K)^{-1}K", lambda e: inv(np.eye(e.n) + e.K) @ e.K, **M)
CASES.yes(r"K(I+K)^{-1}", lambda e: e.K @ inv(np.eye(e.n) + e.K))
CASES.yes(r"I-(I+K)^{-1}", lambda e: np.eye(e.n) - inv(np.eye(e.n) + e.K))
CASES.yes(r"(I+K^{-1})^{-1}", lambda e: inv(np.eye(e.n) + inv(e.K)))
CASES.no(r"(I+K)^{-1}", lambda e: inv(np.eye(e.n) + e.K)).no("K", lambda e: e.K)
CASES.no(r"(I-K)^{-1}K", lambda e: inv(np.eye(e.n) - e.K) @ e.K)
g("gradient", r"H^\top(Hz-r)+\mu z", lambda e: e.H.T @ (e.H @ e.z - e.r) + e.mu * e.z, **M)
CASES.yes(r"\nabla f(z)=(H^\top H+\mu I)z-H^\top r", lambda e: (e.H.T @ e.H + e.mu * np.eye(e.n)) @ e.z - e.H.T @ e.r)
CASES.no(r"H^\top(Hz-r)-\mu z", lambda e: e.H.T @ (e.H @ e.z - e.r) - e.mu * e.z)
CASES.no(r"2H^\top(Hz-r)+2\mu z", lambda e: 2 * (e.H.T @ (e.H @ e.z - e.r) + e.mu * e.z))
CASES.no(r"H^\top(Hz-r)+\mu", NOTHING)

SC = {"a": "real, in (0, 1)", "k": "positive", "c": "positive", "p_t": "real", "q": "real", "t": "index"}
E = {"space": Space(draw), "symbols": SC, "kind": "expression"}
g("expression", r"\frac{c}{1-a^2}", lambda e: e.c / (1 - e.a**2), **E)
CASES.yes("c/((1−a)(1+a))")
CASES.yes(r"\frac{c}{2}\left(\frac{1}{1-a}+\frac{1}{1+a}\right)", lambda e: e.c / 2 * (1 / (1 - e.a) + 1 / (1 + e.a)))
CASES.no(r"\frac{c}{(1-a)^2}", lambda e: e.c / (1 - e.a) ** 2)
CASES.no(r"\frac{c}{1-a}", lambda e: e.c / (1 - e.a)).yes("The stationary variance is $\\frac{c}{1-a^2}$.")
CASES.no(r"\frac{c}{a^2-1}", lambda e: e.c / (e.a**2 - 1))
g("expression", r"\sqrt{\frac{c}{k}}", lambda e: np.sqrt(e.c / e.k), **E)
CASES.yes(r"\frac{\sqrt{c}}{\sqrt{k}}").yes(r"\frac{\sqrt{ck}}{k}").yes("(c/k)^{1/2}")
CASES.no(r"\sqrt{\frac{k}{c}}", lambda e: np.sqrt(e.k / e.c)).no(r"\frac{c}{k}", lambda e: e.c / e.k)
CASES.no(r"\pm\sqrt{\frac{c}{k}}", NOTHING)
U = {"space": Space(draw), "symbols": SC, "kind": "equation"}
g("update rule", r"p_{t+1}=ap_t+(1-a)q", lambda e: e.a * e.p + (1 - e.a) * e.q, **U)
CASES.yes(r"p_{t+1}=p_t+(1-a)(q-p_t)", lambda e: e.p + (1 - e.a) * (e.q - e.p))
CASES.yes("p_{n+1} ← a p_n + (1−a) q").no(r"p_{t+1}=(1-a)p_t+aq", lambda e: (1 - e.a) * e.p + e.a * e.q)
CASES.no(r"p_{t+1}=ap_t+q", lambda e: e.a * e.p + e.q).yes(r"$p_{t+1}-q=a(p_t-q)$")


def exact(rng: np.random.Generator) -> Any:
    return SimpleNamespace(a=F(int(rng.integers(1, 16)), 16), k=F(int(rng.integers(3, 40)), 16), c=F(int(rng.integers(3, 40)), 16))


def below(bound: Any, closed: bool = False) -> Where:
    return Where(lambda v, p: v > 0 and (v <= bound(p) if closed else v < bound(p)), lambda p: [F(0), bound(p)])


R = {"space": Space(exact), "symbols": {"alpha": "positive", "k": "positive", "c": "positive"}, "kind": "region", "options": {"variable": "alpha"}}
g("region", r"0<\alpha<\frac{2}{k+c}", below(lambda p: 2 / (p.k + p.c)), **R)
CASES.yes(r"|1-\alpha(k+c)|<1").yes("α < 2/(k+c)").yes(r"$\alpha\in\left(0,\frac{2}{c+k}\right)$")
CASES.yes(r"all $\alpha$ with $\alpha(k+c)<2$")
CASES.no(r"\alpha\le\frac{2}{k+c}", below(lambda p: 2 / (p.k + p.c), True))
CASES.no(r"0<\alpha<\frac{2}{k}", below(lambda p: 2 / p.k)).no(r"\alpha>\frac{2}{k+c}", NOTHING)
CASES.no(r"0<\alpha<\frac{1}{k+c}", below(lambda p: 1 / (p.k + p.c)))
CASES.yes("The factor is $1-\\alpha(k+c)$. It must lie strictly between $-1$ and $1$.\n\nThe upper bound holds for every positive $\\alpha$. The lower bound gives $\\alpha(k+c)<2$.\n\n### Result\n\n$$0<\\alpha<\\frac{2}{k+c}$$")
CASES.no("The factor is $1-\\alpha(k+c)$. It must lie strictly between $-1$ and $1$.\n\n### Result\n\n$$0<\\alpha<\\frac{2}{k-c}$$", NOTHING)
