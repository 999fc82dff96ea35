"""Three optimisers on one example: each stays on a line through zero and stops where it fits.

The loss vanishes on a hyperplane, so the limit is decided by the direction of the steps alone:
along x for plain SGD, along the signs of x when each component is divided by its own root mean
square, along 1/x when the features were rescaled and the weights mapped back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
import sympy as sp

from harness.records import Answer, Check, Json, Question
from reference.building import answer
from reference.printing import column, exact, exacts
from reference.trials import close, each, judged
from reference.values import Array, array

VARIANTS = ("renumber", "reshape", "rename")
RENAMES = {"theta": ("phi", "psi", "omega"), "alpha": ("eta", "gamma", "mu")}
_COUNTS = {2: "two", 3: "three", 4: "four", 5: "five"}


# ---------------------------------------------------------------- derivation


def derive(question: Question) -> dict[str, Answer]:
    """Return the three limits for the question's own feature vector and label."""
    x, y = exacts(question.parameters["x"]), exact(question.parameters["y"])
    plain = _stop(x, y, _plain_step(x))
    adaptive = _stop(x, y, _adaptive_step(x))
    scales = [sp.sqrt(v**2) for v in x]  # one example: its own square is the mean square
    prepared = [v / s for v, s in zip(x, scales, strict=True)]
    found = _stop(prepared, y, _plain_step(prepared))
    mapped = [w / s for w, s in zip(found, scales, strict=True)]
    return {
        "a": answer(question, "a", {"theta": column(plain)}, derivation=_WHY["a"]),
        "b": answer(question, "b", {"theta": column(adaptive)}, derivation=_WHY["b"]),
        "c": answer(question, "c", {"theta": column(mapped)}, derivation=_WHY["c"]),
    }


_WHY = {
    "a": r"Every gradient is a multiple of $x$, so $\theta_t = c_t x$; a fit on that line has "
    r"$c = y / \|x\|^2$.",
    "b": r"The mean square of component $j$ is $x_j^2$ times a factor that all components share, so "
    r"each step is a multiple of $\operatorname{sign}(x)$; a fit on that line is "
    r"$y\,\operatorname{sign}(x) / \|x\|_1$.",
    "c": r"The prepared features are the signs of $x$; SGD finds $y\,\operatorname{sign}(x)/d$, and "
    r"dividing by the constants $|x_j|$ gives $\theta_j = y / (d\,x_j)$.",
}


def _gradient(x: list[sp.Expr], residual: sp.Expr) -> list[sp.Expr]:
    """Return the gradient of residual² with respect to the weights, residual = y − xθ."""
    r, weights = sp.Symbol("r"), sp.symbols(f"w:{len(x)}")
    inner = -sum(v * w for v, w in zip(x, weights, strict=True))
    return [(sp.diff(r**2, r) * sp.diff(inner, w)).subs(r, residual) for w in weights]


def _plain_step(x: list[sp.Expr]) -> list[sp.Expr]:
    return [-g for g in _gradient(x, sp.Symbol("r", real=True))]


def _adaptive_step(x: list[sp.Expr]) -> list[sp.Expr]:
    """Return the scaled step; the mean of the epoch's squared residuals is common to all components."""
    mean = sp.Symbol("m", positive=True)
    squares = [
        (g**2).subs(sp.Symbol("r", real=True), sp.sqrt(mean)) for g in _gradient(x, sp.Symbol("r", real=True))
    ]
    return [s / sp.sqrt(v) for s, v in zip(_plain_step(x), squares, strict=True)]


def _stop(x: list[sp.Expr], y: sp.Expr, step: list[sp.Expr]) -> list[sp.Expr]:
    """Return the point on the line of the steps through zero at which the example is fitted."""
    c = sp.Symbol("c")
    length = sp.solve(sum(v * s for v, s in zip(x, step, strict=True)) * c - y, c)[0]
    return [sp.nsimplify(sp.simplify(length * s)) for s in step]


# --------------------------------------------------------------- experiments


def experiments(
    question: Question, answers: Mapping[str, Answer], rng: np.random.Generator
) -> Iterator[Check]:
    """Yield what the optimisers themselves do on the question's example."""
    yield from each(question, answers, rng, {"a": _plain, "b": _adaptive, "c": _prepared})


def _data(question: Question) -> tuple[Array, float]:
    x = np.array([float(v) for v in exacts(question.parameters["x"])])
    return x, float(exact(question.parameters["y"]))


def _descend(x: Array, y: float, step: float, start: Array) -> Array:
    theta = start.copy()
    for _ in range(5000):
        residual = y - x @ theta
        if abs(residual) < 1e-14 * abs(y):
            break
        theta = theta + 2 * step * residual * x
    return theta


