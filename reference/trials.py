"""What experiments have in common: one generator a part, probes around boundaries, findings in words."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from harness.records import Answer, Check, Json, Question
from reference.values import Array

Experiment = Callable[[Question, Answer, np.random.Generator], Iterator[Check]]


def each(
    question: Question,
    answers: Mapping[str, Answer],
    rng: np.random.Generator,
    table: Mapping[str, Experiment],
) -> Iterator[Check]:
    """Yield the checks of every part in ``answers`` that the table has an experiment for.

    A part has dice of its own, so that leaving out others changes nothing. A value that cannot be
    read or computed refutes its answer instead of ending the run.
    """
    seed = int(rng.integers(2**63))
    for label, experiment in table.items():
        if label not in answers:
            continue
        dice = np.random.default_rng((seed, zlib.crc32(label.encode())))
        try:
            yield from experiment(question, answers[label], dice)
        except (ValueError, ArithmeticError, np.linalg.LinAlgError) as cause:
            yield refuted(answers[label], experiment.__name__.strip("_"), f"the answer breaks it: {cause}")


def close(
    answer: Answer,
    experiment: str,
    claimed: Array | float,
    seen: Array | float,
    *,
    tolerance: float = 1e-6,
    where: str = "",
    figures: Mapping[str, Json] | None = None,
    series: Mapping[str, Json] | None = None,
) -> Check:
    """Return a check that passes where claim and experiment agree to a relative tolerance."""
    one, two = np.asarray(claimed), np.asarray(seen)
    at = f" at {where}" if where else ""
    if one.shape != two.shape or one.ndim == 0:
        one, two = one.reshape(-1), two.reshape(-1)
    scale = max(1e-300, float(np.max(np.abs(two), initial=0.0)))
    gap = float(np.max(np.abs(one - two), initial=0.0)) / scale if one.shape == two.shape else float("inf")
    passed = bool(gap <= tolerance)
    more = {"claimed": plain(claimed), "seen": plain(seen), **(figures or {})}
    finding = (
        f"claim and experiment agree{at} (relative gap {gap:.1e})"
        if passed
        else f"the answer says {plain(claimed)}, the experiment shows {plain(seen)}{at}"
    )
    return Check(answer.question, answer.part, experiment, passed, more, finding, series or {})


def judged(
    answer: Answer,
    experiment: str,
    failures: Sequence[str],
    *,
    trials: int = 0,
    figures: Mapping[str, Json] | None = None,
    series: Mapping[str, Json] | None = None,
    finding: str = "",
) -> Check:
    """Return a check that passes where there are no failures; the first failure is the finding."""
    more: dict[str, Json] = {**({"trials": trials} if trials else {}), **(figures or {})}
    if failures:
        more["failures"] = len(failures)
    said = failures[0] if failures else (finding or f"no counter-example in {trials} trials")
    return Check(answer.question, answer.part, experiment, not failures, more, said, series or {})


def refuted(answer: Answer, experiment: str, finding: str) -> Check:
    """Return a check that refutes."""
    return Check(answer.question, answer.part, experiment, False, {}, finding)


def plain(value: Array | float | complex) -> Json:
    """Return a number or an array as JSON, to eight significant digits; complex numbers as text."""
    if isinstance(value, np.ndarray) and value.ndim:
        return [plain(v) for v in value]
    single = complex(value)
    if abs(single.imag) > 1e-12 * max(1.0, abs(single)):
        return f"{single:.8g}"
    real = float(f"{single.real:.8g}")
    return real if np.isfinite(real) else str(real)


def probes(
    holds: Callable[[float], bool], low: float, high: float, edges: Sequence[float] = ()
) -> list[float]:
    """Return points in every piece that a region and further edges cut the line (low, high) into.

    The region's own boundaries are found by scanning; every edge is probed on both sides, far and
    near, and exactly, and every gap in its middle. ``low`` must be positive: the scan is geometric.
    """
    grid = np.geomspace(low, high, 80)
    inside = [holds(float(x)) for x in grid]
    found = [e for e in edges if low < e < high]
    for i in range(1, len(grid)):
        if inside[i] != inside[i - 1]:
            found.append(_bisect(holds, float(grid[i - 1]), float(grid[i])))
    ends = sorted({low, *found, high})
    points = [0.5 * (a + b) for a, b in pairwise(ends)]
    for a, b in pairwise(ends):
        points += [a + s * (b - a) for s in (0.01, 0.1, 0.3, 0.7, 0.9, 0.99)]
    return sorted({*points, *edges})


def _bisect(holds: Callable[[float], bool], low: float, high: float) -> float:
    first = holds(low)
    for _ in range(40):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if holds(middle) == first else (low, middle)
    return 0.5 * (low + high)
