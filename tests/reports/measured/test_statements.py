"""Sentences from rules: each condition, and never without its figure."""

from __future__ import annotations

import re

import numpy as np
import pytest

from reports.measured import statements as s
from reports.measured.measures import Completion, variants
from reports.measured.statements import Comparison


def seconds(left: list[float], right: list[float]) -> Comparison:
    return Comparison("thinking seconds", "(b)", "(a)", tuple(left), tuple(right))


@pytest.mark.parametrize(
    ("left", "right", "wording"),
    [
        ([195], [77], "observation"),
        ([195, 200, 190], [77], "observation"),
        ([250, 260, 240, 255], [100, 104, 98, 102], "more than double"),
        ([200, 210, 190, 205], [100, 104, 98, 102], "about double"),
        ([140, 146, 150, 138], [100, 104, 98, 102], "more"),
        ([300, 340, 260, 310], [100, 104, 98, 102], "more than double"),
        ([150, 90, 70, 210], [100, 130, 80, 95], "no clear difference"),
        ([400, 60], [100, 90], "no clear difference"),
    ],
    ids=["one each", "one on a side", "2.5", "2", "1.4", "3", "noise", "two runs far apart"],
)
def test_the_words_follow_the_bound(left: list[float], right: list[float], wording: str) -> None:
    found = s.compare(seconds(left, right))
    assert found is not None
    assert found.wording == wording


def test_more_than_double_means_the_one_sided_bound_exceeds_two() -> None:
    dice = np.random.default_rng(4)
    told = 0
    for _ in range(300):
        pair = np.exp(dice.normal(np.log(2.2), 0.12, 5)).tolist(), np.exp(dice.normal(0, 0.12, 5)).tolist()
        found, bound = s.compare(seconds(*pair)), s.ratio(*pair).one_sided_low(0.95)
        assert found is not None
        assert bound is not None
        assert (found.wording == "more than double") is (bound > 2)
        told += found.wording == "more than double"
    assert 0 < told < 300


def test_a_true_factor_of_two_is_rarely_called_more() -> None:
    dice = np.random.default_rng(6)
    false = sum(
        s.compare(
            seconds(
                np.exp(dice.normal(np.log(2), 0.25, 5)).tolist(), np.exp(dice.normal(0, 0.25, 5)).tolist()
            )
        ).wording  # type: ignore[union-attr]
        == "more than double"
        for _ in range(400)
    )
    assert false / 400 <= 0.085


def test_the_seed_s_own_case() -> None:
    found = s.compare(seconds([195], [77]))
    assert found is not None
    assert found.text == (
        "(b) took 2.5 times the thinking seconds of (a) (195 against 77 thinking seconds); "
        "one run each, so no interval"
    )


def test_the_side_that_spent_more_is_the_one_spoken_of() -> None:
    found = s.compare(seconds([77], [195]))
    assert found is not None
    assert found.text.startswith("(a) took 2.5 times")


def test_many_at_once_need_stronger_evidence() -> None:
    close = seconds([232, 240, 224], [100, 104, 98])
    alone = s.compare(close)
    assert alone is not None
    together = s.compare_all([close] + [seconds([100, 130, 80], [100, 95, 120])] * 30)
    assert alone.wording == "more than double"
    assert together[0].wording != "more than double"


def test_pairs_of_parts_are_compared_part_by_part() -> None:
    easy_to_hard = (100.0, 1_000.0, 10_000.0, 100_000.0, 1_000_000.0)
    more = tuple(2.6 * x * w for x, w in zip(easy_to_hard, (1, 1.1, 0.9, 1.05, 0.95)))
    paired = s.compare(Comparison("tokens", "x", "y", easy_to_hard, more, paired=True))
    apart = s.compare(Comparison("tokens", "x", "y", easy_to_hard, more))
    assert paired is not None
    assert apart is not None
    assert (paired.wording, apart.wording) == ("more than double", "no clear difference")
    assert paired.text.startswith("y took more than double the tokens of x (2.59 times")
    assert "5 pairs" in paired.text


def test_nothing_positive_gives_no_sentence() -> None:
    assert s.compare(seconds([], [1])) is None
    assert s.compare(seconds([0.0], [1])) is None


def test_the_largest_gaps_are_pooled() -> None:
    many = [seconds([100 * f, 110 * f, 90 * f], [100, 105, 95]) for f in (1.0, 1.02, 0.98, 1.05, 2.0)]
    found = s.largest_gaps(many, most=2)
    assert len(found) == 2
    assert 1 < found[0].figure < 2
    assert s.largest_gaps([seconds([1], [2])]) == []


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ((8, 8, 8, 8), "the same quality: (b) 8/8 right, (a) 8/8 right"),
        ((8, 8, 7, 8), "different quality: (b) 8/8 right, (a) 7/8 right"),
    ],
    ids=str,
)
def test_quality_shows_counts(counts: tuple[int, int, int, int], says: str) -> None:
    found = s.same_quality("(b)", *counts[:2], "(a)", *counts[2:])
    assert found is not None
    assert found.text == says
    assert s.same_quality("(b)", 0, 0, "(a)", 1, 1) is None


def test_the_tail_is_a_share_with_its_words() -> None:
    found = s.tail("(b)", 3000, 1800)
    assert found is not None
    assert found.text == "(b) held the right answer after 1,200 of 3,000 words of thinking; 60% came after it"
    assert s.tail("(b)", 3000, None) is None


def test_known_and_left() -> None:
    found = s.knew_it("model x", 1, 4)
    assert found is not None
    assert (found.text, found.figure) == (
        "model x: of 4 wrong replies, 1 had the right answer in the thinking and left it",
        0.25,
    )
    assert s.knew_it("model x", 0, 0) is None


def test_cut_off_runs_make_means_too_small_and_failed_ones_do_not() -> None:
    cut, failed = s.completed("x", Completion(7, 2, 1)), s.completed("x", Completion(7, 0, 3))
    assert cut is not None
    assert failed is not None
    assert "too small" in cut.text
    assert "too small" not in failed.text
    assert s.completed("x", Completion(7, 0, 0)) is None


@pytest.mark.parametrize(
    ("passes", "runs", "wording", "says"),
    [
        (1, 1, "observation", "right in its one run"),
        (8, 8, "guarantee", "at least 69%"),
        (6, 8, "interval", "6/8 right (95 % interval 41% to 93%)"),
    ],
    ids=str,
)
def test_solved_says_what_the_runs_allow(passes: int, runs: int, wording: str, says: str) -> None:
    found = s.solved("(a)", passes, runs)
    assert found is not None
    assert found.wording == wording
    assert says in found.text


def test_fragile_only_beyond_rerun_noise() -> None:
    shaky = variants({p: {"o": [True] * 4, "v": [False] * 4} for p in range(6)})
    steady = variants({p: {"o": [True, False] * 2, "v": [False, True] * 2} for p in range(6)})
    assert shaky is not None
    assert steady is not None
    found, other = s.fragile("x", shaky), s.fragile("x", steady)
    assert found is not None
    assert other is not None
    assert (found.wording, other.wording) == ("fragile", "no clear difference")


def test_every_sentence_carries_a_figure() -> None:
    spoken = [
        s.compare(seconds([195], [77])),
        s.compare(seconds([150, 90, 70], [100, 130, 80])),
        s.same_quality("(b)", 1, 1, "(a)", 1, 1),
        s.tail("(b)", 10, 5),
        s.knew_it("x", 0, 3),
        s.completed("x", Completion(1, 1, 0)),
        s.solved("(a)", 1, 2),
    ]
    assert all(one is not None and re.search(r"\d", one.text) for one in spoken)
