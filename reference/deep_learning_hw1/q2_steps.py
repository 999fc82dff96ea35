"""The checkpoints and false steps of question 2.

Each false step's witness is a figure that the experiments of `q2_trials` and `q2_ridge` reproduce.
"""

from __future__ import annotations

from harness.records import Json
from reference.building import checkpoint, false_step, way

ROTATION = (
    checkpoint(
        "row_space",
        r"the minimum-norm solution is $V_1 \Sigma^{-1} U^T y$, in the row space and orthogonal to $V_2$",
        "statement",
        options={
            "all": [
                ["row space", "range", "rows of"],
                ["orthogonal", "perpendicular", "v_2", "null space", "minimum-norm", "min-norm"],
            ]
        },
        required=False,
    ),
)
_FIXED: list[Json] = [
    "never", "unchanged", "not change", "no update", "zero update", "stays", "stay put", "remain",
    "zero gradient", "no gradient", "frozen", "constant", "is zero for all", "fixed", "zero throughout",
]  # fmt: skip
REDUCTION = (
    checkpoint(
        "perp_fixed",
        r"$w_\perp$ starts at zero and SGD never changes it",
        "equation",
        r"V_2^T x_i = 0",
        target="off the row space",
        ways=[
            way("equation", r"w_{\perp,t+1} = w_{\perp,t}"),
            way("statement", options={"all": [["perp", "orthogonal", "null", "last d"], _FIXED]}),
        ],
    ),
    checkpoint(
        "rotation",
        r"the rows are rotated: $\tilde{x}_i = V_1^T x_i$ after the change of variables by $V$",
        "expression",
        r"V_1^T x_i",
        target="x_tilde_i",
        aliases=[r"\tilde{x}_i"],
        ways=[
            way("expression", r"V^T w_prime"),
            way(
                "statement",
                options={
                    "all": [
                        ["rotat", "change of variable", "change of basis"],
                        ["row", "equation", "coordinate", "x_i", "tilde x", "basis", "data"],
                    ]
                },
            )
        ],
    ),
    checkpoint(
        "shift",
        r"the equations are centred: the shift by $w^*$ turns the right-hand side into zero",
        "statement",
        options={"all": [["centr", "center", "shift", "subtract", "origin", "w - w^", "w' = w"]]},
        required=False,
    ),
    checkpoint("perp", "the last coordinates are zero at every step", "expression", "0",
               target="w_perp", aliases=[r"w_\perp", r"w_{\perp,t}"], required=False),
)  # fmt: skip
REDUCTION_FALSE = (
    false_step(
        "perp_decays",
        r"$w_\perp$ shrinks to zero while SGD runs",
        "statement",
        options={
            "all": [
                ["w_perp", "orthogonal component", "null-space component", "null space component"],
                ["converges to zero", "decays", "shrinks", "goes to zero", "tends to zero", "converges to 0"],
            ],
            "none": ["not", "never", "if", "no"],
        },
        witness="from the start 0 it is exactly zero at every step; from any other start it keeps its value",
    ),
)
MARKOV = (
    checkpoint(
        "markov",
        "Markov's inequality bounds the probability by the expectation",
        "statement",
        options={"all": [["markov", "chebyshev"]]},
        required=False,
    ),
)
LYAPUNOV = (
    checkpoint(
        "nonnegative",
        r"$L$ is a squared norm, so $L(\tilde{w}) \ge 0$",
        "statement",
        options={
            "all": [
                ["nonnegative", "non-negative", "≥ 0", "0 ≤", "definite", "squared norm", "sum of squares"],
                ["L", "norm", "square", "‖", "|", "it"],
            ]
        },
    ),
    checkpoint(
        "only_zero",
        r"$L$ vanishes only at $\tilde{w} = 0$, because $\tilde{X}$ is invertible",
        "statement",
        options={
            "all": [
                [
                    *("only if", "only at", "only for", "only when", "only in", "⇔", "⇒", "forces"),
                    *("must be", "trivial", "positive definite", "precisely when", "exactly when", "unless"),
                ],
                ["tilde w = 0", "w = 0", "tilde w is zero", "origin", "zero vector", "at zero", "definite"],
            ]
        },
        ways=[
            way(
                "statement",
                options={
                    "all": [
                        ["L > 0", "L(tilde w) > 0", "is positive", "strictly positive", "> 0"],
                        ["tilde w ≠ 0", "w ≠ 0", "nonzero", "non-zero", "other than zero"],
                    ]
                },
            )
        ],
    ),
    checkpoint(
        "invertible",
        r"$\tilde{X}$ is invertible: all its singular values are positive",
        "statement",
        options={
            "all": [
                [
                    *("invertib", "full rank", "full-rank", "nonsingular", "non-singular", "trivial kernel"),
                    *("singular values are positive", "positive singular", "singular values are nonzero"),
                    *("sigma_i > 0", "sigma_n > 0", "positive definite", "injective"),
                ],
                ["tilde x", "x", "u", "it", "matrix", "singular", "sigma", "map", "all"],
            ]
        },
    ),
    checkpoint("lower_bound", "L is at least the least squared singular value times the squared norm",
               "expression", r"\sigma_n^2 \|\tilde{w}\|^2", target="lower_bound", required=False),
)  # fmt: skip
LYAPUNOV_FALSE = (
    false_step(
        "semidefinite",
        r"$\tilde{X}^T \tilde{X}$ is only semidefinite, so $L$ vanishes elsewhere too",
        "statement",
        options={"all": [["only", "merely"], ["semidefinite", "semi-definite"]], "none": ["not"]},
        witness=r"$L(\tilde{w}) \ge \sigma_n^2 \|\tilde{w}\|^2$, and $\sigma_n > 0$",
    ),
)
_WHOLE: list[Json] = [
    f"{sign}{bound}{gap}{whole}"
    for sign in ("= ", "=")
    for gap in (" ", "")
    for s in ("sigma_max^2", "sigma_1^2")
    for bound in (f"{s} beta^2", f"{s}beta^2", f"beta^2 {s}", f"beta^2{s}")
    for whole in ("m", "tilde x^t", "tildex^t")
]
"""The bound times the whole second moment, as it reads without markup."""
QUADRATIC_FALSE = (
    false_step(
        "average_lost",
        r"the average $\frac1n \sum_i \tilde{x}_i \tilde{x}_i^T$ is set equal to all of $\tilde{X}^T "
        r"\tilde{X}$",
        "statement",
        options={
            "all": [
                ["1nsum", "1n sum", "1/n sum", "1/n) sum", "1/n)sum"],
                _WHOLE,
            ]
        },
        witness=r"for $\tilde{X} = I_2$ the average is $\frac12 I_2$, not $I_2$: the factor $\frac1n$ is "
        r"lost, "
        r"and the constant that follows is valid but $n$ times too large",
    ),
)
_MORE: list[Json] = ["larger", "greater", "increas", "rais", "bigger", "higher", "grow"]
_FITS: list[Json] = [
    "interpolat",
    "residual to zero",
    "residual down to zero",
    "zero residual",
    "solved exactly",
]
_STALLS: list[Json] = [
    "stall", "floor", "plateau", "neighbo", "ball", "positive level", "noise level", "fluctuat",
    "oscillat", "saturat", "hover", "bounded away", "levels off", "level off",
]  # fmt: skip
RIDGE = (
    checkpoint(
        "plain",
        "the plain run stalls at a noise floor",
        "statement",
        "stalls",
        options={
            "all": [
                ["plain", "direct", "ordinary", "standard", "ridge"],
                _STALLS,
            ],
            "none": ["augmented"],
        },
    ),
    checkpoint(
        "augmented",
        "the augmented run converges geometrically, because its system can be interpolated",
        "statement",
        "geometric",
        options={
            "all": [
                ["augment"],
                ["geometric", "exponential", "linear rate", "linear convergence", "linearly"],
            ]
        },
    ),
    checkpoint(
        "larger_lambda",
        r"a larger $\lambda$ makes the augmented run converge faster",
        "statement",
        "faster",
        options={
            "all": [
                _MORE,
                ["lambda"],
                ["faster", "quick", "speed", "accelerat", "sooner", "better condition"],
            ],
            "none": ["slower", "smaller"],
        },
    ),
)
RIDGE_FALSE = (
    false_step(
        "stacked_interpolates",
        r"the tall system with $\sqrt{\lambda} I_d$ stacked below $X$ can be interpolated",
        "statement",
        options={
            "all": [["tall", "stacked"], _FITS],
            "none": ["not", "cannot", "never", "no", "can't", "inconsistent", "overdetermined"],
        },
        witness=r"its least squared residual is $\lambda y^T (X X^T + \lambda I)^{-1} y > 0$ for $y \neq 0$",
    ),
    false_step(
        "sublinear",
        "with a constant step size the plain run converges sublinearly",
        "statement",
        options={
            "all": [["constant step", "direct", "plain"], ["sublinear"]],
            "none": ["not", "never", "cannot", "decay", "decreas", "diminish", "stall", "augmented"],
        },
        witness="the exact mean squared error reaches a positive level and stays there: it does not converge",
    ),
    false_step(
        "smaller_lambda",
        r"a smaller $\lambda$ makes the augmented run faster",
        "statement",
        options={
            "all": [
                ["smaller", "small", "decreasing", "reducing", "lower"],
                ["lambda"],
                ["faster", "quicker", "speeds"],
            ],
            "none": ["not", "slower", "larger"],
        },
        witness=r"the best contraction factor of the exact second moment falls as $\lambda$ grows",
    ),
)
