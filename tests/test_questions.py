"""Homework sets on disk: what is read, and how what is wrong is said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from harness.errors import HomeworkError
from harness.questions import (
    ID,
    datasets_root,
    find,
    load_question,
    load_set,
    read_bank,
    recordings_root,
    sets,
)

ROOT = Path(__file__).resolve().parents[1]
GOOD = """
title = "T"
stem = "S"
assume = ["a > b"]
[symbols]
a = "positive"
b = { is = "positive", aliases = ["B"] }
[[parts]]
label = "a"
text = "Which $a$?"
[[parts.targets]]
name = "a"
kind = "expression"
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's own folder of sets, the working directory beside it."""
    (tmp_path / "datasets" / "mine").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "datasets" / "mine"


def test_no_code_lies_among_the_data() -> None:
    assert not [f for f in (ROOT / "datasets").rglob("*") if f.suffix in (".py", ".pyc")]


def test_every_shipped_set_loads() -> None:
    assert {"deep-learning-hw1", "probability-basics"} <= set(sets())
    for name in sets():
        for question in load_set(name):
            assert all(ID.fullmatch(word) for word in question.id.split("/"))
            assert all(part.text and part.text_pasted for part in question.parts)


def test_questions_come_in_the_order_of_their_numbers() -> None:
    names = [q.id.partition("/")[2] for q in load_set("deep-learning-hw1")]
    assert names == ["optimizer-geometry", "q1", "q2", "q3", "q4", "q5", "q6", "q7"]


def test_the_homework_has_all_its_parts() -> None:
    assert sum(len(q.parts) for q in load_set("deep-learning-hw1")) == 38


def test_recordings_are_no_set() -> None:
    assert "recordings" not in sets()
    assert recordings_root().is_dir()
    assert (datasets_root() / "deep-learning-hw1").is_dir()


def test_a_set_of_ones_own_is_found_beside_the_shipped_ones(own: Path) -> None:
    (own / "first.toml").write_text(GOOD)
    (question,) = find("mine")
    assert question.id == "mine/first"
    assert question.symbols[1].aliases == ("B",)
    assert question.parts[0].kind == "expression"
    assert find("mine/first") == (question,)
    assert "deep-learning-hw1" in sets()


def test_a_package_called_datasets_is_not_hidden(tmp_path: Path) -> None:
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "__init__.py").write_text("theirs = True")
    first = [str(ROOT), str(tmp_path)]
    code = f"import sys; sys.path[:0] = {first!r}; import datasets; datasets.theirs"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


BROKEN = {
    "no TOML": ("title = \n", "line 1"),
    "unknown key": (GOOD.replace("stem", "stemm"), "stemm: no such key; did you mean 'stem'?"),
    "unknown part key": (GOOD.replace("label =", 'lable = "b"\nlabel ='), "parts[1].lable: no such key"),
    "no title": (GOOD.replace('title = "T"', ""), "title: missing"),
    "wrong type": (GOOD.replace('"S"', "3"), "stem: text is needed, not 3"),
    "no parts": ('title = "T"\nparts = []', "at least one"),
    "kind": (GOOD.replace('"expression"', '"expresion"'), "parts[1] (a).targets[1].kind: no answer kind"),
    "kind meant": (GOOD.replace('"expression"', '"expresion"'), "did you mean 'expression'?"),
    "declaration": (GOOD.replace('a = "positive"', 'a = "positve"'), "symbol a"),
    "declared as a number": (GOOD.replace('a = "positive"', "a = 3"), "symbols.a: write its declaration"),
    "circle": (GOOD.replace('["a > b"]', '["a > b", "b > a"]'), "circle"),
    "twice": (GOOD + GOOD[GOOD.index("[[parts]]") :], "'a' stands twice"),
    "builds on nothing": (
        GOOD.replace('label = "a"', 'label = "a"\nbuilds_on = ["z"]'),
        "no earlier part 'z'",
    ),
    "a date": (
        GOOD.replace("[symbols]", "[parameters]\nday = 2024-01-01\n[symbols]"),
        "a date cannot be used",
    ),
    "infinite": (GOOD.replace("[symbols]", "[parameters]\nx = inf\n[symbols]"), "no finite number"),
}


