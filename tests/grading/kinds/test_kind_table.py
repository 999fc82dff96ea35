"""The table of answer kinds and the folder of their modules agree."""

from pathlib import Path

from harness.grading import kinds
from harness.records import ANSWER_KINDS


def test_every_kind_has_its_module_and_every_module_a_kind() -> None:
    folder = Path(kinds.__file__).parent
    assert {path.stem for path in folder.glob("[!_]*.py")} == set(ANSWER_KINDS)


def test_every_kind_decides() -> None:
    assert all(callable(kinds.kind(name).decide) for name in ANSWER_KINDS)
