"""The marker's house keeps its shape: rooms, sizes, branches, no circles, no way back up."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from counts import HOUSES, ROOT, circles, functions, modules, reasons

from harness.records import ANSWER_KINDS

TOP, ROOM, FILE, FUNCTION, BRANCHES, BUSY = 12, 20, 400, 50, 20, 15
"""Modules at the top and in a room, lines of a file and of a function, branches, and how many have more."""


@pytest.mark.parametrize("house", HOUSES)
def test_a_house_has_few_modules_at_its_top(house: str) -> None:
    assert len([file for file in (ROOT / house).glob("*.py") if file.name != "__init__.py"]) <= TOP


@pytest.mark.parametrize("house", HOUSES)
def test_no_room_has_more_modules_than_one_takes_in(house: str) -> None:
    rooms = {file.parent for file in modules(house).values()}
    sizes = {str(room.relative_to(ROOT)): len(list(room.glob("*.py"))) - 1 for room in rooms}
    assert {room: size for room, size in sizes.items() if size > ROOM} == {}


def test_no_module_imports_another_in_a_circle_not_even_for_types() -> None:
    assert circles() == []


def test_files_are_short() -> None:
    sizes = {name: len(file.read_text("utf-8").splitlines()) for name, file in modules().items()}
    assert {name: size for name, size in sizes.items() if size > FILE} == {}


def test_functions_are_short() -> None:
    assert {f.place for f in functions() if f.lines > FUNCTION} == set()


def test_few_functions_have_many_branches() -> None:
    busy = [f.place for f in functions() if f.branches > BRANCHES]
    assert len(busy) <= BUSY, busy


def test_names_and_odd_rules_have_a_word_beside_them() -> None:
    """Comments and docstrings together: what is said of code in words."""
    spoken = [reasons(file) for file in modules().values()]
    assert sum(said for said, _ in spoken) / sum(lines for _, lines in spoken) >= 0.08


def test_no_kind_is_known_by_name_outside_its_room() -> None:
    """A kind says what it is like (`Traits`); neither lists of kinds nor comparisons with one are needed."""
    found: list[str] = []
    for name, file in modules(*HOUSES, "harness/reasoning").items():
        if name.startswith("harness.grading.kinds"):
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Compare) and ast.unparse(node.left).endswith("target.kind"):
                found.append(f"{name}:{node.lineno} compares {ast.unparse(node)}")
            if isinstance(node, ast.Tuple | ast.List | ast.Set) and len(node.elts) > 2:
                words = [e.value for e in node.elts if isinstance(e, ast.Constant)]
                if len(words) == len(node.elts) and set(words) <= set(ANSWER_KINDS):
                    found.append(f"{name}:{node.lineno} lists {words}")
    assert found == []


@pytest.mark.parametrize(
    "folder", ["reference", "harness/importing", "harness/adapters", "harness/reasoning"]
)
def test_whoever_needs_formulas_comes_by_the_doors(folder: str) -> None:
    """They may use `harness.maths` and what `harness.grading` itself names, none of its rooms."""
    inside: list[str] = []
    for name, file in modules(folder).items():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("harness.grading."):
                inside.append(f"{name} imports {node.module}")
    assert inside == []