def _plain(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    x, y = _data(question)
    for share in (0.02, 0.5, 0.97):
        theta = _descend(x, y, share / float(x @ x), np.zeros_like(x))
        yield close(
            given,
            f"plain SGD with a step of {share:g} of the largest stable one",
            array(given, "theta", {}),
            theta,
            figures={"loss": float((y - x @ theta) ** 2), "norm": float(np.linalg.norm(theta))},
        )


def _prepared(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    x, y = _data(question)
    scale = np.sqrt(np.mean(np.square(x[None, :]), axis=0))
    prepared = x / scale
    weights = _descend(prepared, y, 0.3 / float(prepared @ prepared), np.zeros_like(x))
    # The model for original features predicts the same as the prepared model on prepared ones.
    probe = rng.normal(size=(x.size, x.size))
    mapped = np.linalg.solve(probe, (probe / scale) @ weights)
    yield close(given, "rescale, run SGD, map back by equal predictions", array(given, "theta", {}), mapped)


Reading = Callable[[list[Array], int, int], Array]


def _of_this_step(gradients: list[Array], epoch: int, length: int) -> Array:
    return gradients[-1][None, :]


def _of_this_epoch(gradients: list[Array], epoch: int, length: int) -> Array:
    return np.array(gradients[epoch * length :])


def _of_last_epoch(gradients: list[Array], epoch: int, length: int) -> Array:
    return np.array(gradients[(epoch - 1) * length : epoch * length]) if epoch else gradients[0][None, :]


READINGS: tuple[tuple[str, Reading, int], ...] = (
    ("an epoch is one step", _of_this_step, 1),
    ("the epoch under way, 4 steps long", _of_this_epoch, 4),
    ("the epoch before, 1 step long", _of_last_epoch, 1),
    ("the epoch before, 7 steps long", _of_last_epoch, 7),
)
"""What "the gradients of the epoch" may mean: whose gradients, and how long an epoch is."""


def _adapt(x: Array, y: float, reading: Reading, length: int, shrink: float | None) -> Array:
    """Run the adaptive method with steps shrinking by a ratio, or (None) halving the residual."""
    theta, gradients = np.zeros_like(x), []
    for t in range(700):
        residual = y - x @ theta
        if abs(residual) < 1e-13 * abs(y):
            break
        gradients.append(-2 * residual * x)
        scaling = 1 / np.sqrt(np.mean(np.square(reading(gradients, t // length, length)), axis=0))
        direction = scaling * gradients[-1]
        reach = abs(float(x @ direction))
        step = 0.5 * abs(residual) / reach if shrink is None else abs(y) / np.abs(x).sum() * shrink**t
        theta = theta - step * direction
    return theta


def _adaptive(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    x, y = _data(question)
    claimed = array(given, "theta", {})
    for words, reading, length in READINGS:
        failures, fits = [], 0
        for shrink in (None, 0.9, 0.95):
            theta = _adapt(x, y, reading, length, shrink)
            if abs(y - x @ theta) > 1e-8 * abs(y):
                continue  # these step sizes are not suitable: nothing is claimed about them
            fits += 1
            if claimed.shape != (x.size,) and claimed.shape != (x.size, 1):
                failures.append(f"the answer has shape {claimed.shape}, the weights are {x.size}")
            elif np.max(np.abs(claimed.reshape(-1) - theta)) > 1e-6 * np.max(np.abs(theta)):
                failures.append(
                    f"the answer says {claimed.reshape(-1)}, the optimiser stops at {theta} ({words})"
                )
        failures += [] if fits else [f"no schedule of steps converged ({words})"]
        yield judged(given, f"adaptive method, {words}", failures, trials=fits)


# ------------------------------------------------------------------ variants


def draw(kind: str, question: Question, rng: np.random.Generator) -> dict[str, Json]:
    """Return features of falling size, some negative, and a label; another count of them to reshape."""
    now = len(exacts(question.parameters["x"]))
    count = now if kind == "renumber" else int(rng.choice([n for n in _COUNTS if n != now]))
    digits, signs = rng.integers(1, 10, count), np.where(rng.random(count) < 0.25, -1, 1)
    x: list[Json] = [
        _decimal(int(d * s), place) for place, (d, s) in enumerate(zip(digits, signs, strict=True))
    ]
    return {"x": x, "y": int(rng.integers(1, 10))}


def degenerate(parameters: Mapping[str, Json]) -> str:
    """Return why a draw is unfit: a dead feature, nothing to fit, or three answers that coincide."""
    x, y = exacts(parameters["x"]), exact(parameters["y"])
    if 0 in x or y == 0:
        return "a feature or the label is zero"
    return "all features have the same size" if len({abs(v) for v in x}) == 1 else ""


def spell(parameters: Mapping[str, Json]) -> dict[str, tuple[str, str]]:
    """Return how features, label and their number stand in the texts."""
    values = parameters["x"]
    words = [str(v) for v in values] if isinstance(values, list) else []
    return {
        "x": (f"x = [{', '.join(words)}]", f"x= [{','.join(words)}]"),
        "y": (f"y = {parameters['y']}$", f"y = {parameters['y']};"),
        "count": (f"{_COUNTS[len(words)]} weights", f"{_COUNTS[len(words)]} weights"),
    }


def _decimal(digit: int, place: int) -> int | float:
    return round(digit * 10.0**-place, place) if place else digit
