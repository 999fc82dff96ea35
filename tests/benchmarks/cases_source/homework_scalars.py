"""Declared scalars: regions of a step size, bounds, conditionals, update rules, eigenvalues."""

# fmt: off
# ruff: noqa: E501
from __future__ import annotations

from fractions import Fraction as F
from types import SimpleNamespace
from typing import Any

import numpy as np
from cases_source.case import Family
from cases_source.truth import NOTHING, Space, Where

CASES = Family("scalars", start=5)
g = CASES.gold

GD = {"eta": "positive", "sigma": "positive", "sigma_l": "positive", "sigma_s": "positive", "epsilon": "real, in (0, 1)", "beta": "real, in (0, 1)", "lambda": "positive", "w_t": "real", "y": "real", "w_0": "real", "m": "natural", "t": "natural", "x": "nonzero"}
ORDER = ["sigma_l > sigma_s"]


def exact(rng: np.random.Generator) -> Any:
    """Draw rational parameters, so that edges are exact."""
    q = lambda lo, hi: F(int(rng.integers(lo, hi)), 16)  # noqa: E731
    s = q(4, 40)
    return SimpleNamespace(sigma=q(4, 40), ss=s, sl=s + q(3, 60), beta=q(1, 16), lam=q(2, 40), x=q(3, 40), m=int(rng.integers(1, 9)))


def loose(rng: np.random.Generator) -> Any:
    """Draw real parameters."""
    s = rng.uniform(0.3, 2)
    e = SimpleNamespace(sigma=rng.uniform(0.3, 3), ss=s, sl=s + rng.uniform(0.1, 3), beta=rng.uniform(0.05, 0.95), eps=rng.uniform(0.01, 0.9), lam=rng.uniform(0.1, 3))
    e.__dict__.update({"w": rng.normal(), "y": rng.normal(), "w0": rng.normal(), "z": rng.normal(), "x": rng.normal(), "eta": rng.uniform(0.01, 1), "m": int(rng.integers(1, 9)), "t": int(rng.integers(1, 9)), "r": rng.uniform(0.05, 0.95)})
    return e


def between(low: Any, high: Any, left: bool = False, right: bool = False) -> Where:
    """Return the step sizes between two bounds that depend on the parameters."""
    def test(v: Any, p: Any) -> bool:
        a, b = low(p), high(p)
        return (a <= v if left else a < v) and (v <= b if right else v < b)

    return Where(test, lambda p: [low(p), high(p)])


