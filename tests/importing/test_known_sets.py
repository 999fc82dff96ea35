"""A document that names no set is said to be like one; nothing is marked on that guess."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harness.cli import main
from harness.importing import Labels, bring_in
from harness.importing.known_sets import like
from harness.questions import load_set, sets

MOMENTUM = (
    "Rotate the recursion into eigen-coordinates",
    "The matrix of the momentum update",
    "Its eigenvalues",
)


def _write_up(folder: Path, headings: tuple[str, ...], front: str = "") -> Path:
    parts = "".join(
        f"## ({label}) {text}\n\n$x = {label}$\n\n**Evaluation:** Correct.\n\n"
        for label, text in zip("abc", headings, strict=True)
    )
    path = folder / "sheet.md"
    path.write_text(f"{front}# Question 3: Momentum\n\n{parts}", "utf-8")
    return path


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (MOMENTUM, "deep-learning-hw1"),
        (("Draw the circuit", "Label each diode", "Simulate the amplifier"), None),
    ],
)
def test_a_set_fits_by_its_parts_and_words(
    tmp_path: Path, headings: tuple[str, ...], found: str | None
) -> None:
    imported = bring_in(_write_up(tmp_path, headings), "auto", Labels())
    likeness = like(imported.transcripts, {name: load_set(name) for name in sets()})
    assert (likeness and likeness.name) == found


def test_the_guess_is_said_and_not_acted_upon(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _write_up(tmp_path, MOMENTUM)
    assert main(["import", str(path), "--runs", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert "--question 'deep-learning-hw1/q{n}'" in told["doubts"][-1]
    assert json.loads((tmp_path / "sheet" / "run.json").read_text())["questions"] == ["imported/q3"]


def test_a_document_may_say_what_it_answers_and_a_person_overrules_it(tmp_path: Path) -> None:
    path = _write_up(tmp_path, MOMENTUM, "---\nquestions: deep-learning-hw1/q{n}\n---\n")
    (own,) = bring_in(path, "auto", Labels()).transcripts
    (said,) = bring_in(path, "auto", Labels("optics/q{n}")).transcripts
    assert own.conversation.question == "deep-learning-hw1/q3"
    assert said.conversation.question == "optics/q3"
