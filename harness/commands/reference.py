"""``harness reference``: the computed answers, and with ``--check`` what the experiments say of them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from harness.commands._truth import told
from harness.terminal import printable

if TYPE_CHECKING:
    from harness.records import Answer, Check, Question


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "spec",
        nargs="?",
        metavar="SET[/QUESTION]",
        help="a set, a question or a bank (JSONL, CSV, Parquet); default: all sets",
    )
    parser.add_argument(
        "--map", action="append", default=[], metavar="COLUMN=ROLE", help="which column of a bank is what"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="run what could refute the answers; mark golds against themselves",
    )
    parser.add_argument(
        "--draws", type=int, default=3, metavar="N", help="also check N variants of each question (default 3)"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="seed of the draws (default 0)")
    parser.add_argument(
        "--json", action="store_true", help="print a list of {question, part, kind, latex, checked}"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the answers; 1 where an experiment refutes one, a part has none, or a gold cannot be marked."""
    import reference
    from harness.commands import _golds, _lint
    from harness.questions import find, mapping, sets, shadowed

    specs = [arguments.spec] if arguments.spec else sets()
    mapped = mapping(arguments.map)
    questions = [question for spec in specs for question in find(spec, mapped)]
    told({shadowed(name) for name in {question.id.partition("/")[0] for question in questions}})
    open_golds = _golds.name(_golds.unmarkable(questions), "reference") if arguments.check else 0
    rows: list[tuple[Question, Answer, list[Check]]] = []
    lints: list[str] = []
    for question in questions:
        answers = _golds.answers(question)
        found: list[Check] = []
        if arguments.check:
            lints += _lint.notes(question, answers)
            found = reference.check(question, draws=max(0, arguments.draws), seed=arguments.seed)
        for part in question.parts:
            rows.append((question, answers[part.label], [c for c in found if c.part == part.label]))
    if arguments.json:
        print(json.dumps([_row(answer, checks) for _, answer, checks in rows], indent=2))
    elif arguments.check:
        _print_checks(rows)
    else:
        _print_answers(rows)
    for lint in lints:
        print(printable(f"note: {lint}"), file=sys.stderr)
    refuted = arguments.check and any(_checked(c) is not True for q, _, c in rows if reference.has(q.id))
    return int(refuted or open_golds > 0)


def _checked(checks: Sequence[Check]) -> bool | None:
    """Return whether all experiments on a part passed; None where there were none."""
    return all(c.passed for c in checks) if checks else None


def _row(answer: Answer, checks: Sequence[Check]) -> dict[str, object]:
    return {
        "question": answer.question,
        "part": answer.part,
        "kind": answer.kind,
        "latex": answer.latex,
        "checked": _checked(checks),
    }


def _print_answers(rows: Sequence[tuple[Question, Answer, list[Check]]]) -> None:
    last = ""
    for question, answer, _ in rows:
        if question.id != last:
            print(printable(f"{'' if not last else chr(10)}{question.id}: {question.title}"))
            last = question.id
        print(printable(f"  ({answer.part}) {answer.kind}: {answer.latex}"))
        for expected in answer.expected:
            if expected.note:
                print(printable(f"      {expected.target.name}: {expected.note}"))
        for step in answer.checkpoints:
            print(printable(f"      must say{'' if step.required else ' (or may)'}: {step.says}"))
        for false in answer.false_steps:
            print(printable(f"      must not say: {false.says}"))


_WORDS = {True: "holds", False: "REFUTED", None: "no experiment"}


def _print_checks(rows: Sequence[tuple[Question, Answer, list[Check]]]) -> None:
    width = max((len(f"{q.id} ({a.part})") for q, a, _ in rows), default=8)
    print(f"{'part':<{width}}  {'answer':<13}  checks  experiment")
    for question, answer, checks in rows:
        name, word = f"{question.id} ({answer.part})", _WORDS[_checked(checks)]
        count = f"{sum(c.passed for c in checks)}/{len(checks)}"
        shown = next((c for c in checks if not c.passed), checks[0] if checks else None)
        print(printable(f"{name:<{width}}  {word:<13}  {count:>6}  {shown.experiment if shown else ''}"))
        for check in checks:
            if not check.passed:
                print(printable(f"{'':<{width}}  {check.experiment}: {check.finding}"))
    total = [check for _, _, checks in rows for check in checks]
    refuted = sum(not c.passed for c in total)
    print(f"{len(rows)} parts, {len(total)} checks, {refuted} refuted")
