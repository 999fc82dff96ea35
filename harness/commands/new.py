"""``harness new``: the two files of a new question, ready to be filled in."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from harness import trust
from harness.errors import HomeworkError
from harness.terminal import printable

_TOML = """\
# The format is described in docs/questions.md; harness reference SET --check says what is missing.
title = "FILL IN: a short title"
source = "FILL IN: where the exercise comes from, and that the wording is your own"

stem = \'\'\'
FILL IN: what all parts share, in Markdown with LaTeX between dollars. State every convention a reader
needs: signs, factors, where counting starts.
\'\'\'

assume = []          # relations among symbols, e.g. ["a > b"]

[symbols]
# Every letter an answer may contain, as KIND [SIZE] {, ASSUMPTION}.
p = "in (0, 1)"

[parameters]
# Numbers that the texts state and that variants may change.

[[parts]]
label = "a"
text = \'\'\'
FILL IN: what is asked, for instance for a number $q$ in terms of $p$.
\'\'\'
[[parts.targets]]
name = "q"
kind = "expression"  # or number, vector, matrix, region, set, conditional, choice, truth, predicate...
asks = "FILL IN: what q is, in a few words"
"""

_MODULE = '''\
"""FILL IN: one sentence on what decides this question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import sympy as sp

from harness.errors import HomeworkError
from harness.records import Answer, Check, Question
from reference.building import answer
from reference.printing import latex
from reference.trials import close, each
from reference.values import number

P = sp.Symbol("p", positive=True)


def derive(question: Question) -> dict[str, Answer]:
    """Return the answer to every part, derived from the question's parameters."""
    q = _q()
    return {"a": answer(question, "a", {"q": latex(q)}, derivation="FILL IN: why, in a line or two.")}


def _q() -> sp.Expr:
    """Return q, derived by sympy: write down the model and let sympy solve it."""
    raise HomeworkError(f"{__file__}: fill in _q(): derive part (a) with sympy")


def experiments(
    question: Question, answers: Mapping[str, Answer], rng: np.random.Generator
) -> Iterator[Check]:
    """Yield what experiments find that could refute the answers."""
    yield from each(question, answers, rng, {"a": _try_q})


def _try_q(question: Question, given: Answer, rng: np.random.Generator) -> Iterator[Check]:
    """Run the thing itself at random points and hold the answer's value against what is seen."""
    for _ in range(5):
        p = float(rng.uniform(0.05, 0.95))
        yield close(given, "FILL IN: what is run", number(given, "q", {"p": p}), _simulated(p))


def _simulated(p: float) -> float:
    """Return q as an experiment shows it, without the formula."""
    raise HomeworkError(f"{__file__}: fill in _simulated(): run part (a) without its formula")
'''


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("question", metavar="SET[/QUESTION]", help="small letters, digits and dashes")
    parser.add_argument(
        "--from",
        dest="sheet",
        metavar="SHEET",
        help="a sheet in LaTeX, Markdown, a notebook or PDF: the whole SET",
    )
    parser.add_argument("--json", action="store_true", help="print the paths written as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Write ``datasets/SET/QUESTION.toml`` and ``reference/set/question.py`` in the working directory."""
    from harness.questions import ID

    set_name, _, name = arguments.question.partition("/")
    if arguments.sheet:
        return _from_sheet(arguments, set_name if not name else "")
    for word, what in ((set_name, "set"), (name, "question")):
        if not ID.fullmatch(word):
            raise HomeworkError(
                f"{arguments.question!r}: the name of the {what} must be small letters, digits and dashes, "
                "as in probability-basics/two-in-a-row"
            )
    folder = Path("reference") / set_name.replace("-", "_")
    files = {
        Path("datasets") / set_name / f"{name}.toml": _TOML,
        folder / f"{name.replace('-', '_')}.py": _MODULE,
    }
    for file in files:
        if file.exists():
            raise HomeworkError(f"{file}: is there already; nothing was written")
    if not (folder / "__init__.py").exists():
        files[folder / "__init__.py"] = f'"""The truth about the set {set_name}."""\n'
    own = not any(Path("reference").rglob("*.py"))  # nobody else's code is in there
    for file, text in files.items():
        _write(file, text)
    if own:
        trust.remember(folders=[Path("reference")])
    if arguments.json:
        print(json.dumps({"written": [f.as_posix() for f in files]}))
    else:
        print("\n".join(printable(f"wrote {f.as_posix()}") for f in files))
        print(f"fill in what they say, then: harness reference {arguments.question} --check")
    return 0


def _from_sheet(arguments: argparse.Namespace, set_name: str) -> int:
    """Write a whole set out of an exercise sheet, and say what a person has to look at."""
    from harness.commands import _sheets
    from harness.questions import ID

    if not ID.fullmatch(set_name):
        raise HomeworkError(f"{arguments.question!r}: with --from write the name of a set, as in homework-3")
    files = _sheets.files(set_name, Path(arguments.sheet))
    module = Path("reference") / set_name.replace("-", "_") / "__init__.py"
    if not module.exists():
        files[module] = f'"""The truth about the set {set_name}."""\n'
    for file in files:
        if file.exists():
            raise HomeworkError(f"{file}: is there already; nothing was written")
    for file, text in files.items():
        _write(file, text)
    if arguments.json:
        print(json.dumps({"written": [f.as_posix() for f in files]}))
    else:
        print("\n".join(printable(f"wrote {f.as_posix()}") for f in files))
        print(f"check symbols and kinds, fill in the reference, then: harness reference {set_name} --check")
    return 0


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    except OSError as cause:
        raise HomeworkError(f"{file}: cannot be written: {cause.strerror}") from cause