@pytest.mark.parametrize(("text", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_told_by_name_and_key(own: Path, text: str, said: str) -> None:
    (own / "first.toml").write_text(text)
    with pytest.raises(HomeworkError) as caught:
        load_set("mine")
    assert "first.toml" in str(caught.value)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_bytes_that_are_no_text_are_told(own: Path) -> None:
    (own / "first.toml").write_bytes(b"title = '\xff'")
    with pytest.raises(HomeworkError, match="UTF-8"):
        load_set("mine")


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("deep-lerning-hw1", "did you mean 'deep-learning-hw1'"),
        ("deep-learning-hw1/q33", "did you mean 'q3'"),
        ("deep-learning-hw1/optimiser-geometry", "did you mean 'optimizer-geometry'"),
        ("../deep-learning-hw1", "no homework set"),
        ("deep-learning-hw1/../q1", "no question"),
        ("", "no homework set"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(spec: str, said: str) -> None:
    with pytest.raises(HomeworkError, match=said):
        find(spec)


def test_a_bank_is_a_set_as_it_is(tmp_path: Path) -> None:
    bank = tmp_path / "My Bank.jsonl"
    rows = [
        {"id": "Q 1", "question": "Half of 3?", "answer": "\\frac{3}{2}"},
        {"id": 2, "question": "One plus one?", "answer": 2, "kind": "number"},
    ]
    bank.write_text("\n".join(json.dumps(r) for r in rows) + "\n")
    one, two = find(str(bank))
    assert (one.id, two.id) == ("my-bank/q-1", "my-bank/2")
    assert (one.parts[0].label, one.parts[0].kind, one.parts[0].gold) == ("a", "", "\\frac{3}{2}")
    assert (two.parts[0].kind, two.parts[0].gold) == ("number", "2")


BAD_LINES = {
    "not JSON": ("{", "line 1: not a line of JSON"),
    "no answer": ('{"id": 1, "question": "?"}', "line 1: answer: missing"),
    "misspelt": ('{"id": 1, "question": "?", "anwser": 1}', "did you mean 'answer'"),
    "a list": ("[]", "must be an object"),
    "twice": ('{"id": 1, "question": "?", "answer": 1}\n' * 2, "line 2: the id '1' stands twice"),
    "empty": ("\n", "no questions"),
    "deep": ("[" * 100_000, "line 1"),
}


@pytest.mark.parametrize(("text", "said"), BAD_LINES.values(), ids=BAD_LINES)
def test_a_bad_line_of_a_bank_is_told(tmp_path: Path, text: str, said: str) -> None:
    bank = tmp_path / "bank.jsonl"
    bank.write_text(text)
    with pytest.raises(HomeworkError) as caught:
        read_bank(bank)
    assert said in str(caught.value)


def test_ids_that_look_alike_are_told_apart(tmp_path: Path) -> None:
    bank = tmp_path / "bank.jsonl"
    ids = ["x_1", "x-1", "X 1", "日本", "中国", "q" * 99, "q" * 98 + "r"]
    lines = [json.dumps({"id": own, "question": "?", "answer": 1}) for own in ids]
    bank.write_text("\ufeff" + "\n".join(lines), "utf-8")
    found = [question.id for question in read_bank(bank)]
    assert found[0] == "bank/x-1"
    assert len(set(found)) == len(ids)
    bank.write_text("\n".join([*lines, lines[0].replace("x_1", "new")]), "utf-8")
    assert [question.id for question in read_bank(bank)][: len(ids)] == found


def test_a_missing_bank_is_told(tmp_path: Path) -> None:
    with pytest.raises(HomeworkError, match="cannot be read"):
        find(str(tmp_path / "none.jsonl"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_told(own: Path) -> None:
    (own / "first.toml").write_text(GOOD)
    (own / "first.toml").chmod(0)
    with pytest.raises(HomeworkError, match="cannot be read"):
        load_question("mine/first")
