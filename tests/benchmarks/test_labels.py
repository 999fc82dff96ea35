"""Every label of the case files is proved by values that know nothing of the marker."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from cases_source.truth import agree
from write_cases import HERE, families, lines, sets


@pytest.mark.parametrize("name", sets())
def test_labels_are_true(name: str) -> None:
    wrong = []
    for case in families(name):
        try:
            label = agree(*case.values, case.space)
        except (TypeError, ValueError) as trouble:
            label = trouble
        if label is not case.right:
            wrong.append((case.id, case.gold, case.response[:120], f"label {case.right}, found {label!r}"))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("name", sets())
def test_files_are_what_their_sources_say(name: str) -> None:
    path = HERE / "cases" / f"{name.replace('_', '-')}.jsonl"
    assert path.read_text(encoding="ascii") == lines(families(name))


@pytest.mark.parametrize("name", sets())
def test_no_text_has_two_labels(name: str) -> None:
    seen = {}
    for case in families(name):
        key = (case.gold, case.response, str(case.setting))
        assert seen.setdefault(key, case.right) is case.right, case
