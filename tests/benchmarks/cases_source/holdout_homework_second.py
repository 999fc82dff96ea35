"""Homework cases written after the marker's last change that they could have led to."""

# fmt: off
# ruff: noqa: E501
from __future__ import annotations

from fractions import Fraction as F
from types import SimpleNamespace
from typing import Any

import numpy as np
from cases_source.case import Family
from cases_source.truth import NOTHING, Space, Where
from numpy.linalg import det, inv, norm

CASES = Family("kept back twice", start=6)
g = CASES.gold


def draw(rng: np.random.Generator) -> Any:
    n, p, _ = rng.integers(2, 5, 3)
    s = rng.normal(size=(p, p))
    return SimpleNamespace(Phi=rng.normal(size=(n, p)), t=rng.normal(size=n), th=rng.normal(size=p), S=s @ s.T + np.eye(p), m0=rng.normal(size=p), s2=rng.uniform(0.2, 2), n=n, p=p, P=rng.normal(size=(p, p)), g=rng.uniform(0.05, 0.95), r=rng.normal(), V=rng.normal(), W=rng.normal(), k=rng.uniform(0.3, 2), L=rng.uniform(0.5, 4), mu=rng.uniform(0.1, 0.45), e=rng.uniform(0.01, 0.9))


SYM = {"Phi": "matrix n x p", "t": "vector n", "theta": "vector p", "S": "matrix p x p, symmetric, positive definite", "m_0": "vector p", "s2": "positive", "I": "identity", "P": "matrix p x p, invertible"}
M = {"space": Space(draw), "symbols": SYM, "kind": "expression"}
post = lambda e: inv(inv(e.S) + e.Phi.T @ e.Phi) @ (inv(e.S) @ e.m0 + e.Phi.T @ e.t)  # noqa: E731
g("posterior mean", r"(S^{-1}+\Phi^\top\Phi)^{-1}(S^{-1}m_0+\Phi^\top t)", post, **M)
CASES.yes(r"m_0+S\Phi^\top(I+\Phi S\Phi^\top)^{-1}(t-\Phi m_0)", lambda e: e.m0 + e.S @ e.Phi.T @ inv(np.eye(e.n) + e.Phi @ e.S @ e.Phi.T) @ (e.t - e.Phi @ e.m0))
CASES.yes("(S⁻¹ + ΦᵀΦ)⁻¹(S⁻¹m₀ + Φᵀt)", post)
CASES.no(r"(S+\Phi^\top\Phi)^{-1}(Sm_0+\Phi^\top t)", lambda e: inv(e.S + e.Phi.T @ e.Phi) @ (e.S @ e.m0 + e.Phi.T @ e.t))
CASES.no(r"(S^{-1}+\Phi\Phi^\top)^{-1}(S^{-1}m_0+\Phi^\top t)", NOTHING)
CASES.no(r"(S^{-1}+\Phi^\top\Phi)^{-1}\Phi^\top t", lambda e: inv(inv(e.S) + e.Phi.T @ e.Phi) @ e.Phi.T @ e.t)
CASES.yes("The posterior mean is\n\n$$\\hat\\theta=(\\Phi^\\top\\Phi+S^{-1})^{-1}(\\Phi^\\top t+S^{-1}m_0).$$\n\nIts covariance is $(\\Phi^\\top\\Phi+S^{-1})^{-1}$.", post)
g("quadratic", r"\theta^\top S\theta", lambda e: e.th @ e.S @ e.th, **M)
CASES.yes(r"\operatorname{tr}(S\theta\theta^\top)", lambda e: np.trace(e.S @ np.outer(e.th, e.th)))
CASES.yes(r"\langle\theta,S\theta\rangle").no(r"\theta\theta^\top S", lambda e: np.outer(e.th, e.th) @ e.S)
CASES.no(r"\|S\theta\|^2", lambda e: norm(e.S @ e.th) ** 2)
CASES.yes(r"\|S^{1/2}\theta\|^2", lambda e: e.th @ e.S @ e.th)
CASES.no(r"\theta^\top\theta S", lambda e: e.th @ e.th * e.S)
g("gradient", r"2S\theta", lambda e: 2 * e.S @ e.th, **M)
CASES.yes(r"(S+S^\top)\theta", lambda e: (e.S + e.S.T) @ e.th).no(r"S\theta", lambda e: e.S @ e.th)
CASES.no(r"2\theta^\top S", NOTHING).no(r"2S", lambda e: 2 * e.S)
CASES.yes(r"\nabla_\theta\left(\theta^\top S\theta\right)=2S\theta")
CASES.no(r"2S^{-1}\theta", lambda e: 2 * inv(e.S) @ e.th)
g("similar", r"\det(P^{-1}SP)", lambda e: det(inv(e.P) @ e.S @ e.P), **M)
CASES.yes(r"\det S", lambda e: det(e.S)).yes("det(S)", lambda e: det(e.S)).no(r"\det P", lambda e: det(e.P))
CASES.no(r"\det(S)\det(P)", lambda e: det(e.S) * det(e.P))
CASES.no(r"\operatorname{tr}S", lambda e: np.trace(e.S))
g("congruent", r"P^\top SP", lambda e: e.P.T @ e.S @ e.P, **M)
CASES.yes(r"(P^\top SP)^\top", lambda e: (e.P.T @ e.S @ e.P).T).no(r"PSP^\top", lambda e: e.P @ e.S @ e.P.T)
CASES.no(r"P^{-1}SP", lambda e: inv(e.P) @ e.S @ e.P).yes(r"P^{T} S^{T} P", lambda e: e.P.T @ e.S.T @ e.P)

