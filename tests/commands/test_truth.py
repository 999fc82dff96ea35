"""A run finds its truth again: in the sets, in its own bank, and for variants."""

import json
from pathlib import Path

import pytest

from harness.cli import main
from harness.store import RunFolder

BANK = [
    {"id": "one", "question": "What is 1 + 1?", "answer": "2"},
    {"id": "two", "question": "Expand (x+1)^2.", "answer": "x^2+2x+1"},
]


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "sums.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in BANK), "utf-8")
    return path


def test_a_bank_without_code_goes_the_whole_way(bank: Path, tmp_path: Path) -> None:
    runs = ["--runs", str(tmp_path / "runs")]
    assert main(["run", str(bank), "--model", "oracle", "--name", "bank", *runs]) == 0
    assert main(["grade", "bank", *runs]) == 0
    assert main(["report", "bank", *runs]) == 0
    verdicts = RunFolder.of(tmp_path / "runs", "bank").verdicts()
    assert [(v.question, v.status) for v in verdicts] == [("sums/one", "correct"), ("sums/two", "correct")]


def test_a_bank_that_is_gone_leaves_its_parts_unmarked_and_says_so(bank: Path, tmp_path: Path) -> None:
    runs = ["--runs", str(tmp_path / "runs")]
    assert main(["run", str(bank), "--model", "oracle", "--name", "bank", *runs]) == 0
    bank.unlink()
    assert main(["grade", "bank", *runs]) == 0
    verdicts = RunFolder.of(tmp_path / "runs", "bank").verdicts()
    assert {v.status for v in verdicts} == {"unsupported"}
    assert "sums.jsonl" in verdicts[0].reason


def test_variants_are_marked_against_their_own_truth(tmp_path: Path) -> None:
    runs = ["--runs", str(tmp_path / "runs")]
    words = ["deep-learning-hw1/optimizer-geometry", "--model", "oracle", "--variants", "3", "--seed", "5"]
    assert main(["run", *words, "--name", "drawn", *runs]) == 0
    assert main(["grade", "drawn", *runs]) == 0
    folder = RunFolder.of(tmp_path / "runs", "drawn")
    assert sum(t.conversation.variant is not None for t in folder.transcripts()) == 3
    assert {v.status for v in folder.verdicts()} == {"correct"}
