"""Where run, truth and reasoning meet: the material of a report, gathered for `harness.commands`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from harness import codec
from harness.commands._truth import Truth, answers_or_why
from harness.errors import HarnessError, internal
from harness.records import Answer, Check, Question, ReasoningProfile, Transcript, Verdict
from harness.store import RunFolder
from harness.terminal import printable

if TYPE_CHECKING:
    from reports.measured.claims import Checked
    from reports.measured.material import Key, Material

ALONE, PIECE = 1_000, 100
"""Transcripts up to which one process measures the thinking, and how many are handed out at once."""


def gather(folder: RunFolder, truth: bool = True) -> Material:
    """Return everything a report of the run may show; what cannot be found is left out."""
    from reports.measured import material

    found = material.read(folder)
    known = Truth(folder)
    questions = dict(_questions(found.transcripts, known))
    answers = dict(_answers(found.transcripts, known)) if truth else {}
    checks = {key: tuple(rows) for key, rows in _checks(questions, answers).items()}
    profiles = dict(_profiles(found, answers, known))
    claims = tuple(_claims(found, profiles))
    return replace(
        found, questions=questions, answers=answers, checks=checks, profiles=profiles, claims=claims
    )


def _questions(transcripts: Sequence[Transcript], truth: Truth) -> Iterator[tuple[str, Question]]:
    for name in dict.fromkeys(t.conversation.question for t in transcripts):
        with suppress(HarnessError):
            yield name, truth.original(name)


def _answers(transcripts: Sequence[Transcript], truth: Truth) -> Iterator[tuple[Key, Answer]]:
    from reports.measured.material import subject

    talks = {subject(t.conversation): t.conversation for t in transcripts}
    for name, talk in talks.items():
        answers, _ = answers_or_why(truth, talk)
        yield from (((name, part), answer) for part, answer in answers.items())


def _profiles(
    found: Material, answers: Mapping[Key, Answer], truth: Truth
) -> Iterator[tuple[Key, ReasoningProfile]]:
    from reports.measured.material import subject

    by_subject: dict[str, dict[str, Answer]] = {}
    for (name, part), answer in answers.items():
        by_subject.setdefault(name, {})[part] = answer
    jobs = [
        (
            transcript,
            {} if truth.another_text(transcript) else by_subject.get(subject(transcript.conversation), {}),
            [
                verdict
                for turn in transcript.conversation.turns
                for part in turn.parts
                if (verdict := found.verdicts.get((transcript.run_key, part))) is not None
            ],
        )
        for transcript in found.transcripts
    ]
    for row in _spread(jobs):
        yield (row.run_key, row.part), row


Job = tuple[Transcript, Mapping[str, Answer], Sequence[Verdict]]


def _spread(jobs: Sequence[Job]) -> Iterator[ReasoningProfile]:
    """Yield the profiles in order; those of a large run are measured by all processors."""
    if len(jobs) <= ALONE or (os.cpu_count() or 1) < 2:
        yield from _measured(jobs)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    pieces = [jobs[start : start + PIECE] for start in range(0, len(jobs), PIECE)]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for rows in pool.map(_measured, pieces):
            yield from rows


def _measured(jobs: Sequence[Job]) -> list[ReasoningProfile]:
    from harness.reasoning import profile

    rows: list[ReasoningProfile] = []
    for transcript, known, verdicts in jobs:
        try:
            rows += profile(transcript, known, verdicts)
        except Exception as error:  # costs this transcript its profile, not the report
            print(printable(f"{transcript.run_key}: not measured: {internal(error)}"), file=sys.stderr)
    return rows


def _claims(found: Material, profiles: Mapping[Key, ReasoningProfile]) -> Iterator[tuple[str, Checked]]:
    """Yield what people said of exactly these recorded answers, held against the figures."""
    from reports.measured import claims

    for write_up in claims.shipped():
        spoken_of = [t for t in found.transcripts if claims.speaks_of(write_up, t)]
        if spoken_of:
            outcomes = claims.check(
                write_up, spoken_of, list(profiles.values()), list(found.verdicts.values())
            )
            yield from ((write_up.who, checked) for checked in outcomes)


# ---------------------------------------------------------------- the experiments, kept by content


def _checks(questions: Mapping[str, Question], answers: Mapping[Key, Answer]) -> dict[Key, list[Check]]:
    """Return what the experiments find on the questions as they stand, run once a content."""
    found: dict[Key, list[Check]] = {}
    by_name: dict[str, dict[str, Answer]] = {}
    for (name, part), answer in answers.items():
        by_name.setdefault(name, {})[part] = answer
    for name, question in questions.items():
        mine = by_name.get(name, {})
        for check in _checked(question, mine) if mine else ():
            found.setdefault((name, check.part), []).append(check)
    return found


def _checked(question: Question, answers: Mapping[str, Answer]) -> list[Check]:
    import reference
    from reference import cache

    if not reference.has(question.id):
        return []
    code = [file.stat().st_mtime_ns for file in sorted(Path(reference.__file__).parent.rglob("*.py"))]
    name = codec.digest([codec.to_builtins(question), codec.to_builtins(answers), code], 32)
    kept = cache.folder().with_name("checks") / f"{name}.json"
    try:
        return [codec.from_builtins(row, Check) for row in json.loads(kept.read_text("ascii"))]
    except (OSError, ValueError):
        found = reference.check(question, draws=0)
        _keep(kept, found)
        return found


def _keep(file: Path, found: Sequence[Check]) -> None:
    try:
        text = "[" + ",".join(map(codec.encode, found)) + "]"
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(f".{os.getpid()}.part")
        part.write_text(text, "ascii")
        os.replace(part, file)
    except (OSError, ValueError):
        return
