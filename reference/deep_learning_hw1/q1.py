"""Gradient descent on (y − σw)²: the factor 1 − 2ησ² decides everything, one coordinate at a time."""

from __future__ import annotations

import sympy as sp

from harness.records import Answer, Json, Question
from harness.symbols import declare
from reference.building import answer, checkpoint, false_step, way
from reference.deep_learning_hw1.q1_trials import experiments
from reference.printing import between, cases, latex

__all__ = ["RENAMES", "VARIANTS", "derive", "experiments"]

VARIANTS = ("rename",)
RENAMES = {
    "eta": ("alpha", "gamma", "mu"),
    "sigma": ("tau", "kappa", "lambda"),
    "epsilon": ("delta", "zeta"),
}

ETA, SIGMA, LARGE, SMALL = sp.symbols("eta sigma sigma_l sigma_s", positive=True)
EPSILON = sp.Symbol("epsilon", positive=True)
MIDDLE, MAX, MIN = sp.symbols("sigma_i sigma_max sigma_min", positive=True)
_SAID = {MAX: r"\sigma_{\max}", MIN: r"\sigma_{\min}"}


def derive(question: Question) -> dict[str, Answer]:
    """Return all seven answers; the question has letters and no numbers."""
    return {
        "a": answer(
            question, "a", {"eta": between(ETA, sp.Integer(0), _stable_below(SIGMA))}, derivation=_WHY["a"]
        ),
        "b": _steps(question),
        "c": answer(
            question,
            "c",
            {"eta": between(ETA, sp.Integer(0), _stable_below(LARGE)), "limiting": "l"},
            derivation=_WHY["c"],
        ),
        "d": _faster(question),
        "e": answer(question, "e", _best_two(), derivation=_WHY["e"]),
        "f": _middle(question),
        "g": _general(question),
    }


_WHY = {
    "a": r"The error obeys $e_{t+1} = (1 - 2\eta\sigma^2) e_t$ and dies out exactly when the factor is "
    r"smaller than one in absolute value.",
    "b": r"$|e_t| = |1 - 2\eta\sigma^2|^t\,|w^*|$, since $e_0 = -w^*$; take logarithms and mind the sign.",
    "c": r"Coordinate $i$ needs $\eta < 1/\sigma_i^2$; the larger singular value has the smaller bound.",
    "d": r"$|1 - 2\eta\sigma_\ell^2|$ and $|1 - 2\eta\sigma_s^2|$ cross once for $\eta > 0$: beyond the "
    r"crossing the large coordinate overshoots and becomes the slower one.",
    "e": r"The larger of the two factors is least where they are equal in absolute value.",
    "f": r"$|1 - 2\eta s|$ is a convex function of $s = \sigma_i^2$ (a V), so over an interval it is "
    r"largest at an end; in between it need not be monotone.",
    "g": r"With $\tilde w = V^\top w$ and $\tilde y = U^\top y$ the step is diagonal: every coordinate is "
    r"the scalar problem with its own singular value; coordinates with singular value zero never move.",
}


# Beginnings of words by which a derivation says what a checkpoint asks: one of each list in one clause.
_WORST: list[Json] = ["worst", "largest", "maxim", "slowest", "greatest", "biggest", "max", "peak"]
_AT_AN_END: list[Json] = [
    *("extreme", "endpoint", "end point", "an end", "one of the ends", "two ends", "either end", "both ends"),
    *("ends of", "boundary", "outer", r"\sigma_\ell or", r"or \sigma_\ell", "largest and smallest"),
    "smallest and largest",
]
_TURNED: list[Json] = ["rotat", "change of basis", "change of variable", "SVD basis", "right singular"]
_WHAT_IS_TURNED: list[Json] = ["coordinate", "basis", "variable", "w", "vector", "iterate", "weights"]
_ROTATED_NAMES = [
    *(r"\hat{w}", r"\tilde{w}", r"\bar{w}", "w'", "z", "u", "v", "c", "q", "a", r"\omega", r"\alpha", r"\xi"),
]
"""Names that replies give to the rotated weights."""
_APART: list[Json] = [
    *("decoupl", "independen", "separat", "on its own", "coordinate-wise", "coordinatewise"),
    *("component-wise", "componentwise", "each coordinate", "each component", "every coordinate"),
    *("every component", "coordinate by coordinate", "diagonal", "scalar", "uncoupled", "no coupling"),
    *("not act on each other", "not interact", "not influence each other", "not affect each other"),
]


_PARTS: list[Json] = [
    *("coordinate", "component", "problem", "direction", "mode", "recursion", "recurrence", "singular value"),
    *("system", "iteration", "diagonal", "equation", "update"),
]


def _factor(sigma: sp.Symbol) -> sp.Expr:
    """Return what one step multiplies the error by, from the update itself."""
    w, y = sp.symbols("w y")
    step = w - ETA * sp.diff((y - sigma * w) ** 2, w)
    return sp.simplify(sp.expand(step.subs(w, y / sigma + w) - y / sigma) / w)


def _stable_below(sigma: sp.Symbol) -> sp.Expr:
    """Return the step size at which the factor reaches −1 (it is 1 at zero and falls)."""
    return sp.solve(sp.Eq(_factor(sigma), -1), ETA)[0]


def _crossing(one: sp.Symbol, two: sp.Symbol) -> sp.Expr:
    """Return the positive step size at which two coordinates have factors of equal size."""
    squares = sp.factor(_factor(one) ** 2 - _factor(two) ** 2)
    return next(sp.simplify(s) for s in sp.solve(squares, ETA) if s.is_positive)


def _best_two() -> dict[str, str]:
    best = _crossing(LARGE, SMALL)
    return {"eta_star": latex(best), "rho": latex(sp.together(_factor(SMALL).subs(ETA, best)))}


