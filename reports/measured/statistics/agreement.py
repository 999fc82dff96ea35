"""Agreement of the marker with a person: confusion matrix, error rates, kappa and its sturdier cousin."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from reports.measured.statistics.intervals import Interval, wilson

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often each mark of the first marker met each mark of the second."""

    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    """``counts[i][j]``: first marker said ``labels[i]``, second ``labels[j]``."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Raw agreement with kappa and AC1 beside it; kappa is None where a single mark leaves no chance term."""

    n: int
    raw: Interval
    kappa: float | None
    kappa_low: float | None
    kappa_high: float | None
    ac1: float | None


def confusion(first: Sequence[str], second: Sequence[str], labels: Sequence[str] = ()) -> Confusion:
    """Return the confusion matrix over ``labels``, or over all marks that occur, sorted."""
    names = tuple(labels) or tuple(sorted({*first, *second}))
    place = {name: i for i, name in enumerate(names)}
    counts = [[0] * len(names) for _ in names]
    for a, b in zip(first, second, strict=True):
        counts[place[a]][place[b]] += 1
    return Confusion(names, tuple(tuple(row) for row in counts))


def false_pass_rate(marker: Sequence[bool], person: Sequence[bool], level: float = 0.95) -> Interval:
    """Return the share of what the person failed that the marker passed, with Wilson's interval."""
    failed = [m for m, p in zip(marker, person, strict=True) if not p]
    return wilson(sum(failed), len(failed), level)


def false_fail_rate(marker: Sequence[bool], person: Sequence[bool], level: float = 0.95) -> Interval:
    """Return the share of what the person passed that the marker failed, with Wilson's interval."""
    passed = [not m for m, p in zip(marker, person, strict=True) if p]
    return wilson(sum(passed), len(passed), level)


def cohen_kappa(first: Sequence[str], second: Sequence[str]) -> float | None:
    """Return Cohen's kappa; None where both gave one and the same mark throughout.

    >>> round(cohen_kappa("ynynynynyy", "ynynynnnyn"), 3)
    0.615
    """
    return _kappa(_shares(confusion(first, second)), nominal=True)


def weighted_kappa(first: Sequence[str], second: Sequence[str], order: Sequence[str]) -> float | None:
    """Return kappa with quadratic weights over marks in the given ``order``: for partial marks."""
    return _kappa(_shares(confusion(first, second, order)), nominal=False)


def gwet_ac1(first: Sequence[str], second: Sequence[str]) -> float | None:
    """Return Gwet's AC1, which stays meaningful where nearly all marks are the same."""
    shares = _shares(confusion(first, second))
    size = len(shares)
    if size == 0:
        return None
    if size == 1:
        return 1.0
    middle = (shares.sum(0) + shares.sum(1)) / 2
    chance = float((middle * (1 - middle)).sum()) / (size - 1)
    return (float(np.trace(shares)) - chance) / (1 - chance)


def agreement(
    first: Sequence[str],
    second: Sequence[str],
    clusters: Sequence[Hashable] = (),
    level: float = 0.95,
    draws: int = 2_000,
    seed: int = 0,
) -> Agreement:
    """Return raw agreement, kappa with a bootstrap interval over ``clusters`` (questions), and AC1.

    Without clusters every item is its own. Draws in which kappa is undefined
    are left out; with fewer than two clusters there is no interval.
    """
    same = sum(a == b for a, b in zip(first, second, strict=True))
    kappa = cohen_kappa(first, second)
    ends = _bootstrap(first, second, clusters, level, draws, seed) if kappa is not None else (None, None)
    return Agreement(len(first), wilson(same, len(first), level), kappa, *ends, gwet_ac1(first, second))


def mean_mark_error(marker: Sequence[float], person: Sequence[float]) -> float:
    """Return the mean of marker minus person: positive where the marker is lenient."""
    return float(np.mean(np.asarray(marker, float) - np.asarray(person, float)))


def _shares(table: Confusion) -> Matrix:
    counts = np.asarray(table.counts, np.float64).reshape(len(table.labels), len(table.labels))
    total = counts.sum()
    return counts / total if total else counts[:0, :0]


def _kappa(shares: Matrix, nominal: bool) -> float | None:
    size = len(shares)
    if size == 0:
        return None
    rows, columns = np.indices((size, size))
    cost = (rows != columns).astype(float) if nominal else (rows - columns).astype(float) ** 2
    chance = float((cost * np.outer(shares.sum(1), shares.sum(0))).sum())
    return 1 - float((cost * shares).sum()) / chance if chance > 0 else None


def _bootstrap(
    first: Sequence[str],
    second: Sequence[str],
    clusters: Sequence[Hashable],
    level: float,
    draws: int,
    seed: int,
) -> tuple[float | None, float | None]:
    names = tuple(sorted({*first, *second}))
    groups: dict[Hashable, list[int]] = {}
    for i, cluster in enumerate(clusters or range(len(first))):
        groups.setdefault(cluster, []).append(i)
    if len(groups) < 2:
        return None, None
    tables = np.stack(
        [
            np.asarray(confusion([first[i] for i in g], [second[i] for i in g], names).counts, float)
            for g in groups.values()
        ]
    )
    dice = np.random.default_rng(seed)
    found = []
    for _ in range(draws):
        total = tables[dice.integers(len(tables), size=len(tables))].sum(0)
        kappa = _kappa(total / total.sum(), nominal=True)
        if kappa is not None:
            found.append(kappa)
    if len(found) < draws / 2:
        return None, None
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