zero = lambda p: F(0)  # noqa: E731
R = {"space": Space(exact), "symbols": {k: GD[k] for k in ("eta", "sigma")}, "kind": "region", "options": {"variable": "eta"}}
stable = between(zero, lambda p: 1 / p.sigma**2)
g("region", r"0<\eta<\frac{1}{\sigma^2}", stable, **R)
CASES.yes(r"\eta\in(0,1/\sigma^2)").yes(r"0<\eta<1/\sigma^2").yes("0 < η < 1/σ²")
CASES.yes(r"\eta<\frac{1}{\sigma^2}").yes(r"|1-2\eta\sigma^2|<1").yes(r"0<2\eta\sigma^2<2")
CASES.yes("The recurrence is stable for all η below 1/σ².")
CASES.yes(r"Stable iff $|1-2\eta\sigma^2|<1$, i.e. $0<\eta<\frac{1}{\sigma^2}$.")
CASES.no(r"0<\eta<\frac{2}{\sigma^2}", between(zero, lambda p: 2 / p.sigma**2))
CASES.no(r"0<\eta\le\frac{1}{\sigma^2}", between(zero, lambda p: 1 / p.sigma**2, right=True))
CASES.no(r"\eta>\frac{1}{\sigma^2}", between(lambda p: 1 / p.sigma**2, lambda p: F(10**9)))
CASES.no(r"0<\eta<\frac{1}{\sigma}", between(zero, lambda p: 1 / p.sigma))
CASES.no(r"0<\eta<\frac{1}{2\sigma^2}", between(zero, lambda p: 1 / (2 * p.sigma**2)))
CASES.no(r"\eta=\frac{1}{\sigma^2}", NOTHING).no(r"0<\eta<1", between(zero, lambda p: F(1)))
CASES.Yes(r"0<\eta<\sigma^{-2}").No(r"0<\eta<\sigma^2", between(zero, lambda p: p.sigma**2))
CASES.yes(r"\eta\in\left(0,\,\tfrac{1}{\sigma^{2}}\right)").yes(r"$\sigma^2\eta<1$")
CASES.no(r"\eta\in(0,\frac{2}{\sigma^2})", between(zero, lambda p: 2 / p.sigma**2))
CASES.yes("We need $-1<1-2\\eta\\sigma^2<1$.\n\nThe right inequality gives $\\eta>0$, the left one $\\eta<1/\\sigma^2$.\n\n**Answer:** $0<\\eta<1/\\sigma^2$.")
CASES.no("We need $-1<1-2\\eta\\sigma^2<1$.\n\nSo the range is $0<\\eta<2/\\sigma^2$.", between(zero, lambda p: 2 / p.sigma**2))
R2 = {**R, "symbols": {k: GD[k] for k in ("eta", "sigma_l", "sigma_s")}, "assume": ORDER}
g("region", r"0<\eta<\frac{1}{\sigma_l^2}", between(zero, lambda p: 1 / p.sl**2), **R2)
CASES.yes(r"\eta<1/\sigma_\ell^2").yes("0 < η < 1/σ_ℓ²")
CASES.yes(r"0<\eta<\min\left(\frac{1}{\sigma_l^2},\frac{1}{\sigma_s^2}\right)")
CASES.no(r"0<\eta<\frac{1}{\sigma_s^2}", between(zero, lambda p: 1 / p.ss**2))
CASES.no(r"0<\eta<\frac{1}{\sigma_l\sigma_s}", between(zero, lambda p: 1 / (p.sl * p.ss)))
CASES.no(r"\frac{1}{\sigma_l^2}<\eta<\frac{1}{\sigma_s^2}", between(lambda p: 1 / p.sl**2, lambda p: 1 / p.ss**2))
CASES.no(r"0<\eta<\frac{2}{\sigma_l^2+\sigma_s^2}", between(zero, lambda p: 2 / (p.sl**2 + p.ss**2)))
CASES.Yes(r"0<\eta<\frac{1}{\sigma_{\ell}^{2}}")
CASES.no(r"0<\eta<\max\left(\frac{1}{\sigma_l^2},\frac{1}{\sigma_s^2}\right)", between(zero, lambda p: 1 / p.ss**2))
CASES.yes("η σ_l² < 1")
R3 = {**R, "symbols": {k: GD[k] for k in ("eta", "beta", "lambda")}}
g("region", r"0<\eta<\frac{1+\beta}{\lambda}", between(zero, lambda p: (1 + p.beta) / p.lam), **R3)
CASES.yes(r"\eta<\frac{1+\beta}{\lambda}").yes(r"\lambda\eta<1+\beta").yes(r"\eta\lambda-\beta<1")
CASES.no(r"\eta<\frac{1-\beta}{\lambda}", between(zero, lambda p: (1 - p.beta) / p.lam))
CASES.no(r"\eta<\frac{1}{\lambda}", between(zero, lambda p: 1 / p.lam))
CASES.no(r"0<\eta<\frac{1+\beta}{2\lambda}", between(zero, lambda p: (1 + p.beta) / (2 * p.lam)))
CASES.Yes(r"0<\eta<\frac{1}{\lambda}+\frac{\beta}{\lambda}")
CASES.No(r"0<\eta<\frac{2+\beta}{\lambda}", between(zero, lambda p: (2 + p.beta) / p.lam))
R4 = {**R, "symbols": {k: GD[k] for k in ("eta", "sigma", "x")}}
g("region", r"0<\eta<\frac{2}{x^2+\sigma^2}", between(zero, lambda p: 2 / (p.x**2 + p.sigma**2)), **R4)
CASES.yes(r"\eta(x^2+\sigma^2)<2").yes(r"0<\eta<2/(\sigma^2+x^2)")
CASES.no(r"0<\eta<\frac{2}{x^2}", between(zero, lambda p: 2 / p.x**2))
CASES.no(r"0<\eta<\frac{2}{x^2}+\frac{2}{\sigma^2}", between(zero, lambda p: 2 / p.x**2 + 2 / p.sigma**2))
CASES.no(r"0<\eta<\frac{1}{x^2+\sigma^2}", between(zero, lambda p: 1 / (p.x**2 + p.sigma**2)))
CASES.Yes(r"|1-\eta(x^2+\sigma^2)|<1")
CASES.no(r"0\le\eta\le\frac{2}{x^2+\sigma^2}", between(zero, lambda p: 2 / (p.x**2 + p.sigma**2), right=True))