def _steps(question: Question) -> Answer:
    bound = sp.log(EPSILON) / sp.log(sp.Abs(_factor(SIGMA), evaluate=False))
    least = checkpoint(
        "least integer",
        r"the number of steps is the bound rounded up",
        "expression",
        latex(sp.ceiling(bound)),
        target="T",
        required=False,
    )
    return answer(question, "b", {"t": latex(bound)}, checkpoints=[least], derivation=_WHY["b"])


def _faster(question: Question) -> Answer:
    cross, end = _crossing(LARGE, SMALL), _stable_below(LARGE)
    sides = [_faster_at(cross / 2), _faster_at((cross + end) / 2)]
    value = cases(
        [
            (rf"\text{{{sides[0]}}}", between(ETA, sp.Integer(0), cross)),
            (r"\text{e}", rf"{latex(ETA)} = {latex(cross)}"),
            (rf"\text{{{sides[1]}}}", between(ETA, cross, end)),
        ]
    )
    said = {"l": r"\text{the large one}", "s": r"\text{the small one}", "e": r"\text{equally fast}"}
    shown = value
    for key, words in said.items():
        shown = shown.replace(rf"\text{{{key}}}", words)
    note = (
        r"Unconditional answers are wrong: just below $1/\sigma_\ell^2$ the small coordinate is the faster."
    )
    return answer(question, "d", {"faster": value}, latex=shown, notes={"faster": note}, derivation=_WHY["d"])


def _faster_at(eta: sp.Expr) -> str:
    """Return which coordinate has the smaller factor there, tried at σ_ℓ = 3, σ_s = 1 (it crosses once)."""
    at = {LARGE: sp.Integer(3), SMALL: sp.Integer(1)}
    large, small = (abs(_factor(s).subs(ETA, eta).subs(at)) for s in (LARGE, SMALL))
    return "l" if large < small else "s"


def _middle(question: Question) -> Answer:
    eta = _crossing(LARGE, SMALL).subs({LARGE: 3, SMALL: 1})
    sizes = [abs(_factor(MIDDLE).subs({ETA: eta, MIDDLE: sp.sqrt(s)})) for s in (1, 5, 9)]
    low, inner, high = (rf"${latex(size)}$" for size in sizes)
    witness = (
        rf"with $\sigma_s^2 = 1$, $\sigma_\ell^2 = 9$ and $\eta = {latex(eta)}$ the factor is {low} at "
        rf"$\sigma_i^2 = 1$, {inner} at $5$ and {high} at $9$: it falls and rises again"
    )
    monotone = false_step(
        "monotone",
        r"$|1 - 2\eta\sigma_i^2|$ is monotone in $\sigma_i^2$",
        "statement",
        options={
            "all": [["monoton"], ["|", "absolute", "magnitude"]],
            "none": ["not", "non-monoton", "convex", "piecewise", "each side", "either side", "between"],
        },
        witness=witness,
    )
    ends = checkpoint(
        "largest at an end",
        "the worst factor belongs to one of the two extreme values",
        "expression",
        _worst_of_two(),
        ways=[way("statement", options={"all": [_WORST, _AT_AN_END]})],
    )
    still = checkpoint(
        "best of two",
        "the best step size is that of the two extreme values",
        "expression",
        _best_two()["eta_star"],
        target="eta_star",
        aliases=[r"\eta^*", r"\eta_{opt}"],
        required=False,
    )
    return answer(
        question,
        "f",
        {"range": "same", "best": "same"},
        checkpoints=[ends, still],
        false_steps=[monotone],
        derivation=_WHY["f"],
    )


def _worst_of_two() -> str:
    """Return the larger of the two extreme factors: what none in between exceeds."""
    two = (sp.Abs(_factor(s), evaluate=False) for s in (LARGE, SMALL))
    return rf"\max({', '.join(map(latex, two))})"


def _general(question: Question) -> Answer:
    stable, best = _stable_below(MAX), _crossing(MAX, MIN)
    steps = [
        checkpoint(
            "rotation",
            r"the coordinates are those of $V^\top w$",
            "expression",
            r"V^\top w",
            target="w_hat",
            ways=[
                way("expression", r"V \hat{w}"),
                way("statement", options={"all": [_TURNED, _WHAT_IS_TURNED]}),
            ],
        ),
        checkpoint(
            "decoupled",
            "the coordinates do not act on each other",
            "expression",
            latex(_factor(MIDDLE)),
            target="factor",
            options={"factor": True},
            ways=[way("statement", options={"all": [_APART, _PARTS]})],
        ),
        checkpoint(
            "factor",
            r"coordinate $i$ contracts by $1 - 2\eta\sigma_i^2$ a step",
            "expression",
            latex(_factor(MIDDLE)),
            target="factor",
            options={"factor": True},
            required=False,
        ),
        checkpoint(
            "stable",
            "which step sizes are stable",
            "region",
            between(ETA, sp.Integer(0), stable).replace(latex(MAX), _SAID[MAX]),
            target="eta",
            options={"variable": "eta"},
        ),
        checkpoint(
            "best",
            "which step size is best",
            "expression",
            latex(best, _SAID),
            target="eta_star",
            aliases=[r"\eta", r"\eta_{opt}"],
        ),
    ]
    shown = rf"0 < \eta < {latex(stable, _SAID)}, \quad \eta^{{*}} = {latex(best, _SAID)}"
    symbols = (
        declare("V", "matrix d x d, orthogonal"),
        declare("w", "vector d", ["w_t", "w_{t}"]),
        declare("w_hat", "vector d", _ROTATED_NAMES),
    )
    return answer(question, "g", {}, latex=shown, checkpoints=steps, derivation=_WHY["g"], symbols=symbols)
