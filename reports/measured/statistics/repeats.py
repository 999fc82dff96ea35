"""Reliability over repeated runs: solved at least once, solved every time."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def pass_at_k(runs: int, passes: int, k: int) -> float | None:
    """Return the chance that at least one of ``k`` runs passes, unbiased; None where k exceeds the runs.

    >>> pass_at_k(4, 1, 2)
    0.5
    """
    if not 0 < k <= runs:
        return None
    missed = 1.0
    for i in range(runs - passes + 1, runs + 1):
        missed *= max(0.0, 1 - k / i)
    return 1 - missed


def pass_hat_k(runs: int, passes: int, k: int) -> float | None:
    """Return the chance that all of ``k`` runs pass, unbiased; None where k exceeds the runs.

    >>> pass_hat_k(4, 2, 2)
    0.16666666666666666
    """
    if not 0 < k <= runs:
        return None
    kept = 1.0
    for i in range(k):
        kept *= max(0, passes - i) / (runs - i)
    return kept


def mean_over_parts(
    estimate: Callable[[int, int, int], float | None], cells: Sequence[tuple[int, int]], k: int
) -> float | None:
    """Return the mean of ``estimate`` over (passes, runs) cells; None unless each has at least k runs."""
    found = [estimate(runs, passes, k) for passes, runs in cells]
    if not found or any(f is None for f in found):
        return None
    return sum(f for f in found if f is not None) / len(found)


def fair_k(runs: int) -> list[int]:
    """Return the k worth reporting for so many runs: powers of two up to half of them, always 1.

    >>> fair_k(8), fair_k(1)
    ([1, 2, 4], [1])
    """
    found = [1]
    while found[-1] * 2 <= runs / 2:
        found.append(found[-1] * 2)
    return found
