"""The framework every question stands on: deriving, caching, checking, banks, sets of one's own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import reference
from harness import trust
from harness.errors import HomeworkError
from harness.questions import find, load_question, load_set
from harness.records import Part, Target
from reference import cache, sources

ROOT = Path(__file__).resolve().parents[2]
GEOMETRY = "deep-learning-hw1/optimizer-geometry"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    return tmp_path


def test_every_shipped_question_has_a_module_and_an_answer_to_every_part() -> None:
    for name in ("deep-learning-hw1", "probability-basics"):
        for question in load_set(name):
            assert reference.has(question.id)
            found = reference.answers(question)
            assert list(found) == [part.label for part in question.parts]
            for part in question.parts:
                assert [e.target.name for e in found[part.label].expected] == [t.name for t in part.targets]


def test_answers_are_the_same_from_the_cache(home: Path) -> None:
    question = load_question(GEOMETRY)
    fresh = reference.answers(question)
    assert len(list(cache.folder().glob("*.json"))) == 1
    assert reference.answers(question) == fresh


def test_other_content_is_derived_anew(home: Path) -> None:
    question = load_question(GEOMETRY)
    other = replace(question, parameters={"x": [1, 2], "y": 1})
    assert reference.answers(question)["a"].latex != reference.answers(other)["a"].latex
    assert len(list(cache.folder().glob("*.json"))) == 2


@pytest.mark.parametrize("text", ["", "{", "[1]", '[{"part": "a"}]', "null"], ids=repr)
def test_a_damaged_cache_file_is_derived_anew(home: Path, text: str) -> None:
    question = load_question(GEOMETRY)
    fresh = reference.answers(question)
    (file,) = cache.folder().glob("*.json")
    file.write_text(text)
    assert reference.answers(question) == fresh


def test_a_cache_that_cannot_be_written_is_no_error(home: Path) -> None:
    (home / ".cache").write_text("a file where the folder should be")
    (home / "Library").write_text("")
    (home / "AppData").write_text("")
    assert reference.answers(load_question(GEOMETRY))


def test_the_same_seed_checks_the_same() -> None:
    question = load_question("probability-basics/two-in-a-row")
    assert reference.check(question, draws=2, seed=4) == reference.check(question, draws=2, seed=4)


def test_one_part_can_be_checked_alone() -> None:
    question = load_question("probability-basics/two-in-a-row")
    whole = reference.check(question, draws=0)
    alone = reference.check(question, draws=0, parts=["b"])
    assert alone == [c for c in whole if c.part == "b"]


def test_a_bank_needs_no_module(tmp_path: Path) -> None:
    bank = tmp_path / "bank.jsonl"
    bank.write_text(json.dumps({"id": 1, "question": "Half?", "answer": "\\frac{1}{2}"}) + "\n")
    (question,) = find(str(bank))
    assert not reference.has(question.id)
    assert reference.answers(question)["a"].expected[0].value == "\\frac{1}{2}"
    assert reference.check(question) == []
    assert reference.kinds(question) == ()


def test_a_question_with_neither_gold_nor_module_says_how_to_begin() -> None:
    part = Part("a", "?", "number", (Target("q", "number"),))
    lost = replace(load_question(GEOMETRY), id="no-set/no-question", parts=(part,))
    with pytest.raises(HomeworkError, match="harness new no-set/no-question"):
        reference.answers(lost)


def test_assumptions_that_nothing_meets_are_found() -> None:
    question = replace(
        load_question("deep-learning-hw1/q1"), assume=("sigma_l > sigma_s", "sigma_l < sigma_s")
    )
    with pytest.raises(HomeworkError, match=r"q1 \(a\)"):
        reference.check(question, draws=0)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The second shipped set, copied to a folder of one's own under another name."""
    shutil.copytree(ROOT / "datasets/probability-basics", tmp_path / "datasets/waiting-times")
    shutil.copytree(ROOT / "reference/probability_basics", tmp_path / "reference/waiting_times")
    monkeypatch.chdir(tmp_path)
    trust.remember(folders=[tmp_path / "reference"])
    return tmp_path


def test_a_set_of_ones_own_brings_its_own_code(own: Path) -> None:
    (question,) = find("waiting-times")
    assert sources.source_of(question.id) == own / "reference/waiting_times/two_in_a_row.py"
    assert all(c.passed for c in reference.check(question, draws=1))


def test_own_code_that_does_not_load_is_told(own: Path) -> None:
    (own / "reference/waiting_times/two_in_a_row.py").write_text("def derive(:\n")
    with pytest.raises(HomeworkError, match=r"two_in_a_row.py: SyntaxError"):
        reference.answers(find("waiting-times")[0])


def test_own_code_without_experiments_is_told(own: Path) -> None:
    (own / "reference/waiting_times/two_in_a_row.py").write_text("def derive(question):\n    return {}\n")
    with pytest.raises(HomeworkError, match="no function experiments"):
        reference.answers(find("waiting-times")[0])


@pytest.mark.parametrize("wrong", ["a/b/c", "../x/y", "no-such/thing", "deep-learning-hw1/Q1", ""], ids=repr)
def test_a_name_that_is_no_question_has_no_code(wrong: str) -> None:
    assert not reference.has(wrong)


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, reference; print([m for m in ('sympy', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
