"""Plots of experiments: their title is the finding, and a witness is shown only on its own curves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harness.records import Check, Json
from reports.pages.marks import letters
from reports.pages.truthpage import plot, witnessed

SERIES: dict[str, Json] = {
    "title": "the radius rises", "variable": "eta", "at": {"sigma": 2.0}, "x": [0.0, 0.5, 1.0],
    "x_label": "η", "lines": {"radius": [0.0, 1.0, 2.0]}, "marks": {"unstable from": 0.7},
}  # fmt: skip
CHECK = Check("set/q", "a", "run it", True, {}, "no counter-example in 3 trials", SERIES)


def test_a_title_states_the_finding_the_reference_gives() -> None:
    drawn = plot(CHECK, "name")
    assert drawn is not None
    assert drawn.finding == "the radius rises"


def test_a_refuted_check_is_titled_by_what_refutes_it() -> None:
    drawn = plot(replace(CHECK, passed=False, finding="at η = 1 it falls"), "name")
    assert drawn is not None
    assert drawn.finding == "At η = 1 it falls"


@pytest.mark.parametrize(
    ("point", "shown"),
    [
        ({"eta": "0.4", "sigma": "2"}, True),
        ({"eta": "0.4"}, True),
        ({"eta": "0.4", "sigma": "3"}, False),
        ({"eta": "7"}, False),
        ({"sigma": "2"}, False),
        ({"eta": "two"}, False),
    ],
    ids=str,
)
def test_a_witness_is_shown_only_where_it_lies_on_the_curves(point: dict[str, str], shown: bool) -> None:
    assert (witnessed(CHECK, point, "name") is not None) is shown


def test_names_are_typeset() -> None:
    assert letters("sigma_l") == r"\sigma_{l}"
