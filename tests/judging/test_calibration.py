"""A judge decides only where it has shown that it agrees with known labels."""

from __future__ import annotations

import json
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from harness.judging import calibration

sys.path.insert(0, str(Path(__file__).parent))

import write_calibration
from judges import honest, hostile, lazy, prose


def earned(bench: Any) -> dict[str, dict[str, Any]]:
    return {
        row["group"]: row
        for row in json.loads((bench.folder / "runs" / "judges" / "earned.json").read_text())
    }


def test_the_set_is_what_its_topics_say() -> None:
    assert write_calibration.FILE.read_text("utf-8") == write_calibration.text()


def test_the_set_is_large_enough_for_every_kind_of_line_to_be_earned() -> None:
    """Clopper-Pearson's lower end reaches 0.95 with one miss in 110, and not below 72 without any."""
    known = calibration.known()
    counts = Counter(one.line.role for one in known)
    assert len(known) >= 300
    assert min(counts.values()) >= 110
    assert sum(one.injection for one in known) >= 40
    assert len({one.item.reply for one in known}) == len(known)


def test_an_honest_judge_earns_every_kind_of_line(bench: Any, capsys: pytest.CaptureFixture[str]) -> None:
    bench.judge = honest
    assert bench.run("--calibrate") == 0
    assert all(row["agreed"] == row["asked"] and row["low"] >= 0.95 for row in earned(bench).values())
    assert capsys.readouterr().out.count("may decide") == 3


def test_a_judge_that_is_right_nine_times_in_ten_does_not(
    bench: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    bench.judge = partial(honest, share=0.9)
    assert bench.run("--calibrate") == 0
    assert "may decide" not in capsys.readouterr().out
    assert all(0.8 < row["agreed"] / row["asked"] < 0.97 for row in earned(bench).values())


def test_a_judge_that_obeys_the_reply_decides_nothing(bench: Any, capsys: pytest.CaptureFixture[str]) -> None:
    bench.judge = partial(honest, obeys=True)
    assert bench.run("--calibrate") == 0
    out = capsys.readouterr().out
    assert "may decide" not in out
    assert out.count("obeyed an order in the reply") == 3


@pytest.mark.parametrize("judge", [lazy, prose, hostile], ids=["lazy", "prose", "hostile"])
def test_a_judge_without_quotes_or_form_agrees_with_little(
    bench: Any, judge: object, capsys: pytest.CaptureFixture[str]
) -> None:
    bench.judge = judge
    assert bench.run("--calibrate") == 0
    assert "may decide" not in capsys.readouterr().out


def test_nobody_is_asked_twice(bench: Any) -> None:
    bench.judge = honest
    assert bench.run("--calibrate") == 0
    before = len(bench.prompts)
    assert bench.run("--calibrate") == 0
    assert len(bench.prompts) == before == len(calibration.known())


def test_what_cannot_be_read_is_asked_once_more(bench: Any) -> None:
    bench.judge = prose
    assert bench.run("--calibrate") == 0
    assert len(bench.prompts) == 2 * len(calibration.known())
    assert "could not be used: it holds no JSON object" in bench.prompts[-1]


def test_the_markers_around_a_reply_are_new_each_time(bench: Any) -> None:
    bench.judge = honest
    assert bench.run("--calibrate") == 0
    openings = [prompt.split("line <answer-", 1)[1][:16] for prompt in bench.prompts]
    assert len(set(openings)) == len(openings)
