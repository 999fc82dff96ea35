"""General Tikhonov regularisation: its minimiser, its form as one least squares, and ridge inside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from harness.records import Answer, Check, Question
from reference.building import answer, checkpoint, false_step
from reference.trials import close, each, judged
from reference.values import Array, array, evaluate, relations

VARIANTS = ("rename",)
RENAMES = {"lambda": ("mu", "nu", "rho"), "W": ("M", "Q", "R")}

SHAPES = ((2, 3), (3, 3), (5, 2), (1, 4))
_WEIGHT = r"A^T W_1^T W_1 A + W_2^T W_2"
_MINIMISER = rf"({_WEIGHT})^{{-1}} (A^T W_1^T W_1 b + W_2^T W_2 c)"


def derive(question: Question) -> dict[str, Answer]:
    """Return the minimiser, the stacked problem and the condition for ridge."""
    return {"a": _closed(question), "b": _stacked(question), "c": _ridge(question)}


def _closed(question: Question) -> Answer:
    return answer(
        question,
        "a",
        {"x_star": _MINIMISER},
        latex=rf"x^* = {_MINIMISER}",
        checkpoints=(
            checkpoint(
                "normal_equations",
                r"the normal equations $(A^T W_1^T W_1 A + W_2^T W_2) x = A^T W_1^T W_1 b + W_2^T W_2 c$",
                "expression",
                _WEIGHT,
                target="normal matrix",
                required=False,
            ),
        ),
        false_steps=(
            false_step(
                "order_lost",
                r"$W_1^T W_1$ is written $W_1 W_1^T$",
                "expression",
                r"A^T W_1 W_1^T A + W_2 W_2^T",
                target="normal matrix",
                witness=r"$W_1$ need not be normal: for $W_1 = \begin{bmatrix} 0 & 1 \\ 0 & 0 "
                r"\end{bmatrix}$ the two "
                r"products differ",
            ),
        ),
        derivation=r"""$\nabla f(x) = 2A^\top W_1^\top W_1(Ax - b) + 2W_2^\top W_2(x - c)$. $W_2$ is
invertible, so the
matrix of the normal equations is positive definite and the stationary point is the only minimiser.""",
    )


def _stacked(question: Question) -> Answer:
    """‖Cx − d‖² is the objective for every x exactly if its quadratic, linear and constant parts are."""
    same = (
        rf"C^T C = {_WEIGHT};"
        r" C^T d = A^T W_1^T W_1 b + W_2^T W_2 c;"
        r" d^T d = b^T W_1^T W_1 b + c^T W_2^T W_2 c"
    )
    return answer(
        question,
        "b",
        {"C": same, "d": same},
        latex=r"C = \begin{bmatrix} W_1 A \\ W_2 \end{bmatrix}, \quad "
        r"d = \begin{bmatrix} W_1 b \\ W_2 c \end{bmatrix}",
        notes={"C": "the rows may come in any order, the same for $C$ and $d$"},
        derivation=r"""The squared norm of a stacked vector is the sum of the squared norms of its blocks.
Any $C$ and $d$ with the same $C^\top C$, $C^\top d$ and $d^\top d$ give the same objective.""",
    )


def _ridge(question: Question) -> Answer:
    # For b = 0 ridge is zero, so c must be; without c the two minimisers must agree for every A and b.
    condition = rf"({_WEIGHT})^{{-1}} A^T W_1^T W_1 b = (A^T A + \lambda I)^{{-1}} A^T b; c = 0"
    return answer(
        question,
        "c",
        {"W_1": condition, "W_2": condition, "c": condition},
        latex=r"W_1 = I, \quad W_2 = \sqrt{\lambda} I, \quad c = 0",
        notes={
            "W_1": r"any $W_1, W_2$ with $W_1^T W_1 = s I$ and $W_2^T W_2 = s \lambda I$, $s > 0$, and $c "
            "= 0$"
        },
        derivation=r"""Put $W_1^\top W_1 = sI$, $W_2^\top W_2 = s\lambda I$ and $c = 0$ into (a); the
