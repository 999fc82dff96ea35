"""Measures over runs, on numbers worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from reports.measured import measures as m


def test_a_mean_never_goes_without_its_completion() -> None:
    found = m.spending([100, 400, 9999, None], ["finished", "finished", "truncated", "failed"])
    assert found.mean.point == pytest.approx(200)
    assert (found.completion.rate, found.completion.failed, found.at_least) == (pytest.approx(2 / 3), 1, True)


def test_nothing_replied_has_no_completion_rate() -> None:
    assert m.completion(["failed", "failed"]).rate is None
    assert math.isnan(m.spending([], []).mean.point)


@pytest.mark.parametrize(
    ("tokens", "passed", "cost"),
    [
        ([100, 300], [True, True], 200),
        ([100, 300], [True, False], 400),
        ([100], [False], math.inf),
        ([], [], None),
    ],
    ids=str,
)
def test_a_pass_costs_what_the_failures_cost_too(
    tokens: list[float], passed: list[bool], cost: float | None
) -> None:
    assert m.tokens_per_solved(tokens, passed) == cost


def test_factors_are_kept_apart() -> None:
    found = m.factors(
        [10, 20, 60, 0], ["finished", "finished", "truncated", "failed"], [True, False, False, False]
    )
    assert (found.completion_rate, found.correct_given_finished, found.mean_tokens) == (
        pytest.approx(2 / 3),
        0.5,
        30,
    )


def test_outcome_efficiency_with_and_without_failures() -> None:
    found = m.outcome_efficiency([100, 200, 50], [75, 20, None])
    assert (found.over_all, found.over_correct) == pytest.approx(((0.25 + 0.9) / 3, (0.25 + 0.9) / 2))
    assert (found.found, found.runs) == (2, 3)
    assert m.recheck_tail([100, 200, 50], [75, 20, None]) == pytest.approx(1 - 0.575)
    assert m.recheck_tail([50], [None]) is None


def test_accuracy_under_a_cap_counts_only_what_fits() -> None:
    found = m.accuracy_under_cap([10, 20, 40, 80], [1, 0, 1, 0.5], [5, 10, 39, 40, 100])
    assert found is not None
    assert found.accuracy == (0, 0.25, 0.25, 0.5, 0.625)


def test_the_area_is_the_mean_height_over_log_tokens() -> None:
    found = m.accuracy_under_cap([10], [1], [10, 100])
    assert found is not None
    assert found.area == pytest.approx(1)
    assert m.accuracy_under_cap([], []) is None


def test_the_curve_never_falls_and_ends_at_the_accuracy() -> None:
    dice = np.random.default_rng(0)
    tokens, scores = dice.lognormal(8, 1, 50).tolist(), (dice.random(50) < 0.6).astype(float).tolist()
    found = m.accuracy_under_cap(tokens, scores)
    assert found is not None
    assert list(found.accuracy) == sorted(found.accuracy)
    assert found.accuracy[-1] == pytest.approx(sum(scores) / 50)


def test_the_gap_of_independent_reruns_is_all_noise() -> None:
    dice = np.random.default_rng(2)
    runs = {p: {v: (dice.random(4) < 0.8).tolist() for v in range(3)} for p in range(60)}
    found = m.variants(runs)
    assert found is not None
    assert found.excess is not None
    assert found.p is not None
    assert found.gap == pytest.approx(0.8 - 0.8**3, abs=0.06)
    assert abs(found.excess) < 0.03
    assert found.p > 0.05


def test_a_version_that_always_fails_is_fragility() -> None:
    runs = {p: {"original": [True] * 4, "renamed": [True] * 4, "renumbered": [False] * 4} for p in range(5)}
    found = m.variants(runs)
    assert found is not None
    assert (found.average, found.effective) == (pytest.approx(2 / 3), 0)
    assert found.gap_from_noise == pytest.approx(2 / 3 - (8 * 7 * 6) / (12 * 11 * 10))
    assert found.p is not None
    assert found.p < 0.01


def test_one_run_a_version_cannot_tell_noise_from_fragility() -> None:
    found = m.variants({"q": {"a": [True], "b": [False]}})
    assert found is not None
    assert (found.average, found.effective, found.excess, found.p) == (0.5, 0, None, None)


@pytest.mark.parametrize(
    "runs", [{}, {"q": {}}, {"q": {"a": [True]}, "r": {"a": [True], "b": [True]}}, {"q": {"a": []}}], ids=str
)
def test_unequal_versions_are_not_compared(runs: dict[str, dict[str, list[bool]]]) -> None:
    assert m.variants(runs) is None
