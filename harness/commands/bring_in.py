"""``harness import``: a chat print-out, a marked write-up, an export or copied text becomes a run."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from harness.files import replace_whole
from harness.rows.types import columns_of
from harness.rows.writing import write as write_rows
from harness.terminal import printable

if TYPE_CHECKING:
    from harness.importing import Imported
    from harness.records import Json, Question

FORMATS = ("auto", "chat-printout", "graded-homework", "transcripts", "clipboard")
COLUMN = 72


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "file",
        metavar="FILE",
        help="LaTeX, Markdown, a notebook, a saved page, text, PDF, JSON(L), ZIP, .eval",
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="auto", help="what it is (default: told by its content)"
    )
    parser.add_argument("--name", help="name of the run that is written (default: the file's name)")
    parser.add_argument(
        "--question",
        metavar="SET/QUESTION",
        default="imported/{id}",
        help="which question it answers (default: what the document says); {n} stands for the question's"
        " number, {id} for an entry's id",
    )
    parser.add_argument(
        "--model", default="imported:unknown", metavar="PROVIDER:NAME", help="which model answered"
    )
    parser.add_argument("--by", default="", metavar="WHO", help="who recorded or marked it")
    parser.add_argument("--date", default="", metavar="DATE", help="when it was recorded")
    parser.add_argument("--bank", metavar="FILE", help="the bank whose questions were asked: marked at once")
    parser.add_argument(
        "--map", action="append", default=[], metavar="COLUMN=ROLE", help="which column of the bank is what"
    )
    parser.add_argument("--runs", default="runs", metavar="DIR", help="where runs are kept (default: ./runs)")
    parser.add_argument(
        "--explain", action="store_true", help="show what each line was taken for; write nothing"
    )
    parser.add_argument("--json", action="store_true", help="print the account as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Read the file, write the run, say what was found."""
    from harness.importing import Labels, bring_in
    from harness.questions import mapping

    path = Path(arguments.file)
    labels = Labels(arguments.question, arguments.model, arguments.by, arguments.date)
    bank = find_bank(arguments.bank, mapping(arguments.map)) if arguments.bank else ()
    imported = bring_in(path, arguments.format, labels, bank)
    if arguments.explain:
        print(json.dumps(account(imported), ensure_ascii=True) if arguments.json else explain(imported))
        return 0
    if not any((arguments.bank, imported.bank)) and (likeness := _like(imported)):
        imported = replace(imported, doubts=(*imported.doubts, likeness))
    folder = _write(imported, arguments, path)
    known = bool(arguments.bank or imported.bank)
    if arguments.json:
        print(json.dumps({"run": str(folder), **summary(imported), "marked": known}))
    else:
        print(_told(imported, folder, known))
    return _marked(folder, quiet=arguments.json) if known else 0


def _like(imported: Imported) -> str:
    """Return a sentence on the set that a document may answer which names none, else nothing."""
    from harness.importing.known_sets import like
    from harness.questions import load_set, sets

    if not all(t.conversation.question.startswith("imported/") for t in imported.transcripts):
        return ""
    found = like(imported.transcripts, {name: load_set(name) for name in sets()})
    return found.said() if found else ""


def find_bank(spec: str, mapped: Mapping[str, str]) -> Sequence[Question]:
    """Return the questions of a bank; HomeworkError where the word names none."""
    from harness.errors import HomeworkError
    from harness.questions import find, is_bank

    if not is_bank(spec):
        raise HomeworkError(
            f"{spec}: not a bank; name a JSONL, CSV or Parquet file, or a folder of such files"
        )
    return find(spec, mapped)


def _marked(folder: Path, quiet: bool) -> int:
    """Mark what was brought in: its golds came along or were named."""
    from contextlib import nullcontext, redirect_stdout
    from io import StringIO

    from harness.commands import grade

    parser = argparse.ArgumentParser()
    grade.add_arguments(parser)
    with redirect_stdout(StringIO()) if quiet else nullcontext():
        return grade.run(parser.parse_args([folder.name, "--runs", str(folder.parent)]))