E = {"space": Space(loose), "kind": "expression", "symbols": {k: GD[k] for k in ("eta", "sigma", "sigma_l", "sigma_s", "epsilon", "beta", "lambda")}, "assume": ORDER}
best = lambda e: 1 / (e.sl**2 + e.ss**2)  # noqa: E731
g("expression", r"\frac{1}{\sigma_l^2+\sigma_s^2}", best, **E)
CASES.yes(r"\eta^*=\frac{1}{\sigma_\ell^2+\sigma_s^2}").yes("1/(σ_ℓ² + σ_s²)").yes("η* = 1/(σₗ²+σₛ²)")
CASES.no(r"\frac{2}{\sigma_l^2+\sigma_s^2}", lambda e: 2 * best(e))
CASES.no(r"\frac{1}{\sigma_l^2}+\frac{1}{\sigma_s^2}", lambda e: 1 / e.sl**2 + 1 / e.ss**2)
CASES.no(r"\frac{1}{\sigma_l^2-\sigma_s^2}", lambda e: 1 / (e.sl**2 - e.ss**2))
CASES.Yes(r"\frac{1}{\sigma_s^2+\sigma_l^2}")
CASES.No(r"\frac{1}{(\sigma_l+\sigma_s)^2}", lambda e: 1 / (e.sl + e.ss) ** 2)
CASES.yes(r"Balance the two rates: $2\eta\sigma_l^2-1=1-2\eta\sigma_s^2$, hence $\eta=\frac{1}{\sigma_l^2+\sigma_s^2}$.")
CASES.no(r"Balance the two rates: $2\eta\sigma_l^2-1=1-2\eta\sigma_s^2$, hence $\eta=\frac{1}{2(\sigma_l^2+\sigma_s^2)}$.", lambda e: best(e) / 2)
CASES.no(r"\frac{1}{2\sigma_l^2}", lambda e: 1 / (2 * e.sl**2))
CASES.yes(r"\left(\sigma_\ell^2+\sigma_s^2\right)^{-1}")
rate = lambda e: (e.sl**2 - e.ss**2) / (e.sl**2 + e.ss**2)  # noqa: E731
g("expression", r"\frac{\sigma_l^2-\sigma_s^2}{\sigma_l^2+\sigma_s^2}", rate, **E)
CASES.yes(r"1-\frac{2\sigma_s^2}{\sigma_l^2+\sigma_s^2}", lambda e: 1 - 2 * e.ss**2 / (e.sl**2 + e.ss**2))
CASES.yes(r"\left|\frac{\sigma_s^2-\sigma_l^2}{\sigma_l^2+\sigma_s^2}\right|", rate)
CASES.no(r"\frac{\sigma_l-\sigma_s}{\sigma_l+\sigma_s}", lambda e: (e.sl - e.ss) / (e.sl + e.ss))
CASES.no(r"\frac{\sigma_s^2-\sigma_l^2}{\sigma_l^2+\sigma_s^2}", lambda e: -rate(e))
CASES.yes(r"\frac{(\sigma_l/\sigma_s)^2-1}{(\sigma_l/\sigma_s)^2+1}", rate)
CASES.Yes(r"\frac{(\sigma_l-\sigma_s)(\sigma_l+\sigma_s)}{\sigma_l^2+\sigma_s^2}", rate)
CASES.no(r"\frac{\sigma_l^2+\sigma_s^2}{\sigma_l^2-\sigma_s^2}", lambda e: 1 / rate(e)).no("1", 1.0)
CASES.No(r"1-\frac{\sigma_s^2}{\sigma_l^2+\sigma_s^2}", lambda e: 1 - e.ss**2 / (e.sl**2 + e.ss**2))
big = lambda e: (1 + np.sqrt(e.beta)) ** 2 / ((1 - e.beta) * 2 * e.sigma**2)  # noqa: E731
g("expression", r"\frac{(1+\sqrt\beta)^2}{2(1-\beta)\sigma^2}", big, **E)
CASES.yes(r"\frac{1+\sqrt\beta}{2\sigma^2(1-\sqrt\beta)}", lambda e: (1 + np.sqrt(e.beta)) / (2 * e.sigma**2 * (1 - np.sqrt(e.beta))))
CASES.no(r"\frac{(1-\sqrt\beta)^2}{2(1-\beta)\sigma^2}", lambda e: (1 - np.sqrt(e.beta)) ** 2 / (2 * (1 - e.beta) * e.sigma**2))
CASES.no(r"\frac{(1+\beta)^2}{2(1-\beta)\sigma^2}", lambda e: (1 + e.beta) ** 2 / (2 * (1 - e.beta) * e.sigma**2))
CASES.yes("(1+√β)²/(2(1−β)σ²)").yes(r"\frac{1+2\sqrt\beta+\beta}{2\sigma^2(1-\beta)}", big)
CASES.no(r"\frac{1+\sqrt\beta}{2(1-\beta)\sigma^2}", lambda e: (1 + np.sqrt(e.beta)) / (2 * (1 - e.beta) * e.sigma**2))
CASES.Yes(r"\eta_{\max}=\frac{(1+\sqrt{\beta})^2}{2(1-\beta)\sigma^2}")
CASES.No(r"\eta_{\max}=\frac{(1+\sqrt{\beta})^2}{(1-\beta)\sigma^2}", lambda e: 2 * big(e))
steps = lambda e: np.log(e.eps) / np.log(e.r)  # noqa: E731
B = {"space": Space(loose), "kind": "region", "options": {"variable": "t"}, "symbols": {"epsilon": "real, in (0, 1)", "r": "real, in (0, 1)", "t": "natural"}}
g("bound", r"t\ge\frac{\ln\epsilon}{\ln r}", steps, **B)
CASES.yes(r"t\ge\frac{\log\epsilon}{\log r}")
CASES.yes(r"t\geq\frac{\ln(1/\epsilon)}{-\ln r}", lambda e: np.log(1 / e.eps) / -np.log(e.r))
CASES.no(r"t\ge\frac{\ln r}{\ln\epsilon}", lambda e: 1 / steps(e))
CASES.no(r"t\ge\ln\epsilon-\ln r", lambda e: np.log(e.eps) - np.log(e.r))
CASES.no(r"t\le\frac{\ln\epsilon}{\ln r}", NOTHING).yes(r"r^t\le\epsilon")
CASES.no(r"t\ge\frac{2\ln\epsilon}{\ln r}", lambda e: 2 * steps(e)).Yes(r"t\ge\log_{r}\epsilon")
CASES.yes("t ≥ ln ε / ln r").no(r"t\ge\frac{-\ln\epsilon}{\ln r}", lambda e: -steps(e))
CASES.yes(r"t \geq \left\lceil \frac{\ln \epsilon}{\ln r}\right\rceil")
CASES.yes("The error shrinks by $r$ in each step, so we need $r^t\\le\\epsilon$, that is\n\n$$t\\ge\\frac{\\ln(1/\\epsilon)}{\\ln(1/r)}.$$", lambda e: np.log(1 / e.eps) / np.log(1 / e.r))
g("expression", r"\frac{y}{\sigma}", lambda e: e.y / e.sigma, space=Space(loose), kind="expression", symbols={k: GD[k] for k in ("y", "sigma")})
CASES.yes("w* = y/σ").yes(r"\sigma^{-1}y").no(r"\frac{\sigma}{y}", lambda e: e.sigma / e.y)
CASES.no(r"\frac{y}{\sigma^2}", lambda e: e.y / e.sigma**2).no("yσ", lambda e: e.y * e.sigma)
CASES.Yes(r"w^\star=\frac{y}{\sigma}").no("y", lambda e: e.y)
shrunk = lambda e: e.x * e.y / (e.x**2 + e.sigma**2)  # noqa: E731
g("expression", r"\frac{xy}{x^2+\sigma^2}", shrunk, space=Space(loose), kind="expression", symbols={k: GD[k] for k in ("x", "y", "sigma")})
CASES.yes(r"\frac{y}{x}\cdot\frac{x^2}{x^2+\sigma^2}", lambda e: e.y / e.x * e.x**2 / (e.x**2 + e.sigma**2))
CASES.yes(r"\frac{y}{x+\sigma^2/x}", lambda e: e.y / (e.x + e.sigma**2 / e.x))
CASES.no(r"\frac{y}{x}", lambda e: e.y / e.x)
CASES.no(r"\frac{xy}{x^2-\sigma^2}", lambda e: e.x * e.y / (e.x**2 - e.sigma**2))
CASES.no(r"\frac{xy}{x^2}+\sigma^2", lambda e: e.y / e.x + e.sigma**2)
CASES.Yes(r"w_\infty=\frac{yx}{\sigma^2+x^2}")
CASES.no(r"\frac{xy}{(x+\sigma)^2}", lambda e: e.x * e.y / (e.x + e.sigma) ** 2)
g("expression", r"m\sigma^2", lambda e: e.m * e.sigma**2, space=Space(loose), kind="expression", symbols={k: GD[k] for k in ("m", "sigma")})
CASES.yes(r"\lambda=m\sigma^2").yes("λ = m σ²").no(r"\sigma^2", lambda e: e.sigma**2)
CASES.no(r"\frac{\sigma^2}{m}", lambda e: e.sigma**2 / e.m)
CASES.no(r"m^2\sigma^2", lambda e: e.m**2 * e.sigma**2).Yes(r"\lambda=\sigma^2 m")
CASES.no(r"m\sigma", lambda e: e.m * e.sigma)

