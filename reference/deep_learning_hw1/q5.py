"""Noise on the inputs: the ridge problem behind it, and the mean of the weight under fresh noise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import sympy as sp

from harness.records import Answer, Check, Question
from reference.building import answer, checkpoint, false_step
from reference.printing import between, latex
from reference.trials import close, each, judged, probes
from reference.values import Array, evaluate, expected, holds, number

VARIANTS = ("rename",)
RENAMES = {"sigma": ("tau", "omega", "zeta"), "eta": ("alpha", "gamma"), "lambda": ("nu", "rho", "kappa")}

x, y = sp.symbols("x y", real=True, nonzero=True)
sigma, eta, count, penalty, length = sp.symbols("sigma eta m lambda W", positive=True)
mean, limit = sp.symbols("mu_t w_infty", real=True)


def derive(question: Question) -> dict[str, Answer]:
    """Return the ridge parameter, the recursion of the mean, its stable steps and its limit."""
    step = _mean_step()
    return {"a": _ridge(question), **_scalar(question, step)}


def _ridge(question: Question) -> Answer:
    """E‖X̌w − y‖² = data + m σ² ‖w‖² must be a multiple of data/m + λ ‖w‖²."""
    data = sp.Symbol("D", positive=True)
    scale = sp.Symbol("s", positive=True)
    noisy = data + count * sigma**2 * length
    ridge = scale * (data / count + penalty * length)
    difference = sp.expand(noisy - ridge)
    found = sp.solve([difference.coeff(data), difference.coeff(length)], [scale, penalty], dict=True)[0]
    return answer(
        question,
        "a",
        {"lambda": latex(found[penalty])},
        notes={"lambda": r"without the factor $\frac1m$ the parameter is $m\sigma^2$"},
        checkpoints=(
            checkpoint(
                "second_moment",
                r"the second moment of the noisy inputs is $X^T X + m \sigma^2 I$",
                "expression",
                r"X^T X + m \sigma^2 I",
                target="second_moment",
                aliases=[r"\mathbb{E}[\check{X}^T \check{X}]"],
                required=False,
            ),
        ),
        false_steps=(
            false_step(
                "count_lost",
                r"the noise adds $\sigma^2 I$ only, once for all rows",
                "expression",
                r"X^T X + \sigma^2 I",
                target="second_moment",
                aliases=[r"\mathbb{E}[\check{X}^T \check{X}]"],
                witness=r"each of the $m$ rows adds $\sigma^2 I$; with $m = 2$ rows of zeros the second "
                r"moment is "
                r"$2 \sigma^2 I$",
            ),
        ),
        derivation=r"""$\mathbb{E}\|(X + N)w - y\|^2 = \|Xw - y\|^2 + \mathbb{E}\|Nw\|^2$, since $N$ has
mean zero, and
$\mathbb{E}\|Nw\|^2 = m\sigma^2\|w\|^2$. Divide by $m$.""",
    )


def _mean_step() -> sp.Expr:
    """Return E[w_{t+1}] in terms of E[w_t]: moments of the noise up to the second are all that enters."""
    noise, w = sp.symbols("N w", real=True)
    noisy = x + noise
    stepped = sp.expand(w - eta * sp.diff((noisy * w - y) ** 2 / 2, w))
    averaged = sum(
        stepped.coeff(noise, k) * moment for k, moment in enumerate((sp.Integer(1), sp.Integer(0), sigma**2))
    )
    return sp.collect(sp.expand(averaged), w).subs(w, mean)


def _scalar(question: Question, step: sp.Expr) -> dict[str, Answer]:
    factor = sp.factor(sp.diff(step, mean) - 1) + 1
    offset = sp.simplify(step.subs(mean, 0))
    free = sp.Symbol("eta", real=True)
    ends = [sp.solve(sp.Eq(factor.subs(eta, free), end), free)[0] for end in (1, -1)]
    (fixed,) = sp.solve(sp.Eq(step.subs(mean, limit), limit), limit)
    update = rf"\mathbb{{E}}[w_{{t+1}}] = \left({latex(factor)}\right) \mathbb{{E}}[w_t] + {latex(offset)}"
    return {
        "b": answer(
            question,
            "b",
            {"E[w_t+1]": update},
            latex=update,
            derivation=r"""$w_{t+1} = (1 - \eta\check{X}_t^2)w_t + \eta y\check{X}_t$; the noise of step
