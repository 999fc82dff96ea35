"""``harness new SET --from SHEET``: a homework set out of an exercise sheet, ready to be filled in."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from harness.importing.exercises import Exercise, ExercisePart


def files(set_name: str, sheet: Path) -> dict[Path, str]:
    """Return path → text of a set's files: a TOML and a module a question; HomeworkError if it has none."""
    from harness.importing.exercises import read_exercises

    found: dict[Path, str] = {}
    folder = Path("reference") / set_name.replace("-", "_")
    for exercise in read_exercises(sheet):
        name = f"q{exercise.number}"
        found[Path("datasets") / set_name / f"{name}.toml"] = question(exercise, sheet)
        found[folder / f"{name}.py"] = module(exercise)
    return found


def question(exercise: Exercise, sheet: Path) -> str:
    """Return a question's TOML: its text kept, symbols, kinds and targets proposed."""
    from harness.importing.exercises import symbols

    declared = symbols(exercise.text)
    lines = [
        "# Made from an exercise sheet: the texts are the sheet's; symbols, kinds and names are proposals.",
        "# The format is described in docs/questions.md; harness reference SET --check says what is missing.",
        f"title = {_basic(exercise.title or f'Question {exercise.number}')}",
        f"source = {_basic(f'{sheet.name}, question {exercise.number}')}",
        "",
        f"stem = {_text(chr(10).join(exercise.stem).strip())}",
        "",
        'assume = []          # relations among symbols, e.g. ["a > b"]',
        "",
        "[symbols]",
        "# CHECK each: what a letter stands for decides what counts as the same answer.",
        *(f"{_key(name)} = {_basic(words)}" for name, words in declared.items()),
        "",
        "[parameters]",
        "# Numbers that the texts state and that variants may change.",
    ]
    names: set[str] = set()
    for part in exercise.parts:
        lines += ["", *_part(part, names)]
    return "\n".join(lines) + "\n"


def _part(part: ExercisePart, names: set[str]) -> list[str]:
    lines = ["[[parts]]", f"label = {_basic(part.label)}", f"text = {_text(part.text)}"]
    if part.kind == "derivation":
        return [*lines, 'kind = "derivation"   # what it must say are checkpoints in the reference module']
    return [
        *lines,
        "[[parts.targets]]",
        f"name = {_basic(part.target)}",
        f"kind = {_basic(part.kind)}   # CHECK: number, expression, vector, region, set, choice, …",
        f"asks = {_basic('FILL IN: what it is, in a few words')}",
    ]


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _basic(name)


def _basic(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _text(text: str) -> str:
    """Return a text as TOML: literal, as it stands, wherever that can be."""
    plain = "'''" not in text and not text.endswith("'") and not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text)
    return f"'''\n{text}\n'''" if plain else _basic(text)


def module(exercise: Exercise) -> str:
    """Return the skeleton of a question's reference module: a function a part, an experiment a part."""
    parts = exercise.parts
    derived = ",\n".join(f'        "{part.label}": _{part.label}(question)' for part in parts)
    tried = ", ".join(f'"{part.label}": _try_{part.label}' for part in parts if part.kind != "derivation")
    values = any(part.kind != "derivation" for part in parts)
    shown = any(part.kind == "derivation" for part in parts)
    building = ["answer", *(["checkpoint"] if shown else [])]
    head = [
        f'"""FILL IN: one sentence on what decides question {exercise.number}."""',
        "",
        "from __future__ import annotations",
        "",
        "from collections.abc import Iterator, Mapping",
        "",
        "import numpy as np",
        "",
        "from harness.errors import HomeworkError",
        "from harness.records import Answer, Check, Question",
        f"from reference.building import {', '.join(building)}",
        "from reference.trials import each",
        "",
        "",
        "def derive(question: Question) -> dict[str, Answer]:",
        '    """Return the answer to every part, derived from the question\'s parameters."""',
        "    return {",
        f"{derived},",
        "    }",
        "",
        "",
        "def experiments(",
        "    question: Question, answers: Mapping[str, Answer], rng: np.random.Generator",
        ") -> Iterator[Check]:",
        '    """Yield what experiments find that could refute the answers."""',
        f"    yield from each(question, answers, rng, {{{tried}}})",
    ]
    body = [line for part in parts for line in _functions(part)]
    return "\n".join([*head, *body]) + "\n" if values or shown else ""


def _functions(part: ExercisePart) -> list[str]:
    label, first = part.label, " ".join(part.text.split())[:80].replace('"""', "'''").replace("\\", "/")
    lines = ["", "", f"def _{label}(question: Question) -> Answer:", f'    """Return ({label}): {first}"""']
    if part.kind == "derivation":
        return [
            *lines,
            "    # What a complete reply says somewhere, and with false_step(…) what a right one never says.",
            '    says = "FILL IN: the claim in words"',
            '    steps = (checkpoint("main-step", says, "statement", options={"all": []}),)',
            f'    return answer(question, "{label}", {{}}, latex="FILL IN", checkpoints=steps)',
        ]
    return [
        *lines,
        f'    # … and then: return answer(question, "{label}", {{{_quoted(part.target)}: latex(value)}})',
        f'    raise HomeworkError(f"{{__file__}}: fill in _{label}(): derive part ({label}) with sympy")',
        "",
        "",
        f"def _try_{label}(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:",
        '    """Run the thing itself at random points and hold the answer\'s value against what is seen."""',
        f'    raise HomeworkError(f"{{__file__}}: fill in _try_{label}(): run it without its formula")',
        "    yield",
    ]


def _quoted(text: str) -> str:
    return json.dumps(text)