U = {"space": Space(loose), "kind": "equation", "symbols": {"eta": "positive", "sigma": "positive", "w": "real", "y": "real", "w_t": "real", "z": "real", "beta": "real, in (0, 1)", "t": "index"}}
step = lambda e: e.w + 2 * e.eta * e.sigma * (e.y - e.sigma * e.w)  # noqa: E731
g("update rule", r"w_{t+1}=(1-2\eta\sigma^2)w_t+2\eta\sigma y", step, **U)
CASES.yes(r"w_{t+1}=w_t+2\eta\sigma(y-\sigma w_t)").yes(r"w_{t+1}\leftarrow w_t-2\eta\sigma(\sigma w_t-y)")
CASES.yes(r"w_{k+1}=(1-2\eta\sigma^2)w_k+2\eta\sigma y").yes("w_{t+1} := w_t + 2ησ(y − σ w_t)")
CASES.no(r"w_{t+1}=(1-2\eta\sigma^2)w_t", lambda e: (1 - 2 * e.eta * e.sigma**2) * e.w)
CASES.no(r"w_{t+1}=(1-\eta\sigma^2)w_t+\eta\sigma y", lambda e: (1 - e.eta * e.sigma**2) * e.w + e.eta * e.sigma * e.y)
CASES.no(r"w_{t+1}=(1+2\eta\sigma^2)w_t-2\eta\sigma y", lambda e: (1 + 2 * e.eta * e.sigma**2) * e.w - 2 * e.eta * e.sigma * e.y)
CASES.no(r"w_t=(1-2\eta\sigma^2)w_{t+1}+2\eta\sigma y", NOTHING)
CASES.Yes(r"w_{t+1}=w_t-2\eta\sigma^2w_t+2\eta\sigma y")
CASES.No(r"w_{t+1}=(1-2\eta\sigma^2)w_t+2\eta\sigma^2 y", lambda e: (1 - 2 * e.eta * e.sigma**2) * e.w + 2 * e.eta * e.sigma**2 * e.y)
CASES.yes(r"w_{n+1} = w_n - 2\eta\sigma(\sigma w_n - y)")
CASES.yes(r"w_{t}=(1-2\eta\sigma^2)w_{t-1}+2\eta\sigma y").yes(r"w_{t+1}-w_t=2\eta\sigma(y-\sigma w_t)")
V = {"space": Space(loose), "kind": "equation", "symbols": {"m_t": "real", "m_{t-1}": "real", "g_t": "real", "v_t": "real", "v_{t-1}": "real", "beta_1": "real, in (0, 1)", "beta_2": "real, in (0, 1)", "t": "index"}}
g("update rule", r"m_t=\beta_1m_{t-1}+(1-\beta_1)g_t", lambda e: e.beta * e.w + (1 - e.beta) * e.y, **V)
CASES.yes(r"m_t\leftarrow\beta_1m_{t-1}+(1-\beta_1)g_t").yes("m_t = β₁ m_{t−1} + (1 − β₁) g_t")
CASES.no(r"m_t=\beta_1g_t+(1-\beta_1)m_{t-1}", lambda e: e.beta * e.y + (1 - e.beta) * e.w)
CASES.no(r"m_t=\beta_1m_{t-1}+g_t", lambda e: e.beta * e.w + e.y)
CASES.no(r"m_t=\beta_1m_{t-1}+(1-\beta_1)g_t^2", lambda e: e.beta * e.w + (1 - e.beta) * e.y**2)
CASES.Yes(r"m_t=m_{t-1}+(1-\beta_1)(g_t-m_{t-1})", lambda e: e.w + (1 - e.beta) * (e.y - e.w))
CASES.No(r"m_t=\beta_1m_{t-1}-(1-\beta_1)g_t", lambda e: e.beta * e.w - (1 - e.beta) * e.y)
CASES.yes(r"m_{t+1}=\beta_1m_t+(1-\beta_1)g_{t+1}")
CASES.no(r"m_t=\beta_2m_{t-1}+(1-\beta_2)g_t", lambda e: e.lam * e.w + (1 - e.lam) * e.y)
g("update rule", r"v_t=\beta_2v_{t-1}+(1-\beta_2)g_t^2", lambda e: e.beta * e.w + (1 - e.beta) * e.y**2, **V)
CASES.yes(r"v_t=\beta_2v_{t-1}+(1-\beta_2)g_t\cdot g_t")
CASES.no(r"v_t=\beta_2v_{t-1}+(1-\beta_2)g_t", lambda e: e.beta * e.w + (1 - e.beta) * e.y)
CASES.no(r"v_t=\beta_2v_{t-1}^2+(1-\beta_2)g_t^2", lambda e: e.beta * e.w**2 + (1 - e.beta) * e.y**2)
CASES.yes("v_t ← β₂ v_{t−1} + (1−β₂) g_t²")
CASES.Yes(r"v_t=\beta_2v_{t-1}+g_t^2-\beta_2g_t^2", lambda e: e.beta * e.w + e.y**2 - e.beta * e.y**2)
lin = {"space": Space(loose), "kind": "equation", "symbols": {"gamma": "positive", "lambda": "positive", "eta": "positive"}}
g("relation", r"\gamma=\eta\lambda", lambda e: e.eta * e.lam, **lin)
CASES.yes(r"\lambda=\frac{\gamma}{\eta}").yes("γ = λη").yes(r"\gamma-\eta\lambda=0")
CASES.no(r"\gamma=\lambda", lambda e: e.lam).no(r"\gamma=2\eta\lambda", lambda e: 2 * e.eta * e.lam)
CASES.no(r"\lambda=\eta\gamma", lambda e: e.lam / e.eta).Yes(r"\eta=\frac{\gamma}{\lambda}")
CASES.No(r"\gamma=\frac{\lambda}{\eta}", lambda e: e.lam / e.eta)

