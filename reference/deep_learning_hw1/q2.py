"""SGD with batch size one on a wide system: coordinates, Lyapunov drift, and what augmentation changes.

Matrix answers are stated with their shapes and derived by matrix algebra in ``derivation``; the
constants of (e), (h), (i) and (j) come out of sympy. Experiments are in `q2_trials`, `q2_drift` and
`q2_ridge`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import sympy as sp

from harness.records import Answer, Check, Question
from harness.symbols import declare
from reference.building import answer
from reference.deep_learning_hw1 import q2_drift, q2_ridge, q2_steps, q2_trials
from reference.printing import between, latex
from reference.trials import each

VARIANTS = ("rename",)
RENAMES = {
    "eta": ("alpha", "gamma", "tau"),
    "rho": ("kappa", "mu"),
    "beta": ("xi", "zeta", "phi"),
    "lambda": ("nu", "omega"),
}

eta, rho, epsilon, delta, beta = sp.symbols("eta rho epsilon delta beta", positive=True)
start, c_1, c_2, largest, least, size, steps = sp.symbols("L_0 c_1 c_2 sigma_1 sigma_n n T", positive=True)


def derive(question: Question) -> dict[str, Answer]:
    """Return the answers to all eleven parts."""
    made = (_coordinates, _dynamics, _probability, _drift, _contraction, _ridge)
    return {one.part: one for make in made for one in make(question)}


def experiments(
    question: Question, answers: Mapping[str, Answer], rng: np.random.Generator
) -> Iterator[Check]:
    """Yield what running SGD, exact moments and random matrices of several shapes find."""
    yield from each(question, answers, rng, {**q2_trials.TABLE, **q2_drift.TABLE, "k": q2_ridge.ridge})


def _coordinates(question: Question) -> Iterator[Answer]:
    yield answer(
        question,
        "a",
        {"w_star": r"X^T (X X^T)^{-1} y", "w_prime_0": r"-X^T (X X^T)^{-1} y"},
        latex=r"w^* = X^T (X X^T)^{-1} y, \quad w'_0 = -X^T (X X^T)^{-1} y",
        derivation=r"""Minimise $\frac12\|w\|^2 - \nu^\top(Xw - y)$: stationarity gives $w = X^\top\nu$, and
$XX^\top\nu = y$ has the only solution $\nu = (XX^\top)^{-1}y$ because $X$ has full row rank. So
$w^* = X^\top(XX^\top)^{-1}y$; $X(w - w^*) = 0$ is the shifted system, and $w'_0 = 0 - w^*$.""",
    )
    yield answer(
        question,
        "b",
        {"w_tilde_0": r"-\Sigma^{-1} U^T y", "w_perp0": "0"},
        latex=r"\tilde{w}_0 = -\Sigma^{-1} U^T y, \quad w_{\perp,0} = 0",
        derivation=r"""$X = U\Sigma V_1^\top$ gives $XX^\top = U\Sigma^2U^\top$ and
$w^* = V_1\Sigma^{-1}U^\top y$.
Hence $V_1^\top w'_0 = -\Sigma^{-1}U^\top y$ and $V_2^\top w'_0 = -V_2^\top V_1\Sigma^{-1}U^\top y = 0$:
the minimum-norm solution lies in the row space, to which $V_2$ is orthogonal.""",
        checkpoints=q2_steps.ROTATION,
    )
    yield answer(
        question,
        "c",
        {},
        latex=r"w_{\perp,t} = 0, \quad \tilde{x}_i = V_1^T x_i, \quad \tilde{X} \tilde{w} = 0",
        checkpoints=q2_steps.REDUCTION,
        false_steps=q2_steps.REDUCTION_FALSE,
        symbols=(
            declare("x_i", "vector d"),
            declare("V_2", "matrix d x k"),
            declare("V", "matrix d x d, orthogonal"),
            declare("w_prime", "vector d", ["w'", "w'_t"]),
        ),
        derivation=r"""$V^\top x_i = (V_1^\top x_i, V_2^\top x_i) = (\tilde{x}_i, 0)$, since $x_i$ is in the
row space.
Each gradient is a multiple of some $x_i$, so $w_\perp$ gets no update and stays at its start $0$.
$x_i^\top w = y[i]$ becomes $x_i^\top w' = 0$ after the shift,
$\tilde{x}_i^\top\tilde{w} + 0^\top w_\perp = 0$
after the rotation, and the last $d - n$ coordinates drop out.""",
    )


