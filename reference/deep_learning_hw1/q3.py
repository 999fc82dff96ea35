"""Momentum on least squares: one 2×2 matrix a coordinate, and where its eigenvalues lie."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import sympy as sp

from harness.records import Answer, Json, Question, Symbol
from harness.symbols import declare
from reference.building import answer, checkpoint, false_step
from reference.deep_learning_hw1.q3_trials import experiments
from reference.printing import between, either, exact, finite_set, latex, matrix

__all__ = ["RENAMES", "VARIANTS", "degenerate", "derive", "draw", "experiments", "spell"]

VARIANTS = ("rename", "renumber")
RENAMES = {
    "eta": ("alpha", "gamma", "mu"),
    "beta": ("theta", "omega", "zeta"),
    "sigma": ("tau", "kappa", "phi"),
}

ETA, SIGMA = sp.symbols("eta sigma_i", positive=True)
# Written β in texts; 0 < β < 1 is not an assumption sympy knows, so pieces are tried at several β.
BETA = sp.Symbol("beta", positive=True)
X, A, A_NEXT = sp.symbols("x_t a_t a_t+1", real=True)
_SAID = {X: "x_t", A: "a_t", A_NEXT: "a_{t+1}"}
_TRIED = (sp.Rational(1, 50), sp.Rational(1, 3), sp.Rational(49, 50))


# ------------------------------------------------------------------ one coordinate


def _next_a() -> sp.Expr:
    return (1 - BETA) * A + BETA * sp.diff(SIGMA**2 * X**2, X)


def _next_x() -> sp.Expr:
    return X - ETA * A_NEXT


@lru_cache(maxsize=1)
def _system() -> sp.Matrix:
    """Return the matrix of one step of (a, x)."""
    a = _next_a()
    x = _next_x().subs(A_NEXT, a)
    return sp.Matrix([[sp.expand(sp.diff(f, v)) for v in (A, X)] for f in (a, x)])


def _discriminant() -> sp.Expr:
    return _system().trace() ** 2 - 4 * sp.factor(_system().det())


@lru_cache(maxsize=1)
def _eigenvalues() -> list[sp.Expr]:
    half = _system().trace() / 2
    root = sp.sqrt(_discriminant()) / 2
    return [sp.together(half + root), sp.together(half - root)]


@lru_cache(maxsize=1)
def _repeated_at() -> tuple[sp.Expr, sp.Expr]:
    """Return the two step sizes at which the eigenvalues coincide, the smaller first."""
    roots = [_tidy(r) for r in sp.solve(sp.expand(_discriminant()), ETA)]
    low, high = sorted(roots, key=lambda r: float(r.subs({BETA: sp.Rational(1, 2), SIGMA: 1})))
    return low, high


@lru_cache(maxsize=1)
def _unstable_at() -> sp.Expr:
    """Return the step size at which an eigenvalue reaches −1."""
    unknown = sp.Symbol("u")
    polynomial = unknown**2 - _system().trace() * unknown + sp.factor(_system().det())
    return _tidy(sp.solve(polynomial.subs(unknown, -1), ETA)[0])


def _tidy(fraction: sp.Expr) -> sp.Expr:
    """Return a fraction without a minus sign before it."""
    above, below = sp.fraction(sp.factor(fraction))
    return sp.expand(above) / below


@lru_cache(maxsize=4)
def _pieces(wanted: str) -> list[tuple[sp.Expr, sp.Expr | None]]:
    """Return every piece of η > 0 on which the eigenvalues are as wanted, tried at several β.

    The pieces lie between the step sizes at which anything can change: where eigenvalues coincide
    and where one reaches −1 (none reaches 1 for η > 0, and a complex pair has modulus below one).
    """
    edges: list[sp.Expr | None] = [sp.Integer(0), *_repeated_at()]
    edges += [_unstable_at()] if wanted == "stable real" else []
    found: list[tuple[sp.Expr, sp.Expr | None]] = []
    for low, high in zip(edges, [*edges[1:], None], strict=True):
        if low is not None and all(_is(wanted, low, high, beta) for beta in _TRIED):
            found.append((low, high))
    return found


def _is(wanted: str, low: sp.Expr, high: sp.Expr | None, beta: sp.Expr) -> bool:
    at = {BETA: beta, SIGMA: sp.Integer(1)}
    middle = 2 * low.subs(at) if high is None else (low.subs(at) + high.subs(at)) / 2
    values = [sp.N(v.subs(ETA, middle).subs(at), 40) for v in _eigenvalues()]
    real = all(abs(sp.im(v)) < 1e-30 for v in values)
    stable = all(abs(v) < 1 for v in values)
    return {"real": real, "complex": not real, "stable real": real and stable}[wanted]


def _region(wanted: str) -> str:
    return either([between(ETA, low, high) for low, high in _pieces(wanted)])


# ------------------------------------------------------------------------ answers


def derive(question: Question) -> dict[str, Answer]:
    """Return all seven answers; only the last one uses the question's numbers."""
    low, high = _repeated_at()
    upper = _pieces("stable real")[-1][1]
    return {
        "a": _recursion(question),
        "b": answer(question, "b", {"R_i": matrix(_system().tolist())}, derivation=_WHY["b"]),
        "c": answer(
            question,
            "c",
            {
                "lambda": finite_set(_eigenvalues()),
                "distinct": _region("real"),
                "repeated": finite_set([low, high]),
                "complex": _region("complex"),
            },
            latex=_shown_cases(low, high),
            derivation=_WHY["c"],
        ),
        "d": answer(question, "d", {"stable": "yes", "eta_max": latex(high)}, derivation=_WHY["d"]),
        "e": answer(
            question,
            "e",
            {"eta": _region("stable real"), "eta_max": latex(upper or sp.oo)},
            notes={"eta": "two pieces: the second lies above the complex range", "eta_max": "a supremum"},
            derivation=_WHY["e"],
        ),
        "f": answer(
            question,
            "f",
            {"stable": "yes", "eta_sup": latex(_pieces("complex")[-1][1] or sp.oo)},
            notes={"eta_sup": "a supremum: at this step size the eigenvalues coincide and are real"},
            derivation=_WHY["f"],
        ),
        "g": _numbers(question),
    }


