"""The statistics against textbook figures, brute force, scipy and simulation."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy import stats

from reports.measured import statistics as s

E = math.e


@pytest.mark.parametrize(
    ("passes", "runs", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
    ids=str,
)
def test_wilson_of_the_textbooks(passes: int, runs: int, low: float, high: float) -> None:
    found = s.wilson(passes, runs)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_clopper_pearson_ends_leave_exactly_half_the_error_outside() -> None:
    found = s.clopper_pearson(8, 10)
    assert found.low is not None
    assert found.high is not None
    at_least_8 = sum(math.comb(10, k) * found.low**k * (1 - found.low) ** (10 - k) for k in range(8, 11))
    at_most_8 = sum(math.comb(10, k) * found.high**k * (1 - found.high) ** (10 - k) for k in range(9))
    assert (at_least_8, at_most_8) == pytest.approx((0.025, 0.025))


@pytest.mark.parametrize("runs", [5, 10, 40])
def test_rule_of_three_is_never_below_the_exact_bound(runs: int) -> None:
    assert 1 - 0.05 ** (1 / runs) <= s.rule_of_three(runs) <= 1


def test_no_runs_give_no_interval() -> None:
    found = s.wilson(0, 0)
    assert math.isnan(found.point)
    assert found.low is None


def test_ratio_has_the_degrees_of_freedom_worked_by_hand() -> None:
    found = s.ratio([E, E**2, E**3], [1, E])
    assert found.point == pytest.approx(E**1.5)
    assert found.log_se == pytest.approx(math.sqrt(1 / 3 + 1 / 4))
    assert found.df == pytest.approx((7 / 12) ** 2 / (1 / 18 + 1 / 16))


def test_ratio_of_single_runs_is_an_observation() -> None:
    found = s.ratio([195], [77])
    assert found.point == pytest.approx(195 / 77)
    assert (found.low, found.high, found.one_sided_low(), found.p_above(2)) == (None,) * 4


def test_one_sided_bound_and_p_value_agree() -> None:
    found = s.ratio([30, 33, 36, 29], [10, 11, 12, 10])
    bound = found.one_sided_low(0.95)
    assert bound is not None
    assert found.p_above(bound) == pytest.approx(0.05)


def test_paired_ratio_removes_what_the_questions_share() -> None:
    easy_to_hard = [100, 1000, 10_000, 100_000, 1_000_000]
    left = [2.0 * x * w for x, w in zip(easy_to_hard, [1, 1.1, 0.9, 1.05, 0.95])]
    paired, apart = s.paired_ratio(left, easy_to_hard), s.ratio(left, easy_to_hard)
    assert paired.low is not None
    assert apart.low is not None
    assert paired.low > 1.7
    assert apart.low < 0.1


def test_ratios_refuse_what_has_no_logarithm() -> None:
    with pytest.raises(ValueError, match="positive"):
        s.ratio([0.0, 1.0], [1.0])


def test_identical_runs_do_not_divide_by_zero() -> None:
    found = s.ratio([6, 6], [3, 3])
    assert (found.point, found.low, found.p_above(1.5), found.p_above(2.5)) == pytest.approx((2, 2, 0, 1))


def test_small_sets_get_a_mean_and_no_interval() -> None:
    found = s.set_score([1, 0, 1, 1], ["a", "b", "c", "d"])
    assert (found.point, found.low, found.n) == (0.75, None, 4)


def test_one_question_asked_often_is_one_question() -> None:
    alone = s.set_score([1, 0] * 4, list("aabbccdd"), fewest=2)
    lumped = s.set_score([1, 1, 0, 0] * 2, list("aabbccdd"), fewest=2)
    assert alone.low is not None
    assert lumped.low is not None
    assert lumped.low < alone.low


def test_all_right_counts_questions_not_runs() -> None:
    found = s.set_score([1.0] * 60, [q for q in "abcdef" for _ in range(10)])
    critical = stats.t.ppf(0.975, 5)
    assert found.low == pytest.approx(1 / (1 + critical**2 / 6))
    assert found.high == pytest.approx(1.0)


def test_weights_are_marks() -> None:
    assert s.set_score([1, 0], ["a", "b"], weights=[3, 1]).point == 0.75


def test_fixed_set_spread_is_that_within_parts() -> None:
    found = s.fixed_set_score([(2, 4), (4, 4)])
    variance = (2.5 * 2.5 + 4.5 * 0.5) / 25 / 4 / 4
    runs, square = min(8, 0.75 * 0.25 / variance), 1.959964**2
    half = 1.959964 / (1 + square / runs) * math.sqrt(0.75 * 0.25 / runs + square / (4 * runs**2))
    assert found.point == 0.75
    assert found.low == pytest.approx((0.75 + square / (2 * runs)) / (1 + square / runs) - half, abs=1e-6)
    assert s.fixed_set_score([(1, 1), (0, 1)]).low is None


def test_geometric_mean_of_one_has_no_interval() -> None:
    assert s.geometric_mean([7.0]).low is None
    assert s.geometric_mean([1, 100]).point == pytest.approx(10)


# ------------------------------------------------------------------ comparisons


@pytest.mark.parametrize("count", [3, 6, 10])
def test_sign_flip_is_the_count_of_patterns(count: int) -> None:
    gaps = np.random.default_rng(count).normal(0.5, 1, count)
    signs = np.array(list(itertools.product([1, -1], repeat=count)))
    expected = (np.abs(signs @ gaps) >= abs(gaps.sum()) - 1e-12).mean()
    assert s.sign_flip(gaps.tolist()) == pytest.approx(expected)


def test_five_questions_can_never_be_significant() -> None:
    assert s.sign_flip([9.0] * 5) > 0.05 > s.sign_flip([9.0] * 6)


def test_many_differences_are_drawn_with_a_seed() -> None:
    gaps = np.random.default_rng(1).normal(0.4, 1, 40).tolist()
    assert s.sign_flip(gaps, seed=3) == s.sign_flip(gaps, seed=3)
    assert s.sign_flip(gaps) == pytest.approx(stats.ttest_1samp(gaps, 0).pvalue, abs=0.02)


def test_paired_interval_worked_by_hand() -> None:
    """Ten questions, all right against six: no correlation to be had, so the squares are simply added."""
    found = s.paired([1.0] * 10, [1.0] * 6 + [0.0] * 4)
    t = 2.262157
    low_one = 10 / (10 + t * t)
    n, centre = 0.24 / (0.24 / 9), 0.6
    square = t * t
    middle = (centre + square / (2 * n)) / (1 + square / n)
    half = t / (1 + square / n) * math.sqrt(0.24 / n + square / (4 * n * n))
    assert found.mean == pytest.approx(0.4)
    assert found.low == pytest.approx(0.4 - math.hypot(1 - low_one, middle + half - 0.6), abs=1e-5)
    assert found.high == pytest.approx(0.4 + (0.6 - (middle - half)), abs=1e-5)
    assert found.p_sign_flip == 2 / 16


def test_pairs_without_a_difference_are_not_sure_of_it() -> None:
    found = s.paired([1.0] * 5, [1.0] * 5)
    assert (found.mean, found.p_sign_flip) == (0.0, 1.0)
    assert found.low is not None
    assert found.high is not None
    assert found.low < -0.5
    assert found.high > 0.5


def test_the_cost_of_a_pass_holds_the_failed_tries() -> None:
    found = s.cost_of_pass([1.0, 1.2, 0.9, 3.0, 1.1, 1.0], [1, 1, 1, 0, 1, 1])
    assert found.point == pytest.approx(8.2 / 5)
    assert found.low is not None
    assert found.high is not None
    assert 0.5 < found.low < found.point < found.high
    assert math.isinf(s.cost_of_pass([1.0, 2.0], [0, 0]).point)
    assert s.cost_of_pass([1.0], [1]).low is None


def test_mcnemar_is_a_coin() -> None:
    assert s.mcnemar_exact(0, 5) == pytest.approx(2 / 32)
    assert s.mcnemar_exact(0, 0) == 1.0


def test_holm_and_benjamini_hochberg_by_hand() -> None:
    assert s.holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert s.benjamini_hochberg([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert s.holm([]) == s.benjamini_hochberg([]) == []


def test_shrinkage_keeps_order_pulls_in_and_lets_noise_decide() -> None:
    mild, strong = s.shrink([0.0, 1.0, 2.0], [0.1] * 3), s.shrink([0.0, 1.0, 2.0], [0.8] * 3)
    assert 1.9 < mild.points[2] < 2.0
    assert 1.0 < strong.points[2] < mild.points[2]
    assert s.shrink([0.9, 1.0, 1.1], [1.0] * 3).points == pytest.approx([1.0] * 3)


def test_shrinkage_weighs_as_worked_by_hand() -> None:
    found = s.shrink([0.0, 2.0], [1.0, 1.0])
    assert found.between**2 == pytest.approx(1.0, abs=1e-6)
    assert found.points == pytest.approx([0.5, 1.5], abs=1e-6)


def test_shrunken_winner_is_less_wrong_than_the_raw_one() -> None:
    dice = np.random.default_rng(5)
    raw = kept = 0.0
    for _ in range(200):
        true = dice.normal(0, 0.3, 12)
        seen = true + dice.normal(0, 0.3, 12)
        top = int(seen.argmax())
        raw += seen[top] - true[top]
        kept += s.shrink(seen.tolist(), [0.3] * 12).points[top] - true[top]
    assert abs(kept) < raw / 2


# ---------------------------------------------------------------------- repeats


@pytest.mark.parametrize(("runs", "passes"), [(4, 1), (5, 3), (6, 0), (6, 6)], ids=str)
@pytest.mark.parametrize("k", [1, 2, 3])
def test_pass_at_k_and_pass_hat_k_by_counting(runs: int, passes: int, k: int) -> None:
    draws = list(itertools.combinations([True] * passes + [False] * (runs - passes), k))
    assert s.pass_at_k(runs, passes, k) == pytest.approx(sum(map(any, draws)) / len(draws))
    assert s.pass_hat_k(runs, passes, k) == pytest.approx(sum(map(all, draws)) / len(draws))


def test_k_beyond_the_runs_is_not_guessed() -> None:
    assert s.pass_at_k(2, 1, 3) is None
    assert s.mean_over_parts(s.pass_at_k, [(1, 4), (1, 2)], 3) is None
    assert s.mean_over_parts(s.pass_hat_k, [(4, 4), (2, 4)], 2) == pytest.approx((1 + 1 / 6) / 2)


# -------------------------------------------------------------------- agreement


def marks(table: list[list[int]], names: str) -> tuple[list[str], list[str]]:
    """Two columns of marks whose confusion matrix is ``table``."""
    cells = [(a, b) for i, a in enumerate(names) for j, b in enumerate(names) for _ in range(table[i][j])]
    return [a for a, _ in cells], [b for _, b in cells]


def test_kappa_of_the_textbook_table() -> None:
    assert s.cohen_kappa(*marks([[20, 5], [10, 15]], "yn")) == pytest.approx(0.4)


def test_kappa_collapses_where_ac1_does_not() -> None:
    columns = marks([[118, 5], [2, 0]], "yn")
    found = s.agreement(*columns)
    assert found.raw.point == pytest.approx(0.944)
    assert found.kappa == pytest.approx(-0.0234, abs=1e-4)
    assert found.ac1 == pytest.approx(0.9408, abs=1e-4)


def test_weighted_kappa_forgives_neighbours() -> None:
    near, far = (
        marks([[8, 2, 0], [0, 8, 2], [0, 0, 10]], "012"),
        marks([[8, 0, 2], [0, 10, 0], [2, 0, 8]], "012"),
    )
    close, wide = s.weighted_kappa(*near, "012"), s.weighted_kappa(*far, "012")
    assert close is not None
    assert wide is not None
    assert close > wide


def test_weighted_kappa_worked_by_hand() -> None:
    found = s.weighted_kappa(*marks([[1, 1, 0], [0, 1, 0], [0, 0, 1]], "012"), "012")
    assert found == pytest.approx(
        1 - 0.25 / ((2 * 2 * 1 + 2 * 1 * 4 + 1 * 1 * 1 + 1 * 1 * 1 + 1 * 1 * 4 + 1 * 2 * 1) / 16)
    )


def test_one_mark_only_leaves_kappa_unsaid() -> None:
    found = s.agreement(["y"] * 5, ["y"] * 5)
    assert (found.kappa, found.kappa_low, found.ac1) == (None, None, 1.0)
    assert s.agreement([], []).ac1 is None


def test_false_pass_and_false_fail_have_their_own_denominators() -> None:
    marker, person = [True, True, True, False, False], [True, True, False, False, True]
    assert (s.false_pass_rate(marker, person).point, s.false_pass_rate(marker, person).n) == (0.5, 2)
    assert s.false_fail_rate(marker, person).point == pytest.approx(1 / 3)


def test_kappa_interval_is_wider_by_questions_than_by_items() -> None:
    first, second = marks([[20, 5], [10, 15]], "yn")
    items, questions = s.agreement(first, second), s.agreement(first, second, [i // 10 for i in range(50)])
    assert items.kappa_high is not None
    assert items.kappa_low is not None
    assert questions.kappa_high is not None
    assert questions.kappa_low is not None
    assert items.kappa_high - items.kappa_low < questions.kappa_high - questions.kappa_low
    assert items == s.agreement(first, second)


def test_confusion_keeps_the_given_order_and_counts_all() -> None:
    table = s.confusion(["b", "a", "b"], ["b", "b", "b"], ["b", "a"])
    assert (table.labels, table.counts) == (("b", "a"), ((2, 0), (1, 0)))


def test_lenient_marker_has_a_positive_error() -> None:
    assert s.mean_mark_error([1, 1, 0.5], [1, 0.5, 0.5]) == pytest.approx(1 / 6)


# ------------------------------------------------------------------- simulation


def superpopulation(
    dice: np.random.Generator, questions: int, middle: float
) -> tuple[list[float], list[int]]:
    """Scores of 3 parts and 4 samples a question, of uneven difficulty, and whose they are."""
    logits = middle + dice.normal(0, 1.5, (questions, 1, 1)) + dice.normal(0, 1, (questions, 3, 1))
    scores = dice.random((questions, 3, 4)) < 1 / (1 + np.exp(-logits))
    return scores.astype(float).ravel().tolist(), np.repeat(np.arange(questions), 12).tolist()


def true_mean(middle: float) -> float:
    """The mean over all questions there could be, by quadrature."""
    points, weights = np.polynomial.hermite_e.hermegauss(61)
    return float((weights / weights.sum()) @ (1 / (1 + np.exp(-(middle + math.sqrt(3.25) * points)))))


def coverage_of_a_set(questions: int, middle: float, rounds: int) -> float:
    dice, truth = np.random.default_rng([questions, rounds]), true_mean(middle)
    hits = 0
    for _ in range(rounds):
        found = s.set_score(*superpopulation(dice, questions, middle), fewest=2)
        assert found.low is not None
        assert found.high is not None
        assert 0 <= found.low <= found.point <= found.high <= 1
        hits += found.low <= truth <= found.high
    return hits / rounds


def coverage_of_ratios(questions: int, rounds: int) -> tuple[float, float]:
    dice = np.random.default_rng([questions, rounds, 1])
    paired = reruns = 0
    for _ in range(rounds):
        hard = dice.normal(0, 1, questions)
        left = np.exp(hard + math.log(2.5) + dice.normal(0, 0.45, questions))
        pair = s.paired_ratio(left.tolist(), np.exp(hard + dice.normal(0, 0.45, questions)).tolist())
        apart = s.ratio(
            np.exp(dice.normal(math.log(2.5), 0.4, questions)).tolist(),
            np.exp(dice.normal(0, 0.2, questions)).tolist(),
        )
        for found, which in ((pair, "paired"), (apart, "reruns")):
            assert found.low is not None
            assert found.high is not None
            hit = found.low <= 2.5 <= found.high
            paired, reruns = paired + (hit and which == "paired"), reruns + (hit and which == "reruns")
    return paired / rounds, reruns / rounds


@pytest.mark.parametrize("questions", [4, 8, 20, 50])
def test_intervals_keep_their_coverage(questions: int) -> None:
    rounds = 1000
    slack = 3 * math.sqrt(0.95 * 0.05 / rounds)
    assert coverage_of_a_set(questions, 1.0, rounds) >= 0.95 - slack
    assert min(coverage_of_ratios(questions, rounds)) >= 0.95 - slack


@pytest.mark.slow
@pytest.mark.parametrize("middle", [-1.0, 0.0, 1.0, 3.0])
@pytest.mark.parametrize("questions", [4, 5, 6, 8, 12, 20, 35, 50])
def test_set_intervals_keep_their_coverage_for_every_size(questions: int, middle: float) -> None:
    assert coverage_of_a_set(questions, middle, 4000) >= 0.93


@pytest.mark.slow
@pytest.mark.parametrize("questions", [4, 5, 6, 8, 12, 20, 35, 50])
def test_ratio_intervals_keep_their_coverage_for_every_size(questions: int) -> None:
    assert min(coverage_of_ratios(questions, 4000)) >= 0.94


def test_fixed_set_interval_keeps_its_coverage_over_reruns() -> None:
    dice, chances = np.random.default_rng(11), np.linspace(0.3, 0.95, 12)
    hits = 0
    for _ in range(400):
        found = s.fixed_set_score([(int(k), 6) for k in dice.binomial(6, chances)])
        assert found.low is not None
        assert found.high is not None
        hits += found.low <= chances.mean() <= found.high
    assert hits / 400 >= 0.9
