"""Pairs, flips and gates: a gate fails only where the interval supports it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harness.errors import SettingsError
from reports.measured.gates import parse, rule, worded
from reports.measured.material import Material, Unit, units
from reports.measured.pairing import Pair, Side, match, pair, pair_all, sides


@pytest.fixture(scope="module")
def unit(material: Material) -> Unit:
    return units(material)[0]


def side(unit: Unit, run: str, scores: list[int], tokens: list[int]) -> Side:
    rows = [
        replace(unit, question=f"set/q{i}", status="correct" if score else "incorrect", thinking_tokens=spent)
        for i, (score, spent) in enumerate(zip(scores, tokens, strict=True))
    ]
    return Side(run, unit.arm, tuple(rows))


TOKENS = [900, 1000, 1100, 950, 1050, 1000, 980, 1020]


def test_a_gate_fails_where_the_interval_lies_beyond_it(unit: Unit) -> None:
    more = [round(1.3 * spent) + i for i, spent in enumerate(TOKENS)]
    found = pair(side(unit, "a", [1] * 8, TOKENS), side(unit, "b", [1] * 8, more))
    assert rule(parse("tokens > +10%"), found).outcome == "failed"
    assert rule(parse("tokens > +40%"), found).outcome == "passed"
    assert rule(parse("score < -2pp"), found).outcome == "undecided"
    assert rule(parse("score < -60pp"), found).outcome == "passed"


def test_one_flip_of_eight_neither_fails_nor_passes_a_gate(unit: Unit) -> None:
    found = pair(side(unit, "a", [1] * 8, TOKENS), side(unit, "b", [1] * 7 + [0], TOKENS))
    assert rule(parse("score < -2pp"), found).outcome == "undecided"
    assert rule(parse("score < -80pp"), found).outcome == "passed"
    assert [flip.better for flip in found.flips] == [False]


@pytest.mark.parametrize(("count", "outcome"), [(3, "undecided"), (5, "failed"), (8, "failed")])
def test_all_flips_alike_need_enough_of_them(unit: Unit, count: int, outcome: str) -> None:
    found = pair(side(unit, "a", [1] * count, TOKENS[:count]), side(unit, "b", [0] * count, TOKENS[:count]))
    assert rule(parse("score < -2pp"), found).outcome == outcome


def test_pairs_that_never_differ_leave_what_their_number_cannot_rule_out(unit: Unit) -> None:
    found = pair(side(unit, "a", [1] * 8, TOKENS), side(unit, "b", [1] * 8, TOKENS))
    score = found.effect("score")
    assert score is not None
    assert score.low is not None
    assert score.low < -0.3
    assert "-4" in rule(parse("score < -2pp"), found).reason
    assert "is not ruled out" in rule(parse("score < -2pp"), found).reason


def test_native_tokens_are_never_held_against_recounted_ones(unit: Unit) -> None:
    before = side(unit, "a", [1] * 8, TOKENS)
    bare = replace(
        before,
        run="b",
        units=tuple(
            replace(
                one, thinking_tokens=round(1.3 * spent), tokens_from="recounted", recounted=round(1.3 * spent)
            )
            for one, spent in zip(before.units, TOKENS, strict=True)
        ),
    )
    assert pair(before, bare).effect("tokens") is None
    texts = replace(
        before,
        units=tuple(
            replace(one, recounted=round(1.3 * n)) for one, n in zip(before.units, TOKENS, strict=True)
        ),
    )
    found = pair(texts, bare).effect("tokens")
    assert found is not None
    assert (found.scale, found.point) == ("recounted", pytest.approx(1.0))
    assert worded(found).startswith("tokens (recounted) +0 %")


def test_within_one_model_its_own_tokens_are_compared(unit: Unit) -> None:
    found = pair(side(unit, "a", [1] * 8, TOKENS), side(unit, "b", [1] * 8, TOKENS)).effect("tokens")
    assert found is not None
    assert found.scale == "native"


def test_a_measure_nobody_has_decides_nothing(unit: Unit) -> None:
    bare = replace(unit, cost=None)
    found = pair(side(bare, "a", [1], [5]), side(bare, "b", [1], [5]))
    assert rule(parse("cost > +5%"), found).outcome == "undecided"


@pytest.mark.parametrize(
    "text", ["score", "score < -2%", "tokens > 10pp", "mood < -1pp", "score < -2pp; x", ""], ids=repr
)
def test_a_gate_that_cannot_be_read_says_how_one_is_written(text: str) -> None:
    with pytest.raises(SettingsError, match="--fail-if"):
        parse(text)


def test_equal_arms_meet_across_runs_and_others_meet_the_first(material: Material) -> None:
    rows = units(material)
    one, two = sides("one", rows), sides("two", rows)
    assert [(a.arm, b.arm) for a, b in match([one, two])] == [(s.arm, s.arm) for s in one]
    other = [replace(two[0], arm="else")]
    assert match([one[:1], other]) == [(one[0], other[0])]
    assert match([one]) == [(one[0], one[1])]


def test_holm_never_lowers_a_p_value(material: Material) -> None:
    rows = units(material)
    found: list[Pair] = pair_all(match([sides("one", rows)]))
    for effect in (effect for one in found for effect in one.effects if effect.p is not None):
        assert effect.p_holm is not None
        assert effect.p_holm >= effect.p
