"""Banks as data sets publish them: their columns, their ways of giving a gold, what travels along."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

import reference
from harness.cli import main
from harness.errors import HomeworkError
from harness.grading import mark
from harness.questions import find, mapping
from harness.store import RunFolder

SHAPES: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "GSM8K": (
        {"question": "A pen costs 4 and a pad 8. Both?", "answer": "Adding gives <<4+8=12>>12.\n#### 12"},
        "\\boxed{12}",
        "\\boxed{13}",
        "number",
    ),
    "MATH-500": (
        {
            "problem": "Halve $x^2$.",
            "solution": "It is $\\boxed{\\frac{x^2}{2}}$.",
            "answer": "\\frac{x^2}{2}",
            "subject": "Algebra",
            "level": 2,
            "unique_id": "test/algebra/7.json",
        },
        "$x^2/2$",
        "$x^2$",
        "expression",
    ),
    "MATH": (
        {
            "problem": "Six over four?",
            "solution": "Reduce: $\\boxed{\\frac{3}{2}}$",
            "type": "Prealgebra",
            "level": "Level 1",
        },
        "1.5",
        "2.5",
        "number",
    ),
    "AIME": (
        {"ID": "2031-I-1", "Problem": "How many?", "Solution": "Count: \\boxed{073}", "Answer": 73},
        "So 073.",
        "So 74.",
        "number",
    ),
    "AIME 2": ({"id": 61, "problem": "How many?", "answer": "204", "year": "2031"}, "204", "205", "number"),
    "UGMathBench": (
        {
            "id": "Algebra_0017",
            "subject": "Algebra",
            "topic": "Lines",
            "level": "2",
            "problem_v1": "Slope and intercept of y = 2x + 3?",
            "answer_v1": ["2", "3"],
            "answer_type_v1": ["NV", "NV"],
            "problem_v2": "Slope of y = 5x?",
            "answer_v2": ["5"],
            "answer_type_v2": ["NV"],
        },
        "(2, 3)",
        "(3, 2)",
        "tuple",
    ),
    "TheoremQA": (
        {
            "Question": "Eigenvalues in order?",
            "Answer": [1, 4],
            "Answer_type": "list of integer",
            "Picture": None,
        },
        "They are (1, 4).",
        "They are (4, 1).",
        "tuple",
    ),
    "TheoremQA option": (
        {"Question": "Which? (a) 1 (b) 2", "Answer": "(b)", "Answer_type": "option"},
        "The answer is (b).",
        "The answer is (a).",
        "choice",
    ),
    "TheoremQA bool": (
        {"Question": "Is it compact?", "Answer": True, "Answer_type": "bool"},
        "Yes, it is.",
        "No.",
        "truth",
    ),
    "SciBench": (
        {
            "problem_text": "How long is the wave?",
            "answer_latex": " 6.6",
            "answer_number": "6.6",
            "unit": " $10^{-7} \\mathrm{~m}$",
            "source": "waves",
            "problemid": " 4.2(a)",
            "comment": " ",
        },
        "$6.6 \\times 10^{-7}$ m",
        "$6.6 \\times 10^{-6}$ m",
        "number",
    ),
    "OlympiadBench": (
        {
            "id": 2231,
            "question": "All roots of $x^2=9$?",
            "solution": ["…"],
            "final_answer": ["$3$", "$-3$"],
            "context": None,
            "is_multiple_answer": True,
            "unit": None,
            "answer_type": "Numerical",
            "error": None,
        },
        "$x = \\pm 3$, so 3 and -3.",
        "3",
        "set",
    ),
    "OlympiadBench one": (
        {
            "id": 2232,
            "question": "How far?",
            "final_answer": ["$2.0$"],
            "is_multiple_answer": False,
            "unit": "m",
            "context": "A stone falls.",
            "answer_type": "Numerical",
            "error": "1e-1",
        },
        "2.0 m",
        "3.0 m",
        "number",
    ),
    "a choice by number": (
        {"question": "Which is prime?", "choices": ["4", "6", "7", "9"], "answer": 2},
        "(C)",
        "(D)",
        "choice",
    ),
    "verl": (
        {
            "data_source": "own/sums",
            "prompt": [{"role": "user", "content": "3+4?"}],
            "ability": "math",
            "reward_model": {"style": "rule", "ground_truth": "7"},
            "extra_info": {"index": 3},
        },
        "7",
        "8",
        "number",
    ),
    "several golds": ({"question": "Name a root of $x^2=4$.", "answer": ["2", "-2"]}, "-2", "4", "number"),
}


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


@pytest.mark.parametrize(("row", "right", "wrong", "kind"), SHAPES.values(), ids=SHAPES)
def test_a_row_of_a_known_data_set_is_a_question_as_it_is(
    tmp_path: Path, row: dict[str, Any], right: str, wrong: str, kind: str
) -> None:
    question = find(str(written(tmp_path / "bank.jsonl", [row])))[0]
    answer = reference.answers(question)["a"]
    assert answer.kind == kind
    assert mark(answer, right).status == "correct"
    assert mark(answer, wrong).status != "correct"


def test_extra_columns_travel_and_what_is_asked_does_not_travel_twice(tmp_path: Path) -> None:
    (question,) = find(str(written(tmp_path / "bank.jsonl", [SHAPES["MATH-500"][0]])))
    assert question.id == "bank/test-algebra-7-json"
    assert (question.columns["subject"], question.columns["level"]) == ("Algebra", 2)
    assert not {"problem", "answer", "unique_id"} & set(question.columns)


def test_every_version_of_a_problem_is_a_question(tmp_path: Path) -> None:
    first, second = find(str(written(tmp_path / "bank.jsonl", [SHAPES["UGMathBench"][0]])))
    assert (first.id, second.id) == ("bank/algebra-0017-v1", "bank/algebra-0017-v2")
    assert second.parts[0].text == "Slope of y = 5x?"
    assert second.columns["version"] == "v2"


def test_options_of_a_choice_are_shown_to_the_model(tmp_path: Path) -> None:
    (question,) = find(str(written(tmp_path / "bank.jsonl", [SHAPES["a choice by number"][0]])))
    assert question.parts[0].text.endswith("(A) 4\n(B) 6\n(C) 7\n(D) 9")


def test_a_context_is_the_stem(tmp_path: Path) -> None:
    (question,) = find(str(written(tmp_path / "bank.jsonl", [SHAPES["OlympiadBench one"][0]])))
    assert question.stem == "A stone falls."
    assert question.parts[0].targets[0].options == {"unit": "m", "tolerance": 0.1}


def test_columns_of_any_name_are_mapped(tmp_path: Path) -> None:
    row = {"Frage": "Eins und eins?", "loesung": {"wert": "2"}, "answer": "not this", "nr": 5}
    bank = str(written(tmp_path / "bank.jsonl", [row]))
    words = ["Frage=question", "loesung.wert=answer", "nr=id"]
    (question,) = find(bank, mapping(words))
    assert (question.id, question.parts[0].gold) == ("bank/5", "2")
    with pytest.raises(HomeworkError, match="COLUMN=ROLE"):
        mapping(["Frage"])
    runs = ["--runs", str(tmp_path / "runs")]
    maps = [word for one in words for word in ("--map", one)]
    assert main(["run", bank, "--model", "oracle", "--name", "x", *maps, *runs]) == 0
    assert main(["grade", "x", *runs]) == 0
    assert [v.status for v in RunFolder(tmp_path / "runs" / "x").verdicts()] == ["correct"]


def test_csv_and_parquet_say_the_same_as_json_lines(tmp_path: Path) -> None:
    rows = [
        {"id": f"r{n}", "question": f"{n} and {n}?", "answer": str(2 * n), "symbols": "", "topic": "sums"}
        for n in range(1, 4)
    ]
    rows.append(
        {"id": "eta", "question": "Largest η?", "answer": "2\\eta", "symbols": "eta=positive", "topic": "x"}
    )
    pa = pytest.importorskip("pyarrow", reason="Parquet needs pyarrow")
    import pyarrow.parquet as pq

    written(tmp_path / "bank.jsonl", rows)
    with (tmp_path / "bank.csv").open("w", newline="", encoding="utf-8") as file:
        sheet = csv.DictWriter(file, rows[0])
        sheet.writeheader()
        sheet.writerows(rows)
    (tmp_path / "bank").mkdir()
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "bank" / "train-00000.parquet")
    lines = find(str(tmp_path / "bank.jsonl"))
    assert find(str(tmp_path / "bank.csv")) == lines
    assert find(f"{tmp_path}/bank/") == lines
    assert lines[3].symbols[0].name == "eta"


BAD = {
    "no answer": ({"question": "?"}, "answer: missing"),
    "misspelt": ({"question": "?", "anwser": 1}, "did you mean 'answer'"),
    "a setting misspelt": ({"question": "?", "answer": 1, "tolerence": 1}, "did you mean 'tolerance'"),
    "no question": ({"answer": 1, "text": "?"}, "question: missing"),
    "a solution without an end": ({"question": "?", "solution": "well…"}, "gives no answer"),
    "an empty list": ({"question": "?", "answer": []}, "an empty list"),
    "a table as gold": ({"question": "?", "answer": {"a": 1}}, "text or a number is needed"),
    "no such kind": ({"question": "?", "answer": 1, "kind": "numbr"}, "did you mean 'number'"),
}


@pytest.mark.parametrize(("row", "said"), BAD.values(), ids=BAD)
def test_what_is_wrong_with_a_row_is_said_with_its_line(
    tmp_path: Path, row: dict[str, Any], said: str
) -> None:
    bank = written(tmp_path / "bank.jsonl", [{"question": "?", "answer": 1}, row])
    with pytest.raises(HomeworkError) as caught:
        find(str(bank))
    assert "bank.jsonl, line 2: " in str(caught.value)
    assert said in str(caught.value)