_WHY = {
    "a": r"$\nabla L(w) = 2X^\top X(w - w^*)$ because the gradient vanishes at $w^*$ (normal equations; "
    r"$Xw^* = y$ need not hold). Multiplying by $V^\top$ makes $X^\top X$ diagonal.",
    "b": r"Insert $a_{t+1}[i]$ into the recursion of $x$.",
    "c": r"$\lambda^2 - T\lambda + (1 - \beta) = 0$ with $T = 2 - \beta - 2\eta\beta\sigma_i^2$; the sign of "
    r"$T^2 - 4(1 - \beta)$ decides.",
    "d": r"The double eigenvalue is $T/2 = \pm\sqrt{1 - \beta}$, inside the unit circle; of the two step "
    r"sizes the one with $T < 0$ is the larger.",
    "e": r"Both eigenvalues lie in $(-1, 1)$ exactly for $|T| < 2 - \beta$. That holds below the complex "
    r"range and again above it, where both are negative, until one reaches $-1$.",
    "f": r"A complex pair has $|\lambda|^2 = \det R_i = 1 - \beta$.",
    "g": r"$\det R_i = 1 - \beta$ forces $\rho \ge \sqrt{1 - \beta}$, with equality exactly where no "
    r"coordinate has two different real eigenvalues. The counts follow from the asymptotic rate; a run from "
    r"$w_0 = 0$ takes more or fewer steps, most at the ends of the interval, where a factor $t$ appears.",
}


def _recursion(question: Question) -> Answer:
    values = {
        "a_t+1": f"a_{{t+1}} = {latex(_next_a(), _SAID)}",
        "x_t+1": f"x_{{t+1}} = {latex(_next_x(), _SAID)}",
    }
    fits = false_step(
        "interpolates",
        r"$Xw^* = y$",
        "equation",
        r"X w^{*} = y",
        witness=_misfit(),
    )
    normal = checkpoint(
        "normal equations",
        r"the gradient vanishes at $w^*$",
        "equation",
        r"X^{\top} X w^{*} = X^{\top} y",
        required=False,
    )
    return answer(
        question,
        "a",
        values,
        checkpoints=[normal],
        false_steps=[fits],
        derivation=_WHY["a"],
        symbols=_DATA,
    )


_DATA: tuple[Symbol, ...] = (
    declare("X", "matrix n x d, full column rank"),
    declare("w_star", "vector d", ["w^*"]),
    declare("y", "vector n"),
)