def _dynamics(question: Question) -> Iterator[Answer]:
    yield answer(
        question,
        "d",
        {
            "w_tilde_t+1": r"\tilde{w}_{t+1} = \tilde{w}_t"
            r" - 2 \eta \tilde{x}_{I_t} \tilde{x}_{I_t}^T \tilde{w}_t"
        },
        derivation=r"""$w_{t+1} = w_t + 2\eta(y[I_t] - x_{I_t}^\top w_t)x_{I_t}$; insert
$y[I_t] = x_{I_t}^\top w^*$,
multiply by $V_1^\top$ and use $x_{I_t} = V_1\tilde{x}_{I_t}$.""",
    )
    yield answer(
        question,
        "f",
        {},
        latex=r"L(\tilde{w}) \ge 0, \quad L(\tilde{w}) = 0 \text{ only for } \tilde{w} = 0",
        checkpoints=q2_steps.LYAPUNOV,
        false_steps=q2_steps.LYAPUNOV_FALSE,
        symbols=(
            declare("sigma_n", "positive", [r"\sigma_{\min}"]),
            declare("w_tilde", "vector n", [r"\tilde{w}"]),
        ),
        derivation=r"""A squared norm is nonnegative, and $\tilde{X} = U\Sigma$ is invertible because all
$\sigma_i > 0$, so $\tilde{X}\tilde{w} = 0$ only for $\tilde{w} = 0$; in numbers,
$L(\tilde{w}) \ge \sigma_n^2\|\tilde{w}\|^2$.""",
    )
    weight = r"\tilde{X}^T \tilde{X}"
    outer = r"\tilde{x}_{I_t} \tilde{x}_{I_t}^T"
    yield answer(
        question,
        "g",
        {
            "A": rf"-4 \eta \tilde{{w}}_t^T {weight} {outer} \tilde{{w}}_t",
            "B": rf"4 \eta^2 \tilde{{w}}_t^T {outer} {weight} {outer} \tilde{{w}}_t",
        },
        derivation=r"""With $\Delta = -2\eta\tilde{x}_{I_t}\tilde{x}_{I_t}^\top\tilde{w}_t$,
$L(\tilde{w}_t + \Delta) = L(\tilde{w}_t) + 2\tilde{w}_t^\top\tilde{X}^\top\tilde{X}\Delta
+ \Delta^\top\tilde{X}^\top\tilde{X}\Delta$.""",
    )


def _probability(question: Question) -> Iterator[Answer]:
    (tight,) = sp.solve(sp.Eq((1 - rho) ** steps * start, delta * epsilon), steps)
    bound = latex(sp.simplify(tight))
    yield answer(
        question,
        "e",
        {"T": rf"T \ge {bound}"},
        options={"T": {"tight": bound, "sense": "smallest"}},
        notes={"T": "every larger number of steps is valid too; no smaller one is safe for all processes"},
        checkpoints=q2_steps.MARKOV,
        derivation=r"""Taking expectations, $\mathbb{E}[L_t] \le (1 - \rho)^t L_0$. By Markov's inequality
$\Pr\{L_T \ge \epsilon\} \le (1 - \rho)^T L_0/\epsilon$, which is at most $\delta$ from the stated $T$ on.
A process that jumps to $\epsilon$ or to $0$ in its last step attains the bound, so it is tight.""",
    )