factor $s$ cancels.
Orthogonal matrices times $\sqrt{s}$ and $\sqrt{s\lambda}$ do as well as multiples of the identity.""",
    )


def experiments(
    question: Question, answers: Mapping[str, Answer], rng: np.random.Generator
) -> Iterator[Check]:
    """Yield what minimising the objective itself on random matrices of several shapes finds."""
    yield from each(question, answers, rng, {"a": _minimised, "b": _objective, "c": _choices})


def _draw(rng: np.random.Generator, m: int, n: int) -> dict[str, Array]:
    return {
        "A": rng.normal(size=(m, n)),
        "b": rng.normal(size=m),
        "c": rng.normal(size=n),
        "W_1": rng.normal(size=(m, m)),
        "W_2": rng.normal(size=(n, n)) + 2 * np.eye(n),
    }


def _value(x: Array, p: Mapping[str, Array]) -> float:
    """Return the objective at x."""
    data, centre = p["W_1"] @ (p["A"] @ x - p["b"]), p["W_2"] @ (x - p["c"])
    return float(data @ data + centre @ centre)


def minimum(p: Mapping[str, Array]) -> Array:
    """Return the minimiser, by one Newton step on differences of the objective (it is quadratic)."""
    n = len(p["c"])
    unit, zero = np.eye(n), _value(np.zeros(n), p)
    plus, minus = ([_value(s * e, p) for e in unit] for s in (1, -1))
    slope = np.array([(a - b) / 2 for a, b in zip(plus, minus, strict=True)])
    curve = np.array([[_value(e + f, p) - _value(e, p) - _value(f, p) + zero for e in unit] for f in unit])
    return np.linalg.solve(curve, -slope)


def _minimised(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    for m, n in SHAPES:
        point = _draw(rng, m, n)
        claimed = array(given, "x_star", point)
        yield close(given, "objective minimised by differences", claimed, minimum(point), where=f"{m} x {n}")


def _objective(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    """Judge stacked problems by their objective at random points, and hold the condition against that."""
    failures, trials = [], 0
    for m, n in SHAPES:
        point = _draw(rng, m, n)
        top, low = point["W_1"] @ point["A"], point["W_2"]
        right, centre = point["W_1"] @ point["b"], point["W_2"] @ point["c"]
        turn = np.linalg.qr(rng.normal(size=(m + n, m + n)))[0]
        stacked, values = np.vstack([top, low]), np.append(right, centre)
        tries = [
            (stacked, values),
            (np.vstack([low, top]), np.append(centre, right)),
            (turn @ stacked, turn @ values),
            (stacked, np.append(centre, right)),
            (stacked, np.append(right, point["c"])),
            (np.vstack([point["A"], low]), np.append(point["b"], centre)),
            (stacked, 2 * values),
        ]
        for number, (matrix, vector) in enumerate(tries, 1):
            probes = rng.normal(size=(6, n))
            gaps = [float(np.sum((matrix @ x - vector) ** 2)) / _value(x, point) - 1 for x in probes]
            same = max(map(abs, gaps)) < 1e-9
            facts = {**point, "C": matrix, "d": vector}
            said = all(_equal(r, given, facts) for t in ("C", "d") for r in relations(given, t))
            trials += 1
            if same != said:
                failures.append(
                    f"problem {number} of 7, {m} x {n}: its objective differs by up to "
                    f"{max(map(abs, gaps)):.2%}, yet it is {'accepted' if said else 'refused'}"
                )
    yield judged(given, "stacked problems, their objective at random points", failures, trials=trials)


def _choices(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    """Judge choices of the weights by minimising, and hold the claimed condition against it."""
    failures, trials = [], 0
    for m, n in SHAPES:
        strength, scale = float(rng.uniform(0.2, 3.0)), float(rng.uniform(0.5, 2.0))
        turn = [np.linalg.qr(rng.normal(size=(k, k)))[0] for k in (m, n)]
        root = np.sqrt(strength)
        data, zero, one = _draw(rng, m, n), np.zeros(n), np.ones(n)
        tries = [
            (np.eye(m), root * np.eye(n), zero),
            (scale * turn[0], scale * root * turn[1], zero),
            (np.eye(m), strength * np.eye(n), zero),
            (np.eye(m), np.eye(n), zero),
            (root * np.eye(m), np.eye(n), zero),
            (np.eye(m), root * np.eye(n), one),
        ]
        a, b = data["A"], data["b"]
        ridge = np.linalg.lstsq(np.vstack([a, root * np.eye(n)]), np.append(b, zero), rcond=None)[0]
        for one_, two, centre in tries:
            point = {**data, "W_1": one_, "W_2": two, "c": centre}
            right = bool(np.allclose(minimum(point), ridge, rtol=1e-6, atol=1e-8))
            facts = {**point, "lambda": strength, "I": np.eye(n)}
            said = all(_equal(r, given, facts) for t in ("W_1", "W_2", "c") for r in relations(given, t))
            trials += 1
            if right != said:
                failures.append(
                    f"a choice that {'gives' if right else 'does not give'} ridge is "
                    f"{'accepted' if said else 'refused'} at {m} x {n}, lambda = {strength:.4g}"
                )
    yield judged(given, "six choices of the weights, each minimised", failures, trials=trials)


def _equal(relation: str, given: Answer, point: Mapping[str, Array | float]) -> bool:
    left, right = (evaluate(side, given.symbols, point) for side in relation.split("=", 1))
    fit = left.shape == right.shape or () in (left.shape, right.shape)
    return fit and bool(np.allclose(left, right, rtol=1e-6, atol=1e-8))
