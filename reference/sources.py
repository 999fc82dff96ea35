"""Where the code of a question is: in this package, or in ``./reference`` beside a user's ``./datasets``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.machinery import SourceFileLoader
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import NoReturn, Protocol, cast

import numpy as np

from harness.errors import HomeworkError
from harness.questions import ID, is_own, own_root
from harness.records import Answer, Check, Json, Question
from harness.trust import runs_code_of


class Module(Protocol):
    """What a question's module offers; ``reference`` documents the optional names."""

    __file__: str

    def derive(self, question: Question) -> dict[str, Answer]:
        """Return the answer to every part."""

    def experiments(
        self, question: Question, answers: Mapping[str, Answer], rng: np.random.Generator
    ) -> Iterator[Check]:
        """Yield what experiments find about the answers."""


class Varying(Module, Protocol):
    """A module whose question can be drawn anew."""

    VARIANTS: tuple[str, ...]
    RENAMES: Mapping[str, tuple[str, ...]]

    def draw(self, kind: str, question: Question, rng: np.random.Generator) -> dict[str, Json]:
        """Return new parameters."""

    def degenerate(self, parameters: Mapping[str, Json]) -> str:
        """Return why the parameters are unfit; empty where they are fit."""

    def spell(self, parameters: Mapping[str, Json]) -> Mapping[str, tuple[str, str]]:
        """Return how each parameter stands in the clean and in the pasted text."""


def source_of(question_id: str) -> Path | str | None:
    """Return the file (a user's) or the module name (ours) of a question's code; None where there is none."""
    set_name, _, name = question_id.partition("/")
    if not (ID.fullmatch(set_name) and ID.fullmatch(name)):
        return None
    folder, file = set_name.replace("-", "_"), name.replace("-", "_")
    own = own_root()
    if own is not None and is_own(set_name):
        path = own.parent / "reference" / folder / f"{file}.py"
        if path.is_file() and not path.is_symlink() and _ships(folder, file, path):
            return f"reference.{folder}.{file}"
        return path if path.is_file() else None
    return f"reference.{folder}.{file}" if _shipped(folder, file) else None


def _shipped(folder: str, file: str) -> str | None:
    """Return where the code of one of our questions is; None where it is not ours."""
    try:
        found = find_spec(f"reference.{folder}.{file}")
    except ModuleNotFoundError:
        return None
    return found.origin if found else None


def _ships(folder: str, file: str, path: Path) -> bool:
    """Return whether a found file is to the byte the one that ships, as in a checkout."""
    ours = _shipped(folder, file)
    return ours is not None and Path(ours).read_bytes() == path.read_bytes()


def load(question_id: str) -> Module:
    """Return the module of a question; HomeworkError where there is none or it lacks what it must have."""
    source = source_of(question_id)
    if source is None:
        raise HomeworkError(
            f"{question_id}: no reference module; harness new {question_id} writes its skeleton"
        )
    if isinstance(source, Path) and not runs_code_of(source):
        raise HomeworkError(
            f"{source}: code found in this folder is not run unasked; read it, then: harness trust"
        )
    found = import_module(source) if isinstance(source, str) else _load_file(source)
    for name in ("derive", "experiments"):
        if not callable(getattr(found, name, None)):
            raise HomeworkError(f"{found.__file__}: no function {name}; see the docstring of reference")
    return cast(Module, found)


class _Fresh(SourceFileLoader):
    """A loader without compiled files: an edit counts even within the second of the last one."""

    def path_stats(self, path: str) -> NoReturn:
        """Refuse to be compared with a compiled file."""
        raise OSError("always read anew")


def _load_file(path: Path) -> ModuleType:
    name = f"_own_reference.{path.parent.name}.{path.stem}"
    spec = spec_from_file_location(name, path, loader=_Fresh(name, str(path)))
    if spec is None or spec.loader is None:
        raise HomeworkError(f"{path}: cannot be loaded as a Python module")
    module = module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except (SyntaxError, ImportError, NameError, AttributeError) as cause:
        raise HomeworkError(f"{path}: {type(cause).__name__}: {cause}") from cause
    return module
