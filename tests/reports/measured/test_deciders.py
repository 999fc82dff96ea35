"""Who decides a part: the marker, a judge, and over both a person who marked it here."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harness.records import Reviewed
from harness.store.reviews import CAME_WITH
from reports.measured.material import Material, Unit, units


def b_of(material: Material) -> Unit:
    """Return part b of the first reply, which the marker finds correct."""
    return next(unit for unit in units(material) if unit.part == "b")


@pytest.mark.parametrize("by", ["marker", "judge:local:judge"])
def test_a_person_who_marked_it_here_overrules_marker_and_judge(material: Material, by: str) -> None:
    key = (b_of(material).run_key, "b")
    verdict = replace(material.verdicts[key], by=by)
    here = (
        Reviewed(*key, "Ada", mark="incorrect"),
        Reviewed(*key, "the TA", mark="correct", origin=CAME_WITH),
    )
    found = b_of(replace(material, verdicts={**material.verdicts, key: verdict}, reviews={key: here}))
    assert (found.status, found.by) == ("incorrect", "person:Ada")


def test_two_who_differ_overrule_nobody(material: Material) -> None:
    key = (b_of(material).run_key, "b")
    both = (Reviewed(*key, "Ada", mark="incorrect"), Reviewed(*key, "Bo", mark="partial"))
    found = b_of(replace(material, reviews={key: both}))
    assert (found.status, found.by) == ("correct", "marker")


def test_a_mark_that_came_with_the_reply_is_tested_and_overrules_nobody(material: Material) -> None:
    key = (b_of(material).run_key, "b")
    came = (Reviewed(*key, "the TA", mark="incorrect", origin=CAME_WITH),)
    found = b_of(replace(material, reviews={key: came}))
    assert (found.status, found.by, found.disputed) == ("correct", "marker", True)


def test_what_a_judge_decided_is_not_told_as_the_markers(material: Material) -> None:
    key = (b_of(material).run_key, "b")
    verdict = replace(material.verdicts[key], by="judge:local:judge")
    found = b_of(replace(material, verdicts={**material.verdicts, key: verdict}))
    assert (found.status, found.by, found.marker) == ("correct", "judge:local:judge", "unsupported")