$t$ is independent
of $w_t$, $\mathbb{E}[\check{X}_t] = x$ and $\mathbb{E}[\check{X}_t^2] = x^2 + \sigma^2$.""",
        ),
        "c": answer(
            question,
            "c",
            {"eta": between(eta, ends[0], ends[1])},
            derivation=r"The factor $1 - \eta(x^2 + \sigma^2)$ of the mean must lie strictly between $-1$ "
            r"and $1$.",
        ),
        "d": answer(
            question,
            "d",
            {"w_infty": latex(sp.simplify(fixed))},
            latex=rf"\lim_{{t \to \infty}} \mathbb{{E}}[w_t] = {latex(sp.simplify(fixed))}",
            checkpoints=(
                checkpoint(
                    "shrinkage",
                    r"the limit is the noise-free optimum times $\frac{x^2}{x^2 + \sigma^2}$",
                    "expression",
                    latex(sp.simplify(fixed / (y / x))),
                    target="shrinkage factor",
                    required=False,
                ),
            ),
            derivation=r"The fixed point of the recursion in (b); compared with $y/x$ it is shrunk "
            r"towards zero.",
        ),
    }


def experiments(
    question: Question, answers: Mapping[str, Answer], rng: np.random.Generator
) -> Iterator[Check]:
    """Yield what exact quadrature over the noise and sampled noisy data find."""
    yield from each(question, answers, rng, {"a": _minimised, "b": _stepped, "c": _converges, "d": _settles})


def _quadrature(spread: float) -> tuple[Array, Array]:
    """Return points and weights that integrate polynomials against N(0, spread²) exactly."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(4)
    return spread * nodes, weights / np.sum(weights)


def _expected_error(w: Array, data: Array, targets: Array, spread: float) -> float:
    """Return E‖(X + N)w − y‖², integrating over all noise entries of each row at once."""
    nodes, weights = _quadrature(spread)
    grid = np.stack(np.meshgrid(*[nodes] * len(w), indexing="ij"), axis=-1).reshape(-1, len(w))
    mass = np.prod(np.meshgrid(*[weights] * len(w), indexing="ij"), axis=0).reshape(-1)
    return sum(float(mass @ ((row + grid) @ w - y) ** 2) for row, y in zip(data, targets, strict=True))


def _best(data: Array, targets: Array, spread: float) -> Array:
    """Return the weights of least expected error, by one Newton step on differences (it is quadratic)."""
    unit = np.eye(data.shape[1])

    def value(w: Array) -> float:
        return _expected_error(w, data, targets, spread)

    slope = np.array([(value(e) - value(-e)) / 2 for e in unit])
    zero = value(0 * unit[0])
    curve = [[value(e + f) - value(e) - value(f) + zero for e in unit] for f in unit]
    found: Array = np.linalg.solve(np.array(curve), -slope)
    return found