eig = {"space": Space(loose), "kind": "set", "symbols": {"eta": "positive", "beta": "real, in (0, 1)", "sigma": "positive"}}
tr = lambda e: 1 + e.beta - 2 * e.eta * (1 - e.beta) * e.sigma**2  # noqa: E731
root = lambda e: np.sqrt(complex(tr(e) ** 2 - 4 * e.beta))  # noqa: E731
pair = lambda e: frozenset([(tr(e) + root(e)) / 2, (tr(e) - root(e)) / 2])  # noqa: E731
TR = r"1+\beta-2\eta(1-\beta)\sigma^2"
g("eigenvalues", rf"\frac{{{TR}\pm\sqrt{{({TR})^2-4\beta}}}}{{2}}", pair, **eig)
CASES.yes(rf"\lambda_\pm=\frac12\left({TR}\pm\sqrt{{({TR})^2-4\beta}}\right)")
CASES.yes(rf"\lambda_{{1,2}}=\frac{{{TR}}}{{2}}\pm\sqrt{{\frac{{({TR})^2}}{{4}}-\beta}}")
CASES.no(rf"\frac{{{TR}\pm\sqrt{{({TR})^2+4\beta}}}}{{2}}", lambda e: frozenset([(tr(e) + np.sqrt(tr(e) ** 2 + 4 * e.beta)) / 2, (tr(e) - np.sqrt(tr(e) ** 2 + 4 * e.beta)) / 2]))
CASES.no(rf"\frac{{{TR}+\sqrt{{({TR})^2-4\beta}}}}{{2}}", lambda e: frozenset([(tr(e) + root(e)) / 2]))
CASES.no(rf"{TR}\pm\sqrt{{({TR})^2-4\beta}}", lambda e: frozenset([tr(e) + root(e), tr(e) - root(e)]))
CASES.no(rf"\frac{{{TR}\pm\sqrt{{({TR})^2-\beta}}}}{{2}}", lambda e: frozenset([(tr(e) + np.sqrt(complex(tr(e) ** 2 - e.beta))) / 2, (tr(e) - np.sqrt(complex(tr(e) ** 2 - e.beta))) / 2]))
CASES.Yes(rf"\left\{{\frac{{{TR}-\sqrt{{({TR})^2-4\beta}}}}{{2}},\frac{{{TR}+\sqrt{{({TR})^2-4\beta}}}}{{2}}\right\}}")
sysm = {"space": Space(loose), "kind": "matrix", "symbols": {"eta": "positive", "beta": "real, in (0, 1)", "sigma": "positive"}}
H = lambda e: 2 * e.sigma**2  # noqa: E731
mat = lambda e: np.array([[1 - e.eta * (1 * e.beta) * H(e), -e.eta * (1 - e.beta)], [e.beta * H(e), 1 - e.beta]])  # noqa: E731
MT = r"\begin{pmatrix}1-2\eta\beta\sigma^2&-\eta(1-\beta)\\2\beta\sigma^2&1-\beta\end{pmatrix}"
g("system matrix", MT, mat, **sysm, options={"permutation": True})
CASES.yes(MT.replace("pmatrix", "bmatrix"))
CASES.yes(r"\begin{bmatrix}1-\beta&2\beta\sigma^2\\-\eta(1-\beta)&1-2\eta\beta\sigma^2\end{bmatrix}", mat)
CASES.no(r"\begin{bmatrix}1-\beta&2\beta\sigma^2\\\eta(1-\beta)&1-2\eta\beta\sigma^2\end{bmatrix}", lambda e: mat(e) * np.array([[1, -1], [1, 1]]))
CASES.no(r"\begin{pmatrix}1-2\eta\beta\sigma^2&2\beta\sigma^2\\-\eta(1-\beta)&1-\beta\end{pmatrix}", lambda e: mat(e).T)
CASES.no(r"\begin{pmatrix}1-\eta\beta\sigma^2&-\eta(1-\beta)\\\beta\sigma^2&1-\beta\end{pmatrix}", lambda e: mat(SimpleNamespace(eta=e.eta, beta=e.beta, sigma=e.sigma / np.sqrt(2))))
CASES.no(r"\begin{pmatrix}1-\beta&-\eta(1-\beta)\\2\beta\sigma^2&1-2\eta\beta\sigma^2\end{pmatrix}", lambda e: np.array([[1 - e.beta, -e.eta * (1 - e.beta)], [2 * e.beta * e.sigma**2, 1 - 2 * e.eta * e.beta * e.sigma**2]]))
CASES.Yes(MT)