def _write(imported: Imported, arguments: argparse.Namespace, path: Path) -> Path:
    from harness.errors import RunError
    from harness.questions import mapping
    from harness.store import RunFolder

    folder = RunFolder.of(Path(arguments.runs), arguments.name or _named_after(path))
    if (folder.path / "run.json").exists():
        raise RunError(f"{folder.path}: there is a run of that name already; choose another with --name")
    specs: list[Json] = [str(Path(arguments.bank).resolve())] if arguments.bank else []
    mapped: dict[str, Json] = {**mapping(arguments.map)}
    if imported.bank:
        write_rows(folder.path / OWN_BANK, columns_of(imported.bank), imported.bank)
        specs.append(f"./{OWN_BANK}")
    folder.write_meta(
        {
            "name": folder.name,
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "origin": {"kind": "import", "file": path.name, "format": imported.format},
            "models": list(dict.fromkeys(t.model for t in imported.transcripts)),
            "questions": list(dict.fromkeys(t.conversation.question for t in imported.transcripts)),
            **({"specs": specs, "map": mapped} if specs else {}),
        }
    )
    with folder.writer() as writer:
        writer.extend(imported.transcripts)
    text = json.dumps(account(imported), ensure_ascii=True) + "\n"
    replace_whole(folder.path / "imported.json", text.encode("ascii"))
    return folder.path


OWN_BANK = "imported.jsonl"
"""The golds that came with an import, as a bank in the run's own folder."""


def _named_after(path: Path) -> str:
    """Return a run's name made of a file's: only what a run's name may hold."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", path.stem).strip("-._")[:80] or "imported"


def summary(imported: Imported) -> dict[str, object]:
    """Return the figures of an import."""
    from harness.importing.formulas import readable_lines

    readable, holding = readable_lines(imported.formulas)
    return {
        "format": imported.format,
        "kind_of_file": imported.kind,
        "transcripts": len(imported.transcripts),
        "parts": sum(len(t.replies) for t in imported.transcripts),
        "marks": sum(bool(m.mark) for t in imported.transcripts for m in t.human_marks),
        "notes": len(imported.notes),
        "lines": len(imported.taken),
        "lines_with_a_formula": holding,
        "lines_with_a_readable_formula": readable,
        "repaired_characters": dict(imported.table),
        "doubts": list(imported.doubts),
    }


def account(imported: Imported) -> dict[str, object]:
    """Return everything but the transcripts: every line's role, the formulas, the notes, the table."""
    from harness.codec import to_builtins

    return {
        **summary(imported),
        "taken": [to_builtins(entry) for entry in imported.taken],
        "formulas": [to_builtins(formula) for formula in imported.formulas],
        "margin_notes": [to_builtins(note) for note in imported.notes],
    }


def _told(imported: Imported, folder: Path, known: bool) -> str:
    figures = summary(imported)
    lines = [
        f"{key.replace('_', ' ')}: {value}" for key, value in figures.items() if value not in ({}, [], 0)
    ]
    following = "" if known else f"; next: harness grade {folder.name}"
    return printable("\n".join([*lines, f"written to {folder}{following}"]))


def explain(imported: Imported) -> str:
    """Return each line beside what it was taken for, and beside its repair where there is one."""
    rows = []
    for entry in imported.taken:
        where = f"{entry.question} {entry.part}".strip()
        shown = entry.line.text[:COLUMN]
        rows.append(
            f"{entry.line.number:>5} p{entry.line.page:<3} {entry.role:<11} {where:<5} │ {shown:<{COLUMN}}"
        )
        if entry.repaired is not None:
            rows.append(f"{'':>27} ↳ {entry.repaired[:COLUMN]}")
    found = [
        f"{'reads' if f.readable else 'opaque':<6} {f.confidence:.2f}  line {f.line}: {f.text}"
        for f in imported.formulas
    ]
    table = [f"{code!r} → {meaning!r}" for code, meaning in sorted(imported.table.items())]
    told = [_section("Lines", rows), _section("Damaged characters", table), _section("Formulas", found)]
    return printable("\n".join(filter(None, told)))


def _section(title: str, rows: list[str]) -> str:
    return "\n".join([f"── {title} ({len(rows)})", *rows, ""]) if rows else ""