@lru_cache(maxsize=1)
def _misfit() -> str:
    """Return the smallest data that no weight fits, with its minimiser."""
    x, y = sp.Matrix([1, 1]), sp.Matrix([0, 1])
    best = (x.T * x).inv() * x.T * y
    return (
        rf"with the two rows $x_1 = x_2 = 1$ and $y = (0, 1)$ the minimiser is $w^* = {latex(best[0])}$, "
        rf"but $Xw^* = ({latex((x * best)[0])}, {latex((x * best)[1])})$"
    )


def _shown_cases(low: sp.Expr, high: sp.Expr) -> str:
    one, two = latex(low), latex(high)
    half, root = latex(_system().trace()), latex(_discriminant())
    pair = rf"\lambda_{{\pm}} = \frac{{1}}{{2}}\left({half} \pm \sqrt{{{root}}}\right)"
    return (
        rf"{pair}; \text{{ complex for }} {one} < \eta < {two}, \text{{ coinciding at these two ends, }}"
        r"\text{ real and different for all other } \eta > 0"
    )


# ------------------------------------------------------------------------ numbers


def _rates(parameters: Mapping[str, Json]) -> tuple[sp.Expr, sp.Expr, sp.Expr, sp.Expr]:
    """Return both ends of the best step sizes, momentum's best rate, plain descent's best rate."""
    beta = exact(parameters["beta"])
    large, small = exact(parameters["sigma2_max"]), exact(parameters["sigma2_min"])
    low, high = _repeated_at()
    start = sp.simplify(low.subs({SIGMA: sp.sqrt(small), BETA: beta}))
    end = sp.simplify(high.subs({SIGMA: sp.sqrt(large), BETA: beta}))
    plain = (large - small) / (large + small)
    return start, end, sp.sqrt(1 - beta), plain


def _count(rate: sp.Expr, accuracy: sp.Expr) -> sp.Expr:
    return sp.log(accuracy) / sp.log(rate)


def _numbers(question: Question) -> Answer:
    start, end, momentum, plain = _rates(question.parameters)
    accuracy = exact(question.parameters["accuracy"])
    counts = {
        "T_momentum": latex(sp.ceiling(_count(momentum, accuracy))),
        "T_plain": latex(sp.ceiling(_count(plain, accuracy))),
    }
    note = "by the asymptotic rate; a simulated run differs, see the experiment's figures"
    steps = [
        checkpoint(
            "rate with momentum", "its best rate", "number", latex(momentum), target="rho", required=False
        ),
        checkpoint(
            "rate without", "plain descent's best rate", "number", latex(plain), target="rho", required=False
        ),
    ]
    return answer(
        question,
        "g",
        {"eta": between(ETA, start, end, "[]"), **counts},
        latex=rf"{latex(sp.N(start, 6))} \le \eta \le {latex(sp.N(end, 6))}, \quad "
        + ", ".join(rf"T_{{\text{{{k[2:]}}}}} = {v}" for k, v in counts.items()),
        notes={"eta": "every one of them has the same rate", "T_momentum": note, "T_plain": note},
        checkpoints=steps,
        derivation=_WHY["g"],
    )


# ----------------------------------------------------------------------- variants


def draw(kind: str, question: Question, rng: np.random.Generator) -> dict[str, Json]:
    """Return another smoothing and other extreme singular values of similar size."""
    return {
        "beta": float(rng.choice([0.05, 0.08, 0.12, 0.15, 0.2, 0.25, 0.3])),
        "sigma2_max": int(rng.integers(2, 10)),
        "sigma2_min": round(float(rng.integers(2, 10)) / 100, 2),
        "accuracy": 0.001,
    }


def degenerate(parameters: Mapping[str, Json]) -> str:
    """Return why numbers are unfit: no common best step sizes, or a count that rounding could tip."""
    start, end, momentum, plain = _rates(parameters)
    if float(end) <= 1.05 * float(start):
        return "no step size suits both extremes"
    for rate in (momentum, plain):
        count = float(_count(rate, exact(parameters["accuracy"])))
        if abs(count - round(count)) < 0.02:
            return f"{count:.3f} steps are too near a whole number"
    return ""


def spell(parameters: Mapping[str, Json]) -> dict[str, tuple[str, str]]:
    """Return how the numbers stand in the texts."""
    beta, large, small = (parameters[k] for k in ("beta", "sigma2_max", "sigma2_min"))
    return {
        "beta": (rf"$\beta = {beta}$", f"β = {beta},"),
        "sigma2_max": (rf"\sigma_{{\max}}^2 = {large}$", f"max = {large}."),
        "sigma2_min": (rf"\sigma_{{\min}}^2 = {small}$", f"min = {small} "),
    }