CH = {"l": ["σ_ℓ", r"\sigma_\ell", "sigma_l", "the large one", "large"], "s": ["σ_s", r"\sigma_s", "sigma_s", "the small one", "small"]}
C = {"space": Space(loose), "kind": "choice", "symbols": {"sigma_l": "positive", "sigma_s": "positive", "eta": "positive"}, "options": {"choices": CH}}
g("choice", "l", "l", **C)
CASES.yes("The direction with σ_ℓ limits the step size.").yes(r"$\sigma_\ell$").no(r"$\sigma_s$", "s")
CASES.no("The small one limits the step size.", "s").yes("**The large one.**")
CASES.no("Both limit it equally.", NOTHING).yes(r"It is $\sigma_\ell$, not $\sigma_s$, that limits $\eta$.")
CASES.no(r"It is $\sigma_s$, not $\sigma_\ell$, that limits $\eta$.", "s").no("It depends.", NOTHING)
CASES.yes(r"\boxed{\sigma_\ell}")
CASES.yes("The limiting dimension is the one with the larger singular value, $\\sigma_\\ell$.")


K = {"space": Space(loose), "kind": "conditional", "symbols": {k: GD[k] for k in ("sigma_l", "sigma_s", "eta")}, "assume": ORDER, "options": {"variable": "eta", "choices": CH}}
PIECES = r"\begin{cases}\text{%s}&\eta<\frac{%s}{\sigma_l^2+\sigma_s^2}\\\text{%s}&\eta>\frac{%s}{\sigma_l^2+\sigma_s^2}\end{cases}"


