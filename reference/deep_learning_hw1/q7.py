"""Two forms of the ridge solution: by the push-through identity, and as a Gaussian conditional mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from harness.records import Answer, Check, Question
from reference.building import answer, checkpoint, false_step, way
from reference.trials import close, each, judged
from reference.values import Array, array, evaluate, expected

VARIANTS = ("rename",)
RENAMES = {"lambda": ("mu", "rho", "nu"), "X": ("A", "B", "M"), "y": ("b", "z", "v")}

SHAPES = ((2, 5), (4, 4), (6, 3), (2, 3))


def derive(question: Question) -> dict[str, Answer]:
    """Return the joint covariance and the claims that both proofs rest on."""
    covariance = r"\begin{bmatrix} I_d & X^T \\ X & X X^T + \lambda I_n \end{bmatrix}"
    made = answer(
        question,
        "a",
        {},
        latex=r"(X^T X + \lambda I)^{-1} X^T y = X^T (X X^T + \lambda I)^{-1} y, \quad "
        rf"\mathrm{{Cov}}(W, Y) = {covariance}",
        checkpoints=(
            checkpoint(
                "push_through",
                r"the identity $(X^T X + \lambda I_d) X^T = X^T (X X^T + \lambda I_n)$",
                "equation",
                r"(X^T X + \lambda I_d) X^T = X^T (X X^T + \lambda I_n)",
                target="identity",
            ),
            checkpoint(
                "conditioning",
                r"the estimate is the conditional mean of $W$ given $Y = y$",
                "expression",
                r"X^T (X X^T + \lambda I_n)^{-1} y",
                target="E[W|Y=y]",
                aliases=[r"\mathbb{E}[W \mid Y = y]", r"E[W \mid y]", "E[W | Y]", "conditional mean"],
                options={"named": True},
                ways=[
                    way(
                        "statement",
                        options={
                            "all": [
                                ["condition", "given", "posterior"],
                                ["mean", "expectation", "e[w", "expected"],
                            ]
                        },
                    )
                ],
            ),
            checkpoint(
                "joint_covariance",
                r"the joint covariance of $(W, Y)$ has the blocks $I_d$, $X^T$, $X$, $X X^T + \lambda I_n$",
                "matrix",
                covariance,
                aliases=[r"\mathrm{Cov}(W, Y)", "joint covariance"],
                required=False,
            ),
            checkpoint(
                "conditional_mean",
                r"the conditional mean is $X^T (X X^T + \lambda I_n)^{-1} y$",
                "expression",
                r"X^T (X X^T + \lambda I_n)^{-1} y",
                aliases=[r"\mathbb{E}[W \mid Y = y]"],
                required=False,
            ),
            checkpoint(
                "posterior",
                r"maximising the log-posterior is minimising the ridge objective $\|X w - y\|^2 + \lambda "
                r"\|w\|^2$",
                "statement",
                options={
                    "all": [
                        ["maximi", "mode", "peak", "map", "minimi", "argmin", "arg min", "largest"],
                        ["posterior", "density", "ridge", "gaussian", "mean"],
                    ]
                },
            ),
        ),
        false_steps=(
            false_step(
                "commuted",
                r"$X^T X$ and $X X^T$ are taken to be the same",
                "equation",
                r"X^T X = X X^T",
                target="commuted",
                witness=r"they have different sizes unless $n = d$; for "
                r"$X = \begin{bmatrix} 1 & 1 \end{bmatrix}$ one is $2 \times 2$, the other is the number $2$",
            ),
        ),
        derivation=r"""Both sides of $(X^\top X + \lambda I_d)X^\top = X^\top(XX^\top + \lambda I_n)$ are
$X^\top XX^\top + \lambda X^\top$. Multiply by $(X^\top X + \lambda I_d)^{-1}$ from the left and by
$(XX^\top + \lambda I_n)^{-1}y$ from the right; both inverses exist because $\lambda > 0$. For the second
proof,
$\mathrm{Cov}(W, Y) = X^\top$ and $\mathrm{Var}(Y) = XX^\top + \lambda I_n$ give
$\mathbb{E}[W \mid Y = y] = X^\top(XX^\top + \lambda I_n)^{-1}y$; a Gaussian density is largest at its
mean, and
$-2\lambda$ times the log-posterior is $\|Xw - y\|^2 + \lambda\|w\|^2$ up to a constant.""",
    )
    return {"a": made}


def experiments(
    question: Question, answers: Mapping[str, Answer], rng: np.random.Generator
) -> Iterator[Check]:
    """Yield what random matrices, wide, square and tall, and linear maps of white noise find."""
    yield from each(question, answers, rng, {"a": _both})


def _both(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    for n, d in SHAPES:
        x, y, strength = rng.normal(size=(n, d)), rng.normal(size=n), float(rng.uniform(0.1, 3.0))
        where = f"{n} x {d}, lambda = {strength:.3g}"
        point: dict[str, float | Array] = {"X": x, "y": y, "lambda": strength}
        stacked = np.vstack([x, np.sqrt(strength) * np.eye(d)])
        ridge = np.linalg.lstsq(stacked, np.append(y, np.zeros(d)), rcond=None)[0]
        claimed = array(given, "conditional_mean", point)
        yield close(
            given, "conditional mean against the ridge objective's minimum", claimed, ridge, where=where
        )
        joint = array(given, "joint_covariance", point)
        title = "joint covariance of a linear map of white noise"
        yield close(given, title, joint, _covariance(x, strength), where=where)
        yield _identity(given, point, where)


def _covariance(x: Array, strength: float) -> Array:
    """Return the covariance of (W, Y): both are one linear map of independent standard normal entries."""
    n, d = x.shape
    linear = np.block([[np.eye(d), np.zeros((d, n))], [x, np.sqrt(strength) * np.eye(n)]])
    found: Array = linear @ linear.T
    return found


def _identity(given: Answer, point: Mapping[str, Array | float], where: str) -> Check:
    sides = expected(given, "push_through").value.split("=", 1)
    left, right = (evaluate(side, given.symbols, point) for side in sides)
    same = left.shape == right.shape and bool(np.allclose(left, right))
    failures = [] if same else [f"the two sides of the identity differ at {where}"]
    return judged(given, "both sides of the identity between matrices", failures, trials=1)