SC = {"gamma": "real, in (0, 1)", "r": "real", "V_k": "real", "V": "real", "k": "index", "alpha": "positive", "L": "positive", "mu": "positive", "kappa": "positive", "epsilon": "real, in (0, 1)"}
U = {"space": Space(draw), "symbols": {k: SC[k] for k in ("gamma", "r", "V_k", "k")}, "kind": "equation"}
g("update rule", r"V_{k+1}=r+\gamma V_k", lambda e: e.r + e.g * e.V, **U)
CASES.yes(r"V_{k+1}\leftarrow \gamma V_k+r").yes(r"V_{t+1}=r+\gamma V_t").yes(r"V_k=r+\gamma V_{k-1}")
CASES.no(r"V_{k+1}=\gamma(r+V_k)", lambda e: e.g * (e.r + e.V)).no(r"V_{k+1}=r+V_k", lambda e: e.r + e.V)
CASES.no(r"V_{k+1}=r-\gamma V_k", lambda e: e.r - e.g * e.V)
CASES.yes("So each sweep does\n\n$$V_{k+1} = V_k + \\big(r + \\gamma V_k - V_k\\big).$$")
E = {"space": Space(draw), "symbols": {k: SC[k] for k in ("gamma", "r", "L", "mu", "epsilon")}, "kind": "expression", "assume": ["L > mu"]}
g("expression", r"\frac{r}{1-\gamma}", lambda e: e.r / (1 - e.g), **E)
CASES.yes("V* = r/(1−γ)").yes(r"-\frac{r}{\gamma-1}").no(r"\frac{r}{1+\gamma}", lambda e: e.r / (1 + e.g))
CASES.no(r"\frac{\gamma r}{1-\gamma}", lambda e: e.g * e.r / (1 - e.g))
CASES.no(r"r(1-\gamma)", lambda e: e.r * (1 - e.g))
CASES.yes(r"r\left(1+\frac{\gamma}{1-\gamma}\right)", lambda e: e.r * (1 + e.g / (1 - e.g)))
g("expression", r"\frac{L-\mu}{L+\mu}", lambda e: (e.L - e.mu) / (e.L + e.mu), **E)
CASES.yes(r"1-\frac{2\mu}{L+\mu}", lambda e: 1 - 2 * e.mu / (e.L + e.mu))
CASES.yes(r"\frac{L/\mu-1}{L/\mu+1}", lambda e: (e.L / e.mu - 1) / (e.L / e.mu + 1))
CASES.no(r"\frac{L+\mu}{L-\mu}", lambda e: (e.L + e.mu) / (e.L - e.mu))
CASES.no(r"1-\frac{\mu}{L}", lambda e: 1 - e.mu / e.L)
CASES.yes("The contraction factor with the best step $\\alpha=\\frac{2}{L+\\mu}$ is $\\frac{L-\\mu}{L+\\mu}$.")
CASES.no("The contraction factor with the best step $\\alpha=\\frac{2}{L+\\mu}$ is $\\frac{L}{L+\\mu}$.", lambda e: e.L / (e.L + e.mu))


def exact(rng: np.random.Generator) -> Any:
    mu = F(int(rng.integers(3, 30)), 16)
    return SimpleNamespace(mu=mu, L=mu + F(int(rng.integers(3, 30)), 16))


def below(bound: Any, closed: bool = False) -> Where:
    return Where(lambda v, p: v > 0 and (v <= bound(p) if closed else v < bound(p)), lambda p: [F(0), bound(p)])


R = {"space": Space(exact), "symbols": {"alpha": "positive", "L": "positive", "mu": "positive"}, "kind": "region", "options": {"variable": "alpha"}, "assume": ["L > mu"]}
g("region", r"0<\alpha<\frac{2}{L}", below(lambda p: 2 / p.L), **R)
CASES.yes(r"\alpha\in(0,2/L)").yes("α < 2/L").yes(r"$|1-\alpha L|<1$ and $|1-\alpha\mu|<1$")
CASES.yes(r"0<\alpha L<2").no(r"0<\alpha<\frac{2}{\mu}", below(lambda p: 2 / p.mu))
CASES.no(r"0<\alpha\le\frac{2}{L}", below(lambda p: 2 / p.L, True))
CASES.no(r"0<\alpha<\frac{2}{L+\mu}", below(lambda p: 2 / (p.L + p.mu)))
CASES.no(r"0<\alpha<\frac{1}{L}", below(lambda p: 1 / p.L)).no(r"\alpha=\frac{2}{L}", NOTHING)
CASES.yes("Gradient descent converges precisely when the step size is positive and smaller than $2/L$, that is, $0<\\alpha<\\frac{2}{L}$. (With $\\alpha=\\frac{2}{L}$ it oscillates.)")