def rule(below: str, bound: Any, above: str) -> Any:
    return lambda e: below if e.eta < bound(e) else above


edge = lambda e: 1 / (e.sl**2 + e.ss**2)  # noqa: E731
g("conditional", PIECES % ("l", "1", "s", "1"), rule("l", edge, "s"), **K)
CASES.yes(PIECES % (r"$\sigma_\ell$", "1", r"$\sigma_s$", "1"))
CASES.yes(r"$\sigma_\ell$ converges faster if $\eta<\frac{1}{\sigma_\ell^2+\sigma_s^2}$, and $\sigma_s$ converges faster if $\eta>\frac{1}{\sigma_\ell^2+\sigma_s^2}$.")
CASES.no(r"$\sigma_s$ converges faster if $\eta<\frac{1}{\sigma_\ell^2+\sigma_s^2}$, and $\sigma_\ell$ converges faster if $\eta>\frac{1}{\sigma_\ell^2+\sigma_s^2}$.", rule("s", edge, "l"))
CASES.no(r"$\sigma_\ell$ always converges faster.", lambda e: "l")
CASES.no(r"The $\sigma_\ell$ direction.", lambda e: "l")
CASES.no(r"$\sigma_\ell$ converges faster if $\eta<\frac{1}{2\sigma_\ell^2}$, otherwise $\sigma_s$.", rule("l", lambda e: 1 / (2 * e.sl**2), "s"))
CASES.yes(r"If $\eta<\frac{1}{\sigma_l^2+\sigma_s^2}$, then $\sigma_l$ is faster; otherwise $\sigma_s$ is faster.")
CASES.yes("σ_ℓ if η < 1/(σ_ℓ² + σ_s²), otherwise σ_s")
CASES.no("σ_s if η < 1/(σ_ℓ² + σ_s²), otherwise σ_ℓ", rule("s", edge, "l"))
CASES.no(r"$\sigma_\ell$ is faster for $\eta<\frac{2}{\sigma_\ell^2+\sigma_s^2}$ and $\sigma_s$ beyond.", rule("l", lambda e: 2 * edge(e), "s"))
CASES.no("It depends on the step size.", NOTHING)
g("rounded", "6905", 6905, kind="number", options={"integer": True})
CASES.yes("6905").yes("6,905 iterations").no("6904", 6904).no("about 7000", 7000).Yes("6905")
CASES.no("6905.5", NOTHING).yes(r"k \ge 6905").yes("So we need at least 6905 steps.")
