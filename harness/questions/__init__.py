"""Homework sets on disk → `Question`: one TOML file a question, or one file of rows a bank.

docs/questions.md describes both formats. Sets are looked for in ``./datasets`` of the working
directory (a user's own) and then among those that ship; the first folder that has the name wins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from harness.errors import HomeworkError
from harness.questions.bank import read_bank
from harness.questions.columns import mapping
from harness.questions.tables import meant
from harness.questions.toml_file import ID, read_question
from harness.records import Question
from harness.rows import is_table

__all__ = [
    "ID",
    "datasets_root",
    "find",
    "is_bank",
    "is_own",
    "load_question",
    "load_set",
    "mapping",
    "own_root",
    "read_bank",
    "read_question",
    "recordings_root",
    "sets",
    "shadowed",
]


@cache
def datasets_root() -> Traversable:
    """Return where the shipped sets are: inside the wheel, or beside the package in a checkout."""
    packed = files("harness") / "_datasets"
    return packed if packed.is_dir() else Path(__file__).resolve().parents[2] / "datasets"


def recordings_root() -> Traversable:
    """Return where the shipped recordings are."""
    return datasets_root() / "recordings"


def own_root() -> Path | None:
    """Return ``./datasets`` of the working directory where it is a folder of the user's own."""
    here, shipped = Path.cwd() / "datasets", datasets_root()
    if not here.is_dir() or (isinstance(shipped, Path) and here.samefile(shipped)):
        return None
    return here


def is_own(set_name: str) -> bool:
    """Return whether the set comes from the working directory and not from those that ship."""
    own = own_root()
    return own is not None and set_name in _sets_in(own)


def shadowed(name: str) -> str:
    """Return, in words, that a set in ``./datasets`` hides the shipped one of its name; else nothing."""
    own = own_root()
    if own is None or not is_own(name) or name not in _sets_in(datasets_root()):
        return ""
    if _bytes(own / name) == _bytes(datasets_root() / name):
        return ""  # a checkout, seen by what was installed from it
    return f"{own}: its set {name} stands in for the shipped set of that name"


def _bytes(folder: Traversable) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in _question_files(folder)}


def sets() -> list[str]:
    """Return the names of all sets, the user's own included."""
    return sorted({name for root in _roots() for name in _sets_in(root)})


def _roots() -> list[Traversable]:
    own = own_root()
    return [*([own] if own else []), datasets_root()]


def _sets_in(root: Traversable) -> list[str]:
    return [f.name for f in root.iterdir() if f.is_dir() and ID.fullmatch(f.name) and _question_files(f)]


def _question_files(folder: Traversable) -> list[Traversable]:
    return sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: _natural(f.name))


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(n or 0), text) for text, n in re.findall(r"(\D*)(\d*)", name)]


def load_set(name: str) -> tuple[Question, ...]:
    """Return the set's questions in the order of their names; HomeworkError where one cannot be read."""
    return tuple(read_question(file, f"{name}/{file.name[:-5]}") for file in _question_files(_folder(name)))


def load_question(question_id: str) -> Question:
    """Return the question ``set/name``; HomeworkError, with the nearest names, where there is none."""
    set_name, _, name = question_id.partition("/")
    file = _folder(set_name) / f"{name}.toml"
    if not ID.fullmatch(name) or not file.is_file():
        known = [f.name[:-5] for f in _question_files(_folder(set_name))]
        raise HomeworkError(f"no question {name!r} in the set {set_name!r}{meant(name, known)}")
    return read_question(file, question_id)


def is_bank(spec: str) -> bool:
    """Return whether a word names a bank: a file of rows, or a folder that holds some."""
    if is_table(spec):
        return True
    return (spec.endswith("/") or spec.startswith(("./", "../", "/"))) and Path(spec).is_dir()


def find(spec: str, mapped: Mapping[str, str] | None = None) -> tuple[Question, ...]:
    """Return the questions that ``SET``, ``SET/QUESTION`` or the path of a bank names.

    ``mapped``: which column of a bank is what, where its names do not tell.
    """
    if is_bank(spec):
        return read_bank(Path(spec), mapped)
    if "/" in spec:
        return (load_question(spec),)
    return load_set(spec)


def _folder(name: str) -> Traversable:
    for root in _roots():
        if ID.fullmatch(name) and name in _sets_in(root):
            return root / name
    raise HomeworkError(f"no homework set {name!r}{meant(name, sets())}")
