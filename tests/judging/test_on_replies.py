"""A judge that knows decides all that is open; one that invents, or is often right, decides nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from on_replies import judged

SHEET = [
    ("q1", "a", r"It contracts while $|1-2\eta\sigma^2|<1$, so $0<\eta<1/\sigma^2$.", "correct"),
    ("q1", "a", r"It contracts while $|1-2\eta\sigma^2|<1$, so $0<\eta<2/\sigma^2$.", "wrong"),
    (
        "q2",
        "c",
        "Each update is a multiple of a row, hence that part keeps its initial value 0 for all times;\n"
        "a rotation of the rows by $V_1$ does the rest.",
        "correct",
    ),
    (
        "q2",
        "c",
        "Every update blends all coordinates with each other.\nTherefore nothing stays where it was.",
        "wrong",
    ),
]
ROWS: list[Any] = [
    {"question": f"deep-learning-hw1/{question}", "part": part, "reply": reply, "label": label}
    for question, part, reply, label in SHEET
]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_an_ideal_judge_decides_everything_and_rightly(tmp_path: Path) -> None:
    found = judged(ROWS, "ideal", tmp_path)
    assert found.before < found.decided == found.right == found.replies


@pytest.mark.parametrize("name", ["lazy", "nine"])
def test_a_judge_without_the_right_to_decide_changes_nothing(tmp_path: Path, name: str) -> None:
    found = judged(ROWS, name, tmp_path)
    assert (found.decided, found.accepted) == (found.before, 0)
    assert found.decided < found.replies
