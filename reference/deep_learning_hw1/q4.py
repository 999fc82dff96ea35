"""Adam's two moments, and when weight decay is an L2 penalty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import sympy as sp

from harness.records import Answer, Check, Question
from reference.building import answer, false_step
from reference.printing import latex
from reference.trials import each, judged
from reference.values import number, true_at

VARIANTS = ("rename",)
RENAMES = {
    "gamma": ("delta", "kappa", "mu"),
    "eta": ("alpha", "tau"),
    "lambda": ("nu", "rho", "omega"),
    "beta": ("phi", "psi", "zeta"),
}


def derive(question: Question) -> dict[str, Answer]:
    """Return the moment updates and the relation between decay and penalty."""
    return {"a": _moments(question), "b": _decay(question)}


def _moments(question: Question) -> Answer:
    """An exponentially weighted average is the recursion whose weights are (1 − β) β^k."""
    k = sp.Symbol("k", integer=True, nonnegative=True)
    values = {}
    for number_, (average, power) in enumerate((("m", 1), ("v", 2)), 1):
        decay = sp.Symbol(f"beta_{number_}", positive=True)
        before, gradient = sp.symbols(f"{average}_{{t-1}} g_t")
        weight = (1 - decay) * decay**k
        newest, ageing = weight.subs(k, 0), sp.simplify(weight.subs(k, k + 1) / weight)
        update = ageing * before + newest * gradient**power
        values[f"{average}_t"] = f"{average}_t = {latex(update)}"
    return answer(
        question,
        "a",
        values,
        derivation=r"""Give the gradient of $k$ steps ago the weight $(1 - \beta)\beta^k$. One step later
every weight is
multiplied by $\beta$ and the new gradient comes in with weight $1 - \beta$. That these weights add up to
$1 - \beta^t$ is what line 4 of the pseudocode corrects for.""",
        false_steps=(
            false_step(
                "weights_swapped",
                "the old average gets the weight of the new gradient",
                "equation",
                r"m_t = (1 - \beta_1) m_{t-1} + \beta_1 g_t",
                target="m_t",
                witness=r"with a constant gradient $g$ the corrected average $m_t / (1 - \beta_1^t)$ is "
                r"then not $g$",
            ),
        ),
    )


def _decay(question: Question) -> Answer:
    theta, gamma, eta, penalty, gradient = sp.symbols("theta gamma eta lambda g", positive=True)
    decayed = (1 - gamma) * theta - eta * gradient
    penalised = theta - eta * (gradient + sp.diff(penalty / 2 * theta**2, theta))
    (found,) = sp.solve(sp.Eq(decayed, penalised), gamma)
    return answer(
        question,
        "b",
        {"gamma": rf"\gamma = {latex(found)}"},
        derivation=r"""SGD on the penalised loss steps by
$\theta - \eta(\nabla f_t(\theta) + \lambda\theta) = (1 - \eta\lambda)\theta - \eta\nabla f_t(\theta)$;
compare the
factors of $\theta$.""",
    )


def experiments(
    question: Question, answers: Mapping[str, Answer], rng: np.random.Generator
) -> Iterator[Check]:
    """Yield what averaging gradients and running both optimisers find."""
    yield from each(question, answers, rng, {"a": _average, "b": _compare})


def _average(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    """Hold both recursions against the weighted sums of all gradients, and their bias against line 4."""
    for name, power, decay_name in (("m", 1, "beta_1"), ("v", 2, "beta_2")):
        failures = []
        for decay in (0.1, 0.5, 0.9, 0.999):
            gradients = rng.normal(size=12)
            now = flat = 0.0
            for t, gradient in enumerate(gradients, 1):
                point = {decay_name: decay, f"{name}_t-1": now, "g_t": float(gradient)}
                now = number(given, f"{name}_t", point)
                flat = number(given, f"{name}_t", {**point, f"{name}_t-1": flat, "g_t": 3.0})
                ages = np.arange(t)[::-1]
                direct = float(np.sum((1 - decay) * decay**ages * gradients[:t] ** power))
                corrected = flat / (1 - decay**t)
                if abs(now - direct) > 1e-9 or abs(corrected - 3.0**power) > 1e-9 * 3.0**power:
                    failures.append(
                        f"step {t}, decay {decay}: recursion {now:.6g}, weighted sum {direct:.6g}; a "
                        f"constant "
                        f"gradient 3 gives {corrected:.6g} after correction"
                    )
                    break
        yield judged(given, f"{name}_t against the weighted sum of 12 gradients", failures, trials=4)


def _compare(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    """Run both methods side by side; they must agree where the relation holds and only there."""
    failures, trials = [], 0
    for _ in range(6):
        eta, penalty = float(rng.uniform(0.01, 0.3)), float(rng.uniform(0.1, 2.0))
        curvature, centre = rng.uniform(0.1, 1.0, 4), rng.normal(size=4)
        for gamma in (eta * penalty, penalty, eta, 2 * eta * penalty, penalty / eta, eta * penalty / 2):
            one = two = rng.normal(size=4)
            gap = 0.0
            for _ in range(5):
                noise = rng.normal(size=4)
                first = curvature * (one - centre) + noise
                second = curvature * (two - centre) + noise
                one, two = (1 - gamma) * one - eta * first, two - eta * (second + penalty * two)
                gap = max(gap, float(np.max(np.abs(one - two))))
            same = gap < 1e-10
            point = {"gamma": gamma, "eta": eta, "lambda": penalty}
            said = true_at(given.expected[0].value, given.symbols, point)
            trials += 1
            if same != said:
                failures.append(
                    f"gamma = {gamma:.5g}, eta = {eta:.5g}, lambda = {penalty:.5g}: the methods "
                    f"differ by {gap:.3g}, the relation {'holds' if said else 'does not hold'}"
                )
    yield judged(given, "weight decay and penalised SGD side by side, 5 steps", failures, trials=trials)