def _drift(question: Question) -> Iterator[Answer]:
    a, b = sp.symbols("a b", nonnegative=True)
    linear = 4 / size * (largest**4 * a + least**4 * b) / (largest**2 * a + least**2 * b)
    worst = latex(sp.simplify(linear.subs(a, 0)))
    yield answer(
        question,
        "h",
        {"c_1": rf"0 < c_1 \le {worst}"},
        options={"c_1": {"tight": worst, "sense": "largest"}},
        notes={"c_1": "the largest valid constant; it is attained along the last singular direction"},
        derivation=r"""$\mathbb{E}[\tilde{x}_{I_t}\tilde{x}_{I_t}^\top] = \frac1n\tilde{X}^\top\tilde{X} 
= \frac1n\Sigma^2$, so
$\mathbb{E}[A \mid \tilde{w}] = -\frac{4\eta}{n}\sum_i\sigma_i^4\tilde{w}_i^2$ while
$L = \sum_i\sigma_i^2\tilde{w}_i^2$. The quotient is least on the coordinate of $\sigma_n$.""",
    )
    per_row = 4 * eta**2 * largest**2 * beta**2
    tight = latex(sp.simplify(per_row / size / eta**2))
    yield answer(
        question,
        "i",
        {"c_2": rf"c_2 \ge {tight}"},
        options={"c_2": {"tight": tight, "sense": "smallest"}},
        notes={"c_2": r"the least constant valid for every system with these $n$, $\sigma_1$ and $\beta$"},
        false_steps=q2_steps.QUADRATIC_FALSE,
        derivation=r"""$\mathbb{E}[B \mid \tilde{w}] = \frac{4\eta^2}{n}\sum_i(\tilde{x}_i^\top\tilde{w})^2
\,\tilde{x}_i^\top\tilde{X}^\top\tilde{X}\tilde{x}_i$, each last factor is at most $\sigma_1^2\beta^2$, and
$\sum_i(\tilde{x}_i^\top\tilde{w})^2 = L$. The average keeps its factor $\frac1n$. Equality holds where the
longest row is orthogonal to the others.""",
    )


def _contraction(question: Question) -> Iterator[Answer]:
    ends = sorted(sp.solve(-c_1 * eta + c_2 * eta**2, eta), key=sp.count_ops)
    low = sp.Integer(0)
    high = next(end for end in ends if end != 0)
    yield answer(
        question,
        "j",
        {"eta": between(eta, low, high)},
        derivation=r"""$\mathbb{E}[L_{t+1} \mid \tilde{w}_t] \le (1 - c_1\eta + c_2\eta^2)L_t$; the factor is
below one exactly
for $0 < \eta < c_1/c_2$ and least at $\eta = c_1/(2c_2)$, where it is $1 - c_1^2/(4c_2)$.""",
    )


def _ridge(question: Question) -> Iterator[Answer]:
    yield answer(
        question,
        "k",
        {
            "X_hat": r"\begin{bmatrix} X & \sqrt{\lambda} I \end{bmatrix}",
            "w_aug": r"X^T (X X^T + \lambda I)^{-1} y",
        },
        latex=r"\hat{X} = \begin{bmatrix} X & \sqrt{\lambda} I \end{bmatrix}, \quad "
        r"w_{\text{aug}} = X^T (X X^T + \lambda I)^{-1} y",
        checkpoints=q2_steps.RIDGE,
        false_steps=q2_steps.RIDGE_FALSE,
        derivation=r"""$\hat{X} = [X \; \sqrt{\lambda}I_n]$ is wide with full row rank, so
$\hat{X}\hat{w} = y$
can be solved
exactly and parts (a) to (j) apply: SGD converges geometrically to
$\hat{X}^\top(\hat{X}\hat{X}^\top)^{-1}y$, whose first $d$ entries are
$X^\top(XX^\top + \lambda I)^{-1}y$, the
ridge solution. In the plain run the single gradients do not vanish at the ridge solution, so a constant step
leaves a noise floor. $\hat{X}\hat{X}^\top = XX^\top + \lambda I$ is the better conditioned the larger
$\lambda$ is.""",
    )