def _minimised(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    for m, n in ((2, 4), (3, 3), (7, 2)):
        data, targets, spread = rng.normal(size=(m, n)), rng.normal(size=m), float(rng.uniform(0.3, 1.5))
        claimed = number(given, "lambda", {"sigma": spread, "m": float(m), "n": float(n)})
        ridge = np.linalg.solve(data.T @ data / m + claimed * np.eye(n), data.T @ targets / m)
        best = _best(data, targets, spread)
        where = f"{m} x {n}, sigma = {spread:.3g}"
        title = "expected error by exact quadrature, minimised, against ridge at lambda"
        yield close(given, title, ridge, best, where=where, figures={"lambda": claimed})
    yield _sampled(given, rng)


def _sampled(given: Answer, rng: np.random.Generator) -> Check:
    """Average the second moment of many noisy copies: what it exceeds the clean one by is the penalty."""
    m, n, spread, copies = 4, 2, 0.8, 40_000
    data = rng.normal(size=(m, n))
    noisy = data + spread * rng.normal(size=(copies, m, n))
    excess = np.einsum("kmi,kmj->ij", noisy, noisy) / copies - data.T @ data
    seen = float(np.trace(excess)) / (m * n)
    claimed = number(given, "lambda", {"sigma": spread, "m": float(m), "n": float(n)})
    figures = {"excess_off_the_diagonal": float(excess[0, 1])}
    title = f"second moment of {copies} noisy copies, sampled"
    return close(given, title, claimed, seen, tolerance=0.05, figures=figures)


def _draw(rng: np.random.Generator) -> dict[str, float]:
    sign = 1.0 if rng.random() < 0.5 else -1.0
    return {
        "x": sign * float(rng.uniform(0.3, 2.0)),
        "y": float(rng.normal()),
        "sigma": float(rng.uniform(0.2, 2.0)),
    }


def _true_step(w: float, eta: float, facts: Mapping[str, float]) -> float:
    """Return the exact mean of w after one step from w, by quadrature over the noise."""
    nodes, weights = _quadrature(facts["sigma"])
    noisy = facts["x"] + nodes
    return float(weights @ (w - eta * (noisy * w - facts["y"]) * noisy))


def _stepped(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    claimed, seen = [], []
    said = expected(given, "E[w_t+1]").value
    update = said.replace(r"\mathbb{E}[w_t]", r"\text{mean}")  # at a point the mean is a number
    for _ in range(20):
        facts, w, step = _draw(rng), float(rng.normal()), float(rng.uniform(0.01, 1.0))
        claimed.append(float(evaluate(update, given.symbols, {**facts, "eta": step, "mean": w})))
        seen.append(_true_step(w, step, facts))
    gap = max(abs(a - b) for a, b in zip(claimed, seen, strict=True))
    failures = [] if gap < 1e-8 else [f"the claimed mean after a step is off by up to {gap:.3g}"]
    yield judged(given, "mean after one step, by exact quadrature over the noise", failures, trials=20)


def _run(step: float, facts: Mapping[str, float], doublings: int = 12) -> float:
    """Return the mean after 2^doublings steps from a far start; infinity where it has run away."""
    shift = _true_step(0.0, step, facts)
    rate = _true_step(1.0, step, facts) - shift
    for _ in range(doublings):  # two rounds of w → rate w + shift are again such a map
        rate, shift = rate * rate, rate * shift + shift
        if abs(rate) > 1e100 or abs(shift) > 1e100:
            return float("inf")
    return rate * 5.0 + shift


def _converges(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    failures, trials = [], 0
    for _ in range(4):
        facts = _draw(rng)

        def inside(step: float, facts: dict[str, float] = facts) -> bool:
            return holds(given, "eta", {**facts, "eta": step})

        edges = [share / (facts["x"] ** 2 + facts["sigma"] ** 2) for share in (1.0, 2.0)]
        edges += [2.0 / facts["x"] ** 2, 1.0 / facts["x"] ** 2]
        for step in probes(inside, 1e-2, 100.0, edges):
            end = _run(step, facts)
            seen = bool(np.isfinite(end)) and abs(_true_step(end, step, facts) - end) < 1e-6
            rate = abs(_true_step(1.0, step, facts) - _true_step(0.0, step, facts))
            trials += 1
            if abs(rate - 1) > 0.01 and seen != inside(step):
                failures.append(
                    f"at eta = {step:.5g} the mean {'converges' if seen else 'does not converge'} ({facts})"
                )
    facts = {"x": 1.0, "y": 1.0, "sigma": 1.0}  # the ends of the range are exact in binary here
    for end in (1.0, 0.0):
        if holds(given, "eta", {**facts, "eta": end}):
            failures.append(
                f"eta = {end} counts as convergent, but the mean keeps its distance from the limit"
            )
    yield judged(
        given, "the mean iterated 4096 times over a range of step sizes", failures, trials=trials + 2
    )


def _settles(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    for _ in range(5):
        facts = _draw(rng)
        step = 0.8 / (facts["x"] ** 2 + facts["sigma"] ** 2)
        claimed = number(given, "w_infty", {**facts, "w_opt": facts["y"] / facts["x"], "eta": step})
        figures = {"without_noise": facts["y"] / facts["x"]}
        yield close(given, "the mean iterated 4096 times", claimed, _run(step, facts), figures=figures)
