"""A write-up whose layout was lost on the way is never marked wrong for it."""

from pathlib import Path

import pytest

from harness.cli import main
from harness.store import RunFolder

FLATTENED = """Question 1
The recurrence is given.
(a) Range
The range is 0 < η < 1
σ2 .
Evaluation: Correct.
(b) Steps
42
Evaluation: Correct.
"""


@pytest.fixture
def verdicts(tmp_path: Path) -> list:
    path = tmp_path / "sheet.txt"
    path.write_text(FLATTENED, "utf-8")
    runs = ["--runs", str(tmp_path / "runs")]
    words = ["--format", "graded-homework", "--question", "deep-learning-hw1/q{n}", "--name", "sheet"]
    assert main(["import", str(path), *words, *runs]) == 0
    assert main(["grade", "sheet", *runs]) == 0
    return RunFolder.of(tmp_path / "runs", "sheet").verdicts()


def test_a_torn_fraction_is_for_a_person(verdicts: list) -> None:
    assert [v.status for v in verdicts] == ["unsupported", "unsupported"]
    assert "layout was lost" in verdicts[0].reason
